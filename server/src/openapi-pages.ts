import { parameter, problems, type Json } from './openapi-parts.ts';

const CAMPAIGN = parameter('path', 'campaign', 'Id of the campaign', { type: 'string' });
const FILE = parameter('path', 'file', 'Id of the campaign, then .svg or .png', { type: 'string' });
const LANG = parameter('query', 'lang', 'Language of the figures, instead of the campaign’s', { type: 'string' });
const GOAL = parameter('query', 'goal', 'Which goal, instead of the first', { type: 'string' });
const SCHEME = parameter('query', 'scheme', 'Light, dark, or as the reader’s system has it', {
  enum: ['light', 'dark', 'auto'],
});
const ETAG = parameter('header', 'If-None-Match', 'The ETag of what is known', { type: 'string' });
const ELEMENTS = { enum: ['thermometer', 'banner', 'form', 'spotlight', 'chart'] };

/** What stands in for the elements where scripts are forbidden. */
export function pagePaths(): Json {
  return {
    '/c/{campaign}': page('campaignPage', 'The campaign’s own page', [CAMPAIGN]),
    '/embed/{element}/{campaign}': page('frame', 'One element as a page for a frame', [
      parameter('path', 'element', 'Which element', ELEMENTS),
      CAMPAIGN,
      LANG,
      SCHEME,
      ...['variant', 'layout', 'goal', 'preset', 'pathway'].map((name) =>
        parameter('query', name, 'As the attribute of the element', { type: 'string', pattern: '^[\\w-]{1,60}$' }),
      ),
    ]),
    '/oembed': {
      get: {
        operationId: 'oembed',
        summary: 'What to put into a page that was given the address of one of ours (oembed.com)',
        parameters: [
          parameter('query', 'url', 'Address of a campaign’s page or of a frame', { type: 'string' }, true),
          parameter('query', 'format', 'Only json is answered', { enum: ['json'], default: 'json' }),
          parameter('query', 'maxwidth', 'Most pixels across', { type: 'integer', minimum: 1 }),
          parameter('query', 'maxheight', 'Most pixels down', { type: 'integer', minimum: 1 }),
        ],
        responses: {
          200: { description: 'A frame', content: { 'application/json': { schema: OEMBED } } },
          501: { description: 'Another format than json was asked for' },
          ...problems('not-found', 'campaign-not-found'),
        },
      },
    },
    '/badge/{file}': picture('badge', 'The thermometer as a picture', [GOAL, LANG, SCHEME]),
    '/card/{file}': picture('card', 'What a link to the campaign looks like where it is shared', [GOAL, LANG]),
    '/qr/{file}': picture('qr', 'The address of the campaign’s page, to be photographed', []),
  };
}

const text = { type: 'string' };
const pixels = { type: 'integer', minimum: 1 };
const OEMBED = {
  type: 'object',
  required: ['version', 'type', 'title', 'html', 'width', 'height'],
  additionalProperties: false,
  properties: {
    version: { const: '1.0' },
    type: { const: 'rich' },
    title: text,
    author_name: text,
    provider_name: text,
    provider_url: text,
    cache_age: pixels,
    html: text,
    width: pixels,
    height: pixels,
    thumbnail_url: text,
    thumbnail_width: pixels,
    thumbnail_height: pixels,
  },
};

function page(operationId: string, summary: string, parameters: Json[]): Json {
  const found = { description: 'A page', content: { 'text/html': { schema: text } } };
  const same = { description: 'Nothing changed' };
  const responses = { 200: found, 304: same, ...problems('campaign-not-found', 'not-found', 'validation') };
  return { get: { operationId, summary, parameters: [...parameters, ETAG], responses } };
}

function picture(operationId: string, summary: string, parameters: Json[]): Json {
  const binary = { type: 'string', format: 'binary' };
  const responses = {
    200: {
      description: 'The picture',
      content: { 'image/svg+xml': { schema: text }, 'image/png': { schema: binary } },
    },
    304: { description: 'Nothing changed' },
    ...problems('campaign-not-found', 'not-found', 'validation'),
  };
  return { get: { operationId, summary, parameters: [FILE, ...parameters, ETAG], responses } };
}

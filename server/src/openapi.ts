import {
  campaignSchema,
  challengeSchema,
  contributionEventSchema,
  contributionRequestSchema,
  goalsUpdateSchema,
  historySchema,
  pageSchemas,
  problemSchema,
  receiptSchema,
} from '../../src/data/schema.ts';
import { adminPaths, adminSchemas } from './openapi-admin.ts';
import { EVENTS_EXAMPLE } from './openapi-examples.ts';
import { pagePaths } from './openapi-pages.ts';
import { json, jsonSchema, parameter, problems, type Json } from './openapi-parts.ts';

/** JSON Schema of a campaign file, for editors: name it in `$schema`. */
export function campaignJsonSchema(): Json {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Cairn campaign',
    ...jsonSchema(campaignSchema()),
  };
}

const header = (description: string): Json => ({ description, schema: { type: 'string' } });
const CAMPAIGN = parameter('path', 'campaign', 'Id of the campaign', { type: 'string' });
const CONTRIBUTION = parameter('path', 'contribution', 'Id of the contribution', { type: 'string' });
const LIMIT = parameter('query', 'limit', 'Items on a page', {
  type: 'integer',
  minimum: 1,
  maximum: 100,
  default: 20,
});
const CURSOR = parameter('query', 'cursor', '`next` of the page before', { type: 'string' });
const IF_NONE_MATCH = parameter('header', 'If-None-Match', 'The ETag of what is known', { type: 'string' });
const NOT_MODIFIED = { description: 'Nothing changed', headers: { ETag: header('The same') } };

function page(name: string, schema: string): Json {
  return {
    get: {
      operationId: name,
      summary: `The campaign's ${name}, newest or first ones first`,
      parameters: [CAMPAIGN, LIMIT, CURSOR],
      responses: {
        200: { description: 'One page', content: json(schema) },
        ...problems('campaign-not-found', 'bad-cursor', 'validation'),
      },
    },
  };
}

/** The OpenAPI 3.1 description of everything this server answers, made from the schemas and the problem table. */
export function openApi(): Json {
  const pages = pageSchemas();
  const health = {
    type: 'object',
    required: ['status', 'serverTime'],
    properties: { status: { const: 'ok' }, serverTime: { type: 'string', format: 'date-time' } },
  };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cairn campaign server',
      version: '1',
      description: 'One campaign document, its lists, its live events, and a way to contribute.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths: {
      '/v1/campaigns/{campaign}': {
        get: {
          operationId: 'campaign',
          summary: 'The whole campaign, with the latest of each list',
          parameters: [CAMPAIGN, IF_NONE_MATCH],
          responses: {
            200: {
              description: 'The campaign',
              headers: { ETag: header('From the revision') },
              content: json('Campaign'),
            },
            304: NOT_MODIFIED,
            ...problems('campaign-not-found'),
          },
        },
      },
      '/v1/campaigns/{campaign}/goals': {
        get: {
          operationId: 'goals',
          summary: 'Totals only, for polling',
          parameters: [CAMPAIGN, IF_NONE_MATCH],
          responses: {
            200: {
              description: 'Absolute totals',
              headers: { ETag: header('From the revision') },
              content: json('Goals'),
            },
            304: NOT_MODIFIED,
            ...problems('campaign-not-found'),
          },
        },
      },
      '/v1/campaigns/{campaign}/contributions': {
        ...page('contributions', 'ContributionPage'),
        post: {
          operationId: 'contribute',
          summary: 'Begin or record a contribution of any kind, exactly once per key',
          parameters: [
            CAMPAIGN,
            parameter(
              'header',
              'Idempotency-Key',
              '16 to 64 letters, digits, _ or -, bare or quoted',
              { type: 'string' },
              true,
            ),
          ],
          requestBody: { required: true, content: json('ContributionRequest') },
          responses: {
            201: {
              description: 'Recorded, or waiting for payment. A replay repeats the first answer.',
              headers: {
                'Idempotency-Replayed': header('`true` on a replay'),
                RateLimit: header('What is left for this address'),
                'RateLimit-Policy': header('How many are allowed'),
              },
              content: json('Receipt'),
            },
            ...problems(
              'idempotency-key-missing',
              'malformed-json',
              'origin-not-allowed',
              'campaign-not-found',
              'idempotency-in-flight',
              'campaign-closed',
              'body-too-large',
              'unsupported-media-type',
              'validation',
              'idempotency-mismatch',
              'amount-out-of-range',
              'unit-not-accepted',
              'shift-full',
              'card-data-refused',
              'proof-invalid',
              'proof-expired',
              'proof-replayed',
              'proof-required',
              'checkout-unavailable',
            ),
          },
        },
      },
      '/v1/campaigns/{campaign}/challenge': {
        get: {
          operationId: 'challenge',
          summary: 'A proof of work for one contribution, good for five minutes',
          parameters: [CAMPAIGN],
          responses: {
            200: {
              description: 'Find the number; send the challenge with it, as base64 of JSON, as `proof`',
              content: json('Challenge'),
            },
            ...problems('campaign-not-found'),
          },
        },
      },
      '/v1/campaigns/{campaign}/members': page('members', 'MemberPage'),
      '/v1/campaigns/{campaign}/updates': page('updates', 'UpdatePage'),
      '/v1/campaigns/{campaign}/history': {
        get: {
          operationId: 'history',
          summary: 'Totals over time',
          parameters: [
            CAMPAIGN,
            parameter('query', 'goal', 'Only this goal', { type: 'string' }),
            parameter('query', 'interval', 'Distance of the points', {
              enum: ['day', 'week', 'month'],
              default: 'day',
            }),
          ],
          responses: {
            200: { description: 'One list of points per goal', content: json('History') },
            ...problems('campaign-not-found', 'validation'),
          },
        },
      },
      '/v1/campaigns/{campaign}/events': {
        get: {
          operationId: 'events',
          summary: 'Live events',
          description:
            'Server-Sent Events: `hello`, `goals` (at most four a second, absolute totals; schema Goals), `contribution` (schema ContributionEvent), `changed`, `resync`, `bye`, and `closed` when the campaign was removed. A comment every 15 s.',
          parameters: [
            CAMPAIGN,
            parameter('query', 'lastEventId', 'The last revision known; the header Last-Event-ID says the same', {
              type: 'string',
            }),
          ],
          responses: {
            200: {
              description: 'A stream',
              content: { 'text/event-stream': { schema: { type: 'string' }, example: EVENTS_EXAMPLE } },
            },
            204: { description: 'The campaign is over: do not come back' },
            ...problems('campaign-not-found'),
          },
        },
      },
      '/v1/contributions/{contribution}': {
        get: {
          operationId: 'receipt',
          summary: 'What became of a contribution',
          security: [{ viewToken: [] }],
          parameters: [CONTRIBUTION],
          responses: {
            200: { description: 'Its state', content: json('Receipt') },
            ...problems('unauthorized', 'contribution-not-found'),
          },
        },
        delete: {
          operationId: 'withdraw',
          summary: 'Take a contribution back while nothing is paid',
          security: [{ viewToken: [] }],
          parameters: [CONTRIBUTION],
          responses: {
            204: { description: 'Withdrawn; its personal data is gone' },
            ...problems('unauthorized', 'contribution-not-found', 'not-withdrawable', 'origin-not-allowed'),
          },
        },
      },
      ...adminPaths(),
      '/v1/hooks/{provider}': {
        post: {
          operationId: 'hook',
          summary: 'What a payment provider says became of a payment',
          description:
            "The body is the provider's own, signed in the way of the provider; it is checked before it is read.",
          parameters: [parameter('path', 'provider', 'Name of the provider, such as stripe', { type: 'string' })],
          requestBody: { required: true, content: { 'application/json': { schema: {} } } },
          responses: {
            204: { description: 'Understood, or of no meaning here' },
            ...problems(
              ...(['unauthorized', 'malformed-json', 'not-found', 'contribution-not-found'] as const),
              ...(['origin-not-allowed', 'body-too-large', 'amount-out-of-range'] as const),
            ),
          },
        },
      },
      ...pagePaths(),
      '/openapi.json': file('openapi', 'This description', 'application/json'),
      '/schema/campaign.json': file('campaignSchema', 'JSON Schema of a campaign file', 'application/schema+json'),
      '/metrics': {
        get: {
          operationId: 'metrics',
          summary: 'Figures in the format of Prometheus',
          responses: {
            200: { description: 'Figures', content: { 'text/plain': { schema: { type: 'string' } } } },
            ...problems('unauthorized'),
          },
        },
      },
      '/healthz': plain('health', 'The process answers', health),
      '/readyz': plain('ready', 'The database answers too', health),
    },
    components: {
      securitySchemes: {
        viewToken: { type: 'http', scheme: 'bearer', description: '`viewToken` of the contribution' },
        adminKey: { type: 'http', scheme: 'bearer', description: 'A key made with `cairn key new`' },
      },
      schemas: {
        Campaign: jsonSchema(campaignSchema()),
        Goals: withServerTime(jsonSchema(goalsUpdateSchema())),
        ContributionPage: jsonSchema(pages.contributions),
        MemberPage: jsonSchema(pages.members),
        UpdatePage: jsonSchema(pages.updates),
        History: jsonSchema(historySchema()),
        ContributionRequest: jsonSchema(contributionRequestSchema()),
        ContributionEvent: jsonSchema(contributionEventSchema()),
        Receipt: jsonSchema(receiptSchema()),
        Challenge: jsonSchema(challengeSchema()),
        Problem: jsonSchema(problemSchema()),
        ...adminSchemas(),
      },
    },
  };
}

function plain(operationId: string, summary: string, schema: Json): Json {
  const responses = { 200: { description: summary, content: { 'application/json': { schema } } }, ...problems() };
  return { get: { operationId, summary, responses } };
}

/** What stays the same until the next release. */
function file(operationId: string, summary: string, type: string): Json {
  const found = { description: summary, content: { [type]: { schema: { type: 'object' } } } };
  const responses = { 200: found, 304: NOT_MODIFIED, ...problems() };
  return { get: { operationId, summary, parameters: [IF_NONE_MATCH], responses } };
}

function withServerTime(schema: Json): Json {
  const properties = schema['properties'] as Json;
  return { ...schema, properties: { ...properties, serverTime: { type: 'string', format: 'date-time' } } };
}

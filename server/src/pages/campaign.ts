import { createHash } from 'node:crypto';
import type { Hono } from 'hono';
import { publicUrlOf, type Ctx, type Deps, type Env } from '../context.ts';
import { isKnown, tagFor, Texts } from '../encode.ts';
import { fieldProblem, ProblemError } from '../problem.ts';
import { onlyMethods } from '../routes/methods.ts';
import { factsOf, type Facts } from './facts.ts';
import { Html, html } from './html.ts';
import { badgeSvg, cardSvg, png, qrSvg, sentence, type Scheme } from './pictures.ts';

/** What can stand in a frame: its tag, the script that has it, and how high it is before it says so itself. */
const ELEMENTS = {
  thermometer: { tag: 'cairn-progress-thermometer', height: 220 },
  banner: { tag: 'cairn-mission-banner', height: 520 },
  form: { tag: 'cairn-contribution-form', height: 760 },
  spotlight: { tag: 'cairn-member-spotlight', height: 420 },
  chart: { tag: 'cairn-impact-chart', height: 420 },
} as const;
type Name = keyof typeof ELEMENTS;

/** What an address may say about the element, and which attribute that is. */
const OPTIONS = {
  variant: 'variant',
  layout: 'layout',
  goal: 'goal',
  scheme: 'scheme',
  preset: 'preset',
  pathway: 'pathway',
};

const PAGE_STYLE = `
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; --cairn-accent: oklch(0.45 0.085 160); }
body { margin: 0; background: Canvas; color: CanvasText; }
main { display: grid; gap: 3rem; max-width: 64rem; margin: 0 auto; padding: clamp(1rem, 4vw, 3rem); }
main > * { min-width: 0; }
h1 { font-size: 2rem; line-height: 1.1; margin: 0 0 .5rem; }
p { margin: 0 0 .5rem; }
`;
const FRAME_STYLE = `
:root { font: 100%/1.5 system-ui, sans-serif; }
:root[data-scheme="dark"] { color-scheme: dark; }
:root[data-scheme="auto"] { color-scheme: light dark; }
body { margin: 0; padding: 4px; color: CanvasText; }
[data-scheme] body { background: transparent; }
`;
const STYLES = { page: tagOf(PAGE_STYLE), frame: tagOf(FRAME_STYLE) };

/** An element by the name of its script, or by that of its tag, which is what people know. */
function nameOf(word: string): Name | undefined {
  return (Object.keys(ELEMENTS) as Name[]).find((name) => word === name || `cairn-${word}` === ELEMENTS[name].tag);
}

function tagOf(style: string): { tag: Html; hash: string } {
  return { tag: new Html(`<style>${style}</style>`), hash: createHash('sha256').update(style).digest('base64') };
}

/** The campaign's own page, and what stands in for the elements where scripts are forbidden. */
export function campaignPages(app: Hono<Env>, deps: Deps): void {
  const texts = new Texts();
  app.get('/c/:campaign', async (c) => {
    const facts = await factsOf(c, deps, c.req.param('campaign'));
    const endpoint = `/v1/campaigns/${encodeURIComponent(facts.id)}`;
    const { history, members, contributions } = facts.document;
    // Nothing of a line before there are two days to draw it through, nothing of people before there is anybody.
    const empty: Partial<Record<Name, boolean>> = {
      chart: !history.some(({ points }) => points.length > 1),
      spotlight: !members?.items.length && !contributions?.items.length,
    };
    const parts = (Object.keys(ELEMENTS) as Name[]).filter((name) => !empty[name]);
    const order: Name[] = ['banner', 'thermometer', 'form', 'spotlight', 'chart'];
    const elements = order
      .filter((name) => parts.includes(name))
      .map((name) =>
        elementOf(name, { ...(name === 'form' ? formOf(deps) : {}) }, name === 'banner' ? facts : undefined),
      );
    const body = html`<link rel="stylesheet" href="/cdn/cairn.css" />
      <script type="module" src="/cdn/cairn.js"></script>
      <main><cairn-campaign endpoint="${endpoint}">${new Html(elements.join('\n'))}</cairn-campaign></main>`;
    return pageOf(c, texts, facts, body, 'page', `${facts.publicUrl}/c/${facts.id}`, "'none'");
  });
  onlyMethods(app, '/c/:campaign', 'GET, HEAD');

  app.get('/embed/:element/:campaign', async (c) => {
    const name = nameOf(c.req.param('element'));
    if (!name) throw new ProblemError('not-found');
    const facts = await factsOf(c, deps, c.req.param('campaign'), { lang: c.req.query('lang') });
    const attributes: Record<string, string> = { endpoint: `/v1/campaigns/${encodeURIComponent(facts.id)}` };
    for (const [option, attribute] of Object.entries(OPTIONS)) {
      const value = c.req.query(option);
      if (value === undefined) continue;
      if (!/^[\w-]{1,60}$/.test(value)) throw fieldProblem('validation', `/${option}`, 'should be a word');
      attributes[attribute] = value;
    }
    const body = html`<script type="module" src="/cdn/${name}.js"></script>
      <script type="module" src="/embed/frame.js"></script>
      ${new Html(elementOf(name, { ...attributes, ...(name === 'form' ? formOf(deps) : {}) }, facts))}`;
    // What only shows may stand anywhere. The form stands where the operator says: a page around it could cover it with
    // something else to press.
    const ancestors = name === 'form' ? ["'self'", ...deps.settings.frameOrigins].join(' ') : '*';
    const url = `${facts.publicUrl}/embed/${name}/${facts.id}`;
    return pageOf(c, texts, facts, body, 'frame', url, ancestors, c.req.query('scheme'));
  });
  onlyMethods(app, '/embed/:element/:campaign', 'GET, HEAD');

  app.get('/oembed', async (c) => {
    const asked = c.req.query('url');
    const format = c.req.query('format') ?? 'json';
    if (format !== 'json') return c.body(null, 501, { 'cache-control': 'no-store' });
    const own = publicUrlOf(c, deps);
    const url = asked !== undefined && URL.canParse(asked) ? new URL(asked) : undefined;
    const [, word = 'thermometer', last = ''] = /^\/(?:c|embed\/([\w-]+))\/([^/]+)$/.exec(url?.pathname ?? '') ?? [];
    const campaign = decoded(last);
    const element = nameOf(word);
    if (url?.origin !== new URL(own).origin || !campaign || !element)
      throw new ProblemError('not-found', { detail: 'url should be the address of a page of this server' });
    const facts = await factsOf(c, deps, campaign);
    const width = sizeOf(c, 'maxwidth', 600);
    const height = sizeOf(c, 'maxheight', ELEMENTS[element].height);
    const source = `${own}/embed/${element}/${facts.id}${url.search}`;
    const frame = html`<iframe
      src="${source}"
      title="${facts.title}"
      width="${width}"
      height="${height}"
      loading="lazy"
      frameborder="0"
    ></iframe>`;
    const answer = {
      version: '1.0',
      type: 'rich',
      title: facts.title,
      author_name: facts.organization,
      provider_name: facts.organization,
      provider_url: own,
      cache_age: 3600,
      html: frame.text,
      width,
      height,
      thumbnail_url: `${own}/card/${facts.id}.png`,
      thumbnail_width: 1200,
      thumbnail_height: 630,
    };
    return c.json(answer, 200, { 'cache-control': 'public, max-age=300' });
  });
  onlyMethods(app, '/oembed', 'GET, HEAD');

  const pictures: Record<string, (c: Ctx, facts: Facts) => string> = {
    badge: (c, facts) => badgeSvg(facts, schemeOf(c)),
    card: (_, facts) => cardSvg(facts),
    qr: (_, facts) => qrSvg(`${facts.publicUrl}/c/${facts.id}`),
  };
  const drawn = new Map<string, Promise<Uint8Array>>();
  for (const [name, draw] of Object.entries(pictures)) {
    app.get(`/${name}/:file`, async (c) => {
      const [, id, ending] = /^(.+)\.(svg|png)$/.exec(c.req.param('file')!) ?? [];
      if (id === undefined) throw new ProblemError('not-found');
      const facts = await factsOf(c, deps, id, { goal: c.req.query('goal'), lang: c.req.query('lang') });
      const svg = draw(c, facts);
      const headers = {
        'cache-control': 'public, max-age=60, stale-while-revalidate=600',
        'access-control-allow-origin': '*',
        // Opened by itself, a picture runs nothing.
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
      };
      if (ending === 'svg') return texts.send(c, svg, 'image/svg+xml; charset=utf-8', headers);
      const etag = tagFor(`png${svg}`);
      if (isKnown(c, etag)) return c.body(null, 304, { ...headers, etag });
      let made = drawn.get(etag);
      if (!made) {
        if (deps.pressure.level >= 1) throw new ProblemError('unavailable', { retryAfter: 10 }); // a picture can wait
        if (drawn.size >= 100) drawn.clear();
        made = png(svg, name === 'card' ? 1 : 2);
        drawn.set(etag, made);
        made.catch(() => drawn.delete(etag));
      }
      return c.body(new Uint8Array(await made), 200, { ...headers, etag, 'content-type': 'image/png' });
    });
    onlyMethods(app, `/${name}/:file`, 'GET, HEAD');
  }
}

/** Where the form may lead: this server's own checkout is always allowed. */
function formOf(deps: Deps): Record<string, string> {
  const { payments, checkoutTemplate } = deps.settings;
  const host =
    payments === 'stripe'
      ? 'checkout.stripe.com'
      : payments === 'template'
        ? /^https:\/\/([^/?#{]+)/.exec(checkoutTemplate)?.[1]
        : undefined;
  return { surface: 'card', ...(host ? { 'allow-hosts': host } : {}) };
}

/** An element with what is shown until its script has come, or when it never does. */
function elementOf(name: Name, attributes: Record<string, string>, facts?: Facts): string {
  const { tag } = ELEMENTS[name];
  const written = Object.entries(attributes).map(([key, value]) => html` ${key}="${value}"`.text);
  const inside = facts
    ? html`<h1>${facts.title}</h1>
        <p>${facts.statement}</p>
        <p>${sentence(facts)}</p>`
    : html``;
  return `<${tag}${written.join('')}>${inside.text}</${tag}>`;
}

function pageOf(
  c: Ctx,
  texts: Texts,
  facts: Facts,
  body: Html,
  style: keyof typeof STYLES,
  url: string,
  ancestors: string,
  scheme?: string,
): Promise<Response> {
  const card = `${facts.publicUrl}/card/${facts.id}.png`;
  const oembed = `${facts.publicUrl}/oembed?url=${encodeURIComponent(url)}`;
  const { tag, hash } = STYLES[style];
  // A block of data, not a script: no policy has to allow it. Nothing in it can end it.
  const data = new Html(
    `<script type="application/ld+json">${JSON.stringify(linkedData(facts, url)).replaceAll('<', '\\u003c')}</script>`,
  );
  const shown = ['light', 'dark', 'auto'].includes(scheme ?? '') ? scheme! : 'light';
  // By name as well: in a sandbox without an origin of its own, WebKit takes 'self' for nobody.
  const own = `'self' ${new URL(facts.publicUrl).origin}`;
  const page = html`<!doctype html>
    <html lang="${facts.locale}" dir="${facts.dir}" data-scheme="${shown}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${facts.title} · ${facts.organization}</title>
        <meta name="description" content="${facts.statement}" />
        ${style === 'frame' ? html`<meta name="robots" content="noindex" />` : html`<link rel="canonical" href="${url}" />`}
        <link rel="icon" href="data:," />
        <link rel="alternate" type="application/json+oembed" href="${oembed}" title="${facts.title}" />
        <meta property="og:type" content="website" />
        <meta property="og:title" content="${facts.title}" />
        <meta property="og:description" content="${facts.statement || sentence(facts)}" />
        <meta property="og:url" content="${url}" />
        <meta property="og:site_name" content="${facts.organization}" />
        <meta property="og:image" content="${card}" />
        <meta property="og:image:width" content="1200" />
        <meta property="og:image:height" content="630" />
        <meta property="og:image:alt" content="${sentence(facts)}" />
        <meta name="twitter:card" content="summary_large_image" />
        ${tag} ${data}
      </head>
      <body>
        ${body}
      </body>
    </html>`;
  return texts.send(c, page.text, 'text/html; charset=utf-8', {
    'cache-control': 'public, max-age=60, stale-while-revalidate=600',
    'content-security-policy': [
      "default-src 'none'",
      `script-src ${own}`,
      `style-src ${own} 'sha256-${hash}'`,
      `img-src ${own} https: data:`,
      `media-src ${own} https:`,
      `connect-src ${own}`,
      "form-action 'self'",
      "base-uri 'none'",
      `frame-ancestors ${ancestors}`,
      "require-trusted-types-for 'script'",
      'trusted-types cairn-lit',
    ].join('; '),
    'referrer-policy': 'strict-origin-when-cross-origin',
  });
}

function linkedData(facts: Facts, url: string): unknown {
  const { organization, mission } = facts.document;
  return {
    '@context': 'https://schema.org',
    '@type': 'Project',
    name: facts.title,
    ...(facts.statement ? { description: facts.statement } : {}),
    url,
    ...(mission.image ? { image: mission.image.src } : {}),
    parentOrganization: {
      '@type': 'NGO',
      name: organization.name,
      ...(organization.url ? { url: organization.url } : {}),
    },
    potentialAction: {
      '@type': 'DonateAction',
      name: facts.title,
      recipient: { '@type': 'NGO', name: organization.name },
      target: `${facts.publicUrl}/c/${facts.id}`,
    },
  };
}

function schemeOf(c: Ctx): Scheme {
  const said = c.req.query('scheme') ?? 'light';
  if (said !== 'light' && said !== 'dark' && said !== 'auto')
    throw fieldProblem('validation', '/scheme', 'should be light, dark or auto');
  return said;
}

function decoded(segment: string): string | undefined {
  try {
    // No database keeps a NUL in a text, and none of our names has one.
    return decodeURIComponent(segment).replaceAll('\0', '');
  } catch {
    return undefined;
  }
}

function sizeOf(c: Ctx, name: string, usual: number): number {
  const most = Number(c.req.query(name));
  return Number.isInteger(most) && most > 0 ? Math.min(usual, most) : usual;
}

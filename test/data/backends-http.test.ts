import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CairnBackend } from '../../src/data/backends/cairn.ts';
import { staticBackend } from '../../src/data/backends/static.ts';
import { defaultEnvironment } from '../../src/data/environment.ts';
import { CampaignError } from '../../src/data/error.ts';
import { fetchJson, MAX_BYTES } from '../../src/data/http.ts';
import { BackendStore } from '../../src/data/store.ts';
import { campaign, json, problem, World, type Seen } from './world.ts';

const ENDPOINT = 'https://give.example/v1/campaigns/riverbank';
const signal = new AbortController().signal;
let world: World;

beforeEach(() => {
  world = new World(() => json(campaign()));
});

const good = JSON.stringify(campaign());
const html = '<!doctype html><title>Log in to the station Wi-Fi</title>';
const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const body = (over: Record<string, unknown>) => JSON.stringify(campaign(over));

/** Bodies that are no campaign, each with what the console line must say. */
const BAD: [name: string, body: string | Uint8Array, says: RegExp][] = [
  ['nothing', '', /empty body/],
  ['blanks', ' \n\t ', /empty body/],
  ['a byte order mark alone', '\uFEFF', /empty body/],
  ['a captive portal', html, /a web page/],
  ['a captive portal behind blanks', `\n\n  ${html}`, /a web page/],
  ['a captive portal behind a byte order mark', `\uFEFF${html}`, /a web page/],
  ['XML', '<?xml version="1.0"?><rss/>', /a web page/],
  ['plain text', 'Service temporarily unavailable', /did not answer with JSON/],
  ['a PHP warning before the JSON', `Warning: mysql in /var/www\n${good}`, /did not answer with JSON/],
  ['JSON with something behind it', `${good}<!-- cached -->`, /did not answer with JSON/],
  ['two documents', good + good, /did not answer with JSON/],
  ['half a document', good.slice(0, good.length / 2), /did not answer with JSON/],
  ['all but the last brace', good.slice(0, -1), /did not answer with JSON/],
  ['one brace', '{', /did not answer with JSON/],
  ['single quotes', good.replaceAll('"', "'"), /did not answer with JSON/],
  ['a trailing comma', `${good.slice(0, -1)},}`, /did not answer with JSON/],
  ['comments', `/* ours */ ${good}`, /did not answer with JSON/],
  ['a callback', `callback(${good})`, /did not answer with JSON/],
  ['a guarded answer', `)]}',\n${good}`, /did not answer with JSON/],
  [
    'NaN',
    good.replace('"confirmed":1000', '"confirmed":NaN').replace('"rev":10', '"rev":NaN'),
    /did not answer with JSON/,
  ],
  ['UTF-16', new Uint8Array(Buffer.from(`\uFEFF${good}`, 'utf16le')), /did not answer with JSON/],
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), /did not answer with JSON/],
  ['zeros', new Uint8Array(64), /did not answer with JSON/],
  ['null', 'null', /the document should be object/],
  ['true', 'true', /the document should be object/],
  ['a number', '42', /the document should be object/],
  ['a string', '"campaign"', /the document should be object/],
  ['a list', `[${good}]`, /the document should be object/],
  ['an empty object', '{}', /version/],
  ['an error in disguise', '{"error":"not found"}', /version/],
  ['another version', body({ version: 2 }), /version/],
  ['the version as text', body({ version: '1' }), /version/],
  ['no id', body({ id: undefined }), /id should be/],
  ['an id of blanks', body({ id: '  ' }), /id should be 1 to 128/],
  ['an id as a number', body({ id: 7 }), /id should be string/],
  ['no organisation', body({ organization: undefined }), /organization should be object/],
  ['an organisation without a name', body({ organization: {} }), /organization\.name/],
  ['an empty name', body({ organization: { name: '' } }), /organization\.name should be at least 1/],
  ['no mission', body({ mission: null }), /mission should be object/],
  ['a mission without a title', body({ mission: { statement: 'x' } }), /mission\.title/],
  ['nested too deep', deep(21), /nested deeper than 20/],
  ['nested absurdly deep', deep(100_000), /nested deeper than 20/],
];

describe('[F23] [F24] bodies that are no campaign', () => {
  it.each(BAD)('%s', async (_name, bytes, says) => {
    world.answer = () => new Response(bytes as BodyInit);
    const error: unknown = await staticBackend('https://a.example/c.json', world)
      .load({ signal })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(CampaignError);
    expect(error).toMatchObject({ kind: 'schema', retryable: false });
    expect((error as Error).message).toMatch(says);
    expect((error as Error).message).toContain('https://a.example/c.json');
    expect((error as Error).message.length).toBeLessThan(400);
  });

  it('each keeps the last good campaign, with one line in the console', async () => {
    for (const [name, bytes] of BAD) {
      world = new World(() => json(campaign()));
      const store = new BackendStore(ENDPOINT, new CairnBackend(ENDPOINT, world), { environment: world });
      store.subscribe(() => {});
      await world.advance(0);
      world.answer = () => new Response(bytes as BodyInit);
      await store.refresh();
      await store.refresh();
      expect(store.state, name).toMatchObject({ status: 'ready', campaign: { rev: 10 }, error: { kind: 'schema' } });
      expect(world.lines, name).toHaveLength(1);
    }
  });
});

describe('bodies that are one', () => {
  it.each([
    ['plain', good],
    ['a byte order mark', `\uFEFF${good}`],
    ['blanks around', `\n\n ${good} \n`],
    ['brackets inside strings', body({ mission: { title: deep(40) } })],
    ['escaped quotes', body({ mission: { title: `"\\"${deep(40)}\\` } })],
    ['twenty levels', body({ extra: JSON.parse(deep(19)) as unknown })],
    ['a served type that is wrong', good],
  ])('%s', async (_name, text) => {
    world.answer = () => new Response(text, { headers: { 'content-type': 'text/plain' } });
    await expect(staticBackend('https://a.example/c.json', world).load({ signal })).resolves.toMatchObject({
      id: 'riverbank',
    });
  });

  it('cut into single bytes, also inside a letter', async () => {
    const bytes = new TextEncoder().encode(body({ mission: { title: 'Rückkehr der Bäume 🌳' } }));
    world.answer = () =>
      new Response(
        new ReadableStream({
          start(controller) {
            for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
            controller.close();
          },
        }),
      );
    const loaded = await staticBackend('https://a.example/c.json', world).load({ signal });
    expect(loaded).toMatchObject({ mission: { title: 'Rückkehr der Bäume 🌳' } });
  });

  it('[F26] keys of the prototype change nothing', async () => {
    world.answer = () =>
      new Response(`{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},${good.slice(1)}`);
    await staticBackend('https://a.example/c.json', world).load({ signal });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('names the dropped fields in one line, once', async () => {
    const goals = [...campaign().goals, { id: 'bad', label: 'Bad' }];
    world.answer = () => json(campaign({ goals, endsAt: 'tomorrow', rev: world.requests.length }));
    const backend = new CairnBackend('https://give.example/v1/campaigns/dropped', world);
    await backend.load({ signal });
    await backend.load({ signal });
    expect(world.lines).toHaveLength(1);
    expect(world.lines[0]).toMatch(/^warn: https:.*dropped: left out .*endsAt should be a time like .*; goals\[bad\]/);
  });
});

describe('the request', () => {
  it('carries no credentials, no referrer and no header of ours', async () => {
    await new CairnBackend(ENDPOINT, world).load({ signal });
    const { url, init } = world.requests[0] as Seen;
    expect(url).toBe(ENDPOINT);
    expect(init).toMatchObject({
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      cache: 'no-cache',
    });
    expect(init.headers).toBeUndefined();
  });

  it('follows a static host’s redirects', async () => {
    await staticBackend('https://a.example/c.json', world).load({ signal });
    expect(world.requests[0]?.init.redirect).toBe('follow');
  });

  it('is given ten seconds', async () => {
    world.answer = () => new Promise(() => {});
    const promise = expect(fetchJson(world, ENDPOINT)).rejects.toMatchObject({ kind: 'timeout', retryable: true });
    await world.advance(9999);
    expect(world.requests[0]?.init.signal?.aborted).toBe(false);
    await world.advance(1);
    await promise;
  });

  it('is given ten seconds for its body, too', async () => {
    let cancelled = false;
    world.answer = ({ init }) => {
      const body = new ReadableStream({
        start: (controller) => init.signal?.addEventListener('abort', () => controller.error(new Error('aborted'))),
        cancel: () => {
          cancelled = true;
        },
      });
      return new Response(body);
    };
    const promise = expect(fetchJson(world, ENDPOINT)).rejects.toMatchObject({ kind: 'timeout' });
    await world.advance(10_000);
    await promise;
    expect(cancelled).toBe(false);
    expect(world.pendingTimers).toBe(0);
  });

  it('ends with the caller’s signal', async () => {
    world.answer = () => new Promise(() => {});
    const controller = new AbortController();
    const promise = expect(fetchJson(world, ENDPOINT, { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    controller.abort();
    await promise;
    expect(world.pendingTimers).toBe(0);
  });

  it('[F49] a browser that says nothing but “failed” is explained: header, redirect', async () => {
    world.answer = () => Promise.reject(new TypeError('Failed to fetch'));
    const store = new BackendStore(ENDPOINT, new CairnBackend(ENDPOINT, world), { environment: world });
    store.subscribe(() => {});
    await world.advance(120_000);
    expect(store.state).toMatchObject({ status: 'error', error: { kind: 'network' } });
    expect(world.lines).toHaveLength(1);
    expect(world.lines[0]).toMatch(/Access-Control-Allow-Origin.*redirect.*#network$/);
  });

  it('[F48] offline is only said when the device agrees', async () => {
    world.isOnline = false;
    await expect(fetchJson(world, ENDPOINT)).resolves.toBeDefined();
    world.answer = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(fetchJson(world, ENDPOINT)).rejects.toMatchObject({ kind: 'offline' });
  });
});

describe('answers that are no success', () => {
  it('problem details become what a form can switch on', async () => {
    world.answer = () =>
      json(
        {
          type: 'about:blank',
          title: 'No',
          status: 422,
          code: 'amount-out-of-range',
          errors: [{ pointer: '/quantity/value', code: 'too-small' }],
        },
        { status: 422, headers: { 'content-type': 'application/problem+json; charset=utf-8' } },
      );
    await expect(fetchJson(world, ENDPOINT)).rejects.toMatchObject({
      kind: 'problem',
      status: 422,
      retryable: false,
      problem: { code: 'amount-out-of-range', errors: [{ pointer: '/quantity/value' }] },
    });
  });

  it.each([
    ['a web page', new Response(html, { status: 502 }), { kind: 'http', status: 502, retryable: true }],
    ['nothing', new Response(null, { status: 404 }), { kind: 'http', status: 404, retryable: false }],
    ['JSON of another kind', json({ message: 'no' }, { status: 403 }), { kind: 'http', status: 403 }],
    [
      'seconds to wait',
      problem(429, 'too-many-requests', { 'retry-after': '17' }),
      { kind: 'problem', retryAfter: 17 },
    ],
    [
      'a date to wait for',
      problem(503, 'unavailable', { 'retry-after': 'Fri, 12 Jun 2026 12:01:30 GMT' }),
      { retryAfter: 90 },
    ],
    [
      'a wrong clock',
      problem(503, 'unavailable', { 'retry-after': 'Fri, 12 Jun 2027 12:01:30 GMT' }),
      { retryAfter: 3600 },
    ],
    ['nonsense to wait for', problem(503, 'unavailable', { 'retry-after': 'soon' }), { retryAfter: undefined }],
  ])('%s', async (_name, response, expected) => {
    world.answer = () => response;
    await expect(fetchJson(world, ENDPOINT)).rejects.toMatchObject(expected);
  });
});

describe('[F24] over a real connection', () => {
  let server: Server | undefined;
  const serve = async (listener: RequestListener) => {
    server = createServer(listener);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/campaigns/x`;
  };
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  it('100 MB are cut off at 256 kB', async () => {
    let sent = 0;
    const closed = new Promise<void>((resolve) => {
      void serve((_request, response) => {
        const chunk = Buffer.alloc(64 * 1024, 'x');
        const pump = () => {
          while (sent < 100 * 1024 * 1024 && !response.destroyed) {
            sent += chunk.length;
            if (!response.write(chunk)) return void response.once('drain', pump);
          }
        };
        response.on('close', resolve);
        pump();
      }).then(async (url) => {
        await expect(fetchJson(defaultEnvironment, url)).rejects.toMatchObject({ kind: 'too-large' });
      });
    });
    await closed;
    expect(sent).toBeLessThan(20 * 1024 * 1024);
  });

  it('a length that says so is not even begun', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': String(MAX_BYTES + 1) });
      response.flushHeaders();
    });
    await expect(fetchJson(defaultEnvironment, url)).rejects.toMatchObject({ kind: 'too-large' });
  });

  it('exactly 256 kB are read', async () => {
    const text = `"${'x'.repeat(MAX_BYTES - 2)}"`;
    const url = await serve((_request, response) => response.end(text));
    expect((await fetchJson(defaultEnvironment, url)).json).toHaveLength(MAX_BYTES - 2);
  });

  it('a redirect of the protocol is refused, a closed door is a network error', async () => {
    const url = await serve((_request, response) => response.writeHead(302, { location: '/elsewhere' }).end());
    await expect(fetchJson(defaultEnvironment, url)).rejects.toMatchObject({ kind: 'network' });
    server?.close();
    server?.closeAllConnections();
    await expect(fetchJson(defaultEnvironment, url)).rejects.toMatchObject({ kind: 'network' });
  });
});

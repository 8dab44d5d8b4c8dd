import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseCampaign, type Campaign } from '../../src/data/schema.ts';
import { BASE, NOW, onBothDatabases, serve, type TestServer } from './helpers.ts';
import { expectSchema } from './contract.ts';
import { campaignFixture } from './fixtures/campaign.ts';

type Json = Record<string, unknown>;

interface PageBody {
  items: { id: string }[];
  total?: number;
  next?: string | null;
}

onBothDatabases('reading a campaign', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    const ended = campaignFixture({ id: 'over', endsAt: '2026-03-02T00:00:00Z' });
    const soon = campaignFixture({ id: 'soon', startsAt: '2026-09-01T00:00:00Z' });
    server = await serve(await kind.place(), { campaigns: [campaignFixture(), ended, soon] });
  });
  afterAll(() => server.close());

  it('gives the whole document with 10 contributions, 12 members and 5 updates', async () => {
    const document = await server.get<Campaign>(BASE);
    expect(document.contributions).toMatchObject({ total: 40 });
    expect(document.contributions!.items.map((one) => one.id)).toEqual(
      Array.from({ length: 10 }, (_, index) => `old-${index}`),
    );
    expect(document.members!.items).toHaveLength(12);
    expect(document.members!.total).toBe(14);
    expect(document.updates!.items).toHaveLength(5);
    expect(document.goals[0]).toMatchObject({ raised: { confirmed: 100_000, pledged: 5000 }, supporters: 40 });
    expect(document.links).toMatchObject({
      self: 'http://cairn.test/v1/campaigns/riverbank',
      events: 'http://cairn.test/v1/campaigns/riverbank/events',
      fallback: 'https://river.example/give',
    });
    expect(document.test).toBe(true); // the test provider moves no money
  });

  it('gives a document that the library reads without dropping anything', async () => {
    const { dropped } = parseCampaign(await server.get(BASE), 'http://cairn.test/');
    expect(dropped).toEqual([]);
  });

  it('[B21] says the server time in the document and in the totals', async () => {
    for (const path of [BASE, `${BASE}/goals`, '/healthz'])
      expect((await server.get<{ serverTime: string }>(path)).serverTime).toBe(new Date(NOW).toISOString());
  });

  it('answers If-None-Match with 304 and the same CORS and cache headers', async () => {
    for (const path of [BASE, `${BASE}/goals`]) {
      const first = await server.ask(path);
      const etag = first.headers.get('etag')!;
      expect(etag).toMatch(/^"[^"]+"$/); // strong
      for (const tag of [etag, `W/${etag}`, `"other", ${etag}`]) {
        const again = await server.ask(path, { headers: { 'if-none-match': tag } });
        expect(again.status).toBe(304);
        expect(await again.text()).toBe('');
        for (const name of ['etag', 'cache-control', 'access-control-allow-origin', 'access-control-expose-headers'])
          expect(again.headers.get(name), name).toBe(first.headers.get(name));
      }
      expect((await server.ask(path, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    }
    const { headers } = await server.ask(BASE);
    expect(headers.get('cache-control')).toBe('public, max-age=5, stale-while-revalidate=30, stale-if-error=86400');
    expect(headers.get('access-control-expose-headers')).toContain('ETag, Retry-After, RateLimit');
    expect(headers.has('set-cookie')).toBe(false);
  });

  it('keeps the totals below one kilobyte', async () => {
    expect((await (await server.ask(`${BASE}/goals`)).text()).length).toBeLessThan(1024);
  });

  it('pages through every list exactly once', async () => {
    for (const [list, expected] of [
      ['contributions', 25],
      ['members', 14],
      ['updates', 7],
    ] as const) {
      const seen: string[] = [];
      let cursor = '';
      for (let round = 0; round < 20; round++) {
        const page = await server.get<PageBody>(`${BASE}/${list}?limit=4${cursor}`);
        expect(page.items.length).toBeLessThanOrEqual(4);
        seen.push(...page.items.map((one) => one.id));
        if (!page.next) break;
        cursor = `&cursor=${page.next}`;
      }
      expect(new Set(seen).size).toBe(expected);
      expect(seen).toHaveLength(expected);
    }
  });

  it('refuses cursors and limits that are not its own', async () => {
    const { next } = await server.get<PageBody>(`${BASE}/members?limit=1`);
    const code = async (path: string) => ((await (await server.ask(path)).json()) as { code: string }).code;
    expect(await code(`${BASE}/contributions?cursor=abc`)).toBe('bad-cursor');
    expect(await code(`${BASE}/updates?cursor=${next}`)).toBe('bad-cursor'); // of another list
    for (const limit of ['0', '101', '-1', '1e1', 'x'])
      expect(await code(`${BASE}/updates?limit=${limit}`)).toBe('validation');
  });

  it('remembers one answer, whatever else an address says', async () => {
    const { recent } = server.cairn.deps;
    await server.ask(`${BASE}/goals`);
    const before = [...recent.keys()].length;
    for (let index = 0; index < 5; index++) await server.ask(`${BASE}/goals?nonsense=${index}`);
    expect([...recent.keys()]).toHaveLength(before);
  });

  it('[B8] sends what is long in the encoding that was asked for, each with a tag of its own', async () => {
    const ask = async (accepted: string | undefined, etag?: string) => {
      const headers = {
        ...(accepted ? { 'accept-encoding': accepted } : {}),
        ...(etag ? { 'if-none-match': etag } : {}),
      };
      const response = await server.ask(BASE, { headers });
      const bytes = Buffer.from(await response.arrayBuffer());
      return { status: response.status, bytes, headers: response.headers };
    };
    const plain = await ask(undefined);
    const zipped = await ask('gzip, deflate');
    const small = await ask('gzip, deflate, br, zstd');
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(small.headers.get('content-encoding')).toBe('br');
    expect(gunzipSync(zipped.bytes).toString()).toBe(plain.bytes.toString());
    expect(brotliDecompressSync(small.bytes).toString()).toBe(plain.bytes.toString());
    expect(small.bytes.length).toBeLessThan(plain.bytes.length / 2);
    for (const { headers } of [plain, zipped, small]) expect(headers.get('vary')).toBe('Accept-Encoding');
    const tags = [plain, zipped, small].map(({ headers }) => headers.get('etag')!);
    expect(new Set(tags).size).toBe(3);
    expect((await ask('br', tags[2])).status).toBe(304);
    expect((await ask('br', tags[0])).status).toBe(200);
    expect((await ask('br;q=0')).headers.get('content-encoding')).toBeNull();
  });

  it('[B24] refuses a NUL in the address, which one of the databases cannot even look for', async () => {
    for (const path of ['/v1/campaigns/%00', '/v1/campaigns/a%00/contributions', `${BASE}/members?cursor=%00`]) {
      const response = await server.ask(path);
      expect(response.status, path).toBe(400);
      expect(((await response.json()) as { code: string }).code).toBe('bad-request');
    }
  });

  it('[S18] leaves out members whose consent is missing or over', async () => {
    const { items } = await server.get<PageBody>(`${BASE}/members?limit=100`);
    const ids = items.map((one) => one.id);
    expect(ids).not.toContain('shy');
    expect(ids).not.toContain('over');
  });

  it('gives the history by goal and interval', async () => {
    type Body = { items: { goalId: string; points: { at: string; value: number }[] }[] };
    expect((await server.get<Body>(`${BASE}/history?goal=money`)).items[0]!.points).toHaveLength(2);
    expect((await server.get<Body>(`${BASE}/history?interval=month`)).items[0]!.points).toHaveLength(2);
    expect((await server.ask(`${BASE}/history?goal=nothing`)).status).toBe(422);
    expect((await server.ask(`${BASE}/history?interval=second`)).status).toBe(422);
  });

  it('serves pictures from where it was asked', async () => {
    const document = await server.get<Campaign>(BASE);
    expect(document.organization.logo!.src).toBe('http://cairn.test/assets/logo.svg');
    const { items } = await server.get<{ items: { image: { src: string } }[] }>(`${BASE}/members`);
    expect(items[0]!.image.src).toBe('http://cairn.test/assets/m.svg');
  });

  it('knows by the dates that a campaign is over or not yet open', async () => {
    expect((await server.get<Campaign>('/v1/campaigns/over')).status).toBe('ended');
    expect((await server.get<Campaign>('/v1/campaigns/soon')).status).toBe('upcoming');
    const before = (await server.ask('/v1/campaigns/soon')).headers.get('etag');
    server.clock.now = Date.parse('2026-09-02T00:00:00Z');
    const after = await server.ask('/v1/campaigns/soon');
    expect(((await after.json()) as Campaign).status).toBe('active');
    expect(after.headers.get('etag')).not.toBe(before);
    server.clock.now = NOW;
  });

  it('[S38] answers everything unknown with problem details', async () => {
    const cases: [string, string, number, string][] = [
      ['GET', '/v1/campaigns/nowhere', 404, 'campaign-not-found'],
      ['GET', '/v1/campaigns/nowhere/goals', 404, 'campaign-not-found'],
      ['GET', '/v1/campaigns/nowhere/events', 404, 'campaign-not-found'],
      ['GET', '/v1/nothing', 404, 'not-found'],
      ['GET', '/nothing', 404, 'not-found'],
      ['PUT', BASE, 405, 'method-not-allowed'],
      ['DELETE', `${BASE}/members`, 405, 'method-not-allowed'],
      ['POST', '/healthz', 405, 'method-not-allowed'],
      ['GET', '/v1/contributions/ctr_x', 401, 'unauthorized'],
      ['GET', `/${'x'.repeat(3000)}`, 400, 'bad-request'],
    ];
    for (const [method, path, status, code] of cases) {
      const response = await server.ask(path, { method });
      expect(response.status, `${method} ${path}`).toBe(status);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      const body = (await response.json()) as Record<string, unknown>;
      expect(body).toMatchObject({ status, code, type: `urn:cairn:problem:${code}` });
      expect(JSON.stringify(body)).not.toMatch(/\bat .*:\d+:\d+/);
      expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    }
  });

  it('answers HEAD without a body', async () => {
    const head = await server.ask(BASE, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    expect(head.headers.get('etag')).toBeTruthy();
  });

  it('[S36] sends the security headers with every answer', async () => {
    for (const path of [BASE, '/v1/campaigns/nowhere', '/openapi.json', '/healthz']) {
      const { headers } = await server.ask(path);
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('permissions-policy')).toContain('payment=()');
    }
  });

  it('[B23] every example of the description is what its schema says', async () => {
    const { paths } = await server.get<{ paths: Json }>('/openapi.json');
    let checked = 0;
    const look = (node: unknown): void => {
      if (node === null || typeof node !== 'object') return;
      const { schema, example } = node as { schema?: { $ref?: string }; example?: unknown };
      if (example !== undefined && schema?.$ref) {
        expectSchema(schema.$ref.split('/').at(-1)!, example);
        checked++;
      }
      Object.values(node).forEach(look);
    };
    look(paths);
    expect(checked).toBeGreaterThan(100);
  });

  it('describes itself', async () => {
    expect(await server.get('/openapi.json')).toMatchObject({ openapi: '3.1.0' });
    const schema = await server.get<{ required: string[]; $schema: string }>('/schema/campaign.json');
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema.required).toEqual(expect.arrayContaining(['version', 'id', 'organization', 'mission']));
    expect((await server.ask('/readyz')).status).toBe(200);
  });
});

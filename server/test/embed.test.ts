import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { png } from '../src/pages/pictures.ts';
import { campaignFixture } from './fixtures/campaign.ts';
import { serve, type TestServer } from './helpers.ts';

const folder = mkdtempSync(join(tmpdir(), 'cairn-embed-'));
const HOSTILE = '</script><script>alert(1)</script> "& <b>';
let server: TestServer;

beforeAll(async () => {
  const campaign = campaignFixture({
    mission: { title: HOSTILE, statement: HOSTILE },
    organization: { name: HOSTILE },
  });
  const ends = campaignFixture({ id: 'ends', mission: { title: 'Bring the river back.' } });
  const arabic = campaignFixture({ id: 'arabic', locale: 'ar', mission: { title: 'رمموا ضفة النهر' } });
  const over = campaignFixture({ id: 'over' });
  over.goals![0]!.raised = { confirmed: 499_999 };
  server = await serve(
    { dataDir: folder },
    {
      campaigns: [campaign, arabic, over, ends],
      settings: { publicUrl: 'https://give.example.org', frameOrigins: ['https://partner.example'] },
    },
  );
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const policyOf = async (path: string) => (await server.ask(path)).headers.get('content-security-policy')!;

describe('what is long and text', () => {
  const ask = (path: string, accepted: string, etag?: string) =>
    server.ask(path, { headers: { 'accept-encoding': accepted, ...(etag ? { 'if-none-match': etag } : {}) } });
  const DECODERS = { br: brotliDecompressSync, gzip: gunzipSync };

  it.each([
    '/openapi.json',
    '/schema/campaign.json',
    '/c/riverbank',
    '/embed/thermometer/riverbank?scheme=auto',
    '/badge/riverbank.svg',
    '/card/riverbank.svg',
    '/qr/riverbank.svg',
  ])('[B8] %s is compressed for whoever reads that, under a tag for each form', async (path) => {
    const plain = await server.ask(path);
    const text = await plain.text();
    expect([plain.status, plain.headers.get('content-encoding'), plain.headers.get('vary')]).toEqual([
      200,
      null,
      'Accept-Encoding',
    ]);
    const tags = new Set([plain.headers.get('etag')!]);
    if (text.length < 1400) return; // fits into the first packets as it is
    for (const encoding of ['br', 'gzip'] as const) {
      const response = await ask(path, encoding);
      const { headers } = response;
      const bytes = Buffer.from(await response.arrayBuffer());
      expect([headers.get('content-encoding'), headers.get('vary')]).toEqual([encoding, 'Accept-Encoding']);
      expect(bytes.length).toBeLessThan(0.7 * Buffer.byteLength(text));
      expect(DECODERS[encoding](bytes).toString()).toBe(text);
      for (const name of ['content-type', 'cache-control', 'content-security-policy'])
        expect(headers.get(name), name).toBe(plain.headers.get(name));
      const etag = headers.get('etag')!;
      tags.add(etag);
      const same = await ask(path, encoding, etag);
      expect([same.status, same.headers.get('etag'), same.headers.get('vary')]).toEqual([304, etag, 'Accept-Encoding']);
      expect((await ask(path, encoding, plain.headers.get('etag')!)).status).toBe(200);
    }
    expect(tags.size).toBe(3);
  });
});

describe('pages', () => {
  it('[PL7] the campaign’s page: card, discovery, data, and a text that needs no script; nothing typed becomes markup', async () => {
    const response = await server.ask('/c/riverbank');
    const page = await response.text();
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<b>');
    expect(page).toContain('<meta property="og:image" content="https://give.example.org/card/riverbank.png" />');
    expect(page).toContain('<link rel="canonical" href="https://give.example.org/c/riverbank" />');
    expect(page).toMatch(
      /<link\s+rel="alternate"\s+type="application\/json\+oembed"\s+href="https:\/\/give\.example\.org\/oembed\?url=/,
    );
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)![1]!) as Record<
      string,
      unknown
    >;
    expect(data).toMatchObject({ '@type': 'Project', name: HOSTILE, potentialAction: { '@type': 'DonateAction' } });
    expect(page).toContain('$1,000 / $5,000 (20%)');
    for (const tag of ['banner', 'thermometer', 'form', 'spotlight', 'chart'])
      expect(page).toMatch(new RegExp(`<cairn-[a-z-]*${tag}`));
    // What has nothing to show yet is left out: nobody wants an empty frame on the first day.
    const fresh = await serve(
      { dataDir: join(folder, 'fresh') },
      { campaigns: [campaignFixture({ members: { items: [] }, contributions: { items: [] }, history: [] })] },
    );
    const firstDay = await (await fresh.ask('/c/riverbank')).text();
    expect(firstDay).toContain('<cairn-progress-thermometer');
    expect(firstDay).not.toMatch(/<cairn-(member-spotlight|impact-chart)/);
    await fresh.close();
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).toContain(
      "script-src 'self' https://give.example.org; style-src 'self' https://give.example.org 'sha256-",
    );
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect((await server.ask('/c/nothing')).status).toBe(404);
  });

  it('a title that ends in a full stop ends there, and a page asks for no icon that is not there', async () => {
    const page = await (await server.ask('/c/ends')).text();
    expect(page).toContain('<meta property="og:image:alt" content="Bring the river back: $1,000 / $5,000 (20%)" />');
    expect(page).toContain('<link rel="icon" href="data:," />');
  });

  it('[B27] in a rush a picture that is not drawn yet can wait, and never are many drawn at once', async () => {
    const { deps } = server.cairn;
    const calm = deps.pressure;
    try {
      deps.pressure = { level: 1, late: 0 };
      const refused = await server.ask('/badge/over.png?scheme=dark');
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
      expect((await server.ask('/badge/over.svg?scheme=dark')).status).toBe(200);
      deps.pressure = { level: 0, late: 0 };
      expect((await server.ask('/badge/over.png?scheme=dark')).status).toBe(200);
      deps.pressure = { level: 1, late: 0 };
      expect((await server.ask('/badge/over.png?scheme=dark')).status).toBe(200); // known by now
      const svg = await (await server.ask('/badge/over.svg')).text();
      const many = await Promise.allSettled(Array.from({ length: 30 }, (_, index) => png(svg, 0.1 + index / 1000)));
      expect(many.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    } finally {
      deps.pressure = calm;
    }
  });

  it('a picture is drawn once for a language, however its tag is dressed up', async () => {
    const tag = async (lang: string) => (await server.ask(`/badge/riverbank.svg?lang=${lang}`)).headers.get('etag');
    expect(await tag('de-x-one')).toBe(await tag('de'));
    expect(await tag('de-abcdefgh-u-nu-thai')).toBe(await tag('de'));
    expect(await tag('ar-EG')).not.toBe(await tag('de'));
  });

  it('[PL7] oEmbed of an address that is none is 404, however it is broken', async () => {
    for (const url of [
      '',
      'nothing',
      'https://elsewhere.example/c/riverbank',
      'https://give.example.org/c/%E0%A4%A',
      'https://give.example.org/c/%00',
      'https://give.example.org/embed/__proto__/riverbank',
    ])
      expect((await server.ask(`/oembed?url=${encodeURIComponent(url)}`)).status, url).toBe(404);
  });

  it('[S14] who may put it into a frame: anybody what only shows, the listed ones the form', async () => {
    for (const element of ['thermometer', 'banner', 'spotlight', 'chart'])
      expect(await policyOf(`/embed/${element}/riverbank`)).toContain('frame-ancestors *;');
    const form = await policyOf('/embed/form/riverbank');
    expect(form).toContain("frame-ancestors 'self' https://partner.example;");
    expect((await server.ask('/embed/form/riverbank')).headers.get('x-content-type-options')).toBe('nosniff');
    expect((await server.ask('/embed/campaign/riverbank')).status).toBe(404);
    expect((await server.ask('/embed/__proto__/riverbank')).status).toBe(404);
    expect(await policyOf('/admin')).toContain("frame-ancestors 'none'");
  });

  it('[PL7] a frame is right-to-left where its language is, and takes words for its look only', async () => {
    const page = await (await server.ask('/embed/thermometer/arabic?variant=radial&scheme=dark')).text();
    expect(page).toContain('<html lang="ar" dir="rtl" data-scheme="dark">');
    expect(page).toContain(' variant="radial"');
    const odd = await server.ask(`/embed/thermometer/arabic?variant=${encodeURIComponent('"><script>')}`);
    expect(odd.status).toBe(422);
  });

  it('[PL7] oEmbed for its own pages, at the size that is asked for', async () => {
    const ask = (url: string, more = '') => server.ask(`/oembed?url=${encodeURIComponent(url)}${more}`);
    const answer = (await (
      await ask('https://give.example.org/c/riverbank', '&maxwidth=300&maxheight=100')
    ).json()) as Record<string, unknown>;
    expect(answer).toMatchObject({ version: '1.0', type: 'rich', width: 300, height: 100, title: HOSTILE });
    expect(answer['html']).toContain('src="https://give.example.org/embed/thermometer/riverbank"');
    expect(answer['html']).not.toContain('<script>');
    expect(await (await ask('https://give.example.org/embed/chart/riverbank?scheme=dark')).text()).toContain(
      '/embed/chart/riverbank?scheme=dark',
    );
    for (const url of [
      'https://other.example/c/riverbank',
      'https://give.example.org/',
      'javascript:alert(1)',
      'https://give.example.org.evil.example/c/riverbank',
    ])
      expect((await ask(url)).status, url).toBe(404);
    expect((await ask('https://give.example.org/c/riverbank', '&format=xml')).status).toBe(501);
  });
});

describe('pictures', () => {
  const svg = async (path: string) => (await server.ask(path)).text();

  it('[PL7] the badge says what is raised of what, in the campaign’s language and direction, light and dark', async () => {
    const light = await svg('/badge/over.svg');
    expect(light).toContain('<title>Mend the bank: $4,999.99 / $5,000 (99%)</title>'); // never 100 % before it is
    expect(light).not.toContain('prefers-color-scheme');
    expect(await svg('/badge/over.svg?scheme=auto')).toContain('prefers-color-scheme:dark');
    expect(await svg('/badge/over.svg?scheme=dark')).toContain('.paper{fill:#141a17}');
    const arabic = await svg('/badge/arabic.svg');
    expect(arabic).toMatch(/text-anchor="end"[^>]*>\u2067رمموا/);
    expect(arabic).toMatch(/<rect\s+x="310\.4"/); // filled from the right
    expect(await svg('/badge/riverbank.svg')).not.toContain('<script>');
    expect((await server.ask('/badge/over.svg?scheme=red')).status).toBe(422);
    expect((await server.ask('/badge/nothing.svg')).status).toBe(404);
    expect((await server.ask('/badge/over.gif')).status).toBe(404);
    const hours = await svg('/badge/over.svg?goal=hours');
    expect(hours).toContain('0 hours / 100 hours (0%)');
  });

  it('[PL7] pictures for where SVG is not shown, with validators and a policy that runs nothing', async () => {
    for (const [path, width, height] of [
      ['/badge/arabic.png?scheme=dark', 800, 192],
      ['/card/riverbank.png', 1200, 630],
      ['/qr/riverbank.png', undefined, undefined],
    ] as const) {
      const response = await server.ask(path);
      expect(response.headers.get('content-type')).toBe('image/png');
      expect(response.headers.get('content-security-policy')).toContain('sandbox');
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
      if (width) expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([width, height]);
      const again = await server.ask(path, { headers: { 'if-none-match': response.headers.get('etag')! } });
      expect(again.status).toBe(304);
    }
    expect(await svg('/qr/riverbank.svg')).toContain('<title>https://give.example.org/c/riverbank</title>');
  });
});

it('a title with characters that XML has no place for is drawn without them', async () => {
  const title = 'Mend\ufffe the\uffff bank';
  const strange = await serve(
    { dataDir: join(folder, 'strange') },
    { campaigns: [campaignFixture({ mission: { title } })] },
  );
  for (const picture of ['badge', 'card']) {
    const svg = await (await strange.ask(`/${picture}/riverbank.svg`)).text();
    expect(svg).not.toMatch(/[\ufffe\uffff]/);
    expect((await strange.ask(`/${picture}/riverbank.png`)).status).toBe(200);
  }
  await strange.close();
});

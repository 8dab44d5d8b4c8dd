import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Receipt } from '../../src/data/schema.ts';
import { campaignFixture } from './fixtures/campaign.ts';
import { GIVE, PLEDGE, serve, type TestServer } from './helpers.ts';

const folder = mkdtempSync(join(tmpdir(), 'cairn-pages-'));
let server: TestServer;

beforeAll(async () => {
  const site = join(folder, 'site');
  mkdirSync(join(site, 'demo', 'plain'), { recursive: true });
  mkdirSync(join(site, 'cdn'));
  mkdirSync(join(site, 'site'));
  writeFileSync(join(site, 'site', 'index.html'), '<!doctype html><title>Documentation</title>');
  writeFileSync(join(site, 'demo', 'index.html'), '<!doctype html><title>Demo</title>');
  writeFileSync(join(site, 'demo', 'plain', 'index.html'), '<!doctype html><title>Plain</title>');
  writeFileSync(join(site, 'demo', 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(site, 'demo', '.hidden'), 'secret');
  writeFileSync(join(site, 'cdn', 'cairn.js'), 'export {};');
  writeFileSync(join(site, 'secret.txt'), 'secret');
  const campaign = campaignFixture({ organization: { name: '<b>River & "Bank"</b>' } });
  server = await serve({ dataDir: join(folder, 'data') }, { siteDir: site, campaigns: [campaign] });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

it('[PL5] names its campaigns to the builder on the machine it runs on, and to nobody else', async () => {
  const ask = async (url: string, address: string, headers: Record<string, string> = {}) => {
    const env = { incoming: { socket: { remoteAddress: address } } };
    return (await (await server.cairn.app.request(url, { headers }, env)).json()) as { campaigns: { id: string }[] };
  };
  const here = 'http://127.0.0.1:4321/builder/campaigns.json';
  const ids = (await ask(here, '127.0.0.1')).campaigns.map(({ id }) => id);
  expect(ids).toEqual(['riverbank']);
  expect((await ask(here, '192.0.2.7')).campaigns).toEqual([]);
  expect((await ask(here, '127.0.0.1', { 'x-forwarded-for': '192.0.2.7' })).campaigns, 'through a proxy').toEqual([]);
  const other = 'http://give.example.org/builder/campaigns.json';
  expect((await ask(other, '127.0.0.1')).campaigns, 'by another name').toEqual([]);
});

describe('the test checkout', () => {
  const open = async (returnUrl?: string) => {
    const receipt = await server.give({ ...GIVE, frequency: 'monthly', ...(returnUrl ? { returnUrl } : {}) });
    const { pathname } = new URL((receipt.next as { url: string }).url);
    return { receipt, path: pathname, page: await server.ask(pathname) };
  };

  it('says that it is a stand-in, what is paid, and to whom', async () => {
    const { page } = await open();
    const text = await page.text();
    expect(text).toContain('This is a test checkout.');
    expect(text).toContain('No money moves');
    expect(text).toContain('$25.00, monthly');
    expect(text).toContain('&lt;b&gt;River &amp; &quot;Bank&quot;&lt;/b&gt;');
    for (const action of ['Pay', 'Decline', 'Cancel'])
      expect(text).toMatch(new RegExp(`<button[^>]*>\\s*${action}\\s*</button`));
    expect(text).not.toMatch(/<script|<input|style="/);
  });

  it('runs under a policy without scripts, which lets the form lead back to the page', async () => {
    const { page } = await open('https://give.example.org/thanks?a=1#x');
    const policy = page.headers.get('content-security-policy')!;
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self' https:\/\/give\.example\.org; /,
    );
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('returns with the id and nothing about the state', async () => {
    for (const action of ['pay', 'decline', 'cancel'] as const) {
      const { receipt } = await open('https://give.example.org/thanks?a=1#x');
      const response = await server.checkout(receipt, action);
      expect(response.status).toBe(303);
      expect(response.headers.get('location')).toBe(
        `https://give.example.org/thanks?a=1&cairn_contribution=${receipt.id}#x`,
      );
    }
  });

  it('stays here when there is nowhere to return to, and shows how it went', async () => {
    const { receipt, path } = await open();
    const response = await server.checkout(receipt, 'decline');
    expect(response.headers.get('location')).toBe(path);
    expect(await (await server.ask(path)).text()).toContain('The payment was declined');
  });

  it('knows no other payments, no other words, and no pledges', async () => {
    expect((await server.ask('/checkout/test_unknown')).status).toBe(404);
    expect((await server.ask('/checkout/manual_RB-2026-00041')).status).toBe(404);
    const { receipt } = await open();
    expect((await server.checkout(receipt, 'refund' as 'pay')).status).toBe(400);
    const pledge: Receipt = await server.give(PLEDGE);
    expect((await server.ask(`/checkout/${pledge.id}`)).status).toBe(404);
  });
});

describe('files', () => {
  it('serves the demo and the documentation with their policy and the builds with their type', async () => {
    const page = await server.ask('/');
    expect(await page.text()).toContain('Demo');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types cairn-lit",
    );
    expect(await (await server.ask('/plain/')).text()).toContain('Plain');
    expect(await (await server.ask('/docs/')).text()).toContain('Documentation');
    const script = await server.ask('/cdn/cairn.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('access-control-allow-origin')).toBe('*');
    expect((await server.ask('/logo.svg')).headers.get('content-security-policy')).toContain('sandbox');
  });

  it('answers 304 to what is known', async () => {
    const etag = (await server.ask('/cdn/cairn.js')).headers.get('etag')!;
    const again = await server.ask('/cdn/cairn.js', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });

  it('serves nothing outside and nothing hidden', async () => {
    const tricks = [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/cdn/..%2f..%2fsecret.txt',
      '/cdn/%2e%2e%2fsecret.txt',
      '/.hidden',
      '/%ff',
      '/..%5csecret.txt',
      '/cdn/',
      '/plain',
    ];
    for (const path of tricks) {
      const response = await server.ask(path);
      expect(response.status, path).toBe(404);
      expect(await response.text()).not.toContain('secret');
    }
    // A NUL is no part of any address, of a file or of a campaign: it is refused before anybody looks.
    for (const path of ['/%00', '/a%00.svg']) expect((await server.ask(path)).status, path).toBe(400);
  });
});

/** The script builds under their versions: what is served, for how long it is kept, and what an update leaves alone. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../src/log.ts';
import { keepRelease, releasesDirOf } from '../src/releases.ts';
import { serve, type TestServer } from './helpers.ts';

const folder = mkdtempSync(join(tmpdir(), 'cairn-releases-'));
const dataDir = join(folder, 'data');
let server: TestServer;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A build of one version, as small as it can be. */
function build(version: string): string {
  const site = join(folder, version);
  mkdirSync(join(site, 'cdn/chunks'), { recursive: true });
  mkdirSync(join(site, 'demo'), { recursive: true });
  const file = (name: string, text: string) => writeFileSync(join(site, 'cdn', name), text);
  file('sri.json', JSON.stringify({ version }));
  file('cairn.js', `import"./chunks/base-${version.replaceAll('.', '')}.js";`);
  file(`chunks/base-${version.replaceAll('.', '')}.js`, `console.log("${version}");${'//'.padEnd(3000, '-')}`);
  file('cairn.js.map', '{}');
  return site;
}

async function run(version: string): Promise<void> {
  const siteDir = build(version);
  await keepRelease(siteDir, releasesDirOf(dataDir), createLog('silent'));
  server = await serve({ dataDir }, { siteDir, releasesDir: releasesDirOf(dataDir) });
}
const text = async (path: string) => (await server.ask(path)).text();

describe('[PL3] script builds by version', () => {
  beforeEach(() => run('1.4.2'));
  afterEach(() => server.close());

  it('serves a version for ever, readable from any page', async () => {
    const { status, headers } = await server.ask('/cdn/v1.4.2/cairn.js');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(await text('/cdn/v1.4.2/cairn.js')).toBe('import"./chunks/base-142.js";');
  });

  it('serves the newest of a line for some minutes, its pieces by version', async () => {
    const response = await server.ask('/cdn/v1/cairn.js');
    expect(response.headers.get('cache-control')).toMatch(/^public, max-age=300, stale-while-revalidate=\d+/);
    expect(await response.text()).toBe('import"../v1.4.2/chunks/base-142.js";');
    const etag = response.headers.get('etag')!;
    expect((await server.ask('/cdn/v1/cairn.js', { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect(etag, 'another text, another tag').not.toBe((await server.ask('/cdn/v1.4.2/cairn.js')).headers.get('etag'));
  });

  it('keeps what pages have pinned when it is updated, and moves the line on', async () => {
    await server.close();
    await run('1.5.0');
    expect(await text('/cdn/v1/cairn.js')).toContain('v1.5.0');
    expect(await text('/cdn/v1.5.0/cairn.js')).toContain('base-150');
    expect(await text('/cdn/v1.4.2/chunks/base-142.js')).toContain('1.4.2');
    expect((await server.ask('/cdn/v1.4.2/cairn.js')).headers.get('cache-control')).toContain('immutable');
  });

  it('answers 404 to versions and lines it never served, and to ways out of the folder', async () => {
    for (const path of [
      '/cdn/v1.4.1/cairn.js',
      '/cdn/v2/cairn.js',
      '/cdn/v0/cairn.js',
      '/cdn/v1.4.2/',
      '/cdn/v1.4.2/..%2f..%2f..%2fdata',
      '/cdn/v1.4.2-..%2f..%2f/sri.json',
    ]) {
      expect((await server.ask(path)).status, path).toBe(404);
    }
  });

  it('calls what comes before 1.0.0 by the line it will be', async () => {
    await server.close();
    await run('0.9.0');
    expect(await text('/cdn/v1/cairn.js')).toContain('../v0.9.0/chunks/');
  });

  it('is sent in gzip at once, and as small as Brotli gets once that is made', async () => {
    const path = '/cdn/v1.4.2/chunks/base-142.js';
    const whole = await text(path);
    const ask = async (accepted: string) => {
      const response = await server.ask(path, { headers: { 'accept-encoding': accepted } });
      const { headers } = response;
      return {
        encoding: headers.get('content-encoding'),
        etag: headers.get('etag')!,
        vary: headers.get('vary'),
        bytes: Buffer.from(await response.arrayBuffer()),
      };
    };
    const first = await ask('gzip, deflate, br, zstd');
    expect(first.encoding).toBe('gzip');
    expect(gunzipSync(first.bytes).toString()).toBe(whole);
    await expect.poll(async () => (await ask('gzip, deflate, br, zstd')).encoding).toBe('br');
    const small = await ask('gzip, br');
    expect(small.vary).toContain('Accept-Encoding');
    expect(small.bytes.length).toBeLessThan(first.bytes.length);
    expect(brotliDecompressSync(small.bytes).toString()).toBe(whole);
    const plain = await ask('br;q=0, zstd');
    expect(plain.encoding).toBeNull();
    expect(plain.bytes.toString()).toBe(whole);
    expect(new Set([first.etag, small.etag, plain.etag]).size).toBe(3);
    const same = await server.ask(path, { headers: { 'accept-encoding': 'br', 'if-none-match': small.etag } });
    expect(same.status).toBe(304);
  });

  it('waits for Brotli where whoever asks reads nothing else', async () => {
    const response = await server.ask('/cdn/v1.4.2/chunks/base-142.js', { headers: { 'accept-encoding': 'br' } });
    expect(response.headers.get('content-encoding')).toBe('br');
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { beforeEach, describe, expect, it } from 'vitest';
import { snapshotStore, storeFor } from '../../src/data/registry.ts';
import { setReporter } from '../../src/data/report.ts';
import type { CampaignState } from '../../src/data/store.ts';
import { campaign, forgetStores, json, World } from './world.ts';

let world: World;
const open = (endpoint: string, base?: string) => storeFor(endpoint, { environment: world, base });
const error = (state: CampaignState) => (state.status === 'error' ? state.error : undefined);

beforeEach(() => {
  forgetStores();
  world = new World(() => json(campaign({ links: {} })));
});

describe('one store per endpoint and page', () => {
  it.each([
    ['https://a.example/v1/campaigns/x', ' https://a.example/v1/campaigns/x '],
    ['https://a.example/v1/campaigns/x', 'HTTPS://A.example:443/v1/campaigns/x#top'],
    ['campaign.json', 'https://page.example/campaign/campaign.json'],
    ['./campaign.json', '../campaign/campaign.json'],
    ['/campaign.json', '//page.example/campaign.json'],
    ['opencollective:webpack', 'OPENCOLLECTIVE:webpack'],
  ])('%s is %s', (one, other) => {
    expect(open(one)).toBe(open(other));
  });

  it.each([
    ['https://a.example/x', 'https://a.example/y'],
    ['https://a.example/x?a=1', 'https://a.example/x?a=2'],
    ['opencollective:webpack', 'opencollective:webpack?goal=people:5'],
  ])('%s is not %s', (one, other) => {
    expect(open(one)).not.toBe(open(other));
  });

  it('relative endpoints mean what they mean where they stand', () => {
    expect(open('c.json', 'https://a.example/one/').endpoint).toBe('https://a.example/one/c.json');
    expect(open('c.json', 'https://a.example/two/').endpoint).toBe('https://a.example/two/c.json');
  });

  it('a hundred widgets make one request', async () => {
    for (let i = 0; i < 100; i++) open('https://a.example/v1/campaigns/x').subscribe(() => {});
    await world.advance(1000);
    expect(world.requests).toHaveLength(1);
  });

  it('is kept under one versioned symbol, so that two copies of the library share it', () => {
    const store = open('https://a.example/x');
    const map = (globalThis as Record<symbol, unknown>)[Symbol.for('cairn.stores.v1')] as Map<string, unknown>;
    expect([...map]).toEqual([['https://a.example/x', store]]);
  });

  it('is let go when the last one left, and takes its place again when somebody kept it', async () => {
    const store = open('https://a.example/x');
    const leave = store.subscribe(() => {});
    await world.advance(0);
    leave();
    expect(open('https://a.example/x')).toBe(store);
    await world.advance(1000);
    store.subscribe(() => {});
    expect(open('https://a.example/x')).toBe(store);
  });

  it('is another one once it was let go', async () => {
    const store = open('https://a.example/x');
    store.subscribe(() => {})();
    await world.advance(1000);
    expect(open('https://a.example/x')).not.toBe(store);
  });
});

describe('an endpoint nobody understands', () => {
  it.each([
    ['', /empty: write "https:/],
    ['   ', /empty/],
    ['opencolective:webpack', /"opencolective:".*"opencollective:…"/],
    ['javascript:alert(1)', /no backend we know/],
    ['data:application/json,{}', /no backend we know/],
    ['file:///etc/passwd', /no backend we know/],
    ['constructor:x', /no backend we know/],
    ['https://', /no address/],
    ['https://user:secret@a.example/c', /password/],
  ])('%s: an error from the first moment, that says what to write', async (endpoint, says) => {
    const store = open(endpoint);
    expect(error(store.state)).toMatchObject({ kind: 'config', message: expect.stringMatching(says) as string });
    store.subscribe(() => {});
    store.subscribe(() => {});
    await world.advance(600_000);
    expect(error(store.state)?.kind).toBe('config');
    expect(world.requests).toEqual([]);
    expect(world.lines).toHaveLength(1);
    expect(world.lines[0]).toMatch(/^error: .*#config$/);
  });

  it('a relative one needs a page', () => {
    world.base = undefined;
    expect(error(open('c.json').state)?.message).toContain('no address');
    world.base = 'file:///home/me/index.html';
    expect(error(open('c.json').state)?.message).toContain('no web address');
    world.base = 'about:srcdoc';
    expect(error(open('c.json').state)?.message).toContain('no address');
  });

  it('a wrong collective is a config error, too', async () => {
    const store = open('opencollective:web pack');
    store.subscribe(() => {});
    while (store.state.status === 'loading') await world.advance(0);
    expect(error(store.state)?.kind).toBe('config');
  });
});

describe('the first paint', () => {
  it('is what the page brought, until the endpoint answers', async () => {
    const initial = campaign({ rev: 9, links: {} });
    const store = storeFor('https://a.example/x', { environment: world, initial: initial as never });
    expect(store.state).toMatchObject({ status: 'ready', campaign: { rev: 9 } });
    store.subscribe(() => {});
    expect(store.state).toMatchObject({ refreshing: true });
    await world.advance(0);
    expect(store.state).toMatchObject({ status: 'ready', campaign: { rev: 10 }, refreshing: false });
    storeFor('https://a.example/x', { environment: world, initial: initial as never });
    expect(store.state, 'never goes back').toMatchObject({ campaign: { rev: 10 } });
  });

  it('is left out when it cannot be read', () => {
    expect(storeFor('https://a.example/x', { environment: world, initial: {} as never }).state.status).toBe('idle');
  });
});

describe('a campaign in the page', () => {
  it('is ready at once, asks nobody, and calls nobody back', async () => {
    const store = snapshotStore(
      campaign({ mission: { title: 'M', url: 'about.html' } }),
      'https://page.example/a/',
      world,
    );
    expect(store.state).toMatchObject({
      status: 'ready',
      live: 'paused',
      campaign: { mission: { url: 'https://page.example/a/about.html' } },
    });
    let calls = 0;
    store.subscribe(() => calls++)();
    await world.advance(600_000);
    expect(calls).toBe(0);
    expect(world.requests).toEqual([]);
    expect(store.capabilities.contribute).toBe('redirect');
    expect(store.clockOffset).toBe(0);
  });

  it('is not shared', () => {
    expect(snapshotStore(campaign(), undefined, world)).not.toBe(snapshotStore(campaign(), undefined, world));
  });

  it('that is none names the field', async () => {
    const store = snapshotStore({ version: 1, id: 'x', organization: {}, mission: { title: 'M' } }, undefined, world);
    expect(error(store.state)).toMatchObject({
      kind: 'schema',
      message: expect.stringContaining('organization.name') as string,
    });
    store.subscribe(() => {});
    await world.advance(0);
    expect(world.lines).toHaveLength(1);
  });
});

it('[F17] imports in bare Node, in a worker, and touches nothing before it is used', () => {
  setReporter();
  const directory = mkdtempSync(join(tmpdir(), 'cairn-data-'));
  try {
    buildSync({
      entryPoints: ['src/data/index.ts'],
      bundle: true,
      format: 'esm',
      splitting: true,
      outdir: directory,
      outExtension: { '.js': '.mjs' },
      logLevel: 'error',
    });
    const file = pathToFileURL(join(directory, 'index.mjs')).href;
    const script = `
      for (const name of ['fetch', 'document', 'navigator', 'performance', 'addEventListener', 'EventSource', 'setTimeout'])
        Object.defineProperty(globalThis, name, { configurable: true, get() { throw new Error('touched ' + name); } });
      const before = new Set(Reflect.ownKeys(globalThis));
      const data = await import(${JSON.stringify(file)});
      const left = Reflect.ownKeys(globalThis).filter((key) => !before.has(key));
      if (left.length > 0) throw new Error('left behind: ' + left.map(String));
      process.stdout.write(typeof data.storeFor);`;
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(out).toBe('function');
    expect(readFileSync(join(directory, 'index.mjs'), 'utf8'), 'the adapter is a file of its own').not.toContain(
      'members/all.json',
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
});

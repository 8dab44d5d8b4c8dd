/** Two instances on one PostgreSQL behind nginx, with the site that docs/operations.md shows, and with nginx's defaults. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Receipt } from '../../src/data/schema.ts';
import { openDatabase } from '../src/database/open.ts';
import { BASE, expectSums, ofType, PLEDGE, readEvents } from './helpers.ts';
import { findPostgres, startCluster, type Cluster } from './postgres.ts';
import { contribute, openWorkshop, send, type ServerProcess, type Workshop } from './process.ts';

const nginx = [...(process.env['PATH'] ?? '').split(':').map((dir) => join(dir, 'nginx')), '/usr/sbin/nginx'].find(
  (path) => existsSync(path),
);
const bin = findPostgres();
/** How many streams at once: `CAIRN_STREAMS_TEST=5000` is a giving day. */
const STREAMS = Number(process.env['CAIRN_STREAMS_TEST'] ?? 300);

const DOCUMENTED = /```nginx\n(upstream[^`]*)```/.exec(
  readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8'),
)![1]!;
const DEFAULTS = `upstream cairn { server 127.0.0.1:4321; server 127.0.0.1:4322; }
server { listen 80; location / { proxy_pass http://cairn; } }`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

// Skipped where nginx or PostgreSQL is missing: `node tools/browsers.mjs --install` has both, and CI=true insists on them.
describe.skipIf((!nginx || !bin) && process.env['CI'] !== 'true')('behind nginx, two instances on PostgreSQL', () => {
  let workshop: Workshop;
  let cluster: Cluster;
  let env: Record<string, string>;
  let instances: ServerProcess[];
  let proxy: ChildProcess | undefined;
  const folder = mkdtempSync(join(tmpdir(), 'cairn-nginx-'));
  const sockets: Socket[] = [];

  beforeAll(async () => {
    workshop = openWorkshop();
    cluster = await startCluster(bin!);
  });
  afterEach(async () => {
    sockets.splice(0).forEach((socket) => socket.destroy());
    if (proxy) {
      const exit = new Promise((done) => proxy!.once('exit', done));
      proxy.kill('SIGTERM');
      await exit;
      proxy = undefined;
    }
    workshop.killAll();
  });
  afterAll(async () => {
    workshop?.close();
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** @returns the port at which nginx answers */
  async function begin(site: string, more: Record<string, string> = {}): Promise<number> {
    env = {
      ...{ CAIRN_DATA: join(folder, 'data'), DATABASE_URL: await cluster.create(), CAIRN_PROOF: 'never' },
      // All come from this machine, as nginx says truly.
      ...{ CAIRN_STREAMS_PER_ADDRESS: '100000', CAIRN_READS_PER_SECOND: '100000', CAIRN_READ_BURST: '100000' },
      ...{ CAIRN_WRITES_PER_MINUTE: '1000000', CAIRN_WRITE_BURST: '1000000', CAIRN_DRAIN_MS: '300', ...more },
    };
    instances = [await workshop.start(env)];
    instances.push(await workshop.start(env));
    const port = await freePort();
    const [first, second] = instances;
    const placed = site
      .replace(/listen 80;/, `listen 127.0.0.1:${port};`)
      .replace('127.0.0.1:4321', `127.0.0.1:${first!.port}`)
      .replace('127.0.0.1:4322', `127.0.0.1:${second!.port}`);
    // Around the site only what it takes to run beside others, in a folder of its own, for as many streams.
    const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (one) => `${one}_temp_path ${folder}/${one};`,
    );
    const config = join(folder, 'nginx.conf');
    writeFileSync(
      config,
      `${process.getuid?.() === 0 ? 'user root;' : ''} daemon off; worker_processes 2; worker_rlimit_nofile 30000;
pid ${folder}/nginx.pid; error_log ${folder}/error.log; events { worker_connections 12000; }
http { access_log off; ${temp.join(' ')}\n${placed}\n}`,
    );
    proxy = spawn(nginx!, ['-e', `${folder}/error.log`, '-p', folder, '-c', config], { stdio: 'ignore' });
    const end = Date.now() + 10_000;
    for (;;) {
      const ready = await send(port, '/readyz').catch(() => undefined);
      if (ready?.status === 200) return port;
      if (Date.now() > end || proxy.exitCode !== null) throw new Error(readFileSync(`${folder}/error.log`, 'utf8'));
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  it.each([
    ['the documented site', DOCUMENTED],
    ['a plain proxy_pass', DEFAULTS],
  ])('[B12] [B20] events arrive at once, whichever instance made them: %s', async (_, site) => {
    const port = await begin(site);
    const streams = await Promise.all(Array.from({ length: 4 }, () => fetch(`http://127.0.0.1:${port}${BASE}/events`)));
    for (const { status, headers } of streams) {
      expect(status).toBe(200);
      expect(headers.get('content-type')).toMatch(/^text\/event-stream/);
    }
    const heard = streams.map((stream) => readEvents(stream, (events) => ofType(events, 'goals').length > 0, 10_000));
    const sent = Date.now();
    expect((await contribute(port, `nginx-event-${port}-0000`, PLEDGE)).status).toBe(201);
    for (const events of await Promise.all(heard)) {
      const [goals] = ofType(events, 'goals');
      expect(goals, 'a stream that nginx held back').toBeDefined();
      expect(goals!.at - sent).toBeLessThan(5000); // held back, it would come when 4 kB are full
    }
  });

  it('the visitor is who nginx says, not who the visitor says', async () => {
    const port = await begin(DOCUMENTED, { CAIRN_WRITES_PER_MINUTE: '5', CAIRN_WRITE_BURST: '3' });
    const statuses: number[] = [];
    // Another X-Forwarded-For each time: what `send` makes up. Each of the two instances counts three.
    for (let n = 0; n < 8; n++) statuses.push((await contribute(port, `nginx-forged-${port}-${n}`, PLEDGE)).status);
    expect(statuses.filter((status) => status === 201).length).toBeLessThanOrEqual(6);
    expect(statuses.at(-1)).toBe(429);
    const { links } = JSON.parse((await send(port, BASE)).body) as { links: { self: string } };
    expect(links.self).toBe(`http://127.0.0.1:${port}${BASE}`);
  });

  it.each([
    ['the documented site', DOCUMENTED],
    ['a plain proxy_pass', DEFAULTS],
  ])(
    '[S37] metrics are not for who comes through it, and no visitor says where this server is: %s',
    async (_, site) => {
      const port = await begin(site);
      const url = `http://127.0.0.1:${port}`;
      expect((await fetch(`${url}/metrics`)).status).toBe(401);
      expect(await (await fetch(`${url}/builder/campaigns.json`)).json()).toMatchObject({ campaigns: [] });
      for (const path of [BASE, '/c/riverbank', '/oembed?url=x', '/badge/riverbank.svg']) {
        const response = await fetch(url + path, {
          headers: { 'x-forwarded-host': 'evil.example', 'accept-encoding': 'br' },
        });
        expect(`${[...response.headers].join('\n')}${await response.text()}`).not.toContain('evil.example');
      }
    },
  );

  it('a whole campaign comes through, and what it answers is compressed once', async () => {
    const port = await begin(DOCUMENTED);
    const put = await fetch(`http://127.0.0.1:${port}/v1/admin/campaigns/large`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: 'Bearer nobody' },
      body: JSON.stringify({ text: 'x'.repeat(1_900_000) }),
    });
    expect([put.status, ((await put.json()) as { code: string }).code]).toEqual([401, 'unauthorized']);
    for (const encoding of ['br', 'gzip']) {
      const page = await fetch(`http://127.0.0.1:${port}/c/riverbank`, { headers: { 'accept-encoding': encoding } });
      expect(page.headers.get('content-encoding')).toBe(encoding);
      expect(await page.text()).toMatch(/^<!doctype html>/); // once, and what was decoded is the page
    }
  });

  it(
    '[B1] [B5] [B20] an instance killed and one restarted under load: each contribution is answered, and made once',
    { timeout: 120_000 },
    async () => {
      const port = await begin(DOCUMENTED);
      const answered = new Set<string>();
      const bad: string[] = [];
      let stopped = false;
      const hand = async (_: unknown, k: number) => {
        for (let n = 0; !stopped; n++) {
          const reply = await contribute(port, `nginx-load-${port}-${k}-${n}`, PLEDGE).catch((error: Error) => ({
            status: 0,
            body: error.message,
          }));
          if (reply.status === 201) answered.add((JSON.parse(reply.body) as Receipt).id);
          else bad.push(`${reply.status} ${reply.body.slice(0, 200)}`);
        }
      };
      const hands = Promise.all(Array.from({ length: 8 }, hand));
      const more = async (count: number) => {
        const wanted = answered.size + count;
        await expect.poll(() => answered.size, { timeout: 30_000, interval: 20 }).toBeGreaterThan(wanted);
      };
      await more(40);
      await instances[0]!.kill('SIGKILL');
      await more(40);
      // A new one in its place, and the other one is stopped as a restart does.
      const again = await workshop.start({ ...env, PORT: String(instances[0]!.port) });
      await more(40);
      expect(await instances[1]!.kill('SIGTERM')).toBe(0);
      await more(40);
      stopped = true;
      await hands;
      await again.kill('SIGTERM');
      expect(bad).toEqual([]);
      const database = await openDatabase({ dataDir: join(folder, 'data'), databaseUrl: env['DATABASE_URL']! });
      const rows = await database.db.selectFrom('contributions').select('id').where('imported', '=', 0).execute();
      expect(rows.map(({ id }) => id).sort()).toEqual([...answered].sort());
      await expectSums(database);
      await database.close();
    },
  );

  it(`[B10] ${STREAMS} streams are all told`, { timeout: 180_000 }, async () => {
    const port = await begin(DOCUMENTED);
    let open = 0;
    let told = 0;
    let last = 0;
    for (let n = 0; n < STREAMS; n += 100)
      await Promise.all(
        Array.from({ length: Math.min(100, STREAMS - n) }, async () => {
          const socket = connect(port, '127.0.0.1');
          sockets.push(socket);
          socket.on('error', () => undefined);
          await new Promise<void>((done) => {
            let heard = '';
            socket.on('data', (chunk: Buffer) => {
              const before = heard;
              heard = (heard + String(chunk)).slice(-4000);
              if (heard.includes('event: hello') && !before.includes('event: hello')) {
                open++;
                done();
              }
              if (heard.includes('event: goals') && !before.includes('event: goals')) {
                told++;
                last = Date.now();
              }
            });
            socket.once('close', done);
            socket.write(`GET ${BASE}/events HTTP/1.1\r\nHost: cairn\r\n\r\n`);
          });
        }),
      );
    expect(open).toBe(STREAMS);
    const sent = Date.now();
    expect((await contribute(port, `nginx-streams-${port}-00`, PLEDGE)).status).toBe(201);
    await expect.poll(() => told, { timeout: 30_000 }).toBe(STREAMS);
    if (process.env['CAIRN_STREAMS_TEST']) console.log(`${STREAMS} streams behind nginx told within ${last - sent} ms`);
  });

  it('connections that nginx keeps end before ours do', () => {
    const theirs = Number(/keepalive_timeout (\d+)s/.exec(DOCUMENTED)![1]) * 1000;
    const source = readFileSync(new URL('../src/start.ts', import.meta.url), 'utf8');
    const ours = Number(/keepAliveTimeout: ([\d_]+)/.exec(source)![1]!.replaceAll('_', ''));
    expect(theirs).toBeLessThan(ours);
  });
});

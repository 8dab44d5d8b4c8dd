import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Campaign, Receipt } from '../../src/data/schema.ts';
import { BASE, expectSums, newKey, onBothDatabases, PLEDGE, serve } from './helpers.ts';
import { findPostgres, startCluster, type Cluster } from './postgres.ts';
import { agent, contribute, openWorkshop, send, type ServerProcess, type Workshop } from './process.ts';

const LISTS = ['members', 'updates', 'history'];
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

onBothDatabases('[B27] in a rush', (kind) => {
  it('lists wait first, then streams, and contributions never', async () => {
    const server = await serve(await kind.place());
    const pressure = { level: 0 as 0 | 1 | 2, late: 0 };
    server.cairn.deps.pressure = pressure;
    await server.ask(`${BASE}/members`);
    pressure.level = 1;
    const known = await server.ask(`${BASE}/members`);
    expect(known.status).toBe(200); // from memory, and it says so
    expect(known.headers.get('cache-status')).toContain('stale');
    for (const list of ['updates', 'history']) {
      const refused = await server.ask(`${BASE}/${list}`);
      expect(refused.status, list).toBe(503);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(5);
    }
    const live = await server.ask(`${BASE}/events`);
    expect(live.status).toBe(200);
    await live.body?.cancel();
    pressure.level = 2;
    expect((await server.ask(`${BASE}/events`)).status).toBe(503);
    for (const path of [BASE, `${BASE}/goals`, `${BASE}/contributions`])
      expect((await server.ask(path)).status).toBe(200);
    expect((await server.post(PLEDGE)).status).toBe(201);
    pressure.level = 0;
    for (const list of LISTS) expect((await server.ask(`${BASE}/${list}`)).status).toBe(200);
    await server.close();
  });

  it('five hundred at once: every contribution is taken, and lists are told to come later', async () => {
    const server = await serve(await kind.place(), { sheds: true });
    const posts = Promise.all(Array.from({ length: 500 }, () => server.post(PLEDGE)));
    let shed = 0;
    let running = true;
    void posts.then(() => (running = false));
    while (running) {
      await pause(5);
      if (server.cairn.deps.batches.depth > 120 && (await server.ask(`${BASE}/history?interval=week`)).status === 503)
        shed++;
    }
    expect((await posts).every(({ status }) => status === 201)).toBe(true);
    expect(shed).toBeGreaterThan(0);
    await expectSums(server.database);
    await server.close();
  });

  it('one of a batch that is refused leaves the others alone', async () => {
    const server = await serve(await kind.place());
    const sent = Array.from({ length: 20 }, (_, index) =>
      index % 2 ? PLEDGE : { pathwayId: 'help', shifts: ['sat'] },
    );
    const answers = await Promise.all(sent.map((one) => server.post(one)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((_, index) => index % 2 === 1)).toEqual(Array(10).fill(201));
    expect(statuses.filter((status) => status === 422)).toHaveLength(8); // two places for ten
    await expectSums(server.database);
    await server.close();
  });
});

describe('[B18] a disk that is full', () => {
  it('reads go on, contributions are kept for later, and nobody has to restart anything', async () => {
    const place = { dataDir: mkdtempSync(join(tmpdir(), 'cairn-full-')) };
    const server = await serve(place);
    const { db } = server.database;
    const before = await server.get<Campaign>(BASE);
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    await sql`pragma max_page_count = ${sql.lit(rows[0]!.page_count)}`.execute(db);
    const big = { ...PLEDGE, message: 'x'.repeat(900) };
    const keys = Array.from({ length: 60 }, newKey);
    const answers = [];
    for (const key of keys) answers.push(await server.post(big, { key }));
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.every(({ status }) => status === 201 || status === 503)).toBe(true);
    expect(await refused[0]!.json()).toMatchObject({ code: 'unavailable', retryAfter: 5 });
    expect((await server.ask(BASE)).status).toBe(200);
    expect((await server.get<Campaign>(BASE)).rev).toBeGreaterThanOrEqual(before.rev);
    await sql`pragma max_page_count = 1000000`.execute(db);
    for (const key of keys) expect((await server.post(big, { key })).status).toBe(201);
    const made = await db.selectFrom('contributions').select('id').where('imported', '=', 0).execute();
    expect(made).toHaveLength(60);
    await expectSums(server.database);
    await server.close();
    rmSync(place.dataDir, { recursive: true, force: true });
  });
});

/** Linux alone lets the limit of a process that runs be changed. */
const limits = spawnSync('prlimit', ['--version']).status === 0;

describe.skipIf(!limits && process.env['CI'] !== 'true')('[B14] [B18] out of file descriptors', () => {
  it('what is answered stays answered, and when there are some again nobody has to restart anything', async () => {
    const workshop = openWorkshop();
    const sockets: Socket[] = [];
    try {
      const server = await workshop.start({ CAIRN_DATA: workshop.folder, CAIRN_PROOF: 'never' });
      const first = await contribute(server.port, 'descriptors-0000000001', PLEDGE);
      expect(first.status).toBe(201);
      const limit = readdirSync(`/proc/${server.child.pid}/fd`).length + 40;
      spawnSync('prlimit', ['--pid', String(server.child.pid), `--nofile=${limit}:${limit}`]);
      for (let index = 0; index < 200; index++) {
        const socket = connect(server.port, '127.0.0.1');
        socket.on('error', () => undefined);
        sockets.push(socket);
      }
      await pause(300);
      // The connection from before is served; whoever finds no place is turned away or waits, and nothing ends.
      const during = await contribute(server.port, 'descriptors-0000000002', PLEDGE);
      expect(during.status).toBe(201);
      expect(server.child.exitCode).toBeNull();
      for (const socket of sockets) socket.destroy();
      agent.destroy();
      await expect
        .poll(() => contribute(server.port, 'descriptors-0000000003', PLEDGE).then(({ status }) => status, String), {
          timeout: 10_000,
        })
        .toBe(201);
      const { body } = await send(server.port, '/v1/campaigns/riverbank/contributions');
      expect(
        (JSON.parse(body) as { items: { kind: string }[] }).items.filter(({ kind }) => kind === 'pledge').length,
      ).toBeGreaterThanOrEqual(3);
      expect(await server.kill('SIGTERM')).toBe(0);
    } finally {
      for (const socket of sockets) socket.destroy();
      workshop.close();
    }
  });
});

const bin = findPostgres();

describe.skipIf(!bin && process.env['CI'] !== 'true')('[B20] three processes on one PostgreSQL', () => {
  let workshop: Workshop;
  let cluster: Cluster;
  beforeAll(async () => {
    workshop = openWorkshop();
    cluster = await startCluster(bin!);
  });
  afterAll(async () => {
    workshop?.close();
    await cluster?.stop();
  });

  /** Everything one stream is told, for as long as it is open. */
  async function listen(server: ServerProcess) {
    const told: string[] = [];
    let rev = 0;
    const control = new AbortController();
    const response = await fetch(`${server.url}v1/campaigns/riverbank/events`, { signal: control.signal });
    const done = (async () => {
      let text = '';
      try {
        for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
          text += Buffer.from(chunk).toString();
          for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
            const block = text.slice(0, end);
            text = text.slice(end + 2);
            const data = /^data: (.*)$/m.exec(block)?.[1];
            if (data === undefined) continue;
            const event = JSON.parse(data) as { rev?: number; contribution?: { id: string } };
            if (event.contribution) told.push(event.contribution.id);
            rev = Math.max(rev, event.rev ?? 0);
          }
        }
      } catch {
        // closed by us
      }
    })();
    return { told, rev: () => rev, close: () => (control.abort(), done) };
  }

  it.each([
    ['with LISTEN and NOTIFY', '1'],
    ['by looking alone', '0'],
  ])('killed at random: no event lost, none twice (%s)', { timeout: 120_000 }, async (_, notify) => {
    const env = {
      CAIRN_DATA: workshop.folder,
      DATABASE_URL: await cluster.create(),
      CAIRN_NOTIFY: notify,
      CAIRN_PROOF: 'never',
    };
    const quiet = await workshop.start(env);
    const busy = [await workshop.start(env), await workshop.start(env)];
    const stream = await listen(quiet);
    const answered: string[] = [];
    for (let round = 0; round < 24; round++) {
      const at = round % 2;
      const key = `instance-${notify}-${String(round).padStart(12, '0')}`;
      if (round % 8 === 5) {
        // In the middle of a request: the other one is asked again with the same key.
        const cut = contribute(busy[at]!.port, key, PLEDGE).catch(() => undefined);
        await pause(Math.random() * 15);
        await busy[at]!.kill('SIGKILL');
        await cut;
        busy[at] = await workshop.start(env);
      }
      const reply = await contribute(busy[1 - at]!.port, key, PLEDGE);
      expect(reply.status).toBe(201);
      answered.push((JSON.parse(reply.body) as Receipt).id);
      await pause(20);
    }
    const { body } = await send(quiet.port, '/v1/campaigns/riverbank/goals');
    const { rev } = JSON.parse(body) as { rev: number };
    for (const end = Date.now() + 10_000; stream.rev() < rev && Date.now() < end;) await pause(20);
    expect(stream.rev()).toBe(rev);
    expect(stream.told.toSorted()).toEqual(answered.toSorted());
    await stream.close();
    await Promise.all([quiet, ...busy].map((one) => one.kill('SIGTERM')));
  });

  it('[B16] rolling restarts under load: no request is lost', { timeout: 120_000 }, async () => {
    const restarts = Number(process.env['CAIRN_RESTARTS'] ?? 4);
    const env = {
      ...{ CAIRN_DATA: workshop.folder, DATABASE_URL: await cluster.create(), CAIRN_DRAIN_MS: '1500' },
      CAIRN_PROOF: 'never',
    };
    const servers = [await workshop.start(env), await workshop.start(env)];
    // What a load balancer does: only those that are ready, and another one when a connection is refused.
    const ready = [true, true];
    let stopped = false;
    let answered = 0;
    const lost: string[] = [];
    const hand = async (name: number) => {
      for (let turn = 0; !stopped; turn++) {
        const at = ready[(turn + name) % 2] ? (turn + name) % 2 : (turn + name + 1) % 2;
        const key = `rolling-${name}-${String(turn).padStart(12, '0')}`;
        try {
          const reply = await contribute(servers[at]!.port, key, PLEDGE);
          if (reply.status === 201) answered++;
          else lost.push(`${reply.status}`);
        } catch (error) {
          const code = (error as { code?: string }).code ?? (error as Error).message;
          if (code !== 'ECONNREFUSED') lost.push(code);
        }
      }
    };
    const hands = Promise.all(Array.from({ length: 6 }, (_, index) => hand(index)));
    for (let restart = 0; restart < restarts; restart++) {
      const at = restart % 2;
      const stopping = servers[at]!.kill('SIGTERM');
      await pause(30); // the next health check, however late on a busy machine
      ready[at] = false;
      expect(await stopping).toBe(0);
      servers[at] = await workshop.start(env);
      ready[at] = true;
      await pause(150);
    }
    stopped = true;
    await hands;
    expect(lost).toEqual([]);
    expect(answered).toBeGreaterThan(restarts * 5);
    await Promise.all(servers.map((one) => one.kill('SIGTERM')));
  });
});

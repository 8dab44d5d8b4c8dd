import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Receipt } from '../../src/data/schema.ts';
import { requireDurableSqlite } from '../src/database/durability.ts';
import { openDatabase, SetupError } from '../src/database/open.ts';
import { expectSums, GIVE, PLEDGE, type Place } from './helpers.ts';
import { findPostgres, startCluster, type Cluster } from './postgres.ts';
import { contribute, openWorkshop, type ServerProcess, type Workshop } from './process.ts';

/** `npm run nightly -- --part kills` is the full length. */
const KILLS = Number(process.env['CAIRN_KILLS'] ?? 4);

let workshop: Workshop;
let cluster: Cluster | undefined;
const bin = findPostgres();
const folder = mkdtempSync(join(tmpdir(), 'cairn-durable-'));

beforeAll(async () => {
  workshop = openWorkshop();
  if (bin) cluster = await startCluster(bin, { disk: true });
});
afterAll(async () => {
  workshop?.close();
  await cluster?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const environment = ({ dataDir, databaseUrl }: Place) => ({
  CAIRN_DATA: dataDir,
  // So many at once look like an attack.
  CAIRN_PROOF: 'never',
  ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
});

let places = 0;
const kinds: [string, () => Promise<Place>][] = [
  ['SQLite', () => Promise.resolve({ dataDir: join(folder, `data-${++places}`) })],
  ...(bin || process.env['CI'] === 'true'
    ? [
        [
          'PostgreSQL',
          async () => ({ dataDir: join(folder, `data-${++places}`), databaseUrl: await cluster!.create() }),
        ] as [string, () => Promise<Place>],
      ]
    : []),
];

describe('[B2] refuses to start where answered would not mean synced', () => {
  it('SQLite without WAL or with less than FULL', () => {
    const answers = (journal: string, synchronous: number) => ({
      prepare: (text: string) => ({ get: () => ({ value: text.includes('journal') ? journal : synchronous }) }),
    });
    for (const [journal, synchronous, refused] of [
      ['wal', 2, false],
      ['wal', 3, false],
      ['wal', 1, true],
      ['wal', 0, true],
      ['delete', 2, true],
    ] as const) {
      const ask = () => requireDurableSqlite(answers(journal, synchronous) as never, '/data');
      if (refused) expect(ask).toThrow(SetupError);
      else expect(ask).not.toThrow();
    }
  });

  it('a real SQLite file says WAL and FULL', async () => {
    const { db, close } = await openDatabase({ dataDir: join(folder, 'real') });
    const { sql } = await import('kysely');
    expect((await sql`pragma journal_mode`.execute(db)).rows[0]).toEqual({ journal_mode: 'wal' });
    expect((await sql`pragma synchronous`.execute(db)).rows[0]).toEqual({ synchronous: 2 });
    await close();
  });

  it.skipIf(!bin && process.env['CI'] !== 'true').each([
    ['synchronous_commit=off', 'synchronous_commit'],
    ['synchronous_commit=local', 'synchronous_commit'],
    ['fsync=off', 'fsync'],
  ])('PostgreSQL with %s', async (setting, name) => {
    const loose = await startCluster(bin!, { settings: [setting] });
    const place = { dataDir: folder, databaseUrl: await loose.create() };
    await expect(openDatabase(place)).rejects.toThrow(name);
    await expect(workshop.start(environment(place))).rejects.toThrow(`PostgreSQL runs with ${setting}`);
    await loose.stop();
  });
});

interface Ledger {
  /** Every request by its key: what was sent, and the id that was answered. */
  sent: Map<string, { body: unknown; id?: string }>;
  replays: number;
}

let counter = 0;

/** Contributes with `width` hands until `until` resolves; whoever gets no answer sends the same again next time. */
async function load(server: ServerProcess, ledger: Ledger, width: number, until: Promise<unknown>): Promise<void> {
  let stopped = false;
  void until.then(() => (stopped = true));
  const unanswered = [...ledger.sent].filter(([, { id }]) => id === undefined).map(([key]) => key);
  const hand = async () => {
    while (!stopped) {
      const key = unanswered.pop() ?? `durable-${process.pid}-${String(++counter).padStart(8, '0')}`;
      const known = ledger.sent.get(key) ?? { body: counter % 3 === 0 ? GIVE : PLEDGE };
      ledger.sent.set(key, known);
      try {
        const reply = await contribute(server.port, key, known.body);
        if (reply.status === 201) {
          known.id = (JSON.parse(reply.body) as Receipt).id;
          if (reply.headers['idempotency-replayed']) ledger.replays++;
        } else if (reply.status !== 409 && reply.status !== 503) throw new Error(`${reply.status} ${reply.body}`);
      } catch (error) {
        if (/^\d{3} /.test((error as Error).message)) throw error;
        if (server.child.exitCode === null && server.child.signalCode === null) continue;
        return; // the server is gone
      }
    }
  };
  await Promise.all(Array.from({ length: width }, hand));
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const answeredIn = (ledger: Ledger) => [...ledger.sent.values()].flatMap(({ id }) => id ?? []);

/** Resolves when `more` further requests have been answered: a slow machine only takes longer. */
async function answers(ledger: Ledger, more: number): Promise<void> {
  const wanted = answeredIn(ledger).length + more;
  for (const end = Date.now() + 60_000; answeredIn(ledger).length < wanted; await pause(5))
    if (Date.now() > end) throw new Error(`fewer than ${more} answers in a minute`);
}

/** Everything that was answered is there once, and the sums are right. */
async function expectKept(place: Place, ledger: Ledger): Promise<number> {
  const database = await openDatabase(place);
  try {
    const rows = await database.db.selectFrom('contributions').select('id').where('imported', '=', 0).execute();
    const ids = new Set(rows.map(({ id }) => id));
    const answered = answeredIn(ledger);
    expect(answered.filter((id) => !ids.has(id))).toEqual([]);
    expect(new Set(answered).size).toBe(answered.length);
    expect(rows.length).toBeLessThanOrEqual(ledger.sent.size);
    const keys = await database.db.selectFrom('idempotency').select('key_hash').execute();
    expect(keys.length).toBe(rows.length); // [B4] a key and its contribution, or neither
    await expectSums(database);
    return answered.length;
  } finally {
    await database.close();
  }
}

describe.each(kinds)('killed at random points under load (%s)', (name, place) => {
  it(
    '[B1] [B4] [B5] loses nothing it answered, keeps the sums, and makes no key twice',
    { timeout: Math.max(600_000, KILLS * 20_000) },
    async () => {
      const where = await place();
      const ledger: Ledger = { sent: new Map(), replays: 0 };
      for (let kill = 0; kill < KILLS; kill++) {
        const server = await workshop.start(environment(where));
        const dead = answers(ledger, 5)
          .then(() => pause(Math.random() * 300))
          .then(() => server.kill('SIGKILL'));
        await load(server, ledger, 16, dead);
        await dead;
        await expectKept(where, ledger);
      }
      // Each request without an answer is sent once more, and then there is one row for each.
      const last = await workshop.start(environment(where));
      await load(last, ledger, 16, answers(ledger, 20));
      await last.kill('SIGTERM');
      const answered = await expectKept(where, ledger);
      expect(answered).toBeGreaterThan(KILLS * 5);
      if (process.env['CAIRN_KILLS'])
        console.log(
          `${name}: ${KILLS} kills, ${answered} answered, 0 lost, ${ledger.replays} were committed unanswered`,
        );
    },
  );

  it.runIf(name === 'PostgreSQL')(
    '[B1] [B19] PostgreSQL itself killed under load: nothing lost, and the server recovers without a restart',
    { timeout: Math.max(600_000, KILLS * 20_000) },
    async () => {
      const where = await place();
      const ledger: Ledger = { sent: new Map(), replays: 0 };
      const server = await workshop.start(environment(where));
      for (let kill = 0; kill < Math.max(2, KILLS / 4); kill++) {
        const crashed = answers(ledger, 5)
          .then(() => pause(Math.random() * 200))
          .then(() => cluster!.crash());
        await load(
          server,
          ledger,
          8,
          crashed.then(() => answers(ledger, 10)),
        );
        expect(server.child.exitCode, server.output()).toBeNull();
        await expectKept(where, ledger);
      }
      await server.kill('SIGTERM');
    },
  );
});

const strace = spawnSync('strace', ['-V']).status === 0 && process.platform === 'linux';

/** The times at which a sync ended, in seconds, of a process and its children. */
function syncsOf(file: string): number[] {
  const ended = /^\d+ +(\d+\.\d+) (?:(?:fsync|fdatasync)\(.*\) += 0|<\.\.\. (?:fsync|fdatasync) resumed>\) += 0)/;
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => (ended.exec(line) ? [Number(ended.exec(line)![1])] : []));
}

describe.runIf(strace)('[B2] every answer comes after a sync of its own', () => {
  it('SQLite: one at a time, at least one sync between request and answer', async () => {
    const trace = join(folder, 'sqlite.trace');
    const server = await workshop.start({ CAIRN_DATA: join(folder, 'traced') }, [
      ...['strace', '-D', '-f', '-ttt', '-e', 'trace=fsync,fdatasync', '-o', trace],
    ]);
    await expectSynced(server, trace, () => pause(300)); // the tracer is a grandchild, and writes its last lines
  });

  it.skipIf(!bin)('PostgreSQL: the write-ahead log is synced between request and answer', async () => {
    const trace = join(folder, 'postgres.trace');
    const server = await workshop.start({
      CAIRN_DATA: join(folder, 'unused'),
      DATABASE_URL: await cluster!.create(),
    });
    const { spawn } = await import('node:child_process');
    const tracer = spawn('strace', ['-f', '-ttt', '-e', 'trace=fsync,fdatasync', '-o', trace, ...attachments()], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await new Promise((done) => tracer.stderr.once('data', done)); // "attached"
    await expectSynced(server, trace, () => {
      const exit = new Promise((done) => tracer.once('exit', done));
      tracer.kill('SIGINT');
      return exit;
    });
  });

  const attachments = () => {
    const pids = spawnSync('ps', ['-o', 'pid=', '--ppid', String(cluster!.pid)], { encoding: 'utf8' });
    return [cluster!.pid, ...pids.stdout.trim().split(/\s+/).map(Number)].flatMap((pid) => ['-p', String(pid)]);
  };

  async function expectSynced(server: ServerProcess, trace: string, detach: () => Promise<unknown>): Promise<void> {
    const spans: [number, number][] = [];
    for (let index = 0; index < 25; index++) {
      const sent = Date.now() / 1000;
      const reply = await contribute(
        server.port,
        `synced-${trace.length}-${String(index).padStart(12, '0')}`,
        index % 2 ? GIVE : PLEDGE,
      );
      expect(reply.status).toBe(201);
      spans.push([sent - 0.001, Date.now() / 1000]);
    }
    await server.kill('SIGTERM');
    await detach();
    const syncs = syncsOf(trace);
    for (const [sent, answered] of spans)
      expect(syncs.filter((at) => at >= sent && at <= answered).length).toBeGreaterThanOrEqual(1);
  }
});

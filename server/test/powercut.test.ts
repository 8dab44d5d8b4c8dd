/**
 * [B3] What a power cut leaves: of each file what was synced, and of what was written since then nothing, everything, or
 * some sectors of some of it. strace records every write, truncation, name and sync of the real server under load; at
 * many moments, the folder is put together as a disk might have it then, and opened as after a restart.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Receipt } from '../../src/data/schema.ts';
import { openDatabase } from '../src/database/open.ts';
import { expectSums, PLEDGE } from './helpers.ts';
import { contribute, openWorkshop, type Workshop } from './process.ts';

type Op = { began: number; ended: number; path: string } & (
  | { what: 'write'; offset: number; data: Buffer }
  | { what: 'truncate'; size: number }
  | { what: 'name'; to: string }
  | { what: 'gone' }
  | { what: 'sync' }
);

const LINE = /^(\d+\.\d+) (\w+)\((.*)\) += (\d+)(?: .*?)? <(\d+\.\d+)>$/;

/** Reads what strace wrote about a folder, one file for each thread, in the order in which things began. */
function readTrace(folder: string, root: string): Op[] {
  const ops: Op[] = [];
  for (const file of readdirSync(folder))
    for (const line of readFileSync(join(folder, file), 'latin1').split('\n')) {
      const [, at, call, args = '', result, took] = LINE.exec(line) ?? [];
      if (!at) continue;
      const times = { began: Number(at), ended: Number(at) + Number(took) };
      const fd = bytes(/^\d+<([^>]*)>/.exec(args)?.[1] ?? '').toString();
      const texts = [...args.matchAll(/"([^"]*)"/g)].map(([, text]) => bytes(text!));
      const last = Number(/, (\d+)$/.exec(args)?.[1]);
      if (call === 'pwrite64')
        ops.push({ ...times, what: 'write', path: fd, offset: last, data: texts[0]!.subarray(0, Number(result)) });
      else if (call === 'write')
        ops.push({ ...times, what: 'write', path: fd, offset: -1, data: texts[0]!.subarray(0, Number(result)) });
      else if (call === 'ftruncate') ops.push({ ...times, what: 'truncate', path: fd, size: last });
      else if (call === 'fsync' || call === 'fdatasync') ops.push({ ...times, what: 'sync', path: fd });
      else if (call?.startsWith('link') || call?.startsWith('rename'))
        ops.push({ ...times, what: 'name', path: texts[0]!.toString(), to: texts.at(-1)!.toString() });
      else if (call?.startsWith('unlink')) ops.push({ ...times, what: 'gone', path: texts[0]!.toString() });
    }
  return ops.filter(({ path }) => path === root || dirname(path) === root).sort((a, b) => a.began - b.began);
}

const bytes = (hex: string): Buffer =>
  /^(\\x[0-9a-f]{2})*$/.test(hex) ? Buffer.from(hex.replaceAll('\\x', ''), 'hex') : Buffer.from(hex, 'latin1');

/** A file as it grows. */
class Image {
  #bytes = Buffer.alloc(1 << 20);
  #size = 0;

  apply(op: Op): this {
    if (op.what === 'write') {
      const offset = op.offset < 0 ? this.#size : op.offset;
      this.#resize(Math.max(this.#size, offset + op.data.length));
      op.data.copy(this.#bytes, offset);
    } else if (op.what === 'truncate') this.#resize(op.size);
    return this;
  }

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#size);
  }

  #resize(size: number): void {
    if (size > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(size)]);
    if (size < this.#size) this.#bytes.fill(0, size, this.#size);
    this.#size = size;
  }
}

/** Only some sectors of a write reach the disk. */
function torn(op: Op): Op[] {
  if (op.what !== 'write' || op.offset < 0) return [op];
  const parts: Op[] = [];
  for (let from = 0; from < op.data.length;) {
    const to = Math.min(op.data.length, from + 512 - ((op.offset + from) % 512));
    if (Math.random() < 0.5) parts.push({ ...op, offset: op.offset + from, data: op.data.subarray(from, to) });
    from = to;
  }
  return parts;
}

const FATES: Record<string, (op: Op) => Op[]> = {
  'nothing that was not synced': () => [],
  'some writes that were not synced': (op) => (Math.random() < 0.5 ? [op] : []),
  'some sectors of what was not synced': torn,
  'everything that was written': (op) => [op],
};

/** The files as a disk may have them when the power goes at `moment`. */
function diskAt(ops: readonly Op[], moment: number, fate: (op: Op) => Op[]): Map<string, Buffer> {
  const images = new Map<string, Image>();
  const waiting = new Map<string, Op[]>();
  const names: Op[] = [];
  const write = (path: string, writes: readonly Op[]) => {
    const image = images.get(path) ?? new Image();
    images.set(path, image);
    for (const op of writes) image.apply(op);
  };
  for (const op of ops) {
    if (op.began > moment) break;
    if (op.what === 'name' || op.what === 'gone') names.push(op);
    else if (op.what === 'sync') {
      if (op.ended > moment) continue;
      write(op.path, waiting.get(op.path) ?? []);
      waiting.delete(op.path);
    } else if (waiting.has(op.path)) waiting.get(op.path)!.push(op);
    else waiting.set(op.path, [op]);
  }
  for (const [path, late] of waiting)
    write(
      path,
      late.flatMap((op) => fate(op)),
    );
  const disk = new Map([...images].map(([path, image]) => [path, image.bytes()]));
  for (const op of names) {
    // A name is there, or gone, for certain once its folder was synced.
    const held = ops.some(
      (one) => one.what === 'sync' && one.path === dirname(op.path) && one.began >= op.ended && one.ended <= moment,
    );
    if (!held && fate(op).length === 0) continue;
    if (op.what === 'gone') disk.delete(op.path);
    else if (op.what === 'name' && disk.has(op.path)) disk.set(op.to, disk.get(op.path)!);
  }
  return disk;
}

const strace = process.platform === 'linux' && spawnSync('strace', ['-V']).status === 0;
/** The end of this millisecond, by the clock that strace reads. */
const now = () => (Date.now() + 1) / 1000;

// Without strace (apt-get install strace) nobody sees what is synced.
describe.runIf(strace)('[B3] the power goes', () => {
  let workshop: Workshop;
  const folder = mkdtempSync(join(tmpdir(), 'cairn-power-'));
  const data = join(folder, 'data');
  const answered: { id: string; at: number }[] = [];
  let ops: Op[];
  let began = 0;

  beforeAll(async () => {
    workshop = openWorkshop();
    const traces = join(folder, 'trace');
    mkdirSync(traces);
    const calls = 'pwrite64,write,ftruncate,fsync,fdatasync,link,linkat,rename,renameat,renameat2,unlink,unlinkat';
    const server = await workshop.start({ CAIRN_DATA: data, CAIRN_PROOF: 'never' }, [
      ...['strace', '-D', '-ff', '-ttt', '-T', '-y', '-xx', '-s', '1000000'],
      ...['-e', `trace=${calls}`, '-o', join(traces, 'trace')],
    ]);
    began = now();
    let sent = 0;
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        while (sent < 300) {
          const n = ++sent;
          const reply = await contribute(server.port, `power-contribution-${String(n).padStart(6, '0')}`, {
            ...PLEDGE,
            ...{ name: `Ada ${n}`, email: `ada${n}@mail.example`, message: 'x'.repeat(300) },
          });
          expect(reply.status, reply.body).toBe(201);
          answered.push({ id: (JSON.parse(reply.body) as Receipt).id, at: now() });
        }
      }),
    );
    await server.kill('SIGKILL'); // nothing is tidied up
    await new Promise((done) => setTimeout(done, 500)); // the tracer is a grandchild, and writes its last lines
    ops = readTrace(traces, data);
  }, 120_000);
  afterAll(() => {
    workshop?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('the record is whole: put together in full, it is what is on the disk', () => {
    const disk = diskAt(ops, Infinity, (op) => [op]);
    for (const name of ['cairn.db', 'cairn.db-wal', 'encryption.key'])
      expect(disk.get(join(data, name))?.equals(readFileSync(join(data, name))), name).toBe(true);
    // The journal was written back into the file meanwhile, which is where a cut could hurt most.
    const back = ops.filter((op) => op.what === 'write' && basename(op.path) === 'cairn.db' && op.began > began);
    expect(back.length).toBeGreaterThan(20);
  });

  it.each(Object.entries(FATES))(
    'and the disk has %s: what was answered is there',
    async (_, fate) => {
      const end = answered.at(-1)!.at;
      const moments = [
        ...Array.from({ length: 8 }, () => answered[Math.floor(Math.random() * answered.length)]!.at),
        ...Array.from({ length: 8 }, () => began + Math.random() * (end - began)),
        // While the journal is written back.
        ...ops
          .filter((op) => basename(op.path) === 'cairn.db' && op.began > began)
          .filter((_, index, all) => index % Math.ceil(all.length / 12) === 0)
          .map((op) => (op.began + op.ended) / 2),
      ];
      for (const [index, moment] of moments.entries()) {
        const place = { dataDir: join(folder, `cut-${index}`) };
        rmSync(place.dataDir, { recursive: true, force: true });
        mkdirSync(place.dataDir);
        for (const [path, image] of diskAt(ops, moment, fate))
          // The index of the journal is shared memory, and made anew.
          if (dirname(path) === data && !path.endsWith('-shm'))
            writeFileSync(join(place.dataDir, basename(path)), image);
        const database = await openDatabase(place);
        const rows = await database.db
          .selectFrom('contributions')
          .select(['id', 'private'])
          .where('imported', '=', 0)
          .execute();
        const there = new Map(rows.map((row) => [row.id, row.private]));
        for (const { id, at } of answered) {
          if (at > moment) continue;
          expect(there.has(id), `answered ${moment - at} s before the cut`).toBe(true);
          const { email } = JSON.parse(there.get(id)!) as { email: string };
          expect(database.vault.open(email, id)).toMatch(/^ada\d+@/);
        }
        await expectSums(database);
        const { rows: said } = await sql`pragma integrity_check`.execute(database.db);
        expect(said).toEqual([{ integrity_check: 'ok' }]);
        await database.close();
        rmSync(place.dataDir, { recursive: true, force: true });
      }
    },
    120_000,
  );

  it('the model can tell: on a disk that ignores the syncs of the journal, answered ones are lost', async () => {
    const deaf = ops.filter((op) => op.what !== 'sync' || !op.path.endsWith('-wal') || op.began < began);
    const place = { dataDir: join(folder, 'deaf') };
    mkdirSync(place.dataDir);
    for (const [path, image] of diskAt(deaf, answered[50]!.at, () => []))
      if (dirname(path) === data && !path.endsWith('-shm')) writeFileSync(join(place.dataDir, basename(path)), image);
    const database = await openDatabase(place);
    const rows = await database.db.selectFrom('contributions').select('id').where('imported', '=', 0).execute();
    expect(rows.length).toBeLessThan(50);
    await database.close();
  });
});

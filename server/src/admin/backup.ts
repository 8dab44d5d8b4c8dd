import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { sql } from 'kysely';
import { inTransaction, snapshot, type OpenDatabase, type Tx } from '../database/open.ts';
import type { Tables } from '../database/tables.ts';
import { SetupError } from '../fault.ts';
import { checkInvariants } from './doctor.ts';
import { writeWhole } from './whole.ts';

/** In the order in which rows may be written: what is referred to comes first. The key of each orders its pages. */
const TABLES = {
  settings: ['name'],
  campaigns: ['id'],
  goals: ['campaign_id', 'goal_id'],
  entries: ['campaign_id', 'rev', 'segment'],
  history: ['campaign_id', 'goal_id', 'day'],
  milestones: ['campaign_id', 'goal_id', 'milestone_id'],
  tallies: ['campaign_id', 'pathway_id', 'kind', 'item_id'],
  contributions: ['campaign_id', 'id'],
  members: ['campaign_id', 'id'],
  updates: ['campaign_id', 'id'],
  events: ['campaign_id', 'rev'],
  idempotency: ['campaign_id', 'key_hash'],
  keys: ['id'],
  audit: ['id'],
  erased: ['campaign_id', 'mark'],
} as const satisfies Partial<Record<keyof Tables, readonly string[]>>;

type Row = Record<string, string | number | null>;

export type Progress = (done: number, total: number) => void;

/** Every table but Kysely's own, so that a table somebody adds is in the backup without a word here. */
async function tablesOf(tx: Tx): Promise<{ name: string; key: readonly string[] }[]> {
  const known = Object.entries(TABLES).map(([name, key]) => ({ name, key: key as readonly string[] }));
  const all = await tx.introspection.getTables();
  const others = all.filter(({ name, isView }) => !isView && !(name in TABLES) && !/^(kysely_|sqlite_)/.test(name));
  return [...known, ...others.map(({ name, columns }) => ({ name, key: columns.map((column) => column.name) }))];
}

/**
 * Writes everything into one compressed file while the server runs: one moment of the database, in lines of JSON that
 * both engines can read back. The encryption key is not in it.
 */
export function backup(database: OpenDatabase, path: string, now: number, onProgress: Progress): Promise<number> {
  return writeWhole(path, `The backup ${path}`, async (part) => {
    const gzip = createGzip({ level: 1 });
    const file = createWriteStream(part, { mode: 0o600, flush: true });
    const written = pipeline(gzip, file);
    written.catch(() => undefined); // told again where it is awaited
    const hash = createHash('sha256');
    let rows = 0;
    const write = async (line: string) => {
      hash.update(line);
      if (!gzip.write(line)) await Promise.race([once(gzip, 'drain'), written]);
    };
    try {
      await snapshot(database.db, async (tx) => {
        const tables = await tablesOf(tx);
        const counts: Record<string, number> = {};
        for (const { name } of tables) {
          const { rows: counted } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(tx);
          counts[name] = Number(counted[0]!.n);
        }
        const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
        const head = { cairn: 1, at: new Date(now).toISOString(), engine: database.kind, counts };
        await write(`${JSON.stringify(head)}\n`);
        for (const { name, key } of tables) {
          await write(`${JSON.stringify({ table: name })}\n`);
          for await (const page of pagesOf(tx, name, key)) {
            await write(`${page.map((row) => JSON.stringify(row)).join('\n')}\n`);
            onProgress((rows += page.length), total);
          }
        }
      });
      gzip.end(`${JSON.stringify({ end: rows, sha256: hash.digest('hex') })}\n`);
      await written;
    } finally {
      gzip.destroy();
    }
    return rows;
  });
}

async function* pagesOf(tx: Tx, table: string, key: readonly string[], size = 1000): AsyncGenerator<Row[]> {
  const columns = sql.join(key.map((name) => sql.ref(name)));
  let after: Row | undefined;
  for (;;) {
    const where: ReturnType<typeof sql> = after
      ? sql`where (${columns}) > (${sql.join(key.map((name) => after![name]))})`
      : sql``;
    const { rows } =
      await sql<Row>`select * from ${sql.table(table)} ${where} order by ${columns} limit ${size}`.execute(tx);
    if (rows.length > 0) yield rows;
    if (rows.length < size) return;
    after = rows.at(-1)!;
  }
}

/**
 * Reads a backup into an empty database, in one transaction, and checks the sums before it is kept.
 *
 * @throws {SetupError} when the database is not empty, or the file is none, broken, or does not add up
 */
export async function restore(database: OpenDatabase, path: string, onProgress: Progress): Promise<number> {
  const hash = createHash('sha256');
  let head: { counts: Record<string, number>; at: string } | undefined;
  let table = '';
  let rows = 0;
  let total = 0;
  let ended = false;
  let waiting: Row[] = [];

  await inTransaction(database.db, async (tx) => {
    const { n } = await tx
      .selectFrom('campaigns')
      .select((f) => f.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    if (Number(n) > 0)
      throw new SetupError(
        'The database already has campaigns; a backup is restored into an empty one. Set CAIRN_DATA to a new folder (or DATABASE_URL to a new database), restore there, and start the server with it.',
      );
    const width = new Map<string, number>();
    const flush = async () => {
      if (waiting.length === 0) return;
      const values = waiting;
      waiting = [];
      await tx
        .insertInto(table as 'audit')
        .values(values as never)
        .execute();
      onProgress((rows += values.length), total);
    };
    try {
      for await (const text of linesOf(path)) {
        const line = JSON.parse(text) as Row & { table?: string; end?: number; sha256?: string };
        if (!head) {
          if ((line as { cairn?: unknown }).cairn !== 1) throw new SetupError(`${path} is not a backup of Cairn.`);
          head = line as unknown as { counts: Record<string, number>; at: string };
          total = Object.values(head.counts).reduce((sum, count) => sum + count, 0);
        } else if (typeof line.end === 'number' && line.sha256 !== undefined) {
          await flush();
          ended = line.end === rows && line.sha256 === hash.digest('hex');
          break;
        } else if (typeof line.table === 'string' && Object.keys(line).length === 1) {
          await flush();
          table = line.table;
          if (!(table in head.counts)) throw new SetupError(`${path} has a table ${table} that it does not announce.`);
          // A new database has these already: its own key and secret give way to those of the backup.
          if (table !== 'settings') await sql`delete from ${sql.table(table)}`.execute(tx);
        } else if (table === 'settings') {
          await putSetting(tx, database, line as unknown as { name: string; value: string });
          rows++;
        } else {
          const columns = width.get(table) ?? Object.keys(line).length;
          width.set(table, columns);
          waiting.push(line);
          if (waiting.length * columns >= 5000) await flush(); // both engines have a limit of values in a statement
        }
        hash.update(`${text}\n`);
      }
    } catch (error) {
      if (error instanceof SetupError) throw error;
      const { code, message } = error as { code?: string; message: string };
      if (/^(SQLITE_ERROR|42P01|42703)$/.test(code ?? ''))
        throw new SetupError(
          `${path} was made by a newer release: this one does not know all of its table ${table}. Restore it with that release. Nothing was changed.`,
          { cause: error },
        );
      throw new SetupError(`${path} cannot be restored (${code ?? message}). Nothing was changed.`, { cause: error });
    }
    if (!ended) throw new SetupError(`${path} is not whole: it was cut off or changed. Nothing was restored.`);
    const faults = await checkInvariants(tx);
    if (faults.length > 0) throw new SetupError(`${path} does not add up: ${faults[0]!.what}. Nothing was restored.`);
  });
  return rows;
}

/** Line by line. Errors of the file and of its compression both end the reading, which a readline would not notice. */
async function* linesOf(path: string): AsyncGenerator<string> {
  const source = createReadStream(path);
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of gunzip) {
      text += decoder.decode(chunk as Buffer, { stream: true });
      const lines = text.split('\n');
      text = lines.pop()!;
      yield* lines;
    }
    if (text !== '') yield text;
  } catch (error) {
    const { code } = error as { code?: string };
    throw new SetupError(
      code === 'ENOENT'
        ? `${path} is not there.`
        : `${path} is not a backup of Cairn, or it is broken (${code ?? 'unknown'}). Nothing was restored.`,
      { cause: error },
    );
  } finally {
    source.destroy();
  }
}

async function putSetting(tx: Tx, database: OpenDatabase, row: { name: string; value: string }): Promise<void> {
  if (row.name === 'encryption' && row.value !== database.vault.fingerprint)
    throw new SetupError(
      'The backup was made with another encryption key, without which its e-mail addresses cannot be read. Set CAIRN_ENCRYPTION_KEY to it, or copy encryption.key from the old data folder into a new one first. Nothing was restored.',
    );
  await tx
    .insertInto('settings')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: row.value }))
    .execute();
}

import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import {
  Kysely,
  Migrator,
  PostgresDialect,
  sql,
  SqliteAdapter,
  SqliteDialect,
  type Migration,
  type SqliteDatabase,
  type Transaction,
} from 'kysely';
import pg from 'pg';
import { SetupError } from '../fault.ts';
import { makeFolder } from '../folder.ts';
import { openVault, type Vault } from '../vault.ts';
import { requireDurablePostgres, requireDurableSqlite } from './durability.ts';
import { migrations } from './migrations.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

export interface OpenDatabase {
  db: Db;
  kind: 'sqlite' | 'postgres';
  /** For LISTEN and NOTIFY; undefined with SQLite, where one process is the only writer. */
  pool: pg.Pool | undefined;
  /** Seals what only the organiser may read. */
  vault: Vault;
  /** Takes what was deleted out of the files, too, as far as this engine lets us. @returns false: somebody reads there, try again later */
  scrub(): Promise<boolean>;
  close(): Promise<void>;
}

export { SetupError };

/**
 * Opens PostgreSQL when there is a `databaseUrl`, else SQLite in `dataDir`, and brings the tables up to date.
 *
 * @throws {SetupError} when the folder cannot be written or the database cannot be reached.
 */
export async function openDatabase(options: {
  dataDir: string;
  databaseUrl?: string | undefined;
  /** 64 hexadecimal digits; else the file in `dataDir`. */
  encryptionKey?: string | undefined;
  /** One that is there already: a mistyped place must not become a new, empty database that is then backed up. */
  existing?: boolean;
  /** Commands may take their time: a backup of a million rows is not cut off after seconds. */
  patient?: boolean;
}): Promise<OpenDatabase> {
  const { databaseUrl, dataDir, existing = false, patient = false } = options;
  const missing = new SetupError(
    databaseUrl
      ? 'There is nothing of Cairn in this database. Set DATABASE_URL to the one the server uses, or load a campaign first: npm run cairn -- import my-campaign.json'
      : `There is no database in ${dataDir}. Set CAIRN_DATA to the folder the server uses, or load a campaign first: npm run cairn -- import my-campaign.json`,
  );
  if (existing && !databaseUrl && !existsSync(join(dataDir, 'cairn.db'))) throw missing;
  const opened = databaseUrl ? openPostgres(databaseUrl, patient) : openSqlite(dataDir);
  try {
    if (existing && databaseUrl && (await doneSteps(opened.db)).length === 0) throw missing;
    if (opened.kind === 'postgres') await requireDurablePostgres(opened.db);
    await migrate(opened.db, opened.kind);
    return { ...opened, vault: await openVault(opened.db, options.dataDir, options.encryptionKey) };
  } catch (error) {
    await opened.close();
    if (error instanceof SetupError) throw error;
    const reason = error instanceof Error ? error.message || String((error as { code?: unknown }).code) : String(error);
    throw new SetupError(
      opened.kind === 'postgres'
        ? `PostgreSQL cannot be used: ${reason}. Check DATABASE_URL and that the server runs.`
        : (sqliteFault(error, options.dataDir) ?? `The database in ${options.dataDir} cannot be used: ${reason}.`),
      { cause: error },
    );
  }
}

type Opened = Omit<OpenDatabase, 'vault'>;

function openSqlite(dataDir: string): Opened {
  let database: Database.Database;
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.W_OK);
    database = new Database(join(dataDir, 'cairn.db'));
    database.pragma('journal_mode = WAL');
  } catch (error) {
    const reason = (error as { code?: string }).code || (error as Error).message; // SQLite's is empty at times
    throw new SetupError(
      sqliteFault(error, dataDir) ??
        `The data folder ${dataDir} cannot be written (${reason}). Choose another with CAIRN_DATA, or change its permissions.`,
      { cause: error },
    );
  }
  database.pragma('synchronous = FULL'); // an answered contribution survives a power cut
  database.pragma('foreign_keys = ON');
  requireDurableSqlite(database, dataDir);
  database.pragma('busy_timeout = 5000');
  database.pragma('secure_delete = ON'); // what is deleted is overwritten: erased means erased
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: cached(database) }) });
  const scrub = async () => {
    // The journal still has the pages as they were. A reader in another process, such as a backup, may hold it: that is
    // not waited for inside SQLite, where nobody else would be answered meanwhile.
    for (let attempt = 0; attempt < 50; attempt++) {
      if (emptied(database)) return true;
      await new Promise((done) => setTimeout(done, 100));
    }
    return false;
  };
  return { db, kind: 'sqlite', pool: undefined, scrub, close: () => db.destroy() };
}

/** What no permission would mend. */
function sqliteFault(error: unknown, dataDir: string): string | undefined {
  const { code = '' } = error as { code?: string };
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code))
    return `The database ${join(dataDir, 'cairn.db')} is damaged (${code}). Stop the server, keep the file, and restore the last backup into a new folder.`;
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)/.test(code))
    return `The disk has no room for the database in ${dataDir} (${code}). Make room, or choose another folder with CAIRN_DATA.`;
  if (code === 'ENOENT')
    return `The data folder ${dataDir} cannot be made: that place takes no folders (ENOENT). Choose another with CAIRN_DATA.`;
  if (code === 'EEXIST') return `${dataDir} is a file, not a folder. Choose another with CAIRN_DATA.`;
  return undefined;
}

function emptied(database: Database.Database): boolean {
  database.pragma('busy_timeout = 0');
  try {
    const [result] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    return !result?.busy;
  } catch (error) {
    if (/^SQLITE_(BUSY|LOCKED)/.test((error as { code?: string }).code ?? '')) return false; // a transaction of our own
    throw error;
  } finally {
    database.pragma('busy_timeout = 5000');
  }
}

type Prepared = ReturnType<SqliteDatabase['prepare']>;

/** Keeps prepared statements: Kysely prepares anew for every query, which costs more than most of our queries. */
function cached(database: Database.Database): SqliteDatabase {
  const statements = new Map<string, Prepared>();
  return {
    close: () => void database.close(),
    prepare(text) {
      let statement = statements.get(text);
      if (!statement) {
        statement = database.prepare(text) as unknown as Prepared;
        if (text === 'rollback') statement = whereThereIsOne(database, statement);
        if (text === 'begin') statement = asWriter(database);
        if (statements.size > 500) statements.clear();
        statements.set(text, statement);
      }
      return statement;
    },
  };
}

/** A full disk has SQLite roll back by itself. That there is nothing left to do must not hide why. */
function whereThereIsOne(database: Database.Database, rollback: Prepared): Prepared {
  const run: Prepared['run'] = (values) =>
    database.inTransaction ? rollback.run(values) : { changes: 0, lastInsertRowid: 0 };
  return { reader: false, run, all: () => [], iterate: () => [].values() };
}

/** No visitor waits longer. */
const HASTY_MS = 5000;

/**
 * A transaction that writes takes SQLite's one writer at its beginning: one that has read before it writes would have to
 * start anew whenever another process, such as a command, wrote meanwhile. It does not wait for it here, where the whole
 * process would stand still: {@link inTransaction} does.
 */
function asWriter(database: Database.Database): Prepared {
  const begin = database.prepare('begin immediate') as unknown as Prepared;
  const run: Prepared['run'] = (values) => {
    database.pragma('busy_timeout = 0');
    try {
      return begin.run(values);
    } finally {
      database.pragma('busy_timeout = 5000');
    }
  };
  return { reader: false, run, all: () => [], iterate: () => [].values() };
}

function openPostgres(connectionString: string, patient: boolean): Opened {
  const pool = new pg.Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: patient ? 0 : HASTY_MS,
    idle_in_transaction_session_timeout: patient ? 0 : 10_000,
    application_name: 'cairn',
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        parser(oid) ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // A connection that ends between two queries of a transaction has nobody listening, which would end the process.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  pool.on('error', () => undefined); // an idle connection that broke is replaced by the next query
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const scrub = async () => {
    const client = await pool.connect();
    try {
      await client.query('set statement_timeout = 0');
      for (const table of ['contributions', 'members', 'events', 'idempotency']) await client.query(`vacuum ${table}`);
    } catch (error) {
      // Engines that only speak PostgreSQL's language clean up by themselves.
      if (!/^(42601|0A000)$/.test((error as { code?: string }).code ?? '')) throw error;
    } finally {
      await client.query(`set statement_timeout = ${patient ? 0 : HASTY_MS}`).catch(() => undefined);
      client.release();
    }
    return true;
  };
  return { db, kind: 'postgres', pool, scrub, close: () => db.destroy() };
}

// int8 and numeric come as text by default. Every number we keep is a safe integer, guarded where it is written.
function parser(oid: number): ((text: string) => number) | undefined {
  return oid === 20 || oid === 1700 ? Number : undefined;
}

/** Brings the tables up to date: all the way, or, when something fails or the process is killed, not at all. */
export async function migrate(db: Db, kind: OpenDatabase['kind'], steps = migrations): Promise<void> {
  // Nearly always there is nothing to do, and nothing to hold up whoever writes at this moment.
  const done = await doneSteps(db);
  if (Object.keys(steps).every((name) => done.includes(name))) return;
  const run = async (on: Db) => {
    const all = { ...steps, ...laterSteps(await doneSteps(on), steps) };
    const migrator = new Migrator({
      db: on,
      provider: { getMigrations: () => Promise.resolve(all) },
      allowUnorderedMigrations: true,
    });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  };
  if (kind === 'postgres')
    // There Kysely does it in a transaction by itself, on this connection. An index over a million rows takes its time.
    return db.connection().execute(async (one) => {
      const { rows } = await sql<{ statement_timeout: string }>`show statement_timeout`.execute(one);
      await sql`set statement_timeout = 0`.execute(one);
      try {
        await run(one);
      } finally {
        await sql`select set_config('statement_timeout', ${rows[0]!.statement_timeout}, false)`.execute(one);
      }
    });
  await db.connection().execute(async (one) => {
    await beginAlone(one); // of two that start at once the second finds it done
    try {
      await run(one);
      await sql`commit`.execute(one);
    } catch (error) {
      await sql`rollback`.execute(one);
      throw error;
    }
  });
}

/** Waits for SQLite's one writer without holding up this process, which may be the one that writes. */
async function beginAlone(one: Db): Promise<void> {
  const end = performance.now() + 10_000;
  await sql`pragma busy_timeout = 0`.execute(one);
  for (;;) {
    try {
      await sql`begin immediate`.execute(one);
      break;
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_BUSY' || performance.now() > end) throw error;
      await new Promise((done) => setTimeout(done, 20));
    }
  }
  await sql`pragma busy_timeout = 5000`.execute(one);
}

async function doneSteps(db: Db): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return rows.map(({ name }) => name);
}

/** What a later release did here. Steps only add, so this release runs on it as well: going back is always possible. */
function laterSteps(done: string[], steps: Record<string, Migration>): Record<string, Migration> {
  const nothing = { up: () => Promise.resolve() };
  return Object.fromEntries(done.filter((name) => !(name in steps)).map((name) => [name, nothing]));
}

/**
 * Runs `work` in one transaction; again, at most three times, when the database asks for that. While another process writes
 * to SQLite, it waits for its turn.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const end = performance.now() + 10_000;
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (/^SQLITE_BUSY/.test(code) && performance.now() < end)
        await new Promise((done) => setTimeout(done, Math.random() * 20));
      else if (attempt >= 3 || !/^(40001|40P01)$/.test(code)) throw error;
    }
  }
}

/** Several reads of one moment, which hold up nobody who writes. */
export async function snapshot<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (!(db.getExecutor().adapter instanceof SqliteAdapter))
    return db.transaction().setIsolationLevel('repeatable read').execute(work);
  return db.connection().execute(async (one) => {
    await sql`begin deferred`.execute(one);
    try {
      return await work(one as unknown as Tx);
    } finally {
      await sql`commit`.execute(one);
    }
  });
}

// SQLSTATE classes: connection, resources, operator intervention, system, rollback; 57014 is our own statement timeout.
const DOWN_CODES =
  /^(08|53|57|58|40)\w{3}$|^E(CONN|PIPE|TIMEDOUT|NOTFOUND|AI_AGAIN|HOSTUNREACH|MFILE|NFILE)|^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN)/;
// What `pg` says without a code.
const DOWN_MESSAGES =
  /^(timeout exceeded when trying to connect|Connection terminated|Client (has encountered|was closed)|Query read timeout)/;

/** True when the database, not the program, is at fault: the same request may succeed later. */
export function isDatabaseDown(error: unknown): boolean {
  const { code, message, syscall } = (error ?? {}) as { code?: unknown; message?: unknown; syscall?: unknown };
  if (syscall === 'connect') return true;
  return typeof code === 'string' ? DOWN_CODES.test(code) : DOWN_MESSAGES.test(String(message));
}

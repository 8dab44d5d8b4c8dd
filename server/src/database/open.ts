import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { Kysely, Migrator, PostgresDialect, SqliteDialect, type SqliteDatabase, type Transaction } from 'kysely';
import pg from 'pg';
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
  close(): Promise<void>;
}

/** Something the operator has to put right; `message` is one clear line. */
export class SetupError extends Error {
  override name = 'SetupError';
}

/**
 * Opens PostgreSQL when there is a `databaseUrl`, else SQLite in `dataDir`, and brings the tables up to date.
 *
 * @throws {SetupError} when the folder cannot be written or the database cannot be reached.
 */
export async function openDatabase(options: {
  dataDir: string;
  databaseUrl?: string | undefined;
}): Promise<OpenDatabase> {
  const opened = options.databaseUrl ? openPostgres(options.databaseUrl) : openSqlite(options.dataDir);
  try {
    if (opened.kind === 'postgres') await requireDurablePostgres(opened.db);
    await migrate(opened.db);
  } catch (error) {
    await opened.close();
    if (error instanceof SetupError) throw error;
    const reason = error instanceof Error ? error.message || String((error as { code?: unknown }).code) : String(error);
    throw new SetupError(
      opened.kind === 'postgres'
        ? `PostgreSQL cannot be used: ${reason}. Check DATABASE_URL and that the server runs.`
        : `The database in ${options.dataDir} cannot be used: ${reason}.`,
      { cause: error },
    );
  }
  return opened;
}

function openSqlite(dataDir: string): OpenDatabase {
  let database: Database.Database;
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
    database = new Database(join(dataDir, 'cairn.db'));
    database.pragma('journal_mode = WAL');
  } catch (error) {
    const reason = (error as { code?: string }).code ?? (error as Error).message;
    throw new SetupError(
      `The data folder ${dataDir} cannot be written (${reason}). Choose another with CAIRN_DATA, or change its permissions.`,
      { cause: error },
    );
  }
  database.pragma('synchronous = FULL'); // an answered contribution survives a power cut
  database.pragma('foreign_keys = ON');
  requireDurableSqlite(database, dataDir);
  database.pragma('busy_timeout = 5000');
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: cached(database) }) });
  return { db, kind: 'sqlite', pool: undefined, close: () => db.destroy() };
}

/** Keeps prepared statements: Kysely prepares anew for every query, which costs more than most of our queries. */
function cached(database: Database.Database): SqliteDatabase {
  const statements = new Map<string, ReturnType<SqliteDatabase['prepare']>>();
  return {
    close: () => void database.close(),
    prepare(text) {
      let statement = statements.get(text);
      if (!statement) {
        statement = database.prepare(text) as unknown as ReturnType<SqliteDatabase['prepare']>;
        if (statements.size > 500) statements.clear();
        statements.set(text, statement);
      }
      return statement;
    },
  };
}

function openPostgres(connectionString: string): OpenDatabase {
  const pool = new pg.Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 5_000,
    idle_in_transaction_session_timeout: 10_000,
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
  return { db, kind: 'postgres', pool, close: () => db.destroy() };
}

// int8 and numeric come as text by default. Every number we keep is a safe integer, guarded where it is written.
function parser(oid: number): ((text: string) => number) | undefined {
  return oid === 20 || oid === 1700 ? Number : undefined;
}

async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** Runs `work` in one transaction; again, at most three times, when PostgreSQL asks for that. */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (attempt >= 3 || (code !== '40001' && code !== '40P01')) throw error;
    }
  }
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

import type { Database } from 'libsql';
import { sql } from 'kysely';
import { SetupError, type Db } from './open.ts';

/**
 * "Acknowledged" means "on disk". What could quietly change that, a build of SQLite with other defaults or a
 * PostgreSQL tuned for a benchmark, is asked here once, before the first contribution, and refused.
 *
 * @throws {SetupError}
 */
export function requireDurableSqlite(database: Pick<Database, 'prepare'>, dataDir: string): void {
  const journal = String(pragma(database, 'journal_mode')).toLowerCase();
  if (journal !== 'wal')
    throw new SetupError(
      `The database in ${dataDir} is in journal mode "${journal}", not WAL: its file system lacks what WAL needs. Choose a local disk with CAIRN_DATA.`,
    );
  const synchronous = Number(pragma(database, 'synchronous'));
  if (synchronous < 2)
    throw new SetupError(
      `The database in ${dataDir} runs with synchronous=${synchronous}: an answered contribution could be lost. It should be FULL (2).`,
    );
}

function pragma(database: Pick<Database, 'prepare'>, name: string): unknown {
  return Object.values(database.prepare(`pragma ${name}`).get() as Record<string, unknown>)[0];
}

/** Without a standby, `on` and `remote_apply` wait for the local disk; so do both with one, and for the standby too. */
const DURABLE = ['on', 'remote_apply'];

/** @throws {SetupError} */
export async function requireDurablePostgres(db: Db): Promise<void> {
  // The second argument: an engine that lacks the setting says null. It has no way to switch it off, either.
  const { rows } = await sql<{ fsync: string | null; commit: string | null }>`
    select current_setting('fsync', true) as fsync, current_setting('synchronous_commit', true) as commit`.execute(db);
  const { fsync, commit } = rows[0]!;
  if (fsync !== null && fsync !== 'on')
    throw new SetupError(
      'PostgreSQL runs with fsync=off: a power cut would lose answered contributions. Set fsync=on.',
    );
  if (commit !== null && !DURABLE.includes(commit))
    throw new SetupError(
      `PostgreSQL runs with synchronous_commit=${commit}: a crash would lose answered contributions. Set it to on, for this user: ALTER ROLE … SET synchronous_commit = on.`,
    );
}

import { sql } from 'kysely';
import { inTransaction, type Db, type Tx } from './open.ts';

/** What waits for SQLite's one writer waits about so long for a slice. */
const AIM_MS = 20;
const LEAST = 25;
const MOST = 2000;

/**
 * Does what takes long in many short transactions, so that others have their turn in between. How much goes into one
 * follows from how long the last one took.
 *
 * @param slice does at most so many rows; returns how many there were, 0 when none was left
 * @param options.stop looked at between two slices
 * @returns how many there were in all
 */
export async function inSlices(
  db: Db,
  slice: (tx: Tx, most: number) => Promise<number>,
  options: { stop?: (() => boolean) | undefined; onDone?: ((rows: number) => void) | undefined } = {},
): Promise<number> {
  let most = 4 * LEAST;
  let all = 0;
  while (!options.stop?.()) {
    const begun = performance.now();
    const rows = await inTransaction(db, (tx) => slice(tx, most));
    const ms = performance.now() - begun;
    if (rows === 0) break;
    all += rows;
    options.onDone?.(rows);
    most = Math.round(Math.min(MOST, Math.max(LEAST, most * Math.min(2, AIM_MS / Math.max(ms, 1)))));
    // A turn for what has arrived, and for whoever writes from another process.
    await new Promise((next) => setTimeout(next, 2));
  }
  return all;
}

/** What is only kept for a while, by what its age is known from and what tells its rows apart. */
const AGING = {
  idempotency: { age: 'created_at', key: ['campaign_id', 'key_hash'] },
  attempts: { age: 'at', key: ['contribution_id'] },
  proofs: { age: 'expires_at', key: ['challenge'] },
  provider_links: { age: 'at', key: ['provider', 'named', 'ref'] },
  provider_backs: { age: 'at', key: ['provider', 'ref', 'event_id'] },
  hook_events: { age: 'at', key: ['provider', 'event_id'] },
} as const;

/** Takes away what is older than that: after a giving day there is a lot of it in one hour. */
export async function removeOlder(
  db: Db,
  table: keyof typeof AGING,
  before: string | number,
  stop?: () => boolean,
): Promise<void> {
  const { age, key } = AGING[table];
  const columns = sql.join(key.map((name) => sql.ref(name)));
  const slice = async (tx: Tx, most: number) => {
    const { numAffectedRows = 0n } = await sql`
      delete from ${sql.table(table)} where (${columns}) in (
        select ${columns} from ${sql.table(table)} where ${sql.ref(age)} < ${before} order by ${sql.ref(age)} limit ${most}
      )`.execute(tx);
    return Number(numAffectedRows);
  };
  await inSlices(db, slice, { stop });
}

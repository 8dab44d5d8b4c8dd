import { sql } from 'kysely';
import { inSlices } from '../database/slices.ts';
import { inTransaction, type Db, type OpenDatabase, type Tx } from '../database/open.ts';
import type { Tables } from '../database/tables.ts';

/** Tables that may be long, by what orders their rows within a campaign. People go first. */
const LONG = {
  contributions: 'id',
  members: 'id',
  updates: 'id',
  events: 'rev',
  idempotency: 'key_hash',
  entries: 'rev',
} as const satisfies Partial<Record<keyof Tables, string>>;

/** A few rows for each goal, size of gift or item. */
const SHORT = ['attempts', 'breakers', 'tallies', 'milestones', 'history', 'goals', 'keys', 'webhooks'] as const;

export interface ClearOptions {
  stop?: (() => boolean) | undefined;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Campaigns that were removed, and of which there still is something. */
export async function removedCampaigns(db: Db | Tx): Promise<string[]> {
  const rows = await db
    .selectFrom('campaigns')
    .select('id')
    .where('removed_at', 'is not', null)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Takes away what is left of a removed campaign, little by little, and its own row last: until then whoever starts again
 * knows that there is something to do. Any number of processes may do so at once.
 *
 * @returns false when it was stopped before the end
 */
export async function clearCampaign(db: Db, id: string, options: ClearOptions = {}): Promise<boolean> {
  const { stop = () => false, onProgress = () => undefined } = options;
  const total = await countOf(db, id);
  let done = 0;
  const onDone = (rows: number) => onProgress(Math.min(total, (done += rows)), total);
  for (const table of Object.keys(LONG) as (keyof typeof LONG)[]) await clearTable(db, table, id, { stop, onDone });
  await clearNamed(db, id, stop);
  if (stop()) return false;
  await inTransaction(db, async (tx) => {
    if (!(await isLeaving(tx, id))) return;
    for (const table of SHORT) await tx.deleteFrom(table).where('campaign_id', '=', id).execute();
    await tx.deleteFrom('campaigns').where('id', '=', id).where('removed_at', 'is not', null).execute();
  });
  return true;
}

/**
 * Whether it is still the removed one, for the length of this transaction. Two may take it away at once, and when the first is
 * done, a campaign of the same id may be made, of which the second must not take anything.
 */
async function isLeaving(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .updateTable('campaigns')
    .set((old) => ({ receipts: old.ref('receipts') }))
    .where('id', '=', id)
    .where('removed_at', 'is not', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

async function countOf(db: Db, id: string): Promise<number> {
  let total = 0;
  for (const table of Object.keys(LONG) as (keyof typeof LONG)[]) {
    const { n } = await db
      .selectFrom(table)
      .select((f) => f.fn.countAll<number>().as('n'))
      .where('campaign_id', '=', id)
      .executeTakeFirstOrThrow();
    total += Number(n);
  }
  return total;
}

type Sliced = Parameters<typeof inSlices>[2];

async function clearTable(db: Db, table: keyof typeof LONG, id: string, options: Sliced): Promise<void> {
  const key = LONG[table];
  // From the last one on: those before are gone, and PostgreSQL would look at each of them again.
  let after: string | number | undefined;
  const slice = async (tx: Tx, most: number) => {
    if (!(await isLeaving(tx, id))) return 0;
    const further = after === undefined ? sql`` : sql`and ${sql.ref(key)} > ${after}`;
    const { rows } = await sql<{ key: string | number }>`
      select ${sql.ref(key)} as key from ${sql.table(table)} where campaign_id = ${id} ${further}
      order by ${sql.ref(key)} limit ${most}`.execute(tx);
    const [first, last] = [rows[0]?.key, rows.at(-1)?.key];
    if (first === undefined || last === undefined) return 0;
    const between = (column: string) => sql<boolean>`${sql.ref(column)} between ${first} and ${last}`;
    if (table === 'contributions') {
      const mine = tx.selectFrom('contributions').select('id').where('campaign_id', '=', id).where(between('id'));
      await tx.deleteFrom('provider_refs').where('contribution_id', 'in', mine).execute();
      await tx.deleteFrom('attempts').where('contribution_id', 'in', mine).execute();
    }
    await sql`delete from ${sql.table(table)} where campaign_id = ${id} and ${between(key)}`.execute(tx);
    after = last;
    return rows.length;
  };
  await inSlices(db, slice, options);
}

/** Where a campaign is only named: what others are still to be told of it, and the trail, which keeps what was done and by whom. */
async function clearNamed(db: Db, id: string, stop: () => boolean): Promise<void> {
  // An id has no character but "_" that means something here.
  const named = `%"campaign":"${id.replace(/[\\%_]/g, '\\$&')}"%`;
  await through(db, 'outbox', id, stop, (tx, span) =>
    tx
      .deleteFrom('outbox')
      .where(span)
      .where(sql<boolean>`payload like ${named} escape '\\'`)
      .execute(),
  );
  await through(db, 'audit', id, stop, (tx, span) =>
    tx
      .updateTable('audit')
      .set({ target: null })
      .where(span)
      .where('campaign_id', '=', id)
      .where('action', '<>', 'campaign.remove')
      .where('target', 'is not', null)
      .execute(),
  );
}

/** Goes through a whole table in which few rows are of interest. */
async function through(
  db: Db,
  table: 'outbox' | 'audit',
  id: string,
  stop: () => boolean,
  work: (tx: Tx, span: ReturnType<typeof sql<boolean>>) => Promise<unknown>,
): Promise<void> {
  let after = '';
  const slice = async (tx: Tx, most: number) => {
    if (!(await isLeaving(tx, id))) return 0;
    const rows = await tx.selectFrom(table).select('id').where('id', '>', after).orderBy('id').limit(most).execute();
    const last = rows.at(-1)?.id;
    if (last === undefined) return 0;
    await work(tx, sql<boolean>`id > ${after} and id <= ${last}`);
    after = last;
    return rows.length;
  };
  await inSlices(db, slice, { stop });
}

/** Takes away what is left of removed campaigns, beside the work of the server: those of this process and of others. */
export class Clearing {
  readonly #database: OpenDatabase;
  /** False: somebody read in the files when the last of it went, and they still have it. */
  isScrubbed = true;
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(database: OpenDatabase) {
    this.#database = database;
  }

  /** Until nothing is left, or the database is away. One that is under way already is waited for. */
  run(): Promise<void> {
    return (this.#running ??= this.#clear().finally(() => (this.#running = undefined)));
  }

  /** What is left is for the next start. */
  async close(): Promise<void> {
    this.#stopped = true;
    await this.#running?.catch(() => undefined);
  }

  async #clear(): Promise<void> {
    const { db } = this.#database;
    const stop = () => this.#stopped;
    let some = false;
    for (let ids = await removedCampaigns(db); ids.length > 0 && !stop(); ids = await removedCampaigns(db))
      for (const id of ids) {
        await clearCampaign(db, id, { stop });
        some = true;
      }
    if (some && !stop()) this.isScrubbed = await this.#database.scrub();
  }
}

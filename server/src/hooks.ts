import type { Kysely, Migration } from 'kysely';
import { inTransaction, type Db, type Tx } from './database/open.ts';
import { campaignsHere } from './database/read.ts';
import type { ContributionRow } from './database/tables.ts';
import { countDecline } from './guard.ts';
import type { HookEvent } from './payments/provider.ts';
import { ProblemError } from './problem.ts';
import { close, confirm, giveBack, refund } from './settle.ts';

export interface HookEventTable {
  provider: string;
  event_id: string;
  at: number;
}

/** What a provider calls a payment, beside our own id. */
export interface ProviderRefTable {
  provider: string;
  ref: string;
  contribution_id: string;
}

export const hooksMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const create = db.schema;
    await create
      .createTable('hook_events')
      .addColumn('provider', 'text', (c) => c.notNull())
      .addColumn('event_id', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('hook_events_key', ['provider', 'event_id'])
      .execute();
    await create.createIndex('hook_events_age').on('hook_events').columns(['at']).execute();
    await create
      .createTable('provider_refs')
      .addColumn('provider', 'text', (c) => c.notNull())
      .addColumn('ref', 'text', (c) => c.notNull())
      .addColumn('contribution_id', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('provider_refs_key', ['provider', 'ref'])
      .execute();
  },
};

/** Names of the same payment that were told before it was known whose it is; kept as long as events are. */
export interface ProviderLinkTable {
  provider: string;
  /** What it belongs to, such as an invoice. */
  named: string;
  ref: string;
  at: number;
}

export const linksMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const create = db.schema;
    await create
      .createTable('provider_links')
      .addColumn('provider', 'text', (c) => c.notNull())
      .addColumn('named', 'text', (c) => c.notNull())
      .addColumn('ref', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('provider_links_key', ['provider', 'named', 'ref'])
      .execute();
    await create.createIndex('provider_links_age').on('provider_links').columns(['at']).execute();
  },
};

export type HookOutcome = 'done' | 'repeated' | 'not ours' | 'amount differs';

/**
 * Does what a provider's event says. Events come late, twice and in any order; whatever the order, the same state is
 * reached, because each effect is one that may be repeated, and paid beats failed, and refunded beats paid.
 */
export async function applyHook(
  db: Db,
  provider: string,
  event: HookEvent,
  options: { now: number; wake: (campaignId: string) => void },
): Promise<HookOutcome> {
  const { now, wake } = options;
  const seen = await db
    .selectFrom('hook_events')
    .select('at')
    .where('provider', '=', provider)
    .where('event_id', '=', event.id)
    .executeTakeFirst();
  if (seen) return 'repeated';
  // Written down before it is looked whose it is, as the names of a payment are before what was linked to them: of two events
  // at once one sees the other.
  if (event.named !== undefined) await link(db, provider, event.named, event.refs, now);
  const row = await find(db, provider, event);
  if (!row) return 'not ours'; // an account may serve other purposes, too
  await remember(db, provider, event.refs, row.id);
  await remember(db, provider, await linked(db, provider, event.refs), row.id);

  let outcome: HookOutcome = 'done';
  if (event.what === 'paid') {
    const { unit, value } = event.paid!;
    if (unit === row.unit && value(row.scale ?? 0) === row.value) await confirm(db, row.id, now);
    else outcome = 'amount differs';
  } else if (event.what === 'failed' || event.what === 'expired') await close(db, row.id, event.what, now);
  else if (event.what === 'refunded') await takeBack(db, provider, row, event, now);
  wake(row.campaign_id);

  await inTransaction(db, async (tx) => {
    const first = await isFirst(tx, provider, event.id, now);
    if (first && event.what === 'declined') await countDecline(tx, row.id, now); // the only one that adds up
  });
  return outcome;
}

/** What the provider calls a payment of ours from now on. */
async function remember(db: Db, provider: string, refs: readonly string[], contributionId: string): Promise<void> {
  for (const ref of refs)
    await db
      .insertInto('provider_refs')
      .values({ provider, ref, contribution_id: contributionId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

async function link(db: Db, provider: string, named: string, refs: readonly string[], now: number): Promise<void> {
  for (const ref of refs)
    if (ref !== named)
      await db
        .insertInto('provider_links')
        .values({ provider, named, ref, at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
}

async function linked(db: Db, provider: string, refs: readonly string[]): Promise<string[]> {
  if (refs.length === 0) return [];
  const rows = await db
    .selectFrom('provider_links')
    .select('ref')
    .where('provider', '=', provider)
    .where('named', 'in', refs)
    .execute();
  return rows.map(({ ref }) => ref);
}

/** Remembers an event, and says whether it was not known. */
async function isFirst(tx: Tx, provider: string, id: string, now: number): Promise<boolean> {
  const first = await tx
    .insertInto('hook_events')
    .values({ provider, event_id: id, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('at')
    .executeTakeFirst();
  return first !== undefined;
}

async function find(db: Db, provider: string, event: HookEvent): Promise<ContributionRow | undefined> {
  let id = event.contributionId;
  if (id === undefined && event.refs.length > 0) {
    const known = await db
      .selectFrom('provider_refs')
      .select('contribution_id')
      .where('provider', '=', provider)
      .where('ref', 'in', event.refs)
      .executeTakeFirst();
    id = known?.contribution_id;
  }
  if (id === undefined) return undefined;
  const row = await db
    .selectFrom('contributions')
    .selectAll()
    .where('id', '=', id)
    .where('imported', '=', 0)
    .where('campaign_id', 'in', campaignsHere(db))
    .executeTakeFirst();
  // Without a provider yet: the event overtook the answer that opened the payment.
  return row && row.kind === 'donate' && (row.provider === null || row.provider === provider) ? row : undefined;
}

async function takeBack(db: Db, provider: string, row: ContributionRow, event: HookEvent, now: number): Promise<void> {
  const back = event.back?.({ value: row.value ?? 0, unit: row.unit ?? '', scale: row.scale ?? 0 });
  if (back !== undefined && back < (row.value ?? 0)) {
    // It overtook the payment. Not taken, it is told again until there is something to take it from.
    if (row.state !== 'confirmed' && row.state !== 'refunded')
      throw new ProblemError('unavailable', { detail: 'the payment is not known yet; tell it again', retryAfter: 60 });
    const isNews = event.onTop === undefined ? undefined : (tx: Tx) => isFirst(tx, provider, event.onTop!, now);
    if (await giveBack(db, row.id, back, now, isNews)) return;
  }
  // The refund overtook the payment: it is as if nothing had come, and the payment will change nothing any more.
  const { numUpdatedRows } = await db
    .updateTable('contributions')
    .set({ state: 'refunded' })
    .where('id', '=', row.id)
    .where('state', 'in', ['awaiting_payment', 'failed', 'expired', 'cancelled'])
    .executeTakeFirst();
  if (numUpdatedRows === 0n) await refund(db, row.id, now);
}

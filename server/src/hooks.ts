import type { Kysely, Migration } from 'kysely';
import { inTransaction, type Db, type Tx } from './database/open.ts';
import { campaignsHere } from './database/read.ts';
import type { ContributionRow } from './database/tables.ts';
import { countDecline } from './guard.ts';
import type { HookEvent } from './payments/provider.ts';
import { close, confirm, giveBack, refund, renew } from './settle.ts';

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

/** What went back of a payment that nobody knew when it was told; kept as long as events are. */
export interface ProviderBackTable {
  provider: string;
  ref: string;
  event_id: string;
  /** How much, as JSON. */
  back: string;
  at: number;
}

export const renewalsMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const create = db.schema;
    await create.alterTable('contributions').addColumn('renews', 'text').execute();
    await create
      .createTable('provider_backs')
      .addColumn('provider', 'text', (c) => c.notNull())
      .addColumn('ref', 'text', (c) => c.notNull())
      .addColumn('event_id', 'text', (c) => c.notNull())
      .addColumn('back', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('provider_backs_key', ['provider', 'ref', 'event_id'])
      .execute();
    await create.createIndex('provider_backs_age').on('provider_backs').columns(['at']).execute();
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
  // at once one sees the other. Each in a transaction, which waits for whoever else writes without holding up everybody.
  if (event.named !== undefined || event.what === 'refunded')
    await inTransaction(db, async (tx) => {
      if (event.named !== undefined) await link(tx, provider, event.named, event.refs, now);
      if (event.what === 'refunded') await keepBack(tx, provider, event, now);
    });
  const found = await find(db, provider, event);
  if (!found) return 'not ours'; // an account may serve other purposes, too
  const row = event.what === 'renewed' ? await renewed(db, provider, found, event, now) : found;
  // Its own names first: who links another one to them either finds them there, or has linked it by now.
  await inTransaction(db, (tx) => remember(tx, provider, event.refs, row.id));
  const further = await linked(db, provider, event.refs);
  if (further.length > 0) await inTransaction(db, (tx) => remember(tx, provider, further, row.id));
  const refs = [...event.refs, ...further];

  let outcome: HookOutcome = 'done';
  if (event.what === 'paid') {
    const { unit, value, scale } = event.paid!;
    if (unit === row.unit && rescaled(value, scale, row.scale) === row.value) await confirm(db, row.id, now);
    else outcome = 'amount differs';
  } else if (event.what === 'failed' || event.what === 'expired') await close(db, row.id, event.what, now);
  else if (event.what === 'refunded') await takeBack(db, provider, row, event, now);
  if (event.what !== 'refunded') await takeBackEarlier(db, provider, row, refs, now);
  wake(row.campaign_id);

  await inTransaction(db, async (tx) => {
    const first = await isFirst(tx, provider, event.id, now);
    if (first && event.what === 'declined') await countDecline(tx, row.id, now); // the only one that adds up
  });
  return outcome;
}

/** Two transactions that write some of the same names do so in one order, or each could wait for the other. */
const inOrder = (refs: readonly string[]): string[] => [...refs].sort();

/** What the provider calls a payment of ours from now on. */
async function remember(tx: Tx, provider: string, refs: readonly string[], contributionId: string): Promise<void> {
  for (const ref of inOrder(refs))
    await tx
      .insertInto('provider_refs')
      .values({ provider, ref, contribution_id: contributionId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

async function link(tx: Tx, provider: string, named: string, refs: readonly string[], now: number): Promise<void> {
  for (const ref of inOrder(refs))
    if (ref !== named)
      await tx
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
  const refs = event.what === 'renewed' ? (event.first === undefined ? [] : [event.first]) : event.refs;
  const id = event.contributionId ?? (await known(db, provider, refs));
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

/** Whose payment it is that the provider calls so. */
async function known(db: Db | Tx, provider: string, refs: readonly string[]): Promise<string | undefined> {
  if (refs.length === 0) return undefined;
  const row = await db
    .selectFrom('provider_refs')
    .select('contribution_id')
    .where('provider', '=', provider)
    .where('ref', 'in', refs)
    .executeTakeFirst();
  return row?.contribution_id;
}

/**
 * The next payment of a gift that repeats: a contribution of its own, made once, by the name the provider has for it.
 *
 * @param first the gift as it was begun
 */
async function renewed(
  db: Db,
  provider: string,
  first: ContributionRow,
  event: HookEvent,
  now: number,
): Promise<ContributionRow> {
  const { value, unit, scale } = event.paid!;
  const ref = event.named!;
  return renew(db, first, {
    // In other money, which Stripe may have let them pay in, it is what was asked for.
    value: unit === first.unit ? rescaled(value, scale, first.scale) : (first.value ?? 0),
    provider: { provider, provider_ref: ref },
    now,
    known: (tx) => known(tx, provider, [ref]),
    also: (tx, row) => remember(tx, provider, [ref], row.id),
  });
}

/** In the campaign's scale. */
const rescaled = (value: number, from: number, to: number | null): number =>
  Math.round(value * 10 ** ((to ?? 0) - from));

type Back = Pick<HookEvent, 'back' | 'onTop'>;

/** Written down before it is looked whose it is, as {@link link}: whoever learns later whose it is, finds it. */
async function keepBack(tx: Tx, provider: string, event: HookEvent, now: number): Promise<void> {
  const { back, onTop } = event;
  for (const ref of inOrder(event.refs))
    await tx
      .insertInto('provider_backs')
      .values({ provider, ref, event_id: event.id, back: JSON.stringify({ back, onTop } satisfies Back), at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

/** What went back before it was known whose payment it was. All of it may have been taken off before: twice is once. */
async function takeBackEarlier(
  db: Db,
  provider: string,
  seen: ContributionRow,
  refs: readonly string[],
  now: number,
): Promise<void> {
  if (refs.length === 0) return;
  const rows = await db
    .selectFrom('provider_backs')
    .select('back')
    .where('provider', '=', provider)
    .where('ref', 'in', refs)
    .orderBy('at')
    .execute();
  if (rows.length === 0) return;
  const { state } = await db
    .selectFrom('contributions')
    .select('state')
    .where('id', '=', seen.id)
    .executeTakeFirstOrThrow();
  // Nothing to take it from yet; what says that there is comes by here, too.
  if (state !== 'confirmed') return;
  for (const { back } of rows) await takeBack(db, provider, { ...seen, state }, JSON.parse(back) as Back, now);
}

/** Of what was asked for; undefined where nobody can say. */
function shareBack(back: NonNullable<Back['back']>, asked: ContributionRow): number | undefined {
  if (asked.unit === back.unit) return rescaled(back.value, back.scale, asked.scale);
  return back.of > 0 ? Math.round(((asked.value ?? 0) * back.value) / back.of) : undefined;
}

async function takeBack(db: Db, provider: string, row: ContributionRow, event: Back, now: number): Promise<void> {
  const back = event.back && shareBack(event.back, row);
  if (back !== undefined && back < (row.value ?? 0)) {
    // It overtook the payment, and is taken off when that is told.
    if (row.state !== 'confirmed' && row.state !== 'refunded') return;
    const isNews = event.onTop === undefined ? undefined : (tx: Tx) => isFirst(tx, provider, event.onTop!, now);
    if (await giveBack(db, row.id, back, now, isNews)) return;
  }
  // The refund overtook the payment: it is as if nothing had come, and the payment will change nothing any more.
  const { numUpdatedRows } = await inTransaction(db, (tx) =>
    tx
      .updateTable('contributions')
      .set({ state: 'refunded' })
      .where('id', '=', row.id)
      .where('state', 'in', ['awaiting_payment', 'failed', 'expired', 'cancelled'])
      .executeTakeFirst(),
  );
  if (numUpdatedRows === 0n) await refund(db, row.id, now);
}

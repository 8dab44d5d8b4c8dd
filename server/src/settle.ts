import { addToHistory, Book, lockCampaign } from './book.ts';
import { newId } from './crypto.ts';
import { campaignsHere, type CampaignRecord } from './database/read.ts';
import { inTransaction, type Db, type Tx } from './database/open.ts';
import type { ContributionRow, Segment } from './database/tables.ts';
import { countDecline, countPaid } from './guard.ts';
import { announce } from './outbox.ts';
import { ProblemError } from './problem.ts';
import { receiptNumber, seriesOf } from './series.ts';

/** What is kept apart from the public part of a contribution, as JSON. */
export interface PrivatePart {
  name?: string | undefined;
  /** Sealed by the vault. */
  email?: string | undefined;
  message?: string | undefined;
  publishName: boolean;
  fields?: Record<string, unknown> | undefined;
  /** With the time each was given, and its words. */
  consents?: { id: string; version: string; granted: boolean; at: string; text?: string | undefined }[] | undefined;
  due?: string | undefined;
  actions: string[];
  shifts: string[];
  /** Full shifts that are waited for. */
  waitlist?: string[] | undefined;
  /** `tell` is an address, sealed as well. */
  dedication?: { kind: 'honour' | 'memory'; name: string; tell?: string | undefined; public: boolean } | undefined;
  organization?: string | undefined;
  coverFees: boolean;
  returnUrl?: string | undefined;
  source?: Record<string, string> | undefined;
  locale?: string | undefined;
  /** The honeypot was filled in: a hint for the operator, never a reason to refuse. */
  suspect: boolean;
}

/** Written beside what was done, in its transaction, and only when something was. */
export type Also = (tx: Tx, row: ContributionRow) => Promise<void>;

const nothing: Also = () => Promise.resolve();

/**
 * Money has arrived. Whoever says so (the test checkout, later a webhook) says it here; saying it twice changes nothing.
 *
 * @throws {ProblemError} `contribution-not-found`
 */
export async function confirm(db: Db, contributionId: string, now: number, also = nothing): Promise<ContributionRow> {
  return inTransaction(db, async (tx) => {
    const seen = await findContribution(tx, contributionId);
    const book = await Book.open(tx, seen.campaign_id);
    const row = await findContribution(tx, contributionId);
    if (row.state === 'confirmed' || row.state === 'refunded' || row.state === 'recorded') return row;
    await countPaid(tx, row.id, now);
    // Even after `expired` or `failed`: a payment that really arrived is never ignored.
    const counted = book.count(row, 'confirmed', now);
    book.change(counted);
    await book.write();
    await also(tx, counted);
    return counted;
  });
}

/**
 * A gift that repeats was paid once more. That is a contribution of its own, with a receipt and a place in the list, counted
 * as the first one was; nothing of the person is in it, and what they agreed to then was for that one.
 *
 * @param options.known the one that was made of this payment before, looked for while the campaign's row is held
 * @param options.also says what it is known by, in the same transaction
 * @throws {ProblemError} `campaign-not-found`, `amount-out-of-range`
 */
export async function renew(
  db: Db,
  first: ContributionRow,
  options: {
    value: number;
    provider: Pick<ContributionRow, 'provider' | 'provider_ref'>;
    now: number;
    known: (tx: Tx) => Promise<string | undefined>;
    also: Also;
  },
): Promise<ContributionRow> {
  const { value, provider, now, known, also } = options;
  return inTransaction(db, async (tx) => {
    const book = await Book.open(tx, first.campaign_id);
    const before = await known(tx);
    if (before !== undefined) return findContribution(tx, before);
    const nobody: PrivatePart = { publishName: false, actions: [], shifts: [], coverFees: false, suspect: false };
    const receipt = receiptNumber(await seriesOf(tx, book.campaign), book.nextReceipt, now);
    const share = first.counted === null ? null : await shareOf(tx, first, value);
    const row: ContributionRow = {
      ...{ ...first, ...provider, id: newId('ctr'), renews: first.id, receipt, value, counted: share },
      ...{
        created_at: new Date(now).toISOString(),
        private: JSON.stringify(nobody),
        email_mark: null,
        name_key: null,
        view_token_hash: null,
      },
      ...{ public: null, position: null, stone: null, next: null, expires_at: null },
    };
    const counted = book.count(row, 'confirmed', now);
    book.add(counted);
    await book.write();
    await also(tx, counted);
    return counted;
  });
}

/** The payment will not come. A contribution that is already paid stays as it is. */
export async function close(
  db: Db,
  contributionId: string,
  state: 'failed' | 'cancelled' | 'expired',
  now: number,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const row = await tx
      .updateTable('contributions')
      .set({ state })
      .where('id', '=', contributionId)
      .where('state', '=', 'awaiting_payment')
      .returningAll()
      .executeTakeFirst();
    if (!row) return;
    await announce(tx, row, state, now);
    if (state === 'failed') await countDecline(tx, contributionId, now);
  });
}

/** A card was refused where another may still be tried: nothing changes but what the guard knows. */
export async function declined(db: Db, contributionId: string, now: number): Promise<void> {
  await inTransaction(db, (tx) => countDecline(tx, contributionId, now));
}

/**
 * The contributor takes it back, while nothing is paid. What counted is taken off again with negative ledger rows, and
 * everything personal is forgotten.
 *
 * @returns the campaign when its totals changed
 * @throws {ProblemError} `not-withdrawable`, `contribution-not-found`
 */
export async function withdraw(db: Db, contributionId: string, now: number): Promise<string | undefined> {
  return inTransaction(db, async (tx) => {
    const { campaign, row } = await lockContribution(tx, contributionId);
    if (row.state === 'confirmed' || row.state === 'refunded') throw new ProblemError('not-withdrawable');
    const listed = row.position !== null;
    if (listed) await uncount(tx, campaign, row, now);
    await tx
      .updateTable('contributions')
      .set({
        state: 'cancelled',
        position: null,
        public: null,
        private: null,
        email_mark: null,
        name_key: null,
        stone: null,
        next: null,
      })
      .where('campaign_id', '=', campaign.id)
      .where('id', '=', row.id)
      .execute();
    await announce(tx, { ...row, state: 'cancelled' }, 'cancelled', now);
    return listed ? campaign.id : undefined;
  });
}

/**
 * The money has gone back. What counted is taken off again with negative ledger rows, and the contribution leaves the
 * public list; the organiser keeps it. Saying it twice changes nothing.
 *
 * @throws {ProblemError} `not-refundable`, `contribution-not-found`
 */
export async function refund(db: Db, contributionId: string, now: number, also = nothing): Promise<ContributionRow> {
  return inTransaction(db, async (tx) => {
    const { campaign, row } = await lockContribution(tx, contributionId);
    if (row.state === 'refunded') return row;
    if (row.state !== 'confirmed') throw new ProblemError('not-refundable');
    if (row.position !== null) await uncount(tx, campaign, row, now);
    const gone = { state: 'refunded', position: null, public: null, stone: null } as const;
    await tx
      .updateTable('contributions')
      .set(gone)
      .where('campaign_id', '=', campaign.id)
      .where('id', '=', row.id)
      .execute();
    await announce(tx, { ...row, ...gone }, 'refunded', now);
    await also(tx, row);
    return { ...row, ...gone };
  });
}

/**
 * The money of a promise has come: it leaves what is pledged and counts as given, matched as any other gift. Its stone
 * stays where it lies. Saying it twice changes nothing.
 *
 * @throws {ProblemError} `contribution-not-found`; `not-confirmable` for anything but a promise that counts
 */
export async function keepPromise(
  db: Db,
  contributionId: string,
  now: number,
  also = nothing,
): Promise<ContributionRow> {
  return inTransaction(db, async (tx) => {
    const { campaign, row } = await lockContribution(tx, contributionId);
    if (row.state === 'confirmed') return row;
    if (!isPromise(row)) throw new ProblemError('not-confirmable', { detail: `its state is ${row.state}` });
    await uncount(tx, campaign, row, now);
    const book = await Book.open(tx, campaign.id);
    const counted = book.count({ ...row, kind: 'donate' }, 'confirmed', now);
    const kept = { ...counted, kind: row.kind, stone: row.stone };
    book.change(kept);
    await book.write();
    // It has its stone: the one that counting gave it is the next one's.
    await tx
      .updateTable('campaigns')
      .set((old) => ({ stones: old('stones', '-', 1) }))
      .where('id', '=', campaign.id)
      .execute();
    await also(tx, kept);
    return kept;
  });
}

/** Promised, counted as such, and not paid yet. */
export const isPromise = ({ kind, state, position }: ContributionRow): boolean =>
  kind === 'pledge' && state === 'recorded' && position !== null;

/**
 * A part of the money has gone back: what counted is lowered to what is left, with a negative ledger row.
 *
 * @param back how much has gone back in all until now, so that hearing it twice changes nothing
 * @param isNews for what goes back on top of all before: whether it is heard for the first time, in the same transaction
 * @returns whether something is left
 */
export async function giveBack(
  db: Db,
  contributionId: string,
  back: number,
  now: number,
  isNews?: (tx: Tx) => Promise<boolean>,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { campaign, row } = await lockContribution(tx, contributionId);
    if (row.state !== 'confirmed' || row.goal_id === null || row.counted === null || row.value === null) return true;
    if (isNews && !(await isNews(tx))) return row.counted > 0;
    const left = Math.max(0, (isNews ? await leftOf(tx, row) : row.value) - back);
    const goal = campaign.document.goals.find((one) => one.id === row.goal_id);
    const isConverted = goal !== undefined && (goal.unit !== row.unit || goal.scale !== row.scale);
    const kept = isConverted ? await shareOf(tx, row, left) : left;
    const less = row.counted - Math.min(row.counted, kept);
    if (less === 0) return row.counted > 0;
    const at = new Date(now).toISOString();
    const { rev } = await tx
      .updateTable('campaigns')
      .set((old) => ({ rev: old('rev', '+', 1), updated_at: at }))
      .where('id', '=', campaign.id)
      .returning('rev')
      .executeTakeFirstOrThrow();
    const key = { campaign_id: campaign.id, goal_id: row.goal_id };
    await tx
      .insertInto('entries')
      .values({ ...key, contribution_id: row.id, segment: 'confirmed', amount: -less, rev, at })
      .execute();
    await tx
      .updateTable('goals')
      .set((old) => ({ confirmed: old('confirmed', '-', less) }))
      .where('campaign_id', '=', key.campaign_id)
      .where('goal_id', '=', key.goal_id)
      .execute();
    if (goal?.counting.includes.includes('confirmed'))
      await addToHistory(tx, { ...key, day: at.slice(0, 10), amount: -less });
    const counted = row.counted - less;
    const visible = row.public && JSON.parse(row.public);
    // What is counted is in the goal's unit, which need not be the one that was given.
    if (visible?.quantity) visible.quantity.value = isConverted ? left : counted;
    await tx
      .updateTable('contributions')
      .set({ counted, public: visible && JSON.stringify(visible) })
      .where('campaign_id', '=', campaign.id)
      .where('id', '=', row.id)
      .execute();
    await tx
      .insertInto('events')
      .values({ campaign_id: campaign.id, rev, type: 'changed', payload: '{}', at })
      .execute();
    await announce(tx, { ...row, counted }, 'changed', now);
    return counted > 0;
  });
}

/** Of what was given, as much as there is left of what was counted at first. */
async function leftOf(tx: Tx, row: ContributionRow): Promise<number> {
  const counted = await countedAtFirst(tx, row);
  return counted > 0 ? Number((BigInt(row.value ?? 0) * BigInt(row.counted ?? 0)) / BigInt(counted)) : 0;
}

/** What counts of so much of what was given: as at first, when it may have been another unit, and rounded down, as then. */
async function shareOf(tx: Tx, row: ContributionRow, left: number): Promise<number> {
  const counted = (await countedAtFirst(tx, row)) || (row.counted ?? 0); // of one that was never paid, what was to count
  return row.value ? Number((BigInt(counted) * BigInt(left)) / BigInt(row.value)) : 0;
}

async function countedAtFirst(tx: Tx, row: ContributionRow): Promise<number> {
  const entries = await tx
    .selectFrom('entries')
    .select('amount')
    .where('campaign_id', '=', row.campaign_id)
    .where('contribution_id', '=', row.id)
    .where('segment', '=', 'confirmed')
    .where('amount', '>', 0)
    .execute();
  return entries.reduce((sum, { amount }) => sum + amount, 0);
}

async function uncount(tx: Tx, campaign: CampaignRecord, row: ContributionRow, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  const { rev } = await tx
    .updateTable('campaigns')
    .set((old) => ({ rev: old('rev', '+', 1), listed: old('listed', '-', 1), updated_at: at }))
    .where('id', '=', campaign.id)
    .returning('rev')
    .executeTakeFirstOrThrow();
  const entries = await tx
    .selectFrom('entries')
    .selectAll()
    .where('contribution_id', '=', row.id)
    .where('campaign_id', '=', campaign.id)
    .execute();
  const goal = campaign.document.goals.find((one) => one.id === row.goal_id);
  // One row per segment: what was given back before is a row of its own, and a revision has one of each.
  const sums = new Map<string, { goal_id: string; segment: Segment; amount: number }>();
  for (const { goal_id, segment, amount } of entries) {
    const sum = sums.get(segment) ?? { goal_id, segment, amount: 0 };
    sums.set(segment, { ...sum, amount: sum.amount + amount });
  }
  for (const { goal_id, segment, amount } of sums.values()) {
    if (amount === 0) continue; // a promise that was kept, and is given back
    await tx
      .insertInto('entries')
      .values({ campaign_id: campaign.id, goal_id, contribution_id: row.id, segment, amount: -amount, rev, at })
      .execute();
    await tx
      .updateTable('goals')
      .set((old) => ({ [segment]: old(segment, '-', amount) }))
      .where('campaign_id', '=', campaign.id)
      .where('goal_id', '=', goal_id)
      .execute();
    if (goal?.counting.includes.includes(segment))
      await addToHistory(tx, { campaign_id: campaign.id, goal_id, day: at.slice(0, 10), amount: -amount });
  }
  if (entries.length > 0 && row.renews === null)
    await tx
      .updateTable('goals')
      .set((old) => ({ supporters: old('supporters', '-', 1) }))
      .where('campaign_id', '=', campaign.id)
      .where('goal_id', '=', entries[0]!.goal_id)
      .execute();
  const { actions = [], shifts = [] } = JSON.parse(row.private ?? '{}') as Partial<PrivatePart>;
  for (const [kind, ids] of Object.entries({ action: actions, shift: shifts }))
    if (ids.length > 0)
      await tx
        .updateTable('tallies')
        .set((old) => ({ amount: old('amount', '-', 1) }))
        .where('campaign_id', '=', campaign.id)
        .where('pathway_id', '=', row.pathway_id)
        .where('kind', '=', kind as 'action' | 'shift')
        .where('item_id', 'in', ids)
        .execute();
  // The event that published the name goes with it, or a late subscriber would still be told.
  await tx
    .deleteFrom('events')
    .where('campaign_id', '=', campaign.id)
    .where('rev', '=', row.position! - 1)
    .execute();
  await tx.insertInto('events').values({ campaign_id: campaign.id, rev, type: 'changed', payload: '{}', at }).execute();
}

async function lockContribution(tx: Tx, id: string): Promise<{ campaign: CampaignRecord; row: ContributionRow }> {
  const seen = await findContribution(tx, id);
  const campaign = await lockCampaign(tx, seen.campaign_id);
  return { campaign, row: await findContribution(tx, id) };
}

async function findContribution(tx: Tx, id: string): Promise<ContributionRow> {
  const row = await tx
    .selectFrom('contributions')
    .selectAll()
    .where('id', '=', id)
    .where('imported', '=', 0)
    .where('campaign_id', 'in', campaignsHere(tx))
    .executeTakeFirst();
  if (!row) throw new ProblemError('contribution-not-found');
  return row;
}

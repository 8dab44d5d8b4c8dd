import { matchLeft, raisedOf, recordOf, totalOf, type CampaignRecord } from './database/read.ts';
import { inTransaction, type Db, type Tx } from './database/open.ts';
import type { ContributionRow, Segment } from './database/tables.ts';
import { countDecline, countPaid } from './guard.ts';
import { announce } from './outbox.ts';
import { ProblemError } from './problem.ts';

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
  /** The goal was raised by another currency than the one that was given. */
  converted?: boolean | undefined;
  returnUrl?: string | undefined;
  source?: Record<string, string> | undefined;
  locale?: string | undefined;
  /** The honeypot was filled in: a hint for the operator, never a reason to refuse. */
  suspect: boolean;
}

/**
 * Takes the campaign's row: from here to the end of the transaction this campaign's revisions are ours to give.
 *
 * @param take how many receipt numbers are taken with it; the last of them is `receipts`
 */
export async function lockCampaign(tx: Tx, id: string, take = 0): Promise<CampaignRecord & { receipts: number }> {
  const row = await tx
    .updateTable('campaigns')
    .set((old) => ({ receipts: old('receipts', '+', take) }))
    .where('id', '=', id)
    .returning(['rev', 'fingerprint', 'opening_stones', 'listed', 'updated_at', 'receipts'])
    .executeTakeFirst();
  return { ...(await recordOf(tx, id, row)), receipts: row?.receipts ?? 0 };
}

/**
 * Makes a contribution count: stone, totals, ledger, chart, milestones, public list and events, all in the caller's
 * transaction, so that after any crash the sum of the ledger is the total. The caller holds the campaign's row.
 *
 * Two revisions are used: the first for the contribution as such, the second for the totals, so that a client may apply
 * either event without the other.
 *
 * @returns the row as it now is
 */
export async function count(
  tx: Tx,
  campaign: CampaignRecord,
  row: ContributionRow,
  state: 'recorded' | 'confirmed',
  now: number,
): Promise<ContributionRow> {
  const at = new Date(now).toISOString();
  const { rev, stones } = await tx
    .updateTable('campaigns')
    .set((old) => ({
      rev: old('rev', '+', 2),
      stones: old('stones', '+', 1),
      listed: old('listed', '+', 1),
      updated_at: at,
    }))
    .where('id', '=', campaign.id)
    .returning(['rev', 'stones'])
    .executeTakeFirstOrThrow();

  const hidden = JSON.parse(row.private ?? '{}') as PrivatePart;
  const { matched, milestone } = await raise(tx, campaign, row, rev, now);
  const placesChanged = await tally(tx, campaign, row, hidden, 1);

  const visible = JSON.stringify(publicPart(row, hidden, at, matched));
  const counted = { ...row, state, stone: campaign.openingStones + stones, position: rev, public: visible };
  await tx
    .updateTable('contributions')
    .set({ state, stone: counted.stone, position: rev, public: visible })
    .where('campaign_id', '=', campaign.id)
    .where('id', '=', row.id)
    .execute();
  await tx
    .insertInto('events')
    .values([
      { campaign_id: campaign.id, rev: rev - 1, type: 'contribution', payload: visible, at },
      { campaign_id: campaign.id, rev, type: milestone || placesChanged ? 'changed' : 'goals', payload: '{}', at },
    ])
    .execute();
  // A subscriber further behind than this reads the document again instead.
  if (rev % 512 < 2)
    await tx
      .deleteFrom('events')
      .where('campaign_id', '=', campaign.id)
      .where('rev', '<', rev - 2048)
      .execute();
  await announce(tx, counted, state, now);
  return counted;
}

/** Adds to the goal, its ledger and its chart. */
async function raise(
  tx: Tx,
  campaign: CampaignRecord,
  row: ContributionRow,
  rev: number,
  now: number,
): Promise<{ matched: number; milestone: boolean }> {
  const goal = campaign.document.goals.find((one) => one.id === row.goal_id);
  if (!goal || row.counted === null) return { matched: 0, milestone: false };
  const key = { campaign_id: campaign.id, goal_id: goal.id };
  const before = await tx
    .selectFrom('goals')
    .selectAll()
    .where('campaign_id', '=', key.campaign_id)
    .where('goal_id', '=', key.goal_id)
    .executeTakeFirstOrThrow();

  const segment: Segment = row.kind === 'pledge' ? 'pledged' : 'confirmed';
  const at = new Date(now).toISOString();
  let matched = 0;
  const { match } = goal;
  if (match && segment === 'confirmed' && (!match.endsAt || now <= Date.parse(match.endsAt))) {
    const wanted = Number((BigInt(row.counted) * BigInt(Math.round(match.ratio * 1e6))) / 1_000_000n);
    matched = Math.min(wanted, matchLeft(goal, before) ?? wanted);
  }
  const after = {
    ...before,
    supporters: before.supporters + 1,
    matched: before.matched + matched,
    [segment]: before[segment] + row.counted,
  };
  const raised = raisedOf(goal, after);
  const sum = raised.confirmed + (raised.pledged ?? 0) + (raised.matched ?? 0) + (raised.offline ?? 0);
  if (!Number.isSafeInteger(sum))
    throw new ProblemError('amount-out-of-range', { detail: 'the total would no longer be exact' });

  await tx
    .updateTable('goals')
    .set({ confirmed: after.confirmed, pledged: after.pledged, matched: after.matched, supporters: after.supporters })
    .where('campaign_id', '=', key.campaign_id)
    .where('goal_id', '=', key.goal_id)
    .execute();
  const entry = { ...key, contribution_id: row.id, rev, at };
  await tx
    .insertInto('entries')
    .values([
      { ...entry, segment, amount: row.counted },
      ...(matched > 0 ? [{ ...entry, segment: 'matched' as const, amount: matched }] : []),
    ])
    .execute();

  const oldTotal = totalOf(goal, raisedOf(goal, before));
  const newTotal = totalOf(goal, raised);
  await addToHistory(tx, { ...key, day: at.slice(0, 10), amount: newTotal - oldTotal });
  const reached = goal.milestones.filter((one) => !one.reachedAt && one.at > oldTotal && one.at <= newTotal);
  for (const milestone of reached) {
    await tx
      .insertInto('milestones')
      .values({ ...key, milestone_id: milestone.id, reached_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return { matched, milestone: reached.length > 0 };
}

async function addToHistory(
  tx: Tx,
  row: { campaign_id: string; goal_id: string; day: string; amount: number },
): Promise<void> {
  if (row.amount === 0) return;
  await tx
    .insertInto('history')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['campaign_id', 'goal_id', 'day'])
        .doUpdateSet((old) => ({ amount: old('history.amount', '+', row.amount) })),
    )
    .execute();
}

/** Counts actions and takes or returns places. @returns true when places changed */
async function tally(
  tx: Tx,
  campaign: CampaignRecord,
  row: ContributionRow,
  hidden: PrivatePart,
  by: 1 | -1,
): Promise<boolean> {
  const shifts = hidden.shifts ?? [];
  const items = [
    ...(hidden.actions ?? []).map((id) => ({ kind: 'action' as const, id })),
    ...shifts.map((id) => ({ kind: 'shift' as const, id })),
  ];
  const pathway = campaign.document.pathways.find((one) => one.id === row.pathway_id);
  for (const { kind, id } of items) {
    const key = { campaign_id: campaign.id, pathway_id: row.pathway_id, kind, item_id: id };
    const { amount } = await tx
      .insertInto('tallies')
      .values({ ...key, amount: Math.max(by, 0) })
      .onConflict((conflict) =>
        conflict
          .columns(['campaign_id', 'pathway_id', 'kind', 'item_id'])
          .doUpdateSet((old) => ({ amount: old('tallies.amount', '+', by) })),
      )
      .returning('amount')
      .executeTakeFirstOrThrow();
    const places = kind === 'shift' ? pathway?.shifts.find((shift) => shift.id === id)?.places : undefined;
    if (by === 1 && places !== undefined && amount > places) {
      const pointer = `/shifts/${shifts.indexOf(id)}`;
      throw new ProblemError('shift-full', { errors: [{ pointer, code: 'shift-full' }] });
    }
  }
  return shifts.length > 0;
}

/** What everybody may read. The minute, not the second: a list must not tell when exactly somebody paid. */
function publicPart(row: ContributionRow, hidden: PrivatePart, at: string, matched: number): Record<string, unknown> {
  // Who gives in the name of an organization is shown by its name, and under the same consent.
  const name = hidden.organization || hidden.name;
  const named = hidden.publishName && name !== undefined && name !== '';
  const { dedication } = hidden;
  // What was counted is in the goal's unit, which need not be the one that was given.
  const value = hidden.converted ? row.value : (row.counted ?? row.value);
  return {
    id: row.id,
    at: `${at.slice(0, 16)}:00Z`,
    pathwayId: row.pathway_id,
    kind: row.kind,
    ...(value === null ? {} : { quantity: { value, unit: row.unit, scale: row.scale } }),
    ...(row.frequency === null ? {} : { frequency: row.frequency }),
    ...(named ? { name } : {}),
    anonymous: !named,
    ...(hidden.publishName && hidden.message ? { message: hidden.message } : {}),
    ...(matched > 0 ? { matched } : {}),
    ...(dedication?.public ? { dedication: { kind: dedication.kind, name: dedication.name } } : {}),
  };
}

/**
 * Money has arrived. Whoever says so (the test checkout, later a webhook) says it here; saying it twice changes nothing.
 *
 * @throws {ProblemError} `contribution-not-found`
 */
export async function confirm(db: Db, contributionId: string, now: number): Promise<ContributionRow> {
  return inTransaction(db, async (tx) => {
    const { campaign, row } = await lockContribution(tx, contributionId);
    if (row.state === 'confirmed' || row.state === 'refunded' || row.state === 'recorded') return row;
    await countPaid(tx, row.id, now);
    // Even after `expired` or `failed`: a payment that really arrived is never ignored.
    return count(tx, campaign, row, 'confirmed', now);
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
export async function refund(db: Db, contributionId: string, now: number): Promise<ContributionRow> {
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
    return { ...row, ...gone };
  });
}

/**
 * A part of the money has gone back: what counted is lowered to what is left, with a negative ledger row.
 *
 * @param back how much has gone back in all until now, so that hearing it twice changes nothing
 */
export async function giveBack(db: Db, contributionId: string, back: number, now: number): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { campaign, row } = await lockContribution(tx, contributionId);
    if (row.state !== 'confirmed' || row.goal_id === null || row.counted === null || row.value === null) return;
    const less = row.counted - Math.max(0, Math.min(row.counted, row.value - back));
    if (less === 0) return;
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
    const goal = campaign.document.goals.find((one) => one.id === row.goal_id);
    if (goal?.counting.includes.includes('confirmed'))
      await addToHistory(tx, { ...key, day: at.slice(0, 10), amount: -less });
    const counted = row.counted - less;
    const visible = row.public && JSON.parse(row.public);
    if (visible?.quantity) visible.quantity.value = counted;
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
  });
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
  if (entries.length > 0)
    await tx
      .updateTable('goals')
      .set((old) => ({ supporters: old('supporters', '-', 1) }))
      .where('campaign_id', '=', campaign.id)
      .where('goal_id', '=', entries[0]!.goal_id)
      .execute();
  await tally(tx, campaign, row, JSON.parse(row.private ?? '{}') as PrivatePart, -1);
  // The event that published the name goes with it, or a late subscriber would still be told.
  await tx
    .deleteFrom('events')
    .where('campaign_id', '=', campaign.id)
    .where('rev', '=', row.position! - 1)
    .execute();
  await tx.insertInto('events').values({ campaign_id: campaign.id, rev, type: 'changed', payload: '{}', at }).execute();
}

async function lockContribution(tx: Tx, id: string): Promise<{ campaign: CampaignRecord; row: ContributionRow }> {
  const find = () =>
    tx.selectFrom('contributions').selectAll().where('id', '=', id).where('imported', '=', 0).executeTakeFirst();
  const seen = await find();
  if (!seen) throw new ProblemError('contribution-not-found');
  const campaign = await lockCampaign(tx, seen.campaign_id);
  return { campaign, row: (await find())! };
}

import type { Selectable } from 'kysely';
import { insertRows } from './database/insert.ts';
import type { Tx } from './database/open.ts';
import { matchLeft, raisedOf, recordOf, totalOf, type CampaignRecord } from './database/read.ts';
import type { ContributionRow, Segment, Tables } from './database/tables.ts';
import { announceAll, type Announced } from './outbox.ts';
import { ProblemError } from './problem.ts';
import type { PrivatePart } from './settle.ts';

type Row<T extends keyof Tables> = Selectable<Tables[T]>;

/** How many revisions of events are kept. A subscriber further behind reads the document again instead. */
const KEPT_EVENTS = 2048;
const TRIM_EVERY = 512;

type LockedCampaign = CampaignRecord & Pick<Row<'campaigns'>, 'stones' | 'receipts' | 'series'>;

/**
 * Takes the campaign's row: until the transaction ends its revisions, receipt numbers, keys and proofs are ours to give.
 *
 * @throws {ProblemError} `campaign-not-found`
 */
export async function lockCampaign(tx: Tx, id: string): Promise<LockedCampaign> {
  const row = await tx
    .updateTable('campaigns')
    .set((old) => ({ receipts: old.ref('receipts') }))
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returning(['rev', 'fingerprint', 'opening_stones', 'listed', 'updated_at', 'receipts', 'stones', 'series'])
    .executeTakeFirst();
  const campaign = await recordOf(tx, id, row);
  return { ...campaign, stones: row!.stones, receipts: row!.receipts, series: row!.series };
}

/**
 * A campaign's figures, for the length of one transaction that holds the campaign's row. What counts is reckoned here and
 * written at the end with one statement per table, whether it was one contribution or thirty: statements, not rows, are
 * what a contribution costs.
 *
 * Whatever refuses a contribution does so before the book is changed: the others of the transaction go on.
 */
export class Book {
  readonly #made: ContributionRow[] = [];
  readonly #changed: ContributionRow[] = [];
  readonly #events: Row<'events'>[] = [];
  readonly #entries: Row<'entries'>[] = [];
  readonly #history = new Map<string, Row<'history'>>();
  readonly #milestones: Row<'milestones'>[] = [];
  readonly #goalsChanged = new Set<string>();
  readonly #talliesChanged = new Set<string>();
  readonly #claims: Row<'idempotency'>[] = [];
  readonly #attempts: Row<'attempts'>[] = [];
  readonly #proofs: Row<'proofs'>[] = [];
  readonly #announced: Announced[] = [];
  readonly #firstRev: number;
  #counted = 0;
  #receipts = 0;
  /** What the latest count has to say to those who watch; it stands for the earlier ones. */
  #told: Row<'events'> | undefined;

  private constructor(
    readonly tx: Tx,
    readonly campaign: LockedCampaign,
    readonly goals: Map<string, Row<'goals'>>,
    readonly tallies: Map<string, Row<'tallies'>>,
  ) {
    this.#firstRev = campaign.rev;
  }

  /** @throws {ProblemError} `campaign-not-found` */
  static async open(tx: Tx, id: string): Promise<Book> {
    const campaign = await lockCampaign(tx, id);
    const goals = await tx.selectFrom('goals').selectAll().where('campaign_id', '=', id).execute();
    const countsItems = campaign.document.pathways.some((one) => one.actions.length > 0 || one.shifts.length > 0);
    const tallies = countsItems
      ? await tx.selectFrom('tallies').selectAll().where('campaign_id', '=', id).execute()
      : [];
    return new Book(
      tx,
      campaign,
      new Map(goals.map((goal) => [goal.goal_id, goal])),
      new Map(tallies.map((tally) => [tallyKey(tally.pathway_id, tally.kind, tally.item_id), tally])),
    );
  }

  /** The number of the next receipt. It is used up by {@link add}. */
  get nextReceipt(): number {
    return this.campaign.openingStones + this.campaign.receipts + this.#receipts + 1;
  }

  /** A new contribution, in the state it is in. */
  add(row: ContributionRow): void {
    this.#receipts++;
    this.#made.push(row);
  }

  /** A contribution that is there already and now counts. */
  change(row: ContributionRow): void {
    this.#changed.push(row);
  }

  claim(claim: Row<'idempotency'>): void {
    this.#claims.push(claim);
  }

  attempt(attempt: Row<'attempts'>): void {
    this.#attempts.push(attempt);
  }

  spend(proof: Row<'proofs'>): void {
    this.#proofs.push(proof);
  }

  /**
   * Makes a contribution count: stone, totals, ledger, chart, milestones, public list and events, so that after any crash
   * the sum of the ledger is the total.
   *
   * Two revisions are used: the first for the contribution as such, the second for the totals, so that a client may apply
   * either event without the other.
   *
   * @returns the row as it now is, for {@link add} or {@link change}
   * @throws {ProblemError} `shift-full`, `amount-out-of-range`; the book is then as it was
   */
  count(row: ContributionRow, state: 'recorded' | 'confirmed', now: number): ContributionRow {
    const { campaign } = this;
    const at = new Date(now).toISOString();
    const hidden = JSON.parse(row.private ?? '{}') as PrivatePart;
    const tallies = this.#tallied(row, hidden);
    const raise = this.#raised(row, now);

    this.#counted++;
    const rev = this.#firstRev + 2 * this.#counted;
    for (const tally of tallies) {
      const key = tallyKey(tally.pathway_id, tally.kind, tally.item_id);
      this.tallies.set(key, tally);
      this.#talliesChanged.add(key);
    }
    const reached = raise ? this.#raise(raise, row, { rev, at }) : 0;

    const visible = JSON.stringify(publicPart(row, hidden, at, raise));
    const stone = campaign.openingStones + campaign.stones + this.#counted;
    const counted = { ...row, state, stone, position: rev, public: visible };
    this.#events.push({ campaign_id: campaign.id, rev: rev - 1, type: 'contribution', payload: visible, at });
    const changed = this.#told?.type === 'changed' || reached > 0 || (hidden.shifts ?? []).length > 0;
    this.#told = { campaign_id: campaign.id, rev, type: changed ? 'changed' : 'goals', payload: '{}', at };
    this.announce(counted, state, now);
    return counted;
  }

  /** What receivers of webhooks are to be told. */
  announce(row: ContributionRow, what: Announced['what'], now: number): void {
    this.#announced.push({ row, what, now });
  }

  /** Writes all of it. */
  async write(): Promise<void> {
    const { tx, campaign } = this;
    const { id } = campaign;
    await insertRows(tx, 'contributions', this.#made);
    for (const { state, stone, position, public: visible, id: one } of this.#changed)
      await tx
        .updateTable('contributions')
        .set({ state, stone, position, public: visible })
        .where('campaign_id', '=', id)
        .where('id', '=', one)
        .execute();
    await insertRows(tx, 'idempotency', this.#claims);
    await insertRows(tx, 'attempts', this.#attempts);
    await insertRows(tx, 'proofs', this.#proofs);
    await insertRows(tx, 'entries', this.#entries);
    await insertRows(tx, 'events', this.#told ? [...this.#events, this.#told] : []);
    await this.#writeTotals();
    await announceAll(tx, this.#announced);

    const rev = this.#firstRev + 2 * this.#counted;
    const at = this.#told?.at;
    if (this.#receipts > 0 || at !== undefined)
      await tx
        .updateTable('campaigns')
        .set((old) => ({
          receipts: old('receipts', '+', this.#receipts),
          rev,
          stones: old('stones', '+', this.#counted),
          listed: old('listed', '+', this.#counted),
          ...(at === undefined ? {} : { updated_at: at }),
        }))
        .where('id', '=', id)
        .execute();
    if (Math.floor(rev / TRIM_EVERY) > Math.floor(this.#firstRev / TRIM_EVERY))
      await tx
        .deleteFrom('events')
        .where('campaign_id', '=', id)
        .where('rev', '<', rev - KEPT_EVENTS)
        .execute();
  }

  async #writeTotals(): Promise<void> {
    const { tx } = this;
    for (const goalId of this.#goalsChanged) {
      const { confirmed, pledged, matched, supporters } = this.goals.get(goalId)!;
      await tx
        .updateTable('goals')
        .set({ confirmed, pledged, matched, supporters })
        .where('campaign_id', '=', this.campaign.id)
        .where('goal_id', '=', goalId)
        .execute();
    }
    for (const key of this.#talliesChanged) {
      const tally = this.tallies.get(key)!;
      await tx
        .insertInto('tallies')
        .values(tally)
        .onConflict((conflict) =>
          conflict.columns(['campaign_id', 'pathway_id', 'kind', 'item_id']).doUpdateSet({ amount: tally.amount }),
        )
        .execute();
    }
    for (const day of this.#history.values()) await addToHistory(tx, day);
    for (const milestone of this.#milestones)
      await tx
        .insertInto('milestones')
        .values(milestone)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
  }

  /** The tallies as they would be. */
  #tallied(row: ContributionRow, hidden: PrivatePart): Row<'tallies'>[] {
    const shifts = hidden.shifts ?? [];
    const items = [
      ...(hidden.actions ?? []).map((id) => ({ kind: 'action' as const, id })),
      ...shifts.map((id) => ({ kind: 'shift' as const, id })),
    ];
    if (items.length === 0) return [];
    const pathway = this.campaign.document.pathways.find((one) => one.id === row.pathway_id);
    return items.map(({ kind, id }) => {
      const amount = (this.tallies.get(tallyKey(row.pathway_id, kind, id))?.amount ?? 0) + 1;
      const places = kind === 'shift' ? pathway?.shifts.find((shift) => shift.id === id)?.places : undefined;
      if (places !== undefined && amount > places)
        throw new ProblemError('shift-full', {
          errors: [{ pointer: `/shifts/${shifts.indexOf(id)}`, code: 'shift-full' }],
        });
      return { campaign_id: this.campaign.id, pathway_id: row.pathway_id, kind, item_id: id, amount };
    });
  }

  /** The goal as it would be; undefined where nothing is counted. */
  #raised(row: ContributionRow, now: number): Raise | undefined {
    const goal = this.campaign.document.goals.find((one) => one.id === row.goal_id);
    if (!goal || row.counted === null) return undefined;
    const before = this.goals.get(goal.id);
    if (!before) throw new Error(`the goal ${goal.id} has no totals`);
    const segment: Segment = row.kind === 'pledge' ? 'pledged' : 'confirmed';
    let matched = 0;
    const { match } = goal;
    if (match && segment === 'confirmed' && (!match.endsAt || now <= Date.parse(match.endsAt))) {
      const wanted = Number((BigInt(row.counted) * BigInt(Math.round(match.ratio * 1e6))) / 1_000_000n);
      matched = Math.min(wanted, matchLeft(goal, before) ?? wanted);
    }
    const after = {
      ...before,
      supporters: before.supporters + (row.renews === null ? 1 : 0), // the same person again
      matched: before.matched + matched,
      [segment]: before[segment] + row.counted,
    };
    const raised = raisedOf(goal, after);
    const sum = raised.confirmed + (raised.pledged ?? 0) + (raised.matched ?? 0) + (raised.offline ?? 0);
    if (!Number.isSafeInteger(sum))
      throw new ProblemError('amount-out-of-range', { detail: 'the total would no longer be exact' });
    return {
      goal,
      before,
      after,
      segment,
      matched,
      from: totalOf(goal, raisedOf(goal, before)),
      to: totalOf(goal, raised),
    };
  }

  /** @returns how many milestones were reached */
  #raise(raise: Raise, row: ContributionRow, { rev, at }: { rev: number; at: string }): number {
    const { goal, after, segment, matched, from, to } = raise;
    const key = { campaign_id: this.campaign.id, goal_id: goal.id };
    this.goals.set(goal.id, after);
    this.#goalsChanged.add(goal.id);
    const entry = { ...key, contribution_id: row.id, rev, at };
    this.#entries.push({ ...entry, segment, amount: row.counted! });
    if (matched > 0) this.#entries.push({ ...entry, segment: 'matched', amount: matched });
    const day = at.slice(0, 10);
    const point = this.#history.get(`${goal.id} ${day}`) ?? { ...key, day, amount: 0 };
    this.#history.set(`${goal.id} ${day}`, { ...point, amount: point.amount + to - from });
    const reached = goal.milestones.filter((one) => !one.reachedAt && one.at > from && one.at <= to);
    for (const milestone of reached) this.#milestones.push({ ...key, milestone_id: milestone.id, reached_at: at });
    return reached.length;
  }
}

interface Raise {
  goal: CampaignRecord['document']['goals'][number];
  before: Row<'goals'>;
  after: Row<'goals'>;
  segment: Segment;
  matched: number;
  from: number;
  to: number;
}

function tallyKey(pathwayId: string, kind: string, itemId: string): string {
  return JSON.stringify([pathwayId, kind, itemId]);
}

/** Adds to a day of the chart. */
export async function addToHistory(tx: Tx, row: Row<'history'>): Promise<void> {
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

/** What everybody may read. The minute, not the second: a list must not tell when exactly somebody paid. */
function publicPart(
  row: ContributionRow,
  hidden: PrivatePart,
  at: string,
  raise: Raise | undefined,
): Record<string, unknown> {
  const matched = raise?.matched ?? 0;
  // Who gives in the name of an organization is shown by its name, and under the same consent.
  const name = hidden.organization || hidden.name;
  const named = hidden.publishName && name !== undefined && name !== '';
  const { dedication } = hidden;
  // What was counted is in the goal's unit, which need not be the one that was given.
  const isConverted = raise !== undefined && (raise.goal.unit !== row.unit || raise.goal.scale !== row.scale);
  const value = isConverted ? row.value : (row.counted ?? row.value);
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

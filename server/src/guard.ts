/**
 * What stands between card testers and the payment provider. They try thousands of stolen cards with small sums, from
 * many addresses, against whoever answers quickest; each decline costs the organisation money and, with its bank, trust.
 * So limits are layered, each in a bucket of its own, and declines, which no visitor can fake away, open a breaker.
 *
 * Everything about declines is in the database: the webhook that tells of one may arrive at another instance.
 */
import { createHmac } from 'node:crypto';
import type { Kysely, Migration } from 'kysely';
import type { Db, Tx } from './database/open.ts';
import { TokenBuckets, networkOf } from './limits.ts';
import { ProblemError } from './problem.ts';
import type { Limits } from './settings.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WINDOW_MS = 10 * MINUTE_MS;
/** The latest attempts that are looked at: an attack shows in few, and a giving day must not make this slow. */
const LOOKED_AT = 50;
/** So many declines of one source in the window keep it away for an hour. */
const SOURCE_DECLINES = 3;
/** A breaker opens when at least so many attempts were declined, and more than half of those that were decided. */
const BREAKER_DECLINES = 5;
const PAUSE_MS = 2 * MINUTE_MS;
const LONGEST_PAUSE_MS = 30 * MINUTE_MS;
/** After a pause so many may try; what becomes of them decides whether the breaker closes or opens for longer. */
const PROBES = 2;
const PROBES_ANEW_MS = 3 * MINUTE_MS;

export interface AttemptTable {
  contribution_id: string;
  campaign_id: string;
  /** Sums of one size are judged together, so that an attack with small ones does not stop a large one. */
  band: number;
  /** The address under a key that changes daily; kept for seven days at most. */
  source: string;
  at: number;
  declines: number;
  declined_at: number | null;
  paid_at: number | null;
}

export interface BreakerTable {
  campaign_id: string;
  band: number;
  /** Nothing is let through before; later, a few at a time until one is paid. */
  until: number;
  trips: number;
  probes: number;
  probed_at: number;
}

export const guardMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const create = db.schema;
    await create
      .createTable('attempts')
      .addColumn('contribution_id', 'text', (c) => c.primaryKey())
      .addColumn('campaign_id', 'text', (c) => c.notNull())
      .addColumn('band', 'integer', (c) => c.notNull())
      .addColumn('source', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('declines', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('declined_at', 'bigint')
      .addColumn('paid_at', 'bigint')
      .execute();
    await create.createIndex('attempts_recent').on('attempts').columns(['campaign_id', 'band', 'at']).execute();
    await create.createIndex('attempts_source').on('attempts').columns(['source', 'declined_at']).execute();
    await create.createIndex('attempts_age').on('attempts').columns(['at']).execute();
    await create
      .createTable('breakers')
      .addColumn('campaign_id', 'text', (c) => c.notNull())
      .addColumn('band', 'integer', (c) => c.notNull())
      .addColumn('until', 'bigint', (c) => c.notNull())
      .addColumn('trips', 'integer', (c) => c.notNull())
      .addColumn('probes', 'integer', (c) => c.notNull())
      .addColumn('probed_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('breakers_key', ['campaign_id', 'band'])
      .execute();
  },
};

export interface Attempt {
  campaignId: string;
  contributionId: string;
  amount: { value: number; scale: number };
  address: string;
}

/** 0: under 10 units, 1: under 30, 2: under 100, 3: more. Card testers stay small, donors do not. */
export function bandOf({ value, scale }: Attempt['amount']): number {
  const units = value / 10 ** scale;
  return [10, 30, 100].filter((edge) => units >= edge).length;
}

export class Guard {
  readonly #addresses: TokenBuckets;
  readonly #networks: TokenBuckets;

  constructor(
    readonly db: Db,
    readonly secret: string,
    readonly now: () => number,
    limits: Pick<Limits, 'donationsPerHour' | 'networkPerHour'>,
  ) {
    const { donationsPerHour, networkPerHour } = limits;
    this.#addresses = new TokenBuckets('donations', donationsPerHour / 3600, donationsPerHour, now);
    this.#networks = new TokenBuckets('network', networkPerHour / 3600, networkPerHour, now);
  }

  /**
   * May this attempt go to the payment provider? Every refusal looks the same: which limit it was is nobody's business.
   *
   * @throws {ProblemError} `too-many-requests`
   */
  async admit(attempt: Omit<Attempt, 'contributionId'>): Promise<void> {
    const now = this.now();
    const refuse = (until: number) =>
      new ProblemError('too-many-requests', { retryAfter: Math.max(1, Math.ceil((until - now) / 1000)) });
    const blocked = await this.#blockedUntil(attempt.address, now);
    if (blocked > now) throw refuse(blocked);
    const wait = await this.#breaker(attempt.campaignId, bandOf(attempt.amount), now);
    if (wait > now) throw refuse(wait);
    this.#addresses.take(attempt.address);
    this.#networks.take(networkOf(attempt.address));
  }

  /** What is to be remembered of an attempt, in the transaction that makes its contribution. */
  rowOf(attempt: Attempt): AttemptTable {
    const now = this.now();
    return {
      contribution_id: attempt.contributionId,
      campaign_id: attempt.campaignId,
      band: bandOf(attempt.amount),
      source: this.#source(attempt.address, now),
      at: now,
      declines: 0,
      declined_at: null,
      paid_at: null,
    };
  }

  /**
   * True while this campaign looks attacked: more than a fifth of what was decided was declined, or many came and nobody
   * paid. Everybody is then asked for a proof of work, which a visitor does not notice.
   */
  async alarmed(campaignId: string): Promise<boolean> {
    const recent = await this.db
      .selectFrom('attempts')
      .select(['declines', 'paid_at'])
      .where('campaign_id', '=', campaignId)
      .where('at', '>', this.now() - WINDOW_MS)
      .orderBy('at', 'desc')
      .limit(LOOKED_AT)
      .execute();
    const { declined, paid } = tallyOf(recent);
    if (recent.length === LOOKED_AT && paid === 0) return true;
    return declined >= SOURCE_DECLINES && declined > 0.2 * (declined + paid);
  }

  async #blockedUntil(address: string, now: number): Promise<number> {
    const days = [now, now - 24 * HOUR_MS].map((day) => this.#source(address, day));
    const declined = await this.db
      .selectFrom('attempts')
      .select(['declines', 'declined_at'])
      .where('source', 'in', days)
      .where('declined_at', '>', now - HOUR_MS - WINDOW_MS)
      .orderBy('declined_at', 'desc')
      .limit(LOOKED_AT)
      .execute();
    const times = declined.flatMap((row) => Array<number>(row.declines).fill(row.declined_at!));
    for (const [index, latest] of times.entries()) {
      const third = times[index + SOURCE_DECLINES - 1];
      if (third !== undefined && latest - third <= WINDOW_MS) return latest + HOUR_MS;
    }
    return 0;
  }

  /** @returns when this size of gift may be tried again; 0 for now */
  async #breaker(campaignId: string, band: number, now: number): Promise<number> {
    const breaker = await this.db
      .selectFrom('breakers')
      .selectAll()
      .where('campaign_id', '=', campaignId)
      .where('band', '=', band)
      .executeTakeFirst();
    if (!breaker || breaker.trips === 0) return 0;
    if (breaker.until > now) return breaker.until;
    const anew = now - breaker.probed_at >= PROBES_ANEW_MS;
    if (!anew && breaker.probes >= PROBES) return breaker.probed_at + PROBES_ANEW_MS;
    // Of those who come at once exactly as many pass as there are probes: each names the count it has seen.
    const { numUpdatedRows } = await this.db
      .updateTable('breakers')
      .set({ probes: anew ? 1 : breaker.probes + 1, probed_at: anew ? now : breaker.probed_at })
      .where('campaign_id', '=', campaignId)
      .where('band', '=', band)
      .where('probes', '=', breaker.probes)
      .where('probed_at', '=', breaker.probed_at)
      .where('until', '=', breaker.until)
      .executeTakeFirst();
    return numUpdatedRows === 1n ? 0 : now + 1000;
  }

  #source(address: string, now: number): string {
    const day = new Date(now).toISOString().slice(0, 10);
    return createHmac('sha256', this.secret).update(`source:${day}:${address}`).digest('base64url').slice(0, 22);
  }
}

function tallyOf(rows: readonly Pick<AttemptTable, 'declines' | 'paid_at'>[]): { declined: number; paid: number } {
  return {
    declined: rows.reduce((sum, row) => sum + row.declines, 0),
    paid: rows.filter((row) => row.paid_at !== null).length,
  };
}

/** A card was refused. Called in the transaction that learns of it. */
export async function countDecline(tx: Tx, contributionId: string, now: number): Promise<void> {
  const attempt = await tx
    .updateTable('attempts')
    .set((old) => ({ declines: old('declines', '+', 1), declined_at: now }))
    .where('contribution_id', '=', contributionId)
    .returning(['campaign_id', 'band'])
    .executeTakeFirst();
  if (!attempt) return;
  const recent = await tx
    .selectFrom('attempts')
    .select(['declines', 'paid_at'])
    .where('campaign_id', '=', attempt.campaign_id)
    .where('band', '=', attempt.band)
    .where('at', '>', now - WINDOW_MS)
    .orderBy('at', 'desc')
    .limit(LOOKED_AT)
    .execute();
  const { declined, paid } = tallyOf(recent);
  const breaker = await tx
    .selectFrom('breakers')
    .selectAll()
    .where('campaign_id', '=', attempt.campaign_id)
    .where('band', '=', attempt.band)
    .executeTakeFirst();
  const halfOpen = (breaker?.trips ?? 0) > 0;
  if (breaker && breaker.until > now) return; // one of those that were under way when it opened
  if (!halfOpen && (declined < BREAKER_DECLINES || declined <= paid)) return;
  const trips = (breaker?.trips ?? 0) + 1;
  const opened = {
    until: now + Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** (trips - 1)),
    trips,
    probes: 0,
    probed_at: 0,
  };
  await tx
    .insertInto('breakers')
    .values({ campaign_id: attempt.campaign_id, band: attempt.band, ...opened })
    .onConflict((conflict) => conflict.columns(['campaign_id', 'band']).doUpdateSet(opened))
    .execute();
}

/** Money arrived: the breaker of this size closes. Called in the transaction that counts it. */
export async function countPaid(tx: Tx, contributionId: string, now: number): Promise<void> {
  const attempt = await tx
    .updateTable('attempts')
    .set({ paid_at: now })
    .where('contribution_id', '=', contributionId)
    .returning(['campaign_id', 'band', 'at'])
    .executeTakeFirst();
  if (!attempt) return;
  await tx
    .updateTable('breakers')
    .set({ trips: 0, probes: 0, probed_at: 0 })
    .where('campaign_id', '=', attempt.campaign_id)
    .where('band', '=', attempt.band)
    .where('until', '<=', attempt.at) // a gift from before the attack says nothing about it
    .where('trips', '>', 0)
    .execute();
}

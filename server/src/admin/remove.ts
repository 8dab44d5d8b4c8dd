import { sql } from 'kysely';
import { lockCampaign } from '../book.ts';
import { inTransaction, type Db, type OpenDatabase, type Tx } from '../database/open.ts';
import type { Tables } from '../database/tables.ts';
import { ProblemError } from '../problem.ts';
import { ALL_SCOPES, audit, type Actor } from './keys.ts';

/** What would be lost with a campaign. */
export interface Stakes {
  /** Contributions made here, whatever became of them. */
  contributions: number;
  /** Given or promised, and not taken back. */
  money: { value: number; unit: string; scale: number }[];
  /** Payments that were begun and may still come: nobody would know what for. */
  underWay: number;
}

export interface Removed {
  contributions: number;
  members: number;
  updates: number;
  keys: number;
  webhooks: number;
}

/** Lines of a statement: others have a turn between two of them, and no limit of time is met. */
const PAGE = 5000;

/** Tables that may be long, by what tells their rows apart within a campaign. What refers to others comes first. */
const LONG = {
  events: 'rev',
  entries: 'rev',
  idempotency: 'key_hash',
  attempts: 'contribution_id',
  contributions: 'id',
} as const satisfies Partial<Record<keyof Tables, string>>;

const SHORT = ['breakers', 'tallies', 'milestones', 'history', 'goals', 'members', 'updates', 'keys'] as const;

export async function stakesOf(db: Db | Tx, campaignId: string, now: number): Promise<Stakes> {
  const rows = await db
    .selectFrom('contributions')
    .select(['kind', 'state', 'unit', 'scale'])
    .select((f) => [f.fn.countAll<number>().as('n'), f.fn.sum<number>('value').as('total')])
    .where('campaign_id', '=', campaignId)
    .where('imported', '=', 0)
    .groupBy(['kind', 'state', 'unit', 'scale'])
    .execute();
  const { n: underWay } = await db
    .selectFrom('contributions')
    .select((f) => f.fn.countAll<number>().as('n'))
    .where('campaign_id', '=', campaignId)
    .where('imported', '=', 0)
    .where('state', '=', 'awaiting_payment')
    .where((any) => any.or([any('expires_at', 'is', null), any('expires_at', '>', new Date(now).toISOString())]))
    .executeTakeFirstOrThrow();
  const money = new Map<string, Stakes['money'][number]>();
  for (const { kind, state, unit, scale, total } of rows) {
    const isMoney = (kind === 'donate' || kind === 'pledge') && (state === 'confirmed' || state === 'recorded');
    if (!isMoney || unit === null || scale === null) continue;
    const known = money.get(`${unit} ${scale}`) ?? { value: 0, unit, scale };
    money.set(`${unit} ${scale}`, { ...known, value: known.value + Number(total ?? 0) });
  }
  return {
    contributions: rows.reduce((sum, { n }) => sum + Number(n), 0),
    money: [...money.values()],
    underWay: Number(underWay),
  };
}

/** "12 contributions, 1250.00 USD among them; 2 payments are under way". */
export function stakesText({ contributions, money, underWay }: Stakes): string {
  const sums = money.map(({ value, unit, scale }) => `${decimal(value, scale)} ${unit}`).join(' and ');
  return [
    `${contributions} contribution${contributions === 1 ? '' : 's'}${sums ? `, ${sums} among them` : ''}`,
    ...(underWay > 0 ? [`${underWay} payment${underWay === 1 ? ' is' : 's are'} under way`] : []),
  ].join('; ');
}

function decimal(value: number, scale: number): string {
  const digits = String(value).padStart(scale + 1, '0');
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/**
 * Removes a campaign with all that is of it: contributions, people, events, keys and webhooks of it alone, and what others
 * were still to be told. What stays is that it was removed, by whom and when, and the marks of who was erased before, so
 * that loading its file again brings nobody back. In one transaction: killed half-way, everything is there.
 *
 * @param confirm the campaign's id once more; needed as soon as somebody contributed here
 * @returns what went, and the revision that the removal is: streams end with it, and a later campaign of this id goes on
 *   from there, so that no cache takes one for the other
 * @throws {ProblemError} `forbidden`, `campaign-not-found`, `not-removable`
 */
export async function removeCampaign(
  database: OpenDatabase,
  actor: Actor,
  campaignId: string,
  options: { confirm: string | undefined; now: number; onProgress?: (done: number, total: number) => void },
): Promise<Removed & { rev: number }> {
  const { confirm, now, onProgress = () => undefined } = options;
  // It takes away what each of them looks after, keys that may do more than this one among it.
  const missing = ALL_SCOPES.find((scope) => !actor.scopes.includes(scope));
  if (missing)
    throw new ProblemError('forbidden', { detail: `removing a campaign needs every scope; this key lacks ${missing}` });
  const removed = await inTransaction(database.db, async (tx) => {
    const { rev } = await lockCampaign(tx, campaignId);
    const stakes = await stakesOf(tx, campaignId, now);
    if (confirm !== undefined && confirm !== campaignId)
      throw new ProblemError('not-removable', { detail: `"${confirm}" is not the id of this campaign, ${campaignId}` });
    if (stakes.contributions > 0 && confirm === undefined)
      throw new ProblemError('not-removable', {
        detail: `${campaignId} has ${stakesText(stakes)}: export them first, and then repeat its id to say that all of it may go`,
      });
    const counts = await empty(tx, campaignId, onProgress);
    await audit(tx, actor, 'campaign.remove', { campaign: campaignId, target: `rev ${rev + 1}`, now });
    return { ...counts, contributions: stakes.contributions, rev: rev + 1 };
  });
  await database.scrub();
  return removed;
}

async function empty(
  tx: Tx,
  campaignId: string,
  onProgress: (done: number, total: number) => void,
): Promise<Omit<Removed, 'contributions'>> {
  let total = 0;
  let done = 0;
  for (const table of Object.keys(LONG) as (keyof typeof LONG)[]) {
    const { n } = await tx
      .selectFrom(table)
      .select((f) => f.fn.countAll<number>().as('n'))
      .where('campaign_id', '=', campaignId)
      .executeTakeFirstOrThrow();
    total += Number(n);
  }
  const mine = tx.selectFrom('contributions').select('id').where('campaign_id', '=', campaignId);
  await tx.deleteFrom('provider_refs').where('contribution_id', 'in', mine).execute();

  const hooks = tx.selectFrom('webhooks').select('id').where('campaign_id', '=', campaignId);
  await tx.deleteFrom('outbox').where('webhook_id', 'in', hooks).execute();
  // What others are still to be told of it. An id has no character but "_" that means something here.
  const named = `%"campaign":"${campaignId.replace(/[\\%_]/g, '\\$&')}"%`;
  await tx
    .deleteFrom('outbox')
    .where(sql<boolean>`payload like ${named} escape '\\'`)
    .execute();
  const { numDeletedRows: webhooks } = await tx
    .deleteFrom('webhooks')
    .where('campaign_id', '=', campaignId)
    .executeTakeFirst();

  for (const [table, key] of Object.entries(LONG)) {
    for (;;) {
      const { numAffectedRows = 0n } = await sql`
        delete from ${sql.table(table)} where campaign_id = ${campaignId} and ${sql.ref(key)} in (
          select ${sql.ref(key)} from ${sql.table(table)} where campaign_id = ${campaignId} limit ${PAGE}
        )`.execute(tx);
      if (numAffectedRows === 0n) break;
      onProgress(Math.min(total, (done += Number(numAffectedRows))), total);
      await new Promise((next) => setImmediate(next));
    }
  }
  const counts = { members: 0, updates: 0, keys: 0, webhooks: Number(webhooks) };
  for (const table of SHORT) {
    const { numDeletedRows } = await tx.deleteFrom(table).where('campaign_id', '=', campaignId).executeTakeFirst();
    if (table in counts) counts[table as 'keys'] = Number(numDeletedRows);
  }
  await tx.deleteFrom('campaigns').where('id', '=', campaignId).execute();
  // The trail keeps what was done and by whom; to which of its members or updates means nothing any more.
  await tx.updateTable('audit').set({ target: null }).where('campaign_id', '=', campaignId).execute();
  return counts;
}

import { lockCampaign } from '../book.ts';
import { inTransaction, type Db, type OpenDatabase, type Tx } from '../database/open.ts';
import { readRecord } from '../database/read.ts';
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

/** Contributions looked through at a time: others have a turn between two looks. */
const LOOK = 2000;

export async function stakesOf(db: Db, campaignId: string, now: number): Promise<Stakes> {
  const money = new Map<string, Stakes['money'][number]>();
  let contributions = 0;
  let underWay = 0;
  for (let after = '', more = true; more;) {
    const rows = await db
      .selectFrom('contributions')
      .select(['id', 'kind', 'state', 'value', 'unit', 'scale', 'expires_at', 'imported'])
      .where('campaign_id', '=', campaignId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(LOOK)
      .execute();
    for (const { kind, state, value, unit, scale, expires_at: expires } of rows.filter((row) => row.imported === 0)) {
      contributions++;
      if (state === 'awaiting_payment' && (expires === null || Date.parse(expires) > now)) underWay++;
      const isMoney = (kind === 'donate' || kind === 'pledge') && (state === 'confirmed' || state === 'recorded');
      if (!isMoney || unit === null || scale === null) continue;
      const known = money.get(`${unit} ${scale}`) ?? { value: 0, unit, scale };
      money.set(`${unit} ${scale}`, { ...known, value: known.value + (value ?? 0) });
    }
    after = rows.at(-1)?.id ?? after;
    more = rows.length === LOOK;
    await new Promise((next) => setImmediate(next));
  }
  return { contributions, money: [...money.values()], underWay };
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
 * were still to be told. For everybody it is gone at once, in one short transaction; its rows are taken away afterwards by
 * {@link clearCampaign}, which whoever starts again goes on with. What stays is that it was removed, by whom and when, and
 * the marks of who was erased before, so that loading its file again brings nobody back.
 *
 * @param confirm the campaign's id once more; needed as soon as somebody contributed here
 * @returns what goes, and the revision that the removal is: streams end with it, and a later campaign of this id goes on
 *   from there, so that no cache takes one for the other
 * @throws {ProblemError} `forbidden`, `campaign-not-found`, `not-removable`
 */
export async function removeCampaign(
  { db }: OpenDatabase,
  actor: Actor,
  campaignId: string,
  options: { confirm: string | undefined; now: number },
): Promise<Removed & { rev: number }> {
  const { confirm, now } = options;
  // It takes away what each of them looks after, keys that may do more than this one among it.
  const missing = ALL_SCOPES.find((scope) => !actor.scopes.includes(scope));
  if (missing)
    throw new ProblemError('forbidden', { detail: `removing a campaign needs every scope; this key lacks ${missing}` });
  await readRecord(db, campaignId);
  if (confirm !== undefined && confirm !== campaignId)
    throw new ProblemError('not-removable', { detail: `"${confirm}" is not the id of this campaign, ${campaignId}` });
  const stakes = await stakesOf(db, campaignId, now);
  if (stakes.contributions > 0 && confirm === undefined)
    throw new ProblemError('not-removable', {
      detail: `${campaignId} has ${stakesText(stakes)}: export them first, and then repeat its id to say that all of it may go`,
    });
  return inTransaction(db, async (tx) => {
    const { rev } = await lockCampaign(tx, campaignId);
    if (confirm === undefined && (await hasContributions(tx, campaignId)))
      throw new ProblemError('not-removable', { detail: `somebody contributed to ${campaignId} in this moment` });
    const counts = { members: 0, updates: 0, keys: 0, webhooks: 0 };
    for (const table of Object.keys(counts) as (keyof typeof counts)[]) {
      const { n } = await tx
        .selectFrom(table)
        .select((f) => f.fn.countAll<number>().as('n'))
        .where('campaign_id', '=', campaignId)
        .executeTakeFirstOrThrow();
      counts[table] = Number(n);
    }
    // Whoever has one of these does not get in any more, and nobody is told anything from here on.
    await tx.deleteFrom('keys').where('campaign_id', '=', campaignId).execute();
    await tx.deleteFrom('webhooks').where('campaign_id', '=', campaignId).execute();
    await tx
      .updateTable('campaigns')
      .set({ removed_at: new Date(now).toISOString(), rev: rev + 1 })
      .where('id', '=', campaignId)
      .execute();
    await audit(tx, actor, 'campaign.remove', { campaign: campaignId, target: `rev ${rev + 1}`, now });
    return { ...counts, contributions: stakes.contributions, rev: rev + 1 };
  });
}

async function hasContributions(tx: Tx, campaignId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('contributions')
    .select('id')
    .where('campaign_id', '=', campaignId)
    .where('imported', '=', 0)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

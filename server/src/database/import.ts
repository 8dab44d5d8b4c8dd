import { parseCampaign, type Campaign } from '../../../src/data/schema.ts';
import { canonicalJson, sha256 } from '../crypto.ts';
import { ProblemError } from '../problem.ts';
import { inTransaction, type Db, type Tx } from './open.ts';
import { RARE } from './organiser.ts';

/**
 * Stands for "this server" in stored documents. The reader puts the public address in its place, so that one database
 * serves 127.0.0.1, localhost and the real name alike.
 */
export const HERE = 'https://this-server.invalid/';

export interface Imported {
  id: string;
  outcome: 'created' | 'updated' | 'unchanged';
}

/**
 * Creates or updates a campaign from its document. Totals in the document are opening balances: contributions made here
 * are kept on top of them, so loading the same file again neither doubles nor loses anything.
 *
 * @throws {SchemaError} when the document is not one; {@link checkCampaign} explains it to people.
 * @throws {ProblemError} `conflict` when what was counted would mean something else, or a removed one of this id is not all
 *   gone yet
 */
export async function importCampaign(
  db: Db,
  json: unknown,
  now: number,
  onProgress: (done: number, total: number) => void = () => undefined,
  /** Written beside it, when something was changed. */
  also: (tx: Tx, id: string) => Promise<void> = () => Promise.resolve(),
): Promise<Imported> {
  const { campaign } = parseCampaign(json, HERE);
  const fingerprint = sha256(canonicalJson(campaign));
  const at = new Date(now).toISOString();
  return inTransaction(db, async (tx) => {
    // Takes the row: no contribution comes between the revision that is read here and the next one.
    const known = await tx
      .updateTable('campaigns')
      .set((old) => ({ receipts: old.ref('receipts') }))
      .where('id', '=', campaign.id)
      .returning([
        'rev',
        'fingerprint',
        'source',
        'updated_at',
        'document',
        'removed_at',
        'opening_stones',
        'receipts',
        'stones',
      ])
      .executeTakeFirst();
    if (known?.removed_at)
      throw new ProblemError('conflict', {
        detail: `${campaign.id} was removed, and what was of it is still being erased: load it again when nothing is left`,
        retryAfter: 10,
      });
    // The file as it was: what the organiser changed here since then stays.
    if ((known?.source ?? known?.fingerprint) === fingerprint) return { id: campaign.id, outcome: 'unchanged' };

    if (known) await keepUnits(tx, JSON.parse(known.document) as Campaign, campaign);
    // One that takes a removed one's place goes on from its revisions: what a cache has of the old one is old.
    const rev = known ? known.rev + 1 : Math.max(campaign.rev, 1, (await removedAt(tx, campaign.id)) + 1);
    const row = {
      rev,
      document: JSON.stringify(withoutLists(campaign)),
      fingerprint,
      source: fingerprint,
      opening_stones: openingStones(campaign),
      updated_at: asOf(campaign, known?.updated_at, now),
    };
    if (known) {
      // The next receipt, and the next stone, is the one after all that the file brings and all that were given here: with
      // fewer in the file, a number would be given twice.
      const fewer = Math.max(0, known.opening_stones - row.opening_stones);
      await tx
        .updateTable('campaigns')
        .set({ ...row, receipts: known.receipts + fewer, stones: known.stones + fewer })
        .where('id', '=', campaign.id)
        .execute();
    } else
      await tx
        .insertInto('campaigns')
        .values({ ...row, id: campaign.id, stones: 0, listed: 0, receipts: 0 })
        .execute();

    await writeLists(tx, campaign, onProgress);
    await tx
      .insertInto('events')
      .values({ campaign_id: campaign.id, rev, type: 'changed', payload: '{}', at })
      .execute();
    await also(tx, campaign.id);
    return { id: campaign.id, outcome: known ? 'updated' : 'created' };
  });
}

/** The revision with which a campaign of this id was removed; 0: there was none. */
export async function removedAt(db: Db | Tx, campaignId: string): Promise<number> {
  const rows = await db
    .selectFrom('audit')
    .select('target')
    .where('action', '=', 'campaign.remove')
    .where('campaign_id', '=', campaignId)
    .execute();
  return Math.max(0, ...rows.map(({ target }) => Number(/^rev (\d+)$/.exec(target ?? '')?.[1] ?? 0)));
}

/** Figures have no unit of their own: under another one, 25.00 USD would be read as 2500 of something else. */
async function keepUnits(tx: Tx, before: Campaign, after: Campaign): Promise<void> {
  const rows = await tx.selectFrom('goals').selectAll().where('campaign_id', '=', after.id).execute();
  for (const { id, unit, scale } of before.goals) {
    const next = after.goals.find((goal) => goal.id === id);
    const row = rows.find((goal) => goal.goal_id === id);
    if (!next || !row || (next.unit === unit && next.scale === scale)) continue;
    const isCounted = row.confirmed + row.pledged + row.matched + row.supporters > 0;
    if (!isCounted && !(await isAwaited(tx, after.id, id))) continue;
    throw new ProblemError('conflict', {
      detail: `the goal ${id} counts in ${unit} with scale ${scale}, and ${isCounted ? 'something was counted already' : 'a payment that was begun may still come'}: keep that, or give the new goal another id`,
    });
  }
}

/** Whether money may still come that was reckoned in the goal's unit when it was begun: also late, it is counted. */
async function isAwaited(tx: Tx, campaignId: string, goalId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('contributions')
    .select('id')
    .where('campaign_id', '=', campaignId)
    .where(RARE)
    .where((any) =>
      any.or([
        any('state', 'in', ['awaiting_payment', 'failed', 'expired']),
        any.and([any('state', '=', 'refunded'), any('frequency', '<>', 'once')]), // the next one of a gift that repeats
      ]),
    )
    .where('goal_id', '=', goalId)
    .where('counted', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function writeLists(
  tx: Tx,
  campaign: Campaign,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const campaign_id = campaign.id;
  for (const goal of campaign.goals) {
    await tx
      .insertInto('goals')
      .values({ campaign_id, goal_id: goal.id, confirmed: 0, pledged: 0, matched: 0, supporters: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const marks = await tx.selectFrom('erased').select('mark').where('campaign_id', '=', campaign_id).execute();
  const erased = new Set(marks.map(({ mark }) => mark));
  const isErased = (kind: ErasedKind, id: string) => erased.size > 0 && erased.has(erasedMark(campaign_id, kind, id));

  await tx.deleteFrom('contributions').where('campaign_id', '=', campaign_id).where('imported', '=', 1).execute();
  const contributions = unique(campaign.contributions?.items ?? []).sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const lists = { members: unique(campaign.members?.items ?? []), updates: unique(campaign.updates?.items ?? []) };
  const total = contributions.length + lists.members.length + lists.updates.length;
  let done = 0;
  for (const rows of chunks(contributions.map((item, index) => ({ item, index })))) {
    await tx
      .insertInto('contributions')
      .values(
        rows.map(({ item, index }) => ({
          campaign_id,
          id: item.id,
          position: -(index + 1), // older than everything made here, newest first among themselves
          public: JSON.stringify(isErased('contribution', item.id) ? nameless(item) : item),
          imported: 1,
          pathway_id: item.pathwayId,
          kind: item.kind,
          state: 'confirmed',
          created_at: item.at,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    onProgress((done += rows.length), total);
  }

  for (const table of ['members', 'updates'] as const) {
    await tx.deleteFrom(table).where('campaign_id', '=', campaign_id).where('managed', '=', 0).execute();
    const items: { id: string }[] = lists[table].filter(({ id }) => table !== 'members' || !isErased('member', id));
    for (const rows of chunks(items.map((item, position) => ({ item, position })))) {
      await tx
        .insertInto(table)
        .values(
          rows.map(({ item, position }) => ({ campaign_id, id: item.id, position, document: JSON.stringify(item) })),
        )
        .onConflict((conflict) => conflict.doNothing()) // made or changed here: that one stays
        .execute();
      onProgress((done += rows.length), total);
    }
  }
}

export type ErasedKind = 'member' | 'contribution';

/** By which a file's person is known to have been erased. */
export function erasedMark(campaignId: string, kind: ErasedKind, id: string): string {
  return sha256(`${campaignId}\n${kind}\n${id}`);
}

/** What is left of a public contribution when its person is erased: the sum must stay right. */
export function nameless<T extends object>(item: T): T {
  type Named = Record<'name' | 'message' | 'avatar' | 'dedication', unknown>;
  const { name: _, message: _2, avatar: _3, dedication: _4, ...rest } = item as T & Named;
  return { ...rest, anonymous: true } as unknown as T;
}

function withoutLists(campaign: Campaign): Campaign {
  const empty = (page: { total?: number | undefined } | undefined) =>
    page && { items: [], ...(page.total === undefined ? {} : { total: page.total }) };
  return {
    ...campaign,
    contributions: empty(campaign.contributions),
    members: empty(campaign.members),
    updates: empty(campaign.updates),
  };
}

/** When the figures were last right: the operator's date, or a later contribution here; never in the future. */
function asOf(campaign: Campaign, known: string | undefined, now: number): string {
  const said = campaign.asOf ? Date.parse(campaign.asOf) : now;
  return new Date(Math.min(now, Math.max(said, known ? Date.parse(known) : 0))).toISOString();
}

function openingStones(campaign: Campaign): number {
  const { contributions, goals } = campaign;
  return (
    contributions?.total ?? Math.max(contributions?.items.length ?? 0, ...goals.map((goal) => goal.supporters ?? 0))
  );
}

function unique<T extends { id: string }>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

function* chunks<T>(items: readonly T[], size = 100): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

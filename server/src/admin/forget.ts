import { sql } from 'kysely';
import { canonicalJson, newId } from '../crypto.ts';
import { erasedMark, nameless, type ErasedKind } from '../database/import.ts';
import { campaignsHere } from '../database/read.ts';
import { RARE } from '../database/organiser.ts';
import { inTransaction, type OpenDatabase, type Tx } from '../database/open.ts';
import type { ContributionRow } from '../database/tables.ts';
import { ProblemError } from '../problem.ts';
import { lockCampaign } from '../book.ts';
import type { PrivatePart } from '../settle.ts';
import { changed } from './campaigns.ts';
import { findContribution, type Entry } from './contributions.ts';
import { audit, type Actor } from './keys.ts';

export type Person =
  | { email: string }
  | { contribution: Entry['id'] }
  | { member: string; campaign: string }
  | { listed: string; campaign: string };

export interface Forgotten {
  contributions: number;
  members: number;
  campaigns: string[];
}

/**
 * Erases a person: from the tables, from the events that late subscribers are told, and, with `scrub`, from the files of
 * the database. What they gave stays in the sums, without them. Loading the campaign's file again brings nobody back.
 *
 * @param wake told each campaign that changed, so that open pages read it again
 */
export async function forget(
  database: OpenDatabase,
  actor: Actor,
  person: Person,
  now: number,
  wake: (campaignId: string) => void = () => undefined,
): Promise<Forgotten> {
  const { db, vault } = database;
  const campaigns = new Set<string>();
  let contributions = 0;
  let members = 0;

  const mine = (campaignId: string) => actor.campaign === undefined || actor.campaign === campaignId;
  const mark = 'email' in person ? vault.markEmail(person.email) : undefined;
  let found: { campaign_id: string; id: string }[] = [];
  let people: { campaign_id: string; id: string }[] = [];
  let told: { campaign_id: string; id: string }[] = [];
  if (mark !== undefined) {
    const marked = (table: 'contributions' | 'members') =>
      db
        .selectFrom(table)
        .select(['campaign_id', 'id'])
        .where('email_mark', '=', mark)
        .where('campaign_id', 'in', campaignsHere(db))
        .execute();
    found = await marked('contributions');
    people = await marked('members');
    told = await toldOf(database, mark);
  } else if ('contribution' in person) {
    const row = await findContribution(db, actor, person.contribution);
    found = [row, ...(row.renews === null ? [] : [{ campaign_id: row.campaign_id, id: row.renews }])]; // who gave is there
  } else if ('listed' in person) found = [{ campaign_id: person.campaign, id: person.listed }];
  else if ('member' in person) people = [{ campaign_id: person.campaign, id: person.member }];
  found = found.filter((one) => mine(one.campaign_id));
  people = people.filter((one) => mine(one.campaign_id));
  told = told.filter((one) => mine(one.campaign_id) && !found.some(({ id }) => id === one.id));

  for (const campaign of new Set([...found, ...people, ...told].map((one) => one.campaign_id))) {
    const gone = await inTransaction(db, async (tx) => {
      await lockCampaign(tx, campaign);
      const count = { told: 0, contributions: 0, members: 0 }; // anew when the database wants all of it again
      for (const { id } of told.filter((one) => one.campaign_id === campaign)) {
        await forgetTold(tx, campaign, id);
        count.told++;
      }
      for (const { id } of found.filter((one) => one.campaign_id === campaign))
        if (await forgetContribution(tx, campaign, id, now)) count.contributions++;
      for (const { id } of people.filter((one) => one.campaign_id === campaign)) {
        const { numDeletedRows } = await tx
          .deleteFrom('members')
          .where('campaign_id', '=', campaign)
          .where('id', '=', id)
          .executeTakeFirst();
        await remember(tx, campaign, 'member', id, now); // also one that only a file has yet
        // Whose member is called "ada" is found again by that: the trail keeps what was done, not to whom.
        await tx
          .updateTable('audit')
          .set({ target: null })
          .where('campaign_id', '=', campaign)
          .where('target', '=', id)
          .execute();
        if (numDeletedRows > 0n) count.members++;
      }
      // The trail says that somebody was erased, by whom and when; not who.
      if (count.told + count.contributions + count.members > 0)
        await audit(tx, actor, 'person.forget', { campaign, target: newId('for'), now });
      if (count.contributions + count.members > 0) await changed(tx, campaign, now);
      return count;
    });
    contributions += gone.told + gone.contributions;
    members += gone.members;
    if (gone.contributions + gone.members === 0) continue; // nobody saw to whom it was to be told
    campaigns.add(campaign);
    wake(campaign);
  }
  if (contributions + members === 0 && !('email' in person))
    throw new ProblemError('not-found', { detail: 'nobody by that name is there' });
  if (contributions + members > 0) await database.scrub();
  return { contributions, members, campaigns: [...campaigns] };
}

/** Contributions looked through at a time: no index finds these, and others have a turn between two looks. */
const LOOK = 2000;

/** Gifts in somebody's honour of which this address was to be told: somebody else gave it. */
async function toldOf({ db, vault }: OpenDatabase, mark: string): Promise<{ campaign_id: string; id: string }[]> {
  const found: { campaign_id: string; id: string }[] = [];
  const here = new Set((await campaignsHere(db).execute()).map(({ id }) => id));
  for (let last = { campaign_id: '', id: '' }, more = true; more;) {
    const { rows } = await sql<{ campaign_id: string; id: string; told: string | null }>`
      select campaign_id, id, case when private like '%"tell":"%' then private end as told from contributions
      where (campaign_id, id) > (${last.campaign_id}, ${last.id}) order by campaign_id, id limit ${LOOK}`.execute(db);
    for (const { campaign_id, id, told } of rows) {
      if (told === null || !here.has(campaign_id)) continue;
      const { dedication } = JSON.parse(told) as PrivatePart;
      const address = dedication?.tell && vault.open(dedication.tell, id);
      if (address !== undefined && vault.markEmail(address) === mark) found.push({ campaign_id, id });
    }
    last = rows.at(-1) ?? last;
    more = rows.length === LOOK;
    await new Promise((next) => setImmediate(next));
  }
  return found;
}

async function forgetTold(tx: Tx, campaignId: string, id: string): Promise<void> {
  const mine = { campaign_id: campaignId, id };
  const row = await tx
    .selectFrom('contributions')
    .select('private')
    .where((all) => all.and(mine))
    .executeTakeFirst();
  const hidden = JSON.parse(row?.private ?? '{}') as PrivatePart;
  if (!hidden.dedication) return;
  const { tell: _, ...dedication } = hidden.dedication;
  await tx
    .updateTable('contributions')
    .set({ private: canonicalJson({ ...hidden, dedication }) })
    .where((all) => all.and(mine))
    .execute();
}

/** Changes whenever somebody is erased or a campaign removed, by whichever process: what is remembered in memory is then let go. */
export async function erasures(db: OpenDatabase['db']): Promise<string> {
  const { n, at } = await db
    .selectFrom('audit')
    .select((f) => [f.fn.countAll<number>().as('n'), f.fn.max('at').as('at')])
    .where('action', 'in', ['person.forget', 'campaign.remove'])
    .executeTakeFirstOrThrow();
  return `${n} ${at ?? ''}`;
}

async function forgetContribution(tx: Tx, campaignId: string, id: string, now: number): Promise<boolean> {
  const row = await tx
    .selectFrom('contributions')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return false;
  const open = row.public === null ? undefined : JSON.stringify(nameless(JSON.parse(row.public) as object));
  await tx
    .updateTable('contributions')
    .set({
      private: row.private === null ? null : impersonal(row),
      public: open ?? null,
      email_mark: null,
      name_key: null,
      view_token_hash: null, // the link to it dies, too
    })
    .where('campaign_id', '=', campaignId)
    .where('id', '=', id)
    .execute();
  // The event that told it: same revision, nobody's name.
  if (open !== undefined && row.imported === 0)
    await tx
      .updateTable('events')
      .set({ payload: open })
      .where('campaign_id', '=', campaignId)
      .where('type', '=', 'contribution')
      .where('rev', '=', row.position! - 1)
      .execute();
  // A hash of what they wrote is still theirs. The key stays taken, so that a late retry does not begin anew.
  await tx
    .updateTable('idempotency')
    .set({ fingerprint: 'forgotten' })
    .where('campaign_id', '=', campaignId)
    .where('contribution_id', '=', id)
    .execute();
  if (row.imported === 1) await remember(tx, campaignId, 'contribution', id, now);
  return true;
}

/** What a later refund or confirmation still needs: which actions and places were counted. */
function impersonal(row: ContributionRow): string {
  const { actions, shifts, coverFees } = JSON.parse(row.private!) as PrivatePart;
  return canonicalJson({ actions, shifts, coverFees, publishName: false, suspect: false } satisfies PrivatePart);
}

async function remember(tx: Tx, campaignId: string, kind: ErasedKind, id: string, now: number): Promise<void> {
  await tx
    .insertInto('erased')
    .values({ campaign_id: campaignId, mark: erasedMark(campaignId, kind, id), at: new Date(now).toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Retention: what was never paid keeps its person for a while only, in case the money comes late.
 *
 * @returns how many were emptied
 */
export async function forgetUnpaid(database: OpenDatabase, now: number, keepDays: number): Promise<number> {
  const before = new Date(now - keepDays * 24 * 60 * 60 * 1000).toISOString();
  const { numUpdatedRows } = await database.db
    .updateTable('contributions')
    .set({ private: null, email_mark: null, name_key: null, view_token_hash: null })
    .where(RARE)
    .where('imported', '=', 0)
    .where('private', 'is not', null)
    .where((any) =>
      any.or([
        any.and([any('state', 'in', ['failed', 'expired', 'cancelled']), any('created_at', '<', before)]),
        any.and([any('state', '=', 'awaiting_payment'), any('expires_at', '<', before)]),
      ]),
    )
    .executeTakeFirst();
  if (numUpdatedRows > 0n) await database.scrub();
  return Number(numUpdatedRows);
}

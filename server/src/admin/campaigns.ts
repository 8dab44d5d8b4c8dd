import { pageSchemas, read, type Campaign, type Member, type Update } from '../../../src/data/schema.ts';
import { checkCampaign } from '../check.ts';
import { canonicalJson, sha256 } from '../crypto.ts';
import { HERE, importCampaign, type Imported } from '../database/import.ts';
import { RARE } from '../database/organiser.ts';
import { inTransaction, type Db, type OpenDatabase, type Tx } from '../database/open.ts';
import { campaignsHere, readGoals, readRecord, statusAt } from '../database/read.ts';
import { ProblemError, type FieldFault } from '../problem.ts';
import { lockCampaign } from '../book.ts';
import { audit, type Actor } from './keys.ts';

export interface CampaignSummary {
  id: string;
  title: string;
  organization: string;
  status: Campaign['status'];
  /** What the organiser set, before the dates have their say. */
  set: Campaign['status'];
  /** As the document has it, in its author's own zone. */
  endsAt?: string | undefined;
  rev: number;
  updatedAt: string;
  goals: { id: string; label: string; unit: string; scale: number; target: number | null; total: number }[];
  waiting: number;
}

export async function listCampaigns(db: Db, actor: Actor, now: number): Promise<CampaignSummary[]> {
  let query = campaignsHere(db).orderBy('id');
  if (actor.campaign !== undefined) query = query.where('id', '=', actor.campaign);
  const rows = await query.execute();
  const summaries: CampaignSummary[] = [];
  for (const { id } of rows) summaries.push(await summaryOf(db, id, now));
  return summaries;
}

export async function summaryOf(db: Db, id: string, now: number): Promise<CampaignSummary> {
  const { document, rev, updatedAt } = await readRecord(db, id);
  const live = await readGoals(db, id, now);
  const { n } = await db
    .selectFrom('contributions')
    .select((f) => f.fn.countAll<number>().as('n'))
    .where('campaign_id', '=', id)
    .where('state', '=', 'awaiting_payment')
    .where(RARE)
    .executeTakeFirstOrThrow();
  return {
    id,
    title: document.mission.title,
    organization: document.organization.name,
    status: statusAt(document, now),
    set: document.status,
    ...(document.endsAt === undefined ? {} : { endsAt: document.endsAt }),
    rev,
    updatedAt,
    goals: document.goals.map(({ id, label, unit, scale, target, counting }) => {
      const raised = live.goals.find((goal) => goal.id === id)?.raised;
      return {
        id,
        label,
        unit,
        scale,
        target,
        total: counting.includes.reduce((sum, segment) => sum + (raised?.[segment] ?? 0), 0),
      };
    }),
    waiting: Number(n),
  };
}

/**
 * Takes a whole campaign document, as loading a file does.
 *
 * @throws {ProblemError} `validation` with every fault and how to mend it
 */
export async function saveCampaign(db: Db, actor: Actor, id: string, json: unknown, now: number): Promise<Imported> {
  const faults = checkCampaign(json);
  if (faults.length > 0)
    throw new ProblemError('validation', {
      errors: faults.map(({ path, reason, mend }) => ({
        pointer: `/${path.replaceAll('.', '/')}`,
        code: 'validation',
        detail: `${path} ${reason}. To mend it: ${mend}.`,
      })),
    });
  if ((json as { id?: unknown }).id !== id)
    throw new ProblemError('validation', { errors: [at('/id', `should be ${id}, as in the address`)] });
  return importCampaign(db, json, now, undefined, (tx) => audit(tx, actor, 'campaign.save', { campaign: id, now }));
}

/** Opens, pauses or ends a campaign, or moves its end. */
export async function changeCampaign(
  db: Db,
  actor: Actor,
  id: string,
  change: { status?: Campaign['status'] | undefined; endsAt?: string | null | undefined },
  now: number,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockCampaign(tx, id);
    // As it is stored: what only a later release knows stays in it.
    const { document } = await tx
      .selectFrom('campaigns')
      .select('document')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const stored = JSON.parse(document) as Campaign;
    const next: Campaign = { ...stored, ...(change.status ? { status: change.status } : {}) };
    if (change.endsAt === null) delete next.endsAt;
    else if (change.endsAt !== undefined) next.endsAt = change.endsAt;
    await tx
      .updateTable('campaigns')
      // The fingerprint names the document; that of the file stays in `source`.
      .set({ document: JSON.stringify(next), fingerprint: sha256(canonicalJson([id, next])) })
      .where('id', '=', id)
      .execute();
    await changed(tx, id, now);
    await audit(tx, actor, 'campaign.change', { campaign: id, now });
  });
}

/** One more revision, and the event that makes open pages read the document again. */
export async function changed(tx: Tx, campaignId: string, now: number): Promise<void> {
  const at = new Date(now).toISOString();
  const { rev } = await tx
    .updateTable('campaigns')
    .set((old) => ({ rev: old('rev', '+', 1) }))
    .where('id', '=', campaignId)
    .returning('rev')
    .executeTakeFirstOrThrow();
  await tx.insertInto('events').values({ campaign_id: campaignId, rev, type: 'changed', payload: '{}', at }).execute();
}

// ── Members and updates ─────────────────────────────────────────────────────

export interface MemberRecord {
  member: Member;
  /** Shown to everybody: there is a consent, and it holds. */
  shown: boolean;
  /** Made or changed here, so that loading the file again leaves it alone. */
  managed: boolean;
  email?: string;
  agreed?: Agreed;
}

/** What a member agreed to, in words, and when. */
export interface Agreed {
  text: string;
  version: string;
  at: string;
}

interface MemberPrivate {
  email?: string | undefined;
  agreed?: Agreed | undefined;
}

export async function listMembers(
  database: OpenDatabase,
  actor: Actor,
  campaignId: string,
  now: number,
): Promise<MemberRecord[]> {
  await readRecord(database.db, campaignId);
  const rows = await database.db
    .selectFrom('members')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .orderBy('position')
    .execute();
  return rows.map((row) => {
    const member = JSON.parse(row.document) as Member;
    const hidden = JSON.parse(row.private ?? '{}') as MemberPrivate;
    const email = hidden.email && database.vault.open(hidden.email, row.id);
    const { consent } = member;
    return {
      member,
      shown: consent !== undefined && (consent.until === undefined || Date.parse(consent.until) > now),
      managed: row.managed === 1,
      ...(actor.scopes.includes('people') && email ? { email } : {}),
      ...(hidden.agreed ? { agreed: hidden.agreed } : {}),
    };
  });
}

export interface MemberInput {
  member: unknown;
  email?: string | undefined;
  /** Needed for a member who is to be shown. */
  agreed?: { text: string; version: string } | undefined;
}

/**
 * Adds or changes a member. Who is to be shown must have agreed: to which words is kept with the time.
 *
 * @throws {ProblemError} `validation`
 */
export async function saveMember(
  database: OpenDatabase,
  actor: Actor,
  campaignId: string,
  id: string,
  input: MemberInput,
  now: number,
): Promise<void> {
  const member = one('members', input.member, id) as Member;
  await inTransaction(database.db, async (tx) => {
    await lockCampaign(tx, campaignId);
    const known = await rowOf(tx, 'members', campaignId, id);
    const before = known && 'private' in known ? (JSON.parse(known.private ?? '{}') as MemberPrivate) : {};
    const had = known && (JSON.parse(known.document) as Member).consent !== undefined;
    // Who took a consent back has not agreed by having agreed before.
    const agreed = input.agreed ? { ...input.agreed, at: new Date(now).toISOString() } : before.agreed;
    if (member.consent && !input.agreed && !had)
      throw new ProblemError('validation', {
        errors: [at('/agreed', 'is needed: the words this person agreed to, and their version')],
      });
    const email = input.email === undefined ? before.email : database.vault.seal(input.email, id);
    const row = {
      document: JSON.stringify(member),
      managed: 1,
      private: JSON.stringify({ email, agreed } satisfies MemberPrivate),
      ...(input.email === undefined ? {} : { email_mark: database.vault.markEmail(input.email) }),
    };
    if (known)
      await tx.updateTable('members').set(row).where('campaign_id', '=', campaignId).where('id', '=', id).execute();
    else {
      const position = await edge(tx, 'members', campaignId);
      await tx
        .insertInto('members')
        .values({ ...row, campaign_id: campaignId, id, position })
        .execute();
    }
    await changed(tx, campaignId, now);
    await audit(tx, actor, 'member.save', { campaign: campaignId, target: id, now });
  });
}

export async function listUpdates(db: Db, campaignId: string): Promise<Update[]> {
  await readRecord(db, campaignId);
  const rows = await db
    .selectFrom('updates')
    .select('document')
    .where('campaign_id', '=', campaignId)
    .orderBy('position')
    .execute();
  return rows.map(({ document }) => JSON.parse(document) as Update);
}

/** Adds an update before the others, or changes one. */
export async function saveUpdate(
  db: Db,
  actor: Actor,
  campaignId: string,
  id: string,
  json: unknown,
  now: number,
): Promise<void> {
  const update = one('updates', json, id);
  await inTransaction(db, async (tx) => {
    await lockCampaign(tx, campaignId);
    const row = { document: JSON.stringify(update), managed: 1 };
    if (await rowOf(tx, 'updates', campaignId, id))
      await tx.updateTable('updates').set(row).where('campaign_id', '=', campaignId).where('id', '=', id).execute();
    else {
      const position = await edge(tx, 'updates', campaignId);
      await tx
        .insertInto('updates')
        .values({ ...row, campaign_id: campaignId, id, position })
        .execute();
    }
    await changed(tx, campaignId, now);
    await audit(tx, actor, 'update.save', { campaign: campaignId, target: id, now });
  });
}

export async function removeUpdate(db: Db, actor: Actor, campaignId: string, id: string, now: number): Promise<void> {
  await inTransaction(db, async (tx) => {
    await lockCampaign(tx, campaignId);
    const { numDeletedRows } = await tx
      .deleteFrom('updates')
      .where('campaign_id', '=', campaignId)
      .where('id', '=', id)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new ProblemError('not-found', { detail: `there is no update ${id}` });
    await changed(tx, campaignId, now);
    await audit(tx, actor, 'update.remove', { campaign: campaignId, target: id, now });
  });
}

/** New members come last, new updates first. */
async function edge(tx: Tx, table: 'members' | 'updates', campaignId: string): Promise<number> {
  const row = await tx
    .selectFrom(table)
    .select('position')
    .where('campaign_id', '=', campaignId)
    .orderBy('position', table === 'members' ? 'desc' : 'asc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return 0;
  // Far behind those of a file, which may grow when it is loaded again.
  return table === 'members' ? Math.max(row.position + 1, 1_000_000) : Math.min(row.position - 1, -1);
}

function rowOf(tx: Tx, table: 'members' | 'updates', campaignId: string, id: string) {
  return tx.selectFrom(table).selectAll().where('campaign_id', '=', campaignId).where('id', '=', id).executeTakeFirst();
}

/** One item as the schema of its list reads it, refused where the list would only have dropped it. */
function one(list: 'members' | 'updates', json: unknown, id: string): { id: string } {
  const own = json !== null && typeof json === 'object' && !Array.isArray(json) ? { ...json, id } : json;
  const schema = pageSchemas()[list];
  const { value, dropped } = read(schema, { items: [own] }, HERE);
  const errors = dropped.map(({ path, reason }) =>
    at(`/${path.replace(/^items(\.\d+|\[[^\]]*\])\.?/, '').replaceAll('.', '/')}`, reason),
  );
  const [item] = (value as { items: { id: string }[] }).items;
  if (errors.length > 0 || !item)
    throw new ProblemError('validation', { errors: errors.length > 0 ? errors : [at('', 'should be an object')] });
  return item;
}

function at(pointer: string, detail: string): FieldFault {
  return { pointer, code: 'validation', detail };
}

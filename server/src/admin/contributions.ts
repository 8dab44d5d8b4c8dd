import { sql } from 'kysely';
import { nameKey, receiptOf } from '../contribute.ts';
import type { Db, OpenDatabase } from '../database/open.ts';
import { RARE } from '../database/organiser.ts';
import { campaignsHere, readRecord } from '../database/read.ts';
import type { ContributionRow } from '../database/tables.ts';
import { ProblemError } from '../problem.ts';
import { type Also, confirm, isPromise, keepPromise, type PrivatePart, refund } from '../settle.ts';
import { audit, type Actor } from './keys.ts';

export const STATES = [
  'recorded',
  'awaiting_payment',
  'confirmed',
  'failed',
  'expired',
  'cancelled',
  'refunded',
] as const;
export type State = (typeof STATES)[number];

/** A contribution as the organiser sees it. What is personal is there for keys with the scope `people` only. */
export interface Entry {
  id: string;
  campaign: string;
  receipt: string;
  at: string;
  state: State;
  kind: string;
  pathwayId: string;
  quantity?: { value: number; unit: string; scale: number };
  frequency?: string;
  /** Id of the gift that this is a later payment of. */
  renews?: string;
  /** Shown to everybody. */
  public: boolean;
  name?: string;
  provider?: string;
  person?: {
    email?: string;
    message?: string;
    fields?: Record<string, unknown>;
    consents?: { id: string; version: string; granted: boolean; at: string; text?: string }[];
    source?: Record<string, string>;
    locale?: string;
    organization?: string;
    dedication?: NonNullable<PrivatePart['dedication']>;
    due?: string;
  };
  actions?: string[];
  shifts?: string[];
  /** Filled in what only a robot sees. */
  waitlist?: string[];
  suspect?: boolean;
}

export interface Search {
  state?: State | undefined;
  /** A receipt or an id, an e-mail address, or part of a name. */
  q?: string | undefined;
  limit: number;
  cursor?: string | undefined;
  /** So many names are looked through for a part of one. */
  lookAt?: number | undefined;
}

/**
 * Newest first. A part of a name is looked for in the newest hundred thousand names; there may be fewer than asked for, even
 * none, and still a `next` that looks further.
 */
export async function listContributions(
  database: OpenDatabase,
  actor: Actor,
  campaignId: string,
  search: Search,
  now: number,
): Promise<{ items: Entry[]; next: string | null }> {
  const { db } = database;
  await readRecord(db, campaignId);
  const q = search.q?.trim() ?? '';
  const after = search.cursor === undefined ? undefined : afterOf(search.cursor);
  const byName = isName(q);
  // Where this look ends; undefined when it reaches the first name there is.
  const end = byName ? await endOfLook(db, campaignId, after, search.lookAt ?? LOOKED_AT) : undefined;
  let query = db
    .selectFrom('contributions')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(search.limit + 1);
  if (byName)
    query = query
      .where('name_key', 'is not', null) // of a file's contributions no name is searched
      .where(sql<boolean>`name_key like ${patternOf(q)} escape '\\'`);
  else query = query.where('imported', '=', 0);
  // Who may not see the name of somebody anonymous must not find it out by guessing, either.
  const guesses = byName && !actor.scopes.includes('people');
  if (guesses) query = query.where('public', 'like', '%"anonymous":false%');
  const nowText = new Date(now).toISOString();
  // Nobody writes down the moment a payment runs out; it is over when its time is.
  if (search.state === 'expired')
    query = query.where((any) =>
      any.or([
        any('state', '=', 'expired'),
        any.and([any('state', '=', 'awaiting_payment'), any('expires_at', '<=', nowText)]),
      ]),
    );
  else if (search.state === 'awaiting_payment')
    query = query
      .where('state', '=', 'awaiting_payment')
      .where((any) => any.or([any('expires_at', 'is', null), any('expires_at', '>', nowText)]));
  else if (search.state) query = query.where('state', '=', search.state);

  if (search.state && search.state !== 'recorded' && search.state !== 'confirmed') query = query.where(RARE);

  if (q.includes('@')) query = query.where('email_mark', '=', database.vault.markEmail(q));
  else if (ID.test(q)) query = query.where('id', '=', q);
  else if (RECEIPT.test(q)) query = query.where('receipt', '=', q.toUpperCase());

  if (after) query = query.where(sql<boolean>`(created_at, id) < (${after.at}, ${after.id})`);
  if (end) query = query.where(sql<boolean>`(created_at, id) >= (${end.created_at}, ${end.id})`);
  const rows = await query.execute();
  const last = rows[search.limit - 1];
  return {
    items: rows
      .slice(0, search.limit)
      .map((row) => entryOf(database, actor, row, now))
      .filter(({ name = '' }) => !guesses || nameKey(name).includes(nameKey(q))),
    // Where not enough were found, what is older is for the next look.
    next: rows.length > search.limit && last ? cursorOf(last) : end ? cursorOf(end) : null,
  };
}

/** So many names are looked through for a part of one before the answer is given: a request must not hold up the others. */
const LOOKED_AT = 100_000;

const ID = /^ctr_\w+$/;
const RECEIPT = /^[\p{L}\p{N}]{1,12}-\d{4}-\d{5,}$/u;
const isName = (q: string) => q !== '' && !q.includes('@') && !ID.test(q) && !RECEIPT.test(q);

function patternOf(q: string): string {
  return `%${q
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;
}

/** The last of the names that are looked through from here on, from an index that has nothing else. */
async function endOfLook(db: Db, campaignId: string, after: Position | undefined, lookAt: number) {
  const { receipts } = await db
    .selectFrom('campaigns')
    .select('receipts')
    .where('id', '=', campaignId)
    .executeTakeFirstOrThrow();
  if (receipts <= lookAt) return undefined;
  let query = db
    .selectFrom('contributions')
    .select(['id', 'created_at'])
    .where('campaign_id', '=', campaignId)
    .where('name_key', 'is not', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .offset(lookAt - 1)
    .limit(1);
  if (after) query = query.where(sql<boolean>`(created_at, id) < (${after.at}, ${after.id})`);
  return query.executeTakeFirst();
}

interface Position {
  at: string;
  id: string;
}

function cursorOf(row: Pick<ContributionRow, 'created_at' | 'id'>): string {
  return Buffer.from(JSON.stringify([row.created_at, row.id])).toString('base64url');
}

function afterOf(cursor: string): Position {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof at === 'string' && typeof id === 'string' && !(at + id).includes('\0')) return { at, id };
  } catch {
    // Not one of ours.
  }
  throw new ProblemError('bad-cursor');
}

export function entryOf(database: OpenDatabase, actor: Actor, row: ContributionRow, now: number): Entry {
  const hidden = JSON.parse(row.private ?? '{}') as Partial<PrivatePart>;
  const sees = actor.scopes.includes('people');
  const email = hidden.email === undefined ? undefined : database.vault.open(hidden.email, row.id);
  const shown = row.public === null ? undefined : (JSON.parse(row.public) as { name?: string; anonymous?: boolean });
  return {
    id: row.id,
    campaign: row.campaign_id,
    receipt: row.receipt ?? '',
    at: row.created_at,
    state: receiptOf(row, now).state,
    kind: row.kind,
    pathwayId: row.pathway_id,
    ...(row.value === null ? {} : { quantity: { value: row.value, unit: row.unit!, scale: row.scale! } }),
    ...defined({
      frequency: row.frequency ?? undefined,
      renews: row.renews ?? undefined,
      provider: row.provider ?? undefined,
    }),
    public: row.public !== null,
    // What everybody may read, any key may.
    ...defined({ name: sees ? hidden.name : shown?.name }),
    ...(hidden.actions?.length ? { actions: hidden.actions } : {}),
    ...(hidden.shifts?.length ? { shifts: hidden.shifts } : {}),
    ...(hidden.waitlist?.length ? { waitlist: hidden.waitlist } : {}),
    ...(hidden.suspect ? { suspect: true } : {}),
    ...(sees
      ? {
          person: defined({
            email,
            message: hidden.message,
            fields: hidden.fields,
            consents: hidden.consents,
            source: hidden.source,
            locale: hidden.locale,
            due: hidden.due,
            organization: hidden.organization,
            dedication: hidden.dedication && {
              ...hidden.dedication,
              tell: hidden.dedication.tell && database.vault.open(hidden.dedication.tell, row.id),
            },
          }) as NonNullable<Entry['person']>,
        }
      : {}),
  };
}

/** @throws {ProblemError} `contribution-not-found`, also for one of a campaign that is not this key's */
export async function findContribution(db: Db, actor: Actor, id: string): Promise<ContributionRow> {
  let query = db
    .selectFrom('contributions')
    .selectAll()
    .where('imported', '=', 0)
    .where('campaign_id', 'in', campaignsHere(db));
  query = /^ctr_/.test(id) ? query.where('id', '=', id) : query.where('receipt', '=', id.toUpperCase());
  if (actor.campaign !== undefined) query = query.where('campaign_id', '=', actor.campaign);
  const rows = await query.limit(2).execute();
  if (rows.length > 1)
    throw new ProblemError('conflict', {
      detail: `two campaigns have a receipt ${id}; use the id of the contribution`,
    });
  if (!rows[0]) throw new ProblemError('contribution-not-found');
  return rows[0];
}

/** The organiser has seen the money arrive. */
export async function confirmByHand(db: Db, actor: Actor, id: string, now: number): Promise<ContributionRow> {
  const row = await findContribution(db, actor, id);
  const isKept = isPromise(row);
  if (
    row.state === 'refunded' ||
    (row.state === 'recorded' && !isKept) ||
    (row.state === 'cancelled' && row.private === null)
  )
    throw new ProblemError('not-confirmable', {
      detail:
        row.state === 'recorded'
          ? 'it counts already; only money that is awaited or was promised can be confirmed'
          : `its state is ${row.state}`,
    });
  return (isKept ? keepPromise : confirm)(db, row.id, now, writtenDown(actor, 'contribution.confirm', now));
}

export async function refundByHand(db: Db, actor: Actor, id: string, now: number): Promise<ContributionRow> {
  const row = await findContribution(db, actor, id);
  return refund(db, row.id, now, writtenDown(actor, 'contribution.refund', now));
}

const writtenDown =
  (actor: Actor, action: string, now: number): Also =>
  (tx, row) =>
    audit(tx, actor, action, { campaign: row.campaign_id, target: row.id, now });

function defined<T extends Record<string, unknown>>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

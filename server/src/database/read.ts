import { sql, type Selectable } from 'kysely';
import {
  parseCampaign,
  type Campaign,
  type CampaignInput,
  type Contribution,
  type Goal,
  type Member,
  type Update,
} from '../../../src/data/schema.ts';
import { ProblemError } from '../problem.ts';
import { leastOf } from '../validate.ts';
import { HERE } from './import.ts';
import { snapshot, type Db, type Tx } from './open.ts';
import type { Tables } from './tables.ts';

/** A campaign as the operator wrote it, plus what is counted here. */
export interface CampaignRecord {
  id: string;
  rev: number;
  fingerprint: string;
  openingStones: number;
  listed: number;
  updatedAt: string;
  document: Campaign;
}

// Parsing 40 kB of JSON for each contribution would cost more than the contribution; a document changes by import only.
const parsed = new Map<string, Campaign>();

/** @throws {ProblemError} `campaign-not-found` */
export async function readRecord(db: Db | Tx, id: string): Promise<CampaignRecord> {
  const row = await db
    .selectFrom('campaigns')
    .select(['rev', 'fingerprint', 'opening_stones', 'listed', 'updated_at'])
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return recordOf(db, id, row);
}

/** Campaigns that are there, for queries that go by something else: what is left of a removed one is nobody's any more. */
export function campaignsHere(db: Db | Tx) {
  return db.selectFrom('campaigns').select('id').where('removed_at', 'is', null);
}

/** As this release knows a campaign: the one that wrote it down may have had fewer fields, and lists that are missing have no length. */
function storedCampaign(text: string): Campaign {
  const json = JSON.parse(text) as unknown;
  try {
    return parseCampaign(json, HERE).campaign;
  } catch {
    return json as Campaign; // the release that took it was less strict
  }
}

type RecordRow = Pick<
  Selectable<Tables['campaigns']>,
  'rev' | 'fingerprint' | 'opening_stones' | 'listed' | 'updated_at'
>;

/** The record of a row that was just read or taken. @throws {ProblemError} `campaign-not-found` */
export async function recordOf(db: Db | Tx, id: string, row: RecordRow | undefined): Promise<CampaignRecord> {
  if (!row) throw new ProblemError('campaign-not-found');
  let document = parsed.get(row.fingerprint);
  if (!document) {
    const stored = await db
      .selectFrom('campaigns')
      .select(['document', 'fingerprint'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    document = storedCampaign(stored.document);
    if (parsed.size > 1000) parsed.clear();
    parsed.set(stored.fingerprint, document);
  }
  return {
    id,
    rev: row.rev,
    fingerprint: row.fingerprint,
    openingStones: row.opening_stones,
    listed: row.listed,
    updatedAt: row.updated_at,
    document,
  };
}

/** The operator's word, corrected by the dates: `active` before the start is `upcoming`, after the end `ended`. */
export function statusAt(document: Campaign, now: number): Campaign['status'] {
  if (document.status === 'ended' || document.status === 'paused') return document.status;
  if (document.endsAt && now > Date.parse(document.endsAt)) return 'ended';
  if (document.startsAt && now < Date.parse(document.startsAt)) return 'upcoming';
  return document.status === 'upcoming' && document.startsAt ? 'active' : document.status;
}

type GoalRow = Selectable<Tables['goals']>;

/** What is raised in all: the opening balance plus what was counted here. */
export function raisedOf(goal: Goal, row: GoalRow | undefined): Goal['raised'] {
  const plus = (opening: number | undefined, made: number | undefined) =>
    opening === undefined && !made ? undefined : (opening ?? 0) + (made ?? 0);
  const { confirmed, pledged, matched, offline } = goal.raised;
  return {
    confirmed: confirmed + (row?.confirmed ?? 0),
    ...defined({ pledged: plus(pledged, row?.pledged), matched: plus(matched, row?.matched), offline }),
  } as Goal['raised'];
}

/** How many gave; unknown stays unknown when the campaign came with money but without a number of people. */
export function supportersOf(goal: Goal, row: GoalRow | undefined): number | undefined {
  const opening = goal.supporters ?? (goal.raised.confirmed === 0 ? 0 : undefined);
  return opening === undefined ? undefined : opening + (row?.supporters ?? 0);
}

/** The part of `raised` that counts toward the goal. */
export function totalOf(goal: Goal, raised: Goal['raised']): number {
  return goal.counting.includes.reduce((sum, segment) => sum + (raised[segment] ?? 0), 0);
}

export interface GoalsAnswer {
  rev: number;
  from: number;
  asOf: string;
  serverTime: string;
  status: Campaign['status'];
  goals: { id: string; raised: Goal['raised']; supporters?: number }[];
}

/** Absolute totals of every goal: the answer to a poll and the payload of a `goals` event. */
export async function readGoals(db: Db, id: string, now: number): Promise<GoalsAnswer> {
  return snapshot(db, async (tx) => {
    const record = await readRecord(tx, id);
    const rows = await goalRows(tx, id);
    return {
      rev: record.rev,
      from: 0,
      asOf: record.updatedAt,
      serverTime: new Date(now).toISOString(),
      status: statusAt(record.document, now),
      goals: record.document.goals.map((goal) => {
        const row = rows.get(goal.id);
        return {
          id: goal.id,
          raised: raisedOf(goal, row),
          ...defined({ supporters: supportersOf(goal, row) }),
        } as GoalsAnswer['goals'][number];
      }),
    };
  });
}

export interface Rendered {
  rev: number;
  status: Campaign['status'];
  document: CampaignInput;
}

/** The whole document with the latest of each list; addresses still say {@link HERE}. */
export async function readDocument(
  db: Db,
  id: string,
  now: number,
  options: { test: boolean; minimum: number },
): Promise<Rendered> {
  return snapshot(db, async (tx) => {
    const record = await readRecord(tx, id);
    const { document } = record;
    const rows = await goalRows(tx, id);
    const status = statusAt(document, now);
    const [milestones, tallies, contributions, members, updates, history] = [
      await tx.selectFrom('milestones').selectAll().where('campaign_id', '=', id).execute(),
      await tx.selectFrom('tallies').selectAll().where('campaign_id', '=', id).execute(),
      await readContributions(tx, id, { limit: 10 }),
      await readMembers(tx, id, { limit: 12, now }),
      await readUpdates(tx, id, { limit: 5 }),
      await readHistory(tx, record, {}),
    ];
    const tally = (pathway: string, kind: string, item: string) =>
      tallies.find((row) => row.pathway_id === pathway && row.kind === kind && row.item_id === item)?.amount ?? 0;
    const self = `${HERE}v1/campaigns/${id}`;

    return {
      rev: record.rev,
      status,
      document: {
        ...document,
        rev: record.rev,
        asOf: record.updatedAt,
        serverTime: new Date(now).toISOString(),
        status,
        test: options.test || document.test,
        goals: document.goals.map((goal) => {
          const row = rows.get(goal.id);
          return {
            ...goal,
            asOf: row?.supporters ? record.updatedAt : goal.asOf, // untouched here: the operator's own date holds
            raised: raisedOf(goal, row),
            supporters: supportersOf(goal, row),
            milestones: goal.milestones.map((milestone) => ({
              ...milestone,
              reachedAt:
                milestone.reachedAt ??
                milestones.find((one) => one.goal_id === goal.id && one.milestone_id === milestone.id)?.reached_at,
            })),
            match: goal.match && { ...goal.match, ...defined({ remaining: matchLeft(goal, row) }) },
          };
        }),
        pathways: document.pathways.map((pathway) => ({
          ...pathway,
          // The form says before what the server would say after.
          min:
            pathway.kind === 'donate' && pathway.handoff.type === 'post'
              ? leastOf(pathway, options.minimum)
              : pathway.min,
          actions: pathway.actions.map((action) => {
            const made = tally(pathway.id, 'action', action.id);
            return action.done === undefined && made === 0 ? action : { ...action, done: (action.done ?? 0) + made };
          }),
          shifts: pathway.shifts.map((shift) =>
            shift.places === undefined
              ? shift
              : { ...shift, places: Math.max(0, shift.places - tally(pathway.id, 'shift', shift.id)) },
          ),
        })),
        contributions,
        members,
        updates,
        history: history.items,
        links: {
          ...document.links,
          self,
          events: `${self}/events`,
          contributions: `${self}/contributions`,
          members: `${self}/members`,
          updates: `${self}/updates`,
          history: `${self}/history`,
        },
      } satisfies CampaignInput,
    };
  });
}

/** What the matching donor still gives; undefined when there is no end to it. */
export function matchLeft(goal: Goal, row: GoalRow | undefined): number | undefined {
  const opening = goal.match?.remaining ?? goal.match?.cap;
  return opening === undefined ? undefined : Math.max(0, opening - (row?.matched ?? 0));
}

// ── Pages ───────────────────────────────────────────────────────────────────

export interface PageOptions {
  limit: number;
  cursor?: string | undefined;
}

export interface Page<T> {
  items: T[];
  total?: number;
  next?: string | null;
}

export async function readContributions(db: Db | Tx, id: string, options: PageOptions): Promise<Page<Contribution>> {
  const record = await readRecord(db, id);
  const after = positionOf('c', options.cursor);
  let query = db
    .selectFrom('contributions')
    .select(['position', 'public'])
    .where('campaign_id', '=', id)
    .where('position', 'is not', null)
    .orderBy('position', 'desc')
    .limit(options.limit + 1);
  if (after !== undefined) query = query.where('position', '<', after);
  const rows = await query.execute();
  const opening = record.document.contributions?.total;
  const imported =
    opening ??
    (
      await db
        .selectFrom('contributions')
        .select(sql<number>`count(*)`.as('n'))
        .where('campaign_id', '=', id)
        .where('imported', '=', 1)
        .executeTakeFirstOrThrow()
    ).n;
  return {
    items: rows.slice(0, options.limit).map((row) => JSON.parse(row.public!) as Contribution),
    total: Number(imported) + record.listed,
    next: nextOf('c', rows, options.limit),
  };
}

/** Only members who agreed to be public, and whose agreement has not run out. */
export async function readMembers(
  db: Db | Tx,
  id: string,
  options: PageOptions & { now: number },
): Promise<Page<Member>> {
  await readRecord(db, id);
  const after = positionOf('m', options.cursor);
  const rows = await db
    .selectFrom('members')
    .select(['position', 'document'])
    .where('campaign_id', '=', id)
    .orderBy('position', 'asc')
    .execute();
  const shown = rows.filter((row) => {
    const { consent } = JSON.parse(row.document) as Member;
    return consent !== undefined && (consent.until === undefined || Date.parse(consent.until) > options.now);
  });
  const rest = shown.filter((row) => after === undefined || row.position > after);
  return {
    items: rest.slice(0, options.limit).map((row) => JSON.parse(row.document) as Member),
    total: shown.length,
    next: nextOf('m', rest, options.limit),
  };
}

export async function readUpdates(db: Db | Tx, id: string, options: PageOptions): Promise<Page<Update>> {
  const record = await readRecord(db, id);
  const after = positionOf('u', options.cursor);
  let query = db
    .selectFrom('updates')
    .select(['position', 'document'])
    .where('campaign_id', '=', id)
    .orderBy('position', 'asc')
    .limit(options.limit + 1);
  if (after !== undefined) query = query.where('position', '>', after);
  const rows = await query.execute();
  const { total } = record.document.updates ?? {};
  return {
    items: rows.slice(0, options.limit).map((row) => JSON.parse(row.document) as Update),
    ...(total === undefined ? {} : { total }),
    next: nextOf('u', rows, options.limit),
  };
}

export type Interval = 'day' | 'week' | 'month';

/**
 * Totals over time: the operator's points, each raised by what was counted here until then, and one point for each
 * later day with a contribution. With an interval longer than a day, the last point of each.
 */
export async function readHistory(
  db: Db | Tx,
  record: CampaignRecord,
  options: { goal?: string | undefined; interval?: Interval | undefined },
): Promise<{ items: Campaign['history'] }> {
  const rows = await db
    .selectFrom('history')
    .selectAll()
    .where('campaign_id', '=', record.id)
    .orderBy('day', 'asc')
    .execute();
  const goals = record.document.goals.filter((goal) => options.goal === undefined || goal.id === options.goal);
  const items = goals.flatMap((goal) => {
    const opening = record.document.history.find((history) => history.goalId === goal.id)?.points ?? [];
    const made = rows.filter((row) => row.goal_id === goal.id);
    const points = mergeHistory(opening, made, { total: totalOf(goal, goal.raised), until: record.updatedAt });
    return points.length === 0 ? [] : [{ goalId: goal.id, points: lastOfEach(points, options.interval ?? 'day') }];
  });
  return { items };
}

type Point = Campaign['history'][number]['points'][number];

/**
 * @param options.total where the first day here starts from when the operator gave no points
 * @param options.until the latest change: today's point is not put at an hour that has not come
 */
export function mergeHistory(
  opening: readonly Point[],
  made: readonly { day: string; amount: number }[],
  options: { total: number; until: string },
): Point[] {
  const sorted = [...opening].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const endOf = (day: string) => Date.parse(`${day}T23:59:59Z`);
  const points = sorted.map((point) => ({
    at: point.at,
    // A day's contributions belong to the operator's point of that day or the next one, whichever comes first.
    value: made.reduce((sum, row) => (endOf(row.day) <= Date.parse(point.at) ? sum + row.amount : sum), point.value),
  }));
  const last = sorted.at(-1);
  let value = points.at(-1)?.value ?? options.total;
  const until = Math.max(Date.parse(options.until), last ? Date.parse(last.at) : 0);
  for (const row of made) {
    if (last && endOf(row.day) <= Date.parse(last.at)) continue;
    value += row.amount;
    points.push({ at: new Date(Math.min(endOf(row.day), until)).toISOString(), value });
  }
  return points;
}

function lastOfEach(points: readonly Point[], interval: Interval): Point[] {
  if (interval === 'day') return [...points];
  const bucket = (point: Point) =>
    interval === 'month' ? point.at.slice(0, 7) : String(Math.floor((Date.parse(point.at) / 86_400_000 + 3) / 7)); // weeks begin on Monday
  return [...new Map(points.map((point) => [bucket(point), point])).values()];
}

// A cursor says where the last page ended. It is opaque, so that the order can change without breaking a client.

function nextOf(list: string, rows: readonly { position: number | null }[], limit: number): string | null {
  if (rows.length <= limit) return null;
  return Buffer.from(`${list}:${rows[limit - 1]!.position}`).toString('base64url');
}

function positionOf(list: string, cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const [, name, position] = /^(\w):(-?\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (name !== list) throw new ProblemError('bad-cursor');
  return Number(position);
}

// ── Helpers ─────────────────────────────────────────────────────────────────

async function goalRows(db: Db | Tx, id: string): Promise<Map<string, GoalRow>> {
  const rows = await db.selectFrom('goals').selectAll().where('campaign_id', '=', id).execute();
  return new Map(rows.map((row) => [row.goal_id, row]));
}

function defined<T extends Record<string, unknown>>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}

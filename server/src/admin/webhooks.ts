import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import { newId } from '../crypto.ts';
import { lockCampaign } from '../book.ts';
import { inTransaction, type Db, type OpenDatabase, type Tx } from '../database/open.ts';
import { deliver, faultOfAddress } from '../deliver.ts';
import { isTaken, outcomeText, secretsOf, type Announcement, type WebhookTable } from '../outbox.ts';
import { fieldProblem, ProblemError } from '../problem.ts';
import { audit, type Actor } from './keys.ts';

/** A receiver of webhooks, without its secret. */
export interface WebhookInfo {
  id: string;
  url: string;
  campaign?: string;
  /** Which kinds of events it is told; missing: all. */
  events?: Announcement[];
  /** Added here; else it is in the settings. */
  managed: boolean;
  createdAt?: string;
  /** When it last took a message, to the minute. */
  deliveredAt?: string;
  /** Until then messages are signed with the secret before this one, too. */
  oldSecretUntil?: string;
  /** Messages that are still to be sent, tried before or not. */
  waiting: number;
  /** Messages that were given up, or whose last try failed. */
  failed: number;
}

/** A message that did not get through yet. */
export interface Delivery {
  id: string;
  type: string;
  contribution: string;
  campaign: string;
  /** When it happened. */
  at: string;
  attempts: number;
  triedAt: string;
  /** What the receiver answered, or why it could not. */
  outcome: string;
  /** When it is tried again; missing: it was given up. */
  nextAt?: string;
}

export interface NewWebhook {
  url: string;
  campaign?: string | undefined;
  events?: readonly Announcement[] | undefined;
}

const MOST = 20;
/** So long a secret holds beside the one that follows it. */
const BOTH_MS = 24 * 60 * 60 * 1000;

/**
 * Adds a receiver. Its secret is told once.
 *
 * @param allowPrivate as the settings say: also in private networks, and without TLS
 * @throws {ProblemError} `validation` when webhooks may not go to that address
 */
export async function addWebhook(
  { db, vault }: OpenDatabase,
  actor: Actor,
  { url, campaign, events = [] }: NewWebhook,
  now: number,
  allowPrivate: boolean,
): Promise<WebhookInfo & { secret: string }> {
  const fault = faultOfAddress(url, allowPrivate);
  if (fault !== undefined) throw fieldProblem('validation', '/url', fault);
  if (actor.campaign !== undefined && campaign !== actor.campaign)
    throw new ProblemError('forbidden', { detail: `this key is for the campaign ${actor.campaign} only` });
  const address = new URL(url).href;
  const id = newId('whk').slice(0, 14);
  const secret = newSecret();
  const row = {
    ...{ id, url: address, secret: vault.seal(secret, id), managed: 1, campaign_id: campaign ?? null },
    ...{ events: [...new Set(events)].join(' '), created_at: new Date(now).toISOString(), delivered_at: null },
    ...{ old_secret: null, old_until: null },
  };
  await inTransaction(db, async (tx) => {
    if (campaign !== undefined) await lockCampaign(tx, campaign);
    // One after the other: two that are added at once may be the same, or one too many.
    await tx
      .updateTable('settings')
      .set((old) => ({ value: old.ref('value') }))
      .where('name', '=', 'secret')
      .execute();
    const all = await tx.selectFrom('webhooks').select(['id', 'url', 'campaign_id']).execute();
    if (all.some((one) => one.url === address && one.campaign_id === (campaign ?? null)))
      throw new ProblemError('conflict', { detail: 'this address is told of them already' });
    // Each contribution is written down once more for each of them.
    if (all.length >= MOST)
      throw new ProblemError('conflict', { detail: `there are ${all.length} already; remove one first` });
    await tx.insertInto('webhooks').values(row).execute();
    await audit(tx, actor, 'webhook.add', { target: id, campaign: row.campaign_id, now });
  });
  return { ...info(row, 0, 0), secret };
}

export async function listWebhooks(db: Db, actor: Actor): Promise<WebhookInfo[]> {
  let query = db.selectFrom('webhooks').selectAll().orderBy('managed').orderBy('created_at').orderBy('id');
  if (actor.campaign !== undefined) query = query.where('campaign_id', '=', actor.campaign);
  const rows = await query.execute();
  const counts = await db
    .selectFrom('outbox')
    .select((f) => [
      'webhook_id',
      f.fn.countAll<number>().as('n'),
      f.fn.count<number>('given_up_at').as('given_up'),
      f.fn.count<number>('tried_at').as('tried'),
    ])
    .groupBy('webhook_id')
    .execute();
  return rows.map((row) => {
    const count = counts.find((one) => one.webhook_id === row.id);
    return info(row, Number(count?.n ?? 0) - Number(count?.given_up ?? 0), Number(count?.tried ?? 0));
  });
}

/**
 * Gives a receiver another secret. For a day messages are signed with the one before as well, so that it has time to learn
 * the new one, which is told this once.
 *
 * @throws {ProblemError} `not-found`; `conflict` for one that is in the settings
 */
export async function rotateWebhook(
  { db, vault }: OpenDatabase,
  actor: Actor,
  id: string,
  now: number,
): Promise<WebhookInfo & { secret: string }> {
  const secret = newSecret();
  return inTransaction(db, async (tx) => {
    const { managed, secret: old, campaign_id: campaign } = await find(tx, actor, id);
    if (managed !== 1)
      throw new ProblemError('conflict', { detail: 'its secret is in the setting CAIRN_WEBHOOKS; change it there' });
    const row = await tx
      .updateTable('webhooks')
      .set({ secret: vault.seal(secret, id), old_secret: old, old_until: now + BOTH_MS })
      .where('id', '=', id)
      .where('secret', '=', old) // of two at once the second would make the one that nobody was told yet the old one
      .returningAll()
      .executeTakeFirst();
    if (!row) throw new ProblemError('conflict');
    await audit(tx, actor, 'webhook.rotate', { target: id, campaign, now });
    return { ...info(row, 0, 0), secret };
  });
}

function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** @throws {ProblemError} `not-found`; `conflict` for one that the settings would bring back */
export async function removeWebhook(db: Db, actor: Actor, id: string, now: number): Promise<void> {
  const row = await find(db, actor, id);
  if (row.managed !== 1)
    throw new ProblemError('conflict', { detail: 'it is in the setting CAIRN_WEBHOOKS; take it out there' });
  await inTransaction(db, async (tx) => {
    const { numDeletedRows } = await tx.deleteFrom('webhooks').where('id', '=', id).executeTakeFirst();
    await tx.deleteFrom('outbox').where('webhook_id', '=', id).execute();
    if (numDeletedRows > 0n) await audit(tx, actor, 'webhook.remove', { target: id, campaign: row.campaign_id, now });
  });
}

/** Sends a message that means nothing, at once, and says what came of it. */
export async function testWebhook(
  { db, vault }: OpenDatabase,
  actor: Actor,
  id: string,
  now: number,
  allowPrivate: boolean,
): Promise<{ delivered: boolean; outcome: string }> {
  const row = await find(db, actor, id);
  const payload = JSON.stringify({ type: 'webhook.test', timestamp: new Date(now).toISOString(), data: {} });
  const message = { id: newId('msg'), url: row.url, secrets: secretsOf(vault, row, now), payload };
  const outcome = await deliver(message, now, allowPrivate);
  return { delivered: isTaken(outcome), outcome: outcomeText(outcome) };
}

/** What did not get through yet: given up, or to be tried again. The newest hundred. */
export async function failedDeliveries(db: Db, actor: Actor, id: string): Promise<Delivery[]> {
  await find(db, actor, id);
  const rows = await db
    .selectFrom('outbox')
    .selectAll()
    .where('webhook_id', '=', id)
    .where('tried_at', 'is not', null)
    .orderBy('tried_at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute();
  return rows.map((row) => {
    const told = JSON.parse(row.payload) as { type: string; timestamp: string; data: { id: string; campaign: string } };
    return {
      id: row.id,
      type: told.type,
      contribution: told.data.id,
      campaign: told.data.campaign,
      at: told.timestamp,
      attempts: row.attempts,
      triedAt: new Date(row.tried_at!).toISOString(),
      outcome: row.outcome ?? '',
      ...(row.given_up_at === null ? { nextAt: new Date(row.due_at).toISOString() } : {}),
    };
  });
}

/**
 * Has what failed sent again, from the beginning of the schedule.
 *
 * @param delivery only this one
 * @returns how many
 */
export async function retryDeliveries(
  db: Db,
  actor: Actor,
  id: string,
  now: number,
  delivery?: string,
): Promise<number> {
  const row = await find(db, actor, id);
  return inTransaction(db, async (tx) => {
    let query = tx
      .updateTable('outbox')
      .set({ attempts: 0, due_at: now, locked_until: 0, given_up_at: null })
      .where('webhook_id', '=', id)
      .where('tried_at', 'is not', null)
      .where('locked_until', '<=', now); // one that is being sent at this moment is not sent twice
    if (delivery !== undefined) query = query.where('id', '=', delivery);
    const { numUpdatedRows } = await query.executeTakeFirst();
    if (delivery !== undefined && numUpdatedRows === 0n)
      throw new ProblemError('not-found', { detail: `there is no failed message ${delivery}` });
    if (numUpdatedRows > 0n) await audit(tx, actor, 'webhook.retry', { target: id, campaign: row.campaign_id, now });
    return Number(numUpdatedRows);
  });
}

async function find(db: Db | Tx, actor: Actor, id: string): Promise<Selectable<WebhookTable>> {
  let query = db.selectFrom('webhooks').selectAll().where('id', '=', id);
  if (actor.campaign !== undefined) query = query.where('campaign_id', '=', actor.campaign);
  const row = await query.executeTakeFirst();
  if (!row) throw new ProblemError('not-found', { detail: `there is no webhook ${id}` });
  return row;
}

function info(row: Selectable<WebhookTable>, waiting: number, failed: number): WebhookInfo {
  return {
    id: row.id,
    url: row.url,
    ...(row.campaign_id === null ? {} : { campaign: row.campaign_id }),
    ...(row.events === '' ? {} : { events: row.events.split(' ') as Announcement[] }),
    managed: row.managed === 1,
    ...(row.created_at === null ? {} : { createdAt: row.created_at }),
    ...(row.delivered_at === null ? {} : { deliveredAt: new Date(row.delivered_at).toISOString() }),
    ...(row.old_until === null ? {} : { oldSecretUntil: new Date(row.old_until).toISOString() }),
    waiting,
    failed,
  };
}

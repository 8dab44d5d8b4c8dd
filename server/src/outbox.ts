/**
 * Telling other systems, in the way of Standard Webhooks (standardwebhooks.com): signed, with an id that stays the same on
 * every try, retried on a published schedule. What is to be told is written in the transaction that makes it true, so that
 * nothing is told that did not happen, and nothing that happened is forgotten.
 */
import type { Generated, Kysely, Migration, Selectable } from 'kysely';
import type { Logger } from 'pino';
import { newId, sha256 } from './crypto.ts';
import { insertRows } from './database/insert.ts';
import type { Db, OpenDatabase, Tx } from './database/open.ts';
import type { ContributionRow } from './database/tables.ts';
import { deliver, type Outcome } from './deliver.ts';
import type { WebhookSettings } from './settings.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** After each failure so long; then it is given up. In all: three days. */
export const SCHEDULE = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
const LEASE_MS = 60 * SECOND;
/** To one receiver. */
const AT_ONCE = 8;
const KEEP_GIVEN_UP_MS = 30 * 24 * HOUR;

export interface WebhookTable {
  id: string;
  url: string;
  /** Sealed: who has only the database cannot sign in our name. */
  secret: string;
  /** 1 when an organiser added it here, 0 when it is in the settings. */
  managed: Generated<number>;
  /** Null: every campaign. */
  campaign_id: string | null;
  /** Words with spaces between them; empty: everything. */
  events: Generated<string>;
  created_at: string | null;
  /** When it last took a message, to the minute. */
  delivered_at: number | null;
  /** The one before, sealed as well; messages are signed with it, too, until then. */
  old_secret: string | null;
  old_until: number | null;
}

export interface OutboxTable {
  id: string;
  webhook_id: string;
  payload: string;
  attempts: number;
  due_at: number;
  /** Set while somebody sends it, and by the last failure. */
  locked_until: number;
  given_up_at: number | null;
  /** Of the last try: when, and the status or the reason. */
  tried_at: number | null;
  outcome: string | null;
}

export const outboxMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const create = db.schema;
    await create
      .createTable('webhooks')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('url', 'text', (c) => c.notNull())
      .addColumn('secret', 'text', (c) => c.notNull())
      .execute();
    await create
      .createTable('outbox')
      .addColumn('id', 'text', (c) => c.notNull())
      .addColumn('webhook_id', 'text', (c) => c.notNull())
      .addColumn('payload', 'text', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('due_at', 'bigint', (c) => c.notNull())
      .addColumn('locked_until', 'bigint', (c) => c.notNull())
      .addColumn('given_up_at', 'bigint')
      .addPrimaryKeyConstraint('outbox_key', ['id', 'webhook_id'])
      .execute();
    await create.createIndex('outbox_due').on('outbox').columns(['given_up_at', 'due_at']).execute();
  },
};

/** Receivers that organisers add, and what became of each message. */
export const webhooksMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const alter = (table: string) => db.schema.alterTable(table);
    await alter('webhooks')
      .addColumn('managed', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await alter('webhooks').addColumn('campaign_id', 'text').execute();
    await alter('webhooks')
      .addColumn('events', 'text', (c) => c.notNull().defaultTo(''))
      .execute();
    await alter('webhooks').addColumn('created_at', 'text').execute();
    await alter('webhooks').addColumn('delivered_at', 'bigint').execute();
    await alter('outbox').addColumn('tried_at', 'bigint').execute();
    await alter('outbox').addColumn('outcome', 'text').execute();
  },
};

/** A secret that is replaced, and holds a while longer. */
export const secretsMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('webhooks').addColumn('old_secret', 'text').execute();
    await db.schema.alterTable('webhooks').addColumn('old_until', 'bigint').execute();
  },
};

/** With which a message is signed now: the secret, and the one before while it holds. Empty: sealed with another key. */
export function secretsOf(
  vault: OpenDatabase['vault'],
  row: Pick<Selectable<WebhookTable>, 'id' | 'secret' | 'old_secret' | 'old_until'>,
  now: number,
): string[] {
  const sealed = [row.secret, ...(row.old_secret !== null && (row.old_until ?? 0) > now ? [row.old_secret] : [])];
  return sealed.flatMap((secret) => vault.open(secret, row.id) ?? []);
}

export const ANNOUNCEMENTS = [
  'recorded',
  'confirmed',
  'failed',
  'expired',
  'cancelled',
  'refunded',
  'changed',
] as const;
export type Announcement = (typeof ANNOUNCEMENTS)[number];

export interface Announced {
  row: ContributionRow;
  what: Announcement;
  now: number;
}

/** Writes down what is to be told, once per receiver; with no receiver it writes nothing. Nothing personal is in it. */
export async function announceAll(tx: Tx, announced: readonly Announced[]): Promise<void> {
  if (announced.length === 0) return;
  const receivers = await tx.selectFrom('webhooks').select(['id', 'campaign_id', 'events']).execute();
  if (receivers.length === 0) return;
  const rows = announced.flatMap(({ row, what, now }) => {
    const wanted = receivers.filter(
      ({ campaign_id, events }) =>
        (campaign_id === null || campaign_id === row.campaign_id) &&
        (events === '' || events.split(' ').includes(what)),
    );
    if (wanted.length === 0) return [];
    const data = {
      id: row.id,
      campaign: row.campaign_id,
      state: row.state,
      kind: row.kind,
      pathwayId: row.pathway_id,
      ...(row.value === null ? {} : { quantity: { value: row.value, unit: row.unit, scale: row.scale } }),
      ...(row.counted === null ? {} : { counted: row.counted }),
      ...(row.frequency === null ? {} : { frequency: row.frequency }),
      receipt: row.receipt,
      ...(row.renews === null ? {} : { renews: row.renews }),
    };
    const payload = JSON.stringify({ type: `contribution.${what}`, timestamp: new Date(now).toISOString(), data });
    const message = {
      ...{ id: newId('msg'), payload, attempts: 0, due_at: now, locked_until: 0 },
      ...{ given_up_at: null, tried_at: null, outcome: null },
    };
    return wanted.map(({ id }) => ({ ...message, webhook_id: id }));
  });
  await insertRows(tx, 'outbox', rows);
}

export function announce(tx: Tx, row: ContributionRow, what: Announcement, now: number): Promise<void> {
  return announceAll(tx, [{ row, what, now }]);
}

/**
 * Takes over the receivers of the settings; one that was removed there gets nothing any more. Those that organisers added
 * are left alone.
 */
export async function setReceivers({ db, vault }: OpenDatabase, receivers: readonly WebhookSettings[]): Promise<void> {
  const rows = receivers.map(({ url, secret }) => {
    const id = sha256(url).slice(0, 16);
    return { id, url, secret: vault.seal(secret, id), managed: 0 };
  });
  await db
    .deleteFrom('webhooks')
    .where('managed', '=', 0)
    .where('id', 'not in', ['', ...rows.map(({ id }) => id)])
    .execute();
  for (const row of rows)
    await db
      .insertInto('webhooks')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ secret: row.secret }))
      .execute();
}

/** What was given up is kept for a month, for whoever wants it sent again; what is for nobody any more goes. */
export async function tidyOutbox(db: Db, now: number): Promise<void> {
  await db.deleteFrom('outbox').where('webhook_id', 'not in', db.selectFrom('webhooks').select('id')).execute();
  await db
    .deleteFrom('outbox')
    .where('given_up_at', '<', now - KEEP_GIVEN_UP_MS)
    .execute();
  await db.updateTable('webhooks').set({ old_secret: null, old_until: null }).where('old_until', '<=', now).execute();
}

export interface OutboxOptions {
  database: OpenDatabase;
  log: Logger;
  now: () => number;
  /** Also to addresses of private networks, and without TLS. */
  allowPrivate: boolean;
  pollMs?: number;
}

type Due = Pick<Selectable<OutboxTable>, 'id' | 'webhook_id' | 'payload' | 'attempts' | 'locked_until'> &
  Pick<Selectable<WebhookTable>, 'url' | 'secret' | 'old_secret' | 'old_until' | 'delivered_at'>;

/**
 * Sends what is due, to each receiver in a lane of its own: one that hangs holds up nobody else. Any number of instances
 * may do so at once: a message is leased before it is sent.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #lanes = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#look(), options.pollMs ?? 1000).unref();
  }

  /** Sends everything that is due now. */
  async flush(): Promise<void> {
    await Promise.all(this.#lanes.values()); // what began before may not have seen what is due since
    await this.#look();
    await Promise.all(this.#lanes.values());
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await Promise.all(this.#lanes.values());
  }

  async #look(): Promise<void> {
    const { database, now } = this.#options;
    const { db } = database;
    try {
      const waiting = await db
        .selectFrom('outbox')
        .select('webhook_id')
        .distinct()
        .where('given_up_at', 'is', null)
        .where('due_at', '<=', now())
        .where('locked_until', '<=', now())
        .execute();
      for (const { webhook_id: id } of waiting) {
        if (this.#closed || this.#lanes.has(id)) continue;
        const lane = this.#run(id).finally(() => this.#lanes.delete(id));
        this.#lanes.set(id, lane);
      }
    } catch (error) {
      this.#warn(error);
    }
  }

  async #run(webhookId: string): Promise<void> {
    const { database, now } = this.#options;
    const { db } = database;
    try {
      while (!this.#closed) {
        const due = await db
          .selectFrom('outbox')
          .innerJoin('webhooks', 'webhooks.id', 'outbox.webhook_id')
          .select(['outbox.id', 'webhook_id', 'payload', 'attempts', 'locked_until'])
          .select(['url', 'secret', 'old_secret', 'old_until', 'delivered_at'])
          .where('webhook_id', '=', webhookId)
          .where('given_up_at', 'is', null)
          .where('due_at', '<=', now())
          .where('locked_until', '<=', now())
          .orderBy('due_at')
          .limit(AT_ONCE)
          .execute();
        if (due.length === 0) return;
        await Promise.all(due.map((message) => this.#send(message)));
      }
    } catch (error) {
      this.#warn(error);
    }
  }

  #warn(error: unknown): void {
    // The next look tries again.
    this.#options.log.warn({ code: (error as { code?: string }).code }, 'webhooks could not be sent');
  }

  async #send(message: Due): Promise<void> {
    const { database, log, now, allowPrivate } = this.#options;
    const { db, vault } = database;
    const mine = () =>
      db.updateTable('outbox').where('id', '=', message.id).where('webhook_id', '=', message.webhook_id);
    const lease = now() + LEASE_MS;
    const { numUpdatedRows } = await mine()
      .set({ locked_until: lease })
      .where('locked_until', '=', message.locked_until)
      .where('attempts', '=', message.attempts)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return; // another instance has it

    const secrets = secretsOf(vault, { ...message, id: message.webhook_id }, now());
    const outcome = await deliver({ ...message, secrets }, now(), allowPrivate);
    const status = 'status' in outcome ? outcome.status : 0;
    if (isTaken(outcome) || status === 410) {
      if (status === 410) log.warn({ webhook: message.webhook_id }, 'a receiver of webhooks says it is gone for good');
      await db.deleteFrom('outbox').where('id', '=', message.id).where('webhook_id', '=', message.webhook_id).execute();
      // To the minute: on a giving day this is not a second write for each message.
      if (isTaken(outcome) && (message.delivered_at ?? 0) < now() - MINUTE)
        await db.updateTable('webhooks').set({ delivered_at: now() }).where('id', '=', message.webhook_id).execute();
      return;
    }
    const wait = SCHEDULE[message.attempts];
    if (wait === undefined) log.error({ webhook: message.webhook_id, message: message.id }, 'a webhook was given up');
    await mine()
      .set({
        attempts: message.attempts + 1,
        // Up to a tenth later: a receiver that comes back is not met by everybody in the same second.
        due_at: now() + Math.round((wait ?? 0) * (1 + Math.random() / 10)),
        locked_until: 0,
        tried_at: now(),
        outcome: outcomeText(outcome),
        ...(wait === undefined ? { given_up_at: now() } : {}),
      })
      .where('locked_until', '=', lease)
      .execute();
  }
}

export function isTaken(outcome: Outcome): boolean {
  return 'status' in outcome && outcome.status >= 200 && outcome.status < 300;
}

export function outcomeText(outcome: Outcome): string {
  return 'status' in outcome ? `answered ${outcome.status}` : outcome.fault;
}

/**
 * Telling other systems, in the way of Standard Webhooks (standardwebhooks.com): signed, with an id that stays the same on
 * every try, retried on a published schedule. What is to be told is written in the transaction that makes it true, so that
 * nothing is told that did not happen, and nothing that happened is forgotten.
 */
import { createHmac } from 'node:crypto';
import { lookup as resolve } from 'node:dns';
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Kysely, Migration } from 'kysely';
import type { Logger } from 'pino';
import { newId, sha256 } from './crypto.ts';
import { insertRows } from './database/insert.ts';
import type { Db, Tx } from './database/open.ts';
import type { ContributionRow } from './database/tables.ts';
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
const TIMEOUT_MS = 15 * SECOND;
const LEASE_MS = 60 * SECOND;
const AT_ONCE = 8;

export interface WebhookTable {
  id: string;
  url: string;
  secret: string;
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

export type Announcement = 'recorded' | 'confirmed' | 'failed' | 'expired' | 'cancelled' | 'refunded' | 'changed';

export interface Announced {
  row: ContributionRow;
  what: Announcement;
  now: number;
}

/** Writes down what is to be told, once per receiver; with no receiver it writes nothing. Nothing personal is in it. */
export async function announceAll(tx: Tx, announced: readonly Announced[]): Promise<void> {
  if (announced.length === 0) return;
  const receivers = await tx.selectFrom('webhooks').select('id').execute();
  if (receivers.length === 0) return;
  const rows = announced.flatMap(({ row, what, now }) => {
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
    };
    const payload = JSON.stringify({ type: `contribution.${what}`, timestamp: new Date(now).toISOString(), data });
    const message = { id: newId('msg'), payload, attempts: 0, due_at: now, locked_until: 0, given_up_at: null };
    return receivers.map(({ id }) => ({ ...message, webhook_id: id }));
  });
  await insertRows(tx, 'outbox', rows);
}

export function announce(tx: Tx, row: ContributionRow, what: Announcement, now: number): Promise<void> {
  return announceAll(tx, [{ row, what, now }]);
}

/** The receivers are the operator's setting; one that was removed gets nothing any more. */
export async function setReceivers(db: Db, receivers: readonly WebhookSettings[]): Promise<void> {
  const rows = receivers.map(({ url, secret }) => ({ id: sha256(url).slice(0, 16), url, secret }));
  const ids = rows.map(({ id }) => id);
  await db
    .deleteFrom('outbox')
    .where('webhook_id', 'not in', ['', ...ids])
    .execute();
  await db
    .deleteFrom('webhooks')
    .where('id', 'not in', ['', ...ids])
    .execute();
  for (const row of rows)
    await db
      .insertInto('webhooks')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ secret: row.secret }))
      .execute();
}

/** `webhook-signature` of a message, with the bytes that `whsec_` spells. */
export function signatureOf(id: string, timestamp: number, body: string, secret: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

export interface OutboxOptions {
  db: Db;
  log: Logger;
  now: () => number;
  /** Also to addresses of private networks, and without TLS. */
  allowPrivate: boolean;
  pollMs?: number;
}

/** Sends what is due. Any number of instances may do so at once: a message is leased before it is sent. */
export class Outbox {
  readonly #options: OutboxOptions;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.flush(), options.pollMs ?? 1000).unref();
  }

  /** Sends everything that is due now. */
  flush(): Promise<void> {
    this.#running ??= this.#flush().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #flush(): Promise<void> {
    const { db, log, now } = this.#options;
    try {
      while (!this.#closed) {
        const due = await db
          .selectFrom('outbox')
          .innerJoin('webhooks', 'webhooks.id', 'outbox.webhook_id')
          .select(['outbox.id', 'outbox.webhook_id', 'payload', 'attempts', 'due_at', 'locked_until', 'url', 'secret'])
          .where('given_up_at', 'is', null)
          .where('due_at', '<=', now())
          .where('locked_until', '<=', now())
          .orderBy('due_at')
          .limit(AT_ONCE)
          .execute();
        if (due.length === 0) return;
        await Promise.all(due.map((message) => this.#deliver(message)));
      }
    } catch (error) {
      log.warn({ code: (error as { code?: string }).code }, 'webhooks could not be sent'); // the next look tries again
    }
  }

  async #deliver(
    message: Pick<OutboxTable, 'id' | 'webhook_id' | 'payload' | 'attempts' | 'locked_until'> & WebhookTable,
  ): Promise<void> {
    const { db, log, now } = this.#options;
    const mine = () =>
      db.updateTable('outbox').where('id', '=', message.id).where('webhook_id', '=', message.webhook_id);
    const lease = now() + LEASE_MS;
    const { numUpdatedRows } = await mine()
      .set({ locked_until: lease })
      .where('locked_until', '=', message.locked_until)
      .where('attempts', '=', message.attempts)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return; // another instance has it

    const outcome = await this.#send(message);
    if (outcome === 'taken' || outcome === 'gone') {
      if (outcome === 'gone')
        log.warn({ webhook: message.webhook_id }, 'a receiver of webhooks says it is gone for good');
      await db.deleteFrom('outbox').where('id', '=', message.id).where('webhook_id', '=', message.webhook_id).execute();
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
        ...(wait === undefined ? { given_up_at: now() } : {}),
      })
      .where('locked_until', '=', lease)
      .execute();
  }

  #send({
    id,
    url,
    secret,
    payload,
  }: Pick<OutboxTable, 'id' | 'payload'> & WebhookTable): Promise<'taken' | 'gone' | 'failed'> {
    const { allowPrivate, now } = this.#options;
    const target = new URL(url);
    const host = target.hostname.replace(/^\[|\]$/g, '');
    if (!allowPrivate && (target.protocol !== 'https:' || (isIP(host) && isPrivate(host))))
      return Promise.resolve('failed');
    const timestamp = Math.floor(now() / 1000);
    return new Promise((done) => {
      const asked = (target.protocol === 'https:' ? secure : plain)(
        target,
        {
          method: 'POST',
          timeout: TIMEOUT_MS,
          agent: false,
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(payload),
            'user-agent': 'Cairn-Webhooks/1',
            'webhook-id': id,
            'webhook-timestamp': String(timestamp),
            'webhook-signature': signatureOf(id, timestamp, payload, secret),
          },
          ...(allowPrivate ? {} : { lookup: publicLookup }),
        },
        (response) => {
          const { statusCode = 0 } = response;
          response.destroy(); // what it says is of no interest, however long it is; redirects are not followed
          done(statusCode >= 200 && statusCode < 300 ? 'taken' : statusCode === 410 ? 'gone' : 'failed');
        },
      );
      const limit = setTimeout(() => asked.destroy(), TIMEOUT_MS);
      asked.on('timeout', () => asked.destroy());
      asked.on('error', () => done('failed'));
      asked.on('close', () => {
        clearTimeout(limit);
        done('failed');
      });
      asked.end(payload);
    });
  }
}

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::', 96], // also IPv4 in the old way
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32], // an IPv4 address is hidden in it
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
  ['2002::', 16],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv6');

/** Whether an address leads into somebody's own network: that of the server, or of a cloud's metadata. */
export function isPrivate(address: string): boolean {
  const mapped = /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i.exec(address);
  if (mapped) {
    const [high, low] = [parseInt(mapped[2] ?? '0', 16), parseInt(mapped[3] ?? '0', 16)];
    return isPrivate(mapped[1] ?? [high >> 8, high & 255, low >> 8, low & 255].join('.'));
  }
  return PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** The name is looked up once and judged then: a second answer, kinder to the checker, is never asked for. */
const publicLookup: LookupFunction = (host, options, done) => {
  resolve(host, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 4);
    if (addresses.length === 0 || addresses.some(({ address }) => isPrivate(address)))
      return done(Object.assign(new Error('the address is private'), { code: 'EPRIVATE' }), '', 4);
    if (options.all) done(null, addresses);
    else done(null, addresses[0]!.address, addresses[0]!.family);
  });
};

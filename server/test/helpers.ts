import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { afterAll, describe, expect } from 'vitest';
import type { CampaignInput, Intent, Receipt } from '../../src/data/schema.ts';
import { importCampaign } from '../src/database/import.ts';
import { openDatabase, type OpenDatabase } from '../src/database/open.ts';
import { createCairn, type Cairn, type CreateOptions } from '../src/start.ts';
import { expectDocumented } from './contract.ts';
import { campaignFixture } from './fixtures/campaign.ts';
import { findPostgres, startCluster, type Cluster } from './postgres.ts';

export const NOW = Date.parse('2026-03-10T10:20:30Z');

export interface Place {
  dataDir: string;
  databaseUrl?: string;
}

/** Where one kind of database keeps its data, a fresh one each time. */
export interface Kind {
  name: 'sqlite' | 'postgres';
  place(): Promise<Place>;
}

/**
 * Runs the same tests on SQLite and on PostgreSQL. Without PostgreSQL on the machine its half is skipped with a line that
 * says so; with CI=true that is a failure.
 */
export function onBothDatabases(title: string, tests: (kind: Kind) => void): void {
  const folders: string[] = [];
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'cairn-test-'));
    folders.push(made);
    return made;
  };
  afterAll(() => folders.forEach((one) => rmSync(one, { recursive: true, force: true })));

  describe(`${title} (SQLite)`, () => tests({ name: 'sqlite', place: () => Promise.resolve({ dataDir: folder() }) }));

  const bin = findPostgres();
  if (!bin && process.env['CI'] !== 'true') {
    describe.skip(`${title} (PostgreSQL is not installed here: apt-get install postgresql)`, () =>
      tests({ name: 'postgres', place: () => Promise.reject(new Error('no PostgreSQL')) }));
    return;
  }
  describe(`${title} (PostgreSQL)`, () => {
    let cluster: Promise<Cluster> | undefined;
    afterAll(async () => (await cluster)?.stop());
    const place = async () => {
      if (!bin) throw new Error('CI=true, but PostgreSQL is not installed');
      cluster ??= startCluster(bin);
      return { dataDir: folder(), databaseUrl: await (await cluster).create() };
    };
    tests({ name: 'postgres', place });
  });
}

export interface TestServer {
  cairn: Cairn;
  database: OpenDatabase;
  /** The clock the server reads; tests move it. */
  clock: { now: number };
  logs: string[];
  /** Asks the app, and checks the answer against the OpenAPI description. */
  ask(path: string, init?: RequestInit & { address?: string }): Promise<Response>;
  get<T = never>(path: string): Promise<T>;
  post(intent: unknown, options?: PostOptions): Promise<Response>;
  /** Posts and expects success. */
  give(intent: Partial<Intent>, options?: PostOptions): Promise<Receipt>;
  /** Presses a button of the test checkout. */
  checkout(receipt: Receipt, action?: 'pay' | 'decline' | 'cancel'): Promise<Response>;
  close(): Promise<void>;
}

export interface PostOptions {
  key?: string;
  headers?: Record<string, string>;
  address?: string;
  campaign?: string;
}

export const BASE = '/v1/campaigns/riverbank';
export const GIVE = { pathwayId: 'give', quantity: { value: 2500, unit: 'USD', scale: 2 } } as const;
export const PLEDGE = { pathwayId: 'pledge', quantity: { value: 1000, unit: 'USD', scale: 2 } } as const;

let keys = 0;
export const newKey = (): string => `test-key-${String(++keys).padStart(10, '0')}`;

export async function serve(
  place: Place,
  options: Partial<Omit<CreateOptions, 'database'>> & {
    campaigns?: CampaignInput[];
    logLevel?: string;
    /** Sheds load as it does outside of tests; else a busy machine would change what a test sees. */
    sheds?: boolean;
  } = {},
): Promise<TestServer> {
  const database = await openDatabase(place);
  const clock = { now: NOW };
  const logs: string[] = [];
  const log: Logger = pino({ level: options.logLevel ?? 'info' }, { write: (line: string) => void logs.push(line) });
  const cairn = await createCairn({
    database,
    log,
    now: () => clock.now,
    ...options,
    settings: {
      ...options.settings,
      limits: {
        writesPerMinute: 1e6,
        writeBurst: 1e6,
        donationsPerHour: 1e6,
        networkPerHour: 1e6,
        readsPerSecond: 1e6,
        readBurst: 1e6,
        ...options.settings?.limits,
      },
    },
  });
  if (!options.sheds) cairn.deps.pressure = { level: 0, late: 0 };
  for (const campaign of options.campaigns ?? [campaignFixture()])
    await importCampaign(database.db, campaign, clock.now);

  const ask: TestServer['ask'] = async (path, init = {}) => {
    const { address = '192.0.2.1', ...rest } = init;
    const env = { incoming: { socket: { remoteAddress: address } } };
    const response = await cairn.app.request(`http://cairn.test${path}`, rest, env);
    await expectDocumented(rest.method ?? 'GET', path, response);
    return response;
  };
  const post: TestServer['post'] = (intent, { key = newKey(), headers = {}, address, campaign = 'riverbank' } = {}) =>
    ask(`/v1/campaigns/${campaign}/contributions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers },
      body: typeof intent === 'string' ? intent : JSON.stringify(intent),
      ...(address ? { address } : {}),
    });
  return {
    cairn,
    database,
    clock,
    logs,
    ask,
    post,
    get: async <T>(path: string) => (await ask(path)).json() as Promise<T>,
    async give(intent, options) {
      const response = await post(intent, options);
      const body = await response.text();
      expect(body, body).toSatisfy(() => response.status === 201);
      return JSON.parse(body) as Receipt;
    },
    async checkout(receipt, action = 'pay') {
      if (receipt.next.type !== 'redirect') throw new Error('not a checkout');
      return ask(new URL(receipt.next.url).pathname, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `action=${action}`,
      });
    },
    async close() {
      await cairn.close();
      await database.close();
    },
  };
}

/** [B4] Every total equals the sum of its ledger, and the ledger the contributions that count. */
export async function expectSums(database: OpenDatabase): Promise<void> {
  const goals = await database.db.selectFrom('goals').selectAll().execute();
  const entries = await database.db.selectFrom('entries').selectAll().execute();
  const rows = await database.db.selectFrom('contributions').selectAll().where('imported', '=', 0).execute();
  for (const goal of goals) {
    const own = entries.filter((entry) => entry.goal_id === goal.goal_id && entry.campaign_id === goal.campaign_id);
    for (const segment of ['confirmed', 'pledged', 'matched'] as const) {
      const sum = own.filter((entry) => entry.segment === segment).reduce((total, entry) => total + entry.amount, 0);
      expect(sum, `${goal.goal_id}.${segment}`).toBe(goal[segment]);
    }
    const counted = rows.filter(
      (row) => row.campaign_id === goal.campaign_id && row.goal_id === goal.goal_id && row.position !== null,
    );
    expect(counted.reduce((total, row) => total + (row.counted ?? 0), 0)).toBe(goal.confirmed + goal.pledged);
    // Who gives every month is one supporter.
    expect(counted.filter(({ renews }) => renews === null).length).toBe(goal.supporters);
  }
}

/** How often the card of a contribution was refused. */
export async function declinesOf({ database }: TestServer, contributionId: string): Promise<number | undefined> {
  const attempt = await database.db
    .selectFrom('attempts')
    .select('declines')
    .where('contribution_id', '=', contributionId)
    .executeTakeFirst();
  return attempt?.declines;
}

/** Reads Server-Sent Events from a response until `done` says so or time is up. */
export async function readEvents(
  response: Response,
  done: (events: SentEvent[]) => boolean,
  timeoutMs = 5000,
): Promise<SentEvent[]> {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  const events: SentEvent[] = [];
  let text = '';
  const timer = setTimeout(() => void reader.cancel(), timeoutMs);
  try {
    while (!done(events)) {
      const { value, done: ended } = await reader.read();
      if (ended) break;
      text += decoder.decode(value, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        const type = field('event');
        if (type)
          events.push({ type, id: field('id'), data: JSON.parse(field('data')!) as SentEvent['data'], at: Date.now() });
        else
          events.push({
            type: block.startsWith('retry') ? 'retry' : 'comment',
            id: undefined,
            data: { text: block },
            at: Date.now(),
          });
      }
    }
  } finally {
    clearTimeout(timer);
    await reader.cancel().catch(() => undefined);
  }
  return events;
}

export interface SentEvent {
  type: string;
  id: string | undefined;
  data: Record<string, unknown> & { rev?: number; from?: number };
  at: number;
}

export const ofType = (events: SentEvent[], type: string): SentEvent[] => events.filter((event) => event.type === type);

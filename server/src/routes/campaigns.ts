import type { Hono } from 'hono';
import { addressOf, publicUrlOf, type Ctx, type Deps, type Env } from '../context.ts';
import { HERE } from '../database/import.ts';
import { isDatabaseDown } from '../database/open.ts';
import {
  readContributions,
  readDocument,
  readGoals,
  readHistory,
  readMembers,
  readRecord,
  readUpdates,
  statusAt,
  type Interval,
} from '../database/read.ts';
import { ProblemError, fieldProblem } from '../problem.ts';
import { onlyMethods } from './methods.ts';

const BASE = '/v1/campaigns/:id';

/** The reading half of protocol.md, section 3. */
export function campaignRoutes(app: Hono<Env>, deps: Deps): void {
  const { db } = deps.database;
  const documents = new DocumentCache(deps);

  app.get(BASE, async (c) => {
    const { text, etag, stale } = await documents.get(c.req.param('id'), publicUrlOf(c, deps));
    const cache = stale ? 'public, max-age=1' : 'public, max-age=5, stale-while-revalidate=30, stale-if-error=86400';
    return conditional(c, text, etag, cache);
  });

  app.get(`${BASE}/goals`, async (c) => {
    const goals = await readGoals(db, c.req.param('id'), deps.now());
    return conditional(c, JSON.stringify(goals), etagOf(goals.rev, goals.status), 'public, max-age=5');
  });

  app.get(`${BASE}/contributions`, async (c) =>
    page(c, deps, await readContributions(db, c.req.param('id'), pageOptions(c)), 10),
  );
  app.get(`${BASE}/members`, async (c) =>
    page(c, deps, await readMembers(db, c.req.param('id'), { ...pageOptions(c), now: deps.now() }), 60),
  );
  app.get(`${BASE}/updates`, async (c) => page(c, deps, await readUpdates(db, c.req.param('id'), pageOptions(c)), 60));

  app.get(`${BASE}/history`, async (c) => {
    const record = await readRecord(db, c.req.param('id'));
    const goal = c.req.query('goal');
    const interval = c.req.query('interval') ?? 'day';
    if (goal !== undefined && !record.document.goals.some((one) => one.id === goal))
      throw fieldProblem('validation', '/goal', 'is not a goal of this campaign');
    if (!['day', 'week', 'month'].includes(interval))
      throw fieldProblem('validation', '/interval', 'should be day, week or month');
    return page(c, deps, await readHistory(db, record, { goal, interval: interval as Interval }), 60);
  });

  app.get(`${BASE}/events`, async (c) => {
    const id = c.req.param('id');
    const record = await readRecord(db, id);
    const over = statusAt(record.document, deps.now()) === 'ended' && !record.document.acceptsAfterEnd;
    if (over) return c.body(null, 204, { 'cache-control': 'no-store' }); // tells an EventSource to stop for good
    // A reload cannot set the header, so the query says the same; the header is newer when both are there.
    const last = c.req.header('last-event-id') ?? c.req.query('lastEventId');
    const since = last !== undefined && /^\d{1,15}$/.test(last) ? Number(last) : undefined;
    if (c.req.method === 'HEAD') return c.body(null, 200, EVENT_HEADERS);
    const disconnect = () => c.env?.outgoing?.destroy();
    const stream = await deps.hub.subscribe(id, { address: addressOf(c, deps), since, disconnect });
    return c.body(stream, 200, EVENT_HEADERS);
  });

  for (const path of ['', '/goals', '/members', '/updates', '/history', '/events'])
    onlyMethods(app, `${BASE}${path}`, 'GET, HEAD');
}

const EVENT_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/** Strong, from what the answer is made of: the revision, and the status that a date alone can change. */
function etagOf(rev: number, status: string): string {
  return `"${rev}.${status}"`;
}

function conditional(c: Ctx, text: string, etag: string, cacheControl: string): Response {
  const headers = { etag, 'cache-control': cacheControl };
  const asked = c.req.header('if-none-match');
  const same = asked === '*' || asked?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  if (same) return c.body(null, 304, headers);
  return c.body(text, 200, { ...headers, 'content-type': 'application/json' });
}

function page(c: Ctx, deps: Deps, body: { items: unknown[] }, maxAge: number): Response {
  const text = JSON.stringify(body);
  return c.body(text.replaceAll(HERE, `${publicUrlOf(c, deps)}/`), 200, {
    'content-type': 'application/json',
    'cache-control': `public, max-age=${maxAge}`,
  });
}

function pageOptions(c: Ctx): { limit: number; cursor: string | undefined } {
  const limit = c.req.query('limit') ?? '20';
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > 100)
    throw fieldProblem('validation', '/limit', 'should be 1 to 100');
  return { limit: Number(limit), cursor: c.req.query('cursor') };
}

interface Entry {
  rev: number;
  status: string;
  renderedAt: number;
  text: string;
  etag: string;
}

/** Rendered documents by campaign and public address: most reads cost one look at the revision. */
class DocumentCache {
  readonly #deps: Deps;
  readonly #entries = new Map<string, Entry>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async get(id: string, publicUrl: string): Promise<Entry & { stale: boolean }> {
    const key = `${id} ${publicUrl}`;
    const known = this.#entries.get(key);
    try {
      const now = this.#deps.now();
      if (known && now - known.renderedAt < 5000) {
        const { rev, document } = await readRecord(this.#deps.database.db, id);
        if (rev === known.rev && statusAt(document, now) === known.status) return { ...known, stale: false };
      }
      const { database, payments, settings } = this.#deps;
      const options = { test: payments.test, minimum: settings.minimum };
      const { rev, status, document } = await readDocument(database.db, id, now, options);
      const text = JSON.stringify(document).replaceAll(HERE, `${publicUrl}/`);
      const entry = { rev, status, renderedAt: now, text, etag: etagOf(rev, status) };
      if (this.#entries.size >= 500) this.#entries.clear(); // the Host header is the visitor's to choose
      this.#entries.set(key, entry);
      return { ...entry, stale: false };
    } catch (error) {
      // The last good document is better than none while the database is away.
      if (known && isDatabaseDown(error) && !(error instanceof ProblemError)) return { ...known, stale: true };
      throw error;
    }
  }
}

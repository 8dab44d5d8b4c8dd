import type { Hono } from 'hono';
import { addressOf, publicUrlOf, type Ctx, type Deps, type Env } from '../context.ts';
import { HERE } from '../database/import.ts';
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
import { encoded, encodingsOf, isKnown, tagOf } from '../encode.ts';
import { ProblemError, fieldProblem } from '../problem.ts';
import type { Answer } from '../recent.ts';
import { onlyMethods } from './methods.ts';

const BASE = '/v1/campaigns/:id';

/** The reading half of protocol.md, section 3. */
export function campaignRoutes(app: Hono<Env>, deps: Deps): void {
  const { db } = deps.database;
  const documents = new DocumentCache(deps);

  /** A read: from the last tenth of a second, from the database, or from memory when that is away or busy. */
  async function read(
    c: Ctx,
    maxAge: string,
    make: (publicUrl: string) => Promise<Answer>,
    canWait = false,
  ): Promise<Response> {
    const publicUrl = publicUrlOf(c, deps);
    const { pathname, searchParams } = new URL(c.req.url);
    // Only what changes the answer: whatever else an address says must not make one more of it.
    const asks = ['limit', 'cursor', 'goal', 'interval'].map((name) => searchParams.get(name) ?? '');
    const key = [pathname, ...asks, publicUrl].join(' ');
    const busy = canWait && deps.pressure.level >= 1;
    if (busy && !deps.recent.old(key))
      throw new ProblemError('unavailable', { retryAfter: 5 + Math.floor(Math.random() * 10) });
    const answer = busy ? deps.recent.old(key)! : await deps.recent.get(c.req.param('id')!, key, () => make(publicUrl));
    const [encoding] = encodingsOf(c, answer.text.length);
    const etag = answer.etag && tagOf(answer.etag, encoding);
    const headers: Record<string, string> = {
      'cache-control': answer.stale ? 'public, max-age=1' : maxAge,
      vary: 'Accept-Encoding',
      ...(answer.stale ? { 'cache-status': 'cairn; hit; detail=stale' } : {}),
      ...(etag ? { etag } : {}),
    };
    if (etag && isKnown(c, etag)) return c.body(null, 304, headers);
    const json = { ...headers, 'content-type': 'application/json' };
    if (!encoding) return c.body(answer.text, 200, json);
    const bytes = await encoded(answer.text, encoding, answer.forms);
    return c.body(new Uint8Array(bytes), 200, { ...json, 'content-encoding': encoding });
  }

  const list = (body: { items: unknown[] }, publicUrl: string): Answer => ({
    text: JSON.stringify(body).replaceAll(HERE, `${publicUrl}/`),
    etag: undefined,
  });

  app.get(BASE, (c) =>
    read(c, 'public, max-age=5, stale-while-revalidate=30, stale-if-error=86400', (publicUrl) =>
      documents.get(c.req.param('id'), publicUrl),
    ),
  );

  app.get(`${BASE}/goals`, (c) =>
    read(c, 'public, max-age=5', async () => {
      const goals = await readGoals(db, c.req.param('id'), deps.now());
      return { text: JSON.stringify(goals), etag: etagOf(goals.rev, goals.status) };
    }),
  );

  app.get(`${BASE}/contributions`, (c) => {
    const options = pageOptions(c);
    return read(c, 'public, max-age=10', async (url) =>
      list(await readContributions(db, c.req.param('id'), options), url),
    );
  });
  app.get(`${BASE}/members`, (c) => {
    const options = { ...pageOptions(c), now: deps.now() };
    return read(
      c,
      'public, max-age=60',
      async (url) => list(await readMembers(db, c.req.param('id'), options), url),
      true,
    );
  });
  app.get(`${BASE}/updates`, (c) => {
    const options = pageOptions(c);
    return read(
      c,
      'public, max-age=60',
      async (url) => list(await readUpdates(db, c.req.param('id'), options), url),
      true,
    );
  });

  app.get(`${BASE}/history`, (c) => {
    const goal = c.req.query('goal');
    const interval = c.req.query('interval') ?? 'day';
    if (!['day', 'week', 'month'].includes(interval))
      throw fieldProblem('validation', '/interval', 'should be day, week or month');
    const make = async (url: string) => {
      const record = await readRecord(db, c.req.param('id'));
      if (goal !== undefined && !record.document.goals.some((one) => one.id === goal))
        throw fieldProblem('validation', '/goal', 'is not a goal of this campaign');
      return list(await readHistory(db, record, { goal, interval: interval as Interval }), url);
    };
    return read(c, 'public, max-age=60', make, true);
  });

  app.get(`${BASE}/events`, async (c) => {
    const id = c.req.param('id');
    if (deps.pressure.level >= 2)
      throw new ProblemError('unavailable', {
        detail: 'poll the goals instead',
        retryAfter: 20 + Math.floor(Math.random() * 40),
      });
    const record = await readRecord(db, id);
    const over = statusAt(record.document, deps.now()) === 'ended' && !record.document.acceptsAfterEnd;
    if (over) return c.body(null, 204, { 'cache-control': 'no-store' }); // tells an EventSource to stop for good
    // A reload cannot set the header, so the query says the same; the header is newer when both are there.
    const last = c.req.header('last-event-id') ?? c.req.query('lastEventId');
    const since = last !== undefined && /^\d{1,15}$/.test(last) ? Number(last) : undefined;
    if (c.req.method === 'HEAD') return c.body(null, 200, EVENT_HEADERS);
    const stream = await deps.hub.subscribe(id, { address: addressOf(c, deps), since, wire: c.env?.outgoing });
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

  async get(id: string, publicUrl: string): Promise<Entry> {
    const key = `${id} ${publicUrl}`;
    const known = this.#entries.get(key);
    const now = this.#deps.now();
    if (known && now - known.renderedAt < 5000) {
      const { rev, document } = await readRecord(this.#deps.database.db, id);
      if (rev === known.rev && statusAt(document, now) === known.status) return known;
    }
    const { database, payments, settings } = this.#deps;
    const options = { test: payments.test, minimum: settings.minimum };
    const { rev, status, document } = await readDocument(database.db, id, now, options);
    const text = JSON.stringify(document).replaceAll(HERE, `${publicUrl}/`);
    const entry = { rev, status, renderedAt: now, text, etag: etagOf(rev, status) };
    if (this.#entries.size >= 500) this.#entries.clear(); // the Host header is the visitor's to choose
    this.#entries.set(key, entry);
    return entry;
  }
}

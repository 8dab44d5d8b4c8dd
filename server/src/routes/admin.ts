import { createHmac } from 'node:crypto';
import type { Hono } from 'hono';
import {
  changeCampaign,
  listCampaigns,
  listMembers,
  listUpdates,
  removeUpdate,
  saveCampaign,
  saveMember,
  saveUpdate,
  summaryOf,
} from '../admin/campaigns.ts';
import {
  confirmByHand,
  entryOf,
  findContribution,
  listContributions,
  refundByHand,
  STATES,
  type State,
} from '../admin/contributions.ts';
import { exportCsv } from '../admin/export.ts';
import { forget, type Person } from '../admin/forget.ts';
import { actorOf, listKeys, makeKey, removeKey, type Actor, type Scope } from '../admin/keys.ts';
import { removeCampaign } from '../admin/remove.ts';
import { readInput } from '../admin/schemas.ts';
import {
  addWebhook,
  failedDeliveries,
  listWebhooks,
  removeWebhook,
  retryDeliveries,
  rotateWebhook,
  testWebhook,
} from '../admin/webhooks.ts';
import { addressOf, publicUrlOf, type Ctx, type Deps, type Env } from '../context.ts';
import { sameText } from '../crypto.ts';
import { shrunk, streamed } from '../encode.ts';
import { readRecord } from '../database/read.ts';
import { TokenBuckets } from '../limits.ts';
import { fieldProblem, ProblemError } from '../problem.ts';
import { readBody, requireJson } from './body.ts';
import { onlyMethods } from './methods.ts';

const ADMIN = '/v1/admin';
const CAMPAIGN = `${ADMIN}/campaigns/:campaign`;
const COOKIE = 'cairn_admin';
const SESSION_MS = 12 * 60 * 60 * 1000;
const MOST_BYTES = 2 * 1024 * 1024;
/** Who removes a campaign waits so long for the last of it to be erased. */
const CLEARED_MS = 1500;
const PRIVATE = { 'cache-control': 'no-store' };

/** What an organiser may do. Every route is closed unless a key with its scope, for its campaign, opens it. */
export function adminRoutes(app: Hono<Env>, deps: Deps): void {
  const { database, now } = deps;
  const { db } = database;
  const guesses = new TokenBuckets('keys', 10 / 60, 20, now);
  const wake = (id: string) => deps.hub.wake(id);

  app.use(`${ADMIN}/*`, async (c, next) => {
    deps.reads.take(addressOf(c, deps));
    await next();
    // Compressed, a text's length tells whether somebody guessed a part of it. Only who can have it asked for again and
    // again could use that, and nobody else's page can: the cookie stays at home, and a search takes a header of ours. What
    // is told once, a key or a secret, comes with an answer to another method, and as it is.
    const { method, path } = c.req;
    if (method === 'GET' || path.endsWith('/search')) c.res = await shrunk(c, c.res);
    c.res.headers.set('vary', 'Authorization, Cookie, Accept-Encoding');
  });

  // ── Signing in ────────────────────────────────────────────────────────────

  app.get(`${ADMIN}/session`, async (c) => {
    // Whoever opens the page to sign in has done nothing wrong. A key that does not hold is told so.
    if (c.req.header('authorization') === undefined && sessionIn(c) === undefined) return c.body(null, 204, PRIVATE);
    return c.json(told(await whoAsks(c)), 200, PRIVATE);
  });

  app.post(`${ADMIN}/session`, async (c) => {
    ownPage(c);
    const { key } = readInput('SignIn', await body(c));
    const actor = await known(c, { key: key.trim() });
    const ends = now() + SESSION_MS;
    const secure = publicUrlOf(c, deps).startsWith('https:') ? '; Secure' : '';
    return c.json(told(actor), 200, {
      ...PRIVATE,
      'set-cookie': `${COOKIE}=${sessionOf(actor.id, ends)}; HttpOnly; SameSite=Strict; Path=${ADMIN}; Max-Age=${SESSION_MS / 1000}${secure}`,
    });
  });

  app.delete(`${ADMIN}/session`, (c) => {
    ownPage(c);
    return c.body(null, 204, {
      ...PRIVATE,
      'set-cookie': `${COOKIE}=; HttpOnly; SameSite=Strict; Path=${ADMIN}; Max-Age=0`,
    });
  });
  onlyMethods(app, `${ADMIN}/session`, 'GET, HEAD, POST, DELETE');

  // ── Campaigns ─────────────────────────────────────────────────────────────

  app.get(`${ADMIN}/campaigns`, async (c) => {
    const actor = await allowed(c, 'read');
    return c.json({ items: await listCampaigns(db, actor, now()) }, 200, PRIVATE);
  });
  onlyMethods(app, `${ADMIN}/campaigns`, 'GET, HEAD');

  app.get(CAMPAIGN, async (c) => {
    await allowed(c, 'read');
    return c.json(await summaryOf(db, c.req.param('campaign'), now()), 200, PRIVATE);
  });
  app.put(CAMPAIGN, async (c) => {
    const actor = await allowed(c, 'edit');
    const id = c.req.param('campaign');
    const imported = await saveCampaign(db, actor, id, await body(c), now());
    wake(id);
    return c.json(imported, 200, PRIVATE);
  });
  app.patch(CAMPAIGN, async (c) => {
    const actor = await allowed(c, 'edit');
    const id = c.req.param('campaign');
    await changeCampaign(db, actor, id, readInput('CampaignChange', await body(c)), now());
    wake(id);
    return c.json(await summaryOf(db, id, now()), 200, PRIVATE);
  });
  app.delete(CAMPAIGN, async (c) => {
    const actor = await allowed(c, 'edit');
    const id = c.req.param('campaign');
    const { rev, ...removed } = await removeCampaign(database, actor, id, {
      confirm: c.req.query('confirm'),
      now: now(),
    });
    deps.recent.forget(id);
    await deps.hub.end(id, rev);
    // A small one is gone with the answer; of a large one the rest goes behind it.
    const cleared = deps.clearing.run().then(
      () => true,
      () => false, // the database is away; the next look goes on
    );
    const isCleared = await Promise.race([cleared, new Promise<false>((late) => setTimeout(late, CLEARED_MS, false))]);
    return c.json({ ...removed, cleared: isCleared }, 200, PRIVATE);
  });
  onlyMethods(app, CAMPAIGN, 'GET, HEAD, PUT, PATCH, DELETE');

  // ── Contributions ─────────────────────────────────────────────────────────

  app.post(`${CAMPAIGN}/contributions/search`, async (c) => {
    const actor = await allowed(c, 'read');
    const { limit = 25, ...search } = readInput('ContributionSearch', await body(c));
    if (search.q?.includes('@') && !actor.scopes.includes('people'))
      throw new ProblemError('forbidden', { detail: 'searching by e-mail address needs the scope people' });
    const page = await listContributions(database, actor, c.req.param('campaign'), { ...search, limit }, now());
    return c.json(page, 200, PRIVATE);
  });
  onlyMethods(app, `${CAMPAIGN}/contributions/search`, 'POST');

  app.get(`${CAMPAIGN}/export.csv`, async (c) => {
    const actor = await allowed(c, 'read');
    const id = c.req.param('campaign');
    const state = c.req.query('state');
    if (state !== undefined && !STATES.includes(state as State))
      throw fieldProblem('validation', '/state', `should be one of ${STATES.join(', ')}`);
    await readRecord(db, id); // a missing campaign is told before the answer begins
    const headers = {
      ...PRIVATE,
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${id.replace(/[^\w.-]/g, '_')}-contributions.csv"`,
    };
    if (c.req.method === 'HEAD') return c.body(null, 200, headers);
    const sent = streamed(c, exportCsv(database, actor, id, { state: state as State | undefined, now: now() }));
    return c.body(sent.body, 200, { ...headers, ...sent.headers });
  });
  onlyMethods(app, `${CAMPAIGN}/export.csv`, 'GET, HEAD');

  const ONE = `${ADMIN}/contributions/:contribution`;
  app.get(ONE, async (c) => {
    const actor = await allowed(c, 'read');
    const row = await findContribution(db, actor, c.req.param('contribution'));
    return c.json(entryOf(database, actor, row, now()), 200, PRIVATE);
  });
  onlyMethods(app, ONE, 'GET, HEAD');
  for (const [word, act] of [
    ['confirm', confirmByHand],
    ['refund', refundByHand],
  ] as const) {
    app.post(`${ONE}/${word}`, async (c) => {
      const actor = await allowed(c, 'money');
      const row = await act(db, actor, c.req.param('contribution')!, now());
      wake(row.campaign_id);
      return c.json(entryOf(database, actor, row, now()), 200, PRIVATE);
    });
    onlyMethods(app, `${ONE}/${word}`, 'POST');
  }

  // ── Members, updates ──────────────────────────────────────────────────────

  app.get(`${CAMPAIGN}/members`, async (c) => {
    const actor = await allowed(c, 'read');
    return c.json({ items: await listMembers(database, actor, c.req.param('campaign'), now()) }, 200, PRIVATE);
  });
  onlyMethods(app, `${CAMPAIGN}/members`, 'GET, HEAD');
  app.put(`${CAMPAIGN}/members/:member`, async (c) => {
    const actor = await allowed(c, 'edit');
    const input = readInput('MemberChange', await body(c));
    const { campaign, member } = c.req.param();
    await saveMember(database, actor, campaign, member, input, now());
    wake(campaign);
    return c.body(null, 204, PRIVATE);
  });
  onlyMethods(app, `${CAMPAIGN}/members/:member`, 'PUT');

  app.get(`${CAMPAIGN}/updates`, async (c) => {
    await allowed(c, 'read');
    return c.json({ items: await listUpdates(db, c.req.param('campaign')) }, 200, PRIVATE);
  });
  onlyMethods(app, `${CAMPAIGN}/updates`, 'GET, HEAD');
  app.put(`${CAMPAIGN}/updates/:update`, async (c) => {
    const actor = await allowed(c, 'edit');
    const { campaign, update } = c.req.param();
    await saveUpdate(db, actor, campaign, update, readInput('UpdateChange', await body(c)), now());
    wake(campaign);
    return c.body(null, 204, PRIVATE);
  });
  app.delete(`${CAMPAIGN}/updates/:update`, async (c) => {
    const actor = await allowed(c, 'edit');
    const { campaign, update } = c.req.param();
    await removeUpdate(db, actor, campaign, update, now());
    wake(campaign);
    return c.body(null, 204, PRIVATE);
  });
  onlyMethods(app, `${CAMPAIGN}/updates/:update`, 'PUT, DELETE');

  // ── People and keys ───────────────────────────────────────────────────────

  app.post(`${ADMIN}/forget`, async (c) => {
    const actor = await allowed(c, 'people');
    const person = readInput('ForgetRequest', await body(c)) as Person;
    const gone = (id: string) => {
      deps.recent.forget(id);
      wake(id);
    };
    return c.json(await forget(database, actor, person, now(), gone), 200, PRIVATE);
  });
  onlyMethods(app, `${ADMIN}/forget`, 'POST');

  app.get(`${ADMIN}/keys`, async (c) => {
    const actor = await allowed(c, 'keys');
    return c.json({ items: await listKeys(db, actor) }, 200, PRIVATE);
  });
  app.post(`${ADMIN}/keys`, async (c) => {
    const actor = await allowed(c, 'keys');
    const wanted = readInput('KeyRequest', await body(c));
    const made = await makeKey(db, actor, { ...wanted, scopes: wanted.scopes as Scope[] }, now());
    return c.json(made, 201, PRIVATE);
  });
  onlyMethods(app, `${ADMIN}/keys`, 'GET, HEAD, POST');
  app.delete(`${ADMIN}/keys/:key`, async (c) => {
    const actor = await allowed(c, 'keys');
    await removeKey(db, actor, c.req.param('key'), now());
    return c.body(null, 204, PRIVATE);
  });
  onlyMethods(app, `${ADMIN}/keys/:key`, 'DELETE');

  // ── Webhooks ──────────────────────────────────────────────────────────────

  const HOOKS = `${ADMIN}/webhooks`;
  const tests = new TokenBuckets('webhook tests', 10 / 60, 10, now);
  app.get(HOOKS, async (c) => {
    const actor = await allowed(c, 'webhooks');
    return c.json({ items: await listWebhooks(db, actor) }, 200, PRIVATE);
  });
  app.post(HOOKS, async (c) => {
    const actor = await allowed(c, 'webhooks');
    const wanted = readInput('WebhookRequest', await body(c));
    return c.json(await addWebhook(database, actor, wanted, now(), deps.settings.webhooksPrivate), 201, PRIVATE);
  });
  onlyMethods(app, HOOKS, 'GET, HEAD, POST');
  app.delete(`${HOOKS}/:webhook`, async (c) => {
    const actor = await allowed(c, 'webhooks');
    await removeWebhook(db, actor, c.req.param('webhook'), now());
    return c.body(null, 204, PRIVATE);
  });
  onlyMethods(app, `${HOOKS}/:webhook`, 'DELETE');
  app.post(`${HOOKS}/:webhook/test`, async (c) => {
    const actor = await allowed(c, 'webhooks');
    tests.take(actor.id); // each is a request to somebody else
    const id = c.req.param('webhook');
    return c.json(await testWebhook(database, actor, id, now(), deps.settings.webhooksPrivate), 200, PRIVATE);
  });
  onlyMethods(app, `${HOOKS}/:webhook/test`, 'POST');
  app.post(`${HOOKS}/:webhook/rotate`, async (c) => {
    const actor = await allowed(c, 'webhooks');
    return c.json(await rotateWebhook(database, actor, c.req.param('webhook'), now()), 200, PRIVATE);
  });
  onlyMethods(app, `${HOOKS}/:webhook/rotate`, 'POST');
  app.get(`${HOOKS}/:webhook/deliveries`, async (c) => {
    const actor = await allowed(c, 'webhooks');
    return c.json({ items: await failedDeliveries(db, actor, c.req.param('webhook')) }, 200, PRIVATE);
  });
  onlyMethods(app, `${HOOKS}/:webhook/deliveries`, 'GET, HEAD');
  app.post(`${HOOKS}/:webhook/retry`, async (c) => {
    const actor = await allowed(c, 'webhooks');
    const { delivery } = readInput('WebhookRetry', await body(c));
    return c.json(
      { messages: await retryDeliveries(db, actor, c.req.param('webhook'), now(), delivery) },
      200,
      PRIVATE,
    );
  });
  onlyMethods(app, `${HOOKS}/:webhook/retry`, 'POST');

  // Nothing else here is anybody's business without a key.
  app.all(`${ADMIN}/*`, async (c) => {
    await whoAsks(c);
    throw new ProblemError('not-found');
  });

  // ── Who asks ──────────────────────────────────────────────────────────────

  async function allowed(c: Ctx, scope: Scope): Promise<Actor> {
    const actor = await whoAsks(c);
    if (!actor.scopes.includes(scope)) throw new ProblemError('forbidden', { detail: `this needs the scope ${scope}` });
    const campaign = c.req.param('campaign');
    if (campaign !== undefined && actor.campaign !== undefined && actor.campaign !== campaign)
      throw new ProblemError('forbidden', { detail: `this key is for the campaign ${actor.campaign} only` });
    return actor;
  }

  async function whoAsks(c: Ctx): Promise<Actor> {
    const bearer = /^Bearer +(\S{1,200})$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (bearer !== undefined) return known(c, { key: bearer });
    const id = sessionIn(c);
    if (id === undefined) throw new ProblemError('unauthorized');
    ownPage(c);
    return known(c, { id });
  }

  async function known(c: Ctx, by: { key: string } | { id: string }): Promise<Actor> {
    const actor = await actorOf(db, by, now());
    if (actor) return actor;
    guesses.take(addressOf(c, deps));
    throw new ProblemError('unauthorized');
  }

  /** A cookie goes along with whatever a page asks for: what changes something has to come from our own page. */
  function ownPage(c: Ctx): void {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return;
    const site = c.req.header('sec-fetch-site');
    if (c.req.header('x-cairn-admin') !== '1' || (site !== undefined && site !== 'same-origin'))
      throw new ProblemError('origin-not-allowed');
  }

  /** The key of the session in the cookie; undefined when there is none that holds. */
  function sessionIn(c: Ctx): string | undefined {
    const cookie = new RegExp(`(?:^|; *)${COOKIE}=([\\w.-]+)`).exec(c.req.header('cookie') ?? '')?.[1];
    return cookie === undefined ? undefined : readSession(cookie);
  }

  function sessionOf(id: string, ends: number): string {
    return `${id}.${ends}.${sign(id, ends)}`;
  }

  function readSession(text: string): string | undefined {
    const [id = '', ends = '', signature = ''] = text.split('.');
    if (!sameText(signature, sign(id, Number(ends))) || Number(ends) <= now()) return undefined;
    return id;
  }

  function sign(id: string, ends: number): string {
    return createHmac('sha256', deps.secret).update(`session:${id}:${ends}`).digest('base64url');
  }
}

function told(actor: Actor): Record<string, unknown> {
  const { id, name, scopes, campaign } = actor;
  return { id, name, scopes, ...(campaign === undefined ? {} : { campaign }) };
}

async function body(c: Ctx): Promise<unknown> {
  requireJson(c);
  try {
    return JSON.parse(await readBody(c, MOST_BYTES), withoutNul) as unknown;
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError('malformed-json');
  }
}

/** PostgreSQL keeps no NUL in a text, and none of ours has one. */
function withoutNul(name: string, value: unknown): unknown {
  if (name.includes('\0') || (typeof value === 'string' && value.includes('\0')))
    throw new ProblemError('bad-request', { detail: 'a text holds a NUL' });
  return value;
}

import type { Hono } from 'hono';
import { sql } from 'kysely';
import { isFromHere, type Deps, type Env } from '../context.ts';
import { campaignJsonSchema, openApi } from '../openapi.ts';
import { sameText } from '../crypto.ts';
import { Texts } from '../encode.ts';
import { ProblemError } from '../problem.ts';
import { onlyMethods } from './methods.ts';

/** What describes the server, and what tells whether it is well. */
export function metaRoutes(app: Hono<Env>, deps: Deps): void {
  const document = JSON.stringify(openApi());
  const schema = JSON.stringify(campaignJsonSchema());
  const texts = new Texts();
  const cached = { 'cache-control': 'public, max-age=3600' };
  app.get('/openapi.json', (c) => texts.send(c, document, 'application/json', cached));
  app.get('/schema/campaign.json', (c) => texts.send(c, schema, 'application/schema+json', cached));

  const health = () => ({ status: 'ok' as const, serverTime: new Date(deps.now()).toISOString() });
  const fresh = { 'cache-control': 'no-store' };
  app.get('/healthz', (c) => c.json(health(), 200, fresh)); // the process answers
  app.get('/readyz', async (c) => {
    if (deps.draining()) throw new ProblemError('unavailable', { detail: 'the server is stopping', retryAfter: 5 });
    try {
      await sql`select 1`.execute(deps.database.db);
    } catch (error) {
      throw new ProblemError('unavailable', { detail: 'the database does not answer', retryAfter: 5, cause: error });
    }
    return c.json(health(), 200, fresh);
  });
  app.get('/metrics', (c) => {
    const { metricsToken } = deps.settings;
    const token = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    if (metricsToken === '' ? !isFromHere(c) : !sameText(token, metricsToken))
      throw new ProblemError('unauthorized', { detail: 'metrics are for this machine, or for a token' });
    return c.body(deps.metrics.text(deps), 200, {
      ...fresh,
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
    });
  });
  for (const path of ['/openapi.json', '/schema/campaign.json', '/healthz', '/readyz', '/metrics'])
    onlyMethods(app, path, 'GET, HEAD');
}

import type { Hono } from 'hono';
import { sql } from 'kysely';
import type { Deps, Env } from '../context.ts';
import { campaignJsonSchema, openApi } from '../openapi.ts';
import { ProblemError } from '../problem.ts';
import { onlyMethods } from './methods.ts';

/** What describes the server, and what tells whether it is well. */
export function metaRoutes(app: Hono<Env>, deps: Deps): void {
  const document = JSON.stringify(openApi());
  const schema = JSON.stringify(campaignJsonSchema());
  const cached = { 'content-type': 'application/json', 'cache-control': 'public, max-age=3600' };
  app.get('/openapi.json', (c) => c.body(document, 200, cached));
  app.get('/schema/campaign.json', (c) =>
    c.body(schema, 200, { ...cached, 'content-type': 'application/schema+json' }),
  );

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
  for (const path of ['/openapi.json', '/schema/campaign.json', '/healthz', '/readyz'])
    onlyMethods(app, path, 'GET, HEAD');
}

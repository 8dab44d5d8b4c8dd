import type { Hono } from 'hono';
import type { Deps, Env } from '../context.ts';
import { applyHook } from '../hooks.ts';
import { ProblemError } from '../problem.ts';
import { readBody } from './body.ts';
import { onlyMethods } from './methods.ts';

const PATH = '/v1/hooks/:provider';
/** A checkout with everything in it is larger than a contribution. */
const MOST_BYTES = 256 * 1024;

/** Where a payment provider says what became of a payment. */
export function hookRoutes(app: Hono<Env>, deps: Deps): void {
  app.post(PATH, async (c) => {
    const { payments } = deps;
    if (c.req.param('provider') !== payments.name || !payments.readHook) throw new ProblemError('not-found');
    const event = payments.readHook(await readBody(c, MOST_BYTES), c.req.raw.headers, deps.now());
    if (event) {
      const wake = (id: string) => deps.hub.wake(id);
      const outcome = await applyHook(deps.database.db, payments.name, event, { now: deps.now(), wake });
      if (outcome === 'amount differs')
        deps.log.error({ event: event.id }, 'a payment of another amount than was asked for is not counted');
    }
    return c.body(null, 204, { 'cache-control': 'no-store' });
  });
  onlyMethods(app, PATH, 'POST');
}

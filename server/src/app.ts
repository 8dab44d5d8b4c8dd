import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { addressOf, type Deps, type Env } from './context.ts';
import { isDatabaseDown } from './database/open.ts';
import { safeError } from './log.ts';
import { campaignPages } from './pages/campaign.ts';
import { checkoutPages } from './pages/checkout.ts';
import { ProblemError } from './problem.ts';
import { adminRoutes } from './routes/admin.ts';
import { campaignRoutes } from './routes/campaigns.ts';
import { contributionRoutes } from './routes/contributions.ts';
import { hookRoutes } from './routes/hooks.ts';
import { metaRoutes } from './routes/meta.ts';
import { cors } from './routes/cors.ts';
import { siteRoutes } from './routes/site.ts';
import { webRoutes } from './routes/web.ts';

/** The whole server as one function from request to response; it needs no socket. */
export function createApp(deps: Deps): Hono<Env> {
  const app = new Hono<Env>();

  app.use(async (c, next) => {
    const started = performance.now();
    const requestId = randomUUID();
    c.set('requestId', requestId);
    await next();
    const { headers } = c.res;
    headers.set('x-request-id', requestId);
    securityHeaders(headers, deps.settings.hsts);
    const route = routeOf(c.req.matchedRoutes);
    const ms = performance.now() - started;
    deps.metrics.observe(c.req.method, route, c.res.status, ms);
    const level = c.res.status >= 500 ? 'warn' : 'info';
    // The route's pattern, never the address asked for: a path may hold an id and a query anything.
    deps.log[level](
      {
        requestId,
        method: c.req.method,
        route,
        status: c.res.status,
        ms: Math.round(ms),
      },
      'request',
    );
  });
  app.use(cors(deps));
  app.use(async (c, next) => {
    if (c.req.path.length > 2048) throw new ProblemError('bad-request', { detail: 'the address is too long' });
    // PostgreSQL keeps no NUL in a text, and nothing of ours is called so.
    if (c.req.url.includes('%00')) throw new ProblemError('bad-request', { detail: 'the address holds a NUL' });
    if (c.req.method === 'GET' || c.req.method === 'HEAD') deps.reads.take(addressOf(c, deps));
    await next();
  });

  metaRoutes(app, deps);
  adminRoutes(app, deps); // before the files, which take every path
  campaignRoutes(app, deps);
  contributionRoutes(app, deps);
  hookRoutes(app, deps);
  checkoutPages(app, deps);
  webRoutes(app, deps);
  campaignPages(app, deps);
  siteRoutes(app, deps);

  app.notFound(() => new ProblemError('not-found').toResponse());
  app.onError((error, c) => {
    if (error instanceof ProblemError) {
      if (error.cause)
        deps.log.warn({ requestId: c.get('requestId'), problem: error.code, err: safeError(error.cause) }, 'refused');
      return error.toResponse();
    }
    const down = isDatabaseDown(error);
    deps.log[down ? 'warn' : 'error']({ requestId: c.get('requestId'), err: safeError(error) }, 'failed');
    return new ProblemError(down ? 'unavailable' : 'internal', down ? { retryAfter: 5 } : {}).toResponse();
  });
  return app;
}

function routeOf(matched: readonly { path: string; method: string }[]): string {
  // Middleware stands under a pattern with a star; so do files, for which it is all there is to say.
  const own = matched.findLast((route) => !route.path.endsWith('*'));
  return (own ?? matched.findLast((route) => route.path !== '/*'))?.path ?? '-';
}

/** What every response says; a page sets its own policy before this is reached. */
function securityHeaders(headers: Headers, hsts: boolean): void {
  const set = (name: string, value: string) => headers.has(name) || headers.set(name, value);
  set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  set('x-content-type-options', 'nosniff');
  set('referrer-policy', 'no-referrer');
  set('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
  set('cross-origin-opener-policy', 'same-origin');
  set('cross-origin-resource-policy', 'cross-origin');
  if (hsts) set('strict-transport-security', 'max-age=31536000; includeSubDomains');
}

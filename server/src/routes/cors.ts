import type { MiddlewareHandler } from 'hono';
import type { Deps, Env } from '../context.ts';
import { ProblemError } from '../problem.ts';

const EXPOSED = 'ETag, Retry-After, RateLimit, RateLimit-Policy, Idempotency-Replayed, Link, X-Request-Id';

/**
 * Anyone may read, without credentials; who may write is the operator's choice (protocol, section 3). The origin
 * `null`, which every sandboxed frame and every file has, never may.
 */
export function cors(deps: Deps): MiddlewareHandler<Env> {
  const allowed = deps.settings.writeOrigins;
  return async (c, next) => {
    // What the organiser may do is for this server's own page and for programs, never for another site's script.
    if (!/^\/(v1(?!\/admin\b)|schema|openapi|oembed)\b/.test(c.req.path)) return next();
    const origin = c.req.header('origin');
    const preflight = c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined;
    const method = preflight ? c.req.header('access-control-request-method')! : c.req.method;
    const writes = method === 'POST' || method === 'DELETE';
    const granted = origin !== 'null' && (origin === undefined || allowed === '*' || allowed.includes(origin));

    const answer = (headers: Headers) => {
      if (!writes) headers.set('access-control-allow-origin', '*');
      else if (allowed === '*') {
        // The refusal itself may be read, so that the page can say why.
        headers.set('access-control-allow-origin', '*');
      } else {
        headers.append('vary', 'Origin');
        if (granted && origin !== undefined) headers.set('access-control-allow-origin', origin);
      }
      headers.set('access-control-expose-headers', EXPOSED);
    };

    if (preflight) {
      const headers = new Headers({
        'access-control-allow-methods': 'GET, HEAD, POST, DELETE',
        'access-control-allow-headers': 'Content-Type, Idempotency-Key, Authorization',
        'access-control-max-age': '7200',
      });
      answer(headers);
      if (writes && !granted) headers.delete('access-control-allow-origin');
      return new Response(null, { status: 204, headers });
    }
    if (writes && !granted) c.res = new ProblemError('origin-not-allowed').toResponse();
    else await next();
    answer(c.res.headers);
  };
}

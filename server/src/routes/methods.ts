import type { Hono } from 'hono';
import type { Env } from '../context.ts';
import { ProblemError } from '../problem.ts';

/** Every other method of a known path: 405 with `Allow`. Call it after the path's own methods. */
export function onlyMethods(app: Hono<Env>, path: string, allow: string): void {
  app.all(path, (c) => {
    if (c.req.method === 'OPTIONS') return c.body(null, 204, { allow });
    const response = new ProblemError('method-not-allowed').toResponse();
    response.headers.set('allow', allow);
    return response;
  });
}

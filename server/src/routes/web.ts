import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Ctx, Deps, Env } from '../context.ts';
import { ProblemError } from '../problem.ts';
import { fileAt, Files } from './files.ts';
import { onlyMethods } from './methods.ts';

const TYPES = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' };

const ADMIN_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' https: data:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types cairn-lit lit-html',
].join('; ');

// Whole and still: everything in it is put there by the script, as text.
const ADMIN_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <meta name="color-scheme" content="light dark" />
    <title>Campaigns · Cairn</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/admin/admin.css" />
    <script type="module" src="/admin/admin.js"></script>
  </head>
  <body>
    <noscript><p>This page needs scripts. The same can be done with the command line: cairn --help</p></noscript>
    <cairn-admin></cairn-admin>
  </body>
</html>
`;

/** The organiser's page, and the scripts of frames: what server/build.mjs makes of server/web. */
export function webRoutes(app: Hono<Env>, deps: Deps): void {
  const files = new Files();
  app.get('/admin', (c) =>
    c.body(ADMIN_PAGE, 200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': ADMIN_POLICY,
      'cross-origin-resource-policy': 'same-origin',
    }),
  );
  app.get('/admin/', (c) => c.body(null, 301, { location: '/admin' }));
  for (const file of ['admin.js', 'admin.css']) app.get(`/admin/${file}`, (c) => serve(c, file));
  for (const file of ['frame.js', 'embed.js']) app.get(`/embed/${file}`, (c) => serve(c, file));
  for (const path of ['/admin', '/admin/admin.js', '/admin/admin.css', '/embed/frame.js', '/embed/embed.js'])
    onlyMethods(app, path, 'GET, HEAD');

  async function serve(c: Ctx, file: string): Promise<Response> {
    if (deps.siteDir === undefined) throw new ProblemError('not-found');
    const path = join(deps.siteDir, 'server/dist/web', file);
    const found = await fileAt(path);
    if (!found) throw new ProblemError('not-found', { detail: 'not built yet: npm run build' });
    return files.send(c, found, {
      type: TYPES[file.endsWith('.css') ? 'css' : 'js'],
      headers: { 'cache-control': 'no-cache', 'access-control-allow-origin': '*' },
    });
  }
}

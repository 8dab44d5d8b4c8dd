import { extname, join, normalize, sep } from 'node:path';
import type { Hono } from 'hono';
import { isFromHere, type Ctx, type Deps, type Env } from '../context.ts';
import { ProblemError } from '../problem.ts';
import { releaseAt, type Release } from '../releases.ts';
import { fileAt, Files, type File } from './files.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.zip': 'application/zip',
};

/** What the demo pages run under: the same strict policy the library promises to work with. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types cairn-lit',
].join('; ');

/** The builder asks whatever endpoint somebody types, shows what it finds there, and has its preview in a frame. */
const BUILDER_POLICY = PAGE_POLICY.replace(
  "connect-src 'self'",
  "connect-src 'self' https: http://localhost:* http://127.0.0.1:*",
)
  .replace("img-src 'self' data:", "img-src 'self' data: https:")
  .replace("form-action 'self'", "form-action 'none'; frame-src 'self'");

/** A picture opened by itself must not run the scripts an SVG may hold. */
const FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

/** Asked from this machine, by its own name, and through no proxy. */
function isLocal(c: Ctx): boolean {
  return isFromHere(c) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(c.req.url).hostname);
}

/** Ask again each time: cheap with an ETag, and never an old script. What a page under work wants. */
const FRESH = 'no-cache';

/** The demo at `/`, the script builds at `/cdn/` and the documentation at `/docs/`, from the folders of the repository. */
export function siteRoutes(app: Hono<Env>, deps: Deps): void {
  const { siteDir, releasesDir } = deps;
  if (siteDir === undefined) return;
  const files = new Files();

  app.get('/cdn/*', (c) => {
    const path = c.req.path.slice('/cdn'.length);
    const release = releaseAt(path, siteDir, releasesDir);
    return release ? serve(c, release.folder, release.path, release) : serve(c, join(siteDir, 'cdn'), path);
  });
  app.get('/docs/*', (c) => serve(c, join(siteDir, 'site'), c.req.path.slice('/docs'.length)));
  app.get('/builder/campaigns.json', async (c) => c.json(await hereFor(c), 200, { 'cache-control': 'no-store' }));
  app.get('/*', (c) => serve(c, join(siteDir, 'demo'), c.req.path));

  /**
   * What the builder offers first: the campaigns of this server, newest change first. Told to the machine the server runs on,
   * where whoever asks could read its database as well; others name the campaign they mean.
   */
  async function hereFor(c: Ctx): Promise<{ campaigns: { id: string; title: string }[]; publicUrl: string | null }> {
    const publicUrl = deps.settings.publicUrl || null;
    if (!isLocal(c)) return { campaigns: [], publicUrl };
    const rows = await deps.database.db
      .selectFrom('campaigns')
      .select(['id', 'document'])
      .where('removed_at', 'is', null)
      .orderBy('updated_at', 'desc')
      .limit(20)
      .execute();
    const titleOf = (document: string) => (JSON.parse(document) as { mission: { title: string } }).mission.title;
    return { campaigns: rows.map(({ id, document }) => ({ id, title: titleOf(document) })), publicUrl };
  }

  async function serve(c: Ctx, root: string, path: string, release?: Release): Promise<Response> {
    const file = await find(root, path);
    if (!file) throw new ProblemError('not-found');
    const type = TYPES[extname(file.path)] ?? 'application/octet-stream';
    const page = type.startsWith('text/html');
    return files.send(c, file, {
      type,
      rewrite: type.startsWith('text/javascript') ? release?.rewrite : undefined,
      headers: {
        'cache-control': release?.caching ?? FRESH,
        'content-security-policy': page ? (path.startsWith('/builder/') ? BUILDER_POLICY : PAGE_POLICY) : FILE_POLICY,
        // Pages elsewhere may load the widgets and show the pictures, as they would from any static host.
        ...(page ? { 'cross-origin-resource-policy': 'same-origin' } : { 'access-control-allow-origin': '*' }),
      },
    });
  }
}

/** The file below `root`; a folder is its `index.html`. Nothing outside, nothing hidden. */
async function find(root: string, urlPath: string): Promise<File | undefined> {
  let path: string;
  try {
    path = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (path.includes('\0') || path.includes('\\') || path.split('/').some((part) => part.startsWith('.')))
    return undefined;
  const file = normalize(join(root, path));
  if (file !== root && !file.startsWith(root + sep)) return undefined;
  // Without the slash, relative links on the page would break.
  return (await fileAt(file)) ?? (path.endsWith('/') ? fileAt(join(file, 'index.html')) : undefined);
}

/*
 * The script builds under their versions. A page that says `/cdn/v1.4.2/` gets those bytes for ever, also after this
 * server was updated: each release it has served is kept beside the database. `/cdn/v1/` is the newest of its line.
 */
import { readFileSync } from 'node:fs';
import { cp, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { makeFolder } from './folder.ts';
import { safeError } from './log.ts';

export interface Release {
  folder: string;
  /** What is asked for inside of it, with a slash. */
  path: string;
  caching: string;
  /** What the newest of a line names its pieces by: the version, so that a cached entry finds them after an update. */
  rewrite?: (script: Uint8Array) => Uint8Array;
}

const FOR_EVER = 'public, max-age=31536000, immutable';
const A_WHILE = 'public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800';

export const releasesDirOf = (dataDir: string): string => resolve(dataDir, 'releases');

/** Which release a path below `/cdn` asks for; undefined: none, the build as it is. */
export function releaseAt(path: string, siteDir: string, releasesDir: string | undefined): Release | undefined {
  const [, asked, rest] = /^\/v(\d+(?:\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)?)(\/.*)$/.exec(path) ?? [];
  if (asked === undefined || rest === undefined) return undefined;
  const build = join(siteDir, 'cdn');
  const version = versionOf(build);
  if (asked.includes('.')) {
    const folder = asked === version ? build : join(releasesDir ?? build, `v${asked}`);
    return { folder, path: rest, caching: FOR_EVER };
  }
  // Before 1.0.0, the newest 0.x is what will be version 1.
  const line = String(Math.max(1, Number(version?.split('.')[0])));
  if (version === undefined || asked !== line)
    return { folder: join(build, `v${asked}`), path: rest, caching: A_WHILE };
  const rewrite = (script: Uint8Array) =>
    Buffer.from(
      Buffer.from(script)
        .toString()
        .replace(/(["'`])\.\/chunks\//g, `$1../v${version}/chunks/`),
    );
  // Pieces are for ever wherever they are asked for: their names are made of what is in them.
  return rest.startsWith('/chunks/')
    ? { folder: build, path: rest, caching: FOR_EVER }
    : { folder: build, path: rest, caching: A_WHILE, rewrite };
}

let known: { build: string; version: string } | undefined;

/** The version of a build; read once, since a build that changes its version is another server. */
function versionOf(build: string): string | undefined {
  if (known?.build === build) return known.version;
  try {
    const { version } = JSON.parse(readFileSync(join(build, 'sri.json'), 'utf8')) as { version?: unknown };
    if (typeof version !== 'string') return undefined;
    known = { build, version };
    return version;
  } catch {
    return undefined; // no build here, or one of a test
  }
}

/** Keeps a copy of the build that is served, unless there is the same already. */
export async function keepRelease(siteDir: string, releasesDir: string, log: Logger): Promise<void> {
  const build = join(siteDir, 'cdn');
  const version = versionOf(build);
  if (version === undefined) return;
  const kept = join(releasesDir, `v${version}`);
  const list = (folder: string) => readFile(join(folder, 'sri.json'), 'utf8').catch(() => undefined);
  if ((await list(build)) === (await list(kept))) return;
  const made = `${kept}.${process.pid}`;
  try {
    makeFolder(releasesDir);
    await cp(build, made, { recursive: true, filter: (path) => !path.endsWith('.map') });
    await rm(kept, { recursive: true, force: true });
    await rename(made, kept);
  } catch (error) {
    await rm(made, { recursive: true, force: true }).catch(() => {});
    log.warn({ err: safeError(error) }, 'this release of the scripts was not kept');
  }
}

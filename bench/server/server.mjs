/** The server as it is now, built beside its packages, and the helpers of its tests that a measurement needs. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from '../../tools/paths.mjs';

/** Of the server's packages, which are not the library's. */
export const require = createRequire(join(root, 'server/package.json'));

/** @param {string} name of the folder that this run builds into, so that two may run beside each other */
export async function buildServer(name) {
  const folder = join(root, 'server/node_modules/.cache', name);
  await build({
    entryPoints: ['server/test/postgres.ts', 'server/test/fixtures/campaign.ts', 'server/src/cli.ts'].map((path) =>
      join(root, path),
    ),
    outdir: folder,
    outbase: join(root, 'server'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
    tsconfigRaw: '{}',
  });
  const load = (path) => import(pathToFileURL(join(folder, path)).href);
  const { findPostgres, startCluster } = await load('test/postgres.mjs');
  const { campaignFixture } = await load('test/fixtures/campaign.mjs');
  return { cli: join(folder, 'src/cli.mjs'), findPostgres, startCluster, campaignFixture };
}

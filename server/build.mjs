// Bundles the server for plain Node: our own files in one place, packages left where npm put them.
// node server/build.mjs [folder]   (server/dist)
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const outdir = process.argv[2] ? resolve(process.argv[2]) : here('dist');

await rm(outdir, { recursive: true, force: true });
await build({
  entryPoints: [here('src/cli.ts'), here('src/start.ts')],
  outdir,
  bundle: true,
  splitting: true, // cli.js checks the Node version before it loads anything else
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  legalComments: 'none',
  logLevel: 'warning',
  tsconfigRaw: '{}',
});
// What runs in browsers: the organiser's page, and the two ends of a frame.
await build({
  entryPoints: [here('web/admin.ts'), here('web/frame.ts'), here('web/embed.ts'), here('web/admin.css')],
  outdir: resolve(outdir, 'web'),
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  target: ['chrome123', 'firefox128', 'safari18'],
  external: ['/cdn/*'],
  legalComments: 'none',
  logLevel: 'warning',
  tsconfigRaw: JSON.stringify({ compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } }),
});

// Bundles the server for plain Node: our own files in one place, packages left where npm put them.
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await rm(here('dist'), { recursive: true, force: true });
await build({
  entryPoints: [here('src/cli.ts'), here('src/start.ts')],
  outdir: here('dist'),
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

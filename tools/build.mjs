/**
 * `npm run build [-- part …] [--if-stale]`: everything that is published or served, in seven parts.
 *
 *   shapes    src/data/shapes.ts, which the page reads by, from the schemas; committed, so it seldom changes
 *   manifest  custom-elements.json
 *   types     what editors and frameworks want to know of the elements (tools/types.mjs)
 *   dist      one ES module per source file with its types; lit and the other dependencies stay outside
 *   cdn       the script builds (tools/cdn.mjs)
 *   site      the documentation, for any file server (tools/site.mjs)
 *   server    server/dist (server/build.mjs)
 *
 * Each part is written beside its place and moved there when it is whole, so a reader never meets half a build.
 * With --if-stale, a part whose inputs did not change is left alone.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildCdn } from './cdn.mjs';
import { writeShapes } from './compile-schemas.mjs';
import { bin, root } from './paths.mjs';
import { SITE_SOURCES, writeSite } from './site.mjs';
import { writeTypes } from './types.mjs';
import { inputHash, isStale, writeStamp } from './stamp.mjs';

const parts = {
  // First: the others are made of it.
  shapes: { output: 'src/data/shapes.ts', build: buildShapes },
  // Before the script builds, which carry it for the builder.
  manifest: { output: 'custom-elements.json', build: buildManifest },
  types: { output: 'types', build: () => intoPlace('types', writeTypes) },
  dist: { output: 'dist', build: () => intoPlace('dist', buildDist) },
  cdn: { output: 'cdn', build: () => intoPlace('cdn', buildCdn) },
  site: { output: 'site', build: () => intoPlace('site', writeSite), more: SITE_SOURCES },
  server: { output: 'server/dist', build: buildServer },
};

const args = process.argv.slice(2);
const unknown = args.filter((arg) => arg !== '--if-stale' && !(arg in parts));
if (unknown.length > 0) {
  console.error(`build: unknown part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
const named = args.filter((arg) => arg in parts);
let hash = inputHash();

for (const [name, part] of Object.entries(parts)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const made = () => (part.more ? inputHash(part.more) : hash);
  if (args.includes('--if-stale') && !isStale(name, made(), part.output)) continue;
  const start = performance.now();
  try {
    await part.build();
    writeStamp(name, made());
    console.log(`build: ${part.output} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  } catch (error) {
    console.error(`build: ${name} failed: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}

async function buildShapes() {
  // It is one of the sources that the stamps of all parts speak of.
  if (await writeShapes()) hash = inputHash();
}

/** Builds into a folder of its own and then swaps it with the old one. */
async function intoPlace(output, build) {
  const made = join(root, `.${output}.${process.pid}`);
  try {
    await build(made);
    rmSync(join(root, output), { recursive: true, force: true });
    renameSync(made, join(root, output));
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** tsc writes modules and types; imports in the sources name `.ts` files, in the output they have to name `.js`. */
function buildDist(folder) {
  const tsc = node('typescript/bin/tsc', ['-p', 'tsconfig.build.json', '--outDir', folder]);
  for (const path of readdirSync(folder, { recursive: true })) {
    if (!/\.(js|d\.ts)$/.test(path)) continue;
    const file = join(folder, path);
    // Both endings are as long, so the columns of the source map stay right. tsc's own rewriteRelativeImportExtensions
    // leaves the types alone, and skips import() in a file without static imports.
    const text = readFileSync(file, 'utf8');
    const named = text.replace(/((?:from|import)\s*\(?\s*['"]\.{1,2}\/[^'"\n]*)\.ts(['"])/g, '$1.js$2');
    if (named !== text) writeFileSync(file, named);
  }
  if (tsc.status !== 0) throw new Error(`type errors\n${tsc.stdout}`);
}

function buildManifest() {
  const cem = node('@custom-elements-manifest/analyzer/cem.js', [
    'analyze',
    '--config',
    'custom-elements-manifest.config.mjs',
  ]);
  if (cem.status !== 0 || !existsSync(join(root, 'custom-elements.json'))) throw new Error(cem.stdout + cem.stderr);
}

function buildServer() {
  if (!existsSync(join(root, 'server/build.mjs'))) throw new Error('server/build.mjs is missing');
  const server = spawnSync(process.execPath, ['server/build.mjs'], { cwd: root, encoding: 'utf8' });
  if (server.status !== 0) throw new Error(server.stdout + server.stderr);
}

function node(script, args) {
  return spawnSync(process.execPath, [bin(script), ...args], { cwd: root, encoding: 'utf8' });
}

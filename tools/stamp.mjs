/** Knows whether a build output is older than what it was made from: a content hash per part, kept beside the packages. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const inputs = [
  'src',
  'server/src',
  'server/build.mjs',
  'server/package.json',
  'demo',
  'tools',
  'custom-elements-manifest.config.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
];
const folder = join(root, 'node_modules/.cache/cairn');

/** One hash over the path and content of every input file, and of those a part is also made from. */
export function inputHash(more = []) {
  const hash = createHash('sha256');
  for (const input of [...inputs, ...more]) {
    for (const file of filesIn(input))
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

export function isStale(part, hash, output) {
  const stamp = join(folder, part);
  return !existsSync(join(root, output)) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash;
}

export function writeStamp(part, hash) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, part), hash);
}

function filesIn(path) {
  if (!existsSync(join(root, path))) return [];
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesIn(`${path}/${entry.name}`));
}

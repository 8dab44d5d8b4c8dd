/**
 * A folder as a ZIP file, the same bytes for the same files: what WordPress takes under Plugins, Add New, Upload.
 */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { root } from './paths.mjs';

// The first day a ZIP file knows, since times of a checkout say nothing; made on Unix, so that rights are read: rw-r--r--.
const ABOUT = { level: 9, mtime: new Date(1980, 0, 1), os: 3, attrs: 0o100644 << 16 };

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((path) => String(path).replaceAll('\\', '/'))
    .filter((path) => statSync(join(folder, path)).isFile());

/**
 * The WordPress plugin as one file. A campaign in a JSON file or on a platform has no server with scripts, so they are in
 * it: cairn.js, the pieces it fetches, the room kept for each element, and the licences.
 * @returns {Uint8Array}
 */
export function pluginZip(cdn = join(root, 'cdn')) {
  const plugin = join(root, 'wordpress/cairn');
  const files = [
    ...filesIn(plugin).map((path) => [path, join(plugin, path)]),
    ...[...scriptFiles(cdn, 'cairn.js'), 'LICENSES.txt', 'cairn.css'].map((path) => [
      `scripts/${path}`,
      join(cdn, path),
    ]),
  ].sort(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(files.map(([path, file]) => [`cairn/${path}`, [readFileSync(file), ABOUT]])));
}

/** An entry of the script builds and everything it may fetch. */
export function scriptFiles(cdn, entry) {
  if (!existsSync(join(cdn, entry))) throw new Error(`${entry} is not built yet: node tools/build.mjs cdn`);
  const found = new Set([entry]);
  // A set that grows while it is read: each piece may name others.
  for (const path of found) {
    const code = readFileSync(join(cdn, path), 'utf8').replace(/\n\/\/# source.*/, '');
    for (const [, name] of code.matchAll(/\.\/(?:chunks\/)?([\w.-]+\.js)["'`]/g))
      if (existsSync(join(cdn, 'chunks', name))) found.add(`chunks/${name}`);
    for (const [, words] of code.matchAll(/\/(words-[\w-]+)\//g))
      for (const name of filesIn(join(cdn, 'chunks', words))) found.add(`chunks/${words}/${name}`);
  }
  return [...found];
}

/**
 * A folder as a ZIP file, the same bytes for the same files: what WordPress takes under Plugins, Add New, Upload.
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';

// The first day a ZIP file knows, since times of a checkout say nothing; made on Unix, so that rights are read: rw-r--r--.
const ABOUT = { level: 9, mtime: new Date(1980, 0, 1), os: 3, attrs: 0o100644 << 16 };

/** @returns {Uint8Array} the files of `folder`, inside a folder called `name`. */
export function zip(folder, name) {
  const files = readdirSync(folder, { recursive: true })
    .map((path) => String(path).replaceAll('\\', '/'))
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
  return zipSync(
    Object.fromEntries(files.map((path) => [`${name}/${path}`, [readFileSync(join(folder, path)), ABOUT]])),
  );
}

/**
 * Bytes of each script build as a page loads it: the entry with every chunk it imports at once, the chart apart, and the
 * words of a language for the element that has the most of them, in the language that takes the most bytes.
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { staticFiles } from '../tools/graph.mjs';

const brotli = (data) => brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const gzip = (data) => gzipSync(data, { level: 9 }).length;

export function sizes(folder) {
  const rows = {};
  const add = (name, files) => {
    const data = files.map((file) => readFileSync(file));
    rows[name] = {
      files: files.length,
      raw: data.reduce((sum, one) => sum + one.length, 0),
      gzip: data.reduce((sum, one) => sum + gzip(one), 0),
      brotli: data.reduce((sum, one) => sum + brotli(one), 0),
    };
  };
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .sort())
    add(file, staticFiles(join(folder, file)));
  const chunks = join(folder, 'chunks');
  const all = statSync(chunks, { throwIfNoEntry: false })
    ? readdirSync(chunks).filter((name) => name.endsWith('.js'))
    : [];
  for (const file of all.sort()) {
    const label = /^(chart|opencollective)\b/.exec(file)?.[1];
    if (label) add(`later: ${label}`, [join(chunks, file)]);
  }
  const words = !all.length
    ? []
    : readdirSync(chunks, { recursive: true }).filter((path) => /^words-[^/]+\/[^/]+\/.+\.js$/.test(path));
  for (const file of words.filter((path) => !path.endsWith('/shared.js'))) {
    const most = rows['later: words'];
    add('later: words', [join(chunks, file), join(chunks, file.replace(/[^/]+$/, 'shared.js'))]);
    if (most && most.brotli > rows['later: words'].brotli) rows['later: words'] = most;
  }
  return rows;
}

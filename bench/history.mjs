/**
 * Figures of earlier runs, so that what gets worse little by little is seen as well: bench/history.json, an entry for each
 * run that was recorded with `--record`. Only what does not depend on the machine: bytes, and ratios within one run. Of
 * each of them less is better.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tools/paths.mjs';

const FILE = join(root, 'bench/history.json');
const LOOKED_AT = 5;
const MOST = 1.2;

export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/**
 * A line for each figure that is over a fifth worse than the median of its last five.
 *
 * @param {string} what was measured: `page`, `server sqlite`, …
 * @param {Record<string, number>} figures
 */
export function regressions(what, figures, history = readHistory()) {
  const before = history.filter((entry) => entry.what === what).slice(-LOOKED_AT);
  return Object.entries(figures).flatMap(([name, value]) => {
    const known = before.map((entry) => entry.figures[name]).filter((one) => one !== undefined);
    const usual = median(known);
    if (known.length === 0 || value <= usual * MOST) return [];
    return [`${what}, ${name}: ${value} is over a fifth more than the ${usual} of the last ${known.length} recorded`];
  });
}

/** Adds what was measured to the history. */
export function record(what, figures) {
  const entry = { at: new Date().toISOString().slice(0, 10), what, figures };
  const lines = [...readHistory(), entry].map((one) => `  ${JSON.stringify(one)}`);
  writeFileSync(FILE, `[\n${lines.join(',\n')}\n]\n`);
}

function readHistory() {
  return existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : [];
}

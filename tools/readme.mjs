/**
 * Writes the tables of README.md from what is built: attributes and events from custom-elements.json, bytes from cdn/.
 *
 *   node tools/readme.mjs            write
 *   node tools/readme.mjs --check    fail when the tables no longer tell the truth (bytes within 3 %)
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { sizes } from '../bench/sizes.mjs';
import { root } from './paths.mjs';

const path = join(root, 'README.md');

/** In the order a reader meets them. */
const ORDER = [
  'campaign',
  'mission-banner',
  'progress-thermometer',
  'contribution-form',
  'member-spotlight',
  'impact-chart',
];
/** Attributes every element has are told once. */
const SHARED = ['endpoint', 'scheme', 'surface', 'heading-level'];

const FILES = [
  ['cairn.js', 'all elements; chart, languages and platforms are fetched when needed'],
  ['thermometer.js', 'the thermometer alone'],
  ['banner.js', 'the banner alone'],
  ['form.js', 'the form alone'],
  ['spotlight.js', 'the people alone'],
  ['later: chart', 'the chart’s drawing code, fetched when a chart is seen'],
  ['later: words', 'a language, for the element that says most; others take less'],
];

const cell = (text) =>
  String(text ?? '')
    .replaceAll('|', '\\|')
    .replace(/\s+/g, ' ')
    .trim();

function elementsTable() {
  const manifest = JSON.parse(readFileSync(join(root, 'custom-elements.json'), 'utf8'));
  const classes = manifest.modules.flatMap((module) =>
    (module.declarations ?? []).filter((one) => one.kind === 'class').map((one) => ({ ...one, file: module.path })),
  );
  const rows = [];
  for (const name of ORDER) {
    const found = classes.find(({ file }) => file.endsWith(`/${name}/${name}.js`));
    if (!found) throw new Error(`custom-elements.json has no class for ${name}`);
    rows.push(`| **\`<cairn-${name}>\`** | | ${cell(found.summary)} |`);
    for (const attribute of found.attributes ?? []) {
      if (!attribute.description) continue; // the platform's own, such as lang
      if (SHARED.includes(attribute.name) && name !== 'campaign') continue;
      const value =
        attribute.default === undefined || attribute.default === "''" ? '' : `\`${cell(attribute.default)}\``;
      rows.push(`| \`${attribute.name}\` | ${value} | ${cell(attribute.description)} |`);
    }
    if (found.events?.length)
      rows.push(`| _events_ | | ${found.events.map((event) => `\`${event.name}\``).join(', ')} |`);
  }
  const base = classes.find(({ name }) => name === 'CampaignElement');
  rows.push('| **all but the provider** | | |');
  for (const attribute of base.attributes) {
    if (!SHARED.includes(attribute.name)) continue;
    const value = attribute.default === undefined || attribute.default === "''" ? '' : `\`${cell(attribute.default)}\``;
    rows.push(`| \`${attribute.name}\` | ${value} | ${cell(attribute.description)} |`);
  }
  return ['| element, attribute | default | what |', '| --- | --- | --- |', ...rows].join('\n');
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

function sizesTable() {
  const built = sizes(join(root, 'cdn'));
  const rows = FILES.map(
    ([name, what]) => `| \`${name.replace('later: ', '')}\` | ${what} | ${kilobytes(built[name].brotli)} |`,
  );
  return ['| file | what | Brotli |', '| --- | --- | ---: |', ...rows].join('\n');
}

const between = (text, name) => {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const from = text.indexOf(start) + start.length;
  return {
    before: text.slice(0, from),
    inside: text.slice(from, text.indexOf(end)),
    after: text.slice(text.indexOf(end)),
  };
};

export async function updated() {
  let text = readFileSync(path, 'utf8');
  for (const [name, table] of [
    ['elements', elementsTable()],
    ['sizes', sizesTable()],
  ]) {
    const { before, after } = between(text, name);
    text = `${before}\n\n${table}\n\n${after}`;
  }
  return format(text, { ...(await resolveConfig(path)), parser: 'markdown' });
}

/** What README.md says that is no longer so; empty when it tells the truth. */
export async function stale() {
  const [now, next] = [readFileSync(path, 'utf8'), await updated()];
  const faults = [];
  if (between(now, 'elements').inside !== between(next, 'elements').inside) faults.push('the table of elements');
  const figures = (text) =>
    [...between(text, 'sizes').inside.matchAll(/([\d.]+) kB/g)].map((match) => Number(match[1]));
  const [said, is] = [figures(now), figures(next)];
  if (said.length !== is.length || said.some((value, i) => Math.abs(value - is[i]) > 0.03 * is[i]))
    faults.push('the bytes');
  return faults;
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv.includes('--check')) {
    const faults = await stale();
    if (faults.length > 0) {
      console.error(`README.md is out of date: ${faults.join(' and ')}. Run: node tools/readme.mjs`);
      process.exitCode = 1;
    }
  } else {
    writeFileSync(path, await updated());
  }
}

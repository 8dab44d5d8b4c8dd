/**
 * Writes the tables of README.md and docs/elements.md from what is built: attributes, events and parts from
 * custom-elements.json, bytes from cdn/.
 *
 *   node tools/readme.mjs            write
 *   node tools/readme.mjs --check    fail when they no longer tell the truth (bytes within 3 %)
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { sizes } from '../bench/sizes.mjs';
import { root } from './paths.mjs';

const path = join(root, 'README.md');
const referencePath = join(root, 'docs/elements.md');

/** In the order a reader meets them. */
const ORDER = [
  'campaign',
  'mission-banner',
  'progress-thermometer',
  'contribution-form',
  'member-spotlight',
  'impact-chart',
];
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
const code = (text) => `\`${cell(text)}\``;

/** The classes of the manifest, the base class under its own name. */
function elements() {
  const manifest = JSON.parse(readFileSync(join(root, 'custom-elements.json'), 'utf8'));
  const classes = manifest.modules.flatMap((module) =>
    (module.declarations ?? []).filter((one) => one.kind === 'class').map((one) => ({ ...one, file: module.path })),
  );
  const base = classes.find(({ name }) => name === 'CampaignElement');
  // What has no sentence is the platform's own, such as lang.
  const told = (found) => (found.attributes ?? []).filter(({ description }) => description);
  const shared = new Set(told(base).map(({ name }) => name));
  return {
    shared: told(base),
    own: ORDER.map((name) => {
      const found = classes.find(({ file }) => file.endsWith(`/${name}/${name}.js`));
      if (!found) throw new Error(`custom-elements.json has no class for ${name}`);
      const attributes = told(found).filter((one) => name === 'campaign' || !shared.has(one.name));
      return { ...found, tag: `cairn-${name}`, attributes };
    }),
  };
}

/** The README names what there is; docs/elements.md says what it does. */
function elementsTable() {
  const { own, shared } = elements();
  const names = (list) => list.map(({ name }) => code(name)).join(' ');
  const rows = own.map(
    ({ tag, summary, attributes }) => `| **\`<${tag}>\`** | ${cell(summary)} | ${names(attributes)} |`,
  );
  rows.push(`| all but the provider | | ${names(shared)} |`);
  return ['| element | what | attributes |', '| --- | --- | --- |', ...rows].join('\n');
}

function reference() {
  const { own, shared } = elements();
  const table = (head, rows) =>
    rows.length === 0 ? [] : ['', `| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows];
  const attributes = (list) =>
    table(
      ['attribute', 'default', 'what'],
      list.map(({ name, default: value, description }) => {
        const shown = value === undefined || value === "''" ? '' : code(value);
        return `| ${code(name)} | ${shown} | ${cell(description)} |`;
      }),
    );
  const described = (head, list) =>
    table(
      [head, 'what'],
      (list ?? []).map(({ name, description }) => `| ${name ? code(name) : '(default)'} | ${cell(description)} |`),
    );
  const parts = (list) => ['', ...(list ?? []).map(({ name, description }) => `- ${code(name)}: ${cell(description)}`)];
  return [
    '# The elements',
    '',
    '<!-- Written by tools/readme.mjs from the docstrings of the elements. -->',
    '',
    'Every attribute, event, slot, part and custom property.',
    '',
    '## All but the provider',
    ...attributes(shared),
    ...own.flatMap((one) => [
      '',
      `## \`<${one.tag}>\``,
      '',
      cell(one.description),
      ...attributes(one.attributes),
      ...described('event', one.events),
      ...described('slot', one.slots),
      ...described('custom property', one.cssProperties),
      ...(one.cssParts?.length ? ['', 'Parts:', ...parts(one.cssParts)] : []),
    ]),
    '',
  ].join('\n');
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

const asMarkdown = async (text) => format(text, { ...(await resolveConfig(referencePath)), parser: 'markdown' });

/** What README.md says that is no longer so; empty when it tells the truth. */
export async function stale() {
  const [now, next] = [readFileSync(path, 'utf8'), await updated()];
  const faults = [];
  if (between(now, 'elements').inside !== between(next, 'elements').inside) faults.push('the table of elements');
  if (readFileSync(referencePath, 'utf8') !== (await asMarkdown(reference()))) faults.push('docs/elements.md');
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
    writeFileSync(referencePath, await asMarkdown(reference()));
  }
}

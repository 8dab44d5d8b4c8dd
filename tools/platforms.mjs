/**
 * Writes docs/platforms.md from what the builder says (demo/builder/platforms.js), with the snippets of an example.
 *
 *   node tools/platforms.mjs            write
 *   node tools/platforms.mjs --check    fail when it is old
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { piece } from '../demo/builder/places.js';
import { PLATFORMS } from '../demo/builder/platforms.js';
import { blank } from '../demo/builder/snippet.js';
import { root } from './paths.mjs';

const path = join(root, 'docs/platforms.md');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
/** Hashes change with every build, so the examples are of the newest release, which has none. */
const release = { version, files: {} };
const example = {
  ...blank(),
  endpoint: 'https://give.example.org/v1/campaigns/riverbank',
  scripts: 'https://give.example.org/cdn',
  link: { href: 'https://give.example.org/riverbank', text: 'Give to the riverbank' },
};
const fence = ({ label, code }) => `${label}:\n\n\`\`\`${code.startsWith('<') ? 'html' : 'text'}\n${code}\n\`\`\`\n`;
/** What stands in angle brackets is code. */
const prose = (text) => text.replace(/<[^>]+><\/\w+>|<\w[^>]*>/g, '`$&`');

/** Steps and what there is to copy in them. */
const way = (steps, code) => [
  ...steps.map(
    ({ text, download }, index) =>
      `${index + 1}. ${prose(text)}${download ? ` It is \`/docs/${download}\` of your server.` : ''}`,
  ),
  '',
  ...code.map((kind) => piece(kind, example, release)).map(fence),
];

export async function recipes() {
  const parts = PLATFORMS.flatMap(({ name, steps, code, or, without, also, note }) => [
    `## ${name}`,
    '',
    ...way(steps, code),
    ...(or ? [`**${or.title}.**`, '', ...way(or.steps, or.code)] : []),
    ...(note ? [prose(note), ''] : []),
    `**I cannot paste scripts.** ${prose(without)}`,
    '',
    ...also.map((kind) => piece(kind, example, release)).map(fence),
  ]);
  const text = [
    '# On your platform',
    '',
    '<!-- Written by tools/platforms.mjs from demo/builder/platforms.js. -->',
    '',
    'The **builder** of a running server (`/builder/`) writes these for your campaign, with every option and a preview. Here they are for',
    'a campaign called riverbank and its thermometer. The link inside the tags is what visitors see without script, in feeds, and where a',
    'platform takes the tags away: keep it.',
    '',
    ...parts,
  ].join('\n');
  return format(text, { ...(await resolveConfig(path)), parser: 'markdown', embeddedLanguageFormatting: 'off' });
}

if (process.argv[1] === import.meta.filename) {
  const made = await recipes();
  if (!process.argv.includes('--check')) writeFileSync(path, made);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== made) {
    console.error('docs/platforms.md is out of date. Run: node tools/platforms.mjs');
    process.exitCode = 1;
  }
}

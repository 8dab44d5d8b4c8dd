/**
 * `npm run ids`: which rows of docs/quality.md no test or story names.
 *
 * A title names ids in brackets, `[F50] …`. Fails when a title names an id that is not in the list, or when a row has no
 * title and is not explained under "Later". With `--problems` it leaves out the explained ones.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';

const folders = ['test', 'server/test', 'stories'];
const ID = '(?:[A-Z]{1,2}\\d{1,2}|A-[a-z]+-[a-z0-9.-]*[a-z0-9])';

/** What the list says: `rows` maps each id to its sentence, `later` those that are explained to their reason. */
export function readList(text) {
  const [list, explained = ''] = text.split(/^## Later$/m);
  const rows = new Map([...list.matchAll(new RegExp(`^- \\*\\*(${ID})\\*\\* (.+)$`, 'gm'))].map((m) => [m[1], m[2]]));
  const later = new Map();
  const unknown = [];
  for (const [, names, reason] of explained.matchAll(/^- ([^:]+): (.+)$/gm)) {
    for (const name of names.split(', ')) {
      const ids = [...rows.keys()].filter((id) => covers(name, id));
      if (ids.length === 0) unknown.push(name);
      for (const id of ids) later.set(id, reason);
    }
  }
  return { rows, later, unknown };
}

/** Whether `CF1–CF29`, `A-form-*` or a plain id means this one. */
function covers(name, id) {
  if (name.endsWith('*')) return id.startsWith(name.slice(0, -1));
  const [from, to = from] = name.split('–');
  const [, letters, number] = /^([A-Z]+)(\d+)$/.exec(id) ?? [];
  if (!letters) return name === id;
  const between = [from, to].map((end) => /^([A-Z]+)(\d+)$/.exec(end));
  if (!between.every((end) => end?.[1] === letters)) return false;
  return Number(number) >= Number(between[0][2]) && Number(number) <= Number(between[1][2]);
}

/** Every id that a title names, with where. Comments do not count. */
export function readTitles(files) {
  const named = new Map();
  for (const { path, text } of files) {
    const code = text.replace(/^\s*(\/\/|\/\*|\*).*$/gm, '');
    for (const line of code.split('\n')) {
      // A title is text: in an array access such as row[A1] nothing opens a string before the bracket.
      for (const [, id] of line.matchAll(new RegExp(`(?<=['"\`\\]] ?|\\s)\\[(${ID})\\](?=[ '"\`])`, 'g'))) {
        named.set(id, [...(named.get(id) ?? []), path]);
      }
    }
  }
  return named;
}

export function problemsOf({ rows, later, unknown }, named) {
  return [
    ...unknown.map((name) => `"Later" explains ${name}, which is not in the list.`),
    ...[...named]
      .filter(([id]) => !rows.has(id))
      .map(([id, where]) => `${id} is named in ${where[0]} and not in docs/quality.md.`),
    ...[...rows].filter(([id]) => !named.has(id) && !later.has(id)).map(([id, what]) => `${id} has no test: ${what}`),
  ];
}

/** The list and the titles of this repository. */
export function idsHere() {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((path) => `${folder}/${path}`)
      .filter((path) => /\.(ts|mdx)$/.test(path) && !path.includes('node_modules'))
      // The test of this script speaks of made-up ids.
      .filter((path) => path !== 'test/package/ids.test.ts')
      .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
  );
  return { list: readList(readFileSync(join(root, 'docs/quality.md'), 'utf8')), named: readTitles(files) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { list, named } = idsHere();
  const problems = problemsOf(list, named);
  const waiting = [...list.later].filter(([id]) => !named.has(id));
  const proven = [...list.rows.keys()].filter((id) => named.has(id));
  if (waiting.length > 0 && !process.argv.includes('--problems')) {
    console.log('Explained under "Later" and not named yet:');
    for (const reason of new Set(waiting.map(([, why]) => why))) {
      const ids = waiting.filter(([, why]) => why === reason).map(([id]) => id);
      console.log(`  ${ids.join(' ')}\n    ${reason}`);
    }
  }
  for (const problem of problems) console.log(problem);
  console.log(
    `${list.rows.size} rows: ${proven.length} named, ${waiting.length} explained, ${problems.length} to mend.`,
  );
  process.exitCode = problems.length > 0 ? 1 : 0;
}

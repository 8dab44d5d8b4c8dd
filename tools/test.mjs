/**
 * `npm test [-- part …] [-- words of file names …]`: every test, in Node and in the browsers of this machine.
 *
 * Parts: data, package, server, elements, stories, e2e, examples (three quick apps, or all
 * when named), and when named wordpress, which wants Debian's package. Ends with the plain line `N passed, N failed, N skipped`.
 * With CI set, a missing browser or PostgreSQL is a failure; otherwise what could not be run is named.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { enginesHere, ensureInstalled } from './browsers.mjs';
import { installIfNeeded, requireNode } from './install.mjs';
import { bin, root } from './paths.mjs';

const MEDIA_TESTS = 'test/elements/media.test.ts';
const folders = {
  data: 'test/data',
  package: 'test/package',
  server: 'server/test',
  elements: 'test/elements',
  stories: 'test/stories',
  e2e: 'test/e2e',
  examples: 'test/examples',
  wordpress: 'test/wordpress',
};

requireNode();
installIfNeeded();

const args = process.argv.slice(2);
const words = args.filter((arg) => !(arg in folders));
const named = args.filter((arg) => arg in folders);
const wanted = (named.length > 0 ? named : Object.keys(folders).filter((part) => part !== 'wordpress'))
  .map((part) => ({ part, files: testFiles(folders[part], words) }))
  .filter(({ files }) => words.length === 0 || files.length > 0);
if (wanted.length === 0) {
  console.error(`No test file has ${words.join(' or ')} in its name.`);
  process.exit(1);
}

const scratch = mkdtempSync(join(tmpdir(), 'cairn-test-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** One row per part and engine: what is counted at the end. */
const rows = [];
const problems = [];

const missing = ensureInstalled();
if (missing.length > 0) {
  const line = `Not run here, because it is not installed: ${missing.join(', ')}.`;
  if (process.env.CI) problems.push(line);
  else console.log(line);
}
const engines = process.env.ENGINES?.split(',') ?? enginesHere();
process.env.ENGINES = engines.join(',');
if (named.includes('examples')) process.env.EXAMPLES = 'all';

const build = node(join(root, 'tools/build.mjs'), ['--if-stale']);
if (build.status !== 0) problems.push('The build failed.');

const plain = wanted.filter(({ part }) => !['elements', 'stories', 'e2e', 'examples', 'wordpress'].includes(part));
if (plain.length > 0) runVitest(plain);
for (const { part, files } of wanted) {
  if (part === 'elements') runElements(files);
  if (part === 'stories') runStories(files);
  if (['e2e', 'examples', 'wordpress'].includes(part)) runVitest([{ part, files }]);
}
report();

/** All tests of these parts in one run of Vitest. */
function runVitest(parts) {
  const name = parts.map(({ part }) => part).join(' ');
  console.log(`\n— ${name}`);
  const file = join(scratch, `${parts[0].part}.json`);
  const result = node(bin('vitest/vitest.mjs'), [
    'run',
    ...parts.flatMap(({ part }) => ['--project', part]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...(words.length > 0 ? parts.flatMap(({ files }) => files) : []),
  ]);
  const output = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { testResults: [] };
  let failed = 0;
  for (const { part } of parts) {
    const counted = new Map();
    for (const testFile of output.testResults) {
      if (!relative(root, testFile.name).split(sep).join('/').startsWith(`${folders[part]}/`)) continue;
      for (const test of testFile.assertionResults) {
        const engine = ['chromium', 'firefox', 'webkit'].find((each) => test.ancestorTitles.includes(each)) ?? '';
        const kind = test.status === 'passed' || test.status === 'failed' ? test.status : 'skipped';
        row(counted, engine)[kind] += 1;
      }
      // A file that could not be loaded has no test to show for it.
      const whole = testFile.status === 'failed' && !testFile.assertionResults.some((test) => test.status === 'failed');
      if (whole) row(counted, '').failed += 1;
    }
    for (const [engine, counts] of counted) rows.push({ part, engine, ...counts });
    failed += [...counted.values()].reduce((sum, counts) => sum + counts.failed, 0);
    if (counted.size === 0) problems.push(`${part}: no test ran.`);
  }
  if (result.status !== 0 && failed === 0)
    problems.push(`${name}: Vitest ended with ${result.status ?? result.signal}.`);
}

function runElements(files) {
  console.log('\n— elements');
  if (engines.length === 0) return void problems.push('elements: no browser here.');
  const file = join(scratch, 'elements.json');
  const result = node(bin('@web/test-runner/dist/bin.js'), words.length > 0 ? ['--files', ...files] : [], {
    COUNTS_FILE: file,
  });
  const counted = existsSync(file) ? Object.entries(JSON.parse(readFileSync(file, 'utf8'))) : [];
  for (const [engine, counts] of counted) rows.push({ part: 'elements', engine, ...counts });
  for (const engine of engines) {
    const counts = counted.find(([name]) => name === engine)?.[1];
    if (!counts || counts.passed + counts.failed === 0) problems.push(`elements: no test ran in ${engine}.`);
  }
  const failed = counted.reduce((sum, [, counts]) => sum + counts.failed, 0);
  if (result.status !== 0 && failed === 0) {
    problems.push(`elements: the test runner ended with ${result.status ?? result.signal}.`);
  }
  if (words.length === 0 || files.includes(MEDIA_TESTS)) runMedia();
}

/** What Firefox and WebKit can only be started with; WebKit knows no forced colours. */
function runMedia() {
  for (const [engine, media] of [
    ['firefox', 'forced-colors'],
    ['firefox', 'reduced-motion'],
    ['webkit', 'reduced-motion'],
  ]) {
    if (!engines.includes(engine)) continue;
    const file = join(scratch, `${engine}-${media}.json`);
    node(bin('@web/test-runner/dist/bin.js'), ['--files', MEDIA_TESTS], {
      ENGINES: engine,
      MEDIA: media,
      COUNTS_FILE: file,
    });
    const counts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8'))[engine] : undefined;
    // The tests of the other setting are skipped.
    if (counts?.passed || counts?.failed) rows.push({ part: media.split('-')[0], engine, ...counts, skipped: 0 });
    else problems.push(`elements: no test ran in ${engine} with ${media}.`);
  }
}

/** The stories are a matter of one engine: what elements do in the others, their own tests say. */
function runStories(files) {
  if (!engines.includes('chromium')) return console.log('\n— stories\nNot run here: they want Chromium.');
  const built = node(join(root, 'tools/storybook-build.mjs'), ['--if-stale']);
  if (built.status !== 0) return void problems.push('stories: Storybook could not be built.');
  runVitest([{ part: 'stories', files }]);
}

function report() {
  const total = { passed: 0, failed: problems.length, skipped: 0 };
  console.log(
    `\n${'part'.padEnd(10)}${'engine'.padEnd(10)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'skipped'.padStart(9)}`,
  );
  for (const each of rows) {
    const counts = ['passed', 'failed', 'skipped'];
    for (const kind of counts) total[kind] += each[kind];
    const [passed, failed, skipped] = counts.map((kind) => String(each[kind]));
    console.log(
      `${each.part.padEnd(10)}${(each.engine || 'node').padEnd(10)}${passed.padStart(8)}${failed.padStart(8)}${skipped.padStart(9)}`,
    );
  }
  console.log('');
  for (const problem of problems) console.log(problem);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

function row(counted, engine) {
  if (!counted.has(engine)) counted.set(engine, { passed: 0, failed: 0, skipped: 0 });
  return counted.get(engine);
}

function testFiles(folder, words) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true })
    .map((path) => `${folder}/${path.split(sep).join('/')}`)
    .filter((path) => path.endsWith('.test.ts') && (words.length === 0 || words.some((word) => path.includes(word))));
}

function node(script, args, env = {}) {
  return spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
}

/**
 * `npm test [-- part …] [-- words of file names …]`: every test, in Node and in the browsers of this machine.
 *
 * Parts: data, package, server, elements, stories, e2e, examples (three quick apps, or all
 * when named), and when named wordpress, which wants Debian's package. Ends with what failed, by name, and the plain line
 * `N passed, N failed, N skipped`.
 * With CI set, a missing browser or PostgreSQL is a failure; otherwise what could not be run is named.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { enginesHere, ensureInstalled } from './browsers.mjs';
import { installIfNeeded, requireNode } from './install.mjs';
import { bin, root } from './paths.mjs';
import { secondRun, WHOLE_FILE } from './second-run.mjs';

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
/** What failed twice, and what passed at the second time. */
const failed = [];
const secondTime = [];

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
  const first = vitest(parts, words.length > 0 ? parts.flatMap(({ files }) => files) : []);
  const mended = again(first.failures, (files) => vitest(parts, files));
  for (const { part } of parts) {
    const counted = first.counted.get(part);
    if (counted.size === 0) problems.push(`${part}: no test ran.`);
    for (const [engine, counts] of counted) rows.push({ part, engine, ...settled(counts, mended, part, engine) });
  }
  if (first.status !== 0 && first.failures.length === 0) problems.push(`${name}: Vitest ended with ${first.status}.`);
}

/** Counts by part and engine, and what failed. Without files, everything of the parts. */
function vitest(parts, files) {
  const file = join(scratch, `${parts[0].part}.json`);
  rmSync(file, { force: true });
  const result = node(bin('vitest/vitest.mjs'), [
    'run',
    ...parts.flatMap(({ part }) => ['--project', part]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...files,
  ]);
  const output = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { testResults: [] };
  const counted = new Map(parts.map(({ part }) => [part, new Map()]));
  const failures = [];
  for (const testFile of output.testResults) {
    const path = relative(root, testFile.name).split(sep).join('/');
    const part = parts.find((each) => path.startsWith(`${folders[each.part]}/`))?.part;
    if (!part) continue;
    const failed = (engine, title, message) => {
      row(counted.get(part), engine).failed += 1;
      failures.push({ part, engine, file: path, title, message });
    };
    for (const test of testFile.assertionResults) {
      const engine = ['chromium', 'firefox', 'webkit'].find((each) => test.ancestorTitles.includes(each)) ?? '';
      if (test.status === 'failed') failed(engine, test.fullName, test.failureMessages[0]);
      else row(counted.get(part), engine)[test.status === 'passed' ? 'passed' : 'skipped'] += 1;
    }
    // A file that could not be loaded has no test to show for it.
    const whole = testFile.status === 'failed' && !testFile.assertionResults.some((test) => test.status === 'failed');
    if (whole) failed('', WHOLE_FILE, testFile.message);
  }
  return { status: result.status ?? result.signal, counted, failures };
}

function runElements(files) {
  console.log('\n— elements');
  if (engines.length === 0) return void problems.push('elements: no browser here.');
  runBrowsers('elements', engines, words.length > 0 ? files : []);
  if (words.length > 0 && !files.includes(MEDIA_TESTS)) return;
  // What Firefox and WebKit can only be started with; WebKit knows no forced colours.
  for (const [engine, media] of [
    ['firefox', 'forced-colors'],
    ['firefox', 'reduced-motion'],
    ['webkit', 'reduced-motion'],
  ]) {
    if (engines.includes(engine)) runBrowsers(media.split('-')[0], [engine], [MEDIA_TESTS], media);
  }
}

/** Tests in pages of real browsers. With a medium, the tests of the other media are not counted as skipped. */
function runBrowsers(part, wanted, files, media) {
  const first = webTestRunner(part, wanted, files, media);
  const mended = again(first.failures, (failed) =>
    webTestRunner(part, [...new Set(first.failures.map(({ engine }) => engine))], failed, media),
  );
  for (const engine of wanted) {
    const counts = first.counted.get(engine);
    if (!counts || counts.passed + counts.failed === 0) problems.push(`${part}: no test ran in ${engine}.`);
    else rows.push({ part, engine, ...settled(counts, mended, part, engine), ...(media && { skipped: 0 }) });
  }
  if (first.status !== 0 && first.failures.length === 0)
    problems.push(`${part}: the test runner ended with ${first.status}.`);
}

function webTestRunner(part, wanted, files, media) {
  const file = join(scratch, 'browsers.json');
  rmSync(file, { force: true });
  const result = node(bin('@web/test-runner/dist/bin.js'), files.length > 0 ? ['--files', ...files] : [], {
    COUNTS_FILE: file,
    ENGINES: wanted.join(','),
    ...(media && { MEDIA: media }),
  });
  const output = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return {
    status: result.status ?? result.signal,
    counted: new Map(Object.entries(output)),
    failures: Object.entries(output).flatMap(([engine, { failures }]) =>
      failures.map((each) => ({ part, engine, ...each })),
    ),
  };
}

/** What passed at the second time, when there was a handful of failures; the others are named at the end. */
function again(failures, run) {
  const { passed, faults } = secondRun(failures, (files) => {
    console.log(`\n— again, alone: ${files.join(' ')}`);
    return run(files);
  });
  secondTime.push(...passed);
  failed.push(...faults);
  return passed;
}

/** The counts after the second run. */
function settled({ passed, failed, skipped }, mended, part, engine) {
  const count = mended.filter((each) => each.part === part && each.engine === engine).length;
  return { passed: passed + count, failed: failed - count, skipped };
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
  name('Passed only when run again, alone:', secondTime);
  name('Failed:', failed);
  console.log('');
  for (const problem of problems) console.log(problem);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

function name(heading, failures) {
  if (failures.length > 0) console.log(`\n${heading}`);
  for (const { engine, file, title, message } of failures) {
    console.log(`  ${[file, engine, title].filter(Boolean).join(' › ')}\n    ${firstLine(message)}`);
  }
}

function firstLine(message) {
  return (
    stripVTControlCharacters(message ?? '')
      .split('\n')
      .find((line) => line.trim())
      ?.trim() ?? ''
  );
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

/**
 * `npm run bench`: bytes, start, update and memory of the thermometer beside the limits of the platform (a native
 * `<progress>`, a custom element written by hand, a bare Lit element), all in one run because machines differ from
 * minute to minute; then whole pages (bench/page.mjs). Prints tables, writes bench/results/latest.json, and fails when a gate is passed.
 *
 *   npm run bench -- --rounds 15     more rounds for steadier figures (default 7)
 *   npm run bench -- --record        keeps the figures in bench/history.json, which later runs are compared with
 */
import { createServer } from 'node:http';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import puppeteer from 'puppeteer-core';
import { chromiumArgs, findChromium } from '../tools/browsers.mjs';
import { bundle } from '../tools/cdn.mjs';
import { root } from '../tools/paths.mjs';
import { packAll, wordsPlugin, writeWords } from '../tools/words.mjs';
import { median, record, regressions } from './history.mjs';
import { measurePages } from './page.mjs';
import { sizes } from './sizes.mjs';

const CONTENDERS = ['native', 'hand-written', 'bare-lit', 'cairn'];
const { rounds, record: isRecorded } = readOptions();

/** Gates of performance.md, in bytes (brotli) or as a ratio; `goal` is where we want to be. */
const GATES = {
  bytes: {
    'thermometer.js': { gate: 24_000, goal: 16_000 },
    'banner.js': { gate: 24_000, goal: 16_000 },
    'spotlight.js': { gate: 24_000, goal: 16_000 },
    'form.js': { gate: 32_000, goal: 22_000 },
    'cairn.js': { gate: 42_000, goal: 30_000 },
    'later: chart': { gate: 60_000, goal: 45_000 },
    'later: words': { gate: 2_000, goal: 1_200 },
  },
  startOverBareLit: { gate: 2, goal: 1.3 },
  updateOverHandWritten: { gate: 2, goal: 1 },
  heapOverBareLit: { gate: 2, goal: 1.2 },
  growthBytes: { gate: 50, goal: 0 },
  layoutShift: { gate: 0.01, goal: 0 },
  requests: { gate: 2, goal: 2 },
  longestTaskMs: { gate: 100, goal: 50 },
  rendersPerSecond: { gate: 4, goal: 4 },
  mainThread: { gate: 0.2, goal: 0.05 },
  idleWakeUpsPerSecond: { gate: 1, goal: 0 },
};

const round = (value, digits = 2) => Number(value.toFixed(digits));
const failures = [];

function judge(name, value, { gate, goal }) {
  if (value > gate) failures.push(`${name}: ${round(value)} is over the gate of ${gate}`);
  return value > gate ? 'FAILS' : value > goal ? 'passes the gate' : 'reaches the goal';
}

/** The limits as one module each, and the thermometer as the script build publishes it: what is drawn later is fetched later. */
async function bundles() {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-bench-'));
  try {
    const entry = (name) => join(root, `bench/contenders/${name}.ts`);
    await build({
      entryPoints: CONTENDERS.filter((name) => name !== 'cairn').map(entry),
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      outdir: folder,
      logLevel: 'error',
      define: { 'process.env.NODE_ENV': '"production"' },
      tsconfig: join(root, 'tsconfig.json'),
    });
    const words = await packAll();
    await bundle(folder, true, { cairn: entry('cairn') }, 'split', [
      wordsPlugin(words, { folder: await writeWords(folder, words) }),
    ]);
    const paths = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith('.js'));
    return new Map(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function serve(files) {
  const page = '<!doctype html><meta charset="utf-8"><title>bench</title><body><div id="box"></div>';
  const server = createServer((request, response) => {
    const name = (request.url ?? '/').slice(1);
    const file = files.get(name);
    response.writeHead(200, { 'content-type': file ? 'text/javascript' : 'text/html' });
    response.end(file ?? page);
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve({ url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() }),
    ),
  );
}

/** From `import()` until `n` thermometers are laid out, in milliseconds. */
const start = (page, name, n) =>
  page.evaluate(
    async (name, n) => {
      const box = document.getElementById('box');
      const begin = performance.now();
      await import(`/${name}.js`);
      window.contender.fill(box, n);
      await window.contender.settled();
      window.contender.layOut();
      return performance.now() - begin;
    },
    name,
    n,
  );

/** Main-thread milliseconds to show another total in all of them, styles and layout included. */
const update = (page) =>
  page.evaluate(async () => {
    const times = [];
    for (let i = 1; i <= 7; i++) {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const begin = performance.now();
      window.contender.update(2_840_000 + i * 5_000);
      await window.contender.settled();
      window.contender.layOut();
      times.push(performance.now() - begin);
    }
    return times.sort((a, b) => a - b)[3];
  });

async function heap(client) {
  for (let i = 0; i < 3; i++) await client.send('HeapProfiler.collectGarbage');
  const { metrics } = await client.send('Performance.getMetrics');
  const value = (name) => metrics.find((metric) => metric.name === name).value;
  return { bytes: value('JSHeapUsedSize'), nodes: value('Nodes') };
}

async function memory(page, name, n) {
  const client = await page.createCDPSession();
  await client.send('Performance.enable');
  await page.evaluate((name) => import(`/${name}.js`).then(() => undefined), name);
  /** Fills a box of its own and, unless it is to be kept, throws it away again. */
  const round = (n, keep = false) =>
    page.evaluate(
      async (n, keep) => {
        const part = document.createElement('div');
        document.getElementById('box').append(part);
        window.contender.fill(part, n);
        await window.contender.settled();
        window.contender.layOut();
        if (keep) return;
        part.remove();
        await new Promise((resolve) => setTimeout(resolve, 50));
      },
      n,
      keep,
    );
  // Caches, formatters and style sheets, and time for the engine to compile what is run often.
  for (let i = 0; i < 15; i++) await round(20);
  const empty = await heap(client);
  await round(n, true);
  const full = await heap(client);
  await page.evaluate(() => document.getElementById('box').replaceChildren());
  await round(n);
  const before = await heap(client);
  for (let i = 0; i < 10; i++) await round(n);
  const after = await heap(client);
  return {
    bytesEach: (full.bytes - empty.bytes) / n,
    nodesEach: (full.nodes - empty.nodes) / n,
    growthEach: (after.bytes - before.bytes) / (10 * n),
  };
}

const files = await bundles();
const server = await serve(files);
const browser = await puppeteer.launch({ executablePath: await findChromium(), args: chromiumArgs, headless: true });
const fresh = async (work) => {
  const page = await browser.newPage();
  try {
    await page.goto(server.url);
    return await work(page);
  } finally {
    await page.close();
  }
};

const raw = Object.fromEntries(
  CONTENDERS.map((name) => [
    name,
    { start1: [], start100: [], start1000: [], update1000: [], heap: [], growth: [], nodes: [] },
  ]),
);
try {
  for (let i = 0; i < rounds; i++) {
    process.stderr.write(`round ${i + 1} of ${rounds}\r`);
    // Interleaved, and turned around every other round, so that drift meets everybody.
    for (const name of i % 2 ? CONTENDERS.toReversed() : CONTENDERS) {
      const row = raw[name];
      for (const n of [1, 100]) row[`start${n}`].push(await fresh((page) => start(page, name, n)));
      await fresh(async (page) => {
        row.start1000.push(await start(page, name, 1000));
        row.update1000.push(await update(page));
      });
      if (i < 3) {
        const m = await fresh((page) => memory(page, name, 200));
        row.heap.push(m.bytesEach);
        row.growth.push(m.growthEach);
        row.nodes.push(m.nodesEach);
      }
    }
  }
} finally {
  server.close();
}
process.stderr.write('whole pages     \r');
const pages = await measurePages(browser).finally(() => browser.close());

const ratio = (figure, over) => median(raw.cairn[figure].map((value, i) => value / raw[over][figure][i]));
const bytes = sizes(join(root, 'cdn'));
const results = {
  date: new Date().toISOString(),
  machine: { cpus: cpus().length, model: cpus()[0].model, node: process.version },
  rounds,
  bytes,
  pages,
  medians: Object.fromEntries(
    CONTENDERS.map((name) => [
      name,
      Object.fromEntries(Object.entries(raw[name]).map(([k, v]) => [k, round(median(v))])),
    ]),
  ),
  ratios: {
    start1OverBareLit: round(ratio('start1', 'bare-lit')),
    start1OverHandWritten: round(ratio('start1', 'hand-written')),
    start1000OverBareLit: round(ratio('start1000', 'bare-lit')),
    update1000OverHandWritten: round(ratio('update1000', 'hand-written')),
    update1000OverBareLit: round(ratio('update1000', 'bare-lit')),
    update1000OverNative: round(ratio('update1000', 'native')),
    heapOverBareLit: round(ratio('heap', 'bare-lit')),
    heapOverHandWritten: round(ratio('heap', 'hand-written')),
  },
};

console.log('\nBytes of a script build, everything it imports at once included');
console.table(
  Object.fromEntries(
    Object.entries(bytes).map(([name, row]) => [
      name,
      { ...row, verdict: GATES.bytes[name] ? judge(name, row.brotli, GATES.bytes[name]) : '' },
    ]),
  ),
);
console.log(
  'Medians: milliseconds from import() to laid out, of one update, JS heap bytes and nodes per element, bytes left per element after ten rounds',
);
console.table(results.medians);
console.log('Ratios, medians of same-round ratios');
console.table({
  'start of 1, × bare Lit': {
    ratio: results.ratios.start1OverBareLit,
    verdict: judge('start of 1, × bare Lit', results.ratios.start1OverBareLit, GATES.startOverBareLit),
  },
  'start of 1, × hand-written': { ratio: results.ratios.start1OverHandWritten },
  'start of 1000, × bare Lit': { ratio: results.ratios.start1000OverBareLit },
  'update of 1000, × hand-written': {
    ratio: results.ratios.update1000OverHandWritten,
    verdict: judge(
      'update of 1000, × hand-written',
      results.ratios.update1000OverHandWritten,
      GATES.updateOverHandWritten,
    ),
  },
  'update of 1000, × bare Lit': { ratio: results.ratios.update1000OverBareLit },
  'update of 1000, × native': { ratio: results.ratios.update1000OverNative },
  'heap each, × bare Lit': {
    ratio: results.ratios.heapOverBareLit,
    verdict: judge('heap each, × bare Lit', results.ratios.heapOverBareLit, GATES.heapOverBareLit),
  },
  'growth each after 10 rounds, bytes': {
    ratio: results.medians.cairn.growth,
    verdict: judge('growth', results.medians.cairn.growth, GATES.growthBytes),
  },
});

const { layoutShift, requests, longestTask, storm, idleWakeUpsPerSecond } = pages;
const asked = requests.documents + requests.streams + requests.others;
const row = (name, value, gate) => ({ [name]: { value, verdict: judge(name, value, gate) } });
console.log('Whole pages');
console.table({
  ...Object.assign(
    {},
    ...Object.entries(layoutShift).map(([name, value]) => row(`layout shift, ${name} px`, value, GATES.layoutShift)),
  ),
  ...row('requests to the endpoint, all elements', asked, GATES.requests),
  ...row(
    `longest task at a quarter of the CPU, ms (the page without us: ${longestTask.bare})`,
    longestTask.withUs,
    GATES.longestTaskMs,
  ),
  ...row(`renders per second under ${storm.events} events in 10 s`, storm.rendersPerSecond, GATES.rendersPerSecond),
  ...row('main thread meanwhile, share', storm.mainThread, GATES.mainThread),
  ...row('wake-ups per second of an idle page', idleWakeUpsPerSecond, GATES.idleWakeUpsPerSecond),
});

const figures = {
  ...Object.fromEntries(Object.keys(GATES.bytes).map((name) => [name, bytes[name].brotli])),
  'start of 1, × bare Lit': results.ratios.start1OverBareLit,
  'update of 1000, × hand-written': results.ratios.update1000OverHandWritten,
  'heap each, × bare Lit': results.ratios.heapOverBareLit,
  // What takes less than 50 ms is not told of: the page alone then has none.
  'longest task, × the page without us': round(longestTask.withUs / Math.max(50, longestTask.bare)),
  'renders per second': storm.rendersPerSecond,
};
failures.push(...regressions('page', figures));
if (isRecorded) record('page', figures);

mkdirSync(join(root, 'bench/results'), { recursive: true });
writeFileSync(join(root, 'bench/results/latest.json'), `${JSON.stringify(results, null, 2)}\n`);
console.log('Written to bench/results/latest.json');
if (failures.length > 0) {
  console.error(`\n${failures.join('\n')}`);
  process.exitCode = 1;
}

function readOptions() {
  try {
    const options = { rounds: { type: 'string', default: '7' }, record: { type: 'boolean', default: false } };
    const { rounds, record } = parseArgs({ options }).values;
    if (!/^[1-9]\d*$/.test(rounds)) throw new Error(`--rounds ${rounds} is no number of rounds`);
    return { rounds: Number(rounds), record };
  } catch (error) {
    console.error(`bench: ${error.message}\nnpm run bench [-- --rounds 15 --record]`);
    process.exit(2);
  }
}

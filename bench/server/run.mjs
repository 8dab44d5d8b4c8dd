/**
 * `npm run bench:server [-- --seconds 60 --width 64 --streams 5000 --only sqlite]`: what the server does beside what its database
 * does by itself, on both databases, in one run, because machines differ from minute to minute. The server, the load and
 * PostgreSQL share the processors of this machine. Prints a table, writes bench/results/server.json, and fails when a
 * gate is passed (`--no-gates` to look only); `--record` keeps the ratios in bench/history.json.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../tools/paths.mjs';
import { record, regressions } from '../history.mjs';
import { buildServer, require } from './server.mjs';

const option = (name, usual) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : process.argv[at + 1];
};
const seconds = Number(option('seconds', 10));
/** Connections that contribute and read: each asks as soon as it is answered. */
const width = Number(option('width', 64));
const streams = Number(option('streams', 5000));
const only = option('only', '');
const gated = !process.argv.includes('--no-gates');

const folder = mkdtempSync(join(tmpdir(), 'cairn-bench-'));
const BODY = {
  pathwayId: 'pledge',
  quantity: { value: 1000, unit: 'USD', scale: 2 },
  name: 'Ada',
  message: 'For the river',
};
const PATH = '/v1/campaigns/riverbank';
const BARE_TABLES = [
  'create table if not exists bare (text text)',
  'create table if not exists bare_sums (id integer primary key, amount bigint)',
  'delete from bare_sums',
  'insert into bare_sums values (1, 0), (2, 0), (3, 0)',
  ...['contributions', 'keys', 'entries', 'events'].map(
    (name) => `create table if not exists bare_${name} (id text primary key, text text)`,
  ),
];
const BARE_ROW = 'insert into bare (text) values ($1)';
let bareRows = 0;

/** The rows of one contribution: itself, its key, its entry in the ledger, two events, and three sums. */
async function bareContribution(run) {
  const id = `${process.pid}-${performance.now()}-${++bareRows}`;
  await run('begin');
  for (const sum of [1, 2, 3]) await run(`update bare_sums set amount = amount + 1 where id = ${sum}`);
  await run('insert into bare_contributions values ($1, $2)', [id, 'x'.repeat(900)]);
  await run('insert into bare_keys values ($1, $2)', [id, 'x'.repeat(450)]);
  await run('insert into bare_entries values ($1, $2)', [id, 'x'.repeat(120)]);
  await run('insert into bare_events values ($1, $2), ($3, $4)', [id, 'x'.repeat(250), `${id}-2`, '{}']);
  await run('commit');
}

const { cli, findPostgres, startCluster, campaignFixture } = await buildServer('cairn-bench-server');
const campaignFile = join(folder, 'riverbank.json');
writeFileSync(campaignFile, JSON.stringify(campaignFixture()));

const failures = [];
const results = {};
const bin = findPostgres();
const cluster = bin && only !== 'sqlite' ? await startCluster(bin, { disk: true }) : undefined;
try {
  if (only !== 'postgres') results.sqlite = await measure('sqlite', {}, bareSqlite);
  if (cluster) {
    const databaseUrl = await cluster.create();
    results.postgres = await measure('postgres', { DATABASE_URL: databaseUrl }, () => barePostgres(databaseUrl));
  }
} finally {
  await cluster?.stop();
  rmSync(folder, { recursive: true, force: true });
}
print();
for (const [name, { bareRate, writes, memory }] of Object.entries(results)) {
  const figures = {
    'a contribution, × one bare row': Number((bareRate.row / writes.perSecond).toFixed(2)),
    'a contribution, × its bare rows': Number((bareRate.contribution / writes.perSecond).toFixed(2)),
    [`memory with ${streams} streams, MB`]: memory.most,
  };
  failures.push(...regressions(`server ${name}`, figures));
  if (process.argv.includes('--record')) record(`server ${name}`, figures);
}
mkdirSync(join(root, 'bench/results'), { recursive: true });
const about = {
  at: new Date().toISOString(),
  node: process.version,
  processors: cpus().length,
  cpu: cpus()[0]?.model,
  seconds,
};
writeFileSync(join(root, 'bench/results/server.json'), `${JSON.stringify({ about, results, failures }, null, 2)}\n`);
for (const failure of failures) console.log(failure);
process.exitCode = gated && failures.length > 0 ? 1 : 0;

/**
 * What the disk and the database allow a single writer, one transaction after the other: of one small row, and of the
 * rows of one contribution, with nothing around them. Both are synced as the server's are.
 */
async function bareSqlite() {
  const Database = require('libsql');
  const database = new Database(join(folder, 'bare.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  for (const text of BARE_TABLES) database.exec(text);
  const prepared = new Map();
  const run = (text, values = []) => {
    if (!prepared.has(text)) prepared.set(text, database.prepare(text.replace(/\$\d+/g, '?')));
    prepared.get(text).run(values);
  };
  const row = await repeat(() => run(BARE_ROW, ['x'.repeat(500)]));
  const contribution = await repeat(() => bareContribution(run));
  database.close();
  return { row, contribution };
}

async function barePostgres(databaseUrl) {
  const pg = require('pg');
  const client = new pg.Client(databaseUrl);
  await client.connect();
  for (const text of BARE_TABLES) await client.query(text);
  const run = (text, values = []) => client.query({ name: text.slice(0, 60), text, values });
  const row = await repeat(() => run(BARE_ROW, ['x'.repeat(500)]));
  const contribution = await repeat(() => bareContribution(run));
  await client.end();
  return { row, contribution };
}

async function repeat(work) {
  const end = performance.now() + 2000;
  let done = 0;
  while (performance.now() < end) {
    await work();
    done++;
  }
  return Math.round(done / 2);
}

async function measure(name, env, bare) {
  const child = spawn(process.execPath, [cli, '--campaign', campaignFile], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      TRUST_PROXY: '1',
      LOG_LEVEL: 'error',
      CAIRN_DATA: join(folder, name),
      CAIRN_STREAMS: '20000',
      CAIRN_PROOF: 'never',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  const port = await new Promise((found, fail) => {
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const url = /Cairn is at (\S+)\n/.exec(out)?.[1];
      if (url) found(Number(new URL(url).port));
    });
    child.once('exit', () => fail(new Error(`the server ended: ${out}`)));
  });
  const memory = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  const run = (plan, ready) => loadProcess({ port, path: PATH, body: BODY, seconds, ...plan }, ready);
  try {
    await run({ kind: 'write', width: 4, seconds: 2 }); // warm
    const before = await bare();
    const writes = await run({ kind: 'write', width });
    const after = await bare();
    const between = (kind) => Math.round((before[kind] + after[kind]) / 2);
    const bareRate = { row: between('row'), contribution: between('contribution') };
    const reads = await run({ kind: 'read', width });
    const steadyReads = await run({ kind: 'read', width: 16, perSecond: 500 });
    const idle = memory();
    let most = idle;
    const watch = setInterval(() => (most = Math.max(most, memory())), 200);
    const live = await run({ kind: 'streams', count: streams });
    clearInterval(watch);
    // Reads, a few and as many as it answers, while 300 contributions a second come in and 2,000 streams are told of them.
    let beside;
    await run({ kind: 'streams', count: 2000, seconds: 2 * seconds + 6 }, async () => {
      const writing = run({ kind: 'write', width: 16, perSecond: 300, seconds: 2 * seconds + 4 });
      const steadyReads = await run({ kind: 'read', width: 16, perSecond: 500 });
      const reads = await run({ kind: 'read', width });
      beside = { steadyReads, reads, writes: await writing };
    });
    return {
      bareRate,
      writes,
      reads,
      steadyReads,
      live,
      memory: { idle: Math.round(idle), most: Math.round(most) },
      beside,
    };
  } finally {
    child.kill('SIGTERM');
    await new Promise((done) => child.once('exit', done));
  }
}

function loadProcess(plan, ready) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'bench/server/load.mjs'), JSON.stringify(plan)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    let beside = Promise.resolve();
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => {
      err += chunk;
      if (ready && err.includes('open\n')) {
        beside = ready();
        ready = undefined;
      }
    });
    child.once('exit', (code) => {
      if (code !== 0) return reject(new Error(err));
      beside.then(() => resolve(JSON.parse(out)), reject);
    });
  });
}

function print() {
  const judge = (name, value, text, good) => {
    if (!good) failures.push(`${name}: ${text} is not reached (${value})`);
    return good ? 'yes' : 'NO';
  };
  for (const [name, one] of Object.entries(results)) {
    const { bareRate, writes, reads, steadyReads, live, memory, beside: mixed } = one;
    const beside = (rate) => `${(writes.perSecond / rate).toFixed(2)} of ${rate}`;
    const growth = (alone, together) => (together.p99 / Math.max(alone.p99, 1)).toFixed(1);
    const grown = (alone, together) => `${alone.p99} -> ${together.p99} ms (x${growth(alone, together)})`;
    const errors = [writes, reads, steadyReads, mixed.steadyReads, mixed.reads, mixed.writes].flatMap(({ bad }) =>
      Object.entries(bad),
    );
    const rows = [
      ['contributions a second', writes.perSecond, 'at least 300', writes.perSecond >= 300],
      [
        'beside contributions, bare, one at a time',
        beside(bareRate.contribution),
        'at least half',
        writes.perSecond >= bareRate.contribution / 2,
      ],
      ['beside one small row, bare, one at a time', beside(bareRate.row), 'to know', true],
      ['their p99', `${writes.p99} ms`, 'under 100 ms', writes.p99 < 100],
      ['reads a second', reads.perSecond, 'at least 3,000', reads.perSecond >= 3000],
      ['their p99', `${reads.p99} ms`, 'under 30 ms', reads.p99 < 30],
      [
        'the same beside 300 writes/s, 2,000 streams',
        grown(reads, mixed.reads),
        'p99 at most doubled',
        growth(reads, mixed.reads) <= 2,
      ],
      ['500 reads a second beside them', grown(steadyReads, mixed.steadyReads), 'to know', true],
      [`streams open of ${streams}`, live.open, 'all', live.open === streams],
      ['told everybody', `${live.told} of ${live.expected}`, 'all', live.told === live.expected],
      ['p99 of telling', `${live.p99} ms`, 'under 500 ms', live.p99 < 500],
      ['memory with them', `${memory.idle} -> ${memory.most} MB`, 'under 300 MB', memory.most < 300],
      ['other answers', errors.length === 0 ? 'none' : JSON.stringify(errors), 'none', errors.length === 0],
    ];
    console.log(`\n${name}`);
    for (const [what, value, wanted, good] of rows)
      console.log(
        `  ${what.padEnd(46)}${String(value).padEnd(26)}${wanted.padEnd(22)}${judge(`${name}, ${what}`, value, wanted, good)}`,
      );
  }
}

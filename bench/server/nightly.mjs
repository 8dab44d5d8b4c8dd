/**
 * `npm run nightly [-- --minutes 120 --kills 200 --rows 1000000 --only sqlite --part soak]`: what takes too long for
 * every run, on both databases. A million contributions: how soon the server is ready and how long a backup, its restoring
 * and the doctor take (B17, B28). Hours of load: whether memory and open files stay as they are (B26). Kills at random
 * points under load (B1). Prints a table, writes bench/results/nightly.json, and fails when a gate is passed. The load takes
 * a part of one processor only, so that it may run beside other work.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { stripVTControlCharacters } from 'node:util';
import { join } from 'node:path';
import { root } from '../../tools/paths.mjs';
import { buildServer, require } from './server.mjs';

const option = (name, usual) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : process.argv[at + 1];
};
const minutes = Number(option('minutes', 120));
const kills = Number(option('kills', 200));
const rows = Number(option('rows', 1_000_000));
const only = option('only', '');
const part = option('part', '');
const wants = (name) => part === '' || part === name;

const folder = mkdtempSync(join(tmpdir(), 'cairn-nightly-'));
const PATH = '/v1/campaigns/riverbank';
const PLEDGE = { pathwayId: 'pledge', quantity: { value: 1000, unit: 'USD', scale: 2 }, name: 'Ada', message: 'Hello' };
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

const { cli, findPostgres, startCluster, campaignFixture } = await buildServer('cairn-nightly');
const campaignFile = join(folder, 'riverbank.json');
writeFileSync(campaignFile, JSON.stringify(campaignFixture()));

const results = {};
const failures = [];
const note = (where, what, value, wanted, good = true) => {
  (results[where] ??= {})[what] = value;
  if (!good) failures.push(`${where}, ${what}: ${value}, but should be ${wanted}`);
  console.log(`  ${where.padEnd(10)} ${what.padEnd(44)} ${String(value).padEnd(28)} ${wanted} ${good ? '' : 'NO'}`);
};

const bin = findPostgres();
const cluster = bin && only !== 'sqlite' && part !== 'kills' ? await startCluster(bin, { disk: true }) : undefined;
const places = [
  ...(only === 'postgres' ? [] : [['sqlite', () => ({})]]),
  ...(cluster ? [['postgres', async () => ({ DATABASE_URL: await cluster.create() })]] : []),
];
console.log(`${cpus().length} processors, load ${loadavg()[0].toFixed(1)}, Node ${process.version}`);
try {
  for (const [name, place] of places) {
    if (wants('rows')) await million(name, await place(), place);
    if (wants('soak')) await soak(name, await place());
  }
  if (wants('kills')) killed();
} finally {
  await cluster?.stop();
  rmSync(folder, { recursive: true, force: true });
}
mkdirSync(join(root, 'bench/results'), { recursive: true });
const about = { at: new Date().toISOString(), node: process.version, processors: cpus().length, minutes, kills, rows };
writeFileSync(join(root, 'bench/results/nightly.json'), `${JSON.stringify({ about, results, failures }, null, 2)}\n`);
for (const failure of failures) console.log(failure);
process.exitCode = failures.length > 0 ? 1 : 0;

function environment(dataDir, env) {
  const far = '1000000000';
  return {
    ...{ PATH: process.env.PATH, PORT: '0', TRUST_PROXY: '1', LOG_LEVEL: 'error', CAIRN_DRAIN_MS: '0' },
    ...{ CAIRN_DATA: dataDir, CAIRN_PROOF: 'never', CAIRN_METRICS_TOKEN: 'nightly' },
    ...{ CAIRN_WRITES_PER_MINUTE: far, CAIRN_WRITE_BURST: far, CAIRN_READS_PER_SECOND: far, CAIRN_READ_BURST: far },
    ...env,
  };
}

/** Starts the server. @returns it, and the milliseconds until `/readyz` said that visitors may come */
async function start(dataDir, env, args = []) {
  const began = performance.now();
  const child = spawn(process.execPath, [cli, ...args], {
    env: environment(dataDir, env),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  const url = await new Promise((found, fail) => {
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const address = /Cairn is at (\S+)\n/.exec(out)?.[1];
      if (address) found(address);
    });
    child.once('exit', () => fail(new Error(`the server ended: ${out}`)));
  });
  while ((await fetch(`${url}readyz`)).status !== 200) await pause(10);
  const ms = Math.round(performance.now() - began);
  const end = (signal = 'SIGTERM') =>
    new Promise((done) => {
      child.once('exit', done);
      child.kill(signal);
    });
  return { child, url, port: Number(new URL(url).port), ms, end };
}

async function command(dataDir, env, ...args) {
  const began = performance.now();
  const child = spawn(process.execPath, [cli, ...args], {
    env: environment(dataDir, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const code = await new Promise((done) => child.once('exit', done));
  return { code, said, seconds: Number(((performance.now() - began) / 1000).toFixed(1)) };
}

/** One real contribution, and so many more like it: with its ledger, its events and its key. */
async function million(name, env, place) {
  const dataDir = join(folder, `million-${name}`);
  const first = await start(dataDir, env, ['--campaign', campaignFile]);
  const given = await fetch(`${first.url}${PATH.slice(1)}/contributions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'nightly-the-first-of-a-million' },
    body: JSON.stringify(PLEDGE),
  });
  if (given.status !== 201) throw new Error(await given.text());
  const { id } = await given.json();
  await first.end();
  note(name, 'ready with nothing in it, ms', (await timed(dataDir, env)).least, 'to know');
  await multiply(name, dataDir, env, id);

  const { least, all } = await timed(dataDir, env);
  note(name, `ready with ${rows} contributions, ms`, `${least} (${all.join(', ')})`, 'at most 2000', least <= 2000);
  const server = await start(dataDir, env);
  const reads = await loadProcess({
    kind: 'read',
    port: server.port,
    path: PATH,
    width: 2,
    seconds: 10,
    perSecond: 50,
  });
  note(name, 'reads then, p50 and p99 in ms', `${reads.p50} ${reads.p99}`, 'p99 under 100', reads.p99 < 100);
  const file = join(folder, `${name}.backup`);
  const kept = await command(dataDir, env, 'backup', file);
  note(name, 'backup beside the running server, s', kept.seconds, 'to know', kept.code === 0);
  const looked = await command(dataDir, env, 'doctor');
  note(name, 'the doctor, s', looked.seconds, 'every sum right', /every total is the sum/.test(looked.said));
  await server.end();
  const [otherDir, other] = [join(folder, `restored-${name}`), await place()];
  mkdirSync(otherDir);
  cpSync(join(dataDir, 'encryption.key'), join(otherDir, 'encryption.key'));
  const restored = await command(otherDir, other, 'restore', file);
  note(name, 'restored and checked, s', restored.seconds, 'every sum right', restored.code === 0);
  if (restored.code !== 0 || kept.code !== 0) console.log(kept.said, restored.said);
  rmSync(file, { force: true });
  for (const dir of [dataDir, otherDir]) rmSync(dir, { recursive: true, force: true });
}

/** The least of three: a machine that is shared only makes it longer. */
async function timed(dataDir, env) {
  const all = [];
  for (let time = 0; time < 3; time++) {
    const server = await start(dataDir, env);
    all.push(server.ms);
    await server.end('SIGKILL');
  }
  return { least: Math.min(...all), all };
}

async function multiply(name, dataDir, env, id) {
  const run = await connect(dataDir, env);
  const n = name === 'sqlite' ? 'n' : 'n::text';
  const series = `with recursive series(n) as (select 1 union all select n + 1 from series where n < ${rows})`;
  const clone = async (table, columns, where, changed) => {
    const list = columns.split(' ');
    const values = list.map((column) => changed[column] ?? `t.${column}`);
    await run(
      `insert into ${table} (${list.join(', ')}) ${series} select ${values.join(', ')} from series, (select * from ${table} where ${where}) t`,
    );
  };
  const made = `'ctr_m' || ${n}`;
  await run('begin');
  await clone(
    'contributions',
    'campaign_id id position public imported pathway_id kind state value unit scale counted goal_id frequency private receipt stone created_at name_key',
    `id = '${id}'`,
    {
      id: made,
      position: 't.position + 2 * n',
      public: `replace(t.public, '${id}', ${made})`,
      receipt: `t.receipt || ${n}`,
      stone: 't.stone + n',
    },
  );
  await clone('entries', 'campaign_id rev segment goal_id contribution_id amount at', `contribution_id = '${id}'`, {
    rev: 't.rev + 2 * n',
    contribution_id: made,
  });
  await clone('events', 'campaign_id rev type payload at', `type in ('contribution', 'goals')`, {
    rev: 't.rev + 2 * n',
    payload: `replace(t.payload, '${id}', ${made})`,
  });
  await clone(
    'idempotency',
    'campaign_id key_hash fingerprint contribution_id status body attempt locked_at created_at',
    `contribution_id = '${id}'`,
    { key_hash: `'key' || ${n}`, contribution_id: made },
  );
  await run(
    `update goals set pledged = pledged + ${rows} * 1000, supporters = supporters + ${rows} where goal_id = 'money'`,
  );
  await run(
    `update campaigns set rev = rev + 2 * ${rows}, stones = stones + ${rows}, listed = listed + ${rows}, receipts = receipts + ${rows}`,
  );
  await run('commit');
  await run();
}

/** What runs a statement; without one, closes. */
async function connect(dataDir, env) {
  if (env.DATABASE_URL) {
    const client = new (require('pg').Client)(env.DATABASE_URL);
    await client.connect();
    return (text) => (text ? client.query(text) : client.end());
  }
  const database = new (require('libsql'))(join(dataDir, 'cairn.db'));
  return (text) => (text ? database.exec(text) : database.close());
}

/** A steady load, streams that come and go, and a look every ten seconds. */
async function soak(name, env) {
  const server = await start(join(folder, `soak-${name}`), env, ['--campaign', campaignFile]);
  const seconds = minutes * 60;
  const looks = [];
  const look = async () => {
    const status = readFileSync(`/proc/${server.child.pid}/status`, 'utf8');
    const metrics = await (
      await fetch(`${server.url}metrics`, { headers: { authorization: 'Bearer nightly' } })
    ).text();
    looks.push({
      at: performance.now() / 3_600_000,
      memory: Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024,
      files: readdirSync(`/proc/${server.child.pid}/fd`).length,
      load: loadavg()[0],
      late: Number(/^cairn_loop_late_seconds (\S+)/m.exec(metrics)[1]) * 1000,
      heap: Number(/^nodejs_heap_used_bytes (\S+)/m.exec(metrics)[1]) / 1024 / 1024,
    });
  };
  const plan = { port: server.port, path: PATH, body: PLEDGE };
  let over = false;
  const watching = (async () => {
    while (!over) {
      await look();
      await pause(10_000);
    }
  })();
  const churning = (async () => {
    const end = performance.now() + seconds * 1000;
    const told = { expected: 0, told: 0 };
    while (performance.now() < end - 25_000) {
      const one = await loadProcess({ ...plan, kind: 'streams', count: 200, seconds: 20 });
      told.expected += one.expected;
      told.told += one.told;
    }
    return told;
  })();
  const [writes, reads, told] = await Promise.all([
    loadProcess({ ...plan, kind: 'write', width: 4, perSecond: 20, seconds }),
    loadProcess({ ...plan, kind: 'read', width: 4, perSecond: 50, seconds }),
    churning,
  ]);
  over = true;
  await watching;
  const doctor = await command(join(folder, `soak-${name}`), env, 'doctor');
  await server.end();

  const warm = looks.slice(Math.floor(looks.length / 3)); // caches fill, and the engine settles
  const hours = warm.at(-1).at - warm[0].at;
  const slope = (key) => {
    const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const [x, y] = [mean(warm.map(({ at }) => at)), mean(warm.map((one) => one[key]))];
    const rise = warm.reduce((sum, one) => sum + (one.at - x) * (one[key] - y), 0);
    return rise / warm.reduce((sum, one) => sum + (one.at - x) ** 2, 0);
  };
  const middle = (list, key) => list.map((one) => one[key]).sort((a, b) => a - b)[Math.floor(list.length / 2)];
  const half = Math.floor(warm.length / 2);
  const grown = (key) => middle(warm.slice(half), key) - middle(warm.slice(0, half), key);
  const late = looks.map((one) => one.late).sort((a, b) => a - b)[Math.floor(looks.length * 0.99)];
  // Megabytes an hour say nothing over minutes, in which garbage comes and goes: then it is what was added in all.
  const risen = hours >= 1 ? slope('memory') : grown('memory');
  const unit = hours >= 1 ? 'MB an hour' : 'MB between its halves';
  const bad = [writes, reads].flatMap((one) => Object.entries(one.bad));
  note(name, 'minutes; contributions; reads', `${minutes}; ${writes.requests}; ${reads.requests}`, 'to know');
  note(name, 'other answers than wanted', bad.length === 0 ? 'none' : JSON.stringify(bad), 'none', bad.length === 0);
  note(
    name,
    `memory, ${unit}, after a third`,
    risen.toFixed(1),
    `under ${hours >= 1 ? 1 : 10}`,
    risen < (hours >= 1 ? 1 : 10),
  );
  note(
    name,
    'memory in MB: least, middle, most',
    spread(warm, 'memory'),
    'under 300',
    Math.max(...warm.map((one) => one.memory)) < 300,
  );
  note(name, 'heap in MB: least, middle, most', spread(warm, 'heap'), 'to know');
  note(name, 'open files added', grown('files'), 'at most 5', grown('files') <= 5);
  // Where others use the processors, the loop is late because of them.
  const shared = middle(looks, 'load') > cpus().length;
  note(
    name,
    'the loop is late by (p99), ms',
    late.toFixed(1),
    shared ? 'under 50, not judged: others are busy here' : 'under 50',
    shared || late < 50,
  );
  note(name, 'p99 of contributions and reads, ms', `${writes.p99} ${reads.p99}`, 'to know');
  // A round that takes longer than its second on a busy machine is counted as missed.
  note(name, 'streams told', `${told.told} of ${told.expected}`, '99 of 100', told.told >= told.expected * 0.99);
  note(
    name,
    'sums afterwards',
    /every total is the sum/.test(doctor.said) ? 'right' : doctor.said,
    'right',
    /every total is the sum/.test(doctor.said),
  );

  function spread(list, key) {
    const sorted = list.map((one) => Math.round(one[key])).sort((a, b) => a - b);
    return `${sorted[0]}, ${sorted[Math.floor(sorted.length / 2)]}, ${sorted.at(-1)}`;
  }
}

/** The test of durability at its full length, for both databases. */
function killed() {
  const vitest = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--project',
      'server',
      'server/test/durability.test.ts',
      '-t',
      `killed${{ sqlite: '.*SQLite', postgres: '.*PostgreSQL' }[only] ?? ''}`,
    ],
    { cwd: root, env: { ...process.env, CAIRN_KILLS: String(kills) }, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const lines = [...stripVTControlCharacters(vitest.stdout).matchAll(/^(SQLite|PostgreSQL): (\d+ kills, .*)$/gm)];
  for (const [, name, text] of lines)
    note(name.toLowerCase().replace('postgresql', 'postgres'), 'killed', text, '0 lost');
  note(only || 'both', 'kills', vitest.status === 0 ? 'nothing lost' : 'failed', 'nothing lost', vitest.status === 0);
  if (vitest.status !== 0) console.log(vitest.stdout.slice(-4000));
}

function loadProcess(plan) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'bench/server/load.mjs'), JSON.stringify(plan)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.once('exit', (code) => (code === 0 ? resolve(JSON.parse(out)) : reject(new Error(err))));
  });
}

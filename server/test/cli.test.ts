import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Campaign } from '../../src/data/schema.ts';
import { programFor } from '../src/command.ts';
import { inTransaction, openDatabase } from '../src/database/open.ts';
import { parse } from './csv.ts';
import { campaignFixture } from './fixtures/campaign.ts';
import { PLEDGE, readEvents } from './helpers.ts';
import { closeReceivers, receiver } from './receiver.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
// A build of its own, within reach of the packages: others may be running the one in dist.
const dist = here(`../node_modules/.cache/cairn-cli-${process.pid}`);
const CLI = join(dist, 'cli.js');
const folder = mkdtempSync(join(tmpdir(), 'cairn-cli-'));
const campaignFile = join(folder, 'riverbank.json');
const running = new Set<ChildProcess>();

interface Options {
  args?: string[];
  env?: Record<string, string>;
  node?: string[];
}

const environment = (env: Record<string, string> = {}) => ({
  PATH: process.env['PATH'],
  PORT: '0',
  CAIRN_DATA: join(folder, 'data'),
  ...env,
});

/** Runs the command to its end. */
function run({ args = [], env, node = [] }: Options) {
  const done = spawnSync(process.execPath, [...node, CLI, ...args], {
    env: environment(env),
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

/** Starts the command and waits for its address. */
async function start({ args = ['--campaign', campaignFile], env }: Options = {}) {
  const child = spawn(process.execPath, [CLI, ...args], { env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let out = '';
  const url = await new Promise<string>((found, fail) => {
    const hear = (chunk: Buffer) => {
      out += String(chunk);
      const address = /Cairn is at (\S+)\n/.exec(out)?.[1];
      if (address) found(address);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => fail(new Error(out)));
  });
  const exit = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  return { child, url, out: () => out, exit };
}

const post = (url: string, key: string, body: unknown = PLEDGE) =>
  fetch(`${url}v1/campaigns/riverbank/contributions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
const load = async (url: string) => (await (await fetch(`${url}v1/campaigns/riverbank`)).json()) as Campaign;

beforeAll(() => {
  writeFileSync(campaignFile, JSON.stringify(campaignFixture()));
  const built = spawnSync(process.execPath, [here('../build.mjs'), dist], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
});
afterEach(() => {
  closeReceivers();
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});
afterAll(() => [folder, dist].forEach((one) => rmSync(one, { recursive: true, force: true })));

describe('what stops the command: one clear line and exit code 1', () => {
  const oneLine = (result: { code: number | null; err: string }, pattern: RegExp) => {
    expect(result.err).toMatch(pattern);
    expect(result.err.trimEnd().split('\n')).toHaveLength(1);
    expect(result.code).toBe(1);
  };

  it('a taken port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const { port } = other.address() as AddressInfo;
    oneLine(
      run({ env: { PORT: String(port), CAIRN_DATA: join(folder, 'taken') } }),
      new RegExp(`^Port ${port} is taken\\. .*PORT=`),
    );
    other.close();
  });

  it('a port that is none', () => {
    for (const port of ['http', '-1', '70000', '80.5'])
      oneLine(run({ env: { PORT: port } }), /^PORT is ".*", but should be/);
  });

  it('a data folder that cannot be written', () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    oneLine(run({ env: { CAIRN_DATA: join(file, 'data') } }), /^The data folder .* cannot be written \(ENOTDIR\)/);
  });

  it.runIf(process.platform === 'linux')('a data folder where none can be made, instead of trying for ever', () => {
    for (const place of ['/proc/cairn', '/proc/cairn/deeper'])
      oneLine(
        run({ env: { CAIRN_DATA: place } }),
        /^The data folder \/proc\/cairn.* cannot be (made|written).*CAIRN_DATA/,
      ); // the latter for who is not root
    oneLine(run({ env: { CAIRN_DATA: '/proc' } }), /^The data folder \/proc cannot be written \(\S.*\)\./);
  });

  it('a data folder that is a file, or whose database is damaged: permissions are not what is wrong', () => {
    const file = join(folder, 'another-file');
    writeFileSync(file, '');
    oneLine(run({ env: { CAIRN_DATA: file } }), /another-file is a file, not a folder/);
    const damaged = join(folder, 'damaged');
    mkdirSync(damaged);
    writeFileSync(join(damaged, 'cairn.db'), 'no database '.repeat(1000));
    for (const args of [[], ['doctor']])
      oneLine(
        run({ args, env: { CAIRN_DATA: damaged } }),
        /^The database .*damaged\/cairn\.db is damaged \(SQLITE_NOTADB\)\. Stop the server, keep the file, and restore/,
      );
  });

  it('a database that does not answer', () => {
    oneLine(
      run({ env: { DATABASE_URL: 'postgres://127.0.0.1:1/none' } }),
      /^PostgreSQL cannot be used: .*DATABASE_URL/,
    );
  });

  it('an old Node, before anything is loaded that it could not read', () => {
    const preload = join(folder, 'old.cjs');
    writeFileSync(
      preload,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } });`,
    );
    oneLine(run({ node: ['--require', preload] }), /^Cairn needs Node 20\.19 or newer; this is 18\.20\.4\.$/m);
    const source = readFileSync(CLI, 'utf8');
    expect(source).not.toMatch(/^import /m);
  });

  it('an unknown option or setting', () => {
    oneLine(run({ args: ['--campain', 'x'] }), /--campain/);
    oneLine(run({ args: ['--port', '1'] }), /^There is no option --port: set PORT in the environment/);
    oneLine(run({ args: ['--colour'] }), /--colour'\. Those there are: npm run cairn -- --help/);
    oneLine(run({ args: ['imprt', 'x'] }), /^There is no command "imprt"\. Is "import" meant\?/);
    oneLine(run({ args: ['key', 'nwe'] }), /^There is no command "nwe"\. Is "new" meant\?.* -- key --help/);
    oneLine(run({ args: ['frobnicate'] }), /^There is no command "frobnicate"\. Those there are/);
    oneLine(run({ args: ['refund', 'x'] }), /Say so with --yes/);
    oneLine(run({ args: ['forget', '--yes'] }), /Say who: --email/);
    oneLine(run({ args: ['forget', '--email', 'a@b.example', '--campaign', 'x', '--yes'] }), /leave out --campaign/);
    oneLine(run({ args: ['campaign', 'set', 'x', 'gone'] }), /upcoming, active, paused, ended/);
    oneLine(run({ args: ['key', 'new', 'Ada', '--scopes', 'all'] }), /may have read, edit, money, people, keys/);
    oneLine(run({ env: { CAIRN_PAYMENTS: 'gold' } }), /CAIRN_PAYMENTS/);
    oneLine(run({ env: { TRUST_PROXY: 'yes' } }), /TRUST_PROXY/);
    oneLine(run({ env: { PUBLIC_URL: 'give.example.org' } }), /PUBLIC_URL/);
    const env = { DATABASE_URL: 'secret@host/name' };
    oneLine(run({ env }), /^DATABASE_URL should be an address/);
    expect(run({ env }).err).not.toContain('secret');
  });

  it('a database that is not there: no command but those that fill one makes it', () => {
    const env = { CAIRN_DATA: join(folder, 'mistyped') };
    for (const args of [['backup', join(folder, 'empty.backup')], ['export', 'x'], ['doctor'], ['campaign'], ['key']])
      oneLine(run({ args, env }), /^There is no database in .*mistyped\. Set CAIRN_DATA/);
    expect(existsSync(env.CAIRN_DATA)).toBe(false);
    expect(existsSync(join(folder, 'empty.backup'))).toBe(false);
  });

  it('a campaign, a contribution or a place that is not there: named, and nothing else is touched', () => {
    const env = { CAIRN_DATA: join(folder, 'named') };
    expect(run({ args: ['import', campaignFile], env }).code).toBe(0);
    const before = join(folder, 'before.csv');
    writeFileSync(before, 'what was exported before');
    oneLine(run({ args: ['export', 'rivrbank', '-o', before], env }), /no campaign "rivrbank".*riverbank/);
    expect(readFileSync(before, 'utf8')).toBe('what was exported before');
    expect(run({ args: ['export', 'riverbank', '-o', before], env }).code).toBe(0);
    expect(readFileSync(before, 'utf8')).toContain('receipt,id,at');
    oneLine(
      run({ args: ['export', 'riverbank', '-o', join(folder, 'no/such.csv')], env }),
      /cannot be written \(ENOENT\)/,
    );
    oneLine(run({ args: ['confirm', 'NT-2026-00412'], env }), /^NT-2026-00412: there is no such contribution/i);
    oneLine(run({ args: ['campaign', 'set', 'rivrbank', 'paused'], env }), /no campaign "rivrbank"/);
    oneLine(run({ args: ['campaign', 'set', 'riverbank', '--ends', 'monday'], env }), /^endsAt should be a time like/);
    oneLine(run({ args: ['key', 'new', ' '], env }), /^name should not be empty/);
    oneLine(run({ args: ['webhook', 'add', 'https://10.0.0.1/'], env }), /^url is in a private network/);
    const none = { CAIRN_DATA: join(folder, 'restored-nothing') };
    oneLine(run({ args: ['restore', join(folder, 'no.backup')], env: none }), /no\.backup is not there/);
    expect(existsSync(none.CAIRN_DATA)).toBe(false);
  });

  it('[S32] ended in the middle of a backup or an export: no half of a file is left with people in it', async () => {
    const env = { CAIRN_DATA: join(folder, 'ended') };
    const file = join(folder, 'ended.json');
    const items = Array.from({ length: 20_000 }, (_, n) => ({
      id: `u${n}`,
      at: '2026-02-01T00:00:00Z',
      title: `No ${n}`,
    }));
    writeFileSync(file, JSON.stringify(campaignFixture({ updates: { items } })));
    expect(run({ args: ['import', file], env }).code).toBe(0);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const out = join(folder, `ended-${signal}`);
      const child = spawn(process.execPath, [CLI, 'backup', out], { env: environment(env), stdio: 'ignore' });
      const ended = new Promise((done) => child.once('exit', (_, by) => done(by)));
      await expect.poll(() => existsSync(`${out}.part`), { timeout: 20_000, interval: 1 }).toBe(true);
      child.kill(signal);
      expect(await ended).toBe(signal);
      expect([existsSync(out), existsSync(`${out}.part`)]).toEqual([false, false]);
    }
  });

  it('what is written into a pipe is whole, however slowly it is read; an export is never further on than its reader', async () => {
    const env = { CAIRN_DATA: join(folder, 'piped') };
    const updates = Array.from({ length: 5000 }, (_, n) => ({
      id: `u${n}`,
      at: '2026-02-01T00:00:00Z',
      title: 'A title '.repeat(20).trim(),
    }));
    const file = join(folder, 'piped.json');
    writeFileSync(file, JSON.stringify(campaignFixture({ updates: { items: updates } })));
    run({ args: ['import', file], env });
    const database = await openDatabase({ dataDir: env.CAIRN_DATA });
    const rows = 2000;
    const message = 'm'.repeat(2000);
    await inTransaction(database.db, async (tx) => {
      for (let n = 0; n < rows; n++)
        await tx
          .insertInto('contributions')
          .values({
            ...{ campaign_id: 'riverbank', id: `ctr_${n}`, receipt: `EX-${n}`, pathway_id: 'give', kind: 'donate' },
            ...{ state: 'failed', imported: 0, created_at: '2026-03-01T00:00:00.000Z' },
            private: JSON.stringify({ message }),
          })
          .execute();
    });
    await database.close();

    const read = async (...args: string[]) => {
      const child = spawn(process.execPath, [CLI, ...args], { env: environment(env) });
      running.add(child);
      const exit = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
      let text = '';
      for await (const part of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
        text += part;
        await new Promise((done) => setTimeout(done, 5));
      }
      expect(await exit).toBe(0);
      return text;
    };
    const text = await read('export', 'riverbank');
    expect((await read('update', 'list', 'riverbank')).match(/^u\d+ /gm)).toHaveLength(updates.length);
    expect(parse(text).filter(([receipt]) => receipt?.startsWith('EX-'))).toHaveLength(rows);

    // A reader of our own: whatever has been written is all that was made until it is taken.
    let [written, taken] = [0, 0];
    const program = programFor({
      env: environment(env) as NodeJS.ProcessEnv,
      out: () => void written++,
      err: () => undefined,
      drained: async () => {
        await new Promise((done) => setTimeout(done, 50));
        expect(written).toBe(++taken);
      },
    });
    await program.parseAsync(['export', 'riverbank'], { from: 'user' });
    expect(taken).toBe(1 + rows / 500);
  });

  it('a campaign file that is missing or no JSON', () => {
    oneLine(run({ args: ['--campaign', join(folder, 'missing.json')] }), /cannot be read \(ENOENT\)/);
    const file = join(folder, 'broken.json');
    writeFileSync(file, '{ "version": 1,, }');
    oneLine(run({ args: ['--campaign', file] }), /is not JSON at line 1, column 16\. To mend it: write the name in/);
    writeFileSync(file, Buffer.from(JSON.stringify({ name: 'Café' }), 'latin1'));
    oneLine(run({ args: ['--campaign', file] }), /is not UTF-8\. To mend it: save it as UTF-8/);
    // As Notepad writes it.
    writeFileSync(file, `\ufeff${JSON.stringify(campaignFixture())}`);
    expect(run({ args: ['import', file, '--check'] }).out).toMatch(/nothing is wrong/);
  });

  it('a campaign with faults: a line for each field, what is wrong and how to mend it', () => {
    const file = join(folder, 'faults.json');
    const { mission: _, ...campaign } = campaignFixture();
    campaign.goals![0]!.raised.confirmed = 10.5;
    campaign.pathways![0]!.goalId = 'mony';
    writeFileSync(file, JSON.stringify(campaign));
    const { code, err, out } = run({ args: ['--campaign', file] });
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain(`${file} is not a campaign yet:`);
    expect(err).toMatch(/^ {2}mission .*To mend it: /m);
    expect(err).toMatch(/^ {2}goals\[money\].* To mend it: write a whole number: with scale 2, 25.00 is 2500\.$/m);
    expect(err).toMatch(/^ {2}pathways\[give\]\.goalId names the goal mony/m);
  });
});

describe('running', () => {
  it('prints its help', () => {
    const { code, out } = run({ args: ['--help'] });
    expect(code).toBe(0);
    for (const command of 'serve import export campaign member update confirm refund forget key webhook backup restore doctor'.split(
      ' ',
    ))
      expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
    expect(out).toContain('CAIRN_DATA');
    expect(run({ args: ['serve', '--help'] }).out).toContain('--campaign <file...>');
    expect(run({ args: ['key', 'new', '--help'] }).out).toContain('confirm and refund contributions');
  });

  it('serves the demo, always alive, at / when there is no --campaign', async () => {
    const { url, out } = await start({ args: [], env: { CAIRN_DATA: join(folder, 'demo') } });
    const address = /campaign \S+ \(created\): (\S+)/.exec(out())![1]!;
    const campaign = (await (await fetch(address)).json()) as Campaign;
    expect(campaign.status).toBe('active');
    expect(Date.now() - Date.parse(campaign.asOf!)).toBeLessThan(86_400_000);
    expect(campaign.organization.logo!.src.startsWith(url)).toBe(true);
    const other = address.replace('127.0.0.1', 'localhost');
    const { links } = (await (await fetch(other)).json()) as Campaign;
    expect(links.self).toBe(other);
    if (existsSync(here('../../demo/index.html'))) {
      const page = await fetch(url);
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(page.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'");
    }
  });

  it('does an organiser’s work beside a running server, which follows at once', { timeout: 90_000 }, async () => {
    const env = {
      CAIRN_DATA: join(folder, 'organiser'),
      CAIRN_PAYMENTS: 'manual',
      CAIRN_BANK_DETAILS: 'IBAN {receipt}',
    };
    const cairn = (...args: string[]) => {
      const done = run({ args, env });
      expect(done.code, done.err).toBe(0);
      return done.out;
    };
    expect(cairn('import', campaignFile)).toBe('riverbank created; its page is /c/riverbank of the server\n');
    expect(cairn('import', '--check', campaignFile)).toContain('nothing is wrong');
    const { url, out } = await start({ args: [], env });
    expect(out()).toContain('campaign riverbank (loaded before)');
    expect(out()).not.toContain('high-fells'); // a campaign of one's own needs no demo
    expect(out()).toContain('key new');

    const gift = {
      pathwayId: 'give',
      quantity: { value: 2500, unit: 'USD', scale: 2 },
      name: '=Ada',
      email: 'ada@mail.example',
    };
    const made = (await (await post(url, 'organiser-contribution-1', gift)).json()) as { receipt: string };
    const stream = await fetch(`${url}v1/campaigns/riverbank/events`);
    const heard = readEvents(stream, (events) => events.some(({ type }) => type === 'goals'));
    expect(cairn('confirm', made.receipt)).toBe(`${made.receipt} confirmed 25.00 USD\n`);
    expect((await heard).some(({ type }) => type === 'goals')).toBe(true);
    expect((await load(url)).goals[0]!.raised.confirmed).toBe(102_500);

    const csv = join(folder, 'out.csv');
    cairn('export', 'riverbank', '--out', csv);
    expect(readFileSync(csv, 'utf8')).toContain("'=Ada,ada@mail.example");
    expect(cairn('export', 'riverbank', '--without-people')).not.toContain('ada@');
    const key = cairn('key', 'new', 'Ada', '--days', '2').trim();
    const signedIn = await fetch(`${url}v1/admin/campaigns`, { headers: { authorization: `Bearer ${key}` } });
    expect(signedIn.status).toBe(200);
    expect(cairn('key')).not.toContain(key);
    expect(cairn('campaign')).toMatch(/riverbank +active +0 +1025\.00 USD of 5000\.00 USD/);

    const file = join(folder, 'organiser.backup');
    expect(cairn('backup', file)).toMatch(/^\d+ rows/);
    expect(cairn('refund', made.receipt, '--yes')).toContain('refunded');
    expect(cairn('forget', '--email', 'ADA@mail.example', '-y')).toBe('forgotten: 1 contributions, 0 members\n');
    expect(cairn('campaign', 'set', 'riverbank', 'paused')).toBe('riverbank is paused\n');
    expect((await load(url)).status).toBe('paused');
    const other = { ...env, CAIRN_DATA: join(folder, 'restored') };
    expect(run({ args: ['restore', file], env: other }).err).toMatch(/another encryption key.*encryption\.key/);
    cpSync(join(folder, 'organiser', 'encryption.key'), join(other.CAIRN_DATA, 'encryption.key'));
    expect(run({ args: ['restore', file], env: other })).toMatchObject({ code: 0 });
    expect(run({ args: ['restore', file], env: other }).err).toMatch(/already has campaigns/);
    expect(run({ args: ['export', 'riverbank'], env: other }).out).toContain('ada@mail.example');
    expect(run({ args: ['doctor'], env: other }).out).toContain('ok    every total is the sum of its ledger');

    // For good: only when its id is said once more, and beside a server that has it open.
    const told = await fetch(`${url}v1/campaigns/riverbank/events`);
    const last = readEvents(told, () => false, 30_000);
    const unsure = run({ args: ['campaign', 'remove', 'riverbank'], env });
    expect(unsure).toMatchObject({ code: 1, out: '' });
    expect(unsure.err).toMatch(/with 1 contribution\. .*\n.*export riverbank -o riverbank\.csv\n.*--yes riverbank\n$/);
    expect(run({ args: ['campaign', 'remove', 'riverbank', '--yes', 'other'], env }).err).toMatch(
      /Nothing was changed/,
    );
    expect((await load(url)).status).toBe('paused');
    expect(cairn('campaign', 'remove', 'riverbank', '--yes', 'riverbank')).toBe(
      'riverbank removed, with 1 contribution and 16 members\n',
    );
    const gone = await fetch(`${url}v1/campaigns/riverbank`);
    expect([gone.status, gone.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    expect((await last).at(-1)!.type).toBe('closed');
    expect(cairn('campaign')).toMatch(/^No campaign yet/);
    expect(run({ args: ['campaign', 'remove', 'riverbank'], env }).err).toMatch(/There is no campaign "riverbank"/);
  });

  it('works while a server beside it is busy', { timeout: 90_000 }, async () => {
    const env = {
      ...{ CAIRN_DATA: join(folder, 'busy'), CAIRN_PAYMENTS: 'manual', CAIRN_BANK_DETAILS: '{receipt}' },
      ...{ CAIRN_WRITES_PER_MINUTE: '1000000', CAIRN_WRITE_BURST: '1000000', CAIRN_PROOF: 'never' },
      ...{ CAIRN_READS_PER_SECOND: '1000000', CAIRN_READ_BURST: '1000000' },
    };
    const { url } = await start({ env });
    const gift = { pathwayId: 'give', quantity: { value: 2500, unit: 'USD', scale: 2 } };
    const gifts: string[] = [];
    for (let n = 0; n < 5; n++)
      gifts.push(((await (await post(url, `busy-gift-number-${n}`, gift)).json()) as { id: string }).id);
    let busy = true;
    let made = 0;
    const giving = Array.from({ length: 4 }, async (_, k) => {
      for (let n = 0; busy; n++) if ((await post(url, `busy-${k}-contribution-${n}`)).status === 201) made++;
    });
    // One after the other, as scripts do: none of them may be told that the database is busy.
    for (const id of gifts) {
      const child = spawn(process.execPath, [CLI, 'confirm', id], { env: environment(env) });
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => (said += String(chunk)));
      const code = await new Promise((done) => child.once('exit', done));
      expect(code, said).toBe(0);
    }
    busy = false;
    await Promise.all(giving);
    const { raised } = (await load(url)).goals[0]!;
    expect(raised).toMatchObject({ confirmed: 100_000 + 5 * 2500, pledged: 5000 + made * 1000 });
  });

  it('says which systems are told of contributions', async () => {
    const env = { CAIRN_DATA: join(folder, 'told') };
    const cairn = (...args: string[]) => {
      const done = run({ args, env });
      expect(done.code, done.err).toBe(0);
      return done.out;
    };
    cairn('import', campaignFile);
    const told = await receiver(() => 204);
    const hooks = { ...env, CAIRN_WEBHOOKS_PRIVATE: '1' };
    expect(run({ args: ['webhook', 'add', told.url], env }).err).toMatch(/https/); // only where the settings allow it
    const added = run({ args: ['webhook', 'add', told.url, '--events', 'refunded'], env: hooks });
    expect(added.out).toMatch(/^whsec_\S+\n$/);
    const hook = /whk_\w+/.exec(added.err)![0];
    expect(cairn('webhook')).toMatch(new RegExp(`${hook} +0 +0 +all +refunded +${told.url}\n`));
    expect(cairn('webhook')).not.toContain(added.out.trim());
    expect(cairn('webhook', 'failed')).toBe('Every message got through\n');
    expect(cairn('webhook', 'retry', hook)).toBe('0 messages to be sent again\n');
    expect(run({ args: ['webhook', 'add', told.url, '--events', 'x'], env: hooks }).err).toMatch(/may have recorded/);
    expect(run({ args: ['webhook', 'test', 'whk_none'], env: hooks })).toMatchObject({ code: 1, out: '' });
    expect(run({ args: ['webhook', 'test', hook], env }).err).toMatch(/did not take the message: the address/);
    const rotated = run({ args: ['webhook', 'rotate', hook], env });
    expect(rotated.out).toMatch(/^whsec_\S+\n$/);
    expect(rotated.out).not.toBe(added.out);
    expect(rotated.err).toMatch(/The one before holds until 2\d{3}-\d\d-\d\d \d\d:\d\d UTC/);
    expect(run({ args: ['webhook', 'rotate', 'whk_none'], env })).toMatchObject({ code: 1, out: '' });
    expect(cairn('webhook', 'remove', hook)).toBe(`${hook} removed\n`);
  });

  it('[B1] keeps what it acknowledged, also after it was killed', async () => {
    const env = { CAIRN_DATA: join(folder, 'kept'), CAIRN_WRITES_PER_MINUTE: '6000', CAIRN_WRITE_BURST: '1000' };
    let kept = 0;
    for (let round = 0; round < 3; round++) {
      const { child, url, exit } = await start({ env });
      expect((await load(url)).goals[0]!.raised.pledged).toBe(5000 + kept * 1000);
      const posts = Array.from({ length: 20 }, (_, index) =>
        post(url, `round-${round}-contribution-${index}`).then(
          (one) => one.status,
          () => 0,
        ),
      );
      if (round === 1) {
        await Promise.race(posts);
        child.kill('SIGKILL');
      }
      const statuses = await Promise.all(posts);
      if (round !== 1) {
        expect(statuses).toEqual(Array(20).fill(201));
        kept += 20;
        child.kill('SIGTERM');
        expect(await exit).toBe(0);
      } else {
        // What was not answered may or may not be there: sent again with the same key, it is there once.
        await exit;
        const again = await start({ env });
        const repeated = await Promise.all(
          statuses.map((_, index) => post(again.url, `round-1-contribution-${index}`)),
        );
        expect(repeated.map((one) => one.status)).toEqual(Array(20).fill(201));
        for (const [index, status] of statuses.entries())
          if (status === 201) expect(repeated[index]!.headers.get('idempotency-replayed')).toBe('true');
        kept += 20;
        again.child.kill('SIGKILL');
        await again.exit;
      }
    }
    const { url } = await start({ env });
    expect((await load(url)).goals[0]!.raised.pledged).toBe(5000 + kept * 1000);
  });

  it('[B16] SIGTERM: requests are finished, streams are told, exit code 0', async () => {
    const env = { CAIRN_DATA: join(folder, 'graceful'), CAIRN_WRITES_PER_MINUTE: '6000', CAIRN_WRITE_BURST: '1000' };
    const { child, url, exit } = await start({ env });
    const stream = await fetch(`${url}v1/campaigns/riverbank/events`);
    const reading = readEvents(stream, () => false, 15_000);
    const posts = Array.from({ length: 30 }, (_, index) =>
      post(url, `graceful-contribution-${index}`).then(
        (one) => one.status,
        () => 0,
      ),
    );
    await Promise.race(posts);
    child.kill('SIGTERM');
    const statuses = await Promise.all(posts);
    expect((await reading).at(-1)!.type).toBe('bye');
    expect(await exit).toBe(0);
    const made = statuses.filter((status) => status === 201).length;
    expect(made).toBeGreaterThan(0);
    const again = await start({ env });
    const { pledged } = (await load(again.url)).goals[0]!.raised;
    expect(pledged).toBeGreaterThanOrEqual(5000 + made * 1000); // 0 lost
    expect((pledged! - 5000) / 1000).toBeLessThanOrEqual(30);
  });

  it('[S39] cuts off headers that are too large', async () => {
    const { url } = await start({ env: { CAIRN_DATA: join(folder, 'large') } });
    const response = await fetch(url, { headers: { 'x-large': 'x'.repeat(9000) } });
    expect(response.status).toBe(431);
  });
});

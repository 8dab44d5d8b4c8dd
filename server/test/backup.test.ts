import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { backup, restore } from '../src/admin/backup.ts';
import { checkInvariants, examine } from '../src/admin/doctor.ts';
import { sql } from 'kysely';
import { migrations } from '../src/database/migrations.ts';
import { migrate, openDatabase } from '../src/database/open.ts';
import { BASE, expectSums, GIVE, newKey, NOW, onBothDatabases, PLEDGE, serve } from './helpers.ts';

const folder = mkdtempSync(join(tmpdir(), 'cairn-backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const quiet = () => undefined;

onBothDatabases('backup', (kind) => {
  /** An empty database with the same encryption key. */
  const emptyLike = async (dataDir: string) => {
    const place = await kind.place();
    cpSync(join(dataDir, 'encryption.key'), join(place.dataDir, 'encryption.key'));
    return openDatabase(place);
  };

  it('[B28] is one moment while contributions come in; restored, every sum holds and nothing that it had is missing', async () => {
    const place = await kind.place();
    const server = await serve(place);
    const file = join(folder, `${kind.name}.backup`);
    for (let index = 0; index < 20; index++) await server.give({ ...PLEDGE, email: 'a@mail.example', name: 'Ada' });
    let writing = true;
    const posts = (async () => {
      let made = 0;
      // SQLite answers within the turn: without a pause nothing else would have one.
      for (; writing; made++) {
        await server.checkout(await server.give(GIVE, { key: newKey() }));
        await new Promise((done) => setImmediate(done));
      }
      return made;
    })();
    // A connection of its own, as the command line has.
    const reader = await openDatabase(place);
    const rows = await backup(reader, file, NOW, quiet);
    writing = false;
    await posts;
    await reader.close();
    expect(rows).toBeGreaterThan(20);
    expect(readFileSync(file).toString('latin1')).not.toContain('mail.example');
    expect(gunzipSync(readFileSync(file)).toString()).not.toContain('mail.example');
    await server.close();

    const copy = await emptyLike(place.dataDir);
    const progress: number[] = [];
    expect(await restore(copy, file, (done) => progress.push(done))).toBe(rows);
    expect(progress.at(-1)).toBeLessThanOrEqual(rows);
    await expectSums(copy);
    expect(await checkInvariants(copy.db)).toEqual([]);
    await copy.close();
  });

  it('[B28] refuses what is cut off, changed, or does not add up, and changes nothing then', async () => {
    const place = await kind.place();
    const server = await serve(place);
    await server.give(PLEDGE);
    const file = join(folder, `${kind.name}-whole.backup`);
    await backup(server.database, file, NOW, quiet);
    const text = gunzipSync(readFileSync(file)).toString();
    await server.close();
    const copy = await emptyLike(place.dataDir);
    const refused = async (name: string, bytes: Buffer, words: RegExp) => {
      const broken = join(folder, `${kind.name}-${name}`);
      writeFileSync(broken, bytes);
      await expect(restore(copy, broken, quiet), name).rejects.toThrow(words);
      expect(await copy.db.selectFrom('campaigns').selectAll().execute(), name).toEqual([]);
    };
    const zip = (lines: string) => gzipSync(Buffer.from(lines));
    await refused('half', readFileSync(file).subarray(0, 400), /cannot be restored|broken|not whole/);
    await refused('short', zip(text.split('\n').slice(0, -2).join('\n')), /not whole/);
    await refused('changed', zip(text.replace('"confirmed":0', '"confirmed":7')), /not whole/);
    await refused('text', Buffer.from('hello'), /not a backup|broken|cannot be restored/);
    await refused('json', zip('{"a":1}\n'), /not a backup/);
    const newer = (lines: string) => zip(lines.replace('"counts":{', '"counts":{"wishes":1,'));
    await refused(
      'newer',
      newer(text.replace('{"end"', '{"table":"wishes"}\n{"id":"w"}\n{"end"')),
      /newer release.*wishes/,
    );
    await expect(restore(copy, join(folder, 'none'), quiet)).rejects.toThrow(/not there|ENOENT/);
    await expect(backup(copy, join(folder, 'no', 'such', 'folder'), NOW, quiet)).rejects.toThrow(/cannot be written/);
    expect(await restore(copy, file, quiet)).toBeGreaterThan(1);
    await expect(restore(copy, file, quiet)).rejects.toThrow(/already has campaigns/);
    await copy.close();
  });

  it('the doctor knows every way of keeping what was answered, and a setting that is none', async () => {
    const place = await kind.place();
    const server = await serve(place);
    const about = { dataDir: '.', publicUrl: undefined, payments: 'test', now: NOW, site: true };
    const unknown = ['CAIRN_WEBHOKS (is CAIRN_WEBHOOKS meant?)'];
    expect((await examine(server.database, { ...about, unknown })).map(({ what }) => what)).toContain(
      'CAIRN_WEBHOKS (is CAIRN_WEBHOOKS meant?) is not a setting and does nothing',
    );
    if (kind.name === 'sqlite') {
      const found = async (room: number) =>
        (await examine(server.database, { ...about, room })).find(({ what }) => / MB are free/.test(what));
      expect(await found(99e6)).toMatchObject({ ok: false, mend: expect.stringMatching(/^make room/) as unknown });
      expect(await found(5e9)).toEqual({ ok: true, what: '5000 MB are free there' });
    }
    if (kind.name === 'postgres') {
      const url = new URL(place.databaseUrl!);
      url.searchParams.set('options', '-c synchronous_commit=remote_apply');
      const remote = await openDatabase({ ...place, databaseUrl: url.href });
      const faults = (await examine(remote, about)).filter(({ ok }) => !ok).map(({ what }) => what);
      expect(faults).not.toContain('synchronous_commit is remote_apply');
      await remote.close();
    }
    await server.close();
  });

  it('long work of a command and a step that brings tables up to date are not cut off', async () => {
    if (kind.name === 'sqlite') return; // SQLite cuts nothing off
    const place = await kind.place();
    const patient = await openDatabase({ ...place, patient: true });
    await sql`select pg_sleep(5.5)`.execute(patient.db);
    await patient.close();
    const hasty = await openDatabase(place);
    await expect(sql`select pg_sleep(5.5)`.execute(hasty.db)).rejects.toThrow(/statement timeout/);
    const slow = { up: async (on: typeof hasty.db) => void (await sql`select pg_sleep(5.5)`.execute(on)) };
    await migrate(hasty.db, 'postgres', { ...migrations, '950-slow': slow });
    await expect(sql`select pg_sleep(5.5)`.execute(hasty.db)).rejects.toThrow(/statement timeout/);
    await hasty.close();
  });

  it('the doctor finds a total that is not the sum of its ledger', async () => {
    const server = await serve(await kind.place());
    await server.give(PLEDGE);
    const about = { dataDir: '.', publicUrl: undefined, payments: 'test', now: NOW, site: true };
    expect((await examine(server.database, about)).filter(({ ok }) => !ok).map(({ what }) => what)).toEqual(
      kind.name === 'sqlite' ? ['0 keys'] : expect.arrayContaining(['0 keys']),
    );
    await server.database.db.updateTable('goals').set({ pledged: 1 }).where('goal_id', '=', 'money').execute();
    const faults = await checkInvariants(server.database.db);
    expect(faults.map(({ what }) => what)).toContain('riverbank money: the total pledged is not the sum of its ledger');
    expect((await examine(server.database, { ...about, payments: 'manual' })).map(({ mend }) => mend)).toContain(
      'set PUBLIC_URL to the address visitors use, with https',
    );
    await server.close();
  });
});

it('[B28] a backup of SQLite can be restored into PostgreSQL and the other way round', async () => {
  const { findPostgres, startCluster } = await import('./postgres.ts');
  const bin = findPostgres();
  if (!bin) return void expect(process.env['CI']).not.toBe('true');
  const cluster = await startCluster(bin);
  try {
    const dataDir = join(folder, 'across');
    const server = await serve({ dataDir });
    await server.checkout(await server.give({ ...GIVE, email: 'a@mail.example' }));
    const before = await server.get<Record<string, unknown>>(`${BASE}/goals`);
    await backup(server.database, join(folder, 'across.backup'), NOW, quiet);
    await server.close();
    const there = await serve({ dataDir, databaseUrl: await cluster.create() }, { campaigns: [] });
    await restore(there.database, join(folder, 'across.backup'), quiet);
    expect(await there.get(`${BASE}/goals`)).toEqual(before);
    await there.give(PLEDGE);
    await backup(there.database, join(folder, 'back.backup'), NOW, quiet);
    await there.close();
    cpSync(join(dataDir, 'encryption.key'), join(folder, 'back', 'encryption.key'));
    const back = await openDatabase({ dataDir: join(folder, 'back') });
    await restore(back, join(folder, 'back.backup'), quiet);
    await expectSums(back);
    await back.close();
  } finally {
    await cluster.stop();
  }
});

/** A large campaign that is removed: gone at once, its rows little by little, whoever is killed meanwhile. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { backup, restore } from '../src/admin/backup.ts';
import { clearCampaign, removedCampaigns } from '../src/admin/clear.ts';
import { checkInvariants, examine } from '../src/admin/doctor.ts';
import { exportCsv } from '../src/admin/export.ts';
import { forget } from '../src/admin/forget.ts';
import { ALL_SCOPES, CLI, makeKey } from '../src/admin/keys.ts';
import { removeCampaign } from '../src/admin/remove.ts';
import { applyHook } from '../src/hooks.ts';
import { importCampaign } from '../src/database/import.ts';
import { insertRows } from '../src/database/insert.ts';
import { inTransaction, openDatabase, type OpenDatabase } from '../src/database/open.ts';
import type { ContributionRow } from '../src/database/tables.ts';
import { campaignFixture } from './fixtures/campaign.ts';
import { BASE, expectSums, GIVE, NOW, onBothDatabases, PLEDGE, serve, type TestServer } from './helpers.ts';
import { openWorkshop, type Workshop } from './process.ts';

const HOME = '/v1/admin/campaigns/riverbank';
const MANY = 12_000;

/** Many contributions that add up, without making each by itself. */
async function fill(database: OpenDatabase, many: number): Promise<void> {
  const at = new Date(NOW).toISOString();
  const ids = Array.from({ length: many }, (_, n) => `ctr_${String(n).padStart(8, '0')}`);
  for (let from = 0; from < many; from += 200)
    await inTransaction(database.db, async (tx) => {
      const part = ids.slice(from, from + 200).map((id, n) => ({ id, rev: 100 + 2 * (from + n) }));
      const base = { campaign_id: 'riverbank', goal_id: 'money' };
      const empty = { provider: null, provider_ref: null, next: null, expires_at: null, view_token_hash: null };
      await insertRows(
        tx,
        'contributions',
        part.map(({ id, rev }): ContributionRow => ({
          ...{ ...base, ...empty, id, position: rev, imported: 0, pathway_id: 'give', kind: 'donate' },
          ...{ state: 'confirmed', value: 100, unit: 'USD', scale: 2, counted: 100, frequency: 'once', renews: null },
          ...{ public: JSON.stringify({ id, name: 'Ada Unforgettable' }), private: '{"name":"Ada Unforgettable"}' },
          ...{ receipt: `RB-2026-${id}`, stone: rev, created_at: at },
          ...{ email_mark: database.vault.markEmail('ada@mail.example'), name_key: 'ada unforgettable' },
        })),
      );
      const entry = { ...base, segment: 'confirmed' as const, amount: 100, at };
      await insertRows(
        tx,
        'entries',
        part.map(({ id, rev }) => ({ ...entry, contribution_id: id, rev })),
      );
      await insertRows(
        tx,
        'provider_refs',
        part.map(({ id }) => ({ provider: 'test', ref: `pi_${id}`, contribution_id: id })),
      );
    });
  const rev = 100 + 2 * many;
  await database.db
    .updateTable('campaigns')
    .set({ rev, listed: many, stones: many, receipts: many })
    .where('id', '=', 'riverbank')
    .execute();
  await database.db
    .updateTable('goals')
    .set({ confirmed: 100 * many, supporters: many })
    .where('campaign_id', '=', 'riverbank')
    .where('goal_id', '=', 'money')
    .execute();
}

const left = async ({ db }: OpenDatabase, table: 'contributions' | 'entries' = 'contributions') => {
  const rows = db.selectFrom(table).select((f) => f.fn.countAll<number>().as('n'));
  return Number((await rows.where('campaign_id', '=', 'riverbank').executeTakeFirstOrThrow()).n);
};

onBothDatabases('[S32] a large campaign is removed', (kind) => {
  let server: TestServer | undefined;
  let workshop: Workshop;
  beforeAll(() => {
    workshop = openWorkshop();
  });
  afterEach(async () => {
    await server?.close();
    server = undefined;
    workshop.killAll();
  });
  afterAll(() => workshop.close());

  it('of one that takes its place nothing is taken, also by whoever is still at it', async () => {
    server = await serve(await kind.place(), { campaigns: [campaignFixture(), campaignFixture({ id: 'other' })] });
    const { database, cairn } = server;
    await cairn.deps.clearing.close();
    await fill(database, 300);
    await removeCampaign(database, CLI, 'riverbank', { confirm: 'riverbank', now: NOW });
    // The first is in the middle of it when the second, as quick as can be, is done, and the file is loaded again.
    let quick: Promise<unknown> | undefined;
    const again = async () => {
      await clearCampaign(database.db, 'riverbank');
      await importCampaign(database.db, campaignFixture({ rev: 900 }), NOW);
      cairn.deps.recent.forget();
      for (let n = 0; n < 3; n++) await server!.give(PLEDGE);
    };
    const slow = clearCampaign(database.db, 'riverbank', { onProgress: () => void (quick ??= again()) });
    await slow;
    await quick;
    await clearCampaign(database.db, 'riverbank'); // later still
    expect((await server.get<{ goals: unknown[] }>(BASE)).goals).toHaveLength(3);
    expect(await left(database, 'entries')).toBe(3);
    await expectSums(database);
    expect(await database.db.selectFrom('idempotency').select('key_hash').execute()).toHaveLength(3);
  });

  it('while its rows go, nobody reads or writes any of it, what is left adds up, and a backup of that moment goes on', async () => {
    const place = await kind.place();
    server = await serve(place, { campaigns: [campaignFixture(), campaignFixture({ id: 'other' })] });
    const { database, cairn } = server;
    const { db } = database;
    await cairn.deps.clearing.close(); // the test takes away what it wants
    const waiting = await server.give(GIVE);
    const { rev: before } = await server.get<{ rev: number }>(BASE);
    await fill(database, 600);
    const csv = exportCsv(database, CLI, 'riverbank', { now: NOW });
    await csv.next();
    const { rev, contributions } = await removeCampaign(database, CLI, 'riverbank', { confirm: 'riverbank', now: NOW });
    expect([contributions, rev]).toEqual([601, Math.max(before, 1300) + 1]);
    cairn.deps.recent.forget(); // as it does within seconds when another process removes
    let slices = 0;
    expect(await clearCampaign(db, 'riverbank', { stop: () => ++slices > 2 })).toBe(false);
    expect(await left(database)).toBeGreaterThan(0);
    expect(await left(database)).toBeLessThan(601);
    expect(await left(database, 'entries')).toBe(600);

    const { key } = await makeKey(db, CLI, { name: 'Test', scopes: ALL_SCOPES }, NOW);
    const admin = (method: string, path: string, body?: unknown) =>
      server!.ask(path, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    for (const path of ['', '/goals', '/contributions', '/members', '/history', '/events', '/challenge'])
      expect((await server.ask(BASE + path)).status, path).toBe(404);
    expect((await server.post(PLEDGE)).status).toBe(404);
    expect((await server.ask('/c/riverbank')).status).toBe(404);
    const last = await db
      .selectFrom('contributions')
      .select('id')
      .where('imported', '=', 0)
      .orderBy('id', 'desc')
      .execute();
    const one = last.find(({ id }) => id !== waiting.id)!.id;
    expect((await admin('GET', `/v1/admin/contributions/${one}`)).status).toBe(404);
    expect((await admin('POST', `/v1/admin/contributions/${one}/refund`)).status).toBe(404);
    expect((await admin('GET', HOME)).status).toBe(404);
    expect((await admin('DELETE', `${HOME}?confirm=riverbank`)).status).toBe(404);
    expect(await (await admin('GET', '/v1/admin/campaigns')).json()).toMatchObject({ items: [{ id: 'other' }] });
    const token = { authorization: `Bearer ${waiting.viewToken}` };
    expect((await server.ask(`/v1/contributions/${waiting.id}`, { headers: token })).status).toBe(404);
    expect((await server.ask(`/v1/contributions/${waiting.id}`, { method: 'DELETE', headers: token })).status).toBe(
      404,
    );
    expect((await server.checkout(waiting)).status).toBe(404);
    const paid = { id: 'evt_1', what: 'refunded', refs: [`pi_${one}`], contributionId: undefined } as const;
    expect(await applyHook(db, 'test', paid as never, { now: NOW, wake: () => undefined })).toBe('not ours');
    expect(await forget(database, CLI, { email: 'ada@mail.example' }, NOW)).toMatchObject({ contributions: 0 });
    await expect(csv.next()).rejects.toMatchObject({ code: 'campaign-not-found' }); // not a file that looks whole

    // Loaded again meanwhile, it is said what is going on.
    const again = await admin('PUT', HOME, campaignFixture());
    expect([again.status, again.headers.get('retry-after')]).toEqual([409, '10']);
    expect(((await again.json()) as { detail: string }).detail).toMatch(/removed.*still being erased/);

    expect(await checkInvariants(db)).toEqual([]);
    const found = await examine(database, {
      ...{ dataDir: place.dataDir, publicUrl: undefined, payments: 'test', now: NOW, site: true },
    });
    expect(found.filter(({ ok }) => !ok)).toEqual([]);
    expect(found.map(({ what }) => what)).toContainEqual(expect.stringMatching(/^riverbank was removed.*being erased/));

    const file = join(place.dataDir, 'half.backup');
    await backup(database, file, NOW, () => undefined);
    await server.give(PLEDGE, { campaign: 'other' });
    expect(await clearCampaign(db, 'riverbank')).toBe(true);
    expect([await left(database), await left(database, 'entries')]).toEqual([0, 0]);
    expect(await db.selectFrom('provider_refs').selectAll().execute()).toEqual([]);
    await expectSums(database);
    expect((await admin('PUT', HOME, campaignFixture())).status).toBe(200);
    expect((await server.get<{ rev: number }>(BASE)).rev).toBeGreaterThan(rev);

    const elsewhere = await kind.place();
    const key2 = join(place.dataDir, 'encryption.key');
    const restored = await openDatabase({ ...elsewhere, encryptionKey: readFileSync(key2, 'utf8').trim() });
    await restore(restored, file, () => undefined);
    expect(await removedCampaigns(restored.db)).toEqual(['riverbank']);
    expect(await clearCampaign(restored.db, 'riverbank')).toBe(true);
    expect(await left(restored)).toBe(0);
    await restored.close();
  });

  it('an address that was to be told of a gift is found behind thousands, and erased', async () => {
    const place = await kind.place();
    const asking = campaignFixture();
    for (const pathway of asking.pathways!) if (pathway.id === 'pledge') pathway.dedication = true;
    server = await serve(place, { campaigns: [asking] });
    const { database } = server;
    await fill(database, 4100);
    const gift = await server.give({
      ...PLEDGE,
      name: 'Grace',
      dedication: { kind: 'honour', name: 'Lin', tell: 'lin@mail.example', public: false },
    });
    expect(await forget(database, CLI, { email: 'Lin@mail.example' }, NOW)).toMatchObject({ contributions: 1 });
    const row = await database.db
      .selectFrom('contributions')
      .select('private')
      .where('id', '=', gift.id)
      .executeTakeFirstOrThrow();
    expect(row.private).toContain('Lin');
    expect(row.private).not.toContain('"tell"');
  });

  it('killed in the middle: gone for everybody, and the next start takes away the rest while others give', async () => {
    const place = await kind.place();
    const env = {
      CAIRN_DATA: place.dataDir,
      ...(place.databaseUrl ? { DATABASE_URL: place.databaseUrl } : {}),
    };
    const first = await openDatabase(place);
    for (const campaign of [campaignFixture(), campaignFixture({ id: 'other' })])
      await importCampaign(first.db, campaign, NOW);
    await fill(first, MANY);
    const { key } = await makeKey(first.db, CLI, { name: 'Test', scopes: ALL_SCOPES }, Date.now());
    await first.close();

    const killed = await workshop.start(env);
    const asked = fetch(`${killed.url.slice(0, -1)}${HOME}?confirm=riverbank`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${key}` },
    }).catch(() => undefined);
    const look = await openDatabase(place);
    await expect.poll(() => left(look), { timeout: 20_000, interval: 5 }).toBeLessThan(MANY);
    await killed.kill('SIGKILL');
    await asked;
    expect(await left(look)).toBeGreaterThan(0);
    expect(await removedCampaigns(look.db)).toEqual(['riverbank']);
    expect(await checkInvariants(look.db)).toEqual([]);

    const next = await workshop.start(env);
    expect(next.output()).toMatch(/riverbank was removed.*still being erased/);
    expect((await fetch(`${next.url}v1/campaigns/riverbank`)).status).toBe(404);
    let given = 0;
    while ((await removedCampaigns(look.db)).length > 0) {
      const answer = await fetch(`${next.url}v1/campaigns/other/contributions`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': `while-it-goes-${String(given).padStart(6, '0')}`,
          'x-forwarded-for': `198.51.100.${given % 250}`,
        },
        body: JSON.stringify(PLEDGE),
      });
      expect(answer.status).toBe(201);
      given++;
    }
    expect(given).toBeGreaterThan(3);
    expect([await left(look), await left(look, 'entries')]).toEqual([0, 0]);
    await expectSums(look);
    await look.close();
    await next.kill('SIGTERM');
    if (kind.name === 'sqlite')
      for (const file of readdirSync(place.dataDir, { withFileTypes: true }).filter((entry) => entry.isFile()))
        expect(readFileSync(join(place.dataDir, file.name)).toString('latin1'), file.name).not.toMatch(
          /unforgettable/i,
        );
  }, 90_000);
});

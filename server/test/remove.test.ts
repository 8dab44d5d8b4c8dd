/** A campaign that is removed is gone everywhere: tables, files, memory, streams, whoever removed it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, expect, it } from 'vitest';
import { ALL_SCOPES, CLI, makeKey, type Scope } from '../src/admin/keys.ts';
import { checkInvariants } from '../src/admin/doctor.ts';
import { clearCampaign } from '../src/admin/clear.ts';
import { removeCampaign } from '../src/admin/remove.ts';
import { addWebhook } from '../src/admin/webhooks.ts';
import { importCampaign } from '../src/database/import.ts';
import { openDatabase, type OpenDatabase } from '../src/database/open.ts';
import { campaignFixture } from './fixtures/campaign.ts';
import {
  BASE,
  expectSums,
  GIVE,
  newKey,
  onBothDatabases,
  PLEDGE,
  readEvents,
  serve,
  type Place,
  type TestServer,
} from './helpers.ts';
import { closeReceivers, receiver } from './receiver.ts';

const HOME = '/v1/admin/campaigns/riverbank';
const ADA = {
  name: 'Ada Unforgettable',
  anonymous: false,
  email: 'ada.unforgettable@mail.example',
  consents: [{ id: 'publish-name', version: '1', granted: true }],
};

onBothDatabases('[S32] removing a campaign', (kind) => {
  let server: TestServer;
  let place: Place;
  const begin = async () => {
    place = await kind.place();
    server = await serve(place, {
      settings: { webhooksPrivate: true },
      live: { sweepMs: 20, tickMs: 20, erasuresMs: 20 },
      campaigns: [campaignFixture(), campaignFixture({ id: 'other' })],
    });
  };
  afterEach(async () => {
    await server.close();
    closeReceivers();
  });
  const keyWith = async (scopes: readonly Scope[] = ALL_SCOPES, campaign?: string) =>
    (await makeKey(server.database.db, CLI, { name: 'Test', scopes, campaign }, server.clock.now)).key;
  const call = (key: string, method: string, path: string) =>
    server.ask(path, { method, headers: { authorization: `Bearer ${key}` } });

  /** What the command line does. */
  const remove = async (database: OpenDatabase, confirm: string | undefined = 'riverbank') => {
    await removeCampaign(database, CLI, 'riverbank', { confirm, now: server.clock.now });
    await clearCampaign(database.db, 'riverbank');
    await database.scrub();
  };

  /** Every row that names the campaign, in whatever table. */
  const traces = async (id: string) => {
    const tables = await server.database.db.introspection.getTables();
    const found: Record<string, number> = {};
    for (const { name, columns } of tables) {
      const column =
        columns.find((one) => one.name === 'campaign_id')?.name ?? (name === 'campaigns' ? 'id' : undefined);
      if (column === undefined) continue;
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from ${sql.table(name)} where ${sql.ref(column)} = ${id}`.execute(server.database.db);
      if (Number(rows[0]!.n) > 0) found[name] = Number(rows[0]!.n);
    }
    return found;
  };

  it('takes all of it away, once its id is repeated, and leaves every other as it is', async () => {
    await begin();
    const { url, received } = await receiver(() => 503);
    const now = server.clock.now;
    const { db } = server.database;
    const everyOne = await addWebhook(server.database, CLI, { url }, now, true);
    await addWebhook(server.database, CLI, { url: `${url}own`, campaign: 'riverbank' }, now, true);
    const paid = await server.give({ ...GIVE, ...ADA });
    await server.checkout(paid);
    await server.give({ ...PLEDGE, ...ADA });
    await server.give(GIVE); // still under way
    await server.give({ ...PLEDGE, name: 'Grace' }, { campaign: 'other' });
    await db.insertInto('provider_refs').values({ provider: 'test', ref: 'pi_1', contribution_id: paid.id }).execute();
    await db
      .insertInto('breakers')
      .values({ campaign_id: 'riverbank', band: 1, until: 0, trips: 1, probes: 0, probed_at: 0 })
      .execute();
    await server.cairn.outbox.flush();
    expect(received.length).toBeGreaterThan(3);
    const owner = await keyWith();
    const own = await keyWith(ALL_SCOPES, 'riverbank');
    const before = await traces('riverbank');
    for (const table of [
      'contributions',
      'entries',
      'idempotency',
      'attempts',
      'events',
      'keys',
      'webhooks',
      'members',
    ])
      expect(before, table).toHaveProperty(table);
    const others = await traces('other');

    const refused = await call(owner, 'DELETE', HOME);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({
      code: 'not-removable',
      detail: expect.stringMatching(
        /3 contributions, 35\.00 USD among them; 1 payment is under way.*export/,
      ) as unknown,
    });
    expect((await call(owner, 'DELETE', `${HOME}?confirm=other`)).status).toBe(409);
    expect((await traces('riverbank'))['contributions']).toBe(before['contributions']);

    const done = await call(owner, 'DELETE', `${HOME}?confirm=riverbank`);
    expect([done.status, await done.json()]).toEqual([
      200,
      expect.objectContaining({ contributions: 3, keys: 1, webhooks: 1, cleared: true, members: before['members'] }),
    ]);
    expect(Object.keys(await traces('riverbank'))).toEqual(['audit']);
    expect(await traces('other')).toEqual(others);
    expect(await db.selectFrom('provider_refs').selectAll().execute()).toEqual([]);
    const waiting = await db.selectFrom('outbox').select(['webhook_id', 'payload']).execute();
    expect(waiting.map((one) => one.webhook_id)).toEqual([everyOne.id]);
    expect(waiting[0]!.payload).toContain('"campaign":"other"');
    const trail = await db
      .selectFrom('audit')
      .select(['action', 'target'])
      .where('campaign_id', '=', 'riverbank')
      .execute();
    expect(trail).toContainEqual({ action: 'campaign.remove', target: expect.stringMatching(/^rev \d+$/) as unknown });
    await expectSums(server.database);
    expect(await checkInvariants(db)).toEqual([]);

    for (const path of ['', '/goals', '/contributions', '/members', '/updates', '/history', '/events']) {
      const answer = await server.ask(BASE + path);
      expect([answer.status, answer.headers.get('content-type')], path).toEqual([404, 'application/problem+json']);
    }
    expect((await server.post(PLEDGE)).status).toBe(404);
    for (const path of ['', '/members', '/updates', '/export.csv'])
      expect((await call(owner, 'GET', HOME + path)).status, path).toBe(404);
    expect((await call(owner, 'DELETE', HOME)).status).toBe(404);
    expect((await call(own, 'GET', '/v1/admin/campaigns')).status).toBe(401); // its keys are gone, too
    expect((await server.ask(`/v1/contributions/${paid.id}`, { headers: { authorization: 'Bearer x' } })).status).toBe(
      401,
    );
    if (kind.name === 'sqlite')
      for (const file of readdirSync(place.dataDir))
        expect(readFileSync(join(place.dataDir, file)).toString('latin1'), file).not.toMatch(/unforgettable/i);
  });

  it('[S19] needs a key that may do everything its removal undoes', async () => {
    await begin();
    for (const lacking of ALL_SCOPES) {
      const key = await keyWith(ALL_SCOPES.filter((scope) => scope !== lacking));
      const answer = await call(key, 'DELETE', `${HOME}?confirm=riverbank`);
      expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
        403,
        expect.stringContaining(lacking),
      ]);
    }
    expect((await call(await keyWith(ALL_SCOPES, 'other'), 'DELETE', `${HOME}?confirm=riverbank`)).status).toBe(403);
    expect((await server.ask(BASE)).status).toBe(200);
    // One in which nothing was contributed goes without saying it twice.
    expect((await call(await keyWith(ALL_SCOPES, 'other'), 'DELETE', HOME.replace('riverbank', 'other'))).status).toBe(
      200,
    );
  });

  it('open pages are told and let go, and nothing is remembered: removed here or by another process', async () => {
    await begin();
    const remembered = () => [...server.cairn.deps.recent.keys()].filter((key) => key.includes('/riverbank'));
    for (const elsewhere of [false, true]) {
      if (elsewhere) await importCampaign(server.database.db, campaignFixture(), server.clock.now);
      const { rev } = await server.get<{ rev: number }>(BASE);
      const stream = await server.ask(`${BASE}/events`);
      const heard = readEvents(stream, () => false, 10_000);
      const other = readEvents(await server.ask('/v1/campaigns/other/events'), (all) =>
        all.some((one) => one.type === 'goals'),
      );
      await expect.poll(() => server.cairn.deps.hub.streams).toBe(2);
      expect(remembered()).not.toEqual([]);
      if (elsewhere) {
        const second = await openDatabase(place);
        await remove(second, undefined);
        await second.close();
      } else expect((await call(await keyWith(), 'DELETE', HOME)).status).toBe(200);
      const events = await heard; // it ends by itself
      expect(events.at(-1)).toMatchObject({ type: 'closed', data: { rev: rev + 1 } });
      await expect.poll(remembered).toEqual([]);
      expect((await server.ask(BASE)).status).toBe(404);
      await server.give(PLEDGE, { campaign: 'other' });
      expect((await other).some(({ type }) => type === 'goals')).toBe(true);
      await expect.poll(() => server.cairn.deps.hub.streams).toBe(0);
    }
  });

  it('one that takes its place goes on from its revisions, so that no cache takes one for the other', async () => {
    await begin();
    await server.give(PLEDGE);
    await server.give(PLEDGE);
    const old = await server.ask(BASE);
    const { rev } = (await old.json()) as { rev: number };
    await remove(server.database);
    await importCampaign(server.database.db, campaignFixture({ mission: { title: 'Another' } }), server.clock.now);
    server.clock.now += 1000; // another process did it: within a quarter of a second the last answer is given again
    const asked = await server.ask(BASE, { headers: { 'if-none-match': old.headers.get('etag')! } });
    expect(asked.status).toBe(200);
    expect(await asked.json()).toMatchObject({
      mission: { title: 'Another' },
      contributions: { total: expect.any(Number) as unknown },
    });
    expect((await server.get<{ rev: number }>(BASE)).rev).toBeGreaterThan(rev + 1);
    const receipt = await server.give(PLEDGE);
    expect(receipt.state).toBe('recorded');
    await expectSums(server.database);
  });

  it('contributions that race with it are answered, counted or told that it is gone; nothing is left over', async () => {
    await begin();
    const racing = Array.from({ length: 30 }, (_, index) => server.post(index % 2 ? PLEDGE : GIVE, { key: newKey() }));
    const removed = remove(server.database);
    const answers = await Promise.all(racing);
    await removed;
    for (const answer of answers) expect([201, 404, 409]).toContain(answer.status);
    expect((await server.post(PLEDGE)).status).toBe(404);
    expect(Object.keys(await traces('riverbank'))).toEqual(['audit']);
  });
});

import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { changeCampaign } from '../src/admin/campaigns.ts';
import { CLI } from '../src/admin/keys.ts';
import { migrations } from '../src/database/migrations.ts';
import { migrate, openDatabase } from '../src/database/open.ts';
import { BASE, onBothDatabases, PLEDGE, serve } from './helpers.ts';
import { contribute, openWorkshop, send } from './process.ts';

onBothDatabases('[B29] bringing tables up to date', (kind) => {
  it('a step that fails half-way leaves nothing behind, and the data readable', async () => {
    const place = await kind.place();
    const server = await serve(place);
    const { db } = server.database;
    await server.give(PLEDGE);
    const broken = {
      ...migrations,
      '900-broken': {
        up: async (on: typeof db) => {
          await on.schema.createTable('half').addColumn('id', 'text').execute();
          await on.schema.alterTable('contributions').addColumn('half', 'text').execute();
          throw new Error('the power went');
        },
      },
    };
    await expect(migrate(db, kind.name, broken)).rejects.toThrow('the power went');
    await expect(sql`select * from half`.execute(db)).rejects.toThrow();
    await expect(sql`select half from contributions`.execute(db)).rejects.toThrow();
    await server.give(PLEDGE);
    await server.close();

    // The same step, whole: what was there before is read by both.
    const { '900-broken': _, ...whole } = broken;
    const later = {
      ...whole,
      '901-more': { up: (on: typeof db) => on.schema.alterTable('contributions').addColumn('more', 'text').execute() },
    };
    const again = await openDatabase(place);
    await migrate(again.db, kind.name, later);
    await again.close();
    // And the release before it runs on what the later one left.
    const before = await serve(place);
    await before.give(PLEDGE);
    const page = await before.get<{ items: { kind: string }[] }>(`${BASE}/contributions?limit=100`);
    expect(page.items.filter((item) => item.kind === 'pledge')).toHaveLength(3);
    await before.close();
  });

  it('a campaign that an older release wrote down takes everything, and keeps what a later one wrote into it', async () => {
    const place = await kind.place();
    const server = await serve(place);
    const { db } = server.database;
    const stored = async () => {
      const { document } = await db.selectFrom('campaigns').select('document').executeTakeFirstOrThrow();
      return JSON.parse(document) as Record<string, unknown> & { pathways: Record<string, unknown>[] };
    };
    // Without what has been added since: lists that nobody wrote are not there.
    const thin = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(thin)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value)
                .filter(([, one]) => !(Array.isArray(one) && one.length === 0))
                .map(([name, one]) => [name, thin(one)]),
            )
          : value;
    const older = { ...(thin(await stored()) as object), inventedLater: { a: 1 } };
    expect(JSON.stringify(older)).not.toBe(JSON.stringify(await stored()));
    await db
      .updateTable('campaigns')
      .set({ document: JSON.stringify(older), fingerprint: 'older' })
      .execute();
    for (const intent of [
      PLEDGE,
      { pathwayId: 'give', quantity: { value: 2500, unit: 'USD', scale: 2 } },
      { pathwayId: 'help', quantity: { value: 10, unit: 'hours', scale: 1 }, shifts: ['sat'] },
      { pathwayId: 'act', actions: ['walk'] },
    ])
      await server.give(intent);
    await server.get(BASE);
    await changeCampaign(db, CLI, 'riverbank', { status: 'paused' }, server.clock.now);
    expect(await stored()).toMatchObject({ status: 'paused', inventedLater: { a: 1 } });
    server.clock.now += 1000; // past what is remembered
    expect(await server.get(BASE)).toMatchObject({ status: 'paused' });
    await server.close();
  });

  it('several that start at once, in one process too, wait for the one that makes the tables', async () => {
    const place = await kind.place();
    const databases = await Promise.all([openDatabase(place), openDatabase(place), openDatabase(place)]);
    for (const { db } of databases) expect(await db.selectFrom('campaigns').select('id').execute()).toEqual([]);
    await Promise.all(databases.map((one) => one.close()));
  });
});

it('[B29] killed while it makes its tables, the next start makes them', { timeout: 120_000 }, async () => {
  const workshop = openWorkshop();
  try {
    for (let round = 0; round < 6; round++) {
      const starting = workshop.start({ CAIRN_DATA: `${workshop.folder}/killed` });
      starting.catch(() => undefined);
      await new Promise((done) => setTimeout(done, 300 + Math.random() * 700));
      workshop.killAll();
      await starting.then(
        (server) => server.exit,
        () => undefined,
      );
    }
    const server = await workshop.start({ CAIRN_DATA: `${workshop.folder}/killed`, CAIRN_PROOF: 'never' });
    expect((await contribute(server.port, 'killed-0000000000000001', PLEDGE)).status).toBe(201);
    expect((await send(server.port, '/readyz')).status).toBe(200);
  } finally {
    workshop.close();
  }
});

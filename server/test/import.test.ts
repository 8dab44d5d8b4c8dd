import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCampaign, type Campaign, type CampaignInput } from '../../src/data/schema.ts';
import { checkCampaign } from '../src/check.ts';
import { importCampaign } from '../src/database/import.ts';
import { openDatabase } from '../src/database/open.ts';
import { shiftToToday } from '../src/demo.ts';
import { campaignFixture } from './fixtures/campaign.ts';
import { BASE, expectSums, GIVE, NOW, onBothDatabases, PLEDGE, serve } from './helpers.ts';

onBothDatabases('loading a campaign', (kind) => {
  it('a restart with the same file neither doubles nor loses anything', async () => {
    const place = await kind.place();
    const first = await serve(place);
    await first.checkout(await first.give(GIVE));
    await first.give(PLEDGE);
    const before = await first.get<Campaign>(BASE);
    await first.close();

    const second = await serve(place);
    expect(await second.get<Campaign>(BASE)).toEqual(before);
    await expectSums(second.database);
    await second.close();
  });

  it('an edited file changes the words and the opening balances, and keeps what was made here', async () => {
    const server = await serve(await kind.place());
    await server.checkout(await server.give(GIVE));
    const edited = campaignFixture({ mission: { title: 'Other words' }, updates: { items: [] } });
    edited.goals![0]!.raised = { confirmed: 200_000 };
    edited.contributions = { items: edited.contributions!.items!.slice(0, 3), total: 50 };
    expect(await importCampaign(server.database.db, edited, server.clock.now)).toEqual({
      id: 'riverbank',
      outcome: 'updated',
    });
    const after = await server.get<Campaign>(BASE);
    expect(after.mission.title).toBe('Other words');
    expect(after.updates!.items).toEqual([]);
    expect(after.goals[0]!.raised.confirmed).toBe(202_500);
    expect(after.contributions!.items).toHaveLength(4);
    expect(after.contributions!.items[1]!.id).toBe('old-0');
    expect(after.contributions!.total).toBe(51);
    expect(after.rev).toBe(10);
    await server.close();
  });

  it('[B4] may be done while contributions come in: none is lost, and no revision is given twice', async () => {
    const place = await kind.place();
    const server = await serve(place);
    const other = await openDatabase(place); // as the command line has one
    let made = 0;
    let loading = true;
    const giving = Array.from({ length: 4 }, async () => {
      for (; loading; made++) {
        await server.give(PLEDGE);
        await new Promise((done) => setImmediate(done));
      }
    });
    // With SQLite two connections of one process would wait for each other.
    const db = kind.name === 'sqlite' ? server.database.db : other.db;
    for (let n = 0; n < 25; n++)
      expect(await importCampaign(db, campaignFixture({ mission: { title: `Words ${n}` } }), NOW)).toMatchObject({
        outcome: 'updated',
      });
    loading = false;
    await Promise.all(giving);
    const { goals } = await server.get<Campaign>(BASE);
    expect(goals[0]!.raised.pledged).toBe(5000 + made * 1000);
    await expectSums(server.database);
    await other.close();
    await server.close();
  });

  it('does not turn what was given into another unit or scale', async () => {
    const server = await serve(await kind.place());
    const { db } = server.database;
    const changed = (change: object) => {
      const campaign = campaignFixture();
      Object.assign(campaign.goals![0]!, change);
      for (const pathway of campaign.pathways!) if (pathway.goalId === 'money') Object.assign(pathway, change);
      return campaign;
    };
    const money = await server.give(PLEDGE);
    for (const change of [{ scale: 0 }, { unit: 'EUR' }]) {
      const refused = importCampaign(db, changed(change), NOW);
      await expect(refused).rejects.toThrow(/goal money counts in USD with scale 2.*another id/);
    }
    expect((await server.get<Campaign>(BASE)).goals[0]).toMatchObject({ unit: 'USD', scale: 2 });
    // With nothing counted in it, it may change.
    await server.ask(`/v1/contributions/${money.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${money.viewToken}` },
    });
    expect(await importCampaign(db, changed({ unit: 'EUR' }), NOW)).toMatchObject({ outcome: 'updated' });
    await server.close();
  });

  it('[B22] nor what was begun and may still be paid', async () => {
    const server = await serve(await kind.place());
    const { db } = server.database;
    const campaign = campaignFixture();
    for (const one of [campaign.goals![0]!, ...campaign.pathways!.filter(({ goalId }) => goalId === 'money')])
      Object.assign(one, { unit: 'EUR' });
    const begun = await server.give(GIVE);
    await expect(importCampaign(db, campaign, NOW)).rejects.toThrow(/goal money counts in USD.*payment.*another id/);
    await server.checkout(begun, 'pay');
    expect((await server.get<Campaign>(BASE)).goals[0]).toMatchObject({ unit: 'USD' });
    await expectSums(server.database);
    await server.close();
  });

  it('a view token outlives a restart', async () => {
    const place = await kind.place();
    const first = await serve(place);
    const receipt = await first.give(GIVE, { key: 'the-same-key-after' });
    await first.close();
    const second = await serve(place);
    expect(await second.give(GIVE, { key: 'the-same-key-after' })).toEqual(receipt);
    const headers = { authorization: `Bearer ${receipt.viewToken}` };
    expect((await second.ask(`/v1/contributions/${receipt.id}`, { headers })).status).toBe(200);
    await second.close();
  });
});

describe('the demo', () => {
  const demo = JSON.parse(readFileSync(new URL('../../demo/campaign.json', import.meta.url), 'utf8')) as CampaignInput;

  it('has nothing to mend', () => {
    expect(checkCampaign(demo)).toEqual([]);
  });

  it('moves what has happened up to now, and what is to come by whole days', () => {
    for (const now of [
      '2026-06-12T13:02:00Z',
      '2026-11-22T09:00:00Z',
      '2027-02-28T23:59:59Z',
      '2025-01-01T00:00:00Z',
    ]) {
      const moved = shiftToToday(demo, Date.parse(now));
      expect(Date.parse(moved.asOf!)).toBe(Date.parse(now));
      const past = Date.parse(now) - Date.parse(demo.asOf!);
      const [point, old] = [moved.history![0]!.points!.at(-1)!, demo.history![0]!.points!.at(-1)!];
      expect(Date.parse(point.at) - Date.parse(old.at)).toBe(past);
      expect(point.value).toBe(old.value);
      const future = Date.parse(moved.endsAt!) - Date.parse(demo.endsAt!);
      expect(Math.abs(future % 86_400_000)).toBe(0);
      expect(future - past).toBeGreaterThanOrEqual(0);
      expect(future - past).toBeLessThan(86_400_000);
      expect(parseCampaign(moved, 'https://here.example/').dropped).toEqual([]);
    }
  });

  it('leaves a document without asOf, and words that only look like dates, alone', () => {
    expect(shiftToToday({ a: '2026-01-01T00:00:00Z' }, 0)).toEqual({ a: '2026-01-01T00:00:00Z' });
    const since = { asOf: '2026-01-01T00:00:00Z', since: '2021', text: 'on 2026-01-01T00:00:00Z we met' };
    expect(shiftToToday(since, Date.parse('2026-01-03T05:00:00Z'))).toEqual({ ...since, asOf: '2026-01-03T05:00:00Z' });
  });
});

describe('checking a campaign file', () => {
  it('finds every fault at once, with the field and how to mend it', () => {
    const { mission: _, ...broken } = campaignFixture({ id: 'river bank', version: 2 as 1 });
    const faults = checkCampaign({
      ...broken,
      status: 'open',
      goals: [{ id: 'money', label: 'Money', unit: 'USD', scale: 2, raised: { confirmed: 10.5 } }],
      pathways: [{ id: 'give', kind: 'gift', label: 'Give', unit: 'USD', scale: 2 }],
      contributions: undefined,
      history: [],
      members: { items: [{ id: 'a', name: 'A', url: 'javascript:alert(1)' }] },
    });
    const paths = faults.map((fault) => fault.path);
    for (const path of ['version', 'id', 'mission', 'status']) expect(paths).toContain(path);
    expect(paths.some((path) => path.includes('money'))).toBe(true);
    expect(paths.some((path) => path.includes('give'))).toBe(true);
    expect(paths.some((path) => path.includes('url'))).toBe(true);
    for (const fault of faults) {
      expect(fault.reason).not.toBe('');
      expect(fault.mend).not.toBe('');
    }
  });

  it('tells a field that is missing from one that is wrong, and finds the name that was meant', () => {
    const { goals, organization, ...rest } = campaignFixture();
    const [{ raised, ...goal }] = goals as [NonNullable<typeof goals>[number]];
    const said = (document: unknown) =>
      checkCampaign(document).map(({ path, reason, mend }) => `${path} ${reason}. To mend it: ${mend}.`);
    expect(said({ ...rest, organisation: organization, goals })).toEqual([
      'organization is missing: it should be object. To mend it: write an object in { and }.',
      'organisation is no field. To mend it: write organization, or take it away.',
    ]);
    expect(said({ ...rest, organization, goals: [{ ...goal, rasied: raised }] })).toEqual(
      expect.arrayContaining([
        'goals[money].raised is missing: it should be object. To mend it: write an object in { and }.',
        'goals[money].rasied is no field. To mend it: write raised, or take it away.',
      ]),
    );
    expect(said({ ...rest, organization: 'Riverbank', goals })[0]).toMatch(/^organization should be object/);
    // Of a later release, or of somebody else.
    expect(said({ ...rest, organization, goals, shop: { url: 1 }, x: 1, $schema: '/schema/campaign.json' })).toEqual(
      [],
    );
  });

  it('finds names that lead nowhere', () => {
    const campaign = campaignFixture();
    campaign.pathways![0]!.goalId = 'mony';
    campaign.pathways![1]!.unit = 'EUR';
    campaign.goals!.push({ ...campaign.goals![0]! });
    campaign.history![0]!.goalId = 'gone';
    campaign.contributions!.items![0]!.pathwayId = 'gone';
    expect(checkCampaign(campaign).map((fault) => fault.path)).toEqual([
      'goals[money]',
      'pathways[give].goalId',
      'pathways[pledge].unit',
      'history.goalId',
      'contributions[old-0].pathwayId',
    ]);
  });

  it('survives anything', () => {
    for (const json of [null, 1, 'x', [], {}, { organization: null }, { mission: 3, organization: [] }])
      expect(checkCampaign(json).length).toBeGreaterThan(0);
  });
});

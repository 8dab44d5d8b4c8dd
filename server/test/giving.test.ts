/** What a contribution may say besides an amount: for whom, in whose name, in which money, or that it waits for a place. */
import { expect, it } from 'vitest';
import type { Campaign, CampaignInput, Problem } from '../../src/data/schema.ts';
import { confirmByHand } from '../src/admin/contributions.ts';
import { forget, forgetUnpaid } from '../src/admin/forget.ts';
import { CLI } from '../src/admin/keys.ts';
import { isIban, transferCode } from '../src/payments/manual.ts';
import { confirm, giveBack, keepPromise, refund, withdraw } from '../src/settle.ts';
import { campaignFixture } from './fixtures/campaign.ts';
import { BASE, expectSums, GIVE, onBothDatabases, PLEDGE, serve } from './helpers.ts';

function fixture(): CampaignInput {
  const campaign = campaignFixture();
  for (const pathway of campaign.pathways ?? []) {
    if (pathway?.id === 'give' || pathway?.id === 'pledge') {
      Object.assign(pathway, {
        dedication: true,
        onBehalf: true,
        currencies: [
          { unit: 'EUR', scale: 2, presets: [{ amounts: [{ value: 2_000 }] }], min: 1_000, rate: 1.085 },
          { unit: 'JPY', scale: 0, min: 500 },
          { unit: 'KWD', scale: 3, min: 1_000, rate: 3.26 },
        ],
      });
    }
    if (pathway?.id === 'help') Object.assign(pathway.shifts![0]!, { places: 1, waitlist: true });
  }
  return campaign;
}

const granted = [{ id: 'publish-name', version: '1', granted: true }];

onBothDatabases('giving', (kind) => {
  const start = async () => serve(await kind.place(), { campaigns: [fixture()] });
  const latest = async (server: Awaited<ReturnType<typeof start>>) =>
    (await server.get<Campaign>(BASE)).contributions!.items[0]!;
  const fault = async (response: Response) => {
    const problem = (await response.json()) as Problem;
    return [response.status, problem.code, ...(problem.errors ?? []).map(({ pointer }) => pointer)];
  };

  it('[CF14] a dedication is on the public list only when whoever gave wants it there', async () => {
    const server = await start();
    const dedication = { kind: 'memory', name: 'Grandmother Inge', tell: 'uncle@example.org', public: false } as const;
    await server.give({ ...PLEDGE, dedication });
    expect(await latest(server)).not.toHaveProperty('dedication');
    await server.give({ ...PLEDGE, dedication: { ...dedication, public: true } });
    expect(await latest(server)).toMatchObject({
      anonymous: true,
      dedication: { kind: 'memory', name: 'Grandmother Inge' },
    });
    const everything = await (await server.ask(BASE)).text();
    expect(everything).not.toContain('uncle@');
    // Sealed where it is kept.
    const rows = await server.database.db.selectFrom('contributions').select('private').execute();
    expect(JSON.stringify(rows)).toContain('Inge');
    expect(JSON.stringify(rows)).not.toContain('uncle@');
    await server.close();
  });

  it('[CF14] in the name of an organization: its name stands on the list, under the same consent', async () => {
    const server = await start();
    const intent = { ...PLEDGE, name: 'Ada', organization: 'Mill Lane Bakery', anonymous: false };
    await server.give({ ...intent, consents: [{ ...granted[0]!, granted: false }] });
    expect(await latest(server)).toMatchObject({ anonymous: true });
    expect(await latest(server)).not.toHaveProperty('name');
    await server.give({ ...intent, consents: granted });
    expect(await latest(server)).toMatchObject({ anonymous: false, name: 'Mill Lane Bakery' });
    expect(await (await server.ask(BASE)).text()).not.toContain('Ada');
    await server.close();
  });

  it('[B4] a part of a gift in another currency goes back in proportion, and the list says what is left', async () => {
    const server = await start();
    const { db } = server.database;
    const raised = async () => (await server.get<Campaign>(BASE)).goals[0]!.raised.confirmed;
    const before = await raised();
    const gift = await server.give({ ...GIVE, quantity: { value: 2000, unit: 'EUR', scale: 2 } });
    await server.checkout(gift);
    expect(await raised()).toBe(before + 2170);
    for (const [back, left, kept] of [
      [500, 1500, 1627],
      [500, 1500, 1627],
      [1000, 1000, 1085],
      [1999, 1, 1],
    ] as const) {
      server.clock.now += 1000; // whatever is remembered is old
      await giveBack(db, gift.id, back, server.clock.now);
      expect(await raised(), `${back} back`).toBe(before + kept);
      expect((await latest(server)).quantity).toEqual({ value: left, unit: 'EUR', scale: 2 });
      await expectSums(server.database);
    }
    server.clock.now += 1000;
    await refund(db, gift.id, server.clock.now);
    expect(await raised()).toBe(before);
    await expectSums(server.database);
    await server.close();
  });

  it('[PT5] a promise in another currency that is kept says what was given, also when nobody knows whose it was', async () => {
    const server = await start();
    const { db } = server.database;
    const euros = { value: 2000, unit: 'EUR', scale: 2 };
    const promised = await server.give({ ...PLEDGE, quantity: euros, name: 'Ada', email: 'ada@mail.example' });
    const stones = async () =>
      (await db.selectFrom('contributions').select('stone').where('imported', '=', 0).orderBy('stone').execute()).map(
        ({ stone }) => stone!,
      );
    await forget(server.database, CLI, { email: 'ada@mail.example' }, server.clock.now);
    const { confirmed } = (await server.get<Campaign>(BASE)).goals[0]!.raised;
    await confirmByHand(db, CLI, promised.id, server.clock.now);
    server.clock.now += 1000; // whatever is remembered is old
    expect(await latest(server)).toMatchObject({ kind: 'donate', quantity: euros, anonymous: true });
    expect((await server.get<Campaign>(BASE)).goals[0]!.raised.confirmed).toBe(confirmed + 2170);
    await server.give(PLEDGE);
    const [first, second] = await stones();
    expect(second).toBe(first! + 1); // no stone is missing between them
    await expectSums(server.database);
    await server.close();
  });

  it('[B22] a gift in another currency that is paid when its person is long forgotten says what was given', async () => {
    const server = await start();
    const { db } = server.database;
    const euros = { value: 2000, unit: 'EUR', scale: 2 };
    const gift = await server.give({ ...GIVE, quantity: euros, name: 'Ada', email: 'ada@mail.example' });
    const { confirmed } = (await server.get<Campaign>(BASE)).goals[0]!.raised;
    server.clock.now += 90 * 24 * 60 * 60 * 1000;
    expect(await forgetUnpaid(server.database, server.clock.now, 30)).toBe(1);
    await confirm(db, gift.id, server.clock.now);
    server.clock.now += 1000;
    expect(await latest(server)).toMatchObject({ quantity: euros, anonymous: true });
    expect((await server.get<Campaign>(BASE)).goals[0]!.raised.confirmed).toBe(confirmed + 2170);
    await expectSums(server.database);
    await server.close();
  });

  it('[PT5] a promise that was taken back meanwhile is not confirmed, and who asked is told', async () => {
    const server = await start();
    const { db } = server.database;
    const promised = await server.give(PLEDGE);
    const seen = await db
      .selectFrom('contributions')
      .selectAll()
      .where('id', '=', promised.id)
      .executeTakeFirstOrThrow();
    await withdraw(db, promised.id, server.clock.now);
    await expect(keepPromise(db, seen.id, server.clock.now)).rejects.toMatchObject({ code: 'not-confirmable' });
    await server.close();
  });

  it('[CF14] is refused where it is not asked for, and where it is no dedication', async () => {
    const server = await serve(await kind.place());
    const dedication = { kind: 'honour', name: 'Ada', public: true } as const;
    expect(await fault(await server.post({ ...PLEDGE, dedication }))).toEqual([422, 'validation', '/dedication']);
    expect(await fault(await server.post({ ...PLEDGE, organization: 'Bakery' }))).toEqual([
      422,
      'validation',
      '/organization',
    ]);
    const open = await start();
    for (const [bad, pointer] of [
      [{ ...dedication, kind: 'spite' }, '/dedication/kind'],
      [{ ...dedication, name: '' }, '/dedication/name'],
      [{ ...dedication, tell: 'nobody' }, '/dedication/tell'],
      [{ kind: 'honour', name: 'Ada' }, '/dedication/public'],
      [{ ...dedication, name: 'Ada 4111 1111 1111 1111' }, '/dedication/name'],
    ] as const) {
      const [status, , at] = await fault(await open.post({ ...PLEDGE, dedication: bad }));
      expect([status, at]).toEqual([422, pointer]);
    }
    await server.close();
    await open.close();
  });

  it('[CF28] another currency is taken where it is offered, and counts by its rate', async () => {
    const server = await start();
    const money = async () => (await server.get<Campaign>(BASE)).goals[0]!.raised;
    const before = await money();
    // 20.00 EUR at 1.085 are 21.70 USD.
    const euros = await server.give({ ...GIVE, quantity: { value: 2_000, unit: 'EUR', scale: 2 } });
    expect(euros.quantity).toEqual({ value: 2_000, unit: 'EUR', scale: 2 });
    await server.checkout(euros);
    expect((await money()).confirmed).toBe(before.confirmed + 2_170);
    expect((await latest(server)).quantity).toEqual({ value: 2_000, unit: 'EUR', scale: 2 });
    // Three decimals: 1.500 KWD at 3.26 are 4.89 USD.
    await server.checkout(await server.give({ ...GIVE, quantity: { value: 1_500, unit: 'KWD', scale: 3 } }));
    expect((await money()).confirmed).toBe(before.confirmed + 2_170 + 489);
    // No decimals, and no rate: kept, not counted.
    const yen = await server.give({ ...GIVE, quantity: { value: 3_000, unit: 'JPY', scale: 0 } });
    await server.checkout(yen);
    expect((await money()).confirmed).toBe(before.confirmed + 2_170 + 489);
    await server.close();
  });

  it('[CF28] its own limits hold, and no other currency or scale is taken', async () => {
    const server = await start();
    const give = (value: number, unit: string, scale: number) =>
      server.post({ ...GIVE, quantity: { value, unit, scale } });
    expect(await fault(await give(999, 'EUR', 2))).toEqual([422, 'amount-out-of-range', '/quantity/value']);
    expect(await fault(await give(499, 'JPY', 0))).toEqual([422, 'amount-out-of-range', '/quantity/value']);
    expect(await fault(await give(50_000, 'JPY', 2))).toEqual([422, 'unit-not-accepted', '/quantity/scale']);
    expect(await fault(await give(5_000, 'GBP', 2))).toEqual([422, 'unit-not-accepted', '/quantity/unit']);
    await server.close();
  });

  it('[CF7] a full day can be waited for: no place is taken, no hours are counted', async () => {
    const server = await start();
    const help = { pathwayId: 'help', quantity: { value: 35, unit: 'hours', scale: 1 } } as const;
    const hours = async () => (await server.get<Campaign>(BASE)).goals[1]!.raised.confirmed;
    await server.give({ ...help, shifts: ['sat'] });
    expect(await fault(await server.post({ ...help, shifts: ['sat'] }))).toEqual([422, 'shift-full', '/shifts/0']);
    const waiting = await server.give({ ...help, waitlist: ['sat'] });
    expect(waiting).toMatchObject({ state: 'recorded', waitlist: ['sat'] });
    expect(await hours()).toBe(35);
    const shifts = (await server.get<Campaign>(BASE)).pathways.find(({ id }) => id === 'help')!.shifts;
    expect(shifts[0]!.places).toBe(0);
    // With a place on another day, the hours are for that one.
    await server.give({ ...help, shifts: ['any'], waitlist: ['sat'] });
    expect(await hours()).toBe(70);
    for (const waitlist of [['any'], ['nowhere']])
      expect(await fault(await server.post({ ...help, waitlist }))).toEqual([422, 'validation', '/waitlist/0']);
    await expectSums(server.database);
    await server.close();
  });

  it('[CF17] a bank transfer in euros comes with the code that banking apps read', async () => {
    const account = { name: 'River Bank e.V.', iban: 'DE89 3704 0044 0532 0130 00' };
    const server = await serve(await kind.place(), {
      campaigns: [fixture()],
      settings: { payments: 'manual', bankDetails: 'Name {receipt}.', bankAccount: account },
    });
    const euros = await server.give({ ...GIVE, quantity: { value: 2_000, unit: 'EUR', scale: 2 } });
    const { next } = euros;
    if (next.type !== 'instructions') throw new Error('no instructions');
    expect(next.text).toBe(`Name ${euros.receipt}.`);
    expect(next.qr!.size).toBeGreaterThan(29);
    expect(next.qr!.path).toMatch(/^(M\d+ \d+h\d+v1H\d+z)+$/);
    // The three corners are where every reader looks first: seven dark modules, four modules in.
    expect(next.qr!.path.startsWith('M4 4h7v1H4z')).toBe(true);
    // Dollars go another way.
    const dollars = await server.give(GIVE);
    expect(dollars.next).toEqual({ type: 'instructions', text: `Name ${dollars.receipt}.` });
    await server.close();
  });
});

it('[CF17] the code says what EPC069-12 wants, line by line', () => {
  const account = { name: 'River Bank e.V.', iban: 'de89 3704 0044 0532 0130 00', bic: 'COBADEFFXXX' };
  const euros = (value: number) => transferCode(account, { value, unit: 'EUR', scale: 2 }, 'RB-2026-00041');
  expect(euros(2_005)!.split('\n')).toEqual([
    'BCD',
    '002',
    '1',
    'SCT',
    'COBADEFFXXX',
    'River Bank e.V.',
    'DE89370400440532013000',
    'EUR20.05',
    '',
    '',
    'RB-2026-00041',
  ]);
  expect(euros(0)).toBeUndefined();
  expect(euros(100_000_000_000)).toBeUndefined();
  expect(transferCode(account, { value: 500, unit: 'USD', scale: 2 }, 'x')).toBeUndefined();
});

it('an IBAN with a slip of the finger is noticed', () => {
  for (const good of ['DE89 3704 0044 0532 0130 00', 'GB82WEST12345698765432', 'FR1420041010050500013M02606'])
    expect(isIban(good), good).toBe(true);
  for (const bad of ['DE89 3704 0044 0532 0130 01', 'DE98370400440532013000', 'DE89', 'hello', ''])
    expect(isIban(bad), bad).toBe(false);
});

/** What Stripe tells of a gift that repeats: its payment knows neither us nor the subscription. */
import { sql, type QueryId } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Receipt } from '../../src/data/schema.ts';
import { listContributions } from '../src/admin/contributions.ts';
import { checkInvariants } from '../src/admin/doctor.ts';
import { exportCsv } from '../src/admin/export.ts';
import { forget } from '../src/admin/forget.ts';
import { CLI, makeKey } from '../src/admin/keys.ts';
import { addWebhook, removeWebhook } from '../src/admin/webhooks.ts';
import { importCampaign } from '../src/database/import.ts';
import { openDatabase } from '../src/database/open.ts';
import { readContributions, readGoals } from '../src/database/read.ts';
import { confirm, refund } from '../src/settle.ts';
import { applyHook } from '../src/hooks.ts';
import { stripeProvider } from '../src/payments/stripe.ts';
import { parse } from './csv.ts';
import { campaignFixture } from './fixtures/campaign.ts';
import { declinesOf, expectSums, GIVE, NOW, onBothDatabases, serve, type TestServer } from './helpers.ts';
import { eventOf, fakeStripe, SECRET_KEY, signatureOf, WEBHOOK_SECRET, type FakeStripe } from './stripe.ts';

const VERSIONS = ['2022-08-01', '2024-06-20', '2025-03-31'] as const;

onBothDatabases('[B30] [S30] a monthly gift by Stripe', (kind) => {
  let stripe: FakeStripe;
  let server: TestServer;
  let where: ReturnType<typeof kind.place>;
  let start: () => Promise<TestServer>;
  let n = 0;
  beforeAll(async () => {
    stripe = await fakeStripe(() => NOW);
    const settings = { secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET, api: stripe.url };
    const plain = campaignFixture();
    const campaign = {
      ...plain,
      goals: plain.goals!.map((one) => ({ ...one, counting: { fees: 'excluded' as const } })),
      pathways: plain.pathways!.map((one) => ({ ...one, dedication: true })),
    };
    const place = await (where = kind.place());
    start = () => serve(place, { payments: stripeProvider(settings), campaigns: [campaign] });
    server = await start();
  });
  afterAll(async () => {
    await server.close();
    await stripe.close();
  });

  const tell = async (type: string, object: Record<string, unknown>, to = server) => {
    const body = eventOf(type, object);
    const headers = { 'content-type': 'application/json', 'stripe-signature': signatureOf(body, NOW) };
    expect((await to.ask('/v1/hooks/stripe', { method: 'POST', headers, body })).status).toBe(204);
  };
  const stateOf = async ({ id, viewToken }: Receipt) => {
    const response = await server.ask(`/v1/contributions/${id}`, { headers: { authorization: `Bearer ${viewToken}` } });
    return ((await response.json()) as Receipt).state;
  };
  // Not from the answer, which in a rush may be a quarter of a second old.
  const goal = async () => (await readGoals(server.database.db, 'riverbank', NOW)).goals[0]!;
  const confirmed = async () => (await goal()).raised.confirmed;
  const renewalsOf = ({ id }: Receipt) =>
    server.database.db.selectFrom('contributions').selectAll().where('renews', '=', id).orderBy('receipt').execute();

  type News = [type: string, object: Record<string, unknown>];
  interface Paid extends Record<'invoice' | 'payment', News> {
    charge: Record<string, unknown>;
    dispute: Record<string, unknown>;
  }
  interface Gift extends Pick<Paid, 'charge' | 'dispute'> {
    receipt: Receipt;
    /** By name, each told once or as often as a test likes. */
    news: Record<'session' | 'invoice' | 'payment', News>;
    /** What is told of a later payment, the second or the twelfth. */
    later: (part: number, cents?: number) => Paid;
  }

  /** As an endpoint of that API version is told of it. `2024-06-20`: the invoice names its payment. Later: nobody but the invoice's payment does. */
  const begin = async (version: (typeof VERSIONS)[number], more: Record<string, unknown> = {}): Promise<Gift> => {
    const returnUrl = 'https://page.example/';
    const receipt = await server.give({ ...GIVE, frequency: 'monthly', returnUrl, ...more } as never);
    const { id: session, form } = stripe.sessions.get(receipt.id)!;
    const own = String(++n);
    const metadata = { contribution: form.get('subscription_data[metadata][contribution]') };
    const isNew = version === '2025-03-31';
    const invoiceOf = (part: number, cents: number) => ({
      ...{ id: `in_${part}_${own}`, object: 'invoice', customer: `cus_${own}`, status: 'paid', currency: 'usd' },
      ...{ amount_due: cents, amount_paid: cents, amount_remaining: 0, total: cents },
      billing_reason: part === 1 ? 'subscription_create' : 'subscription_cycle',
      ...(version === '2022-08-01'
        ? { subscription: `sub_${own}`, lines: { data: [{ metadata }] } }
        : isNew
          ? {
              parent: {
                type: 'subscription_details',
                subscription_details: { subscription: `sub_${own}`, metadata },
              },
            }
          : { subscription: `sub_${own}`, subscription_details: { metadata } }),
      ...(isNew ? {} : { payment_intent: `pi_${part}_${own}`, charge: `ch_${part}_${own}` }),
      metadata: {},
    });
    const about = (part: number, cents = 2500): Paid => ({
      invoice: ['invoice.paid', invoiceOf(part, cents)],
      payment: [
        'invoice_payment.paid',
        {
          ...{ id: `inpay_${part}_${own}`, object: 'invoice_payment', invoice: `in_${part}_${own}`, status: 'paid' },
          payment: { type: 'payment_intent', payment_intent: `pi_${part}_${own}` },
        },
      ],
      charge: {
        ...{ id: `ch_${part}_${own}`, object: 'charge', payment_intent: `pi_${part}_${own}`, metadata: {} },
        ...(isNew ? {} : { invoice: `in_${part}_${own}` }),
        ...{ currency: 'usd', amount: cents, amount_refunded: cents, refunded: true },
      },
      dispute: {
        ...{ id: `dp_${part}_${own}`, object: 'dispute', charge: `ch_${part}_${own}`, metadata: {} },
        ...{ payment_intent: `pi_${part}_${own}`, currency: 'usd', amount: cents, status: 'lost' },
      },
    });
    const { invoice, payment, charge, dispute } = about(1);
    const completed = {
      ...{ id: session, object: 'checkout.session', mode: 'subscription', client_reference_id: receipt.id },
      ...{ metadata: { contribution: receipt.id }, payment_status: 'paid', amount_total: 2500, currency: 'usd' },
      ...{ payment_intent: null, subscription: `sub_${own}`, invoice: `in_1_${own}` },
    };
    return {
      receipt,
      news: { session: ['checkout.session.completed', completed], invoice, payment },
      ...{ charge, dispute, later: about },
    };
  };
  const told = async ({ news }: Gift) => {
    for (const name of ['payment', 'invoice', 'session'] as const) await tell(...news[name]);
  };
  const ORDERS = [
    ['session', 'invoice', 'payment'],
    ['payment', 'invoice', 'session'],
    ['invoice', 'session', 'payment'],
  ] as const;

  for (const version of VERSIONS)
    it.each(ORDERS)(`a lost dispute of its first payment takes it back (${version}): %s, %s, %s`, async (...order) => {
      const before = await confirmed();
      const { receipt, news, dispute } = await begin(version);
      // Endpoints of older versions have no such event.
      for (const name of order) if (name !== 'payment' || version === '2025-03-31') await tell(...news[name]);
      expect([await stateOf(receipt), await confirmed()]).toEqual(['confirmed', before + 2500]);
      await tell('charge.dispute.closed', { ...dispute, status: 'won' });
      expect(await stateOf(receipt)).toBe('confirmed');
      for (let again = 0; again < 2; again++) await tell('charge.dispute.closed', dispute);
      expect([await stateOf(receipt), await confirmed()]).toEqual(['refunded', before]);
      await expectSums(server.database);
    });

  it('told at once, whichever is first, the payment is known afterwards', async () => {
    for (let round = 0; round < 8; round++) {
      const { receipt, news, dispute } = await begin('2025-03-31');
      await Promise.all([tell(...news.payment), tell(...news.session)]);
      await tell('charge.dispute.closed', dispute);
      expect(await stateOf(receipt)).toBe('refunded');
    }
    await expectSums(server.database);
  });

  it.each(VERSIONS)(
    'each later payment counts once, as a gift of its own that says whose it is (%s)',
    async (version) => {
      const person = { name: 'Ada Renewing', email: 'ada@renewing.example', message: 'every month', anonymous: false };
      const gift = await begin(version, {
        ...person,
        consents: [{ id: 'publish-name', version: '1', granted: true }],
        dedication: { kind: 'memory', name: 'Grace Remembered', public: true },
      });
      await told(gift);
      const before = await goal();
      const [second, third] = [gift.later(2), gift.later(3)];
      await tell(...second.payment);
      expect(await renewalsOf(gift.receipt)).toEqual([]);
      for (let again = 0; again < 2; again++) await tell(...second.invoice);
      await tell('invoice.payment_succeeded', second.invoice[1]);
      // All of it at once, from wherever it comes.
      await Promise.all([
        tell(...third.invoice),
        tell(...third.payment),
        tell('invoice.payment_succeeded', third.invoice[1]),
      ]);

      const after = await goal();
      expect(after.raised.confirmed).toBe(before.raised.confirmed + 5000);
      expect(after.supporters).toBe(before.supporters); // the same person
      const rows = await renewalsOf(gift.receipt);
      expect(rows.map(({ state, value, counted, frequency }) => [state, value, counted, frequency])).toEqual([
        ['confirmed', 2500, 2500, 'monthly'],
        ['confirmed', 2500, 2500, 'monthly'],
      ]);
      expect(new Set([gift.receipt.receipt, ...rows.map(({ receipt }) => receipt)]).size).toBe(3);
      expect(JSON.stringify(rows)).not.toMatch(/Ada|ada@|every month|Grace/);
      expect(rows.flatMap((row) => [row.email_mark, row.name_key, row.view_token_hash])).toEqual(Array(6).fill(null));
      const { items } = await readContributions(server.database.db, 'riverbank', { limit: 2 });
      expect(items.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort());
      expect(items[0]).toMatchObject({ quantity: { value: 2500, unit: 'USD' }, frequency: 'monthly', anonymous: true });
      expect(JSON.stringify(items)).not.toMatch(/in_|pi_|sub_|renews/);
      await expectSums(server.database);
      expect(await checkInvariants(server.database.db)).toEqual([]);
    },
  );

  it.each(VERSIONS)('what goes back of a payment is taken from that one only (%s)', async (version) => {
    const gift = await begin(version);
    await told(gift);
    const before = await goal();
    const parts = [2, 3, 4].map((part) => gift.later(part));
    for (const part of parts) {
      await tell(...part.invoice);
      if (version === '2025-03-31') await tell(...part.payment);
    }
    const statesOf = async () => (await renewalsOf(gift.receipt)).map(({ state, counted }) => [state, counted]);
    await tell('charge.refunded', { ...parts[0]!.charge, refunded: false, amount_refunded: 1000 });
    expect(await statesOf()).toEqual([
      ['confirmed', 1500],
      ['confirmed', 2500],
      ['confirmed', 2500],
    ]);
    for (let again = 0; again < 2; again++) {
      await tell('charge.refunded', parts[1]!.charge);
      await tell('charge.dispute.closed', parts[2]!.dispute);
    }
    expect((await statesOf()).map(([state]) => state)).toEqual(['confirmed', 'refunded', 'refunded']);
    expect(await confirmed()).toBe(before.raised.confirmed + 1500);
    expect([await stateOf(gift.receipt), (await goal()).supporters]).toEqual(['confirmed', before.supporters]);

    await tell('charge.refunded', gift.charge);
    expect([await stateOf(gift.receipt), (await statesOf())[0]]).toEqual(['refunded', ['confirmed', 1500]]);
    expect(await confirmed()).toBe(before.raised.confirmed - 1000);
    // What is paid after the first went back is money nevertheless.
    await tell(...gift.later(5).invoice);
    expect(await confirmed()).toBe(before.raised.confirmed + 1500);
    await expectSums(server.database);
    expect(await checkInvariants(server.database.db)).toEqual([]);
  });

  const WAYS = [
    ['all of it', { refunded: true, amount_refunded: 2500 }, 0],
    ['a part', { refunded: false, amount_refunded: 900 }, 1600],
  ] as const;
  for (const version of VERSIONS)
    it.each(WAYS)(`%s that went back before its payment was told is taken off (${version})`, async (_, back, left) => {
      for (const order of [
        ['refund', 'dispute', 'invoice', 'payment'],
        ['payment', 'refund', 'dispute', 'invoice'],
        ['invoice', 'refund', 'payment', 'dispute'],
      ] as const) {
        const gift = await begin(version);
        await told(gift);
        const before = await confirmed();
        const { invoice, payment, charge, dispute } = gift.later(2);
        const news = {
          ...{ invoice, payment, refund: ['charge.refunded', { ...charge, ...back }] },
          dispute: ['charge.dispute.closed', { ...dispute, amount: 100 }],
        } as Record<string, News>;
        for (const name of order) if (name !== 'payment' || version === '2025-03-31') await tell(...news[name]!);
        expect(await confirmed()).toBe(before + Math.max(0, left - 100));
        for (const name of ['refund', 'dispute', 'invoice', 'refund']) await tell(...news[name]!);
        expect(await confirmed()).toBe(before + Math.max(0, left - 100));
        expect(await stateOf(gift.receipt)).toBe('confirmed');
      }
      await expectSums(server.database);
    });

  it('counts what was really paid: another amount, none at all, and as the first one counted', async () => {
    const gift = await begin('2024-06-20', { coverFees: true });
    const { value } = await server.database.db
      .selectFrom('contributions')
      .select('value')
      .where('id', '=', gift.receipt.id)
      .executeTakeFirstOrThrow();
    const [, session] = gift.news.session;
    await tell('checkout.session.completed', { ...session, amount_total: value });
    const before = await confirmed();
    const counts = async (cents: number) => {
      await tell(...gift.later(100 + cents, cents).invoice);
      return (await renewalsOf(gift.receipt)).at(-1);
    };
    // The first counts 25.00 of what was paid with its fees, and so does each later one.
    expect(await counts(value!)).toMatchObject({ value, counted: 2500 });
    expect(await counts(2 * value!)).toMatchObject({ value: 2 * value!, counted: 5000 });
    expect(await confirmed()).toBe(before + 7500);

    const [, invoice] = gift.later(9).invoice;
    for (const nothing of [
      { amount_paid: 0, total: 0 },
      { status: 'open' },
      { billing_reason: 'subscription_update' },
      { billing_reason: 'manual' },
      { subscription: 'sub_of_somebody', subscription_details: null },
    ])
      await tell('invoice.paid', { ...invoice, ...nothing });
    await tell('invoice.payment_failed', { ...invoice, status: 'open', amount_paid: 0 });
    expect(await confirmed()).toBe(before + 7500);
    // In other money, which Stripe lets people pay in, it is what was asked for.
    await tell('invoice.paid', { ...invoice, currency: 'eur', amount_paid: 2311 });
    expect((await renewalsOf(gift.receipt)).at(-1)).toMatchObject({ value, unit: 'USD', counted: 2500 });
    await expectSums(server.database);
  });

  it('receivers are told whose it is, organisers see it in the list and in the table, and an erased giver stays so', async () => {
    const { database } = server;
    const gift = await begin('2025-03-31', { name: 'Joan Leaving', email: 'joan@leaving.example' });
    await told(gift);
    const seen = await database.db.selectFrom('outbox').select('id').execute();
    expect(seen).toEqual([]);
    const hook = await addWebhook(database, CLI, { url: 'https://crm.example/x' }, NOW, false);
    await forget(database, CLI, { email: 'joan@leaving.example' }, NOW);
    await tell(...gift.later(2).invoice);
    const payloads = await database.db.selectFrom('outbox').select('payload').execute();
    await removeWebhook(database.db, CLI, hook.id, NOW);
    const [row] = await renewalsOf(gift.receipt);
    expect(payloads.map(({ payload }) => JSON.parse(payload) as object)).toMatchObject([
      { type: 'contribution.confirmed', data: { id: row!.id, renews: gift.receipt.id, receipt: row!.receipt } },
    ]);

    const page = await listContributions(database, CLI, 'riverbank', { limit: 5, q: row!.id }, NOW);
    expect(page.items).toMatchObject([{ renews: gift.receipt.id, state: 'confirmed' }]);
    let text = '';
    for await (const part of exportCsv(database, CLI, 'riverbank', { now: NOW })) text += part;
    const [head, ...lines] = parse(text);
    const line = lines.find((cells) => cells[head!.indexOf('id')] === row!.id)!;
    expect([line[head!.indexOf('renews')], line[head!.indexOf('amount')]]).toEqual([gift.receipt.id, '25.00']);
    expect(text).not.toMatch(/Joan|joan@/);
    const { key } = await makeKey(database.db, CLI, { name: 'reader', scopes: ['read'] }, NOW);
    const one = await server.ask(`/v1/admin/contributions/${row!.id}`, { headers: { authorization: `Bearer ${key}` } });
    expect(await one.json()).toMatchObject({ id: row!.id, renews: gift.receipt.id });
  });

  // With SQLite there is one connection, and nobody in between.
  it.runIf(kind.name === 'postgres')(
    'told of its payment between two looks, the payment is known afterwards',
    async () => {
      const { receipt, news, dispute } = await begin('2025-03-31');
      const [type, object] = news.session;
      const body = eventOf(type, object);
      const headers = new Headers({ 'stripe-signature': signatureOf(body, NOW) });
      const event = server.cairn.deps.payments.readHook!(body, headers, NOW)!;
      const looks = new Set<QueryId>();
      let between = 0;
      const db = server.database.db.withPlugin({
        transformQuery({ node, queryId }) {
          if (node.kind === 'SelectQueryNode' && JSON.stringify(node.from).includes('provider_links'))
            looks.add(queryId);
          return node;
        },
        async transformResult({ result, queryId }) {
          if (looks.has(queryId) && ++between === 1) await tell(...news.payment);
          return result;
        },
      });
      expect(await applyHook(db, 'stripe', event, { now: NOW, wake: () => undefined })).toBe('done');
      expect(between).toBe(1);
      await tell('charge.dispute.closed', dispute);
      expect(await stateOf(receipt)).toBe('refunded');
    },
  );

  it.runIf(kind.name === 'sqlite')(
    'while another process writes, what is told waits, and nobody else with it',
    async () => {
      const gift = await begin('2025-03-31');
      const other = await openDatabase(await where);
      const refund = ['charge.refunded', { ...gift.charge, refunded: false, amount_refunded: 1000 }] as const;
      for (const [type, object] of [gift.news.invoice, gift.news.payment, gift.news.session, refund])
        await other.db.connection().execute(async (one) => {
          await sql`begin immediate`.execute(one);
          const said = tell(type, object);
          await new Promise((done) => setTimeout(done, 100));
          await sql`commit`.execute(one);
          await said;
        });
      await other.close();
      expect(await stateOf(gift.receipt)).toBe('confirmed');
    },
  );

  it('[S32] who asks to erase the person behind a renewal erases them where they are: at the first', async () => {
    const { database } = server;
    const gift = await begin('2024-06-20', { name: 'Nell Hidden', email: 'nell@hidden.example' });
    await told(gift);
    await tell(...gift.later(2).invoice);
    const [row] = await renewalsOf(gift.receipt);
    await forget(database, CLI, { contribution: row!.id }, NOW);
    const rows = await database.db.selectFrom('contributions').select(['private', 'name_key', 'public']).execute();
    expect(JSON.stringify(rows)).not.toMatch(/nell/i);
    await expectSums(database);
  });

  it.runIf(kind.name === 'postgres')('counts once where two instances are told of it at once', async () => {
    const other = await start();
    const gift = await begin('2025-03-31');
    await told(gift);
    for (let part = 2; part < 10; part++) {
      const { invoice, payment, charge } = gift.later(part);
      const news = [invoice, payment, ['invoice.payment_succeeded', invoice[1]], ['charge.refunded', charge]] as const;
      // Of every second one the money goes back in the same moment.
      const said = news.slice(0, part % 2 ? 4 : 3);
      await Promise.all(said.flatMap(([type, object]) => [tell(type, object), tell(type, object, other)]));
    }
    expect((await renewalsOf(gift.receipt)).map(({ state }) => state).sort()).toEqual([
      ...Array<string>(4).fill('confirmed'),
      ...Array<string>(4).fill('refunded'),
    ]);
    await expectSums(server.database);
    expect(await checkInvariants(server.database.db)).toEqual([]);
    await other.close();
  });

  it('a goal whose only gift went back keeps its unit while that gift may renew', async () => {
    const campaign = campaignFixture({ id: 'other', contributions: { items: [] } });
    const load = (unit: string) =>
      importCampaign(
        server.database.db,
        { ...campaign, goals: campaign.goals!.map((one) => (one.id === 'money' ? { ...one, unit } : one)) },
        NOW,
      );
    await load('USD');
    const receipt = await server.give({ ...GIVE, frequency: 'monthly' }, { campaign: 'other' });
    await confirm(server.database.db, receipt.id, NOW);
    await refund(server.database.db, receipt.id, NOW);
    await expect(load('EUR')).rejects.toThrow('may still come');
  });

  it('what is linked to nothing of ours stays so, and goes with the events', async () => {
    const { db } = server.database;
    const before = await confirmed();
    await tell('invoice.paid', { id: 'in_w', billing_reason: 'subscription_cycle', status: 'paid', amount_paid: 500 });
    await tell('invoice_payment.paid', { id: 'inpay_x', invoice: 'in_x', payment: { payment_intent: 'pi_x' } });
    await tell('invoice.paid', { id: 'in_y', billing_reason: 'subscription_create', payment_intent: 'pi_y' });
    await tell('charge.dispute.closed', { id: 'dp_x', payment_intent: 'pi_x', status: 'lost' });
    for (const strange of [{}, { invoice: 7, payment: 'x' }, { invoice: 'in_z', payment: null }, { payment: [] }])
      await tell('invoice_payment.paid', { id: 'inpay_z', ...strange });
    for (const strange of [{ id: 'in_1' }, { id: 'in_2', billing_reason: 'subscription_create', parent: 7 }])
      await tell('invoice.paid', strange);
    expect(await confirmed()).toBe(before);
    const refs = await db
      .selectFrom('provider_refs')
      .select('ref')
      .where('ref', 'in', ['pi_x', 'pi_y', 'in_x'])
      .execute();
    expect(refs).toEqual([]);
    const links = await db.selectFrom('provider_links').select('ref').where('named', 'in', ['in_x', 'in_y']).execute();
    expect(links.map(({ ref }) => ref).sort()).toEqual(['pi_x', 'pi_y']);
  });

  it('[S24] a card that was refused for it counts as declined, once for each time', async () => {
    const { receipt, news } = await begin('2024-06-20');
    const [, invoice] = news.invoice;
    const body = eventOf('invoice.payment_failed', { ...invoice, status: 'open' });
    const send = () =>
      server.ask('/v1/hooks/stripe', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'stripe-signature': signatureOf(body, NOW) },
        body,
      });
    for (let again = 0; again < 3; again++) expect((await send()).status).toBe(204);
    await tell('payment_intent.payment_failed', {
      id: invoice['payment_intent'],
      invoice: invoice['id'],
      metadata: {},
    });
    expect(await declinesOf(server, receipt.id)).toBe(1);
    expect(await stateOf(receipt)).toBe('awaiting_payment');
  });

  // The last one: it takes later payments away.
  it('[B29] of a gift that was begun under the release before', async () => {
    const gift = await begin('2024-06-20');
    await told(gift);
    const { db } = server.database;
    const counted = await db.selectFrom('contributions').select('id').where('renews', 'is', null).execute();
    await server.close();
    const old = await openDatabase(await where);
    await old.db.deleteFrom('contributions').where('renews', 'is not', null).execute();
    await old.db.schema.dropTable('provider_backs').execute();
    await old.db.schema.alterTable('contributions').dropColumn('renews').execute();
    await sql`delete from kysely_migration where name = '140-renewals'`.execute(old.db);
    await old.close();
    server = await start();
    const kept = await server.database.db.selectFrom('contributions').select('id').execute();
    expect(kept.map(({ id }) => id).sort()).toEqual(counted.map(({ id }) => id).sort());
    await tell(...gift.later(2).invoice);
    expect(await renewalsOf(gift.receipt)).toHaveLength(1);
  });
});

/** What Stripe tells of a gift that repeats: its payment knows neither us nor the subscription. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Campaign, Receipt } from '../../src/data/schema.ts';
import { stripeProvider } from '../src/payments/stripe.ts';
import { BASE, declinesOf, expectSums, GIVE, NOW, onBothDatabases, serve, type TestServer } from './helpers.ts';
import { eventOf, fakeStripe, SECRET_KEY, signatureOf, WEBHOOK_SECRET, type FakeStripe } from './stripe.ts';

onBothDatabases('[B30] [S30] a monthly gift by Stripe', (kind) => {
  let stripe: FakeStripe;
  let server: TestServer;
  let n = 0;
  beforeAll(async () => {
    stripe = await fakeStripe(() => NOW);
    const settings = { secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET, api: stripe.url };
    server = await serve(await kind.place(), { payments: stripeProvider(settings) });
  });
  afterAll(async () => {
    await server.close();
    await stripe.close();
  });

  const tell = async (type: string, object: Record<string, unknown>) => {
    const body = eventOf(type, object);
    const headers = { 'content-type': 'application/json', 'stripe-signature': signatureOf(body, NOW) };
    expect((await server.ask('/v1/hooks/stripe', { method: 'POST', headers, body })).status).toBe(204);
  };
  const stateOf = async ({ id, viewToken }: Receipt) => {
    const response = await server.ask(`/v1/contributions/${id}`, { headers: { authorization: `Bearer ${viewToken}` } });
    return ((await response.json()) as Receipt).state;
  };
  const confirmed = async () => (await server.get<Campaign>(BASE)).goals[0]!.raised.confirmed;

  interface Gift {
    receipt: Receipt;
    /** By name, each told once or as often as a test likes. */
    news: Record<'session' | 'invoice' | 'payment', [type: string, object: Record<string, unknown>]>;
    charge: Record<string, unknown>;
    dispute: Record<string, unknown>;
    renewal: Record<'invoice' | 'payment', [type: string, object: Record<string, unknown>]>;
    renewed: Record<string, unknown>;
  }

  /** As an endpoint of that API version is told of it. `2024-06-20`: the invoice names its payment. Later: nobody but the invoice's payment does. */
  const begin = async (version: '2022-08-01' | '2024-06-20' | '2025-03-31'): Promise<Gift> => {
    const receipt = await server.give({ ...GIVE, frequency: 'monthly', returnUrl: 'https://page.example/' } as never);
    const { id: session, form } = stripe.sessions.get(receipt.id)!;
    const own = String(++n);
    const metadata = { contribution: form.get('subscription_data[metadata][contribution]') };
    const money = { currency: 'usd', amount: 2500 };
    const isNew = version === '2025-03-31';
    const about = (part: string) => ({
      invoice: {
        ...{ id: `in_${part}_${own}`, object: 'invoice', customer: `cus_${own}`, status: 'paid', currency: 'usd' },
        billing_reason: part === '1' ? 'subscription_create' : 'subscription_cycle',
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
      },
      payment: {
        ...{ id: `inpay_${part}_${own}`, object: 'invoice_payment', invoice: `in_${part}_${own}`, status: 'paid' },
        payment: { type: 'payment_intent', payment_intent: `pi_${part}_${own}` },
      },
      charge: {
        ...{ id: `ch_${part}_${own}`, object: 'charge', payment_intent: `pi_${part}_${own}`, metadata: {}, ...money },
        ...(isNew ? {} : { invoice: `in_${part}_${own}` }),
        ...{ amount_refunded: 2500, refunded: true },
      },
    });
    const [first, second] = [about('1'), about('2')];
    const completed = {
      ...{ id: session, object: 'checkout.session', mode: 'subscription', client_reference_id: receipt.id },
      ...{ metadata: { contribution: receipt.id }, payment_status: 'paid', amount_total: 2500, currency: 'usd' },
      ...{ payment_intent: null, subscription: `sub_${own}`, invoice: first.invoice.id },
    };
    return {
      receipt,
      news: {
        session: ['checkout.session.completed', completed],
        invoice: ['invoice.paid', first.invoice],
        payment: ['invoice_payment.paid', first.payment],
      },
      charge: first.charge,
      dispute: {
        ...{ id: `dp_${own}`, object: 'dispute', charge: first.charge.id, payment_intent: first.charge.payment_intent },
        ...{ ...money, status: 'lost', metadata: {} },
      },
      renewal: { invoice: ['invoice.paid', second.invoice], payment: ['invoice_payment.paid', second.payment] },
      renewed: second.charge,
    };
  };
  const ORDERS = [
    ['session', 'invoice', 'payment'],
    ['payment', 'invoice', 'session'],
    ['invoice', 'session', 'payment'],
  ] as const;

  for (const version of ['2022-08-01', '2024-06-20', '2025-03-31'] as const)
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

  it.each(['2024-06-20', '2025-03-31'] as const)(
    'a refund of the first payment takes it back, one of a later payment does not (%s)',
    async (version) => {
      const { receipt, news, charge, renewal, renewed } = await begin(version);
      for (const name of ['payment', 'invoice', 'session'] as const) await tell(...news[name]);
      const before = await confirmed();
      // A month later: none of this is counted, nor taken off.
      for (const name of ['payment', 'invoice'] as const) await tell(...renewal[name]);
      await tell('charge.refunded', renewed);
      await tell('charge.dispute.closed', {
        ...{ id: `dp_later_${version}`, object: 'dispute', charge: renewed['id'], status: 'lost' },
        ...{ payment_intent: renewed['payment_intent'], amount: 2500, currency: 'usd' },
      });
      expect([await stateOf(receipt), await confirmed()]).toEqual(['confirmed', before]);
      await tell('charge.refunded', charge);
      expect([await stateOf(receipt), await confirmed()]).toEqual(['refunded', before - 2500]);
      await expectSums(server.database);
    },
  );

  it('what is linked to nothing of ours stays so, and goes with the events', async () => {
    const { db } = server.database;
    const before = await confirmed();
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
});

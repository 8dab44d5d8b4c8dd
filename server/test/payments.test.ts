import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Campaign, Receipt } from '../../src/data/schema.ts';
import { stripeProvider } from '../src/payments/stripe.ts';
import { majorOf, templateProvider } from '../src/payments/template.ts';
import { BASE, declinesOf, expectSums, GIVE, newKey, NOW, onBothDatabases, serve, type TestServer } from './helpers.ts';
import { eventOf, fakeStripe, SECRET_KEY, signatureOf, WEBHOOK_SECRET, type FakeStripe } from './stripe.ts';

describe('[B30] template', () => {
  it('fills another platform’s address, and says its host', async () => {
    const template =
      'https://pay.example.org/give/{receipt}?amount={amount}&minor={minor}&c={currency}&f={frequency}&x={other}';
    const { next } = await templateProvider(template).begin({
      contributionId: 'ctr_1',
      receipt: 'RB-2026-1 &a=b',
      amount: { value: 2505, unit: 'USD', scale: 2 },
      frequency: undefined,
      organization: 'River',
      returnTo: undefined,
      createdAt: NOW,
      publicUrl: 'https://give.example.org',
      signal: AbortSignal.timeout(1000),
    });
    expect(next).toEqual({
      type: 'redirect',
      url: 'https://pay.example.org/give/RB-2026-1%20%26a%3Db?amount=25.05&minor=2505&c=USD&f=once&x=%7Bother%7D',
      host: 'pay.example.org',
    });
  });

  it('writes amounts without a float', () => {
    expect(majorOf({ value: 5, scale: 2 })).toBe('0.05');
    expect(majorOf({ value: 1000, scale: 3 })).toBe('1.000');
    expect(majorOf({ value: 1999, scale: 0 })).toBe('1999');
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 4 }), (value, scale) => {
        expect(BigInt(majorOf({ value, scale }).replace('.', ''))).toBe(BigInt(value));
      }),
    );
  });
});

onBothDatabases('[B30] stripe', (kind) => {
  let stripe: FakeStripe;
  let server: TestServer;
  beforeAll(async () => {
    const clock = { now: NOW };
    stripe = await fakeStripe(() => clock.now);
    const settings = { secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET, api: stripe.url };
    server = await serve(await kind.place(), { payments: stripeProvider(settings) });
    server.clock = clock as never;
  });
  afterAll(async () => {
    await server.close();
    await stripe.close();
  });
  beforeEach(() => {
    stripe.failures = [];
  });

  const give = (changes: Record<string, unknown> = {}) =>
    server.give({ ...GIVE, returnUrl: 'https://page.example/thanks?x=1', ...changes } as never);
  const hook = (body: string, headers: Record<string, string> = {}) =>
    server.ask('/v1/hooks/stripe', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'stripe-signature': signatureOf(body, NOW), ...headers },
      body,
    });
  const sessionFor = (receipt: Receipt, changes: Record<string, unknown> = {}) => ({
    id: stripe.sessions.get(receipt.id)!.id,
    object: 'checkout.session',
    client_reference_id: receipt.id,
    metadata: { contribution: receipt.id },
    amount_total: receipt.quantity!.value,
    currency: 'usd',
    payment_status: 'paid',
    payment_intent: `pi_${receipt.id}`,
    ...changes,
  });
  const chargeFor = (receipt: Receipt, changes: Record<string, unknown> = {}) => ({
    id: `ch_${receipt.id}`,
    object: 'charge',
    payment_intent: `pi_${receipt.id}`,
    metadata: {},
    currency: 'usd',
    amount: receipt.quantity!.value,
    amount_refunded: receipt.quantity!.value,
    refunded: true,
    ...changes,
  });
  const stateOf = async (receipt: Receipt) => {
    const response = await server.ask(`/v1/contributions/${receipt.id}`, {
      headers: { authorization: `Bearer ${receipt.viewToken}` },
    });
    return ((await response.json()) as Receipt).state;
  };
  const confirmed = async () => (await server.get<Campaign>(BASE)).goals[0]!.raised.confirmed;
  const ok = async (response: Promise<Response>) => expect((await response).status).toBe(204);

  it('opens one hosted page per contribution, without a name, an e-mail or a card', async () => {
    const receipt = await give({ name: 'Ada L.', email: 'ada@example.org', message: 'For the river' });
    const { form, url } = stripe.sessions.get(receipt.id)!;
    expect(receipt.next).toEqual({ type: 'redirect', url, host: 'checkout.stripe.com' });
    expect(receipt.state).toBe('awaiting_payment');
    expect(form.get('line_items[0][price_data][unit_amount]')).toBe('2500');
    expect(form.get('success_url')).toBe(`https://page.example/thanks?x=1&cairn_contribution=${receipt.id}`);
    expect(form.toString()).not.toMatch(/Ada\b|example\.org|For\b/);
    expect(form.get('line_items[0][price_data][product_data][name]')).toContain('River Bank');
  });

  it('a monthly gift is a subscription', async () => {
    const receipt = await give({ frequency: 'monthly' });
    const { form } = stripe.sessions.get(receipt.id)!;
    expect(form.get('mode')).toBe('subscription');
    expect(form.get('line_items[0][price_data][recurring][interval]')).toBe('month');
  });

  it('an answer that was lost or a Stripe that is away: 502, and the same key opens the same page later', async () => {
    for (const failure of [
      { status: 500, body: '{"error":{"type":"api_error"}}' },
      { status: 429, body: '{"error":{"type":"rate_limit_error"}}' },
      { status: 200, body: '<html>a proxy</html>' },
      { status: 200, body: '{"id":"cs_1"}' },
    ]) {
      const key = newKey();
      stripe.failures = [failure];
      const refused = await server.post(GIVE, { key });
      expect(refused.status).toBe(502);
      expect(await refused.json()).toMatchObject({ code: 'checkout-unavailable', retryAfter: 5 });
      const before = stripe.sessions.size;
      const receipt = await server.give(GIVE, { key });
      expect(stripe.sessions.size).toBe(before + 1);
      expect((await server.give(GIVE, { key })).id).toBe(receipt.id);
    }
    expect(server.logs.join('')).toContain('stripe-500-api_error');
    expect(server.logs.join('')).not.toContain(SECRET_KEY);
  });

  it('[S30] paid, once, however often it is said', async () => {
    const receipt = await give();
    const before = await confirmed();
    const body = eventOf('checkout.session.completed', sessionFor(receipt));
    await Promise.all(Array.from({ length: 8 }, () => ok(hook(body))));
    await ok(hook(eventOf('checkout.session.completed', sessionFor(receipt)))); // another event, the same news
    expect(await stateOf(receipt)).toBe('confirmed');
    expect(await confirmed()).toBe(before + 2500);
    await expectSums(server.database);
  });

  it('[S30] refuses what is not signed by the endpoint’s secret, over these bytes, in these five minutes', async () => {
    const receipt = await give();
    const body = eventOf('checkout.session.completed', sessionFor(receipt));
    const good = signatureOf(body, NOW);
    for (const [name, header] of [
      ['nothing', ''],
      ['another secret', signatureOf(body, NOW, 'whsec_other')],
      ['other bytes', signatureOf(`${body} `, NOW)],
      ['six minutes ago', signatureOf(body, NOW - 360_000)],
      ['six minutes ahead', signatureOf(body, NOW + 360_000)],
      ['another time with an old signature', good.replace(/t=\d+/, `t=${Math.floor(NOW / 1000) + 1}`)],
      ['a scheme of its own', good.replace('v1=', 'v9=')],
      ['nonsense', 't=,v1=,=,'],
    ] as const) {
      const response = await hook(body, { 'stripe-signature': header });
      expect(response.status, name).toBe(401);
    }
    expect(await stateOf(receipt)).toBe('awaiting_payment');
    expect((await hook(body, { 'stripe-signature': signatureOf(body, NOW - 240_000) })).status).toBe(204);
    expect(await stateOf(receipt)).toBe('confirmed');
  });

  it('a bank debit is paid days later, or fails', async () => {
    const [good, bad] = [await give(), await give()];
    for (const one of [good, bad])
      await ok(hook(eventOf('checkout.session.completed', sessionFor(one, { payment_status: 'unpaid' }))));
    expect(await stateOf(good)).toBe('awaiting_payment');
    await ok(hook(eventOf('checkout.session.async_payment_succeeded', sessionFor(good))));
    await ok(hook(eventOf('checkout.session.async_payment_failed', sessionFor(bad))));
    expect([await stateOf(good), await stateOf(bad)]).toEqual(['confirmed', 'failed']);
  });

  it('a card refused on the page, then another that works (3-D Secure is the page’s affair)', async () => {
    const receipt = await give();
    const intent = { id: `pi_${receipt.id}`, object: 'payment_intent', metadata: { contribution: receipt.id } };
    const body = eventOf('payment_intent.payment_failed', intent);
    for (let index = 0; index < 3; index++) await ok(hook(body));
    expect(await stateOf(receipt)).toBe('awaiting_payment');
    expect(await declinesOf(server, receipt.id)).toBe(1);
    await ok(hook(eventOf('checkout.session.completed', sessionFor(receipt))));
    expect(await stateOf(receipt)).toBe('confirmed');
  });

  it('expired, and money that came all the same', async () => {
    const receipt = await give();
    await ok(hook(eventOf('checkout.session.expired', sessionFor(receipt, { payment_status: 'unpaid' }))));
    expect(await stateOf(receipt)).toBe('expired');
    await ok(hook(eventOf('checkout.session.completed', sessionFor(receipt))));
    expect(await stateOf(receipt)).toBe('confirmed');
    await ok(hook(eventOf('checkout.session.expired', sessionFor(receipt, { payment_status: 'unpaid' }))));
    expect(await stateOf(receipt)).toBe('confirmed');
  });

  it('a refund takes it off again, in part or whole, found by the payment’s own name', async () => {
    const receipt = await give();
    const before = await confirmed();
    await ok(hook(eventOf('checkout.session.completed', sessionFor(receipt))));
    const partly = eventOf('charge.refunded', chargeFor(receipt, { refunded: false, amount_refunded: 1000 }));
    await ok(hook(partly));
    await ok(hook(partly));
    expect(await confirmed()).toBe(before + 1500);
    expect(await stateOf(receipt)).toBe('confirmed');
    await expectSums(server.database);
    const more = eventOf('charge.refunded', chargeFor(receipt, { refunded: false, amount_refunded: 2000 }));
    await ok(hook(more));
    expect(await confirmed()).toBe(before + 500);
    await ok(hook(eventOf('charge.refunded', chargeFor(receipt))));
    await ok(hook(partly));
    expect(await confirmed()).toBe(before);
    expect(await stateOf(receipt)).toBe('refunded');
    await expectSums(server.database);
  });

  it('[S30] a part that goes back before the payment is known is taken off as soon as it is', async () => {
    const receipt = await give();
    const before = await confirmed();
    const partly = eventOf(
      'charge.refunded',
      chargeFor(receipt, { refunded: false, amount_refunded: 1000, metadata: { contribution: receipt.id } }),
    );
    await ok(hook(partly));
    expect([await stateOf(receipt), await confirmed()]).toEqual(['awaiting_payment', before]);
    await ok(hook(eventOf('checkout.session.completed', sessionFor(receipt))));
    expect(await confirmed()).toBe(before + 1500);
    for (let again = 0; again < 2; again++) {
      await ok(hook(partly));
      expect(await confirmed()).toBe(before + 1500);
    }
    await expectSums(server.database);
  });

  it('a lost dispute is a refund', async () => {
    const receipt = await give();
    await ok(hook(eventOf('checkout.session.completed', sessionFor(receipt))));
    const dispute = { id: 'dp_1', object: 'dispute', payment_intent: `pi_${receipt.id}`, status: 'won' };
    await ok(hook(eventOf('charge.dispute.closed', dispute)));
    expect(await stateOf(receipt)).toBe('confirmed');
    await ok(hook(eventOf('charge.dispute.closed', { ...dispute, status: 'lost' })));
    expect(await stateOf(receipt)).toBe('refunded');
  });

  it('[B22] [S30] of a dispute that is lost in part, that part goes back, however often it is told', async () => {
    const receipt = await give();
    const before = await confirmed();
    await ok(hook(eventOf('checkout.session.completed', sessionFor(receipt))));
    const dispute = { id: 'dp_2', object: 'dispute', payment_intent: `pi_${receipt.id}`, status: 'lost' };
    const part = { ...dispute, amount: 1000, currency: 'usd' };
    for (let again = 0; again < 2; again++) {
      await ok(hook(eventOf('charge.dispute.closed', part)));
      expect([await stateOf(receipt), await confirmed()]).toEqual(['confirmed', before + 1500]);
    }
    await ok(hook(eventOf('charge.dispute.closed', { ...part, amount: 2500 })));
    expect([await stateOf(receipt), await confirmed()]).toEqual(['refunded', before]);
    await expectSums(server.database);
  });

  it('[B22] [S30] what a dispute takes comes on top of what was refunded before, and nothing is left when it was the rest', async () => {
    const before = await confirmed();
    for (const [name, amount, left] of [
      ['dp_3', 500, 1500],
      ['dp_4', 2000, 0],
    ] as const) {
      const receipt = await give();
      await ok(hook(eventOf('checkout.session.completed', sessionFor(receipt))));
      await ok(hook(eventOf('charge.refunded', chargeFor(receipt, { refunded: false, amount_refunded: 500 }))));
      const about = { object: 'dispute', payment_intent: `pi_${receipt.id}`, status: 'lost', currency: 'usd' };
      const was = await confirmed();
      for (let again = 0; again < 2; again++) {
        await ok(hook(eventOf('charge.dispute.closed', { ...about, id: name, amount })));
        expect(await confirmed()).toBe(was - amount);
      }
      expect(await stateOf(receipt)).toBe(left > 0 ? 'confirmed' : 'refunded');
    }
    expect(await confirmed()).toBe(before + 1500);
    await expectSums(server.database);
  });

  it('[S30] whatever the order, and however often: the same state, and the sums are right', async () => {
    const before = await confirmed();
    const all = [];
    for (let round = 0; round < 6; round++) {
      const receipt = await give();
      const refunded = round % 2 === 0;
      const news = [
        eventOf('checkout.session.completed', sessionFor(receipt, { payment_status: 'unpaid' })),
        eventOf('checkout.session.async_payment_succeeded', sessionFor(receipt)),
        eventOf('checkout.session.expired', sessionFor(receipt, { payment_status: 'unpaid' })),
        ...(refunded
          ? [eventOf('charge.refunded', chargeFor(receipt, { metadata: { contribution: receipt.id } }))]
          : []),
      ];
      all.push({
        receipt,
        refunded,
        news: fc.sample(fc.shuffledSubarray([...news, ...news], { minLength: news.length * 2 }), 1)[0]!,
      });
    }
    await Promise.all(
      all.map(async ({ news }) => {
        for (const body of news) await ok(hook(body));
      }),
    );
    for (const { receipt, refunded } of all) expect(await stateOf(receipt)).toBe(refunded ? 'refunded' : 'confirmed');
    expect(await confirmed()).toBe(before + 3 * 2500);
    await expectSums(server.database);
  });

  it('does not count another amount or currency than was asked for, and says so in the log', async () => {
    const receipt = await give();
    const before = await confirmed();
    for (const changes of [{ amount_total: 2499 }, { currency: 'eur' }])
      await ok(hook(eventOf('checkout.session.completed', sessionFor(receipt, changes))));
    expect(await confirmed()).toBe(before);
    expect(await stateOf(receipt)).toBe('awaiting_payment');
    expect(server.logs.join('')).toContain('another amount');
  });

  it('[B22] paid in a currency of the contributor’s own (Adaptive Pricing), it is what was asked for, and goes back in proportion', async () => {
    const before = await confirmed();
    const own = { currency: 'eur', amount_total: 2310 };
    const conversion = { amount_subtotal: 2500, amount_total: 2500, fx_rate: '0.924', source_currency: 'usd' };
    const receipt = await give();
    await ok(
      hook(eventOf('checkout.session.completed', sessionFor(receipt, { ...own, currency_conversion: conversion }))),
    );
    expect([await stateOf(receipt), await confirmed()]).toEqual(['confirmed', before + 2500]);
    const charge = { currency: 'eur', amount: 2310, refunded: false };
    for (const [back, left] of [
      [1155, 1250],
      [1155, 1250],
      [2079, 250],
    ] as const) {
      await ok(hook(eventOf('charge.refunded', chargeFor(receipt, { ...charge, amount_refunded: back }))));
      expect(await confirmed()).toBe(before + left);
    }
    // A dispute does not say of how much it is a part.
    const about = {
      id: 'dp_5',
      object: 'dispute',
      payment_intent: `pi_${receipt.id}`,
      status: 'lost',
      currency: 'eur',
    };
    await ok(hook(eventOf('charge.dispute.closed', { ...about, amount: 231 })));
    expect([await stateOf(receipt), await confirmed()]).toEqual(['refunded', before]);
    await expectSums(server.database);
    // Another amount than was asked for is another amount in any currency.
    const other = await give();
    const less = { ...conversion, amount_total: 2499 };
    await ok(hook(eventOf('checkout.session.completed', sessionFor(other, { ...own, currency_conversion: less }))));
    expect(await stateOf(other)).toBe('awaiting_payment');
  });

  it('what is not ours or means nothing is taken with thanks; what is not Stripe’s is not', async () => {
    for (const body of [
      eventOf('checkout.session.completed', { id: 'cs_other', metadata: {}, amount_total: 100, currency: 'usd' }),
      eventOf('checkout.session.completed', {
        id: 'cs_x',
        client_reference_id: 'old-3',
        amount_total: 1000,
        currency: 'usd',
      }),
      eventOf('customer.created', { id: 'cus_1' }),
      '{"id":"evt_1","type":"ping"}',
      '[]',
      'null',
    ])
      await ok(hook(body));
    expect((await hook('{')).status).toBe(400);
    expect((await server.ask('/v1/hooks/manual', { method: 'POST', body: '{}' })).status).toBe(404);
    expect((await server.ask('/v1/hooks/stripe')).status).toBe(405);
    const huge = eventOf('customer.created', { text: 'x'.repeat(300_000) });
    expect((await hook(huge)).status).toBe(413);
  });

  it('counts in the decimals Stripe counts in', async () => {
    const provider = stripeProvider({ secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET, api: stripe.url });
    const amounts: [string, number, number, string][] = [
      ['JPY', 5000, 0, '5000'],
      ['KWD', 5125, 3, '5125'],
      ['HUF', 500_000, 2, '500000'],
      ['ISK', 900, 0, '90000'],
      ['UGX', 90_000, 0, '9000000'],
      ['USD', 2500, 2, '2500'],
      ['EUR', 25, 0, '2500'],
    ];
    for (const [unit, value, scale, minor] of amounts) {
      const contributionId = `ctr_${unit}_${kind.name}`;
      await provider.begin({
        ...{ contributionId, receipt: 'R-1', organization: 'River', frequency: 'once', returnTo: undefined },
        ...{ amount: { value, unit, scale }, createdAt: NOW, publicUrl: 'https://give.example.org' },
        signal: AbortSignal.timeout(5000),
      });
      const { form } = stripe.sessions.get(contributionId)!;
      expect([unit, form.get('line_items[0][price_data][unit_amount]')]).toEqual([unit, minor]);
      const event = eventOf('checkout.session.completed', {
        id: 'cs',
        amount_total: Number(minor),
        currency: unit.toLowerCase(),
        payment_status: 'paid',
      });
      const read = provider.readHook!(event, new Headers({ 'stripe-signature': signatureOf(event, NOW) }), NOW);
      const { value: told, scale: decimals } = read!.paid!;
      expect(told * 10 ** (scale - decimals)).toBe(value);
    }
  });
});

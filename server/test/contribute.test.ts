import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { coveredTotal } from '../../src/data/fees.ts';
import type { Campaign, Problem, Receipt } from '../../src/data/schema.ts';
import type { PaymentProvider } from '../src/payments/provider.ts';
import { insertRows } from '../src/database/insert.ts';
import { removeOlder } from '../src/database/slices.ts';
import { testProvider } from '../src/payments/test.ts';
import { campaignFixture } from './fixtures/campaign.ts';
import { BASE, expectSums, GIVE, newKey, NOW, onBothDatabases, PLEDGE, serve, type TestServer } from './helpers.ts';
import { findPostgres, startCluster } from './postgres.ts';

const codeOf = async (response: Response) => ((await response.json()) as Problem).code;

onBothDatabases('contributing', (kind) => {
  let server: TestServer;
  /** What the payment provider does next. */
  let provider: { begin: PaymentProvider['begin']; calls: string[] };

  beforeEach(async () => {
    const real = testProvider('secret');
    provider = { begin: (request) => real.begin(request), calls: [] };
    const payments: PaymentProvider = {
      name: 'test',
      test: true,
      begin: (request) => {
        provider.calls.push(request.contributionId);
        return provider.begin(request);
      },
    };
    server = await serve(await kind.place(), { payments });
    return async () => {
      await expectSums(server.database);
      await server.close();
    };
  });

  const goal = async (id: string) => (await server.get<Campaign>(BASE)).goals.find((one) => one.id === id)!;
  const receiptFor = async (receipt: Receipt) => {
    const headers = { authorization: `Bearer ${receipt.viewToken}` };
    return (await (await server.ask(`/v1/contributions/${receipt.id}`, { headers })).json()) as Receipt;
  };
  const count = async (table: 'contributions' | 'idempotency') =>
    (await server.database.db.selectFrom(table).selectAll().execute()).filter(
      (row) => !('imported' in row && row.imported),
    ).length;

  describe('each kind', () => {
    it('a donation counts when it is paid, not before', async () => {
      const receipt = await server.give(GIVE);
      expect(receipt).toMatchObject({
        state: 'awaiting_payment',
        kind: 'donate',
        pathwayId: 'give',
        quantity: GIVE.quantity,
        frequency: 'once',
        receipt: 'RB-2026-00041',
        next: { type: 'redirect', host: 'cairn.test' },
      });
      expect(receipt.stone).toBeUndefined();
      expect((await goal('money')).raised.confirmed).toBe(100_000);

      expect((await server.checkout(receipt)).status).toBe(303);
      expect(await receiptFor(receipt)).toMatchObject({ state: 'confirmed', stone: 41, next: { type: 'none' } });
      expect(await goal('money')).toMatchObject({ raised: { confirmed: 102_500 }, supporters: 41 });

      await server.checkout(receipt); // pressing twice pays once
      expect((await goal('money')).raised.confirmed).toBe(102_500);
    });

    it('a declined or cancelled payment counts nothing', async () => {
      for (const [action, state] of [
        ['decline', 'failed'],
        ['cancel', 'cancelled'],
      ] as const) {
        const receipt = await server.give(GIVE);
        await server.checkout(receipt, action);
        expect((await receiptFor(receipt)).state).toBe(state);
      }
      expect((await goal('money')).raised.confirmed).toBe(100_000);
    });

    it('an unpaid donation expires', async () => {
      const receipt = await server.give(GIVE);
      server.clock.now += 61 * 60_000;
      expect((await receiptFor(receipt)).state).toBe('expired');
      await server.checkout(receipt);
      expect((await goal('money')).raised.confirmed).toBe(100_000);
    });

    it('a pledge counts as pledged at once', async () => {
      const receipt = await server.give({ ...PLEDGE, due: '2026-06-30' });
      expect(receipt).toMatchObject({ state: 'recorded', stone: 41, next: { type: 'none' } });
      expect((await goal('money')).raised).toEqual({ confirmed: 100_000, pledged: 6000 });
    });

    it('hours count at once and take a place in the shift', async () => {
      const shift = async () =>
        (await server.get<Campaign>(BASE)).pathways.find((one) => one.id === 'help')!.shifts[0]!.places;
      const help = { pathwayId: 'help', shifts: ['sat'] };
      const receipt = await server.give(help);
      expect(receipt.quantity).toEqual({ value: 35, unit: 'hours', scale: 1 }); // as long as the shift
      expect(await shift()).toBe(1);
      await server.give({ ...help, quantity: { value: 20, unit: 'hours', scale: 1 } });
      expect(await shift()).toBe(0);
      expect((await goal('hours')).raised.confirmed).toBe(55);

      const refused = await server.post(help);
      expect(refused.status).toBe(422);
      expect(await refused.json()).toMatchObject({ code: 'shift-full', errors: [{ pointer: '/shifts/0' }] });
      expect((await goal('hours')).raised.confirmed).toBe(55);
      expect(await count('idempotency')).toBe(2); // a refusal leaves the key free
    });

    it('the last place goes to one of many', async () => {
      const help = { pathwayId: 'help', shifts: ['sat'] };
      const answers = await Promise.all(Array.from({ length: 12 }, () => server.post(help)));
      expect(answers.filter((answer) => answer.status === 201)).toHaveLength(2);
      expect(answers.filter((answer) => answer.status === 422)).toHaveLength(10);
    });

    it('actions are counted one by one', async () => {
      const receipt = await server.give({ pathwayId: 'act', actions: ['walk', 'tell'] });
      expect(receipt).toMatchObject({ state: 'recorded', quantity: { value: 2, unit: 'actions', scale: 0 } });
      expect((await goal('acts')).raised.confirmed).toBe(12);
      const { actions } = (await server.get<Campaign>(BASE)).pathways.find((one) => one.id === 'act')!;
      expect(actions.map((action) => action.done)).toEqual([5, 1]);
    });

    it('bank transfer answers with instructions that name the receipt', async () => {
      const other = await serve(await kind.place(), {
        settings: { payments: 'manual', bankDetails: 'Pay to GB00 and name {receipt}.' },
      });
      const receipt = await other.give(GIVE);
      expect(receipt.next).toEqual({ type: 'instructions', text: 'Pay to GB00 and name RB-2026-00041.' });
      expect((await other.get<Campaign>(BASE)).test).toBe(false);
      await other.close();
    });

    it('covers the fees by the formula that the form shows', async () => {
      const receipt = await server.give({ ...GIVE, coverFees: true });
      expect(receipt.quantity!.value).toBe(coveredTotal(2500, { percent: 2.9, fixed: 30 }));
      expect(receipt.quantity!.value).toBe(2606);
    });
  });

  describe('[B5] idempotency', () => {
    it('100 times the same key makes one contribution, and every answer is the same bytes', async () => {
      const key = newKey();
      const answers = await Promise.all(Array.from({ length: 100 }, () => server.post(PLEDGE, { key })));
      const made = answers.filter((answer) => answer.status === 201);
      expect(answers.every((answer) => answer.status === 201 || answer.status === 409)).toBe(true);
      expect(made.filter((answer) => !answer.headers.has('idempotency-replayed'))).toHaveLength(1);
      expect(new Set(await Promise.all(made.map((answer) => answer.text()))).size).toBe(1);
      expect(await count('contributions')).toBe(1);
      expect((await goal('money')).raised.pledged).toBe(6000);
    });

    it('100 times the same key opens one payment', async () => {
      const key = newKey();
      const answers = await Promise.all(Array.from({ length: 100 }, () => server.post(GIVE, { key })));
      for (const answer of answers.filter((one) => one.status !== 201)) {
        expect(answer.status).toBe(409);
        expect(answer.headers.get('retry-after')).toBe('1');
      }
      expect(answers.filter((one) => one.status === 201 && !one.headers.has('idempotency-replayed'))).toHaveLength(1);
      expect(provider.calls).toHaveLength(1);
      expect(await count('contributions')).toBe(1);
    });

    it('replays the stored status and body, quoted or bare, without the proof', async () => {
      const key = newKey();
      const first = await server.post({ ...GIVE, proof: 'one' }, { key });
      const again = await server.post({ ...GIVE, proof: 'two' }, { key: `"${key}"` });
      expect(again.status).toBe(first.status);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect(await again.text()).toBe(await first.text());
    });

    it('the order of fields does not matter, their values do', async () => {
      const key = newKey();
      const { quantity, pathwayId } = PLEDGE;
      await server.give({ pathwayId, quantity }, { key });
      await server.give({ quantity: { scale: 2, unit: 'USD', value: 1000 }, pathwayId }, { key });
      const other = await server.post({ pathwayId, quantity: { ...quantity, value: 1001 } }, { key });
      expect(other.status).toBe(422);
      expect(await codeOf(other)).toBe('idempotency-mismatch');
    });

    it('needs a key of 16 to 64 letters, digits, _ or -', async () => {
      for (const key of [
        '',
        'short',
        'x'.repeat(65),
        'has spaces in the key',
        '"unclosed-quote-1234',
        'ümlaut-0123456789'.normalize('NFD').replace(/[^ -~]/g, '!'),
      ]) {
        const response = await server.post(PLEDGE, { key });
        expect(response.status, key).toBe(400);
        expect(await codeOf(response)).toBe('idempotency-key-missing');
      }
    });

    it('a failed validation is not stored: the same key may try again', async () => {
      const key = newKey();
      const bad = { ...PLEDGE, quantity: { ...PLEDGE.quantity, value: 0 } };
      expect((await server.post(bad, { key })).status).toBe(422);
      await server.give(PLEDGE, { key });
    });

    it('keeps neither the key nor the view token', async () => {
      const key = newKey();
      const receipt = await server.give(PLEDGE, { key });
      const rows = JSON.stringify([
        await server.database.db.selectFrom('idempotency').selectAll().execute(),
        await server.database.db.selectFrom('contributions').selectAll().execute(),
      ]);
      expect(rows).not.toContain(key);
      expect(rows).not.toContain(receipt.viewToken);
    });

    it('a key belongs to one campaign', async () => {
      const place = await kind.place();
      const other = await serve(place, { campaigns: [campaignFixture(), campaignFixture({ id: 'second' })] });
      const key = newKey();
      const one = await other.give(PLEDGE, { key });
      const two = await other.give(PLEDGE, { key, campaign: 'second' });
      expect(two.id).not.toBe(one.id);
      await other.close();
    });
  });

  describe('two phases', () => {
    it('a provider that fails keeps the contribution; the same key succeeds later', async () => {
      const key = newKey();
      const works = provider.begin;
      provider.begin = () => Promise.reject(new Error('down'));
      const failed = await server.post(GIVE, { key });
      expect(failed.status).toBe(502);
      expect(failed.headers.get('retry-after')).toBe('5');
      expect(await codeOf(failed)).toBe('checkout-unavailable');

      provider.begin = works;
      const receipt = await server.give(GIVE, { key });
      expect(receipt.state).toBe('awaiting_payment');
      expect(new Set(provider.calls).size).toBe(1); // the provider saw one contribution
      expect(await count('contributions')).toBe(1);
      await server.checkout(receipt);
      expect((await goal('money')).raised.confirmed).toBe(102_500);
    });

    it('does not hold a transaction while the provider thinks', async () => {
      const works = provider.begin;
      let go = () => {};
      const gate = new Promise<void>((open) => (go = open));
      provider.begin = async (request) => {
        await gate;
        return works(request);
      };
      const slow = server.post(GIVE);
      await server.give(PLEDGE); // would wait for ever
      go();
      expect((await slow).status).toBe(201);
    });

    it('[B6] a claim whose holder died is taken over after 60 s, and answered 409 before', async () => {
      const key = newKey();
      const works = provider.begin;
      provider.begin = () => new Promise(() => {}); // the holder never comes back
      void server.post(GIVE, { key });
      while (provider.calls.length === 0) await new Promise((done) => setTimeout(done, 5));

      provider.begin = works;
      server.clock.now += 59_000;
      const early = await server.post(GIVE, { key });
      expect(early.status).toBe(409);
      expect(await codeOf(early)).toBe('idempotency-in-flight');

      server.clock.now += 2_000;
      const answers = await Promise.all(Array.from({ length: 10 }, () => server.post(GIVE, { key })));
      expect(answers.some((answer) => answer.status === 201)).toBe(true);
      expect(provider.calls).toHaveLength(2); // one took over, nine did not
      expect(new Set(provider.calls).size).toBe(1);
      expect(await count('contributions')).toBe(1);
    });

    it('[B6] [B21] nor does a clock that was set back keep it', async () => {
      const key = newKey();
      const works = provider.begin;
      provider.begin = () => new Promise(() => {});
      void server.post(GIVE, { key });
      while (provider.calls.length === 0) await new Promise((done) => setTimeout(done, 5));
      provider.begin = works;
      server.clock.now -= 3_600_000;
      expect((await server.post(GIVE, { key })).status).toBe(201);
      expect(await count('contributions')).toBe(1);
    });

    it('[B6] a holder that comes back after it was taken over writes nothing', async () => {
      const key = newKey();
      const works = provider.begin;
      let go = () => {};
      const gate = new Promise<void>((open) => (go = open));
      provider.begin = async (request) => {
        await gate;
        return { ...(await works(request)), ref: 'test_late', next: { type: 'none' } };
      };
      const late = server.post(GIVE, { key });
      while (provider.calls.length === 0) await new Promise((done) => setTimeout(done, 5));
      provider.begin = works;
      server.clock.now += 61_000;
      const taken = await (await server.post(GIVE, { key })).text();
      go();
      const answer = await late;
      expect(answer.headers.get('idempotency-replayed')).toBe('true');
      expect(await answer.text()).toBe(taken);
    });
  });

  describe('the view token', () => {
    it('shows one contribution to its holder and to nobody else', async () => {
      const [mine, other] = [await server.give(GIVE), await server.give(GIVE)];
      expect((await receiptFor(mine)).receipt).toBe(mine.receipt);
      expect(await receiptFor(mine)).not.toHaveProperty('viewToken');
      for (const authorization of [undefined, 'Bearer x', `Bearer ${other.viewToken}`, `Basic ${mine.viewToken}`]) {
        const response = await server.ask(`/v1/contributions/${mine.id}`, {
          headers: authorization ? { authorization } : {},
        });
        expect(response.status).toBe(401);
      }
      const headers = { authorization: `Bearer ${mine.viewToken}` };
      expect((await server.ask('/v1/contributions/ctr_unknown', { headers })).status).toBe(404);
      expect((await server.ask('/v1/contributions/old-1', { headers })).status).toBe(404);
    });

    it('withdraws a pledge: totals, places and personal data go back to what they were', async () => {
      const before = await server.get<Campaign>(BASE);
      const receipt = await server.give({
        ...PLEDGE,
        name: 'Unique Zebra',
        anonymous: false,
        consents: [{ id: 'publish-name', version: '1', granted: true }],
      });
      const hours = await server.give({ pathwayId: 'help', shifts: ['sat'] });
      for (const one of [receipt, hours]) {
        const init = { method: 'DELETE', headers: { authorization: `Bearer ${one.viewToken}` } };
        expect((await server.ask(`/v1/contributions/${one.id}`, init)).status).toBe(204);
        expect((await receiptFor(one)).state).toBe('cancelled');
        await server.ask(`/v1/contributions/${one.id}`, init); // again changes nothing
      }
      const after = await server.get<Campaign>(BASE);
      const figures = (campaign: Campaign) => [
        campaign.goals.map((one) => [one.raised.confirmed, one.raised.pledged ?? 0, one.supporters]),
        campaign.pathways,
        campaign.contributions,
      ];
      expect(figures(after)).toEqual(figures(before));
      expect(after.rev).toBeGreaterThan(before.rev);
      const { db } = server.database;
      const everything = JSON.stringify([
        await db.selectFrom('contributions').selectAll().execute(),
        await db.selectFrom('events').selectAll().execute(),
        await db.selectFrom('idempotency').selectAll().execute(),
      ]);
      expect(everything).not.toContain('Zebra');
    });

    it('does not withdraw what is paid', async () => {
      const receipt = await server.give(GIVE);
      await server.checkout(receipt);
      const init = { method: 'DELETE', headers: { authorization: `Bearer ${receipt.viewToken}` } };
      const response = await server.ask(`/v1/contributions/${receipt.id}`, init);
      expect(response.status).toBe(409);
      expect(await codeOf(response)).toBe('not-withdrawable');
    });
  });

  describe('[S18] what the public may read', () => {
    const named = { name: 'Ada L.', email: 'ada@example.org', message: 'For the river', anonymous: false };
    const yes = [{ id: 'publish-name', version: '1', granted: true }];
    const latest = async () => (await server.get<Campaign>(BASE)).contributions!.items[0]!;

    it('shows a name only when it is not anonymous and the consent is given', async () => {
      await server.give({ ...PLEDGE, ...named });
      expect(await latest()).not.toHaveProperty('name');
      await server.give({ ...PLEDGE, ...named, consents: [{ ...yes[0]!, granted: false }] });
      expect(await latest()).not.toHaveProperty('message');
      await server.give({ ...PLEDGE, ...named, anonymous: true, consents: yes });
      expect(await latest()).toMatchObject({ anonymous: true });
      expect(await latest()).not.toHaveProperty('name');
      await server.give({ ...PLEDGE, ...named, consents: yes });
      expect(await latest()).toMatchObject({ name: 'Ada L.', message: 'For the river', anonymous: false });
      await server.give({ pathwayId: 'act', actions: ['walk'], name: 'Bo', anonymous: false }); // no such consent there
      expect(await latest()).toMatchObject({ name: 'Bo' });
      await server.give({ pathwayId: 'act', actions: ['walk'], name: 'Cy' });
      expect(await latest()).not.toHaveProperty('name');
    });

    it('never shows an e-mail address, a payment id or the second', async () => {
      const receipt = await server.give({ ...GIVE, ...named, consents: yes, source: { utm_source: 'secretsource' } });
      await server.checkout(receipt);
      const ref = receipt.next.type === 'redirect' ? receipt.next.url.split('/').at(-1)! : '';
      for (const path of [BASE, `${BASE}/contributions`, `${BASE}/goals`, `${BASE}/history`]) {
        const text = await (await server.ask(path)).text();
        for (const hidden of ['ada@example.org', ref, 'secretsource', receipt.viewToken!, receipt.receipt, '192.0.2.1'])
          expect(text).not.toContain(hidden);
      }
      expect((await latest()).at).toBe('2026-03-10T10:20:00Z');
    });

    it('[S17] gives text back as it came, in NFC and without control characters', async () => {
      for (const [sent, shown] of [
        ["Robert'); DROP TABLE contributions;--", "Robert'); DROP TABLE contributions;--"],
        ['<script>alert(1)</script>', '<script>alert(1)</script>'],
        ['A\u030A\u0000\u202Eb\uD800', 'Åb\uFFFD'],
        ['👩‍👩‍👧 ﷽', '👩‍👩‍👧 ﷽'],
        ['null', 'null'],
      ] as const) {
        await server.give({ ...PLEDGE, ...named, name: sent, consents: yes });
        expect((await latest()).name).toBe(shown);
      }
    });
  });

  describe('totals', () => {
    it('[B4] stay the sum of their parts under concurrent contributions of every kind', async () => {
      const jobs = Array.from({ length: 60 }, async (_, index) => {
        if (index % 4 === 0) return server.give(PLEDGE);
        if (index % 4 === 1) return server.give({ pathwayId: 'act', actions: ['walk'] });
        if (index % 4 === 2)
          return server.give({ pathwayId: 'help', shifts: ['any'], quantity: { value: 10, unit: 'hours', scale: 1 } });
        const receipt = await server.give(GIVE);
        await Promise.all([server.checkout(receipt), server.checkout(receipt)]);
        return receipt;
      });
      const receipts = await Promise.all(jobs);
      expect(await goal('money')).toMatchObject({
        raised: { confirmed: 100_000 + 15 * 2500, pledged: 5000 + 15 * 1000 },
        supporters: 70,
      });
      expect((await goal('hours')).raised.confirmed).toBe(150);
      const states = await Promise.all(receipts.map(receiptFor));
      expect(new Set(states.map((one) => one.stone)).size).toBe(60); // every stone is one person's
      expect(new Set(states.map((one) => one.receipt)).size).toBe(60);
      const { rev, contributions } = await server.get<Campaign>(BASE);
      expect(rev).toBe(7 + 120);
      expect(contributions!.total).toBe(100);
    });

    it('a matching donor gives until the cap', async () => {
      const place = await kind.place();
      const fixture = campaignFixture();
      fixture.goals![0]!.match = { by: 'Mill', ratio: 1, remaining: 4000 };
      const matched = await serve(place, { campaigns: [fixture] });
      for (const expected of [2500, 4000, 4000]) {
        await matched.checkout(await matched.give(GIVE));
        const { goals, contributions } = await matched.get<Campaign>(BASE);
        expect(goals[0]!.raised.matched).toBe(expected);
        expect(goals[0]!.match!.remaining).toBe(4000 - expected);
        expect(contributions!.items[0]!.matched).toBe({ 2500: 2500 }[expected] ?? contributions!.items[0]!.matched);
      }
      await expectSums(matched.database);
      await matched.close();
    });

    it('a milestone keeps the time it was reached', async () => {
      const give = { ...GIVE, quantity: { value: 150_000, unit: 'USD', scale: 2 } };
      expect((await goal('money')).milestones[0]!.reachedAt).toBeUndefined();
      await server.checkout(await server.give(give));
      expect((await goal('money')).milestones[0]!.reachedAt).toBe('2026-03-10T10:20:30.000Z');
    });

    it('the history grows by one point a day', async () => {
      await server.checkout(await server.give(GIVE));
      server.clock.now += 86_400_000;
      await server.checkout(await server.give(GIVE));
      await server.checkout(await server.give(GIVE));
      const { history } = await server.get<Campaign>(BASE);
      expect(history.find((one) => one.goalId === 'money')!.points.slice(2)).toEqual([
        { at: '2026-03-10T23:59:59.000Z', value: 102_500 },
        { at: '2026-03-11T10:20:30.000Z', value: 107_500 },
      ]);
    });

    it('[B22] refuses what would make a total inexact', async () => {
      const place = await kind.place();
      const fixture = campaignFixture();
      fixture.goals![0]!.raised = { confirmed: Number.MAX_SAFE_INTEGER - 10_000 };
      const rich = await serve(place, { campaigns: [fixture] });
      expect((await rich.post({ ...PLEDGE, quantity: { value: 10_000, unit: 'USD', scale: 2 } })).status).toBe(201);
      expect(await codeOf(await rich.post({ ...PLEDGE, quantity: { value: 1, unit: 'USD', scale: 2 } }))).toBe(
        'amount-out-of-range',
      );
      await rich.close();
    });
  });

  it('[B21] revisions come from the database: a clock that goes back changes nothing', async () => {
    await server.give(PLEDGE);
    const before = await server.get<Campaign>(BASE);
    server.clock.now -= 3_600_000;
    await server.give(PLEDGE);
    const after = await server.get<Campaign>(BASE);
    expect(after.rev).toBe(before.rev + 2);
    expect(after.goals[0]!.raised.pledged).toBe(7000);
  });
});

onBothDatabases('[S17] refusing', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serve(await kind.place());
  });
  afterAll(() => server.close());

  const q = (value: unknown, unit = 'USD', scale = 2) => ({ value, unit, scale });
  const strict = {
    pathwayId: 'strict',
    quantity: q(1000),
    fields: { size: 's' },
    consents: [{ id: 'terms', version: '2', granted: true }],
  };
  const cases: [title: string, body: unknown, code: string, pointer: string | undefined][] = [
    ['unknown pathway', { ...GIVE, pathwayId: 'x' }, 'validation', '/pathwayId'],
    ['a pathway of another site', { ...GIVE, pathwayId: 'partner' }, 'validation', '/pathwayId'],
    ['unknown field', { ...GIVE, admin: true }, 'validation', ''],
    ['another unit', { ...GIVE, quantity: q(2500, 'EUR') }, 'unit-not-accepted', '/quantity/unit'],
    ['another scale', { ...GIVE, quantity: q(25, 'USD', 0) }, 'unit-not-accepted', '/quantity/scale'],
    ['a float', { ...GIVE, quantity: q(25.5) }, 'validation', '/quantity/value'],
    ['text as an amount', { ...GIVE, quantity: q('2500') }, 'validation', '/quantity/value'],
    ['below zero', { ...GIVE, quantity: q(-1) }, 'validation', '/quantity/value'],
    ['beyond exact numbers', { ...GIVE, quantity: q(2 ** 53) }, 'validation', '/quantity/value'],
    ['no amount', { pathwayId: 'give' }, 'validation', '/quantity'],
    ['below the least', { ...GIVE, quantity: q(499) }, 'amount-out-of-range', '/quantity/value'],
    ['above the most', { ...GIVE, quantity: q(1_000_001) }, 'amount-out-of-range', '/quantity/value'],
    ['zero', { ...PLEDGE, quantity: q(0) }, 'amount-out-of-range', '/quantity/value'],
    ['absurd', { ...PLEDGE, quantity: q(1e15) }, 'amount-out-of-range', '/quantity/value'],
    ['between steps', { pathwayId: 'help', quantity: q(12, 'hours', 1) }, 'amount-out-of-range', '/quantity/value'],
    ['not a preset', { ...strict, quantity: q(1500) }, 'amount-out-of-range', '/quantity/value'],
    ['a frequency not offered', { ...GIVE, frequency: 'weekly' }, 'validation', '/frequency'],
    ['a consent not given', { ...strict, consents: [] }, 'validation', '/consents/terms'],
    [
      'an old consent',
      { ...strict, consents: [{ id: 'terms', version: '1', granted: true }] },
      'validation',
      '/consents/terms',
    ],
    [
      'a consent not asked for',
      { ...GIVE, consents: [{ id: 'x', version: '1', granted: true }] },
      'validation',
      '/consents/0',
    ],
    ['a required field', { ...strict, fields: {} }, 'validation', '/fields/size'],
    ['not an option', { ...strict, fields: { size: 'xl' } }, 'validation', '/fields/size'],
    ['a field too long', { ...strict, fields: { size: 's', note: 'x'.repeat(11) } }, 'validation', '/fields/note'],
    ['a field not asked for', { ...strict, fields: { size: 's', 'a/b': 'x' } }, 'validation', '/fields/a~1b'],
    ['no action', { pathwayId: 'act', actions: [] }, 'validation', '/actions'],
    ['an unknown action', { pathwayId: 'act', actions: ['fly'] }, 'validation', '/actions/0'],
    [
      'too many actions',
      { pathwayId: 'act', actions: ['walk'], quantity: q(50, 'actions', 0) },
      'amount-out-of-range',
      '/quantity/value',
    ],
    [
      'an unknown shift',
      { pathwayId: 'help', shifts: ['sun'], quantity: q(10, 'hours', 1) },
      'validation',
      '/shifts/0',
    ],
    ['a date that is none', { ...PLEDGE, due: '2026-02-30' }, 'validation', '/due'],
    ['an e-mail that is none', { ...GIVE, email: 'ada' }, 'validation', '/email'],
    ['a script to return to', { ...GIVE, returnUrl: 'javascript:alert(1)' }, 'validation', '/returnUrl'],
    ['plain http to return to', { ...GIVE, returnUrl: 'http://example.org/' }, 'validation', '/returnUrl'],
    ['a long name', { ...GIVE, name: 'x'.repeat(201) }, 'validation', '/name'],
    ['fees nobody offered', { ...PLEDGE, coverFees: true }, 'validation', '/coverFees'],
    ['an array', [], 'validation', ''],
    [
      'deep nesting',
      { ...GIVE, fields: JSON.parse('['.repeat(40) + ']'.repeat(40)) as unknown },
      'validation',
      undefined,
    ],
    ['the prototype', '{"pathwayId":"give","__proto__":{"admin":true}}', 'validation', '/__proto__'],
    [
      '[S29] a card number in the message',
      { ...GIVE, message: 'my card 4111 1111 1111 1111 ok' },
      'card-data-refused',
      '/message',
    ],
    ['[S29] a card number in a name', { ...GIVE, name: '4111-1111-1111-1111' }, 'card-data-refused', '/name'],
    [
      '[S29] a card number with its code',
      { ...GIVE, message: '5555555555554444 123' },
      'card-data-refused',
      '/message',
    ],
    [
      '[S29] a card number in a field',
      { ...strict, fields: { size: '378282246310005' } },
      'card-data-refused',
      '/fields/size',
    ],
    ['[S29] a card number in Arabic digits', { ...GIVE, message: '٤١١١١١١١١١١١١١١١' }, 'card-data-refused', '/message'],
  ];
  it.each(cases)('refuses %s', async (_, body, code, pointer) => {
    const response = await server.post(body);
    expect(response.status).toBe(422);
    const problem = (await response.json()) as Problem;
    expect(problem.code).toBe(code);
    if (pointer !== undefined) expect(problem.errors?.[0]?.pointer).toBe(pointer);
    const { db } = server.database;
    expect(await db.selectFrom('contributions').selectAll().where('imported', '=', 0).execute()).toEqual([]);
    expect(server.logs.join('')).not.toMatch(/4111[ -]?1111|55555555|378282246|٤١١١/);
  });

  it('takes what a form of the strict pathway sends', async () => {
    await server.give(strict as never);
  });

  it('names every field at fault at once', async () => {
    const response = await server.post({
      ...strict,
      fields: { note: 'x'.repeat(11) },
      consents: [],
      due: 'x' as never,
    });
    expect(response.status).toBe(422);
    const twice = await server.post({ ...strict, fields: { note: 'x'.repeat(11) }, consents: [] });
    const { errors } = (await twice.json()) as Problem;
    expect(errors!.map((one) => one.pointer).sort()).toEqual(['/consents/terms', '/fields/note', '/fields/size']);
  });

  it('[S21] needs JSON, in 16 kB at most, well-formed', async () => {
    const send = (body: string, type = 'application/json') => server.post(body, { headers: { 'content-type': type } });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp'])
      expect((await send(JSON.stringify(PLEDGE), type)).status, type).toBe(415);
    expect((await send(JSON.stringify({ ...PLEDGE, message: 'x'.repeat(17_000) }))).status).toBe(413);
    for (const body of ['', '{', '{"a":1}}', 'undefined', '\uFEFF'])
      expect(await codeOf(await send(body)), body).toBe('malformed-json');
    const utf8 = await server.ask(`${BASE}/contributions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': newKey() },
      body: new Uint8Array([0x22, 0xff, 0x22]),
    });
    expect(await codeOf(utf8)).toBe('malformed-json');
    expect((await send(JSON.stringify(PLEDGE), 'application/json; charset=utf-8')).status).toBe(201);
  });

  it('an ended campaign takes nothing, unless it says so', async () => {
    const place = await kind.place();
    const endsAt = '2026-03-02T00:00:00Z';
    const closed = await serve(place, {
      campaigns: [
        campaignFixture({ endsAt }),
        campaignFixture({ id: 'late', endsAt, acceptsAfterEnd: true }),
        campaignFixture({ id: 'paused', status: 'paused' }),
      ],
    });
    for (const campaign of ['riverbank', 'paused']) {
      const response = await closed.post(PLEDGE, { campaign });
      expect(response.status).toBe(410);
      expect(await codeOf(response)).toBe('campaign-closed');
      expect((await closed.ask(`/v1/campaigns/${campaign}`)).status).toBe(200); // still readable
    }
    expect((await closed.post(PLEDGE, { campaign: 'late' })).status).toBe(201);
    expect((await closed.post(PLEDGE, { campaign: 'nowhere' })).status).toBe(404);
    await closed.close();
  });
});

onBothDatabases('who may write, and how often', (kind) => {
  const headersOf = (origin: string) => ({ origin });

  it('[S20] the origins the operator lists, exactly', async () => {
    const settings = { writeOrigins: ['https://give.example.org'] };
    const server = await serve(await kind.place(), { settings });
    const origins: [string, boolean][] = [
      ['https://give.example.org', true],
      ['http://give.example.org', false],
      ['https://give.example.org:444', false],
      ['https://give.example.org.evil.example', false],
      ['https://evil-give.example.org', false],
      ['https://example.org', false],
      ['https://GIVE.example.org', false],
      ['https://give.example.org/', false],
      ['https://give.example.orgx', false],
      ['https://give.example.org, https://evil.example', false],
      ['https://evil.example', false],
      ['file://', false],
      ['null', false],
      ['*', false],
      ['https://xn--give-example.org', false],
    ];
    for (const [origin, granted] of origins) {
      const response = await server.post(PLEDGE, { headers: headersOf(origin) });
      expect(response.status, origin).toBe(granted ? 201 : 403);
      expect(response.headers.get('access-control-allow-origin')).toBe(granted ? origin : null);
      expect(response.headers.get('vary')).toContain('Origin');
      expect(response.headers.has('access-control-allow-credentials')).toBe(false);
      const preflight = await server.ask(`${BASE}/contributions`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'idempotency-key',
        },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-origin')).toBe(granted ? origin : null);
      expect((await server.ask(BASE, { headers: { origin } })).headers.get('access-control-allow-origin')).toBe('*');
    }
    await server.close();
  });

  it('[S20] any page by default, and never the origin null', async () => {
    const server = await serve(await kind.place());
    expect((await server.post(PLEDGE, { headers: headersOf('https://any.example') })).status).toBe(201);
    expect((await server.post(PLEDGE, { headers: headersOf('null') })).status).toBe(403);
    const preflight = await server.ask(`${BASE}/contributions`, {
      method: 'OPTIONS',
      headers: { origin: 'https://any.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Idempotency-Key');
    await server.close();
  });

  it('[S28] ten at once, then five a minute, per address; replays are free', async () => {
    const settings = { limits: { writesPerMinute: 5, writeBurst: 10 } };
    const server = await serve(await kind.place(), { settings });
    const key = newKey();
    const first = await server.post(PLEDGE, { key });
    expect(first.headers.get('ratelimit-policy')).toBe('"writes";q=10;w=120');
    expect(first.headers.get('ratelimit')).toBe('"writes";r=9;t=12');
    for (let index = 0; index < 9; index++) await server.give(PLEDGE);
    const refused = await server.post(PLEDGE);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('12');
    expect(await refused.json()).toEqual({
      type: 'urn:cairn:problem:too-many-requests',
      title: 'Too many requests',
      status: 429,
      code: 'too-many-requests',
      retryAfter: 12,
    });
    expect((await server.post(PLEDGE, { key })).status).toBe(201);
    expect((await server.post(PLEDGE, { address: '192.0.2.2' })).status).toBe(201);
    server.clock.now += 12_000;
    expect((await server.post(PLEDGE)).status).toBe(201);
    expect((await server.post(PLEDGE)).status).toBe(429);
    await server.close();
  });

  it('reads have their own, generous share', async () => {
    const settings = { limits: { readsPerSecond: 1, readBurst: 3 } };
    const server = await serve(await kind.place(), { settings });
    const statuses = [];
    for (let index = 0; index < 4; index++) statuses.push((await server.ask(`${BASE}/goals`)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    await server.close();
  });
});

onBothDatabases('housekeeping', (kind) => {
  it('[B5] forgets keys after seven days, and not before', async () => {
    const place = await kind.place();
    const first = await serve(place);
    const key = newKey();
    const receipt = await first.give(PLEDGE, { key });
    await first.close();
    for (const [days, same] of [
      [6, true],
      [8, false],
    ] as const) {
      const later = await serve(place, { now: () => NOW + days * 86_400_000 });
      expect((await later.give(PLEDGE, { key })).id === receipt.id).toBe(same);
      await later.close();
    }
  });
});

onBothDatabases('housekeeping after a giving day', (kind) => {
  it('[S32] [B19] what is old goes in many short transactions, all of it', async () => {
    const server = await serve(await kind.place());
    const { db } = server.database;
    const old = NOW - 8 * 86_400_000;
    const rows = Array.from({ length: 1500 }, (_, n) => String(n).padStart(6, '0'));
    for (let from = 0; from < rows.length; from += 100)
      await db.transaction().execute(async (tx) => {
        const part = rows.slice(from, from + 100);
        const claim = {
          campaign_id: 'riverbank',
          fingerprint: '',
          status: 201,
          body: '{}',
          attempt: 1,
          locked_at: old,
        };
        const created_at = new Date(old).toISOString();
        await insertRows(
          tx,
          'idempotency',
          part.map((n) => ({ ...claim, key_hash: n, contribution_id: n, created_at })),
        );
        const attempt = { campaign_id: 'riverbank', band: 0, source: 's', at: old, declines: 0 };
        await insertRows(
          tx,
          'attempts',
          part.map((n) => ({ ...attempt, contribution_id: n, declined_at: null, paid_at: null })),
        );
      });
    await server.give(PLEDGE);
    const before = new Date(NOW - 7 * 86_400_000).toISOString();
    await removeOlder(db, 'idempotency', before, () => true); // it is ended
    expect((await db.selectFrom('idempotency').select('key_hash').execute()).length).toBe(1501);
    await removeOlder(db, 'idempotency', before);
    await removeOlder(db, 'attempts', NOW - 7 * 86_400_000);
    expect((await db.selectFrom('idempotency').select('key_hash').execute()).length).toBe(1);
    expect(await db.selectFrom('attempts').select('band').execute()).toEqual([]);
    await server.close();
  });
});

describe('when the database is away', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-away-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('[S38] a mistake inside is a 500 without its details', async () => {
    const server = await serve({ dataDir: folder });
    await server.database.db.schema.dropTable('tallies').execute();
    const response = await server.ask(BASE);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/tallies|sqlite|select/i);
    await server.close();
  });

  const bin = findPostgres();
  it.skipIf(!bin && process.env['CI'] !== 'true')(
    '[B18] PostgreSQL gone: reads go on from memory, writes say when to come back',
    async () => {
      const cluster = await startCluster(bin!);
      const server = await serve({ dataDir: folder, databaseUrl: await cluster.create() });
      const key = newKey();
      const before = await server.get<Campaign>(BASE);
      await cluster.stop();
      server.clock.now += 1000; // within a tenth of a second nobody asks the database anyway
      const stale = await server.ask(BASE);
      expect(stale.status).toBe(200);
      expect(((await stale.json()) as Campaign).rev).toBe(before.rev);
      expect(stale.headers.get('cache-control')).toBe('public, max-age=1');
      const refused = await server.post(PLEDGE, { key });
      expect(refused.status).toBe(503);
      expect(refused.headers.get('retry-after')).toBe('5');
      expect(await codeOf(refused)).toBe('unavailable');
      expect((await server.ask('/readyz')).status).toBe(503);
      expect((await server.ask('/healthz')).status).toBe(200);
      await server.close();
    },
  );
});

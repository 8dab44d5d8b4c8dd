import { describe, expect, it } from 'vitest';
import type { CampaignInput, Receipt } from '../../src/data/schema.ts';
import { close } from '../src/settle.ts';
import { networkOf } from '../src/limits.ts';
import { DeclinedError, type CheckoutRequest, type PaymentProvider } from '../src/payments/provider.ts';
import { campaignFixture } from './fixtures/campaign.ts';
import { BASE, onBothDatabases, serve, type TestServer } from './helpers.ts';

/** The fixture, giving without a least amount of its own. */
function campaign(): CampaignInput {
  const fixture = campaignFixture();
  return {
    ...fixture,
    pathways: fixture.pathways!.map((one) => (one.id === 'give' ? { ...one, min: undefined } : one)),
  };
}

const give = (value: number) => ({ pathwayId: 'give', quantity: { value, unit: 'USD', scale: 2 } });

/** A hosted checkout that remembers who reached it. */
function hosted(): PaymentProvider & { reached: CheckoutRequest[] } {
  const reached: CheckoutRequest[] = [];
  return {
    name: 'hosted',
    test: false,
    reached,
    begin(request) {
      reached.push(request);
      const url = `https://checkout.example/${request.contributionId}`;
      const next = { type: 'redirect' as const, url, host: 'checkout.example' };
      return Promise.resolve({ ref: `ref_${request.contributionId}`, next, lifetimeMs: 3_600_000 });
    },
  };
}

/** The limits as they are when nobody sets any. */
const DEFAULTS = {
  limits: { writesPerMinute: 5, writeBurst: 10, donationsPerHour: 20, networkPerHour: 60 },
};

const addressOf = (index: number) => `203.${index % 100}.${Math.floor(index / 100)}.7`;

onBothDatabases('card testers', (kind) => {
  it('[S24] an attack from 300 addresses, one a second for ten minutes: at most 30 reach the provider, a donor gives', async () => {
    const payments = hosted();
    const server = await serve(await kind.place(), {
      payments,
      campaigns: [campaign()],
      settings: { ...DEFAULTS, minimum: 1 },
    });
    const { db } = server.database;
    const started = server.clock.now;
    const bad = new Set<string>();
    const due: { at: number; id: string }[] = [];
    let donor: Receipt | undefined;
    let refused = 0;
    for (let second = 0; second < 600; second++) {
      server.clock.now = started + second * 1000;
      for (const one of due.filter(({ at }) => at === second)) await close(db, one.id, 'failed', server.clock.now);
      const response = await server.post(give(100 + ((second * 37) % 401)), { address: addressOf(second % 300) });
      if (response.status === 201) {
        const { id } = (await response.json()) as Receipt;
        bad.add(id);
        due.push({ at: second + 4, id }); // the card is tried within seconds, and refused
      } else {
        refused++;
        expect(response.status).toBe(429);
        expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      }
      if (second === 240) {
        donor = await server.give(give(2500), { address: '198.51.100.20' });
        const { confirm } = await import('../src/settle.ts');
        await confirm(db, donor.id, server.clock.now + 1);
      }
    }
    const reached = payments.reached.filter((one) => bad.has(one.contributionId));
    expect(reached.length).toBeGreaterThan(0);
    expect(reached.length).toBeLessThanOrEqual(30);
    expect(refused).toBeGreaterThan(500);
    expect(payments.reached.some((one) => one.contributionId === donor!.id)).toBe(true);
    const row = await db.selectFrom('contributions').select('state').where('id', '=', donor!.id).executeTakeFirst();
    expect(row?.state).toBe('confirmed');
    await server.close();
  });

  it('[S24] once the attack is over, the first gift that is paid opens the way again', async () => {
    const server = await serve(await kind.place(), {
      payments: hosted(),
      campaigns: [campaign()],
      settings: { ...DEFAULTS, minimum: 1 },
    });
    const { db } = server.database;
    for (let index = 0; index < 5; index++) {
      const { id } = await server.give(give(500), { address: addressOf(index) });
      await close(db, id, 'failed', (server.clock.now += 1000));
    }
    expect(await server.cairn.deps.guard.alarmed('riverbank')).toBe(true);
    const tooSoon = await server.post(give(500), { address: '198.51.100.1' });
    expect(tooSoon.status).toBe(429);
    expect(tooSoon.headers.get('retry-after')).toBe('120');
    server.clock.now += 121_000;
    const { id } = await server.give(give(500), { address: '198.51.100.1' });
    await server.give(give(500), { address: '198.51.100.2' });
    expect((await server.post(give(500), { address: '198.51.100.3' })).status).toBe(429); // two at a time
    const { confirm } = await import('../src/settle.ts');
    await confirm(db, id, (server.clock.now += 1000));
    for (let index = 4; index < 9; index++) await server.give(give(500), { address: `198.51.100.${index}` });
    await server.close();
  });

  it('[S24] who goes on meets a pause twice as long each time, up to half an hour', async () => {
    const server = await serve(await kind.place(), {
      payments: hosted(),
      campaigns: [campaign()],
      settings: { ...DEFAULTS, minimum: 1 },
    });
    const { db } = server.database;
    let from = 0;
    const tryOne = () => server.post(give(500), { address: addressOf(from++) });
    for (let index = 0; index < 5; index++) {
      const { id } = (await (await tryOne()).json()) as Receipt;
      await close(db, id, 'failed', server.clock.now);
    }
    const pauses: number[] = [];
    for (let round = 0; round < 6; round++) {
      const refused = await tryOne();
      expect(refused.status).toBe(429);
      const seconds = Number(refused.headers.get('retry-after'));
      pauses.push(seconds / 60);
      server.clock.now += seconds * 1000;
      const probe = await tryOne();
      expect(probe.status).toBe(201);
      await close(db, ((await probe.json()) as Receipt).id, 'failed', server.clock.now);
    }
    expect(pauses).toEqual([2, 4, 8, 16, 30, 30]);
    await server.close();
  });

  it('[S24] three declines of one source in ten minutes keep it away for an hour, whatever the amount', async () => {
    const server = await serve(await kind.place(), { payments: hosted(), settings: DEFAULTS });
    const { db } = server.database;
    const address = '203.0.113.9';
    for (const value of [600, 2000, 5000]) {
      const { id } = await server.give(give(value), { address });
      await close(db, id, 'failed', (server.clock.now += 60_000));
    }
    expect((await server.post(give(20_000), { address })).status).toBe(429);
    expect((await server.post(give(20_000), { address: '203.0.113.10' })).status).toBe(201);
    server.clock.now += 59 * 60_000;
    expect((await server.post(give(20_000), { address })).status).toBe(429);
    server.clock.now += 61_000;
    expect((await server.post(give(20_000), { address })).status).toBe(201);
    await server.close();
  });

  it('[S24] an address and its network have buckets of their own; other ways to take part are not touched', async () => {
    const server = await serve(await kind.place(), {
      payments: hosted(),
      settings: { limits: { writesPerMinute: 1e6, writeBurst: 1e6, donationsPerHour: 4, networkPerHour: 10 } },
    });
    const statuses = async (address: string, times: number) => {
      const all = [];
      for (let index = 0; index < times; index++) all.push((await server.post(give(2500), { address })).status);
      return all;
    };
    expect(await statuses('203.0.113.1', 5)).toEqual([201, 201, 201, 201, 429]);
    expect(await statuses('203.0.113.2', 4)).toEqual([201, 201, 201, 201]);
    expect(await statuses('203.0.113.3', 3)).toEqual([201, 201, 429]); // ten of 203.0.113.0/24
    expect(await statuses('203.0.114.3', 1)).toEqual([201]);
    const pledge = { pathwayId: 'pledge', quantity: { value: 1000, unit: 'USD', scale: 2 } };
    expect((await server.post(pledge, { address: '203.0.113.3' })).status).toBe(201);
    await server.close();
  });

  it('[S26] the least amount is 5 units where a campaign names none, and the document says so', async () => {
    const server = await serve(await kind.place(), { payments: hosted(), campaigns: [campaign()] });
    const { pathways } = await server.get<CampaignInput>(BASE);
    expect(pathways!.find((one) => one.id === 'give')?.min).toBe(500);
    expect(pathways!.find((one) => one.id === 'pledge')?.min).toBeUndefined();
    const response = await server.post(give(499));
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'amount-out-of-range' });
    expect((await server.post(give(500))).status).toBe(201);
    await server.close();
  });

  it(
    '[S25] five reasons for a decline give the same answer after about the same time',
    { timeout: 60_000 },
    async () => {
      const reasons = ['insufficient_funds', 'lost_card', 'incorrect_cvc', 'expired_card', 'do_not_honor'];
      let turn = 0;
      const server: TestServer = await serve(await kind.place(), {
        payments: {
          name: 'direct',
          test: false,
          async begin() {
            await new Promise((done) => setTimeout(done, turn * 60));
            throw new DeclinedError(reasons[turn++ % reasons.length]);
          },
        },
      });
      const answers = [];
      for (const reason of reasons) {
        const began = performance.now();
        const key = `decline-key-${String(answers.length).padStart(8, '0')}`;
        // Each from a place and in a size of its own, so that no breaker opens.
        const value = [500, 1000, 3000, 10_000, 20_000][answers.length]!;
        const response = await server.post(give(value), { key, address: addressOf(answers.length) });
        const ms = performance.now() - began;
        const text = await response.text();
        expect(text).not.toContain(reason);
        const { id, receipt, viewToken, quantity, ...rest } = JSON.parse(text) as Receipt;
        answers.push({ status: response.status, rest, ms });
        expect([id, receipt, viewToken, quantity].every(Boolean)).toBe(true);
        const again = await server.post(give(value), { key, address: addressOf(answers.length) });
        expect(await again.text()).toBe(text); // the same key is not another try
      }
      expect(new Set(answers.map(({ status, rest }) => JSON.stringify([status, rest]))).size).toBe(1);
      expect(answers[0]!.rest).toMatchObject({ state: 'failed', next: { type: 'none' } });
      for (const { ms } of answers) expect(ms).toBeGreaterThan(1100);
      expect(Math.max(...answers.map(({ ms }) => ms)) - Math.min(...answers.map(({ ms }) => ms))).toBeLessThan(800);
      expect(server.logs.join('')).not.toMatch(/insufficient|lost_card/);
      await server.close();
    },
  );
});

describe('networks', () => {
  it('24 bits of IPv4, 56 of IPv6', () => {
    expect(networkOf('203.0.113.77')).toBe('203.0.113');
    expect(networkOf('2001:db8:1:2ff')).toBe(networkOf('2001:db8:1:2aa'));
    expect(networkOf('2001:db8:1:2ff')).not.toBe(networkOf('2001:db8:1:3ff'));
    expect(networkOf('unknown')).toBe('unknown');
  });
});

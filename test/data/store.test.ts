import { beforeEach, describe, expect, it } from 'vitest';
import type { CampaignBackend, CampaignEvent } from '../../src/data/backend.ts';
import { CampaignError } from '../../src/data/error.ts';
import { parseCampaign, type Campaign, type Intent, type Receipt } from '../../src/data/schema.ts';
import { BackendStore, type CampaignState } from '../../src/data/store.ts';
import { campaign, dice, gift, World } from './world.ts';

const parsed = (over: Record<string, unknown> = {}) => parseCampaign(campaign(over)).campaign;

/** A backend that answers what the test says and remembers how it was asked. */
class Scripted implements CampaignBackend {
  capabilities: CampaignBackend['capabilities'] = { live: 'none', minPollMs: 1000, contribute: 'post' };
  loads = 0;
  signals: AbortSignal[] = [];
  subscriptions: { signal: AbortSignal; since: number; tell: (event: CampaignEvent) => void }[] = [];
  sent: { intent: Intent; key: string }[] = [];
  answer: (call: number, previous?: Campaign) => Promise<Campaign | 'unchanged'> = () => Promise.resolve(parsed());
  reply: (call: number) => Promise<Receipt> = () => Promise.resolve(receipt);

  load({ signal, previous }: { signal: AbortSignal; previous?: Campaign | undefined }) {
    this.signals.push(signal);
    return this.answer(++this.loads, previous);
  }
  subscribe({ signal, since }: { signal: AbortSignal; since: number }, tell: (event: CampaignEvent) => void) {
    this.subscriptions.push({ signal, since, tell });
    tell({ type: 'channel', state: 'live' });
  }
  contribute(intent: Intent, { key }: { key: string }) {
    this.sent.push({ intent, key });
    return this.reply(this.sent.length);
  }
}

const receipt: Receipt = {
  id: 'ctr_1',
  state: 'recorded',
  kind: 'pledge',
  pathwayId: 'pledge',
  receipt: 'RB-1',
  next: { type: 'none' },
};
const intent: Intent = { pathwayId: 'pledge', anonymous: true };
const timeout = () => new CampaignError('timeout', 'too slow');

let world: World;
let backend: Scripted;
let store: BackendStore;
let states: CampaignState[];
const listen = () => store.subscribe(() => states.push(store.state));

beforeEach(() => {
  world = new World();
  backend = new Scripted();
  store = new BackendStore('https://give.example/v1/campaigns/riverbank', backend, { environment: world });
  states = [];
});

function ready(state = store.state) {
  if (state.status !== 'ready') throw new Error(`expected ready, got ${JSON.stringify(state)}`);
  return state;
}

describe('subscribers', () => {
  it('loads with the first one, and once for many', async () => {
    expect(store.state.status).toBe('idle');
    for (let i = 0; i < 50; i++) listen();
    expect(store.state.status).toBe('loading');
    await world.advance(0);
    expect(backend.loads).toBe(1);
    expect(ready().campaign.id).toBe('riverbank');
    expect(ready().updatedAt).toBe(world.now());
  });

  it('the last one to leave waits a second, so that a DOM move is not a refetch', async () => {
    backend.capabilities = { live: 'poll', minPollMs: 60_000, contribute: 'none' };
    const leave = listen();
    await world.advance(0);
    leave();
    await world.advance(999);
    const again = listen();
    await world.advance(5000);
    expect(backend.loads).toBe(1);
    again();
    await world.advance(1000);
    listen();
    expect(ready().campaign.id, 'the last good figures are shown meanwhile').toBe('riverbank');
    await world.advance(0);
    expect(backend.loads).toBe(2);
  });

  it('leaving while it loads aborts the load after the grace, and coming back loads again', async () => {
    backend.answer = (call) => (call === 1 ? new Promise(() => {}) : Promise.resolve(parsed()));
    const leave = listen();
    await world.advance(0);
    leave();
    leave();
    expect(backend.signals[0]?.aborted).toBe(false);
    await world.advance(1000);
    expect(backend.signals[0]?.aborted).toBe(true);
    expect(store.state.status).toBe('idle');
    listen();
    await world.advance(0);
    expect(ready().campaign.id).toBe('riverbank');
    expect(world.lines).toEqual([]);
  });

  it('a late answer of an aborted load changes nothing', async () => {
    let answer!: (campaign: Campaign) => void;
    backend.answer = () => new Promise((resolve) => (answer = resolve));
    listen()();
    await world.advance(1000);
    answer(parsed());
    await world.advance(0);
    expect(store.state.status).toBe('idle');
  });

  it('tells a copy of the list, so that leaving and joining inside a call is safe', async () => {
    const told: string[] = [];
    const leave = store.subscribe(() => {
      told.push('first');
      leave();
      store.subscribe(() => told.push('late'));
    });
    store.subscribe(() => told.push('second'));
    expect(told, 'nobody is called back while subscribing').toEqual([]);
    await world.advance(0);
    expect(told).toEqual(['first', 'second']);
    await store.refresh();
    expect(told).toEqual(['first', 'second', 'second', 'late', 'second', 'late']);
  });

  it('one that throws does not silence the others', async () => {
    store.subscribe(() => {
      throw new Error('broken element');
    });
    listen();
    await world.advance(0);
    expect(states.at(-1)?.status).toBe('ready');
    expect(world.lines[0]).toContain('broken element');
  });

  it('leaves no timer and no page listener behind', async () => {
    backend.capabilities = { live: 'poll', minPollMs: 1000, contribute: 'none' };
    const leave = listen();
    await world.advance(10_000);
    leave();
    await world.advance(1000);
    expect(world.pendingTimers).toBe(0);
    expect(world.watchers).toBe(0);
  });
});

describe('loading', () => {
  it('a second refresh joins the one that runs', async () => {
    listen();
    await Promise.all([store.refresh(), store.refresh(), store.refresh()]);
    expect(backend.loads).toBe(1);
    await store.refresh();
    expect(backend.loads).toBe(2);
  });

  it('state is replaced, never changed in place', async () => {
    listen();
    await world.advance(0);
    const before = ready();
    await store.refresh();
    expect(ready()).not.toBe(before);
    expect(Object.isFrozen(store.state)).toBe(true);
    expect(states.map(({ status }) => status)).toEqual(['ready', 'ready', 'ready']);
    expect(states.map((state) => 'refreshing' in state && state.refreshing)).toEqual([false, true, false]);
  });

  it('an unchanged campaign stays the same object, confirmed anew', async () => {
    backend.answer = (_call, previous) => Promise.resolve(previous ? 'unchanged' : parsed());
    listen();
    await world.advance(0);
    const { campaign: first } = ready();
    await world.advance(5000);
    await store.refresh();
    expect(ready().campaign).toBe(first);
    expect(ready().updatedAt).toBe(world.now());
  });

  it('[F22] a failed refresh keeps the last good campaign, says so, and heals', async () => {
    listen();
    await world.advance(0);
    const { updatedAt } = ready();
    backend.answer = (call) => (call === 2 ? Promise.reject(timeout()) : Promise.resolve(parsed({ rev: 11 })));
    await world.advance(5000);
    await store.refresh();
    expect(ready()).toMatchObject({ refreshing: false, updatedAt, error: { kind: 'timeout' } });
    expect(ready().campaign.rev).toBe(10);
    await world.advance(1000);
    expect(ready().campaign.rev).toBe(11);
    expect(ready().error).toBeUndefined();
  });

  it('a failure is never kept: fail, then succeed', async () => {
    backend.answer = (call) =>
      call === 1 ? Promise.reject(new CampaignError('schema', 'bad')) : Promise.resolve(parsed());
    listen();
    await world.advance(0);
    expect(store.state).toMatchObject({ status: 'error', error: { kind: 'schema' } });
    await store.refresh();
    expect(store.state.status).toBe('ready');
    expect(states.map(({ status }) => status)).toEqual(['error', 'loading', 'ready']);
  });

  it('what waits for its author is not asked again', async () => {
    backend.answer = () => Promise.reject(new CampaignError('http', 'gone', { status: 404 }));
    listen();
    await world.advance(10 * 60_000);
    expect(backend.loads).toBe(1);
    expect(world.lines).toHaveLength(1);
    expect(world.lines[0]).toMatch(/^error: gone https:.*troubleshooting\.md#http$/);
  });

  it('[F22] retries with full jitter: 1 s × 2ⁿ, at most a minute apart, at most 8 a minute, one console line', async () => {
    backend.answer = () => Promise.reject(timeout());
    for (const roll of [() => 0, () => 0.999, dice(7)]) {
      world = new World();
      world.roll = roll;
      const times: number[] = [];
      backend = new Scripted();
      backend.answer = () => {
        times.push(world.monotonic());
        return Promise.reject(timeout());
      };
      store = new BackendStore('x', backend, { environment: world });
      listen();
      await world.advance(10 * 60_000);
      for (const at of times) expect(times.filter((t) => t >= at && t < at + 60_000).length).toBeLessThanOrEqual(8);
      const gaps = times.slice(1).map((at, i) => at - (times[i] ?? 0));
      expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000);
      expect(times.length).toBeGreaterThan(10);
      if (roll() === 0.999) gaps.slice(0, 6).forEach((gap, n) => expect(gap).toBeCloseTo(999 * 2 ** n, 0));
      expect(world.lines).toHaveLength(1);
    }
  });

  it('[F22] the budget is the page’s: ten broken stores do not ask eighty times', async () => {
    world.roll = () => 0;
    const backends = Array.from({ length: 10 }, (_, i) => {
      const one = new Scripted();
      one.answer = () => Promise.reject(timeout());
      new BackendStore(`x${i}`, one, { environment: world }).subscribe(() => {});
      return one;
    });
    await world.advance(59_000);
    expect(backends.reduce((sum, { loads }) => sum + loads, 0)).toBe(10);
  });

  it('[F22] waits as long as the backend asks', async () => {
    backend.answer = (call) =>
      call === 1
        ? Promise.reject(new CampaignError('http', 'busy', { status: 503, retryAfter: 20 }))
        : Promise.resolve(parsed());
    listen();
    await world.advance(20_000);
    expect(backend.loads).toBe(1);
    await world.advance(1000);
    expect(store.state.status).toBe('ready');
  });

  it('[F23] a captive portal passes: what was right once is asked for again, what never was when the page is looked at', async () => {
    const portal = () => Promise.reject(new CampaignError('schema', 'a web page'));
    backend.answer = portal;
    listen();
    await world.advance(600_000);
    expect(backend.loads).toBe(1);
    backend.answer = () => Promise.resolve(parsed());
    world.page('shown');
    await world.advance(2000);
    expect(store.state.status).toBe('ready');
    backend.answer = portal;
    await store.refresh();
    expect(ready().error?.kind).toBe('schema');
    backend.answer = () => Promise.resolve(parsed());
    await world.advance(2000);
    expect(ready().error).toBeUndefined();
  });

  it('[F43] a campaign that was removed is looked for a few times at once, then rarely, and followed when it is back', async () => {
    backend.capabilities = { live: 'stream', minPollMs: 1000, contribute: 'post' };
    let there = true;
    const gone = new CampaignError('problem', 'there is no such campaign', { status: 404 });
    backend.answer = () => (there ? Promise.resolve(parsed()) : Promise.reject(gone));
    listen();
    await world.advance(10);
    expect(backend.subscriptions).toHaveLength(1);
    there = false;
    backend.subscriptions[0]!.tell({ type: 'changed', rev: 1_000_000 }); // what `closed` becomes
    await world.advance(60_000);
    const soon = backend.loads;
    expect(soon).toBeLessThanOrEqual(5);
    expect(ready().error).toBe(gone);
    expect(ready().live).toBe('paused');
    expect(backend.subscriptions[0]!.signal.aborted, 'no stream, no polling').toBe(true);
    await world.advance(60 * 60_000);
    expect(backend.loads - soon, 'in an hour').toBeLessThanOrEqual(4);
    expect(backend.loads - soon).toBeGreaterThan(1);
    expect(world.lines).toHaveLength(1);
    there = true;
    await world.advance(20 * 60_000);
    expect(ready().error).toBeUndefined();
    expect(backend.subscriptions).toHaveLength(2);
  });

  it('[F43] one that is gone for good is never asked for again, also when the page is looked at', async () => {
    backend.capabilities = { live: 'poll', minPollMs: 1000, contribute: 'none' };
    backend.answer = (call) =>
      call === 1
        ? Promise.resolve(parsed())
        : Promise.reject(new CampaignError('http', 'gone for good', { status: 410 }));
    listen();
    await world.advance(60_000);
    expect(backend.loads).toBe(2);
    world.page('hidden');
    world.page('shown');
    await world.advance(60 * 60_000);
    expect(backend.loads).toBe(2);
    expect(ready().live).toBe('paused');
    void store.refresh(); // whoever asks by hand is answered
    await world.advance(0);
    expect(backend.loads).toBe(3);
  });

  it('a hidden page does not retry; shown again it does, within two seconds', async () => {
    backend.answer = () => Promise.reject(timeout());
    listen();
    await world.advance(0);
    world.page('hidden');
    await world.advance(10 * 60_000);
    expect(backend.loads).toBe(1);
    world.page('shown');
    expect(backend.loads).toBe(1);
    await world.advance(1000);
    expect(backend.loads).toBe(2);
  });

  it('[F48] a network that goes away is looked for once, and said; one that did not go away is not', async () => {
    let gone = false;
    backend.answer = () => (gone ? Promise.reject(new CampaignError('offline', 'no net')) : Promise.resolve(parsed()));
    listen();
    await world.advance(0);
    world.page('offline');
    await world.advance(60_000);
    expect(store.state).toMatchObject({ status: 'ready' });
    expect(store.state).not.toHaveProperty('error');
    world.page('online');
    await world.advance(3000);
    gone = true;
    const before = backend.loads;
    world.page('offline');
    await world.advance(10 * 60_000);
    expect(backend.loads - before).toBe(1);
    expect(store.state).toMatchObject({ status: 'ready', error: { kind: 'offline' } });
    expect(world.lines).toEqual([]);
    gone = false;
    world.page('online');
    await world.advance(2000);
    expect(store.state).not.toHaveProperty('error');
  });

  it('[F48] offline: no attempts; back online: one, jittered', async () => {
    backend.answer = (call) =>
      call === 1 ? Promise.reject(new CampaignError('offline', 'no net')) : Promise.resolve(parsed());
    listen();
    world.page('offline');
    await world.advance(10 * 60_000);
    expect(backend.loads).toBe(1);
    world.page('online');
    expect(backend.loads).toBe(1);
    await world.advance(999);
    expect(backend.loads).toBe(1);
    await world.advance(1);
    expect(backend.loads).toBe(2);
    expect(store.state.status).toBe('ready');
  });
});

describe('[F37] the server’s clock', () => {
  const serverAt = (ms: number) => new Date(ms).toISOString();

  it('comes from the document, half the round trip ago, whatever the client’s clock says', async () => {
    for (const wrong of [-86_400_000, 86_400_000]) {
      world = new World();
      const truth = world.wall;
      world.wall += wrong;
      backend = new Scripted();
      backend.answer = () =>
        new Promise((resolve) => {
          world.after(400, () => {
            const campaign = parsed({ serverTime: serverAt(truth + world.monotonic()) });
            world.after(400, () => resolve(campaign));
          });
        });
      store = new BackendStore('x', backend, { environment: world });
      listen();
      await world.advance(800);
      const error = () => Math.abs(world.now() + store.clockOffset - (truth + world.monotonic()));
      expect(error()).toBeLessThanOrEqual(1);
      await world.advance(3_600_000);
      expect(error()).toBeLessThanOrEqual(1);
      world.wall += 86_400_000; // somebody sets the clock
      expect(error()).toBeLessThanOrEqual(1);
    }
  });

  it('a cached document cannot turn it back, a live channel sets it', async () => {
    backend.capabilities = { live: 'stream', minPollMs: 0, contribute: 'post' };
    backend.answer = (call) =>
      Promise.resolve(parsed({ rev: call + 10, serverTime: serverAt(world.wall + 5000 - (call - 1) * 60_000) }));
    listen();
    await world.advance(0);
    await store.refresh();
    expect(store.clockOffset).toBe(5000);
    backend.subscriptions[0]?.tell({ type: 'channel', state: 'live', serverTime: serverAt(world.now() - 7000) });
    expect(store.clockOffset).toBe(-7000);
  });

  it('is the client’s when nobody tells', async () => {
    listen();
    await world.advance(0);
    expect(store.clockOffset).toBe(0);
  });
});

describe('events', () => {
  const goals = (rev: number, from: number, confirmed: number): CampaignEvent => ({
    type: 'goals',
    update: { rev, from, goals: [{ id: 'money', raised: { confirmed } }] },
  });
  const contribution = (rev: number, from: number, n: number): CampaignEvent => ({
    type: 'contribution',
    rev,
    from,
    contribution: parsed({ contributions: { items: [gift(n)] } }).contributions!.items[0]!,
  });
  const tell = (event: CampaignEvent) => backend.subscriptions.at(-1)!.tell(event);
  const money = () => ready().campaign.goals[0]!.raised.confirmed;

  beforeEach(async () => {
    backend.capabilities = { live: 'stream', minPollMs: 0, contribute: 'post' };
    listen();
    await world.advance(0);
  });

  it('start at the revision of the document, and end with the last subscriber', async () => {
    expect(backend.subscriptions).toHaveLength(1);
    expect(backend.subscriptions[0]?.since).toBe(10);
    expect(ready().live).toBe('live');
    await store.refresh();
    expect(backend.subscriptions).toHaveLength(1);
  });

  it('[F30] apply when from ≤ L < rev, are ignored when rev ≤ L, and ask for the document when from > L', async () => {
    const before = ready().campaign;
    tell(goals(11, 10, 2000));
    expect(money()).toBe(2000);
    expect(ready().campaign.rev).toBe(11);
    expect(before.goals[0]!.raised.confirmed, 'the old state is untouched').toBe(1000);
    expect(ready().campaign.goals[1], 'what did not change is the same object').toBe(before.goals[1]);
    expect(ready().campaign.goals[0]!.raised.pledged, 'what the event leaves out stays').toBe(50);
    tell(goals(11, 10, 1)); // again
    tell(goals(9, 8, 1)); // late
    expect(money()).toBe(2000);
    tell(goals(14, 9, 1500)); // a refund: less, but newer; and coalesced over several revisions
    expect(money()).toBe(1500);
    expect(backend.loads).toBe(1);
    backend.answer = () => Promise.resolve(parsed({ rev: 20 }));
    tell(goals(20, 16, 7777)); // 15 and 16 are missing
    expect(money()).toBe(1500);
    await world.advance(1000);
    expect(backend.loads).toBe(2);
    expect(ready().campaign.rev).toBe(20);
  });

  it('a cache that answers with an older document than the events told does not turn totals back, and is asked again', async () => {
    tell(goals(12, 10, 5000));
    backend.answer = (call) => Promise.resolve(parsed({ rev: call < 4 ? 11 : 13 }));
    tell({ type: 'changed', rev: 13 });
    await world.advance(1000);
    expect(backend.loads).toBe(2);
    expect(money()).toBe(5000);
    await world.advance(60_000);
    expect(backend.loads).toBe(4);
    expect(ready().campaign.rev).toBe(13);
  });

  it('a revision that no document ever reaches is not asked for endlessly', async () => {
    tell({ type: 'changed', rev: 1_000_000 });
    await world.advance(3_600_000);
    expect(backend.loads).toBeLessThanOrEqual(10);
  });

  it('[F22] where neither events nor totals can be had, the document says so: it is asked for until it comes', async () => {
    backend.answer = () => Promise.reject(new CampaignError('network', 'nothing answers'));
    tell({ type: 'silent' });
    tell({ type: 'silent' });
    await world.advance(1000);
    expect(backend.loads).toBeGreaterThan(1);
    expect(ready().error?.kind).toBe('network');
    expect(ready().campaign.rev).toBe(10);
    backend.answer = () => Promise.resolve(parsed({ rev: 11 }));
    await world.advance(60_000);
    expect(ready().error).toBeUndefined();
    expect(ready().campaign.rev).toBe(11);
  });

  it('a server restored from a copy is believed when the channel says so', async () => {
    backend.answer = () => Promise.resolve(parsed({ rev: 4 }));
    tell({ type: 'changed', rev: 4 });
    await world.advance(5000);
    expect(ready().campaign.rev).toBe(10);
    tell({ type: 'changed', rev: 4, reset: true });
    await world.advance(5000);
    expect(ready().campaign.rev).toBe(4);
    tell(goals(5, 4, 4242));
    expect(money()).toBe(4242);
  });

  it('a new contribution comes first, ten are kept, none twice, the total counts', () => {
    for (let n = 2; n <= 15; n++) tell(contribution(9 + n, 8 + n, n));
    tell(contribution(24, 23, 15));
    tell(contribution(25, 24, 15));
    const { items, total } = ready().campaign.contributions!;
    expect(items.map(({ id }) => id)).toEqual([15, 14, 13, 12, 11, 10, 9, 8, 7, 6].map((n) => `ctr_${n}`));
    expect(total).toBe(17);
  });

  it('totals of the same or a later revision do not swallow a contribution', () => {
    tell(goals(12, 10, 3000));
    tell(contribution(11, 10, 2));
    tell(contribution(12, 11, 3));
    tell(goals(12, 11, 1));
    expect(ready().campaign.contributions!.items[0]!.id).toBe('ctr_3');
    expect(money()).toBe(3000);
  });

  it('a campaign that does not publish contributions does not begin to', async () => {
    backend.answer = () => Promise.resolve(parsed({ rev: 11, contributions: undefined }));
    await store.refresh();
    tell(contribution(12, 11, 2));
    expect(ready().campaign.contributions).toBeUndefined();
  });

  it('`changed` asks for the document once, within a second, although totals are newer already', async () => {
    tell(goals(13, 10, 3000));
    backend.answer = () => Promise.resolve(parsed({ rev: 13, mission: { title: 'New title' } }));
    for (let i = 0; i < 5; i++) tell({ type: 'changed', rev: 12 });
    await world.advance(1000);
    expect(backend.loads).toBe(2);
    expect(ready().campaign.mission.title).toBe('New title');
  });

  it('[F47] a thousand events in a second are at most five changes for who looks', async () => {
    states = [];
    for (let rev = 11; rev <= 1010; rev++) {
      tell(goals(rev, rev - 1, rev));
      await world.advance(1);
    }
    expect(money(), 'the state itself is always the newest').toBe(1010);
    await world.advance(250);
    expect(states.length).toBeLessThanOrEqual(6);
    expect(states.at(-1)).toBe(store.state);
  });

  /** A server with a history of totals and gifts, whose document is its newest state. */
  function server(length: number) {
    const random = dice(length);
    const list: CampaignEvent[] = [];
    let confirmed = 1000;
    let gifts = [gift(1)];
    for (let rev = 11; rev <= 10 + length; rev++) {
      if (rev % 2) {
        confirmed = Math.max(0, confirmed + Math.round(random() * 900 - 200));
        list.push(goals(rev, rev - 1, confirmed));
      } else {
        gifts = [gift(rev), ...gifts].slice(0, 10);
        list.push(contribution(rev, rev - 1, rev));
      }
    }
    const final = parsed({
      rev: 10 + length,
      contributions: { items: gifts, total: 3 + Math.floor(length / 2) },
      goals: [{ ...campaign().goals[0], raised: { confirmed, pledged: 50 } }, campaign().goals[1]],
    });
    return { list, final };
  }

  it('[F30] 1,000 events in any order end in what the server has', async () => {
    const { list, final } = server(1000);
    const random = dice(30);
    const shuffled = list.map((event) => ({ event, at: random() })).sort((a, b) => a.at - b.at);
    backend.answer = () => Promise.resolve(final);
    for (const { event } of shuffled) tell(event);
    await world.advance(5000);
    expect(ready().campaign).toEqual(final);
    for (const { event } of shuffled) tell(event); // all again
    await world.advance(5000);
    expect(ready().campaign).toEqual(final);
    expect(backend.loads).toBeLessThanOrEqual(3);
  });

  it('[F30] in order they need no document at all', async () => {
    const { list, final } = server(1000);
    for (const event of list) tell(event);
    await world.advance(5000);
    expect(ready().campaign).toEqual(final);
    expect(backend.loads).toBe(1);
  });

  it('[F31] any of them may be lost, as long as something comes after', async () => {
    for (let seed = 1; seed <= 25; seed++) {
      world = new World();
      backend = new Scripted();
      backend.capabilities = { live: 'stream', minPollMs: 0, contribute: 'post' };
      store = new BackendStore('x', backend, { environment: world });
      listen();
      await world.advance(0);
      const { list, final } = server(60);
      backend.answer = () => Promise.resolve(final);
      const random = dice(seed);
      list.forEach((event, i) => {
        if (i === list.length - 1 || random() < 0.6) tell(event);
      });
      await world.advance(5000);
      expect(ready().campaign, `seed ${seed}`).toEqual(final);
    }
  });
});

describe('contributing', () => {
  it('[F51] a lost answer is asked for again with the same key and the same words', async () => {
    backend.reply = (call) =>
      call < 3 ? Promise.reject(new CampaignError('network', 'reset')) : Promise.resolve(receipt);
    const mutable: Intent = { ...intent, message: 'first' };
    const promise = store.contribute(mutable, { key: 'k'.repeat(16) });
    mutable.message = 'edited meanwhile';
    await world.advance(60_000);
    await expect(promise).resolves.toBe(receipt);
    expect(backend.sent.map(({ key }) => key)).toEqual(Array(3).fill('k'.repeat(16)));
    expect(backend.sent.map(({ intent: { message } }) => message)).toEqual(['first', 'first', 'first']);
  });

  it('[F53] waits for one that still runs', async () => {
    backend.reply = (call) =>
      call === 1
        ? Promise.reject(new CampaignError('problem', 'running', { status: 409, retryAfter: 3 }))
        : Promise.resolve(receipt);
    const promise = store.contribute(intent, { key: 'key' });
    await world.advance(2999);
    expect(backend.sent).toHaveLength(1);
    await world.advance(1);
    await expect(promise).resolves.toBe(receipt);
  });

  it.each([
    ['[F58] told to slow down', new CampaignError('problem', 'slow', { status: 429, retryAfter: 1 })],
    ['refused', new CampaignError('problem', 'no', { status: 422 })],
  ])('%s: the visitor decides, nothing is sent behind their back', async (_name, error) => {
    backend.reply = () => Promise.reject(error);
    const promise = expect(store.contribute(intent, { key: 'key' })).rejects.toBe(error);
    await world.advance(600_000);
    await promise;
    expect(backend.sent).toHaveLength(1);
  });

  it('[F55] offline from the start: not sent, and nothing is sent behind their back', async () => {
    world.isOnline = false;
    const error = new CampaignError('offline', 'no net');
    backend.reply = () => Promise.reject(error);
    const promise = expect(store.contribute(intent, { key: 'key' })).rejects.toBe(error);
    await world.advance(600_000);
    await promise;
    expect(backend.sent).toHaveLength(1);
  });

  it.each([
    ['while it was sent', [() => new CampaignError('offline', 'lost')]],
    ['after one that may have arrived', [timeout, () => new CampaignError('offline', 'lost')]],
  ])('[F51] [F55] a connection lost %s leaves open whether it arrived', async (_name, errors) => {
    backend.reply = (call) => Promise.reject(errors[Math.min(call, errors.length) - 1]!());
    const promise = expect(store.contribute(intent, { key: 'key' })).rejects.toMatchObject({ kind: 'network' });
    await world.advance(600_000);
    await promise;
  });

  it('told to wait for long, it says so instead of waiting unseen', async () => {
    backend.reply = () => Promise.reject(new CampaignError('problem', 'busy', { status: 503, retryAfter: 120 }));
    const promise = expect(store.contribute(intent, { key: 'key' })).rejects.toMatchObject({ retryAfter: 120 });
    await world.advance(1000);
    await promise;
    expect(backend.sent).toHaveLength(1);
  });

  it('gives up after three times', async () => {
    backend.reply = () => Promise.reject(timeout());
    const promise = expect(store.contribute(intent, { key: 'key' })).rejects.toMatchObject({ kind: 'timeout' });
    await world.advance(600_000);
    await promise;
    expect(backend.sent).toHaveLength(3);
  });

  it('can be called off between two attempts', async () => {
    const controller = new AbortController();
    backend.reply = () => Promise.reject(timeout());
    const promise = expect(store.contribute(intent, { key: 'key', signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    await world.advance(0);
    controller.abort();
    await promise;
    await world.advance(600_000);
    expect(backend.sent).toHaveLength(1);
  });

  it('is refused in words where the campaign takes none', async () => {
    const silent: CampaignBackend = {
      capabilities: { live: 'none', minPollMs: 0, contribute: 'redirect' },
      load: () => Promise.resolve(parsed()),
    };
    store = new BackendStore('x', silent, { environment: world });
    await expect(store.contribute(intent, { key: 'key' })).rejects.toMatchObject({ kind: 'unsupported' });
    await expect(store.receipt('ctr_1', 'token')).rejects.toMatchObject({ kind: 'unsupported' });
  });

  it('never adds to the totals itself: it asks, where no stream will tell', async () => {
    listen();
    await world.advance(0);
    await store.contribute(intent, { key: 'key' });
    expect(ready().campaign.goals[0]!.raised.confirmed).toBe(1000);
    expect(backend.loads).toBe(2);
  });
});

describe('polling', () => {
  beforeEach(() => {
    backend.capabilities = { live: 'poll', minPollMs: 60_000, contribute: 'redirect' };
  });

  it('asks no more often than allowed, spread', async () => {
    world.roll = dice(3);
    listen();
    await world.advance(600_000);
    expect(ready().live).toBe('polling');
    expect(backend.loads).toBeGreaterThanOrEqual(7);
    expect(backend.loads).toBeLessThanOrEqual(11);
  });

  it('[F15] pauses while hidden, and asks within two seconds when shown again', async () => {
    listen();
    await world.advance(0);
    world.page('hidden');
    expect(ready().live).toBe('paused');
    await world.advance(3_600_000);
    expect(backend.loads).toBe(1);
    world.page('shown');
    await world.advance(2000);
    expect(backend.loads).toBe(2);
    expect(ready().live).toBe('polling');
  });

  it('does not ask at each glance', async () => {
    listen();
    await world.advance(1000);
    for (let i = 0; i < 10; i++) {
      world.page('hidden');
      world.page('shown');
      await world.advance(1000);
    }
    expect(backend.loads).toBe(1);
  });

  it('keeps its distance after a failure, at a glance and when told to wait', async () => {
    backend.answer = (call) =>
      call === 2
        ? Promise.reject(new CampaignError('http', 'busy', { status: 429, retryAfter: 600 }))
        : Promise.resolve(parsed());
    listen();
    await world.advance(100_000);
    expect(ready().error?.status).toBe(429);
    for (let i = 0; i < 5; i++) {
      world.page('hidden');
      world.page('shown');
      await world.advance(100_000);
    }
    expect(backend.loads).toBe(2);
    await world.advance(200_000);
    expect(backend.loads).toBeGreaterThan(2);
    expect(ready().error).toBeUndefined();
  });

  it('goes on after a failure', async () => {
    backend.answer = (call) =>
      call === 2 ? Promise.reject(new CampaignError('schema', 'portal')) : Promise.resolve(parsed({ rev: call }));
    listen();
    await world.advance(100_000);
    expect(ready().error?.kind).toBe('schema');
    await world.advance(100_000);
    expect(ready().error).toBeUndefined();
    expect(ready().campaign.rev).toBe(3);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { CampaignEvent } from '../../src/data/backend.ts';
import type { Environment, PageChange, Tabs } from '../../src/data/environment.ts';
import { followShared } from '../../src/data/tabs.ts';
import { Line, World } from './world.ts';

const URL_ = 'https://give.example/v1/campaigns/riverbank/events';

/** Locks and channels that tabs of one browser share. */
class Browser implements Tabs {
  readonly #held = new Map<string, (reason: Error) => void>();
  readonly #queue: { name: string; grant: () => void }[] = [];
  readonly #channels = new Set<FakeChannel>();
  refuses = false;

  locks = {
    request: (name: string, options: LockOptions, run: () => unknown): Promise<unknown> =>
      new Promise((resolve, reject) => {
        if (this.refuses) return void reject(new Error('SecurityError'));
        const grant = () => {
          this.#held.set(name, reject);
          void Promise.resolve(run()).then((value) => {
            if (this.#held.get(name) === reject) this.#release(name);
            resolve(value);
          });
        };
        if (options.steal) this.#held.get(name)?.(new Error('AbortError: stolen'));
        if (options.steal || !this.#held.has(name)) return grant();
        const waiting = { name, grant };
        this.#queue.push(waiting);
        options.signal?.addEventListener('abort', () => {
          const place = this.#queue.indexOf(waiting);
          if (place < 0) return;
          this.#queue.splice(place, 1);
          reject(new Error('AbortError'));
        });
      }),
  };

  channel = (name: string) => {
    const channel: FakeChannel = {
      name,
      onmessage: null,
      postMessage: (data) => {
        for (const other of this.#channels) {
          if (other === channel || other.name !== name) continue;
          const copy: unknown = structuredClone(data);
          queueMicrotask(() => this.#channels.has(other) && other.onmessage?.({ data: copy }));
        }
      },
      close: () => void this.#channels.delete(channel),
    };
    this.#channels.add(channel);
    return channel as unknown as BroadcastChannel;
  };

  get open(): number {
    return this.#channels.size;
  }

  /** What the browser does when a tab is gone. */
  #release(name: string): void {
    this.#held.delete(name);
    const next = this.#queue.findIndex((each) => each.name === name);
    if (next >= 0) this.#queue.splice(next, 1)[0]!.grant();
  }
}

interface FakeChannel {
  name: string;
  onmessage: ((event: { data: unknown }) => void) | null;
  postMessage: (data: unknown) => void;
  close: () => void;
}

let world: World;
let browser: Browser;
let lines: Line[];
const open = () => lines.filter(({ closed }) => !closed);
const goals = (rev: number) => ({ rev, from: rev - 1, goals: [{ id: 'money', raised: { confirmed: rev } }] });

/** A tab: a page of its own in the world all share. */
function tab(since = 10, tabs: (() => Tabs | undefined) | null = () => browser) {
  const events: CampaignEvent[] = [];
  const controller = new AbortController();
  const watchers = new Set<(change: PageChange) => void>();
  let visible = true;
  let frozen = false;
  const environment: Environment = {
    fetch: (...args) => world.fetch(...args),
    now: () => world.now(),
    monotonic: () => world.monotonic(),
    random: () => world.random(),
    after: (ms, run) => world.after(ms, () => !frozen && run()),
    visibility: () => (visible ? 'shown' : 'hidden'),
    online: () => true,
    watchPage: (listener) => {
      watchers.add(listener);
      return () => void watchers.delete(listener);
    },
    baseUrl: () => undefined,
    load: (piece) => piece(),
    ...(tabs ? { tabs } : {}),
  };
  followShared(environment, {
    signal: controller.signal,
    url: URL_,
    since,
    poll: () => Promise.resolve({ rev: since, from: 0, goals: [] }),
    onEvent: (event) => events.push(event),
  });
  return {
    events,
    close: () => controller.abort(),
    freeze: () => (frozen = true),
    page(change: PageChange) {
      if (change === 'hidden' || change === 'left') visible = false;
      if (change === 'shown' || change === 'returned') visible = true;
      for (const watcher of [...watchers]) watcher(change);
    },
    revs: () => events.flatMap((event) => (event.type === 'goals' ? [event.update.rev] : [])),
    state: () => events.findLast((event) => event.type === 'channel')?.state,
  };
}

beforeEach(() => {
  world = new World((request) => {
    const line = new Line(request);
    lines.push(line);
    return line.response;
  });
  browser = new Browser();
  lines = [];
});

/** Keeps every open line alive for so long. */
async function live(ms: number) {
  for (let passed = 0; passed < ms; passed += 5000) {
    await world.advance(Math.min(5000, ms - passed));
    for (const line of open()) line.comment();
  }
  await world.advance(0);
}

describe('[F45] several tabs of one browser', () => {
  it('have one stream, and all hear what it says', async () => {
    const tabs = Array.from({ length: 10 }, () => tab());
    await live(1000);
    expect(world.requests).toHaveLength(1);
    lines[0]!.send('goals', goals(11), 11);
    await live(20_000);
    expect(world.requests).toHaveLength(1);
    for (const each of tabs) {
      expect(each.revs()).toEqual([11]);
      expect(each.state()).toBe('live');
    }
  });

  it('another one leads at once when the leader is closed, and goes on where it was', async () => {
    const [first, second, third] = [tab(), tab(), tab()];
    await live(1000);
    lines[0]!.send('goals', goals(11), 11);
    await live(0);
    first.close();
    await live(1000);
    expect(open()).toHaveLength(1);
    expect(world.requests).toHaveLength(2);
    expect(new URL(world.requests[1]!.url).searchParams.get('lastEventId')).toBe('11');
    lines[1]!.send('goals', goals(12), 12);
    await live(1000);
    expect([second.revs(), third.revs()]).toEqual([
      [11, 12],
      [11, 12],
    ]);
    expect(first.revs()).toEqual([11]);
  });

  it('[F15] a leader out of sight gives the stream away, and follows when it is back', async () => {
    const [first, second] = [tab(), tab()];
    await live(1000);
    first.page('hidden');
    await live(29_000);
    expect(world.requests).toHaveLength(1);
    await live(2000);
    expect(world.requests).toHaveLength(2);
    expect(open()).toHaveLength(1);
    expect([first.state(), second.state()]).toEqual(['paused', 'live']);
    lines[1]!.send('goals', goals(11), 11);
    await live(1000);
    expect(first.revs()).toEqual([]);
    first.page('shown');
    await live(5000);
    expect(world.requests).toHaveLength(2);
    expect(first.state()).toBe('live');
    // It missed something: the document has it.
    expect(first.events).toContainEqual({ type: 'changed', rev: 11 });
    lines[1]!.send('goals', goals(12), 12);
    await live(1000);
    expect(first.revs()).toEqual([12]);
  });

  it('[F14] a leader that goes into the cache gives the stream away at once', async () => {
    const [first, second] = [tab(), tab()];
    await live(1000);
    first.page('left');
    await live(1000);
    expect(open()).toHaveLength(1);
    expect(second.state()).toBe('live');
    first.page('returned');
    await live(5000);
    expect(world.requests).toHaveLength(2);
    expect(first.state()).toBe('live');
  });

  it('a leader that falls silent with the lock in its hand loses it within seconds', async () => {
    const [first, second, third] = [tab(), tab(), tab()];
    await live(10_000);
    first.freeze();
    await live(25_000);
    expect(world.requests).toHaveLength(2);
    lines[1]!.send('goals', goals(11), 11);
    await live(1000);
    expect([second.revs(), third.revs()]).toEqual([[11], [11]]);
  });

  it('one whose document is newer or older than the stream asks for what it lacks', async () => {
    tab(10);
    await live(1000);
    lines[0]!.send('goals', goals(15), 15);
    await live(1000);
    const [older, newer] = [tab(12), tab(15)];
    await live(1000);
    expect(older.events).toContainEqual({ type: 'changed', rev: 15 });
    expect(newer.events.filter(({ type }) => type === 'changed')).toEqual([]);
  });

  it('[F48] offline, none asks; online again, one', async () => {
    const tabs = [tab(), tab()];
    await live(1000);
    for (const each of tabs) each.page('offline');
    await live(60_000);
    expect(world.requests).toHaveLength(1);
    expect(open()).toHaveLength(0);
    for (const each of tabs) each.page('online');
    await live(5000);
    expect(open()).toHaveLength(1);
    expect(tabs.map((each) => each.state())).toEqual(['live', 'live']);
  });

  it('[F20] where locks are refused, or there are none, each has its own', async () => {
    browser.refuses = true;
    const refused = tab();
    const without = tab(10, () => undefined);
    const node = tab(10, null);
    await live(1000);
    expect(world.requests).toHaveLength(3);
    for (const line of lines) line.send('goals', goals(11), 11);
    await live(0);
    for (const each of [refused, without, node]) expect(each.revs()).toEqual([11]);
    refused.close();
    await live(1000);
    expect(open()).toHaveLength(2);
  });

  it('[F13] leave nothing behind', async () => {
    const tabs = [tab(), tab(), tab()];
    await live(7000);
    for (const each of tabs) each.close();
    await live(1000);
    expect([browser.open, open().length, world.pendingTimers]).toEqual([0, 0, 0]);
  });
});

import { setMaxListeners } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CampaignEvent } from '../../src/data/backend.ts';
import { CairnBackend } from '../../src/data/backends/cairn.ts';
import { defaultEnvironment } from '../../src/data/environment.ts';
import { EventStreamParser } from '../../src/data/event-stream.ts';
import { followStream } from '../../src/data/live.ts';
import type { GoalsUpdate } from '../../src/data/schema.ts';
import { BackendStore } from '../../src/data/store.ts';
import { campaign, dice, gift, json, Line, World, type Seen } from './world.ts';

const URL_ = 'https://give.example/v1/campaigns/riverbank/events';
const MINUTE = 60_000;

let world: World;
let lines: Line[];
let events: CampaignEvent[];
let polls: number[];
let poll: () => Promise<GoalsUpdate>;
let controller: AbortController;

/** What the server does with a connection: by default it takes it and says nothing. */
let serve: (request: Seen) => Response | Promise<Response>;
const accept = (request: Seen) => {
  const line = new Line(request);
  lines.push(line);
  return line.response;
};
const refuse =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    new Response(status === 204 ? null : 'no', { status, headers });

const follow = (since = 10) =>
  followStream(world, {
    signal: controller.signal,
    url: URL_,
    since,
    poll: () => {
      polls.push(world.monotonic());
      return poll();
    },
    onEvent: (event) => events.push(event),
  });
const channel = () => events.flatMap((event) => (event.type === 'channel' ? [event.state] : []));
const line = () => lines.at(-1)!;
const asked = () => world.requests.map(({ url }) => new URL(url).searchParams.get('lastEventId'));
const goals = (rev: number, from = rev - 1) => ({ rev, from, goals: [{ id: 'money', raised: { confirmed: rev } }] });

/** Keeps the line alive for `ms`. */
async function beat(ms: number) {
  for (let passed = 0; passed < ms; passed += 15_000) {
    line().comment();
    await world.advance(Math.min(15_000, ms - passed));
  }
}

beforeEach(() => {
  world = new World((request) => serve(request));
  serve = accept;
  lines = [];
  events = [];
  polls = [];
  poll = () => Promise.resolve({ rev: 10, from: 0, goals: [] });
  controller = new AbortController();
});

describe('the stream', () => {
  it('is asked for what came after the document, by a request that needs no preflight', async () => {
    follow(812);
    await world.advance(0);
    expect(asked()).toEqual(['812']);
    const { init } = world.requests[0]!;
    expect(init.headers).toBeUndefined();
    expect(init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'error' });
  });

  it('is live once something was heard', async () => {
    follow();
    await world.advance(1000);
    expect(channel()).toEqual([]);
    line().raw('retry: 4317\n\n');
    await world.advance(0);
    expect(channel()).toEqual(['live']);
  });

  it('tells totals, contributions, changes and the time', async () => {
    follow();
    await world.advance(0);
    line().send('hello', { rev: 10, serverTime: '2026-06-12T12:00:05Z', heartbeatMs: 15000 });
    line().send('goals', goals(11), 11);
    line().send('contribution', { rev: 12, from: 11, contribution: gift(2) }, 12);
    line().send('member', { rev: 13, from: 12 }, 13);
    line().send('closed', { rev: 14, from: 13 }, 14);
    line().send('something-of-next-year', { rev: 15 }, 15);
    await world.advance(0);
    expect(events).toMatchObject([
      { type: 'channel', state: 'live' },
      { type: 'channel', state: 'live', serverTime: '2026-06-12T12:00:05Z' },
      { type: 'goals', update: { rev: 11, from: 10 } },
      { type: 'contribution', rev: 12, from: 11, contribution: { id: 'ctr_2', name: 'Donor 2' } },
      { type: 'changed', rev: 13 },
      { type: 'changed', rev: 14 },
    ]);
  });

  it('[F23] an event that cannot be read asks for the document instead', async () => {
    follow();
    await world.advance(0);
    line().raw('id: 11\nevent: goals\ndata: {"rev":11,"go\n\n');
    line().send('goals', { rev: 12, goals: [{ id: 'money', raised: { confirmed: -5 } }] }, 12);
    line().send('contribution', { rev: 13, contribution: { id: 'x' } }, 13);
    line().raw('id: 14\nevent: changed\ndata: null\n\n');
    await world.advance(0);
    expect(events.slice(1)).toEqual([11, 12, 13, 14].map((rev) => ({ type: 'changed', rev })));
  });

  it('[F31] continues after the last event it has heard', async () => {
    follow();
    await world.advance(0);
    line().send('goals', goals(17, 10), 17);
    await world.advance(0);
    line().drop();
    await world.advance(1000);
    expect(asked()).toEqual(['10', '17']);
  });

  it('a hello that is ahead is believed when nothing follows it', async () => {
    follow();
    await world.advance(0);
    line().send('hello', { rev: 12 });
    line().send('goals', goals(12, 10), 12);
    await world.advance(5000);
    expect(events.filter(({ type }) => type === 'changed')).toEqual([]);
    line().send('hello', { rev: 20 });
    await world.advance(5000);
    expect(events.at(-1)).toEqual({ type: 'changed', rev: 20 });
  });

  it('a server that was restored from a copy says less than before: everything is asked for again', async () => {
    follow(812);
    await world.advance(0);
    line().send('hello', { rev: 700 });
    await world.advance(0);
    expect(events.at(-1)).toEqual({ type: 'changed', rev: 700, reset: true });
    line().drop();
    await world.advance(1000);
    expect(asked()).toEqual(['812', '700']);
  });

  it('a resync asks for the document, and goes on from there', async () => {
    follow();
    await world.advance(0);
    line().send('resync', { rev: 5000 }, 5000);
    await world.advance(0);
    expect(events.at(-1)).toEqual({ type: 'changed', rev: 5000 });
    line().drop();
    await world.advance(1000);
    expect(asked()).toEqual(['10', '5000']);
  });

  it('ends with its signal, and leaves nothing behind', async () => {
    follow();
    await world.advance(0);
    line().comment();
    await world.advance(0);
    controller.abort();
    await world.advance(0);
    expect(line().closed).toBe(true);
    expect(world.pendingTimers).toBe(0);
    expect(world.watchers).toBe(0);
    await world.advance(10 * MINUTE);
    expect(lines).toHaveLength(1);
  });
});

describe('the code that follows', () => {
  const ENDPOINT = 'https://give.example/v1/campaigns/riverbank';
  const start = () => {
    world.answer = (request) => (request.url.includes('/events') ? accept(request) : json(campaign()));
    const store = new BackendStore(ENDPOINT, new CairnBackend(ENDPOINT, world), { environment: world });
    return { store, stop: store.subscribe(() => {}) };
  };

  it('[F22] that does not arrive is fetched again with the next document', async () => {
    const { load } = world;
    world.load = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
    const { store } = start();
    await world.advance(1000);
    expect(store.state).toMatchObject({ status: 'ready', live: 'paused' });
    expect(lines).toHaveLength(0);
    world.load = load;
    await world.advance(MINUTE);
    expect(lines).toHaveLength(1);
    line().comment();
    await world.advance(0);
    expect(store.state).toMatchObject({ live: 'live' });
  });

  it('[F10] that arrives after the last subscriber has gone follows nothing', async () => {
    const { load } = world;
    let arrive = () => {};
    const held = new Promise<void>((resolve) => (arrive = resolve));
    world.load = async (piece) => {
      await held;
      return load.call(world, piece) as ReturnType<typeof piece>;
    };
    const { stop } = start();
    await world.advance(0);
    stop();
    await world.advance(1000);
    arrive();
    await world.advance(MINUTE);
    expect(lines).toHaveLength(0);
    expect([world.pendingTimers, world.watchers]).toEqual([0, 0]);
  });
});

describe('[F42] a lost connection', () => {
  it('is opened again with full jitter, 1 s × 2ⁿ', async () => {
    const gaps: number[] = [];
    for (let seed = 1; seed <= 200; seed++) {
      world = new World(() => Promise.reject(new TypeError('no')));
      world.roll = dice(seed);
      controller = new AbortController();
      follow();
      await world.advance(3000);
      controller.abort();
      const [first = 0, second] = world.requests.map(({ at }) => at);
      gaps.push((second ?? 3000) - first);
    }
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1000);
    expect(gaps.filter((gap) => gap < 500).length).toBeGreaterThan(60);
    expect(gaps.filter((gap) => gap >= 500).length).toBeGreaterThan(60);
  });

  it('follows the server’s own advice, so that a herd spreads further', async () => {
    world.roll = () => 0.999;
    follow();
    await world.advance(0);
    line().raw('retry: 6000\n\n');
    await world.advance(0);
    line().drop();
    await world.advance(8900);
    expect(lines).toHaveLength(1);
    await world.advance(100);
    expect(lines).toHaveLength(2);
  });

  it('says paused only when it does not come back at once', async () => {
    follow();
    await world.advance(0);
    line().comment();
    await world.advance(0);
    line().drop();
    await world.advance(1000);
    line().comment();
    await world.advance(0);
    expect(channel()).toEqual(['live']);
    serve = refuse(503);
    line().drop();
    await world.advance(1500);
    expect(channel()).toEqual(['live', 'paused']);
  });

  it('counts from the start again after a minute of health', async () => {
    world.roll = () => 0.999;
    for (let round = 0; round < 6; round++) {
      if (round === 0) follow();
      await world.advance(1000);
      expect(lines, `round ${round}`).toHaveLength(round + 1);
      await beat(61_000);
      line().drop();
    }
    expect(polls).toEqual([]);
  });

  it('a connection that ends at once each time is a failure, too', async () => {
    serve = (request) => {
      const response = accept(request);
      line().comment();
      line().end();
      return response;
    };
    follow();
    await world.advance(MINUTE);
    expect(lines.length).toBeLessThanOrEqual(3);
    expect(polls.length).toBeGreaterThan(0);
  });

  it('a server that says bye is no failure, and is left alone as long as it asks', async () => {
    follow();
    for (let round = 1; round <= 5; round++) {
      await world.advance(0);
      line().send('bye', { reconnectAfterMs: 10_000 });
      await world.advance(9999);
      expect(lines).toHaveLength(round);
      await world.advance(5001);
    }
    expect(lines).toHaveLength(6);
    expect(polls).toEqual([]);
  });

  it('[F46] a herd comes back spread: no second sees more than a fifth, all within a minute', async () => {
    const pages = 1000;
    setMaxListeners(0, controller.signal);
    world.roll = dice(46);
    const advice = dice(47);
    for (let i = 0; i < pages; i++) follow();
    await world.advance(0);
    for (const one of lines) one.raw(`retry: ${Math.round(3000 + advice() * 5000)}\n\n`);
    await world.advance(0);
    const crash = world.monotonic();
    for (const one of lines.splice(0)) one.drop();
    await world.advance(MINUTE);
    const back = world.requests.slice(pages).map(({ at }) => Math.floor((at - crash) / 1000));
    expect(back.length).toBeGreaterThanOrEqual(pages);
    const busiest = Math.max(...Array.from({ length: 60 }, (_, second) => back.filter((s) => s === second).length));
    expect(busiest).toBeLessThanOrEqual(pages / 5);
  });
});

describe('[F43] a server that does not stream', () => {
  it.each([
    ['503 with Retry-After', refuse(503, { 'retry-after': '30' }), 30_000],
    ['429 with Retry-After', refuse(429, { 'retry-after': '45' }), 45_000],
  ])('%s is left alone as long as it asks', async (_name, answer, ms) => {
    serve = answer;
    follow();
    await world.advance(ms - 1);
    expect(world.requests).toHaveLength(1);
    await world.advance(1001);
    expect(world.requests).toHaveLength(2);
  });

  it.each([204, 410])('%i: stop', async (status) => {
    serve = refuse(status);
    follow();
    await world.advance(60 * MINUTE);
    world.page('hidden');
    world.page('shown');
    await world.advance(60 * MINUTE);
    expect(world.requests).toHaveLength(1);
    expect(polls).toEqual([]);
    expect(channel()).toEqual(['paused']);
    expect(world.pendingTimers).toBe(0);
  });

  it.each([
    ['500', () => refuse(500)()],
    ['404', () => refuse(404)()],
    ['a web page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['no network', () => Promise.reject(new TypeError('failed'))],
  ])('%s: after three failures `/goals` is asked, the stream every five minutes', async (_name, answer) => {
    serve = answer;
    follow();
    await world.advance(10_000);
    expect(world.requests).toHaveLength(3);
    expect(channel().at(-1)).toBe('polling');
    const before = world.requests.length;
    await world.advance(20 * MINUTE);
    expect(world.requests.length - before).toBeLessThanOrEqual(4);
    expect(world.requests.length - before).toBeGreaterThanOrEqual(3);
    expect(polls.length).toBeGreaterThan(20);
    for (const [i, at] of polls.entries()) {
      const gap = at - (polls[i - 1] ?? at - 30_000);
      expect(gap).toBeGreaterThanOrEqual(15_000);
      expect(gap).toBeLessThanOrEqual(45_000);
    }
    serve = accept;
    while (lines.length === 0) await world.advance(1000);
    expect(channel().at(-1), 'an open line that has said nothing is not live').toBe('polling');
    const polled = polls.length;
    line().comment();
    await world.advance(0);
    expect(channel().at(-1)).toBe('live');
    await beat(5 * MINUTE);
    expect(polls.length).toBe(polled);
  });

  it('a poll tells the totals, and asks for the document when something happened, at most once a minute', async () => {
    serve = refuse(500);
    let rev = 10;
    poll = () => Promise.resolve({ ...goals(++rev, 0) });
    follow();
    await world.advance(10 * MINUTE);
    const told = events.filter(({ type }) => type === 'goals').length;
    const changed = events.filter(({ type }) => type === 'changed').length;
    expect(told).toBe(polls.length);
    expect(changed).toBeGreaterThanOrEqual(8);
    expect(changed).toBeLessThanOrEqual(10);
  });

  it('[F22] a poll that fails says paused and that nothing answers, and goes on', async () => {
    serve = refuse(500);
    let fails = false;
    poll = () => (fails ? Promise.reject(new Error('down')) : Promise.resolve({ rev: 10, from: 0, goals: [] }));
    follow();
    await world.advance(MINUTE);
    expect(events.some(({ type }) => type === 'silent')).toBe(false);
    fails = true;
    await world.advance(MINUTE);
    expect(events.at(-1)).toEqual({ type: 'silent' });
    fails = false;
    await world.advance(MINUTE);
    expect(channel().slice(-3)).toEqual(['polling', 'paused', 'polling']);
  });
});

describe('[F44] silence', () => {
  it('of 45 s is a dead line; comments are not silence', async () => {
    follow();
    await world.advance(0);
    await beat(10 * MINUTE);
    expect(lines).toHaveLength(1);
    await world.advance(45_000 - 15_000 - 1);
    expect(line().closed).toBe(false);
    await world.advance(1 + 15_000 + 1000);
    expect(lines[0]?.closed).toBe(true);
    expect(lines).toHaveLength(2);
    expect(channel().slice(0, 2)).toEqual(['live', 'paused']);
  });

  it('twice, and polling begins although connections are taken', async () => {
    follow();
    await world.advance(2 * 45_000 + 5000);
    expect(lines).toHaveLength(2);
    expect(polls.length).toBeGreaterThanOrEqual(1);
    expect(channel().at(-1)).toBe('polling');
  });

  it('before the answer counts as well', async () => {
    serve = () => new Promise(() => {});
    follow();
    await world.advance(46_000);
    expect(world.requests).toHaveLength(2);
    expect(world.requests[0]?.init.signal?.aborted).toBe(true);
  });

  it('is measured by the server’s own heartbeat where that is slower', async () => {
    follow();
    await world.advance(0);
    line().send('hello', { rev: 10, heartbeatMs: 30_000 });
    line().comment();
    await world.advance(0);
    line().comment();
    await world.advance(60_000);
    expect(lines).toHaveLength(1);
    await world.advance(32_000);
    expect(lines).toHaveLength(2);
  });

  it('[F24] an event without end is cut off', async () => {
    follow();
    await world.advance(0);
    for (let i = 0; i < 30 && !line().closed; i++) {
      line().raw(`data: ${'x'.repeat(10_000)}\n`);
      await world.advance(0);
    }
    expect(lines[0]?.closed).toBe(true);
  });
});

describe('the page', () => {
  it('[F15] hidden for 30 s gives the connection back; shown, it goes on within two seconds where it was', async () => {
    follow();
    await world.advance(0);
    line().send('goals', goals(11), 11);
    await world.advance(0);
    world.page('hidden');
    await world.advance(29_999);
    expect(line().closed).toBe(false);
    await world.advance(1);
    expect(line().closed).toBe(true);
    expect(channel()).toEqual(['live', 'paused']);
    await world.advance(60 * MINUTE);
    expect(lines).toHaveLength(1);
    expect(polls).toEqual([]);
    world.page('shown');
    expect(lines).toHaveLength(1);
    await world.advance(2000);
    expect(asked()).toEqual(['10', '11']);
  });

  it('hidden for a moment keeps it', async () => {
    follow();
    await world.advance(0);
    world.page('hidden');
    await world.advance(20_000);
    world.page('shown');
    line().comment();
    await world.advance(20_000);
    expect(lines).toHaveLength(1);
    expect(line().closed).toBe(false);
  });

  it('left closes it at once, returned opens it with the last id', async () => {
    follow();
    await world.advance(0);
    line().send('goals', goals(11), 11);
    await world.advance(0);
    world.page('left');
    expect(line().closed).toBe(true);
    await world.advance(60 * MINUTE);
    expect(lines).toHaveLength(1);
    world.page('returned');
    await world.advance(2000);
    expect(asked()).toEqual(['10', '11']);
  });

  it('[F16] prerendered asks nothing before it is shown', async () => {
    world.visible = 'waiting';
    follow();
    await world.advance(10 * MINUTE);
    expect(world.requests).toEqual([]);
    world.page('shown');
    await world.advance(2000);
    expect(lines).toHaveLength(1);
  });

  it('opened in the background asks nothing either', async () => {
    world.visible = 'hidden';
    follow();
    world.page('online');
    await world.advance(10 * MINUTE);
    expect(world.requests).toEqual([]);
    world.page('shown');
    await world.advance(2000);
    expect(lines).toHaveLength(1);
  });

  it('[F48] offline: no attempts, no polls; online: one, jittered', async () => {
    follow();
    await world.advance(0);
    line().comment();
    await world.advance(0);
    world.page('offline');
    await world.advance(0);
    expect(channel()).toEqual(['live', 'paused']);
    await world.advance(60 * MINUTE);
    world.page('hidden');
    world.page('shown');
    await world.advance(60 * MINUTE);
    expect(world.requests).toHaveLength(1);
    expect(polls).toEqual([]);
    world.page('online');
    expect(world.requests).toHaveLength(1);
    await world.advance(2000);
    expect(world.requests).toHaveLength(2);
  });

  it('[F48] a device that wrongly says it is offline is not believed before something fails', async () => {
    world.isOnline = false;
    follow();
    await world.advance(0);
    expect(lines).toHaveLength(1);
  });
});

it('over a real connection: follows, loses the line, catches up, lets go', async () => {
  let confirmed = 1000;
  let rev = 10;
  const streams: ServerResponse[] = [];
  const since: (string | null)[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    if (url.pathname.endsWith('/events')) {
      since.push(url.searchParams.get('lastEventId'));
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      response.write(`event: hello\ndata: {"rev":${rev},"heartbeatMs":15000}\n\n`);
      const update = { rev, from: Number(since.at(-1)), goals: [{ id: 'money', raised: { confirmed } }] };
      if (update.from < rev) response.write(`id: ${rev}\nevent: goals\ndata: ${JSON.stringify(update)}\n\n`);
      streams.push(response);
    } else {
      const links = { events: `http://${request.headers.host}/v1/campaigns/riverbank/events` };
      response.end(JSON.stringify(campaign({ rev, links })));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/campaigns/riverbank`;
  const environment = { ...defaultEnvironment, random: () => 0.05 };
  const store = new BackendStore(endpoint, new CairnBackend(endpoint, environment), { environment });
  const until = (check: () => boolean) =>
    new Promise<void>((resolve) => {
      const leave = store.subscribe(() => {
        if (!check()) return;
        leave();
        resolve();
      });
    });
  const money = () => (store.state.status === 'ready' ? store.state.campaign.goals[0]?.raised.confirmed : undefined);
  const leave = store.subscribe(() => {});
  try {
    await until(() => store.state.status === 'ready' && store.state.live === 'live');
    confirmed = 2500;
    rev = 11;
    streams[0]?.write(
      `id: 11\nevent: goals\ndata: {"rev":11,"from":10,"goals":[{"id":"money","raised":{"confirmed":2500}}]}\n\n`,
    );
    await until(() => money() === 2500);
    confirmed = 4000;
    rev = 12;
    streams[0]?.destroy();
    await until(() => money() === 4000);
    expect(since).toEqual(['10', '11']);
    const closed = new Promise((resolve) => streams[1]?.on('close', resolve));
    leave();
    await closed;
  } finally {
    leave();
    server.closeAllConnections();
    server.close();
  }
}, 10_000);

describe('the parser', () => {
  const parse = (...pieces: string[]) => {
    const parser = new EventStreamParser();
    return pieces.flatMap((piece) => parser.push(piece));
  };

  it.each([
    ['one event', 'event: goals\ndata: 1\nid: 4\n\n', [{ type: 'goals', data: '1', id: '4' }]],
    ['no space after the colon', 'data:x\n\n', [{ type: 'message', data: 'x', id: '' }]],
    ['only one space is taken', 'data:  x\n\n', [{ type: 'message', data: ' x', id: '' }]],
    ['several lines', 'data: a\ndata: b\ndata\n\n', [{ type: 'message', data: 'a\nb\n', id: '' }]],
    ['carriage returns', 'data: a\r\rdata: b\r\n\r\n', ['a', 'b'].map((data) => ({ type: 'message', data, id: '' }))],
    ['comments', ': hello\n\n:\n\ndata: a\n\n', [{ type: 'message', data: 'a', id: '' }]],
    ['a byte order mark', '\uFEFFdata: a\n\n', [{ type: 'message', data: 'a', id: '' }]],
    ['the id stays', 'id: 7\ndata: a\n\ndata: b\n\n', ['a', 'b'].map((data) => ({ type: 'message', data, id: '7' }))],
    ['an id with a null is none', 'id: a\0b\ndata: a\n\n', [{ type: 'message', data: 'a', id: '' }]],
    [
      'an event without data is none, and leaves no name',
      'event: x\n\ndata: a\n\n',
      [{ type: 'message', data: 'a', id: '' }],
    ],
    ['what has not ended', 'data: a\n', []],
    ['unknown fields', 'foo: bar\ndata: a\n\n', [{ type: 'message', data: 'a', id: '' }]],
  ])('%s', (_name, text, expected) => {
    expect(parse(text)).toEqual(expected);
    expect(parse(...text), 'piece by piece').toEqual(expected);
  });

  it('reads the advice to wait, and nothing that is no number', () => {
    const parser = new EventStreamParser();
    parser.push('retry: 4317\nretry: soon\n\n');
    expect(parser.retry).toBe(4317);
  });
});

import { expect, it } from 'vitest';
import { contributionEventSchema, goalsUpdateSchema, read } from '../../src/data/schema.ts';
import { importCampaign } from '../src/database/import.ts';
import { EventStream } from '../src/live/stream.ts';
import { expectSchema } from './contract.ts';
import { campaignFixture } from './fixtures/campaign.ts';
import {
  BASE,
  GIVE,
  ofType,
  onBothDatabases,
  PLEDGE,
  readEvents,
  serve,
  type Place,
  type SentEvent,
} from './helpers.ts';

const EVENTS = `${BASE}/events`;
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));
const until =
  (type: string, n = 1) =>
  (events: SentEvent[]) =>
    ofType(events, type).length >= n;

onBothDatabases('live events', (kind) => {
  /** The app's clock runs here: coalescing is about real time. */
  const live = async (place?: Place, options: Parameters<typeof serve>[1] = {}) =>
    serve(place ?? (await kind.place()), { now: Date.now, ...options });

  it('[B12] says hello with revision, time and heartbeat, and the headers that keep proxies out of the way', async () => {
    const server = await live();
    const response = await server.ask(EVENTS);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const [retry, hello] = await readEvents(response, until('hello'));
    expect(hello!.data).toMatchObject({ rev: 7, heartbeatMs: 15_000 });
    expect(Math.abs(Date.parse(hello!.data['serverTime'] as string) - Date.now())).toBeLessThan(5000);
    expect(hello!.id).toBeUndefined();
    const pauses = [retry!.data['text']];
    for (let index = 0; index < 5; index++)
      pauses.push((await readEvents(await server.ask(EVENTS), until('hello')))[0]!.data['text']);
    for (const text of pauses) {
      const ms = Number(/^retry: (\d+)$/.exec(String(text))![1]);
      expect(ms).toBeGreaterThanOrEqual(2000);
      expect(ms).toBeLessThanOrEqual(12_000);
    }
    expect(new Set(pauses).size).toBeGreaterThan(1); // not everybody at once
    await server.close();
  });

  it('sends a comment at every heartbeat', async () => {
    const server = await live(undefined, { live: { heartbeatMs: 30 } });
    const events = await readEvents(await server.ask(EVENTS), until('comment', 3));
    expect(ofType(events, 'comment')[0]!.data['text']).toBe(': keep-alive');
    await server.close();
  });

  it('tells a contribution and the new totals', async () => {
    const server = await live();
    const response = await server.ask(EVENTS);
    const receipt = await server.give({ ...GIVE, email: 'ada@example.org', name: 'Ada' });
    await server.checkout(receipt);
    const events = await readEvents(response, until('goals'));
    const [contribution] = ofType(events, 'contribution');
    const [goals] = ofType(events, 'goals');
    expectSchema('ContributionEvent', contribution!.data);
    expectSchema('Goals', goals!.data);
    expect(read(contributionEventSchema(), contribution!.data).value).toMatchObject({
      rev: 8,
      from: 7,
      contribution: { id: receipt.id, anonymous: true, quantity: GIVE.quantity },
    });
    expect(read(goalsUpdateSchema(), goals!.data).value).toMatchObject({
      rev: 9,
      from: 7,
      goals: [{ id: 'money', raised: { confirmed: 102_500 }, supporters: 41 }, {}, {}],
    });
    expect([contribution!.id, goals!.id]).toEqual(['8', '9']);
    expect(JSON.stringify(events)).not.toMatch(/ada@example|Ada/);
    await server.close();
  });

  it('[B11] sends at most four totals a second however many contribute, and the last one is right', async () => {
    const server = await live();
    const response = await server.ask(EVENTS);
    const reading = readEvents(response, (events) => ofType(events, 'goals').at(-1)?.data.rev === 7 + 2 * 150, 20_000);
    const started = Date.now();
    for (let round = 0; round < 15; round++) {
      await Promise.all(Array.from({ length: 10 }, () => server.give(PLEDGE)));
      await sleep(40);
    }
    const events = await reading;
    const goals = ofType(events, 'goals');
    const seconds = (goals.at(-1)!.at - started) / 1000;
    expect(goals.length).toBeLessThanOrEqual(Math.ceil(seconds * 4) + 1);
    const last = goals.at(-1)!.data as unknown as { goals: { raised: { pledged: number } }[] };
    expect(last.goals[0]!.raised.pledged).toBe(5000 + 150 * 1000);
    // Every event can be applied by a reader that applied the one before it.
    let known = 7;
    for (const event of events.filter((one) => one.type === 'goals' || one.type === 'contribution')) {
      expect(event.data.from).toBeLessThanOrEqual(known);
      expect(event.data.rev).toBeGreaterThan(known);
      known = event.data.rev!;
    }
    await server.close();
  });

  it('tells what was missed, by query or by header', async () => {
    const server = await live();
    await server.give(PLEDGE);
    await server.give(PLEDGE);
    for (const init of [{ path: `${EVENTS}?lastEventId=7` }, { path: EVENTS, headers: { 'last-event-id': '7' } }]) {
      const events = await readEvents(await server.ask(init.path, { headers: init.headers ?? {} }), until('goals'));
      expect(events.map((one) => one.type)).toEqual(['retry', 'hello', 'contribution', 'contribution', 'goals']);
      expect(events.at(-1)!.data).toMatchObject({ rev: 11, from: 7 });
    }
    const middle = await readEvents(await server.ask(`${EVENTS}?lastEventId=9`), until('goals'));
    expect(ofType(middle, 'contribution')).toHaveLength(1);
    const none = await readEvents(await server.ask(`${EVENTS}?lastEventId=11`), () => false, 300);
    expect(none.map((one) => one.type)).toEqual(['retry', 'hello']);
    await server.close();
  });

  it('asks to read again when the past is not kept, and to start over when it is not ours', async () => {
    const server = await live();
    await server.give(PLEDGE);
    const old = await readEvents(await server.ask(`${EVENTS}?lastEventId=2`), until('changed'));
    expect(old.at(-1)).toMatchObject({ type: 'changed', data: { rev: 9 } });
    const future = await readEvents(await server.ask(`${EVENTS}?lastEventId=5000`), until('resync'));
    expect(future.at(-1)).toMatchObject({ type: 'resync', id: '9', data: { rev: 9 } });
    const odd = await readEvents(await server.ask(`${EVENTS}?lastEventId=abc`), () => false, 200);
    expect(odd.map((one) => one.type)).toEqual(['retry', 'hello']);
    await server.close();
  });

  it('says changed when something other than totals changes', async () => {
    const server = await live();
    const response = await server.ask(EVENTS);
    await server.give({ pathwayId: 'help', shifts: ['sat'] }); // places left are in the document only
    const events = await readEvents(response, until('changed'));
    expect(events.at(-1)!.data.rev).toBe(9);
    const again = await server.ask(`${EVENTS}?lastEventId=9`);
    await importCampaign(server.database.db, campaignFixture({ mission: { title: 'New words' } }), Date.now());
    server.cairn.deps.hub.wake('riverbank');
    expect((await readEvents(again, until('changed'))).at(-1)!.data.rev).toBe(10);
    await server.close();
  });

  it('[B16] says goodbye and when to come back', async () => {
    const server = await live();
    const response = await server.ask(EVENTS);
    const reading = readEvents(response, () => false);
    await sleep(50);
    await server.cairn.close(200);
    const last = (await reading).at(-1)!;
    expect(last.type).toBe('bye');
    expect(last.data['reconnectAfterMs']).toBeGreaterThanOrEqual(500);
    expect((await server.ask(EVENTS)).status).toBe(503);
    expect((await server.ask('/readyz')).status).toBe(503);
    expect((await server.ask('/healthz')).status).toBe(200);
    await server.close();
  });

  it('[B14] gives one address twenty streams, and places back when they end', async () => {
    const server = await live();
    const open = await Promise.all(Array.from({ length: 25 }, () => server.ask(EVENTS)));
    expect(open.filter((one) => one.status === 200)).toHaveLength(20);
    const refused = open.find((one) => one.status === 503)!;
    expect(refused.headers.get('retry-after')).toBe('30');
    expect((await server.ask(EVENTS, { address: '192.0.2.9' })).status).toBe(200);
    await open.find((one) => one.status === 200)!.body!.cancel();
    expect((await server.ask(EVENTS)).status).toBe(200);
    await server.close();
  });

  it('sends 204 when the campaign is over for good', async () => {
    const server = await live(undefined, { campaigns: [campaignFixture({ status: 'ended' })] });
    expect((await server.ask(EVENTS)).status).toBe(204);
    await server.close();
  });

  if (kind.name === 'postgres')
    it('[B20] several instances tell each other, with and without NOTIFY', async () => {
      const place = await kind.place();
      const servers = [await live(place), await live(place), await live(place)];
      const streams = await Promise.all(servers.map((server) => server.ask(EVENTS)));
      const readings = streams.map((stream) =>
        readEvents(stream, (events) => ofType(events, 'goals').at(-1)?.data.rev === 7 + 60),
      );
      await Promise.all(Array.from({ length: 30 }, (_, index) => servers[index % 3]!.give(PLEDGE)));
      for (const events of await Promise.all(readings)) {
        let known = 7;
        for (const event of events.filter((one) => one.type === 'goals' || one.type === 'contribution')) {
          expect(event.data.from).toBeLessThanOrEqual(known); // nothing lost
          expect(event.data.rev).toBeGreaterThan(known); // nothing twice
          known = event.data.rev!;
        }
        expect(known).toBe(67);
      }
      // A writer that tells nobody is found by the sweep.
      const waiting = await servers[0]!.ask(`${EVENTS}?lastEventId=67`);
      const started = Date.now();
      const reading = readEvents(waiting, until('changed'));
      await importCampaign(servers[1]!.database.db, campaignFixture({ mission: { title: 'Quiet' } }), Date.now());
      expect((await reading).at(-1)!.data.rev).toBe(68);
      expect(Date.now() - started).toBeLessThan(3000);
      for (const server of servers) await server.close();
    });
});

it('[B13] drops a reader that does not read, and never waits for it', () => {
  const closed: string[] = [];
  const wire = {
    headersSent: false,
    writableLength: 0,
    write: () => true,
    destroy: () => void closed.push('disconnected'),
  };
  const stream = new EventStream('192.0.2.1', () => closed.push('closed'), wire);
  stream.release('');
  const chunk = new Uint8Array(1024);
  for (let index = 0; index < 100; index++) stream.send(chunk);
  expect(closed).toEqual(['closed', 'disconnected']); // after 64 kB, once

  const slow = new EventStream('192.0.2.1', () => closed.push('slow'));
  slow.release('');
  slow.send(chunk);
  slow.check(0);
  slow.check(29_000);
  expect(closed).not.toContain('slow');
  slow.check(30_000);
  expect(closed).toContain('slow');
});

it('[B10] [B13] writes to the wire once what came before is on it, and counts what waits there', async () => {
  const closed: string[] = [];
  const wire = {
    headersSent: false,
    writableLength: 0,
    wrote: [] as string[],
    write: (chunk: Uint8Array) => wire.wrote.push(new TextDecoder().decode(chunk)) > 0,
    destroy: () => void closed.push('disconnected'),
  };
  const stream = new EventStream('192.0.2.1', () => closed.push('closed'), wire);
  const bytes = (text: string) => new TextEncoder().encode(text);
  stream.send(bytes('held'));
  stream.release('past ');
  wire.headersSent = true;
  stream.send(bytes('queued')); // the past is still in the body: no overtaking
  expect(wire.wrote).toEqual([]);
  const reader = stream.body.getReader();
  const decoder = new TextDecoder();
  let body = '';
  while (!body.endsWith('queued')) body += decoder.decode((await reader.read()).value);
  expect(body).toBe('past heldqueued');
  await new Promise((done) => setImmediate(done));
  stream.send(bytes('told'));
  expect(wire.wrote).toEqual(['told']);

  wire.writableLength = 64 * 1024;
  stream.check(0);
  stream.check(29_000);
  expect(closed).toEqual([]);
  stream.send(bytes('too much'));
  expect(closed).toEqual(['closed', 'disconnected']);
  expect(wire.wrote).toEqual(['told']);
});

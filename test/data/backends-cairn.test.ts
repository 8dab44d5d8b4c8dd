import { beforeEach, describe, expect, it } from 'vitest';
import { CairnBackend } from '../../src/data/backends/cairn.ts';
import { snapshotBackend, staticBackend } from '../../src/data/backends/static.ts';
import { parseCampaign } from '../../src/data/schema.ts';
import { BackendStore } from '../../src/data/store.ts';
import { campaign, gift, json, Line, problem, World } from './world.ts';

const ENDPOINT = 'https://give.example/v1/campaigns/riverbank';
const signal = new AbortController().signal;
const RECEIPT = { id: 'ctr_1', state: 'recorded', kind: 'pledge', pathwayId: 'pledge', receipt: 'RB-1' };
let world: World;

beforeEach(() => {
  world = new World(() => json(campaign()));
});

describe('our own protocol', () => {
  it('a document with links.events has a stream, one without is polled', async () => {
    const backend = new CairnBackend(ENDPOINT, world);
    await backend.load({ signal });
    expect(backend.capabilities.live).toBe('stream');
    world.answer = () => json(campaign({ links: {} }));
    await backend.load({ signal });
    expect(backend.capabilities).toEqual({ live: 'poll', minPollMs: 30_000, contribute: 'post' });
  });

  it('the same document twice is unchanged; one that events ran ahead of is not', async () => {
    const backend = new CairnBackend(ENDPOINT, world);
    const first = await backend.load({ signal });
    if (first === 'unchanged') throw new Error('nothing to compare with');
    expect(await backend.load({ signal, previous: first })).toBe('unchanged');
    world.answer = () => json(campaign({ rev: 11 }));
    expect(await backend.load({ signal, previous: { ...first, rev: 11 } })).toMatchObject({ rev: 11 });
  });

  it('from load to live: one document, one stream, events in the state', async () => {
    let line: Line | undefined;
    world.answer = (request) => {
      if (!request.url.includes('/events')) return json(campaign());
      line = new Line(request);
      return line.response;
    };
    const store = new BackendStore(ENDPOINT, new CairnBackend(ENDPOINT, world), { environment: world });
    for (let i = 0; i < 5; i++) store.subscribe(() => {});
    await world.advance(0);
    expect(world.asked()).toEqual(['/v1/campaigns/riverbank', '/v1/campaigns/riverbank/events?lastEventId=10']);
    line?.send('goals', { rev: 11, from: 10, goals: [{ id: 'money', raised: { confirmed: 4200 } }] }, 11);
    line?.send('contribution', { rev: 12, from: 11, contribution: gift(9) }, 12);
    await world.advance(0);
    expect(store.state).toMatchObject({
      live: 'live',
      campaign: {
        rev: 12,
        goals: [{ raised: { confirmed: 4200 } }, {}],
        contributions: { items: [{ id: 'ctr_9' }, { id: 'ctr_1' }] },
      },
    });
  });

  it('falls back to polling /goals, and back to the stream', async () => {
    let rev = 10;
    world.answer = ({ url }) => {
      if (url.includes('/events')) return new Response('no', { status: 502 });
      if (url.includes('/goals')) return json({ rev, goals: [{ id: 'money', raised: { confirmed: rev * 100 } }] });
      return json(campaign({ rev, goals: [{ ...campaign().goals[0], raised: { confirmed: rev * 100 } }] }));
    };
    const store = new BackendStore(ENDPOINT, new CairnBackend(ENDPOINT, world), { environment: world });
    store.subscribe(() => {});
    await world.advance(30_000);
    expect(store.state).toMatchObject({ live: 'polling' });
    world.asked();
    rev = 25;
    await world.advance(50_000);
    expect(world.asked()).toContain('/v1/campaigns/riverbank/goals');
    expect(store.state).toMatchObject({ campaign: { rev: 25, goals: [{ raised: { confirmed: 2500 } }] } });
  });

  it('asks nobody but its endpoint, whatever the document says', async () => {
    world.answer = ({ url }) =>
      url.includes('/events')
        ? new Response(null, { status: 204 })
        : json(campaign({ links: { events: 'https://spy.example/events' } }));
    const store = new BackendStore(ENDPOINT, new CairnBackend(ENDPOINT, world), { environment: world });
    store.subscribe(() => {});
    await world.advance(0);
    expect(world.requests.map(({ url }) => new URL(url).origin)).toEqual([
      'https://give.example',
      'https://give.example',
    ]);
  });

  it('sends a contribution with its key, and reads the receipt', async () => {
    world.answer = () => json(RECEIPT, { status: 201 });
    const backend = new CairnBackend(`${ENDPOINT}/`, world);
    const receipt = await backend.contribute(
      { pathwayId: 'pledge', anonymous: true },
      { key: '4f7d1f0e-2f7c-4c0a-9b39-0d6f4f1d9a55' },
    );
    expect(receipt).toEqual({ ...RECEIPT, next: { type: 'none' } });
    const { url, init } = world.requests[0]!;
    expect(url).toBe(`${ENDPOINT}/contributions`);
    expect(init).toMatchObject({
      method: 'POST',
      credentials: 'omit',
      redirect: 'error',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': '"4f7d1f0e-2f7c-4c0a-9b39-0d6f4f1d9a55"' },
    });
    expect(JSON.parse(init.body as string)).toEqual({ pathwayId: 'pledge', anonymous: true });
  });

  it('[F51] asks once where the answer will not change: a campaign that has closed', async () => {
    world.answer = () => problem(409, 'campaign-closed');
    const store = new BackendStore(ENDPOINT, new CairnBackend(ENDPOINT, world), { environment: world });
    const promise = store.contribute({ pathwayId: 'pledge', anonymous: true }, { key: 'a'.repeat(36) });
    const refused = expect(promise).rejects.toMatchObject({ status: 409, retryable: false });
    await world.advance(60_000);
    await refused;
    expect(world.requests).toHaveLength(1);
  });

  it('[F51] [F53] the store sends the same key and body again: lost answer, then still running, then done', async () => {
    const answers = [
      () => Promise.reject(new TypeError('reset')),
      () => problem(409, 'idempotency-in-flight', { 'retry-after': '1' }),
      () => json(RECEIPT, { status: 200, headers: { 'idempotency-replayed': 'true' } }),
    ];
    world.answer = () => answers[world.requests.length - 1]!();
    const store = new BackendStore(ENDPOINT, new CairnBackend(ENDPOINT, world), { environment: world });
    const promise = store.contribute({ pathwayId: 'pledge', anonymous: true }, { key: 'a'.repeat(36) });
    await world.advance(60_000);
    await expect(promise).resolves.toMatchObject({ receipt: 'RB-1' });
    const sent = world.requests.map(({ init }) => [
      (init.headers as Record<string, string>)['Idempotency-Key'],
      init.body,
    ]);
    expect(sent).toEqual(Array(3).fill([`"${'a'.repeat(36)}"`, '{"pathwayId":"pledge","anonymous":true}']));
  });

  it('asks for a receipt beside the campaigns, with its token', async () => {
    world.answer = () => json({ ...RECEIPT, state: 'confirmed' });
    for (const endpoint of [ENDPOINT, `${ENDPOINT}/`, `${ENDPOINT}?preview=1`]) {
      const receipt = await new CairnBackend(endpoint, world).receipt('ctr_1', 'view');
      expect(receipt.state).toBe('confirmed');
      const { url, init } = world.requests.at(-1)!;
      expect(url).toBe('https://give.example/v1/contributions/ctr_1');
      expect(init.headers).toEqual({ Authorization: 'Bearer view' });
    }
    await new CairnBackend('https://host.example/give/v1/campaigns/a', world).receipt('../x', 'view');
    expect(world.requests.at(-1)!.url).toBe('https://host.example/give/v1/contributions/..%2Fx');
  });

  it('a receipt that is none is a schema error', async () => {
    world.answer = () => json({ ok: true });
    const promise = new CairnBackend(ENDPOINT, world).contribute({ pathwayId: 'p', anonymous: true }, { key: 'k' });
    await expect(promise).rejects.toMatchObject({ kind: 'schema' });
  });
});

describe('a static file', () => {
  it('is asked for once a minute, and unchanged while its text is', async () => {
    const backend = staticBackend('https://a.example/campaign.json', world);
    const store = new BackendStore('x', backend, { environment: world });
    let changes = 0;
    store.subscribe(() => changes++);
    await world.advance(0);
    const before = store.state.status === 'ready' && store.state.campaign;
    await world.advance(180_000);
    expect(world.requests.length).toBeGreaterThanOrEqual(2);
    expect(world.requests.length).toBeLessThanOrEqual(4);
    expect(store.state).toMatchObject({ campaign: before, live: 'polling' });
    expect(store.state.status === 'ready' && store.state.campaign).toBe(before);
    world.answer = () => json(campaign({ rev: 3, mission: { title: 'Edited' } }));
    await world.advance(90_000);
    expect(store.state, 'its author may lower the revision').toMatchObject({
      campaign: { rev: 3, mission: { title: 'Edited' } },
    });
  });

  it('[F37] cannot know the time', async () => {
    world.answer = () => json(campaign({ serverTime: '2020-01-01T00:00:00Z' }));
    const store = new BackendStore('x', staticBackend('https://a.example/c.json', world), { environment: world });
    store.subscribe(() => {});
    await world.advance(0);
    expect(store.state.status).toBe('ready');
    expect(store.clockOffset).toBe(0);
  });

  it('relative addresses in it are relative to where it was found', async () => {
    world.answer = () => json(campaign({ mission: { title: 'M', url: 'about.html', image: { src: 'a.jpg' } } }));
    const loaded = await staticBackend('https://a.example/give/c.json', world).load({ signal });
    expect(loaded).toMatchObject({
      mission: { url: 'https://a.example/give/about.html', image: { src: 'https://a.example/give/a.jpg' } },
    });
  });

  it('takes no contributions: its pathways lead elsewhere', () => {
    expect(staticBackend('https://a.example/c.json', world).capabilities.contribute).toBe('redirect');
    expect(staticBackend('https://a.example/c.json', world).contribute).toBeUndefined();
  });
});

it('a snapshot asks nobody', async () => {
  const { campaign: parsed } = parseCampaign(campaign());
  await expect(snapshotBackend(parsed).load({ signal })).resolves.toMatchObject({ id: 'riverbank' });
  expect(world.requests).toEqual([]);
});

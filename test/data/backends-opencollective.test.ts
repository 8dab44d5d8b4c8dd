import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { openCollectiveBackend } from '../../src/data/backends/opencollective.ts';
import { handoffUrl } from '../../src/data/handoff.ts';
import { formatQuantity } from '../../src/data/quantity.ts';
import { storeFor } from '../../src/data/registry.ts';
import type { Campaign } from '../../src/data/schema.ts';
import { forgetStores, json, World } from './world.ts';

const recorded = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/opencollective-${name}.json`, import.meta.url), 'utf8')) as unknown;
const collective = recorded('collective') as Record<string, unknown>;
const members = recorded('members') as Record<string, unknown>[];
const signal = new AbortController().signal;
let world: World;
let answers: Record<string, unknown>;

beforeEach(() => {
  forgetStores();
  answers = { collective, members };
  world = new World(({ url }) => json(url.includes('/members/') ? answers.members : answers.collective));
});

async function load(rest = 'webpack'): Promise<Campaign> {
  const loaded = await (await openCollectiveBackend(rest, world)).load({ signal });
  if (loaded === 'unchanged') throw new Error('nothing loaded');
  return loaded;
}

describe('the recorded collective', () => {
  it('right to the cent: collective amounts are cents, members’ are whole units', async () => {
    const { goals, members: people } = await load();
    expect(goals.map(({ id, unit, scale, target, raised }) => [id, unit, scale, target, raised.confirmed])).toEqual([
      ['money', 'USD', 2, null, 7_614_777],
      ['yearly', 'USD', 2, null, 28_499_262],
      ['people', 'backers', 0, null, 556],
    ]);
    const [money] = goals;
    expect(formatQuantity({ value: money!.raised.confirmed, unit: 'USD', scale: 2 }, 'en-US')).toBe('$76,147.77');
    expect(people?.items.map(({ name, totals }) => [name, totals[0]?.quantity])).toEqual([
      ['AMP Project', { value: 260_000, unit: 'USD', scale: 2 }],
      ['Facebook Open Source', { value: 500_000, unit: 'USD', scale: 2 }],
    ]);
    expect(world.lines).toEqual([]);
  });

  it('shows organisations under their public profile, over https, and no address of anybody', async () => {
    const campaign = await load();
    expect(campaign.members?.items[1]).toMatchObject({
      id: 'fbopensource',
      roleLabel: 'Gold Sponsors',
      since: '2017-10-26',
      url: 'https://opencollective.com/fbopensource',
      image: { src: expect.stringMatching(/^https:\/\/res\.cloudinary\.com\//) as string, alt: 'Facebook Open Source' },
      consent: { scope: 'public' },
    });
    expect(JSON.stringify(campaign)).not.toMatch(/http:|email"/);
  });

  it.each([
    [{ quantity: { value: 2550, unit: 'USD', scale: 2 } }, '?amount=25.50'],
    [{ quantity: { value: 2500, unit: 'USD', scale: 2 }, frequency: 'monthly' as const }, '?amount=25&interval=month'],
    [{ quantity: { value: 100, unit: 'USD', scale: 2 }, frequency: 'once' as const }, '?amount=1'],
    [
      { frequency: 'yearly' as const, email: 'a+b@example.org', name: 'Ada & Co' },
      '?interval=year&email=a%2Bb%40example.org&name=Ada%20%26%20Co',
    ],
    [{ returnUrl: 'https://page.example/thanks?x=1' }, '?redirect=https%3A%2F%2Fpage.example%2Fthanks%3Fx%3D1'],
    [{}, ''],
  ])('hands off to the real donate page: %o', async (intent, query) => {
    const { pathways } = await load();
    expect(pathways).toHaveLength(1);
    const url = handoffUrl(pathways[0]!, { pathwayId: 'donate', anonymous: true, ...intent });
    expect(url).toBe(`https://opencollective.com/webpack/donate${query}`);
  });

  it('leads to the collective’s page where nothing else works', async () => {
    expect((await load()).links.fallback).toBe('https://opencollective.com/webpack');
  });
});

describe('the endpoint', () => {
  it.each([
    ['opencollective:webpack', 'https://opencollective.com/webpack'],
    ['OpenCollective:webpack', 'https://opencollective.com/webpack'],
    ['opencollective:/fixtures/opencollective/webpack', 'https://page.example/fixtures/opencollective/webpack'],
    ['opencollective:./recorded/webpack', 'https://page.example/campaign/recorded/webpack'],
    ['opencollective:https://mirror.example/oc/webpack', 'https://mirror.example/oc/webpack'],
  ])('%s', async (endpoint, address) => {
    const store = storeFor(endpoint, { environment: world });
    store.subscribe(() => {});
    // The adapter's file is fetched on demand: the first load takes the time an import takes.
    while (store.state.status === 'loading') await world.advance(0);
    expect(store.state.status).toBe('ready');
    expect(world.requests.map(({ url }) => url)).toEqual([`${address}.json`, `${address}/members/all.json?limit=200`]);
    for (const { init } of world.requests) expect(init.headers).toBeUndefined();
    expect(store.capabilities).toEqual({ live: 'poll', minPollMs: 60_000, contribute: 'redirect' });
  });

  it.each([
    ['webpack?goal=money:50000.00', { money: 5_000_000 }],
    ['webpack?goal=money:50000', { money: 5_000_000 }],
    ['webpack?goal=money:0.5', { money: 50 }],
    ['webpack?goal=people:500', { people: 500 }],
    ['webpack?goal=people:600&goal=yearly:300000', { people: 600, yearly: 30_000_000 }],
  ])('%s sets targets, and puts them first', async (rest, targets) => {
    const { goals } = await load(rest);
    const wanted = Object.keys(targets);
    expect(goals.slice(0, wanted.length).map(({ id, target }) => [id, target])).toEqual(Object.entries(targets));
    expect(goals).toHaveLength(3);
    for (const { id, target } of goals) if (!wanted.includes(id)) expect(target).toBeNull();
  });

  it.each([
    '',
    '?goal=people:5',
    '../x?',
    'webpack/tier/backers',
    'javascript:/x',
    'web pack',
    'webpack?goal=money',
    'webpack?goal=money:1.000',
    'webpack?goal=people:1.5',
    'webpack?goal=money:1e3',
    'webpack?goal=trees:5',
    'webpack?goal=money:-5',
  ])('"%s" is refused with what to write', async (rest) => {
    await expect(openCollectiveBackend(rest, world)).rejects.toMatchObject({
      kind: 'config',
      message: expect.stringContaining('write "opencollective:webpack"') as string,
    });
  });
});

describe('what the platform may send', () => {
  it.each([
    [2600, 260_000],
    [42.42, 4242],
    [0.1, 10],
    [1.15, 115],
    [4.35, 435],
    [19.99, 1999],
    [8.17, 817],
    [1005.55, 100_555],
    [90_071_992_547_409.9, 9_007_199_254_740_990],
  ])('[F34] %d of a member is %i cents, without a float', async (amount, cents) => {
    answers.members = [{ ...members[0], totalAmountDonated: amount }];
    expect((await load()).members?.items[0]?.totals[0]?.quantity.value).toBe(cents);
  });

  it.each([0.123, 1e21, -5, '2600', null, {}])(
    'an amount of %o is left out and named, the member stays',
    async (amount) => {
      answers.members = [{ ...members[0], totalAmountDonated: amount }, members[1]];
      const { members: people } = await load(`bad-${String(amount).replace(/\W/g, '')}`);
      expect(people?.items.map(({ totals }) => totals.length)).toEqual([0, 1]);
      expect(world.lines.join()).toContain('members.0.totalAmountDonated should be an amount');
    },
  );

  it('one line for a backer of several tiers, with what it gave in all', async () => {
    answers.members = [
      { ...members[0], tier: 'Bronze', totalAmountDonated: 100 },
      { ...members[0], tier: 'Gold', totalAmountDonated: 2600 },
      members[1],
    ];
    const { members: people } = await load();
    expect(people?.items.map(({ name, roleLabel }) => [name, roleLabel])).toEqual([
      ['AMP Project', 'Gold'],
      ['Facebook Open Source', 'Gold Sponsors'],
    ]);
  });

  it('people, incognito and guest gifts, and those who do not give are counted and not shown', async () => {
    answers.members = [
      { ...members[0], type: 'USER', name: 'Ada Lovelace', email: 'ada@example.org' },
      { ...members[0], profile: null, name: 'Incognito' },
      { ...members[0], role: 'HOST', profile: 'https://opencollective.com/host' },
      { ...members[0], name: null, profile: 'https://opencollective.com/guest-1' },
      null,
      'x',
      members[1],
    ];
    const campaign = await load();
    expect(campaign.members?.items.map(({ name }) => name)).toEqual(['Facebook Open Source']);
    expect(JSON.stringify(campaign)).not.toMatch(/Lovelace|ada@|Incognito/);
  });

  it('a debt is shown as nothing, a float of cents not at all', async () => {
    answers.collective = { ...collective, slug: 'debt', balance: -500, yearlyIncome: 12.5 };
    const { goals } = await load('debt');
    expect(goals.map(({ id, raised }) => [id, raised.confirmed])).toEqual([
      ['money', 0],
      ['people', 556],
    ]);
    expect(world.lines.join()).toContain('yearlyIncome should be a whole number');
  });

  it('yen have hundredths here, too', async () => {
    answers.collective = { ...collective, currency: 'JPY', balance: 123_400 };
    const { goals } = await load();
    expect(goals[0]).toMatchObject({ unit: 'JPY', scale: 2, raised: { confirmed: 123_400 } });
  });

  it('without its members a collective has its figures, and keeps those it had', async () => {
    world.answer = ({ url }) =>
      url.includes('/members/') ? new Response('no', { status: 500 }) : json(answers.collective);
    expect((await load()).members).toBeUndefined();
    world = new World(({ url }) => json(url.includes('/members/') ? members : answers.collective));
    const backend = await openCollectiveBackend('webpack', world);
    const first = await backend.load({ signal });
    if (first === 'unchanged') throw new Error('nothing loaded');
    expect(await backend.load({ signal, previous: first })).toBe('unchanged');
    answers.collective = { ...collective, balance: 1 };
    world.answer = ({ url }) =>
      url.includes('/members/') ? new Response('no', { status: 500 }) : json(answers.collective);
    const second = await backend.load({ signal, previous: first });
    expect(second).toMatchObject({ goals: [{ raised: { confirmed: 1 } }, {}, {}], members: first.members });
  });

  it.each([[[]], [null], [{}], [{ currency: 5 }], ['x']])('%o is no collective', async (answer) => {
    answers.collective = answer;
    await expect(load()).rejects.toMatchObject({ kind: 'schema' });
  });

  it('a collective that does not exist is said so', async () => {
    world.answer = () => new Response('Not found', { status: 404 });
    await expect(load('nobody')).rejects.toMatchObject({ kind: 'http', status: 404 });
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { CairnBackend } from '../../src/data/backends/cairn.ts';
import { snapshotBackend, staticBackend } from '../../src/data/backends/static.ts';
import { parseCampaign } from '../../src/data/read.ts';
import { BackendStore } from '../../src/data/store.ts';
import { campaign, json, World } from './world.ts';

const ENDPOINT = 'https://give.example/v1/campaigns/riverbank';
const FILE = 'https://host.example/campaigns/riverbank.json';
const POINTS = [
  { at: '2026-01-01T00:00:00Z', value: 0 },
  { at: '2026-02-01T00:00:00Z', value: 500 },
];

let world: World;
let link: string;
let answer: unknown;

beforeEach(() => {
  link = `${ENDPOINT}/history`;
  answer = {
    items: [
      { goalId: 'trees', points: [] },
      { goalId: 'money', points: POINTS },
    ],
  };
  world = new World(({ url }) =>
    url.includes('history') ? json(answer) : json(campaign({ links: { history: link } })),
  );
});

async function opened(file = false) {
  const backend = file ? staticBackend(FILE, world) : new CairnBackend(ENDPOINT, world);
  const store = new BackendStore(file ? FILE : ENDPOINT, backend, { environment: world });
  store.subscribe(() => undefined);
  await world.advance(0);
  world.asked();
  return store;
}

async function ask(store: BackendStore, goalId = 'money') {
  const asking = store.history(goalId, 'week');
  asking.catch(() => undefined);
  await import('../../src/data/history.ts');
  await world.advance(0);
  return asking;
}

describe('[IC1] a history that is not in the document', () => {
  it('is asked for by goal and interval, and read like one in the document', async () => {
    const store = await opened();
    expect(await ask(store)).toEqual(POINTS);
    expect(world.asked()).toEqual(['/v1/campaigns/riverbank/history?goal=money&interval=week']);
    answer = {
      items: [{ goalId: 'money', points: [...POINTS, { at: 'soon', value: 1 }, { at: POINTS[0]!.at, value: -1 }] }],
    };
    expect(await ask(store)).toEqual(POINTS);
  });

  it('is empty for a goal it does not know', async () => {
    expect(await ask(await opened(), 'roof')).toEqual([]);
  });

  it('[S11] is looked for at the endpoint when the document names another origin', async () => {
    link = 'https://evil.example/history';
    const store = await opened();
    await ask(store);
    expect(world.asked()).toEqual(['/v1/campaigns/riverbank/history?goal=money&interval=week']);
  });

  it('may be another file of the same host, and no other', async () => {
    link = 'history.json';
    const store = await opened(true);
    expect(await ask(store)).toEqual(POINTS);
    link = 'https://evil.example/history.json';
    const other = await opened(true);
    await expect(ask(other)).rejects.toThrow(/no history/);
    expect(world.asked()).toEqual([]);
  });

  it('fails with an error of the one kind when the answer is none', async () => {
    answer = 'many';
    const store = await opened();
    await expect(ask(store)).rejects.toMatchObject({ name: 'CampaignError' });
    const { campaign: parsed } = parseCampaign(campaign());
    const still = new BackendStore('', snapshotBackend(parsed), { environment: world, initial: parsed });
    await expect(ask(still)).rejects.toThrow(/no history/);
  });
});

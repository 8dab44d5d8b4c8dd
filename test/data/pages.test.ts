import { beforeEach, describe, expect, it } from 'vitest';
import { CairnBackend } from '../../src/data/backends/cairn.ts';
import { staticBackend } from '../../src/data/backends/static.ts';
import { BackendStore } from '../../src/data/store.ts';
import { campaign, json, World } from './world.ts';

const ENDPOINT = 'https://give.example/v1/campaigns/riverbank';
const FILE = 'https://host.example/campaigns/riverbank.json';

let world: World;
/** Everybody there is; the document has two, a page two more. */
let people: string[];
let rev: number;
let down: boolean;

const member = (id: string) => ({ id, name: id.toUpperCase(), consent: { scope: 'public' } });
const page = (from: number) => ({
  items: people.slice(from, from + 2).map(member),
  total: people.length,
  next: from + 2 < people.length ? `at-${from + 2}` : null,
});
const shown = (store: BackendStore) =>
  store.state.status === 'ready' ? store.state.campaign.members?.items.map(({ id }) => id).join('') : undefined;
const next = (store: BackendStore) =>
  store.state.status === 'ready' ? store.state.campaign.members?.next : 'not ready';

beforeEach(() => {
  people = ['a', 'b', 'c', 'd', 'e'];
  rev = 1;
  down = false;
  world = new World(({ url }) => {
    const cursor = new URL(url).searchParams.get('cursor') ?? /at-\d/.exec(url)?.[0];
    if (cursor === undefined)
      return json(campaign({ rev, members: page(0), links: { members: `${ENDPOINT}/members` } }));
    if (down) throw new Error('no network');
    return json(page(Number(cursor.slice(3))));
  });
});

async function opened(file = false) {
  const backend = file ? staticBackend(FILE, world) : new CairnBackend(ENDPOINT, world);
  const store = new BackendStore(file ? FILE : ENDPOINT, backend, { environment: world });
  store.subscribe(() => undefined);
  await world.advance(0);
  world.asked();
  return store;
}

async function more(store: BackendStore) {
  const asking = store.more('members');
  asking.catch(() => undefined);
  await import('../../src/data/pages.ts');
  await world.advance(0);
  await asking;
}

describe('[MS12] further pages of members', () => {
  it('are asked for one at a time, until there are none', async () => {
    const store = await opened();
    await more(store);
    expect(world.asked()).toEqual(['/v1/campaigns/riverbank/members?limit=50&cursor=at-2']);
    expect(shown(store)).toBe('abcd');
    await more(store);
    expect(shown(store)).toBe('abcde');
    expect(next(store)).toBeUndefined();
    world.asked();
    await more(store);
    expect(world.asked()).toEqual([]);
  });

  it('two who ask at once ask once', async () => {
    const store = await opened();
    const both = [store.more('members'), store.more('members')];
    await import('../../src/data/pages.ts');
    await world.advance(0);
    await Promise.all(both);
    expect(world.asked().length).toBe(1);
    expect(shown(store)).toBe('abcd');
  });

  it('a place on another host is not asked', async () => {
    world.answer = ({ url }) =>
      json(url === ENDPOINT ? campaign({ members: page(0), links: { members: 'https://evil.example/m' } }) : page(2));
    const store = await opened();
    await more(store);
    expect(world.requests.map(({ url }) => url)).toEqual([`${ENDPOINT}/members?limit=50&cursor=at-2`]);
    const file = staticBackend(FILE, world);
    expect(file.membersAt!('https://evil.example/m.json')).toBeUndefined();
    expect(file.membersAt!('people-2.json')).toBe('https://host.example/campaigns/people-2.json');
  });

  it('a file names the next file', async () => {
    const store = await opened(true);
    await more(store);
    expect(world.asked()).toEqual(['/campaigns/at-2']);
    expect(shown(store)).toBe('abcd');
  });

  it('somebody who moved from page to page is there once, and a cursor to itself is the end', async () => {
    const store = await opened();
    world.answer = () => json({ items: [member('b'), member('c')], next: 'at-2' });
    await more(store);
    expect(shown(store)).toBe('abc');
    expect(next(store)).toBeUndefined();
  });

  it('a page that cannot be had is an error, and what is there stays', async () => {
    const store = await opened();
    down = true;
    await expect(more(store)).rejects.toMatchObject({ name: 'CampaignError' });
    expect(shown(store)).toBe('ab');
    down = false;
    await more(store);
    expect(shown(store)).toBe('abcd');
  });

  it('a page that is none is an error', async () => {
    const store = await opened();
    world.answer = () => json([1, 2]);
    await expect(more(store)).rejects.toMatchObject({ kind: 'schema' });
    expect(shown(store)).toBe('ab');
  });
});

describe('[MS17] somebody erased', () => {
  it('is gone with the next document, from the pages as well', async () => {
    const store = await opened();
    await more(store);
    people = ['a', 'b', 'd', 'e'];
    rev = 2;
    const done = store.refresh();
    await world.advance(0);
    await done;
    expect(shown(store)).toBe('abde');
  });

  it('is gone from a page when only the page changed', async () => {
    const store = await opened(true);
    await more(store);
    people = ['a', 'b', 'c', 'e'];
    const done = store.refresh();
    await world.advance(0);
    await done;
    expect(shown(store)).toBe('abce');
  });

  it('pages that cannot be asked for again are left out', async () => {
    const store = await opened();
    await more(store);
    rev = 2;
    down = true;
    const done = store.refresh();
    await world.advance(0);
    await done;
    expect(shown(store)).toBe('ab');
    expect(next(store)).toBe('at-2');
  });
});

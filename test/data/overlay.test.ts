import { beforeEach, describe, expect, it } from 'vitest';
import { OverlaidStore, overlay } from '../../src/data/overlay.ts';
import { parseCampaign } from '../../src/data/read.ts';
import { setReporter } from '../../src/data/report.ts';
import type { Campaign } from '../../src/data/schema.ts';
import type { CampaignState, CampaignStore } from '../../src/data/store.ts';
import { campaign } from './world.ts';

const BASE = 'https://page.example/';
let below: Campaign;
let lines: string[];
const laid = (page: unknown) => overlay(below, page, BASE);

beforeEach(() => {
  lines = [];
  setReporter((_, message) => lines.push(message));
  below = parseCampaign(
    campaign({
      members: { items: [{ id: 'ada', name: 'Ada', consent: { scope: 'public' } }], total: 12 },
      pathways: [{ id: 'give', kind: 'donate', label: 'Donate', unit: 'USD', scale: 2, default: 2500 }],
      evidence: [{ id: 'audit', kind: 'audit', title: 'Audit 2024' }],
    }),
    'https://give.example/',
  ).campaign;
});

describe('[CA2] what a page lays over its platform', () => {
  it('replaces text and leaves the rest', () => {
    const over = laid({ mission: { title: 'Our river', values: ['Clean'] }, organization: { name: 'Our trust' } });
    expect(over.mission).toMatchObject({ title: 'Our river', values: ['Clean'] });
    expect(over.organization.name).toBe('Our trust');
    expect(over.goals).toEqual(below.goals);
    expect(lines).toEqual([]);
  });

  it('adds to pathways, people and evidence by id, and adds others after them', () => {
    const over = laid({
      pathways: [
        { id: 'give', label: 'Give' },
        { id: 'act', kind: 'act', label: 'Act', unit: 'actions', scale: 0 },
      ],
      members: [
        { id: 'ada', quote: 'I was there.' },
        { id: 'bo', name: 'Bo', consent: { scope: 'public' } },
      ],
      evidence: [{ id: 'report', kind: 'report', title: 'Report', url: 'report.pdf' }],
    });
    expect(over.pathways.map(({ id, label }) => [id, label])).toEqual([
      ['give', 'Give'],
      ['act', 'Act'],
    ]);
    expect(over.pathways[0]).toMatchObject({ default: 2500, unit: 'USD' });
    expect(over.members).toMatchObject({ total: 12, items: [{ name: 'Ada', quote: 'I was there.' }, { name: 'Bo' }] });
    expect(over.evidence.map(({ url }) => url)).toEqual([undefined, 'https://page.example/report.pdf']);
  });

  it('never touches what was raised, by how many, nor the campaign’s identity', () => {
    const over = laid({
      id: 'other',
      rev: 99,
      status: 'ended',
      goals: [
        { id: 'money', label: 'For the river', target: 200_000, raised: { confirmed: 199_999 }, supporters: 9999 },
        { id: 'mine', label: 'Made up', unit: 'USD', scale: 2, target: 1, raised: { confirmed: 1 } },
      ],
      contributions: { items: [], total: 0 },
      links: { events: 'https://spy.example/', fallback: 'https://page.example/give' },
    });
    expect(over).toMatchObject({
      id: below.id,
      rev: below.rev,
      status: below.status,
      contributions: below.contributions,
    });
    expect(over.goals).toHaveLength(2);
    expect(over.goals[0]).toEqual({ ...below.goals[0], label: 'For the river', target: 200_000 });
    expect(over.links).toEqual({ ...below.links, fallback: 'https://page.example/give' });
  });

  it('[F25] is read like every document: what does not fit is left out with a line', () => {
    const over = laid({
      evidence: [{ id: 'x', kind: 'rumour', title: 'Heard' }, null, 'y'],
      organization: { url: 'javascript:alert(1)' },
    });
    expect(over.evidence).toEqual(below.evidence);
    expect(over.organization.url).toBeUndefined();
    expect(lines.join()).toMatch(/the overlay in the page: left out.*evidence/);
    expect(laid({ organization: { name: 5 } })).toBe(below);
    expect(lines.at(-1)).toMatch(/left out: organization\.name/);
    for (const nothing of [null, 'text', 5, [], {}]) expect(laid(nothing).mission).toEqual(below.mission);
  });

  it('lies over every state a store comes to, and changes nothing else', () => {
    let state: CampaignState = { status: 'loading' };
    const store = {
      get state() {
        return state;
      },
      endpoint: 'e',
      clockOffset: 7,
      capabilities: { live: 'none', minPollMs: 1, contribute: 'post' },
    } as unknown as CampaignStore;
    const over = new OverlaidStore(store, { mission: { title: 'Our river' } }, BASE);
    expect(over.state).toBe(state);
    expect([over.endpoint, over.clockOffset]).toEqual(['e', 7]);
    state = { status: 'ready', campaign: below, updatedAt: 1, refreshing: false, live: 'live' };
    expect(over.state).toMatchObject({ live: 'live', campaign: { mission: { title: 'Our river' } } });
    expect(over.state).toBe(over.state);
    const first = over.state;
    state = { ...state, refreshing: true };
    expect(over.state).toMatchObject({ refreshing: true });
    // The campaign is the same object, so nothing is drawn again.
    expect((over.state as { campaign: Campaign }).campaign).toBe((first as { campaign: Campaign }).campaign);
  });
});

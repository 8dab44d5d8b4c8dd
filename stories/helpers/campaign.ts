/** Stories without a network: a store that stands still in one state, at the sample's own time. */
import { ContextProvider } from '@lit/context';
import { render, type TemplateResult } from 'lit';
import { CampaignError } from '../../src/data/error.ts';
import { parseCampaign, type CampaignInput } from '../../src/data/schema.ts';
import type { CampaignState, CampaignStore } from '../../src/data/store.ts';
import { campaignContext } from '../../src/shared/context.ts';
import { NOW, sample } from '../../test/helpers/sample.ts';

const refused = () => Promise.reject(new CampaignError('network', 'this story has no network'));

/** Shows one state, and answers a contribution as the story says. */
export class StoryStore implements CampaignStore {
  readonly endpoint = 'story:campaign';
  readonly clockOffset = NOW - Date.now();
  readonly capabilities = { live: 'stream', minPollMs: Infinity, contribute: 'post' } as const;

  constructor(
    readonly state: CampaignState,
    readonly contribute: CampaignStore['contribute'] = refused,
  ) {}

  subscribe = () => () => undefined;
  refresh = () => Promise.resolve();
  more = () => Promise.resolve();
  receipt = refused;
}

/** The state in which a campaign is shown; with an error it is the last good one. */
export const shown = (campaign: CampaignInput = sample(), error?: CampaignError): CampaignState => ({
  status: 'ready',
  campaign: parseCampaign(campaign, document.baseURI).campaign,
  updatedAt: NOW,
  refreshing: false,
  live: 'live',
  ...(error ? { error } : {}),
});

/** A box whose elements show what the store says. */
export function provided(store: CampaignStore, content: TemplateResult): HTMLElement {
  const box = document.createElement('div');
  new ContextProvider(box, { context: campaignContext, initialValue: store }).hostConnected();
  render(content, box);
  return box;
}

/** A box without any store. */
export function standing(content: TemplateResult): HTMLElement {
  const box = document.createElement('div');
  render(content, box);
  return box;
}

/** An element that is not this file's own, showing this campaign. */
export const fed = (content: TemplateResult, campaign: CampaignInput = sample()): HTMLElement =>
  provided(new StoryStore(shown(campaign)), content);

/** The states a store can be in; `stale` and `offline` show the campaign after a refresh that failed. */
export type Condition = 'idle' | 'loading' | 'ready' | 'stale' | 'offline' | 'error';

const away = new CampaignError('network', 'this story has no network');

export const states: Record<Condition, (campaign: () => CampaignInput) => CampaignState> = {
  idle: () => ({ status: 'idle' }),
  loading: () => ({ status: 'loading' }),
  ready: (campaign) => shown(campaign()),
  stale: (campaign) => shown(campaign(), away),
  offline: (campaign) => shown(campaign(), new CampaignError('offline', 'this story has no network')),
  error: () => ({ status: 'error', error: away }),
};

/** A time so many days from the sample's now. */
export const inDays = (days: number): string => new Date(NOW + days * 86_400_000).toISOString();

type GoalInput = NonNullable<CampaignInput['goals']>[number];

/** The sample with its money goal changed. */
export function money(change: Partial<GoalInput> = {}, more: Partial<CampaignInput> = {}): CampaignInput {
  const whole = { ...sample(), ...more };
  const [first, ...others] = whole.goals!;
  return { ...whole, goals: [{ ...first!, ...change }, ...others] };
}

/** Stories without a network: a store that stands still in one state, at the sample's own time. */
import { ContextProvider } from '@lit/context';
import { render, type TemplateResult } from 'lit';
import { CampaignError } from '../../src/data/error.ts';
import { parseCampaign, type CampaignInput } from '../../src/data/schema.ts';
import type { CampaignState, CampaignStore } from '../../src/data/store.ts';
import { campaignContext } from '../../src/shared/context.ts';
import { NOW, sample } from '../../test/helpers/sample.ts';

const away = new CampaignError('network', 'this story has no network');

/** Shows one state, and answers a contribution as the story says. */
export class StoryStore implements CampaignStore {
  readonly endpoint = 'story:campaign';
  readonly clockOffset = NOW - Date.now();
  readonly capabilities = { live: 'none', minPollMs: Infinity, contribute: 'post' } as const;

  constructor(
    readonly state: CampaignState,
    readonly contribute: CampaignStore['contribute'] = () => Promise.reject(away),
  ) {}

  subscribe = () => () => undefined;
  refresh = () => Promise.resolve();
  more = () => Promise.resolve();
  receipt = () => Promise.reject(away);
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

/** The element, showing this campaign. */
export const fed = (element: TemplateResult, campaign: CampaignInput = sample()): HTMLElement =>
  provided(new StoryStore(shown(campaign)), element);

/** The element in a state without a good answer; `stale` shows the campaign after a refresh that failed. */
export function held(
  state: 'loading' | 'error' | 'stale',
  element: TemplateResult,
  campaign: CampaignInput = sample(),
): HTMLElement {
  const states: Record<typeof state, () => CampaignState> = {
    loading: () => ({ status: 'loading' }),
    error: () => ({ status: 'error', error: away }),
    stale: () => shown(campaign, away),
  };
  return provided(new StoryStore(states[state]()), element);
}

/** A story's one sentence. */
export const says = (story: string) => ({ docs: { description: { story } } });

/** A time so many days from the sample's now. */
export const inDays = (days: number): string => new Date(NOW + days * 86_400_000).toISOString();

type GoalInput = NonNullable<CampaignInput['goals']>[number];

/** The sample with its money goal changed. */
export function money(change: Partial<GoalInput> = {}, more: Partial<CampaignInput> = {}): CampaignInput {
  const whole = { ...sample(), ...more };
  const [first, ...others] = whole.goals!;
  return { ...whole, goals: [{ ...first!, ...change }, ...others] };
}

/** Stories without a network: a store that stands still in one state, at the sample's own time. */
import { ContextProvider } from '@lit/context';
import { render, type TemplateResult } from 'lit';
import { CampaignError } from '../../src/data/error.ts';
import { parseCampaign, type CampaignInput } from '../../src/data/schema.ts';
import type { CampaignState, CampaignStore } from '../../src/data/store.ts';
import { campaignContext } from '../../src/shared/context.ts';
import { NOW, sample } from '../../test/helpers/sample.ts';

const failure = new CampaignError('network', 'this story has no network');

function still(state: CampaignState): CampaignStore {
  return {
    endpoint: 'story:campaign',
    clockOffset: NOW - Date.now(),
    capabilities: { live: 'none', minPollMs: 0, contribute: 'post' },
    state,
    subscribe: () => () => undefined,
    refresh: () => Promise.resolve(),
    contribute: () => Promise.reject(failure),
    receipt: () => Promise.reject(failure),
  };
}

function provided(state: CampaignState, template: TemplateResult): HTMLElement {
  const box = document.createElement('div');
  new ContextProvider(box, { context: campaignContext, initialValue: still(state) }).hostConnected();
  render(template, box);
  return box;
}

const ready = (campaign: CampaignInput, error?: CampaignError): CampaignState => ({
  status: 'ready',
  campaign: parseCampaign(campaign, document.baseURI).campaign,
  updatedAt: NOW,
  refreshing: false,
  live: 'live',
  ...(error ? { error } : {}),
});

/** The template, showing this campaign. */
export const fed = (template: TemplateResult, campaign: CampaignInput = sample()): HTMLElement =>
  provided(ready(campaign), template);

/** The template in a state without a good answer; `stale` is the sample after a refresh that failed. */
export function held(state: 'loading' | 'error' | 'stale', template: TemplateResult): HTMLElement {
  if (state === 'loading') return provided({ status: 'loading' }, template);
  return provided(state === 'error' ? { status: 'error', error: failure } : ready(sample(), failure), template);
}

/** A story's one sentence. */
export const says = (story: string) => ({ docs: { description: { story } } });

/** A time so many days from the sample's now. */
export const inDays = (days: number): string => new Date(NOW + days * 86_400_000).toISOString();

import { ContextProvider } from '@lit/context';
import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { CampaignError } from '../../src/data/error.ts';
import { parseCampaign, type CampaignInput } from '../../src/data/schema.ts';
import type { CampaignState, CampaignStore } from '../../src/data/store.ts';
import { campaignContext } from '../../src/shared/context.ts';
import { NOW } from '../../test/helpers/sample.ts';

/** The sample as if its day were today: every moment in it is moved by the same span. */
export function moved(campaign: CampaignInput): CampaignInput {
  const shift = Date.now() - NOW;
  const text = JSON.stringify(campaign).replace(/"(\d{4}-\d\d-\d\dT[\d:.]+Z)"/g, (_, at: string) =>
    JSON.stringify(new Date(Date.parse(at) + shift).toISOString()),
  );
  return JSON.parse(text) as CampaignInput;
}

/** A store that stays as it is. */
class StillStore implements CampaignStore {
  readonly endpoint = 'story:campaign';
  readonly clockOffset = 0;
  readonly capabilities = { live: 'none', minPollMs: Infinity, contribute: 'none' } as const;
  constructor(readonly state: CampaignState) {}
  subscribe = () => () => undefined;
  refresh = () => Promise.resolve();
  contribute = () => Promise.reject(away());
  receipt = () => Promise.reject(away());
}

/** What `element` looks like when its campaign is in this state, without a network. */
function within(state: CampaignState, element: TemplateResult): TemplateResult {
  const store = new StillStore(state);
  const provide = (box: Element | undefined) => {
    if (box instanceof HTMLElement) {
      new ContextProvider(box, { context: campaignContext, initialValue: store }).hostConnected();
    }
  };
  return html`<div ${ref(provide)}>${element}</div>`;
}

const away = () => new CampaignError('network', 'no answer');

export const loading = (element: TemplateResult): TemplateResult => within({ status: 'loading' }, element);
export const failing = (element: TemplateResult): TemplateResult => within({ status: 'error', error: away() }, element);
/** The campaign in the page itself, as a child of an element. */
export function inline(campaign: CampaignInput): HTMLScriptElement {
  const script = document.createElement('script');
  script.type = 'application/json';
  script.textContent = JSON.stringify(campaign);
  return script;
}

/** The last refresh failed twenty minutes ago. */
export const stale = (element: TemplateResult, campaign: CampaignInput): TemplateResult =>
  within(
    {
      status: 'ready',
      campaign: parseCampaign(campaign).campaign,
      updatedAt: Date.now() - 20 * 60_000,
      refreshing: false,
      live: 'polling',
      error: away(),
    },
    element,
  );

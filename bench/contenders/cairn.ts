/** `<cairn-progress-thermometer>` as published, fed by one store as on any page. */
import { ContextProvider } from '@lit/context';
import { parseCampaign } from '../../src/data/read.ts';
import type { CampaignState, CampaignStore } from '../../src/data/store.ts';
import '../../src/define/progress-thermometer.ts';
import { layOut } from './content.ts';
import type { ProgressThermometer } from '../../src/elements/progress-thermometer/progress-thermometer.ts';
import { campaignContext } from '../../src/shared/context.ts';
import { sample, NOW } from '../../test/helpers/sample.ts';

const listeners = new Set<() => void>();
const { campaign } = parseCampaign(sample({ history: [], members: undefined, pathways: [], contributions: undefined }));

const store: CampaignStore & { state: CampaignState } = {
  endpoint: 'bench:campaign',
  clockOffset: NOW - Date.now(),
  capabilities: { live: 'none', minPollMs: Infinity, contribute: 'none' },
  state: { status: 'ready', campaign, updatedAt: NOW, refreshing: false, live: 'live' },
  subscribe(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  refresh: () => Promise.resolve(),
  more: () => Promise.resolve(),
  contribute: () => Promise.reject(new Error('not in the bench')),
  receipt: () => Promise.reject(new Error('not in the bench')),
};

const elements = () => document.querySelectorAll<ProgressThermometer>('cairn-progress-thermometer');

window.contender = {
  fill(box, n) {
    new ContextProvider(box, { context: campaignContext, initialValue: store }).hostConnected();
    for (let i = 0; i < n; i++) box.append(document.createElement('cairn-progress-thermometer'));
  },
  update(confirmed) {
    const [money, ...rest] = campaign.goals;
    const goals = [{ ...money!, raised: { ...money!.raised, confirmed } }, ...rest];
    store.state = {
      status: 'ready',
      campaign: { ...campaign, goals },
      updatedAt: NOW,
      refreshing: false,
      live: 'live',
    };
    for (const listener of [...listeners]) listener();
  },
  async settled() {
    for (const element of elements()) await element.updateComplete;
  },
  layOut() {
    layOut(elements(), (element) => element.shadowRoot?.querySelector('.raised'));
  },
};

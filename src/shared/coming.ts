import type { CampaignStore } from '../data/store.ts';

const nothing = () => Promise.reject(new Error('The campaign is not here yet.'));

/** Stands in for the store of an element that has not asked yet, or whose store's code is on its way. */
export const coming: CampaignStore = {
  endpoint: '',
  state: { status: 'loading' },
  capabilities: { live: 'none', minPollMs: Infinity, contribute: 'none' },
  clockOffset: 0,
  subscribe: () => () => {},
  refresh: () => Promise.resolve(),
  more: nothing,
  contribute: nothing,
  receipt: nothing,
};

import { createContext } from '@lit/context';
import type { CampaignStore } from '../data/store.ts';

/** Carries the store of the nearest `<cairn-campaign>`: a stable object, so that moving an element is cheap. */
export const campaignContext = createContext<CampaignStore | undefined>(Symbol.for('cairn.campaign.v1'));

import { inDays, money } from '../helpers/campaign.ts';
import { meta, story } from './element.ts';

export default { title: 'Impact chart/States', ...meta };

export const Idle = story('Nothing was asked yet: the children of the element.', { state: 'idle' });
export const Loading = story('Blocks of the final size while the campaign loads.', { state: 'loading' });
export const Ready = story('A running campaign.');
export const Stale = story('A refresh failed: the last figures, their time, and a way to try again.', {
  state: 'stale',
});
export const Offline = story('The visitor has no connection: the last figures and their time.', { state: 'offline' });
export const Fault = story('The campaign cannot be loaded: a note, and the link of the page.', { state: 'error' });
export const Empty = story('Nothing given yet: the goal on a bare axis.', {
  campaign: () => money({ raised: { confirmed: 0 } }, { history: [] }),
});
export const Reached = story('The goal is reached: no more pace, and the day it happened.', {
  campaign: () => money({ raised: { confirmed: 5_024_000 } }),
});
export const Upcoming = story('Before the campaign opens.', {
  campaign: () => money({ raised: { confirmed: 0 } }, { status: 'upcoming', startsAt: inDays(10), history: [] }),
});
export const Paused = story('A campaign that rests.', { campaign: () => money({}, { status: 'paused' }) });
export const Ended = story('After the end the line stays.', { campaign: () => money({}, { status: 'ended' }) });

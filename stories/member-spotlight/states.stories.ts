import { sample } from '../../test/helpers/sample.ts';
import { inDays } from '../helpers/campaign.ts';
import { crew, meta, story } from './element.ts';

export default { title: 'Member spotlight/States', ...meta };

export const Idle = story('Nothing was asked yet: the children of the element.', { state: 'idle' });
export const Loading = story('Blocks in a box of the final size.', { state: 'loading' });
export const Ready = story('Members of a running campaign.');
export const Stale = story('A refresh failed: the people stay, and a note says from when they are.', {
  state: 'stale',
});
export const Offline = story('The visitor has no connection: the people stay.', { state: 'offline' });
export const Fault = story('Nothing could be loaded: a note, a way to try again, and the children of the element.', {
  state: 'error',
});
export const Empty = story('Nobody has agreed to be shown yet.', {
  campaign: () => ({ ...sample(), members: { items: [] }, contributions: { items: [] } }),
});
export const NoStones = story('Nothing was given yet: an invitation.', {
  args: { layout: 'recent' },
  campaign: () => ({ ...sample(), contributions: { items: [] } }),
});
export const LoadingGrid = story('Blocks where the people of a grid will be.', {
  state: 'loading',
  args: { layout: 'grid' },
});
export const Upcoming = story('Before the campaign opens.', {
  campaign: () => ({ ...crew(), status: 'upcoming', startsAt: inDays(10) }),
});
export const Paused = story('A campaign that rests keeps its people.', {
  campaign: () => ({ ...crew(), status: 'paused' }),
});
export const Ended = story('After the end the people stay.', {
  campaign: () => ({ ...crew(), status: 'ended', endsAt: inDays(-3) }),
});

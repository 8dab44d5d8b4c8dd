import { sample } from '../../test/helpers/sample.ts';
import { inDays } from '../helpers/campaign.ts';
import { full, meta, story } from './element.ts';

export default { title: 'Mission banner/States', ...meta };

export const Idle = story('Nothing was asked yet: the children of the element.', { state: 'idle' });
export const Loading = story('Blocks in a box of the final size.', { state: 'loading' });
export const Ready = story('A running campaign.');
export const Stale = story('A refresh failed: the mission and the links stay, and the note says what is missing.', {
  state: 'stale',
});
export const Offline = story('The visitor has no connection: the mission and the links stay.', { state: 'offline' });
export const Fault = story('Nothing could be loaded: a note, a way to try again, and the children of the element.', {
  state: 'error',
});
export const Empty = story('Before the first contribution there is no line about supporters, only the time left.', {
  campaign: () =>
    full({
      goals: sample().goals!.map((goal) => ({ ...goal!, supporters: undefined })),
      contributions: { items: [] },
    }),
});
export const Upcoming = story('Before it opens, the campaign says when, and links to its own page.', {
  campaign: () => full({ status: 'upcoming', startsAt: inDays(12), endsAt: inDays(90) }),
});
export const Paused = story('A paused campaign says so and takes nobody to a form.', {
  campaign: () => full({ status: 'paused' }),
});
export const Ended = story('After the end, the way leads to what the gifts did.', {
  campaign: () => full({ status: 'ended', startsAt: inDays(-120), endsAt: inDays(-3) }),
});

import { inDays, money } from '../helpers/campaign.ts';
import { meta, story } from './element.ts';

export default { title: 'Progress thermometer/States', ...meta };

export const Idle = story('Nothing was asked yet: the children of the element.', { state: 'idle' });
export const Loading = story('Blocks of the final size while the campaign loads.', { state: 'loading' });
export const LoadingVertical = story('The same for the glass.', { args: { variant: 'vertical' }, state: 'loading' });
export const Ready = story('A running campaign.');
export const Stale = story('A refresh failed: the last figures, their time, and a way to try again.', {
  state: 'stale',
});
export const Offline = story('The visitor has no connection: the last figures and their time.', { state: 'offline' });
export const Fault = story('The campaign cannot be loaded: a note, and the link of the page.', { state: 'error' });
export const Empty = story('Nothing given yet: an invitation.', {
  campaign: () => money({ raised: { confirmed: 0 }, supporters: 0 }),
});
export const EmptyVertical = story('The glass before the first stone.', {
  args: { variant: 'vertical' },
  campaign: () => money({ raised: { confirmed: 0 }, supporters: 0 }),
});
export const Reached = story('The goal is reached: the cairn is built, and the bar runs on to the stretch goal.', {
  campaign: () => money({ raised: { confirmed: 5_024_000 }, supporters: 596 }),
});
export const ReachedCairn = story('Every stone is laid, and the gold one on top.', {
  args: { variant: 'cairn' },
  campaign: () => money({ raised: { confirmed: 5_024_000 }, supporters: 596 }),
});
export const EmptyDial = story('The dial before the first stone.', {
  args: { variant: 'radial' },
  campaign: () => money({ raised: { confirmed: 0 }, supporters: 0 }),
});
export const OverTheGoal = story('Beyond the goal the glass is full and the number goes on.', {
  args: { variant: 'vertical' },
  campaign: () => money({ raised: { confirmed: 7_446_000 }, supporters: 596 }),
});
export const Upcoming = story('Before the campaign opens.', {
  campaign: () => money({ raised: { confirmed: 0 } }, { status: 'upcoming', startsAt: inDays(10) }),
});
export const Paused = story('A campaign that rests.', { campaign: () => money({}, { status: 'paused' }) });
export const Ended = story('After the end: the result stays.', {
  campaign: () => money({}, { status: 'ended', endsAt: inDays(-3) }),
});

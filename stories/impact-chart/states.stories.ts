import { inDays, money } from '../helpers/campaign.ts';
import { grown, meta, story } from './element.ts';

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
export const Ended = story('After the end the line stays.', {
  campaign: () => money({}, { status: 'ended', endsAt: inDays(-3) }),
});
export const InTime = story('The present pace leads to the goal before the end, said as an estimate.', {
  campaign: () => money({}, { endsAt: inDays(90) }),
});
export const TooLate = story('The present pace leads past the end, and the sentence says by how much.', {
  campaign: () => money({}, { endsAt: inDays(20) }),
});
export const FarFromTheGoal = story(
  'A goal that is out of reach at this pace: what the total will be, and what is missing.',
  {
    campaign: () => money({ target: 100_000_000, stretch: [] }, { endsAt: inDays(60) }),
  },
);
export const FirstDay = story('The first hours of a campaign: the scale is in hours.', {
  campaign: () =>
    money(
      { raised: { confirmed: 260_000 }, milestones: [] },
      {
        startsAt: inDays(-0.5),
        history: [
          {
            goalId: 'money',
            points: grown(260_000, 10, 1.4).map(({ value }, i) => ({ at: inDays((i - 10) / 24), value })),
          },
        ],
      },
    ),
});
export const Refunds = story('Totals can go down: what was given back is in the table with a minus.', {
  args: { view: 'table', interval: 'week' },
  campaign: () => {
    const points = grown(3_900_000, 40, 1).map((point, i) => (i > 34 ? { ...point, value: 3_418_000 } : point));
    return money({}, { history: [{ goalId: 'money', points }] });
  },
});

import { inDays, money } from '../helpers/campaign.ts';
import { grown, meta, several, story } from './element.ts';

export default { title: 'Impact chart/Options', ...meta };

export const Line = story('The total over time, the goal, the milestones passed and, dotted, the present pace.');
export const Table = story('The same figures as a table, month by month.', { args: { view: 'table' } });
export const Card = story('On a ground of its own.', { args: { surface: 'card' } });
export const OwnHeading = story('A heading of the page that says what the line shows.', {
  args: { heading: 'Every month a little more than the last' },
});
export const WithoutGoal = story('A count without a goal has only its line.', {
  campaign: () => money({ target: null, stretch: [], milestones: [] }),
});
export const WithoutHistory = story('A total without a history is said in words.', {
  campaign: () => money({}, { history: [] }),
});
export const ChoiceOfGoals = story('Several goals, one at a time: the visitor chooses.', {
  args: { layout: 'switch' },
  campaign: several,
  play: async ({ click, find, all, until }) => {
    await click('[part~=goals] > :nth-child(2)');
    await find('[part~=goals] > :nth-child(2)[aria-pressed=true]');
    await until(() => {
      if (all('canvas').length !== 1) throw new Error('one line at a time');
    });
  },
});
export const SideBySide = story('Several goals side by side, each in its own unit.', {
  args: { layout: 'multiples' },
  campaign: several,
});
export const SideBySideAsTables = story('The same as tables, and one file for all of them.', {
  args: { layout: 'multiples', view: 'table' },
  campaign: several,
});
export const ByWeek = story('Added up by week, which begins where the language is at home.', {
  args: { interval: 'week', view: 'table' },
});
export const LongHistory = story('Four years by day: too many to draw, so each point is a week.', {
  args: { interval: 'day' },
  campaign: () =>
    money({}, { startsAt: inDays(-1460), history: [{ goalId: 'money', points: grown(3_418_000, 1460, 1.2) }] }),
});

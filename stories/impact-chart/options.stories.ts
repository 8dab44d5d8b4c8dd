import { money } from '../helpers/campaign.ts';
import { meta, story } from './element.ts';

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

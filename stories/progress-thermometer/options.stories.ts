import { html } from 'lit';
import { money } from '../helpers/campaign.ts';
import { meta, story } from './element.ts';

export default { title: 'Progress thermometer/Options', ...meta };

export const Bar = story('A bar with milestones under it; given, matched and pledged differ by texture.');
export const Vertical = story('The glass: bulb, ticks, milestones beside it and a dashed top for the stretch goal.', {
  args: { variant: 'vertical' },
});
export const Compact = story('One line, for the top of a page or a sidebar.', { args: { variant: 'compact' } });
export const CompactWithAction = story('One line with a link of the page in the `action` slot.', {
  args: { variant: 'compact' },
  children: () => html`<a slot="action" href="https://northfell.example/give">Give</a>`,
});
export const Strata = story('Several goals in their own units, one row each.', { args: { variant: 'strata' } });
export const Card = story('On a ground of its own.', { args: { surface: 'card' } });
export const Hours = story('Hours, with the words of the campaign.', { args: { goal: 'hours' } });
export const ByPostOrInABox = story('Money that came by post or in a box is lined, and named in the legend.', {
  campaign: () => money({ raised: { confirmed: 1_840_000, offline: 1_000_000, matched: 578_000, pledged: 400_000 } }),
});
export const Attributes = story('Without any backend: amounts in whole units, typed on the element.', {
  render: () =>
    html`<cairn-progress-thermometer
      raised="34180.50"
      target="50000"
      unit="USD"
      label="New roof"
    ></cairn-progress-thermometer>`,
});
export const WithoutGoal = story('A count without a goal has no meter, only figures.', {
  campaign: () => money({ target: null, stretch: [], milestones: [] }),
});
export const CrowdedMilestones = story('Milestones close together: labels are pushed apart beside the glass.', {
  args: { variant: 'vertical' },
  campaign: () =>
    money({
      milestones: [
        { id: 'a', at: 100_000, label: 'First thousand' },
        { id: 'b', at: 150_000, label: 'A second one with a rather long name' },
        { id: 'c', at: 4_900_000, label: 'Nearly there' },
      ],
    }),
});

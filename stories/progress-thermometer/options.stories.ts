import { html } from 'lit';
import { expect } from 'storybook/test';
import { money } from '../helpers/campaign.ts';
import { meta, story } from './element.ts';

export default { title: 'Progress thermometer/Options', ...meta };

export const Bar = story('A bar with milestones under it; given, matched and pledged differ by texture.');
export const Vertical = story('The glass: bulb, ticks, milestones beside it and a dashed top for the stretch goal.', {
  args: { variant: 'vertical' },
});
export const Radial = story('A dial of 240 degrees: the figure in its hub, the percentage at its mouth.', {
  args: { variant: 'radial' },
});
export const Cairn = story('Twenty stones of five per cent each; the last one is laid when the goal is reached.', {
  args: { variant: 'cairn' },
});
export const Teams = story('What each team raised, on one scale, and what belongs to none.', {
  args: { variant: 'teams' },
  campaign: () =>
    money({
      teams: [
        { id: 'beck', label: 'Beck side', raised: 980_000, target: 1_500_000, url: 'https://northfell.example/beck' },
        { id: 'gill', label: 'Keld Gill crew', raised: 1_420_000 },
        { id: 'night', label: 'Night shift', raised: 310_000 },
      ],
    }),
});
export const Share = story('A button to pass the campaign on, by the device’s own sharing or by copying the link.', {
  args: { 'with-share': true },
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
  args: { raised: '34180.50', target: '50000', unit: 'USD', label: 'New roof' },
  play: async ({ find, root }) => {
    await find('[role=meter]');
    // The campaign of the other stories is not what is shown.
    await expect(root.querySelector('[part~=title]')).toHaveTextContent('New roof');
  },
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

export const Live = story('How the figures are followed stands below them.', {
  args: { 'with-live': true },
  play: async ({ find }) => void (await find('[part~=live]')),
});

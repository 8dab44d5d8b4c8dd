import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/define/progress-thermometer.ts';
import type { CampaignInput } from '../src/data/schema.ts';
import { VARIANTS } from '../src/elements/progress-thermometer/progress-thermometer.ts';
import { fed, held, inDays, money } from './helpers/campaign.ts';

interface Args {
  variant: (typeof VARIANTS)[number];
  surface: 'plain' | 'card';
  goal: string;
}

const meta: Meta<Args> = {
  title: 'Progress thermometer',
  component: 'cairn-progress-thermometer',
  args: { variant: 'bar', surface: 'plain', goal: '' },
  argTypes: {
    variant: { control: 'select', options: VARIANTS },
    surface: { control: 'inline-radio', options: ['plain', 'card'] },
    goal: { control: 'text' },
  },
};
export default meta;
type Story = StoryObj<Args>;

const story = (description: string, render: (args: Args) => unknown, args: Partial<Args> = {}): Story => ({
  args,
  render: render as NonNullable<Story['render']>,
  parameters: { docs: { description: { story: description } } },
});

const shown =
  (campaign: () => CampaignInput) =>
  ({ variant, surface, goal }: Args) =>
    fed(
      html`<cairn-progress-thermometer
        variant=${variant}
        surface=${surface}
        goal=${goal}
      ></cairn-progress-thermometer>`,
      campaign(),
    );

export const Bar = story('A bar with milestones under it; given, matched and pledged differ by texture.', shown(money));
export const Vertical = story(
  'The glass: bulb, ticks, milestones beside it and a dashed top for the stretch goal.',
  shown(money),
  {
    variant: 'vertical',
  },
);
export const Compact = story('One line, for the top of a page or a sidebar.', shown(money), { variant: 'compact' });
export const CompactWithAction = story('One line with a link of the page in the `action` slot.', () =>
  fed(
    html`<cairn-progress-thermometer variant="compact"
      ><a slot="action" href="https://northfell.example/give">Give</a></cairn-progress-thermometer
    >`,
    money(),
  ),
);
export const Strata = story('Several goals in their own units, one row each.', shown(money), { variant: 'strata' });
export const Card = story('On a ground of its own.', shown(money), { surface: 'card' });
export const Hours = story('Hours, with the words of the campaign.', shown(money), { goal: 'hours' });
export const Offline = story(
  'Money that came by post or in a box is lined, and named in the legend.',
  shown(() => money({ raised: { confirmed: 1_840_000, offline: 1_000_000, matched: 578_000, pledged: 400_000 } })),
);
export const Attributes = story(
  'Without any backend: amounts in whole units, typed on the element.',
  () =>
    html`<cairn-progress-thermometer
      raised="34180.50"
      target="50000"
      unit="USD"
      label="New roof"
    ></cairn-progress-thermometer>`,
);
export const WithoutGoal = story(
  'A count without a goal has no meter, only figures.',
  shown(() => money({ target: null, stretch: [], milestones: [] })),
);
export const Empty = story(
  'Nothing given yet: an invitation.',
  shown(() => money({ raised: { confirmed: 0 }, supporters: 0 })),
);
export const Reached = story(
  'The goal is reached: the cairn is built, and the bar runs on to the stretch goal.',
  shown(() => money({ raised: { confirmed: 5_024_000 }, supporters: 596 })),
);
export const OverTheGoal = story(
  'Beyond the goal the glass is full and the number goes on.',
  shown(() => money({ raised: { confirmed: 7_446_000 }, supporters: 596 })),
  { variant: 'vertical' },
);
export const CrowdedMilestones = story(
  'Milestones close together: labels are pushed apart beside the glass.',
  shown(() =>
    money({
      milestones: [
        { id: 'a', at: 100_000, label: 'First thousand' },
        { id: 'b', at: 150_000, label: 'A second one with a rather long name' },
        { id: 'c', at: 4_900_000, label: 'Nearly there' },
      ],
    }),
  ),
  { variant: 'vertical' },
);
export const Upcoming = story(
  'Before the campaign opens.',
  shown(() => money({ raised: { confirmed: 0 } }, { status: 'upcoming', startsAt: inDays(10) })),
);
export const Paused = story(
  'A campaign that rests.',
  shown(() => money({}, { status: 'paused' })),
);
export const Ended = story(
  'After the end: the result stays.',
  shown(() => money({}, { status: 'ended' })),
);
export const Loading = story('Blocks of the final size while the campaign loads.', ({ variant }: Args) =>
  held('loading', html`<cairn-progress-thermometer variant=${variant}></cairn-progress-thermometer>`),
);
export const Fault = story('The campaign cannot be loaded: a note, and the link of the page.', () =>
  held(
    'error',
    html`<cairn-progress-thermometer
      ><a href="https://northfell.example/give">Give on our site</a></cairn-progress-thermometer
    >`,
  ),
);
export const Stale = story(
  'A refresh failed: the last figures, their time, and a way to try again.',
  ({ variant }: Args) =>
    held('stale', html`<cairn-progress-thermometer variant=${variant}></cairn-progress-thermometer>`, money()),
);

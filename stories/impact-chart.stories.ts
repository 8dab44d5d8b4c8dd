import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/define/impact-chart.ts';
import type { CampaignInput } from '../src/data/schema.ts';
import { VIEWS } from '../src/elements/impact-chart/impact-chart.ts';
import { fed, held, money } from './helpers/campaign.ts';

interface Args {
  view: (typeof VIEWS)[number];
  surface: 'plain' | 'card';
  heading: string;
}

const meta: Meta<Args> = {
  title: 'Impact chart',
  component: 'cairn-impact-chart',
  args: { view: 'chart', surface: 'plain', heading: '' },
  argTypes: {
    view: { control: 'inline-radio', options: VIEWS },
    surface: { control: 'inline-radio', options: ['plain', 'card'] },
    heading: { control: 'text' },
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
  ({ view, surface, heading }: Args) =>
    fed(html`<cairn-impact-chart view=${view} surface=${surface} heading=${heading}></cairn-impact-chart>`, campaign());

export const Line = story(
  'The total over time, the goal, the milestones passed and, dotted, the present pace.',
  shown(money),
);
export const Table = story('The same figures as a table, month by month.', shown(money), { view: 'table' });
export const Card = story('On a ground of its own.', shown(money), { surface: 'card' });
export const OwnHeading = story('A heading of the page that says what the line shows.', shown(money), {
  heading: 'Every month a little more than the last',
});
export const Reached = story(
  'The goal is reached: no more pace, and the day it happened.',
  shown(() => money({ raised: { confirmed: 5_024_000 } })),
);
export const WithoutGoal = story(
  'A count without a goal has only its line.',
  shown(() => money({ target: null, stretch: [], milestones: [] })),
);
export const Ended = story(
  'After the end the line stays.',
  shown(() => money({}, { status: 'ended' })),
);
export const Empty = story(
  'Nothing given yet: the goal on a bare axis.',
  shown(() => money({ raised: { confirmed: 0 } }, { history: [] })),
);
export const WithoutHistory = story(
  'A total without a history is said in words.',
  shown(() => money({}, { history: [] })),
);
export const Loading = story('Blocks of the final size while the campaign loads.', () =>
  held('loading', html`<cairn-impact-chart></cairn-impact-chart>`),
);
export const Fault = story('The campaign cannot be loaded: a note, and the link of the page.', () =>
  held(
    'error',
    html`<cairn-impact-chart><a href="https://northfell.example/give">Give on our site</a></cairn-impact-chart>`,
  ),
);
export const Stale = story('A refresh failed: the last figures, their time, and a way to try again.', () =>
  held('stale', html`<cairn-impact-chart></cairn-impact-chart>`, money()),
);

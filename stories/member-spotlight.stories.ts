import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { CampaignInput } from '../src/data/schema.ts';
import '../src/define/campaign.ts';
import '../src/define/member-spotlight.ts';
import { sample } from '../test/helpers/sample.ts';
import { fed, held, inDays, says } from './helpers/campaign.ts';

const meta: Meta = {
  title: 'Member spotlight',
  component: 'cairn-member-spotlight',
  render: (args) => spotlight(crew(), args),
};
export default meta;

type Story = StoryObj;

const portraits = [
  new URL('../demo/assets/p-maren.svg', import.meta.url).href,
  new URL('../demo/assets/p-ilse.svg', import.meta.url).href,
  new URL('../demo/assets/p-tomas.svg', import.meta.url).href,
  new URL('../demo/assets/p-noor.svg', import.meta.url).href,
  new URL('../demo/assets/p-wei.svg', import.meta.url).href,
  new URL('../demo/assets/p-amara.svg', import.meta.url).href,
];
const doing = [
  'Runs the Keld Gill crew',
  'Brought 41 neighbours',
  'Fenced 600 metres',
  'Gives monthly since 2023',
  'Planted 12 rowans',
  'Keeps the nursery',
];

/** The sample's members with portraits, all of them featured. */
function crew(each: (member: Record<string, unknown>, index: number) => void = () => undefined): CampaignInput {
  const campaign = sample();
  campaign.members!.items!.slice(0, portraits.length).forEach((member, index) => {
    const image = { src: portraits[index]!, alt: '', focus: { x: 0.5, y: 0.3 } };
    Object.assign(member!, { image, featured: true, story: doing[index] });
    each(member as unknown as Record<string, unknown>, index);
  });
  return campaign;
}

function spotlight(campaign: CampaignInput, args: Record<string, unknown> = {}): HTMLElement {
  const text = (name: string, otherwise = '') => String(args[name] ?? otherwise);
  return fed(
    html`<cairn-member-spotlight
      layout=${text('layout', 'featured')}
      names=${text('names', 'full')}
      heading=${text('heading')}
      surface=${text('surface', 'plain')}
      limit=${text('limit', '0')}
      ?with-amounts=${args['with-amounts']}
      ?without-recent=${args['without-recent']}
      ><a href="https://northfell.example/people">Our people</a></cairn-member-spotlight
    >`,
    campaign,
  );
}

export const Featured: Story = {
  args: { 'with-amounts': true },
  parameters: says('One person at a time, with previous and next; it never turns by itself.'),
};

export const AmountsHidden: Story = {
  parameters: says('Amounts of money are hidden until the page asks for them.'),
};

export const Grid: Story = {
  args: { layout: 'grid', heading: 'The crew' },
  parameters: says('Everybody at once, with role and what each does.'),
};

export const List: Story = {
  args: { layout: 'list', heading: 'This month’s carriers', 'without-recent': true },
  parameters: says('Everybody in rows, with one figure at the end.'),
};

export const WithoutPortraits: Story = {
  render: () => spotlight(sample(), { layout: 'grid' }),
  parameters: says('Initials stand in where there is no picture; nobody else is asked for one.'),
};

export const PortraitsCannotBeLoaded: Story = {
  render: () =>
    spotlight(crew((member) => Object.assign(member, { image: { src: 'http://127.0.0.1:9/none.jpg', alt: '' } }))),
  parameters: says('A picture that fails gives way to initials without moving anything.'),
};

export const FirstNameAndInitial: Story = {
  args: { names: 'first-initial', layout: 'list' },
  parameters: says('`names="first-initial"` for a campaign that shows no full names.'),
};

export const WithoutNames: Story = {
  args: { names: 'anonymous', layout: 'grid' },
  parameters: says('`names="anonymous"` shows neither names nor portraits: roles and what was done remain.'),
};

export const LongQuote: Story = {
  render: () =>
    spotlight(
      crew((member, index) => {
        if (index === 0) member['quote'] = `${String(member['quote'])} `.repeat(6);
      }),
    ),
  parameters: says('A long quote is folded; the button shows the rest.'),
};

export const OtherLanguage: Story = {
  render: () =>
    spotlight(
      crew((member, index) => {
        if (index === 0)
          Object.assign(member, { quote: 'Quando eu era miúdo, aqui não havia sombra. Agora há.', lang: 'pt' });
      }),
    ),
  parameters: says('A quote carries its own language, and its quotation marks.'),
};

export const OnePerson: Story = {
  args: { limit: 1 },
  parameters: says('With one person there is nothing to turn.'),
};

export const ConsentRunOut: Story = {
  render: () =>
    spotlight(
      crew((member, index) => {
        if (index % 2) member['consent'] = { scope: 'public', until: inDays(-1) };
      }),
      { layout: 'grid' },
    ),
  parameters: says('Who did not agree, or no longer agrees, is not shown: three of six are left.'),
};

export const NobodyYet: Story = {
  render: () => spotlight({ ...sample(), members: { items: [] }, contributions: { items: [] } }),
  parameters: says('Nobody has agreed to be shown yet.'),
};

export const RightToLeft: Story = {
  render: (args) => html`<div lang="ar" dir="rtl">${spotlight(crew(), args)}</div>`,
  parameters: says('Arabic, mirrored; names and quotes keep their own direction.'),
};

export const German: Story = {
  render: (args) => html`<div lang="de">${spotlight(crew(), args)}</div>`,
  parameters: says('The element’s own words in German.'),
};

export const Loading: Story = {
  render: () => held('loading', html`<cairn-member-spotlight></cairn-member-spotlight>`),
  parameters: says('Blocks in a box of the final size.'),
};

export const Failed: Story = {
  render: () =>
    held(
      'error',
      html`<cairn-member-spotlight><a href="https://northfell.example/people">Our people</a></cairn-member-spotlight>`,
    ),
  parameters: says('Nothing could be loaded: a note, a way to try again, and the children of the element.'),
};

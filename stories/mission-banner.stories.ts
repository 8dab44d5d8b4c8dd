import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { CampaignInput } from '../src/data/schema.ts';
import '../src/define/campaign.ts';
import '../src/define/mission-banner.ts';
import { sample } from '../test/helpers/sample.ts';
import { fed, held, inDays, says } from './helpers/campaign.ts';

const meta: Meta = {
  title: 'Mission banner',
  component: 'cairn-mission-banner',
  render: (args) => banner(full(), args),
};
export default meta;

type Story = StoryObj;

const landscape = new URL('../demo/assets/landscape.svg', import.meta.url).href;
const avatar = new URL('../demo/assets/f-maren.svg', import.meta.url).href;
const logo = new URL('../demo/assets/logo.svg', import.meta.url).href;

/** The sample with pictures. */
function full(overrides: Partial<CampaignInput> = {}): CampaignInput {
  const base = sample();
  Object.assign(base.contributions!.items![0]!, { avatar: { src: avatar, alt: '' } });
  return {
    ...base,
    organization: { ...base.organization, logo: { src: logo, alt: '' } },
    mission: {
      ...base.mission,
      image: { src: landscape, alt: 'A planter sets a stone on a tall cairn.', focus: { x: 0.85, y: 0.85 } },
    },
    ...overrides,
  };
}

function banner(campaign: CampaignInput, args: Record<string, unknown> = {}): HTMLElement {
  const text = (name: string, otherwise = '') => String(args[name] ?? otherwise);
  return fed(
    html`<cairn-mission-banner
      pathways=${text('pathways')}
      surface=${text('surface', 'plain')}
      heading-level=${text('heading-level', '2')}
      ?without-image=${args['without-image']}
      ?without-vision=${args['without-vision']}
      ?without-pathways=${args['without-pathways']}
      ?without-support=${args['without-support']}
      ?without-latest=${args['without-latest']}
      ?without-values=${args['without-values']}
      ?without-evidence=${args['without-evidence']}
      ?with-progress=${args['with-progress']}
      ><a href="https://northfell.example/give">Give on our own page</a></cairn-mission-banner
    >`,
    campaign,
  );
}

export const Default: Story = {
  parameters: says(
    'A running campaign with everything in it: picture, mission, ways in, people, news, values, evidence.',
  ),
};

export const WithoutPicture: Story = {
  args: { 'without-image': true },
  parameters: says('Without a picture the mission takes the whole width.'),
};

export const PictureCannotBeLoaded: Story = {
  render: () =>
    banner(full({ mission: { ...sample().mission, image: { src: 'http://127.0.0.1:9/none.jpg', alt: 'Hills' } } })),
  parameters: says('A picture that fails leaves its box, with a drawing in it, so that nothing moves.'),
};

export const WithProgress: Story = {
  args: { 'with-progress': true },
  parameters: says('`with-progress` adds how far the goal is reached, in words.'),
};

export const ChosenPathways: Story = {
  args: { pathways: 'donate volunteer' },
  parameters: says('`pathways` chooses the calls to action and their order; the first is the primary one.'),
};

export const OnlyTheWords: Story = {
  args: { 'without-image': true, 'without-latest': true, 'without-values': true, 'without-evidence': true },
  parameters: says('Every piece can be left out.'),
};

export const Card: Story = {
  args: { surface: 'card' },
  parameters: says('On a ground of its own, for a page that wants one.'),
};

export const Upcoming: Story = {
  render: () => banner(full({ status: 'upcoming', startsAt: inDays(12), endsAt: inDays(90) })),
  parameters: says('Before it opens, the campaign says when, and links to its own page.'),
};

export const Paused: Story = {
  render: () => banner(full({ status: 'paused' })),
  parameters: says('A paused campaign says so and takes nobody to a form.'),
};

export const Ended: Story = {
  render: () => banner(full({ status: 'ended', startsAt: inDays(-120), endsAt: inDays(-3) })),
  parameters: says('After the end, the way leads to what the gifts did.'),
};

export const NobodyYet: Story = {
  render: () => {
    const goals = sample().goals!.map((goal) => ({ ...goal!, supporters: undefined }));
    return banner(full({ goals, contributions: { items: [] } }));
  },
  parameters: says('Before the first contribution there is no line about supporters, only the time left.'),
};

export const LongWords: Story = {
  render: () =>
    html`<div lang="de">
      ${banner(
        full({
          organization: { name: 'Stiftung Wiederaufforstung Nordalpenvorland' },
          mission: {
            ...sample().mission,
            title: 'Wir bringen den Bergwald zurück ins Hochgebirgsvorland.',
            vision:
              'Bis 2040 ein zusammenhängender Wald vom Talschluss bis zum See, gepflanzt und gepflegt von den Menschen, die unter ihm leben.',
          },
        }),
        { 'without-image': true },
      )}
    </div>`,
  parameters: says('German compounds break before they overflow.'),
};

export const RightToLeft: Story = {
  render: () =>
    html`<div lang="ar" dir="rtl">
      ${banner(
        full({
          organization: { name: 'صندوق تلال الشمال' },
          mission: {
            title: 'لنُعِد الغابات إلى أعالي التلال.',
            vision: 'بحلول عام ٢٠٤٠ غابة واحدة متصلة من منبع النهر إلى البحر، يزرعها ويرعاها أهلها.',
            values: ['أشجار محلية فقط.', 'أجر عادل للمزارعين.', 'كل رقم منشور.'],
            image: { src: landscape, alt: '' },
          },
        }),
      )}
    </div>`,
  parameters: says('Arabic, mirrored.'),
};

export const Loading: Story = {
  render: () => held('loading', html`<cairn-mission-banner></cairn-mission-banner>`),
  parameters: says('Blocks in a box of the final size.'),
};

export const Stale: Story = {
  render: () => held('stale', html`<cairn-mission-banner></cairn-mission-banner>`),
  parameters: says('A refresh failed: the mission and the links stay, and the note says what is missing.'),
};

export const Failed: Story = {
  render: () =>
    held(
      'error',
      html`<cairn-mission-banner
        ><a href="https://northfell.example/give">Give on our own page</a></cairn-mission-banner
      >`,
    ),
  parameters: says('Nothing could be loaded: a note, a way to try again, and the children of the element.'),
};

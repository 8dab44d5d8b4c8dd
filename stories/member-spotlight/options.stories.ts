import { expect } from 'storybook/test';
import { sample } from '../../test/helpers/sample.ts';
import { inDays } from '../helpers/campaign.ts';
import { broken } from '../helpers/pictures.ts';
import { crew, meta, story } from './element.ts';

export default { title: 'Member spotlight/Options', ...meta };

export const Featured = story('One person at a time, with previous and next; it never turns by itself.', {
  args: { 'with-amounts': true },
});
export const AmountsHidden = story('Amounts of money are hidden until the page asks for them.');
export const Carousel = story('Everybody one at a time, also who was not put forward.', {
  args: { layout: 'carousel' },
});
export const TurnsByItself = story(
  '`with-rotation`: the first button stops it, and so do the keyboard, the mouse over it, and a wish for less motion.',
  { args: { layout: 'carousel', 'with-rotation': true } },
);
export const Grid = story('Everybody at once, with role and what each does.', {
  args: { layout: 'grid', heading: 'The crew' },
});
export const List = story('Everybody in rows, with one figure at the end.', {
  args: { layout: 'list', heading: 'This month’s carriers', 'without-recent': true },
});
export const RecentStones = story('The latest contributions alone, under a heading of their own.', {
  args: { layout: 'recent', 'with-amounts': true },
});
export const Filter = story('Visitors choose by role, by how people help and by language.', {
  args: { layout: 'grid', 'with-filter': true, 'without-recent': true },
  play: async ({ find, until }) => {
    const select = await find<HTMLSelectElement>('.filter select');
    select.value = 'ambassador';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await until(async () => expect(await find('.found')).not.toHaveTextContent(/^$/));
  },
});
export const OneRole = story('`only-role="ambassador"`: the page chooses, and there are no controls.', {
  args: { layout: 'list', 'only-role': 'ambassador', 'without-recent': true },
});
export const NobodyFits = story('A choice that leaves nobody says so, and leads back.', {
  args: { layout: 'grid', 'with-filter': true, 'only-role': 'leader', 'only-language': 'fr', 'without-recent': true },
});
export const ShowMore = story('Two at a time: the button shows more, the focus goes to the first of them.', {
  args: { layout: 'grid', limit: 2, 'with-more': true, 'without-recent': true },
  play: async ({ click, find, until }) => {
    await click('.onward button');
    await until(async () => expect(await find('.onward [role=status]')).not.toHaveTextContent(/^$/));
  },
});
export const WhoDidMost = story('`order="top"`: by the figure most people are counted by, which stands first.', {
  args: { layout: 'list', order: 'top', 'without-recent': true },
});
export const Recording = story(
  'A recording is fetched when somebody asks for it, and plays in place of the portrait.',
  {
    campaign: () =>
      crew((member, index) => {
        if (index > 0) return;
        member['media'] = {
          kind: 'video',
          src: 'https://northfell.example/maren.mp4',
          captions: [{ src: 'https://northfell.example/maren.vtt', lang: 'en' }],
          transcript: 'https://northfell.example/maren',
        };
      }),
  },
);
export const WithoutPortraits = story('Initials stand in where there is no picture; nobody else is asked for one.', {
  args: { layout: 'grid' },
  campaign: sample,
});
export const PortraitsCannotBeLoaded = story('A picture that fails gives way to initials without moving anything.', {
  campaign: () => crew((member) => Object.assign(member, { image: { src: broken, alt: '' } })),
});
export const FirstNameAndInitial = story('`names="first-initial"` for a campaign that shows no full names.', {
  args: { names: 'first-initial', layout: 'list' },
});
export const WithoutNames = story(
  '`names="anonymous"` shows neither names nor portraits: roles and what was done remain.',
  { args: { names: 'anonymous', layout: 'grid' } },
);
export const LongQuote = story('A long quote is folded; the button shows the rest.', {
  campaign: () =>
    crew((member, index) => {
      if (index === 0) member['quote'] = `${String(member['quote'])} `.repeat(6);
    }),
});
export const OnePerson = story('With one person there is nothing to turn.', { args: { limit: 1 } });
export const ConsentRunOut = story('Who did not agree, or no longer agrees, is not shown: three of six are left.', {
  args: { layout: 'grid' },
  campaign: () =>
    crew((member, index) => {
      if (index % 2) member['consent'] = { scope: 'public', until: inDays(-1) };
    }),
});

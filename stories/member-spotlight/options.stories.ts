import { sample } from '../../test/helpers/sample.ts';
import { inDays } from '../helpers/campaign.ts';
import { broken } from '../helpers/pictures.ts';
import { crew, meta, story } from './element.ts';

export default { title: 'Member spotlight/Options', ...meta };

export const Featured = story('One person at a time, with previous and next; it never turns by itself.', {
  args: { 'with-amounts': true },
});
export const AmountsHidden = story('Amounts of money are hidden until the page asks for them.');
export const Grid = story('Everybody at once, with role and what each does.', {
  args: { layout: 'grid', heading: 'The crew' },
});
export const List = story('Everybody in rows, with one figure at the end.', {
  args: { layout: 'list', heading: 'This month’s carriers', 'without-recent': true },
});
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

import { sample } from '../../test/helpers/sample.ts';
import { inDays } from '../helpers/campaign.ts';
import { broken } from '../helpers/pictures.ts';
import { full, meta, story } from './element.ts';

export default { title: 'Mission banner/Options', ...meta };

export const Everything = story(
  'A running campaign with everything in it: picture, mission, ways in, people, news, values, evidence.',
);
export const WithoutPicture = story('Without a picture the mission takes the whole width.', {
  args: { 'without-image': true },
});
export const PictureCannotBeLoaded = story(
  'A picture that fails leaves its box, with a drawing in it, so that nothing moves.',
  { campaign: () => full({ mission: { ...sample().mission, image: { src: broken, alt: 'Hills' } } }) },
);
export const WithProgress = story('`with-progress` adds how far the goal is reached, in words.', {
  args: { 'with-progress': true },
});
export const ChosenPathways = story(
  '`pathways` chooses the calls to action and their order; the first is the primary one.',
  { args: { pathways: 'donate volunteer' } },
);
export const OnlyTheWords = story('Every piece can be left out.', {
  args: { 'without-image': true, 'without-latest': true, 'without-values': true, 'without-evidence': true },
});
export const Card = story('On a ground of its own, for a page that wants one.', { args: { surface: 'card' } });
export const WithMatch = story('`with-match`: who matches gifts, until when, and how much of it is left.', {
  args: { 'with-match': true },
  campaign: () => {
    const campaign = full();
    Object.assign(campaign.goals![0]!.match!, { endsAt: inDays(2) });
    return campaign;
  },
});
export const WithCountdown = story(
  '`with-countdown`: days, hours and minutes, no seconds. It can be folded away, and screen readers hear one sentence.',
  { args: { 'with-countdown': true } },
);
export const Dismissible = story('`dismissible` adds a button that sends the banner away; the focus goes on.', {
  args: { dismissible: true },
});
export const WithSnooze = story('`with-snooze` adds “Remind me later” and “I already gave”.', {
  args: { 'with-snooze': true },
});
export const InADialog = story('`with-dialog` opens the form over the page; without the form the call is a link.', {
  args: { 'with-dialog': true },
});
export const LongTitle = story('A mission of more than 70 letters is set smaller.', {
  campaign: () =>
    full({
      mission: {
        ...sample().mission,
        title: 'Bring the woods back to the high fells, valley by valley, with the people who live under them.',
      },
    }),
});

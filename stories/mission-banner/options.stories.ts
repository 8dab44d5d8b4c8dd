import { sample } from '../../test/helpers/sample.ts';
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

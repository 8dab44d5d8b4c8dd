import { html } from 'lit';
import { full, meta, story } from './element.ts';

export default { title: 'Mission banner/Layouts', ...meta };

const page = (before: unknown, after: unknown) => html`<div>${before}${after}</div>`;
const text = html`<p style="block-size:120vh;margin:0;padding:1em">
  The page goes on, and has <a href="#more">links</a>.
</p>`;

export const Split = story('`split`: picture and words side by side; one above the other where there is less room.');
export const Hero = story(
  '`hero`: the words on the picture. The scrim under them keeps 4.5:1 over any picture; when narrow they follow it.',
  { args: { layout: 'hero' } },
);
export const HeroDark = story('The same on a dark page.', { args: { layout: 'hero' }, globals: { scheme: 'dark' } });
export const HeroWithoutPicture = story('Without a picture there is nothing to write on: the plain banner.', {
  args: { layout: 'hero', 'without-image': true },
});
export const Strip = story('`strip`: one line with one call to action.', {
  args: { layout: 'strip', 'with-progress': true },
});
export const Compact = story('`compact`: a small box with two calls to action.', { args: { layout: 'compact' } });
export const CompactCard = story('The same as a card, without the picture.', {
  args: { layout: 'compact', surface: 'card', 'without-image': true },
});
export const StickyTop = story('`sticky="top"` keeps a strip at the top; it never lies on what has the focus.', {
  args: { layout: 'strip', sticky: 'top', dismissible: true },
  around: (element: unknown) => page(element, text),
});
export const StickyBottom = story('`sticky="bottom"` keeps it at the bottom.', {
  args: { layout: 'strip', sticky: 'bottom', dismissible: true },
  around: (element: unknown) => page(text, element),
});
export const StripRightToLeft = story('Mirrored in Arabic.', {
  args: { layout: 'strip', dismissible: true },
  globals: { locale: 'ar' },
});
export const StripWithALongMission = story('A mission that is a paragraph wraps, and leaves the button its place.', {
  args: { layout: 'strip', dismissible: true },
  campaign: () =>
    full({
      mission: {
        title:
          'A mission that goes on and on, as some organisations like to write everything they do into one sentence, and then a little more for good measure.',
      },
    }),
});

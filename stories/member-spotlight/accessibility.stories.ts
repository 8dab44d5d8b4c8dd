import { html } from 'lit';
import { expect } from 'storybook/test';
import { crew, meta, story } from './element.ts';

export default { title: 'Member spotlight/Accessibility', ...meta };

export const NextByKeyboard = story('The next person by the button; the count says where one is.', {
  play: async ({ click, find, until }) => {
    const count = (await find('[part~=count]')).textContent;
    await click('[part~=controls] button:last-of-type');
    await until(async () => expect((await find('[part~=count]')).textContent).not.toBe(count));
  },
});
export const OtherLanguage = story('A quote carries its own language, and its quotation marks.', {
  campaign: () =>
    crew((member, index) => {
      if (index === 0)
        Object.assign(member, { quote: 'Quando eu era miúdo, aqui não havia sombra. Agora há.', lang: 'pt' });
    }),
});
export const RightToLeft = story('Arabic, mirrored; names and quotes keep their own direction.', {
  globals: { locale: 'ar' },
});
export const German = story('The element’s own words in German.', { globals: { locale: 'de' } });
export const LargeText = story('Text twice as large: everything wraps, nothing is cut.', {
  around: (element) => html`<div style="font-size:200%">${element}</div>`,
});

import { html } from 'lit';
import { expect } from 'storybook/test';
import { sample } from '../../test/helpers/sample.ts';
import { landscape } from '../helpers/pictures.ts';
import { full, meta, story } from './element.ts';

export default { title: 'Mission banner/Accessibility', ...meta };

export const RealLinks = story('Calls to action are links: middle click, copy and keyboard work as everywhere.', {
  play: async ({ find }) => {
    const link = await find('a[part~=primary]');
    link.focus();
    await expect(link).toHaveAttribute('href');
    await expect(link.matches(':focus')).toBe(true);
  },
});
export const LongWords = story('German compounds break before they overflow.', {
  args: { 'without-image': true },
  globals: { locale: 'de' },
  campaign: () =>
    full({
      organization: { name: 'Stiftung Wiederaufforstung Nordalpenvorland' },
      mission: {
        ...sample().mission,
        title: 'Wir bringen den Bergwald zurück ins Hochgebirgsvorland.',
        vision:
          'Bis 2040 ein zusammenhängender Wald vom Talschluss bis zum See, gepflanzt und gepflegt von den Menschen, die unter ihm leben.',
      },
    }),
});
export const RightToLeft = story('Arabic, mirrored.', {
  globals: { locale: 'ar' },
  campaign: () =>
    full({
      organization: { name: 'صندوق تلال الشمال' },
      mission: {
        title: 'لنُعِد الغابات إلى أعالي التلال.',
        vision: 'بحلول عام ٢٠٤٠ غابة واحدة متصلة من منبع النهر إلى البحر، يزرعها ويرعاها أهلها.',
        values: ['أشجار محلية فقط.', 'أجر عادل للمزارعين.', 'كل رقم منشور.'],
        image: { src: landscape, alt: '', focus: { x: 0.85, y: 0.85 } },
      },
    }),
});
export const LargeText = story('Text twice as large: everything wraps, nothing is cut.', {
  around: (element) => html`<div style="font-size:200%">${element}</div>`,
});

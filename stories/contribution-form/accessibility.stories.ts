import { html } from 'lit';
import { expect } from 'storybook/test';
import { answering, fill, meta, recorded, send, story } from './element.ts';

export default { title: 'Contribution form/Accessibility', ...meta };

export const SummaryTakesTheFocus = story('After a mistake the summary has the focus and leads to the fields.', {
  play: async ({ root, click, find, until }) => {
    await fill(root, { custom: '1.000' });
    await click('.submit');
    const alert = await find('[part~=alert]');
    await until(() => expect(alert.contains(root.activeElement)).toBe(true));
  },
});
export const ThanksTakesTheFocus = story('After sending, the focus is on the thanks.', {
  store: () => answering(() => Promise.resolve(recorded())),
  play: async (form) => {
    const heard = form.heard('cairn-success');
    await send(form);
    await heard();
    await form.find('[part~=thanks]');
    await form.until(() => expect(form.root.activeElement).not.toBeNull());
  },
});
export const RightToLeft = story('Arabic, mirrored; the e-mail address stays left to right.', {
  globals: { locale: 'ar' },
});
export const German = story('Long German words wrap.', { globals: { locale: 'de' } });
export const LargeText = story('Text twice as large: everything wraps, nothing is cut.', {
  around: (element) => html`<div style="font-size:200%">${element}</div>`,
});

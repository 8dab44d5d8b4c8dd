import { html } from 'lit';
import { meta, story } from './element.ts';

export default { title: 'Impact chart/Accessibility', ...meta };

export const TableByButton = story('The same figures as a table, one button away.', {
  play: async ({ click, find }) => {
    await click('[part~=segmented] > :last-child');
    await find('table caption');
    await find('table th[scope=row]');
  },
});
export const RightToLeft = story('Arabic: time runs from right to left.', { globals: { locale: 'ar' } });
export const LargeText = story('Text twice as large: everything wraps, nothing is cut.', {
  around: (element) => html`<div style="font-size:200%">${element}</div>`,
});

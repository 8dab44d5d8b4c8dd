import { html } from 'lit';
import { expect } from 'storybook/test';
import { meta, several, story } from './element.ts';

export default { title: 'Impact chart/Accessibility', ...meta };

export const TableByButton = story('The same figures as a table, one button away.', {
  play: async ({ click, find }) => {
    await click('[part~=segmented] > :last-child');
    await find('table caption');
    await find('table th[scope=row]');
  },
});
export const EveryValueByKeyboard = story('Tab to the drawing, then arrows: each point is read out and shown.', {
  play: async ({ find, keys, until }) => {
    const reader = await find('[part~=reader]');
    reader.focus();
    await find('[part~=readout]:not([hidden])');
    const before = reader.getAttribute('aria-valuetext');
    await keys('{ArrowLeft}{ArrowLeft}');
    await until(() => expect(reader.getAttribute('aria-valuetext')).not.toBe(before));
    await keys('{Escape}');
    await find('[part~=readout][hidden]');
  },
});
export const FigureWithName = story(
  'A figure with a caption; the drawing is an image that is named by what it shows.',
  {
    play: async ({ find }) => {
      await find('figure > figcaption');
      await expect((await find('canvas[role=img]')).getAttribute('aria-label')).toMatch(/\d/);
    },
  },
);
export const HeadingsInOrder = story('Goals side by side have headings one level below the chart’s own.', {
  args: { layout: 'multiples', 'heading-level': 3 },
  campaign: several,
  play: async ({ find }) => {
    await find('h3');
    await find('[role=heading][aria-level="4"]');
  },
});
export const RightToLeft = story('Arabic: time runs from right to left.', { globals: { locale: 'ar' } });
export const LargeText = story('Text twice as large: everything wraps, nothing is cut.', {
  around: (element) => html`<div style="font-size:200%">${element}</div>`,
});

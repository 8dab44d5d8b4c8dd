import { html } from 'lit';
import { expect } from 'storybook/test';
import { fed, money } from '../helpers/campaign.ts';
import { meta, story } from './element.ts';

export default { title: 'Progress thermometer/Accessibility', ...meta };

export const Meter = story('A meter with a name and the whole sentence as its value.', {
  play: async ({ find }) => {
    const meter = await find('[role=meter]');
    await expect(meter.getAttribute('aria-valuetext')).toMatch(/\d/);
    await expect(meter).toHaveAttribute('aria-valuenow');
  },
});
export const RightToLeft = story('Arabic: glass and milestones mirrored, figures in the digits of the language.', {
  args: { variant: 'vertical' },
  globals: { locale: 'ar' },
});
export const SeveralOnAPage = story('Each has a name of its own, and a heading of the level the page asks for.', {
  render: () =>
    fed(
      html`<cairn-progress-thermometer heading-level="3"></cairn-progress-thermometer
        ><cairn-progress-thermometer
          style="margin-block-start: 3em"
          heading-level="3"
          goal="trees"
        ></cairn-progress-thermometer>`,
      money(),
    ),
});
export const LargeText = story('Text twice as large: everything wraps, nothing is cut.', {
  around: (element) => html`<div style="font-size:200%">${element}</div>`,
});

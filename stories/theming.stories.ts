import { html, nothing } from 'lit';
import type { StoryObj } from '@storybook/web-components-vite';
import '../src/define/progress-thermometer.ts';
import '../src/define/contribution-form.ts';
import { fed, money } from './helpers/campaign.ts';

export default { title: 'Theming', tags: ['!autodocs'] };

const story = (sentence: string, looks: { name: string; css?: string; preset?: string }[]): StoryObj => ({
  parameters: { docs: { description: { story: sentence } } },
  render: () =>
    fed(
      html`<div class="story-stack">
        ${looks.map(
          ({ css, preset }) =>
            html`<div style=${css ?? nothing}>
              <cairn-progress-thermometer preset=${preset ?? nothing} surface="card"></cairn-progress-thermometer>
            </div>`,
        )}
      </div>`,
      money(),
    ),
});

export const Presets = story(
  'Six looks that are there already: pine, ocean, plum, clay, sun and ink.',
  ['pine', 'ocean', 'plum', 'clay', 'sun', 'ink'].map((preset) => ({ name: preset, preset })),
);
export const Accents = story('One accent makes every colour: pale ones keep their buttons, and get a darker meter.', [
  { name: 'red', css: '--cairn-accent: #c8102e' },
  { name: 'blush', css: '--cairn-accent: #f7d6e0' },
  { name: 'lemon', css: '--cairn-accent: #ffd400' },
  { name: 'ink', css: '--cairn-accent: #111' },
]);
export const Knobs = story('Corners, headings and space of the page’s own.', [
  { name: 'square', css: '--cairn-radius: 0' },
  { name: 'serif', css: '--cairn-font-heading: Georgia, serif; --cairn-heading-weight: 400' },
  { name: 'tight', css: '--cairn-space: 0.75em' },
]);

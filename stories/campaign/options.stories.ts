import type { StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import '../../src/define/campaign.ts';
import '../../src/define/mission-banner.ts';
import '../../src/define/progress-thermometer.ts';
import '../../src/define/member-spotlight.ts';
import { expect, waitFor } from 'storybook/test';
import { ownLink } from '../helpers/element.ts';

export default { title: 'Campaign provider/Options', component: 'cairn-campaign' };

const story = (sentence: string, content: () => TemplateResult, shown: string[] = []): StoryObj => ({
  parameters: { docs: { description: { story: sentence } } },
  render: () => html`<div class="story-stack">${content()}</div>`,
  play: async ({ canvasElement }) => {
    for (const selector of shown) {
      const { shadowRoot } = canvasElement.querySelector(selector)!;
      await waitFor(() => expect(shadowRoot!.querySelector('.base:not([aria-busy])')).not.toBeNull(), {
        timeout: 10_000,
      });
    }
  },
});

const elements = ['cairn-mission-banner', 'cairn-progress-thermometer', 'cairn-member-spotlight'];

export const OneForAll = story(
  'One campaign for everything inside: one request, one stream. Here it is a made-up one (`mock`), which asks nobody.',
  () =>
    html`<cairn-campaign mock="ready">
      <cairn-mission-banner>${ownLink()}</cairn-mission-banner>
      <cairn-progress-thermometer>${ownLink()}</cairn-progress-thermometer>
      <cairn-member-spotlight>${ownLink()}</cairn-member-spotlight>
    </cairn-campaign>`,
  elements,
);
export const OneColumn = story(
  '`with-gap` puts what is inside below each other, with room between: for a page that has no layout of its own for it.',
  () =>
    html`<cairn-campaign mock="ready" with-gap>
      <cairn-progress-thermometer>${ownLink()}</cairn-progress-thermometer>
      <cairn-contribution-form>${ownLink()}</cairn-contribution-form>
    </cairn-campaign>`,
  ['cairn-progress-thermometer', 'cairn-contribution-form'],
);
export const NearestWins = story(
  'Providers inside each other: an element listens to the nearest one. The second thermometer has nothing to show yet.',
  () =>
    html`<cairn-campaign mock="ready">
      <cairn-progress-thermometer>${ownLink()}</cairn-progress-thermometer>
      <cairn-campaign mock="error">
        <cairn-progress-thermometer id="inner" variant="compact">${ownLink()}</cairn-progress-thermometer>
      </cairn-campaign>
    </cairn-campaign>`,
  ['cairn-progress-thermometer'],
);
export const OneLook = story(
  '`preset` gives everything inside one look.',
  () =>
    html`<cairn-campaign mock="ready" preset="plum">
      <cairn-mission-banner without-image>${ownLink()}</cairn-mission-banner>
      <cairn-progress-thermometer>${ownLink()}</cairn-progress-thermometer>
    </cairn-campaign>`,
  ['cairn-mission-banner', 'cairn-progress-thermometer'],
);

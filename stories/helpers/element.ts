/**
 * The stories of one element: options from the manifest, events as actions, a campaign that stands still.
 *
 *   const { meta, story } = element('cairn-progress-thermometer');
 *   export default { title: 'Progress thermometer/States', ...meta };
 *   export const Reached = story('The goal is reached.', { campaign: () => money({ … }), args: { variant: 'bar' } });
 */
import type { StoryObj } from '@storybook/web-components-vite';
import { html, nothing, render, type TemplateResult } from 'lit';
import { action } from 'storybook/actions';
import type { CampaignInput } from '../../src/data/schema.ts';
import type { CampaignStore } from '../../src/data/store.ts';
import { sample } from '../../test/helpers/sample.ts';
import { anatomy } from './anatomy.ts';
import { StoryStore, provided, standing, states, type Condition } from './campaign.ts';
import { defaultsOf, eventsOf } from './manifest.ts';
import { inside, type Inside } from './inside.ts';

type Args = Record<string, unknown>;
type Globals = Partial<Record<'accent' | 'scheme' | 'locale' | 'direction' | 'width' | 'skin' | 'motion', string>>;

export interface Told {
  /** Attributes by their names; what is left out is the default. */
  args?: Args;
  /** The campaign shown; the sample when left out. */
  campaign?: () => CampaignInput;
  /** `ready` when left out. */
  state?: Condition;
  /** A store of the story's own, where state and campaign are not enough. */
  store?: () => CampaignStore;
  /** Light-DOM children: the fallback and what goes into slots. */
  children?: () => TemplateResult;
  /** What stands around the element. */
  around?: (element: HTMLElement) => TemplateResult;
  /** Everything, where the story is about more than one element. */
  render?: (args: Args) => unknown;
  /** Toolbar values this story is about, such as `{ locale: 'ar' }`. */
  globals?: Globals;
  /** What a visitor does, and what has to come of it. Runs in every language: asks for roles and parts, not for words. */
  play?: (element: Inside) => void | Promise<void>;
}

/** A link of the page's own, as every page should have inside the element. */
export const ownLink = () => html`<a href="https://northfell.example/give">Give on our own page</a>`;

export function element(tag: string, usual: Told = {}) {
  const defaults = defaultsOf(tag);
  const events = eventsOf(tag);

  function draw(args: Args, told: Told): HTMLElement {
    const { campaign = sample, state = 'ready', children = ownLink, store, around } = { ...usual, ...told };
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(args)) {
      if (value === defaults[name] || value === undefined || value === '') continue;
      if (typeof value === 'boolean') node.toggleAttribute(name, value);
      else node.setAttribute(name, String(value));
    }
    for (const name of events) {
      const log = action(name);
      node.addEventListener(name, (event) => log((event as CustomEvent).detail ?? event.type));
    }
    render(children(), node);
    const content = around ? around(node) : html`${node}`;
    // Figures in the tag are for pages without a campaign: as the controls of a story they are read as such.
    if (args['raised']) return standing(content);
    return provided(store ? store() : new StoryStore(states[state](campaign)), content);
  }

  const args = { ...defaults, ...usual.args };

  return {
    /** Spread after `title` in the default export of a file. */
    meta: { component: tag, args, render: (now: Args) => draw(now, {}) },

    /** The element with its parts to point at. */
    parts: {
      parameters: {
        docs: { description: { story: 'Each part a page can style with `::part()`; press one to see it.' } },
      },
      render: (now: Args) => html`${anatomy(tag, draw(now, {}))}`,
    } as StoryObj,

    /** One story: a sentence about what it shows, and what is different from the usual. */
    story: (sentence: string, told: Told = {}): StoryObj => ({
      args: told.args ?? {},
      parameters: { docs: { description: { story: sentence } } },
      ...(told.globals ? { globals: told.globals } : {}),
      render: (now) => html`${(told.render ?? ((all: Args) => draw(all, told)))(now) ?? nothing}`,
      play: async ({ canvasElement }: { canvasElement: HTMLElement }) => {
        const hands = await inside(canvasElement, tag);
        await told.play?.(hands);
      },
    }),
  };
}

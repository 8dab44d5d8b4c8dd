/** A visitor's hands, for play functions: finds things in the element's shadow root, presses and types. */
import { expect, userEvent, waitFor } from 'storybook/test';
import type { CampaignStore } from '../../src/data/store.ts';

export interface Inside {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  /** The first match of a selector, once there is one. */
  find<T extends HTMLElement = HTMLElement>(selector: string): Promise<T>;
  all<T extends HTMLElement = HTMLElement>(selector: string): T[];
  click(selector: string): Promise<void>;
  type(selector: string, text: string): Promise<void>;
  /** Keys as user-event writes them: `{Tab}`, `{ArrowRight}`. */
  keys(text: string): Promise<void>;
  /** Waits until what it says is so. */
  until(check: () => void | Promise<void>): Promise<void>;
  /** Listens for an event from now on; the answer waits for the first and gives its detail. */
  heard(name: string): () => Promise<unknown>;
}

type Host = HTMLElement & { updateComplete?: Promise<unknown>; store?: CampaignStore };

export async function inside(canvas: HTMLElement, tag: string): Promise<Inside> {
  await customElements.whenDefined(tag);
  const host = canvas.querySelector<Host>(tag)!;
  await host.updateComplete;
  const root = host.shadowRoot!;
  // Pieces that are fetched when they are first drawn, and the words of a language, come a little later.
  if (host.store?.state.status === 'ready') {
    await waitFor(() => expect(root.querySelector('.base[aria-busy=true]'), 'still loading').toBeNull(), {
      timeout: 10_000,
    });
  }
  // Some of it is only shown when it takes longer than a second.
  const find = <T extends HTMLElement>(selector: string) =>
    waitFor(
      () => {
        const found = root.querySelector<T>(selector);
        if (!found) throw new Error(`There is no ${selector} in ${tag}.`);
        return found;
      },
      { timeout: 10_000 },
    );
  return {
    host,
    root,
    find,
    all: <T extends HTMLElement>(selector: string) => [...root.querySelectorAll<T>(selector)],
    click: async (selector) => {
      await userEvent.click(await find(selector));
      await host.updateComplete;
    },
    type: async (selector, text) => {
      await userEvent.type(await find(selector), text);
      await host.updateComplete;
    },
    keys: async (text) => {
      await userEvent.keyboard(text);
      await host.updateComplete;
    },
    until: async (check) => waitFor(async () => check()),
    heard: (name) => {
      let detail: { value: unknown } | undefined;
      host.addEventListener(name, (event) => (detail ??= { value: (event as CustomEvent).detail }));
      return async () => {
        await waitFor(() => expect(detail, `event ${name}`).toBeDefined());
        return detail!.value;
      };
    },
  };
}

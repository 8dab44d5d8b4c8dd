import { ContextConsumer, createContext, type Context } from '@lit/context';
import type { ReactiveElement } from 'lit';
import type { CampaignStore } from '../data/store.ts';

/** Carries the store of the nearest `<cairn-campaign>`: a stable object, so that moving an element is cheap. */
export const campaignContext = createContext<CampaignStore | undefined>(Symbol.for('cairn.campaign.v1'));

/** What `closest` finds, also from inside of shadow trees. */
export function closestAround(element: Element, selector: string): Element | null {
  for (let at = element; ;) {
    const found = at.closest(selector);
    const root = at.getRootNode();
    if (found || !(root instanceof ShadowRoot)) return found;
    at = root.host;
  }
}

/** Asks the providers around an element, and once more those that are defined after it (docs/decisions/0009). */
export class Consumer<C extends Context<unknown, unknown>> extends ContextConsumer<C, ReactiveElement> {
  override hostConnected(): void {
    super.hostConnected();
    const late = closestAround(this.host, ':not(:defined)');
    // `<div is="x-y">` is not defined either, and nothing can be waited for by its name.
    if (late?.localName.includes('-')) {
      void customElements.whenDefined(late.localName).then(() => this.host.isConnected && this.hostConnected());
    }
  }
}

import { ContextConsumer, createContext, type Context } from '@lit/context';
import type { ReactiveElement } from 'lit';
import type { CampaignStore } from '../data/store.ts';

/** Carries the store of the nearest `<cairn-campaign>`: a stable object, so that moving an element is cheap. */
export const campaignContext = createContext<CampaignStore | undefined>(Symbol.for('cairn.campaign.v1'));

const PROVIDER = 'cairn-campaign';

/** The nearest `<cairn-campaign>` around an element, defined or not, also from inside of shadow trees. */
export function providerAround(element: Element): Element | null {
  for (let at: Element = element; ;) {
    const found = at.closest(PROVIDER);
    const root = at.getRootNode();
    if (found || !(root instanceof ShadowRoot)) return found;
    at = root.host;
  }
}

/** Asks the providers around an element, and those that are defined after it once more (docs/decisions/0009). */
export class Consumer<C extends Context<unknown, unknown>> extends ContextConsumer<C, ReactiveElement> {
  override hostConnected(): void {
    super.hostConnected();
    if (!providerAround(this.host)?.matches(':not(:defined)')) return;
    void customElements.whenDefined(PROVIDER).then(() => this.host.isConnected && super.hostConnected());
  }
}

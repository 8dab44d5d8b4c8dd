import { snapshotStore, storeFor } from '../data/registry.ts';
import type { CampaignInput } from '../data/schema.ts';
import type { CampaignStore } from '../data/store.ts';
import { coming } from './coming.ts';
import { pageDefault } from './defaults.ts';
import { part } from './part.ts';

const OVERLAY = part(() => import('../data/overlay.ts'));
const MOCK = part(() => import('../data/mock.ts'));

/** Where an element says its own data is, in order: `mock`, `endpoint`, an inline JSON child, its attributes. */
export class OwnStore {
  readonly #again: () => void;
  #text: string | undefined;
  #snapshot: CampaignStore | undefined;
  #overlaid: { below: CampaignStore; inline: string | undefined; store: CampaignStore } | undefined;

  /** `again` is called when what has to be fetched first is here. */
  constructor(again: () => void) {
    this.#again = again;
  }

  resolve(
    element: HTMLElement & { endpoint: string; mock: string },
    attributes?: CampaignInput | typeof coming,
  ): CampaignStore | undefined {
    const base = element.ownerDocument.baseURI;
    if (element.mock) {
      void MOCK.load()?.then(this.#again);
      return MOCK.module ? MOCK.module.mockStore(element.mock) : coming;
    }
    const inline = element.querySelector(':scope > script[type="application/json"]')?.textContent ?? undefined;
    if (element.endpoint) return this.#at(element.endpoint, inline, base);
    if (inline === undefined && attributes === coming) return coming;
    const text = inline ?? (attributes && JSON.stringify(attributes));
    if (text !== this.#text) {
      this.#text = text;
      this.#snapshot =
        text === undefined ? undefined : snapshotStore(inline === undefined ? attributes : parsed(inline), base);
    }
    return this.#snapshot;
  }

  /** JSON beside an endpoint is the first picture when it is a whole document, else what the page lays over it. */
  #at(endpoint: string, inline: string | undefined, base: string): CampaignStore {
    const page = inline === undefined ? undefined : parsed(inline);
    const isDocument = typeof page === 'object' && page !== null && 'version' in page;
    const store = storeFor(endpoint, { base, ...(isDocument ? { initial: page as CampaignInput } : {}) });
    if (page === undefined || isDocument) return store;
    void OVERLAY.load()?.then(this.#again);
    if (!OVERLAY.module) return OVERLAY.failed ? store : coming;
    if (this.#overlaid?.below !== store || this.#overlaid.inline !== inline) {
      this.#overlaid = { below: store, inline, store: new OVERLAY.module.OverlaidStore(store, page, base) };
    }
    return this.#overlaid.store;
  }
}

/** What is no JSON stays text, which the store refuses as it refuses any other document that is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The endpoint a page sets once for all elements. */
export function pageStore(): CampaignStore | undefined {
  const endpoint = pageDefault('endpoint');
  return endpoint ? storeFor(endpoint, { base: document.baseURI }) : undefined;
}

import { snapshotStore, storeFor } from '../data/registry.ts';
import type { CampaignInput } from '../data/schema.ts';
import type { CampaignStore } from '../data/store.ts';
import { coming } from './coming.ts';
import { pageDefault } from './defaults.ts';
import { part } from './part.ts';

const MOCK = part(() => import('../data/mock.ts'));

/** Where an element says its own data is, in order: `mock`, `endpoint`, an inline JSON child, its attributes. */
export class OwnStore {
  readonly #again: () => void;
  #text: string | undefined;
  #snapshot: CampaignStore | undefined;

  /** `again` is called when what has to be fetched first is here. */
  constructor(again: () => void) {
    this.#again = again;
  }

  resolve(
    element: HTMLElement & { endpoint: string; mock: string },
    attributes?: CampaignInput,
  ): CampaignStore | undefined {
    const base = element.ownerDocument.baseURI;
    if (element.mock) {
      void MOCK.load()?.then(this.#again);
      return MOCK.module ? MOCK.module.mockStore(element.mock) : coming;
    }
    if (element.endpoint) return storeFor(element.endpoint, { base });
    const inline = element.querySelector(':scope > script[type="application/json"]')?.textContent ?? undefined;
    const text = inline ?? (attributes && JSON.stringify(attributes));
    if (text !== this.#text) {
      this.#text = text;
      this.#snapshot =
        text === undefined ? undefined : snapshotStore(inline === undefined ? attributes : parsed(inline), base);
    }
    return this.#snapshot;
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

import { snapshotStore, storeFor } from '../data/registry.ts';
import type { CampaignInput } from '../data/schema.ts';
import type { CampaignStore } from '../data/store.ts';

/** Where an element says its own data is, in order: `endpoint`, an inline JSON child, its attributes. */
export class OwnStore {
  #text: string | undefined;
  #snapshot: CampaignStore | undefined;

  resolve(element: HTMLElement & { endpoint: string }, attributes?: CampaignInput): CampaignStore | undefined {
    const base = element.ownerDocument.baseURI;
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

/** The endpoint a page sets once for all elements, on the script tag: `<script data-cairn-endpoint="…">`. */
export function pageStore(): CampaignStore | undefined {
  // By way of the prototype: a form named "querySelector" would otherwise stand in front of the method.
  const script = Document.prototype.querySelector.call(document, 'script[data-cairn-endpoint]');
  const endpoint = script?.getAttribute('data-cairn-endpoint');
  return endpoint ? storeFor(endpoint, { base: document.baseURI }) : undefined;
}

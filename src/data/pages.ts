import type { Environment } from './environment.ts';
import { CampaignError } from './error.ts';
import { fetchJson } from './http.ts';
import { read, type Shape } from './read.ts';
import { reportDropped } from './report.ts';
import type { Campaign } from './schema.ts';
import { campaignShape } from './shapes.ts';

/*
 * The members beyond those in a campaign's document, page by page. A file of its own: few pages of the web ask for it.
 */

type Members = NonNullable<Campaign['members']>;

/** Requests for the pages of one document, at most. */
const MOST_PAGES = 40;

export class MemberPages {
  readonly #environment: Environment;
  readonly #addressOf: ((cursor: string) => string | undefined) | undefined;
  #count = 0;

  /** `addressOf` knows where the page behind a cursor is; a backend without pages has none. */
  constructor(environment: Environment, addressOf: ((cursor: string) => string | undefined) | undefined) {
    this.#environment = environment;
    this.#addressOf = addressOf;
  }

  /** The list with its next page. @throws {CampaignError} */
  async extend(list: Members): Promise<Members> {
    const longer = await this.#next(list);
    this.#count = longer.items.length;
    return longer;
  }

  /**
   * The list of a new document, as long as it was shown: asked for again, because somebody in it may have been erased.
   * What cannot be asked for is left out; no copy outlives its original.
   */
  async restore(list: Members | undefined, signal: AbortSignal): Promise<Members | undefined> {
    let whole = list;
    try {
      for (let page = 0; whole?.next && whole.items.length < this.#count && page < MOST_PAGES; page++)
        whole = await this.#next(whole, signal);
    } catch {
      // The pages that came stay; "more" asks for the others.
    }
    return whole;
  }

  async #next(list: Members, signal?: AbortSignal): Promise<Members> {
    const address = list.next ? this.#addressOf?.(list.next) : undefined;
    if (!address) return { ...list, next: undefined };
    const { json, url } = await fetchJson(this.#environment, address, { signal, redirect: 'follow' });
    const { value, dropped } = read<Members | undefined>(
      (campaignShape as { [field: string]: Shape })['members']!,
      json,
      url,
    );
    reportDropped(address.replace(/\?.*/, ''), dropped);
    if (!value) throw new CampaignError('schema', `${address} is no page of members.`);
    const known = new Set(list.items.map(({ id }) => id));
    return {
      items: [...list.items, ...value.items.filter(({ id }) => !known.has(id))],
      total: value.total ?? list.total,
      // A cursor that leads to itself leads nowhere.
      next: value.next === list.next ? undefined : value.next,
    };
  }
}

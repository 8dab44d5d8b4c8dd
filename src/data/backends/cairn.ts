import type { CampaignBackend, CampaignEvent, Capabilities, HistoryInterval } from '../backend.ts';
import type { Environment } from '../environment.ts';
import { fetchJson, loadSending } from '../http.ts';
import type { Campaign, Receipt } from '../schema.ts';
import { campaignFrom, historyAddress } from './static.ts';

/** How often a campaign without a stream is asked for, in milliseconds. */
const POLL_MS = 30_000;

/** Our own protocol: REST, idempotent contributions, Server-Sent Events. */
export class CairnBackend implements CampaignBackend {
  readonly #url: string;
  readonly #environment: Environment;
  #events: string | undefined;
  #members: string | undefined;
  /** Revision of the last document, as opposed to that of the last event. */
  #loaded = -1;

  constructor(url: string, environment: Environment) {
    this.#url = url;
    this.#environment = environment;
  }

  /** A document without `links.events` has no stream: it is polled. */
  get capabilities(): Capabilities {
    return { live: this.#events === undefined ? 'poll' : 'stream', minPollMs: POLL_MS, contribute: 'post' };
  }

  async load({ signal, previous }: { signal: AbortSignal; previous?: Campaign | undefined }) {
    const { json, url } = await fetchJson(this.#environment, this.#url, { signal });
    const campaign = campaignFrom(json, url, this.#url);
    this.#events = campaign.links.events && this.#home(campaign.links.events, 'events');
    this.#members = this.#home(campaign.links.members, 'members');
    // Events may have raised the revision of what is shown without telling the whole; only the same document is the same.
    const same = previous?.id === campaign.id && previous.rev === campaign.rev && this.#loaded === campaign.rev;
    this.#loaded = campaign.rev;
    return same && campaign.rev > 0 ? 'unchanged' : campaign;
  }

  async subscribe(
    options: { signal: AbortSignal; since: number },
    onEvent: (event: CampaignEvent) => void,
  ): Promise<void> {
    const { followShared, goalsOf } = await this.#environment.load(() => import('../stream.ts'));
    followShared(this.#environment, {
      ...options,
      url: this.#events ?? below(this.#url, 'events'),
      poll: async (signal) => {
        return goalsOf(this.#environment, below(this.#url, 'goals'), signal);
      },
      onEvent,
    });
  }

  /** A page asks nobody but its endpoint, so what is said to live elsewhere is looked for at home. */
  #home(link: string | undefined, name: string): string {
    const isHome = link !== undefined && new URL(link).origin === new URL(this.#url).origin;
    return isHome ? link : below(this.#url, name);
  }

  historyAt({ links }: Campaign, goalId: string, interval: HistoryInterval): string {
    return historyAddress(this.#home(links.history, 'history'), goalId, interval);
  }

  membersAt(cursor: string): string {
    const url = new URL(this.#members ?? below(this.#url, 'members'));
    url.searchParams.set('limit', '50');
    url.searchParams.set('cursor', cursor);
    return url.href;
  }

  async contribute(...sent: Parameters<NonNullable<CampaignBackend['contribute']>>): Promise<Receipt> {
    const { post } = await loadSending(this.#environment);
    return post(this.#environment, this.#url, ...sent);
  }

  async receipt(...asked: Parameters<NonNullable<CampaignBackend['receipt']>>): Promise<Receipt> {
    const { receiptOf } = await loadSending(this.#environment);
    return receiptOf(this.#environment, this.#url, ...asked);
  }
}

/** The address of something that belongs to the campaign; a query of the endpoint is kept. */
export function below(endpoint: string, name: string): string {
  const url = new URL(endpoint);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${name}`;
  return url.href;
}

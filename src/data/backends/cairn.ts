import type { CampaignBackend, CampaignEvent, Capabilities, HistoryInterval } from '../backend.ts';
import type { Environment } from '../environment.ts';
import { fetchJson, orSchemaError } from '../http.ts';
import { goalsUpdateShape, read, receiptShape } from '../read.ts';
import type { Campaign, Intent, Receipt } from '../schema.ts';
import { campaignFrom, historyAddress } from './static.ts';

/** How often a campaign without a stream is asked for, in milliseconds. */
const POLL_MS = 30_000;
/** Opening a checkout is a call to somebody else's server. */
const SEND_TIMEOUT_MS = 20_000;

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
    const { followShared } = await this.#environment.load(() => import('../tabs.ts'));
    followShared(this.#environment, {
      ...options,
      url: this.#events ?? below(this.#url, 'events'),
      poll: async (signal) => {
        const url = below(this.#url, 'goals');
        const { json } = await fetchJson(this.#environment, url, { signal });
        return orSchemaError(url, () => read(goalsUpdateShape, json).value);
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

  async contribute(intent: Intent, options: { key: string; signal?: AbortSignal | undefined }): Promise<Receipt> {
    const url = below(this.#url, 'contributions');
    const { json } = await fetchJson(this.#environment, url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `"${options.key}"` },
      body: intent,
      signal: options.signal,
      timeout: SEND_TIMEOUT_MS,
      cache: 'no-store',
    });
    return orSchemaError(url, () => read(receiptShape, json).value);
  }

  async receipt(id: string, viewToken: string, options: { signal?: AbortSignal | undefined } = {}): Promise<Receipt> {
    // `…/v1/campaigns/riverbank` and `…/v1/contributions/ctr_1` are cousins, under whatever prefix the server lives.
    const url = new URL(`../../contributions/${encodeURIComponent(id)}`, below(this.#url, '')).href;
    const { json } = await fetchJson(this.#environment, url, {
      headers: { Authorization: `Bearer ${viewToken}` },
      signal: options.signal,
      cache: 'no-store',
    });
    return orSchemaError(url, () => read(receiptShape, json).value);
  }
}

/** The address of something that belongs to the campaign; a query of the endpoint is kept. */
export function below(endpoint: string, name: string): string {
  const url = new URL(endpoint);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${name}`;
  return url.href;
}

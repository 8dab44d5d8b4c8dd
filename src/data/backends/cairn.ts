import type { CampaignBackend, CampaignEvent, Capabilities } from '../backend.ts';
import type { Environment } from '../environment.ts';
import { fetchJson, orSchemaError } from '../http.ts';
import { read, receiptSchema, type Campaign, type Intent, type Receipt } from '../schema.ts';
import { campaignFrom } from './static.ts';

/** How often a campaign without a stream is asked for, in milliseconds. */
const POLL_MS = 30_000;
/** Opening a checkout is a call to somebody else's server. */
const SEND_TIMEOUT_MS = 20_000;

/** Our own protocol: REST, idempotent contributions, Server-Sent Events. */
export class CairnBackend implements CampaignBackend {
  readonly #url: string;
  readonly #environment: Environment;
  #streams = false;

  constructor(url: string, environment: Environment) {
    this.#url = url;
    this.#environment = environment;
  }

  /** A document without `links.events` has no stream: it is polled. */
  get capabilities(): Capabilities {
    return { live: this.#streams ? 'stream' : 'poll', minPollMs: POLL_MS, contribute: 'post' };
  }

  async load({ signal, previous }: { signal: AbortSignal; previous?: Campaign | undefined }) {
    const { json, url } = await fetchJson(this.#environment, this.#url, { signal });
    const campaign = campaignFrom(json, url, this.#url);
    this.#streams = campaign.links.events !== undefined;
    const same =
      previous !== undefined && campaign.rev > 0 && previous.rev === campaign.rev && previous.id === campaign.id;
    return same ? 'unchanged' : campaign;
  }

  subscribe(_options: { signal: AbortSignal; since: number }, _onEvent: (event: CampaignEvent) => void): void {}

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
    return orSchemaError(url, () => read(receiptSchema(), json).value);
  }

  async receipt(id: string, viewToken: string, options: { signal?: AbortSignal | undefined } = {}): Promise<Receipt> {
    // `…/v1/campaigns/riverbank` and `…/v1/contributions/ctr_1` are cousins, under whatever prefix the server lives.
    const url = new URL(`../../contributions/${encodeURIComponent(id)}`, below(this.#url, '')).href;
    const { json } = await fetchJson(this.#environment, url, {
      headers: { Authorization: `Bearer ${viewToken}` },
      signal: options.signal,
      cache: 'no-store',
    });
    return orSchemaError(url, () => read(receiptSchema(), json).value);
  }
}

/** The address of something that belongs to the campaign; a query of the endpoint is kept. */
export function below(endpoint: string, name: string): string {
  const url = new URL(endpoint);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${name}`;
  return url.href;
}

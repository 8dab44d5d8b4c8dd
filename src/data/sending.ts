import { below } from './backends/cairn.ts';
import { backoff, type Environment } from './environment.ts';
import { CampaignError, toCampaignError } from './error.ts';
import { fetchJson, orSchemaError } from './http.ts';
import { read } from './read.ts';
import type { Intent, Receipt } from './schema.ts';
import { receiptShape } from './shapes-sent.ts';

/** Times one contribution is sent before the visitor is asked; each with the same key. */
const ATTEMPTS = 3;
/** Whoever is told to wait longer than this is told so, instead of watching a button that is busy. */
const PATIENCE_MS = 10_000;
/** Opening a checkout is a call to somebody else's server. */
const TIMEOUT_MS = 20_000;

export interface SendOptions {
  /** The same for every attempt at one contribution, so that it is recorded once. */
  key: string;
  signal?: AbortSignal | undefined;
}

/** Posts a contribution to our own protocol, once. */
export async function post(
  environment: Environment,
  endpoint: string,
  intent: Intent,
  { key, signal }: SendOptions,
): Promise<Receipt> {
  const url = below(endpoint, 'contributions');
  const { json } = await fetchJson(environment, url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `"${key}"` },
    body: intent,
    signal,
    timeout: TIMEOUT_MS,
    cache: 'no-store',
  });
  return orSchemaError(url, () => read(receiptShape, json).value);
}

/** Asks our own protocol what became of a contribution. */
export async function receiptOf(
  environment: Environment,
  endpoint: string,
  id: string,
  viewToken: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<Receipt> {
  // `…/v1/campaigns/riverbank` and `…/v1/contributions/ctr_1` are cousins, under whatever prefix the server lives.
  const url = new URL(`../../contributions/${encodeURIComponent(id)}`, below(endpoint, '')).href;
  const { json } = await fetchJson(environment, url, {
    headers: { Authorization: `Bearer ${viewToken}` },
    signal,
    cache: 'no-store',
  });
  return orSchemaError(url, () => read(receiptShape, json).value);
}

/** Sends until there is an answer that will not change, with growing pauses, as often as is polite. */
export async function send(
  environment: Environment,
  attemptOnce: (intent: Intent, options: SendOptions) => Promise<Receipt>,
  intent: Intent,
  options: SendOptions,
): Promise<Receipt> {
  // One of the attempts may have arrived: from then on "not sent" would be a guess.
  let left = false;
  for (let attempt = 1; ; attempt++) {
    left ||= environment.online();
    try {
      return await attemptOnce(intent, options);
    } catch (cause) {
      if (options.signal?.aborted) throw cause;
      let error = toCampaignError(cause);
      if (error.kind === 'offline' && left) {
        error = new CampaignError('network', 'The connection was lost while it was being sent.', { cause });
      }
      left ||= error.kind !== 'offline';
      if (attempt === ATTEMPTS || !mayResend(error)) throw error;
      const wait = Math.max((error.retryAfter ?? 0) * 1000, backoff(environment, attempt));
      if (wait > PATIENCE_MS) throw error;
      await sleep(environment, wait, options.signal);
    }
  }
}

/** Sending again with the same key is safe; it is pointless offline, and rude when told to slow down. */
function mayResend(error: CampaignError): boolean {
  return error.retryable && error.kind !== 'offline' && error.status !== 429;
}

function sleep(environment: Environment, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      cancel();
      reject(signal?.reason as Error);
    };
    const cancel = environment.after(ms, () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    });
    signal?.addEventListener('abort', stop, { once: true });
  });
}

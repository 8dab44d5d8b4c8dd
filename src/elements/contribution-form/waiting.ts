/*
 * What costs nothing and could not be sent for want of a network, kept on the device where the page's author asks for it.
 * Seen, with a way to send, change or discard it. Money is never kept: who gives it should be there when it goes.
 */
import type { FormValues } from '../../data/chosen.ts';
import { waitingName } from './kept.ts';
import type { Attempt } from './submission.ts';

export interface Waiting extends Attempt {
  values: FormValues;
  /** Milliseconds since the epoch, by the device's clock. */
  since: number;
  until: number;
}

/** Less than the week a server remembers keys for: sent twice it is still one. */
const KEEP_MS = 3 * 86_400_000;

/** Undefined where nothing can be kept, or something else already is, by another tab: neither may push out the other. */
export function keepWaiting(attempt: Attempt, values: FormValues): Waiting | undefined {
  const { endpoint } = attempt;
  const kept = recallWaiting(endpoint);
  if (kept && kept.key !== attempt.key && kept.until > Date.now()) return undefined;
  const since = Date.now();
  const waiting = { ...attempt, values, since, until: since + KEEP_MS };
  try {
    localStorage.setItem(waitingName(endpoint), JSON.stringify(waiting));
    return waiting;
  } catch {
    return undefined;
  }
}

export function recallWaiting(endpoint: string): Waiting | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(waitingName(endpoint)) ?? 'null') as Waiting | null;
    const whole = kept && typeof kept.key === 'string' && kept.intent && kept.values && kept.until;
    return whole ? { ...kept, endpoint } : undefined;
  } catch {
    return undefined;
  }
}

/** Forgets this one: what another tab keeps meanwhile is not ours. */
export function forgetWaiting({ endpoint, key }: Attempt): void {
  try {
    if (recallWaiting(endpoint)?.key === key) localStorage.removeItem(waitingName(endpoint));
  } catch {
    // There is none, so there is nothing in it.
  }
}

import { toCampaignError, type CampaignError } from '../../data/error.ts';
import { fieldOfPointer } from '../../data/intent.ts';
import type { Challenge, Intent, PathwayKind, Receipt } from '../../data/schema.ts';
import type { CampaignStore } from '../../data/store.ts';
import type { Term } from '../../i18n/index.ts';
import type { Problem } from './faults.ts';

/** One thing the visitor means to do, and the key under which it can be sent any number of times and done once. */
export interface Attempt {
  key: string;
  intent: Intent;
  /** Where it is sent to: nothing else is to hear of this key. */
  endpoint: string;
}

/** The attempts that have no final answer yet. */
export class Attempts {
  readonly #open = new Map<string, Attempt>();

  /**
   * The attempt for what the visitor means now: an open one for the same thing, with the same key and the very same
   * body, even when they meant something else in between, for it may have arrived; else a new one.
   */
  for(intent: Intent, endpoint: string): Attempt {
    const means = meaning({ intent, endpoint });
    let attempt = this.#open.get(means);
    if (!attempt) this.#open.set(means, (attempt = { key: newKey(), intent, endpoint }));
    return attempt;
  }

  restore({ key, intent, endpoint }: Attempt): void {
    this.#open.set(meaning({ intent, endpoint }), { key, intent, endpoint });
  }

  /** There is a final answer. */
  close(attempt: Attempt): void {
    this.#open.delete(meaning(attempt));
  }
}

/** What counts as the same intent: everything but where the visitor came from and goes back to, and how long it took. */
function meaning({ intent, endpoint }: Omit<Attempt, 'key'>): string {
  const aside = { returnUrl: undefined, source: undefined, locale: undefined, proof: undefined, fillMs: undefined };
  return JSON.stringify({ ...intent, ...aside, endpoint });
}

/** 32 hexadecimal digits. Not `crypto.randomUUID`, which plain http pages do not have. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * What became of the money, said first, and then why.
 *
 * - `not-sent`: it never left.
 * - `unknown`: it may have arrived. Only the same key can tell.
 * - `refused`: it arrived and was not taken.
 */
export interface Failure {
  fate: 'not-sent' | 'unknown' | 'refused';
  why: Term;
  /** Said instead of the usual words for its fate. */
  head?: Term | undefined;
  code: string;
  /** Pressing again may help. */
  again: boolean;
  /** Seconds to wait before that. */
  wait?: number | undefined;
  /** A host that is named in the explanation. */
  host?: string | undefined;
  /** What is wrong with which field. */
  problems: Problem[];
  /** The next attempt needs another key. */
  newKey: boolean;
}

export const FAILED: Failure = {
  fate: 'refused',
  why: 'stillHere',
  code: '',
  again: false,
  problems: [],
  newKey: false,
};

/** Answers that come before anybody looks whether the same thing was sent before. */
export const UNHEARD: readonly Term[] = ['whyOffline', 'whyBusy', 'whyProof', 'whyStopped'];

const IN_FLIGHT_TRIES = 5;
/** A challenge that ran out while it was being solved is followed by another one. */
const PROOF_TRIES = 3;

/**
 * Sends an attempt, and sends it again when told that the first one is still being worked on. The promise goes on when
 * the element leaves the page: money that is on its way is never called back.
 */
export async function send(
  store: CampaignStore,
  { key, intent }: Pick<Attempt, 'key' | 'intent'>,
  kind: PathwayKind,
  prove: (challenge: Challenge) => Promise<string>,
): Promise<{ receipt: Receipt } | { failure: Failure; error: CampaignError }> {
  let proof = intent.proof;
  let proofs = 0;
  // The server said so: whatever keeps the next try from getting through, the first one is there.
  let running = false;
  const failed = (error: CampaignError, more: Partial<Failure> = {}) => {
    const failure = { ...failureOf(error, { intent, kind }), ...more };
    return {
      failure: running && UNHEARD.includes(failure.why) ? { ...failure, fate: 'unknown' as const } : failure,
      error,
    };
  };
  for (let tries = 1; ; tries += 1) {
    try {
      return { receipt: await store.contribute(proof ? { ...intent, proof } : intent, { key }) };
    } catch (cause) {
      const error = toCampaignError(cause);
      if (error.problem?.code === 'idempotency-in-flight' && tries < IN_FLIGHT_TRIES) {
        running = true;
        await new Promise((resolve) => setTimeout(resolve, 1000 * Math.max(0.2, waitOf(error) ?? 1)));
        continue;
      }
      const { challenge } = error.problem ?? {};
      if (challenge && (proofs += 1) <= PROOF_TRIES) {
        try {
          proof = await prove(challenge);
          continue;
        } catch (reason) {
          return failed(error, reason === STOPPED ? stopped : reason === UNFETCHED ? unfetched : {});
        }
      }
      return failed(error);
    }
  }
}

/** Why a check ends that the visitor stops. */
export const STOPPED = new Error('stopped by the visitor');
const stopped = { fate: 'not-sent', why: 'whyStopped', again: true } as const;
/** Why a check does not begin: the code for it did not come. */
export const UNFETCHED = new Error('what solves the challenge could not be fetched');
const unfetched = { fate: 'not-sent', why: 'whyOffline', again: true } as const;

interface Sent {
  intent: Intent;
  kind: PathwayKind;
}

const waitOf = (error: CampaignError) => error.retryAfter ?? error.problem?.retryAfter;

function failureOf(error: CampaignError, sent: Sent): Failure {
  const base = { code: error.kind as string, again: true, problems: [], newKey: false };
  const { problem } = error;
  if (problem) return { ...base, code: problem.code, ...ofProblem(error, sent) };
  if (error.kind === 'offline') {
    return { ...base, fate: 'not-sent', why: 'whyOffline' };
  }
  if (error.kind === 'unsupported' || error.kind === 'config') {
    return { ...base, fate: 'not-sent', why: 'formOff', again: false };
  }
  if (error.kind === 'http' && error.status !== undefined && error.status < 500) {
    return { ...base, fate: 'refused', why: 'whyOther', code: String(error.status), again: error.status === 429 };
  }
  return { ...base, fate: 'unknown', why: 'whyUnknown' };
}

function ofProblem(error: CampaignError, sent: Sent): Pick<Failure, 'fate' | 'why'> & Partial<Failure> {
  const { code, status, errors = [] } = error.problem!;
  const problems = errors.map(({ pointer, code: reason }): Problem => ({
    field: fieldOfPointer(pointer, sent),
    code: reason === 'shift-full' ? reason : reason === 'card-data-refused' ? 'card-data' : 'refused',
  }));
  switch (code) {
    case 'campaign-closed':
      return { fate: 'refused', why: 'whyClosed', again: false };
    case 'amount-out-of-range':
    case 'unit-not-accepted':
      return {
        fate: 'refused',
        why: 'whyOther',
        again: false,
        problems: problems.length > 0 ? problems : [{ field: 'amount', code: 'refused' }],
      };
    case 'card-data-refused':
      return {
        fate: 'refused',
        why: 'whyOther',
        again: false,
        problems: problems.length > 0 ? problems : [{ field: 'message', code: 'card-data' }],
      };
    case 'too-many-requests':
      return { fate: 'refused', why: 'whyBusy', wait: waitOf(error) ?? 60 };
    case 'proof-required':
    case 'proof-invalid':
    case 'proof-expired':
    case 'proof-replayed':
      return { fate: 'refused', why: 'whyProof', again: false };
    case 'checkout-unavailable':
      return { fate: 'not-sent', why: 'whyCheckout' };
    case 'idempotency-in-flight':
      return { fate: 'unknown', why: 'whyUnknown' };
    case 'idempotency-mismatch':
      return { fate: 'refused', why: 'whyMismatch', newKey: true };
    default:
      if (status >= 500) return { fate: 'unknown', why: 'whyUnknown' };
      return { fate: 'refused', why: 'whyOther', again: false, problems };
  }
}

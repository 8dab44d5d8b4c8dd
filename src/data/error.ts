import type { Problem } from './schema.ts';

/**
 * What went wrong between the widget and its backend, as a word a widget can translate:
 *
 * - `offline`, `timeout`, `network`: no answer; `cors` cannot be told apart from `network` in a browser.
 * - `http`: an answer that is not a success and not problem details; `status` has the code.
 * - `schema`: an answer that is not what the protocol asks for; `message` names the field.
 * - `too-large`: more than 256 kB.
 * - `problem`: problem details (RFC 9457); switch on `problem.code`.
 * - `unsupported`: the backend cannot do this.
 * - `config`: the page's own mistake, such as an endpoint that is no address.
 */
export type ErrorKind =
  'offline' | 'timeout' | 'network' | 'http' | 'schema' | 'too-large' | 'problem' | 'unsupported' | 'config';

const IN_FLIGHT = 'idempotency-in-flight';

/** Every failure of the data layer. `message` is for the console; what a visitor reads comes from `i18n/`. */
export class CampaignError extends Error {
  override name = 'CampaignError';
  readonly status: number | undefined;
  readonly problem: Problem | undefined;
  /** Seconds the backend asked to wait. */
  readonly retryAfter: number | undefined;

  constructor(
    readonly kind: ErrorKind,
    message: string,
    details: { status?: number; problem?: Problem; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.status = details.status;
    this.problem = details.problem;
    this.retryAfter = details.retryAfter;
  }

  /** True when the same request may succeed later. */
  get retryable(): boolean {
    if (this.kind === 'offline' || this.kind === 'timeout' || this.kind === 'network') return true;
    // Of the conflicts only one passes by itself: the same request is still being worked on.
    const passes = this.status === 409 && (this.problem?.code ?? IN_FLIGHT) === IN_FLIGHT;
    return passes || (this.status !== undefined && (this.status >= 500 || this.status === 429));
  }
}

/** Anything thrown, as one of ours. */
export function toCampaignError(cause: unknown): CampaignError {
  if (cause instanceof CampaignError) return cause;
  return new CampaignError('schema', `Something unexpected went wrong: ${String(cause)}.`, { cause });
}

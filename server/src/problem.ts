import type { Challenge } from '../../src/data/schema.ts';

/** Everything that can go wrong on the wire, by the code a client switches on (protocol, section 4). */
export const PROBLEMS = {
  'idempotency-key-missing': [400, 'An Idempotency-Key header is needed'],
  'malformed-json': [400, 'The body is not JSON'],
  'bad-cursor': [400, 'The cursor is not one of ours'],
  'bad-request': [400, 'The request cannot be understood'],
  unauthorized: [401, 'A token or key that holds is needed'],
  forbidden: [403, 'This key may not do that'],
  'origin-not-allowed': [403, 'This origin may not write'],
  'campaign-not-found': [404, 'There is no such campaign'],
  'contribution-not-found': [404, 'There is no such contribution'],
  'not-found': [404, 'There is nothing here'],
  'method-not-allowed': [405, 'This address does not take that method'],
  'not-confirmable': [409, 'This contribution cannot be confirmed'],
  'not-removable': [409, 'This campaign is not to be removed without saying so twice'],
  'not-refundable': [409, 'Only a confirmed contribution can be refunded'],
  conflict: [409, 'Somebody changed it meanwhile'],
  'idempotency-in-flight': [409, 'The same request is still being worked on'],
  'not-withdrawable': [409, 'This contribution can no longer be withdrawn here'],
  'campaign-closed': [410, 'The campaign takes no contributions now'],
  'body-too-large': [413, 'The body is larger than this address takes'],
  'unsupported-media-type': [415, 'The body must be application/json'],
  validation: [422, 'Some fields need another value'],
  'idempotency-mismatch': [422, 'This Idempotency-Key was used for another request'],
  'amount-out-of-range': [422, 'The amount is not one this campaign takes'],
  'unit-not-accepted': [422, 'The unit is not the one of this pathway'],
  'shift-full': [422, 'No places are left in this shift'],
  'card-data-refused': [422, 'Card numbers must not be sent here'],
  'proof-invalid': [422, 'The proof of work does not fit'],
  'proof-expired': [422, 'The proof of work is too old'],
  'proof-replayed': [422, 'The proof of work was used before'],
  'proof-required': [428, 'A proof of work is needed'],
  'too-many-requests': [429, 'Too many requests'],
  internal: [500, 'The server made a mistake'],
  'checkout-unavailable': [502, 'The payment page cannot be opened now'],
  unavailable: [503, 'The server cannot do this now'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface FieldFault {
  /** RFC 6901 pointer into the request body. */
  pointer: string;
  code: string;
  detail?: string;
}

export interface ProblemDetails {
  detail?: string;
  errors?: FieldFault[];
  /** Seconds, whole. */
  retryAfter?: number;
  /** What is to be solved before it is sent again. */
  challenge?: Challenge;
  cause?: unknown;
}

/** A refusal with a code. Thrown anywhere below a route; `app.ts` turns it into RFC 9457 problem details. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly status: number;
  readonly details: ProblemDetails;

  constructor(
    readonly code: ProblemCode,
    details: ProblemDetails = {},
  ) {
    super(details.detail ?? PROBLEMS[code][1], { cause: details.cause });
    this.status = PROBLEMS[code][0];
    this.details = details;
  }

  toResponse(): Response {
    const { detail, errors, retryAfter, challenge } = this.details;
    const body = {
      type: `urn:cairn:problem:${this.code}`,
      title: PROBLEMS[this.code][1],
      status: this.status,
      code: this.code,
      ...(detail === undefined ? {} : { detail }),
      ...(errors === undefined ? {} : { errors }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...(challenge === undefined ? {} : { challenge }),
    };
    const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
    if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter));
    return new Response(JSON.stringify(body), { status: this.status, headers });
  }
}

/** One field is wrong: 422 with a pointer to it. */
export function fieldProblem(code: ProblemCode, pointer: string, detail: string): ProblemError {
  return new ProblemError(code, { detail, errors: [{ pointer, code, detail }] });
}

import type { Receipt } from '../../../src/data/schema.ts';

/** What a provider needs to know to open a payment; no name, no e-mail, no message. */
export interface CheckoutRequest {
  /** Also the provider's idempotency key: asking twice must give the same answer. */
  contributionId: string;
  receipt: string;
  amount: { value: number; unit: string; scale: number };
  frequency: string | undefined;
  /** For the line on the payment page. */
  organization: string;
  /** Where the contributor came from, with the contribution's id added. */
  returnTo: string | undefined;
  /** When the contribution was made: the same on every try. */
  createdAt: number;
  /** Where this server is reached, without a slash at the end. */
  publicUrl: string;
  signal: AbortSignal;
}

export interface Checkout {
  /** How the provider will call this payment later. */
  ref: string;
  next: Receipt['next'];
  /** Milliseconds until an unpaid contribution expires. */
  lifetimeMs: number;
}

/** In the scale the provider counts in, which need not be the campaign's. */
export interface Amount {
  value: number;
  unit: string;
  scale: number;
}

/** What a provider says became of a payment. */
export interface HookEvent {
  /** The provider's id of the event: the same event twice is one. */
  id: string;
  /**
   * `declined`: a card was refused, and another may be tried. `noted`: only its names are kept. `renewed`: a gift that repeats
   * was paid once more; `contributionId` and `first` say which, and `refs` are names of the new payment.
   */
  what: 'paid' | 'renewed' | 'failed' | 'expired' | 'declined' | 'refunded' | 'noted';
  contributionId: string | undefined;
  /** What the provider calls all payments of a gift that repeats; the first one is known by it. */
  first?: string | undefined;
  /** Other names of the same payment; later events may know it by these alone. */
  refs: string[];
  /** All of `refs` belong to what is called so; remembered also while nobody knows whose that is. */
  named?: string;
  paid?: Amount;
  /**
   * How much has gone back so far, `of` what was paid in the same money (0: unknown). All of it when this is missing, and where
   * it is other money than was asked for and nobody knows of how much.
   */
  back?: Amount & { of: number };
  /** That goes back on top of all before. The provider's id of what took it: the same one twice is one. */
  onTop?: string;
}

/**
 * The provider says no to this payment, at once. Why is not told on: five reasons that can be told apart would make the
 * form a machine for checking cards.
 */
export class DeclinedError extends Error {
  override name = 'DeclinedError';
}

/**
 * Takes the contributor to where money is paid. Card data never comes near this server: a provider answers with the
 * address of a hosted page or with instructions, and says later, in its own words, what became of it.
 */
export interface PaymentProvider {
  readonly name: string;
  /** Money of this provider is not real, and everybody is told so. */
  readonly test: boolean;
  /** {@link DeclinedError} means no. Any other error means "not now": the contribution stays, and the same request may be sent again. */
  begin(request: CheckoutRequest): Promise<Checkout>;
  /**
   * Reads what the provider posts to `/v1/hooks/{name}`; undefined when it means nothing here.
   *
   * @param body the bytes as they came: a signature is over them, and is checked first
   * @throws {ProblemError} `unauthorized`
   */
  readHook?(body: string, headers: Headers, now: number): HookEvent | undefined;
}

import type { Receipt } from '../../../src/data/schema.ts';

/** What a provider needs to know to open a payment; no name, no e-mail, no message. */
export interface CheckoutRequest {
  /** Also the provider's idempotency key: asking twice must give the same answer. */
  contributionId: string;
  receipt: string;
  amount: { value: number; unit: string; scale: number };
  frequency: string | undefined;
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
}

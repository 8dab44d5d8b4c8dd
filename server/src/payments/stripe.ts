import { createHmac } from 'node:crypto';
import { sameText } from '../crypto.ts';
import { ProblemError } from '../problem.ts';
import type { StripeSettings } from '../settings.ts';
import type { Amount, CheckoutRequest, HookEvent, PaymentProvider } from './provider.ts';

/** Answers have the shape of this version, whatever the account's default is. */
const VERSION = '2024-06-20';
const LIFETIME_MS = 23 * 60 * 60 * 1000; // Stripe takes 30 minutes to 24 hours
const TOLERANCE_S = 300;

// How many decimals Stripe counts in, where that is not two. ISK and UGX have none in ISO 4217, and two here.
const WHOLE = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ');
const THOUSANDTHS = 'BHD JOD KWD OMR TND'.split(' ');

const decimalsOf = (unit: string) => (WHOLE.includes(unit) ? 0 : THOUSANDTHS.includes(unit) ? 3 : 2);

function stripeAmount({ value, unit, scale }: CheckoutRequest['amount']): number {
  const decimals = decimalsOf(unit);
  const amount = decimals >= scale ? value * 10 ** (decimals - scale) : value / 10 ** (scale - decimals);
  if (!Number.isSafeInteger(amount)) throw new Error(`${value} of scale ${scale} is no ${unit} amount of Stripe`);
  return amount;
}

const INTERVALS: Record<string, string> = { weekly: 'week', monthly: 'month', yearly: 'year' };

/**
 * Stripe Checkout: a hosted page, opened with one request and no library. The card, 3-D Secure and everything personal
 * stay on Stripe's side; what became of a payment comes back by signed webhook.
 */
export function stripeProvider(settings: StripeSettings): PaymentProvider {
  return {
    name: 'stripe',
    test: settings.secretKey.includes('_test_'),

    async begin(request) {
      const response = await fetch(`${settings.api}/v1/checkout/sessions`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${settings.secretKey}`,
          'content-type': 'application/x-www-form-urlencoded',
          'idempotency-key': request.contributionId,
          'stripe-version': VERSION,
        },
        body: sessionOf(request),
        redirect: 'error',
        signal: request.signal,
      });
      const answer = (await response.json()) as {
        id?: unknown;
        url?: unknown;
        error?: { code?: string; type?: string };
      };
      const { id, url } = answer;
      if (!response.ok) {
        const { code, type } = answer.error ?? {};
        throw Object.assign(new Error('Stripe refused'), { code: `stripe-${response.status}-${code ?? type ?? ''}` });
      }
      if (typeof id !== 'string' || typeof url !== 'string' || !/^https?:/.test(url))
        throw Object.assign(new Error('Stripe answered with something else'), { code: 'stripe-answer' });
      return { ref: id, next: { type: 'redirect', url, host: new URL(url).host }, lifetimeMs: LIFETIME_MS };
    },

    readHook(body, headers, now) {
      requireSignature(body, headers.get('stripe-signature') ?? '', settings.webhookSecret, now);
      let event: StripeEvent;
      try {
        event = JSON.parse(body) as StripeEvent;
      } catch {
        throw new ProblemError('malformed-json');
      }
      const meaning = typeof event?.id === 'string' && event.data?.object ? meaningOf(event) : undefined;
      return meaning ? { ...meaning, id: event.id } : undefined;
    },
  };
}

function sessionOf(request: CheckoutRequest): URLSearchParams {
  const { contributionId, amount, frequency } = request;
  const interval = INTERVALS[frequency ?? 'once'];
  const back = request.returnTo ?? request.publicUrl;
  const price = 'line_items[0][price_data]';
  const form = new URLSearchParams({
    mode: interval ? 'subscription' : 'payment',
    client_reference_id: contributionId,
    'metadata[contribution]': contributionId,
    success_url: back,
    cancel_url: back,
    // From when it was made, not from now: a second try under the same key must say the same.
    expires_at: String(Math.floor((request.createdAt + LIFETIME_MS) / 1000)),
    'line_items[0][quantity]': '1',
    [`${price}[currency]`]: amount.unit.toLowerCase(),
    [`${price}[unit_amount]`]: String(stripeAmount(amount)),
    [`${price}[product_data][name]`]: `${request.organization} · ${request.receipt}`.slice(0, 250),
  });
  if (interval) {
    form.set(`${price}[recurring][interval]`, interval);
    form.set('subscription_data[metadata][contribution]', contributionId);
  } else {
    form.set('submit_type', 'donate');
    form.set('payment_intent_data[metadata][contribution]', contributionId);
  }
  return form;
}

/** @throws {ProblemError} `unauthorized` */
function requireSignature(body: string, header: string, secret: string, now: number): void {
  const parts = header.split(',').map((part) => part.trim().split('=') as [string, string?]);
  const time = parts.find(([name]) => name === 't')?.[1] ?? '';
  const wanted = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  const signed = parts.some(([name, value]) => name === 'v1' && value !== undefined && sameText(value, wanted));
  // Only after the signature is right does the time mean anything.
  if (!signed || !/^\d{1,12}$/.test(time) || Math.abs(now / 1000 - Number(time)) > TOLERANCE_S)
    throw new ProblemError('unauthorized', { detail: 'the signature is not one of ours, or too old' });
}

interface StripeEvent {
  id: string;
  type: string;
  data: { object: Record<string, unknown> };
}

type Meaning = Omit<HookEvent, 'id'>;

/** What an event means here; undefined for the many that mean nothing. */
function meaningOf({ type, data }: StripeEvent): Meaning | undefined {
  const { object } = data;
  const text = (name: string) => (typeof object[name] === 'string' ? object[name] : undefined);
  const number = (name: string) => (typeof object[name] === 'number' ? object[name] : 0);
  const metadata = (object['metadata'] ?? {}) as Record<string, unknown>;
  const contribution = typeof metadata['contribution'] === 'string' ? metadata['contribution'] : undefined;
  const refs = ['id', 'payment_intent', 'charge', 'invoice', 'subscription'].flatMap((name) => text(name) ?? []);
  const about = { contributionId: contribution ?? text('client_reference_id'), refs };
  const unit = (text('currency') ?? '').toUpperCase();
  const amount = (value: number): Amount => ({ value, unit, scale: decimalsOf(unit) });
  const paid = (): Meaning => ({
    ...about,
    what: 'paid',
    paid: beforeConversion(object) ?? amount(number('amount_total')),
  });
  switch (type) {
    case 'checkout.session.completed':
      // `unpaid`: a bank debit that takes days. Its own event says how it ended.
      return text('payment_status') === 'unpaid' ? { ...about, what: 'noted' } : paid();
    case 'checkout.session.async_payment_succeeded':
      return paid();
    case 'checkout.session.async_payment_failed':
      return { ...about, what: 'failed' };
    case 'checkout.session.expired':
      return { ...about, what: 'expired' };
    case 'payment_intent.payment_failed':
      return { ...about, what: 'declined' };
    case 'charge.refunded': {
      if (object['refunded'] === true) return { ...about, what: 'refunded' };
      return { ...about, what: 'refunded', back: { ...amount(number('amount_refunded')), of: number('amount') } };
    }
    case 'charge.dispute.closed': {
      if (text('status') !== 'lost') return undefined;
      // It may be about a part only; one that names no amount is about all of it.
      const isPart = typeof object['amount'] === 'number' && unit !== '';
      return {
        ...about,
        what: 'refunded',
        // Stripe says what this dispute took; what was refunded before is not in it.
        ...(isPart ? { back: { ...amount(number('amount')), of: 0 }, onTop: text('id') ?? '' } : {}),
      };
    }
    case 'invoice.paid':
    case 'invoice.payment_succeeded': // the same, where an endpoint is told of both
      if (isFirst(object)) return { ...ofInvoice(object), what: 'noted' };
      // A part of an invoice is not all of it, and what a credit paid is no money.
      return isRenewal(object) && text('status') === 'paid' && number('amount_paid') > 0
        ? { ...ofInvoice(object), what: 'renewed', paid: amount(number('amount_paid')) }
        : undefined;
    case 'invoice.payment_failed':
      // Its payment may say so, too: by that it is not found, and a card that was refused once is counted once.
      return isFirst(object) ? { ...ofInvoice(object), refs: [], what: 'declined' } : undefined;
    case 'invoice_payment.paid': {
      const payment = (object['payment'] ?? {}) as Record<string, unknown>;
      const invoice = text('invoice');
      if (invoice === undefined) return undefined;
      const names = [invoice, payment['payment_intent'], payment['charge']];
      return { contributionId: undefined, refs: names.filter(isText), named: invoice, what: 'noted' };
    }
    default:
      return undefined;
  }
}

/**
 * What was asked for, where Stripe let the contributor pay in a currency of their own (Adaptive Pricing, which is on unless
 * somebody turns it off): the session then speaks of that one.
 */
function beforeConversion(session: Record<string, unknown>): Amount | undefined {
  const { source_currency: currency, amount_total: value } = (session['currency_conversion'] ?? {}) as Record<
    string,
    unknown
  >;
  if (!isText(currency) || typeof value !== 'number') return undefined;
  const unit = currency.toUpperCase();
  return { value, unit, scale: decimalsOf(unit) };
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** What a subscription pays later is another gift: who gets that back must not get back the first. */
const isFirst = (invoice: Record<string, unknown>) => invoice['billing_reason'] === 'subscription_create';
const isRenewal = (invoice: Record<string, unknown>) => invoice['billing_reason'] === 'subscription_cycle';

/**
 * Charges and disputes of a subscription know neither it nor us, only the payment's own name. Which that is stands in the
 * invoice, or, in the API of 2025 and later, in an event of its own; endpoints send the shapes of their own version.
 */
function ofInvoice(invoice: Record<string, unknown>): {
  contributionId: string | undefined;
  first: string | undefined;
  refs: string[];
  named: string;
} {
  const inside = (value: unknown, ...names: string[]) =>
    names.reduce<unknown>((one, name) => (one as Record<string, unknown> | null | undefined)?.[name], value);
  const metadata = ['subscription_details', 'parent.subscription_details'].map((place) =>
    inside(invoice, ...place.split('.'), 'metadata', 'contribution'),
  );
  const id = isText(invoice['id']) ? invoice['id'] : '';
  const refs = [id, invoice['payment_intent'], invoice['charge']].filter(isText);
  const subscription = [invoice, inside(invoice, 'parent', 'subscription_details')].map((place) =>
    inside(place, 'subscription'),
  );
  return { contributionId: metadata.find(isText), first: subscription.find(isText), refs, named: id };
}

import type { Account } from './payments/manual.ts';
/** What the operator may decide. Every default is safe on a developer's machine. */
export interface Settings {
  /** Where visitors reach this server, without a slash at the end; else taken from each request's Host header. */
  publicUrl: string | undefined;
  /** How many proxies in front of the server add to `X-Forwarded-For`. 0: the header is not believed. */
  trustProxy: number;
  /** Origins that may write; `*` is any page on the web, and never the origin `null`. */
  writeOrigins: '*' | readonly string[];
  payments: 'test' | 'manual' | 'template' | 'stripe';
  /** Shown for `manual`; `{receipt}` becomes the receipt number. */
  bankDetails: string;
  /** The account of the same transfers, for the code that banking apps read; without an IBAN there is none. */
  bankAccount: Account | undefined;
  /** Address of another platform's donation page, for `template`. */
  checkoutTemplate: string;
  stripe: StripeSettings | undefined;
  /** Least donation in whole units of money, where the campaign names none: card testers try small sums. */
  minimum: number;
  /** Wake other instances with NOTIFY; without it they find changes by looking alone. */
  notify: boolean;
  /** Who is told of contributions. */
  webhooks: readonly WebhookSettings[];
  /** Webhooks may go into private networks and without TLS. */
  webhooksPrivate: boolean;
  /** What `/metrics` asks for; empty: only this machine may read them. */
  metricsToken: string;
  /** Milliseconds over which streams are closed when stopping. */
  drainMs: number;
  /** Send Strict-Transport-Security; only for a server that is reached by https alone. */
  hsts: boolean;
  /** Days that the person behind an unpaid contribution is kept after it expired. */
  keepUnpaidDays: number;
  /** Origins that may put the form into a frame; what only shows may stand anywhere. */
  frameOrigins: readonly string[];
  /** When a new contribution needs a proof of work: `pressure` is when more comes in than `limits` call calm. */
  proof: 'never' | 'pressure' | 'always';
  limits: Limits;
}

/** A receiver of Standard Webhooks. */
export interface WebhookSettings {
  url: string;
  /** `whsec_` and base 64. */
  secret: string;
}

export interface StripeSettings {
  secretKey: string;
  webhookSecret: string;
  /** Where its API is, without a slash at the end. */
  api: string;
}

export interface Limits {
  /** New contributions per address: how many a minute in the long run, and how many at once. */
  writesPerMinute: number;
  writeBurst: number;
  /** Donations per address and hour. */
  donationsPerHour: number;
  /** Donations per network (/24 of IPv4, /56 of IPv6) and hour. */
  networkPerHour: number;
  /** New contributions a minute to one campaign that are no reason to ask for proofs of work. */
  calmWritesPerMinute: number;
  /** The largest number a proof of work may have to be found among; half of it on average. */
  proofNumber: number;
  readsPerSecond: number;
  readBurst: number;
  streamsPerAddress: number;
  streams: number;
}

export const DEFAULT_LIMITS: Limits = {
  writesPerMinute: 5,
  writeBurst: 10,
  donationsPerHour: 20,
  networkPerHour: 60,
  calmWritesPerMinute: 120,
  proofNumber: 50_000,
  readsPerSecond: 50,
  readBurst: 500,
  streamsPerAddress: 20,
  streams: 10_000,
};

export const DEFAULT_SETTINGS: Settings = {
  publicUrl: undefined,
  trustProxy: 0,
  writeOrigins: '*',
  payments: 'test',
  bankDetails: '',
  bankAccount: undefined,
  checkoutTemplate: '',
  stripe: undefined,
  minimum: 5,
  notify: true,
  webhooks: [],
  webhooksPrivate: false,
  metricsToken: '',
  drainMs: 0,
  hsts: false,
  keepUnpaidDays: 30,
  frameOrigins: [],
  proof: 'never',
  limits: DEFAULT_LIMITS,
};

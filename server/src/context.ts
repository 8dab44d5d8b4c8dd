import type { Context } from 'hono';
import type { Logger } from 'pino';
import type { Made, NewContribution } from './contribute.ts';
import type { Clearing } from './admin/clear.ts';
import type { Batches } from './database/batch.ts';
import type { OpenDatabase } from './database/open.ts';
import type { Guard } from './guard.ts';
import type { TokenBuckets } from './limits.ts';
import { clientAddress } from './limits.ts';
import type { Hub } from './live/hub.ts';
import type { Wire } from './live/stream.ts';
import type { ProofGate } from './proof.ts';
import type { PaymentProvider } from './payments/provider.ts';
import type { Metrics } from './metrics.ts';
import type { Pressure } from './pressure.ts';
import type { Recent } from './recent.ts';
import type { Settings } from './settings.ts';

/** Everything a route may use. */
export interface Deps {
  database: OpenDatabase;
  hub: Hub;
  /** Takes away what is left of removed campaigns. */
  clearing: Clearing;
  batches: Batches<NewContribution, Made | undefined>;
  metrics: Metrics;
  recent: Recent;
  pressure: Pick<Pressure, 'level' | 'late'>;
  payments: PaymentProvider;
  settings: Settings;
  /** 256 bits kept in the database: view tokens and test checkouts are derived from it. */
  secret: string;
  log: Logger;
  now: () => number;
  reads: TokenBuckets;
  writes: TokenBuckets;
  guard: Guard;
  proofs: ProofGate;
  /** The folder that has `demo/` and `cdn/`; undefined: no pages are served. */
  siteDir: string | undefined;
  /** Where the script builds of earlier releases are kept, for pages that name their version. */
  releasesDir: string | undefined;
  /** True once the server is on its way out. */
  draining: () => boolean;
}

/** What @hono/node-server adds; absent when a test calls the app without a socket. */
interface Bindings {
  incoming?: {
    socket?: { remoteAddress?: string };
    iterator?(options: { destroyOnReturn: boolean }): AsyncIterable<Uint8Array>;
  };
  outgoing?: Wire;
}

export interface Env {
  Bindings: Bindings;
  Variables: { requestId: string };
}

export type Ctx = Context<Env>;

export function addressOf(c: Ctx, deps: Deps): string {
  const remote = c.env?.incoming?.socket?.remoteAddress;
  return clientAddress(remote, c.req.header('x-forwarded-for'), deps.settings.trustProxy);
}

/** Where this server is reached, without a slash at the end. */
export function publicUrlOf(c: Ctx, deps: Deps): string {
  const { publicUrl, trustProxy } = deps.settings;
  if (publicUrl) return publicUrl;
  const url = new URL(c.req.url);
  const last = (header: string) => c.req.header(header)?.split(',').at(-1)?.trim();
  const protocol = trustProxy > 0 ? last('x-forwarded-proto') : undefined;
  const host = trustProxy > 0 ? last('x-forwarded-host') : undefined;
  const candidate = `${protocol === 'https' ? 'https:' : protocol === 'http' ? 'http:' : url.protocol}//${host ?? url.host}`;
  return URL.canParse(candidate) ? new URL(candidate).origin : url.origin;
}

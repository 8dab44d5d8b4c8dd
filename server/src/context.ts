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
    httpVersion?: string;
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

const PASSED_ON = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/**
 * Asked from this machine: what came through a proxy of it did not. One that adds no header asks in HTTP/1.0, as nginx does by
 * itself; one that does neither cannot be told from somebody here.
 */
export function isFromHere(c: Ctx): boolean {
  const { socket, httpVersion } = c.env?.incoming ?? {};
  return (
    /^(::ffff:)?127\.|^::1$/.test(socket?.remoteAddress ?? '') &&
    httpVersion !== '1.0' &&
    !PASSED_ON.some((header) => c.req.header(header) !== undefined)
  );
}

/**
 * Where this server is reached, without a slash at the end. Without the setting it is the name that was asked for. Not what
 * `X-Forwarded-Host` says: a proxy that does not set it passes on the visitor's own, and whatever is kept in caches after
 * that would lead everybody there.
 */
export function publicUrlOf(c: Ctx, deps: Deps): string {
  const { publicUrl, trustProxy } = deps.settings;
  if (publicUrl) return publicUrl;
  const url = new URL(c.req.url);
  const said = trustProxy > 0 ? c.req.header('x-forwarded-proto')?.split(',').at(-1)?.trim() : undefined;
  const candidate = `${said === 'https' || said === 'http' ? `${said}:` : url.protocol}//${url.host}`;
  return URL.canParse(candidate) ? new URL(candidate).origin : url.origin;
}

import { ProblemError } from './problem.ts';

/** What a bucket says after a request, for the RateLimit fields of draft-ietf-httpapi-ratelimit-headers. */
export interface Allowance {
  policy: string;
  limit: string;
}

/**
 * Token buckets, one per key: `burst` at once, then `perSecond` in the long run. Kept in memory: a limit is there to
 * slow one address down, not to be exact over restarts.
 */
export class TokenBuckets {
  #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(
    readonly name: string,
    readonly perSecond: number,
    readonly burst: number,
    readonly now: () => number,
  ) {}

  /** @throws {ProblemError} `too-many-requests`, with the seconds until there is a token again */
  take(key: string): Allowance {
    const { tokens, left } = this.#draw(key);
    if (tokens < 1)
      throw new ProblemError('too-many-requests', { retryAfter: Math.ceil((1 - tokens) / this.perSecond) });
    const window = Math.ceil(this.burst / this.perSecond);
    const reset = Math.ceil((this.burst - left) / this.perSecond);
    return {
      policy: `"${this.name}";q=${this.burst};w=${window}`,
      limit: `"${this.name}";r=${Math.floor(left)};t=${reset}`,
    };
  }

  /** The same, but false when there is none. */
  takes(key: string): boolean {
    return this.#draw(key).tokens >= 1;
  }

  #draw(key: string): { tokens: number; left: number } {
    const now = this.now();
    const old = this.#buckets.get(key);
    const gained = old ? (Math.max(0, now - old.at) / 1000) * this.perSecond : this.burst;
    const tokens = Math.min(this.burst, (old?.tokens ?? 0) + gained);
    if (this.#buckets.size >= 100_000 && !old) this.#forget(now);
    const left = tokens >= 1 ? tokens - 1 : tokens;
    this.#buckets.set(key, { tokens: left, at: now });
    return { tokens, left };
  }

  /** Full buckets need no memory. When all are in use, the oldest half goes: it is the one closest to full. */
  #forget(now: number): void {
    for (const [key, { tokens, at }] of this.#buckets)
      if (tokens + ((now - at) / 1000) * this.perSecond >= this.burst) this.#buckets.delete(key);
    let excess = this.#buckets.size - 50_000;
    for (const key of this.#buckets.keys()) {
      if (excess-- <= 0) break;
      this.#buckets.delete(key);
    }
  }
}

/**
 * Who is asking, as far as limits go: an IPv4 address, or an IPv6 network of 64 bits, since one visitor owns all of it.
 *
 * @param trustProxy how many proxies of our own appended to `X-Forwarded-For`
 */
export function clientAddress(remote: string | undefined, forwarded: string | undefined, trustProxy: number): string {
  const hops = trustProxy > 0 && forwarded ? forwarded.split(',').map((hop) => hop.trim()) : [];
  const said = hops.at(-trustProxy) ?? hops[0] ?? remote ?? 'unknown';
  // Some proxies add the port, which is another one for each connection: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
  const bare = said.replace(/^\[([^\]]*)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  const address = bare.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!address.includes(':')) return address.slice(0, 45);
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4).join(':');
}

/** The network of an address as {@link clientAddress} gives it: 24 bits of IPv4, 56 of IPv6. */
export function networkOf(address: string): string {
  if (address.includes(':')) {
    const [a = '0', b = '0', c = '0', d = '0'] = address.split(':');
    return `${a}:${b}:${c}:${d.padStart(4, '0').slice(0, 2)}`;
  }
  return address.split('.').slice(0, 3).join('.');
}

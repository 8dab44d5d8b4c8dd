/**
 * What the data layer asks of the world. Everything is looked up when it is used, never at import, so the modules
 * load in Node, in a worker and in a page alike, and a test passes its own clock and network.
 */
export interface Environment {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Milliseconds since the epoch, by the client's clock: may be wrong, may jump. */
  now(): number;
  /** Milliseconds since some start: never jumps. */
  monotonic(): number;
  /** A number from 0 up to, but not including, 1. */
  random(): number;
  /** Runs once after `ms`; the returned function takes it back. */
  after(ms: number, run: () => void): () => void;
  /** `waiting` is a page that is prerendered and has not been shown yet. */
  visibility(): 'shown' | 'hidden' | 'waiting';
  /** False when the device says it has no network. Never trusted alone: it is asked after something failed. */
  online(): boolean;
  /** Tells about the page until the returned function is called. */
  watchPage(listener: (change: PageChange) => void): () => void;
  /** What relative addresses are relative to. */
  baseUrl(): string | undefined;
  /** Fetches a piece of the library's own code: most pages need most of it never, or later. */
  load<T>(piece: () => Promise<T>): Promise<T>;
  /** What the tabs of one browser share; left out, the browser's own is used where there is one. */
  tabs?(): Tabs | undefined;
}

/** What the tabs of one browser agree and talk by: Web Locks and BroadcastChannel, as far as we use them. */
export interface Tabs {
  locks: { request(name: string, options: LockOptions, run: () => unknown): Promise<unknown> };
  channel(name: string): BroadcastChannel;
}

/** `left` and `returned` are a page that goes into and out of the back/forward cache. */
export type PageChange = 'shown' | 'hidden' | 'left' | 'returned' | 'online' | 'offline';

type PrerenderDocument = Document & { prerendering?: boolean };

/** The page, the worker or the Node process this runs in. */
export const defaultEnvironment: Environment = {
  fetch: (url, init) => globalThis.fetch(url, init),
  now: () => Date.now(),
  monotonic: () => globalThis.performance.now(),
  random: () => Math.random(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  visibility() {
    const page = globalThis.document as PrerenderDocument | undefined;
    if (page?.prerendering) return 'waiting';
    return page?.visibilityState === 'hidden' ? 'hidden' : 'shown';
  },
  online: () => globalThis.navigator?.onLine !== false,
  watchPage(listener) {
    const page = globalThis.document as Document | undefined;
    const pairs: [EventTarget | undefined, string, (event: Event) => void][] = [
      [page, 'visibilitychange', () => listener(page?.visibilityState === 'hidden' ? 'hidden' : 'shown')],
      [page, 'prerenderingchange', () => listener('shown')],
      [globalThis, 'pagehide', () => listener('left')],
      // Every page is shown once after it has loaded; only from the cache it returns.
      [globalThis, 'pageshow', (event) => (event as PageTransitionEvent).persisted && listener('returned')],
      [globalThis, 'online', () => listener('online')],
      [globalThis, 'offline', () => listener('offline')],
    ];
    // Node has no global event target.
    for (const [target, type, handle] of pairs) target?.addEventListener?.(type, handle);
    return () => {
      for (const [target, type, handle] of pairs) target?.removeEventListener?.(type, handle);
    };
  },
  baseUrl: () => (globalThis.document as Document | undefined)?.baseURI,
  load: (piece) => piece(),
};

/** Full jitter: a random wait up to `1 s × 2^failures`, never more than `cap`, so that many pages do not come at once. */
export function backoff(environment: Environment, failures: number, base = 1000, cap = 60_000): number {
  return environment.random() * Math.min(cap, base * 2 ** Math.min(failures, 16));
}

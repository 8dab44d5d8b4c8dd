import type { Environment, PageChange } from '../../src/data/environment.ts';
import { setReporter } from '../../src/data/report.ts';

export interface Seen {
  url: string;
  init: RequestInit;
  /** Monotonic milliseconds. */
  at: number;
}

type Answer = (request: Seen) => Response | Promise<Response>;

/** A world for the data layer to live in: its clock stands still until told, its network is a function. */
export class World implements Environment {
  requests: Seen[] = [];
  lines: string[] = [];
  answer: Answer = () => json({});
  /** What the client's clock says when the monotonic one says 0. */
  wall = Date.parse('2026-06-12T12:00:00Z');
  isOnline = true;
  visible: 'shown' | 'hidden' | 'waiting' = 'shown';
  base: string | undefined = 'https://page.example/campaign/';
  /** Milliseconds each answer takes. */
  latency = 0;
  roll: () => number = () => 0.5;
  #time = 0;
  #serial = 0;
  #timers = new Map<number, { due: number; run: () => void }>();
  #loading = 0;
  #watchers = new Set<(change: PageChange) => void>();

  constructor(answer?: Answer) {
    if (answer) this.answer = answer;
    setReporter((level, message) => this.lines.push(`${level}: ${message}`));
  }

  fetch(url: string, init: RequestInit): Promise<Response> {
    const seen = { url, init, at: this.#time };
    this.requests.push(seen);
    const signal = init.signal;
    return new Promise((resolve, reject) => {
      const stop = () => reject(signal?.reason as Error);
      if (signal?.aborted) return stop();
      signal?.addEventListener('abort', stop);
      const reply = () =>
        Promise.resolve()
          .then(() => this.answer(seen))
          .then(resolve, reject);
      if (this.latency > 0) this.after(this.latency, () => void reply());
      else void reply();
    });
  }
  now() {
    return this.wall + this.#time;
  }
  monotonic() {
    return this.#time;
  }
  random() {
    return this.roll();
  }
  after(ms: number, run: () => void) {
    const id = this.#serial++;
    this.#timers.set(id, { due: this.#time + Math.max(0, ms), run });
    return () => void this.#timers.delete(id);
  }
  visibility() {
    return this.visible;
  }
  online() {
    return this.isOnline;
  }
  watchPage(listener: (change: PageChange) => void) {
    this.#watchers.add(listener);
    return () => void this.#watchers.delete(listener);
  }
  baseUrl() {
    return this.base;
  }
  /** Code comes from the disk, at a speed no clock of ours decides: time waits for it. */
  async load<T>(piece: () => Promise<T>): Promise<T> {
    this.#loading++;
    try {
      return await piece();
    } finally {
      this.#loading--;
    }
  }

  get pendingTimers() {
    return this.#timers.size;
  }
  get watchers() {
    return this.#watchers.size;
  }

  /** Something happens to the page. */
  page(change: PageChange) {
    if (change === 'hidden') this.visible = 'hidden';
    if (change === 'shown' || change === 'returned') this.visible = 'shown';
    if (change === 'online' || change === 'offline') this.isOnline = change === 'online';
    for (const watcher of [...this.#watchers]) watcher(change);
  }

  /** Lets everything that is ready happen, then so much time pass, timer by timer. */
  async advance(ms: number) {
    const end = this.#time + ms;
    await this.#settle();
    for (;;) {
      let next: [number, { due: number; run: () => void }] | undefined;
      for (const entry of this.#timers) {
        // Of two that are due together the one that was set first, which a Map lists first.
        if (entry[1].due <= end && (!next || entry[1].due < next[1].due)) next = entry;
      }
      if (!next) break;
      this.#timers.delete(next[0]);
      this.#time = Math.max(this.#time, next[1].due);
      next[1].run();
      await this.#settle();
    }
    this.#time = end;
  }

  /** Bodies of answers are read over several turns of the event loop. */
  async #settle() {
    do {
      for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
    } while (this.#loading > 0);
  }

  /** Addresses asked for since the last call, without their origin. */
  asked(): string[] {
    return this.requests.splice(0).map(({ url }) => url.replace(/^https?:\/\/[^/]+/, ''));
  }
}

export function json(body: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(body), {
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  });
}

export function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
  const body = { type: 'about:blank', title: code, status, code };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });
}

/** An event stream whose other end the test holds. */
export class Line {
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  closed = false;
  readonly response: Response;

  constructor(request: Seen) {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
      cancel: () => {
        this.closed = true;
      },
    });
    this.response = new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    request.init.signal?.addEventListener('abort', () => {
      if (this.closed) return;
      this.closed = true;
      this.#controller.error(new Error('aborted'));
    });
  }
  raw(text: string) {
    if (!this.closed) this.#controller.enqueue(new TextEncoder().encode(text));
  }
  send(event: string, data: unknown, id?: number) {
    this.raw(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }
  comment() {
    this.raw(': keep-alive\n\n');
  }
  drop() {
    this.closed = true;
    this.#controller.error(new TypeError('network error'));
  }
  end() {
    this.closed = true;
    this.#controller.close();
  }
}

/** A repeatable stream of numbers from 0 to 1. */
export function dice(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The smallest campaign with everything that moves. */
export function campaign(over: Record<string, unknown> = {}) {
  return {
    version: 1,
    id: 'riverbank',
    rev: 10,
    organization: { name: 'Riverbank Trust' },
    mission: { title: 'Bring back the river' },
    goals: [
      {
        id: 'money',
        label: 'Money',
        unit: 'USD',
        scale: 2,
        target: 100_000,
        raised: { confirmed: 1000, pledged: 50 },
        supporters: 3,
      },
      { id: 'trees', label: 'Trees', unit: 'trees', scale: 0, target: 500, raised: { confirmed: 7 } },
    ],
    contributions: { items: [gift(1)], total: 3 },
    links: { events: 'https://give.example/v1/campaigns/riverbank/events' },
    ...over,
  };
}

export function gift(n: number) {
  return {
    id: `ctr_${n}`,
    at: '2026-06-01T12:00:00Z',
    pathwayId: 'donate',
    kind: 'donate',
    name: `Donor ${n}`,
    anonymous: false,
  };
}

/** Empties the registry that all tests of a process share. */
export function forgetStores() {
  (globalThis as Record<symbol, Map<string, unknown> | undefined>)[Symbol.for('cairn.stores.v1')]?.clear();
}

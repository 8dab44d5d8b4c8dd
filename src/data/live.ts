import type { CampaignEvent } from './backend.ts';
import { backoff, type Environment } from './environment.ts';
import { EventStreamParser, type ServerEvent } from './event-stream.ts';
import { MAX_BYTES, retryAfterOf } from './http.ts';
import { nothing, RESYNC_MS, whileInSight } from './in-sight.ts';
import { read } from './read.ts';
import { contributionEventShape, goalsUpdateShape } from './shapes-live.ts';
import type { GoalsUpdate } from './schema.ts';

/** Silence that long is a dead line: the server comments every 15 s. */
const WATCHDOG_MS = 45_000;
/** A connection that lasted this long was a good one: the next failure counts as the first. */
const HEALTHY_MS = 60_000;
/** So many failures, or stalls, until `/goals` is asked instead. */
const FAILURES = 3;
const STALLS = 2;
const RETRY_STREAM_MS = 5 * 60_000;
const POLL_MS = 30_000;
/** While polling, the whole document is asked for at most this often. */
const DOCUMENT_MS = 60_000;

export interface StreamOptions {
  signal: AbortSignal;
  /** The stream's address. */
  url: string;
  /** The revision that is shown: the stream tells what came after. */
  since: number;
  /** Asks for the totals alone, for as long as the stream does not work. */
  poll: (signal: AbortSignal) => Promise<GoalsUpdate>;
  onEvent: (event: CampaignEvent) => void;
}

/**
 * Follows one campaign by Server-Sent Events (protocol, section 5) until the signal aborts, through lost connections,
 * sleep, and servers that stop answering.
 *
 * One call is one stream; the registry makes sure that there is one per page and endpoint, tabs.ts that there is one per
 * browser.
 */
export function followStream(environment: Environment, options: StreamOptions): void {
  new StreamFollower(environment, options).start();
}

class Stalled extends Error {}
class Refused extends Error {
  constructor(readonly retryAfter: number | undefined) {
    super('no event stream');
  }
}

class StreamFollower {
  readonly #environment: Environment;
  readonly #options: StreamOptions;
  #last: number;
  #failures = 0;
  #stalls = 0;
  #retryBase = 1000;
  #watchdogMs = WATCHDOG_MS;
  #state: 'live' | 'polling' | 'paused' | undefined;
  #stop = nothing;
  #connection: AbortController | undefined;
  #polling: AbortController | undefined;
  #polledRev = 0;
  #documentAt = -Infinity;

  // Each timer is the function that takes it back.
  #connectTimer = nothing;
  #watchdog = nothing;
  #healthyTimer = nothing;
  #replayTimer = nothing;

  constructor(environment: Environment, options: StreamOptions) {
    this.#environment = environment;
    this.#options = options;
    this.#last = options.since;
  }

  start(): void {
    // The code of this file may have come after the last subscriber had gone.
    if (this.#options.signal.aborted) return;
    this.#stop = whileInSight(this.#environment, this.#options.signal, {
      wake: (delay) => (delay === 0 ? void this.#connect() : this.#connectIn(delay)),
      sleep: () => this.#sleep(),
    });
  }

  #sleep(): void {
    this.#disconnect();
    this.#polling?.abort();
    this.#polling = undefined;
    this.#tell('paused');
  }

  // ── The connection ────────────────────────────────────────────────────────

  #connectIn(ms: number): void {
    this.#connectTimer();
    this.#connectTimer = this.#environment.after(ms, () => void this.#connect());
  }

  #disconnect(): void {
    this.#connectTimer();
    this.#watchdog();
    this.#healthyTimer();
    this.#replayTimer();
    this.#connection?.abort();
    this.#connection = undefined;
  }

  async #connect(): Promise<void> {
    this.#disconnect();
    const connection = new AbortController();
    this.#connection = connection;
    this.#watch();
    try {
      const url = new URL(this.#options.url);
      url.searchParams.set('lastEventId', String(this.#last));
      const response = await this.#environment.fetch(url.href, {
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        redirect: 'error',
        cache: 'no-store',
        signal: connection.signal,
      });
      if (response.status === 204 || response.status === 410) {
        return this.#stop();
      }
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
      if (!response.ok || !isStream || !response.body) {
        void response.body?.cancel().catch(nothing);
        throw new Refused(retryAfterOf(this.#environment, response));
      }
      await this.#readAll(response.body, connection);
      this.#lost(connection, undefined);
    } catch (error) {
      this.#lost(connection, error);
    }
  }

  async #readAll(body: ReadableStream<Uint8Array>, connection: AbortController): Promise<void> {
    const reader = body.getReader();
    // A reader of a fake or a polyfilled body does not hear the request's signal.
    connection.signal.addEventListener('abort', () => void reader.cancel().catch(nothing));
    const decoder = new TextDecoder();
    const parser = new EventStreamParser();
    let heard = false;
    for (;;) {
      const { done, value } = await reader.read();
      if (done || connection.signal.aborted) return;
      this.#watch();
      if (!heard) this.#connected();
      heard = true;
      const events = parser.push(decoder.decode(value, { stream: true }));
      if (parser.pending > MAX_BYTES) throw new Refused(undefined);
      // The server's own advice spreads the pages of a server that goes down without a word. Half as long again keeps
      // the busiest second below a fifth of them.
      if (parser.retry !== undefined) this.#retryBase = Math.min(30_000, Math.max(1000, parser.retry * 1.5));
      for (const event of events) {
        this.#handleEvent(event);
        if (connection.signal.aborted) return;
      }
    }
  }

  #watch(): void {
    this.#watchdog();
    const connection = this.#connection;
    this.#watchdog = this.#environment.after(this.#watchdogMs, () => {
      connection?.abort(new Stalled());
      if (connection) this.#lost(connection, new Stalled());
    });
  }

  #connected(): void {
    this.#polling?.abort();
    this.#polling = undefined;
    this.#tell('live');
    this.#healthyTimer = this.#environment.after(HEALTHY_MS, () => {
      this.#failures = 0;
      this.#stalls = 0;
    });
  }

  #lost(connection: AbortController, error: unknown): void {
    // Closed on purpose, or its end has been handled by the watchdog.
    if (this.#connection !== connection) return;
    this.#disconnect();
    this.#failures++;
    if (error instanceof Stalled) this.#stalls++;
    const silent = error instanceof Stalled || this.#failures > 1;
    const givesUp = this.#failures >= FAILURES || this.#stalls >= STALLS;
    if (givesUp) this.#startPolling();
    else if (silent) this.#tell('paused');
    const retryAfter = error instanceof Refused ? (error.retryAfter ?? 0) * 1000 : 0;
    // Spread by a tenth, so that pages that lost the stream together do not come back together.
    const pause = givesUp
      ? RETRY_STREAM_MS * (1 + this.#environment.random() / 10)
      : backoff(this.#environment, this.#failures - 1, this.#retryBase);
    const spread = retryAfter > 0 ? this.#environment.random() * this.#retryBase : 0;
    this.#connectIn(Math.max(pause, retryAfter + spread));
  }

  // ── What the stream says ──────────────────────────────────────────────────

  #handleEvent({ type, data, id }: ServerEvent): void {
    const rev = /^\d{1,15}$/.test(id) ? Number(id) : undefined;
    let payload: Record<string, unknown> = {};
    try {
      const json: unknown = JSON.parse(data);
      if (json !== null && typeof json === 'object') payload = json as Record<string, unknown>;
    } catch {
      // Handled below like every event that cannot be read.
    }
    const told = revOf(payload) ?? rev;
    if (type === 'hello') this.#handleHello(payload);
    else if (type === 'bye') this.#handleBye(payload);
    else if (type === 'resync') this.#changed(told ?? 0, told !== undefined && told < this.#last);
    else if (type === 'goals' || type === 'contribution') this.#handleFigures(type, payload, told);
    else if (['changed', 'closed', 'milestone', 'member', 'update'].includes(type)) this.#changed(told ?? 0, false);
    if (rev !== undefined && type !== 'hello') this.#last = type === 'resync' ? rev : Math.max(this.#last, rev);
  }

  #handleFigures(type: 'goals' | 'contribution', payload: unknown, rev: number | undefined): void {
    try {
      if (type === 'goals') this.#emit({ type, update: read(goalsUpdateShape, payload).value });
      else this.#emit({ type, ...read(contributionEventShape, payload).value });
    } catch {
      // Something happened that we cannot read: the document tells it in a form that is checked field by field.
      if (rev !== undefined) this.#changed(rev, false);
    }
  }

  #handleHello(payload: Record<string, unknown>): void {
    const { serverTime, heartbeatMs } = payload;
    if (typeof heartbeatMs === 'number') this.#watchdogMs = Math.min(180_000, Math.max(WATCHDOG_MS, 3 * heartbeatMs));
    if (typeof serverTime === 'string' && Number.isFinite(Date.parse(serverTime))) {
      this.#emit({ type: 'channel', state: 'live', serverTime });
    }
    const rev = revOf(payload);
    if (rev === undefined) return;
    if (rev < this.#last) {
      // The server knows less than it told before: it was restored from a copy.
      this.#last = rev;
      this.#changed(rev, true);
    } else if (rev > this.#last) {
      // What we missed follows at once; if it does not, the document has it.
      this.#replayTimer = this.#environment.after(RESYNC_MS, () => {
        if (this.#last < rev) this.#changed(rev, false);
        this.#last = Math.max(this.#last, rev);
      });
    }
  }

  /** A server that is about to restart says when to come back; that is no failure. */
  #handleBye({ reconnectAfterMs }: Record<string, unknown>): void {
    this.#disconnect();
    const pause = typeof reconnectAfterMs === 'number' && reconnectAfterMs >= 0 ? reconnectAfterMs : 1000;
    this.#connectIn(Math.min(60_000, pause) * (1 + this.#environment.random()));
  }

  #changed(rev: number, reset: boolean): void {
    this.#emit(reset ? { type: 'changed', rev, reset } : { type: 'changed', rev });
  }

  // ── Without a stream ──────────────────────────────────────────────────────

  #startPolling(): void {
    if (this.#polling) return;
    const polling = new AbortController();
    this.#polling = polling;
    this.#polledRev = this.#last;
    let cancel = nothing;
    polling.signal.addEventListener('abort', () => cancel());
    const next = (ms: number) => {
      cancel = this.#environment.after(ms, () => void this.#pollOnce(polling.signal).finally(again));
    };
    const again = () => {
      if (!polling.signal.aborted) next(POLL_MS * (0.5 + this.#environment.random()));
    };
    next(this.#environment.random() * RESYNC_MS);
  }

  async #pollOnce(signal: AbortSignal): Promise<void> {
    try {
      const update = await this.#options.poll(signal);
      if (signal.aborted) return;
      this.#tell('polling');
      this.#emit({ type: 'goals', update });
      // The totals say that something happened, the document says what.
      const now = this.#environment.monotonic();
      if (update.rev > this.#polledRev && now - this.#documentAt >= DOCUMENT_MS) {
        this.#documentAt = now;
        this.#polledRev = update.rev;
        this.#changed(update.rev, false);
      }
    } catch {
      if (signal.aborted) return;
      this.#tell('paused');
      this.#emit({ type: 'silent' });
    }
  }

  #tell(state: 'live' | 'polling' | 'paused'): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#emit({ type: 'channel', state });
  }

  #emit(event: CampaignEvent): void {
    if (!this.#options.signal.aborted) this.#options.onEvent(event);
  }
}

function revOf({ rev }: Record<string, unknown>): number | undefined {
  return typeof rev === 'number' && Number.isSafeInteger(rev) && rev >= 0 ? rev : undefined;
}

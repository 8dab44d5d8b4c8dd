/*
 * One stream per browser and campaign, however many tabs show it: over HTTP/1.1 a browser opens six connections to a
 * server, and seven tabs with a stream each would leave none for the page itself.
 *
 * The tab that holds a lock leads: it follows the stream and passes on what it hears. When it is closed, or crashes, the
 * browser gives the lock to the next tab; when it goes out of sight it gives the lock back itself; when it falls silent
 * with the lock in its hand, the others take it.
 */
import type { CampaignEvent } from './backend.ts';
import type { Environment, Tabs } from './environment.ts';
import { fetchJson, orSchemaError } from './http.ts';
import { nothing, whileInSight } from './in-sight.ts';
import { followStream, type StreamOptions } from './live.ts';
import { read } from './read.ts';
import type { GoalsUpdate } from './schema.ts';
import { goalsUpdateShape } from './shapes-live.ts';

/** The leader says so often that it is alive; a silence that long is no life. */
const BEAT_MS = 5000;
const SILENCE_MS = 15_000;
/** What is heard is passed on that often at most: a message costs a tab more than the event in it. */
const PASS_ON_MS = 50;

type ChannelState = 'live' | 'polling' | 'paused';
type Message =
  { type: 'hello' } | { type: 'beat'; rev: number; state: ChannelState } | { type: 'events'; events: CampaignEvent[] };

/** Asks our own protocol for the totals alone. */
export async function goalsOf(environment: Environment, url: string, signal: AbortSignal): Promise<GoalsUpdate> {
  const { json } = await fetchJson(environment, url, { signal });
  return orSchemaError(url, () => read(goalsUpdateShape, json).value);
}

/** {@link followStream} for all tabs together where the browser can, else for this one. */
export function followShared(environment: Environment, options: StreamOptions): void {
  const tabs = (environment.tabs ?? defaultTabs)();
  if (tabs) new Tab(environment, tabs, options).start();
  else followStream(environment, options);
}

function defaultTabs(): Tabs | undefined {
  const { document, navigator, BroadcastChannel } = globalThis as Partial<typeof globalThis>;
  const locks = document && navigator?.locks;
  return locks && BroadcastChannel && { locks, channel: (name) => new BroadcastChannel(name) };
}

class Tab {
  readonly #environment: Environment;
  readonly #tabs: Tabs;
  readonly #options: StreamOptions;
  readonly #name: string;
  /** The last revision this tab has heard of. */
  #last: number;
  #state: ChannelState = 'paused';
  #channel: BroadcastChannel | undefined;
  #lock: AbortController | undefined;
  #leads = false;
  /** Heard, and not passed on yet. */
  #heard: CampaignEvent[] = [];
  // Each timer is the function that takes it back.
  #contendTimer = nothing;
  #silenceTimer = nothing;
  #beatTimer = nothing;
  #passOnTimer = nothing;

  constructor(environment: Environment, tabs: Tabs, options: StreamOptions) {
    this.#environment = environment;
    this.#tabs = tabs;
    this.#options = options;
    this.#name = `cairn.live.v1 ${options.url}`;
    this.#last = options.since;
  }

  start(): void {
    const { signal } = this.#options;
    if (signal.aborted) return;
    whileInSight(this.#environment, signal, { wake: (delay) => this.#wake(delay), sleep: () => this.#sleep() });
  }

  #wake(delay: number): void {
    this.#channel = this.#tabs.channel(this.#name);
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => this.#handleMessage(data);
    this.#post({ type: 'hello' });
    this.#listen();
    if (delay === 0) this.#contend();
    else this.#contendTimer = this.#environment.after(delay, () => this.#contend());
  }

  /** A tab out of sight neither leads nor follows: what it missed is in the document. */
  #sleep(): void {
    this.#contendTimer();
    this.#silenceTimer();
    this.#lock?.abort();
    this.#lock = undefined;
    this.#channel?.close();
    this.#channel = undefined;
    this.#tell({ type: 'channel', state: 'paused' });
  }

  // ── Leading ───────────────────────────────────────────────────────────────

  /** Waits for the lock, or takes it from a leader that fell silent. */
  #contend(steal = false): void {
    this.#lock?.abort();
    const lock = new AbortController();
    this.#lock = lock;
    let granted = false;
    this.#tabs.locks
      .request(this.#name, steal ? { steal } : { signal: lock.signal }, () => {
        granted = true;
        return lock.signal.aborted ? undefined : this.#lead(lock.signal);
      })
      .catch(() => {
        // Given up on purpose.
        if (this.#lock !== lock) return;
        lock.abort();
        if (granted) this.#contend();
        else this.#goAlone();
      });
  }

  #lead(signal: AbortSignal): Promise<void> {
    this.#leads = true;
    this.#silenceTimer();
    followStream(this.#environment, {
      ...this.#options,
      signal,
      since: this.#last,
      onEvent: (event) => {
        this.#tell(event);
        this.#heard.push(event);
        if (event.type === 'channel') this.#passOn();
        else if (this.#heard.length === 1)
          this.#passOnTimer = this.#environment.after(PASS_ON_MS, () => this.#passOn());
      },
    });
    this.#beat();
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        this.#passOn();
        this.#leads = false;
        this.#beatTimer();
        resolve();
      });
    });
  }

  #passOn(): void {
    this.#passOnTimer();
    const events = this.#heard;
    this.#heard = [];
    if (events.length) this.#post({ type: 'events', events });
  }

  #beat(): void {
    this.#passOn(); // whoever hears of a revision before the event would ask the server for it
    this.#post({ type: 'beat', rev: this.#last, state: this.#state });
    this.#beatTimer();
    this.#beatTimer = this.#environment.after(BEAT_MS, () => this.#beat());
  }

  /** A page without an origin of its own, as in a sandboxed frame, is refused the lock. */
  #goAlone(): void {
    this.#silenceTimer();
    this.#channel?.close();
    this.#channel = undefined;
    this.#lock = new AbortController();
    followStream(this.#environment, {
      ...this.#options,
      signal: this.#lock.signal,
      since: this.#last,
      onEvent: (event) => this.#tell(event),
    });
  }

  // ── Following ─────────────────────────────────────────────────────────────

  #listen(): void {
    this.#silenceTimer();
    const patience = SILENCE_MS + this.#environment.random() * BEAT_MS;
    this.#silenceTimer = this.#environment.after(patience, () => {
      this.#contend(true);
      this.#listen();
    });
  }

  #handleMessage(message: Message): void {
    if (message.type === 'hello') {
      if (this.#leads) this.#beat();
      return;
    }
    // Somebody took the lock from us, which we are about to hear.
    if (this.#leads) return;
    this.#listen();
    if (message.type === 'events') return message.events.forEach((event) => this.#tell(event));
    if (message.state !== this.#state) this.#tell({ type: 'channel', state: message.state });
    if (message.rev > this.#last) this.#tell({ type: 'changed', rev: message.rev });
  }

  #tell(event: CampaignEvent): void {
    if (event.type === 'channel') this.#state = event.state;
    else if (event.type !== 'silent') {
      const rev = event.type === 'goals' ? event.update.rev : event.rev;
      this.#last = event.type === 'changed' && event.reset ? rev : Math.max(this.#last, rev);
    }
    if (!this.#options.signal.aborted) this.#options.onEvent(event);
  }

  #post(message: Message): void {
    this.#channel?.postMessage(message);
  }
}

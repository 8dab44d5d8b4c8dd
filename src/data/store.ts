import type { CampaignBackend, Capabilities, HistoryInterval } from './backend.ts';
import { backoff, defaultEnvironment, type Environment } from './environment.ts';
import { CampaignError, toCampaignError } from './error.ts';
import type { Followed, Following } from './following.ts';
import { loadSending } from './http.ts';
import type { MemberPages } from './pages.ts';
import { helpFor, report } from './report.ts';
import type { Campaign, History, Intent, Receipt } from './schema.ts';
import type { SendOptions } from './sending.ts';

/** Everything an element needs to know. Replaced as a whole, never changed in place. */
export type CampaignState =
  | { readonly status: 'idle' | 'loading' }
  | {
      readonly status: 'ready';
      readonly campaign: Campaign;
      /** Milliseconds since the epoch, by the client's clock: when these figures were last confirmed. */
      readonly updatedAt: number;
      readonly refreshing: boolean;
      /** `paused` is a page out of sight, a lost connection, or a campaign that never changes by itself. */
      readonly live: 'live' | 'polling' | 'paused';
      /** The last refresh failed with this; the campaign is the last good one. */
      readonly error?: CampaignError;
    }
  | { readonly status: 'error'; readonly error: CampaignError };

/** One campaign on one page, shared by every element that shows it. */
export interface CampaignStore {
  readonly endpoint: string;
  readonly state: CampaignState;
  /** What this campaign's home can do; `contribute: 'post'` is the only one whose form sends anything itself. */
  readonly capabilities: Capabilities;
  /** Milliseconds to add to `Date.now()` to get the server's time. */
  readonly clockOffset: number;
  /**
   * Calls back after each change until the returned function is called, and never before that function is returned.
   * The first subscriber starts the loading: read `state` after subscribing.
   */
  subscribe(listener: () => void): () => void;
  /** Loads again; joins a load that is running. Never rejects: the outcome is in `state`. */
  refresh(): Promise<void>;
  /** Adds the next page of a list to the campaign; `next` of the list is empty when that was the last. @throws {CampaignError} */
  more(list: 'members'): Promise<void>;
  /** Totals over time of a goal whose history is not in the document: the last of each day, week or month. @throws {CampaignError} */
  history?(goalId: string, interval: HistoryInterval): Promise<History['points']>;
  /** @throws {CampaignError} */
  contribute(intent: Intent, options: SendOptions): Promise<Receipt>;
  /** @throws {CampaignError} */
  receipt(id: string, viewToken: string): Promise<Receipt>;
}

/** A DOM move is a leaving and a coming back: wait this long before the last one's leaving counts. */
const GRACE_MS = 1000;
/** Automatic loads per minute and page, whatever goes wrong. */
const LOADS_PER_MINUTE = 8;
/** Between two changes that events make, in milliseconds: at most four a second, also by a timer that comes early. */
const BURST_MS = 260;
/** Between two looks for a campaign that is not there any more. */
const RARELY_MS = 15 * 60_000;
/** A network that is gone for less is not worth a word. */
const OFFLINE_MS = 2000;

export interface StoreOptions {
  environment?: Environment;
  /** Shown until the first answer: a page that was rendered by a server starts with it. */
  initial?: Campaign | undefined;
  /** What is known to be wrong before anything was asked. */
  error?: CampaignError;
  /** Called when the first subscriber comes, and when the last one has gone. */
  onStart?: () => void;
  onStop?: () => void;
}

/** The store of one backend: loads, retries, follows, and tells its subscribers. */
export class BackendStore implements CampaignStore {
  readonly endpoint: string;
  readonly #backend: CampaignBackend;
  readonly #environment: Environment;
  readonly #options: StoreOptions;
  readonly #clock: Clock;
  readonly #listeners = new Set<{ call: () => void }>();

  #state: CampaignState = { status: 'idle' };
  #live: 'live' | 'polling' | 'paused' = 'paused';
  #running = false;
  #loading: Promise<void> | undefined;
  #loadAbort: AbortController | undefined;
  #session: AbortController | undefined;
  #failures = 0;
  #cancelNext: (() => void) | undefined;
  #missed = false;
  // Monotonic times: of the last load, and before which the backend does not want another.
  #loadedAt = -Infinity;
  #notBefore = -Infinity;
  #cancelStop: (() => void) | undefined;
  #cancelNotify: (() => void) | undefined;
  #stopWatching: (() => void) | undefined;
  #lastReport = '';
  #notifiedAt = -BURST_MS;

  /** Revision of the last document, until a stream is followed: then that knows it. */
  #rev = 0;
  #following: Following | undefined;

  // The list of members as the last document has it, and what knows its further pages once somebody asked for one.
  #ownMembers: Campaign['members'];
  #pages: MemberPages | undefined;
  #paging: Promise<void> | undefined;

  constructor(endpoint: string, backend: CampaignBackend, options: StoreOptions = {}) {
    this.endpoint = endpoint;
    this.#backend = backend;
    this.#options = options;
    this.#environment = options.environment ?? defaultEnvironment;
    this.#clock = new Clock(this.#environment);
    if (options.initial) this.prime(options.initial);
    else if (options.error) this.#state = { status: 'error', error: options.error };
  }

  get state(): CampaignState {
    return this.#state;
  }

  get capabilities(): Capabilities {
    return this.#backend.capabilities;
  }

  get clockOffset(): number {
    return this.#clock.offset;
  }

  /** Shows a campaign that is already at hand, unless there is one already. */
  prime(campaign: Campaign): void {
    if (this.#state.status !== 'ready') this.#accept(campaign);
  }

  subscribe(listener: () => void): () => void {
    const entry = { call: listener };
    this.#cancelStop?.();
    this.#cancelStop = undefined;
    this.#start();
    this.#listeners.add(entry);
    return () => {
      if (!this.#listeners.delete(entry) || this.#listeners.size > 0) return;
      this.#cancelStop?.();
      this.#cancelStop = this.#environment.after(GRACE_MS, () => this.#stop());
    };
  }

  refresh(): Promise<void> {
    if (this.#state.status === 'error' && !this.#loading) this.#set({ status: 'loading' });
    return this.#load();
  }

  more(_list: 'members'): Promise<void> {
    return (this.#paging ??= this.#nextPage().finally(() => (this.#paging = undefined)));
  }

  async #nextPage(): Promise<void> {
    const backend = this.#backend;
    this.#pages ??= new (await import('./pages.ts')).MemberPages(this.#environment, backend.membersAt?.bind(backend));
    if (this.#state.status !== 'ready' || !this.#state.campaign.members) return;
    const before = this.#state.campaign.members;
    const members = await this.#pages.extend(before);
    const now = this.state;
    if (now.status !== 'ready') return;
    // A document that came meanwhile may have lost somebody: its own pages count.
    if (now.campaign.members !== before) return this.#nextPage();
    this.#set({ ...now, campaign: { ...now.campaign, members } });
  }

  async history(goalId: string, interval: HistoryInterval): Promise<History['points']> {
    const { fetchHistory } = await this.#environment.load(() => import('./history.ts'));
    const campaign = this.#state.status === 'ready' ? this.#state.campaign : undefined;
    return fetchHistory(this.#environment, campaign && this.#backend.historyAt?.(campaign, goalId, interval), goalId);
  }

  async contribute(intent: Intent, options: SendOptions): Promise<Receipt> {
    if (!this.#backend.contribute) {
      throw new CampaignError(
        'unsupported',
        `${this.endpoint} takes no contributions itself: follow the pathway's link.`,
      );
    }
    // What was sent once must not change under the key.
    const sent = structuredClone(intent);
    const { send } = await loadSending(this.#environment);
    const receipt = await send(this.#environment, this.#backend.contribute.bind(this.#backend), sent, options);
    if (this.#running && this.#live !== 'live') void this.#load();
    return receipt;
  }

  async receipt(id: string, viewToken: string): Promise<Receipt> {
    if (!this.#backend.receipt) throw new CampaignError('unsupported', `${this.endpoint} keeps no receipts.`);
    return this.#backend.receipt(id, viewToken);
  }

  // ── Starting and stopping ─────────────────────────────────────────────────

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#options.onStart?.();
    this.#stopWatching = this.#environment.watchPage((change) => {
      const error = 'error' in this.#state ? this.#state.error : undefined;
      // Devices err about that: one attempt shows whether it is so, and says it on the page.
      if (change === 'offline' && error?.kind !== 'offline') this.#loadIn(OFFLINE_MS);
      if (change === 'hidden' || change === 'left' || change === 'offline') return;
      // Also after a document that could not be read: a visitor who logs in to the Wi-Fi comes back to the page.
      const failed = error && error.status !== 410 && error.kind !== 'config' && error.kind !== 'unsupported';
      if (failed || this.#missed) this.#loadIn(this.#environment.random() * 2000);
    });
    const isComplete = this.#state.status === 'ready' && this.#backend.capabilities.live === 'none';
    if (!isComplete) void this.#load();
  }

  #stop(): void {
    this.#running = false;
    this.#stopWatching?.();
    this.#cancelNext?.();
    this.#cancelNext = undefined;
    this.#cancelNotify?.();
    this.#cancelNotify = undefined;
    this.#missed = false;
    this.#loadAbort?.abort();
    this.#loading = undefined;
    this.#leave();
    this.#failures = 0;
    // The last good figures stay: who comes back sees them at once, and a load follows.
    if (this.#state.status === 'ready') this.#set({ ...this.#state, live: this.#live, refreshing: false });
    else if (!this.#options.error) this.#set({ status: 'idle' });
    this.#options.onStop?.();
  }

  // ── Loading ───────────────────────────────────────────────────────────────

  #load(): Promise<void> {
    if (this.#loading) return this.#loading;
    const run = this.#loadOnce().finally(() => {
      if (this.#loading === run) this.#loading = undefined;
    });
    this.#loading = run;
    return run;
  }

  async #loadOnce(): Promise<void> {
    this.#cancelNext?.();
    this.#cancelNext = undefined;
    this.#missed = false;
    const controller = new AbortController();
    this.#loadAbort = controller;
    if (this.#state.status === 'ready') this.#set({ ...this.#state, refreshing: true });
    else if (this.#state.status === 'idle') this.#set({ status: 'loading' });
    const previous = this.#state.status === 'ready' ? this.#state.campaign : undefined;
    spend(this.#environment);
    const sentAt = this.#environment.monotonic();
    this.#loadedAt = sentAt;
    try {
      const answer = await this.#backend.load({ signal: controller.signal, previous });
      if (controller.signal.aborted) return;
      if (answer !== 'unchanged') {
        if (answer.serverTime) this.#clock.sample(answer.serverTime, sentAt);
        this.#ownMembers = answer.members;
      }
      const members = await this.#pages?.restore(this.#ownMembers, controller.signal);
      if (controller.signal.aborted) return;
      if (answer !== 'unchanged') this.#accept(members ? { ...answer, members } : answer);
      else if (this.#state.status === 'ready') {
        this.#ready(members ? { ...this.#state.campaign, members } : this.#state.campaign);
      }
      this.#lastReport = '';
      this.#notBefore = -Infinity;
      if (!this.#running) return;
      this.#follow();
      if (this.#following?.lags(this.#failures))
        this.#loadIn(2000 + backoff(this.#environment, this.#failures++, 4000));
      else this.#failures = 0;
    } catch (cause) {
      if (controller.signal.aborted) return;
      this.#fail(toCampaignError(cause));
    }
  }

  #accept(campaign: Campaign): void {
    const { status } = this.#state;
    // A cache on the way may answer with an older document than the events have told; the newer figures stay.
    if (
      status === 'ready' &&
      this.#backend.capabilities.live === 'stream' &&
      campaign.rev < (this.#following?.known ?? this.#rev)
    ) {
      return this.#keep();
    }
    this.#rev = campaign.rev;
    this.#following?.restart(campaign.rev);
    this.#ready(campaign);
  }

  #keep(): void {
    if (this.#state.status === 'ready') this.#ready(this.#state.campaign);
  }

  #ready(campaign: Campaign): void {
    this.#set({ status: 'ready', campaign, updatedAt: this.#environment.now(), refreshing: false, live: this.#live });
  }

  #fail(error: CampaignError): void {
    // A visitor without network is nothing the page's author could mend.
    if (error.kind !== 'offline' && error.message !== this.#lastReport) {
      this.#lastReport = error.message;
      report('error', `${error.message} ${helpFor(error.kind)}`);
    }
    // Removed, or said to be gone: nothing is followed any more, and a file that was only being replaced is found again.
    const gone = error.status === 410 || (error.status === 404 && this.#failures > 2);
    if (gone) this.#leave();
    if (this.#state.status === 'ready') this.#set({ ...this.#state, live: this.#live, refreshing: false, error });
    else this.#set({ status: 'error', error });
    const { live, minPollMs } = this.#backend.capabilities;
    const pause = Math.max((error.retryAfter ?? 0) * 1000, this.#session && live === 'poll' ? minPollMs : 0);
    this.#notBefore = this.#environment.monotonic() + pause;
    const wait = backoff(this.#environment, this.#failures++) + (gone ? RARELY_MS : 0);
    // Offline waits for the page to say otherwise; an address or a document that never was right waits for its author.
    const hope = error.retryable || (this.#state.status === 'ready' && error.status !== 410);
    if (error.kind === 'offline') this.#cancelNext?.();
    else if (this.#running && hope) this.#loadIn(wait);
  }

  /** Loads after `ms`, or later when the backend or the page's budget asks for it. */
  #loadIn(ms: number): void {
    this.#cancelNext?.();
    const pause = this.#notBefore - this.#environment.monotonic();
    // Pages that were all told the same number of seconds do not come back in the same one.
    const allowed = pause > 0 ? pause + this.#environment.random() * 1000 : 0;
    this.#cancelNext = this.#environment.after(Math.max(ms, allowed, budgetWait(this.#environment)), () => {
      this.#cancelNext = undefined;
      if (!this.#running) return;
      // Nobody is looking: it is made up for when the page is shown.
      if (this.#environment.visibility() === 'hidden') this.#missed = true;
      else void this.#load();
    });
  }

  // ── Following ─────────────────────────────────────────────────────────────

  #follow(): void {
    if (this.#session) return;
    const { live, minPollMs } = this.#backend.capabilities;
    if (live === 'none') return;
    const session = new AbortController();
    this.#session = session;
    this.#followUntil(session.signal, live === 'stream', minPollMs).catch(() => {
      if (session.signal.aborted) return;
      // The code that follows did not arrive: the next document tries again.
      this.#session = undefined;
      this.#loadIn(minPollMs * (1 + this.#environment.random()));
    });
  }

  /** Follows nothing any more: the next document begins anew. */
  #leave(): void {
    this.#session?.abort();
    this.#session = undefined;
    this.#live = 'paused';
  }

  async #followUntil(signal: AbortSignal, byStream: boolean, interval: number): Promise<void> {
    if (byStream && this.#backend.subscribe) {
      const { Following } = await this.#environment.load(() => import('./stream.ts'));
      if (signal.aborted) return;
      const following = (this.#following ??= new Following(this.#lend(), this.#rev));
      return this.#backend.subscribe({ signal, since: following.since }, (event) => {
        if (signal.aborted) return;
        if (event.type === 'channel') this.#setLive(event.state, event.serverTime);
        else following.handle(event);
      });
    }
    const { keepPolling } = await this.#environment.load(() => import('./polling.ts'));
    keepPolling(this.#environment, {
      signal,
      interval,
      poll: () => this.#poll(interval),
      onState: (state) => this.#setLive(state),
    });
  }

  /** Somebody else may just have loaded, or been told to wait. */
  async #poll(minPollMs: number): Promise<void> {
    const now = this.#environment.monotonic();
    if (now >= this.#notBefore && now - this.#loadedAt >= minPollMs) await this.#load();
  }

  #lend(): Followed {
    return {
      environment: this.#environment,
      campaign: () => (this.#state.status === 'ready' ? this.#state.campaign : undefined),
      asks: () => Boolean(this.#loading ?? this.#cancelNext),
      askIn: (ms) => this.#loadIn(ms),
      show: (campaign) => this.#apply(campaign),
    };
  }

  #apply(campaign: Campaign): void {
    if (this.#state.status !== 'ready') return;
    const updatedAt = this.#environment.now();
    this.#state = Object.freeze({ ...this.#state, campaign, updatedAt });
    // A burst of events is one change for who looks at it.
    this.#cancelNotify ??= this.#environment.after(this.#notifiedAt + BURST_MS - this.#environment.monotonic(), () => {
      this.#cancelNotify = undefined;
      this.#notify();
    });
  }

  #setLive(live: 'live' | 'polling' | 'paused', serverTime?: string): void {
    if (serverTime) this.#clock.set(serverTime);
    const was = this.#live;
    this.#live = live;
    if (this.#state.status !== 'ready' || was === live) return;
    // Up to the moment a stream is lost it has confirmed what is shown.
    const updatedAt = was === 'live' ? this.#environment.now() : this.#state.updatedAt;
    this.#set({ ...this.#state, live, updatedAt });
  }

  #set(state: CampaignState): void {
    this.#state = Object.freeze(state);
    this.#notify();
  }

  #notify(): void {
    this.#notifiedAt = this.#environment.monotonic();
    this.#cancelNotify?.();
    this.#cancelNotify = undefined;
    for (const { call } of [...this.#listeners]) {
      try {
        call();
      } catch (error) {
        report('error', `a subscriber of ${this.endpoint} failed: ${String(error)}`);
      }
    }
  }
}

/**
 * The server's time, carried on by a clock that never jumps, so that neither a wrong client clock nor one that is set
 * while the page is open moves a countdown.
 */
class Clock {
  readonly #environment: Environment;
  #serverMinusMonotonic: number | undefined;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  get offset(): number {
    if (this.#serverMinusMonotonic === undefined) return 0;
    return Math.round(this.#serverMinusMonotonic + this.#environment.monotonic() - this.#environment.now());
  }

  /** From a document: half the round trip ago. A cached one is older than it looks, never younger, so the largest wins. */
  sample(serverTime: string, sentAt: number): void {
    const half = (sentAt + this.#environment.monotonic()) / 2;
    this.#serverMinusMonotonic = Math.max(this.#serverMinusMonotonic ?? -Infinity, Date.parse(serverTime) - half);
  }

  /** From a live channel: right now. */
  set(serverTime: string): void {
    this.#serverMinusMonotonic = Date.parse(serverTime) - this.#environment.monotonic();
  }
}

// When loads were made, per page.
const spent = new WeakMap<Environment, number[]>();

function spend(environment: Environment): void {
  const now = environment.monotonic();
  spent.set(environment, [...(spent.get(environment) ?? []).filter((at) => now - at < 60_000), now]);
}

/** Milliseconds until another automatic load fits the page's budget. */
function budgetWait(environment: Environment): number {
  const recent = spent.get(environment) ?? [];
  const oldest = recent.at(-LOADS_PER_MINUTE);
  return oldest === undefined ? 0 : Math.max(0, oldest + 60_000 - environment.monotonic());
}

import type { Logger } from 'pino';
import { removedAt } from '../database/import.ts';
import { readGoals } from '../database/read.ts';
import type { OpenDatabase } from '../database/open.ts';
import { ProblemError } from '../problem.ts';
import { Notifier } from './notifier.ts';
import { encode, EventStream, frame, type Wire } from './stream.ts';

export interface HubOptions {
  database: OpenDatabase;
  log: Logger;
  now: () => number;
  limits: { streamsPerAddress: number; streams: number };
  /** Wake other instances with NOTIFY. */
  notify?: boolean;
  /** Told of every campaign this instance changed. */
  onWake?: (campaignId: string) => void;
  /** Milliseconds between two `goals` events of a campaign, at least. */
  tickMs?: number;
  /** Milliseconds between two looks for what other instances wrote. */
  sweepMs?: number;
  heartbeatMs?: number;
}

interface Channel {
  readonly id: string;
  /** The revision every stream of this channel has been told about. */
  rev: number;
  readonly streams: Set<EventStream>;
  flushedAt: number;
  /** Set from the moment a tick is planned until it has been sent. */
  timer: NodeJS.Timeout | undefined;
  /** Something happened after the tick began to read. */
  again: boolean;
  flushing: Promise<void> | undefined;
}

/** As many as the document embeds: an older one would fall out of the list anyway. */
const MOST_CONTRIBUTIONS = 10;
const MOST_REPLAYED = 1000;
/** So many streams are written to in one turn. */
const SLICE = 12;

/**
 * Tells every open page what changed. The event table is the truth: waking the hub, from this process or through
 * PostgreSQL's NOTIFY, only makes it look earlier than the sweep would, so a lost wake-up costs a quarter of a second.
 */
export class Hub {
  readonly #options: Required<HubOptions>;
  readonly #channels = new Map<string, Channel>();
  readonly #perAddress = new Map<string, number>();
  readonly #notifier: Notifier | undefined;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #sweep: NodeJS.Timeout | undefined;
  #streams = 0;
  #sweeping = false;
  #closing = false;

  constructor(options: HubOptions) {
    this.#options = {
      notify: true,
      onWake: () => undefined,
      tickMs: 250,
      sweepMs: 250,
      heartbeatMs: 15_000,
      ...options,
    };
    const { pool } = options.database;
    this.#heartbeat = setInterval(() => this.#beat(), this.#options.heartbeatMs).unref();
    if (pool) {
      if (this.#options.notify) this.#notifier = new Notifier(pool, (id) => this.#schedule(id), options.log);
    }
    // With SQLite, too: the command line is another process that writes.
    this.#sweep = setInterval(() => void this.#look(), this.#options.sweepMs).unref();
  }

  get streams(): number {
    return this.#streams;
  }

  /** This campaign has new events, already committed. */
  wake(campaignId: string): void {
    this.#options.onWake(campaignId);
    this.#schedule(campaignId);
    this.#notifier?.tell(campaignId);
  }

  /**
   * Opens a stream. With `since`, what happened after that revision comes first.
   *
   * @throws {ProblemError} `unavailable` when there are too many streams; `campaign-not-found`
   */
  async subscribe(
    campaignId: string,
    options: { address: string; since: number | undefined; wire: Wire | undefined },
  ): Promise<ReadableStream<Uint8Array>> {
    const { limits } = this.#options;
    const open = this.#perAddress.get(options.address) ?? 0;
    if (this.#closing || this.#streams >= limits.streams || open >= limits.streamsPerAddress)
      throw new ProblemError('unavailable', { detail: 'no stream is free; poll the goals instead', retryAfter: 30 });

    // The place is taken before the first await, or a hundred requests at once would all find it free.
    this.#streams++;
    this.#perAddress.set(options.address, open + 1);
    let channel: Channel | undefined;
    const stream = new EventStream(options.address, () => this.#leave(channel, stream), options.wire);
    try {
      const rev = await this.#revision(campaignId);
      if (rev === undefined) throw new ProblemError('campaign-not-found');
      channel = this.#channelAt(campaignId, rev);
      channel.streams.add(stream); // from here on it hears everything; what it hears waits until the past is told
      const { now, heartbeatMs } = this.#options;
      const known = channel.rev;
      const hello = { rev: known, serverTime: new Date(now()).toISOString(), heartbeatMs };
      const past = options.since === undefined ? '' : await this.#replay(campaignId, options.since, known);
      const retry = 2000 + Math.floor(Math.random() * 10_000); // so that a restart is not answered by a stampede
      stream.release(`retry: ${retry}\n\n${frame('hello', hello)}${past}`);
      return stream.body;
    } catch (error) {
      stream.drop();
      throw error;
    }
  }

  /** This campaign was removed, and that was its last revision: its readers are told, and their streams end. */
  async end(campaignId: string, rev: number): Promise<void> {
    const streams = this.#channels.get(campaignId)?.streams ?? [];
    const last = frame('closed', { rev }, rev);
    await inSlices(streams, (stream) => stream.close(last));
  }

  /** Says goodbye to everybody in random order over `overMs`, so that they come back spread out. */
  async close(overMs = 0): Promise<void> {
    this.#closing = true;
    clearInterval(this.#heartbeat);
    clearInterval(this.#sweep);
    const streams = [...this.#channels.values()].flatMap((channel) => [...channel.streams]);
    await Promise.all(
      streams.map(async (stream) => {
        await new Promise((done) => setTimeout(done, Math.random() * overMs));
        stream.close(frame('bye', { reconnectAfterMs: 500 + Math.floor(Math.random() * 4500) }));
      }),
    );
    for (const channel of this.#channels.values()) clearTimeout(channel.timer);
    await Promise.allSettled([...this.#channels.values()].map((channel) => channel.flushing));
    this.#channels.clear();
    await this.#notifier?.close();
  }

  #channelAt(id: string, rev: number): Channel {
    let channel = this.#channels.get(id);
    if (!channel) {
      channel = { id, rev, streams: new Set(), flushedAt: 0, timer: undefined, again: false, flushing: undefined };
      this.#channels.set(id, channel);
      this.#schedule(id); // what was committed after `rev` was read woke nobody
    }
    return channel;
  }

  #leave(channel: Channel | undefined, stream: EventStream): void {
    this.#streams--;
    const left = (this.#perAddress.get(stream.address) ?? 1) - 1;
    if (left > 0) this.#perAddress.set(stream.address, left);
    else this.#perAddress.delete(stream.address);
    channel?.streams.delete(stream);
    if (channel?.streams.size === 0) {
      clearTimeout(channel.timer);
      this.#channels.delete(channel.id);
    }
  }

  #schedule(id: string): void {
    const channel = this.#channels.get(id);
    if (!channel || this.#closing) return;
    channel.again = true;
    if (channel.timer) return;
    const wait = Math.max(0, channel.flushedAt + this.#options.tickMs - this.#options.now());
    channel.timer = setTimeout(
      () => {
        const before = channel.flushing ?? Promise.resolve();
        channel.flushing = before.then(() => this.#flush(channel));
      },
      Math.min(wait, this.#options.tickMs),
    ).unref();
  }

  /** Tells a channel everything since it was told last, as one chunk. */
  async #flush(channel: Channel): Promise<void> {
    channel.again = false;
    try {
      const { text, rev } = await this.#since(channel.id, channel.rev);
      channel.rev = Math.max(channel.rev, rev);
      channel.flushedAt = this.#options.now(); // after reading: a slow database must not bring two ticks together
      if (text === '') return;
      const chunk = encode(text);
      await inSlices(channel.streams, (stream) => stream.send(chunk)); // who has left since hears nothing
    } catch (error) {
      channel.flushedAt = this.#options.now();
      this.#options.log.warn({ code: (error as { code?: string }).code }, 'live events could not be read');
      channel.again = true; // the database will be back
    } finally {
      channel.timer = undefined;
      if (channel.again) this.#schedule(channel.id);
    }
  }

  /** The frames that bring a reader at revision `from` up to date. */
  async #since(id: string, from: number): Promise<{ text: string; rev: number }> {
    const { database, now } = this.#options;
    const events = await database.db
      .selectFrom('events')
      .select(['rev', 'type', 'payload'])
      .where('campaign_id', '=', id)
      .where('rev', '>', from)
      .orderBy('rev', 'asc')
      .limit(MOST_REPLAYED)
      .execute();
    const rev = events.at(-1)?.rev;
    if (rev === undefined) return { text: '', rev: from };
    if (events.length === MOST_REPLAYED || events.some((event) => event.type === 'changed')) {
      const latest = (await this.#revision(id)) ?? rev;
      return { text: frame('changed', { rev: latest }, latest), rev: latest };
    }
    const contributions = events
      .filter((event) => event.type === 'contribution')
      .slice(-MOST_CONTRIBUTIONS)
      .map((event) =>
        frame('contribution', { rev: event.rev, from, contribution: JSON.parse(event.payload) as unknown }, event.rev),
      );
    const goals = events.some((event) => event.type === 'goals') ? await readGoals(database.db, id, now()) : undefined;
    // Totals may be newer than the last event read here. They are absolute: the next event will only repeat them.
    const totals = goals ? frame('goals', { ...goals, rev, from }, rev) : '';
    return { text: contributions.join('') + totals, rev };
  }

  async #replay(id: string, since: number, known: number): Promise<string> {
    if (since === known) return '';
    if (since > known) return frame('resync', { rev: known }, known); // older than the reader: restored from a backup
    const { database } = this.#options;
    const oldest = await database.db
      .selectFrom('events')
      .select('rev')
      .where('campaign_id', '=', id)
      .orderBy('rev', 'asc')
      .limit(1)
      .executeTakeFirst();
    if (!oldest || oldest.rev > since + 1) return frame('changed', { rev: known }, known);
    return (await this.#since(id, since)).text;
  }

  async #revision(id: string): Promise<number | undefined> {
    const row = await this.#options.database.db
      .selectFrom('campaigns')
      .select('rev')
      .where('id', '=', id)
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    return row?.rev;
  }

  /** The sweep: which of the campaigns somebody is watching did another instance change, or remove? */
  async #look(): Promise<void> {
    if (this.#sweeping || this.#channels.size === 0) return;
    this.#sweeping = true;
    const asked = [...this.#channels.keys()];
    try {
      const rows = await this.#options.database.db
        .selectFrom('campaigns')
        .select(['id', 'rev'])
        .where('id', 'in', asked)
        .where('removed_at', 'is', null)
        .execute();
      for (const { id, rev } of rows) if (rev > (this.#channels.get(id)?.rev ?? rev)) this.#schedule(id);
      const here = new Set(rows.map(({ id }) => id));
      for (const id of asked) if (!here.has(id)) await this.end(id, await removedAt(this.#options.database.db, id));
    } catch {
      // The next sweep tries again; readers keep what they have.
    } finally {
      this.#sweeping = false;
    }
  }

  #beat(): void {
    const comment = encode(': keep-alive\n\n');
    const now = this.#options.now();
    for (const channel of this.#channels.values()) {
      for (const stream of [...channel.streams]) stream.check(now);
      void inSlices(channel.streams, (stream) => stream.send(comment));
    }
  }
}

/** Tells everybody, but lets others have a turn in between: a read must not wait until thousands have been written to. */
async function inSlices(streams: Iterable<EventStream>, tell: (stream: EventStream) => void): Promise<void> {
  let told = 0;
  for (const stream of [...streams]) {
    tell(stream);
    if (++told % SLICE === 0) await new Promise((done) => setImmediate(done));
  }
}

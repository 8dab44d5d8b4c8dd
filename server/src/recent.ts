import { isDatabaseDown } from './database/open.ts';
import type { Forms } from './encode.ts';
import { TokenBuckets } from './limits.ts';
import { ProblemError } from './problem.ts';

export interface Answer {
  text: string;
  etag: string | undefined;
}

/** With what it was encoded to meanwhile: a crowd costs that once, too. */
export interface Remembered extends Answer {
  forms: Forms;
}

interface Entry extends Remembered {
  campaign: string;
  at: number;
  wall: number;
}

interface Making {
  at: number;
  answer: Promise<Remembered>;
}

const MOST_ENTRIES = 2000;
/** A page further back is asked for rarely; remembering all of them would let visitors fill the memory. */
const LONGEST_KEY = 300;

/** So many changes of a campaign a second are seen by the very next read; on a giving day nobody could tell. */
const AT_ONCE = 50;

/**
 * The last good answer to each read. A tenth of a second it is simply given again, so that a crowd costs one look at the
 * database; a little longer while that look is taken, so that nobody waits for it. While the database is away, or there
 * is no time for it, it is given however old it is, and says so.
 */
export class Recent {
  readonly #entries = new Map<string, Entry>();
  readonly #making = new Map<string, Making>();
  /** When this instance last changed each campaign, for as long as an answer may be older than that. */
  readonly #changes = new Map<string, number>();
  readonly #atOnce = new TokenBuckets('changes', AT_ONCE, AT_ONCE, () => performance.now());

  /**
   * @param freshMs how long an answer needs no second look, if this instance changed nothing in between; for two and a
   *   half times as long it is still given, and looked at behind it
   */
  constructor(
    readonly freshMs: number,
    readonly now: () => number,
  ) {}

  async get(campaign: string, key: string, make: () => Promise<Answer>): Promise<Remembered & { stale: boolean }> {
    const known = this.#entries.get(key);
    if (known && this.#isOf(known, campaign, 2.5 * this.freshMs)) {
      if (!this.#isOf(known, campaign, this.freshMs)) this.#once(campaign, key, make).catch(() => undefined);
      return { ...known, stale: false };
    }
    try {
      return { ...(await this.#once(campaign, key, make)), stale: false };
    } catch (error) {
      const old = this.old(key);
      if (old && isDatabaseDown(error) && !(error instanceof ProblemError)) return old;
      throw error;
    }
  }

  /** Whether an answer is of the last so many milliseconds, and of after the last change. */
  #isOf(entry: Entry, campaign: string, ms: number): boolean {
    // By both clocks: the one on the wall decides what is open, the other is never set back.
    const young = performance.now() - entry.at < ms && Math.abs(this.now() - entry.wall) < ms;
    return young && entry.at > (this.#changes.get(campaign) ?? -Infinity);
  }

  /** What is remembered, however old. */
  old(key: string): (Remembered & { stale: true }) | undefined {
    const known = this.#entries.get(key);
    return known && { text: known.text, etag: known.etag, forms: known.forms, stale: true };
  }

  keys(): Iterable<string> {
    return this.#entries.keys();
  }

  /** This instance changed the campaign: whoever contributed sees it at once. In a rush, a quarter of a second later. */
  changed(campaign: string): void {
    if (this.#atOnce.takes(campaign)) this.#changes.set(campaign, performance.now());
  }

  /** Somebody was erased: what was said before is not said again, not even in need. */
  forget(campaign?: string): void {
    for (const [key, entry] of this.#entries)
      if (campaign === undefined || entry.campaign === campaign) this.#entries.delete(key);
    for (const key of this.#making.keys())
      if (campaign === undefined || key.startsWith(`${campaign} `)) this.#making.delete(key);
  }

  #once(campaign: string, key: string, make: () => Promise<Answer>): Promise<Remembered> {
    const shared = `${campaign} ${key}`;
    const running = this.#making.get(shared);
    if (running && running.at > (this.#changes.get(campaign) ?? -Infinity)) return running.answer;
    const answer = make().then((made) => {
      const known = this.#entries.get(key);
      return { ...made, forms: known?.text === made.text ? known.forms : {} };
    });
    const making: Making = { at: performance.now(), answer };
    this.#making.set(shared, making);
    // Only the newest counts: what began before a change, or before somebody was erased, is not kept.
    const mine = () => this.#making.get(shared) === making;
    making.answer = answer
      .then((made) => {
        if (mine()) this.#remember(campaign, key, made, making.at);
        return made;
      })
      .finally(() => mine() && this.#making.delete(shared));
    return making.answer;
  }

  #remember(campaign: string, key: string, answer: Remembered, at: number): void {
    if (key.length > LONGEST_KEY) return;
    this.#entries.delete(key); // to the end: the first is the one asked for longest ago
    this.#entries.set(key, { ...answer, campaign, at, wall: this.now() });
    if (this.#entries.size > MOST_ENTRIES) this.#entries.delete(this.#entries.keys().next().value!);
  }
}

import { isDatabaseDown } from './database/open.ts';
import { ProblemError } from './problem.ts';

export interface Remembered {
  text: string;
  etag: string | undefined;
}

interface Entry extends Remembered {
  campaign: string;
  at: number;
  wall: number;
  changed: boolean;
}

const MOST_ENTRIES = 2000;
/** A page further back is asked for rarely; remembering all of them would let visitors fill the memory. */
const LONGEST_KEY = 300;

/**
 * The last good answer to each read. A tenth of a second it is simply given again, so that a crowd costs one look at the
 * database; while the database is away, or there is no time for it, it is given however old it is, and says so.
 */
export class Recent {
  readonly #entries = new Map<string, Entry>();
  readonly #making = new Map<string, Promise<Remembered>>();

  /** @param freshMs how long an answer needs no second look, if this instance changed nothing in between */
  constructor(
    readonly freshMs: number,
    readonly now: () => number,
  ) {}

  async get(campaign: string, key: string, make: () => Promise<Remembered>): Promise<Remembered & { stale: boolean }> {
    const known = this.#entries.get(key);
    // By both clocks: the one on the wall decides what is open, the other is never set back.
    const young = (entry: Entry) =>
      performance.now() - entry.at < this.freshMs && Math.abs(this.now() - entry.wall) < this.freshMs;
    if (known && !known.changed && young(known)) return { ...known, stale: false };
    try {
      return { ...(await this.#once(campaign, key, make)), stale: false };
    } catch (error) {
      const old = this.old(key);
      if (old && isDatabaseDown(error) && !(error instanceof ProblemError)) return old;
      throw error;
    }
  }

  /** What is remembered, however old. */
  old(key: string): (Remembered & { stale: true }) | undefined {
    const known = this.#entries.get(key);
    return known && { text: known.text, etag: known.etag, stale: true };
  }

  keys(): Iterable<string> {
    return this.#entries.keys();
  }

  /** This instance changed the campaign: whoever contributed sees it at once. */
  changed(campaign: string): void {
    for (const entry of this.#entries.values()) if (entry.campaign === campaign) entry.changed = true;
    for (const key of this.#making.keys()) if (key.startsWith(`${campaign} `)) this.#making.delete(key);
  }

  /** Somebody was erased: what was said before is not said again, not even in need. */
  forget(campaign?: string): void {
    if (campaign === undefined) {
      this.#entries.clear();
      this.#making.clear();
      return;
    }
    for (const [key, entry] of this.#entries) if (entry.campaign === campaign) this.#entries.delete(key);
    this.changed(campaign);
  }

  #once(campaign: string, key: string, make: () => Promise<Remembered>): Promise<Remembered> {
    const shared = `${campaign} ${key}`;
    const running = this.#making.get(shared);
    if (running) return running;
    const at = performance.now();
    const made = make()
      .then((answer) => {
        if (this.#making.get(shared) === made) this.#remember(campaign, key, answer, at);
        return answer;
      })
      .finally(() => {
        if (this.#making.get(shared) === made) this.#making.delete(shared);
      });
    this.#making.set(shared, made);
    return made;
  }

  #remember(campaign: string, key: string, answer: Remembered, at: number): void {
    if (key.length > LONGEST_KEY) return;
    this.#entries.delete(key); // to the end: the first is the one asked for longest ago
    this.#entries.set(key, { ...answer, campaign, at, wall: this.now(), changed: false });
    if (this.#entries.size > MOST_ENTRIES) this.#entries.delete(this.#entries.keys().next().value!);
  }
}

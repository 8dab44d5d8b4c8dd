const EVERY_MS = 100;

/** 0: all is well. 1: lists can wait. 2: streams can wait, too. Contributions never wait for either. */
export type Level = 0 | 1 | 2;

/**
 * How busy this process is: how late its own timer comes, and how many contributions wait for a transaction. In a rush
 * what people look at is given up first, then what they watch; what they give is taken as long as anything works.
 */
export class Pressure {
  readonly #timer: NodeJS.Timeout;
  #due = performance.now() + EVERY_MS;
  #late = 0;

  constructor(readonly waiting: () => number) {
    this.#timer = setInterval(() => this.#tick(), EVERY_MS).unref();
  }

  get level(): Level {
    const waiting = this.waiting();
    if (this.#late > 400 || waiting > 400) return 2;
    if (this.#late > 150 || waiting > 100) return 1;
    return 0;
  }

  /** Milliseconds the loop is late, smoothed: one slow request is no rush. */
  get late(): number {
    return this.#late;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const now = performance.now();
    const late = Math.max(0, now - this.#due);
    this.#late = this.#late * 0.7 + late * 0.3;
    this.#due = now + EVERY_MS;
  }
}

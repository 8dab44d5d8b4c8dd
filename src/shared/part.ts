import type { CSSResult } from 'lit';
import { report } from '../data/report.ts';
import type { Messages, Section } from '../i18n/index.ts';

/** A module that draws a piece of an element, with the styles the piece needs, and words only it says. */
export interface PartModule {
  readonly styles?: CSSResult;
  /** Those words in English, and which section of `src/i18n` has them in other languages. */
  readonly words?: Partial<Messages>;
  readonly section?: Section;
}

/** How long a piece that could not be fetched is left alone. */
const RETRY_MS = 10_000;

/** How long a page that is being left may still run. */
const LEAVING_MS = 500;

/**
 * A piece of an element that is fetched when it is first drawn, once for all elements of the page. An element draws
 * it with `this.use(part)`, which answers `undefined` until it is here.
 */
export class Part<M extends object> {
  readonly #import: () => Promise<M>;
  #loading: Promise<void> | undefined;
  #failedAt = -Infinity;

  /** The piece, once it is here. */
  module: M | undefined;

  constructor(load: () => Promise<M>) {
    this.#import = load;
  }

  /** It could not be fetched: draw something else. It is asked for again later. */
  get failed(): boolean {
    return this.#failedAt > 0;
  }

  /** Fetches it. Never rejects; undefined when it is here, or was not to be had a moment ago. */
  load(): Promise<void> | undefined {
    if (!this.#loading && !this.module && performance.now() - this.#failedAt > RETRY_MS) {
      this.#loading = this.#import()
        .then((module) => {
          this.module = module;
          this.#failedAt = -Infinity;
        })
        .catch((cause: unknown) => {
          // A page that is being left fails what it was fetching, and is gone before it could say so.
          const line = `a part of the library could not be fetched: ${String(cause)}`;
          if (!this.failed) setTimeout(() => report('warn', line), LEAVING_MS);
          this.#failedAt = performance.now();
        })
        .finally(() => (this.#loading = undefined));
    }
    return this.#loading;
  }
}

export const part = <M extends object>(load: () => Promise<M>): Part<M> => new Part(load);

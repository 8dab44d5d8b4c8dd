import { html, svg, type TemplateResult } from 'lit';
import type { Host, View } from './view.ts';

/*
 * A carousel that turns by itself, where a page asked for it: after the ARIA Authoring Practices. It stands still while
 * the pointer is over it, for good once the keyboard came into it or the visitor turned it, until they press the button;
 * never where the visitor or the page wants no motion, and not while nobody sees it.
 */

const pauseIcon = svg`<svg class="ico" viewBox="0 0 20 20" aria-hidden="true"><path d="M7 5v10M13 5v10"/></svg>`;
const playIcon = svg`<svg class="ico" viewBox="0 0 20 20" aria-hidden="true"><path d="M7 4.500v11l9-5.500z"/></svg>`;

const reduced = matchMedia('(prefers-reduced-motion: reduce)');

export class Rotation {
  readonly #host: Host & HTMLElement;
  readonly #turn: () => void;
  #stopped = false;
  #hovered = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #current = '';

  constructor(host: Host & HTMLElement, turn: () => void) {
    this.#host = host;
    this.#turn = turn;
  }

  /** Motion is wanted at all: without, there is nothing to stop and no button. */
  get possible(): boolean {
    return !reduced.matches && getComputedStyle(this.#host).getPropertyValue('--cairn-motion').trim() !== '0';
  }

  get turning(): boolean {
    return !this.#stopped && !this.#hovered && this.possible;
  }

  connect(): void {
    reduced.addEventListener('change', this.#redraw);
  }

  disconnect(): void {
    reduced.removeEventListener('change', this.#redraw);
    this.#clear();
    this.#hovered = false;
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#redraw();
  }

  /** Focus, pointer, anywhere in the carousel. A press with the mouse focuses as well, but is no wish to stop. */
  readonly handle = (event: Event): void => {
    if (event.type === 'focusin') {
      if ((event.target as Element).matches(':focus-visible')) this.stop();
    } else if ((event as PointerEvent).pointerType === 'mouse') {
      this.#hovered = event.type === 'pointerenter';
      this.#redraw();
    }
  };

  renderButton(view: View): TemplateResult {
    return html`<button
      class="icon-btn"
      part="icon-btn"
      type="button"
      aria-label=${view.term(this.#stopped ? 'spotlightStart' : 'spotlightStop')}
      @click=${() => {
        this.#stopped = !this.#stopped;
        this.#redraw();
      }}
    >
      ${this.#stopped ? playIcon : pauseIcon}
    </button>`;
  }

  /** After each drawing: who is shown, and for how many milliseconds they should be. */
  schedule(current: string, ms: number): void {
    if (!this.turning) return this.#clear();
    if (this.#timer !== undefined && current === this.#current) return;
    this.#clear();
    this.#current = current;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // A page in the background: the same person, once more.
      if (this.turning && document.visibilityState !== 'hidden') this.#turn();
      else this.#redraw();
    }, ms);
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly #redraw = (): void => this.#host.requestUpdate();
}

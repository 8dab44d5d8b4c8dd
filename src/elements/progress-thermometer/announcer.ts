/** Between two messages; a screen reader that is told every gift can no longer be used for anything else. */
const PAUSE_MS = 10_000;

/**
 * Writes messages into a live region: at most one in ten seconds, the newest wins, none while somebody fills in a
 * form. A message is taken out again when its time is over, so that nobody reads an old one.
 */
export class Announcer {
  readonly #region: () => Element | null | undefined;
  #pending: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(region: () => Element | null | undefined) {
    this.#region = region;
  }

  say(message: string): void {
    this.#pending = message;
    if (this.#timer === undefined) this.#speak();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending = undefined;
  }

  #speak(): void {
    this.#timer = undefined;
    const waiting = this.#pending !== undefined && isTyping();
    const message = waiting ? '' : (this.#pending ?? '');
    const region = this.#region();
    if (region && region.textContent !== message) region.textContent = message;
    if (!waiting) this.#pending = undefined;
    if (waiting || message) this.#timer = setTimeout(() => this.#speak(), PAUSE_MS);
  }
}

function isTyping(): boolean {
  let focused: Element | null = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused !== null && focused.matches('input, textarea, select, [contenteditable]');
}

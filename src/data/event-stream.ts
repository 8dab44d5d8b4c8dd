/** One event of a `text/event-stream`. */
export interface ServerEvent {
  type: string;
  data: string;
  id: string;
}

/**
 * Reads `text/event-stream` (HTML Standard §9.2.6) from pieces that may end anywhere. The browser's `EventSource` is
 * not used because it hides what reconnecting well needs: comments that prove the line is alive, the status 204 that
 * says stop, and `Retry-After`.
 */
export class EventStreamParser {
  /** Milliseconds the server asks to wait before a reconnection. */
  retry: number | undefined;
  #rest = '';
  #type = '';
  #data: string[] = [];
  #id = '';
  #started = false;

  /** @returns the events that are complete now. */
  push(piece: string): ServerEvent[] {
    let text = this.#rest + piece;
    if (!this.#started && text !== '') {
      this.#started = true;
      if (text.startsWith('\uFEFF')) text = text.slice(1);
    }
    const events: ServerEvent[] = [];
    // A carriage return at the very end may be half of a CR LF.
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') this.#dispatch(events);
      else this.#field(line);
    }
    return events;
  }

  /** Characters of a line that has not ended yet, and of the event it belongs to. */
  get pending(): number {
    return this.#rest.length + this.#data.reduce((sum, line) => sum + line.length, 0);
  }

  #field(line: string): void {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.#data.push(value);
    else if (name === 'event') this.#type = value;
    else if (name === 'id' && !value.includes('\0')) this.#id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) this.retry = Number(value);
  }

  #dispatch(events: ServerEvent[]): void {
    if (this.#data.length > 0) {
      events.push({ type: this.#type || 'message', data: this.#data.join('\n'), id: this.#id });
    }
    this.#type = '';
    this.#data = [];
  }
}

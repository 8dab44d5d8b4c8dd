const encoder = new TextEncoder();

/** What may wait for one reader before it is taken for stalled. */
const MOST_BUFFERED = 64 * 1024;
const STALLED_AFTER_MS = 30_000;

export function frame(event: string, data: unknown, id?: number): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

export function encode(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * One Server-Sent Events reader. It never makes the others wait: whoever does not read is dropped, and finds out what it
 * missed when it comes back.
 */
export class EventStream {
  readonly body: ReadableStream<Uint8Array>;
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  #held: Uint8Array[] | undefined = [];
  #stalledSince: number | undefined;
  #closed = false;

  constructor(
    readonly address: string,
    /** Called once when the stream is over, whoever ended it. */
    readonly onClose: () => void,
    /** Ends the connection below, which a reader that does not read would keep open. */
    readonly disconnect: () => void,
  ) {
    this.body = new ReadableStream<Uint8Array>(
      { start: (controller) => void (this.#controller = controller), cancel: () => this.#end() },
      new ByteLengthQueuingStrategy({ highWaterMark: MOST_BUFFERED }),
    );
  }

  /** Keeps what is sent from now on until {@link release}: the past has to come first. */
  release(past: string): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    this.send(encode(past));
    for (const chunk of held) this.send(chunk);
  }

  send(chunk: Uint8Array): void {
    if (this.#closed) return;
    if (this.#held) {
      this.#held.push(chunk);
      return;
    }
    if ((this.#controller.desiredSize ?? 0) < chunk.byteLength) this.drop();
    else this.#controller.enqueue(chunk);
  }

  /** Drops a reader that has left something unread for half a minute. */
  check(now: number): void {
    const waiting = (this.#controller.desiredSize ?? 0) < MOST_BUFFERED;
    if (!waiting) this.#stalledSince = undefined;
    else if (this.#stalledSince === undefined) this.#stalledSince = now;
    else if (now - this.#stalledSince >= STALLED_AFTER_MS) this.drop();
  }

  drop(): void {
    if (this.#closed) return;
    this.#end();
    this.#controller.error(new Error('the reader does not read'));
    this.disconnect();
  }

  close(last: string): void {
    if (this.#closed) return;
    this.#held = undefined;
    this.send(encode(last));
    if (this.#closed) return;
    this.#end();
    this.#controller.close();
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.onClose();
  }
}

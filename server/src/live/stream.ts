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

/** The part of a Node response that a reader is written to. */
export interface Wire {
  readonly headersSent: boolean;
  readonly writableLength: number;
  write(chunk: Uint8Array): boolean;
  destroy(): void;
}

/**
 * One Server-Sent Events reader. It never makes the others wait: whoever does not read is dropped, and finds out what it
 * missed when it comes back.
 *
 * What begins and ends the stream goes through the body of the response, as for every answer. What thousands are told at
 * once is written to the wire below it, where there is one: a web stream costs several times as much for each of them.
 */
export class EventStream {
  readonly body: ReadableStream<Uint8Array>;
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  #held: Uint8Array[] | undefined = [];
  #stalledSince: number | undefined;
  #closed = false;
  /** Set until what was put into the body has had a turn to reach the wire. */
  #passing: NodeJS.Immediate | undefined;

  constructor(
    readonly address: string,
    /** Called once when the stream is over, whoever ended it. */
    readonly onClose: () => void,
    readonly wire?: Wire,
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
    if (this.#waiting + chunk.byteLength > MOST_BUFFERED) this.drop();
    else if (this.wire?.headersSent && !this.#passing && this.#queued === 0) this.wire.write(chunk);
    else this.#enqueue(chunk);
  }

  /** Drops a reader that has left something unread for half a minute. */
  check(now: number): void {
    if (this.#waiting === 0) this.#stalledSince = undefined;
    else if (this.#stalledSince === undefined) this.#stalledSince = now;
    else if (now - this.#stalledSince >= STALLED_AFTER_MS) this.drop();
  }

  drop(): void {
    if (this.#closed) return;
    this.#end();
    this.#controller.error(new Error('the reader does not read'));
    this.wire?.destroy(); // a reader that does not read would keep it open
  }

  close(last: string): void {
    if (this.#closed) return;
    this.#held = undefined;
    this.send(encode(last));
    if (this.#closed) return;
    this.#end();
    this.#controller.close();
  }

  get #queued(): number {
    return MOST_BUFFERED - (this.#controller.desiredSize ?? MOST_BUFFERED);
  }

  get #waiting(): number {
    return this.#queued + (this.wire?.writableLength ?? 0);
  }

  #enqueue(chunk: Uint8Array): void {
    this.#controller.enqueue(chunk);
    this.#passing ??= setImmediate(() => (this.#passing = undefined));
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.onClose();
  }
}

import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';
import { parseAccept } from 'hono/utils/accept';
import type { Ctx } from './context.ts';

/** Content codings of RFC 9110 §8.4.1 that every browser reads, the smaller first. */
const ENCODINGS = ['br', 'gzip'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The encoded forms of one body, each made once and kept beside it. */
export type Forms = Partial<Record<Encoding, Promise<Uint8Array>>>;

/** Less fits into the first packets as it is. */
const LEAST_BYTES = 1400;
/** Of eleven: a document of 40 kB takes a millisecond and becomes 6 kB; a fifth less would take two hundred. */
const QUICK = 5;

const compress = promisify(brotliCompress);
const zip: (body: Uint8Array) => Promise<Uint8Array> = promisify(gzip);
const brotli = (body: Uint8Array, quality: number): Promise<Uint8Array> =>
  compress(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength },
  });

/** What whoever asks can read (`Accept-Encoding`), the best first; nothing where it is not worth it. */
export function encodingsOf(c: Ctx, bytes: number): readonly Encoding[] {
  const header = c.req.header('accept-encoding');
  if (bytes < LEAST_BYTES || header === undefined) return [];
  const asked = parseAccept(header);
  return ENCODINGS.filter((one) => asked.some(({ type, q }) => type.toLowerCase() === one && q > 0));
}

/** An answer of the moment, in an encoding. */
export function encoded(text: string, encoding: Encoding, forms: Forms): Promise<Uint8Array> {
  return (forms[encoding] ??= encoding === 'br' ? brotli(Buffer.from(text), QUICK) : zip(Buffer.from(text)));
}

/** A strong tag is of the bytes that are sent (RFC 9110 §8.8.3.3). */
export function tagOf(etag: string, encoding: Encoding | undefined): string {
  return encoding ? etag.replace(/"$/, `-${encoding}"`) : etag;
}

/** Whether `If-None-Match` names what would be sent. */
export function isKnown(c: Ctx, etag: string): boolean {
  const asked = c.req.header('if-none-match');
  return asked === '*' || !!asked?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/**
 * An answer in JSON to one person, which is never asked for again as it is: in the encoding that was asked for, without a
 * tag. For what is read: an answer that tells a key or a secret stays as it is, so that its length says nothing.
 */
export async function shrunk(c: Ctx, answer: Response): Promise<Response> {
  if (answer.headers.get('content-type') !== 'application/json') return answer;
  const body = new Uint8Array(await answer.arrayBuffer());
  const [encoding] = encodingsOf(c, body.byteLength);
  const sent = encoding === undefined ? body : await (encoding === 'br' ? brotli(body, QUICK) : zip(body));
  const { status, headers } = answer;
  if (encoding !== undefined) headers.set('content-encoding', encoding);
  return new Response(new Uint8Array(sent), { status, headers });
}

/** What a text that is long and made while it is sent is sent as, and in which encoding. */
export function streamed(
  c: Ctx,
  texts: AsyncGenerator<string>,
): { body: ReadableStream<Uint8Array>; headers: Record<string, string> } {
  const [encoding] = encodingsOf(c, Infinity);
  const source = Readable.from(texts, { objectMode: false });
  const params = { [constants.BROTLI_PARAM_QUALITY]: QUICK };
  // Ended half-way by either side, the other one is let go as well: an export that broke must not look whole.
  const made =
    encoding === undefined
      ? source
      : pipeline(source, encoding === 'br' ? createBrotliCompress({ params }) : createGzip(), () => undefined);
  return {
    body: Readable.toWeb(made) as ReadableStream<Uint8Array>,
    headers: encoding === undefined ? {} : { 'content-encoding': encoding },
  };
}

/** Pages and pictures that a crowd asks for are encoded once. */
const MOST_TEXTS = 200;

/** Sends texts that are made anew for each request and are mostly the same: pages, pictures in SVG, descriptions. */
export class Texts {
  readonly #forms = new Map<string, Forms>();

  async send(c: Ctx, text: string, type: string, headers: Record<string, string>): Promise<Response> {
    const plain = tagFor(text);
    const [encoding] = encodingsOf(c, Buffer.byteLength(text));
    const etag = tagOf(plain, encoding);
    const all = { ...headers, etag, vary: 'Accept-Encoding' };
    if (isKnown(c, etag)) return c.body(null, 304, all);
    if (!encoding) return c.body(text, 200, { ...all, 'content-type': type });
    const bytes = await encoded(text, encoding, this.#formsOf(plain));
    return c.body(new Uint8Array(bytes), 200, { ...all, 'content-type': type, 'content-encoding': encoding });
  }

  #formsOf(etag: string): Forms {
    let forms = this.#forms.get(etag);
    if (!forms) {
      if (this.#forms.size >= MOST_TEXTS) this.#forms.clear();
      this.#forms.set(etag, (forms = {}));
    }
    return forms;
  }
}

/** A strong tag of what is sent as it is. */
export function tagFor(body: string | Uint8Array): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
}

/** One after the other: each takes one of the few threads that read files, too. */
let shrinking: Promise<unknown> = Promise.resolve();

/**
 * The forms of a file, which stays as it is for long: as small as it gets. That takes most of a second of a large script,
 * once; until then it is sent in gzip, which takes milliseconds.
 */
export class FileForms {
  readonly #forms: Forms = {};
  #isSmall = false;

  /** The encoding to send `body` in, of those that can be read. */
  best(encodings: readonly Encoding[], body: Uint8Array): Encoding | undefined {
    const [best] = encodings;
    if (best !== 'br') return best;
    this.#forms.br ??= this.#shrink(body);
    return this.#isSmall ? best : encodings.at(-1);
  }

  encoded(body: Uint8Array, encoding: Encoding): Promise<Uint8Array> {
    return (this.#forms[encoding] ??= zip(body));
  }

  #shrink(body: Uint8Array): Promise<Uint8Array> {
    const made = shrinking.then(() => brotli(body, constants.BROTLI_MAX_QUALITY));
    const isLarge = () => undefined; // it stays with gzip, and the next one has its turn
    shrinking = made.then(() => (this.#isSmall = true), isLarge);
    return made;
  }
}

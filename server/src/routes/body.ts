import type { Ctx } from '../context.ts';
import { ProblemError } from '../problem.ts';

const MOST_BYTES = 16 * 1024;

/**
 * The body as text, without reading further than 16 kB, or what is given.
 *
 * @throws {ProblemError} `body-too-large`, or `malformed-json` when it is not UTF-8 or ends half-way
 */
export async function readBody(c: Ctx, mostBytes = MOST_BYTES): Promise<string> {
  if (Number(c.req.header('content-length') ?? 0) > mostBytes) throw new ProblemError('body-too-large');
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of bytesOf(c)) {
      size += chunk.byteLength;
      if (size > mostBytes) throw new ProblemError('body-too-large');
      chunks.push(chunk);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError('malformed-json');
  }
}

/** Straight from the socket where there is one: a web stream around it costs as much as all the checks of a body. */
function bytesOf(c: Ctx): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  const { incoming } = c.env ?? {};
  // Not destroyed when it is too much, or nobody could be told so; the server reads on for a moment and then closes.
  if (incoming?.iterator) return incoming.iterator({ destroyOnReturn: false });
  return (c.req.raw.body ?? []) as AsyncIterable<Uint8Array>;
}

/** @throws {ProblemError} `unsupported-media-type`: a form of another site cannot send this type without asking first */
export function requireJson(c: Ctx): void {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/json *(;|$)/i.test(type)) throw new ProblemError('unsupported-media-type');
}

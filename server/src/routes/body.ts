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
    for await (const chunk of (c.req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
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

/** @throws {ProblemError} `unsupported-media-type`: a form of another site cannot send this type without asking first */
export function requireJson(c: Ctx): void {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/json *(;|$)/i.test(type)) throw new ProblemError('unsupported-media-type');
}

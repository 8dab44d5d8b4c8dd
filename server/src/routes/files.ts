import { readFile, stat } from 'node:fs/promises';
import type { Ctx } from '../context.ts';
import { encodingsOf, FileForms, isKnown, tagFor, tagOf } from '../encode.ts';

export interface File {
  path: string;
  /** Another one: the file was changed. */
  version: string;
}

interface Known {
  version: string;
  etag: string;
  forms: FileForms;
}

export async function fileAt(path: string): Promise<File | undefined> {
  try {
    const info = await stat(path);
    return info.isFile() ? { path, version: `${info.mtimeMs}:${info.size}` } : undefined;
  } catch {
    return undefined;
  }
}

/** Sends files, text in the encoding that was asked for; what is worked out about one is kept until it changes. */
export class Files {
  readonly #known = new Map<string, Known>();

  async send(
    c: Ctx,
    file: File,
    options: {
      type: string;
      headers: Record<string, string>;
      rewrite?: ((body: Uint8Array) => Uint8Array) | undefined;
    },
  ): Promise<Response> {
    const { type, rewrite } = options;
    const read = await readFile(file.path);
    const body = rewrite ? rewrite(read) : read;
    const key = `${rewrite ? 'rewritten ' : ''}${file.path}`;
    let known = this.#known.get(key);
    if (known?.version !== file.version) {
      known = { version: file.version, etag: tagFor(body), forms: new FileForms() };
      this.#known.set(key, known);
    }
    const isText = /^text|json$|svg/.test(type);
    const encoding = isText ? known.forms.best(encodingsOf(c, body.length), body) : undefined;
    const etag = tagOf(known.etag, encoding);
    const headers = { ...options.headers, etag, vary: 'Accept-Encoding' };
    if (isKnown(c, etag)) return c.body(null, 304, headers);
    const sent = encoding ? await known.forms.encoded(body, encoding) : body;
    return c.body(new Uint8Array(sent), 200, {
      ...headers,
      'content-type': type,
      ...(encoding ? { 'content-encoding': encoding } : {}),
    });
  }
}

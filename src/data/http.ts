import { CampaignError } from './error.ts';
import type { Environment } from './environment.ts';
import { read, SchemaError } from './read.ts';
import { problemShape } from './shapes.ts';

/** The largest answer that is read, in bytes; the rest is not even downloaded. */
export const MAX_BYTES = 256 * 1024;
const MAX_DEPTH = 20;
const TIMEOUT_MS = 10_000;

export interface RequestOptions {
  signal?: AbortSignal | undefined;
  method?: 'GET' | 'POST';
  /** Sent as JSON. */
  body?: unknown;
  /** Only for what needs one: a header on a plain GET would cost a preflight that many hosts refuse. */
  headers?: Record<string, string>;
  /** Static hosts redirect as they please; an address of the protocol that redirects is set up wrongly. */
  redirect?: 'follow' | 'error';
  cache?: RequestCache;
  /** Milliseconds. */
  timeout?: number;
}

export interface JsonAnswer {
  json: unknown;
  text: string;
  /** Where the answer came from in the end; relative addresses in it are relative to this. */
  url: string;
}

/** Asks for JSON, with a time limit, a size limit and no credentials. @throws {CampaignError} */
export async function fetchJson(
  environment: Environment,
  url: string,
  options: RequestOptions = {},
): Promise<JsonAnswer> {
  const limit = timeLimit(environment, options.signal, options.timeout ?? TIMEOUT_MS);
  try {
    const response = await environment.fetch(url, {
      method: options.method ?? 'GET',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: options.redirect ?? 'error',
      // The browser revalidates what it has; setting If-None-Match ourselves would cost a preflight.
      cache: options.cache ?? 'no-cache',
      signal: limit.signal,
      ...(options.headers ? { headers: options.headers } : {}),
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    const text = await readText(response, url);
    if (!response.ok) throw failureOf(environment, response, text, url);
    return { json: parseJson(text, url), text, url: response.url || url };
  } catch (error) {
    if (error instanceof CampaignError) throw error;
    if (options.signal?.aborted) throw options.signal.reason ?? error;
    if (limit.signal.aborted) throw new CampaignError('timeout', `${url} did not answer in time.`, { cause: error });
    if (!environment.online()) throw new CampaignError('offline', 'The device is offline.', { cause: error });
    throw new CampaignError('network', explainNetwork(url, options.redirect ?? 'error'), { cause: error });
  } finally {
    limit.clear();
  }
}

/** A signal that fires with the caller's or after `ms`. `AbortSignal.any` is too new for the browsers we serve. */
export function timeLimit(
  environment: Environment,
  outer: AbortSignal | undefined,
  ms: number,
): { signal: AbortSignal; clear: () => void } {
  const controller = new AbortController();
  const follow = () => controller.abort(outer?.reason);
  if (outer?.aborted) follow();
  outer?.addEventListener('abort', follow);
  const cancel = environment.after(ms, () => controller.abort(new Error('timeout')));
  return {
    signal: controller.signal,
    clear() {
      cancel();
      outer?.removeEventListener('abort', follow);
    },
  };
}

// A browser hides why a request failed, so the message lists what it can be, likeliest first.
function explainNetwork(url: string, redirect: 'follow' | 'error'): string {
  return (
    `No answer from ${url}. If that address opens in a browser tab, its server does not let other sites read it: ` +
    'it must send the header "Access-Control-Allow-Origin: *"' +
    (redirect === 'error' ? ', and must answer itself rather than redirect (write the final address).' : '.')
  );
}

async function readText(response: Response, url: string): Promise<string> {
  const tooLarge = () => new CampaignError('too-large', `${url} sends more than ${MAX_BYTES / 1024} kB.`);
  if (Number(response.headers.get('content-length')) > MAX_BYTES) {
    void response.body?.cancel().catch(() => undefined);
    throw tooLarge();
  }
  if (!response.body) return response.text();
  const reader = response.body.getReader();
  const decoder = new TextDecoder(); // leaves out a byte order mark
  let bytes = 0;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > MAX_BYTES) {
      void reader.cancel().catch(() => undefined);
      throw tooLarge();
    }
    text += decoder.decode(value, { stream: true });
  }
}

function parseJson(text: string, url: string): unknown {
  const start = text.trimStart();
  if (start === '') throw new CampaignError('schema', `${url} answered with an empty body instead of JSON.`);
  if (start.startsWith('<')) {
    throw new CampaignError('schema', `${url} answered with a web page instead of JSON: is the address right?`);
  }
  if (depthOf(start) > MAX_DEPTH) {
    throw new CampaignError('schema', `${url} answered with JSON that is nested deeper than ${MAX_DEPTH} levels.`);
  }
  try {
    return JSON.parse(start);
  } catch (cause) {
    throw new CampaignError('schema', `${url} did not answer with JSON: ${(cause as Error).message}`, { cause });
  }
}

/** How deep brackets are nested, counted on the text so that no hostile body is ever built in memory. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (quoted) {
      if (char === '\\') at++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth);
    else if (char === '}' || char === ']') depth--;
  }
  return deepest;
}

function failureOf(environment: Environment, response: Response, text: string, url: string): CampaignError {
  const { status } = response;
  const header = retryAfterOf(environment, response);
  try {
    const { value: problem } = read(problemShape, parseJson(text, url));
    const retryAfter = header ?? problem.retryAfter;
    return new CampaignError('problem', `${problem.code}: ${problem.detail ?? problem.title} (${url})`, {
      status,
      problem,
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
  } catch {
    return new CampaignError('http', `${url} answered with status ${status}.`, {
      status,
      ...(header === undefined ? {} : { retryAfter: header }),
    });
  }
}

/** Seconds; both forms of RFC 9110 §10.2.3, at most an hour so that a wrong clock cannot silence a page for good. */
export function retryAfterOf(environment: Environment, response: Response): number | undefined {
  const value = response.headers.get('retry-after')?.trim();
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - environment.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(3600, Math.max(0, seconds)) : undefined;
}

/** Runs a schema and turns its complaint into the one kind of error the store knows. @throws {CampaignError} */
export function orSchemaError<T>(url: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    if (!(cause instanceof SchemaError)) throw cause;
    throw new CampaignError('schema', `${url}: ${cause.message}`, { cause });
  }
}

/** The code that sends, which most elements never need. What could not be fetched has sent nothing either. */
export const loadSending = (environment: Environment): Promise<typeof import('./sending.ts')> =>
  environment
    .load(() => import('./sending.ts'))
    .catch((cause: unknown) => {
      throw new CampaignError('offline', `The code that sends did not load: ${String(cause)}.`, { cause });
    });

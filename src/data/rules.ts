/**
 * What the schemas (schema.ts, for servers and tests) and the page's reader (read.ts) have in common: the rules for
 * text, times, languages and addresses, and the words for what breaks them. No zod, no DOM.
 */

/** Something the reader left out, and why. `path` names the field, as in `members.items[ada].quote`. */
export interface Dropped {
  path: string;
  reason: string;
}

/** A document or answer that is not what the protocol asks for. `path` names the first field at fault. */
export class SchemaError extends Error {
  override name = 'SchemaError';
  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path || 'the document'} ${reason}`);
  }
}

/** The words for what is wrong. */
export const shouldBe = (what: string) => `should be ${what}`;
export const atLeast = (least: unknown) => shouldBe(`at least ${String(least)}`);
export const atMost = (most: unknown) => shouldBe(`at most ${String(most)}`);
export const oneOf = (values: readonly unknown[]) =>
  shouldBe(`one of ${values.map((value) => JSON.stringify(value)).join(', ')}`);
export const UNCLEAR = 'is not what the protocol asks for';

/** How a path names an item of a list: by its id, and by its place when it has none. */
export function itemLabel(item: unknown, index: number): string {
  const id = (item as { id?: unknown } | null | undefined)?.id;
  return `[${typeof id === 'string' ? id.slice(0, 128) : index}]`;
}

/** `goals`, `[money]`, `raised` as `goals[money].raised`. */
export function pathText(trail: readonly PropertyKey[]): string {
  return trail.map(String).join('.').replaceAll('.[', '[');
}

// C0 and C1 controls other than tab and line feed, halves of characters, and the bidirectional embeddings, overrides
// and isolates that could reorder a sentence. The marks that Arabic and Hebrew need (LRM, RLM, ALM) stay.
const UNSAFE_TEXT = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]|\p{Surrogate}/gu;

/** Without unsafe characters, trimmed, and at most `max` UTF-16 units long without cutting a character in two. */
export function cleanText(value: string, max: number): string {
  return value
    .slice(0, 4 * max) // a megabyte is not worth cleaning
    .replace(UNSAFE_TEXT, '')
    .trim()
    .slice(0, max)
    .replace(/\p{Surrogate}$/u, '');
}

/** Whether an RFC 3339 time is one that exists: some engines take the 30th of February for the 2nd of March. */
export function isRealTime(value: string): boolean {
  if (Number.isNaN(Date.parse(value))) return false;
  const day = Number(value.slice(8, 10));
  // Every month has 28 days, and a history has hundreds of times.
  if (day <= 28) return day >= 1;
  return day <= new Date(Date.UTC(Number(value.slice(0, 4)), Number(value.slice(5, 7)), 0)).getUTCDate();
}

/** Whether Intl takes it without an exception. */
export function isLanguage(value: string): boolean {
  try {
    return Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}

/**
 * The address when a page may follow it, else undefined: `https:`, `mailto:` where asked for, and `http:` only on the
 * origin the document came from or on this machine, so that a developer sees their pictures.
 */
export function safeUrl(
  value: string,
  options: { base?: string | undefined; mail?: boolean | undefined } = {},
): string | undefined {
  let url: URL;
  try {
    url = new URL(value, options.base);
  } catch {
    return undefined;
  }
  if (url.username || url.password) return undefined;
  if (url.protocol === 'https:') return url.href;
  if (url.protocol === 'mailto:') return options.mail ? url.href : undefined;
  if (url.protocol !== 'http:') return undefined;
  const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  const sameOrigin =
    options.base !== undefined && URL.canParse(options.base) && new URL(options.base).origin === url.origin;
  return local || sameOrigin ? url.href : undefined;
}

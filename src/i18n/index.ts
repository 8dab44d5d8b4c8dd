/*
 * Words. English is built in, each element with its own; every other locale is one file, loaded when a page needs it.
 *
 * A message is a sentence with `{names}` in it, or one sentence per CLDR plural category chosen by the parameter `n`.
 * `<b>…</b>` marks what is set in bold; nothing else in a message is markup.
 */
import type { en } from './en.ts';
import { shared } from './en/shared.ts';

export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
export type Message = string | Plural;
export type Term = keyof typeof en;
/** All terms of one locale: a sentence stays a sentence, a plural a plural. */
export type Messages = { [K in Term]: (typeof en)[K] extends string ? string : Plural };
export type Params = Record<string, string | number>;

const loaded = new Map<string, Partial<Messages>>([['en', {}]]);
const loading = new Map<string, Promise<void>>();

/** Locales that are loaded on demand. */
const LOADERS: Record<string, () => Promise<Messages>> = {
  de: async () => (await import('./de.ts')).de,
  ar: async () => (await import('./ar.ts')).ar,
};

/** Adds or replaces the words of a locale, such as `de` or `pt-BR`. */
export function registerLocale(tag: string, messages: Messages): void {
  loaded.set(tag, messages);
}

/** The closest locale Cairn has words for: `de-AT` is `de`, an unknown language is `en`. */
export function supportedLocale(tag: string): string {
  for (let key = tag; key; key = key.includes('-') ? key.slice(0, key.lastIndexOf('-')) : '') {
    if (loaded.has(key) || key in LOADERS) return key;
  }
  return 'en';
}

/** True when the words for `tag` are here; otherwise {@link loadLocale} brings them. */
export function hasLocale(tag: string): boolean {
  return loaded.has(supportedLocale(tag));
}

/** Brings the words for `tag`. Never rejects: a locale that cannot be loaded leaves English and one warning. */
export function loadLocale(tag: string): Promise<void> {
  const key = supportedLocale(tag);
  if (loaded.has(key)) return Promise.resolve();
  let run = loading.get(key);
  if (!run) {
    run = LOADERS[key]!()
      .then((messages) => void loaded.set(key, messages))
      .catch((cause: unknown) => {
        loaded.set(key, {});
        console.warn(`Cairn: the words for "${key}" could not be loaded; English stands in.`, cause);
      })
      .finally(() => loading.delete(key));
    loading.set(key, run);
  }
  return run;
}

const rules = new Map<string, Intl.PluralRules>();

function category(locale: string, n: number): Intl.LDMLPluralRule {
  let rule = rules.get(locale);
  if (!rule) rules.set(locale, (rule = new Intl.PluralRules(locale)));
  return rule.select(n);
}

/** One sentence of a set of plural forms. */
export function plural(
  forms: Partial<Record<Intl.LDMLPluralRule, string | undefined>> & { other: string },
  n: number,
  locale: string,
): string {
  return forms[category(locale, n)] ?? forms.other;
}

/**
 * The words for `key` in `locale`, with `{name}` replaced by `params.name`. A plural message is chosen by `params.n`;
 * to show that number formatted, pass it again under the name the message uses. `english` has the caller's own words
 * for a page in English, or in a language Cairn does not speak.
 */
export function term(locale: string, key: Term, params: Params = {}, english: Partial<Messages> = {}): string {
  const language = supportedLocale(locale);
  const message: Message = loaded.get(language)?.[key] ?? english[key] ?? (shared as Partial<Messages>)[key] ?? key;
  const sentence = typeof message === 'string' ? message : plural(message, Number(params['n'] ?? 0), language);
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
}

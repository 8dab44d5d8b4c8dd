/*
 * Words. English is built in, each element with its own; of every other language a page fetches one small file per
 * section: what all elements say, and what each element that is shown says.
 *
 * A message is a sentence with `{names}` in it, or one sentence per CLDR plural category chosen by the parameter `n`.
 * `<b>…</b>` marks what is set in bold; nothing else in a message is markup.
 */
import type { English } from './en.ts';
import { shared } from './en/shared.ts';
import { TAGS, fetchWords } from './loaders.ts';

export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
export type Message = string | Plural;
/** `shared` and one section per element. */
export type Section = keyof English;
type Spoken<T> = { [K in keyof T]: T[K] extends string ? string : Plural };
/** The words of one section. What is not translated yet is said in English; a test tells what is missing. */
export type Words<S extends Section> = Partial<Spoken<English[S]>>;
type All = { [S in Section]: (words: Spoken<English[S]>) => void }[Section] extends (words: infer A) => void
  ? A
  : never;
/** All terms of one language: a sentence stays a sentence, a plural a plural. */
export type Messages = { [K in keyof All]: All[K] };
export type Term = keyof Messages;
export type Params = Record<string, string | number>;

/** What is known so far, by language. */
const words = new Map<string, Partial<Messages>>();
/** Sections by `tag/section`: fetched, or on their way. */
const fetched = new Map<string, Promise<void> | true>();
const failed = new Set<string>();
const listeners = new Set<() => void>();

/**
 * Adds a language, or other words for one that is there: `registerLocale('ca', { tryAgain: 'Torna-ho a provar' })`.
 * What is given wins over Cairn's own words; what is left out is said by the language it is a variety of, or in English.
 */
export function registerLocale(tag: string, messages: Partial<Messages>): void {
  words.set(tag, { ...words.get(tag), ...messages });
  for (const listener of listeners) listener();
}

/** Calls back when a page has registered words. */
export function onWords(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Other names of languages we speak, and who reads them as well. */
const ALIASES: Record<string, string> = { no: 'nb', nn: 'nb' };
const varieties = new Map<string, string[]>();

/** Whose words to take for `tag`, closest first: `zh-HK`, `zh-TW`, `zh`. */
function varietiesOf(tag: string): string[] {
  let list = varieties.get(tag);
  if (!list) {
    list = [];
    try {
      const locale = new Intl.Locale(tag);
      const { language } = locale;
      let name = locale.baseName;
      for (; name !== language; name = name.slice(0, name.lastIndexOf('-'))) list.push(name);
      if (language === 'zh') list.push(locale.maximize().script === 'Hant' ? 'zh-TW' : 'zh-CN');
      list.push(language, ALIASES[language] ?? language);
    } catch {
      // No BCP 47 tag, such as en_US: English.
    }
    varieties.set(tag, list);
  }
  return list;
}

/** The language of ours that fits `tag` best: `de-AT` is `de`. Undefined where it is English, or one we do not speak. */
export function supportedLocale(tag: string): string | undefined {
  return varietiesOf(tag).find((name) => TAGS.includes(name));
}

/** True when the words of a section are here for `tag`; otherwise {@link loadLocale} brings them. */
export function hasLocale(tag: string, section: Section): boolean {
  const name = supportedLocale(tag);
  return !name || (fetched.get(`${name}/shared`) === true && fetched.get(`${name}/${section}`) === true);
}

/**
 * Brings the words of a section for `tag`, and those that all elements say. `english` has the section in English. Never
 * rejects: a language that cannot be fetched leaves English and one warning.
 */
export async function loadLocale(tag: string, section: Section, english: object): Promise<void> {
  const name = supportedLocale(tag);
  if (name) await Promise.all([load(name, 'shared', shared), load(name, section, english)]);
}

function load(tag: string, section: Section, english: object): Promise<void> | true {
  const key = `${tag}/${section}`;
  let run = fetched.get(key);
  if (!run) {
    run = fetchWords(tag, section, english)
      .then((found) => void words.set(tag, { ...found, ...words.get(tag) }))
      .catch((cause: unknown) => {
        if (!failed.has(tag)) {
          console.warn(`Cairn: the words for "${tag}" could not be loaded; English stands in.`, cause);
        }
        failed.add(tag);
      })
      .finally(() => fetched.set(key, true));
    fetched.set(key, run);
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
  return forms[category(locale, n)] || forms.other;
}

/**
 * The words for `key` in `locale`, with `{name}` replaced by `params.name`. A plural message is chosen by `params.n`;
 * to show that number formatted, pass it again under the name the message uses. `english` has the caller's own words
 * for a page in English, or in a language Cairn does not speak.
 */
export function term(locale: string, key: Term, params: Params = {}, english: Partial<Messages> = {}): string {
  let message: Message | undefined;
  let language = 'en';
  for (const name of varietiesOf(locale)) {
    message = words.get(name)?.[key];
    if (message !== undefined) {
      language = name;
      break;
    }
  }
  message ??= english[key] ?? (shared as Partial<Messages>)[key] ?? key;
  const sentence = typeof message === 'string' ? message : plural(message, Number(params['n'] ?? 0), language);
  const rtl = RTL.test(sentence);
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in params ? isolated(String(params[name]), rtl) : whole,
  );
}

const RTL = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/**
 * A text in a script that runs the other way, kept to itself: without it "Anna K." in an Arabic sentence has its dot on
 * the wrong side. What has marks of its own, such as an amount, is left alone.
 */
export function isolated(text: string, rtl: boolean): string {
  const other = rtl ? /[A-Za-z\u00C0-\u058F]/.test(text) && !RTL.test(text) : RTL.test(text);
  return other && !/[\u200E\u200F\u2068]/.test(text) ? isolate(text) : text;
}

/** Text of unknown direction for the middle of a sentence: it cannot reorder the words around it. */
export const isolate = (text: string): string => `\u2068${text}\u2069`;

/**
 * Two languages that nobody speaks, made from English: words that grow by 60 % and have accents and brackets (`en-XA`),
 * and words written from right to left (`ar-XB`). What is not in brackets did not come from the catalogue; a bracket
 * that is missing was cut off.
 */
import { english } from '../../src/i18n/en.ts';
import { registerLocale, type Message, type Messages } from '../../src/i18n/index.ts';

const ACCENTS: Record<string, string> = Object.fromEntries(
  Array.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter, index) => [
    letter,
    Array.from('åƀçđéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ')[index]!,
  ]),
);
const FILLER = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** What a visitor reads, without the names of placeholders and the marks for bold. */
const KEPT = /(\{\w+\}|<\/?b>)/;
const readable = (text: string) => text.split(KEPT).filter((_, index) => index % 2 === 0);
const outside = (text: string, change: (words: string) => string) =>
  text
    .split(KEPT)
    .map((part, index) => (index % 2 ? part : change(part)))
    .join('');

/** `Give {amount}` becomes `[Ĝîṽé {amount} one]`. */
export function longer(text: string): string {
  const wanted = Math.ceil(readable(text).join('').length * 0.6);
  let filler = '';
  for (let index = 0; filler.length + 2 < wanted; index += 1) filler += ` ${FILLER[index % FILLER.length]!}`;
  return `[${outside(text, (words) => words.replace(/[a-z]/gi, (letter) => ACCENTS[letter]!))}${filler}]`;
}

/** Each run of words inside of a right-to-left override. */
export function mirrored(text: string): string {
  return outside(text, (words) => words.replace(/[^\s].*[^\s]|[^\s]/, '\u202e$&\u202c'));
}

function catalogue(change: (text: string) => string): Partial<Messages> {
  const all = Object.assign({}, ...Object.values(english)) as Record<string, Message>;
  const changed = Object.entries(all).map(([key, message]) => [
    key,
    typeof message === 'string'
      ? change(message)
      : Object.fromEntries(Object.entries(message).map(([category, form]) => [category, change(form)])),
  ]);
  return Object.fromEntries(changed) as Partial<Messages>;
}

/** From now on a page may say `lang="en-XA"` or `lang="ar-XB" dir="rtl"`. */
export function registerPseudoLocales(): void {
  registerLocale('en-XA', catalogue(longer));
  registerLocale('ar-XB', catalogue(mirrored));
}

import { plural, type Message, type Params, type Plural } from '../i18n/index.ts';

/** One of the page's own words filled in, or undefined where it has none that can be said. */
export function ownWords(message: unknown, params: Params, locale: string): string | undefined {
  const isPlural = typeof (message as Plural | undefined)?.other === 'string';
  if (typeof message !== 'string' && !isPlural) return undefined;
  const said = message as Message;
  const sentence = typeof said === 'string' ? said : plural(said, Number(params['n'] ?? 0), locale);
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
}

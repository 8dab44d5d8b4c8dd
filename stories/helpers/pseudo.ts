/** Languages that do not exist, to find texts that are not translated and boxes that are too narrow. */
import { english } from '../../src/i18n/en.ts';
import { registerLocale, type Message, type Messages } from '../../src/i18n/index.ts';

const ACCENTED: Record<string, string> = {
  ...{ a: 'à', b: 'ƀ', c: 'ç', d: 'ð', e: 'é', f: 'ƒ', g: 'ĝ', h: 'ĥ', i: 'î', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ɱ' },
  ...{ n: 'ñ', o: 'ö', p: 'þ', q: 'ɋ', r: 'ŕ', s: 'š', t: 'ţ', u: 'û', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž' },
};

/** Leaves `{names}` and `<b>` alone, accents the rest and makes it about a half longer. */
function accented(text: string): string {
  const words = text
    .split(/(\{[^}]*\}|<\/?b>)/)
    .map((part, index) => (index % 2 ? part : part.replace(/[a-z]/g, (letter) => ACCENTED[letter] ?? letter)));
  return `[${words.join('')}${' ñö'.repeat(Math.ceil(text.length / 8))}]`;
}

function pseudo(tag: string, change: (text: string) => string): void {
  const words = Object.entries(Object.assign({}, ...Object.values(english)) as Record<string, Message>).map(
    ([key, message]) => [
      key,
      typeof message === 'string'
        ? change(message)
        : Object.fromEntries(Object.entries(message).map(([category, text]) => [category, change(text)])),
    ],
  );
  registerLocale(tag, Object.fromEntries(words) as Partial<Messages>);
}

const known = new Set<string>();
const makers: Record<string, () => void> = {
  'en-XA': () => pseudo('en-XA', accented),
  'ar-XB': () => pseudo('ar-XB', (text) => text),
};

/** Registers a language that does not exist, when a story first asks for it. */
export function ensurePseudo(tag: string): void {
  if (known.has(tag)) return;
  known.add(tag);
  makers[tag]?.();
}

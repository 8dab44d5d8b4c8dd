/** Reads quantities that people type or paste: as text, by the page's own conventions, and never by a guess. */
import { cached, currencyAffixes, INTL_UNITS, isCurrency, numberFormat, type PluralLabels } from './quantity.ts';

export type ParseFailure =
  'empty' | 'not-a-number' | 'ambiguous' | 'too-precise' | 'negative' | 'too-large' | 'other-unit';

/** `choices` are the values an ambiguous text may stand for, smallest first: ask, with one button for each. */
export type ParseResult =
  { ok: true; value: number } | { ok: false; reason: ParseFailure; choices?: number[] | undefined };

export interface ParseOptions {
  unit: string;
  scale: number;
  locale: string;
  /** Words that may stand beside the number, as in "2 Stunden". */
  unitLabel?: PluralLabels | undefined;
}

const ZEROS = '0٠۰०০੦૦୦௦౦೦൦๐໐༠၀០０';
const MARKS = /[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;

/**
 * Reads what somebody typed or pasted. Accepts only what is well written in the conventions of the page's locale (with
 * the digits of any script, and spaces or apostrophes between thousands, which cannot be misread); whatever is well
 * written only by another country's conventions, or means two things, comes back as `ambiguous` with its readings.
 */
export function parseQuantity(text: string, options: ParseOptions): ParseResult {
  if (text.length > 500) return { ok: false, reason: 'not-a-number' };
  const clean = normalize(text);
  if (clean === '') return { ok: false, reason: 'empty' };
  const power = /^(.*[0-9].*?)e\+?([0-9])$/i.exec(clean);
  if (power) return asked(parseQuantity(power[1]!, options), 10 ** Number(power[2]));
  const match = /^([^0-9]*?)([.,٫]?[0-9](?:[0-9.,٫٬' ]*[0-9])?[.,٫]?)([^0-9]*)$/.exec(clean);
  if (!match) return { ok: false, reason: 'not-a-number' };
  let [, before, core, after] = match as unknown as [string, string, string, string];
  // "50.–" and "50,-" are how shops write a whole amount; the dash is no minus.
  const whole = /^[-\u2012-\u2015]{1,2}(?=\s|\p{L}|\p{Sc}|$)/u.exec(after);
  if (whole && /[.,]$/.test(core)) {
    core = core.slice(0, -1);
    after = after.slice(whole[0].length);
  }
  const bracketed = before.startsWith('(') && after.endsWith(')');
  if (bracketed) [before, after] = [before.slice(1), after.slice(0, -1)];
  const outer = /^[-\u2010-\u2015\u2212\uFE63\uFF0D+]|[-\u2010-\u2015\u2212\uFE63\uFF0D+]$/g;
  const signs = [before, after].flatMap((word) => word.trim().match(outer) ?? []);
  if (signs.length > 1) return { ok: false, reason: 'not-a-number' };
  const negative = bracketed || (signs.length === 1 && signs[0] !== '+');
  before = before.trim().replace(outer, '').trim();
  after = after.trim().replace(outer, '').trim();

  const thousand = /^k$/i.test(after) && !isOwn(after, options);
  const foreign = [before, thousand ? '' : after].find((word) => word !== '' && !isOwn(word, options));
  if (foreign !== undefined) return { ok: false, reason: isOtherUnit(foreign) ? 'other-unit' : 'not-a-number' };

  const result = readNumber(core, options, /\p{L}$/u.test(before));
  if (negative) return result.ok || result.reason !== 'not-a-number' ? { ok: false, reason: 'negative' } : result;
  return thousand ? asked(result, 1000) : result;
}

/** Digits of any script as ASCII, look-alike separators as one, invisible marks gone. */
function normalize(text: string): string {
  let clean = '';
  for (const char of text.replace(MARKS, '')) {
    const code = char.codePointAt(0)!;
    const zero =
      code < 0x660 ? undefined : [...ZEROS].find((z) => code >= z.codePointAt(0)! && code < z.codePointAt(0)! + 10);
    if (zero) clean += String(code - zero.codePointAt(0)!);
    else if (/[,，،﹐]/.test(char)) clean += ',';
    else if (/[.．﹒]/.test(char)) clean += '.';
    else if (/['’‘ʼ´`＇′]/.test(char)) clean += "'";
    else if (/[\n\r\t\v\f\u2028\u2029]/.test(char)) clean += '\n';
    else if (/\s/.test(char)) clean += ' ';
    else clean += char;
  }
  return clean.trim();
}

interface Reading {
  value: bigint;
  /** In the conventions of the page. */
  local: boolean;
  /** Fraction digits as written. */
  fraction: number;
  /** False when digits other than zero had to be left out. */
  exact: boolean;
}

function readNumber(core: string, options: ParseOptions, afterLetter: boolean): ParseResult {
  const { scale } = options;
  let readings = readingsOf(core, options);
  // "Rs.500": does the point end the word or start a fraction?
  if (afterLetter && /^[.,٫]/.test(core)) {
    readings = [...readings, ...readingsOf(core.slice(1), options)].map((reading) => ({ ...reading, local: false }));
  }
  if (readings.length === 0) return { ok: false, reason: 'not-a-number' };
  const safe = readings.filter((reading) => reading.value <= BigInt(Number.MAX_SAFE_INTEGER));
  const usable = safe.filter((reading) => reading.exact);
  const local = usable.filter((reading) => reading.local);
  // Well written: no more decimals than the unit has. "1.000" dollars is not, though its value would be exact.
  const well = usable.filter((reading) => reading.fraction <= scale);
  const choices = [...new Set(usable.map((reading) => Number(reading.value)))].sort((a, b) => a - b);

  if (local.length > 0) {
    const { value } = local[0]!;
    const others = well.filter((reading) => reading.value !== value);
    // With exactly the unit's decimals it is what this page itself writes: "1.000" dinars of three decimals.
    const asWritten = local.some((reading) => scale > 0 && reading.fraction === scale);
    const settled = asWritten ? local.every((reading) => reading.value === value) : others.length === 0;
    return settled ? { ok: true, value: Number(value) } : { ok: false, reason: 'ambiguous', choices };
  }
  if (readings.some((reading) => reading.local && !reading.exact)) return { ok: false, reason: 'too-precise' };
  if (readings.some((reading) => reading.local)) return { ok: false, reason: 'too-large' };
  if (choices.length > 0) return { ok: false, reason: 'ambiguous', choices };
  return { ok: false, reason: readings.some((reading) => !reading.exact) ? 'too-precise' : 'too-large' };
}

/** "50k" and "1e3" are clear enough to understand and odd enough to ask. */
function asked(result: ParseResult, factor: number): ParseResult {
  const values = result.ok ? [result.value] : result.choices;
  if (!values) return result;
  const choices = values.map((value) => value * factor).filter(Number.isSafeInteger);
  return choices.length > 0 ? { ok: false, reason: 'ambiguous', choices } : { ok: false, reason: 'too-large' };
}

const DECIMALS = ['.', ',', '٫'];
const GROUPS = ['.', ',', ' ', "'", '٬'];

/** Every way to read the digits and separators of `core`, by any country's conventions. */
function readingsOf(core: string, options: ParseOptions): Reading[] {
  const { locale, unit } = options;
  const conventions = cached('conventions', locale, { unit }, (usable) => conventionsOf(usable, unit));
  const readings: Reading[] = [];
  for (const decimal of DECIMALS) {
    const pieces = core.split(decimal);
    if (pieces.length > 2) continue;
    const [whole, fraction] = pieces as [string, string?];
    if (fraction !== undefined && !/^[0-9]*$/.test(fraction)) continue;
    if (whole === '' && !fraction) continue;
    if (/^[0-9]*$/.test(whole)) {
      // A number without any separator is read once, not once per convention.
      if (fraction === undefined && decimal !== '.') continue;
      const known = isLocal(conventions, undefined, fraction === undefined ? undefined : decimal, false);
      readings.push(reading(whole, fraction ?? '', options.scale, known));
      continue;
    }
    for (const group of GROUPS) {
      if (group === decimal || !whole.includes(group)) continue;
      // With no fraction, the decimal sign of the convention does not show; take each grouping once.
      if (fraction === undefined && decimal !== (group === '.' ? ',' : '.')) continue;
      const parts = whole.split(group);
      const western = /^[1-9][0-9]{0,2}(_[0-9]{3})+$/.test(parts.join('_'));
      const indian = /^[1-9][0-9]?(_[0-9]{2})*_[0-9]{3}$/.test(parts.join('_'));
      if (!western && !indian) continue;
      const known = isLocal(conventions, group, fraction === undefined ? undefined : decimal, !western);
      readings.push(reading(parts.join(''), fraction ?? '', options.scale, known));
    }
  }
  return readings;
}

function reading(whole: string, fraction: string, scale: number, local: boolean): Reading {
  const kept = fraction.slice(0, scale).padEnd(scale, '0');
  return {
    value: BigInt(whole + kept || '0'),
    local,
    fraction: fraction.length,
    exact: /^0*$/.test(fraction.slice(scale)),
  };
}

interface Convention {
  decimal: string;
  group: string;
  /** Thousands, then groups of two: 12,34,567. */
  indian: boolean;
}

/**
 * How this locale writes numbers and money, in its own digits and in Latin ones: Swiss French writes `1,5` but
 * `1.50 CHF`, and both are right on its page.
 */
function conventionsOf(locale: string, unit: string): Convention[] {
  const conventionOf = (style: Intl.NumberFormatOptions): Convention => {
    const options = { ...style, useGrouping: 'always', minimumFractionDigits: 1 };
    const parts = numberFormat(locale, options as Intl.NumberFormatOptions).formatToParts(12345678.5);
    const sign = (type: string) => normalize(`0${parts.find((part) => part.type === type)?.value ?? ''}0`).slice(1, -1);
    const sizes = parts.filter((part) => part.type === 'integer').map((part) => part.value.length);
    return { decimal: sign('decimal'), group: sign('group'), indian: sizes.at(-2) === 2 };
  };
  const numbers = [conventionOf({}), conventionOf({ numberingSystem: 'latn' })];
  if (!isCurrency(unit)) return numbers;
  const money = { style: 'currency', currency: unit } as const;
  const amounts = [conventionOf(money), conventionOf({ ...money, numberingSystem: 'latn' })];
  // Where the two contradict each other (English in Belgium), money is what is asked for.
  const agreeing = numbers.filter((one) =>
    amounts.every((other) => one.decimal !== other.group && one.group !== other.decimal),
  );
  return [...amounts, ...agreeing];
}

/** Signs that mean one thing everywhere; the others have to be the page's own. */
const ALWAYS_DECIMAL = '٫';
const ALWAYS_GROUP = " '٬";

function isLocal(conventions: Convention[], group: string | undefined, decimal: string | undefined, indian: boolean) {
  return conventions.some(
    (own) =>
      (group === undefined || group === own.group || ALWAYS_GROUP.includes(group)) &&
      (decimal === undefined || decimal === own.decimal || decimal === ALWAYS_DECIMAL) &&
      (!indian || own.indian),
  );
}

// ── Words beside a number ───────────────────────────────────────────────────

const comparable = (word: string) =>
  word.normalize('NFKC').replace(MARKS, '').replace(/\s+/g, ' ').trim().toLowerCase().replace(/\.$/, '');

/** What people write for a unit and Intl does not list under it. */
const ALIASES: Record<string, string[]> = {
  INR: ['rs'],
  CHF: ['fr', 'sfr'],
  CNY: ['元', 'rmb'],
  JPY: ['円'],
  KRW: ['원'],
  hours: ['hrs'],
  minutes: ['mins'],
};

function isOwn(word: string, options: ParseOptions): boolean {
  const wanted = comparable(word);
  const { unit, locale, unitLabel } = options;
  const words = cached('words', locale, { unit, unitLabel }, (usable) => ownWords(usable, unit, unitLabel));
  return words.some((own) => own === wanted || own.endsWith(` ${wanted}`) || own.startsWith(`${wanted} `));
}

/** Everything that names the unit of this field, in the page's language and in English. */
function ownWords(locale: string, unit: string, unitLabel: PluralLabels | undefined): string[] {
  const words: (string | undefined)[] = [unit, ...Object.values(unitLabel ?? {})];
  for (const language of [locale, 'en']) {
    for (const sample of [1, 2, 5]) {
      if (isCurrency(unit)) {
        for (const currencyDisplay of ['symbol', 'narrowSymbol', 'name'] as const) {
          words.push(partOf('currency', language, sample, { style: 'currency', currency: unit, currencyDisplay }));
        }
      } else if (Object.hasOwn(INTL_UNITS, unit)) {
        for (const unitDisplay of ['long', 'short', 'narrow'] as const) {
          words.push(partOf('unit', language, sample, { style: 'unit', unit: INTL_UNITS[unit]!, unitDisplay }));
        }
      }
    }
  }
  // US$, CA$ and A$, C$: the country before the sign.
  const sign = currencyAffixes(unit, 'en')?.symbol;
  if (sign && sign !== unit) words.push(unit.slice(0, 2) + sign, unit.slice(0, 1) + sign);
  words.push(...(Object.hasOwn(ALIASES, unit) ? ALIASES[unit]! : []));
  return words.filter((word) => word !== undefined && word !== '').map((word) => comparable(word!));
}

function partOf(type: string, locale: string, sample: number, options: Intl.NumberFormatOptions): string | undefined {
  return numberFormat(locale, options)
    .formatToParts(sample)
    .find((part) => part.type === type)?.value;
}

const OTHER_SIGNS =
  /^(kr|zł|zl|kč|kc|ft|fr|sfr|rs|rm|rp|lei|лв|руб|₽|円|元|원|dollars?|euros?|pounds?|pence|cents?|yen|francs?)$/;

/** True when the word names a currency, so that the answer can be "this field is in dollars". */
function isOtherUnit(word: string): boolean {
  const wanted = comparable(word).split(' ').at(-1)!;
  if (/\p{Sc}/u.test(word) || OTHER_SIGNS.test(wanted)) return true;
  if (!/^[a-z]{3}$/.test(wanted)) return false;
  return (
    typeof Intl.supportedValuesOf !== 'function' || Intl.supportedValuesOf('currency').includes(wanted.toUpperCase())
  );
}

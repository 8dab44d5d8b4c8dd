/**
 * Quantities: integers with a scale, `value / 10^scale` of a unit. No float ever touches an amount; what crosses into
 * Intl is an exact decimal string, what comes from a keyboard is read as text.
 */

/** `value / 10^scale` of `unit`: `{ value: 2500, unit: 'USD', scale: 2 }` is 25 dollars. */
export interface Quantity {
  value: number;
  /** An ISO 4217 code, or a word such as `hours`. */
  unit: string;
  scale: number;
}

/** One word or phrase per CLDR plural category; `other` is always there. */
export type PluralLabels = { [category in Intl.LDMLPluralRule]?: string | undefined } & { other: string };

export interface FormatOptions {
  unitLabel?: PluralLabels | undefined;
  /** `short` drops the decimals of a whole amount, and writes a million and more in compact form, rounded down. */
  style?: 'full' | 'short' | undefined;
}

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

/** True for what is written like an ISO 4217 code, whether or not anybody knows that currency. */
export function isCurrency(unit: string): boolean {
  return /^[A-Z]{3}$/.test(unit);
}

/**
 * The exact decimal: `toDecimalString(7500, 2)` is `"75.00"`.
 *
 * @throws {RangeError} when `value` is no integer.
 */
export function toDecimalString(value: number, scale: number): string {
  const digits = BigInt(value < 0 ? -value : value)
    .toString()
    .padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const sign = value < 0 ? '-' : '';
  return scale === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-scale)}`;
}

/** @throws {RangeError} when units or scales differ, or when the sum is no longer exact. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  if (a.unit !== b.unit || a.scale !== b.scale) {
    throw new RangeError(`cannot add ${b.unit} (scale ${b.scale}) to ${a.unit} (scale ${a.scale})`);
  }
  const value = a.value + b.value;
  if (!Number.isSafeInteger(value)) throw new RangeError('the sum is too large to be exact');
  return { value, unit: a.unit, scale: a.scale };
}

// ── Intl, one cache for the page ────────────────────────────────────────────

// An Intl object costs about 50 µs to make and tens of kilobytes to keep: make each once, keep a bounded number.
const CACHE_LIMIT = 200;
const cache = new Map<string, unknown>();

function cached<T>(kind: string, locale: string, options: object, make: (locale: string) => T): T {
  const key = `${kind} ${locale} ${JSON.stringify(options)}`;
  let made = cache.get(key) as T | undefined;
  if (made === undefined) {
    try {
      made = make(locale);
    } catch {
      made = make('en'); // a locale that is no BCP 47 tag, such as en_US, must not take the page down
    }
    if (cache.size >= CACHE_LIMIT) cache.delete(cache.keys().next().value!);
    cache.set(key, made);
  }
  return made;
}

/** The page's one `Intl.NumberFormat` for these options. */
export function numberFormat(locale: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return cached('number', locale, options, (usable) => new Intl.NumberFormat(usable, options));
}

/** The page's one `Intl.PluralRules` for these options. */
export function pluralRules(locale: string, options: Intl.PluralRulesOptions = {}): Intl.PluralRules {
  return cached('plural', locale, options, (usable) => new Intl.PluralRules(usable, options));
}

// ── Writing ─────────────────────────────────────────────────────────────────

type Decimal = Parameters<Intl.NumberFormat['format']>[0];

/** Units that Intl can name in every language, by the words campaigns use. */
const INTL_UNITS: Record<string, string> = {
  hour: 'hour',
  hours: 'hour',
  minute: 'minute',
  minutes: 'minute',
  day: 'day',
  days: 'day',
  week: 'week',
  weeks: 'week',
  month: 'month',
  months: 'month',
  km: 'kilometer',
  kg: 'kilogram',
  liters: 'liter',
  litres: 'liter',
};

/**
 * A quantity in words of the locale: `$34,180.00`, `1.5 hours`, `1.234,50 €`. Never throws on an unknown unit, currency
 * or locale.
 */
export function formatQuantity(quantity: Quantity, locale: string, options: FormatOptions = {}): string {
  const { unit, scale } = quantity;
  const value = exact(quantity.value);
  const decimal = toDecimalString(value, scale) as Decimal;
  const short = options.style === 'short';
  const digits = fractionDigits(value, scale, short, !isCurrency(unit));
  if (isCurrency(unit)) {
    const written = numberFormat(locale, { style: 'currency', currency: unit, ...digits }).format(decimal);
    // At the end of a right-to-left text the sign of "US$" would fall off its letters and read "$US".
    return written.replace(/[A-Z]\$$/, '$&\u200E');
  }
  if (!options.unitLabel && Object.hasOwn(INTL_UNITS, unit)) {
    const style = { style: 'unit', unit: INTL_UNITS[unit]!, unitDisplay: 'long' } as const;
    return numberFormat(locale, { ...style, ...digits }).format(decimal);
  }
  const number = numberFormat(locale, digits).format(decimal);
  return `${number} ${options.unitLabel ? pluralLabel(value, scale, locale, options.unitLabel) : unit}`;
}

/** The word that fits the number: `pluralLabel(10, 1, 'en', { one: 'hour', other: 'hours' })` is `"hour"`. */
export function pluralLabel(value: number, scale: number, locale: string, labels: PluralLabels): string {
  const rules = pluralRules(locale, { minimumFractionDigits: 0, maximumFractionDigits: scale });
  return labels[rules.select(Number(toDecimalString(value, scale)))] ?? labels.other;
}

/** A bare number; a whole one without decimals, any other with all decimals of its scale. */
export function formatNumber(value: number, scale: number, locale: string): string {
  const whole = exact(value);
  const digits = whole % 10 ** scale === 0 ? 0 : scale;
  return numberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    toDecimalString(whole, scale) as Decimal,
  );
}

/** A whole percentage: `formatPercent(76, 'de')` is `"76 %"`. */
export function formatPercent(percent: number, locale: string): string {
  return numberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(
    toDecimalString(Math.floor(percent), 2) as Decimal,
  );
}

/** What stands around an amount field: the sign, the code, and whether this locale writes the sign first. */
export function currencyAffixes(
  unit: string,
  locale: string,
): { symbol: string; code: string; before: boolean } | undefined {
  if (!isCurrency(unit)) return undefined;
  const parts = numberFormat(locale, {
    style: 'currency',
    currency: unit,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(1);
  const sign = parts.findIndex((part) => part.type === 'currency');
  const number = parts.findIndex((part) => part.type === 'integer');
  return { symbol: parts[sign]?.value ?? unit, code: unit, before: sign < number };
}

/** What reaches a formatter is checked by the schema; a slip in our own code should show up as 0, not as an exception. */
function exact(value: number): number {
  return Number.isSafeInteger(value) ? value : Number.isFinite(value) ? Math.trunc(value) : 0;
}

function fractionDigits(value: number, scale: number, short: boolean, countable: boolean): Intl.NumberFormatOptions {
  if (short && Math.abs(value) >= 1_000_000 * 10 ** scale) {
    // Rounded towards zero: a raised total may be understated, never overstated.
    return {
      notation: 'compact',
      minimumFractionDigits: 0,
      maximumFractionDigits: 2,
      roundingMode: 'trunc',
    } as Intl.NumberFormatOptions;
  }
  const whole = value % 10 ** scale === 0;
  return { minimumFractionDigits: countable || (short && whole) ? 0 : scale, maximumFractionDigits: scale };
}

// ── Reading ─────────────────────────────────────────────────────────────────

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

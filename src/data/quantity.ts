/**
 * Quantities: integers with a scale, `value / 10^scale` of a unit. No float ever touches an amount; what crosses into
 * Intl is an exact decimal string. What comes from a keyboard is read by parse-quantity.ts.
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

/** What `make` makes for this locale and these options, made once; English where the tag is none. */
export function cached<T>(kind: string, locale: string, options: object, make: (locale: string) => T): T {
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
export const INTL_UNITS: Record<string, string> = {
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
  const written = `${number} ${options.unitLabel ? pluralLabel(value, scale, locale, options.unitLabel) : unit}`;
  // The word may be of another script than the page's: "6 hours" in an Arabic one would read "hours 6".
  return isRightToLeft(locale) ? `\u2068${written}\u2069` : written;
}

/** Whether the language of this BCP 47 tag is written from right to left. */
export function isRightToLeft(locale: string): boolean {
  return /^(ar|dv|fa|he|ps|ur|yi)\b/.test(locale);
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

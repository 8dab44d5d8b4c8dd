/** Money, numbers, dates, lists, units and plural forms in every language, held against what Intl itself says. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  currencyAffixes,
  formatNumber,
  formatPercent,
  formatQuantity,
  toDecimalString,
} from '../../src/data/quantity.ts';
import { english } from '../../src/i18n/en.ts';
import { loadLocale, term, type Message, type Section, type Term } from '../../src/i18n/index.ts';
import { LOCALES } from '../../src/i18n/locales.ts';
import { formatRelative } from '../../src/shared/relative.ts';
import { formatAsOf, formatDate, formatMoment } from '../../src/shared/dates.ts';
import { longer, mirrored, registerPseudoLocales } from '../helpers/pseudo.ts';

const CURRENCIES = 'USD EUR GBP CHF SEK NOK DKK PLN CZK UAH RUB TRY SAR EGP KWD ILS INR JPY KRW CNY TWD BRL'.split(' ');
const NOW = Date.parse('2026-11-25T12:00:00Z');
const SECTIONS = Object.keys(english) as Section[];

/** Marks that say which way to read, and nothing else. */
const plain = (text: string) => text.replace(/[\u200E\u200F\u061C\u2066-\u2069]/g, '');
/** Digits of any script as 0 to 9. */
const latin = (text: string) =>
  text.replace(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0)!;
    let zero = point;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && point - zero < 9) zero -= 1;
    return String(point - zero);
  });
const digitsOf = (text: string) => latin(text).replace(/[^0-9]/g, '');
const clean = (text: string, why: string) => {
  expect(text, why).not.toMatch(/NaN|undefined|null|Infinity|Invalid|\[object/);
  expect(text.trim(), why).toBe(text);
};

beforeAll(async () => {
  for (const tag of Object.keys(LOCALES)) {
    for (const section of SECTIONS) await loadLocale(tag, section, english[section]);
  }
});

describe.each(Object.keys(LOCALES))('[AL8] %s', (locale) => {
  it('writes money as Intl does, sign and grouping in their place, no digit lost', () => {
    for (const unit of CURRENCIES) {
      const intl = new Intl.NumberFormat(locale, { style: 'currency', currency: unit });
      const scale = intl.resolvedOptions().maximumFractionDigits!;
      const check = (value: number) => {
        const written = formatQuantity({ value, unit, scale }, locale);
        clean(written, unit);
        const decimal = toDecimalString(value, scale);
        expect(plain(written)).toBe(plain(intl.format(decimal as unknown as number)));
        const expected = decimal.replace('.', '');
        expect(digitsOf(written), `${unit} ${value}`).toBe(expected);
        const affixes = currencyAffixes(unit, locale)!;
        expect(affixes.symbol, unit).not.toBe('');
      };
      fc.assert(fc.property(fc.maxSafeNat(), check), { numRuns: 20, examples: [[0], [1], [100], [123456789]] });
    }
  });

  it('leaves out the decimals of a whole amount, and shortens millions without rounding up', () => {
    for (const unit of CURRENCIES) {
      const whole = formatQuantity({ value: 5_000_000, unit, scale: 2 }, locale, { style: 'short' });
      expect(digitsOf(whole), unit).toBe('50000');
      const million = formatQuantity({ value: 199_999_999_999, unit, scale: 2 }, locale, { style: 'short' });
      clean(million, unit);
      const options = { style: 'currency', currency: unit, notation: 'compact', minimumFractionDigits: 0 } as const;
      const exact = { ...options, maximumFractionDigits: 2, roundingMode: 'trunc' } as Intl.NumberFormatOptions;
      expect(plain(million), unit).toBe(plain(new Intl.NumberFormat(locale, exact).format(1_999_999_999.99)));
      expect(digitsOf(million), unit).toMatch(/^(199|19999|1999|19)/);
      const full = formatQuantity({ value: 199_999_999_999, unit, scale: 2 }, locale);
      expect(digitsOf(full), 'what assistive technology can be given').toBe('199999999999');
    }
  });

  it('writes numbers and percentages', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        expect(digitsOf(formatNumber(value, 0, locale))).toBe(String(value));
        const percent = value % 100_000;
        const written = formatPercent(percent, locale);
        clean(written, locale);
        expect(digitsOf(written)).toBe(String(percent));
        expect(plain(written)).toMatch(/[%٪]/);
      }),
      { numRuns: 50 },
    );
  });

  it('names hours, minutes and days with the right form of the word where the campaign has none', () => {
    for (const [unit, name] of [
      ['hours', 'hour'],
      ['minutes', 'minute'],
      ['days', 'day'],
    ] as const) {
      const intl = new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' });
      for (const value of [0, 1, 2, 3, 5, 11, 21, 22, 25, 100, 101, 1000]) {
        expect(formatQuantity({ value, unit, scale: 0 }, locale)).toBe(intl.format(value));
      }
      const half = formatQuantity({ value: 15, unit, scale: 1 }, locale);
      expect(digitsOf(half)).toBe('15');
    }
    const unitLabel = { one: 'tree', other: 'trees' };
    const trees = formatQuantity({ value: 1200, unit: 'trees', scale: 0 }, locale, { unitLabel });
    expect(trees, 'else the words of the campaign').toMatch(
      LOCALES[locale]!.direction === 'rtl' ? / trees\u2069$/ : / trees$/,
    );
  });

  it('writes dates, moments and spans of time', () => {
    for (let month = 1; month <= 12; month += 1) {
      const iso = `2026-${String(month).padStart(2, '0')}-09T10:00:00Z`;
      const day = formatDate(iso, locale, NOW);
      clean(day, iso);
      expect(digitsOf(day), day).toMatch(/9/);
      expect(latin(day), `${day}: this year is not said`).not.toMatch(/2026/);
      expect(latin(formatDate(iso.replace('2026', '2031'), locale, NOW))).toMatch(/2031/);
      clean(formatMoment(iso, locale), iso);
      clean(formatAsOf(iso, NOW, locale), iso);
      clean(formatRelative(iso, NOW, locale), iso);
    }
    expect(latin(formatDate('2021', locale, NOW))).toMatch(/2021/);
    expect(latin(formatDate('2021-03', locale, NOW))).toMatch(/2021/);
  });

  it('joins lists', () => {
    for (const type of ['conjunction', 'disjunction'] as const) {
      const list = new Intl.ListFormat(locale, { type }).format(['A', 'B', 'C']);
      expect(list.replace(/[^ABC]/g, '')).toBe('ABC');
    }
  });

  it('says every sentence with all its figures, for every number', () => {
    const numbers = [0, 1, 2, 3, 5, 8, 11, 12, 21, 22, 25, 99, 100, 101, 102, 111, 121, 1000, 1_000_000];
    for (const section of SECTIONS) {
      for (const [key, message] of Object.entries(english[section]) as [Term, Message][]) {
        const names = [...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
        for (const n of typeof message === 'string' ? [1] : numbers) {
          const params = { ...Object.fromEntries(names.map((name) => [name, `‹${name}›`])), n };
          const said = term(locale, key, params, english[section]);
          expect(said, key).not.toMatch(/[{}|]/);
          for (const name of names.filter((each) => each !== 'count' && each !== 'n')) {
            expect(said, `${key} ${n}`).toContain(`‹${name}›`);
          }
          // A form without the figure has to be a number by itself: "two days".
          if (names.includes('count') && !said.includes('‹count›')) {
            expect(n, `${locale} ${key}: ${said}`).toBeLessThanOrEqual(2);
          }
        }
      }
    }
  });
});

describe('[AL8] what some scripts do differently', () => {
  it('groups lakh and crore in Hindi, by thousands elsewhere', () => {
    expect(formatQuantity({ value: 123456700, unit: 'INR', scale: 2 }, 'hi')).toBe('₹12,34,567.00');
    expect(formatQuantity({ value: 123456700, unit: 'INR', scale: 2 }, 'en')).toBe('₹1,234,567.00');
  });

  it('writes Arabic with the digits Intl has for it, and keeps letters before a dollar sign together', () => {
    expect(formatQuantity({ value: 1250, unit: 'USD', scale: 0 }, 'ar-EG', { style: 'short' })).toMatch(/١٬٢٥٠/);
    expect(formatQuantity({ value: 1250, unit: 'USD', scale: 0 }, 'ar-EG', { style: 'short' })).toMatch(/US\$\u200E$/);
  });

  it('keeps a number and a word of another script together in a right-to-left page', () => {
    const hours = { value: 6, unit: 'hours', scale: 0 };
    const unitLabel = { one: 'hour', other: 'hours' };
    expect(formatQuantity(hours, 'ar', { unitLabel })).toBe('\u20686 hours\u2069');
    expect(formatQuantity(hours, 'he-IL', { unitLabel })).toBe('\u20686 hours\u2069');
    expect(formatQuantity(hours, 'en', { unitLabel })).toBe('6 hours');
  });

  it('keeps a name in another script to itself, in either direction', async () => {
    const params = { name: 'Anna K.', amount: '5' };
    expect(term('ar', 'progressGave', params, english.thermometer)).toContain('\u2068Anna K.\u2069');
    expect(term('he', 'progressGave', params, english.thermometer)).toContain('\u2068Anna K.\u2069');
    expect(term('en', 'progressGave', params, english.thermometer)).toBe('Anna K. gave 5');
    const arabic = { name: 'ليلى', amount: '5' };
    expect(term('en', 'progressGave', arabic, english.thermometer)).toBe('\u2068ليلى\u2069 gave 5');
    expect(term('ar', 'progressGave', arabic, english.thermometer)).not.toMatch(/[\u2066-\u2069]/);
  });
});

describe('pseudo-locales', () => {
  it('grow by 60 % and keep placeholders and bold', () => {
    expect(longer('Give {amount}')).toMatch(/^\[Ĝîṽé \{amount\}.*\]$/);
    const text = english.banner.bannerStale;
    expect(longer(text).length).toBeGreaterThanOrEqual(text.length * 1.5);
    expect(longer('<b>{count} people</b> here')).toMatch(/<b>\{count\} þéöþļé<\/b>/);
    expect(mirrored('Give {amount}')).toBe('\u202eGive\u202c {amount}');
  });

  it('can be asked for like any language', () => {
    registerPseudoLocales();
    expect(term('en-XA', 'tryAgain')).toMatch(/^\[.*\]$/);
    expect(term('ar-XB', 'tryAgain')).toBe('\u202eTry again\u202c');
    expect(term('en-XA', 'daysLeft', { n: 1, count: '1' })).toMatch(/^\[1 đåý/);
  });
});

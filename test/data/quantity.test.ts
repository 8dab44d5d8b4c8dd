import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parseQuantity } from '../../src/data/parse-quantity.ts';
import {
  addQuantities,
  currencyAffixes,
  formatNumber,
  formatPercent,
  formatQuantity,
  isCurrency,
  numberFormat,
  pluralLabel,
  toDecimalString,
} from '../../src/data/quantity.ts';

vi.setConfig({ testTimeout: 30_000 }); // thousands of random amounts, on a machine that may be busy

const NBSP = '\u00A0';
const NARROW = '\u202F';
/** Spaces as an eye sees them, no direction marks. */
const plain = (text: string) => text.replace(/[\u00A0\u202F]/g, ' ').replace(/[\u061C\u200E\u200F]/g, '');

/** One unit of each exponent of ISO 4217, as the standard has it and not as Intl has it (HUF, ISK, UGX, MGA differ). */
const CURRENCIES: Record<number, string[]> = {
  0: ['JPY', 'KRW', 'CLP', 'ISK', 'UGX', 'XAF'],
  2: ['USD', 'EUR', 'GBP', 'CHF', 'INR', 'HUF', 'EGP', 'TWD', 'MGA', 'CAD', 'PLN', 'BRL', 'AMD'],
  3: ['KWD', 'BHD', 'TND', 'JOD'],
  4: ['CLF', 'UYW'],
};
const LOCALES = ['en', 'de', 'fr', 'fr-CH', 'ar', 'ar-EG', 'hi', 'ja', 'de-CH', 'es', 'pt-PT', 'pl'];
const MORE_LOCALES = [
  'de-AT',
  'en-BE',
  'en-IN',
  'fa',
  'bn',
  'mr',
  'my',
  'sv',
  'he',
  'zh',
  'nl',
  'tr',
  'uk',
  'it',
  'lv',
  'ne',
  'ur',
  'ko',
];
const money = Object.entries(CURRENCIES).flatMap(([scale, units]) =>
  units.map((unit) => ({ unit, scale: Number(scale) })),
);

describe('toDecimalString', () => {
  it.each([
    [7500, 2, '75.00'],
    [5, 2, '0.05'],
    [0, 2, '0.00'],
    [-5, 2, '-0.05'],
    [15, 1, '1.5'],
    [42, 0, '42'],
    [1, 8, '0.00000001'],
    [Number.MAX_SAFE_INTEGER, 2, '90071992547409.91'],
  ])('[F34] %d with scale %d is %s', (value, scale, expected) => {
    expect(toDecimalString(value, scale)).toBe(expected);
  });

  it('[F27] refuses what is no integer', () => {
    expect(() => toDecimalString(0.5, 2)).toThrow(RangeError);
    expect(() => toDecimalString(Number.NaN, 2)).toThrow(RangeError);
  });
});

describe('formatQuantity', () => {
  const usd = (value: number) => ({ value, unit: 'USD', scale: 2 });

  it.each([
    [usd(3418000), 'en', 'full', '$34,180.00'],
    [usd(3418000), 'en', 'short', '$34,180'],
    [usd(3418050), 'en', 'short', '$34,180.50'],
    [usd(5175), 'de', 'full', '51,75 $'],
    [usd(99999999), 'en', 'short', '$999,999.99'],
    [usd(100000000), 'en', 'short', '$1M'],
    [usd(199999999), 'en', 'short', '$1.99M'],
    [usd(199999999), 'en', 'full', '$1,999,999.99'],
    [{ value: 123456700, unit: 'INR', scale: 2 }, 'hi', 'full', '₹12,34,567.00'],
    [{ value: 500, unit: 'JPY', scale: 0 }, 'ja', 'full', '￥500'],
    [{ value: 1500, unit: 'KWD', scale: 3 }, 'en', 'full', 'KWD 1.500'],
    [{ value: 3418000, unit: 'USD', scale: 2 }, 'ar-EG', 'short', '٣٤٬١٨٠ US$'],
  ] as const)('writes %o in %s, %s: %s', (quantity, locale, style, expected) => {
    expect(plain(formatQuantity(quantity, locale, { style }))).toBe(expected);
  });

  it.each([
    [{ value: 15, unit: 'hours', scale: 1 }, 'en', undefined, '1.5 hours'],
    [{ value: 10, unit: 'hours', scale: 1 }, 'en', undefined, '1 hour'],
    [{ value: 20, unit: 'hours', scale: 1 }, 'en', undefined, '2 hours'],
    [{ value: 15, unit: 'hours', scale: 1 }, 'de', undefined, '1,5 Stunden'],
    [{ value: 1, unit: 'trees', scale: 0 }, 'en', { one: 'tree', other: 'trees' }, '1 tree'],
    [{ value: 1240, unit: 'trees', scale: 0 }, 'en', { one: 'tree', other: 'trees' }, '1,240 trees'],
    [{ value: 1240, unit: 'trees', scale: 0 }, 'en', undefined, '1,240 trees'],
    [{ value: 1240, unit: 'constructor', scale: 0 }, 'en', undefined, '1,240 constructor'],
  ] as const)('[PT3] writes %o in %s with labels %o: %s', (quantity, locale, unitLabel, expected) => {
    expect(plain(formatQuantity(quantity, locale, { unitLabel }))).toBe(expected);
  });

  it('[F39] picks among the six plural forms of Arabic', () => {
    const labels = { zero: 'z', one: 'o', two: 't', few: 'f', many: 'm', other: 'x' };
    expect([0, 1, 2, 3, 11, 100].map((n) => pluralLabel(n, 0, 'ar', labels))).toEqual(['z', 'o', 't', 'f', 'm', 'x']);
    expect(pluralLabel(15, 1, 'en', { one: 'hour', other: 'hours' })).toBe('hours');
    expect(pluralLabel(1, 0, 'ar', { other: 'x' })).toBe('x');
  });

  it('[F32] survives an unknown currency, a bad one and a bad locale', () => {
    expect(plain(formatQuantity({ value: 500, unit: 'XQZ', scale: 2 }, 'en'))).toBe('XQZ 5.00');
    expect(formatQuantity({ value: 500, unit: 'US', scale: 2 }, 'en')).toBe('5 US');
    expect(formatQuantity(usd(500), 'en_US')).toBe('$5.00');
    expect(formatQuantity(usd(500), '')).toBe('$5.00');
    expect(formatQuantity(usd(Number.NaN), 'en')).toBe('$0.00');
  });

  it('[F33] takes the decimals from the document, where Intl has others', () => {
    for (const unit of ['HUF', 'ISK', 'UGX', 'MGA', 'TWD', 'JPY']) {
      expect(plain(formatQuantity({ value: 12345, unit, scale: 2 }, 'en'))).toMatch(/123\.45$/);
    }
    expect(plain(formatQuantity({ value: 12345, unit: 'KWD', scale: 0 }, 'en'))).toBe('KWD 12,345');
  });

  it('[F34] is exact up to the largest safe integer', () => {
    expect(formatQuantity(usd(Number.MAX_SAFE_INTEGER), 'en')).toBe('$90,071,992,547,409.91');
  });
});

describe('formatNumber, formatPercent', () => {
  it('writes a whole number without decimals and any other with all of them', () => {
    expect(formatNumber(3418000, 2, 'en')).toBe('34,180');
    expect(formatNumber(5150, 2, 'en')).toBe('51.50');
    expect(formatNumber(5150, 2, 'de')).toBe('51,50');
    expect(formatNumber(15, 1, 'ar-EG')).toBe('١٫٥');
  });

  it('writes percent by locale, rounded down', () => {
    expect(formatPercent(76, 'en')).toBe('76%');
    expect(formatPercent(132, 'de')).toBe(`132${NBSP}%`);
    expect(formatPercent(99.9, 'en')).toBe('99%');
    expect(plain(formatPercent(7, 'ar-EG'))).toBe('٧٪');
  });
});

describe('currencyAffixes', () => {
  it('[CF28] says which sign stands where', () => {
    expect(currencyAffixes('USD', 'en')).toEqual({ symbol: '$', code: 'USD', before: true });
    expect(currencyAffixes('EUR', 'de')).toEqual({ symbol: '€', code: 'EUR', before: false });
    expect(currencyAffixes('JPY', 'ja')?.before).toBe(true);
    expect(currencyAffixes('XQZ', 'en')).toEqual({ symbol: 'XQZ', code: 'XQZ', before: true });
    expect(currencyAffixes('hours', 'en')).toBeUndefined();
  });

  it('tells a currency by its form', () => {
    expect(['USD', 'XQZ', 'usd', 'US', 'hours', 'USDT'].map(isCurrency)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('addQuantities', () => {
  it('adds integers', () => {
    expect(addQuantities({ value: 1999, unit: 'USD', scale: 2 }, { value: 435, unit: 'USD', scale: 2 })).toEqual({
      value: 2434,
      unit: 'USD',
      scale: 2,
    });
  });

  it('[F27] refuses to mix units or scales, and to lose a cent', () => {
    const one = { value: 1, unit: 'USD', scale: 2 };
    expect(() => addQuantities(one, { ...one, unit: 'EUR' })).toThrow(RangeError);
    expect(() => addQuantities(one, { ...one, scale: 3 })).toThrow(RangeError);
    expect(() => addQuantities(one, { ...one, value: Number.MAX_SAFE_INTEGER })).toThrow(RangeError);
  });
});

describe('numberFormat', () => {
  it('makes one object per locale and options', () => {
    expect(numberFormat('en', { style: 'percent' })).toBe(numberFormat('en', { style: 'percent' }));
    expect(numberFormat('de', { style: 'percent' })).not.toBe(numberFormat('en', { style: 'percent' }));
  });

  it('forgets the oldest rather than grow for ever', () => {
    const first = numberFormat('en', { minimumIntegerDigits: 1 });
    for (let digits = 0; digits < 20; digits++) {
      for (const locale of LOCALES) numberFormat(locale, { maximumFractionDigits: digits });
    }
    expect(numberFormat('en', { minimumIntegerDigits: 1 })).not.toBe(first);
  });
});

// ── Parsing ─────────────────────────────────────────────────────────────────

const ok = (value: number) => ({ ok: true, value });
const ask = (...choices: number[]) => ({ ok: false, reason: 'ambiguous', choices });
const no = (reason: string) => ({ ok: false, reason });

type Row = [text: string, locale: string, unit: string, scale: number, expected: object];

const EN: [string, object][] = [
  // Well written on an English page, in dollars.
  ['50', ok(5000)],
  [' 50 ', ok(5000)],
  ['0', ok(0)],
  ['007', ok(700)],
  ['75.00', ok(7500)],
  ['75.5', ok(7550)],
  ['75.', ok(7500)],
  ['.5', ok(50)],
  ['0.50', ok(50)],
  ['0.500', ok(50)],
  ['19.99', ok(1999)],
  ['1.10', ok(110)],
  ['1,000', ok(100000)],
  ['1,234.56', ok(123456)],
  ['1,234,567', ok(123456700)],
  ['12,345.6', ok(1234560)],
  ['1 000', ok(100000)],
  [`1${NBSP}000`, ok(100000)],
  [`1${NARROW}000.50`, ok(100050)],
  ["1'000", ok(100000)],
  ['1’000.50', ok(100050)],
  ['+5', ok(500)],
  ['50.–', ok(5000)],
  ['50,-', ok(5000)],
  // The unit, pasted along.
  ['$50', ok(5000)],
  ['$ 50', ok(5000)],
  ['50$', ok(5000)],
  ['US$50', ok(5000)],
  ['50 USD', ok(5000)],
  ['usd 50', ok(5000)],
  ['USD50.00', ok(5000)],
  ['$50 USD', ok(5000)],
  ['50 US dollars', ok(5000)],
  ['50 dollars', ok(5000)],
  ['＄５０', ok(5000)],
  ['$.50', ok(50)],
  ['\n$50.00\r\n', ok(5000)],
  ['$\n50', ok(5000)],
  ['\u200F$50\u200E', ok(5000)],
  ['\uFEFF50\u200B', ok(5000)],
  // Other digits.
  ['５０．５', ok(5050)],
  ['１，０００', ok(100000)],
  ['١٢٣', ok(12300)],
  ['١٢٣٫٥', ok(12350)],
  ['١٬٢٣٤٫٥٠', ok(123450)],
  ['۱۲۳', ok(12300)],
  ['१२३', ok(12300)],
  ['১২৩', ok(12300)],
  // Well written elsewhere: asked.
  ['75,00', ask(7500)],
  ['1,5', ask(150)],
  [',5', ask(50)],
  ['75,', ask(7500)],
  ['1.234,56', ask(123456)],
  ['1 234,56', ask(123456)],
  ['1.234.567', ask(123456700)],
  ['12,34,567', ask(123456700)],
  ['0,500', ask(50)],
  // Two meanings: asked.
  ['1.000', ask(100, 100000)],
  ['12.340', ask(1234, 1234000)],
  ['$1.000', ask(100, 100000)],
  ['50k', ask(5000000)],
  ['$1.5K', ask(150000)],
  ['1e3', ask(100000)],
  ['USD.50', ask(50, 5000)],
  // Refused, and why.
  ['', no('empty')],
  [' \u00A0\n\u200B', no('empty')],
  ['5.999', no('too-precise')],
  ['0.001', no('too-precise')],
  ['1,234.567', no('too-precise')],
  ['-5', no('negative')],
  ['−5', no('negative')],
  ['-$5', no('negative')],
  ['$-5.00', no('negative')],
  ['5-', no('negative')],
  ['(5.00)', no('negative')],
  ['-1.000', no('negative')],
  ['€50', no('other-unit')],
  ['50 EUR', no('other-unit')],
  ['50 eur', no('other-unit')],
  ['CHF 50', no('other-unit')],
  ['₹500', no('other-unit')],
  ['Rs.500', no('other-unit')],
  ['50 kr', no('other-unit')],
  ['50¢', no('other-unit')],
  ['50 cents', no('other-unit')],
  ['99999999999999999', no('too-large')],
  ['90071992547409.92', no('too-large')],
  ['9e9', ask(900000000000)],
  ['0x10', no('not-a-number')],
  ['abc', no('not-a-number')],
  ['$', no('not-a-number')],
  ['NaN', no('not-a-number')],
  ['Infinity', no('not-a-number')],
  ['--5', no('not-a-number')],
  ['5-10', no('not-a-number')],
  ['5–10', no('not-a-number')],
  ['5 10', no('not-a-number')],
  ['25\n100', no('not-a-number')],
  ['25\t100', no('not-a-number')],
  ['1/2', no('not-a-number')],
  ['½', no('not-a-number')],
  ['5²', no('not-a-number')],
  ['50%', no('not-a-number')],
  ['5 million', no('not-a-number')],
  ['~50', no('not-a-number')],
  ['=50', no('not-a-number')],
  ['1.2.3', no('not-a-number')],
  ['1,00,0', no('not-a-number')],
  ['10,00.00', no('not-a-number')],
  ['1,000,00', no('not-a-number')],
  ['1.000.00', no('not-a-number')],
  ['1..5', no('not-a-number')],
  ['5'.repeat(600), no('not-a-number')],
];

const OTHERS: Row[] = [
  ['1.000', 'de', 'EUR', 2, ok(100000)],
  ['1.234,56', 'de', 'EUR', 2, ok(123456)],
  ['75,00', 'de', 'EUR', 2, ok(7500)],
  ['75.00', 'de', 'EUR', 2, ask(7500)],
  ['7.5', 'de', 'EUR', 2, ask(750)],
  ['1,000', 'de', 'EUR', 2, ask(100, 100000)],
  ['1,234.56', 'de', 'EUR', 2, ask(123456)],
  ['5,999', 'de', 'EUR', 2, no('too-precise')],
  ['50 €', 'de', 'EUR', 2, ok(5000)],
  ['50 Euro', 'de', 'EUR', 2, ok(5000)],
  ['€ 50,-', 'de', 'EUR', 2, ok(5000)],
  ['50 US-Dollar', 'de', 'USD', 2, ok(5000)],
  ['1 234,56', 'de-AT', 'EUR', 2, ok(123456)],
  ['1.234,56', 'de-AT', 'EUR', 2, ok(123456)],
  ['50.–', 'de-CH', 'CHF', 2, ok(5000)],
  ['Fr. 50.–', 'de-CH', 'CHF', 2, ok(5000)],
  ["CHF 1'234.50", 'de-CH', 'CHF', 2, ok(123450)],
  ['1,5', 'fr-CH', 'CHF', 2, ok(150)],
  ['1.50', 'fr-CH', 'CHF', 2, ok(150)],
  ['1.000', 'fr-CH', 'CHF', 2, ask(100, 100000)],
  [`1${NARROW}234,56${NBSP}€`, 'fr', 'EUR', 2, ok(123456)],
  ['1 000', 'fr', 'EUR', 2, ok(100000)],
  ['1234,5', 'es', 'EUR', 2, ok(123450)],
  ['1.234', 'es', 'EUR', 2, ok(123400)],
  ['1 234,56 zł', 'pl', 'PLN', 2, ok(123456)],
  ['50 PLN', 'pl', 'PLN', 2, ok(5000)],
  ['١٬٢٣٤٫٥٠', 'ar-EG', 'EGP', 2, ok(123450)],
  ['1,234.50', 'ar-EG', 'EGP', 2, ok(123450)],
  ['١٢٣٫٥', 'ar', 'EGP', 2, ok(12350)],
  ['١٢٣،٥', 'ar-EG', 'EGP', 2, ask(12350)],
  ['۱٬۲۳۴٫۵۰', 'fa', 'USD', 2, ok(123450)],
  ['₹12,34,567.50', 'hi', 'INR', 2, ok(123456750)],
  ['12,34,567', 'en-IN', 'INR', 2, ok(123456700)],
  ['1,234,567', 'en-IN', 'INR', 2, ok(123456700)],
  ['Rs 500', 'en-IN', 'INR', 2, ok(50000)],
  ['Rs.500', 'en-IN', 'INR', 2, ask(50, 50000)],
  ['१,२३४.५०', 'hi', 'INR', 2, ok(123450)],
  ['￥５００', 'ja', 'JPY', 0, ok(500)],
  ['500円', 'ja', 'JPY', 0, ok(500)],
  ['1,000', 'ja', 'JPY', 0, ok(1000)],
  ['500.00', 'en', 'JPY', 0, ok(500)],
  ['500.5', 'en', 'JPY', 0, no('too-precise')],
  ['1.000', 'en', 'JPY', 0, ask(1, 1000)],
  ['KWD 1.000', 'en', 'KWD', 3, ok(1000)],
  ['1.5', 'en', 'KWD', 3, ok(1500)],
  ['1,000', 'en', 'KWD', 3, ask(1000, 1000000)],
  ['1,000.000', 'en', 'KWD', 3, ok(1000000)],
  ['1.000', 'de', 'KWD', 3, ask(1000, 1000000)],
  ['1.000', 'en-BE', 'KWD', 3, ok(1000)],
  ['0.0001', 'en', 'CLF', 4, ok(1)],
  ['1.5', 'en', 'hours', 1, ok(15)],
  ['1.5 hours', 'en', 'hours', 1, ok(15)],
  ['2 h', 'en', 'hours', 1, ok(20)],
  ['2 hrs', 'en', 'hours', 1, ok(20)],
  ['1,5 Std.', 'de', 'hours', 1, ok(15)],
  ['1.25', 'en', 'hours', 1, no('too-precise')],
  ['$5', 'en', 'hours', 1, no('other-unit')],
  ['12', 'en_US', 'USD', 2, ok(1200)],
  ['$50', 'en', 'CAD', 2, ok(5000)],
  ['US$50', 'en', 'CAD', 2, no('other-unit')],
];

describe('parseQuantity', () => {
  const rows: Row[] = [...EN.map(([text, expected]): Row => [text, 'en', 'USD', 2, expected]), ...OTHERS];

  it('[F35] has a table worth the name', () => {
    expect(rows.length).toBeGreaterThanOrEqual(80);
    expect(new Set(rows.map(String)).size).toBe(rows.length);
  });

  it.each(rows)('[F35] [CF3] reads %j in %s, %s with %d decimals', (text, locale, unit, scale, expected) => {
    expect(parseQuantity(text, { unit, scale, locale })).toEqual(expected);
  });

  it('knows the labels of the unit', () => {
    const unitLabel = { one: 'Baum', other: 'Bäume' };
    expect(parseQuantity('1.200 Bäume', { unit: 'trees', scale: 0, locale: 'de', unitLabel })).toEqual(ok(1200));
    expect(parseQuantity('1 baum', { unit: 'trees', scale: 0, locale: 'de', unitLabel })).toEqual(ok(1));
    expect(parseQuantity('1 Busch', { unit: 'trees', scale: 0, locale: 'de', unitLabel })).toEqual(no('not-a-number'));
  });

  const value = fc.oneof(
    fc.integer({ min: 0, max: 100_000 }),
    fc.integer({ min: 0, max: 1_000_000_000 }),
    fc.maxSafeNat(),
  );

  it('[F34] reads back what it writes: money of every exponent, every locale', () => {
    for (const locale of [...LOCALES, ...MORE_LOCALES]) {
      for (const unit of money) {
        const roundTrip = (x: number) => {
          const text = formatQuantity({ value: x, ...unit }, locale);
          const result = parseQuantity(text, { ...unit, locale });
          if (!result.ok || result.value !== x) throw new Error(`${text} in ${locale} is ${JSON.stringify(result)}`);
        };
        fc.assert(fc.property(value, roundTrip), { numRuns: 140 }); // 30 locales, 25 currencies: 105,000 in all
      }
    }
  });

  it('[F34] reads back the bare and the short form, up to two decimals', () => {
    const upToTwo = money.filter((unit) => unit.scale <= 2);
    fc.assert(
      fc.property(
        fc.constantFrom(...LOCALES),
        fc.constantFrom(...upToTwo),
        fc.integer({ min: 0, max: 99_999_999 }),
        (locale, unit, x) => {
          fc.pre(x < 1_000_000 * 10 ** unit.scale);
          const options = { ...unit, locale };
          expect(parseQuantity(formatNumber(x, unit.scale, locale), options)).toEqual(ok(x));
          expect(parseQuantity(formatQuantity({ value: x, ...unit }, locale, { style: 'short' }), options)).toEqual(
            ok(x),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('[F34] reads back hours and plain counts', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LOCALES), fc.integer({ min: 0, max: 9_999_999 }), (locale, x) => {
        for (const { unit, scale } of [
          { unit: 'hours', scale: 1 },
          { unit: 'trees', scale: 0 },
        ]) {
          const text = formatQuantity({ value: x, unit, scale }, locale);
          if (!/\p{Nd}/u.test(text)) continue; // Arabic says "an hour" without a digit
          expect(parseQuantity(text, { unit, scale, locale }), text).toEqual(ok(x));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('[CF3] takes one separator by the role it has on this page, or not at all', () => {
    // Decimal and thousands sign, written down by hand; Swiss French has a decimal sign for numbers and one for money.
    const roles: Record<string, [decimals: string, groups: string]> = {
      en: ['.', ','],
      de: [',', '.'],
      fr: [',', ''],
      'fr-CH': [',.', ''],
      'de-CH': ['.', ''],
      es: [',', '.'],
      ja: ['.', ','],
      pl: [',', ''],
    };
    const digits = fc.stringMatching(/^[1-9][0-9]{0,2}[.,][0-9]{1,4}$/);
    let accepted = 0;
    fc.assert(
      fc.property(digits, fc.constantFrom(...Object.keys(roles)), (text, locale) => {
        const result = parseQuantity(text, { unit: 'USD', scale: 2, locale });
        if (!result.ok) return;
        accepted++;
        const sign = text.includes('.') ? '.' : ',';
        const [whole, rest] = text.split(sign) as [string, string];
        const [decimals, groups] = roles[locale]!;
        if (rest.length === 3) {
          expect(groups).toContain(sign);
          expect(result.value).toBe(Number(whole + rest) * 100);
        } else {
          expect(decimals).toContain(sign);
          expect(rest.slice(2)).toMatch(/^0*$/);
          expect(result.value).toBe(Number(whole + rest.slice(0, 2).padEnd(2, '0')));
        }
      }),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(500);
  });

  it('answers anything at all with a safe integer or a reason', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9.,'’ ٫٬$€kKeE()+-]{0,40}$/));
    fc.assert(
      fc.property(text, fc.constantFrom(...LOCALES), fc.constantFrom(...money), (input, locale, unit) => {
        const result = parseQuantity(input, { ...unit, locale });
        if (result.ok) expect(Number.isSafeInteger(result.value) && result.value >= 0).toBe(true);
        else if (result.reason === 'ambiguous') {
          expect(result.choices?.length).toBeGreaterThan(0);
          expect(result.choices!.every((choice) => Number.isSafeInteger(choice) && choice >= 0)).toBe(true);
        } else expect(result.choices).toBeUndefined();
      }),
      { numRuns: 5000 },
    );
  });

  it('comes to an end with long nonsense', () => {
    for (const text of ['1,'.repeat(250), '1 '.repeat(250), '$'.repeat(500), `${'9'.repeat(499)}x`, '.'.repeat(500)]) {
      parseQuantity(text, { unit: 'USD', scale: 2, locale: 'en' });
    }
    parseQuantity('x'.repeat(1_000_000), { unit: 'USD', scale: 2, locale: 'en' });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveredTotal } from '../../src/data/fees.ts';
import { hasCardNumber } from '../../src/data/card.ts';
import { faultText } from '../src/commands/shared.ts';
import { canonicalJson, newId } from '../src/crypto.ts';
import { mergeHistory } from '../src/database/read.ts';
import { clientAddress, TokenBuckets } from '../src/limits.ts';
import { safeError } from '../src/log.ts';
import { html } from '../src/pages/html.ts';

describe('covering fees', () => {
  it('leaves at least the amount after fees, and not one unit more than needed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000_000 }),
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (amount, hundredths, fixed) => {
          const total = BigInt(coveredTotal(amount, { percent: hundredths / 100, fixed }));
          // Compared as fractions of 10000, so that no rounding hides an error.
          const net = (charged: bigint) => charged * BigInt(10_000 - hundredths) - BigInt(fixed) * 10_000n;
          expect(net(total) >= BigInt(amount) * 10_000n).toBe(true);
          expect(net(total - 1n) < BigInt(amount) * 10_000n).toBe(true);
        },
      ),
    );
  });

  it('gives known figures', () => {
    expect(coveredTotal(5000, { percent: 2.8, fixed: 30 })).toBe(5175); // the 51.75 of the design
    expect(coveredTotal(1000, { percent: 0, fixed: 0 })).toBe(1000);
  });
});

describe('[S29] card numbers', () => {
  it.each([
    '4111111111111111',
    '4111 1111 1111 1111',
    '3782-822463-10005',
    'a6011111111111117b',
    '5555.5555.5555.4444',
    '４１１１１１１１１１１１１１１１',
    '٤١١١١١١١١١١١١١١١',
  ])('finds %s', (text) => expect(hasCardNumber(text)).toBe(true));
  it.each([
    '4111111111111112',
    '0000000000000000',
    '2026-03-01 12:00',
    '+49 170 1234567',
    '123456789012',
    '41111111111111111111111',
    '',
  ])('lets %s pass', (text) => expect(hasCardNumber(text)).toBe(false));
  it('comes to an end with 16 kB of digits and dashes', () => {
    for (const text of ['1-'.repeat(8000), '12 '.repeat(5000), '1'.repeat(16_000)]) hasCardNumber(text);
  });
});

describe('limits', () => {
  it('fills up again with time, and not beyond the burst', () => {
    const clock = { now: 0 };
    const buckets = new TokenBuckets('t', 1, 3, () => clock.now);
    const takes = () => {
      try {
        buckets.take('a');
        return true;
      } catch {
        return false;
      }
    };
    expect([takes(), takes(), takes(), takes()]).toEqual([true, true, true, false]);
    clock.now = 1000;
    expect([takes(), takes()]).toEqual([true, false]);
    clock.now = 1_000_000;
    expect([takes(), takes(), takes(), takes()]).toEqual([true, true, true, false]);
    clock.now = 0; // a clock that goes back neither fills nor locks
    expect(takes()).toBe(false);
    clock.now = 2000;
    expect(takes()).toBe(true);
  });

  it('believes only its own proxies', () => {
    expect(clientAddress('10.0.0.1', '6.6.6.6, 198.51.100.7', 0)).toBe('10.0.0.1');
    expect(clientAddress('10.0.0.1', '6.6.6.6, 198.51.100.7', 1)).toBe('198.51.100.7');
    expect(clientAddress('10.0.0.1', '6.6.6.6, 198.51.100.7, 10.0.0.2', 2)).toBe('198.51.100.7');
    expect(clientAddress('10.0.0.1', undefined, 1)).toBe('10.0.0.1');
    expect(clientAddress('::ffff:192.0.2.1', undefined, 0)).toBe('192.0.2.1');
    expect(clientAddress(undefined, undefined, 0)).toBe('unknown');
    // With the port, as Azure's gateway has it, nobody becomes somebody else with each connection.
    expect(clientAddress('10.0.0.1', '198.51.100.7:4711', 1)).toBe('198.51.100.7');
    expect(clientAddress('10.0.0.1', '[2001:db8:1:2::1]:4711', 1)).toBe('2001:db8:1:2');
    expect(clientAddress('10.0.0.1', '[2001:db8:1:2::9]', 1)).toBe('2001:db8:1:2');
  });

  it('takes a network of 64 bits for one visitor', () => {
    const one = clientAddress('2001:db8:1:2:aaaa::1', undefined, 0);
    expect(clientAddress('2001:db8:1:2:bbbb:cccc::2', undefined, 0)).toBe(one);
    expect(clientAddress('2001:db8:1:3::1', undefined, 0)).not.toBe(one);
    expect(clientAddress('::1', undefined, 0)).toBe('0:0:0:0');
  });
});

describe('small parts', () => {
  it('canonical JSON does not know the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('ids are long, random and tell no time', () => {
    const ids = Array.from({ length: 1000 }, () => newId('ctr'));
    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^ctr_[0-9a-hjkmnp-tv-z]{26}$/);
  });

  it('markup shows text as text', () => {
    const { text } = html`<p title="${'"><script>'}">${"<b>&'"}${html`<i>${'<'}</i>`}${undefined}</p>`;
    expect(text).toBe('<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&amp;&#39;<i>&lt;</i></p>');
  });

  it('an error in the log has a place but no message', () => {
    const logged = JSON.stringify(
      safeError(Object.assign(new Error('Key (email)=(ada@example.org)'), { code: '23505' })),
    );
    expect(logged).not.toContain('ada');
    expect(logged).toContain('23505');
    expect(logged).toContain('parts.test.ts');
  });

  it('history never goes back in time', () => {
    const until = '2026-03-10T09:00:00Z';
    const opening = [
      { at: '2026-03-08T10:00:00Z', value: 5 },
      { at: '2026-03-10T10:00:00Z', value: 9 },
    ];
    const made = [
      { day: '2026-03-08', amount: 1 },
      { day: '2026-03-10', amount: 2 },
    ];
    const points = mergeHistory(opening, made, { total: 9, until });
    expect(points.map((point) => point.value)).toEqual([5, 10, 12]);
    const times = points.map((point) => Date.parse(point.at));
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(mergeHistory([], made, { total: 9, until }).map((point) => point.value)).toEqual([10, 12]);
  });
});

describe('what a command says when the database fails it', () => {
  it('is one line: what, and what to do', () => {
    for (const code of ['SQLITE_BUSY', 'SQLITE_FULL', '57P01', 'ECONNREFUSED'])
      expect(faultText(Object.assign(new Error('select secret from people'), { code }))).toMatch(
        new RegExp(`^The database cannot be used now \\(${code}\\)\\. .*try again`, 'i'),
      );
    expect(faultText(new TypeError('ours'))).toBeUndefined();
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { helpOfVariables, readEnvironment, VARIABLES } from '../src/environment.ts';

describe('settings', () => {
  it('every one is in the help and in docs/operations.md', () => {
    const docs = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const missing = VARIABLES.filter(({ name }) => !docs.includes(`\`${name}\``)).map(({ name }) => name);
    expect(missing).toEqual([]);
    for (const { name } of VARIABLES) expect(helpOfVariables()).toContain(name);
  });

  it('are checked at the start, with one line that says what should be', () => {
    const wrong: [Record<string, string>, RegExp][] = [
      [{ PORT: '70000' }, /PORT is "70000", but should be a whole number from 0 to 65535/],
      [{ PUBLIC_URL: 'give.example.org' }, /PUBLIC_URL/],
      [{ WRITE_ORIGINS: 'https://a.example/path' }, /WRITE_ORIGINS.*without a path/],
      [{ CAIRN_PAYMENTS: 'paypal' }, /CAIRN_PAYMENTS is "paypal", but should be test, manual, template or stripe/],
      [{ CAIRN_PAYMENTS: 'stripe' }, /STRIPE_SECRET_KEY/],
      [{ CAIRN_PAYMENTS: 'stripe', STRIPE_SECRET_KEY: 'sk_test_1' }, /STRIPE_WEBHOOK_SECRET/],
      [{ CAIRN_PAYMENTS: 'template' }, /CAIRN_CHECKOUT_TEMPLATE/],
      [{ CAIRN_PAYMENTS: 'template', CAIRN_CHECKOUT_TEMPLATE: 'https://p.example/{sum}' }, /\{sum\}/],
      [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL/],
      [{ CAIRN_HSTS: 'yes' }, /CAIRN_HSTS/],
      [{ CAIRN_DRAIN_MS: '-1' }, /CAIRN_DRAIN_MS/],
    ];
    for (const [env, said] of wrong) expect(() => readEnvironment(env), JSON.stringify(env)).toThrow(said);
  });

  it('a misspelt one is named', () => {
    expect(readEnvironment({ CAIRN_PAYMENT: 'stripe' }).unknown[0]).toContain('CAIRN_PAYMENTS');
    expect(readEnvironment({ CAIRN_DATA: 'x' }).unknown).toEqual([]);
    // Without it the server would begin an empty SQLite beside the PostgreSQL that was meant.
    expect(readEnvironment({ DATABSE_URL: 'postgres://x/y' }).unknown).toEqual([
      'DATABSE_URL (is DATABASE_URL meant?)',
    ]);
    for (const [said, meant] of [
      ['PUBLIC_ULR', 'PUBLIC_URL'],
      ['WRITE_ORIGIN', 'WRITE_ORIGINS'],
      ['CAIRN_PORT', 'PORT'],
      ['CAIRN_MINIMUN', 'CAIRN_MINIMUM'],
      ['CAIRN_BANK', 'CAIRN_BANK_DETAILS'],
    ] as const)
      expect(readEnvironment({ [said]: 'x' }).unknown).toEqual([`${said} (is ${meant} meant?)`]);
    expect(readEnvironment({ CAIRN_COLOUR: 'x' }).unknown).toEqual(['CAIRN_COLOUR']);
  });

  it('names of other programs are none of ours', () => {
    expect(readEnvironment({ HOSTNAME: 'x', SPORT: 'x', POST: 'x', LANG: 'x', PUBLIC_KEY: 'x' }).unknown).toEqual([]);
    // Who sets the right one may have others beside it.
    expect(readEnvironment({ PUBLIC_URL: 'https://a.example', PUBLIC_URI: 'x' }).unknown).toEqual([]);
  });
});

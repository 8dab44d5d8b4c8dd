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
  });
});

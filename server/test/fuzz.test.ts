import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BASE, expectSums, newKey, onBothDatabases, serve, type TestServer } from './helpers.ts';

const folder = mkdtempSync(join(tmpdir(), 'cairn-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Strings that have broken somebody's server before. */
const NASTY = [
  '',
  ' ',
  '\u0000',
  '\uD800',
  '\uFEFF',
  '../../etc/passwd',
  "' OR 1=1 --",
  '"; drop table goals; --',
  '${7*7}',
  '__proto__',
  'constructor',
  'NaN',
  '1e309',
  '-0',
  '\u202Eabc',
  '💥'.repeat(50),
  'x'.repeat(2500),
];
const text = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary' }), fc.string());
const anything = fc.oneof(text, fc.jsonValue({ maxDepth: 3 }), fc.integer(), fc.double(), fc.constant(null));
const maybe = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: value as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: anything });

const changes = fc.record(
  {
    pathwayId: maybe(fc.constantFrom('give', 'pledge', 'help', 'act', 'strict', 'partner')),
    quantity: maybe(
      fc.record({
        value: maybe(fc.integer({ min: -10, max: 2_000_000 })),
        unit: maybe(fc.constantFrom('USD', 'hours', 'actions')),
        scale: maybe(fc.integer({ min: 0, max: 3 })),
      }),
    ),
    frequency: maybe(fc.constantFrom('once', 'monthly')),
    actions: maybe(fc.array(maybe(fc.constantFrom('walk', 'tell')), { maxLength: 4 })),
    shifts: maybe(fc.array(maybe(fc.constantFrom('sat', 'any')), { maxLength: 3 })),
    name: maybe(text),
    email: maybe(fc.emailAddress()),
    message: maybe(text),
    anonymous: maybe(fc.boolean()),
    fields: maybe(fc.dictionary(fc.oneof(fc.constantFrom('size', 'note'), text), maybe(text))),
    consents: maybe(
      fc.array(
        fc.record({
          id: maybe(fc.constantFrom('terms', 'publish-name')),
          version: maybe(fc.constantFrom('1', '2')),
          granted: maybe(fc.boolean()),
        }),
      ),
    ),
    due: maybe(fc.constantFrom('2026-06-30', '2026-02-30', '0000-00-00')),
    coverFees: maybe(fc.boolean()),
    returnUrl: maybe(fc.webUrl()),
    source: maybe(fc.dictionary(text, text)),
    locale: maybe(text),
    proof: maybe(text),
    hp: maybe(text),
    fillMs: maybe(fc.oneof(fc.nat(), fc.double())),
  },
  { requiredKeys: [] },
);

const VALID = [
  { pathwayId: 'give', quantity: { value: 2500, unit: 'USD', scale: 2 } },
  { pathwayId: 'pledge', quantity: { value: 1000, unit: 'USD', scale: 2 } },
  { pathwayId: 'help', quantity: { value: 10, unit: 'hours', scale: 1 } },
  { pathwayId: 'act', actions: ['walk'] },
];

/** A valid body with up to three fields changed: near enough to get past the first check. */
const body = fc
  .tuple(fc.constantFrom(...VALID), changes, fc.nat({ max: 3 }), fc.nat())
  .map(([valid, changed, many, from]) => {
    const fields = Object.entries(changed);
    const chosen =
      fields.length > 0 ? Array.from({ length: many }, (_, step) => fields[(from + step) % fields.length]!) : [];
    return { ...valid, ...Object.fromEntries(chosen) };
  });

onBothDatabases('[B24] whatever is sent', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serve(await kind.place(), { siteDir: folder });
  });
  afterAll(() => server.close());

  it('a body is taken or refused with a documented answer, never a 5xx', async () => {
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 9, arbitrary: body.map((value) => JSON.stringify(value)) }, { weight: 1, arbitrary: text }),
        async (sent) => {
          const response = await server.post(sent);
          statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
          expect(response.status).toBeLessThan(500);
          if (response.status === 201 && Math.random() < 0.3) expect((await server.ask(BASE)).status).toBe(200);
        },
      ),
      { numRuns: 400, endOnFailure: true, interruptAfterTimeLimit: 60_000 },
    );
    expect([...statuses.keys()].sort()).toEqual(expect.arrayContaining([201, 422])); // both were really tried
    await expectSums(server.database);
  }, 120_000);

  it('so is every address, header and method', async () => {
    const segment = fc.oneof(
      text,
      fc.constantFrom(
        'v1',
        'campaigns',
        'riverbank',
        'contributions',
        'goals',
        'members',
        'history',
        'checkout',
        'cdn',
      ),
    );
    const path = fc.oneof(
      fc
        .array(segment, { maxLength: 5 })
        .map((parts) => `/${parts.map((part) => encodeURIComponent(part.toWellFormed())).join('/')}`),
      fc
        .record({
          list: fc.constantFrom('contributions', 'members', 'updates', 'history', 'goals'),
          name: fc.constantFrom('cursor', 'limit', 'goal', 'interval'),
          value: text,
        })
        .map(({ list, name, value }) => `${BASE}/${list}?${name}=${encodeURIComponent(value.toWellFormed())}`),
    );
    const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS');
    const header = fc.string().map((value) => value.replace(/[^\x20-\x7e]/g, ''));
    await fc.assert(
      fc.asyncProperty(path, method, header, async (where, how, value) => {
        const headers = {
          'if-none-match': value,
          authorization: value,
          'idempotency-key': value,
          'x-forwarded-for': value,
          origin: value,
        };
        const response = await server.ask(where, { method: how, headers, ...(how === 'POST' ? { body: value } : {}) });
        expect(response.status).toBeLessThan(500);
        await response.body?.cancel();
      }),
      { numRuns: 300, endOnFailure: true, interruptAfterTimeLimit: 60_000 },
    );
  });

  it('[S33] and the log never tells who', async () => {
    const secrets = {
      name: 'Zebedee Q. Unlikely',
      email: 'zebedee@unlikely.example',
      message: 'a message nobody should log',
    };
    const key = newKey();
    const address = '203.0.113.77';
    const receipt = await server.give(
      {
        pathwayId: 'give',
        quantity: { value: 2500, unit: 'USD', scale: 2 },
        ...secrets,
        returnUrl: 'https://unlikely.example/back?who=zebedee',
      },
      { key, address },
    );
    await server.checkout(receipt);
    await server.post({ pathwayId: 'give', ...secrets, quantity: 'broken' }, { address });
    await server.ask(`/v1/contributions/${receipt.id}?token=${receipt.viewToken}`, {
      headers: { authorization: `Bearer ${receipt.viewToken}` },
    });
    const logs = server.logs.join('');
    expect(logs).toContain('"route":"/v1/campaigns/:id/contributions"');
    for (const secret of [
      ...Object.values(secrets),
      'zebedee',
      key,
      address,
      receipt.id,
      receipt.viewToken!,
      receipt.receipt,
    ])
      expect(logs).not.toContain(secret);
  });
});

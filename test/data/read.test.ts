import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import * as page from '../../src/data/read.ts';
import * as campaign from '../../src/data/shapes.ts';
import * as live from '../../src/data/shapes-live.ts';
import * as sent from '../../src/data/shapes-sent.ts';
import * as schemas from '../../src/data/schema.ts';
import { compileShapes } from '../../tools/compile-schemas.mjs';
import { sample } from '../helpers/sample.ts';

vi.setConfig({ testTimeout: 60_000 }); // thousands of documents, on a machine that may be busy

type Json = Record<string, unknown>;
type Path = (string | number)[];

const DOCUMENT = 'http://localhost:4321/demo/campaign.json';
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const demo = JSON.parse(read('demo/campaign.json')) as Json;

/** The demo has everything but long lists: enough of each for every rule, few enough for thousands of trials. */
function shorter(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 2).map(shorter);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, shorter(field)]));
}

const SAMPLE = sample();
const pathway = (SAMPLE.pathways ?? [])[0];
const [contribution] = (demo['contributions'] as { items: Json[] }).items;

/** Documents to spoil, and both ways to read each. */
const KINDS = {
  'the demo campaign': {
    document: shorter(demo) as Json,
    schema: (json: unknown) => schemas.read(schemas.campaignSchema(), json, DOCUMENT),
    page: (json: unknown) => {
      const { campaign, dropped } = page.parseCampaign(json, DOCUMENT);
      return { value: campaign, dropped };
    },
  },
  'a sample with every way to hand off': {
    document: {
      ...(shorter(SAMPLE) as Json),
      pathways: [
        { ...pathway, id: 'a', handoff: { type: 'post' } },
        { ...pathway, id: 'b', handoff: { type: 'redirect', template: 'https://x.example/{?amount}' } },
        { ...pathway, id: 'c', handoff: { type: 'link', href: 'https://x.example/' } },
      ],
    },
    schema: (json: unknown) => schemas.read(schemas.campaignSchema(), json),
    page: (json: unknown) => {
      const { campaign, dropped } = page.parseCampaign(json);
      return { value: campaign, dropped };
    },
  },
  'a receipt': {
    document: {
      id: 'ctr_1',
      state: 'awaiting_payment',
      kind: 'donate',
      pathwayId: 'give',
      quantity: { value: 2500, unit: 'USD', scale: 2 },
      frequency: 'once',
      receipt: 'RB-1',
      viewToken: 'secret',
      createdAt: '2026-03-01T12:00:00Z',
      expiresAt: '2026-03-01T13:00:00Z',
      stone: 412,
      next: { type: 'redirect', url: 'https://pay.example/1', host: 'pay.example' },
    },
    schema: (json: unknown) => schemas.read(schemas.receiptSchema(), json),
    page: (json: unknown) => page.read(sent.receiptShape, json),
  },
  'a problem': {
    document: {
      type: 'https://cairn.example/problems/validation',
      title: 'Not quite',
      status: 422,
      code: 'validation',
      detail: 'The amount.',
      errors: [{ pointer: '#/quantity', code: 'too_small', detail: 'At least 1.' }],
      retryAfter: 1.5,
    },
    schema: (json: unknown) => schemas.read(schemas.problemSchema(), json),
    page: (json: unknown) => page.read(campaign.problemShape, json),
  },
  'an update of the goals': {
    document: {
      rev: 5,
      from: 4,
      asOf: '2026-03-01T12:00:00Z',
      status: 'active',
      goals: [
        { id: 'a', raised: { confirmed: 1, pledged: 2, matched: 3, offline: 4 }, supporters: 5 },
        { id: 'b', raised: { confirmed: 1 }, supporters: null },
      ],
    },
    schema: (json: unknown) => schemas.read(schemas.goalsUpdateSchema(), json),
    page: (json: unknown) => page.read(live.goalsUpdateShape, json),
  },
  'a contribution told live': {
    document: { rev: 5, from: 4, contribution } as Json,
    schema: (json: unknown) => schemas.read(schemas.contributionEventSchema(), json),
    page: (json: unknown) => page.read(live.contributionEventShape, json),
  },
};

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, one]) =>
    pathsOf(one, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...below];
}

const GONE = Symbol('gone');

/** The document with something else at `path`; where another change has already removed the place, as it is. */
function spoiled(document: unknown, path: Path, value: unknown): unknown {
  const last = path.at(-1);
  if (last === undefined) return value === GONE ? undefined : value;
  let place = document as Json | undefined;
  for (const key of path.slice(0, -1)) {
    place = place !== null && typeof place === 'object' && Object.hasOwn(place, key) ? (place[key] as Json) : undefined;
  }
  if (typeof place !== 'object' || place === null) return document;
  if (value === GONE && Array.isArray(place)) place.splice(Number(last), 1);
  else if (value === GONE) delete place[last];
  else Object.defineProperty(place, last, { value, enumerable: true, configurable: true, writable: true });
  return document;
}

const KEYS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'id', 'type', 'items', 'label'];

/** What may stand where something else should. */
const wrong: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(GONE) },
  { weight: 4, arbitrary: fc.constant(null) },
  fc.constant(undefined),
  fc.constantFrom<unknown>(true, false, '', ' ', [], {}, '\u202E', 'x'.repeat(20_000), `${'x'.repeat(299)}👩`),
  fc.constantFrom<unknown>(0, -0, -1, 0.5, 1e308, -1e308, 2 ** 53, -(2 ** 53), NaN, Infinity, -Infinity, 101, 9, 1n),
  fc.constantFrom<unknown>('post', 'redirect', 'link', ['post'], 'once', 'constructor', '__proto__', 'EUR', '<b>'),
  fc.constantFrom('2026-02-30T00:00:00Z', '2026-02-28T25:00:00Z', '2026-03-01t12:00z', '2026-03-01', 'en_US', 'de-CH'),
  fc.constantFrom('javascript:alert(1)', './a.png', 'mailto:a@b.example', 'http://x.example/', 'http://localhost/'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.double(),
  fc.integer(),
  fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom<unknown>(null, 1, 'x', [], {}), { maxKeys: 4 }),
  fc.array(fc.constantFrom<unknown>(null, 1, 'x', [], {}, { id: 'a' }, { id: 5 }), { maxLength: 4 }),
  fc.jsonValue({ maxDepth: 4 }),
  fc.constant(JSON.parse('{"__proto__":{"polluted":true},"id":"p"}')),
);

function outcome(reader: (json: unknown) => unknown, json: unknown): unknown {
  try {
    return reader(json);
  } catch (error) {
    if (error instanceof schemas.SchemaError) return { path: error.path, reason: error.reason };
    return { threw: String(error) };
  }
}

/** Strict: neither an undefined field nor a prototype may differ. Short words, because a shrinking trial says them often. */
function expectSame(byPage: unknown, bySchema: unknown, name = ''): void {
  if (isDeepStrictEqual(byPage, bySchema)) return;
  const short = (one: unknown) => JSON.stringify({ ...(one as object), value: '…' }).slice(0, 500);
  throw new Error(`${name} the page says ${short(byPage)}, the schemas ${short(bySchema)}`);
}

describe('the page reads what the schemas read', () => {
  it('[F26] of one document with any one field wrong, and of one with many', () => {
    for (const [name, kind] of Object.entries(KINDS)) {
      const paths = pathsOf(kind.document);
      const faults = fc.array(fc.tuple(fc.nat({ max: paths.length - 1 }), wrong), { minLength: 1, maxLength: 6 });
      let refused = 0;
      let kept = 0;
      fc.assert(
        fc.property(faults, (changes) => {
          let json: unknown = structuredClone(kind.document);
          for (const [at, value] of changes) json = spoiled(json, paths[at]!, value);
          const before = structuredClone(json);
          const bySchema = outcome(kind.schema, json);
          const byPage = outcome(kind.page, json);
          expectSame(byPage, bySchema);
          expect(bySchema).not.toHaveProperty('threw');
          expect(json).toEqual(before);
          if (Object.hasOwn(bySchema as object, 'reason')) refused += 1;
          else kept += 1;
        }),
        { numRuns: paths.length > 200 ? 500 : 1500 },
      );
      // Trials that all end the same way would show nothing.
      expect(refused, name).toBeGreaterThan(20);
      expect(kept, name).toBeGreaterThan(20);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it.each(Object.entries(KINDS))('with each field of %s wrong by itself', (_, kind) => {
    const values = [GONE, null, '', -1, 0.5, [null, {}], {}, 'x'.repeat(5000)];
    for (const path of pathsOf(kind.document)) {
      for (const value of values) {
        const json = spoiled(structuredClone(kind.document), path, value);
        expectSame(outcome(kind.page, json), outcome(kind.schema, json), path.join('.'));
      }
    }
  });

  it('with holes in an array, which JSON has not and a script may', () => {
    // eslint-disable-next-line no-sparse-arrays
    const goals = [, { id: 'a', raised: { confirmed: 1 } }];
    const { schema, page } = KINDS['an update of the goals'];
    expectSame(outcome(page, { rev: 1, goals }), outcome(schema, { rev: 1, goals }));
    const document = { ...KINDS['the demo campaign'].document, goals };
    expectSame(
      outcome(KINDS['the demo campaign'].page, document),
      outcome(KINDS['the demo campaign'].schema, document),
    );
  });

  it('without having loaded zod', () => {
    for (const file of ['read', 'shapes', 'shapes-live', 'shapes-sent', 'rules']) {
      const imports = [...read(`src/data/${file}.ts`).matchAll(/^import (?!type\b)[^;]*? from '([^']*)';/gm)];
      for (const [, from] of imports) expect(['./rules.ts', './shapes.ts'], file).toContain(from);
    }
  });

  it('from shapes that are up to date', async () => {
    for (const [file, text] of Object.entries(await compileShapes()))
      expect(text, 'npm run build').toBe(read(`src/data/${file}.ts`));
  });

  it('and shares nothing between two documents', () => {
    const bare = { version: 1, id: 'c', organization: { name: 'O' }, mission: { title: 'M' } };
    const goals = [{ id: 'g', label: 'G', unit: 'USD', scale: 2, raised: { confirmed: 1 } }];
    const [one, two] = [1, 2].map(() => page.parseCampaign({ ...bare, goals }).campaign);
    expect(one).toStrictEqual(two);
    expect(one!.links).not.toBe(two!.links);
    expect(one!.pathways).not.toBe(two!.pathways);
    expect(one!.goals[0]!.counting.includes).not.toBe(two!.goals[0]!.counting.includes);
  });
});

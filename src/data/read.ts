/**
 * The page's reader of what a backend sends. It follows the shapes that are made from the schemas at build time
 * (schema.ts -> tools/compile-schemas.mjs -> shapes.ts) and does what the schemas do, word for word, without zod:
 * test/data/schema.test.ts runs against both.
 */
import {
  atLeast,
  atMost,
  cleanText,
  itemLabel,
  oneOf,
  pathText,
  safeUrl,
  SchemaError,
  shouldBe,
  UNCLEAR,
  type Dropped,
} from './rules.ts';
import type { Campaign } from './schema.ts';
import { campaignShape } from './shapes.ts';

export { safeUrl, SchemaError, type Dropped };

/** What a value should look like: the fields of an object, or the name of a kind and what it needs to know. */
export type Shape = { readonly [field: string]: Shape } | readonly [kind: string, ...parts: unknown[]];

declare const output: unique symbol;
/** The shape of what a schema of schema.ts gives. */
export type ShapeOf<MakeSchema extends () => { _zod: { output: unknown } }> = Shape & {
  readonly [output]?: ReturnType<MakeSchema>['_zod']['output'];
};

/** One step of a text or a number: its name, what it compares with, and the words when it fails. */
type Step = readonly [name: string, by?: unknown, reason?: string];

type Kind = (value: unknown, ...parts: never[]) => unknown;

// Reading is synchronous, so what one document needs to know can stand here meanwhile.
let base: string | undefined;
let dropped: Dropped[] = [];
/** Where in the document the reader is. */
let trail: string[] = [];
/** The first thing wrong since somebody last asked. Reading goes on, because later fields may have to be dropped. */
let fault: Dropped | undefined;

function refuse(reason: string, ...below: string[]): undefined {
  fault ??= { path: pathText([...trail, ...below]), reason };
}

/** Reads a part of the document that stands at `segment`. */
function at(segment: string, value: unknown, shape: Shape): unknown {
  trail.push(segment);
  const result = follow(shape, value);
  trail.pop();
  return result;
}

function follow(shape: Shape, value: unknown): unknown {
  if (!isTuple(shape)) return object(value, shape);
  const [kind, ...parts] = shape;
  return kinds[kind]!(value, ...(parts as never[]));
}

/** Reads, and when that fails drops the value (except null, where null counts as missing) for what stands instead. */
function salvage(read: () => unknown, instead?: () => unknown, isMissing = false): unknown {
  const outer = fault;
  fault = undefined;
  let result = read();
  if (fault !== undefined) {
    if (!isMissing) dropped.push(fault);
    result = instead?.();
  }
  fault = outer;
  return result;
}

function object(value: unknown, fields: { readonly [field: string]: Shape }): unknown {
  if (!isObject(value)) return refuse(shouldBe('object'));
  const result: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) {
    const one = at(name, value[name], fields[name]!);
    if (one !== undefined || name in value) result[name] = one;
  }
  return result;
}

/** A text or a number that goes through `steps`: the first that fails ends it. */
function stepwise(start: string | number, steps: readonly Step[]): unknown {
  let value = start;
  for (const [name, by, reason] of steps) {
    const otherwise = check(name, by, value);
    if (otherwise !== undefined) return refuse(reason ?? otherwise);
    if (name === 'clean') value = cleanText(value as string, by as number);
    if (name === 'url') {
      const safe = safeUrl(value as string, { base, mail: by as boolean });
      if (safe === undefined) return refuse(reason!);
      value = safe;
    }
  }
  return value;
}

/** What a step that only compares finds wrong, in general words, or undefined. */
function check(name: string, by: unknown, value: string | number): string | undefined {
  const size = typeof value === 'string' ? value.length : value;
  const limit = by as number;
  switch (name) {
    case 'int':
      if (!Number.isInteger(size)) return shouldBe('int');
      if (!Number.isSafeInteger(size))
        return size > 0 ? atMost(Number.MAX_SAFE_INTEGER) : atLeast(Number.MIN_SAFE_INTEGER);
      return undefined;
    case 'min':
      return size < limit ? atLeast(limit) : undefined;
    case 'above':
      return size <= limit ? atLeast(limit) : undefined;
    case 'max':
      return size > limit ? atMost(limit) : undefined;
    case 'match':
      return (by as RegExp).test(value as string) ? undefined : UNCLEAR;
    case 'test':
      return (by as (value: unknown) => boolean)(value) ? undefined : UNCLEAR;
    default:
      return undefined;
  }
}

/** The kinds of schema.ts, by the names the compiler gives them. */
const kinds: Record<string, Kind> = {
  string: (value, ...steps: Step[]) =>
    typeof value === 'string' ? stepwise(value, steps) : refuse(shouldBe('string')),
  number: (value, ...steps: Step[]) =>
    Number.isFinite(value) ? stepwise(value as number, steps) : refuse(shouldBe('number')),
  boolean: (value) => (typeof value === 'boolean' ? value : refuse(shouldBe('boolean'))),
  one: (value, values: readonly unknown[]) => (values.includes(value) ? value : refuse(oneOf(values))),

  union(value, by: string, options: Readonly<Record<string, Shape>>) {
    if (!isObject(value)) return refuse(shouldBe('object'));
    const which = value[by];
    // `constructor` is not one of ours, and ['post'] is not 'post'.
    if (typeof which !== 'string' || !Object.hasOwn(options, which)) return refuse(UNCLEAR, by);
    return follow(options[which]!, value);
  },

  /** A bad item makes the list bad. */
  every(value, item: Shape) {
    if (!Array.isArray(value)) return refuse(shouldBe('array'));
    return Array.from(value, (one, index) => at(String(index), one, item));
  },

  /** A bad item is dropped, the others stay. */
  list: (value, item: Shape, fallback: readonly unknown[] = []) => {
    const readAll = () => {
      if (!Array.isArray(value)) return refuse(shouldBe('array'));
      // Unlike map(), from() does not pass over the holes that an array of a page's own script may have.
      return Array.from(value, (one: unknown, index) => {
        if (one === null) return null;
        trail.push(itemLabel(one, index));
        const kept = salvage(
          () => follow(item, one),
          () => null,
        );
        trail.pop();
        return kept;
      }).filter((one) => one !== null);
    };
    return salvage(readAll, () => structuredClone(fallback), value == null);
  },

  // A field that may be missing, and what it is then.
  optional: (value, shape: Shape) => (value === undefined ? value : follow(shape, value)),
  nullable: (value, shape: Shape) => (value === null ? value : follow(shape, value)),
  strict: (value, shape: Shape) => (value == null ? undefined : follow(shape, value)),
  missing: (value, shape: Shape, fallback: unknown) =>
    value === undefined ? structuredClone(fallback) : follow(shape, value),
  // The same, and a bad value is dropped instead of refused.
  maybe: (value, shape: Shape) => (value == null ? undefined : salvage(() => follow(shape, value))),
  or: (value, shape: Shape, fallback: unknown) =>
    value === undefined
      ? structuredClone(fallback)
      : salvage(
          () => follow(shape, value),
          () => structuredClone(fallback),
          value === null,
        ),
};

const isTuple = (shape: Shape): shape is readonly [string, ...unknown[]] => Array.isArray(shape);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads anything by its shape; throws {@link SchemaError} naming the first field at fault. */
export function read<T>(
  shape: Shape & { readonly [output]?: T },
  json: unknown,
  documentUrl?: string,
): { value: T; dropped: Dropped[] } {
  base = documentUrl;
  dropped = [];
  trail = [];
  fault = undefined;
  const value = follow(shape, json) as T;
  if (fault !== undefined) throw new SchemaError((fault as Dropped).path, (fault as Dropped).reason);
  return { value, dropped };
}

/**
 * Reads a campaign document. Relative addresses are resolved against `documentUrl`.
 *
 * @throws {SchemaError} when the core of the document is missing or wrong.
 */
export function parseCampaign(json: unknown, documentUrl?: string): { campaign: Campaign; dropped: Dropped[] } {
  const { value, dropped } = read(campaignShape, json, documentUrl);
  return { campaign: value, dropped };
}

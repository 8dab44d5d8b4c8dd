import type { ComplexAttributeConverter } from 'lit';

/** An attribute with a fixed set of words: anything else reads as the first of them. */
export function oneOf<T extends string>(values: readonly T[]): ComplexAttributeConverter<T> {
  return { fromAttribute: (value) => legal(values, value) };
}

/** The value when it is one of `values`, else the first: what a page sets is never trusted. */
export function legal<T extends string>(values: readonly T[], value: unknown): T {
  return values.includes(value as T) ? (value as T) : values[0]!;
}

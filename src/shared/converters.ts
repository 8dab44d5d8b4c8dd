import type { ComplexAttributeConverter } from 'lit';

/** An attribute with a fixed set of words: anything else reads as the first of them, which is not written out. */
export function oneOf<T extends string>(values: readonly T[]): ComplexAttributeConverter<T> {
  return {
    fromAttribute: (value) => legal(values, value),
    toAttribute: (value) => (value === values[0] ? null : value),
  };
}

/** An attribute that is not there rather than empty. */
export const orNone: ComplexAttributeConverter<string> = {
  fromAttribute: (value) => value ?? '',
  toAttribute: (value) => value || null,
};

/** The value when it is one of `values`, else the first: what a page sets is never trusted. */
export function legal<T extends string>(values: readonly T[], value: unknown): T {
  return values.includes(value as T) ? (value as T) : values[0]!;
}

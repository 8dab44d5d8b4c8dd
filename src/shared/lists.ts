import { cached } from '../data/quantity.ts';

/** "A, B and C", or with `disjunction` "A, B or C", in the locale's way. */
export function listOf(
  items: readonly string[],
  locale: string,
  type: 'conjunction' | 'disjunction' = 'conjunction',
): string {
  return cached('list', locale, { type }, (usable) => new Intl.ListFormat(usable, { type })).format(items);
}

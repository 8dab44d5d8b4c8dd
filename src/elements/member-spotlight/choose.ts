import type { Member } from '../../data/schema.ts';

/** Those the organization put forward, then everybody else as the organization lists them. */
export const pinned = (members: readonly Member[]): Member[] =>
  [...members].sort((a, b) => Number(b.featured) - Number(a.featured));

/** Keeps those who are shown where they are: newcomers come after them, so that nothing moves that is being read. */
export function steady(members: readonly Member[], shown: readonly string[]): readonly Member[] {
  if (shown.length === 0) return members;
  const place = new Map(shown.map((id, index) => [id, index]));
  const at = ({ id }: Member) => place.get(id) ?? shown.length;
  return [...members].sort((a, b) => at(a) - at(b));
}

import { isCurrency } from '../../data/quantity.ts';
import type { Campaign, Member } from '../../data/schema.ts';

/** Newest first; who does not say since when comes last. */
export const recent = (members: readonly Member[]): Member[] => {
  const since = (member: Member) => Date.parse(member.since ?? '') || -Infinity;
  return [...members].sort((a, b) => compare(since(b), since(a)));
};

/** The unit that most people's first figure is in: only what has one unit can be ranked. Money only where it is shown. */
export function rankUnit(members: readonly Member[], amounts: boolean): string | undefined {
  const counts = new Map<string, number>();
  for (const { totals } of members) {
    const unit = totals.find(({ quantity }) => amounts || !isCurrency(quantity.unit))?.quantity.unit;
    if (unit !== undefined) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** Who did most, in one unit, first. */
export function top(members: readonly Member[], unit: string | undefined): Member[] {
  const done = ({ totals }: Member) => {
    const found = totals.find(({ quantity }) => quantity.unit === unit)?.quantity;
    return found ? found.value / 10 ** found.scale : -Infinity;
  };
  return [...members].sort((a, b) => compare(done(b), done(a)));
}

/**
 * Another order each day, the same for everybody all day long: by the campaign, the day and the person, so that nobody
 * has to remember anything and a newcomer moves no one.
 */
export function shuffled(members: readonly Member[], { id: campaign }: Campaign, now: number): Member[] {
  const day = Math.floor(now / 86_400_000);
  const lot = new Map(members.map(({ id }) => [id, hash(`${campaign} ${day} ${id}`)]));
  return [...members].sort((a, b) => lot.get(a.id)! - lot.get(b.id)!);
}

const compare = (a: number, b: number): number => (a === b ? 0 : a - b);

/** FNV-1a, stirred once more: neighbours in the alphabet must not stay neighbours. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

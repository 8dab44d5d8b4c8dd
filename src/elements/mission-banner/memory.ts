/*
 * Until when a visitor sent a banner away, in milliseconds since the epoch. Read before the first paint, so it is part
 * of the entry. Storage may be forbidden, full or of another opinion: the banner is then shown.
 */

export const AREAS = ['none', 'session', 'local'] as const;
export type Area = (typeof AREAS)[number];

const storage = (area: Area): Storage => (area === 'local' ? localStorage : sessionStorage);

export function awayUntil(area: Area, key: string): number {
  try {
    return area === 'none' ? 0 : Number(storage(area).getItem(key)) || 0;
  } catch {
    return 0;
  }
}

/** Zero forgets. */
export function rememberAway(area: Area, key: string, until: number): void {
  if (area === 'none') return;
  try {
    if (until) storage(area).setItem(key, String(until));
    else storage(area).removeItem(key);
  } catch {
    // It then comes back on the next page.
  }
}

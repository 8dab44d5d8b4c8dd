import type { Pathway } from './schema.ts';

/** A full day that can be waited for: choosing it means to wait. */
export function isWaitedFor({ places, waitlist }: Pathway['shifts'][number]): boolean {
  return places === 0 && waitlist;
}

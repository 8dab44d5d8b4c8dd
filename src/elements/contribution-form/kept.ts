/** Where pending.ts keeps what is on its way. */
export const KEPT = 'cairn.pending';

/** Something of this tab may still be on its way. */
export function isKept(): boolean {
  try {
    return sessionStorage.getItem(KEPT) !== null;
  } catch {
    return false;
  }
}

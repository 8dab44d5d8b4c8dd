/** Where pending.ts keeps what is on its way. */
export const KEPT = 'cairn.pending';

export const waitingName = (endpoint: string): string => `cairn.waiting ${endpoint}`;

/** Something of this tab may still be on its way, or something on this device waits for a network. */
export function isKept(waitsAt: string | undefined): boolean {
  try {
    if (sessionStorage.getItem(KEPT) !== null) return true;
    return waitsAt !== undefined && localStorage.getItem(waitingName(waitsAt)) !== null;
  } catch {
    return false;
  }
}

/** Where pending.ts keeps what is on its way. */
export const KEPT = 'cairn.pending';

export const waitingName = (endpoint: string): string => `cairn.waiting ${endpoint}`;

/** Added to the return address by the server; taken out of the address bar again when it has been read. */
export const RETURN_PARAMETER = 'cairn_contribution';

/** The contribution the address says we come back from. It is only compared, never believed. */
export function returnedFrom(): string | null {
  return new URLSearchParams(location.search).get(RETURN_PARAMETER);
}

/** Something of this tab may still be on its way, somebody comes back from a payment, or something waits for a network. */
export function isKept(waitsAt: string | undefined): boolean {
  if (returnedFrom() !== null) return true;
  try {
    if (sessionStorage.getItem(KEPT) !== null) return true;
    return waitsAt !== undefined && localStorage.getItem(waitingName(waitsAt)) !== null;
  } catch {
    return false;
  }
}

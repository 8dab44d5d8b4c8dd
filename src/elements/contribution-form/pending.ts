import { hasCardNumber } from '../../data/card.ts';
import type { FormValues } from '../../data/chosen.ts';
import { safeUrl } from '../../data/read.ts';
import { KEPT } from './kept.ts';
import type { Attempt } from './submission.ts';

/*
 * The one thing Cairn stores unasked: what is on its way, from the press of the button until there is a final answer, so
 * that a reload, a crash or a trip to the checkout neither loses it nor doubles it. `sessionStorage` belongs to this tab
 * and ends with it. Where it cannot be used, everything works but the way back.
 */

export interface Pending extends Attempt {
  endpoint: string;
  values: FormValues;
  /** Known once the server has answered. */
  id?: string | undefined;
  viewToken?: string | undefined;
  /** What was sent before it and has no final answer, either. */
  earlier?: Pending[];
}

/** Added to the return address by the server; taken out of the address bar again when it has been read. */
export const RETURN_PARAMETER = 'cairn_contribution';

export function keep(pending: Pending): void {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(pending));
  } catch {
    // Storage is full, switched off, or not for this frame.
  }
}

export function forget(): void {
  try {
    sessionStorage.removeItem(KEPT);
  } catch {
    // There is none, so there is nothing in it.
  }
}

/** What was on its way to this endpoint, if anything. */
export function recall(endpoint: string): Pending | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Pending | null;
    const whole = kept?.endpoint === endpoint && typeof kept.key === 'string' && kept.intent && kept.values;
    return whole ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** The page's address without our parameter. */
function plainAddress(): string {
  const url = new URL(location.href);
  url.searchParams.delete(RETURN_PARAMETER);
  return url.href;
}

/**
 * Where the checkout should send people back to; undefined where a server would not take the address. Click ids in an
 * address can look like card numbers, which are never sent: it then goes without its query.
 */
export function returnAddress(endpoint?: string): string | undefined {
  const plain = plainAddress();
  const address = [plain, plain.replace(/[?#].*/s, '')].find((each) => !hasCardNumber(each));
  return address === undefined ? undefined : safeUrl(address, { base: endpoint });
}

/** The contribution the address says we come back from. It is only compared, never believed. */
export function returnedFrom(): string | null {
  return new URLSearchParams(location.search).get(RETURN_PARAMETER);
}

/** Takes our parameter out of the address bar, and nothing else: a reload or a bookmark is the plain page again. */
export function cleanAddress(): void {
  if (returnedFrom() === null) return;
  try {
    history.replaceState(history.state, '', plainAddress());
  } catch {
    // A sandboxed frame may not.
  }
}

const CAMPAIGN_PARAMETERS = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term'];

/** Where the visitor came from, as the campaign's own links say; nothing else of the address is read. */
export function sourceOf(search: string): Record<string, string> {
  const all = new URLSearchParams(search);
  return Object.fromEntries(
    CAMPAIGN_PARAMETERS.flatMap((name) => {
      const value = all.get(name);
      return value && !hasCardNumber(value) ? [[name, value]] : [];
    }),
  );
}

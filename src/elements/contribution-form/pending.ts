import { hasCardNumber } from '../../data/card.ts';
import type { FormValues } from '../../data/chosen.ts';
import { safeUrl } from '../../data/read.ts';
import type { Pathway } from '../../data/schema.ts';
import { KEPT, RETURN_PARAMETER, returnedFrom } from './kept.ts';
import type { Attempt } from './submission.ts';

/*
 * The one thing Cairn stores unasked: what is on its way, from the press of the button until there is a final answer, so
 * that a reload, a crash or a trip to the checkout neither loses it nor doubles it. `sessionStorage` belongs to this tab
 * and ends with it. Where it cannot be used, everything works but the way back.
 */

export interface Pending extends Attempt {
  values: FormValues;
  /** As it was when it was sent: the campaign may not have it any more. */
  pathway?: Pathway;
  /** Known once the server has answered. */
  id?: string | undefined;
  viewToken?: string | undefined;
  /** As it is stored: what was sent before it and has no final answer, either. */
  earlier?: Pending[];
}

/** Of all forms in this tab, the latest last: two on one page must not lose what the other sent. */
function all(): Pending[] {
  try {
    const { earlier = [], ...last } = JSON.parse(sessionStorage.getItem(KEPT)!) as Pending;
    return [...earlier, last].filter((each) => typeof each.key === 'string' && each.intent && each.values);
  } catch {
    // Storage is switched off, or nothing of ours is in it.
    return [];
  }
}

function write(earlier: Pending[]): void {
  const last = earlier.pop();
  try {
    if (!last) sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, JSON.stringify(earlier.length > 0 ? { ...last, earlier } : last));
  } catch {
    // Storage is full, switched off, or not for this frame.
  }
}

const others = (key: string) => all().filter((each) => each.key !== key);

export function keep(pending: Pending): void {
  write([...others(pending.key), pending]);
}

export function forget({ key }: Attempt): void {
  write(others(key));
}

/** What was on its way to this endpoint, the latest last. */
export function recall(endpoint: string): Pending[] {
  return all().filter((each) => each.endpoint === endpoint);
}

/** The address says we come back from something that nothing in this tab knows of. */
export function returnedUnknown(): boolean {
  const id = returnedFrom();
  return id !== null && !all().some((each) => each.id === id);
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

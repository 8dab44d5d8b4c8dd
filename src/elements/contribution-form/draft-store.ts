/** What has been typed, kept for this tab where the page's author asks for it, until it is sent. */
import type { FormValues } from '../../data/chosen.ts';

const nameFor = (endpoint: string): string => `cairn.draft ${endpoint}`;

export function keepDraft(endpoint: string, values: FormValues[]): void {
  try {
    if (values.length > 0) sessionStorage.setItem(nameFor(endpoint), JSON.stringify(values));
    else sessionStorage.removeItem(nameFor(endpoint));
  } catch {
    // Storage is full, switched off, or not for this frame.
  }
}

export function recallDraft(endpoint: string): FormValues[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(nameFor(endpoint)) ?? '[]');
    return Array.isArray(kept) ? (kept as FormValues[]).filter((each) => typeof each?.pathwayId === 'string') : [];
  } catch {
    return [];
  }
}

/**
 * What the form starts with, besides what the campaign suggests. The page's author says it: by attribute, by the
 * property `prefill`, or by naming the parameters of the page's address that may.
 */
import type { FormValues } from '../../data/chosen.ts';
import type { Frequency, Pathway } from '../../data/schema.ts';
import { plainNumber, presetsOf } from './view.ts';

/** Values for fields of the form. `amount` is a decimal with a point, such as `25` or `25.50`, in every language. */
export interface Prefill {
  pathway?: string | undefined;
  amount?: string | undefined;
  /** Where it may be given in several. */
  currency?: string | undefined;
  frequency?: string | undefined;
  name?: string | undefined;
  email?: string | undefined;
  message?: string | undefined;
  /** By the ids of the campaign's own fields. */
  fields?: Record<string, string | boolean> | undefined;
}

const NAMES = ['pathway', 'amount', 'currency', 'frequency', 'name', 'email', 'message'] as const;

/** What the address says, of what the author allows: `allow` are names separated by spaces. */
export function fromAddress(search: string, allow: string): Prefill {
  if (!allow) return {};
  const parameters = new URLSearchParams(search);
  const allowed = wordsOf(allow);
  const found = NAMES.filter((name) => allowed.has(name) && parameters.get(name));
  return Object.fromEntries(found.map((name) => [name, parameters.get(name)!.slice(0, 500)]));
}

export const wordsOf = (list: string): Set<string> =>
  new Set(
    list
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  );

/** Code of the page need not know our types: numbers are written out, and what is no text at all says nothing. */
export function asTexts({ fields, ...said }: Prefill): Prefill {
  const texts = (values: object, kinds: string[]) =>
    Object.entries(values)
      .filter(([, value]) => kinds.includes(typeof value))
      .map(([name, value]) => [name, value === true || value === false ? value : String(value)] as const);
  return {
    ...(Object.fromEntries(texts(said, ['string', 'number'])) as Prefill),
    fields: Object.fromEntries(texts(fields ?? {}, ['string', 'number', 'boolean'])),
  };
}

/** The values a form starts with, changed as far as what was asked for is on offer. */
export function prefilled(values: FormValues, pathway: Pathway, prefill: Prefill, locale: string): FormValues {
  const next = { ...values, name: prefill.name ?? values.name, email: prefill.email ?? values.email };
  if (prefill.message) next.message = prefill.message;
  if (prefill.fields) next.fields = { ...next.fields, ...prefill.fields };
  if (isOffered(prefill.frequency, pathway)) next.frequency = prefill.frequency;
  const value = prefill.amount ? minor(prefill.amount, pathway.scale) : undefined;
  if (value === undefined) return next;
  if (presetsOf(pathway, next.frequency).some((each) => each.value === value)) {
    return { ...next, preset: value, custom: '' };
  }
  return pathway.custom ? { ...next, preset: undefined, custom: plainNumber(value, pathway.scale, locale) } : next;
}

function isOffered(frequency: string | undefined, { frequencies }: Pathway): frequency is Frequency {
  return frequencies.includes(frequency as Frequency);
}

/** Exact: the digits are moved, not multiplied. Undefined for what is no such decimal, or has too many places. */
function minor(amount: string, scale: number): number | undefined {
  const [, whole, places = ''] = /^(\d{1,12})(?:\.(\d{1,8}))?$/.exec(amount.trim()) ?? [];
  if (whole === undefined || places.replace(/0+$/, '').length > scale) return undefined;
  return Number(whole + places.slice(0, scale).padEnd(scale, '0'));
}

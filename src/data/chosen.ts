/** What stands in the form, and what of it needs no reading. Pure. */
import { coveredTotal } from './fees.ts';
import type { ParseResult } from './parse-quantity.ts';
import type { Frequency, Pathway } from './schema.ts';

export interface FormValues {
  pathwayId: string;
  frequency?: Frequency | undefined;
  /** Value of the chosen preset, in the pathway's scale; undefined when the amount is typed. */
  preset?: number | undefined;
  /** The typed amount, as typed. */
  custom?: string | undefined;
  /** In the pathway's scale. */
  hours?: number | undefined;
  actions: string[];
  shifts: string[];
  /** RFC 3339 full-date, as a date field gives it. */
  due?: string | undefined;
  name: string;
  email: string;
  message: string;
  anonymous: boolean;
  fields: Record<string, string | boolean>;
  consents: Record<string, boolean>;
  coverFees: boolean;
  /** The currency, where it is not the pathway's own. */
  currency?: string | undefined;
  /** It is dedicated to somebody, as the next four say. */
  dedicate?: boolean | undefined;
  dedicationKind?: 'honour' | 'memory' | undefined;
  dedicationName?: string | undefined;
  dedicationTell?: string | undefined;
  dedicationShow?: boolean | undefined;
  /** It is given in the name of an organization. */
  behalf?: boolean | undefined;
  organization?: string | undefined;
  /** The honeypot. */
  hp: string;
}

/** The preset, the hours of the stepper, or how many actions are ticked; undefined where the amount is typed. */
export function pickedQuantity(values: FormValues, pathway: Pathway): ParseResult | undefined {
  if (pathway.kind === 'act') {
    const known = pathway.actions.filter((action) => values.actions.includes(action.id)).length;
    return known === 0 ? { ok: false, reason: 'empty' } : { ok: true, value: known * 10 ** pathway.scale };
  }
  if (pathway.kind === 'volunteer' && values.hours !== undefined) return { ok: true, value: values.hours };
  if (values.preset !== undefined) return { ok: true, value: values.preset };
  return values.custom ? undefined : { ok: false, reason: 'empty' };
}

/** What will be charged: the chosen value, and the fees where the visitor covers them; undefined while it is unreadable. */
export function chargedValue(chosen: ParseResult, values: FormValues, pathway: Pathway): number | undefined {
  if (!chosen.ok) return undefined;
  return pathway.coverFees && values.coverFees ? coveredTotal(chosen.value, pathway.coverFees) : chosen.value;
}

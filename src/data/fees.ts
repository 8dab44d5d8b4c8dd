/**
 * What the form (what the button says) and the server (what is charged) reckon alike: fees and currencies. It imports
 * only types, so that both can.
 */
import type { Pathway } from './schema.ts';

/** What a payment costs: `percent` of the total charged (at most two decimals count), plus `fixed` minor units. */
export interface Fees {
  percent: number;
  fixed: number;
}

/**
 * What to charge so that at least `amount` is left after fees:
 * `total = ceil((amount + fixed) / (1 - percent / 100))`, in whole minor units and without a float.
 *
 * @param amount minor units, a whole number not below zero
 */
export function coveredTotal(amount: number, fees: Fees): number {
  const hundredths = BigInt(Math.round(fees.percent * 100)); // 2.9 % -> 290 of 10000
  const left = 10_000n - hundredths;
  const wanted = (BigInt(amount) + BigInt(fees.fixed)) * 10_000n;
  return Number((wanted + left - 1n) / left);
}

/** The pathway as it is in another of its currencies; itself in its own, or in one it does not take. */
export function inCurrency(pathway: Pathway, unit: string | undefined): Pathway {
  const other = pathway.currencies.find((each) => each.unit === unit);
  if (!other || unit === pathway.unit) return pathway;
  const { scale, presets, default: suggested, min, max, step, impact, coverFees } = other;
  return { ...pathway, unit: other.unit, scale, presets, default: suggested, min, max, step, impact, coverFees };
}

import type { FormValues } from '../../data/chosen.ts';
import { parseQuantity } from '../../data/parse-quantity.ts';
import { toDecimalString } from '../../data/quantity.ts';
import type { Pathway } from '../../data/schema.ts';

/** Numbers of custom fields in the standard form that the wire carries, where they can be read without guessing. */
export function standardNumbers(values: FormValues, pathway: Pathway, locale: string): FormValues {
  const fields = { ...values.fields };
  for (const { id, kind } of pathway.fields) {
    const text = Object.hasOwn(fields, id) ? fields[id] : undefined;
    if (kind !== 'number' || typeof text !== 'string') continue;
    const [, sign = '', digits = ''] = /^\s*([-+\u2212]?)(.*)$/s.exec(text) ?? [];
    const result = parseQuantity(digits, { unit: '', scale: 6, locale });
    const readings = result.ok ? [result.value] : (result.choices ?? []);
    // Two readings are none: "1.000" is a thousand on one page and one on another.
    if (readings.length > 1) fields[id] = String(NaN);
    else if (readings.length === 1) {
      const number = toDecimalString(readings[0]!, 6).replace(/\.?0+$/, '');
      fields[id] = (sign === '-' || sign === '\u2212' ? '-' : '') + number;
    }
  }
  return { ...values, fields };
}

/**
 * All that is needed once somebody begins: to read what they type, say what is wrong, send it, and thank them. Fetched
 * with the first touch of the form, and before anything is sent: thanks that cannot be fetched would look like a failure.
 */
import type { FormValues } from '../../data/chosen.ts';
import { toIntent, type IntentContext, type IntentResult } from '../../data/intent.ts';
import { parseQuantity } from '../../data/parse-quantity.ts';
import { toDecimalString } from '../../data/quantity.ts';
import type { Pathway } from '../../data/schema.ts';
import { sending as words } from '../../i18n/en/sending.ts';

export { words };
export const section = 'sending';

export { handoffUrl } from '../../data/handoff.ts';
export { chosenQuantity } from '../../data/intent.ts';
export { renderChecking, renderPending } from './after.ts';
export { renderAlert } from './alert.ts';
export { faultOf } from './faults.ts';
export { Flow } from './flow.ts';
export { returnAddress, sourceOf } from './pending.ts';
export { renderBelow } from './below.ts';
export { regularAmount } from './regular.ts';
export { styles } from './sending.styles.ts';
export { renderQueue } from './queue.ts';
export { printText } from './print.ts';
export { chosenInWords, submitLabel } from './words.ts';
export { receiptText, renderThanks, save, shareAddress } from './thanks.ts';

/** What is to be sent, or what is wrong. */
export function intentFrom(values: FormValues, pathway: Pathway, context: IntentContext): IntentResult {
  return toIntent(standardNumbers(values, pathway, context.locale), pathway, context);
}

/** Numbers of custom fields in the standard form that the wire carries, where they can be read without guessing. */
function standardNumbers(values: FormValues, pathway: Pathway, locale: string): FormValues {
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

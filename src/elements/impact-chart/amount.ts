import type { TemplateResult } from 'lit';
import type { Progress } from '../../data/progress.ts';
import { formatQuantity } from '../../data/quantity.ts';
import type { Params, Term } from '../../i18n/index.ts';

/** The element's language and clock. */
export interface Voice {
  readonly locale: string;
  readonly now: number;
  term(key: Term, params?: Params): string;
  rich(key: Term, params?: Params): (string | TemplateResult)[];
}

/** A whole amount without decimals, unless it stands in a column of others. */
export function amountIn(
  voice: Voice,
  { goal: { unit, scale, unitLabel } }: Progress,
  value: number,
  exact = false,
): string {
  return formatQuantity({ value, unit, scale }, voice.locale, exact ? { unitLabel } : { unitLabel, style: 'short' });
}

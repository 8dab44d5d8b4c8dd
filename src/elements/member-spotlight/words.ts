/** What the spotlight says of people and of what they did. Pure. */
import { formatNumber, formatQuantity, isCurrency, numberFormat, toDecimalString } from '../../data/quantity.ts';
import type { Quantity } from '../../data/quantity.ts';
import type { Campaign, Contribution, Member } from '../../data/schema.ts';
import type { Term } from '../../i18n/index.ts';
import type { View } from './view.ts';

type Told = Pick<View, 'locale' | 'amounts' | 'unit'>;

/** A person's totals, each with its label; money only where it may be shown, and first what people are ranked by. */
export function figuresOf(member: Member, { locale, amounts, unit }: Told): { figure: string; label: string }[] {
  return member.totals
    .filter(({ quantity }) => amounts || !isCurrency(quantity.unit))
    .sort((a, b) => Number(b.quantity.unit === unit) - Number(a.quantity.unit === unit))
    .map(({ quantity, label }) => ({ figure: figure(quantity, locale).replaceAll(' ', '\u00A0'), label }));
}

/** Short, because the label beside it names the thing; spans of time keep their unit ("64 hr", "on the hill"). */
function figure(quantity: Quantity, locale: string): string {
  const { unit, value, scale } = quantity;
  if (isCurrency(unit)) return formatQuantity(quantity, locale, { style: 'short' });
  const time = /^(hour|minute|day|week|month)s?$/.exec(unit)?.[1];
  if (!time) return formatNumber(value, scale, locale);
  const format = numberFormat(locale, {
    style: 'unit',
    unit: time,
    unitDisplay: 'short',
    maximumFractionDigits: scale,
  });
  return format.format(toDecimalString(value, scale) as unknown as number);
}

/** "$25", "6 hours", "12 trees": the goal's own word for the unit where a goal counts it. */
export function quantityWords(item: Contribution, campaign: Campaign | undefined, locale: string): string {
  if (!item.quantity) return '';
  const goal = campaign?.goals.find(({ unit }) => unit === item.quantity!.unit);
  return formatQuantity(item.quantity, locale, { style: 'short', unitLabel: goal?.unitLabel });
}

const DONE: Record<Contribution['kind'], Term> = {
  donate: 'recentGave',
  pledge: 'recentPledged',
  volunteer: 'recentVolunteered',
  act: 'recentActed',
  share: 'recentShared',
};
const OFTEN = {
  once: 'recentAmount',
  weekly: 'recentWeekly',
  monthly: 'recentMonthly',
  yearly: 'recentYearly',
} as const;

/** The sentence for one contribution, with or without its amount. */
export function contributionTerm(item: Contribution, amount: boolean): Term {
  const { kind, frequency = 'once' } = item;
  if (!amount) return kind === 'donate' && frequency !== 'once' ? 'recentGives' : DONE[kind];
  return kind === 'pledge' ? 'recentAmountPledged' : OFTEN[frequency];
}

/** A text longer than this is folded, in UTF-16 units. */
const LONG = 280;

/**
 * What of a long text stands open, and what is folded away: cut between words, or anywhere where words have no spaces,
 * but never through a character.
 */
export function fold(text: string, long = LONG): { head: string; rest: string } {
  if (text.length <= long) return { head: text, rest: '' };
  const most = Math.round(long * 0.8);
  const space = text.slice(0, most).search(/\s\S*$/);
  let at = space > most / 2 ? space : most;
  while (at > 1 && /^[\p{M}\u200D\uDC00-\uDFFF]/u.test(text.slice(at, at + 2))) at -= 1;
  return { head: text.slice(0, at), rest: text.slice(at).trimStart() };
}

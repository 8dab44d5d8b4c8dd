import { phaseOf, timeLeft } from '../../data/phase.ts';
import type { Segment } from '../../data/progress.ts';
import { formatNumber, formatPercent, formatQuantity, isCurrency } from '../../data/quantity.ts';
import type { Goal, SegmentKind } from '../../data/schema.ts';
import { isolate, type Term } from '../../i18n/index.ts';
import { formatAsOf, formatDate } from '../../shared/dates.ts';
import { listOf } from '../../shared/lists.ts';
import type { View } from './view.ts';

const KIND_TERMS = {
  confirmed: 'progressKindConfirmed',
  matched: 'progressKindMatched',
  offline: 'progressKindOffline',
  pledged: 'progressKindPledged',
} as const satisfies Record<SegmentKind, Term>;
const DURATIONS = { day: 'daysLeft', hour: 'hoursLeft', minute: 'minutesLeft' } as const satisfies Record<string, Term>;

/** All that an amount needs to be written. */
type Figures = Pick<View, 'locale' | 'progress' | 'exact'>;

/** An amount of the goal, in minor units, with its unit. */
export const amount = ({ locale, progress, exact }: Figures, value: number): string =>
  quantity(progress.goal, value, locale, exact);

export function quantity({ unit, scale, unitLabel }: Goal, value: number, locale: string, exact = false): string {
  const style = exact && value >= 1_000_000 * 10 ** scale ? 'full' : 'short';
  return formatQuantity({ value, unit, scale }, locale, { unitLabel, style });
}

/** The large figure: without its unit where the goal beside it says the unit. */
export function figure(view: Figures, value: number): string {
  const { goal, target } = view.progress;
  return isCurrency(goal.unit) || target === null ? amount(view, value) : formatNumber(value, goal.scale, view.locale);
}

/** Where an amount does not fit in its line, its sign or its unit goes to the next one, not half of its digits. */
export const foldable = (words: string): string => words.replace('\xa0', ' ');

/** The words between the large figure and the goal. */
export function ofTerm({ progress }: Figures): Term {
  const money = isCurrency(progress.goal.unit);
  if (progress.target === null) return money ? 'progressRaised' : 'progressSoFar';
  return money ? 'progressRaisedOf' : 'progressOf';
}

/** What is visible beside the meter: `$34,180 raised of $50,000`, with every digit where that is short for millions. */
export function sentence(shown: View): string {
  const view = { ...shown, exact: true };
  const { raised, target: goal } = view.progress;
  const target = goal === null ? '' : amount(view, goal);
  return `${figure(view, raised)} ${view.term(ofTerm(view), { target })}`;
}

/** The share of the goal, in words where it is below one percent. */
export function percentage({ progress, locale, term }: View): string {
  const { percent, lessThanOne } = progress;
  return lessThanOne
    ? term('progressUnder', { percent: formatPercent(1, locale) })
    : formatPercent(percent ?? 0, locale);
}

/** Percentage, counting rule and as-of time, in sentences. */
export function rule(view: View): string {
  const { campaign, progress, locale, now, term } = view;
  const { goal, target, over, remaining, segments } = progress;
  const { counting } = goal;
  const sentences: string[] = [];
  if (target !== null) {
    // What is over has nothing to go.
    const ended = phaseOf(campaign, now) === 'ended';
    const key = over ? 'progressBeyond' : remaining && !ended ? 'progressToGo' : 'progressPercent';
    sentences.push(term(key, { percent: percentage(view), amount: amount(view, over || remaining) }));
  }
  // In its own language it may run the other way than the sentences around it.
  if (counting.note) sentences.push(isolate(counting.note));
  else if (segments.length > 1) {
    const kinds = segments.filter(({ counted }) => counted).map(({ kind }) => term(KIND_TERMS[kind]));
    if (kinds.length) sentences.push(term('progressCounts', { kinds: listOf(kinds, locale) }));
  }
  if (counting.fees === 'excluded' && isCurrency(goal.unit)) sentences.push(term('progressWithoutFees'));
  const asOf = goal.asOf ?? campaign.asOf;
  if (asOf) sentences.push(term('progressAsOf', { time: formatAsOf(asOf, now, locale) }));
  return sentences.join(' ');
}

/** What the meter says: the figures and the rule they follow. */
export const valueText = (view: View): string => `${sentence(view)}. ${rule({ ...view, exact: true })}`;

/** What a texture stands for, in the legend. */
export function segmentName({ progress, term }: View, { kind }: Segment): string {
  const { unit, match } = progress.goal;
  const money = isCurrency(unit);
  if (kind === 'confirmed') return term(money ? 'progressGiven' : 'progressDone');
  if (kind === 'offline') return term('progressOffline');
  if (kind === 'pledged') return term(money ? 'progressPledged' : 'progressPromised');
  return match ? term('progressMatchedBy', { name: match.by }) : term('progressMatched');
}

/** "12 days"; undefined unless the campaign runs and has an end. */
export function timeToEnd({ campaign, progress, locale, now, term }: View): string | undefined {
  const { phase, unit, count } = timeLeft(campaign, now, progress.goal);
  if (phase !== 'running') return undefined;
  return term(DURATIONS[unit], { n: count, count: formatNumber(count, 0, locale) });
}

/** The day a campaign opens; empty where it is not known. */
export function opensOn({ campaign, progress, locale, now, term }: View): string {
  const { at } = timeLeft(campaign, now, progress.goal);
  return at ? term('opensOn', { date: formatDate(at, locale, now) }) : '';
}

/** A message whose `{names}` are filled with markup. */
export const filled = ({ term }: Pick<View, 'term'>, key: Term, parts: Record<string, unknown>): unknown[] =>
  fill(term(key), parts);

/** The same for a message that was chosen already. */
export const fill = (message: string, parts: Record<string, unknown>): unknown[] =>
  message
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 ? parts[part] : part))
    .filter((part) => part !== '');

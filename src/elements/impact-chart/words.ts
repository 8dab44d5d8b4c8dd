/** What a chart says in words. Pure, but for the language it is given. */
import type { Progress } from '../../data/progress.ts';
import { formatNumber, formatPercent } from '../../data/quantity.ts';
import { formatDate, formatShape } from '../../shared/dates.ts';
import { amountIn, type Voice } from './amount.ts';
import type { Moment } from './series.ts';
import type { Timeline } from './timeline.ts';

/** One goal of the chart. Without a timeline there is nothing to draw, or nothing yet. */
export interface View {
  progress: Progress;
  timeline: Timeline | undefined;
  /** `failed` is a history that was asked for in vain. */
  state: 'ready' | 'waiting' | 'failed';
}

export interface Drawn extends View {
  timeline: Timeline;
}

/** A name of any length, cut where it would fill the page. */
export const short = (text: string, most = 120) =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;

export function dayIn(voice: Voice, at: number | string): string {
  const options = { day: 'numeric', month: 'long' } as const;
  const sameYear = new Date(at).getFullYear() === new Date(voice.now).getFullYear();
  return formatShape(at, voice.locale, sameYear ? options : { ...options, year: 'numeric' });
}

/** The one thing the line says. */
export function insightOf(voice: Voice, { progress, timeline }: Drawn): string {
  const { pace, reachedAt, endedAt, recent, points } = timeline;
  const amount = amountIn(voice, progress, progress.raised);
  if (reachedAt !== undefined) return voice.term('chartReached', { date: dayIn(voice, reachedAt) });
  if (endedAt !== undefined) {
    return voice.term('chartEnded', { amount, date: formatDate(endedAt, voice.locale, voice.now) });
  }
  if (pace) {
    const { on, end, atEnd, wholeWindow } = pace;
    // An estimate to the cent would claim to know the cent.
    const whole = 10 ** progress.goal.scale;
    const estimate = atEnd < 100 * whole ? atEnd : Math.round(atEnd / whole) * whole;
    const days = end === undefined ? 0 : Math.max(1, Math.round((pace.at - Date.parse(end.slice(0, 10))) / 86_400_000));
    const params = {
      date: on === undefined ? '' : formatDate(on, voice.locale, voice.now),
      end: end === undefined ? '' : formatDate(end, voice.locale, voice.now),
      amount: amountIn(voice, progress, estimate),
      short: amountIn(voice, progress, (progress.target ?? 0) - estimate),
      n: days,
      days: formatNumber(days, 0, voice.locale),
    };
    if (end === undefined) return voice.term(wholeWindow ? 'chartPace' : 'chartPaceSoFar', params);
    if (on === undefined) return voice.term(wholeWindow ? 'chartPaceShort' : 'chartPaceShortSoFar', params);
    return voice.term(wholeWindow ? 'chartPaceLate' : 'chartPaceLateSoFar', params);
  }
  if (recent === undefined) return voice.term('chartSinceStart', { amount, date: dayIn(voice, points[0]!.at) });
  if (recent <= 0) return voice.term('chartQuiet');
  return voice.term('chartRecent', { amount: amountIn(voice, progress, recent) });
}

/** The drawing in a sentence or two. */
export function summaryOf(voice: Voice, view: Drawn): string {
  const { points } = view.timeline;
  const [first, last] = [points[0]!, points.at(-1)!];
  const trend = voice.term('chartSummary', {
    from: amountIn(voice, view.progress, first.value),
    first: dayIn(voice, first.at),
    to: amountIn(voice, view.progress, last.value),
    last: dayIn(voice, last.at),
  });
  return `${trend} ${insightOf(voice, view)}`;
}

/** What can be read off the line, one by one: each point, and at the end where the pace leads. */
export interface Stop extends Moment {
  estimate: boolean;
}

export function stopsOf({ points, pace, reachedAt }: Timeline): Stop[] {
  const stops = points.map(({ at, value }) => ({ at, value, estimate: false }));
  if (pace && reachedAt === undefined) stops.push({ at: pace.at, value: pace.value, estimate: true });
  return stops;
}

/** One of them in words. */
export function readingOf(voice: Voice, { progress, timeline }: Drawn, index: number): string {
  const stops = stopsOf(timeline);
  const { at, value, estimate } = stops[index]!;
  const { target } = progress;
  const params = {
    date: momentIn(voice, timeline, at),
    amount: amountIn(voice, progress, value),
    percent: target === null ? '' : formatPercent((value * 100) / target, voice.locale),
  };
  const reading = voice.term(estimate ? 'chartReadPace' : target === null ? 'chartRead' : 'chartReadOf', params);
  const passed = estimate ? [] : passedAt(timeline, stops, index);
  return [reading, ...passed.map((label) => voice.term('chartPassed', { label: short(label) }))].join('. ');
}

/** The day of a stop, with the hour where the whole line is only hours long. */
export function momentIn(voice: Voice, { from, to }: Timeline, at: number): string {
  if (to - from > 2.5 * 86_400_000) return dayIn(voice, at);
  return formatShape(at, voice.locale, { day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' });
}

/** Milestones that were passed on the way to a stop. */
export function passedAt({ milestones }: Timeline, stops: readonly Moment[], index: number): string[] {
  const before = stops[index - 1]?.at ?? -Infinity;
  return milestones.filter(({ at }) => at > before && at <= stops[index]!.at).map(({ label }) => label);
}

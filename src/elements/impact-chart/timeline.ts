/** What a chart says: which points, which scale, which words on it. Pure. */
import { phaseOf } from '../../data/phase.ts';
import { paceOf, type Progress } from '../../data/progress.ts';
import type { Campaign } from '../../data/schema.ts';
import {
  firstDayOf,
  MOST,
  rowsOf,
  startOf,
  unitFor,
  withLatest,
  type Interval,
  type Moment,
  type Row,
  type Series,
  type Unit,
} from './series.ts';

const DAY = 86_400_000;

export interface Timeline {
  /** What is drawn. */
  points: Moment[];
  /** What the table adds up by. */
  unit: Unit;
  rows: Row[];
  from: number;
  to: number;
  /** Top of the vertical scale. */
  top: number;
  /** Values with a grid line. */
  steps: number[];
  /** Where the present pace leads, if that can be said. */
  pace: Lead | undefined;
  /** The first moment the target was reached. */
  reachedAt: number | undefined;
  /** When it ended, if it has. */
  endedAt: string | undefined;
  /** Reached milestones, on the curve. */
  milestones: { label: string; at: number; value: number }[];
  /** Change of the last 30 days; undefined when the line is shorter than that, or is not growing any more. */
  recent: number | undefined;
}

export interface Lead {
  /** The day the goal is reached. */
  on: string | undefined;
  /** The line ahead ends here: at the goal, or at the end where that comes first. */
  at: number;
  value: number;
  /** The end of the campaign, where the goal is not reached by then, and the total there. */
  end: string | undefined;
  atEnd: number;
  wholeWindow: boolean;
}

export interface Reading {
  now: number;
  interval: Interval;
  locale: string;
}

/** Undefined when there are not two moments to draw a line between. */
export function timelineOf(
  campaign: Campaign,
  progress: Progress,
  series: Series,
  { now, interval, locale }: Reading,
): Timeline | undefined {
  const { goal, target, raised } = progress;
  const asOf = Date.parse(goal.asOf ?? campaign.asOf ?? '');
  const { line, days } = withLatest(series, { at: asOf, value: raised });
  const first = line[0];
  const last = line.at(-1);
  if (!first || !last || last.at <= first.at) return undefined;
  const unit = unitFor(interval, first.at, last.at);
  const rows = rowsOf(days, unit, now, firstDayOf(locale));
  const points = interval === 'auto' ? line : [first, ...closings(rows, first.at)];
  const ends = goal.endsAt ?? campaign.endsAt;
  const active = phaseOf(campaign, now) === 'active';
  const pace = active ? leadOf(days, line, target, now, ends) : undefined;
  const ahead = active ? Math.max(pace?.at ?? 0, Date.parse(ends ?? '') || 0) : 0;
  // What is to come takes at most a third of the width; a pace that leads further runs out of the picture.
  const span = last.at - first.at;
  const to = Math.min(Math.max(last.at + span * 0.03, ahead), last.at + span * 0.5);
  const highest = points.reduce((max, { value }) => Math.max(max, value), Math.max(raised, 1));
  const top = Math.max((target ?? 0) * 1.16, highest * 1.14);
  const windowStart = now - 30 * DAY;
  const before = active && last.at > windowStart ? days.findLast(({ at }) => at <= windowStart) : undefined;
  return {
    points,
    unit,
    rows,
    from: first.at,
    to,
    top,
    steps: stepsBelow(top, target),
    pace,
    reachedAt: target === null ? undefined : line.find(({ value }) => value >= target)?.at,
    endedAt: phaseOf(campaign, now) === 'ended' ? ends : undefined,
    milestones: progress.milestones
      .filter(({ state, at }) => state === 'reached' && at > 0 && at !== target)
      .map(({ label, at: value }) => ({ label, value, at: crossing(line, value) })),
    recent: before && last.value - before.value,
  };
}

/** The last total of each period, after the first moment of all. */
const closings = (rows: readonly Row[], first: number): Moment[] =>
  rows
    .filter(({ last }) => last !== undefined && last > first)
    .map(({ last, total }) => ({ at: last!, value: total }))
    .slice(1 - MOST);

function leadOf(
  days: readonly Moment[],
  line: readonly Moment[],
  target: number | null,
  now: number,
  ends: string | undefined,
): Lead | undefined {
  const end = Date.parse(ends ?? '');
  // Days are exact at the beginning of the window, the line is where there are only hours.
  const points = days.length > 1 ? days : line;
  const pace = paceOf([line[0]!, ...points.filter(({ at }) => at > line[0]!.at)], target, now, end || undefined);
  if (!pace || (pace.reachedOn === undefined && pace.atEnd === undefined)) return undefined;
  const { reachedOn: on, atEnd } = pace;
  return {
    on,
    // A day that has begun already leads nowhere back.
    at: on === undefined ? end : Math.max(Date.parse(on), line.at(-1)!.at),
    value: on === undefined ? atEnd! : target!,
    end: atEnd === undefined ? undefined : ends,
    atEnd: atEnd ?? 0,
    wholeWindow: line[0]!.at <= now - 30 * DAY,
  };
}

/** When the curve passes a value; a mark for it then lies on the curve. */
function crossing(points: readonly Moment[], value: number): number {
  const next = points.findIndex((point) => point.value >= value);
  if (next <= 0) return points[Math.max(0, next)]!.at;
  const a = points[next - 1]!;
  const b = points[next]!;
  return a.at + ((b.at - a.at) * (value - a.value)) / (b.value - a.value);
}

/** Four to six round steps; those that would touch the goal line are left out. */
function stepsBelow(top: number, target: number | null): number[] {
  const rough = top / 5.8;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? 10 * power;
  const whole = Math.max(1, Math.round(step));
  const steps: number[] = [];
  for (let value = whole; value < top * 0.97; value += whole) {
    if (target === null || Math.abs(value - target) > top * 0.07) steps.push(value);
  }
  return steps;
}

export interface Tick {
  at: number;
  unit: 'hour' | 'day' | 'month' | 'year';
}

const HOURS = 3_600_000;
const COUNTS = {
  hour: [1, 2, 3, 4, 6, 12],
  day: [1, 2, 3, 4, 7, 14],
  month: [1, 2, 3, 4, 6],
  year: [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000],
};

/** Starts of calendar units, in the visitor's zone, no closer than `gap` (a share of the whole), and the first moment. */
export function calendarTicks(from: number, to: number, gap: number): Tick[] {
  const span = to - from;
  const months = span / (30 * DAY);
  const unit = months >= 30 ? 'year' : months >= 2 ? 'month' : span > 2.5 * DAY ? 'day' : 'hour';
  const per = { year: 365 * DAY, month: 30.4 * DAY, day: DAY, hour: HOURS }[unit];
  const every = COUNTS[unit].find((count) => (count * per) / span >= gap) ?? COUNTS[unit].at(-1)!;
  const tick = (index: number) =>
    unit === 'hour' ? startOf('day', from) + (new Date(from).getHours() + index) * HOURS : startOf(unit, from, index);
  const ticks: Tick[] = [];
  for (let index = every; tick(index) < to - span * gap * 0.66; index += every) ticks.push({ at: tick(index), unit });
  if (!ticks[0] || ticks[0].at - from >= span * gap * 0.85) ticks.unshift({ at: from, unit });
  return ticks;
}

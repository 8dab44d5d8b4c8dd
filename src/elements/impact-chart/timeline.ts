/** What a chart says: which points, which scale, which words on it. Pure. */
import { paceOf, phaseOf, thinPoints, type Progress } from '../../data/progress.ts';
import type { Campaign } from '../../data/schema.ts';

const DAY = 86_400_000;

/** A moment in milliseconds since the epoch, and the total at that moment in `10^-scale` of the unit. */
export interface Moment {
  at: number;
  value: number;
}

export interface Timeline {
  points: Moment[];
  from: number;
  to: number;
  /** Top of the vertical scale. */
  top: number;
  /** Values with a grid line. */
  steps: number[];
  /** Where the goal is reached at the present pace, if that can be said. */
  pace: { on: string; at: number; wholeWindow: boolean } | undefined;
  /** The first moment the target was reached. */
  reachedAt: number | undefined;
  /** Reached milestones, on the curve. */
  milestones: { label: string; at: number; value: number }[];
  /** Change of the last 30 days; undefined when the line is shorter than that, or is not growing any more. */
  recent: number | undefined;
}

/** Undefined when there are not two moments to draw a line between. */
export function timelineOf(campaign: Campaign, progress: Progress, now: number): Timeline | undefined {
  const { goal, target, raised } = progress;
  const points = momentsOf(campaign, progress);
  if (points.length < 2) return undefined;
  const first = points[0]!;
  const last = points.at(-1)!;
  if (last.at <= first.at) return undefined;
  const active = phaseOf(campaign, now) === 'active';
  const pace = active ? paceFrom(points, target, now) : undefined;
  const ends = Date.parse(goal.endsAt ?? campaign.endsAt ?? '');
  const ahead = active ? Math.max(pace?.at ?? 0, Number.isFinite(ends) ? ends : 0) : 0;
  // What is to come takes at most a third of the width; a pace that leads further runs out of the picture.
  const span = last.at - first.at;
  const to = Math.min(Math.max(last.at + span * 0.03, ahead), last.at + span * 0.5);
  const highest = points.reduce((max, { value }) => Math.max(max, value), Math.max(raised, 1));
  const top = Math.max((target ?? 0) * 1.16, highest * 1.14);
  const windowStart = now - 30 * DAY;
  const before = active && last.at > windowStart ? points.findLast(({ at }) => at <= windowStart) : undefined;
  return {
    points,
    from: first.at,
    to,
    top,
    steps: stepsBelow(top, target),
    pace,
    reachedAt: target === null ? undefined : points.find(({ value }) => value >= target)?.at,
    milestones: progress.milestones
      .filter(({ state, at }) => state === 'reached' && at > 0 && at !== target)
      .map(({ label, at: value }) => ({ label, value, at: crossing(points, value) })),
    recent: before && last.value - before.value,
  };
}

/** The history, and what the document says of now as its last point. */
function momentsOf(campaign: Campaign, { goal, raised }: Progress): Moment[] {
  const history = campaign.history.find(({ goalId }) => goalId === goal.id)?.points ?? [];
  const points = thinPoints(history).map(({ at, value }) => ({ at: Date.parse(at), value }));
  const last = points.at(-1);
  const asOf = Date.parse(goal.asOf ?? campaign.asOf ?? '');
  if (!last || last.value === raised) return points;
  if (asOf > last.at) points.push({ at: asOf, value: raised });
  else points[points.length - 1] = { at: last.at, value: raised };
  return points;
}

function paceFrom(points: readonly Moment[], target: number | null, now: number): Timeline['pace'] {
  const on = paceOf(
    points.map(({ at, value }) => ({ at: new Date(at).toISOString(), value })),
    target,
    now,
  )?.reachedOn;
  return on === undefined ? undefined : { on, at: Date.parse(on), wholeWindow: points[0]!.at <= now - 30 * DAY };
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

/** Starts of calendar units, in the visitor's zone, no closer than `gap` (a share of the whole), and the first moment. */
export function calendarTicks(from: number, to: number, gap: number): { at: number; unit: 'day' | 'month' | 'year' }[] {
  const span = to - from;
  const months = span / (30 * DAY);
  const unit = months >= 30 ? 'year' : months >= 2 ? 'month' : 'day';
  const per = unit === 'year' ? 365 * DAY : unit === 'month' ? 30.4 * DAY : DAY;
  const every = [1, 2, 3, 4, 6, 7, 12, 14, 24].find((count) => (count * per) / span >= gap) ?? 24;
  const start = new Date(from);
  const tick = (index: number) =>
    unit === 'year'
      ? new Date(start.getFullYear() + index, 0, 1)
      : unit === 'month'
        ? new Date(start.getFullYear(), start.getMonth() + index, 1)
        : new Date(start.getFullYear(), start.getMonth(), start.getDate() + index);
  const ticks: { at: number; unit: typeof unit }[] = [];
  for (let index = every; tick(index).getTime() < to - span * 0.06; index += every) {
    ticks.push({ at: tick(index).getTime(), unit });
  }
  if (!ticks[0] || ticks[0].at - from >= span * gap * 0.85) ticks.unshift({ at: from, unit });
  return ticks;
}

export interface Row {
  at: number;
  added: number;
  total: number;
  /** The period is not over. */
  open: boolean;
}

/** Totals at the end of each month, or of each day where there are no more than two weeks of them. */
export function rowsOf(points: readonly Moment[], now: number): { unit: 'day' | 'month'; rows: Row[] } {
  const unit = points.at(-1)!.at - points[0]!.at <= 14 * DAY ? 'day' : 'month';
  const period = (at: number) => {
    const day = new Date(at);
    return new Date(day.getFullYear(), day.getMonth(), unit === 'day' ? day.getDate() : 1).getTime();
  };
  const totals = new Map<number, number>();
  for (const { at, value } of points) totals.set(period(at), value);
  let before = 0;
  const rows = [...totals].map(([at, total]) => {
    const row = { at, total, added: total - before, open: at === period(now) };
    before = total;
    return row;
  });
  return { unit, rows };
}

/**
 * A history as it can be drawn and added up, whatever it looks like: out of order, with the same moment twice, a hundred
 * thousand points long. Pure.
 */
import type { Point } from '../../data/progress.ts';

/** A moment in milliseconds since the epoch, and the total at that moment in `10^-scale` of the unit. */
export interface Moment {
  at: number;
  value: number;
}

/** Points drawn, at most. */
export const MOST = 366;

export interface Series {
  /** In order, one per moment, at most `MOST`; where there were more, each equal span of time keeps its last. */
  line: Moment[];
  /** The last of each day, in the visitor's zone: what weeks, months and years are made of. */
  days: Moment[];
}

/** Points looked at before the page may do something else. */
const SLICE = 2000;

/** Follows the history in steps; the series is what it returns. */
export function* seriesOf(points: readonly Point[]): Generator<void, Series> {
  const moments: Moment[] = [];
  const days = new Map<number, Moment>();
  let first = Infinity;
  let last = -Infinity;
  let dayStart = 0;
  let dayEnd = 0;
  for (let i = 0; i < points.length; i += 1) {
    if (i % SLICE === SLICE - 1) yield;
    const at = Date.parse(points[i]!.at);
    const { value } = points[i]!;
    if (!Number.isFinite(at) || !Number.isFinite(value)) continue;
    const moment = { at, value };
    moments.push(moment);
    first = Math.min(first, at);
    last = Math.max(last, at);
    if (at < dayStart || at >= dayEnd) {
      dayStart = startOf('day', at);
      dayEnd = startOf('day', at, 1);
    }
    const known = days.get(dayStart);
    if (!known || known.at <= at) days.set(dayStart, moment);
  }
  // Without sorting a hundred thousand: whoever is the last of its span is kept, and only those are put in order.
  const many = moments.length > MOST;
  const kept = new Map<number, Moment>();
  for (let i = 0; i < moments.length; i += 1) {
    if (i % SLICE === SLICE - 1) yield;
    const moment = moments[i]!;
    const { at } = moment;
    const span = !many ? at : at === first ? -1 : Math.floor(((at - first) / (last - first)) * (MOST - 2) * 0.999999);
    const known = kept.get(span);
    if (!known || known.at <= at) kept.set(span, moment);
  }
  return { line: inOrder(kept), days: inOrder(days) };
}

/** All steps at once, for a history of ordinary length. */
export function seriesNow(points: readonly Point[]): Series {
  const steps = seriesOf(points);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** As many steps at a time as the page can take without a visitor noticing. */
export async function seriesInSlices(points: readonly Point[]): Promise<Series> {
  const steps = seriesOf(points);
  for (;;) {
    const until = performance.now() + 8;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

const inOrder = (moments: Map<number, Moment>) => [...moments.values()].sort((a, b) => a.at - b.at);

/** The same with the total of now at its end, which may be newer than the history. */
export function withLatest({ line, days }: Series, { at, value }: Moment): Series {
  const last = line.at(-1);
  if (!last || last.value === value) return { line, days };
  const latest = { at: at > last.at ? at : last.at, value };
  const isLater = latest.at > last.at;
  const end = (moments: Moment[], replaces: boolean) => [...(replaces ? moments.slice(0, -1) : moments), latest];
  return {
    line: end(line, !isLater || line.length >= MOST),
    days: end(days, !isLater || startOf('day', latest.at) === startOf('day', last.at)),
  };
}

// ── Days, weeks, months and years ───────────────────────────────────────────

export const UNITS = ['day', 'week', 'month', 'year'] as const;
export type Unit = (typeof UNITS)[number];

const DAY = 86_400_000;
const LENGTH: Record<Unit, number> = { day: DAY, week: 7 * DAY, month: 30.44 * DAY, year: 365.25 * DAY };

/** Where the unit around a moment begins, in the visitor's zone; `later` units further on. */
export function startOf(unit: Unit, at: number, later = 0, firstDay = 1): number {
  const date = new Date(at);
  const year = date.getFullYear();
  const start =
    unit === 'year'
      ? new Date(year + later, 0, 1)
      : unit === 'month'
        ? new Date(year, date.getMonth() + later, 1)
        : unit === 'week'
          ? new Date(year, date.getMonth(), date.getDate() - ((date.getDay() - firstDay + 7) % 7) + 7 * later)
          : new Date(year, date.getMonth(), date.getDate() + later);
  return start.getTime();
}

// Firefox does not say when a week begins; these are the regions where it is not Monday (CLDR 46).
const SUNDAY =
  'AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW';
const SATURDAY = 'AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY';

/** The day a week begins with where the language is at home: 0 for Sunday to 6. */
export function firstDayOf(locale: string): number {
  const tag = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  const known = (tag.getWeekInfo?.() ?? tag.weekInfo)?.firstDay;
  if (known) return known % 7;
  const region = tag.maximize().region ?? '';
  return SUNDAY.includes(region) ? 0 : SATURDAY.includes(region) ? 6 : 1;
}

export interface Row {
  /** Where the day, week, month or year begins. */
  at: number;
  added: number;
  total: number;
  /** The period is not over. */
  open: boolean;
  /** When the total of its end was reached; undefined for a period without a change. */
  last: number | undefined;
}

export type Interval = 'auto' | 'day' | 'week' | 'month';

/** What to add up by: few rows that say something, and never more than `MOST`. */
export function unitFor(interval: Interval, from: number, to: number): Unit {
  const span = to - from;
  const chosen =
    interval !== 'auto'
      ? interval
      : span <= 14 * DAY
        ? 'day'
        : span <= 63 * DAY
          ? 'week'
          : span <= 3653 * DAY
            ? 'month'
            : 'year';
  return UNITS.slice(UNITS.indexOf(chosen)).find((unit) => span / LENGTH[unit] < MOST - 1) ?? 'year';
}

/** The total at the end of each period from the first to the last, the ones without a change among them. */
export function rowsOf(days: readonly Moment[], unit: Unit, now: number, firstDay = 1): Row[] {
  const period = (at: number) => startOf(unit, at, 0, firstDay);
  const rows: Row[] = [];
  const current = period(now);
  for (const { at, value } of days) {
    const start = period(at);
    let row = rows.at(-1);
    while (row && row.at < start && rows.length < MOST) {
      const next = startOf(unit, row.at, 1, firstDay);
      row = { at: Math.min(next, start), added: 0, total: row.total, open: next === current, last: undefined };
      rows.push(row);
    }
    if (!row || row.at < start) {
      row = { at: start, added: 0, total: row?.total ?? 0, open: start === current, last: at };
      rows.push(row);
    }
    row.added += value - row.total;
    row.total = value;
    row.last = at;
  }
  return rows;
}

import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { progressOf } from '../../src/data/progress.ts';
import { parseCampaign, type CampaignInput } from '../../src/data/schema.ts';
import { cell, csvOf, decimal } from '../../src/elements/impact-chart/csv.ts';
import {
  firstDayOf,
  MOST,
  rowsOf,
  seriesInSlices,
  seriesNow,
  startOf,
  unitFor,
  UNITS,
  withLatest,
  type Interval,
} from '../../src/elements/impact-chart/series.ts';
import { calendarTicks, timelineOf } from '../../src/elements/impact-chart/timeline.ts';
import type { Voice } from '../../src/elements/impact-chart/amount.ts';
import { chart } from '../../src/i18n/en/chart.ts';
import { NOW, sample } from '../helpers/sample.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const iso = (time: number) => new Date(time).toISOString();
const daily = (index: number, value = index) => ({ at: iso(NOW + index * DAY), value });

const history = (values: number[], step = DAY): CampaignInput['history'] => [
  { goalId: 'money', points: values.map((value, i) => ({ at: iso(NOW - (values.length - 1 - i) * step), value })) },
];

function timeline(input: CampaignInput, interval: Interval = 'auto', locale = 'en-GB') {
  const { campaign } = parseCampaign(input);
  const points = campaign.history.find(({ goalId }) => goalId === 'money')?.points ?? [];
  return timelineOf(campaign, progressOf(campaign)!, seriesNow(points), { now: NOW, interval, locale });
}

describe('the series of a history', () => {
  it('[F41] sorts, drops what is no number or no time, and keeps the last word on each moment', () => {
    const at = (index: number, value = index) => ({ at: NOW + index * DAY, value });
    const points = [daily(2), daily(0), { at: 'soon', value: 1 }, { at: iso(NOW), value: NaN }, daily(1), daily(1, 7)];
    expect(seriesNow(points).line).toEqual([at(0), at(1, 7), at(2)]);
    expect(seriesNow([]).line).toEqual([]);
    expect(seriesNow([daily(1)]).line).toEqual([at(1)]);
  });

  it('[F41] takes the same moment in two zones for one', () => {
    const { line } = seriesNow([
      { at: '2026-03-01T12:00:00Z', value: 1 },
      { at: '2026-03-01T13:00:00+01:00', value: 2 },
    ]);
    expect(line.map(({ value }) => value)).toEqual([2]);
  });

  it('[F41] [IC5] leaves at most 366, in order, first and last among them', () => {
    const moments = fc.uniqueArray(fc.integer({ min: 0, max: 5_000_000 }), { maxLength: 1500 });
    fc.assert(
      fc.property(moments, (times) => {
        const { line } = seriesNow(times.map((time) => ({ at: iso(NOW + time * MINUTE), value: time })));
        const values = line.map(({ value }) => value);
        expect(values.length).toBeLessThanOrEqual(MOST);
        expect(values).toEqual([...values].sort((a, b) => a - b));
        if (times.length <= MOST) expect(values.length).toBe(times.length);
        if (times.length > 0) expect([values[0], values.at(-1)]).toEqual([Math.min(...times), Math.max(...times)]);
      }),
      { numRuns: 60 },
    );
  });

  it('[F41] thins a hundred thousand points evenly over time, with turns for the page between', async () => {
    const crowded = Array.from({ length: 100_000 }, (_, index) => ({ at: iso(NOW + index * MINUTE), value: index }));
    const sparse = Array.from({ length: 300 }, (_, index) => daily(100 + index, 100_000 + index));
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    const { line, days } = await seriesInSlices([...crowded, ...sparse].reverse());
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
    expect(line.length).toBeLessThanOrEqual(MOST);
    expect(line.filter(({ value }) => value >= 100_000).length).toBeGreaterThan(200);
    expect(days.length).toBeGreaterThan(365);
  });

  it('[F41] ends at the total of now, and never has a point more for it', () => {
    const full = seriesNow(Array.from({ length: MOST }, (_, i) => daily(i)));
    const { line, days } = withLatest(full, { at: NOW + 400 * DAY, value: 1000 });
    expect(line.length).toBe(MOST);
    expect(line.at(-1)).toEqual({ at: NOW + 400 * DAY, value: 1000 });
    expect(days.length).toBe(MOST + 1);
    // A total without a time, or one from before, replaces the last.
    expect(withLatest(full, { at: NaN, value: 7 }).line.at(-1)!.value).toBe(7);
    expect(withLatest({ line: [], days: [] }, { at: NOW, value: 7 }).line).toEqual([]);
  });
});

describe('days, weeks, months and years', () => {
  it('[IC5] begins a week where the language is at home', () => {
    expect(['en-US', 'en', 'ar-EG', 'de', 'en-GB', 'pt-BR', 'fa-IR', 'he'].map(firstDayOf)).toEqual([
      0, 0, 6, 1, 1, 0, 6, 0,
    ]);
    const thursday = new Date(2026, 5, 11, 15).getTime();
    expect(new Date(startOf('week', thursday, 0, 1)).getDate()).toBe(8);
    expect(new Date(startOf('week', thursday, 0, 0)).getDate()).toBe(7);
    expect(new Date(startOf('week', thursday, 1, 6)).getDate()).toBe(13);
  });

  it('[IC5] chooses by itself what makes few rows', () => {
    const chosen = [3, 14, 15, 60, 70, 400, 3000, 9000].map((days) => unitFor('auto', NOW, NOW + days * DAY));
    expect(chosen).toEqual(['day', 'day', 'week', 'week', 'month', 'month', 'month', 'year']);
  });

  it('[IC5] does as it is told, up to 366 rows', () => {
    expect(unitFor('day', NOW, NOW + 300 * DAY)).toBe('day');
    expect(unitFor('day', NOW, NOW + 400 * DAY)).toBe('week');
    expect(unitFor('week', NOW, NOW + 8 * 365 * DAY)).toBe('month');
    expect(unitFor('day', Date.parse('1970-01-01'), Date.parse('2038-02-01'))).toBe('year');
    expect(unitFor('month', Date.parse('1000-01-01'), Date.parse('2038-02-01'))).toBe('year');
  });

  it('[IC5] adds up to the total, with the periods in which nothing happened', () => {
    const days = [
      { at: new Date(2026, 0, 5).getTime(), value: 100 },
      { at: new Date(2026, 0, 20).getTime(), value: 250 },
      { at: new Date(2026, 3, 1).getTime(), value: 200 },
    ];
    const rows = rowsOf(days, 'month', new Date(2026, 3, 9).getTime());
    expect(rows.map(({ added, total }) => [added, total])).toEqual([
      [250, 250],
      [0, 250],
      [0, 250],
      [-50, 200],
    ]);
    expect(rows.map(({ open }) => open)).toEqual([false, false, false, true]);
    expect(rows[1]!.last).toBe(undefined);
  });

  it('[IC5] [F41] never makes more rows than can be drawn, whatever comes', () => {
    const times = fc.array(fc.integer({ min: Date.parse('1900-01-01'), max: Date.parse('2100-01-01') }), {
      minLength: 2,
      maxLength: 60,
    });
    fc.assert(
      fc.property(times, fc.constantFrom('auto', 'day', 'week', 'month'), (all, interval) => {
        const { days } = seriesNow(all.map((time, value) => ({ at: iso(time), value })));
        const unit = unitFor(interval as Interval, days[0]!.at, days.at(-1)!.at);
        const rows = rowsOf(days, unit, NOW);
        expect(UNITS).toContain(unit);
        expect(rows.length).toBeLessThanOrEqual(MOST);
        expect(rows.at(-1)!.total).toBe(days.at(-1)!.value);
        expect(rows.reduce((sum, { added }) => sum + added, 0)).toBe(days.at(-1)!.value);
        expect(rows.every(({ at }, i) => i === 0 || at > rows[i - 1]!.at)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('writes no more dates than fit', () => {
    for (const days of [0.2, 1, 3, 10, 40, 61, 120, 400, 1200, 4000, 40_000, 300_000]) {
      const ticks = calendarTicks(NOW, NOW + days * DAY, 0.09);
      expect(ticks.length, `${days} days`).toBeGreaterThan(0);
      expect(ticks.length, `${days} days`).toBeLessThanOrEqual(12);
      for (let i = 1; i < ticks.length; i += 1) {
        expect((ticks[i]!.at - ticks[i - 1]!.at) / (days * DAY), `${days} days`).toBeGreaterThanOrEqual(0.07);
      }
    }
  });
});

describe('the timeline of a chart', () => {
  it('[F41] draws no line through nothing, one point or one moment', () => {
    expect(timeline(sample({ history: [] }))).toBe(undefined);
    const one = history([3_418_000])!;
    expect(timeline(sample({ history: one }))).toBe(undefined);
    const [point] = one[0]!.points!;
    expect(timeline(sample({ history: [{ goalId: 'money', points: [point!, point!] }] }))).toBe(undefined);
  });

  it('[IC1] ends at the total of now, whatever the history knows', () => {
    expect(timeline(sample({ history: history([0, 1_000_000]) }))!.points.at(-1)!.value).toBe(3_418_000);
  });

  it('[IC1] leaves room above the goal and takes round steps', () => {
    const { top, steps } = timeline(sample())!;
    expect(top).toBe(5_800_000);
    expect(steps).toEqual([1_000_000, 2_000_000, 3_000_000, 4_000_000]);
  });

  it('[IC1] puts milestones on the line', () => {
    const { milestones, points } = timeline(sample())!;
    for (const { at, value } of milestones) {
      const next = points.findIndex((point) => point.at >= at);
      expect(value).toBeGreaterThanOrEqual(points[next - 1]!.value);
      expect(value).toBeLessThanOrEqual(points[next]!.value);
    }
  });

  it('[IC5] draws the last total of each week when it is told to, from the first moment to now', () => {
    const all = timeline(sample())!;
    const weekly = timeline(sample(), 'week')!;
    expect(weekly.points[0]).toEqual(all.points[0]);
    expect(weekly.points.at(-1)).toEqual(all.points.at(-1));
    expect(weekly.rows.length).toBeGreaterThanOrEqual(17);
    expect(weekly.points.length).toBeLessThanOrEqual(weekly.rows.length + 1);
    for (const { at, value } of weekly.points) expect(all.points).toContainEqual({ at, value });
  });

  const raised = (value: number, target: number | null = 5_000_000): Partial<CampaignInput> => {
    const [first, ...others] = sample().goals!;
    return { goals: [{ ...first!, target, raised: { confirmed: value }, asOf: iso(NOW) }, ...others] };
  };

  it('[F41] is sane for refunds, huge totals, old and far dates, a goal out of sight and none at all', () => {
    const huge = Number.MAX_SAFE_INTEGER;
    const at = (time: string, value: number) => ({ at: time, value });
    const odd: [string, CampaignInput][] = [
      ['refunds', sample({ ...raised(100), history: history([0, 5000, 200, 4000, 100]) })],
      ['all given back', sample({ ...raised(0), history: history([0, 5000, 0]) })],
      ['huge', sample({ ...raised(huge, huge), history: history([0, huge]) })],
      ['huge without a goal', sample({ ...raised(huge, null), history: history([0, huge]) })],
      [
        'since 1970',
        sample({
          ...raised(3000),
          history: [{ goalId: 'money', points: [at('1970-01-01T00:00:00Z', 0), at('2038-02-01T00:00:00Z', 9)] }],
        }),
      ],
      ['far goal', sample({ ...raised(100, huge), history: history([0, 50, 100]) })],
      ['no goal', sample({ ...raised(100, null), history: history([0, 50, 100]) })],
    ];
    for (const [name, input] of odd) {
      for (const interval of ['auto', 'day', 'week', 'month'] as const) {
        const line = timeline(input, interval)!;
        const numbers = [
          line.from,
          line.to,
          line.top,
          ...line.steps,
          ...line.points.flatMap((one) => [one.at, one.value]),
        ];
        expect(numbers.every(Number.isFinite), `${name} ${interval}`).toBe(true);
        expect(line.to, name).toBeGreaterThan(line.from);
        expect(line.steps.length, name).toBeLessThanOrEqual(6);
        expect(line.top, name).toBeGreaterThan(Math.max(...line.points.map(({ value }) => value)));
      }
    }
  });
});

describe('the table as a file', () => {
  const voice: Voice = {
    locale: 'en',
    now: NOW,
    term: (key) => String((chart as Record<string, unknown>)[key]),
    rich: () => [],
  };

  it('[IC8] writes the rows shown with ISO dates and plain decimals', () => {
    const { campaign } = parseCampaign(sample({ history: history([0, 1_234_567, 3_418_000], 31 * DAY) }));
    const progress = progressOf(campaign)!;
    const points = campaign.history[0]!.points;
    const line = timelineOf(campaign, progress, seriesNow(points), { now: NOW, interval: 'month', locale: 'en' })!;
    const text = csvOf(voice, [{ progress, timeline: line, state: 'ready' }]);
    expect(text.split('\r\n')).toEqual([
      'Goal,Month,Added,Total,Target,Unit',
      'Ten thousand trees for the high fells,2026-04,0.00,0.00,50000.00,USD',
      'Ten thousand trees for the high fells,2026-05,12345.67,12345.67,50000.00,USD',
      'Ten thousand trees for the high fells,2026-06,21834.33,34180.00,50000.00,USD',
      '',
    ]);
  });

  it('[IC8] writes integers with a scale without a float between', () => {
    expect(decimal(Number.MAX_SAFE_INTEGER, 2)).toBe('90071992547409.91');
    expect(decimal(5, 3)).toBe('0.005');
    expect(decimal(-50, 2)).toBe('-0.50');
    expect(decimal(0, 0)).toBe('0');
  });

  it('[IC8] marks what a spreadsheet would run as a formula, and quotes what would end a cell', () => {
    expect(['=1+1', '+1 tree', '-2+3', '@SUM(A1)', '\tx'].map(cell)).toEqual([
      "'=1+1",
      "'+1 tree",
      "'-2+3",
      "'@SUM(A1)",
      "'\tx",
    ]);
    expect(cell('-12.50')).toBe('-12.50');
    expect(cell('a "b", c\nd')).toBe('"a ""b"", c\nd"');
    expect(cell('=HYPERLINK("x")')).toBe('"\'=HYPERLINK(""x"")"');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phaseOf, timeLeft } from '../../src/data/phase.ts';
import { paceOf, progressOf, visibleMembers } from '../../src/data/progress.ts';
import { parseCampaign } from '../../src/data/schema.ts';
import type { Campaign } from '../../src/data/schema.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const iso = (time: number) => new Date(time).toISOString();

function campaignOf(rest: object): Campaign {
  const core = { version: 1, id: 'c', organization: { name: 'O' }, mission: { title: 'M' } };
  const { campaign, dropped } = parseCampaign({ ...core, ...rest });
  expect(dropped).toEqual([]);
  return campaign;
}

function money(rest: object) {
  const goal = { id: 'money', label: 'Money', unit: 'USD', scale: 2, target: 10000, raised: { confirmed: 0 }, ...rest };
  return campaignOf({ goals: [goal] });
}

describe('progressOf', () => {
  it('[PT1] adds up what counts and says what is left', () => {
    const progress = progressOf(money({ raised: { confirmed: 5000, offline: 1000, matched: 1600, pledged: 900 } }))!;
    expect(progress).toMatchObject({
      raised: 7600,
      target: 10000,
      percent: 76,
      lessThanOne: false,
      ratio: 0.76,
      remaining: 2400,
      over: 0,
      reached: false,
      scaleMax: 10000,
    });
  });

  it('[PT5] lists the segments in drawing order, without empty ones, and marks what counts', () => {
    const progress = progressOf(money({ raised: { pledged: 900, matched: 1600, confirmed: 5000, offline: 0 } }))!;
    expect(progress.segments).toEqual([
      { kind: 'confirmed', value: 5000, counted: true },
      { kind: 'matched', value: 1600, counted: true },
      { kind: 'pledged', value: 900, counted: false },
    ]);
  });

  it('[PT8] follows the counting rule of the goal', () => {
    const raised = { confirmed: 100, matched: 20, offline: 3, pledged: 4 };
    const including = (...includes: string[]) => progressOf(money({ raised, counting: { includes } }))!.raised;
    expect(including('confirmed')).toBe(100);
    expect(including('confirmed', 'pledged')).toBe(104);
    expect(including()).toBe(0);
  });

  it('picks the goal by id, the first without one, none for an unknown one', () => {
    const goal = { label: 'G', unit: 'trees', scale: 0, raised: { confirmed: 1 } };
    const campaign = campaignOf({
      goals: [
        { ...goal, id: 'a' },
        { ...goal, id: 'b' },
      ],
    });
    expect(progressOf(campaign)?.goal.id).toBe('a');
    expect(progressOf(campaign, '')?.goal.id).toBe('a');
    expect(progressOf(campaign, 'b')?.goal.id).toBe('b');
    expect(progressOf(campaign, 'c')).toBeUndefined();
    expect(progressOf(campaignOf({}))).toBeUndefined();
  });

  it.each([null, 0, undefined])('[F28] [PT7] is safe with the target %s', (target) => {
    for (const confirmed of [0, 500]) {
      const progress = progressOf(money({ target, raised: { confirmed } }))!;
      expect(progress).toMatchObject({
        target: null,
        percent: null,
        ratio: null,
        remaining: 0,
        over: 0,
        reached: false,
      });
      expect(progress.scaleMax).toBe(Math.max(1, confirmed));
    }
  });

  it('[F28] [PT7] lets the number pass the goal and not the bar', () => {
    const progress = progressOf(money({ raised: { confirmed: 13299 } }))!;
    expect(progress).toMatchObject({ percent: 132, ratio: 1, over: 3299, remaining: 0, reached: true });
  });

  it.each([
    [9960, 99, false],
    [9999, 99, false],
    [10000, 100, false],
    [40, 0, true],
    [0, 0, false],
  ])('[F29] %d of 10000 is %d percent', (confirmed, percent, lessThanOne) => {
    expect(progressOf(money({ raised: { confirmed } }))).toMatchObject({ percent, lessThanOne });
  });

  it('[F29] says 100 exactly when the goal is reached, and "less than one" exactly when 0 would be a lie', () => {
    const near = fc
      .tuple(fc.maxSafeNat(), fc.integer({ min: -3, max: 3 }))
      .map(([target, off]) => [target, target + off]);
    const any = fc.tuple(fc.maxSafeNat(), fc.maxSafeNat());
    fc.assert(
      fc.property(fc.oneof(near, any), ([target, confirmed]) => {
        fc.pre(target! > 0 && confirmed! >= 0 && confirmed! <= Number.MAX_SAFE_INTEGER);
        const { percent, reached, lessThanOne, ratio, remaining, over } = progressOf(
          money({ target, raised: { confirmed } }),
        )!;
        expect(percent! >= 100).toBe(confirmed! >= target!);
        expect(reached).toBe(confirmed! >= target!);
        expect(lessThanOne).toBe(confirmed! > 0 && percent === 0);
        expect(ratio! >= 0 && ratio! <= 1).toBe(true);
        expect(remaining - over).toBe(target! - confirmed!);
      }),
      { numRuns: 500 },
    );
  });

  it('[F27] stays an exact integer when the parts are huge', () => {
    const huge = Number.MAX_SAFE_INTEGER;
    const { raised } = progressOf(money({ raised: { confirmed: huge, matched: huge, offline: huge } }))!;
    expect(raised).toBe(huge);
  });

  it('[PT6] orders milestones and says which one is next', () => {
    const milestones = [
      { id: 'c', at: 7500, label: 'C' },
      { id: 'a', at: 2500, label: 'A', reachedAt: '2026-01-01T00:00:00Z' },
      { id: 'b', at: 5000, label: 'B' },
    ];
    const states = (confirmed: number) =>
      progressOf(money({ milestones, raised: { confirmed } }))!.milestones.map(({ id, state, toGo }) => [
        id,
        state,
        toGo,
      ]);
    expect(states(2500)).toEqual([
      ['a', 'reached', 0],
      ['b', 'next', 2500],
      ['c', 'ahead', 5000],
    ]);
    expect(states(9000).map(([, state]) => state)).toEqual(['reached', 'reached', 'reached']);
    // After a refund the figure rules, not the memory of the day it was reached.
    expect(states(2499)[0]).toEqual(['a', 'next', 1]);
  });

  it('[PT6] draws up to the highest stretch goal, and keeps that scale from the start', () => {
    const progress = progressOf(money({ stretch: [20000, 12000, 20000, 9000] }))!;
    expect(progress.stretch).toEqual([12000, 20000]);
    expect(progress.scaleMax).toBe(20000);
    expect(progressOf(money({ target: null, stretch: [12000] }))!.stretch).toEqual([]);
  });

  it('leaves room for milestones where there is no target', () => {
    const progress = progressOf(money({ target: null, milestones: [{ id: 'a', at: 2500, label: 'A' }] }))!;
    expect(progress.scaleMax).toBe(2500);
  });

  it('does not touch the campaign', () => {
    const campaign = money({
      milestones: [
        { id: 'b', at: 2, label: 'B' },
        { id: 'a', at: 1, label: 'A' },
      ],
      stretch: [3, 2],
    });
    const before = structuredClone(campaign);
    progressOf(campaign);
    expect(campaign).toEqual(before);
  });
});

describe('timeLeft', () => {
  const until = (milliseconds: number) => timeLeft(campaignOf({ endsAt: iso(NOW + milliseconds) }), NOW);

  it.each([
    [24 * DAY + 5 * HOUR, 'day', 24],
    [2 * DAY, 'day', 2],
    [2 * DAY - 1, 'hour', 47],
    [2 * HOUR, 'hour', 2],
    [2 * HOUR - 1, 'minute', 120],
    [MINUTE, 'minute', 1],
    [1, 'minute', 1],
  ])('[F38] %d ms before the end it says %s %d', (milliseconds, unit, count) => {
    expect(until(milliseconds)).toMatchObject({ phase: 'running', unit, count });
  });

  it.each([0, -1, -DAY])('[F38] has ended %d ms after, and is never negative', (milliseconds) => {
    expect(until(milliseconds)).toEqual({ phase: 'ended', unit: 'minute', count: 0, at: iso(NOW + milliseconds) });
  });

  it('[PT16] counts to the beginning first', () => {
    const campaign = campaignOf({ startsAt: iso(NOW + 3 * DAY), endsAt: iso(NOW + 9 * DAY) });
    expect(timeLeft(campaign, NOW)).toMatchObject({ phase: 'upcoming', unit: 'day', count: 3, at: iso(NOW + 3 * DAY) });
    expect(timeLeft(campaign, NOW + 3 * DAY)).toMatchObject({ phase: 'running', unit: 'day', count: 6 });
  });

  it('[PT16] knows campaigns without an end, ended early, or not begun without a date', () => {
    expect(timeLeft(campaignOf({}), NOW).phase).toBe('none');
    expect(timeLeft(campaignOf({ status: 'ended', endsAt: iso(NOW + DAY) }), NOW).phase).toBe('ended');
    expect(timeLeft(campaignOf({ status: 'upcoming' }), NOW)).toEqual({ phase: 'upcoming', unit: 'minute', count: 0 });
    expect(timeLeft(campaignOf({ status: 'paused', endsAt: iso(NOW + 3 * DAY) }), NOW).phase).toBe('running');
  });

  it('takes the dates of the goal where it has its own', () => {
    const goal = { id: 'g', label: 'G', unit: 'USD', scale: 2, raised: { confirmed: 0 }, endsAt: iso(NOW + 4 * DAY) };
    const campaign = campaignOf({ endsAt: iso(NOW + 9 * DAY), goals: [goal] });
    expect(timeLeft(campaign, NOW, campaign.goals[0]).count).toBe(4);
    expect(timeLeft(campaign, NOW).count).toBe(9);
  });

  it.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Chatham'])(
    '[F36] counts the same moment in %s, across both changes of the clock',
    (zone) => {
      const before = process.env.TZ;
      process.env.TZ = zone;
      try {
        for (const end of ['2026-03-29T03:30:00+02:00', '2026-10-25T02:30:00+01:00', '2026-11-01T01:30:00-05:00']) {
          const campaign = campaignOf({ endsAt: end });
          expect(timeLeft(campaign, Date.parse(end) - 3 * DAY)).toMatchObject({ unit: 'day', count: 3 });
          expect(timeLeft(campaign, Date.parse(end) - 90 * MINUTE)).toMatchObject({ unit: 'minute', count: 90 });
        }
      } finally {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      }
    },
  );
});

describe('phaseOf', () => {
  const past = iso(NOW - DAY);
  const future = iso(NOW + DAY);

  it.each([
    [{}, 'active'],
    [{ status: 'paused' }, 'paused'],
    [{ status: 'ended' }, 'ended'],
    [{ status: 'upcoming' }, 'upcoming'],
    [{ status: 'upcoming', startsAt: past }, 'active'],
    [{ status: 'upcoming', startsAt: future }, 'upcoming'],
    [{ status: 'active', startsAt: future }, 'upcoming'],
    [{ status: 'active', endsAt: past }, 'ended'],
    [{ status: 'paused', endsAt: past }, 'ended'],
    [{ status: 'active', endsAt: iso(NOW) }, 'ended'],
    [{ status: 'ended', endsAt: future }, 'ended'],
  ])('[PT16] [F37] %o is %s', (rest, phase) => {
    expect(phaseOf(campaignOf(rest), NOW)).toBe(phase);
  });
});

describe('visibleMembers', () => {
  it('[MS2] shows only those whose public consent still holds', () => {
    const member = (id: string, consent?: object) => ({ id, name: id, ...(consent ? { consent } : {}) });
    const campaign = campaignOf({
      members: {
        items: [
          member('always', { scope: 'public' }),
          member('none'),
          member('still', { scope: 'public', until: iso(NOW + 1) }),
          member('over', { scope: 'public', until: iso(NOW) }),
        ],
      },
    });
    expect(visibleMembers(campaign, NOW).map((one) => one.id)).toEqual(['always', 'still']);
    expect(visibleMembers(campaignOf({}), NOW)).toEqual([]);
  });

  it('[MS2] hides a member whose consent has another scope', () => {
    const items = [{ id: 'm', name: 'M', consent: { scope: 'internal' } }];
    const core = { version: 1, id: 'c', organization: { name: 'O' }, mission: { title: 'M' } };
    expect(visibleMembers(parseCampaign({ ...core, members: { items } }).campaign, NOW)).toEqual([]);
  });
});

describe('paceOf', () => {
  const daysAgo = (days: number, value: number) => ({ at: NOW - days * DAY, value });

  it('[IC4] says when the target is reached at the pace of the last 30 days', () => {
    const points = [daysAgo(100, 0), daysAgo(40, 100), daysAgo(30, 1000), daysAgo(10, 2000), daysAgo(0, 4000)];
    expect(paceOf(points, 5000, NOW)).toEqual({ perDay: 100, reachedOn: '2026-03-11' });
  });

  it('[IC4] takes what was known before the window as its beginning', () => {
    expect(paceOf([daysAgo(90, 1000), daysAgo(1, 4000)], null, NOW)).toEqual({ perDay: 100 });
  });

  it('[IC4] judges a young campaign by its own days, up to now', () => {
    expect(paceOf([daysAgo(10, 0), daysAgo(5, 1000)], null, NOW)).toEqual({ perDay: 100 });
  });

  it('[IC4] promises nothing that cannot be known', () => {
    expect(paceOf([], 100, NOW)).toBeUndefined();
    expect(paceOf([daysAgo(3, 10)], 100, NOW)).toBeUndefined();
    expect(paceOf([daysAgo(0.5, 10), daysAgo(0, 20)], 100, NOW)).toBeUndefined();
    expect(paceOf([daysAgo(-2, 10), daysAgo(-1, 20)], 100, NOW)).toBeUndefined();
    expect(paceOf([daysAgo(20, 100), daysAgo(0, 40)], 1000, NOW)).toEqual({ perDay: -3 });
    expect(paceOf([daysAgo(20, 40), daysAgo(0, 40)], 1000, NOW)).toEqual({ perDay: 0 });
    expect(paceOf([daysAgo(20, 0), daysAgo(0, 40)], 40, NOW)).toEqual({ perDay: 2 });
    expect(paceOf([daysAgo(20, 0), daysAgo(0, 20)], 1_000_000, NOW)).toEqual({ perDay: 1 });
  });

  it('[IC4] says what there is at the end when the target is not reached by then', () => {
    const points = [daysAgo(30, 0), daysAgo(0, 300)];
    expect(paceOf(points, 500, NOW, NOW + 30 * DAY)).toEqual({ perDay: 10, reachedOn: '2026-03-21' });
    expect(paceOf(points, 500, NOW, NOW + 10 * DAY)).toEqual({ perDay: 10, reachedOn: '2026-03-21', atEnd: 400 });
    expect(paceOf(points, 500_000, NOW, NOW + 10 * DAY)).toEqual({ perDay: 10, atEnd: 400 });
  });
});

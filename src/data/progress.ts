/** How far along a campaign is. Pure: the time always comes in from outside. */
import type { Campaign, Goal, Member, Milestone, SegmentKind } from './schema.ts';

/** One part of the bar. Values are in `10^-scale` of the goal's unit. */
export interface Segment {
  kind: SegmentKind;
  /** Above zero. */
  value: number;
  /** Part of `raised`, by the goal's own counting rule. */
  counted: boolean;
}

export interface MilestoneProgress extends Milestone {
  /** `next` is the first one not reached. */
  state: 'reached' | 'next' | 'ahead';
  toGo: number;
}

export interface Progress {
  goal: Goal;
  /** Sum of the counted segments. */
  raised: number;
  /** Null for a count without a goal; a target of zero is none. */
  target: number | null;
  /** Whole and rounded down: 100 or more exactly when the target is reached. Null without a target. */
  percent: number | null;
  /** Something was raised, and it is less than one percent: say "< 1 %", not "0 %". */
  lessThanOne: boolean;
  /** 0 to 1, for drawing. Null without a target. */
  ratio: number | null;
  remaining: number;
  over: number;
  reached: boolean;
  /** In drawing order: confirmed, offline, matched, pledged. */
  segments: Segment[];
  milestones: MilestoneProgress[];
  /** Above the target, ascending. */
  stretch: number[];
  /** Top of the drawn scale: the highest stretch goal, else the target, else what there is. Never 0. */
  scaleMax: number;
}

const DRAWING_ORDER = ['confirmed', 'offline', 'matched', 'pledged'] as const satisfies readonly SegmentKind[];

/** Progress of one goal; of the first when no id is given. Undefined when there is no such goal. */
export function progressOf(campaign: Campaign, goalId?: string): Progress | undefined {
  const goal = goalId ? campaign.goals.find((one) => one.id === goalId) : campaign.goals[0];
  if (!goal) return undefined;
  const segments = DRAWING_ORDER.map((kind) => ({
    kind,
    value: goal.raised[kind] ?? 0,
    counted: goal.counting.includes.includes(kind),
  })).filter((segment) => segment.value > 0);
  const sum = segments.reduce((total, segment) => total + (segment.counted ? segment.value : 0), 0);
  const raised = Math.min(sum, Number.MAX_SAFE_INTEGER);
  const target = goal.target === null || goal.target <= 0 ? null : goal.target;
  const percent = target === null ? null : Number((BigInt(raised) * 100n) / BigInt(target));
  const stretch = target === null ? [] : ascending(goal.stretch.filter((at) => at > target));
  const milestones = milestonesOf(goal, raised);
  return {
    goal,
    raised,
    target,
    percent,
    lessThanOne: percent === 0 && raised > 0,
    ratio: target === null ? null : Math.min(1, raised / target),
    remaining: target === null ? 0 : Math.max(0, target - raised),
    over: target === null ? 0 : Math.max(0, raised - target),
    reached: target !== null && raised >= target,
    segments,
    milestones,
    stretch,
    scaleMax: stretch.at(-1) ?? target ?? Math.max(1, raised, ...milestones.map((milestone) => milestone.at)),
  };
}

function milestonesOf(goal: Goal, raised: number): MilestoneProgress[] {
  const sorted = [...goal.milestones].sort((a, b) => a.at - b.at);
  const next = sorted.find((milestone) => milestone.at > raised);
  return sorted.map((milestone) => ({
    ...milestone,
    state: milestone.at <= raised ? 'reached' : milestone === next ? 'next' : 'ahead',
    toGo: Math.max(0, milestone.at - raised),
  }));
}

const ascending = (values: number[]) => [...new Set(values)].sort((a, b) => a - b);

// ── People ──────────────────────────────────────────────────────────────────

/** The members who agreed to be shown, and whose agreement has not run out. */
export function visibleMembers(campaign: Campaign, now: number): Member[] {
  return (campaign.members?.items ?? []).filter(
    ({ consent }) => consent?.scope === 'public' && (consent.until === undefined || Date.parse(consent.until) > now),
  );
}

// ── Over time ───────────────────────────────────────────────────────────────

export interface Point {
  /** RFC 3339. */
  at: string;
  value: number;
}

const DAY = 86_400_000;

export interface Pace {
  /** In `10^-scale` of the unit, rounded. */
  perDay: number;
  /** The day (UTC) the target is reached; left out when it is already, never will be, or lies over ten years away. */
  reachedOn?: string;
  /** The total at `end` if it goes on like that, when the target is not reached by then. */
  atEnd?: number;
}

/**
 * The pace of the last 30 days, and where it leads. Undefined without two points or a whole day to judge by.
 *
 * @param points in order of time, `at` in milliseconds since the epoch
 * @param end of the campaign, if it has one
 */
export function paceOf(
  points: readonly { at: number; value: number }[],
  target: number | null,
  now: number,
  end?: number,
): Pace | undefined {
  const past = points.filter(({ at }) => at <= now);
  const last = past.at(-1);
  if (!last || past.length < 2) return undefined;
  const windowStart = now - 30 * DAY;
  // A total holds until the next one: what was known before the window is the total at its start.
  const before = past.findLast(({ at }) => at <= windowStart);
  const from = before ? { at: windowStart, value: before.value } : past[0]!;
  const days = (now - from.at) / DAY;
  if (days < 1) return undefined;
  const rate = (last.value - from.value) / days;
  const pace: Pace = { perDay: Math.round(rate) };
  if (target === null || rate <= 0 || last.value >= target) return pace;
  const daysLeft = (target - last.value) / rate;
  if (end !== undefined && end > now && now + daysLeft * DAY > end) {
    pace.atEnd = Math.floor(last.value + (rate * (end - now)) / DAY);
  }
  if (daysLeft <= 3653) pace.reachedOn = new Date(now + daysLeft * DAY).toISOString().slice(0, 10);
  return pace;
}

import { progressOf, type Progress } from '../../data/progress.ts';
import { report } from '../../data/report.ts';
import type { Campaign, Goal } from '../../data/schema.ts';
import { listOf } from '../../shared/lists.ts';

const said = new Set<string>();

/**
 * `a+b`: goals of one unit, added up. People are not added, as one may have given to both; what counts has to be the
 * same in all of them. Undefined, with one line on the console, when they cannot be added.
 */
export function combinedProgress(campaign: Campaign, ids: string, locale: string): Progress | undefined {
  const goals = ids.split('+').map((id) => campaign.goals.find((goal) => goal.id === id));
  const sum = goals.every((goal) => goal !== undefined) ? combine(goals, ids, locale) : 'they are not all there';
  if (typeof sum !== 'string') return progressOf({ ...campaign, goals: [sum] });
  const line = `<cairn-progress-thermometer>: the goals "${ids}" of "${campaign.id}" cannot be added: ${sum}.`;
  if (!said.has(line)) report('error', line);
  said.add(line);
  return undefined;
}

function combine(goals: readonly Goal[], ids: string, locale: string): Goal | string {
  const first = goals[0]!;
  if (goals.some(({ unit, scale }) => unit !== first.unit || scale !== first.scale)) return 'their units differ';
  const rule = (goal: Goal) => [...goal.counting.includes].sort().join() + goal.counting.fees;
  if (goals.some((goal) => rule(goal) !== rule(first))) return 'they count different things';
  const total = (pick: (goal: Goal) => number | undefined) =>
    Math.min(
      Number.MAX_SAFE_INTEGER,
      goals.reduce((sum, goal) => sum + (pick(goal) ?? 0), 0),
    );
  const same = <T>(pick: (goal: Goal) => T): T | undefined =>
    goals.every((goal) => pick(goal) === pick(first)) ? pick(first) : undefined;
  return {
    id: ids,
    label: listOf(
      goals.map(({ label }) => label),
      locale,
    ),
    unit: first.unit,
    scale: first.scale,
    unitLabel: first.unitLabel,
    // Without the goal of one of them the whole has none.
    target: goals.some(({ target }) => !target) ? null : total(({ target }) => target!),
    raised: {
      confirmed: total(({ raised }) => raised.confirmed),
      pledged: total(({ raised }) => raised.pledged),
      matched: total(({ raised }) => raised.matched),
      offline: total(({ raised }) => raised.offline),
    },
    milestones: [],
    stretch: [],
    teams: goals.flatMap(({ teams }) => teams),
    counting: { ...first.counting, note: same(({ counting }) => counting.note) },
    startsAt: same(({ startsAt }) => startsAt),
    endsAt: same(({ endsAt }) => endsAt),
    // As old as the oldest of them.
    asOf: goals.map(({ asOf }) => asOf).sort()[0],
  };
}

import type { TemplateResult } from 'lit';
import { progressOf, type Progress } from '../../data/progress.ts';
import type { Campaign, Goal } from '../../data/schema.ts';
import type { CampaignStore } from '../../data/store.ts';

/** What is done once for all the elements on a page that show the same campaign. */

const progresses = new WeakMap<Goal, Progress>();

/** The progress of a goal, worked out once however many elements show it. */
export function progressFor(campaign: Campaign, goalId: string | undefined): Progress | undefined {
  const goal = goalId ? campaign.goals.find(({ id }) => id === goalId) : campaign.goals[0];
  if (!goal) return undefined;
  let progress = progresses.get(goal);
  if (!progress) progresses.set(goal, (progress = progressOf(campaign, goal.id)!));
  return progress;
}

interface Drawing {
  second: number;
  content: TemplateResult;
}

const drawings = new WeakMap<Campaign, Map<string, Drawing>>();

/** What elements that show the same campaign in the same way draw within one second, worked out by the first of them. */
export function drawnOnce(campaign: Campaign, key: string, now: number, draw: () => TemplateResult): TemplateResult {
  let known = drawings.get(campaign);
  if (!known) drawings.set(campaign, (known = new Map<string, Drawing>()));
  const second = Math.floor(now / 1000);
  let drawing = known.get(key);
  if (drawing?.second !== second) known.set(key, (drawing = { second, content: draw() }));
  return drawing.content;
}

/** Goals whose reaching was told already, by any element that shows the same store. */
const celebrated = new WeakMap<CampaignStore, Set<string>>();

/** True the first time. */
export function celebrate(store: CampaignStore | undefined, goalId: string): boolean {
  if (!store) return false;
  const told = celebrated.get(store) ?? new Set<string>();
  celebrated.set(store, told);
  return told.size < told.add(goalId).size;
}

import type { Progress } from '../../data/progress.ts';
import type { CampaignStore } from '../../data/store.ts';
import { CairnGoalEvent } from '../../shared/events.ts';
import type { View } from './view.ts';
import { amount, percentage, sentence } from './words.ts';

/** Goals whose reaching was told already, by any element that shows the same store. */
const told = new WeakMap<CampaignStore, Set<string>>();

/** True the first time. */
function firstTime(store: CampaignStore, goalId: string): boolean {
  let goals = told.get(store);
  if (!goals) told.set(store, (goals = new Set<string>()));
  return goals.size < goals.add(goalId).size;
}

/** What has happened between two looks at the same source, for one element. */
export interface News {
  /** To be said, if anything. */
  message?: string | undefined;
  /** Goals that were reached while the page was open, told for the first time. */
  goals: CairnGoalEvent[];
}

/** `ask`: also milestones and whole percents are wanted. */
export function newsOf(
  store: CampaignStore,
  last: readonly Progress[],
  rows: readonly Progress[],
  viewOf: (progress: Progress) => View,
  ask: boolean,
): News {
  const news: News = { goals: [] };
  for (const progress of rows) {
    const { goal, target } = progress;
    const before = last.find((one) => one.goal.id === goal.id);
    if (!before || before === progress) continue;
    if (!ask && before.target === target && before.reached === progress.reached) continue; // as nearly always
    const view = viewOf(progress);
    const { campaign, term } = view;
    const figures = sentence(view);
    if (before.target !== target) {
      if (before.target && target) {
        news.message = term('progressMoved', { before: amount(view, before.target), target: amount(view, target) });
      }
    } else if (progress.reached && !before.reached) {
      if (!firstTime(store, goal.id)) continue;
      news.message = term('progressSayGoal', { figures });
      news.goals.push(new CairnGoalEvent({ campaignId: campaign.id, goalId: goal.id }));
    } else if (ask) {
      const reached = progress.milestones.findLast(
        ({ id, state }) =>
          state === 'reached' && before.milestones.some((one) => one.id === id && one.state !== 'reached'),
      );
      if (reached) news.message = term('progressSayMilestone', { name: reached.label, figures });
      else if ((progress.percent ?? 0) > (before.percent ?? 0)) {
        news.message = term('progressSayPercent', { figures, percent: percentage(view) });
      }
    }
  }
  return news;
}

/** Between two messages; a screen reader that is told every gift can no longer be used for anything else. */
const PAUSE_MS = 10_000;

/**
 * Writes messages into a live region: at most one in ten seconds, the newest wins, none while somebody fills in a
 * form. A message is taken out again when its time is over, so that nobody reads an old one.
 */
export class Announcer {
  readonly #region: () => Element | null | undefined;
  #pending: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(region: () => Element | null | undefined) {
    this.#region = region;
  }

  say(message: string): void {
    this.#pending = message;
    if (this.#timer === undefined) this.#speak();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending = undefined;
  }

  #speak(): void {
    this.#timer = undefined;
    const waiting = this.#pending !== undefined && isTyping();
    const message = waiting ? '' : (this.#pending ?? '');
    const region = this.#region();
    if (region && region.textContent !== message) region.textContent = message;
    if (!waiting) this.#pending = undefined;
    if (waiting || message) this.#timer = setTimeout(() => this.#speak(), PAUSE_MS);
  }
}

function isTyping(): boolean {
  let focused: Element | null = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused !== null && focused.matches('input, textarea, select, [contenteditable]');
}

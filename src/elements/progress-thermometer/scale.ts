import { html, nothing, type TemplateResult } from 'lit';
import type { MilestoneProgress, Progress, Segment } from '../../data/progress.ts';
import { toDecimalString } from '../../data/quantity.ts';
import { UNLABELLED } from './static-campaign.ts';
import type { View } from './view.ts';
import { amount } from './words.ts';

/** Where something lies on the scale, or how long it is, in percent; as a property, which a strict CSP lets through. */
export const at = (percent: number | string): string => `--_at:${percent}`;

/** The scale as assistive technology reads it; the same words are visible beside it. */
export function meter(view: View, text: string, className: string, part: string, content: unknown): TemplateResult {
  const { goal, target, raised } = view.progress;
  if (target === null) return html`${nothing}`;
  return html`<div
    class=${className}
    part=${part}
    role="meter"
    aria-label=${goal.label === UNLABELLED ? view.term('progressName') : goal.label}
    aria-valuemin="0"
    aria-valuemax=${toDecimalString(target, goal.scale)}
    aria-valuenow=${toDecimalString(Math.min(target, raised), goal.scale)}
    aria-valuetext=${text}
  >
    ${content}
  </div>`;
}

/** Counted parts first, in shares of the scale that together never pass its end. */
export function shares(progress: Progress, scale: number): (Segment & { from: number; to: number })[] {
  let end = 0;
  return [...progress.segments]
    .sort((a, b) => Number(b.counted) - Number(a.counted))
    .map((segment) => ({
      ...segment,
      from: Math.min(1, end / scale),
      to: Math.min(1, (end += segment.value) / scale),
    }));
}

/** The meter as a bar. */
export function barMeter(view: View, text: string, scale: number): TemplateResult {
  const segments = shares(view.progress, scale).map(
    ({ kind, from, to }) =>
      html`<span class=${`seg ${kind}`} part=${`seg ${kind}`} .style=${at(((to - from) * 100).toFixed(3))}></span>`,
  );
  return meter(view, text, 'bar', 'bar', segments);
}

/** One label beside the scale. `at` is in percent of what is drawn. */
export interface Mark {
  at: number;
  state: MilestoneProgress['state'] | 'goal';
  amount: string;
  name: string;
  detail: string;
}

/** Milestones, the goal and the goals beyond it, from the start of the scale to its end. */
export function marksOf(view: View, scale: number): Mark[] {
  const { target, raised, milestones, stretch } = view.progress;
  const place = (value: number) => Math.round((value / scale) * 1000) / 10;
  const marks = milestones
    .filter(({ at }) => at <= scale && at !== target)
    .map(({ at, state, label, toGo }): Mark => {
      const name = label;
      const detail =
        state === 'next' ? view.term('progressNextShort', { name: label, amount: amount(view, toGo) }) : label;
      return { at: place(at), state, amount: amount(view, at), name, detail };
    });
  if (target !== null) {
    const own = milestones.find(({ at }) => at === target);
    marks.push({
      at: place(target),
      state: 'goal',
      amount: amount(view, target),
      name: view.term('progressGoal'),
      detail: own?.label ?? '',
    });
    for (const at of stretch.filter((each) => each <= scale && !milestones.some((one) => one.at === each))) {
      marks.push({
        at: place(at),
        state: raised >= at ? 'reached' : 'ahead',
        amount: amount(view, at),
        name: view.term('progressStretch'),
        detail: '',
      });
    }
  }
  return marks.sort((a, b) => a.at - b.at);
}

/** The milestones as stones on a bar. */
export function pins(marks: readonly Mark[]): TemplateResult {
  return html`<ol class="pins" part="pins" aria-hidden="true">
    ${marks.map(pin)}
  </ol>`;
}

/** One milestone on the bar. Whole values, not pieces of them: Lit keeps a list for each attribute put together. */
function pin({ at: percent, state }: Mark): TemplateResult {
  const stone = `stone ${state}`;
  return html`<li .style=${at(percent)} class=${percent > 99 ? `${stone} end` : stone} part=${stone}></li>`;
}

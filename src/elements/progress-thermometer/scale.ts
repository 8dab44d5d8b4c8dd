import { html, nothing, type TemplateResult } from 'lit';
import { phaseOf } from '../../data/phase.ts';
import type { MilestoneProgress, Progress, Segment } from '../../data/progress.ts';
import { toDecimalString } from '../../data/quantity.ts';
import { UNLABELLED, type View } from './view.ts';
import { amount } from './words.ts';

/** Where something lies on the scale, in percent; as a property, which a strict CSP lets through. */
export const at = (percent: number): string => `--_at:${Math.round(percent * 1000) / 1000}`;

export const nameOf = ({ progress, term }: View): string =>
  progress.goal.label === UNLABELLED ? term('progressName') : progress.goal.label;

/** The scale as assistive technology reads it; the same words are visible beside it. */
export function meter(view: View, text: string, className: string, part: string, content: unknown): TemplateResult {
  const { goal, target, raised } = view.progress;
  return html`<div
    class=${className}
    part=${part}
    role="meter"
    aria-label=${nameOf(view)}
    aria-valuemin="0"
    aria-valuemax=${toDecimalString(target ?? 1, goal.scale)}
    aria-valuenow=${toDecimalString(Math.min(target ?? 1, raised), goal.scale)}
    aria-valuetext=${text}
  >
    ${content}
  </div>`;
}

export interface Share extends Segment {
  from: number;
  to: number;
}

/** Counted parts first, in shares of the scale that together never pass its end. */
export function shares({ segments }: Progress, scale: number): Share[] {
  let end = 0;
  return [...segments.filter(({ counted }) => counted), ...segments.filter(({ counted }) => !counted)].map(
    (segment) => ({
      ...segment,
      from: Math.min(1, end / scale),
      to: Math.min(1, (end += segment.value) / scale),
    }),
  );
}

/** The parts of a bar, each as long as its share of it. */
export const segments = (parts: readonly Share[]): unknown =>
  parts.map(({ kind, from, to }) => {
    const seg = `seg ${kind}`;
    return html`<span class=${seg} part=${seg} .style=${at((to - from) * 100)}></span>`;
  });

/** The meter as a bar; nothing without a goal. */
export function barMeter(view: View, text: string, scale: number): unknown {
  if (view.progress.target === null) return nothing;
  const parts = shares(view.progress, scale);
  return meter(view, text, 'bar', 'bar', segments(parts));
}

/** One label beside the scale. `at` is in percent of what is drawn. */
export interface Mark {
  at: number;
  state: MilestoneProgress['state'] | 'goal';
  amount: string;
  name: string;
  detail: string;
}

/** Labels that can be told apart; of more milestones only those around the next one are drawn. */
const MOST = 12;

/** Milestones, the goal and the goals beyond it, from the start of the scale to its end. */
export function marksOf(view: View, scale: number): Mark[] {
  const { target, raised, stretch } = view.progress;
  const place = (value: number) => Math.round((value / scale) * 1000) / 10;
  const named = view.progress.milestones.filter((one) => one.at <= scale);
  const next = named.findIndex(({ state }) => state === 'next');
  const over = phaseOf(view.campaign, view.now) === 'ended';
  const first = Math.max(0, Math.min((next < 0 ? named.length : next) - MOST / 2, named.length - MOST));
  const milestones = named.slice(first, first + MOST);
  const marks = milestones
    .filter((one) => one.at !== target && !stretch.includes(one.at))
    .map(({ at: value, state, label, toGo }): Mark => {
      const detail =
        state === 'next' && !over ? view.term('progressNextShort', { name: label, amount: amount(view, toGo) }) : label;
      return { at: place(value), state, amount: amount(view, value), name: label, detail };
    });
  for (const value of target === null ? [] : [target, ...stretch.filter((each) => each <= scale).slice(0, MOST)]) {
    const isGoal = value === target;
    marks.push({
      at: place(value),
      state: isGoal ? 'goal' : raised >= value ? 'reached' : 'ahead',
      amount: amount(view, value),
      name: view.term(isGoal ? 'progressGoal' : 'progressStretch'),
      detail: named.find((one) => one.at === value)?.label ?? '',
    });
  }
  return marks.sort((a, b) => a.at - b.at);
}

/** The milestones as stones on a bar. */
export const pins = (marks: readonly Mark[]): TemplateResult =>
  html`<ol class="pins" part="pins" aria-hidden="true">
    ${marks.map(({ at: percent, state }) => {
      const stone = `stone ${state}`;
      return html`<li .style=${at(percent)} class=${stone} part=${stone}></li>`;
    })}
  </ol>`;

import { html, nothing, type TemplateResult } from 'lit';
import { phaseOf } from '../../data/progress.ts';
import { renderStatus } from './foot.ts';
import { barMeter } from './scale.ts';
import type { View } from './view.ts';
import { amount, filled, ofTerm, opensOn, sentence, timeToEnd } from './words.ts';

/** One line: the figures, the bar, the time left. */
export function renderCompact(view: View): TemplateResult {
  const { campaign, progress, now, stale, term } = view;
  const { goal, target } = progress;
  const value = target === null ? nothing : html`<span class="num">${amount(view, target)}</span>`;
  const left = timeToEnd(view);
  const phase = phaseOf(campaign, now);
  const time = left
    ? term('progressLeft', { time: left })
    : phase === 'ended'
      ? term('closedTitle')
      : phase === 'upcoming'
        ? opensOn(view, goal)
        : '';
  return html`<div class="base line ${stale ? 'stale' : ''}" part="base">
    <span class="amt" part="amt"
      ><b class="raised num" part="raised"></b>
      <span class="muted">${filled(view, ofTerm(view), { target: value })}</span></span
    >
    ${barMeter(view, sentence(view), target ?? 1)}
    ${time ? html`<span class="left muted" part="left">${time}</span>` : nothing}
    <slot name="action"></slot>${renderStatus()}
  </div>`;
}

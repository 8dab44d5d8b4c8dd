import { html, nothing, type TemplateResult } from 'lit';
import { isCurrency } from '../../data/quantity.ts';
import type { Goal } from '../../data/schema.ts';
import { clockIcon, giveIcon, sproutIcon } from '../../shared/icons.ts';
import { renderPhase, renderStale, renderStatus } from './foot.ts';
import { barMeter } from './scale.ts';
import type { View } from './view.ts';
import { amount, figure, filled, ofTerm } from './words.ts';

/** One row per goal, at least one; `first` is the goal asked for first, whose dates count for the notes. */
export function renderStrata(rows: readonly View[], title: string, first: Goal | undefined): TemplateResult {
  const view = rows[0]!;
  return html`<div class="base ${view.stale ? 'stale' : ''}" part="base">
    ${view.heading(title)}
    <ul class="strata" part="strata">
      ${rows.map(renderRow)}
    </ul>
    ${renderPhase(view, first)} ${renderStale(view)} <slot name="action"></slot>${renderStatus()}
  </div>`;
}

function renderRow(view: View): TemplateResult {
  const { goal, target, raised } = view.progress;
  const key = target === null ? ofTerm(view) : 'progressOf';
  const total = target === null ? '' : amount(view, target);
  const sum = figure(view, raised);
  const value = target === null ? nothing : html`<span class="num">${total}</span>`;
  return html`<li>
    <span class="name" part="name">${icon(goal)}<span>${goal.label}</span></span>
    <span class="val" part="val"
      ><b class="num">${sum}</b> <span class="muted">${filled(view, key, { target: value })}</span></span
    >
    ${barMeter(view, `${sum} ${view.term(key, { target: total })}`, target ?? 1)}
  </li>`;
}

const icon = ({ unit }: Goal) => (isCurrency(unit) ? giveIcon() : /^hours?$/.test(unit) ? clockIcon() : sproutIcon());

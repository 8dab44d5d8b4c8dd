import { html, nothing, type TemplateResult } from 'lit';
import { phaseOf } from '../../data/progress.ts';
import type { Goal } from '../../data/schema.ts';
import { formatAsOf } from '../../shared/dates.ts';
import { clockIcon } from '../../shared/icons.ts';
import type { ProgressThermometer } from './progress-thermometer.ts';
import type { View } from './view.ts';
import { opensOn, rule } from './words.ts';

/** Notes and the rule, at the end of every full variant. */
export function renderFoot(view: View): TemplateResult {
  const sentences = rule(view);
  return html`<div class="foot" part="foot">
    ${renderPhase(view, view.progress.goal)} ${renderStale(view)}
    ${sentences ? html`<p class="rule muted" part="rule">${sentences}</p>` : nothing}
  </div>`;
}

/** That the campaign is paused, has closed or opens later. */
export function renderPhase(view: View, goal: Goal | undefined): unknown {
  const phase = phaseOf(view.campaign, view.now);
  if (phase === 'active') return nothing;
  const text =
    phase === 'upcoming' ? opensOn(view, goal) : view.term(phase === 'paused' ? 'pausedTitle' : 'closedTitle');
  return text && html`<p class="note" part="note">${clockIcon()}<span>${text}</span></p>`;
}

/** From when the figures are, when they could not be refreshed. */
export function renderStale({ stale, updatedAt, locale, term }: View): unknown {
  if (!stale) return nothing;
  const time = formatAsOf(updatedAt, Date.now(), locale);
  return html`<div class="fault" part="fault">
    ${clockIcon()}
    <p>${term('figuresFrom', { time })}</p>
    <button class="btn quiet" part="retry" type="button" @click=${refresh}>${term('refreshNow')}</button>
  </div>`;
}

/** Lit calls a listener with the element the template belongs to. */
function refresh(this: ProgressThermometer): void {
  void this.store?.refresh();
}

/** Exists before it says anything; its text is written by the announcer. */
export function renderStatus(): TemplateResult {
  return html`<p class="vh" part="status" role="status"></p>`;
}

import { html, nothing, svg, type TemplateResult } from 'lit';
import { formatNumber } from '../../data/quantity.ts';
import { pile } from '../../shared/pile.ts';
import { renderFoot, renderStatus } from './foot.ts';
import { rays } from './geometry.ts';
import { barMeter, marksOf, pins } from './scale.ts';
import { UNLABELLED } from './static-campaign.ts';
import type { View } from './view.ts';
import { amount, filled, rule } from './words.ts';

/** The goal, `target`, is reached: a whole cairn, thanks, and the bar from there on. */
export function renderBuilt(view: View, target: number): TemplateResult {
  const { locale, stale, term, progress } = view;
  const { goal, raised, scaleMax, stretch } = progress;
  const sum = html`<b class="raised-inline num">${amount(view, raised)}</b>`;
  const people = goal.supporters;
  const sentence =
    people === undefined
      ? filled(view, 'progressTogether', { amount: sum })
      : term('progressPeople', { n: people, count: formatNumber(people, 0, locale) })
          .split('{amount}')
          .flatMap((part, index) => (index ? [sum, part] : [part]));
  const spoken = term(people === undefined ? 'progressTogether' : 'progressPeople', {
    n: people ?? 0,
    count: formatNumber(people ?? 0, 0, locale),
    amount: amount(view, raised),
  });
  const marks = marksOf(view, scaleMax).filter(({ at }) => at >= (target / scaleMax) * 100 - 0.1);
  return html`<div class="base built ${stale ? 'stale' : ''}" part="base">
    <svg class="pile" part="pile" viewBox="-60 -40 420 276" aria-hidden="true">
      <path class="ray" d=${rays()} />
      ${pile().map((d, i) => svg`<path class=${i === 20 ? 'capdone' : `on ${['t3', 't2', 't1', ''][i % 4]!}`} d=${d} />`)}
      <path class="ground" d="M-60 226H360" />
    </svg>
    ${view.heading(term('progressBuilt'))}
    <p class="thanks">
      ${goal.label === UNLABELLED ? nothing : html`<span class="muted">${goal.label}</span><br />`}${sentence}
    </p>
    <div class="rail" part="rail">${barMeter(view, `${spoken} ${rule(view)}`, scaleMax)} ${pins(marks)}</div>
    <p class="ends s muted">
      <span>${term('progressGoalMet', { target: amount(view, target) })}</span>
      ${stretch.length ? html`<span>${term('progressStretchAt', { target: amount(view, stretch.at(-1)!) })}</span>` : nothing}
    </p>
    ${renderFoot(view)}
    <slot name="action"></slot>${renderStatus()}
  </div>`;
}

import { html, nothing } from 'lit';
import { barMeter, at, marksOf, pins, type Mark } from './scale.ts';
import type { View } from './view.ts';
import { amount, filled, valueText } from './words.ts';

/** The bar with its milestones, their names where there is room, and the next one in words where there is none. */
export function renderRail(view: View): unknown {
  const { milestones, target } = view.progress;
  if (target === null) return nothing;
  const marks = marksOf(view, target);
  const next = milestones.find(({ state }) => state === 'next');
  const roomy = spaced(marks);
  const named = [...roomy].some((mark) => mark.state === 'next');
  return html`<div class="rail" part="rail">${barMeter(view, valueText(view), target)} ${pins(marks)}</div>
    <ol class="labels" part="labels">
      ${marks.map(
        (mark) =>
          html`<li
            .style=${at(mark.at)}
            class=${`${mark.at > 91 ? 'end' : mark.at < 9 ? 'start' : ''} ${roomy.has(mark) ? '' : 'vh'}`}
          >
            <b class="num">${mark.amount}</b>
            <span class="muted">${mark.name}</span
            >${mark.state === 'reached' ? html` <span class="vh">${view.term('progressReached')}</span>` : nothing}
          </li>`,
      )}
    </ol>
    ${
      next
        ? html`<p class="nextup ${named ? '' : 'always'}" part="nextup">
            ${filled(view, 'progressNext', { name: html`<b>${next.label}</b>`, amount: html`<span class="num">${amount(view, next.toGo)}</span>` })}
          </p>`
        : nothing
    }`;
}

/** Width of a label under a bar, in percent of the bar. */
const LABEL = 18;

/** The marks whose labels fit under a bar, the goal and the next one before all others. */
function spaced(marks: readonly Mark[]): Set<Mark> {
  const rank = { goal: 0, next: 1, ahead: 2, reached: 3 };
  const chosen: { mark: Mark; from: number; to: number }[] = [];
  for (const mark of [...marks].sort((a, b) => rank[a.state] - rank[b.state])) {
    const middle = Math.min(100 - LABEL / 2, Math.max(LABEL / 2, mark.at));
    const from = middle - LABEL / 2;
    const to = middle + LABEL / 2;
    if (chosen.every((other) => other.to <= from || other.from >= to)) chosen.push({ mark, from, to });
  }
  return new Set(chosen.map(({ mark }) => mark));
}

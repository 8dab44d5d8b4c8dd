import { css, html, nothing, type TemplateResult } from 'lit';
import { phaseOf } from '../../data/phase.ts';
import { copied } from './copies.ts';
import { barMeter } from './scale.ts';
import type { View } from './view.ts';
import { amount, filled, ofTerm, opensOn, sentence, timeToEnd } from './words.ts';
import { formatAsOf } from '../../shared/dates.ts';

/** One line: the figures, the bar, the time left. */
export function draw(view: View): TemplateResult {
  const { campaign, progress, now, stale, term, offline, updatedAt, locale } = view;
  const { target } = progress;
  const value = target === null ? nothing : html`<span class="num">${amount(view, target)}</span>`;
  const left = timeToEnd(view);
  const phase = phaseOf(campaign, now);
  const time = stale
    ? term(offline ? 'offlineFigures' : 'progressNotFollowed', { time: formatAsOf(updatedAt, Date.now(), locale) })
    : left
      ? term('progressLeft', { time: left })
      : phase === 'ended'
        ? term('closedTitle')
        : phase === 'paused'
          ? term('pausedTitle')
          : phase === 'upcoming'
            ? opensOn(view)
            : '';
  return html`<div class=${stale ? 'base line stale' : 'base line'} part="base">
    ${copied(
      html`<span class="amt" part="amt"
          ><b class="raised num" part="raised"></b>${' '}<span class="muted"
            >${filled(view, ofTerm(view), { target: value })}</span
          ></span
        >
        ${barMeter(view, sentence(view), target ?? 1)}
        ${time ? html`<span class="left muted" part="left">${time}</span>` : nothing}`,
    )}
    <slot name="action"></slot>${view.share}
  </div>`;
}

export const styles = css`
  .line {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 1em;
    align-items: center;
    font-size: var(--_f-s);
    line-height: 1.4;
  }
  .line .bar {
    block-size: 0.55em;
    grid-column: 1 / -1;
    margin-block-start: 0.6em;
  }
  .line .raised {
    font: inherit;
    font-weight: 600;
    font-size: 1.1em;
    letter-spacing: 0;
  }
  .line .left {
    grid-column: 1;
    grid-row: 2;
  }
  .line ::slotted(*) {
    grid-column: 2;
    grid-row: 1 / span 2;
  }
  @container (inline-size >= 29em) {
    .line {
      display: flex;
      flex-wrap: wrap;
      gap: 0 1.1em;
    }
    .line .bar {
      flex: 1 1 4em;
      margin: 0;
      order: 1;
    }
    .line .left {
      order: 2;
    }
    .line ::slotted(*) {
      order: 3;
    }
  }
`;

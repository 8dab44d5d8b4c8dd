import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { formatPercent } from '../../data/quantity.ts';
import { renderBase, renderFigures, renderLegend, renderStats, renderTitle } from './level.ts';
import { patterns, patternStyles } from './patterns.ts';
import { meter, shares, type Share } from './scale.ts';
import type { View } from './view.ts';
import { amount, figure, percentage, valueText } from './words.ts';
import { isCurrency } from '../../data/quantity.ts';

// 240 degrees from 150, clockwise, around 100/100 with a radius of 86; viewBox 0 0 200 172.
const START = 150;
const SWEEP = 240;
/** Two pixels between two parts, as a share of the dial. */
const GAP = 0.008;

const tenth = (value: number) => Math.round(value * 100) / 100;

function dot(share: number, radius: number): string {
  const angle = ((START + SWEEP * share) * Math.PI) / 180;
  return `${tenth(100 + Math.cos(angle) * radius)} ${tenth(100 + Math.sin(angle) * radius)}`;
}

const large = (from: number, to: number) => ((to - from) * SWEEP > 180 ? 1 : 0);

/** A line along the dial. */
export const arc = (from: number, to: number): string =>
  `M${dot(from, 86)}A86 86 0 ${large(from, to)} 1 ${dot(to, 86)}`;

/** The outline of a piece of the dial. */
const band = (from: number, to: number): string =>
  `M${dot(from, 92)}A92 92 0 ${large(from, to)} 1 ${dot(to, 92)}L${dot(to, 80)}A80 80 0 ${large(from, to)} 0 ${dot(from, 80)}Z`;

/** The dial: the figure in its hub, the percentage at its mouth. */
export function draw(view: View): TemplateResult {
  const { progress } = view;
  const { target, scaleMax, reached } = progress;
  const parts = shares(progress, target ?? scaleMax);
  const drawing = svg`<svg viewBox="0 0 200 172" aria-hidden="true">
      ${patterns()}
      <path class="t" d=${arc(0, 1)} />
      ${parts[0] && parts[0].to > 0 ? svg`<path class=${`a round ${parts[0].kind}`} d=${arc(0, Math.min(parts[0].to, 0.001))} />` : nothing}
      ${reached ? svg`<path class="a round" d=${arc(0.999, 1)} />` : nothing}
      ${parts.map(renderPart)}
    </svg>`;
  const picture = html`${meter(view, valueText(view), 'dial', 'dial', drawing)}`;
  return renderBase(
    view,
    'radial',
    // "US$34,180" in Arabic needs more room than "$34,180".
    html`<div class=${figure(view, view.progress.raised).length > 8 ? 'dial-box long' : 'dial-box'}>
      ${picture}
      <div class="hub" part="hub">${renderFigures(view)}</div>
      <p class="mouth" part="foot">${mouth(view)}</p>
    </div>`,
    html`${renderLegend(view)}${renderStats(view)}`,
    renderTitle(view),
  );
}

function renderPart({ kind, from, to }: Share, index: number): unknown {
  const start = Math.min(to, index ? from + GAP : from);
  if (to - start < 0.0005) return nothing;
  if (kind === 'pledged')
    return svg`<path class="pe" part="seg pledged" d=${band(start + 0.002, Math.max(start + 0.003, to - 0.002))} />`;
  return kind === 'confirmed'
    ? svg`<path class="a" part="seg confirmed" pathLength="1" d=${arc(start, to)} />`
    : svg`<path class="h" part=${`seg ${kind}`} stroke=${`url(#${kind})`} d=${arc(start, to)} />`;
}

/** The percentage, and what is promised beside it. */
function mouth(view: View): unknown {
  const { segments, goal } = view.progress;
  const promised = segments.find(({ kind, counted }) => kind === 'pledged' && !counted);
  const percent = html`<b class="num"
    >${view.progress.lessThanOne ? percentage(view) : formatPercent(view.progress.percent ?? 0, view.locale)}</b
  >`;
  if (!promised) return percent;
  const words = view.term(isCurrency(goal.unit) ? 'progressWithPledged' : 'progressWithPromised', {
    amount: amount(view, promised.value),
  });
  return html`${percent} <span class="muted">${words}</span>`;
}

export const styles = css`
  ${patternStyles}
  .dial-box {
    position: relative;
    inline-size: min(100%, 19em);
    margin-inline: auto;
  }
  .dial-box svg {
    inline-size: 100%;
    block-size: auto;
    overflow: visible;
  }
  :host(:dir(rtl)) .dial-box svg {
    scale: -1 1;
  }
  .dial > svg > path {
    fill: none;
    stroke-width: 13;
  }
  .dial .t {
    stroke: var(--_track);
    stroke-linecap: round;
  }
  .dial .a {
    stroke: var(--_mark);
  }
  .dial .round {
    stroke-linecap: round;
  }
  .dial > svg > .pe {
    fill: var(--_tint-2);
    stroke: var(--_mark);
    stroke-width: 1.5;
  }
  .hub {
    position: absolute;
    inset: 0 12%;
    display: grid;
    align-content: center;
    justify-items: center;
    text-align: center;
    padding-block-start: 4%;
    pointer-events: none;
  }
  .hub .figures {
    display: block;
  }
  .hub .raised {
    display: block;
    font-size: min(13cqi, clamp(1.5em, 0.9em + 4cqi, 2.75em));
  }
  .long .raised {
    font-size: min(9.5cqi, clamp(1.25em, 0.75em + 2.8cqi, 1.9em));
  }
  /* Between the ends of the dial; a second line goes below them. */
  .mouth {
    margin-block-start: -1.5em;
    padding-inline: 10%;
    text-align: center;
    font-size: var(--_f-s);
  }
  .stale .dial {
    opacity: 0.6;
  }
  @keyframes draw {
    from {
      stroke-dashoffset: 1;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .enter .a[pathLength] {
      stroke-dasharray: 1;
      animation: draw calc(900ms * var(--cairn-motion, 1)) var(--_ease) backwards;
    }
  }
  /* Large text in a narrow place. */
  @container (inline-size < 14em) {
    .hub {
      inset-block-end: 3em;
    }
    .mouth {
      margin-block-start: 0.5em;
      padding: 0;
    }
  }
  @container (inline-size >= 35em) {
    .radial {
      grid-template-columns: minmax(0, 1fr) minmax(0, 19em);
      column-gap: clamp(1.5em, 6cqi, 4em);
    }
    .radial > :not(.dial-box) {
      grid-column: 1;
    }
    .radial > .dial-box {
      grid-column: 2;
      grid-row: 1 / span 6;
      inline-size: 100%;
      align-self: start;
    }
  }
  @media (forced-colors: active) {
    .dial svg {
      forced-color-adjust: none;
    }
    .dial .t {
      stroke: GrayText;
      stroke-width: 2;
    }
    .dial :is(.a, .pe) {
      stroke: Highlight;
    }
    .dial .pe {
      fill: Canvas;
    }
  }
`;

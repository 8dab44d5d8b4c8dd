import { css } from 'lit';
import { patternStyles } from './patterns.ts';

/** The glass and the labels beside it. */
export const glassStyles = css`
  ${patternStyles}
  .tube {
    block-size: 100%;
    flex: none;
  }
  .stale .tube {
    opacity: 0.6;
  }
  .vertical > .stem {
    order: 1;
  }
  .vertical > .legend {
    order: 2;
  }
  .vertical > .stats {
    order: 3;
  }
  .vertical > .last {
    order: 4;
  }
  .vertical > .foot {
    order: 5;
  }
  .stem {
    --_mh: var(--cairn-meter-size, 28.75em);
    position: relative;
    block-size: var(--_mh);
    display: flex;
  }
  .stem svg:not(.ico) {
    block-size: 100%;
    inline-size: auto;
    overflow: visible;
  }
  :host(:dir(rtl)) .stem svg:not(.ico) {
    scale: -1 1;
  }
  :host(:dir(rtl)) .pct {
    transform-box: fill-box;
    transform-origin: center;
    scale: -1 1;
  }
  .marks {
    position: relative;
    flex: 1;
    margin-block: calc(var(--_mh) * 0.0522) calc(var(--_mh) * 0.2261);
    margin-inline-start: -1.15em;
  }
  .marks li {
    position: absolute;
    inset-block-end: calc(var(--_at) * 1%);
    inset-inline: 0;
    translate: 0 50%;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.6em;
    align-items: center;
    font-size: var(--_f-s);
    line-height: 1.3;
    hyphens: auto;
    overflow-wrap: break-word;
  }
  .marks li > :last-child {
    min-inline-size: 0;
  }
  .marks .stone {
    inline-size: 1.375em;
    block-size: 1.375em;
  }
  .marks b {
    font-weight: 600;
  }
  .marks small {
    display: block;
    font-size: max(0.92em, 12px);
    color: var(--_muted);
    text-wrap: balance;
  }
  .glass {
    fill: var(--_sunken);
    stroke: none;
  }
  .wall {
    fill: none;
    stroke: var(--_line);
    stroke-width: 1.5;
  }
  .wall.over {
    stroke-dasharray: 3 4;
  }
  .fl {
    fill: var(--_mark);
  }
  .fl-p {
    fill: var(--_tint-2);
    stroke: var(--_mark);
    stroke-width: 2;
  }
  .shine {
    fill: none;
    stroke: #fff;
    stroke-linecap: round;
    opacity: 0.2;
  }
  .tick {
    stroke: var(--_line);
    stroke-width: 1;
    opacity: 0.75;
  }
  .tick.major {
    stroke-width: 1.5;
    opacity: 1;
  }
  .goal-line {
    stroke: currentColor;
    stroke-width: 2;
  }
  .pct {
    fill: var(--_on-mark);
    font-weight: 700;
    letter-spacing: calc(-0.02em * var(--_tight));
    text-anchor: middle;
    font-variant-numeric: tabular-nums;
  }
  /* An amount keeps to its line in a narrow card, too. */
  @container (inline-size < 19em) {
    .marks li {
      font-size: var(--_f-xs);
    }
  }
  /* Large text in a narrow place: the labels do not fit beside the glass, and follow it. */
  @container (inline-size < 14em) {
    .stem {
      display: block;
      block-size: auto;
    }
    .tube {
      block-size: var(--_mh);
    }
    .marks {
      display: grid;
      gap: 0.75em;
      margin: 1em 0 0;
    }
    .marks li {
      position: static;
      translate: none;
    }
  }
  @container (inline-size >= 35em) {
    .vertical {
      grid-template-columns: minmax(0, 1fr) minmax(0, 17em);
      column-gap: clamp(1.5em, 6cqi, 4em);
    }
    .vertical > .stem {
      grid-column: 2;
      grid-row: 1 / -1;
      align-self: center;
    }
    .vertical {
      grid-template-rows: auto auto auto 1fr auto auto;
    }
    .vertical > :not(.stem) {
      grid-column: 1;
    }
    .vertical > .legend {
      align-self: end;
      flex-direction: column;
      gap: 0.5em;
    }
    .vertical > .stats {
      display: grid;
      gap: 0;
      align-self: start;
      border-block-start: 1px solid var(--_hair);
      margin-block-start: 0.35em;
      max-inline-size: 22em;
    }
    .vertical > .stats > div {
      display: flex;
      justify-content: space-between;
      align-items: baseline;
      gap: 1em;
      padding-block: 0.6em;
      border-block-end: 1px solid var(--_hair);
    }
    .vertical > .stats dt {
      font-size: var(--_f-s);
    }
    .vertical > .stats dd {
      font-size: 1em;
    }
  }
  @container (inline-size >= 60em) {
    .vertical {
      grid-template-columns: minmax(0, 1.2fr) minmax(0, 18em) minmax(0, 1fr);
    }
    .vertical > .last {
      grid-row: 5;
      align-self: end;
    }
    .vertical > .foot {
      grid-row: 6;
    }
    .vertical > .stats {
      grid-column: 3;
      grid-row: 1 / span 3;
      margin: 0;
      inline-size: 100%;
      max-inline-size: none;
    }
    .vertical > .legend {
      grid-column: 3;
      grid-row: 4 / -1;
    }
  }
  @keyframes rise {
    from {
      transform: scaleY(0);
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .enter .fluid {
      transform-origin: 50% 100%;
      animation: rise calc(1100ms * var(--cairn-motion, 1)) var(--_ease) backwards;
    }
    .moving :is(.fl, .fl-h, .fl-p) {
      transition:
        y calc(900ms * var(--cairn-motion, 1)) var(--_ease),
        height calc(900ms * var(--cairn-motion, 1)) var(--_ease);
    }
  }
  @media (forced-colors: active) {
    .stem svg:not(.ico) {
      forced-color-adjust: none;
    }
    .fl-p {
      fill: Canvas;
      stroke: Highlight;
    }
    .goal-line,
    .wall,
    .tick {
      stroke: CanvasText;
    }
    .pct {
      fill: HighlightText;
    }
    .fl {
      fill: Highlight;
    }
    .glass {
      fill: Canvas;
    }
  }
`;

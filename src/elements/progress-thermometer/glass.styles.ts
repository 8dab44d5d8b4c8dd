import { css } from 'lit';

/** The glass and the labels beside it. */
export const glassStyles = css`
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
    font-size: 21px;
    letter-spacing: calc(-0.02em * var(--_tight));
    text-anchor: middle;
    font-variant-numeric: tabular-nums;
  }
  .hatch-a {
    stroke: var(--_mark);
  }
  .hatch-b {
    fill: color-mix(in oklab, var(--_mark) 38%, transparent);
  }
`;

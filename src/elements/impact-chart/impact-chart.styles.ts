import { css } from 'lit';

export const styles = css`
  .base {
    display: grid;
    gap: calc(var(--_s) * 1.125);
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    justify-content: space-between;
    gap: 0.75em 1.5em;
  }
  .top > div:first-child {
    flex: 1 1 14em;
    min-inline-size: 0;
  }
  .title {
    font-size: var(--_f-h);
  }
  .insight {
    color: var(--_muted);
    font-size: var(--_f-s);
    margin-block-start: 0.25em;
  }
  .segmented {
    min-inline-size: 9.5em;
  }
  .segmented > * {
    min-block-size: 2.6em;
  }
  .plot {
    position: relative;
    block-size: clamp(11em, 45cqi, 21em);
    margin-block-start: 1em;
  }
  .plot > svg {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
  }
  :host(:dir(rtl)) .plot > svg {
    scale: -1 1;
  }
  .plot path,
  .plot line {
    vector-effect: non-scaling-stroke;
  }
  .grid-l {
    stroke: var(--_hair);
    stroke-width: 1;
  }
  .area {
    fill: var(--_tint);
  }
  .curve {
    fill: none;
    stroke: var(--_mark);
    stroke-width: 2.5;
    stroke-linejoin: round;
    stroke-linecap: round;
  }
  .curve.pace {
    stroke-dasharray: 1 6;
    stroke-width: 2.5;
  }
  .goal-l {
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-dasharray: 6 4;
  }
  .base-l {
    stroke: var(--_line);
    stroke-width: 1;
  }
  .yl {
    position: absolute;
    inset-inline-start: 0;
    inset-block-end: calc(var(--y) * 1%);
    font-size: var(--_f-xs);
    line-height: 1;
    padding-block-end: 0.35em;
    color: var(--_muted);
  }
  .yl.goal {
    color: inherit;
    font-weight: 600;
  }
  .pin {
    position: absolute;
    inset-inline-start: calc(var(--x) * 1%);
    inset-block-end: calc(var(--y) * 1%);
    translate: -50% 50%;
  }
  :host(:dir(rtl)) .pin {
    translate: 50% 50%;
  }
  .pin .stone {
    inline-size: 1.05rem;
    block-size: 1.05rem;
    border: 2px solid var(--_card);
    outline: 0;
    background: var(--_mark);
  }
  .pin.now .stone {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    box-shadow: 0 0 0 5px var(--_tint-2);
  }
  .pin > .lab {
    position: absolute;
    inset-block-end: calc(100% + 0.3em);
    inset-inline-end: 0.4em;
    font-size: var(--_f-xs);
    line-height: 1.3;
    inline-size: max-content;
    max-inline-size: 11em;
    text-align: end;
  }
  .pin > .lab b {
    display: block;
    font-weight: 600;
  }
  .pin.ms > .lab {
    display: none;
    inset-block: calc(100% + 0.15em) auto;
    inset-inline: 0.6em auto;
    text-align: start;
  }
  .pin.now > .lab {
    font-size: var(--_f-s);
    inset-inline-end: 0;
  }
  .pin.now > .lab > * {
    display: inline;
    margin-inline-start: 0.35em;
  }
  .xa {
    position: relative;
    block-size: 1.5em;
    font-size: var(--_f-xs);
    color: var(--_muted);
    margin-block-start: -0.75em;
  }
  .xa li {
    position: absolute;
    inset-inline-start: calc(var(--x) * 1%);
    padding-block-start: 0.35em;
  }
  .xa li::before {
    content: '';
    position: absolute;
    inset-block-start: -0.2em;
    inset-inline-start: 0;
    block-size: 0.4em;
    border-inline-start: 1px solid var(--_line);
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: var(--_f-s);
    font-variant-numeric: tabular-nums;
  }
  caption {
    text-align: start;
    font-size: var(--_f-xs);
    color: var(--_muted);
    padding-block-end: 0.6em;
  }
  th,
  td {
    padding: 0.6em 0.5em;
    text-align: end;
    border-block-start: 1px solid var(--_hair);
    font-weight: 400;
  }
  th:first-child,
  td:first-child {
    text-align: start;
    padding-inline-start: 0;
  }
  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }
  thead th {
    font-size: var(--_f-xs);
    color: var(--_muted);
    border-block-start: 0;
    padding-block-start: 0;
    vertical-align: bottom;
    line-height: 1.3;
  }
  tbody th {
    font-weight: 500;
  }
  .key > * {
    font-weight: 600;
  }
  @container (inline-size < 22em) {
    .xa li:nth-child(even) {
      display: none;
    }
  }
  @container (inline-size >= 35em) {
    .pin.ms > .lab {
      display: block;
    }
    .pin.now > .lab > * {
      display: block;
    }
  }
`;

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
    min-block-size: max(2.65em, 38px);
  }
  .plot {
    position: relative;
    block-size: clamp(11em, 45cqi, 21em);
    margin-block-start: 1em;
  }
  .plot {
    border-block-end: 1px solid var(--_line);
  }
  .plot canvas {
    position: absolute;
    inset-block: 0;
    left: 0;
    display: block;
    inline-size: 100%;
    block-size: 100%;
  }
  /* Never seen: the drawing reads its colours here, and the transition tells when one of them has changed. */
  .paint {
    position: absolute;
    visibility: hidden;
    color: inherit;
    background-color: var(--_tint);
    outline-color: var(--_mark);
    transition:
      color 1ms,
      background-color 1ms,
      outline-color 1ms;
  }
  .still {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
  }
  :host(:dir(rtl)) .still {
    scale: -1 1;
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
    vector-effect: non-scaling-stroke;
  }
  .pace {
    stroke-dasharray: 1 6;
  }
  [data-drawn] > :is(.still, .goal-l) {
    visibility: hidden;
  }
  .plot[data-goal] {
    touch-action: pan-y;
  }
  /* The keyboard reads the line by a slider as large as the drawing; what is seen of it is the focus ring. */
  .reader {
    appearance: none;
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    background: none;
    border-radius: 2px;
    pointer-events: none;
  }
  .reader::-webkit-slider-runnable-track {
    background: none;
  }
  .reader::-moz-range-track {
    background: none;
  }
  .reader::-webkit-slider-thumb {
    appearance: none;
    opacity: 0;
  }
  .reader::-moz-range-thumb {
    opacity: 0;
  }
  .grid-l,
  .goal-l {
    position: absolute;
    inset-inline: 0;
    inset-block-end: calc(var(--_y) * 1%);
    border-block-start: 1px solid var(--_hair);
  }
  .goal-l {
    border-block-start: 1.5px dashed currentColor;
  }
  figure,
  .figure {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_s) * 1.125);
  }
  .yl {
    position: absolute;
    inset-inline-start: 0;
    inset-block-end: calc(var(--_y) * 1%);
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
    inset-inline-start: calc(var(--_x) * 1%);
    inset-block-end: calc(var(--_y) * 1%);
    translate: -50% 50%;
  }
  :host(:dir(rtl)) .pin {
    translate: 50% 50%;
  }
  .pin .stone {
    inline-size: 1.05em;
    block-size: 1.05em;
    border: 2px solid var(--_card);
    outline: 0;
    background: var(--_mark);
  }
  .pin.now .stone {
    inline-size: 1.25em;
    block-size: 1.25em;
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
  .pin.est > .lab {
    display: none;
    inset-block: 0.5em auto;
    inset-inline: 0.4em auto;
  }
  .pin.est.low > .lab {
    inset-block: auto 0.4em;
  }
  .pin.ms.late > .lab {
    inset-inline: auto 0.6em;
    text-align: end;
  }
  .pin.now.early > .lab {
    inset-inline: 0 auto;
    text-align: start;
  }
  .pin > .lab b {
    overflow-wrap: anywhere;
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
    inset-inline-start: calc(var(--_x) * 1%);
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
  .blank {
    justify-items: stretch;
  }
  .blank .title {
    font-size: var(--_f-l);
  }
  .blank .blank-plot {
    block-size: 9em;
    margin: 0;
  }
  .stale canvas {
    opacity: 0.6;
  }
  .ln {
    display: inline-block;
    vertical-align: middle;
    block-size: 0.8em;
    max-inline-size: 100%;
  }
  .w40 {
    inline-size: 40%;
  }
  .w70 {
    inline-size: min(11em, 80%);
  }
  .w90 {
    inline-size: min(26em, 90%);
  }
  div.title {
    line-height: var(--_lh-h, 1.2);
  }
  .switch {
    font-size: var(--_f-s);
    inline-size: 10.5em;
    block-size: calc(max(2.65em, 38px) + 6px);
    border-radius: var(--_r);
  }
  .plot > .rise {
    position: absolute;
    inset: 0 25% 0 0;
    block-size: auto;
    border-radius: 0;
    clip-path: polygon(0 96%, 16% 88%, 35% 76%, 53% 66%, 69% 58%, 85% 42%, 100% 26%, 100% 100%, 0 100%);
  }
  :host(:dir(rtl)) .plot > .rise {
    scale: -1 1;
    inset: 0 0 0 25%;
  }
  /* The same heights as in src/cairn.css. */
  .room {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_s) * 1.125);
    align-content: start;
    block-size: 24.2em;
  }
  @container (inline-size >= 29em) {
    .room {
      block-size: calc(clamp(11em, 45cqi, 21em) + 10em);
    }
  }
  @container (inline-size >= 45em) {
    .room {
      block-size: calc(1.2 * clamp(1.3125em, 1.1em + 1.05cqi, 1.875em) + 26.46em);
    }
  }
  @container (inline-size < 19em) {
    .yl.near {
      display: none;
    }
  }
  @container (inline-size < 22em) {
    .yl.under {
      display: none;
    }
    .xa li:nth-child(even) {
      display: none;
    }
  }
  @container (inline-size >= 35em) {
    .insight .second {
      display: none;
    }
    .pin:is(.ms, .est) > .lab {
      display: block;
    }
    .pin.now > .lab > * {
      display: block;
    }
  }
  @media print {
    canvas,
    .segmented {
      display: none !important;
    }
    [data-drawn] > :is(.still, .goal-l) {
      visibility: visible;
    }
    .still,
    .stone {
      print-color-adjust: exact;
    }
    figure {
      break-inside: avoid;
    }
  }
  @media (forced-colors: active) {
    .curve {
      stroke: Highlight;
    }
    .area {
      fill: none;
    }
    .paint {
      forced-color-adjust: none;
      color: CanvasText;
      background-color: Canvas;
      outline-color: Highlight;
    }
    .pin .stone {
      forced-color-adjust: none;
      background: Highlight;
      border-color: Canvas;
      box-shadow: none;
    }
  }
`;

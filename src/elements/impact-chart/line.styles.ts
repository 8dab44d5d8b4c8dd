import { css } from 'lit';

export const styles = css`
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
    background-color: var(--_tint);
    outline-color: var(--_mark);
    transition:
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
  [data-drawn] > .still {
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
    border-block-start: 2px dashed currentColor;
  }
  /* Broken off where the latest total stands on it: struck through, it could not be read. */
  .behind {
    --_from: var(--_gap, 7.5em);
    --_until: 0.75em;
    mask: linear-gradient(
      var(--_to, to right),
      #000 calc(var(--_x) * 1% - var(--_from)),
      #0000 0 calc(var(--_x) * 1% + var(--_until)),
      #000 0
    );
  }
  .behind.early {
    --_from: 0.75em;
    --_until: var(--_gap, 7.5em);
  }
  :host(:dir(rtl)) .behind {
    --_to: to left;
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
  /* Ends above the middle of its stone, so that at the end of the line it does not stand out of the plot. */
  .pin.now > .lab {
    font-size: var(--_f-s);
    inset-inline-end: 50%;
  }
  .pin.now > .lab > * {
    display: inline-block;
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
  /* Above the line, which only rises: under it the name would lie on it. */
  .pin.ms.late > .lab {
    inset-block: auto calc(100% + 0.15em);
    inset-inline: auto 100%;
    text-align: end;
  }
  .pin.now.early > .lab {
    inset-inline: 50% auto;
    text-align: start;
  }
  .pin > .lab b {
    overflow-wrap: anywhere;
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
  /* Large text in a narrow place: the last name ends with the line. */
  @container (inline-size < 14em) {
    .xa li {
      inset-inline-start: min(var(--_x) * 1%, 100% - 2.75em);
    }
    .xa li::before {
      content: none;
    }
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
  /* The last stone is wider than the room a narrow drawing leaves after it. */
  @container (inline-size < 20em) {
    .plot,
    .xa {
      margin-inline-end: 0.5em;
    }
  }
  /* Large text in a narrow place: the amount alone has room beside the last stone. */
  @container (inline-size < 14em) {
    .pin.now > .lab > :not(b) {
      display: none;
    }
    .behind {
      --_gap: 4.75em;
    }
  }
  @container (inline-size < 19em) {
    .yl.near {
      display: none;
    }
    .yl.below {
      translate: 0 calc(100% + 0.35em);
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
    .pin:is(.ms, .est) > .lab {
      display: block;
    }
    .pin.now > .lab > * {
      display: block;
    }
    .behind {
      --_gap: 4.75em;
    }
  }
  @media print {
    canvas,
    .segmented {
      display: none !important;
    }
    [data-drawn] > .still {
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

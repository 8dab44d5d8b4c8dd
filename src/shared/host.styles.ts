import { css } from 'lit';

/** What every element starts from: the host's own layout, a small reset, type and the card surface. */
export const hostStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    /* Where a box is as wide as what is in it (a row, a float, a cell), a container would be as wide as nothing. */
    contain-intrinsic-inline-size: min(22em, 100vw - 3em);
    min-inline-size: 0;
    font-family: var(--cairn-font, inherit);
    /* Held to sizes that read, and no further down than the size a reader has set for the browser. */
    font-size: clamp(15px, var(--cairn-font-size, 1em), max(20px, 1.25rem));
    line-height: 1.5;
    color: var(--cairn-text, inherit);
    /* A page's rule for everything would win over these, and no page means us by it. */
    text-align: start !important;
    text-indent: 0 !important;
    text-transform: none !important;
    white-space: normal !important;
    accent-color: var(--_fill);
    /* Of a card; with large text in a narrow place there is none to waste. */
    --_pad: clamp(min(1.125em, 7.5cqi), 5.2cqi, 2em);
    -webkit-text-size-adjust: 100%;
    /* The height a page keeps free, so that nothing below moves; see src/cairn.css. */
    min-block-size: var(--cairn-reserve, auto);
    /* Whole in one column of a page set in columns; on paper the rules below count. */
    break-inside: avoid-column;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :is(h2, h3, h4, h5, h6, p, ul, ol, dl, dd, figure, blockquote, fieldset, legend) {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  :is(ul, ol) {
    list-style: none;
  }
  :is(h2, h3, h4, h5, h6) {
    font-family: var(--_head);
    font-weight: var(--_hw);
    line-height: var(--_lh-h, 1.2);
    letter-spacing: calc(var(--cairn-heading-tracking, -0.012em) * var(--_tight));
    text-wrap: balance;
    overflow-wrap: break-word;
    hyphens: auto;
  }
  p,
  dd {
    overflow-wrap: break-word;
  }
  /* WebKit, the one engine that hangs punctuation, breaks pretty lines that fit, and WebKitGTK dies of some. */
  @supports not (hanging-punctuation: first) {
    p,
    dd,
    .quote {
      text-wrap: pretty;
    }
  }
  a {
    color: inherit;
    text-underline-offset: 0.2em;
    text-decoration-thickness: 1px;
    text-decoration-color: color-mix(in oklab, currentColor 45%, transparent);
  }
  a:hover {
    text-decoration-color: currentColor;
  }
  svg {
    display: block;
    flex: none;
  }
  .ico {
    inline-size: 1.25em;
    block-size: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .num {
    font-variant-numeric: tabular-nums lining-nums;
    white-space: nowrap;
  }
  .vh {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .muted {
    color: var(--_muted);
  }
  .xs {
    font-size: var(--_f-xs);
    line-height: 1.45;
  }
  .s {
    font-size: var(--_f-s);
  }
  :focus-visible {
    outline: 2.5px solid var(--_accent-text);
    outline-offset: 2px;
  }
  :host(:dir(rtl)) .flip {
    scale: -1 1;
  }
  :host(:lang(ar)),
  :host(:lang(fa)),
  :host(:lang(ur)) {
    --_tight: 0;
    --_lh-d: 1.3;
    --_lh-h: 1.4;
    line-height: 1.65;
  }
  [hidden],
  :host([hidden]) {
    display: none !important;
  }
  :host(:state(dark)) {
    color-scheme: dark;
  }
  :host(:state(light)) {
    color-scheme: light;
  }
  .base {
    position: relative;
    grid-template-columns: minmax(0, 1fr);
  }
  :host([surface='card']) .base {
    background: var(--_card);
    border: 1px solid var(--_hair);
    border-radius: var(--_r-l);
    box-shadow: var(--_shadow);
    padding: var(--_pad);
  }
  /* The room for what is to come; each element says how much it needs, as in src/cairn.css. */
  .base[aria-busy] {
    --_more: 0px;
    --_less: 0px;
    block-size: var(--cairn-reserve, calc(var(--_room) + var(--_more) - var(--_less)));
    overflow: clip;
    align-content: start;
  }
  :host([surface='card']) .base[aria-busy] {
    --_more: calc(2 * var(--_pad) + 2px);
  }
  /* Paper is white whatever the screen was, knows no buttons, and has no use for blocks that wait. */
  @media print {
    :host {
      color-scheme: light !important;
      color: #000;
      --_text: #000;
      break-inside: avoid;
      print-color-adjust: exact;
    }
    button,
    [aria-busy='true'] {
      display: none !important;
    }
    [aria-busy='true'] ~ slot[hidden] {
      display: contents !important;
    }
  }
  .note {
    display: flex;
    gap: 0.7em;
    align-items: flex-start;
    font-size: var(--_f-s);
  }
  .note .ico {
    margin-block-start: 0.08em;
    color: var(--_accent-text);
  }
`;

/** Loading, empty and fault, which look the same in every element. */
export const stateStyles = css`
  .sk {
    display: block;
    border-radius: var(--_r-s);
    background: var(--_track);
    block-size: 1em;
    animation: cairn-breathe 1.8s ease-in-out 0.6s infinite;
  }
  .sk-col {
    display: grid;
    gap: 0.75em;
  }
  .blank {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: start;
    gap: 0.85em;
  }
  .blank > * {
    max-inline-size: 100%;
  }
  .blank h3 {
    font-size: var(--_f-l);
  }
  .blank p {
    color: var(--_muted);
    font-size: var(--_f-s);
  }
  .fault {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.3em 0.75em;
    max-inline-size: 44em;
    padding: 0.85em 1em;
    border-radius: var(--_r);
    background: var(--_sunken);
    font-size: var(--_f-s);
    line-height: 1.45;
  }
  /* The page's own content, after the note or the card that says what is missing. */
  :is(.fault, .base) + slot:not([hidden]) {
    display: block;
    margin-block-start: 1em;
  }
  .fault .ico {
    translate: 0 0.1em;
  }
  .fault .btn {
    grid-column: 2;
    justify-self: start;
    text-align: start;
    min-block-size: 2.75em;
    padding: 0;
  }
  @keyframes cairn-breathe {
    50% {
      opacity: 0.45;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .sk {
      animation: none;
    }
  }
`;

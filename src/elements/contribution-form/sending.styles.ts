import { css } from 'lit';

/** What is wrong, what is on its way, and the thanks. */
export const styles = css`
  .alert {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.25em 0;
    padding: 0.9em 1em;
    border: 1px solid var(--_danger);
    border-radius: var(--_r);
    background: color-mix(in oklab, var(--_danger) 7%, transparent);
    font-size: var(--_f-s);
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  .alert > .ico {
    color: var(--_danger);
    translate: 0 0.1em;
    margin-inline-end: 0.75em;
  }
  .alert b {
    font-weight: 600;
  }
  .alert ul {
    grid-column: 2;
    display: grid;
  }
  .alert li a {
    display: inline-block;
    padding-block: 0.15em;
  }
  .alert.calm {
    border-color: var(--_hair);
    background: var(--_sunken);
  }
  .alert.calm > .ico {
    color: inherit;
  }
  .bad .control,
  .bad > .box {
    border-color: var(--_danger);
    box-shadow: inset 0 0 0 1px var(--_danger);
  }
  .why {
    display: flex;
    gap: 0.4em;
    font-size: var(--_f-xs);
    color: var(--_danger);
    font-weight: 500;
    line-height: 1.4;
    grid-column: 2;
  }
  .field .why {
    grid-column: auto;
  }
  .why .ico {
    inline-size: 1.2em;
    block-size: 1.2em;
    translate: 0 0.1em;
    stroke-width: 2;
  }
  .btn.working {
    cursor: progress;
    background: color-mix(in oklab, var(--_fill) 88%, var(--_card));
  }
  .loader {
    display: flex;
    align-items: flex-end;
    gap: 2px;
  }
  .loader i {
    inline-size: 0.62em;
    block-size: 0.46em;
    border-radius: var(--_p3);
    background: currentColor;
  }
  .loader i:nth-child(2) {
    animation-delay: 0.15s;
    opacity: 0.75;
  }
  .loader i:nth-child(3) {
    animation-delay: 0.3s;
    opacity: 0.5;
  }
  .thanks {
    display: grid;
    gap: calc(var(--_s) * 1.25);
  }
  .thanks .pile {
    inline-size: min(70%, 13em);
    block-size: auto;
    overflow: visible;
  }
  .pile .st {
    fill: color-mix(in oklab, var(--_mark) 17%, transparent);
  }
  .pile .st2 {
    fill: color-mix(in oklab, var(--_mark) 27%, transparent);
  }
  .pile .yours {
    fill: var(--_mark);
  }
  .pile .ground {
    stroke: var(--_hair);
    stroke-width: 1.5;
  }
  .pile .lead {
    stroke: var(--_line);
    fill: none;
  }
  .receipt {
    font-size: var(--_f-s);
    border-block: 1px solid var(--_hair);
  }
  /* An address that does not fit beside its label stands under it, whole. */
  .receipt > div {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1em;
    padding-block: 0.55em;
  }
  .receipt > div + div {
    border-block-start: 1px solid var(--_hair);
  }
  .receipt dt {
    color: var(--_muted);
  }
  .receipt dd {
    font-variant-numeric: tabular-nums lining-nums;
    min-inline-size: 0;
    margin-inline-start: auto;
    font-weight: 500;
    text-align: end;
    overflow-wrap: anywhere;
  }
  .queue {
    display: grid;
    gap: calc(var(--_s) * 1.25);
  }
  .queue .row {
    display: grid;
    grid-template-columns: 1fr 1fr;
    justify-items: center;
  }
  .share {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0.5em;
  }
  .share > * {
    grid-column: 1 / -1;
  }
  .control:has([aria-invalid]) {
    border-color: var(--_danger);
    box-shadow: inset 0 0 0 1px var(--_danger);
  }
  .amount-group > .why,
  fieldset > .why {
    margin-block-start: 0.5em;
  }
  .checked > .why {
    padding-inline-start: 2.6em;
    margin-block-end: 0.5em;
  }
  .bad > .check > .box {
    border-color: var(--_danger);
    box-shadow: inset 0 0 0 1px var(--_danger);
  }
  .readings {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-block-start: 0.5em;
  }
  .alert:focus {
    outline: 2.5px solid var(--_accent-text);
    outline-offset: 2px;
  }
  .alert > :not(.ico) {
    grid-column: 2;
  }
  .alert .btn {
    justify-self: start;
    min-block-size: max(2.75em, 44px);
    padding: 0;
  }
  /* Large text in a narrow place. */
  @container (inline-size < 14em) {
    .alert:not(.ask) {
      display: block;
    }
  }
  .ask {
    grid-template-columns: minmax(0, 1fr);
    justify-items: start;
    gap: 0.6em;
  }
  /* Who gets away at once need not read it. */
  .stay {
    margin: 0;
    animation: cairn-late 1ms 2.5s backwards;
  }
  @keyframes cairn-late {
    from {
      visibility: hidden;
    }
  }
  .alert.ask > * {
    grid-column: 1;
  }
  .alert.ask .btn {
    padding: 0.4em 1em;
  }
  .qr {
    inline-size: min(100%, 11em);
    margin-block-start: 0.5em;
    border-radius: var(--_r-s);
    background: #fff;
    fill: #000;
    forced-color-adjust: none;
    shape-rendering: crispEdges;
  }
  progress {
    inline-size: 100%;
    block-size: 0.5em;
    accent-color: var(--_mark);
  }
  .alert .instructions {
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .link {
    padding: 0.55em 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-decoration: underline;
    text-underline-offset: 0.2em;
    text-decoration-thickness: 1px;
    cursor: pointer;
  }
  .more {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.75em;
  }
  .more > span {
    flex-basis: 100%;
  }
  .blank > .ico {
    inline-size: 1.75em;
    block-size: 1.75em;
  }
  .thanks .title {
    font-size: clamp(1.625em, 1.2em + 2.2cqi, 2.375em);
    letter-spacing: calc(-0.02em * var(--_tight));
  }
  .said {
    display: grid;
    gap: 0.4em;
  }
  :is(.thanks, .blank) .title:focus {
    outline: 0;
  }
  @container (inline-size >= 27em) {
    .share > :not(:first-child:nth-last-child(5)) {
      grid-column: auto;
    }
    .more > span {
      flex-basis: auto;
    }
  }
  /* Under the button it is about. */
  @container (inline-size >= 45em) {
    .panel:not(.stepped) > :is(.ask, .stay) {
      grid-column: 2;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .loader i {
      animation: cairn-lay 1.4s var(--_ease) infinite;
    }
    .thanks .yours {
      animation: cairn-set calc(420ms * var(--cairn-motion, 1)) var(--_settle) 200ms backwards;
    }
  }
  @keyframes cairn-lay {
    0%,
    60%,
    100% {
      translate: 0 0;
    }
    25% {
      translate: 0 -0.45em;
    }
  }
  @keyframes cairn-set {
    from {
      opacity: 0;
      translate: 0 -14px;
      rotate: -3deg;
    }
  }
  @media (forced-colors: active) {
    .alert {
      border: 1px solid CanvasText;
    }
    .pile .yours {
      fill: Highlight;
    }
  }
`;

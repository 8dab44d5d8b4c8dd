import { css } from 'lit';

export const styles = css`
  .base {
    display: grid;
    gap: calc(var(--_s) * 1.125);
    align-content: start;
  }
  .title {
    font-size: var(--_f-h);
  }
  .figures {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.1em 0.6em;
  }
  .raised {
    font-family: var(--_head);
    font-size: var(--_f-num);
    font-weight: var(--_hw);
    line-height: 1.02;
    letter-spacing: calc(-0.03em * var(--_tight));
  }
  .of b {
    font-weight: 600;
  }
  .stats {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75em 2em;
  }
  .stats dt {
    font-size: var(--_f-xs);
    color: var(--_muted);
  }
  .stats dd {
    font-weight: 600;
    font-size: var(--_f-l);
    line-height: 1.25;
  }
  .bar {
    position: relative;
    display: flex;
    gap: 2px;
    block-size: 1rem;
    border-radius: 99px;
    background: var(--_track);
    overflow: hidden;
  }
  .seg {
    flex: 0 0 auto;
    inline-size: calc(var(--v) * 1%);
    background: var(--_mark);
  }
  .seg.matched {
    background: var(--_stripe);
  }
  .seg.pledged {
    background: var(--_tint-2);
    box-shadow: inset 0 0 0 1.5px var(--_mark);
    border-start-end-radius: 99px;
    border-end-end-radius: 99px;
  }
  .seg:last-of-type {
    border-start-end-radius: 99px;
    border-end-end-radius: 99px;
  }
  .rail {
    position: relative;
  }
  .pins {
    position: absolute;
    inset: 0;
  }
  .rail {
    padding-block-end: 1.1em;
  }
  .pins li {
    position: absolute;
    inset-inline-start: calc(var(--at) * 1%);
    inset-block: auto 0;
    translate: -50% 0;
  }
  :host(:dir(rtl)) .pins li {
    translate: 50% 0;
  }
  .pins li:last-child {
    inset-inline: auto 0;
    translate: 0 0;
  }
  .pins .stone {
    inline-size: 0.75em;
    block-size: 0.75em;
  }
  .pins .stone.next {
    box-shadow: none;
  }
  .labels {
    position: relative;
    display: none;
    block-size: 3.1em;
    font-size: var(--_f-xs);
    line-height: 1.35;
    margin-block-start: -0.65em;
  }
  .labels li {
    position: absolute;
    inset-inline-start: calc(var(--at) * 1%);
    translate: -50% 0;
    inline-size: 8.5em;
    text-align: center;
  }
  :host(:dir(rtl)) .labels li {
    translate: 50% 0;
  }
  .labels li:last-child {
    translate: 0 0;
    inset-inline: auto 0;
    text-align: end;
  }
  .labels b {
    display: block;
    font-weight: 600;
  }
  .nextup {
    font-size: var(--_f-s);
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
  .stem {
    --_mh: var(--cairn-meter-size, 28.75em);
    position: relative;
    block-size: var(--_mh);
    display: flex;
  }
  .stem > svg {
    block-size: 100%;
    inline-size: auto;
    overflow: visible;
  }
  :host(:dir(rtl)) .stem > svg {
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
    inset-block-end: calc(var(--at) * 1%);
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
  .fl-gap {
    fill: var(--_card);
  }
  .men {
    fill: color-mix(in oklab, var(--_mark), white 28%);
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
  .dial {
    position: relative;
    inline-size: min(100%, 19em);
    margin-inline: auto;
  }
  .dial svg {
    inline-size: 100%;
    block-size: auto;
    overflow: visible;
  }
  :host(:dir(rtl)) .dial svg {
    scale: -1 1;
  }
  .dial .t {
    fill: none;
    stroke: var(--_track);
    stroke-width: 13;
    stroke-linecap: round;
  }
  .dial .a {
    fill: none;
    stroke: var(--_mark);
    stroke-width: 13;
  }
  .dial .a.round {
    stroke-linecap: round;
  }
  .dial .p {
    fill: none;
    stroke: var(--_tint-2);
    stroke-width: 13;
  }
  .dial .pe {
    fill: none;
    stroke: var(--_mark);
    stroke-width: 1.5;
  }
  .dial .hub {
    position: absolute;
    inset: 0;
    display: grid;
    align-content: center;
    justify-items: center;
    text-align: center;
    padding-block-start: 4%;
  }
  .dial .raised {
    font-size: clamp(1.75em, 1.2em + 4cqi, 2.75em);
  }
  .dial .foot {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    text-align: center;
    font-size: var(--_f-s);
  }
  .line {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 1em;
    align-items: center;
    font-size: var(--_f-s);
    line-height: 1.4;
  }
  .line .bar {
    block-size: 0.5rem;
    grid-column: 1 / -1;
    margin-block-start: 0.6em;
  }
  .line .amt b {
    font-weight: 600;
    font-size: 1.1em;
  }
  .line .left {
    grid-column: 1;
    grid-row: 2;
  }
  .line .btn {
    grid-column: 2;
    grid-row: 1 / span 2;
    font-size: 1em;
  }
  .strata {
    display: grid;
    gap: calc(var(--_s) * 1.125);
  }
  .strata > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.4em 1em;
    align-items: center;
  }
  .strata .bar {
    grid-column: 1 / -1;
    block-size: 0.625rem;
  }
  .strata .name {
    font-weight: 600;
    display: flex;
    gap: 0.5em;
    align-items: center;
  }
  .strata .name .ico {
    color: var(--_accent-text);
  }
  .strata .val {
    font-size: var(--_f-s);
  }
  .strata .val b {
    font-weight: 600;
  }
  .pile {
    inline-size: min(100%, 21em);
    margin-inline: auto;
    block-size: auto;
    overflow: visible;
  }
  .pile .on {
    fill: var(--_mark);
  }
  .pile .t1 {
    fill: color-mix(in oklab, var(--_mark), #fff 14%);
  }
  .pile .t2 {
    fill: color-mix(in oklab, var(--_mark), #000 16%);
  }
  .pile .t3 {
    fill: color-mix(in oklab, var(--_mark), #fff 26%);
  }
  .pile .pl {
    fill: var(--_tint-2);
    stroke: var(--_mark);
    stroke-width: 1.5;
  }
  .pile .off {
    fill: var(--_track);
  }
  .pile .cap {
    fill: none;
    stroke: var(--_line);
    stroke-width: 1.5;
    stroke-dasharray: 4 4;
  }
  .pile .capdone {
    fill: var(--cairn-cap, oklch(0.76 0.14 68));
  }
  .pile .ground {
    stroke: var(--_hair);
    stroke-width: 1.5;
  }
  .pile .ray {
    stroke: var(--_mark);
    stroke-width: 2;
    stroke-linecap: round;
    opacity: 0.42;
  }
  @container (inline-size >= 29em) {
    .labels {
      display: block;
    }
    .labels ~ .nextup {
      display: none;
    }
    .line {
      display: flex;
      gap: 1.1em;
    }
    .line .bar {
      flex: 1 1 4em;
      margin: 0;
      order: 1;
    }
    .line .left {
      order: 2;
    }
    .line .btn {
      order: 3;
    }
    .bar {
      block-size: 1.125rem;
    }
  }
  @container (inline-size >= 45em) {
    .level {
      grid-template-columns: minmax(0, 1fr) auto;
      column-gap: 3em;
    }
    .level > .rail,
    .level > .labels {
      grid-column: 1 / -1;
    }
    .level > .stats {
      grid-column: 2;
      grid-row: 1 / span 2;
      align-self: end;
      gap: 0.75em 2.5em;
    }
    .level > .last {
      grid-column: 2;
    }
    .labels li {
      inline-size: 11em;
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
      grid-template-rows: auto auto auto 1fr auto;
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
`;

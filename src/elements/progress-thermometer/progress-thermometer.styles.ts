import { css } from 'lit';

export const styles = css`
  :host {
    /* Where something lies on the scale, in percent; each piece has its own. */
    --_at: 0;
    /* Given offline: fine upright lines. */
    --_lines: repeating-linear-gradient(
      90deg,
      var(--_mark) 0 2px,
      color-mix(in oklab, var(--_mark) 55%, transparent) 2px 4px
    );
  }
  .base,
  .base > .level,
  .base > .vertical,
  .base > .strata-box {
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
    inline-size: calc(var(--_at) * 1%);
    background: var(--_mark);
  }
  .seg.matched {
    background: var(--_stripe);
  }
  .seg.offline,
  .sw.offline {
    background: var(--_lines);
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
    padding-block-end: 1.1em;
  }
  .pins {
    position: absolute;
    inset: 0;
  }
  .pins li {
    position: absolute;
    inset-inline-start: calc(var(--_at) * 1%);
    inset-block: auto 0;
    translate: -50% 0;
  }
  :host(:dir(rtl)) .pins li {
    translate: 50% 0;
  }
  .pins li.end,
  :host(:dir(rtl)) .pins li.end {
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
    display: none;
    font-size: var(--_f-xs);
    line-height: 1.35;
    margin-block-start: -0.65em;
  }
  .labels li {
    grid-area: 1 / 1;
    justify-self: start;
    position: relative;
    inset-inline-start: calc(var(--_at) * 1%);
    translate: -50% 0;
    inline-size: max-content;
    max-inline-size: min(8.5em, 18cqi);
    /* A word that is longer keeps its middle under the pin. */
    min-inline-size: min-content;
    text-align: center;
    hyphens: auto;
  }
  :host(:dir(rtl)) .labels li {
    translate: 50% 0;
  }
  .labels li.start,
  :host(:dir(rtl)) .labels li.start {
    translate: 0 0;
    inset-inline-start: 0;
    text-align: start;
  }
  .labels li.end,
  :host(:dir(rtl)) .labels li.end {
    translate: 0 0;
    inset-inline-start: 0;
    justify-self: end;
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
    display: flex;
    flex-wrap: wrap;
    gap: 0.4em 1em;
    align-items: center;
    justify-content: space-between;
  }
  .strata .bar {
    flex: 1 0 100%;
    block-size: 0.625rem;
  }
  .strata .name {
    font-weight: 600;
    display: flex;
    gap: 0.5em;
    align-items: center;
    max-inline-size: 100%;
  }
  .strata .name span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
    hyphens: auto;
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
  .tube {
    block-size: 100%;
    flex: none;
  }
  .foot {
    display: grid;
    gap: 0.75em;
  }
  .foot:not(:has(> *)) {
    display: none;
  }
  .rule {
    font-size: var(--_f-xs);
    line-height: 1.45;
  }
  .last > span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .stale .raised {
    color: var(--_muted);
  }
  .stale :is(.bar, .tube) {
    opacity: 0.6;
  }
  .blank .title {
    font-size: var(--_f-l);
  }
  .blank .ground-meter {
    margin-block-end: 0.25em;
  }
  .built {
    justify-items: center;
    text-align: center;
  }
  .built .title {
    font-size: clamp(1.75em, 1.2em + 2.6cqi, 2.75em);
    letter-spacing: calc(-0.022em * var(--_tight));
  }
  .built .thanks {
    max-inline-size: 26em;
  }
  .built .raised-inline {
    font-weight: 600;
  }
  .built .rail {
    inline-size: 100%;
  }
  .ends {
    inline-size: 100%;
    display: flex;
    justify-content: space-between;
    gap: 1em;
  }
  .ends > :last-child:not(:first-child) {
    text-align: end;
  }
  .built > .foot {
    justify-items: center;
  }
  .built > .foot > .fault {
    text-align: start;
  }
  .ln {
    display: inline-block;
    vertical-align: middle;
    block-size: 0.8em;
    max-inline-size: 100%;
  }
  div.title {
    line-height: var(--_lh-h, 1.2);
  }
  .w3 {
    inline-size: 3.5em;
  }
  .w4 {
    inline-size: 4.5em;
  }
  .w8 {
    inline-size: 8em;
  }
  .w11 {
    inline-size: 11em;
  }
  .w13 {
    inline-size: 13em;
  }
  .w14 {
    inline-size: 14.5em;
  }
  .w40 {
    inline-size: 40%;
  }
  .w70 {
    inline-size: 70%;
  }
  .w90 {
    inline-size: 90%;
  }
  .sk.bar {
    border-radius: 99px;
  }
  .face.sk {
    border-radius: var(--_p1);
  }
  /* The same heights as in src/cairn.css: while loading, and for what is out of sight and was never drawn. */
  .base {
    --_room: 33.3em;
  }
  .base:is(.vertical, :has(> .vertical)) {
    --_room: 58em;
  }
  .base:is(.line, :has(> .line)) {
    --_room: 3.6em;
  }
  .base.line {
    --_room: 4em; /* the same, in its smaller type */
  }
  .base:has(> .strata, > .strata-box) {
    --_room: 19.4em;
  }
  .room {
    block-size: var(--_room);
  }
  /* Out of sight it costs neither style nor layout. Only where focus rings and stones at the edge are not cut off. */
  @supports (overflow-clip-margin: 4em) {
    .base {
      content-visibility: auto;
      contain-intrinsic-block-size: auto var(--_room);
      overflow-clip-margin: 4em;
    }
    @media print {
      .base {
        content-visibility: visible;
      }
    }
  }
  .sk-glass {
    fill: var(--_track);
  }
  @container (inline-size >= 29em) {
    .labels {
      display: grid;
    }
    .labels ~ .nextup:not(.always) {
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
    .title .second {
      display: none;
    }
  }
  @container (inline-size >= 45em) {
    .level :is(.rule, .labels) .second {
      display: none;
    }
  }
  @container (45em <= inline-size < 60em) {
    .level .title .second {
      display: revert;
    }
    .level .title span.second {
      display: inline-block;
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
      max-inline-size: min(11em, 18cqi);
    }
    .level > .foot {
      grid-column: 1 / -1;
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
  @container (inline-size >= 19em) {
    .base {
      --_room: 28.48em;
    }
    .base:is(.vertical, :has(> .vertical)) {
      --_room: 52.6em;
    }
    .base:has(> .strata, > .strata-box) {
      --_room: 14.5em;
    }
  }
  @container (inline-size >= 22em) {
    .base {
      --_room: 27.18em;
    }
  }
  @container (inline-size >= 29em) {
    .base {
      --_room: 27.3em;
    }
    .base:is(.vertical, :has(> .vertical)) {
      --_room: 50em;
    }
    .base:is(.line, :has(> .line)) {
      --_room: 1.25em;
    }
    .base.line {
      --_room: 1.4em;
    }
    .base:has(> .strata, > .strata-box) {
      --_room: 12.7em;
    }
  }
  @container (inline-size >= 35em) {
    .base:is(.vertical, :has(> .vertical)) {
      --_room: 28.75em;
    }
  }
  @container (inline-size >= 45em) {
    .base {
      --_room: 20.3em;
    }
  }
  @container (inline-size >= 60em) {
    .base {
      --_room: 19em;
    }
  }
  @keyframes grow {
    from {
      inline-size: 0;
    }
  }
  @keyframes rise {
    from {
      transform: scaleY(0);
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .enter .seg {
      animation: grow calc(900ms * var(--cairn-motion, 1)) var(--_ease) backwards;
    }
    .enter .seg.matched {
      animation-delay: calc(500ms * var(--cairn-motion, 1));
    }
    .enter .seg.pledged {
      animation-delay: calc(700ms * var(--cairn-motion, 1));
    }
    .enter .fluid {
      transform-origin: 50% 100%;
      animation: rise calc(1100ms * var(--cairn-motion, 1)) var(--_ease) backwards;
    }
    .moving .seg {
      transition: inline-size calc(900ms * var(--cairn-motion, 1)) var(--_ease);
    }
    .moving :is(.fl, .fl-h, .fl-p) {
      transition:
        y calc(900ms * var(--cairn-motion, 1)) var(--_ease),
        height calc(900ms * var(--cairn-motion, 1)) var(--_ease);
    }
  }
  @media (forced-colors: active) {
    .bar {
      border: 1px solid CanvasText;
    }
    .seg,
    .sw.offline {
      forced-color-adjust: none;
      background: Highlight;
    }
    .seg.matched {
      background: repeating-linear-gradient(-45deg, Highlight 0 3px, Canvas 3px 6px);
    }
    .seg.offline,
    .sw.offline {
      background: repeating-linear-gradient(90deg, Highlight 0 2px, Canvas 2px 4px);
    }
    .seg.pledged {
      background: Canvas;
      box-shadow: inset 0 0 0 2px Highlight;
    }
    .stem svg {
      forced-color-adjust: none;
    }
    .hatch-a {
      stroke: Highlight;
    }
    .hatch-b {
      fill: Canvas;
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
    .fl,
    .pile .on,
    .pile .t1,
    .pile .t2,
    .pile .t3 {
      fill: Highlight;
    }
    .glass {
      fill: Canvas;
      stroke: GrayText;
    }
    .pile {
      forced-color-adjust: none;
    }
  }
`;

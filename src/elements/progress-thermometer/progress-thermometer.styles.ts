import { css } from 'lit';

/** The frame of every full variant, and the bar; what another variant needs comes with it. */
export const styles = css`
  /* As content-visibility does in the other engines: a word without end does not widen the page. */
  .base {
    overflow-x: clip;
  }
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
  .room {
    display: grid;
    gap: calc(var(--_s) * 1.125);
    align-content: start;
  }
  .title {
    font-size: var(--_f-h);
  }
  :is(.legend, .stats, .foot, .each, .left) :is(span, dd, p) {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  /* An amount keeps to its line, unless the line is too short for any. */
  @container (inline-size < 22em) {
    .num {
      white-space: normal;
      overflow-wrap: anywhere;
    }
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
    block-size: 1em;
    border-radius: 99px;
    background: var(--_track);
    overflow: hidden;
  }
  .seg {
    flex: none;
    inline-size: calc(var(--_at) * 1%);
    background: var(--_mark);
  }
  /* The first gift can be seen, however far the goal is. */
  .seg:first-child {
    min-inline-size: 0.4em;
  }
  .seg.matched {
    background: var(--_stripe);
  }
  :is(.seg, .sw).offline {
    background: var(--_lines);
  }
  .seg.pledged {
    background: var(--_tint-2);
    box-shadow: inset 0 0 0 1.5px var(--_mark);
  }
  .seg:is(.pledged, :last-of-type) {
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
    /* The whole stone stays on the bar, at its ends, too. */
    inset-inline-start: clamp(0.375em, var(--_at) * 1%, 100% - 0.375em);
    inset-block: auto 0;
    translate: -50% 0;
  }
  :host(:dir(rtl)) :is(.pins, .labels) li {
    translate: 50% 0;
  }
  .pins .stone {
    inline-size: 0.75em;
    block-size: 0.75em;
  }
  .pins .next {
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
  .labels li:is(.start, .end),
  :host(:dir(rtl)) .labels li:is(.start, .end) {
    translate: 0 0;
    inset-inline-start: 0;
    text-align: start;
  }
  .labels li.end {
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
  .foot {
    display: grid;
    gap: 0.75em;
  }
  .foot p {
    font-size: var(--_f-s);
  }
  .foot :is(.rule, .live) {
    font-size: var(--_f-xs);
    line-height: 1.45;
  }
  .stale .raised {
    color: var(--_muted);
  }
  .stale .bar {
    opacity: 0.6;
  }
  .btn {
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 0.25em;
    cursor: pointer;
  }
  .last {
    font-size: var(--_f-s);
    text-align: start;
    min-block-size: 3.15em;
  }
  .room {
    block-size: var(--_room);
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: auto auto auto 1fr;
  }
  .room > :first-child {
    inline-size: min(70%, 24em);
    block-size: 1.75em;
  }
  .room > .big {
    inline-size: min(55%, 18em);
    block-size: 2.5em;
  }
  /* Lines down to the end of the room. */
  .room > :last-child {
    block-size: auto;
    border-radius: 0;
    background: repeating-linear-gradient(var(--_track) 0 1em, #0000 0 2.5em);
    inline-size: min(80%, 40em);
  }
  .sk.bar {
    border-radius: 99px;
  }
  .room:is(.radial, .cairn) > .bar {
    block-size: 15em;
    inline-size: min(100%, 17em);
    justify-self: center;
    border-radius: var(--_r-l);
  }
  .room.vertical > .bar {
    block-size: var(--cairn-meter-size, 28.75em);
    inline-size: 4em;
    border-radius: 2em;
  }
  /* The glass and the dial stand beside the words where there is room, as they will. */
  @container (inline-size >= 38em) {
    .room:is(.vertical, .radial) {
      grid-template-columns: minmax(0, 1fr) 17em;
      grid-template-rows: auto auto 1fr;
    }
    .room:is(.vertical, .radial) > * {
      grid-column: 1;
    }
    .room:is(.vertical, .radial) > .bar {
      grid-area: 1 / 2 / -1;
    }
  }
  @container (inline-size >= 60em) {
    .room.vertical {
      grid-template-columns: 1.2fr 18em 1fr;
    }
  }
  /* The same heights as in src/cairn.css: while loading, and for what is out of sight and was never drawn. */
  .line {
    --_room: 4.1em;
    font-size: var(--_f-s);
  }
  .room.line {
    gap: 0.6em;
  }
  /* Arabic writing has taller lines, and more of them. */
  @container (inline-size < 29em) {
    :host(:is(:lang(ar), :lang(fa), :lang(ur))) .room:not(.line, .rows) {
      margin-block-end: 1.75em;
    }
  }
  .room.line > :not(.bar, :first-child) {
    display: none;
  }
  .level {
    --_room: calc(70em - 186cqi);
  }
  .vertical {
    --_room: calc(var(--cairn-meter-size, 28.75em) + 58em - 143cqi);
  }
  .radial {
    --_room: calc(50.7em - 45cqi);
  }
  .cairn {
    --_room: calc(61.5em - 66cqi);
  }
  .rows {
    --_room: 30.5em;
  }
  .teams {
    --_room: calc(52em - 72cqi);
  }
  @container (inline-size >= 19em) {
    .level {
      --_room: calc(45.45em - 55cqi);
    }
    .vertical {
      --_room: calc(var(--cairn-meter-size, 28.75em) + 41em - 56cqi);
    }
  }
  @container (inline-size >= 22em) {
    .rows:not(.teams) {
      --_room: 23.6em;
    }
  }
  @container (inline-size >= 29em) {
    .level {
      --_room: 30.3em;
    }
    .vertical {
      --_room: calc(var(--cairn-meter-size, 28.75em) + 25em);
    }
    .radial {
      --_room: 37.5em;
    }
    .cairn {
      --_room: 43.4em;
    }
    .teams {
      --_room: 31.5em;
    }
  }
  @container (inline-size >= 31em) {
    .rows:not(.teams) {
      --_room: 20.8em;
    }
  }
  @container (inline-size >= 35em) {
    .vertical {
      --_room: 36.2em;
    }
    .radial {
      --_room: 32.5em;
    }
    .cairn {
      --_room: 38.5em;
    }
  }
  @container (inline-size >= 38em) {
    .level {
      --_room: 28.9em;
    }
    .radial {
      --_room: 26.3em;
    }
    .cairn {
      --_room: 35.2em;
    }
  }
  @container (inline-size >= 45em) {
    .level {
      --_room: 22.8em;
    }
    .vertical {
      --_room: 33.8em;
    }
    .radial {
      --_room: 23.6em;
    }
    .teams {
      --_room: 29.5em;
    }
  }
  @container (inline-size >= 51em) {
    .cairn {
      --_room: 29.75em;
    }
  }
  @container (inline-size >= 55em) {
    .vertical {
      --_room: 31em;
    }
  }
  @container (inline-size >= 56em) {
    .level {
      --_room: 21.45em;
    }
    .radial {
      --_room: 20.4em;
    }
  }
  @container (inline-size >= 60em) {
    .vertical {
      --_room: var(--cairn-meter-size, 28.75em);
    }
  }
  @container (inline-size >= 62em) {
    .radial {
      --_room: 17.85em;
    }
  }
  /* Out of sight it costs neither style nor layout. Only where focus rings and stones at the edge are not cut off. */
  @supports (overflow-clip-margin: 4em) {
    .base:not([aria-busy]) {
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
  @container (inline-size >= 29em) {
    .line {
      --_room: 1.55em;
    }
    .labels {
      display: grid;
    }
    .labels ~ .nextup:not(.always) {
      display: none;
    }
    .bar {
      block-size: 1.125em;
    }
  }
  @container (inline-size >= 45em) {
    .level {
      grid-template-columns: minmax(0, 1fr) auto;
      column-gap: 3em;
    }
    .level > :is(.title, .figures) {
      grid-column: 1;
    }
    .level > :is(.rail, .labels, .foot, .sk, .nextup) {
      grid-column: 1 / -1;
    }
    .level > .stats {
      grid-column: 2;
      grid-row: 1 / span 2;
      align-self: end;
      gap: 0.75em 2.5em;
    }
    .level > .legend ~ .last {
      grid-column: 2;
    }
    .labels li {
      max-inline-size: min(11em, 18cqi);
    }
  }
  @keyframes grow {
    from {
      inline-size: 0;
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
    .moving .seg {
      transition: inline-size calc(900ms * var(--cairn-motion, 1)) var(--_ease);
    }
  }
  @media (forced-colors: active) {
    .bar {
      border: 1px solid CanvasText;
    }
    :is(.seg, .sw.offline) {
      forced-color-adjust: none;
      background: Highlight;
    }
    .seg.matched {
      background: repeating-linear-gradient(-45deg, Highlight 0 3px, Canvas 3px 6px);
    }
    :is(.seg, .sw).offline {
      background: repeating-linear-gradient(90deg, Highlight 0 2px, Canvas 2px 4px);
    }
    .seg.pledged {
      background: Canvas;
      box-shadow: inset 0 0 0 2px Highlight;
    }
  }
`;

import { css } from 'lit';

export const styles = css`
  .base {
    display: grid;
    gap: calc(var(--_s) * 1.25);
  }
  .carousel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_s) * 1.25);
  }
  .top {
    display: contents;
  }
  .title {
    font-size: var(--_f-h);
  }
  .controls {
    order: 2;
    display: flex;
    align-items: center;
    gap: 0.4em;
  }
  .controls .count {
    min-inline-size: 3.2em;
    text-align: center;
    font-size: var(--_f-s);
    color: var(--_muted);
  }
  .slides {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    touch-action: pan-y pinch-zoom;
  }
  .slides > * {
    grid-area: 1 / 1;
    align-content: start;
  }
  .slides > [inert] {
    visibility: hidden;
  }
  .featured {
    display: grid;
    gap: calc(var(--_s) * 1.375);
  }
  .portrait-frame {
    --_focus: 50% 50%;
    position: relative;
    overflow: hidden;
    border-radius: var(--_r-l);
    aspect-ratio: 1;
  }
  .portrait-frame > * {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  .portrait-frame > img {
    object-fit: cover;
    object-position: var(--_focus);
  }
  .portrait-frame > span {
    display: grid;
    place-items: center;
    background: var(--_tint-2);
    color: var(--_accent-text);
    font-family: var(--_head);
    font-size: 3.5em;
    font-weight: var(--_hw);
  }
  .portrait-frame .pebble {
    inline-size: min(100%, 2.5em);
    block-size: auto;
  }
  .words {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_s) * 1.25);
    justify-content: center;
    min-inline-size: 0;
  }
  .quote {
    font-family: var(--_head);
    font-weight: var(--cairn-quote-weight, 500);
    font-size: clamp(1.25em, 0.98em + 1.35cqi, 2.125em);
    line-height: 1.28;
    letter-spacing: calc(-0.014em * var(--_tight));
    overflow-wrap: break-word;
  }
  .quote bdi::before {
    content: open-quote;
  }
  .quote bdi::after {
    content: close-quote;
  }
  .quote.long {
    font-size: var(--_f-l);
    line-height: 1.45;
    text-indent: 0;
  }
  .story {
    font-size: var(--_f-l);
    overflow-wrap: break-word;
  }
  .name {
    font-weight: 600;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .role {
    display: inline-flex;
    align-items: baseline;
    gap: 0.4em;
    font-size: var(--_f-s);
    line-height: 1.35;
    color: var(--_accent-text);
    font-weight: 500;
  }
  .role svg {
    inline-size: 1.15em;
    block-size: 1.15em;
    fill: currentColor;
    translate: 0 0.2em;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em clamp(1em, 4cqi, 3em);
  }
  .facts > div {
    display: flex;
    flex: 1 1 min-content;
    flex-direction: column;
    min-inline-size: 0;
  }
  .facts dt {
    font-size: var(--_f-xs);
    color: var(--_muted);
    order: 2;
    line-height: 1.35;
    hyphens: auto;
    overflow-wrap: break-word;
  }
  .facts dd {
    max-inline-size: 100%;
    white-space: normal;
    font-size: 1.375em;
    font-weight: 600;
    line-height: 1.2;
    letter-spacing: calc(-0.015em * var(--_tight));
  }
  .badges {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 1.1em;
    font-size: var(--_f-xs);
  }
  .badges li {
    max-inline-size: 100%;
    display: flex;
    align-items: center;
    gap: 0.5em;
    line-height: 1.3;
  }
  :is(.badges, .role) bdi {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .medal {
    flex: none;
    inline-size: 2.77em;
    block-size: 2.77em;
    display: grid;
    place-items: center;
    border-radius: var(--_p2);
    background: var(--_tint);
    color: var(--_accent-text);
    box-shadow: inset 0 0 0 1px var(--_tint-2);
  }
  .medal svg {
    inline-size: 1.54em;
    block-size: 1.54em;
  }
  .strip {
    position: relative;
    min-inline-size: 0;
    border-block-start: 1px solid var(--_hair);
    padding-block-start: 1em;
    display: grid;
    gap: 0.7em;
  }
  .strip > p {
    font-size: var(--_f-xs);
    color: var(--_muted);
  }
  .strip.alone {
    border: 0;
    padding: 0;
    gap: calc(var(--_s) * 1.25);
  }
  /* Beside the title and over the gap below it: nothing moves when it comes. */
  .news {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
    min-block-size: 3.06em;
    padding-block: 0;
    font-size: var(--_f-s);
  }
  .recent {
    overflow-x: auto;
    overscroll-behavior-x: contain;
    scrollbar-width: none;
    border-radius: var(--_r-s);
    mask: linear-gradient(to right, #000 calc(100% - 4em), #0000);
  }
  .recent:focus-visible {
    mask: none;
  }
  .recent ul {
    display: flex;
    align-items: center;
    gap: 1.75em;
    inline-size: max-content;
    padding-inline-end: 4em;
    font-size: var(--_f-s);
    line-height: 1.35;
  }
  .recent li {
    display: flex;
    align-items: center;
    gap: 0.65em;
    max-inline-size: 22em;
  }
  .recent li > :last-child {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .recent small {
    display: block;
    color: var(--_muted);
    font-size: max(0.92em, 12px);
  }
  .recent b {
    font-weight: 600;
  }
  :host(:dir(rtl)) .recent {
    mask: linear-gradient(to left, #000 calc(100% - 4em), #0000);
  }
  @container (inline-size >= 29em) {
    .top {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 1em;
    }
    .featured {
      grid-template-columns: minmax(0, 11em) minmax(0, 1fr);
      column-gap: clamp(1.25em, 4cqi, 3em);
    }
    .featured .portrait-frame {
      aspect-ratio: 4 / 5;
    }
  }
  @container (inline-size >= 45em) {
    .facts > div {
      flex: 0 1 auto;
    }
    .quote {
      text-indent: calc(-0.43em * var(--_tight));
    }
    .featured {
      grid-template-columns: minmax(0, 17em) minmax(0, 1fr);
    }
    .words .foot {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      align-items: end;
      gap: 1.25em 2em;
    }
  }
  @container (inline-size >= 64em) {
    .featured {
      grid-template-columns: minmax(0, 20em) minmax(0, 1fr);
    }
  }
  .foot {
    display: grid;
    gap: calc(var(--_s) * 1.1);
  }
  /* As tall as cairn.css keeps the box before the script has come. */
  .base[aria-busy] {
    --_room: 57.9em;
  }
  :host([layout='grid']) .base[aria-busy] {
    --_room: 74em;
  }
  :host([layout='list']) .base[aria-busy] {
    --_room: 52em;
  }
  :host([layout='recent']) .base[aria-busy] {
    --_room: 5.2em;
  }
  @container (inline-size >= 19em) {
    .base[aria-busy] {
      --_room: calc(51cqi + 47.7em);
    }
    :host([layout='grid']) .base[aria-busy] {
      --_room: calc(110cqi + 55em);
    }
    :host([layout='list']) .base[aria-busy] {
      --_room: 46em;
    }
  }
  @container (inline-size >= 23em) {
    :host([layout='grid']) .base[aria-busy] {
      --_room: calc(53cqi + 42.9em);
    }
  }
  @container (inline-size >= 29em) {
    .base[aria-busy] {
      --_room: 34.3em;
    }
  }
  @container (inline-size >= 37em) {
    :host([layout='grid']) .base[aria-busy] {
      --_room: 42em;
    }
  }
  @container (inline-size >= 45em) {
    .base[aria-busy] {
      --_room: 31.8em;
    }
    :host([layout='grid']) .base[aria-busy] {
      --_room: 45.3em;
    }
    :host([layout='recent']) .base[aria-busy] {
      --_room: 5.7em;
    }
  }
  @container (inline-size >= 51em) {
    :host([layout='list']) .base[aria-busy] {
      --_room: 27.3em;
    }
  }
  @container (inline-size >= 64em) {
    .base[aria-busy] {
      --_room: 35.55em;
    }
    :host([layout='grid']) .base[aria-busy] {
      --_room: 47em;
    }
  }
  :host([without-recent]) .base[aria-busy] {
    --_less: 6.6em;
  }
  .portrait-frame.sk {
    block-size: auto;
  }
  .sk.heading {
    inline-size: min(100%, 14em);
    block-size: 2.75em;
  }
  .words > .sk {
    block-size: 1.4em;
  }
  .sk.w2 {
    inline-size: 90%;
  }
  .sk.w3 {
    inline-size: 50%;
  }
  .sk.row {
    block-size: 3em;
  }
  @keyframes cairn-turn {
    from {
      translate: calc(var(--_way) * 100%) 0;
    }
  }
  @keyframes cairn-leave {
    from {
      visibility: visible;
    }
    to {
      visibility: visible;
      translate: calc(var(--_way) * -100%) 0;
    }
  }
  @keyframes cairn-fade {
    from {
      opacity: 0;
    }
  }
  .slides {
    --_way: 1;
  }
  .slides[data-turned='previous'],
  :host(:dir(rtl)) .slides {
    --_way: -1;
  }
  :host(:dir(rtl)) .slides[data-turned='previous'] {
    --_way: 1;
  }
  .slides[data-turned] > :not([inert]) {
    animation: cairn-fade calc(120ms * var(--cairn-motion, 1)) ease-out;
  }
  @media (prefers-reduced-motion: no-preference) {
    .slides[data-turned] {
      overflow-x: clip;
    }
    .slides[data-turned] > :is(:not([inert]), [data-left]) {
      animation: cairn-turn calc(320ms * var(--cairn-motion, 1)) var(--_ease);
    }
    .slides[data-turned] > [data-left] {
      animation-name: cairn-leave;
    }
  }
  @media print {
    .controls,
    .news,
    .btn.quiet {
      display: none;
    }
    .recent {
      mask: none !important;
    }
    .recent ul {
      flex-wrap: wrap;
      inline-size: auto;
    }
  }
  @media (forced-colors: active) {
    .medal,
    .portrait-frame {
      border: 1px solid CanvasText;
    }
    .recent {
      mask: none;
    }
  }
`;

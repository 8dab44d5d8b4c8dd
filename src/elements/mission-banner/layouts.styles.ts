import { css } from 'lit';

/** The layouts other than `split`, and the edges of the screen. Fetched where a page asks for one of them. */
export const styles = css`
  /*
   * Words on the picture. When narrow, they follow it on a dark ground. When wide, the scrim alone carries them: white,
   * and the grey of the vision, have 4.5:1 and more on it over any picture, a white one included. None stands on its
   * soft edge.
   */
  .base.hero {
    row-gap: 0;
  }
  .hero > .media {
    border-radius: var(--_r-l) var(--_r-l) 0 0;
    aspect-ratio: 4 / 3;
  }
  .hero > .copy {
    --_scrim: rgb(10 18 15);
    --_muted: #dfe3e1;
    --_line: #ffffffa6;
    --_accent-text: #fff;
    color-scheme: dark;
    position: relative;
    padding: 0 clamp(min(1.125em, 7.5cqi), 5cqi, 2.5em) clamp(1.25em, 5cqi, 2.5em);
    border-radius: 0 0 var(--_r-l) var(--_r-l);
    color: #fff;
    background: var(--_scrim);
  }
  .hero > .copy::before {
    content: '';
    position: absolute;
    inset-inline: 0;
    inset-block-end: calc(100% - 1px);
    block-size: 5em;
    background: var(--_scrim);
    /* Slow at both ends: a straight fade shows an edge where it begins. */
    --_fade: linear-gradient(
      var(--_to, to top),
      #000,
      #000e 17%,
      #000d 24%,
      #000a 39%,
      #0006 57%,
      #0003 72%,
      #0001 85%,
      #0000
    );
    -webkit-mask: var(--_fade);
    mask: var(--_fade);
    pointer-events: none;
  }
  .hero > .media span {
    place-items: end;
  }
  .hero .primary {
    border-color: transparent;
  }
  .hero > .ledger {
    margin-block-start: calc(var(--_s) * 1.5);
  }
  @container (inline-size >= 45em) {
    .base.hero {
      grid-template-columns: minmax(0, 1fr);
    }
    .hero > :is(.media, .copy) {
      grid-area: 1 / 1;
      order: 0;
    }
    .hero > .media {
      aspect-ratio: auto;
      min-block-size: 32em;
      border-radius: var(--_r-l);
    }
    .hero > .copy {
      --_scrim: rgb(10 18 15 / 0.72);
      inline-size: min(54%, 34em);
      padding: clamp(2em, 4cqi, 3.5em);
      padding-inline-end: 0;
      border-radius: var(--_r-l) 0 0 var(--_r-l);
    }
    .hero > .copy:dir(rtl) {
      border-radius: 0 var(--_r-l) var(--_r-l) 0;
    }
    .hero > .copy::before {
      inset-inline: 100% auto;
      inset-block: 0;
      inline-size: 40cqi;
      max-inline-size: 24em;
      block-size: auto;
      --_to: to right;
    }
    .hero > .copy:dir(rtl)::before {
      --_to: to left;
    }
    .hero .mission:not(.long) {
      font-size: clamp(2.25em, 0.95em + 3.2cqi, 3.5em);
    }
  }

  /* One line */
  .strip .mission,
  .compact .mission {
    --_measure: 100%;
    min-inline-size: 0;
    margin: 0;
    letter-spacing: calc(var(--cairn-heading-tracking, -0.012em) * var(--_tight));
  }
  .strip > .copy {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.2em 0.85em;
    align-items: center;
    padding: 0.85em 1em;
    border-radius: var(--_r-l);
    background: var(--_tint);
  }
  .strip > .copy > * {
    grid-column: 1 / -1;
  }
  .strip > .copy > .org {
    grid-area: 1 / 1;
    align-self: start;
  }
  .strip .org bdi {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .strip .mission.mission {
    grid-area: 1 / 2;
    font-size: 1.0625em;
    line-height: var(--_lh-h, 1.3);
  }
  .strip > .copy > :is(.pathways, .ribbon, .countdown, .snooze) {
    margin-block: 0.35em 0;
  }
  .strip > .copy > .support {
    order: 1;
  }
  .strip > .copy > .pathways {
    order: 2;
  }
  .strip > .copy > .snooze {
    order: 3;
    margin-block: -0.4em;
  }
  /* Large text in a narrow place: the line is the words' alone. */
  @container (inline-size < 14em) {
    .strip .mission.mission {
      grid-area: auto / 1 / auto / -1;
    }
  }
  .strip .ribbon {
    padding: 0;
    background: none;
  }
  .strip .faces {
    display: none;
  }
  .strip .support > div {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1em;
  }
  .strip > .close {
    inset: 0.6em;
    inset-inline-start: auto;
    inset-block-end: auto;
    border-color: transparent;
    background: none;
  }
  .strip:has(> .close) .mission {
    padding-inline-end: 2.75em;
  }
  .strip > .copy > .org {
    padding: 0;
  }
  @container (inline-size >= 35em) {
    .strip > .close {
      inset-block-start: 0.975em;
    }
    .strip:not(:has(> .copy > :is(.status, .ribbon, .countdown, .fault, .snooze))) > .close {
      inset-block: 0;
      margin-block: auto;
    }
    .strip:has(> .close) > .copy {
      padding-inline-end: 3.75em;
    }
    .strip .mission.mission {
      padding: 0;
    }
    .strip > .copy {
      grid-template-columns: auto minmax(0, 1fr) auto;
    }
    .strip > .copy > * {
      grid-column: 2 / -1;
    }
    .strip > .copy > .org {
      grid-row: 1 / span 2;
    }
    .strip > .copy > .support {
      grid-area: 2 / 2;
    }
    .strip > .copy > :is(.pathways, slot) {
      grid-area: 1 / 3 / span 2;
      margin: 0;
    }
  }

  /* A small box */
  .compact {
    gap: 1em 1.5em;
  }
  .compact:has(> .close) :is(.org, .mission) {
    padding-inline-end: 3.25em;
  }
  .compact > .copy {
    gap: calc(var(--_s) * 0.75);
    padding-block: 0;
    justify-content: start;
  }
  .compact .mission {
    font-size: var(--_f-h);
    line-height: var(--_lh-h, 1.2);
  }
  .compact .org {
    font-size: var(--_f-s);
  }
  .compact .mark {
    inline-size: 1.75em;
    block-size: 1.75em;
  }
  @container (inline-size >= 29em) {
    .compact:not(.no-media) {
      grid-template-columns: clamp(8em, 26cqi, 14em) minmax(0, 1fr);
    }
    .compact > .media {
      order: 0;
      aspect-ratio: auto;
      block-size: 100%;
      min-block-size: 0;
    }
  }

  /* At an edge of the screen, on a ground of its own; not where that would take half of a short screen. */
  :host(:is(:state(top), :state(bottom)):is(:state(strip), :state(compact))) {
    z-index: 10;
  }
  :is(:host(:state(top)), :host(:state(bottom))) :is(.strip, .compact) > .copy {
    background: none;
  }
  :is(:host(:state(top)), :host(:state(bottom))) :is(.strip, .compact) {
    background: var(--_card);
    border-block-end: 1px solid var(--_hair);
    box-shadow: var(--_shadow);
  }
  :host(:state(bottom)) :is(.strip, .compact) {
    border-block: 1px solid var(--_hair);
    border-block-end: 0;
  }
  :is(:host(:state(top)), :host(:state(bottom))) .compact {
    padding: 1em;
  }
  :is(:host(:state(top)), :host(:state(bottom))) .compact > .close {
    inset-block-start: 0.6em;
    inset-inline-end: 0.6em;
  }
  @media (min-height: 26em) {
    :host(:state(top):is(:state(strip), :state(compact))) {
      position: sticky;
      inset-block-start: 0;
    }
    :host(:state(bottom):is(:state(strip), :state(compact))) {
      position: sticky;
      inset-block-end: 0;
    }
  }
  @media print {
    :host(:state(top)),
    :host(:state(bottom)) {
      position: static;
    }
  }
  @media (forced-colors: active) {
    .hero > .copy,
    .hero > .copy::before {
      background: Canvas;
      color: CanvasText;
    }
    .hero > .copy {
      --_muted: CanvasText;
    }
    .strip > .copy {
      border: 1px solid CanvasText;
    }
  }
`;

import { css } from 'lit';

export const styles = css`
  :host(:state(away)) {
    display: none !important;
  }
  .base {
    display: grid;
    gap: calc(var(--_s) * 1.5);
  }
  .media {
    --_focus: 50% 50%;
    position: relative;
    overflow: hidden;
    border-radius: var(--_r-l);
    aspect-ratio: 16 / 10;
    background: var(--_sunken);
  }
  .media :is(img, span),
  .media ::slotted(*) {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    object-position: var(--_focus);
  }
  .media span {
    display: grid;
    place-items: end center;
    background: var(--_tint);
  }
  .org {
    display: flex;
    align-items: center;
    gap: 0.65em;
    font-weight: 600;
    line-height: 1.25;
  }
  .org bdi {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .mark {
    inline-size: 2em;
    block-size: 2em;
    background: var(--_fill);
    color: var(--_on-fill);
  }
  .mark:has(img:not([data-broken])) {
    border-radius: 0;
    background: none;
  }
  .mark > img {
    object-fit: contain;
  }
  .copy {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: calc(var(--_s) * 1.125);
    min-inline-size: 0;
  }
  .mission {
    font-size: var(--_f-display);
    line-height: var(--_lh-d, 1.06);
    letter-spacing: calc(var(--cairn-heading-tracking, -0.028em) * var(--_tight));
    margin-block-start: 0.1em;
    display: flex;
    inline-size: 100%;
  }
  /* A measure that a longer word may exceed: a flex item is never narrower than its longest word, nor wider than its box. */
  .mission > span {
    flex: 0 1 var(--_measure, 15ch);
    max-inline-size: 100%;
  }
  .long {
    --_measure: 26ch;
    font-size: clamp(1.5em, 0.95em + 2.2cqi, 2.5em);
    line-height: var(--_lh-d, 1.15);
  }
  .vision {
    font-size: clamp(1.0625em, 0.95em + 0.55cqi, 1.3125em);
    line-height: 1.45;
    color: var(--_muted);
    max-inline-size: min(34em, 100%);
  }
  .status {
    max-inline-size: min(34em, 100%);
    color: var(--_muted);
  }
  .pathways {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4em 0.75em;
    inline-size: 100%;
    max-inline-size: 100%;
    margin-block-start: 0.25em;
  }
  .pathways .btn {
    flex: 1 1 100%;
    /* None is narrower than its longest word. */
    overflow-wrap: break-word;
  }
  .pathways .quiet {
    flex-basis: 5em;
  }
  .support {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 0.85em;
    font-size: var(--_f-s);
    line-height: 1.4;
  }
  .support > div {
    min-inline-size: 0;
  }
  .support b {
    font-weight: 600;
  }
  .copy .fault {
    inline-size: 100%;
    max-inline-size: min(34em, 100%);
  }
  .ledger {
    display: grid;
    border-block-start: 1px solid var(--_hair);
    font-size: var(--_f-s);
    line-height: 1.5;
  }
  .ledger > div {
    padding-block: 0.95em;
    border-block-end: 1px solid var(--_hair);
    min-inline-size: 0;
  }
  .ledger > div:last-child {
    border-block-end: 0;
    padding-block-end: 0;
  }
  .ledger dt {
    font-size: max(0.9em, 12px);
    color: var(--_muted);
    margin-block-end: 0.15em;
  }
  .ledger dd {
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  .ledger a {
    display: inline-block;
    padding-block: 0.1em;
    margin-block: -0.1em;
  }
  .evidence .ico {
    display: inline-block;
    vertical-align: -0.25em;
    margin-inline-end: 0.3em;
    color: var(--_accent-text);
  }
  /* Two in a row, each at least as wide as its longest word. */
  @container (19em <= inline-size < 29em) {
    .pathways {
      align-items: stretch;
    }
    .pathways .btn {
      flex-basis: 40%;
    }
  }
  @container (inline-size >= 29em) {
    .pathways {
      inline-size: auto;
    }
    .pathways .quiet {
      margin-inline-start: 0.35em;
      max-inline-size: calc(100% - 0.35em);
    }
    .pathways .btn.btn {
      flex: 0 1 auto;
    }
    .media {
      aspect-ratio: 16 / 8.5;
    }
    .ledger {
      grid-template-columns: repeat(2, 1fr);
      column-gap: calc(var(--_s) * 2);
    }
    .ledger > .values {
      grid-column: 1 / -1;
      order: -1;
    }
    .ledger > :not(.values) {
      border-block-end: 0;
      padding-block-end: 0;
    }
  }
  @container (inline-size >= 45em) {
    .base {
      grid-template-columns: minmax(0, 1.12fr) minmax(0, 1fr);
      column-gap: clamp(1.75em, 4cqi, 4em);
      row-gap: clamp(1.5em, 3cqi, 2.5em);
    }
    .base.no-media {
      grid-template-columns: minmax(0, 1fr);
    }
    .no-media :where(.mission:not(.long)) {
      --_measure: 19ch;
    }
    .media {
      order: 2;
      aspect-ratio: auto;
      block-size: 100%;
      min-block-size: 22em;
    }
    .copy {
      padding-block: clamp(0.25em, 2cqi, 2.5em);
      justify-content: center;
    }
    .ledger {
      grid-column: 1 / -1;
      order: 3;
      grid-template-columns: 1.2fr 1.25fr 1fr;
      column-gap: clamp(1.75em, 4cqi, 4em);
    }
    .ledger > .values {
      grid-column: auto;
      order: 0;
    }
    .ledger > div {
      border-block-end: 0;
      padding-block: 1.15em 0;
    }
    /* What the box keeps room for is the picture's. */
    .base[aria-busy] {
      grid-template-rows: minmax(0, 1fr) auto;
    }
  }
  /* As tall as cairn.css keeps the box before the script has come. */
  .base[aria-busy] {
    --_room: 65em;
  }
  :host(:state(hero)) .base[aria-busy] {
    --_room: 69em;
  }
  :host([without-image]) .base[aria-busy] {
    --_room: 53em;
  }
  :host(:state(compact)) .base[aria-busy] {
    --_room: 30.7em;
  }
  :host(:state(strip)) .base[aria-busy] {
    --_room: 13em;
  }
  @container (inline-size >= 19em) {
    .base[aria-busy] {
      --_room: 62.05em;
    }
    :host(:state(hero)) .base[aria-busy] {
      --_room: 66.65em;
    }
    :host([without-image]) .base[aria-busy] {
      --_room: 45.7em;
    }
    :host(:state(compact)) .base[aria-busy] {
      --_room: calc(62.5cqi + 13.85em);
    }
    :host(:state(strip)) .base[aria-busy] {
      --_room: 10.75em;
    }
  }
  @container (inline-size >= 29em) {
    .base[aria-busy] {
      --_room: calc(53.2cqi + 37.2em);
    }
    :host(:state(hero)) .base[aria-busy] {
      --_room: calc(75cqi + 37.8em);
    }
    :host([without-image]) .base[aria-busy] {
      --_room: 35.5em;
    }
    :host(:state(compact)) .base[aria-busy] {
      --_room: 14em;
    }
    :host(:state(strip)) .base[aria-busy] {
      --_room: 9.6em;
    }
  }
  @container (inline-size >= 35em) {
    :host(:state(strip)) .base[aria-busy] {
      --_room: 5.8em;
    }
  }
  @container (inline-size >= 42em) {
    :host(:state(strip)) .base[aria-busy] {
      --_room: 4.7em;
    }
  }
  @container (inline-size >= 45em) {
    .base[aria-busy] {
      --_room: 37.8em;
    }
    :host(:state(hero)) .base[aria-busy] {
      --_room: 39.8em;
    }
    :host([without-image]) .base[aria-busy] {
      --_room: 32.6em;
    }
    :host(:state(compact)) .base[aria-busy] {
      --_room: 13.4em;
    }
  }
  @container (inline-size >= 48em) {
    :host(:state(compact)) .base[aria-busy] {
      --_room: 11.75em;
    }
  }
  @container (inline-size >= 60em) {
    .base[aria-busy] {
      --_room: 40.4em;
    }
  }
  @container (inline-size >= 64em) {
    :host(:state(hero)) .base[aria-busy] {
      --_room: 42.3em;
    }
    :host([without-image]) .base[aria-busy] {
      --_room: 36.1em;
    }
  }
  .media.sk {
    block-size: auto;
    background: var(--_track);
  }
  .copy > .sk {
    inline-size: 88%;
  }
  .copy > .w1,
  .ledger .w1 {
    inline-size: min(100%, 9em);
  }
  .copy > .w3 {
    inline-size: 62%;
  }
  .copy > .tall {
    font-size: var(--_f-display);
    block-size: 0.9em;
  }
  .copy > .button {
    inline-size: 100%;
    block-size: 3em;
    border-radius: var(--_r);
  }
  .ledger .sk + .sk {
    margin-block-start: 0.6em;
  }
  @container (inline-size >= 29em) {
    .copy > .button {
      inline-size: 9em;
    }
    .copy > .second {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .mark {
      border: 0;
    }
  }
`;

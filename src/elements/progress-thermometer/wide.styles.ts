import { css } from 'lit';

/** Every variant where there is more room, narrow to wide. */
export const wideStyles = css`
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
      block-size: 1.125em;
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
`;

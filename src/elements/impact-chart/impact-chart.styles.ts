import { css } from 'lit';

export const styles = css`
  .base {
    display: grid;
    gap: calc(var(--_s) * 1.125);
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    justify-content: space-between;
    gap: 0.75em 1.5em;
  }
  .top > div:first-child {
    flex: 1 1 14em;
    min-inline-size: 0;
  }
  .title {
    font-size: var(--_f-h);
  }
  .insight {
    color: var(--_muted);
    font-size: var(--_f-s);
    margin-block-start: 0.25em;
  }
  .segmented {
    min-inline-size: min(9.5em, 100%);
  }
  .segmented > * {
    min-block-size: max(2.65em, 38px);
  }
  .plot {
    position: relative;
    block-size: clamp(11em, 45cqi, 21em);
    margin-block-start: 1em;
    border-block-end: 1px solid var(--_line);
  }
  figure,
  .figure {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_s) * 1.125);
  }
  .xa {
    position: relative;
    block-size: 1.5em;
    font-size: var(--_f-xs);
    color: var(--_muted);
    margin-block-start: -0.75em;
  }
  .ln {
    display: inline-block;
    vertical-align: middle;
    block-size: 0.8em;
    max-inline-size: 100%;
  }
  .w40 {
    inline-size: 40%;
  }
  .w70 {
    inline-size: min(11em, 80%);
  }
  .w90 {
    inline-size: min(26em, 90%);
  }
  div.title {
    line-height: var(--_lh-h, 1.2);
  }
  .switch {
    font-size: var(--_f-s);
    inline-size: 10.5em;
    block-size: calc(max(2.65em, 38px) + 6px);
    border-radius: var(--_r);
  }
  .plot > .rise {
    position: absolute;
    inset: 0 25% 0 0;
    block-size: auto;
    border-radius: 0;
    clip-path: polygon(0 96%, 16% 88%, 35% 76%, 53% 66%, 69% 58%, 85% 42%, 100% 26%, 100% 100%, 0 100%);
  }
  :host(:dir(rtl)) .plot > .rise {
    scale: -1 1;
    inset: 0 0 0 25%;
  }
  /* As tall as cairn.css keeps the box before the script has come. */
  .base[aria-busy] {
    --_room: 24.3em;
  }
  :host([layout='multiples']) .base[aria-busy] {
    --_room: 93em;
  }
  @container (inline-size >= 19em) {
    .base[aria-busy] {
      --_room: 22.9em;
    }
    :host([layout='multiples']) .base[aria-busy] {
      --_room: 88.5em;
    }
  }
  @container (inline-size >= 29em) {
    .base[aria-busy] {
      --_room: calc(clamp(11em, 45cqi, 21em) + 8.6em);
    }
    :host([layout='multiples']) .base[aria-busy] {
      --_room: 48em;
    }
  }
  @container (inline-size >= 45em) {
    .base[aria-busy] {
      --_room: calc(1.2 * clamp(1.3125em, 1.1em + 1.05cqi, 1.875em) + 26.45em);
    }
  }
  @container (inline-size >= 60em) {
    :host([layout='multiples']) .base[aria-busy] {
      --_room: 25.6em;
    }
  }
  .room {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_s) * 1.125);
    align-content: start;
  }
  @container (inline-size >= 35em) {
    .insight .second {
      display: none;
    }
  }
`;

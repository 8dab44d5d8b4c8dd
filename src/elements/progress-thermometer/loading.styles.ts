import { css } from 'lit';

/** Blocks instead of words, and the room that is kept for them. */
export const loadingStyles = css`
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
`;

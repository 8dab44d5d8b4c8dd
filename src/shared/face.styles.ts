import { css } from 'lit';

/** People are stones: an almost-round pebble in three cuts. */
export const faceStyles = css`
  .face {
    inline-size: 2.5em;
    block-size: 2.5em;
    flex: none;
    overflow: hidden;
    border-radius: var(--_p1);
    background: var(--_tint-2);
    /* A little of the ink: the stone under it is darker than a tint. */
    color: color-mix(in oklab, var(--_accent-text), currentColor 30%);
    display: grid;
    place-items: center;
    font-weight: 600;
    font-size: 1em;
  }
  .face > svg {
    inline-size: 100%;
    block-size: 100%;
  }
  .face.b {
    border-radius: var(--_p2);
  }
  .face.c {
    border-radius: var(--_p3);
  }
  .face > span {
    font-size: 0.875em;
    display: grid;
    place-items: center;
    inline-size: 100%;
    block-size: 100%;
  }
  .face > :is(img, span) {
    grid-area: 1 / 1;
    min-inline-size: 0;
    min-block-size: 0;
  }
  .face > img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .pebble {
    inline-size: 100%;
    block-size: 100%;
  }
  img[data-broken],
  img:not([data-broken]) + span {
    visibility: hidden;
  }
  .faces {
    display: flex;
  }
  .faces > .face {
    inline-size: 2.25em;
    block-size: 2.25em;
  }
  .faces > .face + .face {
    margin-inline-start: -0.55em;
    -webkit-mask: radial-gradient(circle at var(--_cut, -0.5em) 50%, #0000 1.17em, #000 1.19em);
    mask: radial-gradient(circle at var(--_cut, -0.5em) 50%, #0000 1.17em, #000 1.19em);
  }
  /* Letters in the middle of what is seen of the stone. */
  .faces > .face + .face > span {
    padding-inline-start: 0.4em;
    letter-spacing: -0.02em;
  }
  :host(:dir(rtl)) .faces > .face + .face {
    --_cut: calc(100% + 0.5em);
  }
  .last {
    display: flex;
    align-items: center;
    gap: 0.7em;
    font-size: var(--_f-s);
    line-height: 1.4;
  }
  .last .face {
    inline-size: 2.25em;
    block-size: 2.25em;
  }
  @media (forced-colors: active) {
    .face {
      border: 1px solid CanvasText;
    }
  }
`;

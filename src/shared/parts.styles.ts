import { css } from 'lit';

/** Buttons and links that act like them: primary, secondary, quiet, and the stone-shaped icon button. */
export const buttonStyles = css`
  .btn {
    appearance: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.55em;
    min-block-size: 3em;
    padding: 0.55em 1.35em;
    border: 1.5px solid transparent;
    border-radius: var(--_r);
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 600;
    line-height: 1.2;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    text-wrap: balance;
    transition:
      background-color 120ms,
      border-color 120ms,
      translate 120ms;
  }
  .btn:active {
    translate: 0 1px;
  }
  .primary {
    background: var(--_fill);
    color: var(--_on-fill);
    border-color: color-mix(in oklab, var(--_mark) 40%, transparent);
    background-clip: border-box;
  }
  .primary:hover {
    background: color-mix(in oklab, var(--_fill), light-dark(#000, #fff) 9%);
  }
  .secondary {
    border-color: var(--_line);
  }
  .secondary:hover {
    border-color: currentColor;
    background: var(--_sunken);
  }
  .quiet {
    padding-inline: 0;
    text-decoration: underline;
    text-decoration-color: color-mix(in oklab, currentColor 40%, transparent);
    text-underline-offset: 0.25em;
    text-decoration-thickness: 1px;
  }
  .small {
    min-block-size: 3.06em;
    padding: 0.4em 1em;
    font-size: var(--_f-s);
  }
  .icon-btn {
    appearance: none;
    inline-size: 2.75em;
    block-size: 2.75em;
    display: grid;
    place-items: center;
    border: 1px solid var(--_line);
    border-radius: var(--_p1);
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .icon-btn:hover {
    background: var(--_sunken);
    border-color: currentColor;
  }
  @media (forced-colors: active) {
    .primary {
      background: ButtonText;
      color: ButtonFace;
      forced-color-adjust: none;
    }
  }
`;

/** A row of choices of which one is on. */
export const segmentedStyles = css`
  .segmented {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(min-content, 1fr);
    gap: 2px;
    padding: 3px;
    border-radius: var(--_r);
    background: var(--_track);
  }
  .segmented > * {
    position: relative;
    display: grid;
    place-items: center;
    min-block-size: 3.06em;
    padding: 0.3em clamp(0.15em, 1.6cqi, 0.7em);
    border-radius: calc(var(--_r) - 3px);
    font-size: var(--_f-s);
    font-weight: 500;
    text-align: center;
    line-height: 1.2;
    border: 0;
    background: none;
    color: inherit;
    font-family: inherit;
    cursor: pointer;
    hyphens: manual;
    overflow-wrap: break-word;
    min-inline-size: 0;
  }
  .segmented > .on {
    background: light-dark(#fff, color-mix(in oklab, currentColor 18%, transparent));
    box-shadow: 0 1px 2px light-dark(#00000026, #0000);
    font-weight: 600;
  }
  @media (forced-colors: active) {
    .segmented {
      border: 1px solid ButtonBorder;
    }
    .segmented > .on {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;

/** People are stones: an almost-round pebble in three cuts. */
export const faceStyles = css`
  .face {
    inline-size: 2.5em;
    block-size: 2.5em;
    flex: none;
    overflow: hidden;
    border-radius: var(--_p1);
    background: var(--_tint-2);
    color: var(--_accent-text);
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

/** Swatches shared by the meter and the chart: given solid, matched striped, pledged outlined. */
export const legendStyles = css`
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4em 1.25em;
    font-size: var(--_f-xs);
    line-height: 1.4;
  }
  .legend li {
    display: inline-flex;
    align-items: baseline;
    gap: 0.55em;
  }
  .legend b {
    font-weight: 600;
  }
  .sw {
    inline-size: 0.8em;
    block-size: 0.8em;
    flex: none;
    translate: 0 0.06em;
    border-radius: 0.2em;
    background: var(--_mark);
  }
  .sw.matched {
    background: var(--_stripe);
  }
  .sw.pledged {
    background: var(--_tint-2);
    box-shadow: inset 0 0 0 1.5px var(--_mark);
  }
  @media (forced-colors: active) {
    .sw {
      forced-color-adjust: none;
      background: Highlight;
      border: 1px solid CanvasText;
    }
    .sw.matched {
      background: repeating-linear-gradient(-45deg, Highlight 0 3px, Canvas 3px 6px);
    }
    .sw.pledged {
      background: Canvas;
      box-shadow: none;
      border: 2px solid Highlight;
    }
  }
`;

/** Milestone stones: reached, next, ahead, goal. */
export const stoneStyles = css`
  .stone {
    inline-size: 1.25em;
    block-size: 1.25em;
    flex: none;
    display: grid;
    place-items: center;
    border-radius: var(--_p1);
    border: 1.5px solid var(--_line);
    background: var(--_card);
  }
  .stone svg {
    color: var(--_on-mark);
    inline-size: 0.8em;
    block-size: 0.8em;
    stroke-width: 2.8;
  }
  .stone.reached {
    background: var(--_mark);
    border-color: var(--_mark);
  }
  .stone.next {
    border: 2px solid var(--_mark);
    box-shadow: 0 0 0 3px var(--_tint-2);
  }
  .stone.goal {
    border-color: currentColor;
    background: currentColor;
  }
  @media (forced-colors: active) {
    .stone.goal {
      forced-color-adjust: none;
      background: CanvasText;
    }
    .stone.reached {
      forced-color-adjust: none;
      background: Highlight;
      border-color: Highlight;
      color: HighlightText;
    }
  }
`;

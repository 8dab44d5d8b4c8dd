import { css } from 'lit';

/** A row of choices of which one is on. */
export const segmentedStyles = css`
  .segmented {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    padding: 3px;
    border-radius: var(--_r);
    background: var(--_track);
  }
  .segmented > * {
    position: relative;
    /* Alike, and none narrower than its longest word. */
    flex: 1 1 0;
    max-inline-size: 100%;
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
  }
  .segmented > .on {
    background: light-dark(#fff, color-mix(in oklab, currentColor 18%, transparent));
    box-shadow: 0 1px 2px light-dark(#00000026, #0000);
    font-weight: 600;
  }
  /* Large text in a narrow place. */
  @container (inline-size < 14em) {
    .segmented {
      flex-direction: column;
    }
  }
  @media (forced-colors: active) {
    .segmented {
      border: 1px solid ButtonBorder;
    }
    /* The ring of the focus takes its place: both are outlines. */
    .segmented > .on:not(:focus-visible) {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;

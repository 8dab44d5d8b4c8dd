import { css } from 'lit';

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

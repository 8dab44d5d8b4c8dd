import { css } from 'lit';

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

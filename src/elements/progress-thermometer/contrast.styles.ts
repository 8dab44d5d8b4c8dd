import { css } from 'lit';

/** Colours forced by the visitor. */
export const contrastStyles = css`
  @media (forced-colors: active) {
    .bar {
      border: 1px solid CanvasText;
    }
    .seg,
    .sw.offline {
      forced-color-adjust: none;
      background: Highlight;
    }
    .seg.matched {
      background: repeating-linear-gradient(-45deg, Highlight 0 3px, Canvas 3px 6px);
    }
    .seg.offline,
    .sw.offline {
      background: repeating-linear-gradient(90deg, Highlight 0 2px, Canvas 2px 4px);
    }
    .seg.pledged {
      background: Canvas;
      box-shadow: inset 0 0 0 2px Highlight;
    }
    .stem svg {
      forced-color-adjust: none;
    }
    .hatch-a {
      stroke: Highlight;
    }
    .hatch-b {
      fill: Canvas;
    }
    .fl-p {
      fill: Canvas;
      stroke: Highlight;
    }
    .goal-line,
    .wall,
    .tick {
      stroke: CanvasText;
    }
    .pct {
      fill: HighlightText;
    }
    .fl,
    .pile .on,
    .pile .t1,
    .pile .t2,
    .pile .t3 {
      fill: Highlight;
    }
    .glass {
      fill: Canvas;
      stroke: GrayText;
    }
    .pile {
      forced-color-adjust: none;
    }
  }
`;

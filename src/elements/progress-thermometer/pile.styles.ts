import { css } from 'lit';

/** The drawn cairn. */
export const pileStyles = css`
  .pile {
    inline-size: min(100%, 21em);
    margin-inline: auto;
    block-size: auto;
    overflow: visible;
  }
  .pile .on {
    fill: var(--_mark);
  }
  .pile .t1 {
    fill: color-mix(in oklab, var(--_mark), #fff 14%);
  }
  .pile .t2 {
    fill: color-mix(in oklab, var(--_mark), #000 16%);
  }
  .pile .t3 {
    fill: color-mix(in oklab, var(--_mark), #fff 26%);
  }
  .pile .capdone {
    fill: var(--cairn-cap, oklch(0.76 0.14 68));
  }
  .pile .ground {
    stroke: var(--_hair);
    stroke-width: 1.5;
  }
  .pile .ray {
    stroke: var(--_mark);
    stroke-width: 2;
    stroke-linecap: round;
    opacity: 0.42;
  }
`;

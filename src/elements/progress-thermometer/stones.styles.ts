import { css } from 'lit';
import { buttonStyles } from '../../shared/button.styles.ts';
import { patternStyles } from './patterns.ts';

/** The drawn cairn: growing, built, and before its first stone. */
export const stonesStyles = css`
  ${buttonStyles}
  ${patternStyles}
  .pile {
    inline-size: min(100%, 21em);
    margin-inline: auto;
    block-size: auto;
    overflow: visible;
  }
  :host(:dir(rtl)) .pile {
    scale: -1 1;
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
  .pile .hatched[fill='url(#matched)'] {
    fill: url(#matched);
  }
  .pile .hatched[fill='url(#offline)'] {
    fill: url(#offline);
  }
  .pile .pl {
    fill: var(--_tint-2);
    stroke: var(--_mark);
    stroke-width: 1.5;
  }
  .pile .off {
    fill: var(--_track);
  }
  .pile .cap {
    fill: none;
    stroke: var(--_line);
    stroke-width: 1.5;
    stroke-dasharray: 4 4;
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
  .stale .ground-meter {
    opacity: 0.6;
  }
  .each {
    margin-block-start: -0.4em;
  }
  .blank svg.pile {
    inline-size: 9em;
    max-inline-size: 100%;
    block-size: auto;
    overflow: visible;
  }
  .dash {
    fill: none;
    stroke: var(--_line);
    stroke-width: 1.5;
    stroke-dasharray: 4 4;
  }
  .blank .first {
    fill: var(--_tint-2);
    stroke: var(--_mark);
    stroke-width: 2;
  }
  .blank .title {
    font-size: var(--_f-l);
  }
  .blank .ground-meter {
    margin-block-end: 0.25em;
  }
  .built {
    justify-items: center;
    text-align: center;
  }
  .built > * {
    max-inline-size: 100%;
  }
  .built .title {
    font-size: clamp(1.75em, 1.2em + 2.6cqi, 2.75em);
    letter-spacing: calc(-0.022em * var(--_tight));
  }
  .built .thanks {
    max-inline-size: 26em;
  }
  .built .thanks b {
    font-weight: 600;
  }
  .built .rail {
    inline-size: 100%;
  }
  .ends {
    inline-size: 100%;
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1em;
    margin-block-start: -0.6em;
  }
  .ends > :last-child {
    text-align: end;
    margin-inline-start: auto;
  }
  .built > .foot {
    justify-items: center;
  }
  .built > .foot > .fault {
    text-align: start;
  }
  @keyframes lay {
    from {
      opacity: 0;
      translate: 0 -14px;
      rotate: -3deg;
    }
  }
  @keyframes shine {
    from {
      opacity: 0;
      stroke-dashoffset: 40;
    }
  }
  @keyframes fade {
    from {
      opacity: 0;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .laying .pile > :is(.on, .capdone) {
      transform-box: fill-box;
      animation: lay calc(420ms * var(--cairn-motion, 1)) var(--_settle) backwards;
      animation-delay: calc(var(--_i, 0) * 35ms * var(--cairn-motion, 1));
    }
    .laying .pile > .capdone {
      animation-duration: calc(640ms * var(--cairn-motion, 1));
      animation-delay: calc(900ms * var(--cairn-motion, 1));
    }
    .laying .ray {
      stroke-dasharray: 40;
      animation: shine calc(700ms * var(--cairn-motion, 1)) var(--_ease) calc(1240ms * var(--cairn-motion, 1)) backwards;
    }
    .laying :is(.title, .thanks) {
      animation: fade calc(240ms * var(--cairn-motion, 1)) calc(900ms * var(--cairn-motion, 1)) backwards;
    }
  }
  @container (inline-size >= 35em) {
    .cairn {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      column-gap: clamp(1.5em, 6cqi, 4em);
    }
    .cairn > * {
      grid-column: 1;
    }
    .cairn > .ground-meter {
      grid-column: 2;
      grid-row: 1 / span 8;
    }
  }
  @media (forced-colors: active) {
    .pile {
      forced-color-adjust: none;
    }
    .pile :is(.on, .t1, .t2, .t3):not(.hatched) {
      fill: Highlight;
    }
    .pile .off {
      fill: Canvas;
      stroke: GrayText;
    }
    .pile .pl {
      fill: Canvas;
      stroke: Highlight;
      stroke-width: 2;
    }
    .pile :is(.cap, .ground, .dash, .ray) {
      stroke: CanvasText;
    }
  }
`;

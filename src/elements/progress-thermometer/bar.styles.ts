import { css } from 'lit';

/** The bar, its milestones, and their names. */
export const barStyles = css`
  .bar {
    position: relative;
    display: flex;
    gap: 2px;
    block-size: 1em;
    border-radius: 99px;
    background: var(--_track);
    overflow: hidden;
  }
  .seg {
    flex: 0 0 auto;
    inline-size: calc(var(--_at) * 1%);
    background: var(--_mark);
  }
  .seg.matched {
    background: var(--_stripe);
  }
  .seg.offline,
  .sw.offline {
    background: var(--_lines);
  }
  .seg.pledged {
    background: var(--_tint-2);
    box-shadow: inset 0 0 0 1.5px var(--_mark);
    border-start-end-radius: 99px;
    border-end-end-radius: 99px;
  }
  .seg:last-of-type {
    border-start-end-radius: 99px;
    border-end-end-radius: 99px;
  }
  .rail {
    position: relative;
    padding-block-end: 1.1em;
  }
  .pins {
    position: absolute;
    inset: 0;
  }
  .pins li {
    position: absolute;
    inset-inline-start: calc(var(--_at) * 1%);
    inset-block: auto 0;
    translate: -50% 0;
  }
  :host(:dir(rtl)) .pins li {
    translate: 50% 0;
  }
  .pins li.end,
  :host(:dir(rtl)) .pins li.end {
    inset-inline: auto 0;
    translate: 0 0;
  }
  .pins .stone {
    inline-size: 0.75em;
    block-size: 0.75em;
  }
  .pins .stone.next {
    box-shadow: none;
  }
  .labels {
    display: none;
    font-size: var(--_f-xs);
    line-height: 1.35;
    margin-block-start: -0.65em;
  }
  .labels li {
    grid-area: 1 / 1;
    justify-self: start;
    position: relative;
    inset-inline-start: calc(var(--_at) * 1%);
    translate: -50% 0;
    inline-size: max-content;
    max-inline-size: min(8.5em, 18cqi);
    /* A word that is longer keeps its middle under the pin. */
    min-inline-size: min-content;
    text-align: center;
    hyphens: auto;
  }
  :host(:dir(rtl)) .labels li {
    translate: 50% 0;
  }
  .labels li.start,
  :host(:dir(rtl)) .labels li.start {
    translate: 0 0;
    inset-inline-start: 0;
    text-align: start;
  }
  .labels li.end,
  :host(:dir(rtl)) .labels li.end {
    translate: 0 0;
    inset-inline-start: 0;
    justify-self: end;
    text-align: end;
  }
  .labels b {
    display: block;
    font-weight: 600;
  }
  .nextup {
    font-size: var(--_f-s);
  }
`;

import { css } from 'lit';

/** Where things lie, how textures look, and the figures at the top. */
export const figuresStyles = css`
  :host {
    /* Where something lies on the scale, in percent; each piece has its own. */
    --_at: 0;
    /* Given offline: fine upright lines. */
    --_lines: repeating-linear-gradient(
      90deg,
      var(--_mark) 0 2px,
      color-mix(in oklab, var(--_mark) 55%, transparent) 2px 4px
    );
  }
  .base,
  .base > .level,
  .base > .vertical,
  .base > .strata-box {
    display: grid;
    gap: calc(var(--_s) * 1.125);
    align-content: start;
  }
  .title {
    font-size: var(--_f-h);
  }
  .figures {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.1em 0.6em;
  }
  .raised {
    font-family: var(--_head);
    font-size: var(--_f-num);
    font-weight: var(--_hw);
    line-height: 1.02;
    letter-spacing: calc(-0.03em * var(--_tight));
  }
  .of b {
    font-weight: 600;
  }
  .stats {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75em 2em;
  }
  .stats dt {
    font-size: var(--_f-xs);
    color: var(--_muted);
  }
  .stats dd {
    font-weight: 600;
    font-size: var(--_f-l);
    line-height: 1.25;
  }
`;

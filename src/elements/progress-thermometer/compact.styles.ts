import { css } from 'lit';

/** One line. */
export const compactStyles = css`
  .line {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 1em;
    align-items: center;
    font-size: var(--_f-s);
    line-height: 1.4;
  }
  .line .bar {
    block-size: 0.55em;
    grid-column: 1 / -1;
    margin-block-start: 0.6em;
  }
  .line .amt b {
    font-weight: 600;
    font-size: 1.1em;
  }
  .line .left {
    grid-column: 1;
    grid-row: 2;
  }
  .line .btn {
    grid-column: 2;
    grid-row: 1 / span 2;
    font-size: 1em;
  }
`;

import { css } from 'lit';

/** What follows the figures, and how old ones look. */
export const footStyles = css`
  .tube {
    block-size: 100%;
    flex: none;
  }
  .foot {
    display: grid;
    gap: 0.75em;
  }
  .foot:not(:has(> *)) {
    display: none;
  }
  .rule {
    font-size: var(--_f-xs);
    line-height: 1.45;
  }
  .last > span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .stale .raised {
    color: var(--_muted);
  }
  .stale :is(.bar, .tube) {
    opacity: 0.6;
  }
`;

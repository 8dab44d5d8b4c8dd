import { css } from 'lit';

/** One row per goal. */
export const strataStyles = css`
  .strata {
    display: grid;
    gap: calc(var(--_s) * 1.125);
  }
  .strata > li {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4em 1em;
    align-items: center;
    justify-content: space-between;
  }
  .strata .bar {
    flex: 1 0 100%;
    block-size: 0.625em;
  }
  .strata .name {
    font-weight: 600;
    display: flex;
    gap: 0.5em;
    align-items: center;
    max-inline-size: 100%;
  }
  .strata .name span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  .strata .name .ico {
    color: var(--_accent-text);
  }
  .strata .val {
    font-size: var(--_f-s);
  }
  .strata .val b {
    font-weight: 600;
  }
`;

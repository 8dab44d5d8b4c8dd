import { css } from 'lit';

/** Many at once: the grid, the list and what stands under them. */
export const styles = css`
  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 7.25em), 1fr));
    gap: calc(var(--_s) * 1.5) calc(var(--_s) * 0.75);
  }
  /* A word that is too long beside its stones stands under them, whole. */
  .grid .role {
    flex-wrap: wrap;
    gap: 0 0.3em;
  }
  .grid .portrait-frame {
    border-radius: var(--_r);
    aspect-ratio: 1;
    margin-block-end: 0.7em;
  }
  /* Two wide letters fit. */
  .grid .portrait-frame > span {
    font-size: 2.5em;
    white-space: nowrap;
  }
  .grid .did {
    margin-block-start: 0.2em;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
  }
  .did {
    font-size: var(--_f-s);
    color: var(--_muted);
    line-height: 1.4;
  }
  .did bdi {
    overflow-wrap: anywhere;
  }
  .list > li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 0.9em;
    align-items: center;
    padding-block: 0.85em;
    border-block-start: 1px solid var(--_hair);
  }
  .list > li:first-child {
    border-block-start: 0;
    padding-block-start: 0;
  }
  .list > li:last-child {
    padding-block-end: 0;
  }
  .list .face {
    inline-size: 3em;
    block-size: 3em;
  }
  .list .end {
    display: none;
  }
  .list .nm {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75em;
    align-items: center;
  }
  :is(.grid, .list) > li:focus {
    outline-offset: 4px;
    border-radius: var(--_r-s);
  }
  .onward {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 1.25em;
  }
  :is(.grid, .list):not(:has(*)) {
    display: none;
  }
  .onward:has(> :only-child:empty) {
    margin-block-start: calc(var(--_s) * -1.25);
  }
  .onward [aria-disabled] {
    color: var(--_muted);
    cursor: default;
  }
  .grid .sk + .sk {
    margin-block-start: 0.5em;
  }
  div.list {
    display: grid;
    gap: 1.7em;
  }
  @container (inline-size < 19em) {
    .grid {
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 6.75em), 1fr));
    }
    .grid .role {
      font-size: var(--_f-xs);
    }
  }
  /* Large text in a narrow place. */
  @container (inline-size < 14em) {
    .list > li {
      grid-template-columns: minmax(0, 1fr);
      row-gap: 0.5em;
    }
  }
  @container (inline-size >= 29em) {
    .grid {
      grid-template-columns: repeat(auto-fill, minmax(8.5em, 1fr));
      column-gap: calc(var(--_s) * 1.125);
    }
    .list > li {
      grid-template-columns: auto minmax(0, 1fr) fit-content(40%);
    }
    .list .end {
      display: block;
      text-align: end;
      font-weight: 600;
    }
    .list .end small {
      white-space: normal;
      overflow-wrap: anywhere;
      display: block;
      font-weight: 400;
      font-size: var(--_f-xs);
      color: var(--_muted);
    }
  }
  @container (inline-size >= 45em) {
    .grid {
      grid-template-columns: repeat(auto-fill, minmax(10em, 1fr));
    }
  }
  /* Two abreast: in one column the figures would stand far from the names. */
  @container (inline-size >= 51em) {
    .list {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      column-gap: calc(var(--_s) * 3);
    }
    .list > li:nth-child(2) {
      border-block-start: 0;
      padding-block-start: 0;
    }
    .list > li:nth-last-child(2):nth-child(odd) {
      padding-block-end: 0;
    }
  }
  @media print {
    .onward {
      display: none;
    }
    :is(.grid, .list) > li {
      break-inside: avoid;
    }
  }
`;

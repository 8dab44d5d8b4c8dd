import { css } from 'lit';
import { hostStyles } from '../../../src/shared/host.styles.ts';
import { tokenStyles } from '../../../src/shared/tokens.styles.ts';

const own = css`
  :host {
    display: block;
    min-block-size: 0;
  }
  h1 {
    font-size: var(--_f-h);
    margin: 0 0 0.75em;
    font-weight: 600;
    line-height: 1.2;
    overflow-wrap: anywhere;
  }
  h1:focus,
  h2:focus {
    outline: none;
  }
  h2 {
    font-size: var(--_f-l);
    margin: 1.75em 0 0.75em;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75em;
    align-items: end;
    margin: 0 0 1.25em;
  }
  .bar.middle {
    align-items: center;
  }
  .bar > .grow {
    flex: 1 1 14em;
  }
  label,
  legend {
    display: block;
    font-size: var(--_f-s);
    font-weight: 500;
    margin: 0 0 0.25em;
  }
  .hint {
    display: block;
    color: var(--_muted);
    font-size: var(--_f-xs);
    font-weight: 400;
  }
  input:not([type='checkbox']),
  select,
  textarea {
    display: block;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 0.5em 0.75em;
    font: inherit;
    font-size: max(1em, 16px);
    color: var(--_text);
    background: var(--_field);
    border: 1px solid var(--_line);
    border-radius: var(--_r-s);
  }
  textarea {
    min-block-size: 6em;
    resize: vertical;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.4em;
    min-block-size: 44px;
    padding: 0.4em 1em;
    font: inherit;
    font-weight: 600;
    color: var(--_accent-text);
    background: transparent;
    border: 1px solid var(--_line);
    border-radius: var(--_r);
    text-decoration: none;
    cursor: pointer;
  }
  button:hover,
  .button:hover {
    background: var(--_tint);
  }
  button.primary {
    color: var(--_on-fill);
    background: var(--_fill);
    border-color: transparent;
  }
  button.danger {
    color: var(--_danger);
  }
  button.quiet {
    border-color: transparent;
    padding-inline: 0.6em;
  }
  button[aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }
  form.stack,
  .stack {
    display: grid;
    gap: 1em;
    max-inline-size: 34em;
    justify-items: stretch;
  }
  .stack > button {
    justify-self: start;
  }
  .check {
    display: flex;
    gap: 0.6em;
    align-items: start;
    min-block-size: 32px;
    font-weight: 400;
    font-size: 1em;
  }
  .check input {
    inline-size: 1.25em;
    block-size: 1.25em;
    margin: 0.15em 0 0;
    flex: none;
    accent-color: var(--_mark);
  }
  fieldset {
    border: 0;
    padding: 0;
    margin: 0;
    min-inline-size: 0;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: var(--_f-s);
  }
  caption {
    text-align: start;
    color: var(--_muted);
    padding: 0 0 0.5em;
  }
  th,
  td {
    text-align: start;
    vertical-align: baseline;
    padding: 0.65em 0;
    padding-inline-end: 0.75em;
    border-block-end: 1px solid var(--_hair);
    overflow-wrap: anywhere;
  }
  th {
    font-weight: 500;
    color: var(--_muted);
    white-space: nowrap;
  }
  td.num {
    white-space: nowrap;
  }
  td.acts {
    text-align: end;
    padding-inline-end: 0;
    padding-block: 0.15em;
    white-space: nowrap;
  }
  td.acts button {
    min-block-size: 36px;
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: 0.45em;
    white-space: nowrap;
  }
  .state::before {
    content: '';
    inline-size: 0.7em;
    block-size: 0.7em;
    border-radius: var(--_p1);
    border: 2px solid var(--_mark);
  }
  .state.good::before {
    background: var(--_mark);
  }
  .state.off::before {
    border-color: var(--_muted);
    border-style: dashed;
  }
  .note {
    background: var(--_sunken);
    border-radius: var(--_r);
    padding: 0.9em 1.1em;
    margin: 0 0 1.25em;
  }
  .note.bad {
    border: 2px solid var(--_danger);
    background: transparent;
  }
  .note :is(p, ul) {
    margin: 0;
  }
  .note ul {
    list-style: disc;
    padding-inline-start: 1.2em;
  }
  .secret {
    display: block;
    font-family: ui-monospace, monospace;
    font-size: 1em;
    padding: 0.6em 0;
    overflow-wrap: anywhere;
    user-select: all;
  }
  dialog {
    box-sizing: border-box;
    inline-size: min(34em, calc(100vw - 2rem));
    max-block-size: calc(100vh - 2rem);
    overflow: auto;
    padding: clamp(1.125em, 4vw, 1.75em);
    color: var(--_text);
    background: var(--_card);
    border: 1px solid var(--_hair);
    border-radius: var(--_r-l);
  }
  dialog h2 {
    margin-block-start: 0;
  }
  dialog p {
    margin: 0 0 0.75em;
  }
  dialog .bar {
    margin: 1.25em 0 0;
  }
  cairn-member-spotlight {
    margin-block-start: 2em;
  }
  dialog::backdrop {
    background: #0007;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(6em, max-content) minmax(0, 1fr);
    gap: 0.35em 1.25em;
    margin: 0 0 1.25em;
  }
  dt {
    color: var(--_muted);
    font-size: var(--_f-s);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .empty {
    color: var(--_muted);
    padding: 1.5em 0;
  }
  .narrow {
    display: none;
  }
  @media (max-width: 46em) {
    /* What the head of the column says elsewhere. */
    .narrow {
      display: inline;
    }
    table,
    tbody,
    tr,
    td {
      display: block;
    }
    thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) max-content;
      gap: 0.1em 1em;
      padding: 0.9em 0;
      border-block-end: 1px solid var(--_hair);
    }
    td {
      border: 0;
      padding: 0;
    }
    td:empty {
      display: none;
    }
    td.wide {
      font-size: 1rem;
    }
    td.wide,
    td.acts {
      grid-column: 1 / -1;
      text-align: start;
      white-space: normal;
    }
    td.acts button:first-child {
      margin-inline-start: -0.6em;
    }
  }
  @media (forced-colors: active) {
    button {
      border-color: ButtonBorder;
    }
    .state.good::before {
      background: CanvasText;
    }
  }
`;

export const styles = [tokenStyles, hostStyles, own];

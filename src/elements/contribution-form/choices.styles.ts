import { css } from 'lit';

/** Hours, days, deeds, and the campaign's own fields. */
export const styles = css`
  .control select {
    appearance: none;
    flex: 1;
    min-inline-size: 0;
    min-block-size: 3em;
    border: 0;
    outline: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-size: max(1em, 16px);
    padding: 0.6em 0.85em;
  }
  .control option {
    color: CanvasText;
    background: Canvas;
  }
  .control:has(select)::after {
    content: '';
    flex: none;
    inline-size: 0.5em;
    block-size: 0.5em;
    margin-inline-end: 1em;
    margin-block-start: -0.25em;
    border: solid currentColor;
    border-width: 0 0 1.6px 1.6px;
    rotate: -45deg;
    pointer-events: none;
  }
  .stepper {
    display: flex;
    align-items: center;
    gap: 0.75em;
  }
  .stepper output {
    flex: 0 1 4.5em;
    text-align: center;
    font-weight: 600;
    font-size: 1.375em;
    letter-spacing: calc(-0.015em * var(--_tight));
  }
  .stepper output small {
    font-size: 0.6em;
    font-weight: 400;
    color: var(--_muted);
    letter-spacing: 0;
  }
  .choices {
    display: grid;
    gap: 0.5em;
  }
  .stepper > .icon-btn {
    flex: none;
  }
  .choice {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.1em 0.8em;
    align-items: center;
    min-block-size: 3.25em;
    padding: 0.65em 0.9em;
    border: 1px solid var(--_line);
    border-radius: var(--_r);
    background: var(--_field);
    font-size: var(--_f-s);
    line-height: 1.4;
    cursor: pointer;
  }
  .choice.on {
    border-color: var(--_mark);
    box-shadow: inset 0 0 0 1.5px var(--_mark);
    background: color-mix(in oklab, var(--_mark) 7%, var(--_field));
  }
  .choice b {
    font-weight: 600;
    display: block;
  }
  .choice small {
    font-size: var(--_f-xs);
    color: var(--_muted);
  }
  .choice .end {
    grid-column: 2;
    color: var(--_muted);
    font-size: var(--_f-xs);
  }
  .choice.full:not(.on) {
    border-style: dashed;
  }
  .choice.full:not(.waits) {
    cursor: default;
  }
  .asks > .checked + * {
    margin-block-start: -0.25em;
  }
  .choice.waits .end {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .choice.waits.on .end {
    text-decoration: none;
  }
  .choice.full:not(.waits) > :not(.end) {
    color: var(--_muted);
  }
  .round {
    border-radius: 50%;
  }
  .on > .round {
    box-shadow: inset 0 0 0 0.3em var(--_field);
  }
  .icon-btn[aria-disabled='true'] {
    opacity: 0.45;
    cursor: default;
  }
  /* Large text in a narrow place: the number above its buttons. */
  @container (inline-size < 14em) {
    .stepper {
      flex-wrap: wrap;
    }
    .stepper output {
      order: -1;
      flex-basis: 100%;
    }
  }
  /* Where there is room beside the words. */
  @container (inline-size >= 19em) {
    .choice:not(.one) {
      grid-template-columns: auto minmax(0, 1fr) auto;
    }
    .choice .end {
      grid-column: 3;
      text-align: end;
    }
  }
`;

import { css } from 'lit';

/** Buttons and links that act like them: primary, secondary, quiet, and the stone-shaped icon button. */
export const buttonStyles = css`
  .btn {
    appearance: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.55em;
    min-block-size: 3em;
    padding: 0.55em min(1.35em, 6.5cqi);
    border: 1.5px solid transparent;
    border-radius: var(--_r);
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 600;
    line-height: 1.2;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    text-wrap: balance;
    overflow-wrap: anywhere;
    max-inline-size: 100%;
    transition:
      background-color 120ms,
      border-color 120ms,
      translate 120ms;
  }
  .btn > bdi {
    min-inline-size: 0;
  }
  .btn:active {
    translate: 0 1px;
  }
  .primary {
    background: var(--_fill);
    color: var(--_on-fill);
    border-color: color-mix(in oklab, var(--_mark) 40%, transparent);
    background-clip: border-box;
  }
  .primary:hover {
    background: color-mix(in oklab, var(--_fill), light-dark(#000, #fff) 9%);
  }
  .secondary {
    border-color: var(--_line);
  }
  .secondary:hover {
    border-color: currentColor;
    background: var(--_sunken);
  }
  .quiet {
    padding-inline: 0;
    text-decoration: underline;
    text-decoration-color: color-mix(in oklab, currentColor 40%, transparent);
    text-underline-offset: 0.25em;
    text-decoration-thickness: 1px;
  }
  .small {
    min-block-size: 3.06em;
    padding: 0.4em 1em;
    font-size: var(--_f-s);
  }
  .icon-btn {
    appearance: none;
    inline-size: 2.75em;
    block-size: 2.75em;
    display: grid;
    place-items: center;
    border: 1px solid var(--_line);
    border-radius: var(--_p1);
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .icon-btn:hover {
    background: var(--_sunken);
    border-color: currentColor;
  }
  @media (forced-colors: active) {
    .quiet {
      border-color: Canvas;
    }
    .primary {
      background: ButtonText;
      color: ButtonFace;
      forced-color-adjust: none;
    }
  }
`;

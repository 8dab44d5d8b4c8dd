import { css, html, type TemplateResult } from 'lit';

export const styles = css`
  .drawing {
    inline-size: min(60%, 15em);
    block-size: auto;
    margin-block-end: 10%;
    fill: var(--_tint-2);
  }
  .drawing .top {
    fill: var(--_mark);
  }
  @media (forced-colors: active) {
    .drawing {
      fill: GrayText;
    }
  }
`;

/** A cairn in two tints: what stands where a picture could not be loaded. */
export const cairnDrawing = (): TemplateResult =>
  html`<svg class="drawing" viewBox="0 0 120 84" aria-hidden="true">
    <path
      d="M20 76q0-9 12-9.500l18 .2q11 .6 11 8.500 0 8.600-12 8.800H31q-11-.2-11-8zM65 75q.4-9 13-9.300l14 .3q10 .7 9.800 8.600-.3 8.700-11 9H77q-12-.4-12-8.600z"
    />
    <path
      d="M31 57.500q.3-8.500 12-8.800l12 .2q10.500.5 10.500 8.400 0 8.200-11 8.500H42q-11-.3-11-8.300zM68.500 57q0-8.300 10.500-8.500l7 .2q8.500.6 8.300 8-.2 7.900-9 8.300h-8q-9-.4-8.800-8z"
    />
    <path d="M42 39.500q.3-8.500 13-8.900l14 .3q11.500.6 11.300 8.500-.3 8.300-12 8.600H54q-12-.3-12-8.500z" />
    <path
      class="top"
      d="M50 22q.2-7.600 10-7.900l6 .2q8.300.5 8.200 7.400-.2 7.300-9 7.600h-6q-9.300-.3-9.200-7.300z"
    />
  </svg>`;

import { css, html, type TemplateResult } from 'lit';
import type { View } from './view.ts';

/** Nobody is introduced yet, or nothing was given: an invitation. */
export function renderEmpty(view: View, stones: boolean): TemplateResult {
  return html`<div class="blank">
    <span class="faces-to-come" aria-hidden="true"
      ><span class="face b"></span><span class="face"></span><span class="face c"></span
    ></span>
    ${view.heading(view.term(stones ? 'spotlightNoStonesTitle' : 'spotlightEmptyTitle'))}
    <p>${view.term(stones ? 'spotlightNoStones' : 'spotlightEmpty')}</p>
  </div>`;
}

export const styles = css`
  .faces-to-come {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  .faces-to-come .face {
    inline-size: 3.25em;
    block-size: 3.25em;
    background: none;
    border: 1.5px dashed var(--_line);
  }
  .blank .title {
    font-size: var(--_f-l);
  }
`;

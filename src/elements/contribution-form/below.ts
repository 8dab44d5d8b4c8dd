/** What comes up below the button: a question, or a check that takes a while. */
import { html, nothing, type TemplateResult } from 'lit';
import { numberFormat } from '../../data/quantity.ts';
import { renderRegular } from './regular.ts';
import type { Check, Phase } from './states.ts';
import type { View } from './view.ts';

export function renderBelow(
  view: View,
  phase: Phase,
  regular: number | undefined,
  yes: () => void,
  no: () => void,
): unknown {
  if (phase.name === 'sending' && phase.check) return renderCheck(view, phase.check);
  return regular === undefined ? nothing : renderRegular(view, regular, { yes, no });
}

/** Nothing to do for the visitor, but to see that something is done, and to stop it. */
export function renderCheck(view: View, { share, stop }: Check): TemplateResult {
  const percent = numberFormat(view.locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);
  return html`<div class="alert calm ask" part="proof">
    <p id="proof">${view.term('proofRunning', { percent })}</p>
    <progress aria-labelledby="proof" .value=${share}></progress>
    <button class="btn secondary small" part="btn secondary" type="button" @click=${stop}>
      ${view.term('proofStop')}
    </button>
  </div>`;
}

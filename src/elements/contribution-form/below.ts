/** What comes up below the button: a question, a check that takes a while, the way back while it leaves for a payment. */
import { html, nothing, type TemplateResult } from 'lit';
import { numberFormat } from '../../data/quantity.ts';
import { renderRegular } from './regular.ts';
import type { Check, Phase } from './states.ts';
import type { View } from './view.ts';

export function renderBelow(
  view: View,
  phase: Phase,
  regular: number | undefined,
  answers: { yes: () => void; no: () => void; stay: () => void },
): unknown {
  if (phase.name === 'sending' && phase.check) return renderCheck(view, phase.check);
  if (phase.name === 'leaving') {
    // A browser can be stopped on its way, and a frame may not be let go: the form would stay shut until a reload.
    return html`<p class="stay">
      <button class="btn quiet" part="btn quiet" type="button" @click=${answers.stay}>
        ${view.term('reviewChange')}
      </button>
    </p>`;
  }
  return regular === undefined ? nothing : renderRegular(view, regular, answers);
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

/** What stands in the place of the form once it was sent. */
import { html, type TemplateResult } from 'lit';
import type { Term } from '../../i18n/index.ts';
import { clockIcon } from '../../shared/icons.ts';

interface Words {
  term(key: Term): string;
  heading(content: string, className?: string, id?: string): TemplateResult;
}

/** The server is being asked what became of a payment. */
export function renderChecking({ term, heading }: Words): TemplateResult {
  return html`<div class="base" part="base">
    <div class="blank">
      <span class="loader" aria-hidden="true"><i></i><i></i><i></i></span>
      ${heading(term('checkingPay'), 'title', 'checking')}
      <p class="vh" role="status">${term('checkingPay')}</p>
    </div>
  </div>`;
}

/** It cannot be told yet. */
export function renderPending({ term, heading }: Words, again: () => void): TemplateResult {
  return html`<div class="base" part="base">
    <div class="blank">
      ${clockIcon()} ${heading(term('payPending'), 'title', 'pending')}
      <p>${term('payPendingText')}</p>
      <button class="btn secondary" part="btn secondary" type="button" @click=${again}>${term('checkAgain')}</button>
    </div>
  </div>`;
}

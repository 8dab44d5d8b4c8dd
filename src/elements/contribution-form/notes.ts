/** Short notes above the form. */
import { html, nothing } from 'lit';
import type { Campaign, Pathway } from '../../data/schema.ts';
import type { Params, Term } from '../../i18n/index.ts';
import { alertIcon, clockIcon } from '../../shared/icons.ts';
import { isCharged } from './view.ts';

type Say = (key: Term, params?: Params) => string;

/** Money is not real here: said on the form and on its receipt. */
export function renderTestNote(campaign: Campaign, term: Say): unknown {
  if (!campaign.test) return nothing;
  return html`<p class="note test" part="test">${alertIcon()}<span>${term('testMode')}</span></p>`;
}

export function renderStale(time: string, term: Say): unknown {
  return html`<p class="note xs stale" part="stale">${clockIcon()}<span>${term('staleForm', { time })}</span></p>`;
}

/** The device went offline before anything could be fetched that sending needs. */
export function renderUnable(pathway: Pathway, term: Say): unknown {
  return html`<div class="note alert" part="alert" role="group" tabindex="-1">
    ${alertIcon()}
    <p><b>${term('failNotSent')} ${isCharged(pathway) ? term('notCharged') : nothing}</b> ${term('whyOffline')}</p>
  </div>`;
}

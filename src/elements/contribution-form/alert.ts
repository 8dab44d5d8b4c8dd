import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber } from '../../data/quantity.ts';
import type { Term } from '../../i18n/index.ts';
import { alertIcon } from '../../shared/icons.ts';
import { controlId } from './parts.ts';
import type { Failure } from './submission.ts';
import { isCharged, type Fault, type View } from './view.ts';
import { nothingHappened, waitInWords } from './faults.ts';

const HEADS: Record<Failure['fate'], Term> = {
  'not-sent': 'failNotSent',
  unknown: 'failUnknown',
  refused: 'failRefused',
};

/** What happened to the money, first of all, where there is any. */
export function failureHead(view: View, failure: Failure): string {
  const head = view.term(failure.head ?? HEADS[failure.fate]);
  return failure.fate !== 'unknown' && isCharged(view.pathway) ? `${head} ${view.term('notCharged')}` : head;
}

/**
 * The summary above the form: what is to be fixed, with a link to each field and the same words as beside it, or why it
 * could not be sent. It takes the focus when it comes.
 */
export function renderAlert(
  view: View,
  options: {
    faults: readonly Fault[];
    failure: Failure | undefined;
    level: number;
    follow: (fault: Fault) => void;
    again: () => void;
  },
): unknown {
  const { faults, failure, level, follow, again } = options;
  if (faults.length === 0 && !failure) return nothing;
  const count = formatNumber(faults.length, 0, view.locale);
  const head = failure
    ? failureHead(view, failure)
    : `${view.term('toFix', { n: faults.length, count })} ${view.term(nothingHappened(view.pathway))}`;
  return html`<div
    class=${failure?.fate === 'unknown' ? 'alert calm' : 'alert'}
    part="alert"
    role="group"
    aria-labelledby="alert-head"
    tabindex="-1"
  >
    ${alertIcon()}
    <b id="alert-head" role="heading" aria-level=${level}>${head}</b>
    ${failure && faults.length === 0 ? renderWhy(view, failure, again) : nothing}
    ${
      faults.length > 0
        ? html`<ul>
            ${faults.map((fault) => html`<li>${renderLink(fault, follow)}</li>`)}
          </ul>`
        : nothing
    }
  </div>`;
}

function renderLink(fault: Fault, follow: (fault: Fault) => void): TemplateResult | string {
  if (!fault.field) return fault.text;
  // The address names the field for anyone who looks; following it would change the page's own address.
  return html`<a
    href=${`#${controlId(fault.field)}`}
    @click=${(event: Event) => {
      event.preventDefault();
      follow(fault);
    }}
    >${fault.text}</a
  >`;
}

function renderWhy(view: View, failure: Failure, again: () => void): TemplateResult {
  const time = failure.wait === undefined ? '' : waitInWords(failure.wait, view.locale);
  const { fallback } = view.campaign.links;
  // Promises, hours and deeds are not charged, but they are not counted twice either.
  const why = failure.why === 'whyUnknown' && !isCharged(view.pathway) ? 'whyUncounted' : failure.why;
  const stuck = failure.why === 'whyHost' || failure.why === 'formOff';
  return html`<p class="reason">${view.term(why, { time, code: failure.code, host: failure.host ?? '' })}</p>
    ${
      stuck && fallback
        ? html`<a class="reason" href=${fallback} rel="noopener noreferrer"
            >${view.term('continueOn', { host: new URL(fallback).host || fallback })}</a
          >`
        : nothing
    }
    ${
      failure.again
        ? html`<button class="btn quiet" part="btn quiet" type="button" @click=${again}>
            ${view.term('tryAgain')}
          </button>`
        : nothing
    }`;
}

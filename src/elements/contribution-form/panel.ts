import { html, nothing, type TemplateResult } from 'lit';
import { alertIcon, calendarIcon, lockIcon, nextIcon } from '../../shared/icons.ts';
import { isolate } from '../../shared/people.ts';
import { renderAmount, renderFrequency, renderHours } from './amounts.ts';
import { renderActions, renderShifts } from './choices.ts';
import {
  renderConsents,
  renderCustomFields,
  renderDue,
  renderFee,
  renderMessage,
  renderPerson,
  renderTrap,
} from './fields.ts';
import { renderImpact } from './impact.ts';
import { isMoney, type View } from './view.ts';
import { chosenInWords, submitLabel } from './words.ts';

/** Everything below the tabs: choose, see what it does, say who you are, send. */
export function renderPanel(view: View): TemplateResult {
  const { pathway } = view;
  const { description, handoff } = pathway;
  const busy = view.busy ? ' busy' : '';
  const about = description ? html`<p class="about" dir="auto">${description}</p>` : nothing;
  if (handoff.type === 'link') {
    return html`${about}<a
        class="btn primary submit"
        part="btn primary submit"
        href=${handoff.href}
        rel="noopener noreferrer"
        >${view.term('continueOn', { host: view.awayHost ?? '' })}${nextIcon()}</a
      >`;
  }
  return html`<div class=${`left${busy}`} part="left" ?inert=${view.busy}>
      ${about} ${pathway.kind === 'donate' ? renderFrequency(view) : nothing}
      ${isMoney(pathway) ? renderAmount(view) : nothing}
      ${pathway.kind === 'volunteer' ? [renderHours(view), renderShifts(view)] : nothing}
      ${pathway.kind === 'act' ? renderActions(view) : nothing} ${renderImpact(view)}
      ${pathway.kind === 'pledge' ? renderDue(view) : nothing}
    </div>
    <div class="right" part="right">
      <div class=${`details${busy}`} ?inert=${view.busy}>
        ${renderCustomFields(view)} ${renderPerson(view)} ${renderMessage(view)} ${renderConsents(view)}
        ${renderFee(view)} ${renderTrap(view)}
      </div>
      ${renderSubmit(view)}
    </div>`;
}

function renderSubmit(view: View): TemplateResult {
  const { pathway, busy, leaving } = view;
  if (!view.canSend) {
    return html`<p class="note">${alertIcon()}<span>${view.term('formOff')}</span></p>`;
  }
  const host = leaving ? new URL(leaving).host : '';
  const amount = chosenInWords(view) ?? '';
  const label = leaving
    ? view.term('opening', { host })
    : busy
      ? view.term('sending', { amount }).trim()
      : submitLabel(view);
  const assurance = leaving
    ? html`<a href=${leaving} target="_top" rel="noopener noreferrer">${view.term('continueOn', { host })}</a>`
    : assuranceOf(view);
  return html`<div class="sum">
    <button
      class=${busy ? 'btn primary submit working' : 'btn primary submit'}
      part="btn primary submit"
      type="submit"
      aria-disabled=${busy ? 'true' : nothing}
    >
      ${busy ? html`<span class="loader" aria-hidden="true"><i></i><i></i><i></i></span>` : nothing}${label}
    </button>
    ${
      assurance
        ? html`<p class="assurance" part="assurance">
            ${pathway.kind === 'pledge' && !busy ? calendarIcon() : lockIcon()}<span>${assurance}</span>
          </p>`
        : nothing
    }
  </div>`;
}

/** Empty where there is nothing to be assured of. */
function assuranceOf({ term, pathway, busy, campaign, awayHost: host }: View): string {
  if (busy) return isMoney(pathway) ? term('assureSending') : '';
  if (host) return term('assureAway', { host });
  if (pathway.kind === 'donate') return term('assureGive', { organization: isolate(campaign.organization.name) });
  return pathway.kind === 'pledge' ? term('assurePledge') : '';
}

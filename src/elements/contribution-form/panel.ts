import { html, nothing, type TemplateResult } from 'lit';
import type { Pathway } from '../../data/schema.ts';
import { alertIcon, calendarIcon, lockIcon, nextIcon } from '../../shared/icons.ts';
import { isolate } from '../../shared/people.ts';
import { renderAmount, renderFrequency } from './amounts.ts';
import { renderConsents, renderDue, renderFee, renderMessage, renderPerson, renderTrap } from './fields.ts';
import { renderImpact } from './impact.ts';
import { renderSkeletonPanel } from './states.ts';
import { isMoney, type View } from './view.ts';
import { chosenInWords, submitLabel } from './words.ts';

/** More than an amount is asked for: hours, days, deeds, or fields of the campaign's own. */
export function needsChoices({ kind, fields }: Pathway): boolean {
  return kind === 'volunteer' || kind === 'act' || fields.length > 0;
}

/** What asks for more than an amount, once it has been fetched. */
type Choices = Pick<
  typeof import('./choices.ts'),
  'renderActions' | 'renderCustomFields' | 'renderHours' | 'renderShifts'
>;

/** Everything below the tabs: choose, see what it does, say who you are, send. */
export function renderPanel(view: View, choices: Choices | undefined): TemplateResult {
  const { pathway } = view;
  if (!choices && needsChoices(pathway) && pathway.handoff.type !== 'link') return renderSkeletonPanel();
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
      ${pathway.kind === 'volunteer' ? [choices?.renderHours(view), choices?.renderShifts(view)] : nothing}
      ${pathway.kind === 'act' ? choices?.renderActions(view) : nothing} ${renderImpact(view)}
      ${pathway.kind === 'pledge' ? renderDue(view) : nothing}
    </div>
    <div class="right" part="right">
      <div class=${`details${busy}`} ?inert=${view.busy}>
        ${choices?.renderCustomFields(view)} ${renderPerson(view)} ${renderMessage(view)} ${renderConsents(view)}
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

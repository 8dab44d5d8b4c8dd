import { html, nothing, type TemplateResult } from 'lit';
import type { Pathway } from '../../data/schema.ts';
import { alertIcon, calendarIcon, lockIcon, nextIcon } from '../../shared/icons.ts';
import { isolate } from '../../i18n/index.ts';
import { renderAmount, renderFrequency } from './amounts.ts';
import { renderConsents, renderDue, renderFee, renderMessage, renderPerson, renderTrap } from './fields.ts';
import { renderImpact, renderMatch } from './impact.ts';
import { renderSkeletonPanel } from './states.ts';
import { isCharged, isMoney, type View } from './view.ts';
import { chosenInWords, submitLabel } from './words.ts';

/** More than an amount is asked for: hours, days, deeds, or fields of the campaign's own. */
export function needsChoices({ kind, fields, currencies, dedication, onBehalf }: Pathway): boolean {
  return kind === 'volunteer' || kind === 'act' || fields.length + currencies.length > 0 || dedication || onBehalf;
}

/** What asks for more than an amount, once it has been fetched. */
export type Choices = Pick<
  typeof import('./choices.ts'),
  'renderActions' | 'renderCurrency' | 'renderCustomFields' | 'renderDedication' | 'renderHours' | 'renderShifts'
>;

/** Everything below the tabs: choose, see what it does, say who you are, send. */
export function renderPanel(view: View, choices: Choices | undefined): TemplateResult {
  const { pathway } = view;
  if (!choices && needsChoices(pathway) && pathway.handoff.type !== 'link') return renderSkeletonPanel();
  if (pathway.handoff.type === 'link') return renderAway(view, pathway.handoff.href);
  const busy = view.busy ? ' busy' : '';
  return html`<div class=${`left${busy}`} part="left" ?inert=${view.busy}>${renderChoose(view, choices)}</div>
    <div class="right" part="right">
      <div class=${`details${busy}`} ?inert=${view.busy}>${renderDetails(view, choices)}</div>
      ${renderSubmit(view)}
    </div>`;
}

function renderAbout({ pathway: { description } }: View): unknown {
  return description ? html`<p class="about" dir="auto">${description}</p>` : nothing;
}

/** The whole way in is a link to somebody else's page. */
function renderAway(view: View, href: string): TemplateResult {
  return html`${renderAbout(view)}<a
      class="btn primary submit"
      part="btn primary submit"
      href=${href}
      rel="noopener noreferrer"
      >${view.term('continueOn', { host: view.awayHost ?? '' })}${nextIcon()}</a
    >`;
}

/** What to give, and what it does. */
export function renderChoose(view: View, choices: Choices | undefined): unknown {
  const { pathway } = view;
  return html`${renderAbout(view)} ${pathway.kind === 'donate' ? renderFrequency(view) : nothing}
  ${choices?.renderCurrency(view)} ${isMoney(pathway) ? renderAmount(view) : nothing} ${renderMatch(view)}
  ${pathway.kind === 'volunteer' ? [choices?.renderHours(view), choices?.renderShifts(view)] : nothing}
  ${pathway.kind === 'act' ? choices?.renderActions(view) : nothing} ${renderImpact(view)}
  ${pathway.kind === 'pledge' ? renderDue(view) : nothing}
  ${pathway.kind === 'share' ? [renderFields(view, choices), renderMessage(view)] : nothing}`;
}

/** What the campaign asks besides, where it takes the answers itself. */
const renderFields = (view: View, choices: Choices | undefined): unknown =>
  view.pathway.handoff.type === 'post' ? choices?.renderCustomFields(view) : nothing;

/** Who gives it. */
export function renderDetails(view: View, choices: Choices | undefined): unknown {
  // Who shares an idea has come to write it down: the words are asked for first.
  const share = view.pathway.kind === 'share';
  return html`${share ? nothing : renderFields(view, choices)} ${renderPerson(view)} ${choices?.renderDedication(view)}
  ${share ? nothing : renderMessage(view)} ${renderConsents(view)} ${renderFee(view)} ${renderTrap(view)}`;
}

export function renderSubmit(view: View): TemplateResult {
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
    <slot name="payment"></slot><slot name="challenge"></slot>
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
            ${pathway.kind === 'pledge' ? calendarIcon() : lockIcon()}<span>${assurance}</span>
          </p>`
        : nothing
    }
  </div>`;
}

/** Empty where there is nothing to be assured of. */
function assuranceOf({ term, pathway, busy, campaign, awayHost: host }: View): string {
  const charged = isCharged(pathway);
  if (busy && charged) return term('assureSending');
  if (host) return term(charged ? 'assureAway' : 'continueOn', { host });
  if (charged) return term('assureGive', { organization: isolate(campaign.organization.name) });
  return pathway.kind === 'pledge' ? term('assurePledge') : '';
}

/** Sending the banner away: its buttons, and where the focus goes when they are gone. Fetched where a page asks for it. */
import { css, html, type TemplateResult } from 'lit';
import { closeIcon } from '../../shared/icons-later.ts';
import type { View } from './view.ts';

export type Reason = 'close' | 'later' | 'gave';

export const styles = css`
  .close {
    position: absolute;
    z-index: 1;
    inset-block-start: 0;
    inset-inline-end: 0;
    background: var(--_card);
  }
  .close:hover {
    background: color-mix(in oklab, var(--_card), currentColor 6%);
  }
  :host([surface='card']) .close {
    inset: 0.6em;
    inset-inline-start: auto;
    inset-block-end: auto;
  }
  .base:not(.no-media, .compact) > .close {
    inset: 0.6em;
    inset-inline-start: auto;
    inset-block-end: auto;
    border-color: transparent;
  }
  :host([surface='card']) .base:not(.no-media, .compact) > .close {
    inset-block-start: calc(var(--_pad) + 0.6em);
    inset-inline-end: calc(var(--_pad) + 0.6em);
  }
  .no-media:not(.strip):has(> .close) .org {
    padding-inline-end: 3.25em;
  }
  .snooze {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.25em;
    margin-block-start: -0.5em;
  }
  .snooze .btn {
    font-size: var(--_f-s);
    font-weight: 400;
    min-block-size: 3.06em;
  }
  @media (forced-colors: active) {
    .base > .close {
      border-color: ButtonText;
    }
  }
`;

export function renderClose({ campaign, term }: View, away: (event: Event, reason: Reason) => void): TemplateResult {
  return html`<button
    class="icon-btn close"
    part="close"
    type="button"
    aria-label=${term('bannerDismiss', { mission: campaign.mission.title })}
    @click=${(event: Event) => away(event, 'close')}
  >
    ${closeIcon()}
  </button>`;
}

export function renderSnooze({ term }: View, away: (event: Event, reason: Reason) => void): TemplateResult {
  return html`<div class="snooze" part="snooze">
    <button class="btn quiet" type="button" @click=${(event: Event) => away(event, 'later')}>
      ${term('bannerLater')}
    </button>
    <button class="btn quiet" type="button" @click=${(event: Event) => away(event, 'gave')}>
      ${term('bannerGave')}
    </button>
  </div>`;
}

const FOCUSABLE =
  'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]:not([tabindex^="-"])';

/** What comes after the banner on the page, else what comes before it. */
export function focusAfter(banner: HTMLElement): HTMLElement | undefined {
  const all = [...banner.ownerDocument.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (each) => !banner.contains(each) && !each.matches(':disabled, [inert] *') && each.checkVisibility(),
  );
  const after = (each: HTMLElement) => banner.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING;
  return all.find(after) ?? all.at(-1);
}

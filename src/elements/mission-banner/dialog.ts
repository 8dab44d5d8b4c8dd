/** The form in a dialog over the page. Fetched when a call to action is about to be followed. */
import { css, html, type TemplateResult } from 'lit';
import { closeIcon } from '../../shared/icons-later.ts';
import type { View } from './view.ts';
import type { Banner, Form } from './ways-in.ts';

export const styles = css`
  dialog {
    inline-size: min(100% - 1em, 40em);
    max-block-size: calc(100dvb - 1em);
    padding: 0;
    border: 0;
    border-radius: var(--_r-l);
    background: var(--_ground, var(--_card));
    color: inherit;
    overscroll-behavior: contain;
    box-shadow: 0 1.5em 4em -1em #0006;
  }
  dialog::backdrop {
    background: #0009;
  }
  dialog .bar {
    position: sticky;
    z-index: 1;
    inset-block-start: 0;
    display: flex;
    justify-content: flex-end;
    block-size: 0;
  }
  dialog .bar > button {
    margin: 0.6em;
    background: var(--_card);
  }
  dialog > div {
    padding: 1.25em clamp(1em, 4vi, 2em) 2em;
  }
  dialog ::slotted(*) {
    --cairn-reserve: auto;
  }
  dialog[open] {
    animation: cairn-rise 240ms var(--_ease);
  }
  @keyframes cairn-rise {
    from {
      opacity: 0;
      translate: 0 6px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    dialog[open] {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    dialog {
      border: 1px solid CanvasText;
    }
  }
`;

export function renderDialog({ campaign, term }: View): TemplateResult {
  return html`<dialog part="dialog" aria-label=${campaign.mission.title}>
    <form class="bar" method="dialog">
      <button class="icon-btn" part="dialog-close" aria-label=${term('bannerCloseForm')}>${closeIcon()}</button>
    </form>
    <div><slot name="form"></slot></div>
  </dialog>`;
}

/**
 * Opens the dialog with a pathway chosen; the browser gives the focus back to the call when it closes. False where there
 * is no form that could show this campaign.
 */
export async function openDialog(banner: Banner, pathwayId: string): Promise<boolean> {
  const dialog = banner.shadowRoot?.querySelector('dialog');
  const form = formFor(banner);
  if (!dialog || !form) return false;
  if (!dialog.open) dialog.showModal();
  await form.updateComplete;
  form.open?.(pathwayId);
  return true;
}

/** The form the page put into the banner, else one of the banner's own, made once and kept with what was typed. */
function formFor(banner: Banner): Form | undefined {
  const given = banner.querySelector<Form>(':scope > cairn-contribution-form[slot="form"]');
  if (given) return given.store && given;
  const form = document.createElement('cairn-contribution-form') as Form;
  form.slot = 'form';
  if (banner.endpoint) form.setAttribute('endpoint', banner.endpoint);
  banner.append(form);
  if (form.store) return form;
  form.remove();
  return undefined;
}

/** The form in a dialog of the browser's own: it keeps the focus inside and gives it back. */
import { css, html, type TemplateResult } from 'lit';
import { closeIcon } from '../../shared/icons-later.ts';

export const styles = css`
  .dialog {
    inline-size: min(100vw - 1rem, 34em);
    max-inline-size: none;
    max-block-size: min(100dvh - 1rem, 60em);
    margin: auto;
    padding: 0;
    border: 1px solid var(--_hair);
    border-radius: var(--_r-l);
    background: var(--_sheet, Canvas);
    color: var(--cairn-text, CanvasText);
    overscroll-behavior: contain;
    container-type: inline-size;
  }
  .dialog::backdrop {
    background: #0008;
  }
  .dialog .sheet {
    padding: var(--_pad);
  }
  :host([surface='card']) .dialog .base {
    padding: 0;
    border: 0;
    background: none;
    box-shadow: none;
  }
  .dialog .corner {
    position: sticky;
    inset-block-start: 0;
    z-index: 3;
    display: flex;
    justify-content: flex-end;
    block-size: 0;
  }
  .dialog .close {
    margin: 0.5em;
    background: var(--_sheet, Canvas);
  }
  /* Room for the corner. */
  .dialog .sheet .title {
    padding-inline-end: 1.5em;
  }
  @media (prefers-reduced-motion: no-preference) {
    .dialog[open] {
      animation: cairn-rise calc(240ms * var(--cairn-motion, 1)) var(--_ease);
    }
  }
  @keyframes cairn-rise {
    from {
      opacity: 0;
      translate: 0 6px;
    }
  }
`;

export function renderDialog(
  content: unknown,
  options: { label: string; close: string; locked: boolean; closed: () => void },
): TemplateResult {
  const { label, close, locked, closed } = options;
  return html`<dialog
    class="dialog"
    part="dialog"
    aria-label=${label}
    @cancel=${(event: Event) => locked && event.preventDefault()}
    @close=${closed}
  >
    <div class="corner">
      <button
        class="icon-btn close"
        part="icon-btn close"
        type="button"
        aria-label=${close}
        aria-disabled=${locked ? 'true' : 'false'}
        @click=${(event: Event) => !locked && (event.currentTarget as HTMLElement).closest('dialog')!.close()}
      >
        ${closeIcon()}
      </button>
    </div>
    <div class="sheet">${content}</div>
  </dialog>`;
}

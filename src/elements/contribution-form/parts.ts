import { html, nothing, type TemplateResult } from 'lit';
import { alertIcon, tickIcon } from '../../shared/icons.ts';
import type { View } from './view.ts';

/** Id of the first control of a field: where a link of the error summary leads. */
export const controlId = (field: string): string => `c-${field}`;
const faultId = (field: string) => `e-${field}`;
export const hintId = (field: string): string => `h-${field}`;

/** What `aria-describedby` names: hint and error, each only when it is there. */
export function describedBy(view: View, field: string, hint: boolean): string | typeof nothing {
  const ids = [...(hint ? [hintId(field)] : []), ...(view.faults.has(field) ? [faultId(field)] : [])];
  return ids.length > 0 ? ids.join(' ') : nothing;
}

export const isFaulty = (view: View, field: string): 'true' | typeof nothing =>
  view.faults.has(field) ? 'true' : nothing;

export const bad = (view: View, field: string): string => (view.faults.has(field) ? ' bad' : '');

/** The words of the summary again, beside the field. Readings of an ambiguous amount are buttons. */
export function renderFault(view: View, field: string): unknown {
  const fault = view.faults.get(field);
  if (!fault) return nothing;
  return html`<p class="why" part="why" id=${faultId(field)}>
      ${alertIcon()}<span><span class="vh">${view.term('errorPrefix')}</span>${fault.text}</span>
    </p>
    ${
      fault.choices?.length
        ? html`<div class="readings" part="readings">
            ${fault.choices.map(
              ({ label, typed }) =>
                html`<button class="btn secondary small" type="button" data-typed=${typed}>${label}</button>`,
            )}
          </div>`
        : nothing
    }`;
}

/** A box to tick, with the native one over it: drawn by us, operated by the browser. */
export function renderCheck(
  view: View,
  options: { name: string; field: string; label: unknown; checked: boolean; required?: boolean },
): TemplateResult {
  const { name, field, label, checked, required = false } = options;
  return html`<div class=${`checked${bad(view, field)}`}>
    <label class=${`check${checked ? ' on' : ''}`} part="check">
      <input
        class="native"
        type="checkbox"
        name=${name}
        id=${controlId(field)}
        .checked=${checked}
        ?required=${required}
        aria-describedby=${describedBy(view, field, false)}
        aria-invalid=${isFaulty(view, field)}
      />
      <span class="box" part="box">${tickIcon()}</span>
      <span>${label}</span>
    </label>
    ${renderFault(view, field)}
  </div>`;
}

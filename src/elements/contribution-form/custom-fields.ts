import { html, nothing, type TemplateResult } from 'lit';
import type { Field } from '../../data/schema.ts';
import { dateValue, renderLine } from './fields.ts';
import { bad, controlId, describedBy, hintId, renderCheck, renderFault } from './parts.ts';
import type { View } from './view.ts';

/** What the campaign asks besides. */
export function renderCustomFields(view: View): unknown {
  const { fields } = view.pathway;
  if (fields.length === 0) return nothing;
  return html`<div class="fields" part="fields">${fields.map((field) => renderCustomField(view, field))}</div>`;
}

function renderCustomField(view: View, definition: Field): TemplateResult {
  const { id, kind, label, hint, required, options } = definition;
  const field = `fields.${id}`;
  const given = Object.hasOwn(view.values.fields, id) ? view.values.fields[id] : undefined;
  const value = typeof given === 'string' ? given : '';
  if (kind === 'checkbox') return renderCheck(view, { name: field, field, label, checked: given === true, required });
  if (kind === 'radios') {
    return html`<fieldset class=${bad(view, field)} aria-describedby=${describedBy(view, field, Boolean(hint))}>
      <legend class="legend-t" part="label">${label}</legend>
      ${hint ? html`<p class="hint" part="hint" id=${hintId(field)}>${hint}</p>` : nothing}
      <div class="choices" part="choices">
        ${options.map((option, index) => {
          const on = option.value === value;
          return html`<label class=${on ? 'choice one on' : 'choice one'} part=${on ? 'choice on' : 'choice'}>
            <input
              class="native"
              type="radio"
              name=${field}
              value=${option.value}
              id=${index === 0 ? controlId(field) : nothing}
              .checked=${on}
            />
            <span class="box round" part="box"></span><span>${option.label}</span>
          </label>`;
        })}
      </div>
      ${renderFault(view, field)}
    </fieldset>`;
  }
  const control = (describedby: unknown, invalid: unknown): TemplateResult => {
    if (kind === 'textarea') {
      return html`<textarea
        name=${field}
        id=${controlId(field)}
        rows="3"
        dir="auto"
        ?required=${required}
        .value=${value}
        aria-describedby=${describedby}
        aria-invalid=${invalid}
      ></textarea>`;
    }
    if (kind === 'select') {
      return html`<select
        name=${field}
        id=${controlId(field)}
        ?required=${required}
        aria-describedby=${describedby}
        aria-invalid=${invalid}
      >
        <option value="" ?selected=${value === ''}>${view.term('choose')}</option>
        ${options.map(
          (option) => html`<option value=${option.value} ?selected=${option.value === value}>${option.label}</option>`,
        )}
      </select>`;
    }
    return html`<input
      type=${kind === 'date' ? 'date' : 'text'}
      inputmode=${kind === 'number' ? 'decimal' : nothing}
      name=${field}
      id=${controlId(field)}
      dir=${kind === 'text' ? 'auto' : nothing}
      ?required=${required}
      .value=${kind === 'date' ? dateValue(value) : value}
      aria-describedby=${describedby}
      aria-invalid=${invalid}
    />`;
  };
  return renderLine(view, { field, label, hint, optional: !required, control });
}

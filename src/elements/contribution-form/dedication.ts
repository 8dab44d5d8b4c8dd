/** In which money, for whom, and in whose name. */
import { html, nothing, type TemplateResult } from 'lit';
import { renderLine } from './fields.ts';
import { controlId, renderCheck } from './parts.ts';
import type { View } from './view.ts';

/** One currency alone is no choice. */
export function renderCurrency(view: View): unknown {
  const { pathway, campaign } = view;
  const own = campaign.pathways.find(({ id }) => id === pathway.id);
  if (!own || own.currencies.length === 0 || view.locked.has('amount') || view.locked.has('currency')) return nothing;
  const units = [...new Set([own.unit, ...own.currencies.map(({ unit }) => unit)])];
  return renderLine(view, {
    field: 'currency',
    label: view.term('currency'),
    control: () =>
      html`<select name="currency" id=${controlId('currency')} autocomplete="transaction-currency">
        ${units.map((unit) => html`<option value=${unit} ?selected=${unit === pathway.unit}>${unitName(unit, view.locale)}</option>`)}
      </select>`,
  });
}

function unitName(unit: string, locale: string): string {
  try {
    const name = new Intl.DisplayNames(locale, { type: 'currency' }).of(unit);
    return name && name !== unit ? `${unit} · ${name}` : unit;
  } catch {
    return unit;
  }
}

/** Each folded behind a box until somebody wants it: most gifts are for nobody but the cause. */
export function renderDedication(view: View): unknown {
  const { pathway, values } = view;
  if (pathway.handoff.type !== 'post') return nothing;
  const box = (name: 'dedicate' | 'behalf' | 'dedicationShow', label: string) =>
    renderCheck(view, { name, field: name, label, checked: values[name] ?? false });
  return html`${
    pathway.onBehalf
      ? html`<div class="fields asks" part="fields">
          ${box('behalf', view.term('onBehalf'))}
          ${values.behalf ? renderText(view, { field: 'organization', autocomplete: 'organization' }) : nothing}
        </div>`
      : nothing
  }
  ${
    pathway.dedication
      ? html`<div class="fields asks" part="fields">
          ${box('dedicate', view.term('dedicate'))}
          ${
            values.dedicate
              ? html`${renderKinds(view)} ${renderText(view, { field: 'dedicationName' })}
                ${renderText(view, { field: 'dedicationTell', type: 'email', hint: view.term('dedicationTellHint') })}
                ${box('dedicationShow', view.term('dedicationShow'))}`
              : nothing
          }
        </div>`
      : nothing
  }`;
}

function renderKinds(view: View): TemplateResult {
  const kinds = [
    ['honour', 'inHonour'],
    ['memory', 'inMemory'],
  ] as const;
  const chosen = view.values.dedicationKind ?? 'honour';
  return html`<fieldset>
    <legend class="vh">${view.term('dedicate')}</legend>
    <div class="segmented" part="segmented">
      ${kinds.map(
        ([kind, term]) =>
          html`<label class=${kind === chosen ? 'on' : ''}>
            <input
              class="native"
              type="radio"
              name="dedicationKind"
              value=${kind}
              .checked=${kind === chosen}
            />${view.term(term)}
          </label>`,
      )}
    </div>
  </fieldset>`;
}

/** A line of somebody else's: no browser should fill in the visitor's own name or address. */
function renderText(
  view: View,
  line: {
    field: 'organization' | 'dedicationName' | 'dedicationTell';
    type?: 'email';
    autocomplete?: 'organization';
    hint?: string;
  },
): TemplateResult {
  const { field, type, autocomplete = 'off', hint } = line;
  return renderLine(view, {
    field,
    label: view.term(field),
    hint,
    optional: type === 'email',
    control: (describedby, invalid) =>
      html`<input
        type=${type ?? 'text'}
        name=${field}
        id=${controlId(field)}
        autocomplete=${autocomplete}
        dir=${type ? 'ltr' : 'auto'}
        ?required=${!type}
        .value=${view.values[field] ?? ''}
        aria-describedby=${describedby}
        aria-invalid=${invalid}
      />`,
  });
}

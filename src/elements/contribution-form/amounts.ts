import { html, nothing, type TemplateResult } from 'lit';
import { currencyAffixes } from '../../data/quantity.ts';
import { tickIcon } from '../../shared/icons.ts';
import { bad, controlId, describedBy, isFaulty, renderFault } from './parts.ts';
import { inWords, presetsOf, type View } from './view.ts';

/** Once, weekly, monthly, yearly: radios in a row. One rhythm alone is no choice. */
export function renderFrequency(view: View): unknown {
  const { frequencies } = view.pathway;
  if (frequencies.length < 2 || view.locked.has('frequency')) return nothing;
  return html`<fieldset aria-describedby=${describedBy(view, 'frequency', false)}>
    <legend class="vh">${view.term('howOften')}</legend>
    <div class="segmented" part="segmented frequency">
      ${frequencies.map((frequency, index) => {
        const on = view.values.frequency === frequency;
        return html`<label class=${on ? 'on' : ''}>
          <input
            class="native"
            type="radio"
            name="frequency"
            id=${index === 0 ? controlId('frequency') : nothing}
            value=${frequency}
            .checked=${on}
          />${view.term(frequency)}
        </label>`;
      })}
    </div>
    ${renderFault(view, 'frequency')}
  </fieldset>`;
}

/** The amounts to choose from, what each does, and a field for any other. */
export function renderAmount(view: View): TemplateResult {
  const { pathway, values, chosen } = view;
  // One that is written out is read a moment later; it cannot be changed meanwhile, either.
  const fixed = chosen.ok ? inWords(view, chosen.value) : values.custom;
  if (view.locked.has('amount') && fixed) {
    return html`<p class="fixed" part="amount on">
      <span class="legend-t">${view.term('amount')}</span> <b class="num">${fixed}</b>
    </p>`;
  }
  const presets = presetsOf(pathway, values.frequency);
  // "500 $US" needs smaller letters than "$50", "100.000 Ft" a column less, in any language. Marks of direction need none.
  const length = Math.max(...presets.map(({ value }) => inWords(view, value).replace(/\p{Cf}/gu, '').length));
  const long = length > 7 ? ' long wide' : length > 5 ? ' long' : '';
  // Two or four would leave a hole in a row of three.
  const pairs = presets.length < 5 && presets.length !== 3;
  return html`<fieldset
    class=${`amount-group${bad(view, 'amount')}`}
    aria-describedby=${describedBy(view, 'amount', false)}
  >
    <legend class="legend-t" part="label">${view.term('amount')}</legend>
    <div class=${`amounts${long}${pairs ? ' pairs' : ''}`} part="amounts">
      ${presets.map(({ value, label, impact }, index) => {
        const on = values.preset === value;
        return html`<label class=${on ? 'amount on' : 'amount'} part=${on ? 'amount on' : 'amount'}>
          <input
            class="native"
            type="radio"
            name="preset"
            id=${index === 0 ? controlId('amount') : nothing}
            value=${value}
            .checked=${on}
          />
          <b class="num">${inWords(view, value)}</b>
          ${label || impact ? html`<small dir="auto">${label ?? impact}</small>` : nothing}
          ${on ? html`<span class="chk">${tickIcon()}</span>` : nothing}
        </label>`;
      })}
      ${pathway.custom ? renderCustom(view, presets.length === 0) : nothing}
    </div>
    ${renderFault(view, 'amount')}
  </fieldset>`;
}

/**
 * Text with a decimal keyboard, not `type="number"`: that one swallows what it cannot read, changes under a scrolling
 * wheel, and has its own idea of the locale.
 */
function renderCustom(view: View, alone: boolean): TemplateResult {
  const { pathway, values, locale } = view;
  const affixes = currencyAffixes(pathway.unit, locale);
  const name = view.term(alone ? 'amount' : 'otherAmount');
  const filled = Boolean(values.custom);
  return html`<label class=${`control custom${filled ? ' filled' : ''}`} part="control custom">
    <span class="vh">${name}</span>
    ${affixes ? html`<span class="affix" part="affix" aria-hidden="true">${affixes.symbol}</span>` : nothing}
    <input
      type="text"
      inputmode="decimal"
      autocomplete="transaction-amount"
      name="custom"
      id=${alone ? controlId('amount') : 'custom'}
      placeholder=${name}
      .value=${values.custom ?? ''}
      aria-describedby=${describedBy(view, 'amount', false)}
      aria-invalid=${values.preset === undefined ? isFaulty(view, 'amount') : nothing}
    />
    <span class="affix end" part="affix" aria-hidden="true"
      >${filled && !alone ? html`<span class="what">${name}</span>` : nothing}${pathway.unit}</span
    >
  </label>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber } from '../../data/quantity.ts';
import { minusIcon } from '../../shared/icons-later.ts';
import { plusIcon } from '../../shared/icons.ts';
import { bad, controlId, describedBy, renderFault } from './parts.ts';
import { inWords, type View } from './view.ts';

/** Hours, a step at a time. */
export function renderHours(view: View): TemplateResult {
  const { pathway, values, locale } = view;
  const hours = values.hours ?? 0;
  const { min, max, step } = stepsOf(view);
  const number = formatNumber(hours, pathway.scale, locale);
  const words = inWords(view, hours);
  // Arabic says "two hours" in one word without a number.
  const [before = '', after = ''] = words.includes(number) ? words.split(number) : [words];
  // To the next whole step, wherever it stands.
  const to = (steps: number) => () => view.change({ hours: Math.min(max, Math.max(min, steps * step)) });
  return html`<fieldset class=${bad(view, 'hours')} aria-describedby=${describedBy(view, 'hours', false)}>
    <legend class="legend-t" part="label" id="hours-name">${view.term('hoursOffered')}</legend>
    <div class="stepper" part="stepper">
      <button
        class="icon-btn"
        part="icon-btn"
        type="button"
        id=${controlId('hours')}
        aria-label=${view.term('fewer')}
        aria-disabled=${hours <= min}
        @click=${to(Math.ceil(hours / step) - 1)}
      >
        ${minusIcon()}
      </button>
      <output class="num" aria-labelledby="hours-name"
        ><small>${before}</small>${words.includes(number) ? number : nothing}<small>${after}</small></output
      >
      <button
        class="icon-btn"
        part="icon-btn"
        type="button"
        aria-label=${view.term('more')}
        aria-disabled=${hours >= max}
        @click=${to(Math.floor(hours / step) + 1)}
      >
        ${plusIcon()}
      </button>
    </div>
    ${renderFault(view, 'hours')}
  </fieldset>`;
}

function stepsOf({ pathway }: View): { min: number; max: number; step: number } {
  const step = pathway.step ?? 10 ** pathway.scale;
  const { min = step, max = 1000 * step } = pathway;
  return { min: Math.ceil(min / step) * step, max: Math.floor(max / step) * step, step };
}

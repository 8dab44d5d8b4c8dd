import { html, type TemplateResult } from 'lit';
import { inWords, presetsOf, type View } from './view.ts';

/** What is asked at most once: whether somebody who gives once would rather give every month. */
export function regularAmount({ chosen, values, pathway, locked }: View): number | undefined {
  if (
    !chosen.ok ||
    locked.has('amount') ||
    locked.has('frequency') ||
    pathway.kind !== 'donate' ||
    values.frequency !== 'once' ||
    !pathway.frequencies.includes('monthly')
  )
    return undefined;
  // A third of it each month: of what is on offer, the nearest, and never more than was to be given at all.
  const offered = presetsOf(pathway, 'monthly')
    .map(({ value }) => value)
    .filter((value) => value <= chosen.value);
  const wish = chosen.value / 3;
  return offered.sort((a, b) => Math.abs(a - wish) - Math.abs(b - wish))[0];
}

export function renderRegular(
  view: View,
  regular: number,
  actions: { yes: () => void; no: () => void },
): TemplateResult {
  const once = view.chosen.ok ? inWords(view, view.chosen.value) : '';
  return html`<div class="alert calm ask" part="ask" role="group" aria-labelledby="regular">
    <b id="regular" tabindex="-1">${view.term('regularAsk')}</b>
    <button class="btn secondary small" part="btn secondary" type="button" @click=${actions.yes}>
      ${view.term('regularYes', { amount: inWords(view, regular) })}
    </button>
    <button class="btn secondary small" part="btn secondary" type="button" @click=${actions.no}>
      ${view.term('regularNo', { amount: once })}
    </button>
  </div>`;
}

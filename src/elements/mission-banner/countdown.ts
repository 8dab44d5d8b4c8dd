/**
 * Days, hours and minutes until the end or the opening. What ticks is kept from assistive technology, which has a
 * sentence instead; there are no seconds, and it can be folded away. Fetched where a page asks for it.
 */
import { css, html, type TemplateResult } from 'lit';
import { formatNumber, numberFormat } from '../../data/quantity.ts';
import type { View } from './view.ts';

const SIZES = [
  ['day', 1440],
  ['hour', 60],
  ['minute', 1],
] as const;

export const styles = css`
  .countdown {
    font-size: var(--_f-s);
    line-height: 1.4;
    /* What makes its one line tall enough to be pressed is no gap. */
    margin-block-start: -0.75em;
  }
  .countdown summary {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    min-block-size: 3.06em;
    color: var(--_muted);
    cursor: pointer;
    list-style: none;
  }
  .countdown summary::-webkit-details-marker {
    display: none;
  }
  .countdown summary::after {
    content: '';
    inline-size: 0.45em;
    block-size: 0.45em;
    border: solid currentColor;
    border-width: 0 1.5px 1.5px 0;
    rotate: 45deg;
    translate: 0 -0.15em;
  }
  .countdown[open] summary::after {
    rotate: -135deg;
    translate: 0 0.1em;
  }
  .clock {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 1.75em;
    font-variant-numeric: tabular-nums lining-nums;
  }
  .clock > span {
    display: grid;
  }
  .clock small {
    font-size: inherit;
    color: var(--_muted);
  }
  .clock b {
    font-family: var(--_head);
    font-size: 2em;
    font-weight: var(--_hw);
    line-height: 1.1;
    letter-spacing: calc(-0.02em * var(--_tight));
  }
  @media (forced-colors: active) {
    .countdown summary::after {
      border-color: ButtonText;
    }
  }
`;

// One choice for the page: who folded it once has said what they think of it.
let folded = false;

/** `label` is what stays when it is folded, `sentence` what is read out. */
export function renderCountdown({ locale, now }: View, at: string, label: string, sentence: string): TemplateResult {
  let minutes = Math.max(0, Math.ceil((Date.parse(at) - now) / 60_000));
  const units = SIZES.flatMap(([unit, size]) => {
    const count = Math.floor(minutes / size);
    minutes -= count * size;
    return count === 0 && unit === 'day'
      ? []
      : [{ number: formatNumber(count, 0, locale), word: wordOf(count, unit, locale) }];
  });
  return html`<details
    class="countdown"
    part="countdown"
    ?open=${!folded}
    @toggle=${(event: Event) => (folded = !(event.currentTarget as HTMLDetailsElement).open)}
  >
    <summary>${label}</summary>
    <p class="clock" aria-hidden="true">
      ${units.map(({ number, word }) => html`<span><b>${number}</b><small>${word}</small></span>`)}
    </p>
    <p class="vh">${sentence}</p>
  </details>`;
}

/** The unit as the locale writes it after this number. */
function wordOf(count: number, unit: string, locale: string): string {
  return numberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' })
    .formatToParts(count)
    .map(({ type, value }) => (type === 'unit' ? value : ''))
    .join('');
}

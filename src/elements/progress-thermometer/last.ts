import { css, html, type TemplateResult } from 'lit';
import { formatQuantity } from '../../data/quantity.ts';
import type { Contribution } from '../../data/schema.ts';
import type { Term } from '../../i18n/index.ts';
import { formatRelative } from '../../shared/relative.ts';
import { faceStyles } from '../../shared/face.styles.ts';
import { displayName, face } from '../../shared/people.ts';
import type { View } from './view.ts';
import { filled } from './words.ts';

const RHYTHMS = { weekly: 'progressWeekly', monthly: 'progressMonthly', yearly: 'progressYearly' } as const;

/** The latest contribution: who, what, when. Without a name where none may be shown. */
export function draw(view: View, latest: Contribution): TemplateResult {
  const { locale, now } = view;
  const { goal } = view.progress;
  const { quantity, frequency, kind } = latest;
  const name = latest.anonymous ? '' : displayName(latest.name ?? '', 'full');
  const once =
    quantity &&
    formatQuantity(quantity, locale, {
      unitLabel: quantity.unit === goal.unit ? goal.unitLabel : undefined,
      style: 'short',
    });
  const rhythm = frequency && frequency !== 'once' ? RHYTHMS[frequency] : undefined;
  const given = once && rhythm ? view.term(rhythm, { amount: once }) : once;
  const key: Term = !given ? 'progressTookPart' : kind === 'pledge' ? 'progressPledge' : 'progressGave';
  const who = html`<b><bdi>${name || view.term('anonymous')}</bdi></b>`;
  return html`<p class="last" part="last">
    ${face(name, name ? latest.avatar : undefined)}<span
      >${filled(view, key, { name: who, amount: html`<span class="num">${given}</span>` })}<br /><span class="muted"
        >${formatRelative(latest.at, now, locale)}</span
      ></span
    >
  </p>`;
}

export const styles = css`
  ${faceStyles}
  .last > span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
`;

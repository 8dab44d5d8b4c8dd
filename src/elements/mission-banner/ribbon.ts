/** Who matches gifts, until when, and how much of it is left. Fetched where a page asks for it. */
import { css, html, nothing } from 'lit';
import { formatPercent, formatQuantity } from '../../data/quantity.ts';
import type { Goal } from '../../data/schema.ts';
import type { Term } from '../../i18n/index.ts';
import { formatShape } from '../../shared/dates.ts';
import { isolate } from '../../i18n/index.ts';
import type { View } from './view.ts';

type Match = NonNullable<Goal['match']>;

export const styles = css`
  .ribbon {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.75em;
    align-items: baseline;
    padding: 0.65em 0.95em;
    border-radius: var(--_r);
    background: var(--_tint);
    font-size: var(--_f-s);
    line-height: 1.45;
    max-inline-size: min(34em, 100%);
    overflow-wrap: anywhere;
  }
  .ribbon::before {
    content: '';
    inline-size: 0.8em;
    block-size: 0.8em;
    border-radius: 0.2em;
    background: var(--_stripe);
  }
  .ribbon b {
    font-weight: 600;
  }
  @media (forced-colors: active) {
    .ribbon {
      border: 1px solid CanvasText;
    }
    .ribbon::before {
      forced-color-adjust: none;
      background: repeating-linear-gradient(-45deg, Highlight 0 3px, Canvas 3px 6px);
    }
  }
`;

/** Nothing where nobody matches, the time is over, or the money is used up. */
export function renderRibbon({ progress, locale, now, term, rich }: View): unknown {
  const match = progress?.goal.match;
  if (!match || match.remaining === 0 || match.cap === 0) return nothing;
  if (match.endsAt !== undefined && Date.parse(match.endsAt) <= now) return nothing;
  const { goal } = progress;
  const left = match.remaining ?? match.cap;
  const amount =
    left === undefined
      ? ''
      : formatQuantity({ ...goal, value: left }, locale, { unitLabel: goal.unitLabel, style: 'short' });
  return html`<p class="ribbon" part="ribbon">
    <span>
      ${rich(keyFor(match), {
        by: isolate(match.by),
        percent: formatPercent(match.ratio * 100, locale),
        until: match.endsAt ? until(match.endsAt, now, locale) : '',
      })}
      ${amount ? term(match.remaining === undefined ? 'bannerMatchCap' : 'bannerMatchLeft', { amount }) : nothing}</span
    >
  </p>`;
}

function keyFor({ ratio, endsAt }: Match): Term {
  if (ratio === 1) return endsAt ? 'bannerDoublesUntil' : 'bannerDoubles';
  if (ratio === 2) return endsAt ? 'bannerTriplesUntil' : 'bannerTriples';
  return endsAt ? 'bannerAddsUntil' : 'bannerAdds';
}

/** The moment in the visitor's zone, which is named; the day only when it is not today. */
function until(iso: string, now: number, locale: string): string {
  const end = new Date(iso);
  const today = new Date(now);
  const isToday = end.toDateString() === today.toDateString();
  return formatShape(iso, locale, {
    ...(isToday ? {} : { day: 'numeric', month: 'long' }),
    ...(end.getFullYear() === today.getFullYear() ? {} : { year: 'numeric' }),
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}

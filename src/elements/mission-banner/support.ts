import { html, nothing, type TemplateResult } from 'lit';
import { phaseOf, timeLeft, type TimeLeft } from '../../data/phase.ts';
import { formatNumber, formatPercent, formatQuantity } from '../../data/quantity.ts';
import type { Term } from '../../i18n/index.ts';
import { formatDate, formatMoment } from '../../shared/dates.ts';
import { face } from '../../shared/people.ts';
import type { View } from './view.ts';

const FACES = 4;
const LEFT: Record<TimeLeft['unit'], Term> = { day: 'daysLeft', hour: 'hoursLeft', minute: 'minutesLeft' };

/** The end, or the beginning, that lies ahead: the moment, its date, and the time until then in words. */
export interface Ahead {
  readonly phase: 'upcoming' | 'running';
  readonly at: string;
  readonly date: string;
  readonly left: string;
}

export function aheadOf({ campaign, progress, locale, now, term }: View): Ahead | undefined {
  const { phase, at, unit, count } = timeLeft(campaign, now, progress?.goal);
  const isOpen = phaseOf(campaign, now) === (phase === 'upcoming' ? phase : 'active');
  if (!at || !isOpen || (phase !== 'running' && phase !== 'upcoming')) return undefined;
  return {
    phase,
    at,
    date: unit === 'day' ? formatDate(at, locale, now) : formatMoment(at, locale),
    left: term(LEFT[unit], { n: count, count: formatNumber(count, 0, locale) }),
  };
}

/** Faces, how many people, how far, how long: what is known of it, on the line where it is asked for. */
export function renderSupport(view: View, withProgress: boolean, withEnd: boolean): TemplateResult | typeof nothing {
  const { campaign, progress, locale, term, rich } = view;
  const count = progress?.goal.supporters ?? campaign.contributions?.total ?? 0;
  const reached = withProgress ? reachedWords(view) : '';
  const ahead = withEnd ? aheadOf(view) : undefined;
  const end = ahead?.phase === 'running' ? ahead : undefined;
  if (!count && !reached && !end) return nothing;
  const people = (campaign.contributions?.items ?? []).filter(({ anonymous, name }) => !anonymous && name);
  return html`<div class="support" part="support">
    ${
      people.length > 0
        ? html`<span class="faces" part="faces" aria-hidden="true"
            >${people.slice(0, FACES).map(({ name, avatar }, index) => face(name!, avatar, index))}</span
          >`
        : nothing
    }
    <div>
      ${count ? html`<p>${rich('bannerSupporters', { n: count, count: formatNumber(count, 0, locale) })}</p>` : nothing}
      ${reached ? html`<p class="muted">${reached}</p>` : nothing}
      ${
        end
          ? html`<p class="muted">
              <time datetime=${end.at} title=${formatMoment(end.at, locale)}
                >${term('bannerEnds', { left: end.left, date: end.date })}</time
              >
            </p>`
          : nothing
      }
    </div>
  </div>`;
}

function reachedWords({ progress, locale, term }: View): string {
  if (!progress || progress.percent === null || progress.target === null) return '';
  const { goal, target, percent, lessThanOne } = progress;
  return term(lessThanOne ? 'bannerUnder' : 'bannerPercent', {
    percent: formatPercent(lessThanOne ? 1 : percent, locale),
    target: formatQuantity({ ...goal, value: target }, locale, { unitLabel: goal.unitLabel, style: 'short' }),
  });
}

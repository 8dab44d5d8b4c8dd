import { html, nothing } from 'lit';
import { phaseOf } from '../../data/phase.ts';
import { progressOf } from '../../data/progress.ts';
import { numberFormat } from '../../data/quantity.ts';
import { formatAsOf, formatDate } from '../../shared/dates.ts';
import { clockIcon } from '../../shared/icons.ts';
import { copied } from './copies.ts';
import type { ProgressThermometer } from './progress-thermometer.ts';
import type { View } from './view.ts';
import { amount, opensOn, quantity, rule } from './words.ts';

/** Notes and the rule, at the end of every full variant. */
export function renderFoot(view: View): unknown {
  const { movedFrom, term, progress, live, locale, updatedAt, stale } = view;
  // Of several goals each has a rule of its own, and no room to say it.
  const small = view.rows.length
    ? []
    : [
        progress.target !== null && movedFrom
          ? term('progressMoved', { before: amount(view, movedFrom), target: amount(view, progress.target) })
          : '',
        matchLine(view),
        nextGoal(view),
        rule(view),
        live === 'live'
          ? term('progressLive')
          : live && !stale
            ? term(live === 'polling' ? 'progressChecked' : 'progressNotFollowed', {
                time: formatAsOf(updatedAt, Date.now(), locale),
              })
            : '',
      ];
  const [moved, match, next, counts, follows] = small;
  if (!stale && small.every((line) => !line) && !phaseLine(view)) return nothing;
  const line = (part: string, text: string | undefined, muted = ' muted') =>
    text ? html`<p class=${`${part}${muted}`} part=${part}>${text}</p>` : nothing;
  const notes = html`${renderPhase(view)}${line('moved', moved, '')}${line('match', match, '')}${line('after', next, '')}`;
  const end = html`${line('rule', counts)}${line('live', follows)}`;
  return stale
    ? html`<div class="foot" part="foot">${notes}${renderStale(view)}${end}</div>`
    : copied(html`<div class="foot" part="foot">${notes}${end}</div>`);
}

/** Who adds how much to each gift, what is left of it and until when. */
function matchLine({ progress, locale, now, term, campaign }: View): string {
  const { goal } = progress;
  const { match } = goal;
  if (!match || phaseOf(campaign, now) === 'ended') return '';
  const { by: name, ratio, cap, remaining, endsAt } = match;
  if (endsAt && Date.parse(endsAt) <= now) return '';
  const left = remaining ?? (cap === undefined ? undefined : Math.max(0, cap - (goal.raised.matched ?? 0)));
  if (left === 0) return term('progressMatchUsed', { name });
  const each = numberFormat(locale, { maximumFractionDigits: 2 }).format(ratio);
  return [
    term('progressMatch', { name, ratio: each }),
    left === undefined ? '' : term('progressMatchLeft', { amount: quantity(goal, left, locale) }),
    endsAt ? term('progressMatchEnds', { date: formatDate(endsAt, locale, now) }) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** What the campaign turns to when this goal is reached: the next one that is counted in the same unit. */
function nextGoal({ campaign, progress, locale, now, term }: View): string {
  const { goal, reached } = progress;
  if (!reached || phaseOf(campaign, now) === 'ended') return '';
  const { goals } = campaign;
  const own = goals.findIndex(({ id }) => id === goal.id);
  const next = goals.find(
    ({ id, unit }, index) => own >= 0 && index > own && unit === goal.unit && !progressOf(campaign, id)!.reached,
  );
  if (!next) return '';
  const target = next.target ? quantity(next, next.target, locale) : '';
  return term(target ? 'progressAfter' : 'progressAfterOpen', { name: next.label, target });
}

function phaseLine(view: View): string {
  const phase = phaseOf(view.campaign, view.now);
  if (phase === 'active') return '';
  return phase === 'upcoming' ? opensOn(view) : view.term(phase === 'paused' ? 'pausedTitle' : 'closedTitle');
}

/** That the campaign is paused, has closed or opens later. */
export function renderPhase(view: View): unknown {
  const text = phaseLine(view);
  return text ? html`<p class="note" part="note">${clockIcon()}<span>${text}</span></p>` : nothing;
}

/** From when the figures are, when they could not be refreshed. */
export function renderStale({ stale, updatedAt, locale, term }: View): unknown {
  if (!stale) return nothing;
  const time = formatAsOf(updatedAt, Date.now(), locale);
  return html`<div class="fault" part="fault">
    ${clockIcon()}
    <p>${term('figuresFrom', { time })}</p>
    <button class="btn quiet" part="retry" type="button" @click=${refresh}>${term('refreshNow')}</button>
  </div>`;
}

/** Lit calls a listener with the element the template belongs to. */
function refresh(this: ProgressThermometer): void {
  void this.store?.refresh();
}

import { html, nothing, type TemplateResult } from 'lit';
import { timeLeft } from '../../data/progress.ts';
import { formatNumber, formatQuantity, isCurrency } from '../../data/quantity.ts';
import type { Campaign, Contribution, Goal } from '../../data/schema.ts';
import type { Term } from '../../i18n/index.ts';
import { formatDate, formatRelative } from '../../shared/dates.ts';
import { face } from '../../shared/people.ts';
import { UNLABELLED } from './static-campaign.ts';
import type { View } from './view.ts';
import { amount, filled, ofTerm, segmentName, timeToEnd } from './words.ts';

const RHYTHMS = { weekly: 'progressWeekly', monthly: 'progressMonthly', yearly: 'progressYearly' } as const;

export function renderTitle({ progress, heading }: View): unknown {
  const { label } = progress.goal;
  return label === UNLABELLED ? nothing : heading(label);
}

/** The amount raised is left empty: the element writes it itself, as it may count up. */
export function renderFigures(view: View): TemplateResult {
  const { target } = view.progress;
  const value = target === null ? nothing : html`<b class="num">${amount(view, target)}</b>`;
  const words = filled(view, ofTerm(view), { target: value });
  return html`<p class="figures" part="figures">
    <span class="raised num" part="raised"></span>
    <span class="of" part="of"
      >${words.map((part) => (typeof part === 'string' && part ? html`<span class="muted">${part}</span>` : part))}</span
    >
  </p>`;
}

export function renderLegend(view: View): unknown {
  const { segments } = view.progress;
  if (segments.length === 0 || (segments.length === 1 && segments[0]!.kind === 'confirmed')) return nothing;
  return html`<ul class="legend" part="legend">
    ${segments.map(
      (segment) =>
        html`<li>
          <span class=${`sw ${segment.kind}`} part=${`sw ${segment.kind}`}></span
          ><span
            ><b class="num">${amount(view, segment.value)}</b>
            <span class="muted">${segmentName(view, segment)}</span></span
          >
        </li>`,
    )}
  </ul>`;
}

/** Supporters, time left, typical gift: each where it is known. */
export function renderStats(view: View): unknown {
  const { campaign, locale, now } = view;
  const { goal } = view.progress;
  const stats: [Term, string][] = [];
  if (goal.supporters !== undefined) stats.push(['progressSupporters', formatNumber(goal.supporters, 0, locale)]);
  const left = timeToEnd(view);
  const end = timeLeft(campaign, now, goal);
  if (left) stats.push(['progressTimeLeft', left]);
  else if (end.phase === 'ended' && end.at) stats.push(['progressEnded', formatDate(end.at, locale, now)]);
  if (goal.medianContribution) {
    stats.push([
      isCurrency(goal.unit) ? 'progressTypical' : 'progressTypicalOther',
      amount(view, goal.medianContribution),
    ]);
  }
  if (stats.length === 0) return nothing;
  return html`<dl class="stats" part="stats">
    ${stats.map(
      ([key, value]) =>
        html`<div>
          <dt>${view.term(key)}</dt>
          <dd class="num">${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** The latest contribution: who, what, when. */
export function renderLast(view: View): unknown {
  const { campaign, locale, now } = view;
  const { goal } = view.progress;
  const latest = latestFor(goal, campaign);
  if (!latest) return nothing;
  const { quantity, frequency, kind } = latest;
  const name = latest.anonymous ? '' : (latest.name ?? '');
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

/** The newest contribution that went to this goal. */
function latestFor(goal: Goal, campaign: Campaign): Contribution | undefined {
  const goals = new Map(campaign.pathways.map(({ id, goalId }) => [id, goalId]));
  return campaign.contributions?.items.find(({ pathwayId, quantity }) => {
    const aim = goals.get(pathwayId);
    return aim === undefined ? quantity?.unit === goal.unit : aim === goal.id;
  });
}

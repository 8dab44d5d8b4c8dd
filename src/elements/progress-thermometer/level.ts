import { html, nothing, type TemplateResult } from 'lit';
import { phaseOf, timeLeft } from '../../data/phase.ts';
import { formatNumber, isCurrency } from '../../data/quantity.ts';
import type { Contribution } from '../../data/schema.ts';
import type { Term } from '../../i18n/index.ts';
import { formatDate } from '../../shared/dates.ts';
import { copied } from './copies.ts';
import { renderFoot } from './foot.ts';
import { at, marksOf, meter, pins, segments, shares, type Mark } from './scale.ts';
import { UNLABELLED, type View } from './view.ts';
import { amount, filled, ofTerm, segmentName, timeToEnd, valueText } from './words.ts';

/** The bar with everything that belongs to a goal: what is drawn where nothing else is asked for, or can be had. */
export function draw(view: View): TemplateResult {
  return renderBase(view, 'level', renderRail(view), html`${renderLegend(view)}${renderStats(view)}`);
}

/** The frame of every full variant: heading and figures, the picture, what explains it, the latest, the foot. */
export function renderBase(
  view: View,
  shape: string,
  picture: unknown,
  about: unknown,
  head: unknown = html`${renderTitle(view)}${renderFigures(view)}`,
): TemplateResult {
  return html`<div class=${`base ${shape}${view.stale ? ' stale' : ''}`} part="base">
    ${copied(html`${head}${picture}${about}`)}${renderLast(view)}${renderFoot(view)}<slot name="action"></slot
    >${view.share}
  </div>`;
}

export const renderTitle = ({ progress, heading }: View): unknown =>
  progress.goal.label === UNLABELLED ? nothing : heading(progress.goal.label);

/** The amount raised is left empty: the element writes it itself, as it may count up. */
export function renderFigures(view: View): TemplateResult {
  const { target } = view.progress;
  const words = filled(view, ofTerm(view), {
    target: target === null ? nothing : html`<b class="num">${amount(view, target)}</b>`,
  });
  return html`<p class="figures" part="figures">
    <span class="raised num" part="raised"></span>${' '}<span class="of" part="of"
      >${words.map((part) => (typeof part === 'string' ? html`<span class="muted">${part}</span>` : part))}</span
    >
  </p>`;
}

/** The bar with its milestones, their names where there is room, and the next one in words where there is none. */
function renderRail(view: View): unknown {
  const { milestones, target } = view.progress;
  if (target === null) return nothing;
  const marks = marksOf(view, target);
  const ended = phaseOf(view.campaign, view.now) === 'ended';
  const next = ended ? undefined : milestones.find(({ state, at: value }) => state === 'next' && value <= target);
  const roomy = spaced(marks);
  const named = [...roomy].some((mark) => mark.state === 'next');
  const parts = shares(view.progress, target);
  return html`<div class="rail" part="rail">
      ${meter(view, valueText(view), 'bar', 'bar', segments(parts))}${pins(marks)}
    </div>
    <ol class="labels" part="labels">
      ${marks.map(
        (mark) =>
          html`<li
            .style=${at(mark.at)}
            class=${`${mark.at > 91 ? 'end' : mark.at < 9 ? 'start' : ''} ${roomy.has(mark) ? '' : 'vh'}`}
          >
            <b class="num">${mark.amount}</b> <span class="muted">${mark.name}</span>${
              mark.state === 'reached' ? html` <span class="vh">${view.term('progressReached')}</span>` : nothing
            }
          </li>`,
      )}
    </ol>
    ${
      next
        ? html`<p class=${named ? 'nextup' : 'nextup always'} part="nextup">
            ${filled(view, 'progressNext', { name: html`<b>${next.label}</b>`, amount: html`<span class="num">${amount(view, next.toGo)}</span>` })}
          </p>`
        : nothing
    }`;
}

/** Width of a label under a bar, in percent of the bar. */
const LABEL = 18;

/** The marks whose labels fit under a bar, the goal and the next one before all others. */
function spaced(marks: readonly Mark[]): Set<Mark> {
  const rank = { goal: 0, next: 1, ahead: 2, reached: 3 };
  const chosen = new Map<Mark, number>();
  for (const mark of [...marks].sort((a, b) => rank[a.state] - rank[b.state])) {
    const middle = Math.min(100 - LABEL / 2, Math.max(LABEL / 2, mark.at));
    if ([...chosen.values()].every((other) => Math.abs(other - middle) >= LABEL)) chosen.set(mark, middle);
  }
  return new Set(chosen.keys());
}

export function renderLegend(view: View): unknown {
  const { segments: all } = view.progress;
  if (all.length === 0 || (all.length === 1 && all[0]!.kind === 'confirmed')) return nothing;
  return html`<ul class="legend" part="legend">
    ${all.map(
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

/** The latest contribution; its room while what draws it is on its way. */
export function renderLast(view: View): unknown {
  const latest = latestOf(view);
  if (!latest) return nothing;
  return view.last?.draw(view, latest) ?? html`<p class="last"><span class="face"></span></p>`;
}

/** The newest contribution that went to this goal, and did not come from a clock that is wrong. */
export function latestOf({ campaign, progress: { goal }, now }: View): Contribution | undefined {
  const goals = new Map(campaign.pathways.map(({ id, goalId }) => [id, goalId]));
  return campaign.contributions?.items
    .filter(({ pathwayId, quantity, at: when }) => {
      const aim = goals.get(pathwayId);
      return (aim === undefined ? quantity?.unit === goal.unit : aim === goal.id) && Date.parse(when) <= now + 300_000;
    })
    .reduce<Contribution | undefined>((best, one) => (best && best.at >= one.at ? best : one), undefined);
}

import { css, html, nothing, type TemplateResult } from 'lit';
import { formatPercent, isCurrency } from '../../data/quantity.ts';
import type { Goal } from '../../data/schema.ts';
import { clockIcon, giveIcon, sproutIcon } from '../../shared/icons.ts';
import { renderBase, renderFigures, renderTitle } from './level.ts';
import { at, barMeter } from './scale.ts';
import type { View } from './view.ts';
import { amount, figure, filled, ofTerm } from './words.ts';

/** One row for each goal, or for each team that works towards one. */
export function draw(view: View): TemplateResult {
  const teams = view.variant === 'teams';
  const title = view.label || view.campaign.mission.title;
  const list = html`<ul class="strata" part="strata">
    ${teams ? teamsOf(view).map((team) => renderTeam(view, team)) : (view.rows.length ? view.rows : [view]).map(renderGoal)}
  </ul>`;
  const head = teams ? html`${renderTitle(view)}${renderFigures(view)}` : view.heading(title);
  return renderBase(view, teams ? 'rows teams' : 'rows', list, nothing, head);
}

function renderGoal(view: View): TemplateResult {
  const { goal, target, raised } = view.progress;
  const key = target === null ? ofTerm(view) : 'progressOf';
  const total = target === null ? '' : amount(view, target);
  const sum = figure(view, raised);
  const value = target === null ? nothing : html`<span class="num">${total}</span>`;
  return html`<li>
    <span class="name" part="name">${iconOf(goal)}<span>${goal.label}</span></span
    >${' '}<span class="val" part="val"
      ><b class="num">${sum}</b> <span class="muted">${filled(view, key, { target: value })}</span></span
    >
    ${barMeter(view, `${sum} ${view.term(key, { target: total })}`, target ?? 1)}
  </li>`;
}

const iconOf = ({ unit }: Goal) => (isCurrency(unit) ? giveIcon() : /^hours?$/.test(unit) ? clockIcon() : sproutIcon());

interface Team {
  label: string;
  raised: number;
  target?: number | undefined;
  url?: string | undefined;
}

/** Teams in the order of what they raised, and last what nobody's team raised. */
function teamsOf({ progress, term }: View): Team[] {
  const teams = [...progress.goal.teams].sort((a, b) => b.raised - a.raised);
  const rest = progress.raised - teams.reduce((sum, { raised }) => sum + raised, 0);
  return teams.length && rest > 0 ? [...teams, { label: term('progressNoTeam'), raised: rest }] : teams;
}

/** All on one scale, so that they compare: the part of the whole. A team's own goal is said in words. */
function renderTeam(view: View, { label, raised, target, url }: Team): TemplateResult {
  const share = Math.min(1, raised / Math.max(1, view.progress.raised, raised));
  const percent = formatPercent(Math.floor(share * 100), view.locale);
  const rest = target
    ? view.term('progressOf', { target: amount(view, target) })
    : view.term('progressOfAll', { percent });
  return html`<li>
    <span class="name" part="name"><span>${url ? html`<a href=${url}>${label}</a>` : label}</span></span
    >${' '}<span class="val" part="val"
      ><b class="num">${amount(view, raised)}</b> <span class="muted">${rest}</span></span
    >
    <div class="bar" part="bar" aria-hidden="true">
      <span class="seg team" part="seg" .style=${at(share * 100)}></span>
    </div>
  </li>`;
}

export const styles = css`
  .strata {
    display: grid;
    gap: calc(var(--_s) * 1.125);
  }
  .strata > li {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4em 1em;
    align-items: center;
    justify-content: space-between;
  }
  .strata .bar {
    flex: 1 0 100%;
    block-size: 0.625em;
  }
  .strata .name {
    font-weight: 600;
    display: flex;
    gap: 0.5em;
    align-items: center;
    max-inline-size: 100%;
  }
  .strata .name span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  .strata .name a {
    display: inline-block;
    padding-block: 0.15em;
  }
  .strata .name .ico {
    color: var(--_accent-text);
  }
  .strata .val {
    font-size: var(--_f-s);
  }
  .strata .val b {
    unicode-bidi: isolate;
    font-weight: 600;
  }
`;

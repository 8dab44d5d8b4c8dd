import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { phaseOf } from '../../data/phase.ts';
import { formatNumber, formatPercent } from '../../data/quantity.ts';
import { CairnCtaEvent } from '../../shared/events.ts';
import { pile } from '../../shared/pile.ts';
import { copied } from './copies.ts';
import { renderFoot, renderStale } from './foot.ts';
import { renderBase, renderFigures, renderLast, renderLegend, renderStats, renderTitle } from './level.ts';
import { patterns } from './patterns.ts';
import type { ProgressThermometer } from './progress-thermometer.ts';
import { barMeter, marksOf, meter, pins, shares, type Share } from './scale.ts';
import { UNLABELLED, type View } from './view.ts';
import { amount, fill, opensOn, rule, valueText } from './words.ts';

export { stonesStyles as styles } from './stones.styles.ts';

/** What is told with the drawn cairn: that nothing is given yet, that the goal is reached, or how far it has grown. */
export function draw(view: View): TemplateResult {
  const { raised, segments, reached } = view.progress;
  if (raised === 0 && segments.length === 0 && phaseOf(view.campaign, view.now) !== 'ended') return renderEmpty(view);
  return reached ? renderBuilt(view) : renderGrowing(view);
}

const STONES = 20;
const TONES = ['t3', 't2', 't1', ''];
const GROUND = 'M-6 226H306';

// ── On the way ──────────────────────────────────────────────────────────────

/** Twenty stones of 5 % each, and a dashed cap where the last one will lie. */
function renderGrowing(view: View): TemplateResult {
  const { target } = view.progress;
  const each = target! / STONES;
  const what = Number.isInteger(each)
    ? view.term('progressEachStone', { amount: amount(view, each), target: amount(view, target!) })
    : view.term('progressEachPercent', { percent: formatPercent(5, view.locale), target: amount(view, target!) });
  const parts = shares(view.progress, target!);
  const drawing = svg`<svg class="pile" part="pile" viewBox="-6 -6 312 242" aria-hidden="true">
      ${patterns()}${pile().map((d, i) => (i === STONES ? svg`<path class="cap" d=${d} />` : renderStone(d, i, parts)))}
      <path class="ground" d=${GROUND} />
    </svg>`;
  return renderBase(
    view,
    'cairn',
    meter(view, valueText(view), 'ground-meter', 'tube', drawing),
    html`${renderFigures(view)}
      <p class="each s muted" part="each">${what}</p>
      ${renderLegend(view)}${renderStats(view)}`,
    renderTitle(view),
  );
}

/** A stone is laid whole, or as far as its part of the goal reaches. */
function renderStone(d: string, index: number, parts: readonly Share[]): SVGTemplateResult {
  const from = index / STONES;
  const laid = parts.filter((part) => part.to > from + 1e-9 && part.from < from + 1 / STONES - 1e-9);
  const first = laid[0];
  const whole = first && first.from <= from + 1e-9 && first.to >= from + 1 / STONES - 1e-9;
  if (whole) return shape(d, index, first.kind);
  const xs = d
    .match(/[\d.]+/g)!
    .filter((_, i) => i % 2 === 0)
    .map(Number);
  const left = Math.min(...xs);
  const width = Math.max(...xs) - left;
  return svg`<path class="off" d=${d} />${laid.map((part) => {
    const start = left + Math.max(0, part.from - from) * STONES * width;
    const end = left + Math.min(1, (part.to - from) * STONES) * width;
    // A drawing of its own cuts off what lies beyond it.
    return end - start < 0.5
      ? nothing
      : svg`<svg class="cut" x=${start} y="-4" width=${end - start} height="232" viewBox=${`${start} -4 ${end - start} 232`}>${shape(d, index, part.kind)}</svg>`;
  })}`;
}

const shape = (d: string, index: number, kind: Share['kind']) =>
  kind === 'pledged'
    ? svg`<path class="pl" d=${d} />`
    : kind === 'confirmed'
      ? svg`<path class=${`on ${TONES[index % 4]!}`} d=${d} />`
      : svg`<path class="on hatched" fill=${`url(#${kind})`} d=${d} />`;

// ── The goal is reached ─────────────────────────────────────────────────────

const tenth = (value: number) => Math.round(value * 10) / 10;

/** Short and long rays around a finished cairn. */
function rays(): string {
  return Array.from({ length: 25 }, (_, i) => {
    const angle = ((3.45 + i * 7.2125) * Math.PI) / 180;
    const [from, to] = i % 2 ? [168, 182] : [176, 206];
    const dot = (radius: number) => `${tenth(150 - Math.cos(angle) * radius)} ${tenth(172 - Math.sin(angle) * radius)}`;
    return `M${dot(from)}L${dot(to)}`;
  }).join('');
}

/** A whole cairn, thanks, and the bar from there on. */
function renderBuilt(view: View): TemplateResult {
  const { locale, term, progress } = view;
  const { goal, raised, scaleMax, stretch } = progress;
  const target = progress.target!;
  const people = goal.supporters;
  const message = term(people === undefined ? 'progressTogether' : 'progressPeople', {
    n: people ?? 0,
    count: formatNumber(people ?? 0, 0, locale),
  });
  const sum = amount(view, raised);
  const spoken = message.replace('{amount}', sum);
  const marks = marksOf(view, scaleMax).filter(({ at }) => at >= (target / scaleMax) * 100 - 0.1);
  const beyond = stretch.find((each) => each > raised) ?? stretch.at(-1);
  return html`<div class=${view.stale ? 'base built stale' : 'base built'} part="base">
    ${copied(
      html`<svg class="pile" part="pile" viewBox="-60 -40 420 276" aria-hidden="true">
          <path class="ray" d=${rays()} />
          ${pile().map((d, i) => svg`<path class=${i === STONES ? 'capdone' : `on ${TONES[i % 4]!}`} d=${d} />`)}
          <path class="ground" d="M-60 226H360" />
        </svg>
        ${view.heading(term('progressBuilt'))}
        <p class="thanks">
          ${goal.label === UNLABELLED ? nothing : html`<span class="muted">${goal.label}</span><br />`}${fill(message, { amount: html`<b class="num">${sum}</b>` })}
        </p>
        <div class="rail" part="rail">${barMeter(view, `${spoken} ${rule(view)}`, scaleMax)} ${pins(marks)}</div>
        <p class="ends s muted">
          <span>${term('progressGoalMet', { target: amount(view, target) })}</span>
          ${beyond ? html`<span>${term('progressStretchAt', { target: amount(view, beyond) })}</span>` : nothing}
        </p>`,
    )}
    ${renderLast(view)}${renderFoot(view)}
    <slot name="action"></slot>${view.share}
  </div>`;
}

// ── Before the first contribution ───────────────────────────────────────────

/** A cairn in outline, and the invitation to lay its first stone. */
function renderEmpty(view: View): TemplateResult {
  const { target } = view.progress;
  const phase = phaseOf(view.campaign, view.now);
  const words =
    phase === 'upcoming'
      ? opensOn(view)
      : phase === 'paused'
        ? view.term('pausedTitle')
        : target === null
          ? view.term('progressEmptyFirst')
          : view.term('progressEmptyGoal', { target: amount(view, target) });
  const title = view.term('progressEmpty');
  const stones = html`<svg class="pile" part="pile" viewBox="-6 130 312 106" aria-hidden="true">
    ${pile()
      .slice(0, 9)
      .map((d, i) => svg`<path class=${i === 2 ? 'first' : 'dash'} d=${d} />`)}
    <path class="ground" d=${GROUND} />
  </svg>`;
  const drawing = target === null ? stones : meter(view, `${title} ${words}`, 'ground-meter', 'tube', stones);
  return html`<div class="base blank" part="base">
    ${drawing} ${view.heading(title)}
    <p>${words}</p>
    <slot name="action">${phase === 'active' ? renderInvitation(view) : nothing}</slot>
    ${renderStale(view)}
  </div>`;
}

function renderInvitation({ campaign, progress, term }: View): unknown {
  const href = campaign.links.fallback;
  if (!href) return nothing;
  const pathway = campaign.pathways.find(({ goalId }) => goalId === progress.goal.id) ?? campaign.pathways[0];
  // Lit calls it with the element that was clicked: what is drawn here serves all that show the same.
  const follow = function (this: ProgressThermometer, event: Event) {
    if (!pathway) return;
    const request = new CairnCtaEvent({ campaignId: campaign.id, pathwayId: pathway.id, kind: pathway.kind });
    if (!this.dispatchEvent(request)) event.preventDefault();
  };
  return html`<a class="btn primary" part="primary" href=${href} @click=${follow}>${term('progressLayFirst')}</a>`;
}

import { html, nothing, svg, type TemplateResult } from 'lit';
import { formatPercent } from '../../data/quantity.ts';
import { tickIcon } from '../../shared/icons.ts';
import { BORE, GLASS, glassY, pushApart, TICKS, wall, wallBeyond, ZERO } from './geometry.ts';
import { renderBase, renderLegend, renderStats } from './level.ts';
import { patterns } from './patterns.ts';
import { marksOf, meter, shares, type Mark } from './scale.ts';
import type { View } from './view.ts';
import { foldable, valueText } from './words.ts';

export { glassStyles as styles } from './glass.styles.ts';

/** Heading and figures, the glass beside them. */
export function draw(view: View): TemplateResult {
  return renderBase(
    view,
    'vertical',
    renderGlass(view, view.progress.target!),
    html`${renderLegend(view)}${renderStats(view)}`,
  );
}

/** The glass and the labels beside it; `target` is the goal, up to which its wall is whole. */
function renderGlass(view: View, target: number): TemplateResult {
  const { progress } = view;
  const { scaleMax } = progress;
  const goalY = glassY(target / scaleMax);
  const stretched = scaleMax > target;
  const parts = shares(progress, scaleMax);
  const given = parts[0]?.kind === 'confirmed' ? parts[0].to : 0;
  const givenY = given ? glassY(given) : ZERO;
  const bands = parts
    .filter(({ kind }) => kind !== 'confirmed')
    .map(({ kind, from, to }) => {
      const y = glassY(to);
      return { kind, y, height: Math.max(0, Math.round((glassY(from) - 2 - y) * 10) / 10) };
    });
  const percent = bulbText(view);
  const drawing = svg`<svg viewBox="0 0 104 460" aria-hidden="true">
      <clipPath id="bore"><path d=${BORE} /></clipPath>
      ${patterns()}
      <path class="glass" d=${GLASS} />
      <path class="tick" d=${TICKS[0]!} /><path class="tick major" d=${TICKS[1]!} />
      <path class="wall" d=${stretched ? wall(goalY) : GLASS} />
      ${stretched ? svg`<path class="wall over" d=${wallBeyond(goalY)} />` : nothing}
      <g class="fluid" clip-path="url(#bore)">
        <rect class="fl" x="0" width="104" y=${givenY} height=${460 - givenY} />
        ${bands.map(({ kind, y, height }) =>
          kind === 'pledged'
            ? svg`<rect class="fl-p" x="38.9" width="26.2" y=${y} height=${height} />`
            : svg`<rect class="fl-h" x="0" width="104" y=${y} height=${height} fill="url(#${kind})" />`,
        )}
      </g>
      ${givenY < 330 ? svg`<path class="shine" stroke-width="4" d="M44.5 ${givenY + 9}V352" />` : nothing}
      <path class="shine" stroke-width="5" d="M23.5 404A29.5 29.5 0 0 1 34 388.5" />
      <path class="goal-line" d="M13 ${goalY}H80" />
      <text class="pct" x="52" y="420" font-size=${Math.min(21, 90 / percent.replace(/\p{Cf}/gu, '').length)}>${percent}</text>
    </svg>`;
  return html`<div class="stem" part="stem">
    ${meter(view, valueText(view), 'tube', 'tube', drawing)}
    <ol class="marks" part="marks">
      ${marksOf(view, scaleMax)
        .reverse()
        .map(
          (mark) =>
            html`<li data-mark=${mark.at}>
              ${stone(mark.state)}<span
                ><b class="num">${foldable(mark.amount)}</b>
                ${mark.name === mark.detail || mark.state === 'next' ? nothing : mark.name}${mark.detail ? html`<small>${mark.detail}</small>` : nothing}${mark.state === 'reached' ? html`<span class="vh">${view.term('progressReached')}</span>` : nothing}</span
              >
            </li>`,
        )}
    </ol>
  </div>`;
}

function stone(state: Mark['state']): TemplateResult {
  return html`<span class=${`stone ${state}`} part=${`stone ${state}`}
    >${state === 'reached' ? tickIcon() : nothing}</span
  >`;
}

/** Short enough for the bulb. */
function bulbText({ progress, locale }: View): string {
  const { percent, lessThanOne } = progress;
  return lessThanOne ? `<${formatPercent(1, locale)}` : formatPercent(percent ?? 0, locale);
}

/** Labels that would overlap beside the glass are pushed apart, by the room they really take. */
export function settle(root: ParentNode): void {
  const marks = root.querySelector<HTMLElement>('.marks');
  if (!marks) return;
  const height = marks.clientHeight || 1;
  const em = parseFloat(getComputedStyle(marks).fontSize);
  const items = ([...marks.children] as HTMLElement[]).reverse();
  const middles = pushApart(
    items.map((item) => (Number(item.dataset['mark']) / 100) * height),
    items.map((item) => Math.max(2.6 * em, item.offsetHeight + 0.35 * em)),
    -0.9 * em,
    height + 1.4 * em,
  );
  items.forEach((item, i) => item.style.setProperty('--_at', String((middles[i]! / height) * 100)));
}

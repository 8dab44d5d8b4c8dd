/** The drawing and the words on it. The canvas is painted later, and until then a line of SVG stands in its place. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { formatShape } from '../../shared/dates.ts';
import type { Moment } from './series.ts';
import { calendarTicks, type Tick, type Timeline } from './timeline.ts';
import { amountIn, type Voice } from './amount.ts';
import { dayIn, readingOf, short, stopsOf, summaryOf, type Drawn } from './words.ts';

const DAY = 86_400_000;

export interface FigureOptions {
  hidden: boolean;
  /** One of several: no names on it but the goal's. */
  small?: boolean;
  /** Somebody wants to read the line at one place. */
  onRead: (event: Event) => void;
}

const SHAPES: Record<Tick['unit'], Intl.DateTimeFormatOptions> = {
  hour: { hour: 'numeric' },
  day: { day: 'numeric', month: 'short' },
  month: { month: 'short' },
  year: { year: 'numeric' },
};

export function renderFigure(voice: Voice, view: Drawn, options: FigureOptions): TemplateResult {
  const { progress, timeline } = view;
  const { goal, target, raised } = progress;
  const { from, to, top, steps, points, milestones, endedAt } = timeline;
  const x = (at: number) => round(((at - from) / (to - from)) * 100);
  const y = (value: number) => round((value / top) * 100);
  const last = points.at(-1)!;
  const summary = summaryOf(voice, view);
  // After the end the last point is that of the end, whenever the figures were fetched.
  const end = Math.min(last.at, endedAt === undefined ? Infinity : Date.parse(endedAt));
  const today = end > voice.now - DAY ? voice.term('chartToday') : dayIn(voice, end);
  const named = withRoom(
    milestones.map(({ at, value }) => ({ x: x(at), y: y(value) })),
    { x: x(last.at), y: y(last.value) },
  );
  const stops = stopsOf(timeline).length;
  const { pace, reachedAt } = timeline;
  const ahead = pace && reachedAt === undefined ? cutOff(last, pace, to) : undefined;
  const isLow = y(last.value) < 12;
  // Near the middle of the estimate, where its name is not struck through by a line of the scale.
  const isClear = (share: number) =>
    steps.every((step) => {
      const below = y(last.value) + (y(ahead!.value) - y(last.value)) * share - y(step);
      return isLow ? below > -1 || below < -11 : below < 1 || below > 11;
    });
  const share = (ahead && [0.5, 0.4, 0.6, 0.3, 0.7].find(isClear)) ?? 0.5;
  const rule = (kind: string, value: number) => {
    const isBehind = !options.small && isUnderLabel(y(value) - y(last.value));
    return html`<span
      class=${`${kind}${isBehind ? (x(last.at) < 30 ? ' behind early' : ' behind') : ''}`}
      data-x=${isBehind ? x(last.at) : nothing}
      data-y=${y(value)}
    ></span>`;
  };
  // Where there is no room for both, the goal's name gives way to the label of the latest total: under its line first.
  const toGoal = target === null || options.small ? NaN : y(target) - y(last.value);
  const isUnder = toGoal > -3 && toGoal < 9;
  const isNear = (step: number) =>
    isBeside(y(step) - y(last.value)) || (isUnder && step < target! && y(target!) - y(step) < 26);
  return html`<figure ?hidden=${options.hidden}>
    <div
      class="plot ${options.small ? 'mini' : ''}"
      part="plot"
      data-goal=${goal.id}
      @click=${options.onRead}
      @pointermove=${options.onRead}
      @pointerleave=${options.onRead}
    >
      ${steps.map((step) => rule('grid-l', step))}${target === null ? nothing : rule('goal-l', target)}
      ${still(timeline)}
      <canvas part="canvas" role="img" aria-label=${summary}>${summary}</canvas>
      ${steps.map(
        (step) =>
          html`<span
            class="yl num ${isNear(step) ? 'near' : ''} ${milestones.some((one) => x(one.at) < 28 && Math.abs(y(one.value) - y(step)) < 5) ? 'under' : ''}"
            part="yl"
            data-y=${y(step)}
            aria-hidden="true"
            >${amountIn(voice, progress, step)}</span
          >`,
      )}
      ${
        target === null
          ? nothing
          : html`<span
              class="yl goal num ${isUnder ? 'below' : toGoal >= 9 && toGoal < 20 ? 'near' : ''}"
              part="yl goal"
              data-y=${y(target)}
              >${voice.term('chartGoal', { target: amountIn(voice, progress, target) })}</span
            >`
      }
      ${milestones.map(
        ({ label, at, value }, i) =>
          html`<div class="pin ms ${x(at) > LATE ? 'late' : ''}" part="pin ms" data-x=${x(at)} data-y=${y(value)}>
            <span class="stone" part="stone"></span
            >${named.has(i) ? html`<span class="lab" part="lab"><b>${short(label, 60)}</b></span>` : nothing}
          </div>`,
      )}
      <div
        class="pin now ${x(last.at) < 30 ? 'early' : ''}"
        part="pin now"
        data-x=${x(last.at)}
        data-y=${y(last.value)}
      >
        <span class="stone reached" part="stone"></span
        ><span class="lab" part="lab"
          ><b class="num">${amountIn(voice, progress, raised)}</b><span class="muted">${today}</span></span
        >
      </div>
      ${
        ahead && x(ahead.at) - x(last.at) > 14
          ? html`<div
              class="pin est ${isLow ? 'low' : ''}"
              data-x=${x(last.at + (ahead.at - last.at) * share)}
              data-y=${y(last.value + (ahead.value - last.value) * share)}
              aria-hidden="true"
            >
              <span class="lab" part="lab"><span class="muted">${voice.term('chartEstimate')}</span></span>
            </div>`
          : nothing
      }
      <input
        class="reader"
        type="range"
        part="reader"
        max=${stops - 1}
        value=${points.length - 1}
        aria-label=${voice.term('chartReader')}
        aria-valuetext=${readingOf(voice, view, points.length - 1)}
        @focus=${options.onRead}
        @blur=${options.onRead}
        @input=${options.onRead}
        @keydown=${options.onRead}
      />
      <div class="read" part="readout" aria-hidden="true" hidden></div>
    </div>
    <ol class="xa" part="xa" aria-hidden="true">
      ${calendarTicks(from, to, options.small ? 0.24 : 0.09).map(
        ({ at, unit }) => html`<li data-x=${x(at)}>${formatShape(at, voice.locale, SHAPES[unit])}</li>`,
      )}
    </ol>
    <figcaption class="vh">${short(goal.label)}</figcaption>
  </figure>`;
}

/** The same line without Chart.js: what is seen until it has come, where it does not come, and on paper. */
function still({ points, from, to, top, pace, reachedAt }: Timeline): TemplateResult {
  const at = ({ at: time, value }: Moment) =>
    `${Math.round(((time - from) / (to - from)) * 10_000)} ${Math.round(10_000 - (value / top) * 10_000)}`;
  const last = points.at(-1)!;
  const line = points.map(at).join('L');
  return html`<svg class="still" viewBox="0 0 10000 10000" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<path class="area" d="M${at({ ...points[0]!, value: 0 })}L${line}L${at({ ...last, value: 0 })}Z" /><path
      class="curve" d="M${line}" />`}
    ${pace && reachedAt === undefined ? svg`<path class="curve pace" d="M${[last, cutOff(last, pace, to)].map(at).join('L')}" />` : nothing}
  </svg>`;
}

/** Where a line from one moment to another leaves the picture. */
export function cutOff(from: Moment, toward: Moment, end: number): Moment {
  const share = Math.min(1, (end - from.at) / (toward.at - from.at));
  return {
    at: from.at + (toward.at - from.at) * share,
    value: from.value + (toward.value - from.value) * share,
  };
}

const round = (value: number) => Math.round(value * 100) / 100;

/** Where the label of the latest total stands: a label of the scale gives way to it where there is no room for both. */
const isBeside = (distance: number) => distance > 2 && distance < 24;

/** A line of the scale would run through that label. */
const isUnderLabel = (distance: number) => distance > 3 && distance < 21;

/** From here on a name has no room after its place, and stands above the line before it. */
const LATE = 70;

interface Place {
  x: number;
  y: number;
}

/** Which of ascending places have room for a name under them, the last one before the others. `total` has its own. */
function withRoom(places: readonly Place[], total: Place): Set<number> {
  const named = new Set<number>();
  let after: Place | undefined;
  for (let i = places.length - 1; i >= 0; i -= 1) {
    const place = places[i]!;
    const across = after ? after.x - place.x : Infinity;
    if (place.x > LATE && total.x - place.x < 24 && total.y - place.y < 24) continue;
    if (place.y < 9 || across < 20 || (across < 36 && after!.y - place.y < 8)) continue;
    named.add(i);
    after = place;
  }
  return named;
}

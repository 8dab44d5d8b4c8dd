/** One place of the line in words, by pointer and by keyboard: fetched when somebody points at a chart. */
import { css, html, nothing, render } from 'lit';
import { formatPercent } from '../../data/quantity.ts';
import { amountIn, type Voice } from './amount.ts';
import { momentIn, passedAt, readingOf, short, stopsOf, type Drawn } from './line.ts';

/** What is known of an event once it is over. */
export interface Pointing {
  type: string;
  clientX: number;
  key: string;
  isMouse: boolean;
}

const shown = new WeakSet<Element>();

/** Shows the place that is pointed at, or none any more. True for a key that has done its work. */
export function read(plot: HTMLElement, view: Drawn, voice: Voice, pointing: Pointing): boolean {
  const { type, clientX, key, isMouse } = pointing;
  const reader = readerOf(plot);
  if (type === 'keydown') {
    // Time runs the way the line does: engines do not agree on what an arrow does to a slider from right to left.
    const forward = plot.matches(':dir(rtl)') ? 'ArrowLeft' : 'ArrowRight';
    if (key === 'Escape' && shown.has(plot)) hide(plot);
    else if (key !== 'ArrowLeft' && key !== 'ArrowRight') return false;
    else {
      if (key === forward) reader.stepUp();
      else reader.stepDown();
      show(plot, view, voice);
    }
    return true;
  }
  const hasFocus = (plot.getRootNode() as ShadowRoot).activeElement === reader;
  if (type === 'blur' || type === 'pointerleave') {
    // A finger that is lifted has not finished reading; it says so by touching something else.
    if (type === 'blur' || (isMouse && !hasFocus)) hide(plot);
    return false;
  }
  if (type === 'pointermove' || type === 'click') reader.valueAsNumber = nearest(plot, view, clientX);
  if (type === 'click') reader.focus({ preventScroll: true });
  show(plot, view, voice);
  return false;
}

/** The same place with new figures. */
export function refresh(plot: HTMLElement, view: Drawn, voice: Voice): void {
  if (shown.has(plot)) show(plot, view, voice);
}

export function hide(plot: HTMLElement): void {
  shown.delete(plot);
  plot.removeAttribute('data-reading');
  readoutOf(plot).hidden = true;
}

const readerOf = (plot: HTMLElement) => plot.querySelector<HTMLInputElement>('.reader')!;
const readoutOf = (plot: HTMLElement) => plot.querySelector<HTMLElement>('.read')!;

function nearest(plot: HTMLElement, { timeline }: Drawn, clientX: number): number {
  const { left, right, width } = plot.getBoundingClientRect();
  const share = (plot.matches(':dir(rtl)') ? right - clientX : clientX - left) / width;
  const at = timeline.from + share * (timeline.to - timeline.from);
  const distances = stopsOf(timeline).map((stop) => Math.abs(Math.min(stop.at, timeline.to) - at));
  return distances.indexOf(Math.min(...distances));
}

function show(plot: HTMLElement, view: Drawn, voice: Voice): void {
  const { progress, timeline } = view;
  const { from, to, top, points } = timeline;
  const stops = stopsOf(timeline);
  const reader = readerOf(plot);
  const index = Math.min(stops.length - 1, reader.valueAsNumber);
  const { at, value, estimate } = stops[index]!;
  const last = points.at(-1)!;
  // Where the pace leads out of the picture, the mark stands at the edge, on its line.
  const share = at > to ? (to - last.at) / (at - last.at) : 1;
  const x = ((Math.min(at, to) - from) / (to - from)) * 100;
  const y = ((at > to ? last.value + (value - last.value) * share : value) / top) * 100;
  const readout = readoutOf(plot);
  readout.style.setProperty('--_x', String(x));
  readout.style.setProperty('--_y', String(y));
  readout.classList.toggle('late', x > 50);
  readout.classList.toggle('high', y > 62);
  const label = estimate ? undefined : passedAt(timeline, stops, index).at(-1);
  render(
    html`<i class="stone"></i>
      <span class="bubble">
        <span class="muted"
          >${momentIn(voice, timeline, at)}${estimate ? html`<br />${voice.term('chartEstimate')}` : nothing}</span
        >
        <b class="num">${amountIn(voice, progress, value)}</b>
        ${progress.target === null ? nothing : html`<span class="muted num">${formatPercent((value * 100) / progress.target, voice.locale)}</span>`}
        ${label === undefined ? nothing : html`<span class="name">${short(label, 60)}</span>`}
      </span>`,
    readout,
  );
  readout.hidden = false;
  plot.toggleAttribute('data-reading', true);
  shown.add(plot);
  reader.setAttribute('aria-valuetext', readingOf(voice, view, index));
}

export const styles = css`
  .read {
    position: absolute;
    inset-block: 0;
    inset-inline-start: calc(var(--_x) * 1%);
    border-inline-start: 1px solid var(--_line);
    pointer-events: none;
    font-size: var(--_f-xs);
    line-height: 1.35;
  }
  .read .stone {
    position: absolute;
    inset-inline-start: 0;
    inset-block-end: calc(var(--_y) * 1%);
    translate: -50% 50%;
    inline-size: 1.15em;
    block-size: 1.15em;
    border: 2px solid var(--_card);
    background: var(--_mark);
    outline: 2px solid var(--_mark);
    outline-offset: -1px;
  }
  :host(:dir(rtl)) .read .stone {
    translate: 50% 50%;
  }
  .bubble {
    position: absolute;
    inset-inline-start: 0.75em;
    inset-block-end: calc(var(--_y) * 1% + 0.9em);
    display: grid;
    inline-size: max-content;
    max-inline-size: 12em;
    padding: 0.45em 0.7em;
    border: 1px solid var(--_hair);
    border-radius: var(--_r-s);
    background: var(--_card);
    box-shadow: var(--_shadow);
    overflow-wrap: anywhere;
  }
  .high .bubble {
    inset-block: calc(100% - var(--_y) * 1% + 0.9em) auto;
  }
  .late .bubble {
    inset-inline: auto 0.75em;
  }
  .bubble b {
    font-size: calc(1em * 1.15);
    font-weight: 600;
  }
  .name {
    font-weight: 600;
  }
  [data-reading] .lab {
    visibility: hidden;
  }
  @media (forced-colors: active) {
    .read .stone {
      forced-color-adjust: none;
      background: Highlight;
      border-color: Canvas;
      outline-color: Highlight;
    }
  }
  @media print {
    .read {
      display: none;
    }
  }
`;

import { mayMove } from '../../shared/motion.ts';
import { watchSize } from '../../shared/view.ts';
import type { draw as Draw, Drawing, Plot } from './chart.ts';
import { cutOff } from './figure.ts';
import type { Drawn } from './words.ts';

/** Keeps one canvas up to date, and takes its drawing down: a chart cannot notice that its canvas is gone. */
export class Plotter {
  readonly #plot: HTMLElement;
  readonly #unwatch: () => void;
  #draw: typeof Draw | undefined;
  #view: Drawn | undefined;
  #drawing: Drawing | undefined;
  #drawn = '';
  #total = 0;
  #goal = '';
  #size: readonly [width: number, height: number] = [0, 0];

  constructor(plot: HTMLElement) {
    this.#plot = plot;
    this.#unwatch = watchSize(plot, ({ width, height }) => this.#resize(Math.round(width), Math.round(height)));
  }

  /** What to draw from now on, and with what. */
  show(view: Drawn, draw: typeof Draw): void {
    this.#view = view;
    this.#draw = draw;
    this.refresh(true);
  }

  /** Draws again, if anything that is drawn is different from what is there. */
  refresh(moves = false): void {
    const [width, height] = this.#size;
    if (!this.#view || !this.#draw || width === 0) return;
    const plot = this.#describe(this.#view, moves);
    const { moves: _, ...looks } = plot;
    const drawn = JSON.stringify(looks);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#total = this.#view.timeline.points.at(-1)!.value;
    this.#goal = this.#view.progress.goal.id;
    if (this.#drawing) return this.#drawing.update(plot);
    this.#drawing = this.#draw(this.#plot.querySelector('canvas')!, plot, width, height);
    this.#plot.toggleAttribute('data-drawn', true);
  }

  destroy(): void {
    this.#unwatch();
    this.#drawing?.destroy();
    this.#drawing = undefined;
    this.#plot.toggleAttribute('data-drawn', false);
  }

  #resize(width: number, height: number): void {
    if (width === this.#size[0] && height === this.#size[1]) return;
    this.#size = [width, height];
    if (this.#drawing && width > 0) this.#drawing.resize(width, height);
    else this.refresh();
  }

  #describe({ timeline, progress }: Drawn, moves: boolean): Plot {
    const { points, from, to, top, pace } = timeline;
    const { reached, goal } = progress;
    const last = points.at(-1)!;
    const paint = (this.#plot.getRootNode() as ShadowRoot).querySelector('.paint')!;
    const { outlineColor, backgroundColor } = getComputedStyle(paint);
    const line = pace && !reached ? [last, cutOff(last, pace, to)] : [];
    return {
      x: [from, to],
      top,
      curve: points.map(({ at, value }) => ({ x: at, y: value })),
      pace: line.map(({ at, value }) => ({ x: at, y: value })),
      mirrored: this.#plot.matches(':dir(rtl)'),
      mark: outlineColor,
      tint: backgroundColor,
      // A total that grew moves; another goal, other colours or another size are simply there.
      moves:
        moves &&
        this.#drawing !== undefined &&
        this.#goal === goal.id &&
        this.#total !== last.value &&
        mayMove(this.#plot),
    };
  }
}

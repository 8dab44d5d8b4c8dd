import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { progressOf, type Progress } from '../../data/progress.ts';
import { formatPercent, formatQuantity, isCurrency } from '../../data/quantity.ts';
import { report } from '../../data/report.ts';
import type { Campaign } from '../../data/schema.ts';
import type { Term } from '../../i18n/index.ts';
import { chart as chartWords } from '../../i18n/en/chart.ts';
import { CampaignElement } from '../../shared/campaign-element.ts';
import { oneOf } from '../../shared/converters.ts';
import { formatAsOf, formatDate, formatShape } from '../../shared/dates.ts';
import { hostStyles, stateStyles } from '../../shared/host.styles.ts';
import { alertIcon, clockIcon } from '../../shared/icons.ts';
import { onPageChange } from '../../shared/page.ts';
import { buttonStyles } from '../../shared/button.styles.ts';
import { faceStyles } from '../../shared/face.styles.ts';
import { segmentedStyles } from '../../shared/segmented.styles.ts';
import { stoneStyles } from '../../shared/stone.styles.ts';
import { tokenStyles } from '../../shared/tokens.styles.ts';
import { mayMove } from '../../shared/motion.ts';
import { watchSize, watchView } from '../../shared/view.ts';
import type { Drawing, Plot } from './chart.ts';
import { styles } from './impact-chart.styles.ts';
import { calendarTicks, rowsOf, timelineOf, type Timeline } from './timeline.ts';

export const VIEWS = ['chart', 'table'] as const;

const DAY = 86_400_000;

/**
 * Shows how the total grew: a line with the goal, the milestones passed and, dotted, where the present pace leads. The
 * same figures are one button away as a table. The drawing code is fetched when a chart comes near the screen.
 *
 * @summary The total over time, as a line or as a table.
 *
 * @slot - Shown until there is data, and whenever there cannot be any. Put a link here.
 *
 * @fires cairn-view {CairnViewEvent} - The element was seen: half of it for a second.
 * @fires cairn-error {CairnErrorEvent} - The campaign could not be loaded.
 *
 * @csspart base - Everything the element draws.
 * @csspart title - The heading.
 * @csspart insight - The sentence under it.
 * @csspart segmented - The switch between chart and table.
 * @csspart plot - The drawing and the labels on it.
 * @csspart canvas - The drawing itself.
 * @csspart yl - A label of the vertical scale; with `goal` that of the goal.
 * @csspart pin - A point on the line; with `ms` a milestone, with `now` the latest total.
 * @csspart lab - The words at a pin.
 * @csspart stone - The mark of a pin.
 * @csspart xa - The dates under the drawing.
 * @csspart table - The table.
 * @csspart key - Its latest row.
 * @csspart fault - The note about figures that cannot be loaded or refreshed.
 * @csspart retry - The button in it.
 */
export class ImpactChart extends CampaignElement {
  static override styles = [
    tokenStyles,
    hostStyles,
    stateStyles,
    buttonStyles,
    segmentedStyles,
    faceStyles,
    stoneStyles,
    styles,
  ];
  protected static override section = 'chart' as const;
  protected static override words = chartWords;
  protected static override faultTerm: Term = 'chartFault';

  @query('canvas') private canvas?: HTMLCanvasElement;
  @query('.paint') private paint?: HTMLElement;
  @query('.scroll') private scroller?: HTMLElement;

  /** The drawing code did not arrive; the table has the same figures. */
  @state() private undrawable = false;

  /** Id of the goal to show; the first goal when empty. */
  @property({ attribute: 'goal' }) goalId = '';

  /** The heading, best a finding such as "How the stones added up". */
  @property({ attribute: 'heading' }) headingText = '';

  /** `chart` or `table`: what is shown first. */
  @property({ converter: oneOf(VIEWS) }) view: (typeof VIEWS)[number] = 'chart';

  #campaign: Campaign | undefined;
  #progress: Progress | undefined;
  #timeline: Timeline | undefined;
  #drawing: Drawing | undefined;
  #drawn = '';
  #total = 0;
  #loading = false;
  #near = false;
  #release: (() => void)[] = [];
  #unwatchPlot: (() => void) | undefined;
  #unwatchTable: (() => void) | undefined;
  #size: readonly [width: number, height: number] = [0, 0];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#release = [
      onPageChange(() => this.#redraw(false)),
      watchView(this, (near) => {
        this.#near ||= near;
        this.#redraw(false);
      }),
    ];
    // Back in the page: the chart was taken down when the element left it.
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release.forEach((release) => release());
    this.#release = [];
    this.#takeDown();
    this.#unwatchTable?.();
    this.#unwatchTable = undefined;
    this.#near = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { campaign } = this;
    if (campaign === this.#campaign && !changed.has('goalId')) return;
    this.#campaign = campaign;
    this.#progress = campaign && progressOf(campaign, this.goalId || undefined);
    this.#timeline = campaign && this.#progress && timelineOf(campaign, this.#progress, this.now);
    if (campaign && !this.#progress) this.#reportMissing(campaign);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    for (const element of this.renderRoot.querySelectorAll<HTMLElement>('[data-x], [data-y]')) {
      const { x, y } = element.dataset;
      if (x !== undefined) element.style.setProperty('--_x', x);
      if (y !== undefined) element.style.setProperty('--_y', y);
    }
    const { canvas, scroller } = this;
    if (!canvas || !this.#timeline) this.#takeDown();
    else {
      this.#unwatchPlot ??= watchSize(canvas.parentElement!, ({ width, height }) => this.#resize(width, height));
      this.#redraw(true);
    }
    if (!scroller) {
      this.#unwatchTable?.();
      this.#unwatchTable = undefined;
    } else {
      // A table that is too wide scrolls in its own box, which the keyboard must be able to reach.
      this.#unwatchTable ??= watchSize(scroller, () => {
        scroller.toggleAttribute('data-wide', scroller.scrollWidth > scroller.clientWidth);
        if (scroller.hasAttribute('data-wide')) scroller.tabIndex = 0;
        else scroller.removeAttribute('tabindex');
      });
    }
  }

  protected override canShow(): boolean {
    return this.#progress !== undefined;
  }

  #reportMissing(campaign: Campaign): void {
    const known = campaign.goals.map(({ id }) => id).join(', ');
    const line = `<cairn-impact-chart>: campaign "${campaign.id}" ${
      known ? `has no goal "${this.goalId}", only ${known}` : 'has no goals'
    }.`;
    if (!missing.has(line)) report('error', line);
    missing.add(line);
  }

  // ── The drawing ───────────────────────────────────────────────────────────

  #takeDown(): void {
    this.#unwatchPlot?.();
    this.#unwatchPlot = undefined;
    this.#drawing?.destroy();
    this.#drawing = undefined;
    this.#drawn = '';
    this.#size = [0, 0];
  }

  #resize(width: number, height: number): void {
    const size = [Math.round(width), Math.round(height)] as const;
    if (size[0] === this.#size[0] && size[1] === this.#size[1]) return;
    this.#size = size;
    if (this.#drawing && size[0] > 0) this.#drawing.resize(...size);
    else this.#redraw(false);
  }

  /** Brings the canvas up to date, if anything that is drawn is different from what is there. */
  #redraw(moves: boolean): void {
    const { canvas } = this;
    const [width, height] = this.#size;
    if (!canvas || !this.#timeline || !this.#near || width === 0 || this.view !== 'chart') return;
    if (!draw) return this.#load();
    const plot = this.#plot(moves);
    const { moves: _, ...looks } = plot;
    const drawn = JSON.stringify(looks);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#total = this.#timeline.points.at(-1)!.value;
    if (this.#drawing) this.#drawing.update(plot);
    else this.#drawing = draw(canvas, plot, width, height);
  }

  #load(): void {
    if (this.#loading || this.undrawable) return;
    this.#loading = true;
    import('./chart.ts')
      .then((chart) => {
        draw = chart.draw;
        if (this.isConnected) this.#redraw(false);
      })
      .catch((cause: unknown) => {
        this.undrawable = true;
        report('warn', `the chart's own file did not load, its table stands in: ${String(cause)}`);
      })
      .finally(() => (this.#loading = false));
  }

  #plot(moves: boolean): Plot {
    const { points, from, to, top, pace } = this.#timeline!;
    const { target, reached } = this.#progress!;
    const last = points.at(-1)!;
    const style = getComputedStyle(this.paint!);
    return {
      x: [from, to],
      top,
      curve: points.map(({ at, value }) => ({ x: at, y: value })),
      goal: target,
      pace: pace && target !== null && !reached ? paceLine(last, { at: pace.at, value: target }, to) : [],
      mirrored: this.matches(':dir(rtl)'),
      ink: style.color,
      mark: style.outlineColor,
      tint: style.backgroundColor,
      // A total that grew moves; other colours or another size are simply there.
      moves: moves && this.#drawing !== undefined && this.#total !== last.value && mayMove(this),
    };
  }

  // ── Words ─────────────────────────────────────────────────────────────────

  #amount(value: number): string {
    const { unit, scale, unitLabel } = this.#progress!.goal;
    return formatQuantity({ value, unit, scale }, this.locale, { unitLabel, style: 'short' });
  }

  #day(at: number | string): string {
    const options = { day: 'numeric', month: 'long' } as const;
    const sameYear = new Date(at).getFullYear() === new Date(this.now).getFullYear();
    return formatShape(at, this.locale, sameYear ? options : { ...options, year: 'numeric' });
  }

  /** The one thing the line says. */
  #insight(): string {
    const { pace, reachedAt, recent, points } = this.#timeline!;
    const { raised } = this.#progress!;
    if (reachedAt !== undefined) return this.term('chartReached', { date: this.#day(reachedAt) });
    if (pace) {
      const date = formatDate(pace.on, this.locale, this.now);
      return this.term(pace.wholeWindow ? 'chartPace' : 'chartPaceSoFar', { date });
    }
    if (recent === undefined) {
      return this.term('chartSinceStart', { amount: this.#amount(raised), date: this.#day(points[0]!.at) });
    }
    return recent > 0 ? this.term('chartRecent', { amount: this.#amount(recent) }) : this.term('chartQuiet');
  }

  /** The drawing in words. */
  #summary(): string {
    const { points } = this.#timeline!;
    const first = points[0]!;
    const last = points.at(-1)!;
    const trend = this.term('chartSummary', {
      from: this.#amount(first.value),
      first: this.#day(first.at),
      to: this.#amount(last.value),
      last: this.#day(last.at),
    });
    return `${trend} ${this.#insight()}`;
  }

  // ── Rendering ─────────────────────────────────────────────────────────────

  protected override renderReady(campaign: Campaign): TemplateResult {
    const progress = this.#progress!;
    const timeline = this.#timeline;
    if (!timeline) return this.#renderEmpty(progress, campaign);
    const table = this.view === 'table' || this.undrawable;
    return html`<div class="base ${this.stale ? 'stale' : ''}" part="base">
      <div class="top">
        <div>
          ${this.heading(this.headingText || this.term('chartTitle'))}
          <p class="insight" part="insight">${this.#insight()}</p>
        </div>
        ${this.undrawable ? nothing : this.#renderSwitch()}
      </div>
      ${this.#renderFigure(timeline, progress, table)} ${table ? this.#renderTable(timeline, progress) : nothing}
      ${this.#renderStale()}
    </div>`;
  }

  protected override renderLoading(): TemplateResult {
    return html`<div class="room">
      <div class="top">
        <div>
          <div class="title"><span class="sk ln w70"></span></div>
          <div class="insight">
            <span class="sk ln w90"></span><br class="second" /><span class="sk ln w40 second"></span>
          </div>
        </div>
        <span class="sk switch"></span>
      </div>
      <div class="figure">
        <div class="plot"><span class="sk rise"></span></div>
        <div class="xa"></div>
      </div>
    </div>`;
  }

  #renderSwitch(): TemplateResult {
    return html`<div class="segmented" part="segmented" role="group" aria-label=${this.term('chartView')}>
      ${VIEWS.map(
        (view) =>
          html`<button
            type="button"
            class=${view === this.view ? 'on' : ''}
            aria-pressed=${view === this.view ? 'true' : 'false'}
            @click=${() => (this.view = view)}
          >
            ${this.term(view === 'chart' ? 'chartChart' : 'chartTable')}
          </button>`,
      )}
    </div>`;
  }

  #renderFigure(timeline: Timeline, { goal, target, raised }: Progress, hidden: boolean): TemplateResult {
    const { from, to, top, steps, points, milestones } = timeline;
    const x = (at: number) => round(((at - from) / (to - from)) * 100);
    const y = (value: number) => round((value / top) * 100);
    const last = points.at(-1)!;
    const summary = this.#summary();
    const today = last.at > this.now - DAY ? this.term('chartToday') : this.#day(last.at);
    const named = spaced(milestones.map(({ at }) => x(at)));
    return html`<figure ?hidden=${hidden}>
      <div class="plot" part="plot">
        <i class="paint" hidden></i>
        ${steps.map((step) => html`<span class="grid-l" data-y=${y(step)}></span>`)}
        <canvas part="canvas" role="img" aria-label=${summary}>${summary}</canvas>
        ${steps.map((step) => html`<span class="yl num ${isBeside(y(step) - y(last.value)) ? 'near' : ''} ${milestones.some((one) => x(one.at) < 28 && Math.abs(y(one.value) - y(step)) < 5) ? 'under' : ''}" part="yl" data-y=${y(step)} aria-hidden="true">${this.#amount(step)}</span>`)}
        ${
          target === null
            ? nothing
            : html`<span class="yl goal num" part="yl goal" data-y=${y(target)}
                >${this.term('chartGoal', { target: this.#amount(target) })}</span
              >`
        }
        ${milestones.map(
          ({ label, at, value }, i) =>
            html`<div class="pin ms ${x(at) > 70 ? 'late' : ''}" part="pin ms" data-x=${x(at)} data-y=${y(value)}>
              <span class="stone" part="stone"></span
              >${named.has(x(at)) || i === milestones.length - 1 ? html`<span class="lab" part="lab"><b>${label}</b></span>` : nothing}
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
            ><b class="num">${this.#amount(raised)}</b><span class="muted">${today}</span></span
          >
        </div>
      </div>
      <ol class="xa" part="xa" aria-hidden="true">
        ${calendarTicks(from, to, 0.09).map(
          ({ at, unit }) =>
            html`<li data-x=${x(at)}>
              ${formatShape(at, this.locale, unit === 'year' ? { year: 'numeric' } : unit === 'month' ? { month: 'short' } : { day: 'numeric', month: 'short' })}
            </li>`,
        )}
      </ol>
      <figcaption class="vh">${goal.label}</figcaption>
    </figure>`;
  }

  #renderTable({ points }: Timeline, { goal, target }: Progress): TemplateResult {
    const { unit, rows } = rowsOf(points, this.now);
    const years = new Set(rows.map(({ at }) => new Date(at).getFullYear())).size > 1;
    const name = (at: number, open: boolean) => {
      const period = formatShape(at, this.locale, {
        ...(unit === 'day' ? { day: 'numeric' } : {}),
        month: 'long',
        ...(years ? { year: 'numeric' } : {}),
      });
      return open ? this.term('chartToDate', { month: period }) : period;
    };
    return html`<div class="scroll" role="group" aria-label=${this.headingText || this.term('chartTitle')}>
      <table part="table">
        <caption>
          ${goal.label}. ${this.term(unit === 'day' ? 'chartCaptionDays' : 'chartCaption')}
        </caption>
        <thead>
          <tr>
            <th scope="col">${this.term(unit === 'day' ? 'chartDay' : 'chartMonth')}</th>
            <th scope="col">${this.term(isCurrency(goal.unit) ? 'chartGiven' : 'chartAdded')}</th>
            <th scope="col">${this.term('chartTotal')}</th>
            ${target === null ? nothing : html`<th scope="col">${this.term('chartOfGoal')}</th>`}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ at, added, total, open }, i) =>
              html`<tr class=${i === rows.length - 1 ? 'key' : ''} part=${i === rows.length - 1 ? 'key' : nothing}>
                <th scope="row">${name(at, open)}</th>
                <td class="num">${this.#amount(added)}</td>
                <td class="num">${this.#amount(total)}</td>
                ${target === null ? nothing : html`<td class="num">${formatPercent((total * 100) / target, this.locale)}</td>`}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #renderEmpty({ goal, target, raised }: Progress, campaign: Campaign): TemplateResult {
    if (raised > 0) {
      const unread = this.stale;
      return html`<div class="base" part="base">
        ${this.heading(this.headingText || this.term('chartTitle'))}
        <div class="fault" part="fault">
          ${alertIcon()}
          <p>${this.rich(unread ? 'chartFaultTotal' : 'chartNoHistory', { amount: this.#amount(raised) })}</p>
          ${unread ? this.#renderRetry('tryAgain') : nothing}
        </div>
      </div>`;
    }
    const opened = goal.startsAt ?? campaign.startsAt;
    const since = opened === undefined ? NaN : this.now - Date.parse(opened);
    const words = !(since >= 0)
      ? ''
      : since < DAY
        ? this.term('chartOpenedToday')
        : this.term('chartOpened', { date: formatDate(opened!, this.locale, this.now) });
    return html`<div class="base blank" part="base">
      <div class="plot blank-plot" part="plot" aria-hidden="true">
        ${
          target === null
            ? nothing
            : html`<span class="goal-l" data-y="85"></span
                ><span class="yl goal num" part="yl goal" data-y="85"
                  >${this.term('chartGoal', { target: this.#amount(target) })}</span
                >`
        }
        <div class="pin" part="pin" data-x="2" data-y="0"><span class="stone next" part="stone"></span></div>
      </div>
      ${this.heading(this.headingText || this.term('chartEmpty'))} ${words ? html`<p>${words}</p>` : nothing}
      ${this.#renderStale()}
    </div>`;
  }

  #renderStale(): unknown {
    if (!this.stale) return nothing;
    const time = formatAsOf(this.updatedAt, Date.now(), this.locale);
    return html`<div class="fault" part="fault">
      ${clockIcon()}
      <p>${this.term('figuresFrom', { time })}</p>
      ${this.#renderRetry('refreshNow')}
    </div>`;
  }

  #renderRetry(key: Term): TemplateResult {
    return html`<button class="btn quiet" part="retry" type="button" @click=${() => void this.store?.refresh()}>
      ${this.term(key)}
    </button>`;
  }
}

/** The drawing code, once it is here. */
let draw: typeof import('./chart.ts').draw | undefined;

/** Lines already written to the console. */
const missing = new Set<string>();

const round = (value: number) => Math.round(value * 100) / 100;

/** Where the label of the latest total stands: a label of the scale gives way to it where there is no room for both. */
const isBeside = (distance: number) => distance > 2 && distance < 24;

/** From the latest total to the goal, cut off where the picture ends. */
function paceLine(
  from: { at: number; value: number },
  to: { at: number; value: number },
  end: number,
): { x: number; y: number }[] {
  const share = Math.min(1, (end - from.at) / (to.at - from.at));
  return [
    { x: from.at, y: from.value },
    { x: from.at + (to.at - from.at) * share, y: from.value + (to.value - from.value) * share },
  ];
}

/** Those of ascending places that are far enough from the one before to carry a name. */
function spaced(places: readonly number[]): Set<number> {
  const kept: number[] = [];
  for (const place of places) {
    if (kept.length === 0 || place - kept.at(-1)! >= 20) kept.push(place);
  }
  return new Set(kept);
}

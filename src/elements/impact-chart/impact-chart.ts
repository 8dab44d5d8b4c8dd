import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { progressOf, type Progress } from '../../data/progress.ts';
import { report } from '../../data/report.ts';
import type { Campaign } from '../../data/schema.ts';
import { chart as chartWords } from '../../i18n/en/chart.ts';
import type { Term } from '../../i18n/index.ts';
import { buttonStyles } from '../../shared/button.styles.ts';
import { CampaignElement } from '../../shared/campaign-element.ts';
import { oneOf } from '../../shared/converters.ts';
import { formatDate } from '../../shared/dates.ts';
import { hostStyles, stateStyles } from '../../shared/host.styles.ts';
import { alertIcon } from '../../shared/icons.ts';
import { onPageChange } from '../../shared/page.ts';
import { part } from '../../shared/part.ts';
import { segmentedStyles } from '../../shared/segmented.styles.ts';
import { stoneStyles } from '../../shared/stone.styles.ts';
import { tokenStyles } from '../../shared/tokens.styles.ts';
import { watchView } from '../../shared/view.ts';
import { amountIn, type Voice } from './amount.ts';
import type { Histories } from './histories.ts';
import { styles } from './impact-chart.styles.ts';
import type { Plotter } from './plotter.ts';
import type { Pointing } from './readout.ts';
import type { Drawn, View } from './words.ts';

export const VIEWS = ['chart', 'table'] as const;
export const INTERVALS = ['auto', 'day', 'week', 'month'] as const;
export const LAYOUTS = ['single', 'switch', 'multiples'] as const;

const DAY = 86_400_000;

const LINE = part(() => import('./line.ts'));
const DRAWING = part(() => import('./chart.ts'));
const TABLE = part(() => import('./table.ts'));
const OUTCOMES = part(() => import('./outcomes.ts'));
const READOUT = part(() => import('./readout.ts'));

/**
 * Shows how totals grew: a line with the goal, the milestones passed and, dotted, where the present pace leads, said as
 * an estimate. Every value can be read by pointer and by keyboard; the same figures are one button away as a table, and
 * from there as a file. Several goals stand side by side or are chosen between. The drawing code is fetched when a chart
 * comes near the screen.
 *
 * @summary Totals over time, as lines or as tables.
 *
 * @slot - Shown until there is data, and whenever there cannot be any. Put a link here.
 *
 * @fires cairn-view {CairnViewEvent} - The element was seen: half of it for a second.
 * @fires cairn-error {CairnErrorEvent} - The campaign could not be loaded.
 *
 * @csspart base - Everything the element draws.
 * @csspart title - The heading.
 * @csspart insight - The sentence that says what the line shows.
 * @csspart segmented - The switch between chart and table.
 * @csspart goals - The choice between several goals.
 * @csspart goal - One of them; with `selected` the one that is shown. With `yl` the label of the goal's line.
 * @csspart outcome - One of several goals that stand side by side.
 * @csspart name - Its heading.
 * @csspart amount - Its total.
 * @csspart plot - The drawing and the labels on it.
 * @csspart canvas - The drawing itself.
 * @csspart yl - A label of the vertical scale; with `goal` that of the goal.
 * @csspart pin - A point on the line; with `ms` a milestone, with `now` the latest total.
 * @csspart lab - The words at a pin.
 * @csspart stone - The mark of a pin.
 * @csspart reader - The slider over the drawing by which the keyboard reads it.
 * @csspart readout - The place of the line that is read.
 * @csspart xa - The dates under the drawing.
 * @csspart table - The table.
 * @csspart key - Its latest row.
 * @csspart export - The buttons under the table.
 * @csspart download - The button that saves the table as a file.
 * @csspart copy - The button that copies it.
 * @csspart fault - The note about figures that cannot be loaded or refreshed.
 * @csspart retry - The button in it.
 */
export class ImpactChart extends CampaignElement {
  static override styles = [tokenStyles, hostStyles, stateStyles, buttonStyles, segmentedStyles, stoneStyles, styles];
  protected static override section = 'chart' as const;
  protected static override words = chartWords;
  protected static override faultTerm: Term = 'chartFault';

  /** Id of the goal to show, or several ids separated by spaces. When empty the first goal, or every goal where the layout has room for them. */
  @property({ attribute: 'goal' }) goalId = '';

  /** `single` shows one goal, `switch` one at a time with a choice between them, `multiples` all side by side. Several ids in `goal` are reason enough for the choice. */
  @property({ converter: oneOf(LAYOUTS) }) layout: (typeof LAYOUTS)[number] = 'single';

  /** What totals are added up by: `day`, `week`, `month`, or `auto` for what suits the length of the history. Where that makes more than 366 points, the next longer one. */
  @property({ converter: oneOf(INTERVALS) }) interval: (typeof INTERVALS)[number] = 'auto';

  /** The heading, best a finding such as "How the stones added up". */
  @property({ attribute: 'heading' }) headingText = '';

  /** `chart` or `table`: what is shown first. */
  @property({ converter: oneOf(VIEWS) }) view: (typeof VIEWS)[number] = 'chart';

  #histories: Histories | undefined;
  #views: View[] = [];
  #basis: readonly unknown[] = [];
  #chosen = '';
  #near = false;
  #copied: '' | 'copied' | 'denied' = '';
  #pointing: { plot: HTMLElement; event: Pointing } | undefined;
  #release: (() => void)[] = [];
  readonly #watched = new Map<HTMLElement, () => void>();
  readonly #plotters = new Map<HTMLElement, Plotter>();

  override connectedCallback(): void {
    super.connectedCallback();
    const repaint = () => this.#plotters.forEach((plotter) => plotter.refresh());
    // The colours are read from an element that has them; it tells when they have changed, from wherever.
    this.renderRoot.addEventListener('transitionend', repaint);
    this.#release = [
      () => this.renderRoot.removeEventListener('transitionend', repaint),
      onPageChange(repaint),
      watchView(this, (near) => {
        if (!near || this.#near) return;
        this.#near = true;
        this.#basis = [];
        this.requestUpdate();
      }),
    ];
    // Back in the page: what was drawn was taken down when the element left it.
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release.forEach((release) => release());
    this.#release = [];
    this.#watched.forEach((stop) => stop());
    this.#watched.clear();
    this.#pointing = undefined;
    this.#near = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { campaign, locale, interval } = this;
    const basis = [campaign, locale, interval, this.goalId, this.layout, this.use(LINE), LINE.failed];
    if (basis.length === this.#basis.length && basis.every((each, i) => each === this.#basis[i])) return;
    this.#basis = basis;
    this.#views = campaign ? this.#viewsOf(campaign) : [];
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    for (const element of this.renderRoot.querySelectorAll<HTMLElement>('[data-x], [data-y]')) {
      const { x, y } = element.dataset;
      if (x !== undefined) element.style.setProperty('--_x', x);
      if (y !== undefined) element.style.setProperty('--_y', y);
    }
    this.#watch('.scroll', (scroller) => TABLE.module!.watchScroller(scroller));
    this.#watch('.plot[data-goal]', (plot) => {
      const plotter = new LINE.module!.Plotter(plot);
      this.#plotters.set(plot, plotter);
      return () => {
        this.#plotters.delete(plot);
        plotter.destroy();
      };
    });
    if (this.#plotters.size === 0) return;
    const drawing = this.#near ? DRAWING.module : undefined;
    if (this.#near && !drawing) void DRAWING.load()?.then(() => this.requestUpdate());
    const readout = READOUT.module;
    for (const [plot, plotter] of this.#plotters) {
      const view = this.#viewIn(plot);
      if (!view) continue;
      if (drawing) plotter.show(view, drawing.draw);
      readout?.refresh(plot, view, this.#voice());
    }
    if (this.#pointing) this.#read(this.#pointing.plot, this.#pointing.event);
  }

  /** Follows what matches from now on, and lets go of what is gone. */
  #watch(selector: string, watch: (element: HTMLElement) => () => void): void {
    for (const [element, stop] of this.#watched) {
      if (element.isConnected) continue;
      stop();
      this.#watched.delete(element);
    }
    for (const element of this.renderRoot.querySelectorAll<HTMLElement>(selector)) {
      if (!this.#watched.has(element)) this.#watched.set(element, watch(element));
    }
  }

  protected override canShow(): boolean {
    return this.#views.length > 0;
  }

  // ── What there is to show ─────────────────────────────────────────────────

  #viewsOf(campaign: Campaign): View[] {
    const ids = this.goalId.split(/\s+/).filter(Boolean);
    const all = campaign.goals.map(({ id }) => id);
    const wanted = ids.length > 0 ? [...new Set(ids)] : this.layout === 'single' ? all.slice(0, 1) : all;
    const missing = wanted.filter((id) => !all.includes(id));
    if (missing.length > 0 || all.length === 0) reportMissing(campaign, missing, all);
    return wanted.flatMap((id) => {
      const progress = progressOf(campaign, id);
      return progress ? [this.#viewOf(campaign, progress)] : [];
    });
  }

  #viewOf(campaign: Campaign, progress: Progress): View {
    const { store, interval, locale, now } = this;
    // Nothing was given: there is no history to wait for.
    const options = { store: progress.raised > 0 ? store : undefined, interval, ask: this.#near };
    const line = LINE.module;
    if (!line) return { progress, timeline: undefined, state: LINE.failed ? 'failed' : 'waiting' };
    this.#histories ??= new line.Histories(() => {
      this.#basis = [];
      this.requestUpdate();
    });
    const series = this.#histories.of(campaign, progress.goal.id, options);
    if (typeof series === 'string') return { progress, timeline: undefined, state: series };
    return {
      progress,
      timeline: line.timelineOf(campaign, progress, series, { now, interval, locale }),
      state: 'ready',
    };
  }

  #viewIn(plot: HTMLElement): Drawn | undefined {
    return this.#views.filter(hasLine).find(({ progress }) => progress.goal.id === plot.dataset.goal);
  }

  #voice(): Voice {
    return {
      locale: this.locale,
      now: this.now,
      term: (key, params) => this.term(key, params),
      rich: (key, params) => this.rich(key, params),
    };
  }

  // ── Rendering ─────────────────────────────────────────────────────────────

  protected override renderReady(campaign: Campaign): TemplateResult {
    const views = this.#views;
    const chosen = views.find(({ progress }) => progress.goal.id === this.#chosen) ?? views[0]!;
    const outcomes = views.length > 1 ? this.use(OUTCOMES) : undefined;
    const table = this.view === 'table' ? this.use(TABLE) : undefined;
    const waits = (views.length > 1 && !outcomes && !OUTCOMES.failed) || chosen.state === 'waiting';
    if (waits) return html`<div class="base" part="base" aria-busy="true">${this.renderLoading()}</div>`;
    const several = outcomes !== undefined && this.layout === 'multiples';
    const drawn = (several ? views : [chosen]).filter(hasLine);
    if (drawn.length === 0 && !outcomes) return this.#renderEmpty(chosen, campaign);
    const voice = this.#voice();
    return html`<div class="base ${this.stale ? 'stale' : ''}" part="base">
      <i class="paint"></i>
      <div class="top">
        <div>
          ${this.heading(this.headingText || this.term('chartTitle'))}
          ${several || !drawn[0] ? nothing : html`<p class="insight" part="insight">${LINE.module!.insightOf(voice, drawn[0])}</p>`}
        </div>
        ${drawn.length > 0 ? this.#renderSwitch() : nothing}
      </div>
      ${
        several
          ? outcomes.renderMultiples(voice, views, {
              level: Math.min(6, this.headingLevel + 1),
              table: table !== undefined,
              draw: (view) => this.#renderOne(voice, view, true),
              without: (view) => this.#renderWithout(view),
            })
          : html`${outcomes?.renderChoice(voice, views, chosen, (id) => this.#choose(id)) ?? nothing}
            ${drawn[0] ? this.#renderOne(voice, drawn[0], false) : this.#renderWithout(chosen)}`
      }
      ${table && drawn.length > 0 ? this.#renderExport(voice, campaign, drawn) : nothing} ${this.renderStale()}
    </div>`;
  }

  #renderOne(voice: Voice, view: Drawn, small: boolean): TemplateResult {
    const table = this.view === 'table' ? this.use(TABLE) : undefined;
    const onRead = (event: Event) => this.#handleRead(event);
    return html`${LINE.module!.renderFigure(voice, view, { hidden: table !== undefined, small, onRead })}
    ${table?.renderTable(voice, view) ?? nothing}`;
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
            @click=${() => this.#show(view)}
          >
            ${this.term(view === 'chart' ? 'chartChart' : 'chartTable')}
          </button>`,
      )}
    </div>`;
  }

  #renderExport(voice: Voice, campaign: Campaign, views: readonly Drawn[]): unknown {
    const { csvOf, saveFile, copyText, renderExport } = TABLE.module!;
    const text = () => csvOf(voice, views);
    return renderExport(voice, {
      text,
      copied: this.#copied,
      onSave: () => saveFile(text(), [campaign.id, ...views.map(({ progress }) => progress.goal.id)].join('-')),
      onCopy: async () => {
        this.#copied = (await copyText(text())) ? 'copied' : 'denied';
        this.requestUpdate();
      },
    });
  }

  /** The total of a goal that has no line, in a sentence. */
  #renderWithout({ progress, state }: View): TemplateResult {
    const unread = this.stale || state === 'failed';
    const amount = amountIn(this.#voice(), progress, progress.raised);
    return html`<div class="fault" part="fault">
      ${alertIcon()}
      <p>${this.rich(unread ? 'chartFaultTotal' : 'chartNoHistory', { amount })}</p>
      ${unread ? this.#renderRetry('tryAgain') : nothing}
    </div>`;
  }

  #renderEmpty(view: View, campaign: Campaign): TemplateResult {
    const { goal, target, raised } = view.progress;
    if (raised > 0) {
      return html`<div class="base" part="base">
        ${this.heading(this.headingText || this.term('chartTitle'))} ${this.#renderWithout(view)}
      </div>`;
    }
    const opens = goal.startsAt ?? campaign.startsAt;
    const since = opens === undefined ? NaN : this.now - Date.parse(opens);
    const date = opens === undefined ? '' : formatDate(opens, this.locale, this.now);
    const words = !date
      ? ''
      : since < 0
        ? this.term('chartOpens', { date })
        : since < DAY
          ? this.term('chartOpenedToday')
          : this.term('chartOpened', { date });
    return html`<div class="base blank" part="base">
      <div class="plot blank-plot" part="plot" aria-hidden="true">
        ${
          target === null
            ? nothing
            : html`<span class="goal-l" data-y="85"></span
                ><span class="yl goal num" part="yl goal" data-y="85"
                  >${this.term('chartGoal', { target: amountIn(this.#voice(), view.progress, target) })}</span
                >`
        }
        <div class="pin now" part="pin now" data-x="2" data-y="0"><span class="stone reached" part="stone"></span></div>
      </div>
      ${this.heading(this.headingText || this.term('chartEmpty'))} ${words ? html`<p>${words}</p>` : nothing}
      ${this.renderStale()}
    </div>`;
  }

  #renderRetry(key: Term): TemplateResult {
    return html`<button class="btn quiet" part="retry" type="button" @click=${() => this.retry()}>
      ${this.term(key)}
    </button>`;
  }

  // ── What visitors do ──────────────────────────────────────────────────────

  #show(view: (typeof VIEWS)[number]): void {
    this.view = view;
    this.#copied = '';
  }

  #choose(goalId: string): void {
    this.#chosen = goalId;
    this.#copied = '';
    this.#plotters.forEach((_, plot) => READOUT.module?.hide(plot));
    this.requestUpdate();
  }

  protected override retry(): void {
    this.#histories?.forget();
    this.#basis = [];
    this.requestUpdate();
    super.retry();
  }

  #handleRead(event: Event): void {
    const plot = (event.currentTarget as Element).closest<HTMLElement>('.plot')!;
    const { type } = event;
    const { clientX = 0, pointerType = 'mouse', key = '' } = event as Partial<PointerEvent & KeyboardEvent>;
    if (this.#read(plot, { type, clientX, key, isMouse: pointerType === 'mouse' })) event.preventDefault();
  }

  /** At once, or when the code for it has come. True when nobody else should act on the event. */
  #read(plot: HTMLElement, event: Pointing): boolean {
    const view = this.#viewIn(plot);
    const readout = this.use(READOUT);
    this.#pointing = readout ? undefined : { plot, event };
    return view !== undefined && readout?.read(plot, view, this.#voice(), event) === true;
  }
}

const hasLine = (view: View): view is Drawn => view.timeline !== undefined;

/** Lines already written to the console. */
const said = new Set<string>();

function reportMissing({ id }: Campaign, missing: readonly string[], all: readonly string[]): void {
  const line = `<cairn-impact-chart>: campaign "${id}" ${
    all.length > 0 ? `has no goal "${missing.join('", "')}", only ${all.join(', ')}` : 'has no goals'
  }.`;
  if (!said.has(line)) report('error', line);
  said.add(line);
}

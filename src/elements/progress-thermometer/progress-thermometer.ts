import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { phaseOf } from '../../data/phase.ts';
import { progressOf, type Progress } from '../../data/progress.ts';
import { report } from '../../data/report.ts';
import type { Campaign, CampaignInput } from '../../data/schema.ts';
import type { CampaignStore } from '../../data/store.ts';
import type { Term } from '../../i18n/index.ts';
import { thermometer as thermometerWords } from '../../i18n/en/thermometer.ts';
import { CampaignElement } from '../../shared/campaign-element.ts';
import { coming } from '../../shared/coming.ts';
import { oneOf } from '../../shared/converters.ts';
import { hostStyles, stateStyles } from '../../shared/host.styles.ts';
import { legendStyles } from '../../shared/legend.styles.ts';
import { mayMove } from '../../shared/motion.ts';
import { onTick } from '../../shared/page.ts';
import { part, type Part } from '../../shared/part.ts';
import { stoneStyles } from '../../shared/stone.styles.ts';
import { tokenStyles } from '../../shared/tokens.styles.ts';
import { watchSize, watchView } from '../../shared/view.ts';
import { draw as drawBar } from './level.ts';
import { renderLoading } from './loading.ts';
import type { Announcer } from './news.ts';
import { drawnOnce, progressFor, writtenOnce } from './once.ts';
import { styles } from './progress-thermometer.styles.ts';
import { roll } from './roll.ts';
import type { Piece, View } from './view.ts';
import { figure, foldable } from './words.ts';

export const VARIANTS = ['bar', 'vertical', 'radial', 'cairn', 'compact', 'strata', 'teams'] as const;

// What a default page does not draw is fetched when it is first drawn.
const COMPACT = part(() => import('./compact.ts'));
const GLASS = part(() => import('./glass.ts'));
const RADIAL = part(() => import('./radial.ts'));
const ROWS = part(() => import('./rows.ts'));
const STONES = part(() => import('./stones.ts'));
const LAST = part(() => import('./last.ts'));
const NEWS = part(() => import('./news.ts'));
const SHARE = part(() => import('./share.ts'));
const COMBINED = part(() => import('./combined.ts'));
const STATIC = part(() => import('./static-campaign.ts'));

const PIECES: Partial<Record<(typeof VARIANTS)[number], Part<Piece>>> = {
  compact: COMPACT,
  strata: ROWS,
  teams: ROWS,
  vertical: GLASS,
  radial: RADIAL,
  cairn: STONES,
};

const FIGURES = [
  'raised',
  'target',
  'unit',
  'scale',
  'label',
  'matched',
  'givenOffline',
  'pledged',
  'supporters',
] as const;
const ROLL_MS = 900;
const NO_ROWS: readonly never[] = [];

/** The thermometers on the screen or near it: one set for all of them. */
const inView = new WeakSet<Element>();

/** Lines already written to the console. */
const missing = new Set<string>();

/**
 * Shows how far a campaign is from its goal. Given is solid, matched is striped, given offline is lined, pledged is
 * outlined, in the meter and in its legend alike. Figures that change while the page is open count up once.
 *
 * @summary A goal as a bar, a thermometer, a dial, a cairn, one line, or one row per goal or team.
 *
 * @slot - Shown until there is data, and whenever there cannot be any. Put a link here.
 * @slot action - A link or button that goes with the figures, such as "Give".
 *
 * @fires cairn-goal {CairnGoalEvent} - The goal was reached while the page was open.
 * @fires cairn-cta {CairnCtaEvent} - The invitation of an empty thermometer was followed; cancel it to handle it yourself.
 * @fires cairn-view {CairnViewEvent} - The element was seen: half of it for a second.
 * @fires cairn-error {CairnErrorEvent} - The campaign could not be loaded.
 *
 * @csspart base - Everything the element draws.
 * @csspart title - The heading.
 * @csspart figures - The amount raised and the goal.
 * @csspart raised - The amount raised.
 * @csspart of - The goal beside it.
 * @csspart rail - The bar with its milestones.
 * @csspart bar - The whole scale of a bar.
 * @csspart seg - One part of what is drawn; with `matched`, `offline` or `pledged`.
 * @csspart pins - The milestones on the bar.
 * @csspart labels - The names of the milestones under the bar.
 * @csspart nextup - The next milestone in words.
 * @csspart stem - The glass and its labels.
 * @csspart marks - The labels beside the glass.
 * @csspart stone - One milestone.
 * @csspart legend - What the textures mean.
 * @csspart sw - One texture in the legend.
 * @csspart stats - Supporters, time left, typical gift.
 * @csspart last - The latest contribution.
 * @csspart face - The portrait in it.
 * @csspart foot - Notes, and what follows.
 * @csspart rule - Percentage, what counts, and as of when.
 * @csspart moved - That the goal was changed while the page was open.
 * @csspart match - Who matches gifts, what is left of it and until when.
 * @csspart after - The goal that comes after this one.
 * @csspart live - How the figures are followed, with `with-live`.
 * @csspart tube - The glass, or the drawn cairn, as a meter.
 * @csspart dial - The dial.
 * @csspart hub - The figures inside the dial.
 * @csspart each - What one stone of the cairn stands for.
 * @csspart share - The button to pass the campaign on, with `with-share`.
 * @csspart shared - What it says when the link is copied.
 * @csspart note - That the campaign is paused, has closed or opens later.
 * @csspart amt - The figures of the compact line.
 * @csspart left - The time left on the compact line.
 * @csspart strata - The rows of several goals.
 * @csspart name - The name of one goal in a row.
 * @csspart val - The figures of one goal in a row.
 * @csspart pile - The drawn cairn.
 * @csspart fault - The note about figures that cannot be loaded or refreshed.
 * @csspart retry - The button in it.
 * @csspart primary - The invitation of an empty thermometer.
 * @csspart status - The live region, which cannot be seen.
 *
 * @cssproperty [--cairn-meter-size=28.75em] - Height of the vertical thermometer.
 * @cssproperty [--cairn-motion=1] - Multiplies durations; 0 stops all motion.
 * @cssproperty [--cairn-cap=oklch(0.76 0.14 68)] - Colour of the last stone of a finished cairn.
 */
export class ProgressThermometer extends CampaignElement {
  static override styles = [tokenStyles, hostStyles, stateStyles, legendStyles, stoneStyles, styles];
  protected static override section = 'thermometer' as const;
  protected static override words = thermometerWords;
  protected static override faultTerm: Term = 'progressFault';

  @query('.raised') private raisedText?: HTMLElement;
  @query('[role="status"]') private region?: HTMLElement;

  /** Id of the goal to show; the first goal when empty. `a+b` adds goals of one unit up; with `variant="strata"` several, separated by spaces. */
  @property({ attribute: 'goal' }) goalId = '';

  /** `bar`, `vertical` for the glass, `radial` for the dial, `cairn` for stones, `compact` for one line, `strata` for one row per goal, `teams` for one per team. */
  @property({ converter: oneOf(VARIANTS) }) variant: (typeof VARIANTS)[number] = 'bar';

  /** Without a backend: what is raised, in whole units with a decimal point, such as `34180` or `34180.50`. */
  @property() raised = '';

  /** Without a backend: the goal, written like `raised`; left out for a count without a goal. */
  @property() target = '';

  /** Without a backend: an ISO 4217 currency such as `USD`, or a word such as `hours`. */
  @property() unit = '';

  /** Without a backend: how many decimals the amounts have; 2 for a currency, else as many as are written. */
  @property({ type: Number }) scale: number | undefined = undefined;

  /** Without a backend: the name of the goal, shown as the heading. */
  @property() label = '';

  /** Without a backend: how much of `raised` was matched, written like it. */
  @property() matched = '';

  /** Without a backend: how much of `raised` was given offline, written like it. */
  @property({ attribute: 'offline' }) givenOffline = '';

  /** Without a backend: what is promised on top of `raised`, written like it. */
  @property() pledged = '';

  /** Without a backend: how many people took part. */
  @property({ type: Number }) supporters: number | undefined = undefined;

  /** Says how the figures are followed: live, checked from time to time, or not at all. */
  @property({ type: Boolean, attribute: 'with-live' }) withLive = false;

  /** Shows a button to pass the campaign on: by the device's own sharing, else by copying the link. */
  @property({ type: Boolean, attribute: 'with-share' }) withShare = false;

  /** Tells screen readers of each milestone and each whole percent, at most every ten seconds. The goal is always told. */
  @property({ type: Boolean, attribute: 'with-announcements' }) withAnnouncements = false;

  #announcer: Announcer | undefined;
  /** What is shown, and of what it was told already. */
  #rows: readonly Progress[] = NO_ROWS;
  #told: readonly Progress[] = NO_ROWS;
  #movedFrom: number | null | undefined;
  #campaign: Campaign | undefined;
  #followed: CampaignStore | undefined;
  /** Something that decides what is shown is still on its way. */
  #waits = false;
  #drawnFor = '';
  #shown: number | undefined;
  #rolling: { to: number; stop: () => void } | undefined;
  #moves = false;
  /** The last figure that was another one, and when it came. */
  #news: { raised: number | undefined; at: number } = { raised: undefined, at: -Infinity };
  #laying = false;
  #settledFor = '';
  #release: (() => void)[] = [];

  get #base(): Element | null {
    return this.renderRoot.firstElementChild;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#release = [
      onTick(() => this.campaign && this.requestUpdate()),
      watchView(this, (seen) => void (seen ? inView.add(this) : inView.delete(this))),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release.forEach((release) => release());
    this.#release = [];
    this.#settledFor = '';
    this.#rolling?.stop();
    this.#rolling = undefined;
    this.#announcer?.stop();
    this.#base?.classList.remove('enter', 'laying');
    this.#told = NO_ROWS;
    this.#shown = undefined;
    inView.delete(this);
  }

  protected override attributeSnapshot(): CampaignInput | typeof coming | undefined {
    if (!this.raised) return undefined;
    const figures = this.use(STATIC);
    return figures ? figures.staticCampaign(this) : STATIC.failed ? undefined : coming;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const figures = this.raised && !this.store && (STATIC.module || STATIC.failed);
    if (figures || FIGURES.some((name) => changed.has(name))) this.resolveStore();
    if (this.#waits || this.campaign !== this.#campaign || changed.has('goalId') || changed.has('variant')) {
      this.#choose();
    }
    // Asked before anything is written: a computed style that is read between two writes costs a calculation of its own.
    const [progress] = this.#rows;
    const raised = progress?.raised;
    const isFirst = this.#drawnFor === '';
    if (!isFirst && raised === this.#news.raised) return;
    // In a rush the figure ticks: counting up without a pause would keep the page busy and say nothing more.
    const isRush = !isFirst && performance.now() - this.#news.at < ROLL_MS;
    this.#news = { raised, at: isFirst ? -Infinity : performance.now() };
    this.#moves = raised !== undefined && !isRush && inView.has(this) && mayMove(this);
  }

  /** Which goals are shown: one, or with `strata` several. */
  #choose(): void {
    const { campaign, goalId, store } = this;
    this.#campaign = campaign;
    this.#waits = false;
    if (!campaign) return void (this.#rows = NO_ROWS);
    const asked = goalId.split(/\s+/).filter(Boolean);
    const several = this.variant === 'strata';
    const ids = asked.length && !several ? asked.slice(0, 1) : asked;
    if (ids.length === 0) ids.push(...campaign.goals.slice(0, several ? undefined : 1).map(({ id }) => id));
    const rows = ids.map((id) => this.#progressOf(campaign, id)).filter((row) => row !== undefined);
    const [before] = this.#rows;
    const [progress] = rows;
    if (store !== this.#followed || before?.goal.id !== progress?.goal.id) this.#movedFrom = undefined;
    else if (before && progress && before.target !== progress.target) this.#movedFrom = before.target;
    if (store !== this.#followed) this.#told = NO_ROWS;
    this.#followed = store;
    this.#rows = rows;
    if (rows.length === 0 && !this.#waits) this.#reportMissing(campaign);
  }

  #progressOf(campaign: Campaign, id: string): Progress | undefined {
    if (!id.includes('+')) return progressFor(campaign, id, () => progressOf(campaign, id));
    const combined = this.use(COMBINED);
    this.#waits ||= !combined && !COMBINED.failed;
    return combined && progressFor(campaign, id, () => combined.combinedProgress(campaign, id, this.locale));
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const [progress] = this.#rows;
    const base = this.#base;
    if (!progress || !base || base.hasAttribute('aria-busy')) return;
    const { goal, reached } = progress;
    // Only a figure of the same kind counts up; anything else is another picture.
    const key = [this.campaign!.id, goal.id, goal.unit, goal.scale, this.variant, reached].join(' ');
    const changes = this.#drawnFor === key && this.#shown !== undefined && this.#shown !== progress.raised;
    // The first picture grows from zero where it can be seen to; it is not played again.
    if (this.#drawnFor === '' && this.#moves) base.classList.add('enter');
    this.#drawnFor = key;
    this.#drawRaised(progress, changes && this.#moves);
    this.#settle(this.#pieceFor(progress)?.module);
    this.#follow();
    if (this.#laying && base.matches('.built')) this.#lay(base);
  }

  protected override canShow(): boolean {
    return this.#waits || this.#rows.length > 0;
  }

  #reportMissing(campaign: Campaign): void {
    const known = campaign.goals.map(({ id }) => id).join(', ');
    const line = `<cairn-progress-thermometer>: campaign "${campaign.id}" ${
      known ? `has no goal "${this.goalId}", only ${known}` : 'has no goals'
    }.`;
    if (!missing.has(line)) report('error', line);
    missing.add(line);
  }

  // ── What changed while the page was open ──────────────────────────────────

  /** Writes the figure itself, outside of rendering, so that counting up costs one text node per frame. */
  #drawRaised(progress: Progress, moves: boolean): void {
    const to = progress.raised;
    if (this.#rolling && this.#rolling.to === to && moves) return; // rendered for another reason meanwhile
    const base = this.#base!;
    this.#rolling?.stop();
    const write = (value: number) => {
      const text = this.raisedText;
      this.#shown = text ? value : undefined;
      const { locale } = this;
      const words = writtenOnce(progress, value, locale, () => foldable(figure({ locale, progress }, value)));
      if (text && text.textContent !== words) text.textContent = words;
    };
    if (moves || this.#rolling) base.classList.toggle('moving', moves);
    this.#rolling = undefined;
    if (!moves) return write(to);
    // Whole units on the way: decimals would only flicker.
    const unit = 10 ** progress.goal.scale;
    const stop = roll(this.#shown ?? to, to, ROLL_MS, (value, finished) => {
      write(finished ? to : Math.round(value / unit) * unit);
      if (!finished) return;
      this.#rolling = undefined;
      base.classList.remove('moving');
    });
    this.#rolling = { to, stop };
  }

  /** Tells of goals and milestones reached since the last look; only of what came from the same source. */
  #follow(): void {
    const rows = this.#rows;
    const told = this.#told;
    const { store } = this;
    if (told === rows || !store) return;
    const module = told.length ? this.use(NEWS) : undefined;
    if (told.length && !module && !NEWS.failed) return; // told when it is here
    this.#told = rows;
    if (!module) return;
    const { message, goals } = module.newsOf(store, told, rows, (row) => this.#view(row), this.withAnnouncements);
    if (message) (this.#announcer ??= new module.Announcer(() => this.region)).say(message);
    this.#laying = goals.some(({ detail }) => detail.goalId === rows[0]?.goal.id) && inView.has(this) && mayMove(this);
    for (const event of goals) this.dispatchEvent(event);
  }

  /** The stones are laid one after the other: once, where somebody sees it. */
  #lay(base: Element): void {
    this.#laying = false;
    base.querySelectorAll<SVGElement>('.pile > .on').forEach((stone, i) => stone.style.setProperty('--_i', String(i)));
    base.classList.add('laying');
  }

  /** Lets a piece measure what it has drawn. */
  #settle(piece: Piece | undefined): void {
    const drawn = piece?.settle ? `${this.variant} ${this.#base!.textContent}` : '';
    if (drawn === this.#settledFor) return;
    this.#settledFor = drawn;
    if (!piece?.settle) return;
    const settle = () => piece.settle!(this.renderRoot);
    // In the frame after: what is moved as sizes are told may change them again, and Firefox writes of a loop.
    if (this.#release.length < 3) this.#release.push(watchSize(this, () => requestAnimationFrame(settle)));
    settle();
  }

  // ── Rendering ─────────────────────────────────────────────────────────────

  protected override render(): unknown {
    // What is said outlives what is drawn: the picture of a reached goal is another one.
    return html`${super.render()}
      <p class="vh" part="status" role="status"></p>`;
  }

  protected override renderReady(campaign: Campaign): TemplateResult {
    const [progress] = this.#rows;
    if (!progress) return this.#renderBusy();
    const part = this.#pieceFor(progress);
    const piece = part && this.use(part);
    // What is drawn already stays until what replaces it is here.
    const drawn = this.#drawnFor && this.variant === 'bar';
    if (part && !piece && !part.failed && !drawn) return this.#renderBusy();
    const share = this.withShare && this.use(SHARE);
    const last = campaign.contributions && this.use(LAST);
    const { variant, goalId, locale, headingLevel, label, withLive, updatedAt } = this;
    const draw = () => (piece?.draw ?? drawBar)(this.#view(progress));
    if (this.hasOwnWords) return draw();
    const key = [
      [variant, goalId, locale, headingLevel, label, this.stale && updatedAt, this.offline, this.#movedFrom],
      [this.#live, withLive && updatedAt, !share, !last, !piece],
    ].join('\n');
    return drawnOnce(campaign, key, this.now, draw);
  }

  /** Without a connection nothing new can come, whatever came last. */
  protected override get offline(): boolean {
    return super.offline || (this.#live === 'paused' && !navigator.onLine);
  }

  protected override get stale(): boolean {
    return super.stale || this.offline;
  }

  /** How the figures are followed; undefined where they never change by themselves. */
  get #live(): View['live'] {
    const { state, capabilities } = this.store ?? {};
    return state?.status === 'ready' && capabilities!.live !== 'none' ? state.live : undefined;
  }

  /** What draws the variant, or the state it is in; the bar needs nothing more. */
  #pieceFor({ raised, segments, reached, target }: Progress): Part<Piece> | undefined {
    const { variant } = this;
    const own = PIECES[variant];
    if (own === COMPACT || own === ROWS) return own;
    if (raised === 0 && segments.length === 0 && phaseOf(this.campaign!, this.now) !== 'ended') return STONES;
    if (reached && variant === 'bar') return STONES;
    return target === null ? undefined : own;
  }

  protected override renderLoading(): TemplateResult {
    return renderLoading(this.variant);
  }

  #renderBusy(): TemplateResult {
    return html`<div class="base" aria-busy="true">${this.renderLoading()}</div>`;
  }

  /** What the parts are drawn from, and the words about them. */
  #view(progress: Progress, rows = this.#rows): View {
    const campaign = this.campaign!;
    const view: View = {
      campaign,
      progress,
      rows: rows.length > 1 ? rows.map((row) => this.#view(row, NO_ROWS)) : NO_ROWS,
      variant: this.variant,
      label: this.label,
      locale: this.locale,
      now: this.now,
      updatedAt: this.updatedAt,
      stale: this.stale,
      offline: this.offline,
      live: this.withLive ? this.#live : undefined,
      movedFrom: this.#movedFrom,
      last: LAST.module,
      share: nothing,
      term: (key, params) => this.term(key, params),
      heading: (content) => this.heading(content),
    };
    const share = this.withShare && SHARE.module?.draw(view);
    return share ? { ...view, share } : view;
  }
}

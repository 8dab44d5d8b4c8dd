import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { phaseOf, type Progress } from '../../data/progress.ts';
import { report } from '../../data/report.ts';
import type { Campaign, CampaignInput } from '../../data/schema.ts';
import type { CampaignStore } from '../../data/store.ts';
import type { Term } from '../../i18n/index.ts';
import { thermometer as thermometerWords } from '../../i18n/en/thermometer.ts';
import { buttonStyles } from '../../shared/button.styles.ts';
import { CampaignElement } from '../../shared/campaign-element.ts';
import { oneOf } from '../../shared/converters.ts';
import { CairnGoalEvent } from '../../shared/events.ts';
import { faceStyles } from '../../shared/face.styles.ts';
import { hostStyles, stateStyles } from '../../shared/host.styles.ts';
import { legendStyles } from '../../shared/legend.styles.ts';
import { mayMove } from '../../shared/motion.ts';
import { onTick } from '../../shared/page.ts';
import { stoneStyles } from '../../shared/stone.styles.ts';
import { tokenStyles } from '../../shared/tokens.styles.ts';
import { watchSize, watchView } from '../../shared/view.ts';
import { styles } from './progress-thermometer.styles.ts';
import { Announcer } from './announcer.ts';
import { renderRail } from './bar.ts';
import { renderBuilt } from './built.ts';
import { renderCompact } from './compact.ts';
import { renderEmpty } from './empty.ts';
import { renderFoot, renderStatus } from './foot.ts';
import { pushApart } from './geometry.ts';
import { renderGlass } from './glass.ts';
import { renderLoading } from './loading.ts';
import { celebrate, drawnOnce, progressFor } from './once.ts';
import { renderFigures, renderLast, renderLegend, renderStats, renderTitle } from './parts.ts';
import { roll } from './roll.ts';
import { staticCampaign } from './static-campaign.ts';
import { renderStrata } from './strata.ts';
import type { View } from './view.ts';
import { figure, percentage, sentence } from './words.ts';

export const VARIANTS = ['bar', 'vertical', 'compact', 'strata'] as const;

const STATIC = ['raised', 'target', 'unit', 'scale', 'label'] as const;
const ROLL_MS = 900;
const NO_ROWS: readonly Progress[] = [];

/** Lines already written to the console. */
const missing = new Set<string>();

/**
 * Shows how far a campaign is from its goal. Given is solid, matched is striped, given offline is lined, pledged is
 * outlined, in the meter and in its legend alike. Figures that change while the page is open count up once.
 *
 * @summary A goal as a bar, a thermometer, one line, or one row per goal.
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
  static override styles = [
    tokenStyles,
    hostStyles,
    stateStyles,
    buttonStyles,
    faceStyles,
    legendStyles,
    stoneStyles,
    styles,
  ];
  protected static override section = 'thermometer' as const;
  protected static override words = thermometerWords;
  protected static override faultTerm: Term = 'progressFault';

  @query('.raised') private raisedText?: HTMLElement;
  @query('.marks') private marks?: HTMLElement;
  @query('[role="status"]') private region?: HTMLElement;

  /** Id of the goal to show; the first goal when empty. With `variant="strata"` several ids, separated by spaces. */
  @property({ attribute: 'goal' }) goalId = '';

  /** `bar`, `vertical` for the glass, `compact` for one line, `strata` for one row per goal. */
  @property({ converter: oneOf(VARIANTS) }) variant: (typeof VARIANTS)[number] = 'bar';

  /** Without a backend: what is raised, in whole units with a decimal point, such as `34180` or `34180.50`. */
  @property() raised = '';

  /** Without a backend: the goal, written like `raised`; left out for a count without a goal. */
  @property() target = '';

  /** Without a backend: an ISO 4217 currency such as `USD`, or a word such as `hours`. */
  @property() unit = '';

  /** Without a backend: how many decimals the amounts have; 2 for a currency, else as many as are written. */
  @property({ type: Number }) scale?: number;

  /** Without a backend: the name of the goal, shown as the heading. */
  @property() label = '';

  /** Tells screen readers of each milestone and each whole percent, at most every ten seconds. The goal is always told. */
  @property({ type: Boolean, attribute: 'with-announcements' }) withAnnouncements = false;

  #announcer: Announcer | undefined;
  #before: readonly Progress[] = NO_ROWS;
  #campaign: Campaign | undefined;
  #progress: Progress | undefined;
  #rows: readonly Progress[] = NO_ROWS;
  #followed: CampaignStore | undefined;
  #drawnFor = '';
  #shown: number | undefined;
  #rolling: { to: number; stop: () => void } | undefined;
  #moves = false;
  #moving = false;
  #marksDrawn = '';
  #unwatchSize: (() => void) | undefined;
  #inView = false;
  #release: (() => void)[] = [];

  get #base(): Element | null {
    return this.renderRoot.firstElementChild;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#release = [
      onTick(() => this.campaign && this.requestUpdate()),
      watchView(this, (inView) => (this.#inView = inView)),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release.forEach((release) => release());
    this.#release = [];
    this.#unwatchSize?.();
    this.#unwatchSize = undefined;
    this.#marksDrawn = '';
    this.#rolling?.stop();
    this.#rolling = undefined;
    this.#announcer?.stop();
    this.renderRoot.querySelector('.enter')?.classList.remove('enter');
    this.#before = NO_ROWS;
    this.#shown = undefined;
    this.#inView = false;
  }

  protected override attributeSnapshot(): CampaignInput | undefined {
    const { raised, target, unit, scale, label } = this;
    return staticCampaign({ raised, target, unit, scale, label });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (STATIC.some((name) => changed.has(name))) this.resolveStore();
    if (this.campaign !== this.#campaign || changed.has('goalId') || changed.has('variant')) this.#choose();
    // Asked before anything is written: a computed style that is read between two writes costs a calculation of its own.
    const news = this.#drawnFor === '' || (this.#shown !== undefined && this.#shown !== this.#progress?.raised);
    this.#moves = news && this.#inView && this.#progress !== undefined && mayMove(this);
  }

  #choose(): void {
    const { campaign } = this;
    this.#campaign = campaign;
    const ids = this.goalId.split(/\s+/).filter(Boolean);
    const strata = this.variant === 'strata';
    const goals = !campaign
      ? []
      : strata && ids.length === 0
        ? campaign.goals.map(({ id }) => id)
        : ids.slice(0, strata ? undefined : 1);
    this.#progress = campaign && progressFor(campaign, goals[0]);
    this.#rows =
      campaign && strata ? goals.map((id) => progressFor(campaign, id)).filter((row) => row !== undefined) : NO_ROWS;
    if (campaign && !this.canShow()) this.#reportMissing(campaign);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (!this.campaign || !this.#progress) return;
    const { goal, reached } = this.#progress;
    // Only a figure of the same kind counts up; anything else is another picture.
    const key = [this.campaign.id, goal.id, goal.unit, goal.scale, this.variant, reached].join(' ');
    const changes = this.#drawnFor === key && this.#shown !== undefined && this.#shown !== this.#progress.raised;
    // The first picture grows from zero where it can be seen to; it is not played again.
    if (this.#drawnFor === '' && this.#moves) this.#base?.classList.add('enter');
    this.#drawnFor = key;
    this.#drawRaised(this.#progress, changes && this.#moves);
    if (this.variant === 'vertical') this.#separateMarks();
    this.#follow();
  }

  protected override canShow(): boolean {
    return this.variant === 'strata' ? this.#rows.length > 0 : this.#progress !== undefined;
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
    this.#rolling?.stop();
    this.#rolling = undefined;
    const write = (value: number) => {
      const text = this.raisedText;
      this.#shown = text ? value : undefined;
      const words = figure({ locale: this.locale, progress }, value);
      if (text && text.textContent !== words) text.textContent = words;
    };
    const base = this.#base;
    if (this.#moving !== moves) base?.classList.toggle('moving', moves);
    this.#moving = moves;
    if (!moves) return write(to);
    // Whole units on the way: decimals would only flicker.
    const unit = 10 ** progress.goal.scale;
    const stop = roll(this.#shown ?? to, to, ROLL_MS, (value, finished) => {
      write(finished ? to : Math.round(value / unit) * unit);
      if (!finished) return;
      this.#rolling = undefined;
      this.#moving = false;
      base?.classList.remove('moving');
    });
    this.#rolling = { to, stop };
  }

  #say(message: string): void {
    this.#announcer ??= new Announcer(() => this.region);
    this.#announcer.say(message);
  }

  /** Tells of goals and milestones reached since the last look; only of what came from the same source. */
  #follow(): void {
    const { campaign, store } = this;
    const last = store === this.#followed ? this.#before : NO_ROWS;
    this.#followed = store;
    this.#before = this.variant === 'strata' ? this.#rows : [this.#progress!];
    for (const progress of this.#before) {
      const { goal } = progress;
      const before = last.find((one) => one.goal.id === goal.id);
      if (!before || before === progress || before.target !== progress.target) continue;
      const view = this.#view(progress);
      if (progress.reached && !before.reached && celebrate(store, goal.id)) {
        this.#say(this.term('progressSayGoal', { figures: sentence(view) }));
        this.dispatchEvent(new CairnGoalEvent({ campaignId: campaign!.id, goalId: goal.id }));
      } else if (this.withAnnouncements) {
        const figures = sentence(view);
        const reached = progress.milestones.findLast(
          ({ id, state }) =>
            state === 'reached' && before.milestones.some((one) => one.id === id && one.state !== 'reached'),
        );
        if (reached) this.#say(this.term('progressSayMilestone', { name: reached.label, figures }));
        else if ((progress.percent ?? 0) > (before.percent ?? 0)) {
          this.#say(this.term('progressSayPercent', { figures, percent: percentage(view) }));
        }
      }
    }
  }

  /** Labels that would overlap beside the glass are pushed apart, by the room they really take. */
  #separateMarks(): void {
    const { marks } = this;
    const items = marks ? ([...marks.children] as HTMLElement[]).reverse() : [];
    const drawn = items.map((item) => `${item.dataset['mark']} ${item.textContent}`).join();
    if (!marks || drawn === this.#marksDrawn) return;
    this.#marksDrawn = drawn;
    this.#unwatchSize ??= watchSize(this, () => this.#placeMarks());
    this.#placeMarks();
  }

  #placeMarks(): void {
    const { marks } = this;
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

  // ── Rendering ─────────────────────────────────────────────────────────────

  protected override renderReady(campaign: Campaign): TemplateResult {
    const { variant, goalId, locale, headingLevel, label } = this;
    const key = [variant, goalId, locale, headingLevel, label, this.stale && this.updatedAt].join('\n');
    return drawnOnce(campaign, key, this.now, () => this.#render(campaign));
  }

  protected override renderLoading(): TemplateResult {
    return renderLoading(this.variant);
  }

  /** Nothing of this one instance in here: what is drawn serves all that show the same. */
  #render(campaign: Campaign): TemplateResult {
    if (this.variant === 'strata') {
      const rows = this.#rows.map((row) => this.#view(row));
      return renderStrata(rows, this.label || campaign.mission.title, this.#progress?.goal);
    }
    const progress = this.#progress!;
    const { raised, segments, reached, target } = progress;
    const view = this.#view(progress);
    if (this.variant === 'compact') return renderCompact(view);
    if (raised === 0 && segments.length === 0 && phaseOf(campaign, view.now) !== 'ended') return renderEmpty(view);
    if (target !== null && reached && this.variant === 'bar') return renderBuilt(view, target);
    const vertical = this.variant === 'vertical' && target !== null;
    const figures = html`${renderTitle(view)} ${renderFigures(view)}`;
    const rest = html`${renderLegend(view)} ${renderStats(view)} ${renderLast(view)}`;
    return html`<div class="base ${vertical ? 'vertical' : 'level'} ${view.stale ? 'stale' : ''}" part="base">
      ${figures} ${vertical ? nothing : renderRail(view)} ${rest} ${vertical ? renderGlass(view, target) : nothing}
      ${renderFoot(view)}
      <slot name="action"></slot>${renderStatus()}
    </div>`;
  }

  /** What the parts are drawn from, and the words about them. */
  #view(progress: Progress): View {
    return {
      campaign: this.campaign!,
      progress,
      locale: this.locale,
      now: this.now,
      stale: this.stale,
      updatedAt: this.updatedAt,
      term: (key, params) => this.term(key, params),
      heading: (content) => this.heading(content),
    };
  }
}

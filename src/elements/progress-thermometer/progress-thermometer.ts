import { html, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import {
  phaseOf,
  progressOf,
  timeLeft,
  type MilestoneProgress,
  type Progress,
  type Segment,
} from '../../data/progress.ts';
import { formatNumber, formatPercent, formatQuantity, isCurrency, toDecimalString } from '../../data/quantity.ts';
import { report } from '../../data/report.ts';
import type { Campaign, CampaignInput, Contribution, Goal, SegmentKind } from '../../data/schema.ts';
import type { CampaignStore } from '../../data/store.ts';
import type { Term } from '../../i18n/index.ts';
import { thermometer as thermometerWords } from '../../i18n/en/thermometer.ts';
import { CampaignElement } from '../../shared/campaign-element.ts';
import { oneOf } from '../../shared/converters.ts';
import { formatAsOf, formatDate, formatRelative } from '../../shared/dates.ts';
import { CairnCtaEvent, CairnGoalEvent } from '../../shared/events.ts';
import { hostStyles, stateStyles } from '../../shared/host.styles.ts';
import { clockIcon, giveIcon, sproutIcon, tickIcon } from '../../shared/icons.ts';
import { mayMove } from '../../shared/motion.ts';
import { onTick } from '../../shared/page.ts';
import { buttonStyles } from '../../shared/button.styles.ts';
import { faceStyles } from '../../shared/face.styles.ts';
import { legendStyles } from '../../shared/legend.styles.ts';
import { stoneStyles } from '../../shared/stone.styles.ts';
import { face } from '../../shared/people.ts';
import { pile } from '../../shared/pile.ts';
import { tokenStyles } from '../../shared/tokens.styles.ts';
import { watchSize, watchView } from '../../shared/view.ts';
import { Announcer } from './announcer.ts';
import { BORE, GLASS, glassY, pushApart, rays, TICKS, wall, wallBeyond, ZERO } from './geometry.ts';
import { styles } from './progress-thermometer.styles.ts';
import { roll } from './roll.ts';
import { staticCampaign, UNLABELLED } from './static-campaign.ts';

export const VARIANTS = ['bar', 'vertical', 'compact', 'strata'] as const;

const STATIC = ['raised', 'target', 'unit', 'scale', 'label'] as const;
const ROLL_MS = 900;
const KIND_TERMS = {
  confirmed: 'progressKindConfirmed',
  matched: 'progressKindMatched',
  offline: 'progressKindOffline',
  pledged: 'progressKindPledged',
} as const satisfies Record<SegmentKind, Term>;
const DURATIONS = { day: 'daysLeft', hour: 'hoursLeft', minute: 'minutesLeft' } as const satisfies Record<string, Term>;
const RHYTHMS = { weekly: 'progressWeekly', monthly: 'progressMonthly', yearly: 'progressYearly' } as const;

/** One label beside the scale. `at` is in percent of what is drawn. */
interface Mark {
  at: number;
  state: MilestoneProgress['state'] | 'goal';
  amount: string;
  name: string;
  detail: string;
}

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
      const words = this.#figure(progress, value);
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
      if (progress.reached && !before.reached && celebrate(store, goal.id)) {
        this.#say(this.term('progressSayGoal', { figures: this.#sentence(progress) }));
        this.dispatchEvent(new CairnGoalEvent({ campaignId: campaign!.id, goalId: goal.id }));
      } else if (this.withAnnouncements) {
        const figures = this.#sentence(progress);
        const reached = progress.milestones.findLast(
          ({ id, state }) =>
            state === 'reached' && before.milestones.some((one) => one.id === id && one.state !== 'reached'),
        );
        if (reached) this.#say(this.term('progressSayMilestone', { name: reached.label, figures }));
        else if ((progress.percent ?? 0) > (before.percent ?? 0)) {
          this.#say(this.term('progressSayPercent', { figures, percent: this.#percent(progress) }));
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

  // ── Words ─────────────────────────────────────────────────────────────────

  #amount(value: number, goal: Goal): string {
    const { unit, scale, unitLabel } = goal;
    return formatQuantity({ value, unit, scale }, this.locale, { unitLabel, style: 'short' });
  }

  /** The large figure: without its unit where the goal beside it says the unit. */
  #figure({ goal, target }: Progress, value: number): string {
    return isCurrency(goal.unit) || target === null
      ? this.#amount(value, goal)
      : formatNumber(value, goal.scale, this.locale);
  }

  #ofTerm({ goal, target }: Progress): Term {
    const money = isCurrency(goal.unit);
    if (target === null) return money ? 'progressRaised' : 'progressSoFar';
    return money ? 'progressRaisedOf' : 'progressOf';
  }

  /** What is visible beside the meter, word for word: `$34,180 raised of $50,000`. */
  #sentence(progress: Progress): string {
    const target = progress.target === null ? '' : this.#amount(progress.target, progress.goal);
    return `${this.#figure(progress, progress.raised)} ${this.term(this.#ofTerm(progress), { target })}`;
  }

  #percent({ percent, lessThanOne }: Progress): string {
    return lessThanOne
      ? this.term('progressUnder', { percent: formatPercent(1, this.locale) })
      : formatPercent(percent ?? 0, this.locale);
  }

  /** Percentage, counting rule and as-of time, in sentences. */
  #rule(progress: Progress, campaign: Campaign): string {
    const { goal, target } = progress;
    const { counting } = goal;
    const sentences: string[] = [];
    if (target !== null) {
      const key = progress.over ? 'progressBeyond' : progress.remaining ? 'progressToGo' : 'progressPercent';
      const amount = this.#amount(progress.over || progress.remaining, goal);
      sentences.push(this.term(key, { percent: this.#percent(progress), amount }));
    }
    if (counting.note) sentences.push(counting.note);
    else if (progress.segments.length > 1) {
      const kinds = progress.segments.filter(({ counted }) => counted).map(({ kind }) => this.term(KIND_TERMS[kind]));
      if (kinds.length) sentences.push(this.term('progressCounts', { kinds: listOf(kinds, this.locale) }));
    }
    if (counting.fees === 'excluded' && isCurrency(goal.unit)) sentences.push(this.term('progressWithoutFees'));
    const asOf = goal.asOf ?? campaign.asOf;
    if (asOf) sentences.push(this.term('progressAsOf', { time: formatAsOf(asOf, this.now, this.locale) }));
    return sentences.join(' ');
  }

  #segmentName({ kind }: Segment, goal: Goal): string {
    const money = isCurrency(goal.unit);
    if (kind === 'confirmed') return this.term(money ? 'progressGiven' : 'progressDone');
    if (kind === 'offline') return this.term('progressOffline');
    if (kind === 'pledged') return this.term(money ? 'progressPledged' : 'progressPromised');
    return goal.match ? this.term('progressMatchedBy', { name: goal.match.by }) : this.term('progressMatched');
  }

  #timeLeft(campaign: Campaign, goal: Goal): string | undefined {
    const { phase, unit, count } = timeLeft(campaign, this.now, goal);
    if (phase !== 'running') return undefined;
    return this.term(DURATIONS[unit], { n: count, count: formatNumber(count, 0, this.locale) });
  }

  /** A message whose `{names}` are filled with markup. */
  #words(key: Term, parts: Record<string, unknown>): unknown[] {
    return this.term(key)
      .split(/\{(\w+)\}/)
      .map((part, index) => (index % 2 ? parts[part] : part))
      .filter((part) => part !== '');
  }

  // ── Rendering ─────────────────────────────────────────────────────────────

  protected override renderReady(campaign: Campaign): TemplateResult {
    const { variant, goalId, locale, headingLevel, label } = this;
    const key = [variant, goalId, locale, headingLevel, label, this.stale && this.updatedAt].join('\n');
    return drawnOnce(campaign, key, this.now, () => this.#render(campaign));
  }

  /** Nothing of this one instance in here: what is drawn serves all that show the same. */
  #render(campaign: Campaign): TemplateResult {
    if (this.variant === 'strata') return this.#renderStrata(campaign);
    const progress = this.#progress!;
    if (this.variant === 'compact') return this.#renderCompact(progress, campaign);
    const phase = phaseOf(campaign, this.now);
    if (progress.raised === 0 && progress.segments.length === 0 && phase !== 'ended') {
      return this.#renderEmpty(progress, campaign, phase);
    }
    if (progress.reached && this.variant === 'bar') return this.#renderBuilt(progress, campaign);
    const vertical = this.variant === 'vertical' && progress.target !== null;
    const scale = vertical ? progress.scaleMax : (progress.target ?? progress.scaleMax);
    const figures = html`${this.#renderTitle(progress.goal)} ${this.#renderFigures(progress)}`;
    const rest = html`${this.#renderLegend(progress)} ${this.#renderStats(progress, campaign)}
    ${this.#renderLast(progress.goal, campaign)}`;
    return html`<div class="base ${vertical ? 'vertical' : 'level'} ${this.stale ? 'stale' : ''}" part="base">
      ${figures} ${vertical ? nothing : this.#renderRail(progress, scale, campaign)} ${rest}
      ${vertical ? this.#renderGlass(progress, campaign) : nothing} ${this.#renderFoot(progress, campaign)}
      <slot name="action"></slot>${this.#renderStatus()}
    </div>`;
  }

  protected override renderLoading(): TemplateResult {
    // Blocks in lines of text, so that every line is as high as the words that come.
    const line = (size: string) => html`<span class="sk ln ${size}"></span>`;
    if (this.variant === 'compact') {
      return html`<div class="line">
        <span class="amt">${line('w11')}</span><span class="bar sk"></span><span class="left">${line('w4')}</span>
      </div>`;
    }
    const title = html`<div class="title">${line('w70')}<br class="second" />${line('w40 second')}</div>`;
    if (this.variant === 'strata') {
      const row = html`<li>
        <span class="name"><span>${line('w8')}</span></span
        ><span class="val">${line('w8')}</span><span class="bar sk"></span>
      </li>`;
      return html`<div class="strata-box">
        ${title}
        <ul class="strata">
          ${row}${row}${row}
        </ul>
      </div>`;
    }
    const vertical = this.variant === 'vertical';
    const stat = html`<div>
      <dt>${line('w3')}</dt>
      <dd>${line('w3')}</dd>
    </div>`;
    return html`<div class=${vertical ? 'vertical' : 'level room'}>
      ${title}
      <p class="figures"><span class="raised">${line('w4')}</span> <span class="of">${line('w8')}</span></p>
      ${
        vertical
          ? nothing
          : html`<div class="rail"><div class="bar sk"></div></div>
              <ol class="labels">
                <li>${line('w4')}<br />${line('w4')}<br class="second" />${line('w3 second')}</li>
              </ol>
              <p class="nextup">${line('w11')}</p>`
      }
      <ul class="legend">
        <li><span class="sw sk"></span><span>${line('w8')}</span></li>
        <li><span class="sw sk"></span><span>${line('w14')}</span></li>
        <li><span class="sw sk"></span><span>${line('w13')}</span></li>
      </ul>
      <dl class="stats">${stat}${stat}${stat}</dl>
      <div class="last">
        <span class="face sk"></span><span>${line('w8')}<br />${line('w4')}</span>
      </div>
      ${
        vertical
          ? html`<div class="stem">
              <div class="tube">
                <svg viewBox="0 0 104 460" aria-hidden="true"><path class="sk-glass" d=${GLASS} /></svg>
              </div>
            </div>`
          : nothing
      }
      <div class="foot">
        <p class="rule">${line('w90')}<br class="second" />${line('w40 second')}</p>
      </div>
    </div>`;
  }

  #renderTitle(goal: Goal): unknown {
    return goal.label === UNLABELLED ? nothing : this.heading(goal.label);
  }

  #renderFigures(progress: Progress): TemplateResult {
    const { goal, target } = progress;
    const value = target === null ? nothing : html`<b class="num">${this.#amount(target, goal)}</b>`;
    const words = this.#words(this.#ofTerm(progress), { target: value });
    return html`<p class="figures" part="figures">
      <span class="raised num" part="raised"></span>
      <span class="of" part="of"
        >${words.map((part) => (typeof part === 'string' && part ? html`<span class="muted">${part}</span>` : part))}</span
      >
    </p>`;
  }

  /** The scale as assistive technology reads it; the same words are visible beside it. */
  #meter(progress: Progress, text: string, className: string, part: string, content: unknown): TemplateResult {
    const { goal, target } = progress;
    if (target === null) return html`${nothing}`;
    return html`<div
      class=${className}
      part=${part}
      role="meter"
      aria-label=${goal.label === UNLABELLED ? this.term('progressName') : goal.label}
      aria-valuemin="0"
      aria-valuemax=${toDecimalString(target, goal.scale)}
      aria-valuenow=${toDecimalString(Math.min(target, progress.raised), goal.scale)}
      aria-valuetext=${text}
    >
      ${content}
    </div>`;
  }

  #valueText(progress: Progress, campaign: Campaign): string {
    return `${this.#sentence(progress)}. ${this.#rule(progress, campaign)}`;
  }

  /** Counted parts first, in shares of the scale that together never pass its end. */
  #parts(progress: Progress, scale: number): (Segment & { from: number; to: number })[] {
    let end = 0;
    return [...progress.segments]
      .sort((a, b) => Number(b.counted) - Number(a.counted))
      .map((segment) => ({
        ...segment,
        from: Math.min(1, end / scale),
        to: Math.min(1, (end += segment.value) / scale),
      }));
  }

  #renderSegments(progress: Progress, scale: number): TemplateResult[] {
    return this.#parts(progress, scale).map(
      ({ kind, from, to }) =>
        html`<span class=${`seg ${kind}`} part=${`seg ${kind}`} .style=${at(((to - from) * 100).toFixed(3))}></span>`,
    );
  }

  #marks(progress: Progress, scale: number): Mark[] {
    const { goal, target } = progress;
    const place = (value: number) => Math.round((value / scale) * 1000) / 10;
    const marks = progress.milestones
      .filter(({ at }) => at <= scale && at !== target)
      .map(({ at, state, label, toGo }): Mark => {
        const name = label;
        const detail =
          state === 'next' ? this.term('progressNextShort', { name: label, amount: this.#amount(toGo, goal) }) : label;
        return { at: place(at), state, amount: this.#amount(at, goal), name, detail };
      });
    if (target !== null) {
      const own = progress.milestones.find(({ at }) => at === target);
      marks.push({
        at: place(target),
        state: 'goal',
        amount: this.#amount(target, goal),
        name: this.term('progressGoal'),
        detail: own?.label ?? '',
      });
      for (const at of progress.stretch.filter(
        (each) => each <= scale && !progress.milestones.some((one) => one.at === each),
      )) {
        marks.push({
          at: place(at),
          state: progress.raised >= at ? 'reached' : 'ahead',
          amount: this.#amount(at, goal),
          name: this.term('progressStretch'),
          detail: '',
        });
      }
    }
    return marks.sort((a, b) => a.at - b.at);
  }

  #renderStone(state: Mark['state']): TemplateResult {
    return html`<span class=${`stone ${state}`} part=${`stone ${state}`}
      >${state === 'reached' ? tickIcon() : nothing}</span
    >`;
  }

  #renderRail(progress: Progress, scale: number, campaign: Campaign): unknown {
    if (progress.target === null) return nothing;
    const marks = this.#marks(progress, scale);
    const next = progress.milestones.find(({ state }) => state === 'next');
    const roomy = spaced(marks);
    const named = [...roomy].some((mark) => mark.state === 'next');
    return html`<div class="rail" part="rail">
        ${this.#meter(progress, this.#valueText(progress, campaign), 'bar', 'bar', this.#renderSegments(progress, scale))}
        <ol class="pins" part="pins" aria-hidden="true">
          ${marks.map(pin)}
        </ol>
      </div>
      <ol class="labels" part="labels">
        ${marks.map(
          (mark) =>
            html`<li
              .style=${at(mark.at)}
              class=${`${mark.at > 91 ? 'end' : mark.at < 9 ? 'start' : ''} ${roomy.has(mark) ? '' : 'vh'}`}
            >
              <b class="num">${mark.amount}</b>
              <span class="muted">${mark.name}</span
              >${mark.state === 'reached' ? html` <span class="vh">${this.term('progressReached')}</span>` : nothing}
            </li>`,
        )}
      </ol>
      ${
        next
          ? html`<p class="nextup ${named ? '' : 'always'}" part="nextup">
              ${this.#words('progressNext', { name: html`<b>${next.label}</b>`, amount: html`<span class="num">${this.#amount(next.toGo, progress.goal)}</span>` })}
            </p>`
          : nothing
      }`;
  }

  #renderGlass(progress: Progress, campaign: Campaign): TemplateResult {
    const { scaleMax, target } = progress;
    const goalY = glassY(target! / scaleMax);
    const stretched = scaleMax > target!;
    const parts = this.#parts(progress, scaleMax);
    const given = parts[0]?.kind === 'confirmed' ? parts[0].to : 0;
    const givenY = given ? glassY(given) : ZERO;
    const bands = parts
      .filter(({ kind }) => kind !== 'confirmed')
      .map(({ kind, from, to }) => {
        const y = glassY(to);
        return { kind, y, height: Math.max(0, Math.round((glassY(from) - 2 - y) * 10) / 10) };
      });
    const drawing = svg`<svg viewBox="0 0 104 460" aria-hidden="true">
      <defs>
        <clipPath id="bore"><path d=${BORE} /></clipPath>
        <pattern id="matched" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
          <rect class="hatch-b" width="7" height="7" /><path class="hatch-a" d="M0 1.75H7" stroke-width="3.5" />
        </pattern>
        <pattern id="offline" width="5" height="5" patternUnits="userSpaceOnUse">
          <rect class="hatch-b" width="5" height="5" /><path class="hatch-a" d="M0 1.5H5" stroke-width="3" />
        </pattern>
      </defs>
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
      <text class="pct" x="52" y="420">${this.#bulbText(progress)}</text>
    </svg>`;
    return html`<div class="stem" part="stem">
      ${this.#meter(progress, this.#valueText(progress, campaign), 'tube', 'tube', drawing)}
      <ol class="marks" part="marks">
        ${this.#marks(progress, scaleMax)
          .reverse()
          .map(
            (mark) =>
              html`<li data-mark=${mark.at}>
                ${this.#renderStone(mark.state)}<span
                  ><b class="num">${mark.amount}</b>
                  ${mark.state === 'goal' || (mark.name !== mark.detail && !mark.detail) ? mark.name : nothing}${mark.detail ? html`<small>${mark.detail}</small>` : nothing}${mark.state === 'reached' ? html`<span class="vh">${this.term('progressReached')}</span>` : nothing}</span
                >
              </li>`,
          )}
      </ol>
    </div>`;
  }

  /** Short enough for the bulb. */
  #bulbText({ percent, lessThanOne }: Progress): string {
    return lessThanOne ? `<${formatPercent(1, this.locale)}` : formatPercent(percent ?? 0, this.locale);
  }

  #renderLegend(progress: Progress): unknown {
    const { segments, goal } = progress;
    if (segments.length === 0 || (segments.length === 1 && segments[0]!.kind === 'confirmed')) return nothing;
    return html`<ul class="legend" part="legend">
      ${segments.map(
        (segment) =>
          html`<li>
            <span class=${`sw ${segment.kind}`} part=${`sw ${segment.kind}`}></span
            ><span
              ><b class="num">${this.#amount(segment.value, goal)}</b>
              <span class="muted">${this.#segmentName(segment, goal)}</span></span
            >
          </li>`,
      )}
    </ul>`;
  }

  #renderStats({ goal }: Progress, campaign: Campaign): unknown {
    const stats: [Term, string][] = [];
    if (goal.supporters !== undefined)
      stats.push(['progressSupporters', formatNumber(goal.supporters, 0, this.locale)]);
    const left = this.#timeLeft(campaign, goal);
    const end = timeLeft(campaign, this.now, goal);
    if (left) stats.push(['progressTimeLeft', left]);
    else if (end.phase === 'ended' && end.at) stats.push(['progressEnded', formatDate(end.at, this.locale, this.now)]);
    if (goal.medianContribution) {
      stats.push([
        isCurrency(goal.unit) ? 'progressTypical' : 'progressTypicalOther',
        this.#amount(goal.medianContribution, goal),
      ]);
    }
    if (stats.length === 0) return nothing;
    return html`<dl class="stats" part="stats">
      ${stats.map(
        ([key, value]) =>
          html`<div>
            <dt>${this.term(key)}</dt>
            <dd class="num">${value}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #renderLast(goal: Goal, campaign: Campaign): unknown {
    const latest = latestFor(goal, campaign);
    if (!latest) return nothing;
    const { quantity, frequency, kind } = latest;
    const name = latest.anonymous ? '' : (latest.name ?? '');
    const once =
      quantity &&
      formatQuantity(quantity, this.locale, {
        unitLabel: quantity.unit === goal.unit ? goal.unitLabel : undefined,
        style: 'short',
      });
    const rhythm = frequency && frequency !== 'once' ? RHYTHMS[frequency] : undefined;
    const amount = once && rhythm ? this.term(rhythm, { amount: once }) : once;
    const key: Term = !amount ? 'progressTookPart' : kind === 'pledge' ? 'progressPledge' : 'progressGave';
    const who = html`<b><bdi>${name || this.term('anonymous')}</bdi></b>`;
    return html`<p class="last" part="last">
      ${face(name, name ? latest.avatar : undefined)}<span
        >${this.#words(key, { name: who, amount: html`<span class="num">${amount}</span>` })}<br /><span class="muted"
          >${formatRelative(latest.at, this.now, this.locale)}</span
        ></span
      >
    </p>`;
  }

  /** Notes and the rule, at the end of every full variant. */
  #renderFoot(progress: Progress, campaign: Campaign): TemplateResult {
    const rule = this.#rule(progress, campaign);
    return html`<div class="foot" part="foot">
      ${this.#renderPhase(campaign)} ${this.#renderStale()}
      ${rule ? html`<p class="rule muted" part="rule">${rule}</p>` : nothing}
    </div>`;
  }

  #renderPhase(campaign: Campaign): unknown {
    const phase = phaseOf(campaign, this.now);
    if (phase === 'active') return nothing;
    const text =
      phase === 'upcoming' ? this.#opensOn(campaign) : this.term(phase === 'paused' ? 'pausedTitle' : 'closedTitle');
    return text && html`<p class="note" part="note">${clockIcon()}<span>${text}</span></p>`;
  }

  #opensOn(campaign: Campaign): string {
    const { at } = timeLeft(campaign, this.now, this.#progress?.goal);
    return at ? this.term('opensOn', { date: formatDate(at, this.locale, this.now) }) : '';
  }

  #renderStale(): unknown {
    if (!this.stale) return nothing;
    const time = formatAsOf(this.updatedAt, Date.now(), this.locale);
    return html`<div class="fault" part="fault">
      ${clockIcon()}
      <p>${this.term('figuresFrom', { time })}</p>
      <button class="btn quiet" part="retry" type="button" @click=${refresh}>${this.term('refreshNow')}</button>
    </div>`;
  }

  /** Exists before it says anything; its text is written by the announcer. */
  #renderStatus(): TemplateResult {
    return html`<p class="vh" part="status" role="status"></p>`;
  }

  #renderEmpty(progress: Progress, campaign: Campaign, phase: string): TemplateResult {
    const { goal, target } = progress;
    const words =
      phase === 'upcoming'
        ? this.#opensOn(campaign)
        : phase === 'paused'
          ? this.term('pausedTitle')
          : target === null
            ? this.term('progressEmptyFirst')
            : this.term('progressEmptyGoal', { target: this.#amount(target, goal) });
    const title = this.term('progressEmpty');
    const stones = svg`<svg class="pile" part="pile" viewBox="-6 130 312 106" aria-hidden="true">
      ${pile()
        .slice(0, 9)
        .map((d, i) => svg`<path class=${i === 2 ? 'first' : 'dash'} d=${d} />`)}
      <path class="ground" d="M-6 226H306" />
    </svg>`;
    const meter = target === null ? stones : this.#meter(progress, `${title} ${words}`, 'ground-meter', 'tube', stones);
    return html`<div class="base blank" part="base">
      ${meter} ${this.heading(title)}
      <p>${words}</p>
      <slot name="action">${phase === 'active' ? this.#renderInvitation(goal, campaign) : nothing}</slot>
      ${this.#renderStale()} ${this.#renderStatus()}
    </div>`;
  }

  #renderInvitation(goal: Goal, campaign: Campaign): unknown {
    const href = campaign.links.fallback;
    if (!href) return nothing;
    const pathway = campaign.pathways.find(({ goalId }) => goalId === goal.id) ?? campaign.pathways[0];
    const follow = function (this: ProgressThermometer, event: Event) {
      if (!pathway) return;
      const request = new CairnCtaEvent({ campaignId: campaign.id, pathwayId: pathway.id, kind: pathway.kind });
      if (!this.dispatchEvent(request)) event.preventDefault();
    };
    return html`<a class="btn primary" part="primary" href=${href} @click=${follow}
      >${this.term('progressLayFirst')}</a
    >`;
  }

  #renderBuilt(progress: Progress, campaign: Campaign): TemplateResult {
    const { goal, target, scaleMax, stretch } = progress;
    const amount = html`<b class="raised-inline num">${this.#amount(progress.raised, goal)}</b>`;
    const people = goal.supporters;
    const sentence =
      people === undefined
        ? this.#words('progressTogether', { amount })
        : this.term('progressPeople', { n: people, count: formatNumber(people, 0, this.locale) })
            .split('{amount}')
            .flatMap((part, index) => (index ? [amount, part] : [part]));
    const spoken = this.term(people === undefined ? 'progressTogether' : 'progressPeople', {
      n: people ?? 0,
      count: formatNumber(people ?? 0, 0, this.locale),
      amount: this.#amount(progress.raised, goal),
    });
    const marks = this.#marks(progress, scaleMax).filter(({ at }) => at >= (target! / scaleMax) * 100 - 0.1);
    return html`<div class="base built ${this.stale ? 'stale' : ''}" part="base">
      <svg class="pile" part="pile" viewBox="-60 -40 420 276" aria-hidden="true">
        <path class="ray" d=${rays()} />
        ${pile().map((d, i) => svg`<path class=${i === 20 ? 'capdone' : `on ${['t3', 't2', 't1', ''][i % 4]!}`} d=${d} />`)}
        <path class="ground" d="M-60 226H360" />
      </svg>
      ${this.heading(this.term('progressBuilt'))}
      <p class="thanks">
        ${goal.label === UNLABELLED ? nothing : html`<span class="muted">${goal.label}</span><br />`}${sentence}
      </p>
      <div class="rail" part="rail">
        ${this.#meter(progress, `${spoken} ${this.#rule(progress, campaign)}`, 'bar', 'bar', this.#renderSegments(progress, scaleMax))}
        <ol class="pins" part="pins" aria-hidden="true">
          ${marks.map(pin)}
        </ol>
      </div>
      <p class="ends s muted">
        <span>${this.term('progressGoalMet', { target: this.#amount(target!, goal) })}</span>
        ${stretch.length ? html`<span>${this.term('progressStretchAt', { target: this.#amount(stretch.at(-1)!, goal) })}</span>` : nothing}
      </p>
      ${this.#renderFoot(progress, campaign)}
      <slot name="action"></slot>${this.#renderStatus()}
    </div>`;
  }

  #renderCompact(progress: Progress, campaign: Campaign): TemplateResult {
    const { goal, target } = progress;
    const value = target === null ? nothing : html`<span class="num">${this.#amount(target, goal)}</span>`;
    const left = this.#timeLeft(campaign, goal);
    const phase = phaseOf(campaign, this.now);
    const time = left
      ? this.term('progressLeft', { time: left })
      : phase === 'ended'
        ? this.term('closedTitle')
        : phase === 'upcoming'
          ? this.#opensOn(campaign)
          : '';
    return html`<div class="base line ${this.stale ? 'stale' : ''}" part="base">
      <span class="amt" part="amt"
        ><b class="raised num" part="raised"></b>
        <span class="muted">${this.#words(this.#ofTerm(progress), { target: value })}</span></span
      >
      ${this.#meter(progress, this.#sentence(progress), 'bar', 'bar', this.#renderSegments(progress, target ?? 1))}
      ${time ? html`<span class="left muted" part="left">${time}</span>` : nothing}
      <slot name="action"></slot>${this.#renderStatus()}
    </div>`;
  }

  #renderStrata(campaign: Campaign): TemplateResult {
    const icon = (goal: Goal) =>
      isCurrency(goal.unit) ? giveIcon() : /^hours?$/.test(goal.unit) ? clockIcon() : sproutIcon();
    return html`<div class="base ${this.stale ? 'stale' : ''}" part="base">
      ${this.heading(this.label || campaign.mission.title)}
      <ul class="strata" part="strata">
        ${this.#rows.map((row) => {
          const { goal, target } = row;
          const value = target === null ? nothing : html`<span class="num">${this.#amount(target, goal)}</span>`;
          const of = this.#words(target === null ? this.#ofTerm(row) : 'progressOf', { target: value });
          const words = `${this.#figure(row, row.raised)} ${target === null ? this.term(this.#ofTerm(row)) : this.term('progressOf', { target: this.#amount(target, goal) })}`;
          return html`<li>
            <span class="name" part="name">${icon(goal)}<span>${goal.label}</span></span>
            <span class="val" part="val"
              ><b class="num">${this.#figure(row, row.raised)}</b> <span class="muted">${of}</span></span
            >
            ${this.#meter(row, words, 'bar', 'bar', this.#renderSegments(row, target ?? 1))}
          </li>`;
        })}
      </ul>
      ${this.#renderPhase(campaign)} ${this.#renderStale()} <slot name="action"></slot>${this.#renderStatus()}
    </div>`;
  }
}

const NO_ROWS: readonly Progress[] = [];

/** Where something lies on the scale, or how long it is, in percent; as a property, which a strict CSP lets through. */
const at = (percent: number | string): string => `--_at:${percent}`;

/** One milestone on the bar. Whole values, not pieces of them: Lit keeps a list for each attribute put together. */
function pin({ at: percent, state }: Mark): TemplateResult {
  const stone = `stone ${state}`;
  return html`<li .style=${at(percent)} class=${percent > 99 ? `${stone} end` : stone} part=${stone}></li>`;
}

/** Lit calls a listener with the element the template belongs to. */
function refresh(this: ProgressThermometer): void {
  void this.store?.refresh();
}

const progresses = new WeakMap<Goal, Progress>();

/** The progress of a goal, worked out once however many elements show it. */
function progressFor(campaign: Campaign, goalId: string | undefined): Progress | undefined {
  const goal = goalId ? campaign.goals.find(({ id }) => id === goalId) : campaign.goals[0];
  if (!goal) return undefined;
  let progress = progresses.get(goal);
  if (!progress) progresses.set(goal, (progress = progressOf(campaign, goal.id)!));
  return progress;
}

interface Drawing {
  second: number;
  content: TemplateResult;
}

const drawings = new WeakMap<Campaign, Map<string, Drawing>>();

/** What elements that show the same campaign in the same way draw within one second, worked out by the first of them. */
function drawnOnce(campaign: Campaign, key: string, now: number, draw: () => TemplateResult): TemplateResult {
  let known = drawings.get(campaign);
  if (!known) drawings.set(campaign, (known = new Map<string, Drawing>()));
  const second = Math.floor(now / 1000);
  let drawing = known.get(key);
  if (drawing?.second !== second) known.set(key, (drawing = { second, content: draw() }));
  return drawing.content;
}

/** Lines already written to the console. */
const missing = new Set<string>();

/** Goals whose reaching was told already, by any element that shows the same store. */
const celebrated = new WeakMap<CampaignStore, Set<string>>();

/** True the first time. */
function celebrate(store: CampaignStore | undefined, goalId: string): boolean {
  if (!store) return false;
  const told = celebrated.get(store) ?? new Set<string>();
  celebrated.set(store, told);
  return told.size < told.add(goalId).size;
}

/** The newest contribution that went to this goal. */
function latestFor(goal: Goal, campaign: Campaign): Contribution | undefined {
  const goals = new Map(campaign.pathways.map(({ id, goalId }) => [id, goalId]));
  return campaign.contributions?.items.find(({ pathwayId, quantity }) => {
    const aim = goals.get(pathwayId);
    return aim === undefined ? quantity?.unit === goal.unit : aim === goal.id;
  });
}

/** Width of a label under a bar, in percent of the bar. */
const LABEL = 18;

/** The marks whose labels fit under a bar, the goal and the next one before all others. */
function spaced(marks: readonly Mark[]): Set<Mark> {
  const rank = { goal: 0, next: 1, ahead: 2, reached: 3 };
  const chosen: { mark: Mark; from: number; to: number }[] = [];
  for (const mark of [...marks].sort((a, b) => rank[a.state] - rank[b.state])) {
    const middle = Math.min(100 - LABEL / 2, Math.max(LABEL / 2, mark.at));
    const from = middle - LABEL / 2;
    const to = middle + LABEL / 2;
    if (chosen.every((other) => other.to <= from || other.from >= to)) chosen.push({ mark, from, to });
  }
  return new Set(chosen.map(({ mark }) => mark));
}

const lists = new Map<string, Intl.ListFormat>();

function listOf(words: string[], locale: string): string {
  let format = lists.get(locale);
  if (!format) lists.set(locale, (format = new Intl.ListFormat(locale, { type: 'conjunction' })));
  return format.format(words);
}

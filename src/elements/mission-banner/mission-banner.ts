import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { phaseOf } from '../../data/phase.ts';
import { progressOf } from '../../data/progress.ts';
import { report } from '../../data/report.ts';
import type { Campaign, Pathway } from '../../data/schema.ts';
import { banner as bannerWords } from '../../i18n/en/banner.ts';
import { buttonStyles } from '../../shared/button.styles.ts';
import { CampaignElement } from '../../shared/campaign-element.ts';
import { oneOf } from '../../shared/converters.ts';
import { CairnCtaEvent, CairnDismissEvent } from '../../shared/events.ts';
import { faceStyles } from '../../shared/face.styles.ts';
import { hostStyles, stateStyles } from '../../shared/host.styles.ts';
import { alertIcon } from '../../shared/icons.ts';
import { onTick } from '../../shared/page.ts';
import { part, type Part, type PartModule } from '../../shared/part.ts';
import { displayName, picture, standIn } from '../../shared/people.ts';
import { tokenStyles } from '../../shared/tokens.styles.ts';
import { phaseWords, renderReadOn } from './closed.ts';
import { renderLedger } from './ledger.ts';
import { renderMedia } from './media.ts';
import { AREAS, awayUntil, rememberAway } from './memory.ts';
import { styles } from './mission-banner.styles.ts';
import { aheadOf, renderSupport } from './support.ts';
import type { View } from './view.ts';
import { campaignParameters, formOnPage, pathwayHref } from './ways-in.ts';

const LAYOUTS = ['split', 'hero', 'strip', 'compact'] as const;
const EDGES = ['none', 'top', 'bottom'] as const;
const RANKS = ['btn primary', 'btn secondary'];
const PARTS = ['btn primary', 'btn secondary', 'btn quiet'];
/** Calls to action that a layout has room for. */
const ROOM: Record<string, number> = { strip: 1, compact: 2 };
/** A mission longer than this is set smaller. */
const LONG = 70;
const DAY = 86_400_000;

const AWAY = part(() => import('./away.ts'));
const COUNTDOWN = part(() => import('./countdown.ts'));
const DIALOG = part(() => import('./dialog.ts'));
const DRAWING = part(() => import('./drawing.ts'));
const LAYOUT = part(() => import('./layouts.styles.ts'));
const RIBBON = part(() => import('./ribbon.ts'));
const SCHEDULE = part(() => import('./schedule.ts'));
const STICKY = part(() => import('./sticky.ts'));

/**
 * Says what the campaign is for, why it can be believed, and how to take part.
 *
 * @summary Mission, vision, the ways in, the people behind it, and the evidence.
 * @slot - Shown until there is data, and whenever there cannot be any. Put a link here.
 * @slot media - A picture or film of your own in place of the campaign's picture.
 * @slot actions - Something of your own after the calls to action.
 * @slot form - A `<cairn-contribution-form>` for the dialog of `with-dialog`; without it the banner makes one.
 * @fires cairn-cta {CairnCtaEvent} - A call to action was followed; cancel it to handle the pathway yourself.
 * @fires cairn-dismiss {CairnDismissEvent} - The visitor sent the banner away.
 * @fires cairn-view {CairnViewEvent} - The element was seen: half of it for a second.
 * @fires cairn-error {CairnErrorEvent} - The campaign could not be loaded.
 * @csspart base - Everything.
 * @csspart media - The frame of the picture.
 * @csspart copy - The column of words and buttons.
 * @csspart org - The organisation's mark and name.
 * @csspart mission - The heading.
 * @csspart vision - The sentence under the heading.
 * @csspart status - What an upcoming, paused or ended campaign says instead of its buttons.
 * @csspart ribbon - Who matches gifts, and until when.
 * @csspart countdown - The time left; a `details`.
 * @csspart pathways - The row of calls to action.
 * @csspart btn - Each call to action; also `primary`, `secondary` or `quiet`.
 * @csspart support - Faces, number of supporters, time left.
 * @csspart faces - The faces alone; each is a `face`.
 * @csspart snooze - The row with "remind me later" and "I already gave".
 * @csspart close - The button that sends the banner away.
 * @csspart ledger - The closing row; its cells are `latest`, `values` and `evidence`.
 * @csspart dialog - The dialog with the form; its button is `dialog-close`.
 * @csspart fault - The note that something could not be loaded.
 */
export class MissionBanner extends CampaignElement {
  static override styles = [tokenStyles, hostStyles, stateStyles, buttonStyles, faceStyles, styles];
  protected static override section = 'banner' as const;
  protected static override words = bannerWords;
  protected static override faultTerm = 'bannerFault' as const;

  @query('.media') private media?: HTMLElement;

  /** `split` sets picture and words side by side, `hero` the words on the picture, `strip` is one line, `compact` a small box. */
  @property({ converter: oneOf(LAYOUTS) }) layout: (typeof LAYOUTS)[number] = 'split';

  /** Keeps a `strip` or `compact` banner at the `top` or `bottom` of the screen while its container is in view. */
  @property({ converter: oneOf(EDGES) }) sticky: (typeof EDGES)[number] = 'none';

  /** Id of the goal whose progress, match and end are told; the first goal when empty. */
  @property({ attribute: 'goal' }) goalId = '';

  /** Ids of the pathways to call to, in order and separated by spaces; all of them when empty. The first is the primary one. */
  @property() pathways = '';

  /** Leaves out the picture. */
  @property({ type: Boolean, attribute: 'without-image' }) withoutImage = false;

  /** Leaves out the sentence under the heading. */
  @property({ type: Boolean, attribute: 'without-vision' }) withoutVision = false;

  /** Leaves out the calls to action. */
  @property({ type: Boolean, attribute: 'without-pathways' }) withoutPathways = false;

  /** Leaves out supporters and time left. */
  @property({ type: Boolean, attribute: 'without-support' }) withoutSupport = false;

  /** Leaves out the latest update. */
  @property({ type: Boolean, attribute: 'without-latest' }) withoutLatest = false;

  /** Leaves out the values. */
  @property({ type: Boolean, attribute: 'without-values' }) withoutValues = false;

  /** Leaves out the evidence. */
  @property({ type: Boolean, attribute: 'without-evidence' }) withoutEvidence = false;

  /** Adds how far the goal is reached, in words. */
  @property({ type: Boolean, attribute: 'with-progress' }) withProgress = false;

  /** Adds who matches gifts, until when, and how much of it is left, where somebody does. */
  @property({ type: Boolean, attribute: 'with-match' }) withMatch = false;

  /** Adds days, hours and minutes until the end or the opening. It can be folded away. */
  @property({ type: Boolean, attribute: 'with-countdown' }) withCountdown = false;

  /** Opens the form in a dialog where `<cairn-contribution-form>` is defined; its call stays a link everywhere else. */
  @property({ type: Boolean, attribute: 'with-dialog' }) withDialog = false;

  /** Adds a button that sends the banner away. */
  @property({ type: Boolean }) dismissible = false;

  /** Adds "Remind me later" and "I already gave". */
  @property({ type: Boolean, attribute: 'with-snooze' }) withSnooze = false;

  /** Days until "Remind me later" reminds. */
  @property({ type: Number, attribute: 'snooze-days' }) snoozeDays = 7;

  /** Where it is remembered that the banner was sent away: `session` or `local` storage; `none` forgets with the page. */
  @property({ converter: oneOf(AREAS) }) remember: (typeof AREAS)[number] = 'none';

  /** Shown from then on: `2026-06-01`, `2026-06-01T09:00`, or with an offset such as `+02:00`. */
  @property() from = '';

  /** Shown until then, written like `from`; a day alone is shown to its end. */
  @property() until = '';

  /** IANA name of the zone of `from` and `until` where they have no offset, such as `Europe/Berlin`; UTC when empty. */
  @property({ attribute: 'time-zone' }) timeZone = '';

  #untick: (() => void) | undefined;
  #unstick: (() => void) | undefined;
  #parameters: URLSearchParams = new URLSearchParams();
  /** By the visitor's clock, in milliseconds since the epoch. */
  #awayUntil = 0;
  #isAway = false;
  #isBroken = false;
  /** The author was told that none of these pathways is there. */
  #told = '';
  /** Pieces that were asked for are still on their way. */
  #isWaiting = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#untick = onTick(() => this.requestUpdate());
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#untick?.();
    this.#untick = undefined;
    this.#unstick?.();
    this.#unstick = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#parameters = campaignParameters(location.search);
    const canGo = this.dismissible || this.withSnooze;
    if (canGo && (changed.has('remember') || changed.has('endpoint'))) {
      this.#awayUntil = Math.max(this.#awayUntil, awayUntil(this.remember, this.#key));
    }
    const isScheduled = this.from !== '' || this.until !== '';
    // Nothing is fetched for a banner without data.
    const wanted: (Part<object> | false)[] = this.store
      ? [
          this.layout !== 'split' && LAYOUT,
          canGo && AWAY,
          this.withMatch && RIBBON,
          this.withCountdown && COUNTDOWN,
          this.sticky !== 'none' && STICKY,
          isScheduled && SCHEDULE,
        ]
      : [];
    this.#isWaiting =
      wanted.filter((piece) => piece && !this.use(piece as Part<PartModule>) && !piece.failed).length > 0;
    this.#isAway =
      this.#awayUntil > Date.now() ||
      (isScheduled && SCHEDULE.module?.isOutside(this.from, this.until, this.timeZone, this.now) === true);
    this.flag('away', this.#isAway);
    for (const name of [...LAYOUTS, ...EDGES]) this.flag(name, name === this.layout || name === this.sticky);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const focus = this.campaign?.mission.image?.focus;
    this.media?.style.setProperty('--_focus', focus ? `${focus.x * 100}% ${focus.y * 100}%` : '50% 50%');
    const isStuck = this.sticky !== 'none' && !this.#isAway && this.isConnected;
    if (isStuck) this.#unstick ??= STICKY.module?.keepFocusClear(this);
    else {
      this.#unstick?.();
      this.#unstick = undefined;
    }
  }

  /** Sends the banner away, as its button does. */
  dismiss(): void {
    this.#leave('close');
  }

  /** Shows the banner again after it was sent away, and forgets that it was. */
  show(): void {
    this.#awayUntil = 0;
    rememberAway(this.remember, this.#key, 0);
    this.requestUpdate();
  }

  protected override render(): unknown {
    return this.#isAway ? html`<slot hidden></slot>` : super.render();
  }

  protected override renderReady(campaign: Campaign): TemplateResult {
    if (this.#isWaiting) return html`<div class="base" aria-busy="true">${this.renderLoading()}</div>`;
    const { layout } = this;
    const { mission, organization } = campaign;
    const isSmall = layout === 'strip' || layout === 'compact';
    const hasMedia =
      !this.withoutImage && layout !== 'strip' && (mission.image || this.querySelector(':scope > [slot="media"]'));
    const vision = this.withoutVision || isSmall ? '' : mission.vision || mission.statement;
    const view = this.#view(campaign);
    const phase = phaseOf(campaign, view.now);
    const away = AWAY.module;
    const handleAway = (event: Event, reason: CairnDismissEvent['detail']['reason']) => this.#handleAway(event, reason);
    // Strip and compact may stand beside the full banner of the same campaign, and need another name.
    return html`<section
      class=${`base ${hasMedia || layout !== 'hero' ? layout : 'split'}${hasMedia ? '' : ' no-media'}`}
      part="base"
      aria-labelledby=${isSmall ? 'org mission' : 'mission'}
    >
      ${
        hasMedia
          ? renderMedia(mission.image, this.#isBroken ? this.use(DRAWING)?.cairnDrawing() : nothing, () => {
              this.#isBroken = true;
              this.requestUpdate();
            })
          : nothing
      }
      <div class="copy" part="copy">
        <p class="org" part="org">
          <span class="face mark"
            >${organization.logo ? picture(organization.logo, '', false) : nothing}${standIn(organization.name)}</span
          ><bdi id="org">${displayName(organization.name, 'full')}</bdi>
        </p>
        ${this.heading(
          html`<span><bdi>${mission.title}</bdi></span>`,
          mission.title.length > LONG ? 'mission long' : 'mission',
          'mission',
        )}
        ${vision ? html`<p class="vision" part="vision"><bdi>${vision}</bdi></p>` : nothing}
        ${phase === 'active' ? nothing : html`<p class="status" part="status">${phaseWords(view, phase)}</p>`}
        ${this.withMatch && phase === 'active' ? RIBBON.module?.renderRibbon(view) : nothing}
        ${this.withCountdown ? this.#renderCountdown(view) : nothing}
        ${
          phase === 'active' || (phase === 'ended' && campaign.acceptsAfterEnd)
            ? this.#renderPathways(campaign)
            : this.withoutPathways
              ? nothing
              : renderReadOn(view, phase === 'ended', this.#parameters)
        }
        ${this.withoutSupport ? nothing : renderSupport(view, this.withProgress, !this.withCountdown)}
        ${
          this.stale
            ? html`<div class="fault" part="fault" role="status">
                ${alertIcon()}
                <p>${this.term('bannerStale')}</p>
              </div>`
            : nothing
        }
        ${this.withSnooze ? away?.renderSnooze(view, handleAway) : nothing}
      </div>
      ${
        isSmall
          ? nothing
          : renderLedger(view, {
              latest: this.withoutLatest,
              values: this.withoutValues,
              evidence: this.withoutEvidence,
            })
      }
      ${this.dismissible ? away?.renderClose(view, handleAway) : nothing}
      ${this.withDialog && DIALOG.module ? this.use(DIALOG)?.renderDialog(view) : nothing}
    </section>`;
  }

  protected override renderLoading(): TemplateResult {
    const { layout } = this;
    if (layout === 'strip' || layout === 'compact') {
      return html`<div class="copy"><span class="sk w1"></span><span class="sk w3"></span></div>`;
    }
    const cell = html`<div><span class="sk w1"></span><span class="sk"></span></div>`;
    return html`${this.withoutImage ? nothing : html`<div class="media sk"></div>`}
      <div class="copy">
        <span class="sk w1"></span><span class="sk tall"></span><span class="sk tall w3"></span
        ><span class="sk w4"></span><span class="sk w3"></span><span class="sk button"></span
        ><span class="sk button second"></span><span class="sk w3"></span>
      </div>
      <div class="ledger">${cell}${cell}${cell}</div>`;
  }

  #view(campaign: Campaign): View {
    return {
      campaign,
      progress: progressOf(campaign, this.goalId),
      locale: this.locale,
      now: this.now,
      term: (key, params) => this.term(key, params),
      rich: (key, params) => this.rich(key, params),
    };
  }

  #renderCountdown(view: View): unknown {
    const ahead = aheadOf(view);
    if (!ahead) return nothing;
    const { at, date, left } = ahead;
    const isUpcoming = ahead.phase === 'upcoming';
    const label = this.term(isUpcoming ? 'bannerOpensOn' : 'bannerEndsOn', { date });
    const sentence = this.term(isUpcoming ? 'bannerOpensIn' : 'bannerEnds', { left, date });
    return COUNTDOWN.module?.renderCountdown(view, at, label, sentence);
  }

  #renderPathways(campaign: Campaign): unknown {
    if (this.withoutPathways) return nothing;
    const links = this.#choose(campaign)
      .flatMap((pathway) => {
        const href = pathwayHref(this, pathway, campaign, this.#parameters);
        return href ? [{ pathway, href }] : [];
      })
      .slice(0, ROOM[this.layout]);
    const actions = html`<slot name="actions"></slot>`;
    if (links.length === 0) return actions;
    const prepare = () => void (this.withDialog && DIALOG.load());
    return html`<div class="pathways" part="pathways" @pointerover=${prepare} @focusin=${prepare}>
      ${links.map(
        ({ pathway, href }, index) =>
          html`<a
            class=${RANKS[index] ?? 'btn quiet'}
            part=${PARTS[index] ?? 'btn quiet'}
            href=${href}
            rel=${href.startsWith('#') ? nothing : 'noopener noreferrer'}
            @click=${(event: MouseEvent) => this.#handlePathway(event, pathway, href)}
            ><bdi>${pathway.label}</bdi></a
          >`,
      )}${actions}
    </div>`;
  }

  /** The pathways the page asks for; all of them where it names none that is there. */
  #choose({ pathways }: Campaign): readonly Pathway[] {
    const wanted = this.pathways.split(/\s+/).filter(Boolean);
    const found = wanted.flatMap((id) => pathways.find((pathway) => pathway.id === id) ?? []);
    if (found.length > 0 || wanted.length === 0) return wanted.length > 0 ? found : pathways;
    if (this.#told !== this.pathways && pathways.length > 0) {
      this.#told = this.pathways;
      const known = pathways.map(({ id }) => id).join(', ');
      report(
        'warn',
        `<cairn-mission-banner> has no pathway "${this.pathways.slice(0, 80)}", only ${known}: all are shown.`,
      );
    }
    return pathways;
  }

  // ── What the visitor does ─────────────────────────────────────────────────

  #handlePathway(event: MouseEvent, pathway: Pathway, href: string): void {
    const { id, kind } = pathway;
    const goOn = this.dispatchEvent(new CairnCtaEvent({ campaignId: this.campaign?.id ?? '', pathwayId: id, kind }));
    if (!goOn) return event.preventDefault();
    // With a key held down the visitor wants the link in a place of its own.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (this.withDialog && customElements.get('cairn-contribution-form')) {
      event.preventDefault();
      void this.#openDialog(id, href);
      return;
    }
    const form = formOnPage(this);
    if (!form?.open) return;
    event.preventDefault();
    form.open(id);
  }

  /** Where the dialog cannot be had, the link is followed after all. */
  async #openDialog(pathwayId: string, href: string): Promise<void> {
    this.use(DIALOG);
    this.requestUpdate();
    await this.updateComplete;
    const isOpen = await DIALOG.module?.openDialog(this, pathwayId);
    if (!isOpen && href !== '#') location.assign(href);
  }

  #handleAway(event: Event, reason: CairnDismissEvent['detail']['reason']): void {
    const next = AWAY.module?.focusAfter(this);
    this.#leave(reason);
    // By mouse the page must not jump to where the focus goes; by keyboard it must be seen.
    next?.focus({ preventScroll: (event as MouseEvent).detail > 0 });
  }

  #leave(reason: CairnDismissEvent['detail']['reason']): void {
    this.#awayUntil = reason === 'later' ? Date.now() + Math.max(0, this.snoozeDays || 0) * DAY : Infinity;
    rememberAway(this.remember, this.#key, this.#awayUntil);
    this.flag('away', true);
    this.requestUpdate();
    this.dispatchEvent(new CairnDismissEvent({ campaignId: this.campaign?.id ?? '', element: this.localName, reason }));
  }

  /** Known before there is a campaign: the element's id, else where the campaign comes from. */
  get #key(): string {
    const provider = this.closest('cairn-campaign');
    return `cairn-away:${this.id || this.endpoint || (provider?.getAttribute('endpoint') ?? '')}`;
  }
}

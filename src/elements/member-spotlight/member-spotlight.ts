import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { visibleMembers } from '../../data/progress.ts';
import type { Campaign, Contribution, Member } from '../../data/schema.ts';
import { spotlight as spotlightWords } from '../../i18n/en/spotlight.ts';
import { buttonStyles } from '../../shared/button.styles.ts';
import { CampaignElement } from '../../shared/campaign-element.ts';
import { oneOf } from '../../shared/converters.ts';
import { faceStyles } from '../../shared/face.styles.ts';
import { hostStyles, stateStyles } from '../../shared/host.styles.ts';
import { onTick } from '../../shared/page.ts';
import { part } from '../../shared/part.ts';
import { NAME_POLICIES, type NamePolicy } from '../../shared/people.ts';
import { tokenStyles } from '../../shared/tokens.styles.ts';
import { readingTime, renderCarousel } from './carousel.ts';
import { pinned, steady } from './choose.ts';
import type { Gallery } from './gallery.ts';
import { styles } from './member-spotlight.styles.ts';
import type { Rotation } from './rotation.ts';
import { renderStrip } from './strip.ts';
import type { Choice, View } from './view.ts';

export const LAYOUTS = ['featured', 'carousel', 'grid', 'list', 'recent'] as const;
export const ORDERS = ['pinned', 'recent', 'top', 'shuffled'] as const;

const GALLERY = part(() => import('./gallery.ts'));
const ORDER = part(() => import('./order.ts'));
const FILTER = part(() => import('./filter.ts'));
const ROTATION = part(() => import('./rotation.ts'));
const EMPTY = part(() => import('./empty.ts'));

const NOBODY: Contribution[] = [];
const ALL: Choice = { role: '', kind: '', language: '' };
/** So many people at once, at most, where the page does not say. */
const MOST = 24;

/**
 * Shows the people of a campaign who agreed to be shown, and the latest contributions.
 *
 * @summary Members one at a time, as a grid or as a list, and a strip of the latest stones.
 * @slot - Shown until there is data, and whenever there cannot be any. Put a link here.
 * @fires cairn-view {CairnViewEvent} - The element was seen: half of it for a second.
 * @fires cairn-error {CairnErrorEvent} - The campaign could not be loaded.
 * @csspart base - Everything.
 * @csspart title - The heading.
 * @csspart top - Heading and controls.
 * @csspart controls - Stop or start, previous, position, next.
 * @csspart icon-btn - The previous and the next button, and the one that stops the rotation.
 * @csspart count - The position, such as "1 / 6".
 * @csspart filter - The choice of role, way of helping and language.
 * @csspart featured - The person shown.
 * @csspart portrait-frame - The frame of a large picture.
 * @csspart player - The recording, in the place of the picture.
 * @csspart words - Quote, name and figures of the person shown.
 * @csspart quote - What the person says.
 * @csspart quiet - The buttons that show the rest of a long quote, and what is new.
 * @csspart secondary - The buttons that play a recording and that show more people.
 * @csspart name - A name.
 * @csspart role - A role, as a word and as one, two or three stones.
 * @csspart facts - What the person did, in figures.
 * @csspart badges - Recognition; each has a `medal`.
 * @csspart grid - The grid.
 * @csspart list - The list.
 * @csspart did - What the person does, in a line.
 * @csspart strip - The latest contributions with their title; the row is `recent`.
 * @csspart face - A small portrait.
 * @csspart fault - The note that something could not be loaded, or how old it is.
 * @csspart retry - The button in it.
 */
export class MemberSpotlight extends CampaignElement {
  static override styles = [tokenStyles, hostStyles, stateStyles, buttonStyles, faceStyles, styles];
  protected static override section = 'spotlight' as const;
  protected static override words = spotlightWords;
  protected static override faultTerm = 'spotlightFault' as const;

  @query('.recent') private scroller?: HTMLElement;

  /** `featured` shows those put forward one at a time, `carousel` everybody one at a time, `grid` and `list` all at once, `recent` the latest contributions alone. */
  @property({ converter: oneOf(LAYOUTS) }) layout: (typeof LAYOUTS)[number] = 'featured';

  /** Words for the heading; the element's own when empty. */
  @property({ attribute: 'heading' }) headingText = '';

  /** How names are written: `full`, `first-initial` (Maren O.), `initials` (MO), or `anonymous`. */
  @property({ converter: oneOf(NAME_POLICIES) }) names: NamePolicy = 'full';

  /** Who comes first: `pinned` those put forward, `recent` the newest, `top` who did most, `shuffled` another order each day. */
  @property({ converter: oneOf(ORDERS) }) order: (typeof ORDERS)[number] = 'pinned';

  /** Shows at most so many people, or so many at a time with `with-more`; 24 when 0. */
  @property({ type: Number }) limit = 0;

  /** Adds a button to the grid and the list that shows more people. */
  @property({ type: Boolean, attribute: 'with-more' }) withMore = false;

  /** Lets visitors choose people by role, by how they help and by language. */
  @property({ type: Boolean, attribute: 'with-filter' }) withFilter = false;

  /** Shows one role only: `leader`, `ambassador` or `member`. */
  @property({ attribute: 'only-role' }) onlyRole = '';

  /** Shows only who helps in one way: `donate`, `pledge`, `volunteer`, `act` or `share`. */
  @property({ attribute: 'only-kind' }) onlyKind = '';

  /** Shows only who speaks one language, such as `pt`. */
  @property({ attribute: 'only-language' }) onlyLanguage = '';

  /** Lets the carousel turn by itself until the visitor touches it; never where less motion is wanted. */
  @property({ type: Boolean, attribute: 'with-rotation' }) withRotation = false;

  /** Shows amounts of money: what somebody gave is nobody else's business unless the page says so. */
  @property({ type: Boolean, attribute: 'with-amounts' }) withAmounts = false;

  /** Leaves out the strip of the latest contributions. */
  @property({ type: Boolean, attribute: 'without-recent' }) withoutRecent = false;

  @state() private currentId = '';
  /** Who was shown before the last turn, and which way it goes; empty when nothing moves. */
  @state() private leftId = '';
  @state() private turned: '' | 'next' | 'previous' = '';
  @state() private open: ReadonlySet<string> = new Set();

  #view!: View;
  /** Everybody who may be shown. */
  #everybody: readonly Member[] = [];
  /** Those of them the layout, the filter and the order leave, or undefined until the code for it has come. */
  #members: readonly Member[] | undefined;
  #shownIds: readonly string[] = [];
  #arrangement = '';
  #recent: Contribution[] = [];
  #news = 0;
  #gallery: Gallery | undefined;
  #rotation: Rotation | undefined;
  #untick: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#untick = onTick(() => this.requestUpdate());
    this.#rotation?.connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#untick?.();
    this.#untick = undefined;
    this.#rotation?.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { campaign } = this;
    if (!campaign) return;
    this.#view = this.#viewOf(campaign);
    this.#everybody = visibleMembers(campaign, this.now);
    this.#members = this.#choose(campaign);
    this.#takeRecent(campaign.contributions?.items ?? NOBODY);
    this.#useRotation();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const members = this.#members ?? [];
    this.renderRoot.querySelectorAll<HTMLElement>('.portrait-frame').forEach((frame, index) => {
      const focus = members[index]?.image?.focus;
      frame.style.setProperty('--_focus', focus ? `${focus.x * 100}% ${focus.y * 100}%` : '50% 50%');
    });
    const current = members[this.#index];
    if (current) this.#rotation?.schedule(current.id, readingTime(current));
  }

  protected override renderReady(campaign: Campaign): TemplateResult {
    const members = this.#members;
    const wait = html`<div class="base" part="base" aria-busy="true">${this.renderLoading()}</div>`;
    if (!members) return wait;
    const { layout } = this;
    const alone = layout === 'recent';
    const title = this.#title(this.headingText || this.term(alone ? 'spotlightRecent' : 'spotlightTitle'));
    if (alone ? this.#recent.length === 0 : this.#everybody.length === 0) {
      const empty = this.use(EMPTY);
      if (!empty && !EMPTY.failed) return wait;
      return html`<div class="base" part="base">
        ${empty?.renderEmpty(this.#view, alone) ?? title} ${alone ? nothing : this.#renderStrip(campaign)}
        ${this.renderStale()}
      </div>`;
    }
    if (alone) {
      return html`<div class="base" part="base">${this.#renderStrip(campaign, title)} ${this.renderStale()}</div>`;
    }
    const many = layout === 'grid' || layout === 'list';
    const gallery = many ? this.use(GALLERY) : undefined;
    if (many && !gallery && !GALLERY.failed) return wait;
    const filter = this.#renderFilter(members);
    return html`<div class="base" part="base">
      ${
        members.length === 0 || gallery
          ? html`${title} ${filter}
            ${members.length ? nothing : this.use(FILTER)?.renderNobody(this.#view, () => this.#setChoice(ALL))}
            ${gallery ? this.#renderGallery(gallery, members, campaign) : nothing}`
          : renderCarousel(this.#view, title, filter, members.slice(0, this.#size), this.#index, {
              turned: this.turned,
              left: this.leftId,
              rotation: this.#rotation,
              turn: (step) => {
                this.#rotation?.stop();
                this.#turn(step);
              },
              done: () => {
                this.turned = '';
                this.leftId = '';
              },
            })
      }
      ${this.#renderStrip(campaign)} ${this.renderStale()}
    </div>`;
  }

  protected override renderLoading(): TemplateResult {
    const { layout } = this;
    const lines = html`<span class="sk"></span><span class="sk w2"></span><span class="sk w3"></span>`;
    return html`<span class="sk heading"></span>${
        layout === 'recent'
          ? nothing
          : layout === 'grid' || layout === 'list'
            ? this.use(GALLERY)?.renderLoading(layout)
            : html`<div class="featured">
                <div class="portrait-frame sk"></div>
                <div class="words">${lines}${lines}</div>
              </div>`
      }${
        this.withoutRecent && layout !== 'recent'
          ? nothing
          : html`<div class="strip"><span class="sk w3"></span><span class="sk row"></span></div>`
      }`;
  }

  // ── Who is shown ──────────────────────────────────────────────────────────

  #viewOf(campaign: Campaign): View {
    return {
      campaign,
      locale: this.locale,
      now: this.now,
      names: this.names,
      amounts: this.withAmounts,
      unit: this.order === 'top' ? ORDER.module?.rankUnit(campaign.members?.items ?? [], this.withAmounts) : undefined,
      open: this.open,
      toggle: (id) => this.#toggle(id),
      term: (key, params) => this.term(key, params),
      rich: (key, params) => this.rich(key, params),
      heading: (content) => this.#title(content),
      use: (piece) => this.use(piece),
    };
  }

  #title(content: unknown): TemplateResult {
    return this.heading(content, 'title', 'title');
  }

  get #choice(): Choice {
    return { role: this.onlyRole, kind: this.onlyKind, language: this.onlyLanguage };
  }

  /** So many people first, or at most. */
  get #size(): number {
    return this.limit >= 1 ? Math.min(Math.trunc(this.limit), MOST) : MOST;
  }

  #choose(campaign: Campaign): readonly Member[] | undefined {
    const choice = this.#choice;
    const filtered = choice.role || choice.kind || choice.language;
    const filter = filtered || this.withFilter ? this.use(FILTER) : undefined;
    const orders = this.order === 'pinned' ? undefined : this.use(ORDER);
    if (filtered && !filter && !FILTER.failed) return undefined;
    if (this.order !== 'pinned' && !orders && !ORDER.failed) return undefined;
    let members = filter ? filter.chosen(this.#everybody, choice, campaign) : this.#everybody;
    if (this.layout === 'featured' && members.some(({ featured }) => featured)) {
      members = members.filter(({ featured }) => featured);
    }
    if (!orders || this.order === 'pinned') members = pinned(members);
    else if (this.order === 'recent') members = orders.recent(members);
    else if (this.order === 'top') members = orders.top(members, this.#view.unit);
    else members = orders.shuffled(members, campaign, this.now);

    const arrangement = `${campaign.id} ${this.layout} ${this.order} ${JSON.stringify(choice)}`;
    if (arrangement !== this.#arrangement) {
      this.#arrangement = arrangement;
      this.#shownIds = [];
      this.#gallery?.reset();
    }
    members = steady(members, this.#shownIds);
    const count = this.#gallery?.count(this.#size) ?? this.#size;
    this.#shownIds = members.slice(0, count).map(({ id }) => id);
    return members;
  }

  #renderFilter(members: readonly Member[]): unknown {
    const filter = this.withFilter ? this.use(FILTER) : undefined;
    if (!filter) return nothing;
    const choose = (change: Partial<Choice>) => this.#setChoice({ ...this.#choice, ...change });
    return filter.renderFilter(this.#view, this.#everybody, members.length, this.#choice, choose);
  }

  #setChoice({ role, kind, language }: Choice): void {
    this.onlyRole = role;
    this.onlyKind = kind;
    this.onlyLanguage = language;
  }

  #renderGallery(
    module: typeof import('./gallery.ts'),
    members: readonly Member[],
    campaign: Campaign,
  ): TemplateResult {
    this.#gallery ??= new module.Gallery(this);
    const { total, next } = campaign.members ?? {};
    const all = this.onlyRole || this.onlyKind || this.onlyLanguage;
    return this.#gallery.render(this.#view, members, {
      layout: this.layout === 'list' ? 'list' : 'grid',
      size: this.#size,
      more: this.withMore,
      total: all ? undefined : next ? total : members.length,
      next: Boolean(next),
      ask: async () => this.store?.more('members'),
    });
  }

  // ── One at a time ─────────────────────────────────────────────────────────

  get #index(): number {
    const at = this.#members?.findIndex(({ id }) => id === this.currentId) ?? -1;
    return at < this.#size ? Math.max(0, at) : 0;
  }

  #turn(step: 1 | -1): void {
    const members = this.#members?.slice(0, this.#size) ?? [];
    const from = this.#index;
    this.leftId = members[from]?.id ?? '';
    this.currentId = members[(from + step + members.length) % members.length]?.id ?? '';
    this.turned = step > 0 ? 'next' : 'previous';
    // A recording goes with the person who tells it.
    this.open = new Set([...this.open].filter((id) => !id.startsWith('story-')));
  }

  #useRotation(): void {
    const wanted =
      this.withRotation && (this.#members?.length ?? 0) > 1 && /^(featured|carousel)$/.test(this.layout)
        ? this.use(ROTATION)
        : undefined;
    if (wanted && !this.#rotation) {
      this.#rotation = new wanted.Rotation(this, () => this.#turn(1));
      this.#rotation.connect();
    } else if (!wanted && this.#rotation) {
      this.#rotation.disconnect();
      this.#rotation = undefined;
    }
  }

  #toggle(id: string): void {
    const next = new Set(this.open);
    if (!next.delete(id)) next.add(id);
    this.open = next;
    this.#rotation?.stop();
  }

  // ── The latest stones ─────────────────────────────────────────────────────

  /** Takes in what is new, unless somebody is reading the strip: what is read must not move. What is gone goes at once. */
  #takeRecent(items: Contribution[]): void {
    const { scroller } = this;
    const reading =
      scroller && (scroller.parentElement!.matches(':hover, :focus-within') || Math.abs(scroller.scrollLeft) > 1);
    const before = new Set(this.#recent.map(({ id }) => id));
    const fresh = items.filter(({ id }) => !before.has(id)).length;
    this.#news = reading ? fresh : 0;
    this.#recent =
      reading && fresh ? this.#recent.flatMap(({ id }) => items.find((item) => item.id === id) ?? []) : items;
  }

  #renderStrip(campaign: Campaign, title?: unknown): unknown {
    const kind = this.onlyKind;
    const filter = title && kind ? this.use(FILTER) : undefined;
    const items = filter ? filter.ofKind(this.#recent, kind) : this.#recent;
    if (!title && (this.withoutRecent || items.length === 0)) return nothing;
    return renderStrip(
      this.#view,
      {
        items,
        waiting: this.#news,
        others: filter ? 0 : (campaign.contributions?.total ?? 0) - items.length - this.#news,
        takeIn: () => this.#takeIn(campaign),
      },
      title,
    );
  }

  #takeIn(campaign: Campaign): void {
    const { scroller } = this;
    this.#recent = campaign.contributions?.items ?? NOBODY;
    this.#news = 0;
    scroller?.scrollTo({ left: 0 });
    // The button goes; whoever pressed it goes on where the news are.
    scroller?.focus({ preventScroll: true });
    this.requestUpdate();
  }
}

import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { visibleMembers } from '../../data/progress.ts';
import { formatNumber } from '../../data/quantity.ts';
import type { Campaign, Contribution, Member } from '../../data/schema.ts';
import type { Term } from '../../i18n/index.ts';
import { spotlight as spotlightWords } from '../../i18n/en/spotlight.ts';
import { CampaignElement } from '../../shared/campaign-element.ts';
import { oneOf } from '../../shared/converters.ts';
import { formatDate, formatMoment, formatRelative } from '../../shared/dates.ts';
import { hostStyles, stateStyles } from '../../shared/host.styles.ts';
import { nextIcon, previousIcon } from '../../shared/icons.ts';
import { onTick } from '../../shared/page.ts';
import { buttonStyles } from '../../shared/button.styles.ts';
import { faceStyles } from '../../shared/face.styles.ts';
import { NAME_POLICIES, displayName, face, isolate, picture, standIn, type NamePolicy } from '../../shared/people.ts';
import { tokenStyles } from '../../shared/tokens.styles.ts';
import { medalIcon, roleStones } from './drawings.ts';
import { styles } from './member-spotlight.styles.ts';
import { contributionTerm, figuresOf, quantityWords, quoteParts } from './words.ts';

export const LAYOUTS = ['featured', 'grid', 'list'] as const;

const ROLES: Record<Member['role'], Term> = {
  leader: 'roleLeader',
  ambassador: 'roleAmbassador',
  member: 'roleMember',
};
const NOBODY: Contribution[] = [];
/** So many people, at most, in any layout. */
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
 * @csspart controls - Previous, position, next.
 * @csspart icon-btn - The previous and the next button.
 * @csspart count - The position, such as "1 / 6".
 * @csspart featured - The person shown.
 * @csspart portrait-frame - The frame of a large picture.
 * @csspart words - Quote, name and figures of the person shown.
 * @csspart quote - What the person says.
 * @csspart quiet - The button that shows the rest of a long quote.
 * @csspart name - A name.
 * @csspart role - A role, as a word and as one, two or three stones.
 * @csspart facts - What the person did, in figures.
 * @csspart badges - Recognition; each has a `medal`.
 * @csspart grid - The grid.
 * @csspart list - The list.
 * @csspart did - What the person does, in a line.
 * @csspart strip - The latest contributions with their title; the row is `recent`.
 * @csspart face - A small portrait.
 * @csspart fault - The note that something could not be loaded.
 */
export class MemberSpotlight extends CampaignElement {
  static override styles = [tokenStyles, hostStyles, stateStyles, buttonStyles, faceStyles, styles];
  protected static override section = 'spotlight' as const;
  protected static override words = spotlightWords;
  protected static override faultTerm = 'spotlightFault' as const;

  @query('.recent') private scroller?: HTMLElement;

  /** `featured` shows one person at a time and never turns by itself; `grid` and `list` show all. */
  @property({ converter: oneOf(LAYOUTS) }) layout: (typeof LAYOUTS)[number] = 'featured';

  /** Words for the heading; the element's own when empty. */
  @property({ attribute: 'heading' }) headingText = '';

  /** How names are written: `full`, `first-initial` (Maren O.), `initials` (MO), or `anonymous`. */
  @property({ converter: oneOf(NAME_POLICIES) }) names: NamePolicy = 'full';

  /** Shows at most so many people; 24 when 0. */
  @property({ type: Number }) limit = 0;

  /** Shows amounts of money: what somebody gave is nobody else's business unless the page says so. */
  @property({ type: Boolean, attribute: 'with-amounts' }) withAmounts = false;

  /** Leaves out the strip of the latest contributions. */
  @property({ type: Boolean, attribute: 'without-recent' }) withoutRecent = false;

  @state() private currentId = '';
  @state() private openQuotes: ReadonlySet<string> = new Set();
  /** Which way the last turn went; empty until the visitor turns, so that nothing moves by itself. */
  @state() private turned: '' | 'next' | 'previous' = '';

  #members: Member[] = [];
  #recent: Contribution[] = [];
  #untick: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#untick = onTick(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#untick?.();
    this.#untick = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { campaign } = this;
    this.#members = campaign ? this.#choose(visibleMembers(campaign, this.now)) : [];
    this.#takeRecent(campaign?.contributions?.items ?? NOBODY);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.renderRoot.querySelectorAll<HTMLElement>('.portrait-frame').forEach((frame, index) => {
      const focus = this.#members[index]?.image?.focus;
      frame.style.setProperty('--_focus', focus ? `${focus.x * 100}% ${focus.y * 100}%` : '50% 50%');
    });
  }

  protected override renderReady(campaign: Campaign): TemplateResult {
    const people = this.#members.length > 0;
    const title = this.heading(this.headingText || this.term('spotlightTitle'), 'title', 'title');
    return html`<div class="base" part="base">
      ${
        !people
          ? this.#renderEmpty()
          : this.layout === 'featured'
            ? this.#renderCarousel(title)
            : html`${title} ${this.layout === 'grid' ? this.#renderGrid() : this.#renderList()}`
      }
      ${this.#renderStrip(campaign)}
    </div>`;
  }

  protected override renderLoading(): TemplateResult {
    const portrait = html`<div class="portrait-frame sk"></div>`;
    const lines = html`<span class="sk"></span><span class="sk w2"></span><span class="sk w3"></span>`;
    const six = (each: TemplateResult) => Array.from({ length: 6 }, () => each);
    return html`<span class="sk heading"></span>${
        this.layout === 'featured'
          ? html`<div class="featured">
              ${portrait}
              <div class="words">${lines}${lines}</div>
            </div>`
          : this.layout === 'grid'
            ? html`<div class="grid">${six(html`<div>${portrait}${lines}</div>`)}</div>`
            : six(html`<span class="sk row"></span>`)
      }${
        this.withoutRecent
          ? nothing
          : html`<div class="strip"><span class="sk w3"></span><span class="sk row"></span></div>`
      }`;
  }

  #choose(members: Member[]): Member[] {
    const featured = members.filter((member) => member.featured);
    const chosen = this.layout === 'featured' && featured.length > 0 ? featured : members;
    return chosen.slice(0, this.limit > 0 ? Math.min(this.limit, MOST) : MOST);
  }

  /** Takes in what is new, unless somebody is reading the strip: what is read must not move. What is gone goes at once. */
  #takeRecent(items: Contribution[]): void {
    if (items === this.#recent) return;
    const { scroller } = this;
    const reading = scroller && (scroller.matches(':hover, :focus') || Math.abs(scroller.scrollLeft) > 1);
    this.#recent = reading ? this.#recent.filter(({ id }) => items.some((item) => item.id === id)) : items;
  }

  // ── One at a time ─────────────────────────────────────────────────────────

  get #index(): number {
    return Math.max(
      0,
      this.#members.findIndex(({ id }) => id === this.currentId),
    );
  }

  #renderCarousel(title: TemplateResult): TemplateResult {
    const total = this.#members.length;
    const index = this.#index;
    const number = (value: number) => formatNumber(value, 0, this.locale);
    return html`<div
      class="carousel"
      role="group"
      aria-roledescription=${this.term('spotlightCarousel')}
      aria-labelledby="title"
    >
      <div class="top" part="top">
        ${title}
        ${
          total > 1
            ? html`<div class="controls" part="controls">
                <button
                  class="icon-btn"
                  part="icon-btn"
                  type="button"
                  aria-label=${this.term('spotlightPrevious')}
                  aria-controls="slides"
                  @click=${() => this.#turn(-1)}
                >
                  ${previousIcon()}
                </button>
                <span class="count num" part="count" aria-hidden="true">${number(index + 1)} / ${number(total)}</span>
                <button
                  class="icon-btn"
                  part="icon-btn"
                  type="button"
                  aria-label=${this.term('spotlightNext')}
                  aria-controls="slides"
                  @click=${() => this.#turn(1)}
                >
                  ${nextIcon()}
                </button>
              </div>`
            : nothing
        }
      </div>
      <div class="slides" id="slides" aria-live="polite" data-turned=${this.turned || nothing}>
        ${repeat(
          this.#members,
          ({ id }) => id,
          (member, at) => {
            const near = Math.min((at - index + total) % total, (index - at + total) % total) <= 1;
            return html`<div
              class="featured"
              part=${at === index ? 'featured' : nothing}
              role="group"
              aria-roledescription=${this.term('spotlightSlide')}
              aria-label=${this.term('spotlightPosition', {
                name: isolate(this.#nameOf(member.name)),
                n: number(at + 1),
                total: number(total),
              })}
              ?inert=${at !== index}
            >
              ${this.#renderPortrait(member, near)} ${this.#renderWords(member)}
            </div>`;
          },
        )}
      </div>
    </div>`;
  }

  #turn(step: 1 | -1): void {
    const total = this.#members.length;
    this.currentId = this.#members[(this.#index + step + total) % total]?.id ?? '';
    this.turned = step > 0 ? 'next' : 'previous';
  }

  #renderWords(member: Member): TemplateResult {
    const { locale, now } = this;
    const facts = figuresOf(member, locale, this.withAmounts);
    return html`<div class="words" part="words">
      ${member.quote ? this.#renderQuote(member, member.quote) : nothing}
      ${!member.quote && member.story ? html`<p class="story"><bdi>${member.story}</bdi></p>` : nothing}
      <div class="foot">
        <div>
          <p class="name" part="name">${this.#renderName(member)}</p>
          ${this.#renderRole(member, member.roleLabel)}
          ${
            member.since
              ? html`<p class="xs muted">
                  ${this.term('spotlightSince', { date: formatDate(member.since, locale, now) })}
                </p>`
              : nothing
          }
        </div>
        ${
          facts.length > 0
            ? html`<dl class="facts" part="facts">
                ${facts.slice(0, 3).map(
                  ({ figure, label }) =>
                    html`<div>
                      <dt><bdi>${label}</bdi></dt>
                      <dd class="num">${figure}</dd>
                    </div>`,
                )}
              </dl>`
            : nothing
        }
      </div>
      ${
        member.recognition.length > 0
          ? html`<ul class="badges" part="badges" role="list">
              ${member.recognition.map(
                ({ id, label }) =>
                  html`<li><span class="medal" part="medal">${medalIcon(id)}</span><bdi>${label}</bdi></li>`,
              )}
            </ul>`
          : nothing
      }
    </div>`;
  }

  #renderQuote(member: Member, quote: string): TemplateResult {
    const { head, rest } = quoteParts(quote);
    const open = this.openQuotes.has(member.id);
    const lang = member.lang ?? nothing;
    const id = `rest-${member.id}`;
    if (!rest) return html`<blockquote class="quote" part="quote" lang=${lang}><bdi>${head}</bdi></blockquote>`;
    return html`<div>
      <blockquote class="quote long" part="quote" lang=${lang}>
        <bdi>${head}<span ?hidden=${open}>…</span><span id=${id} ?hidden=${!open}> ${rest}</span></bdi>
      </blockquote>
      <button
        class="btn quiet"
        part="btn quiet"
        type="button"
        aria-expanded=${open}
        aria-controls=${id}
        @click=${() => this.#toggleQuote(member.id)}
      >
        ${this.term(open ? 'spotlightLess' : 'spotlightMore')}
      </button>
    </div>`;
  }

  #toggleQuote(id: string): void {
    const next = new Set(this.openQuotes);
    if (!next.delete(id)) next.add(id);
    this.openQuotes = next;
  }

  // ── All at once ───────────────────────────────────────────────────────────

  #renderGrid(): TemplateResult {
    return html`<ul class="grid" part="grid" role="list">
      ${repeat(
        this.#members,
        ({ id }) => id,
        (member) =>
          html`<li>
            ${this.#renderPortrait(member, true)}
            <p class="name" part="name">${this.#renderName(member)}</p>
            ${this.#renderRole(member)}
            ${member.story ? html`<p class="did" part="did"><bdi>${member.story}</bdi></p>` : nothing}
          </li>`,
      )}
    </ul>`;
  }

  #renderList(): TemplateResult {
    return html`<ul class="list" part="list" role="list">
      ${repeat(
        this.#members,
        ({ id }) => id,
        (member, index) => {
          const [first] = figuresOf(member, this.locale, this.withAmounts);
          return html`<li>
            ${face(this.#nameOf(member.name), this.#imageOf(member), index)}
            <div>
              <p class="nm" part="nm">
                <span class="name" part="name">${this.#renderName(member)}</span>${this.#renderRole(member)}
              </p>
              ${member.story ? html`<p class="did" part="did"><bdi>${member.story}</bdi></p>` : nothing}
            </div>
            ${
              first
                ? html`<p class="end num" part="end">
                    ${first.figure}<small><bdi>${first.label}</bdi></small>
                  </p>`
                : nothing
            }
          </li>`;
        },
      )}
    </ul>`;
  }

  #renderEmpty(): TemplateResult {
    return html`<div class="blank">
      <span class="faces-to-come" aria-hidden="true"
        ><span class="face b"></span><span class="face"></span><span class="face c"></span
      ></span>
      ${this.heading(this.term('spotlightEmptyTitle'), 'title', 'title')}
      <p>${this.term('spotlightEmpty')}</p>
    </div>`;
  }

  // ── A person ──────────────────────────────────────────────────────────────

  #nameOf(name: string): string {
    return displayName(name, this.names);
  }

  /** A face says who somebody is as plainly as a name does. */
  #imageOf(member: Member): Member['image'] {
    return this.names === 'full' || this.names === 'first-initial' ? member.image : undefined;
  }

  #renderPortrait(member: Member, load: boolean): TemplateResult {
    const image = this.#imageOf(member);
    // The text beside a picture may hold the whole name.
    const alt = this.names === 'full' ? (image?.alt ?? '') : '';
    return html`<div class="portrait-frame" part="portrait-frame">
      ${image && load ? picture(image, alt) : nothing}${standIn(this.#nameOf(member.name))}
    </div>`;
  }

  #renderName(member: Member): unknown {
    const name = this.#nameOf(member.name);
    if (!name) return this.term('anonymous');
    const text = html`<bdi>${name}</bdi>`;
    return member.url && this.names === 'full'
      ? html`<a href=${member.url} rel="nofollow ugc noopener noreferrer">${text}</a>`
      : text;
  }

  #renderRole(member: Member, label = this.term(ROLES[member.role])): TemplateResult {
    return html`<span class="role" part="role">${roleStones(member.role)}<bdi>${label}</bdi></span>`;
  }

  // ── The latest stones ─────────────────────────────────────────────────────

  #renderStrip(campaign: Campaign): unknown {
    if (this.withoutRecent || this.#recent.length === 0) return nothing;
    const others = (campaign.contributions?.total ?? 0) - this.#recent.length;
    return html`<div class="strip" part="strip">
      <p id="recent">${this.term('spotlightRecent')}</p>
      <div class="recent" part="recent" role="group" tabindex="0" aria-labelledby="recent">
        <ul role="list">
          ${repeat(
            this.#recent,
            ({ id }) => id,
            (item, index) => this.#renderContribution(item, index),
          )}
          ${
            others > 0
              ? html`<li class="muted">
                  ${this.term('recentOthers', { n: others, count: formatNumber(others, 0, this.locale) })}
                </li>`
              : nothing
          }
        </ul>
      </div>
    </div>`;
  }

  #renderContribution(item: Contribution, index: number): TemplateResult {
    const { locale } = this;
    const known = item.anonymous ? '' : this.#nameOf(item.name ?? '');
    const amount = this.withAmounts && item.quantity ? quantityWords(item, this.campaign, locale) : '';
    const shown = this.names === 'full' || this.names === 'first-initial' ? item.avatar : undefined;
    return html`<li>
      ${face(known, known ? shown : undefined, index)}
      <span
        >${this.rich(contributionTerm(item, amount !== ''), {
          name: isolate(known || this.term('anonymous')),
          amount,
        })}<small
          ><time datetime=${item.at} title=${formatMoment(item.at, locale)}
            >${formatRelative(item.at, this.now, locale, 'short')}</time
          ></small
        ></span
      >
    </li>`;
  }
}

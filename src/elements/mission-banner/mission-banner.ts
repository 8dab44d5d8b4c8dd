import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { formatNumber, formatPercent, formatQuantity } from '../../data/quantity.ts';
import { phaseOf, progressOf, timeLeft, type TimeLeft } from '../../data/progress.ts';
import type { Campaign, Evidence, Pathway } from '../../data/schema.ts';
import type { Term } from '../../i18n/index.ts';
import { banner as bannerWords } from '../../i18n/en/banner.ts';
import { CampaignElement } from '../../shared/campaign-element.ts';
import { formatDate, formatMoment } from '../../shared/dates.ts';
import { CairnCtaEvent } from '../../shared/events.ts';
import { hostStyles, stateStyles } from '../../shared/host.styles.ts';
import { alertIcon, shieldIcon } from '../../shared/icons.ts';
import { onTick } from '../../shared/page.ts';
import { buttonStyles } from '../../shared/button.styles.ts';
import { faceStyles } from '../../shared/face.styles.ts';
import { displayName, face, isolate, picture, standIn } from '../../shared/people.ts';
import { tokenStyles } from '../../shared/tokens.styles.ts';
import { cairnDrawing } from './drawing.ts';
import { styles } from './mission-banner.styles.ts';
import { campaignParameters, formOnPage, pathwayHref, withParameters } from './ways-in.ts';

const FACES = 4;
const EVIDENCE_SHOWN = 2;
const RANKS = ['btn primary', 'btn secondary'];
const PARTS = ['btn primary', 'btn secondary', 'btn quiet'];

const SAID_BY: Record<Evidence['kind'], Term> = {
  audit: 'bannerAudit',
  certificate: 'bannerCertificate',
  report: 'bannerReport',
  receipt: 'bannerReceipt',
  photo: 'bannerPhoto',
  metric: 'bannerMetric',
};
const LEFT: Record<TimeLeft['unit'], Term> = { day: 'daysLeft', hour: 'hoursLeft', minute: 'minutesLeft' };

/**
 * Says what the campaign is for, why it can be believed, and how to take part.
 *
 * @summary Mission, vision, the ways in, the people behind it, and the evidence.
 * @slot - Shown until there is data, and whenever there cannot be any. Put a link here.
 * @fires cairn-cta {CairnCtaEvent} - A call to action was followed; cancel it to handle the pathway yourself.
 * @fires cairn-view {CairnViewEvent} - The element was seen: half of it for a second.
 * @fires cairn-error {CairnErrorEvent} - The campaign could not be loaded.
 * @csspart base - Everything.
 * @csspart media - The frame of the picture.
 * @csspart copy - The column of words and buttons.
 * @csspart org - The organisation's mark and name.
 * @csspart mission - The heading.
 * @csspart vision - The sentence under the heading.
 * @csspart status - What an upcoming, paused or ended campaign says instead of its buttons.
 * @csspart pathways - The row of calls to action.
 * @csspart btn - Each call to action; also `primary`, `secondary` or `quiet`.
 * @csspart support - Faces, number of supporters, time left.
 * @csspart faces - The faces alone; each is a `face`.
 * @csspart ledger - The closing row; its cells are `latest`, `values` and `evidence`.
 * @csspart fault - The note that something could not be loaded.
 */
export class MissionBanner extends CampaignElement {
  static override styles = [tokenStyles, hostStyles, stateStyles, buttonStyles, faceStyles, styles];
  protected static override section = 'banner' as const;
  protected static override words = bannerWords;
  protected static override faultTerm = 'bannerFault' as const;

  @query('.media') private media?: HTMLElement;

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

  #untick: (() => void) | undefined;
  #parameters: URLSearchParams = new URLSearchParams();

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
    this.#parameters = campaignParameters(location.search);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const focus = this.campaign?.mission.image?.focus;
    this.media?.style.setProperty('--_focus', focus ? `${focus.x * 100}% ${focus.y * 100}%` : '50% 50%');
  }

  protected override renderReady(campaign: Campaign): TemplateResult {
    const { mission, organization } = campaign;
    const image = this.withoutImage ? undefined : mission.image;
    const vision = this.withoutVision ? '' : mission.vision || mission.statement;
    return html`<section class=${image ? 'base' : 'base no-media'} part="base" aria-labelledby="mission">
      ${
        image
          ? html`<div class="media" part="media">
              ${picture(image, image.alt, false)}<span aria-hidden="true">${cairnDrawing()}</span>
            </div>`
          : nothing
      }
      <div class="copy" part="copy">
        <p class="org" part="org">
          <span class="face mark"
            >${organization.logo ? picture(organization.logo, '', false) : nothing}${standIn(organization.name)}</span
          ><bdi>${displayName(organization.name, 'full')}</bdi>
        </p>
        ${this.heading(html`<bdi>${mission.title}</bdi>`, 'mission', 'mission')}
        ${vision ? html`<p class="vision" part="vision"><bdi>${vision}</bdi></p>` : nothing}
        ${this.#renderWaysIn(campaign)} ${this.withoutSupport ? nothing : this.#renderSupport(campaign)}
        ${
          this.stale
            ? html`<div class="fault" part="fault" role="status">
                ${alertIcon()}
                <p>${this.term('bannerStale')}</p>
              </div>`
            : nothing
        }
      </div>
      ${this.#renderLedger(campaign)}
    </section>`;
  }

  protected override renderLoading(): TemplateResult {
    const cell = html`<div><span class="sk w1"></span><span class="sk"></span></div>`;
    return html`${this.withoutImage ? nothing : html`<div class="media sk"></div>`}
      <div class="copy">
        <span class="sk w1"></span><span class="sk tall"></span><span class="sk tall w3"></span
        ><span class="sk w4"></span><span class="sk w3"></span><span class="sk button"></span
        ><span class="sk button second"></span><span class="sk w3"></span>
      </div>
      <div class="ledger">${cell}${cell}${cell}</div>`;
  }

  /** Calls to action while the campaign runs, else the reason there are none and where to read on. */
  #renderWaysIn(campaign: Campaign): unknown {
    const phase = phaseOf(campaign, this.now);
    const open = phase === 'active' || (phase === 'ended' && campaign.acceptsAfterEnd);
    return html`${phase === 'active' ? nothing : html`<p class="status" part="status">${this.#phaseWords(campaign, phase)}</p>`}
    ${open ? this.#renderPathways(campaign) : this.#renderReadOn(campaign, phase === 'ended')}`;
  }

  #phaseWords(campaign: Campaign, phase: 'upcoming' | 'paused' | 'ended'): string {
    const { locale, now } = this;
    if (phase === 'paused') return this.term('pausedTitle');
    if (phase === 'upcoming') {
      const { startsAt } = campaign;
      return startsAt ? this.term('opensOn', { date: formatDate(startsAt, locale, now) }) : this.term('bannerSoon');
    }
    const { endsAt } = campaign;
    const passed = endsAt && Date.parse(endsAt) <= now;
    const closed = this.term('closedTitle');
    return passed ? `${closed} ${this.term('bannerEndedOn', { date: formatDate(endsAt, locale, now) })}` : closed;
  }

  #renderPathways(campaign: Campaign): unknown {
    if (this.withoutPathways) return nothing;
    const wanted = this.pathways.split(/\s+/).filter(Boolean);
    const shown = wanted.length
      ? wanted.flatMap((id) => campaign.pathways.find((pathway) => pathway.id === id) ?? [])
      : campaign.pathways;
    const links = shown.flatMap((pathway) => {
      const href = pathwayHref(this, pathway, campaign, this.#parameters);
      return href ? [{ pathway, href }] : [];
    });
    if (links.length === 0) return nothing;
    return html`<div class="pathways" part="pathways">
      ${links.map(
        ({ pathway, href }, index) =>
          html`<a
            class=${RANKS[index] ?? 'btn quiet'}
            part=${PARTS[index] ?? 'btn quiet'}
            href=${href}
            rel=${href.startsWith('#') ? nothing : 'noopener noreferrer'}
            @click=${(event: MouseEvent) => this.#handlePathway(event, pathway)}
            ><bdi>${pathway.label}</bdi></a
          >`,
      )}
    </div>`;
  }

  #renderReadOn(campaign: Campaign, ended: boolean): unknown {
    const href = (ended && campaign.updates?.items[0]?.url) || campaign.mission.url || campaign.organization.url;
    if (!href || this.withoutPathways) return nothing;
    return html`<div class="pathways" part="pathways">
      <a
        class="btn secondary"
        part="btn secondary"
        href=${withParameters(href, this.#parameters)}
        rel="noopener noreferrer"
        >${this.term(ended ? 'bannerOutcome' : 'bannerAbout')}</a
      >
    </div>`;
  }

  #renderSupport(campaign: Campaign): unknown {
    const { locale, now } = this;
    const progress = progressOf(campaign);
    const count = progress?.goal.supporters ?? campaign.contributions?.total ?? 0;
    const { percent, target } = progress ?? {};
    const reached =
      this.withProgress && progress && typeof percent === 'number' && typeof target === 'number'
        ? this.term('bannerPercent', {
            percent: formatPercent(percent, locale),
            target: formatQuantity({ ...progress.goal, value: target }, locale, {
              unitLabel: progress.goal.unitLabel,
              style: 'short',
            }),
          })
        : '';
    const left = timeLeft(campaign, now);
    const ends =
      left.phase === 'running' && left.at && phaseOf(campaign, now) === 'active'
        ? this.term('bannerEnds', {
            left: this.term(LEFT[left.unit], { n: left.count, count: formatNumber(left.count, 0, locale) }),
            date: left.unit === 'day' ? formatDate(left.at, locale, now) : formatMoment(left.at, locale),
          })
        : '';
    if (!count && !reached && !ends) return nothing;
    const people = (campaign.contributions?.items ?? []).filter(({ anonymous, name }) => !anonymous && name);
    return html`<div class="support" part="support">
      ${
        people.length > 0
          ? html`<span class="faces" part="faces" aria-hidden="true"
              >${people.slice(0, FACES).map(({ name, avatar }, index) => face(name!, avatar, index))}</span
            >`
          : nothing
      }
      <div>
        ${
          count
            ? html`<p>${this.rich('bannerSupporters', { n: count, count: formatNumber(count, 0, locale) })}</p>`
            : nothing
        }
        ${reached ? html`<p class="muted">${reached}</p>` : nothing}
        ${
          ends && left.at
            ? html`<p class="muted"><time datetime=${left.at} title=${formatMoment(left.at, locale)}>${ends}</time></p>`
            : nothing
        }
      </div>
    </div>`;
  }

  #renderLedger(campaign: Campaign): unknown {
    const update = this.withoutLatest ? undefined : campaign.updates?.items[0];
    const values = this.withoutValues ? [] : campaign.mission.values;
    const evidence = this.withoutEvidence ? [] : campaign.evidence.slice(0, EVIDENCE_SHOWN);
    if (!update && values.length === 0 && evidence.length === 0) return nothing;
    return html`<dl class="ledger" part="ledger">
      ${
        update
          ? html`<div class="latest" part="latest">
              <dt>
                <time datetime=${update.at} title=${formatMoment(update.at, this.locale)}
                  >${this.term('bannerLatest', { date: formatDate(update.at, this.locale, this.now) })}</time
                >
              </dt>
              <dd>${this.#renderLink(update.title, update.url)}</dd>
            </div>`
          : nothing
      }
      ${
        values.length > 0
          ? html`<div class="values" part="values">
              <dt>${this.term('bannerValues')}</dt>
              <dd><bdi>${values.map(sentence).join(' ')}</bdi></dd>
            </div>`
          : nothing
      }
      ${
        evidence.length > 0
          ? html`<div class="evidence" part="evidence">
              <dt>${this.term('bannerEvidence')}</dt>
              ${evidence.map(
                (item) =>
                  html`<dd>
                    ${shieldIcon()}${item.issuer ? this.term(SAID_BY[item.kind], { issuer: isolate(item.issuer) }) : nothing}
                    ${this.#renderLink(item.title, item.url)}
                  </dd>`,
              )}
            </div>`
          : nothing
      }
    </dl>`;
  }

  #renderLink(text: string, url: string | undefined): unknown {
    const isolated = html`<bdi>${text}</bdi>`;
    return url ? html`<a href=${url} rel="noopener noreferrer">${isolated}</a>` : isolated;
  }

  #handlePathway(event: MouseEvent, pathway: Pathway): void {
    const { id, kind } = pathway;
    const goOn = this.dispatchEvent(new CairnCtaEvent({ campaignId: this.campaign?.id ?? '', pathwayId: id, kind }));
    if (!goOn) return event.preventDefault();
    // With a key held down the visitor wants the link in a place of its own.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const form = formOnPage(this);
    if (!form?.open) return;
    event.preventDefault();
    form.open(id);
  }
}

/** Values stand one after the other, so each must end like a sentence. */
const sentence = (value: string): string => (/[\p{L}\p{N}]$/u.test(value) ? `${value}.` : value);

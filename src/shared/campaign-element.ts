import { LitElement, adoptStyles, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { CampaignError } from '../data/error.ts';
import { isRightToLeft, numberFormat } from '../data/quantity.ts';
import type { Campaign, CampaignInput } from '../data/schema.ts';
import type { CampaignState, CampaignStore } from '../data/store.ts';
import {
  hasLocale,
  isolated,
  loadLocale,
  onWords,
  term,
  type Messages,
  type Params,
  type Section,
  type Term,
} from '../i18n/index.ts';
import { CampaignController } from './campaign-controller.ts';
import { coming } from './coming.ts';
import { Consumer } from './context.ts';
import { oneOf, orNone } from './converters.ts';
import { CairnErrorEvent, CairnViewEvent } from './events.ts';
import { pageDefault } from './defaults.ts';
import { formatAsOf } from './dates.ts';
import { alertIcon, clockIcon } from './icons.ts';
import { OwnStore } from './own-store.ts';
import { ownWords } from './own-words.ts';
import { localeOf, onPageChange, readColors, whenDark } from './page.ts';
import { part, type Part, type PartModule } from './part.ts';
import { watchSeen } from './seen.ts';
import { termsContext, termsConverter, type Terms } from './terms.ts';
import { inLaterTurn, isSpent, nextTask } from './turn.ts';
import { watchView } from './view.ts';

const STRUCTURED_DATA = part(() => import('./structured-data.ts'));
const DEBUG = part(() => import('./debug.ts'));
/** Works out the colours where the browser's CSS cannot do it from the page's own. */
const LADDER = globalThis.CSS?.supports('color', 'color(from currentColor xyz-d65 x calc(y * 1) z)')
  ? undefined
  : part(() => import('./ladder.ts'));

/** English words that came with a piece. */
const later: Partial<Messages> = {};

/** What properties are at first, by their declarations; all that are declared without a word are empty texts. */
const firsts = new Map<object, unknown>();

let isWarm = false;

export const SCHEMES = ['auto', 'light', 'dark'] as const;
export const LOADING = ['eager', 'lazy'] as const;
export const SURFACES = ['plain', 'card'] as const;

/**
 * The one base class: which campaign, in which language, on what ground, and which of the statuses to show.
 *
 * An element says what it looks like in `renderReady`, `renderLoading` and, where the common note is not enough,
 * `renderFault`. Its light-DOM children are the fallback: shown while there is no data and when there cannot be any.
 */
export abstract class CampaignElement extends LitElement {
  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang'];
  }

  /** Words for the note shown when the data cannot be loaded; undefined shows the light-DOM children alone. */
  protected static faultTerm: Term | undefined;

  /** Which section of the words is the element's own. */
  protected static section: Section = 'shared';

  /** That section in English; in other languages it is fetched. */
  protected static words: Partial<Messages> = {};

  @state() private campaignState: CampaignState = { status: 'idle' };

  /** Where the campaign is: the address of a backend or of a JSON file, or a platform such as `opencollective:webpack`. Without it the nearest `<cairn-campaign>` decides. */
  @property() endpoint = '';

  /** `lazy` asks for nothing before the element comes near the screen or the page is printed. */
  @property({ converter: oneOf(LOADING) }) loading: (typeof LOADING)[number] = 'eager';

  /** Shows a made-up campaign in one state, without any request, while a page is built: `loading`, `ready`, `empty`, `stale`, `error`, `offline`, `offline-stale`, `upcoming`, `paused`, `ended`, `reached`, `over` or `match`. */
  @property() mock = '';

  /** Says on the page and in the console why there is nothing to see, and how to mend it. Not for visitors. */
  @property({ type: Boolean }) debug = false;

  /** Describes the campaign to search engines in the page's head (JSON-LD of schema.org), once however many elements ask. */
  @property({ type: Boolean, attribute: 'with-structured-data' }) withStructuredData = false;

  /** Words of your own instead of Cairn's, by their names; as an attribute, JSON. Those of an enclosing `<cairn-campaign>` count where this has none. */
  @property({ converter: termsConverter }) terms: Terms = {};

  /** `auto` follows the page: light text means a dark page. `light` and `dark` insist. */
  @property({ converter: oneOf(SCHEMES) }) scheme: (typeof SCHEMES)[number] = 'auto';

  /** A look to start from instead of the page's `--cairn-accent`: `pine`, `ocean`, `plum`, `clay`, `sun` or `ink`. On a `<cairn-campaign>` it counts for everything inside. */
  @property({ converter: orNone, reflect: true }) preset = '';

  /** `plain` lies bare on the page, `card` has a ground, a border and padding. */
  @property({ converter: oneOf(SURFACES), reflect: true }) surface: (typeof SURFACES)[number] = 'plain';

  /** Level of the element's heading, 2 to 6. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 2;

  readonly #own = new OwnStore(() => this.#controller.resolve());
  readonly #controller = new CampaignController(
    this,
    () => (this.#waits ? coming : this.#own.resolve(this, this.attributeSnapshot())),
    (next) => this.#handleState(next),
  );
  readonly #internals = this.attachInternals();
  #locale = 'en';
  #unwatchPage: (() => void) | undefined;
  #unwatchSeen: (() => void) | undefined;
  /** Id of the campaign that was seen. */
  #seen: string | undefined;
  /** Whether the element was near the screen, or printed. */
  #near = false;
  #unwatchView: (() => void) | undefined;
  readonly #terms = new Consumer(this, { context: termsContext, subscribe: true });
  #coming: Map<object, Promise<void>> | undefined;
  #adopted: Set<object> | undefined;
  #drawn = false;
  /** The box is drawn, and the campaign waits for its turn. */
  #boxed = false;
  #dark = false;

  /** The store this element shows, for code of your own: its state, `subscribe`, `refresh`, `contribute`. */
  get store(): CampaignStore | undefined {
    const { store } = this.#controller;
    return store === coming ? undefined : store;
  }

  get #waits(): boolean {
    return this.loading === 'lazy' && !this.#near;
  }

  /** The last good campaign, or undefined while there is none. */
  protected get campaign(): Campaign | undefined {
    return this.campaignState.status === 'ready' ? this.campaignState.campaign : undefined;
  }

  /** A BCP 47 tag: the element's `lang`, else that of the nearest ancestor, else the browser's. */
  protected get locale(): string {
    return this.#locale;
  }

  /** The server's time in milliseconds since the epoch. */
  protected get now(): number {
    return Date.now() + (this.store?.clockOffset ?? 0);
  }

  /** The figures shown are older than the last attempt to refresh them. */
  protected get stale(): boolean {
    return this.campaignState.status === 'ready' && this.campaignState.error !== undefined;
  }

  /** The visitor's device has no network, and so nothing new can come. */
  protected get offline(): boolean {
    return 'error' in this.campaignState && this.campaignState.error?.kind === 'offline';
  }

  /** When the figures shown were last confirmed, in milliseconds since the epoch by the visitor's clock. */
  protected get updatedAt(): number {
    return this.campaignState.status === 'ready' ? this.campaignState.updatedAt : 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const unwatchPage = onPageChange(() => this.#readPage());
    const unwatchWords = onWords(() => this.requestUpdate());
    this.#unwatchPage = () => {
      unwatchPage();
      unwatchWords();
    };
    this.#readPage();
    this.#awaitView();
    this.#watchUntilNear();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatchPage?.();
    this.#unwatchPage = undefined;
    this.#unwatchSeen?.();
    this.#unwatchSeen = undefined;
    this.#unwatchView?.();
    STRUCTURED_DATA.module?.describe(this, undefined);
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name === 'lang' && this.isConnected) this.#readPage();
  }

  /**
   * An attribute that is taken away, and a property that is set to nothing, as frameworks do it, are as they were at
   * first; what is a text becomes one whatever it is set to.
   */
  override requestUpdate(...change: Parameters<LitElement['requestUpdate']>): void {
    super.requestUpdate(...change);
    const [name, , options] = change;
    if (!options || options.state) return;
    const values = this as unknown as Record<PropertyKey, unknown>;
    const value = values[name!];
    // The first value is the one that the class itself gives.
    if (!firsts.has(options)) firsts.set(options, value);
    const first = firsts.get(options);
    const wanted = typeof first === 'string' ? String(value ?? first) : (value ?? first);
    if (!Object.is(wanted, value)) values[name!] = wanted;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('endpoint') || changed.has('mock') || changed.has('loading')) this.#controller.resolve();
    if (changed.has('loading')) this.#watchUntilNear();
    if (changed.has('scheme') && this.hasUpdated) this.#readPage();
  }

  protected override update(changed: PropertyValues<this>): void {
    // A browser that translates the page puts its words into <font>, where Lit would look for its own text in vain: what
    // changed would never be seen, and the button would go on naming an amount that is not chosen any more.
    for (const font of this.renderRoot.querySelectorAll('font')) font.replaceWith(font.textContent);
    super.update(changed);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (this.withStructuredData && this.isConnected) this.use(STRUCTURED_DATA)?.describe(this, this.campaign);
    else if (changed.get('withStructuredData')) STRUCTURED_DATA.module?.describe(this, undefined);
    if (LADDER && this.isConnected) this.use(LADDER)?.climb(this, this.shadowRoot!, this.#dark);
    this.#awaitView();
  }

  /** The first picture of a campaign waits for its turn. The box that keeps its room does not, nor what changes later. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    this.#boxed = false;
    if (!this.#drawn && this.campaign !== undefined) {
      if (isSpent()) {
        const turn = nextTask();
        if (this.hasUpdated) return turn.then(() => this.scheduleUpdate());
        // The page keeps no room any more for what is defined: where the campaign was here before, the box comes first.
        this.#boxed = true;
        this.#awaitTurn(turn);
        return super.scheduleUpdate();
      }
      readColors();
    }
    this.#drawn = this.campaign !== undefined;
    return super.scheduleUpdate();
  }

  #awaitTurn(turn: Promise<void>): void {
    const coming = (this.#coming ??= new Map());
    coming.set(
      this,
      turn.then(() => {
        coming.delete(this);
        this.requestUpdate();
      }),
    );
  }

  /**
   * Elements that can be filled by attributes alone answer with the document those attributes say; with `coming` until
   * they can, so that they never show the figures of the campaign around them.
   */
  protected attributeSnapshot(): CampaignInput | typeof coming | undefined {
    return undefined;
  }

  /** Looks again for the data; an element calls it when one of the attributes behind `attributeSnapshot` changed. */
  protected resolveStore(): void {
    this.#controller.resolve();
  }

  /** Some of its words are the page's: it may not say the same as others of its kind. */
  protected get hasOwnWords(): boolean {
    return Object.keys({ ...this.#terms.value, ...this.terms }).length > 0;
  }

  /** Words of the page, else of `src/i18n`, in the element's language. */
  protected term(key: Term, params?: Params): string {
    // One note in every element says how old its figures are; it also says so when the reason is the visitor's network.
    if (key === 'figuresFrom' && this.offline) key = 'offlineFigures';
    const own = ownWords(this.terms[key] ?? this.#terms.value?.[key], params ?? {}, this.#locale);
    if (own !== undefined) return own;
    const { words } = this.constructor as typeof CampaignElement;
    return term(this.#locale, key, params, key in words ? words : later);
  }

  /** The same with `<b>…</b>` set in bold. */
  protected rich(key: Term, params?: Params): (string | TemplateResult)[] {
    return this.term(key, params)
      .split(/<b>(.*?)<\/b>/)
      .map((part, index) => (index % 2 ? html`<b>${part}</b>` : part));
  }

  /** A piece of the element that is fetched when it is first drawn; `undefined` until it is here, then drawn again. */
  protected use<M extends object>(part: Part<M>): M | undefined {
    const module = this.here(part);
    if (module) this.#adopt(module);
    else void this.#await(part);
    return module;
  }

  /** The piece, when it and its words are here. */
  protected here<M extends object>({ module }: Part<M>): M | undefined {
    const { section } = (module ?? {}) as PartModule;
    return section && !hasLocale(this.#locale, section) ? undefined : module;
  }

  async #await(part: Part<object>): Promise<void> {
    const loading = this.fetch(part);
    if (!loading || this.#coming?.has(part)) return;
    (this.#coming ??= new Map()).set(part, loading);
    await loading;
    this.#coming.delete(part);
    this.requestUpdate();
  }

  /** Fetches a piece and the words it brings. Never rejects; undefined when there is nothing to wait for. */
  protected fetch(part: Part<object>): Promise<void> | undefined {
    const { module } = part;
    if (!module) return part.load()?.then(() => this.fetch(part));
    const { words, section } = module as PartModule;
    Object.assign(later, words);
    return section && !hasLocale(this.#locale, section) ? loadLocale(this.#locale, section, words!) : undefined;
  }

  /** An update is complete when the pieces it asked for have come, or could not be had. */
  protected override async getUpdateComplete(): Promise<boolean> {
    let complete = await super.getUpdateComplete();
    while (this.#coming?.size) {
      await Promise.all(this.#coming.values());
      complete = await super.getUpdateComplete();
    }
    return complete;
  }

  #adopt(module: object): void {
    const { styles } = module as PartModule;
    if (!styles || this.#adopted?.has(module)) return;
    (this.#adopted ??= new Set()).add(module);
    const root = this.renderRoot as ShadowRoot;
    const { styleSheet } = styles;
    if (styleSheet) root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet];
    else adoptStyles(root, [styles]);
  }

  /** False where the campaign has nothing for this element, such as no goal of that name: its children are shown. */
  protected canShow(_campaign: Campaign): boolean {
    return true;
  }

  protected abstract renderReady(campaign: Campaign): unknown;
  /** Blocks in the shape of the final content, so that nothing moves when it comes. */
  protected abstract renderLoading(): unknown;

  /** A note that says what is missing and what still works. The light-DOM children follow it. */
  protected renderFault(_error: CampaignError): unknown {
    const { faultTerm } = this.constructor as typeof CampaignElement;
    if (!faultTerm) return nothing;
    return html`<div class="fault" part="fault">
      ${alertIcon()}
      <p>${this.rich(this.offline ? 'offline' : faultTerm)}</p>
      ${this.#renderRetry('tryAgain')}
    </div>`;
  }

  /** A note that says from when the figures are, while they cannot be refreshed. */
  protected renderStale(): unknown {
    if (!this.stale) return nothing;
    const time = formatAsOf(this.updatedAt, Date.now(), this.locale);
    return html`<div class="fault" part="fault">
      ${clockIcon()}
      <p>${this.term('figuresFrom', { time })}</p>
      ${this.#renderRetry('refreshNow')}
    </div>`;
  }

  #renderRetry(key: Term): TemplateResult {
    return html`<button class="btn quiet" part="retry" type="button" @click=${() => this.retry()}>
      ${this.term(key)}
    </button>`;
  }

  /** What the button of those notes does. */
  protected retry(): void {
    void this.store?.refresh();
  }

  protected override render(): unknown {
    const current = this.campaignState;
    const loading =
      current.status === 'loading' ||
      (current.status === 'ready' &&
        (this.#boxed || !hasLocale(this.#locale, (this.constructor as typeof CampaignElement).section)));
    const ready = current.status === 'ready' && this.canShow(current.campaign);
    const shown = loading || ready;
    return html`${
        loading
          ? html`<div class="base" aria-busy="true">${this.renderLoading()}</div>`
          : ready
            ? this.renderReady(current.campaign)
            : current.status === 'error'
              ? this.renderFault(current.error)
              : nothing
      }<slot ?hidden=${shown} @slotchange=${() => this.#controller.resolve()}></slot>${
        this.debug || pageDefault('debug') !== undefined ? this.use(DEBUG)?.renderDebug(this, current, ready) : nothing
      }`;
  }

  /** A heading of the level the page asked for; a class other than `title` is a part of that name as well. */
  protected heading(text: unknown, className = 'title', id?: string): TemplateResult {
    const content = typeof text === 'string' ? isolated(text, isRightToLeft(this.locale)) : text;
    const part = className === 'title' ? 'title' : `title ${className}`;
    switch (Math.min(6, Math.max(2, Math.trunc(this.headingLevel) || 2))) {
      case 3:
        return html`<h3 class=${className} part=${part} id=${id ?? nothing}>${content}</h3>`;
      case 4:
        return html`<h4 class=${className} part=${part} id=${id ?? nothing}>${content}</h4>`;
      case 5:
        return html`<h5 class=${className} part=${part} id=${id ?? nothing}>${content}</h5>`;
      case 6:
        return html`<h6 class=${className} part=${part} id=${id ?? nothing}>${content}</h6>`;
      default:
        return html`<h2 class=${className} part=${part} id=${id ?? nothing}>${content}</h2>`;
    }
  }

  #handleState(next: CampaignState): void {
    const failed =
      next.status === 'error' && (this.campaignState.status !== 'error' || this.campaignState.error !== next.error);
    this.campaignState = next;
    if (next.status === 'loading') this.#warmUp();
    if (failed) this.dispatchEvent(new CairnErrorEvent(next.error));
  }

  /** While the page waits for the network: an engine reads what it knows of languages before it writes its first number. */
  #warmUp(): void {
    if (isWarm) return;
    isWarm = true;
    inLaterTurn(() => numberFormat(this.#locale).format(0));
  }

  /** Until then a lazy element has no store, and so asks nobody. */
  #watchUntilNear(): void {
    this.#unwatchView?.();
    if (!this.#waits || !this.isConnected) return;
    const come = () => {
      this.#unwatchView?.();
      this.#near = true;
      this.#controller.resolve();
    };
    const unwatch = watchView(this, (near) => near && come());
    addEventListener('beforeprint', come);
    this.#unwatchView = () => {
      unwatch();
      removeEventListener('beforeprint', come);
      this.#unwatchView = undefined;
    };
  }

  /** Reads language and ground from the page around the element. */
  #readPage(): void {
    const locale = localeOf(this);
    if (locale !== this.#locale) {
      this.#locale = locale;
      this.requestUpdate();
    }
    const { section, words } = this.constructor as typeof CampaignElement;
    if (!hasLocale(locale, section)) void loadLocale(locale, section, words).then(() => this.requestUpdate());
    if (this.scheme === 'auto') whenDark(this, (dark) => this.scheme === 'auto' && this.#setScheme(dark));
    else this.#setScheme(this.scheme === 'dark');
  }

  #setScheme(dark: boolean): void {
    this.#dark = dark;
    if (LADDER) this.requestUpdate();
    this.flag('dark', dark);
    this.flag('light', !dark);
  }

  /** A state that the element's own styles, and those of the page, can name: `:state(away)`. */
  protected flag(name: string, on: boolean): void {
    this.#internals.states[on ? 'add' : 'delete'](name);
  }

  /** Says once per campaign that its figures and words were seen. */
  #awaitView(): void {
    const { campaign } = this;
    if (!campaign || !this.isConnected || !this.canShow(campaign)) return;
    if (this.#seen === campaign.id || this.#unwatchSeen) return;
    this.#unwatchSeen = watchSeen(this, () => {
      this.#unwatchSeen = undefined;
      const campaignId = this.campaign?.id;
      if (campaignId === undefined) return;
      this.#seen = campaignId;
      this.dispatchEvent(new CairnViewEvent({ campaignId, element: this.localName }));
    });
  }
}

import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { CampaignError } from '../../data/error.ts';
import { pickedQuantity, type FormValues } from '../../data/chosen.ts';
import { inCurrency } from '../../data/fees.ts';
import type { ParseResult } from '../../data/parse-quantity.ts';
import type { Campaign, Pathway } from '../../data/schema.ts';
import { form as formWords } from '../../i18n/en/form.ts';
import { CampaignElement } from '../../shared/campaign-element.ts';
import { formatAsOf } from '../../shared/dates.ts';
import { CairnStartEvent } from '../../shared/events.ts';
import { hostStyles, stateStyles } from '../../shared/host.styles.ts';
import { part } from '../../shared/part.ts';
import { buttonStyles } from '../../shared/button.styles.ts';
import { oneOf } from '../../shared/converters.ts';
import { segmentedStyles } from '../../shared/segmented.styles.ts';
import { tokenStyles } from '../../shared/tokens.styles.ts';
import { CONTROLS, announceChoice } from './choosing.ts';
import { styles } from './contribution-form.styles.ts';
import { keepDraft, recallDraft } from './draft-store.ts';
import { Drafts, applied, type Control } from './drafts.ts';
import { awayHost, reachable } from './handoff.ts';
import type { Host, Scene } from './host.ts';
import { isKept } from './kept.ts';
import { renderStale, renderTestNote, renderUnable } from './notes.ts';
import { needsChoices, renderPanel, type Choices } from './panel.ts';
import { asTexts, fromAddress, wordsOf, type Prefill } from './prefill.ts';
import type { Sender } from './sender.ts';
import { isOpen, renderSkeleton, renderSkeletonPanel, type Phase } from './states.ts';
import type { Step } from './steps.ts';
import { renderTabs } from './tabs.ts';
import type { View } from './view.ts';

const CHOICES = part(() => import('./choices.ts'));
const DIALOG = part(() => import('./dialog.ts'));
const STEPS = part(() => import('./steps.ts'));
const CLOSED = part(() => import('./closed.ts'));
const SENDING = part(() => import('./sending.ts'));

export const DISPLAYS = ['inline', 'button', 'dialog'] as const;
export const LAYOUTS = ['page', 'steps'] as const;

/** The address of a form: `#cairn-give`, or `#cairn-give-volunteer` for one of its pathways. */
const ANCHOR = /^#cairn-give(?:-([\w.:~-]+))?$/;

/** Those in the page: a link to `#cairn-give` leads to one of them, never into two dialogs, one over the other. */
const forms = new Set<ContributionForm>();

/** What is fetched later reads this of the form, as it is at that moment. */
const READ = [
  'store',
  'campaign',
  'phase',
  'step',
  'layout',
  'allowHosts',
  'proof',
  'withOffline',
  'withMonthlyQuestion',
  'thanksUrl',
  'isConnected',
  'locale',
  'now',
  'headingLevel',
  'touched',
  'form',
  'renderRoot',
  'view',
] as const satisfies (keyof Host)[];

/** Properties that say what a form starts with. */
const PREFILLS = ['amount', 'currency', 'frequency', 'pathway', 'prefill', 'allowParams'] as const;

/**
 * The ways to take part: give, pledge, volunteer, act. One form for each, one button that always says what pressing it
 * means, and one record however often it is pressed.
 *
 * While something is on its way, one `sessionStorage` entry remembers it for this tab; it is gone with the final
 * answer. After a checkout the parameter `cairn_contribution` is taken out of the page's address.
 *
 * @summary Give, pledge, volunteer or act, and be thanked.
 * @slot - Shown until there is data, and whenever there cannot be any. Put a link to your own donate page here.
 * @slot payment - A payment widget of somebody else, above the button that sends.
 * @slot challenge - A widget that tells people from programs, above the button that sends; its token belongs in `proof`.
 * @fires cairn-start {CairnStartEvent} - The visitor began to fill in the form.
 * @fires cairn-select {CairnSelectEvent} - A pathway, an amount or a rhythm was chosen.
 * @fires cairn-step {CairnStepEvent} - Another step of a form with `layout="steps"` was reached.
 * @fires cairn-invalid {CairnInvalidEvent} - The form was sent with something to fix.
 * @fires cairn-submit {CairnSubmitEvent} - The form is about to be sent; cancel it to send it yourself.
 * @fires cairn-success {CairnSuccessEvent} - The contribution is recorded, or its payment is confirmed.
 * @fires cairn-view {CairnViewEvent} - The element was seen: half of it for a second.
 * @fires cairn-error {CairnErrorEvent} - Loading or sending failed.
 * @csspart base - Everything.
 * @csspart title - The heading.
 * @csspart head - Heading, notes and pathways.
 * @csspart test - The note that no money moves.
 * @csspart stale - The note of how old the campaign's data is.
 * @csspart panel - What belongs to the open pathway.
 * @csspart left - The side where one chooses.
 * @csspart right - The side where one sends.
 * @csspart tabs - The row of pathways.
 * @csspart tab - One pathway; `on` for the open one.
 * @csspart segmented - The row of rhythms; also `frequency`.
 * @csspart amounts - The amounts to choose from.
 * @csspart amount - One amount; `on` for the chosen one.
 * @csspart control - The box around a field.
 * @csspart custom - The field for any other amount.
 * @csspart affix - Currency sign and code.
 * @csspart impact - What the amount does.
 * @csspart trees - The drawn units.
 * @csspart fields - A group of fields.
 * @csspart field - Label, control, hint and error of one field.
 * @csspart label - A label or legend.
 * @csspart opt - The word "optional".
 * @csspart hint - A hint below a field.
 * @csspart why - An error beside its field.
 * @csspart readings - What an ambiguous amount may mean, as buttons.
 * @csspart consents - The group of boxes to tick.
 * @csspart check - A box to tick with its words.
 * @csspart box - The box itself.
 * @csspart toggle - The row that covers the fee.
 * @csspart switch - Its switch.
 * @csspart addnote - The button that unfolds the message.
 * @csspart stepper - The hours.
 * @csspart choices - Days or actions to choose from.
 * @csspart choice - One of them; `on` for a chosen one.
 * @csspart match - What somebody else adds to the amount.
 * @csspart proof - The check that runs before it is sent, where it takes long.
 * @csspart ask - The question whether to give every month instead.
 * @csspart step - Which step this is.
 * @csspart review - What is about to be sent, line by line.
 * @csspart opener - The button that opens the dialog.
 * @csspart dialog - The dialog.
 * @csspart close - The button that closes it.
 * @csspart submit - The button that sends.
 * @csspart assurance - The line below it.
 * @csspart alert - What is to be fixed, or why it was not sent.
 * @csspart receipt - The lines of the receipt.
 * @csspart share - What can be done after the thanks.
 * @csspart queue - What waits on this device for a network.
 * @csspart thanks - The thanks.
 * @csspart pile - The stones, the visitor's among them.
 * @csspart qr - A code of the instructions, for banking apps.
 * @csspart instructions - How to pay, where that is done elsewhere.
 * @csspart closed - What stands instead of the form when nothing is taken.
 * @csspart btn - Any button; `primary`, `secondary` or `quiet`.
 */
export class ContributionForm extends CampaignElement {
  static override styles = [tokenStyles, hostStyles, stateStyles, buttonStyles, segmentedStyles, styles];
  protected static override section = 'form' as const;
  protected static override words = formWords;
  protected static override faultTerm = 'formFault' as const;

  @query('form') private form?: HTMLFormElement;
  @query('dialog') private dialog?: HTMLDialogElement;

  @state() private phase: Phase = { name: 'form' };
  @state() private selected = '';
  @state() private messageOpen = false;
  /** Somebody began: what they need from now on is fetched. */
  @state() private begun = false;
  /** What is needed to send could not be fetched. */
  @state() private unable = false;
  @state() private step: Step = 'choose';
  /** The dialog is to be open. */
  @state() private opened = false;
  /** Said to assistive technology, politely. */
  @state() private status = '';

  /** Id of the pathway that is open first; the campaign's first one when empty. */
  @property() pathway = '';

  /** Hosts of payment pages this page may lead to, separated by spaces; the endpoint's own host always may. */
  @property({ attribute: 'allow-hosts' }) allowHosts = '';

  /** `inline` shows the form, `button` a button that opens it in a dialog, `dialog` nothing until `open()` is called or a link to `#cairn-give` is followed. */
  @property({ converter: oneOf(DISPLAYS) }) display: (typeof DISPLAYS)[number] = 'inline';

  /** `page` asks everything at once, `steps` one thing after the other, with all of it once more before it is sent. */
  @property({ converter: oneOf(LAYOUTS) }) layout: (typeof LAYOUTS)[number] = 'page';

  /** Amount to start with, as a decimal with a point, such as `25` or `25.50`. */
  @property() amount = '';

  /** Rhythm to start with: `once`, `weekly`, `monthly` or `yearly`, where the pathway offers it. */
  @property() frequency = '';

  /** Values to start with, for code of the page: pathway, amount, frequency, name, email, message, and fields by id. */
  @property({ attribute: false }) prefill: Prefill = {};

  /** Token of the widget in the `challenge` slot, sent along until the page sets another one. */
  @property({ attribute: false }) proof = '';

  /** Currency to start with, such as `EUR`, where the pathway offers it. */
  @property() currency = '';

  /** Which of `pathway amount currency frequency name email message` the parameters of the page's address may fill in; none when empty. */
  @property({ attribute: 'allow-params' }) allowParams = '';

  /** Which of `pathway amount currency frequency` cannot be changed by the visitor. */
  @property() locked = '';

  /** Asks once, of who gives once, whether they would rather give every month. */
  @property({ type: Boolean, attribute: 'with-monthly-question' }) withMonthlyQuestion = false;

  /** Keeps a pledge, hours, actions or an idea on this device while it is offline, to be seen, sent, changed or discarded. Money is never kept. */
  @property({ type: Boolean, attribute: 'with-offline' }) withOffline = false;

  /** Address of a page of your own to go to once it is recorded; nothing of the visitor is added to it. */
  @property({ attribute: 'thanks-url' }) thanksUrl = '';

  /** Keeps what has been typed for this tab, so that a reload does not lose it. */
  @property({ type: Boolean, attribute: 'with-draft' }) withDraft = false;

  readonly #drafts = new Drafts(() => this.#prefill());
  #sender: Sender | undefined;
  /** Somebody chose or typed something. */
  private touched = false;
  #resumed = false;
  #resuming = false;
  #recalled = '';
  #campaignId = '';
  /** The way in that somebody is filling in, as it was last. */
  #filled: Pathway | undefined;
  /** What to focus after the next render. */
  #focusNext: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sender?.flow.connect();
    forms.add(this);
    addEventListener('hashchange', this.#handleHash);
    this.#handleHash();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sender?.flow.disconnect();
    forms.delete(this);
    removeEventListener('hashchange', this.#handleHash);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { pathway } = this;
    // Taken away again it is as at first, except for whoever has begun.
    const turns = pathway ? pathway !== this.selected : this.hasUpdated && !this.touched;
    if (changed.has('pathway') && turns) this.#select(pathway);
    if (this.hasUpdated && PREFILLS.some((name) => changed.has(name))) this.#drafts.renew();
    const { campaign } = this;
    if (!campaign) return;
    if (this.#campaignId !== campaign.id) this.#turnTo(campaign.id);
    this.#recallDraft();
    if (!this.selected) this.selected = this.#prefill().pathway ?? '';
    this.#sender?.watch();
    if (!this.#resumed && this.isConnected) {
      this.#resumed = true;
      if (isKept(this.withOffline ? this.store?.endpoint : undefined)) void this.#resume();
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { dialog } = this;
    if (dialog && this.opened && !dialog.open) {
      dialog.showModal();
      this.#focusNext ??= '.title';
    }
    if (!this.#focusNext) return;
    const target = this.renderRoot.querySelector<HTMLElement>(this.#focusNext);
    if (!target) return;
    this.#focusNext = undefined;
    if (!target.matches('a, button, input, select, textarea')) target.tabIndex = -1;
    target.focus();
  }

  /** Opens a pathway, by default the one that is open, and moves the focus there; in a dialog where it has one. */
  open(pathwayId?: string): void {
    this.opened = true;
    if (this.phase.name === 'thanks' || this.phase.name === 'pending') this.phase = { name: 'form' };
    if (this.phase.name !== 'form') return;
    this.begun = true;
    if (pathwayId !== undefined && !this.#locks.has('pathway')) this.#select(pathwayId);
    this.#focusNext = '.tab.on, .panel input, .panel a, .panel button';
    this.requestUpdate();
  }

  /** A campaign without pathways shows the page's own link where there is one. */
  protected override canShow(campaign: Campaign): boolean {
    return campaign.pathways.length > 0 || !this.querySelector(':scope > :not(script, [slot])');
  }

  // ── Rendering ───────────────────────────────────────────────────────────────

  protected override renderLoading(): unknown {
    return renderSkeleton();
  }

  protected override renderFault(error: CampaignError): unknown {
    // The page's own link follows; trying again is there for whoever came without one.
    return html`<div class="base" part="base">${super.renderFault(error)}</div>`;
  }

  protected override renderReady(campaign: Campaign): unknown {
    if (this.display === 'inline') return this.#renderPhase(campaign);
    const dialog = this.use(DIALOG);
    return html`${
      this.display === 'button'
        ? html`<button class="btn primary" part="btn primary opener" type="button" @click=${() => this.open()}>
            ${this.term('openForm')}
          </button>`
        : nothing
    }
    ${dialog?.renderDialog(this.opened ? this.#renderPhase(campaign) : nothing, {
      label: this.term('formTitle'),
      close: this.term('closeForm'),
      locked: this.phase.name === 'sending',
      closed: this.#handleClosed,
    })}`;
  }

  #renderPhase(campaign: Campaign): unknown {
    const { view, phase } = this;
    if (!view) return this.use(CLOSED)?.renderNone(this.#words, campaign) ?? this.#renderBusy();
    // What became of the last contribution is said before another one is asked for.
    if (this.#resuming) return this.#renderBusy();
    if (phase.name === 'form' && !this.touched && !isOpen(campaign, this.now)) {
      return this.use(CLOSED)?.renderClosed(this.#words, campaign) ?? this.#renderBusy();
    }
    if (['form', 'sending', 'leaving'].includes(phase.name)) return this.#renderForm(view, campaign);
    return this.#sending()?.renderOutcome(phase, this.status) ?? this.#renderBusy();
  }

  #renderBusy(): TemplateResult {
    return html`<div class="base" part="base" aria-busy="true">${renderSkeleton()}</div>`;
  }

  #renderForm(view: View, campaign: Campaign): TemplateResult {
    const { pathway, term } = view;
    const listed = campaign.pathways.some(({ id }) => id === pathway.id);
    const pathways = listed ? campaign.pathways : [...campaign.pathways, pathway];
    const several = pathways.length > 1 && !view.locked.has('pathway');
    // An amount that is typed, or was filled in, can be read by then.
    const sender = this.begun || view.values.custom ? this.#sending() : undefined;
    const choices = needsChoices(pathway) ? this.use(CHOICES) : undefined;
    return html`<form
      class="base"
      part="base"
      novalidate
      @submit=${this.#handleSubmit}
      @input=${this.#handleInput}
      @change=${this.#handleChange}
      @click=${this.#handleClick}
      @focusin=${this.#begin}
    >
      <div class="head" part="head" ?inert=${view.busy}>
        ${this.heading(term('formTitle'))} ${renderTestNote(campaign, term)}
        ${this.stale ? renderStale(formatAsOf(this.updatedAt, Date.now(), this.locale), term) : nothing}
        ${several ? renderTabs(pathways, pathway.id, term('pathways'), this.#choosePathway) : nothing}
      </div>
      ${this.unable ? renderUnable(pathway, term) : nothing} ${sender?.renderAlert(view)}
      <div
        class=${this.layout === 'steps' ? 'panel stepped' : 'panel'}
        part="panel"
        id="panel"
        role=${several ? 'tabpanel' : nothing}
        aria-labelledby=${several ? `tab-${pathway.id}` : nothing}
      >
        ${keyed(`${campaign.id} ${pathway.id} ${this.step}`, this.#renderPanel(view, choices))}
        ${sender?.renderBelow(view)}
      </div>
      <p class="vh" role="status">${this.status}</p>
    </form>`;
  }

  #renderPanel(view: View, choices: Choices | undefined): TemplateResult {
    const { pathway } = view;
    if (this.layout === 'page' || pathway.handoff.type === 'link') return renderPanel(view, choices);
    const steps = this.use(STEPS);
    if (STEPS.failed) return renderPanel(view, choices);
    if (!steps || (!choices && needsChoices(pathway))) return renderSkeletonPanel();
    return steps.renderStep(view, choices, { step: this.step, go: (step) => this.#sender?.go(step) });
  }

  // ── What the parts are drawn from ───────────────────────────────────────────

  get #words() {
    return {
      locale: this.locale,
      now: this.now,
      term: this.term.bind(this),
      heading: this.heading.bind(this),
    };
  }

  /** The open pathway with what stands in it, as this campaign's home can take it. */
  private get view(): View | undefined {
    const { campaign, store, locale } = this;
    const found = this.#pathwayOf(this.selected) ?? campaign?.pathways[0];
    if (!campaign || !found) return undefined;
    const values = this.#drafts.of(found, locale);
    const offered = inCurrency(found, values.currency);
    return this.#viewOf((store && reachable(offered, campaign, store.capabilities)) ?? offered, values);
  }

  /**
   * One that is being filled in stays open when the campaign has it no more. Sent, it is refused, in words: nothing turns
   * into something else under somebody's hands.
   */
  #pathwayOf(id: string): Pathway | undefined {
    const found = this.campaign?.pathways.find((each) => each.id === id);
    return found ?? (this.#filled?.id === id ? this.#filled : undefined);
  }

  #viewOf(pathway: Pathway, values: FormValues): View {
    const campaign = this.campaign!;
    const view: View = {
      ...this.#words,
      campaign,
      pathway,
      values,
      chosen: this.#chosen(values, pathway),
      faults: new Map(),
      busy: this.phase.name === 'sending' || this.phase.name === 'leaving',
      messageOpen: this.messageOpen,
      locked: this.#locks,
      leaving: this.phase.name === 'leaving' ? this.phase.url : undefined,
      canSend: !this.store || reachable(pathway, campaign, this.store.capabilities) !== undefined,
      awayHost: awayHost(pathway),
      rich: this.rich.bind(this),
      change: (patch) => {
        this.#change({ ...view.values, ...patch });
        Object.keys(patch).forEach((field) => this.#sender?.mend(field));
      },
      openMessage: () => {
        this.messageOpen = true;
        this.#focusNext = 'textarea[name="message"]';
      },
    };
    return this.#sender ? { ...view, faults: this.#sender.faults(view) } : view;
  }

  /** Typed amounts are read once the code for it is here; until then the control keeps them. */
  #chosen(values: FormValues, pathway: Pathway): ParseResult {
    const picked = pickedQuantity(values, pathway);
    return picked ?? SENDING.module?.chosenQuantity(values, pathway, this.locale) ?? { ok: false, reason: 'empty' };
  }

  get #locks(): Set<string> {
    return wordsOf(this.locked);
  }

  /** What the form starts with: what its address is allowed to say, else its attributes, else the page's code. */
  #prefill(): Prefill {
    const { amount, currency, frequency, pathway } = this;
    const written = Object.entries({ amount, currency, frequency, pathway }).filter(([, value]) => value);
    return asTexts({
      ...this.prefill,
      ...Object.fromEntries(written),
      ...fromAddress(location.search, this.allowParams),
    });
  }

  // ── Filling in ──────────────────────────────────────────────────────────────

  #recallDraft(): void {
    const endpoint = this.store?.endpoint;
    if (!this.withDraft || !endpoint || this.#recalled === endpoint) return;
    this.#recalled = endpoint;
    recallDraft(endpoint).forEach((values) => this.#restore(values));
  }

  /** Values that were kept, `sent` with the pathway they are for; undefined where nothing is known of that any more. */
  #restore(values: FormValues, sent?: Pathway): Pathway | undefined {
    const pathway = this.#pathwayOf(values.pathwayId) ?? sent;
    if (pathway) this.#drafts.restore(values, pathway, this.locale);
    return pathway;
  }

  /** The same element, another campaign: what was chosen for one is nothing for the other. */
  #turnTo(campaignId: string): void {
    const before = this.#campaignId;
    this.#campaignId = campaignId;
    if (before === '' || this.phase.name === 'sending' || this.phase.name === 'leaving') return;
    this.#select(this.pathway);
    this.#drafts.clear();
    this.#filled = undefined;
    this.touched = false;
    this.#resumed = false;
    this.phase = { name: 'form' };
  }

  /** A link to `#cairn-give`, on this page or on another one that led here. */
  readonly #handleHash = (): void => {
    const found = ANCHOR.exec(location.hash);
    if (!found) return;
    // One that waits for such a link, else the first that came.
    const all = [...forms];
    if ((all.find(({ display }) => display === 'dialog') ?? all[0]) === this) this.open(found[1]);
  };

  readonly #handleClosed = (): void => {
    // Told a moment later: it may be open again by then.
    if (this.dialog?.open) return;
    // Pressed often enough, Escape closes it whatever we say. Nobody should miss what becomes of their gift.
    if (this.phase.name === 'sending') return this.requestUpdate();
    this.opened = false;
    this.step = 'choose';
    if (this.phase.name === 'thanks') this.phase = { name: 'form' };
    // A reload should not open it again.
    if (ANCHOR.test(location.hash)) history.replaceState(history.state, '', location.pathname + location.search);
  };

  readonly #choosePathway = (pathwayId: string): void => {
    if (pathwayId === this.selected) return;
    this.#select(pathwayId);
    announceChoice(this.#host);
  };

  #select(pathwayId: string): void {
    this.#read();
    this.selected = pathwayId;
    this.messageOpen = this.unable = false;
    this.step = 'choose';
    this.status = '';
    this.#sender?.clear();
  }

  /** What stands in the controls, also where something filled them in without telling. */
  #read(): void {
    const { view, form } = this;
    if (!view || !form) return;
    let { values } = view;
    for (const control of form.elements as unknown as Iterable<Control>) {
      // Radios that were not touched say nothing new, and a preset, as another currency, would wipe out a typed amount.
      const { name, type } = control;
      if (name && name !== 'currency' && type !== 'radio' && type !== 'checkbox') {
        values = applied(values, control, view.pathway, this.locale);
      }
    }
    if (values !== view.values) this.#drafts.put(values);
  }

  /** Values are only ever replaced by what the visitor did. */
  #change(values: FormValues): void {
    const { campaign } = this;
    if (!campaign || this.phase.name !== 'form') return;
    this.#drafts.put(values);
    this.#keepDraft();
    this.#hold(values.pathwayId);
    if (!this.touched) {
      this.touched = true;
      this.dispatchEvent(new CairnStartEvent({ campaignId: campaign.id, pathwayId: values.pathwayId }));
    }
    this.requestUpdate();
  }

  /** Whatever the campaign's first one is by then: this one stays. */
  #hold(pathwayId: string, sent?: Pathway): void {
    this.selected = pathwayId;
    this.#filled = this.#pathwayOf(pathwayId) ?? sent;
  }

  #keepDraft(): void {
    if (this.withDraft && this.store) keepDraft(this.store.endpoint, this.#drafts.all());
  }

  readonly #begin = (): void => {
    this.begun = true;
  };

  readonly #handleInput = (event: Event): void => {
    this.#begin();
    const control = event.target as HTMLInputElement;
    const { name } = control;
    const { view } = this;
    if (!view || !name) return;
    const { pathway, campaign, values, locked } = view;
    const own = campaign.pathways.find(({ id }) => id === pathway.id) ?? pathway;
    const next = applied(values, control, name === 'currency' ? inCurrency(own, control.value) : pathway, this.locale);
    // Another rhythm may suggest another amount, but not where the page's author has fixed it.
    const fixed = name === 'frequency' && locked.has('amount');
    this.#change(fixed ? { ...values, frequency: next.frequency } : next);
    // Text that was filled in without a word would else stand beside the choice, and count when it is sent.
    const custom = name === 'preset' && this.form?.elements.namedItem('custom');
    if (custom instanceof HTMLInputElement) custom.value = '';
    this.#sender?.mend(name);
  };

  readonly #handleChange = (event: Event): void => {
    // What fills in forms for people may say so with this event alone.
    this.#handleInput(event);
    if (CONTROLS.includes((event.target as HTMLInputElement).name)) announceChoice(this.#host);
  };

  readonly #handleClick = (event: Event): void => {
    const target = event.target as Element;
    // Enter presses the button, too, and a frame sandboxed without forms never fires `submit`. The second half of a
    // double click would press whatever stands there by then.
    if (!target.closest('button[type="submit"]')) this.#sender?.pick(target);
    else if ((event as MouseEvent).detail > 1) event.preventDefault();
    else this.#handleSubmit(event);
  };

  readonly #handleSubmit = (event: Event): void => {
    event.preventDefault();
    const { step } = this;
    void this.#ready().then((sender) => sender?.press(step));
  };

  // ── What is fetched once somebody begins ────────────────────────────────────

  /** What reads, sends and thanks, when it and its words are here; else it is fetched. */
  #sending(): Sender | undefined {
    const sending = this.use(SENDING);
    return sending && (this.#sender ??= new sending.Sender(this.#host));
  }

  /** The same, waited for; undefined, and said, where it cannot be fetched. */
  async #ready(): Promise<Sender | undefined> {
    this.#begin();
    await this.fetch(SENDING);
    this.unable = !SENDING.module;
    if (this.unable) this.#focusNext = '.alert';
    else this.#sender ??= new SENDING.module!.Sender(this.#host);
    return this.#sender;
  }

  /** Picks up what was on its way when the page was left. */
  async #resume(): Promise<void> {
    this.#resuming = true;
    const sender = await this.#ready();
    this.#resuming = false;
    this.requestUpdate();
    // What cannot be fetched now is still kept: the next visit to the page picks it up.
    if (sender) sender.flow.resume();
    else this.unable = false;
  }

  /** What is seen of this form from there. */
  readonly #host = ((): Host => {
    const methods = {
      viewOf: (...of: [Pathway, FormValues]) => this.#viewOf(...of),
      term: (...what) => this.term(...what),
      heading: (...what) => this.heading(...what),
      dispatchEvent: (event) => this.dispatchEvent(event),
      requestUpdate: () => this.requestUpdate(),
      show: ({ focus, ...scene }: Partial<Scene>) => {
        Object.assign(this, scene);
        if (focus) this.#focusNext = focus;
        this.requestUpdate();
      },
      change: (values) => this.#change(values),
      read: () => this.#read(),
      pathwayOf: (id) => this.#pathwayOf(id),
      restore: (values, sent) => {
        if (!this.#restore(values, sent)) return;
        this.#hold(values.pathwayId, sent);
        this.touched = true;
      },
      discard: (pathwayId) => {
        this.#drafts.forget(pathwayId);
        this.#keepDraft();
        this.#filled = undefined;
        this.touched = false;
      },
      open: (pathwayId) => this.open(pathwayId),
    } satisfies Partial<Host> as Partial<Host>;
    Object.defineProperty(methods, 'steps', { get: () => STEPS.module });
    // As they are when they are asked for.
    for (const name of READ) Object.defineProperty(methods, name, { get: () => this[name] });
    return methods as Host;
  })();
}

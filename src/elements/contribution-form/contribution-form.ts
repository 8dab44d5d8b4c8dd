import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { CampaignError } from '../../data/error.ts';
import { pickedQuantity, type FormValues } from '../../data/chosen.ts';
import { inCurrency } from '../../data/fees.ts';
import type { IntentContext } from '../../data/intent.ts';
import type { ParseResult } from '../../data/parse-quantity.ts';
import { phaseOf } from '../../data/progress.ts';
import type { Campaign, Pathway } from '../../data/schema.ts';
import { form as formWords } from '../../i18n/en/form.ts';
import { CampaignElement } from '../../shared/campaign-element.ts';
import { formatAsOf } from '../../shared/dates.ts';
import {
  CairnInvalidEvent,
  CairnSelectEvent,
  CairnStartEvent,
  CairnStepEvent,
  CairnSubmitEvent,
} from '../../shared/events.ts';
import { hostStyles, stateStyles } from '../../shared/host.styles.ts';
import { part } from '../../shared/part.ts';
import { buttonStyles } from '../../shared/button.styles.ts';
import { oneOf } from '../../shared/converters.ts';
import { segmentedStyles } from '../../shared/segmented.styles.ts';
import { tokenStyles } from '../../shared/tokens.styles.ts';
import { styles } from './contribution-form.styles.ts';
import { keepDraft, recallDraft } from './draft-store.ts';
import { Drafts, applied, type Control } from './drafts.ts';
import type { Problem } from './faults.ts';
import type { Flow, Host, Scene } from './flow.ts';
import { awayHost, reachable } from './handoff.ts';
import { isKept } from './kept.ts';
import { renderStale, renderTestNote, renderUnable } from './notes.ts';
import { needsChoices, renderPanel, type Choices } from './panel.ts';
import { controlId } from './parts.ts';
import type { Pending } from './pending.ts';
import { fromAddress, wordsOf, type Prefill } from './prefill.ts';
import { FAILED, isOpen, renderSkeleton, renderSkeletonPanel, type Phase } from './states.ts';
import type { Step } from './steps.ts';
import type { Failure } from './submission.ts';
import { renderTabs } from './tabs.ts';
import type { Done } from './thanks.ts';
import type { Fault, View } from './view.ts';

const CHOICES = part(() => import('./choices.ts'));
const DIALOG = part(() => import('./dialog.ts'));
const STEPS = part(() => import('./steps.ts'));
const CLOSED = part(() => import('./closed.ts'));
const SENDING = part(() => import('./sending.ts'));
type Sending = typeof import('./sending.ts');

export const DISPLAYS = ['inline', 'button', 'dialog'] as const;
export const LAYOUTS = ['page', 'steps'] as const;

/** The address of a form: `#cairn-give`, or `#cairn-give-volunteer` for one of its pathways. */
const ANCHOR = /^#cairn-give(?:-([\w.:~-]+))?$/;

/** What the flow reads of the form. */
const FLOWING = [
  'store',
  'campaign',
  'phase',
  'allowHosts',
  'proof',
  'withOffline',
  'thanksUrl',
  'locale',
  'isConnected',
  'view',
] as const satisfies (keyof Host)[];

/** Controls that say how much. */
const ASKED = ['preset', 'custom', 'frequency', 'currency'];

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
  @query('.submit') private submitButton?: HTMLButtonElement;
  @query('dialog') private dialog?: HTMLDialogElement;

  @state() private phase: Phase = { name: 'form' };
  @state() private selected = '';
  @state() private problems: Problem[] = [];
  @state() private failure: Failure | undefined;
  @state() private messageOpen = false;
  @state() private copied = false;
  @state() private byHand: string | undefined;
  /** Somebody began: what they need from now on is fetched. */
  @state() private begun = false;
  /** What is needed to send could not be fetched. */
  @state() private unable = false;
  @state() private step: Step = 'choose';
  /** The dialog is to be open. */
  @state() private opened = false;
  /** The monthly amount that is asked about. */
  @state() private asking: number | undefined;
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
  #flow: Flow | undefined;
  /** The summary as it stood when the form was sent: it does not move while fields are being mended. */
  #summary: Fault[] = [];
  #touched = false;
  #resumed = false;
  #resuming = false;
  #wasOpen = true;
  #asked = false;
  #recalled = '';
  #campaignId = '';
  /** What to focus after the next render. */
  #focusNext: string | undefined;
  override connectedCallback(): void {
    super.connectedCallback();
    this.#flow?.connect();
    addEventListener('hashchange', this.#handleHash);
    this.#handleHash();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#flow?.disconnect();
    removeEventListener('hashchange', this.#handleHash);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('pathway') && this.pathway && this.pathway !== this.selected) this.#select(this.pathway);
    if (this.hasUpdated && PREFILLS.some((name) => changed.has(name))) this.#drafts.renew();
    const { campaign } = this;
    if (!campaign) return;
    if (this.#campaignId !== campaign.id) this.#turnTo(campaign.id);
    this.#recallDraft();
    if (!this.selected) this.selected = this.#prefill().pathway ?? '';
    const open = isOpen(campaign, this.now);
    if (this.#wasOpen !== open && this.#touched && this.phase.name === 'form') this.#tellOpening(campaign, open);
    this.#wasOpen = open;
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
    const words = this.#words;
    const pathway = this.#pathway(campaign);
    if (!pathway) return this.use(CLOSED)?.renderNone(words, campaign) ?? this.#renderBusy();
    const view = this.#view(campaign, pathway);
    // What became of the last contribution is said before another one is asked for.
    if (this.#resuming) return this.#renderBusy();
    switch (this.phase.name) {
      case 'thanks':
        return this.#renderThanks(campaign, this.phase.done);
      case 'checking':
        return SENDING.module!.renderChecking(this.#words);
      case 'pending':
        return this.#renderPending(this.phase.kept);
      case 'queued':
        return this.#renderQueue(campaign, this.phase);
      case 'form':
        if (!isOpen(campaign, this.now) && !this.#touched) {
          return this.use(CLOSED)?.renderClosed(words, campaign) ?? this.#renderBusy();
        }
        break;
      default:
        break;
    }
    return this.#renderForm(view, campaign);
  }

  #renderBusy(): TemplateResult {
    return html`<div class="base" part="base" aria-busy="true">${renderSkeleton()}</div>`;
  }

  #renderForm(view: View, campaign: Campaign): TemplateResult {
    const { pathway } = view;
    const several = campaign.pathways.length > 1 && !this.#locks.has('pathway');
    // An amount that is typed, or was filled in, can be read by then.
    const sending = this.begun || view.values.custom ? this.use(SENDING) : undefined;
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
        ${this.heading(this.term('formTitle'))} ${renderTestNote(campaign, this.#words.term)}
        ${this.stale ? renderStale(formatAsOf(this.updatedAt, Date.now(), this.locale), this.#words.term) : nothing}
        ${several ? renderTabs(campaign.pathways, pathway.id, this.term('pathways'), (id) => this.#choosePathway(id)) : nothing}
      </div>
      ${this.unable ? renderUnable(pathway, this.#words.term) : nothing}
      ${sending?.renderAlert(view, {
        faults: this.#summary,
        failure: this.failure,
        level: Math.min(6, this.headingLevel + 1),
        follow: (fault) => this.#focusField(view, fault.field),
        again: () => void this.#submit(),
      })}
      <div
        class=${this.layout === 'steps' ? 'panel stepped' : 'panel'}
        part="panel"
        id="panel"
        role=${several ? 'tabpanel' : nothing}
        aria-labelledby=${several ? `tab-${pathway.id}` : nothing}
      >
        ${keyed(`${pathway.id} ${this.step}`, this.#renderPanel(view, choices))}
        ${sending?.renderBelow(view, this.phase, this.asking, this.#giveMonthly, () => void this.#submit())}
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
    return steps.renderStep(view, choices, {
      step: this.step,
      next: () => void this.#next(),
      go: (step) => this.#go(step),
    });
  }

  #renderPending(kept: Pending): TemplateResult {
    return SENDING.module!.renderPending(this.#words, () => void this.#flow?.check(kept, [0], '#pending'));
  }

  #renderQueue(campaign: Campaign, phase: Extract<Phase, { name: 'queued' }>): TemplateResult {
    const sending = this.use(SENDING);
    const { waiting } = phase;
    const found = campaign.pathways.find(({ id }) => id === waiting.intent.pathwayId);
    if (!sending || !found) return this.#renderBusy();
    const view = this.#view(campaign, inCurrency(found, waiting.values.currency), waiting.values);
    return html`<div class="base" part="base">
      ${sending.renderQueue(view, phase, {
        send: () => void this.#flow?.sendWaiting(),
        change: () => this.#flow?.changeWaiting(waiting),
        discard: () => this.#flow?.discardWaiting(waiting),
      })}
      <p class="vh" role="status">${this.status}</p>
    </div>`;
  }

  #renderThanks(campaign: Campaign, done: Done): TemplateResult {
    const sending = this.use(SENDING);
    if (!sending) return this.#renderBusy();
    const { printText, renderThanks, receiptText, save, shareAddress } = sending;
    const view = this.#view(campaign, done.pathway, done.values);
    return html`<div class="base" part="base">
      ${renderTestNote(campaign, this.#words.term)}
      ${renderThanks(view, done, {
        heading: (content) => this.heading(content, 'title', 'thanks'),
        copied: this.copied,
        byHand: this.byHand,
        copy: () => void this.#copy(shareAddress(view)),
        print: () => printText(done.receipt.receipt, receiptText(view, done)),
        save: () => save(`${done.receipt.receipt}.txt`, receiptText(view, done)),
        open: (id) => this.open(id),
      })}
      <p class="vh" role="status">${this.status}</p>
    </div>`;
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

  /** The open pathway, as this campaign's home can take it. */
  #pathway(campaign: Campaign): Pathway | undefined {
    const found = campaign.pathways.find(({ id }) => id === this.selected) ?? campaign.pathways[0];
    if (!found) return undefined;
    const offered = inCurrency(found, this.#drafts.of(found, this.locale).currency);
    return this.store ? (reachable(offered, campaign, this.store.capabilities) ?? offered) : offered;
  }

  #view(campaign: Campaign, pathway: Pathway, values = this.#drafts.of(pathway, this.locale)): View {
    const view: View = {
      campaign,
      pathway,
      values,
      chosen: this.#chosen(values, pathway),
      locale: this.locale,
      now: this.now,
      faults: new Map(),
      busy: this.phase.name === 'sending' || this.phase.name === 'leaving',
      messageOpen: this.messageOpen,
      locked: this.#locks,
      leaving: this.phase.name === 'leaving' ? this.phase.url : undefined,
      canSend: !this.store || reachable(pathway, campaign, this.store.capabilities) !== undefined,
      awayHost: awayHost(pathway),
      term: this.term.bind(this),
      rich: this.rich.bind(this),
      change: (patch) => {
        this.#change({ ...view.values, ...patch });
        Object.keys(patch).forEach((field) => this.#mend(field));
      },
      openMessage: () => {
        this.messageOpen = true;
        this.#focusNext = 'textarea[name="message"]';
      },
    };
    const { problems } = this;
    if (problems.length === 0) return view;
    const { faultOf } = SENDING.module!;
    return { ...view, faults: new Map(problems.map((problem) => [problem.field, faultOf(view, problem)])) };
  }

  /** Typed amounts are read once the code for it is here, which it is before anybody has typed one. */
  #chosen(values: FormValues, pathway: Pathway): ParseResult {
    const picked = pickedQuantity(values, pathway);
    return picked ?? SENDING.module?.chosenQuantity(values, pathway, this.locale) ?? { ok: false, reason: 'empty' };
  }

  private get view(): View | undefined {
    const pathway = this.campaign && this.#pathway(this.campaign);
    return pathway && this.#view(this.campaign!, pathway);
  }

  // ── Filling in ──────────────────────────────────────────────────────────────

  get #locks(): Set<string> {
    return wordsOf(this.locked);
  }

  /** What the form starts with: what its address is allowed to say, else its attributes, else the page's code. */
  #prefill(): Prefill {
    const { amount, currency, frequency, pathway } = this;
    const written = Object.entries({ amount, currency, frequency, pathway }).filter(([, value]) => value);
    return { ...this.prefill, ...Object.fromEntries(written), ...fromAddress(location.search, this.allowParams) };
  }

  #recallDraft(): void {
    const endpoint = this.store?.endpoint;
    if (!this.withDraft || !endpoint || this.#recalled === endpoint) return;
    this.#recalled = endpoint;
    for (const values of recallDraft(endpoint)) {
      const pathway = this.campaign?.pathways.find(({ id }) => id === values.pathwayId);
      if (pathway) this.#drafts.restore(values, pathway, this.locale);
    }
  }

  /** The same element, another campaign: what was chosen for one is nothing for the other. */
  #turnTo(campaignId: string): void {
    const before = this.#campaignId;
    this.#campaignId = campaignId;
    if (before === '' || this.phase.name === 'sending' || this.phase.name === 'leaving') return;
    this.#drafts.clear();
    this.#touched = false;
    this.#resumed = false;
    this.phase = { name: 'form' };
    this.#select(this.pathway);
  }

  /** A link to `#cairn-give`, on this page or on another one that led here. */
  readonly #handleHash = (): void => {
    const found = ANCHOR.exec(location.hash);
    if (found) this.open(found[1]);
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

  #choosePathway(pathwayId: string): void {
    if (pathwayId === this.selected) return;
    this.#select(pathwayId);
    this.#announceChoice();
  }

  #select(pathwayId: string): void {
    this.selected = pathwayId;
    this.messageOpen = false;
    this.step = 'choose';
    this.#clear();
  }

  #clear(): void {
    this.unable = false;
    this.asking = undefined;
    this.problems = [];
    this.#summary = [];
    this.failure = undefined;
    this.status = '';
  }

  /** Closed while somebody is filling it in: that is said, and what they typed stays. */
  #tellOpening(campaign: Campaign, open: boolean): void {
    if (open) {
      if (this.failure?.code === 'campaign-closed') this.#clear();
      return;
    }
    const paused = phaseOf(campaign, this.now) === 'paused';
    const head = paused ? 'pausedTitle' : 'closedTitle';
    const why = paused ? 'pausedText' : 'whyClosed';
    this.begun = true;
    this.failure = { ...FAILED, fate: 'not-sent', head, why, code: 'campaign-closed' };
    this.status = this.term(head);
  }

  /** Values are only ever replaced by what the visitor did. */
  #change(values: FormValues): void {
    const { campaign } = this;
    if (!campaign || this.phase.name !== 'form') return;
    this.#drafts.put(values);
    if (this.withDraft && this.store) keepDraft(this.store.endpoint, this.#drafts.all());
    if (!this.#touched) {
      this.#touched = true;
      this.dispatchEvent(new CairnStartEvent({ campaignId: campaign.id, pathwayId: values.pathwayId }));
    }
    this.requestUpdate();
  }

  /** Takes an error away as soon as its field is mended; new ones wait for the button. */
  #mend(field: string): void {
    const view = this.view;
    if (this.problems.length === 0 || !view) return;
    const sending = SENDING.module!;
    const result = sending.intentFrom(view.values, view.pathway, this.#context(sending));
    const wrong = new Set(result.ok ? [] : result.errors.map((error) => error.field));
    this.problems = this.problems.filter((problem) => problem.field !== field || wrong.has(field));
  }

  readonly #begin = (): void => {
    this.begun = true;
  };

  readonly #handleInput = (event: Event): void => {
    this.#begin();
    const control = event.target as HTMLInputElement;
    const view = this.view;
    if (!view || !control.name) return;
    const { pathway, campaign } = view;
    const own = campaign.pathways.find(({ id }) => id === pathway.id) ?? pathway;
    const offered = control.name === 'currency' ? inCurrency(own, control.value) : pathway;
    const next = applied(view.values, control, offered, this.locale);
    if (control.name === 'frequency' && view.locked.has('amount')) {
      // Another rhythm may suggest another amount, but not where the page's author has fixed it.
      this.#change({ ...view.values, frequency: next.frequency });
    } else this.#change(next);
    if (ASKED.includes(control.name)) this.asking = undefined;
    // Text that was filled in without a word would else stand beside the choice, and count when it is sent.
    const custom = control.name === 'preset' && this.form?.elements.namedItem('custom');
    if (custom instanceof HTMLInputElement) custom.value = '';
    this.#mend(fieldOf(control.name));
  };

  readonly #handleChange = (event: Event): void => {
    if (ASKED.includes((event.target as HTMLInputElement).name)) this.#announceChoice();
  };

  /** A reading of an ambiguous amount was picked. */
  readonly #handleClick = (event: Event): void => {
    // Enter presses the button, too, and a frame sandboxed without forms never fires `submit`. The second half of a
    // double click would press whatever stands there by then.
    if ((event.target as Element).closest('button[type="submit"]')) {
      return (event as MouseEvent).detail > 1 ? event.preventDefault() : this.#handleSubmit(event);
    }
    const typed = (event.target as Element).closest<HTMLElement>('[data-typed]')?.dataset['typed'];
    const view = this.view;
    if (typed === undefined || !view) return;
    this.#change({ ...view.values, custom: typed, preset: undefined });
    this.#mend('amount');
    this.#focusNext = '[name="custom"]';
    this.#announceChoice();
  };

  #announceChoice(): void {
    const view = this.view;
    if (view) this.dispatchEvent(new CairnSelectEvent(this.#publicDetail(view)));
  }

  /** What events may say: never who. */
  #publicDetail({ campaign, pathway, values, chosen }: View): CairnSelectEvent['detail'] {
    const { id: pathwayId, kind, unit, scale } = pathway;
    return {
      campaignId: campaign.id,
      pathwayId,
      kind,
      quantity: chosen.ok ? { value: chosen.value, unit, scale } : undefined,
      frequency: pathway.frequencies.length > 0 ? values.frequency : undefined,
    };
  }

  #focusField(view: View, field: string): void {
    // A typed amount is mended where it was typed; a missing one begins with the choices.
    const typed = field === 'amount' && view.values.preset === undefined && view.values.custom;
    const root = this.renderRoot as ShadowRoot;
    const step = STEPS.module?.stepOf(field);
    if (step === 'details' && field === 'message') this.messageOpen = true;
    if (this.layout === 'steps' && step && step !== this.step) {
      this.step = step;
      this.#focusNext = `#${CSS.escape(controlId(field))}`;
      return;
    }
    const target = (typed ? root.getElementById('custom') : null) ?? root.getElementById(controlId(field));
    if (!target && field === 'message') view.openMessage();
    target?.focus();
  }

  // ── Sending ─────────────────────────────────────────────────────────────────

  readonly #handleSubmit = (event: Event): void => {
    event.preventDefault();
    if (this.layout === 'steps' && STEPS.module && this.step !== 'review') void this.#next();
    else void this.#submit();
  };

  /** On to the next step, when what this one asks for can be read. */
  async #next(): Promise<void> {
    const { step } = this;
    const sending = await this.#ready();
    const steps = STEPS.module;
    // Pressed again while it was being fetched, it is still one step.
    if (!sending || !steps || this.phase.name !== 'form' || this.step !== step) return;
    this.#begin();
    this.#readControls();
    const view = this.view!;
    this.#clear();
    const result = sending.intentFrom(view.values, view.pathway, this.#context(sending));
    const errors = result.ok ? [] : result.errors.filter(({ field }) => steps.stepOf(field) === this.step);
    if (errors.length > 0) return this.#refuse(sending, view, errors);
    this.#go(steps.STEPS[steps.STEPS.indexOf(this.step) + 1]!);
  }

  #go(step: Step): void {
    const { campaign } = this;
    const pathway = campaign && this.#pathway(campaign);
    if (!pathway) return;
    this.step = step;
    this.#focusNext = '#step';
    this.dispatchEvent(new CairnStepEvent({ campaignId: campaign.id, pathwayId: pathway.id, step }));
  }

  readonly #giveMonthly = (): void => {
    const view = this.view;
    if (!view || this.asking === undefined) return;
    this.#change({ ...view.values, frequency: 'monthly', preset: this.asking, custom: '' });
    this.#announceChoice();
    void this.#submit();
  };

  #context({ returnAddress, sourceOf }: Sending): IntentContext {
    return {
      locale: this.locale,
      now: this.now,
      returnUrl: returnAddress(this.store?.endpoint),
      source: sourceOf(location.search),
    };
  }

  /** All that sending needs; undefined, and said, where it cannot be fetched. */
  async #ready(): Promise<Sending | undefined> {
    this.#begin();
    await this.fetch(SENDING);
    const sending = SENDING.module;
    this.unable = !sending;
    if (sending && !this.#flow) {
      this.#flow = new sending.Flow(this.#host());
      if (this.isConnected) this.#flow.connect();
    } else if (!sending) this.#focusNext = '.alert';
    return sending;
  }

  /** What the flow sees of this form. */
  #host(): Host {
    const methods = {
      term: this.term.bind(this),
      dispatchEvent: this.dispatchEvent.bind(this),
      show: ({ summary, focus, ...scene }: Partial<Scene>) => {
        Object.assign(this, scene);
        if (summary) this.#summary = summary;
        if (focus) this.#focusNext = focus;
      },
      restore: (values: FormValues) => {
        const pathway = this.campaign?.pathways.find(({ id }) => id === values.pathwayId);
        if (!pathway) return;
        this.selected = pathway.id;
        this.#drafts.restore(values, pathway, this.locale);
        this.#touched = true;
      },
      discard: (pathwayId: string) => {
        this.#drafts.forget(pathwayId);
        this.#touched = false;
      },
      thank: (done: Done) => this.#thank(done),
    } satisfies Partial<Host>;
    // As they are when they are asked for.
    const live = FLOWING.map((name) => [name, { get: () => this[name] }] as const);
    return Object.defineProperties(methods, Object.fromEntries(live)) as typeof methods & Host;
  }

  async #submit(): Promise<void> {
    const sending = await this.#ready();
    const { store } = this;
    if (!sending || this.phase.name !== 'form' || !store || !this.campaign) return;
    this.#begin();
    const said = this.view && sending.chosenInWords(this.view);
    this.#readControls();
    const view = this.view!;
    const { pathway, values } = view;
    this.#clear();
    if (said !== undefined && sending.chosenInWords(view) !== said) {
      // An amount was filled in without a word: the button says it now, and has to be pressed for it.
      this.status = sending.submitLabel(view);
      return;
    }
    const result = sending.intentFrom(values, pathway, this.#context(sending));
    if (!result.ok) return this.#refuse(sending, view, result.errors);
    const regular = this.withMonthlyQuestion && !this.#asked ? sending.regularAmount(view) : undefined;
    if (regular !== undefined) {
      this.#asked = true;
      this.asking = regular;
      this.#focusNext = '#regular';
      return;
    }
    if (!this.dispatchEvent(new CairnSubmitEvent(this.#publicDetail(view)))) return;
    if (pathway.handoff.type !== 'post') return this.#flow!.leave(sending.handoffUrl(pathway, result.intent));
    // The button keeps (or gets) the focus: what was focused is about to become inert.
    this.submitButton?.focus();
    await this.#flow!.send(store, view, result.intent);
  }

  /** What stands in the controls, also where something filled them in without telling. */
  #readControls(): void {
    const view = this.view;
    if (!view || !this.form) return;
    let { values } = view;
    for (const control of this.form.elements) {
      // Radios that were not touched say nothing new, and a preset, as another currency, would wipe out a typed amount.
      const { name, type } = control as unknown as Control;
      if (name && name !== 'currency' && type !== 'radio' && type !== 'checkbox') {
        values = applied(values, control as unknown as Control, view.pathway, this.locale);
      }
    }
    this.#drafts.put(values);
  }

  #refuse({ faultOf }: Sending, view: View, problems: Problem[]): void {
    this.problems = problems;
    this.#summary = problems.map((problem) => faultOf(view, problem));
    this.#focusNext = '.alert';
    this.dispatchEvent(
      new CairnInvalidEvent({
        campaignId: view.campaign.id,
        pathwayId: view.pathway.id,
        fields: problems.map(({ field }) => field),
      }),
    );
  }

  /** Picks up what was on its way when the page was left. */
  async #resume(): Promise<void> {
    this.#resuming = true;
    const sending = await this.#ready();
    this.#resuming = false;
    this.requestUpdate();
    // What cannot be fetched now is still kept: the next visit to the page picks it up.
    if (sending) this.#flow!.resume();
    else this.unable = false;
  }

  // ── After the thanks ────────────────────────────────────────────────────────

  #thank(done: Done): void {
    this.phase = { name: 'thanks', done };
    this.status = '';
    this.copied = false;
    this.byHand = undefined;
    this.#touched = false;
    this.#drafts.forget(done.pathway.id);
    if (this.withDraft && this.store) keepDraft(this.store.endpoint, []);
    this.step = 'choose';
    this.#focusNext = '#thanks';
  }

  async #copy(address: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(address);
      this.copied = true;
      this.status = this.term('copied');
    } catch {
      // An unsafe page or a frame without the permission: the visitor can still copy it.
      this.byHand = address;
      this.#focusNext = '#address';
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLInputElement>('#address')?.select();
    }
  }
}

/** The field of `intent.ts` that a control belongs to. */
function fieldOf(name: string): string {
  return name === 'preset' || name === 'custom' ? 'amount' : name;
}

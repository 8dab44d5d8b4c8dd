/** From the press of the button on: reading what is there, saying what is wrong, asking, sending, thanking. */
import { html, type TemplateResult } from 'lit';
import { inCurrency } from '../../data/fees.ts';
import { toIntent, type IntentContext } from '../../data/intent.ts';
import { phaseOf } from '../../data/phase.ts';
import { handoffUrl } from '../../data/handoff.ts';
import { CairnInvalidEvent, CairnStepEvent, CairnSubmitEvent } from '../../shared/events.ts';
import { renderChecking, renderPending } from './after.ts';
import { renderAlert } from './alert.ts';
import { renderBelow } from './below.ts';
import { announceChoice, fieldOf, publicDetail } from './choosing.ts';
import { faultOf, type Problem } from './faults.ts';
import { Flow, type Outcome } from './flow.ts';
import type { Host } from './host.ts';
import { renderTestNote } from './notes.ts';
import { standardNumbers } from './numbers.ts';
import { controlId } from './parts.ts';
import { returnAddress, sourceOf } from './pending.ts';
import { printText } from './print.ts';
import { renderQueue } from './queue.ts';
import { regularAmount } from './regular.ts';
import { isOpen, type Phase } from './states.ts';
import type { Step } from './steps.ts';
import { FAILED, type Failure } from './submission.ts';
import { receiptText, renderThanks, save, shareAddress, type Done } from './thanks.ts';
import type { Fault, View } from './view.ts';
import { chosenInWords, submitLabel } from './words.ts';

export class Sender {
  readonly flow: Flow;
  readonly #host: Host;
  #problems: Problem[] = [];
  /** The summary as it stood when the form was sent: it does not move while fields are being mended. */
  #summary: Fault[] = [];
  #failure: Failure | undefined;
  /** The monthly amount that is asked about; at most once. */
  #asking: number | undefined;
  #asked = false;
  #copied = false;
  /** The address to copy by hand, where the browser does not let us. */
  #byHand: string | undefined;
  #open: boolean;

  constructor(host: Host) {
    this.#host = host;
    this.#open = !host.campaign || isOpen(host.campaign, host.now);
    this.flow = new Flow(host, (outcome) => this.#hear(outcome));
    if (host.isConnected) this.flow.connect();
  }

  // ── What is drawn ───────────────────────────────────────────────────────────

  faults(view: View): Map<string, Fault> {
    return new Map(this.#problems.map((problem) => [problem.field, faultOf(view, problem)]));
  }

  renderAlert(view: View): unknown {
    return renderAlert(view, {
      faults: this.#summary,
      failure: this.#failure,
      level: Math.min(6, this.#host.headingLevel + 1),
      follow: ({ field }) => this.#follow(view, field),
      again: () => void this.submit(),
    });
  }

  renderBelow(view: View): unknown {
    return renderBelow(view, this.#host.phase, this.#asking, {
      yes: this.#giveMonthly,
      no: () => void this.submit(),
      stay: () => this.flow.stay(),
    });
  }

  /** What stands in the place of the form; undefined where the form does. */
  renderOutcome(phase: Phase, status: string): unknown {
    switch (phase.name) {
      case 'thanks':
        return this.#renderThanks(phase.done, status);
      case 'checking':
        return renderChecking(this.#host);
      case 'pending':
        return renderPending(this.#host, () => void this.flow.check(phase.kept, [0], '#pending'));
      case 'queued':
        return this.#renderQueue(phase, status);
      default:
        return undefined;
    }
  }

  #renderQueue(phase: Extract<Phase, { name: 'queued' }>, status: string): TemplateResult | undefined {
    const { waiting } = phase;
    const found = this.#host.pathwayOf(waiting.intent.pathwayId);
    if (!found) return undefined;
    const view = this.#host.viewOf(inCurrency(found, waiting.values.currency), waiting.values);
    return html`<div class="base" part="base">
      ${renderQueue(view, phase, {
        send: () => void this.flow.sendWaiting(),
        change: () => this.flow.changeWaiting(waiting),
        discard: () => this.flow.discardWaiting(waiting),
      })}
      <p class="vh" role="status">${status}</p>
    </div>`;
  }

  #renderThanks(done: Done, status: string): TemplateResult {
    const { receipt } = done.receipt;
    const view = { ...this.#host.viewOf(done.pathway, done.values), campaign: done.campaign };
    return html`<div class="base" part="base">
      ${renderTestNote(view.campaign, view.term)}
      ${renderThanks(view, done, {
        heading: (content) => this.#host.heading(content, 'title', 'thanks'),
        copied: this.#copied,
        byHand: this.#byHand,
        copy: () => void this.#copy(shareAddress(view)),
        print: () => printText(receipt, receiptText(view, done)),
        save: () => save(`${receipt}.txt`, receiptText(view, done)),
        open: (id) => this.#host.open(id),
      })}
      <p class="vh" role="status">${status}</p>
    </div>`;
  }

  // ── While it is filled in ───────────────────────────────────────────────────

  /** Another pathway, or the button again: what was said is about something else. */
  clear(): void {
    this.#problems = [];
    this.#summary = [];
    this.#failure = this.#asking = undefined;
    this.#host.requestUpdate();
  }

  /** Takes an error away as soon as its field is mended; new ones wait for the button. */
  mend(control: string): void {
    const field = fieldOf(control);
    if (field === 'amount' || field === 'frequency' || field === 'currency') this.#asking = undefined;
    const { view } = this.#host;
    if (this.#problems.length === 0 || !view) return;
    const wrong = new Set(this.#errors(view).map((error) => error.field));
    this.#problems = this.#problems.filter((problem) => problem.field !== field || wrong.has(field));
    this.#host.requestUpdate();
  }

  /** A reading of an ambiguous amount was picked. */
  pick(target: Element): void {
    const typed = target.closest<HTMLElement>('[data-typed]')?.dataset['typed'];
    const { view } = this.#host;
    if (typed === undefined || !view) return;
    this.#host.change({ ...view.values, custom: typed, preset: undefined });
    this.mend('amount');
    this.#host.show({ focus: '[name="custom"]' });
    announceChoice(this.#host);
  }

  /** Closed while somebody is filling it in: that is said, and what they typed stays. */
  watch(): void {
    const { store, campaign, now, touched, phase } = this.#host;
    // Out of the page there is no clock but the visitor's own.
    if (!store) return;
    const open = !campaign || isOpen(campaign, now);
    if (open === this.#open) return;
    this.#open = open;
    // Of what may have arrived that is what there is to say: trying again tells, and says so if it is closed.
    if (!touched || phase.name !== 'form' || this.#failure?.fate === 'unknown') return;
    if (open) {
      if (this.#failure?.code === 'campaign-closed') this.clear();
      return;
    }
    const paused = phaseOf(campaign, now) === 'paused';
    const head = paused ? 'pausedTitle' : 'closedTitle';
    const why = paused ? 'pausedText' : 'whyClosed';
    this.#failure = { ...FAILED, fate: 'not-sent', head, why, code: 'campaign-closed' };
    this.#host.show({ status: this.#host.term(head) });
  }

  #follow(view: View, field: string): void {
    const { step: now, steps, layout } = this.#host;
    if (field === 'message') this.#host.show({ messageOpen: true });
    const step = layout === 'steps' && steps?.stepOf(field, view.pathway.kind);
    const root = this.#host.renderRoot;
    // A typed amount is mended where it was typed; a missing one begins with the choices.
    const typed = field === 'amount' && view.values.preset === undefined && view.values.custom;
    const focus = typed && root.querySelector('#custom') ? '#custom' : `#${CSS.escape(controlId(field))}`;
    if (step && step !== now) return this.#host.show({ step, focus });
    const target = root.querySelector<HTMLElement>(focus);
    if (target) target.focus();
    else this.#host.show({ focus });
  }

  // ── Sending ─────────────────────────────────────────────────────────────────

  /** The button was pressed while this step stood there: pressed again meanwhile, it is still one. */
  press(step: Step): void {
    if (this.#host.layout !== 'steps' || !this.#host.steps || step === 'review') void this.submit();
    else if (step === this.#host.step) this.#next(this.#host.steps);
  }

  /** On to the next step, when what this one asks for can be read. */
  #next({ STEPS, stepOf }: typeof import('./steps.ts')): void {
    const { step, phase } = this.#host;
    if (phase.name !== 'form') return;
    this.#host.read();
    const { view } = this.#host;
    if (!view) return;
    this.clear();
    const errors = this.#errors(view).filter(({ field }) => stepOf(field, view.pathway.kind) === step);
    if (errors.length > 0) this.#refuse(view, errors);
    else this.go(STEPS[STEPS.indexOf(step) + 1]!);
  }

  go(step: Step): void {
    this.#host.read();
    const { view } = this.#host;
    if (!view) return;
    this.#host.show({ step, focus: '#step' });
    const { campaign, pathway } = view;
    this.#host.dispatchEvent(new CairnStepEvent({ campaignId: campaign.id, pathwayId: pathway.id, step }));
  }

  async submit(): Promise<void> {
    const { store, phase } = this.#host;
    if (phase.name !== 'form' || !store) return;
    const said = this.#host.view && chosenInWords(this.#host.view);
    this.#host.read();
    const { view } = this.#host;
    if (!view) return;
    this.clear();
    this.#host.show({ status: '' });
    if (said !== undefined && chosenInWords(view) !== said) {
      // An amount was filled in without a word: the button says it now, and has to be pressed for it.
      return this.#host.show({ status: submitLabel(view) });
    }
    const result = this.#intent(view);
    if (!result.ok) return this.#refuse(view, result.errors);
    const regular = this.#host.withMonthlyQuestion && !this.#asked ? regularAmount(view) : undefined;
    if (regular !== undefined) {
      this.#asked = true;
      this.#asking = regular;
      return this.#host.show({ focus: '#regular' });
    }
    if (!this.#host.dispatchEvent(new CairnSubmitEvent(publicDetail(view)))) return;
    if (view.pathway.handoff.type !== 'post') return this.flow.leave(handoffUrl(view.pathway, result.intent));
    // The button keeps (or gets) the focus: what was focused is about to become inert.
    this.#host.renderRoot.querySelector<HTMLElement>('.submit')?.focus();
    await this.flow.send(store, view, result.intent);
  }

  readonly #giveMonthly = (): void => {
    const { view } = this.#host;
    if (!view || this.#asking === undefined) return;
    this.#host.change({ ...view.values, frequency: 'monthly', preset: this.#asking, custom: '' });
    announceChoice(this.#host);
    void this.submit();
  };

  #intent({ values, pathway }: View) {
    const { locale, now, store } = this.#host;
    const context: IntentContext = {
      locale,
      now,
      returnUrl: returnAddress(store?.endpoint),
      source: sourceOf(location.search),
      fillMs: performance.now(),
    };
    return toIntent(standardNumbers(values, pathway, locale), pathway, context);
  }

  #errors(view: View): Problem[] {
    const result = this.#intent(view);
    return result.ok ? [] : result.errors;
  }

  #refuse(view: View, problems: Problem[]): void {
    this.#problems = problems;
    this.#summary = problems.map((problem) => faultOf(view, problem));
    this.#host.show({ focus: '.alert' });
    this.#host.dispatchEvent(
      new CairnInvalidEvent({
        campaignId: view.campaign.id,
        pathwayId: view.pathway.id,
        fields: problems.map(({ field }) => field),
      }),
    );
  }

  // ── What became of it ───────────────────────────────────────────────────────

  #hear({ failure, problems, summary, done, ...scene }: Outcome): void {
    if (failure) this.#failure = failure;
    if (problems) this.#problems = problems;
    if (summary) this.#summary = summary;
    if (done) {
      this.#copied = false;
      this.#byHand = undefined;
      this.#host.discard(done.pathway.id);
      this.#host.show({ phase: { name: 'thanks', done }, status: '', step: 'choose', focus: '#thanks' });
    } else this.#host.show(scene);
  }

  async #copy(address: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(address);
      this.#copied = true;
      this.#host.show({ status: this.#host.term('copied') });
    } catch {
      // An unsafe page or a frame without the permission: the visitor can still copy it.
      this.#byHand = address;
      this.#host.show({ focus: '#address' });
    }
  }
}

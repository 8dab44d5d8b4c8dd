/** From the press of the button to a final answer: sending, leaving for a checkout, coming back, asking what became of it. */
import type { CampaignError } from '../../data/error.ts';
import { inCurrency } from '../../data/fees.ts';
import { report } from '../../data/report.ts';
import type { Challenge, Intent, Pathway, Receipt } from '../../data/schema.ts';
import type { CampaignStore } from '../../data/store.ts';
import { CairnErrorEvent, CairnSuccessEvent } from '../../shared/events.ts';
import { part } from '../../shared/part.ts';
import { checkoutUrl, navigation } from './checkout.ts';
import { faultOf, hasField, waitInWords, type Problem } from './faults.ts';
import type { Host, Scene } from './host.ts';
import { returnedFrom, waitingName } from './kept.ts';
import { cleanAddress, forget, keep, recall, returnedUnknown, type Pending } from './pending.ts';
import { type Check, type Phase } from './states.ts';
import { FAILED, Attempts, STOPPED, UNFETCHED, UNHEARD, send, type Attempt, type Failure } from './submission.ts';
import type { Done } from './thanks.ts';
import { isCharged, type Fault, type View } from './view.ts';
import { forgetWaiting, keepWaiting, recallWaiting, type Waiting } from './waiting.ts';
import { chosenInWords } from './words.ts';

/** Milliseconds before each question about a payment that has just been made; about a quarter of a minute in all. */
const CHECKS = [0, 1000, 2000, 4000, 8000];

const PROOF = part(() => import('./proof.ts'));
/** A check that takes longer is told, and can be stopped. */
const QUIET_MS = 1000;

/** What the form shows and says when something became of a contribution. */
export interface Outcome extends Partial<Scene> {
  failure?: Failure;
  problems?: Problem[];
  summary?: Fault[];
  /** What to thank for. */
  done?: Done;
}

/** What a contribution is for. */
type Meant = Pick<View, 'campaign' | 'pathway'>;

export class Flow {
  readonly #host: Host;
  readonly #show: (outcome: Outcome) => void;
  readonly #attempts = new Attempts();
  /** What has no final answer, by key. */
  readonly #undecided = new Map<string, Pending>();
  /** Counts the questions about a payment, so that an older one that answers late is not heard. */
  #round = 0;

  constructor(host: Host, show: (outcome: Outcome) => void) {
    this.#host = host;
    this.#show = show;
  }

  /** The form is in the page (again). */
  connect(): void {
    const { name } = this.#host.phase;
    if (name === 'leaving') addEventListener('pageshow', this.#handlePageShow);
    if (name === 'checking') this.resume();
    addEventListener('online', this.#handleOnline);
    addEventListener('storage', this.#handleStorage);
  }

  /** The form was taken out of the page. What is being sent goes on. */
  disconnect(): void {
    removeEventListener('pageshow', this.#handlePageShow);
    removeEventListener('online', this.#handleOnline);
    removeEventListener('storage', this.#handleStorage);
    this.#round += 1;
  }

  async send(store: CampaignStore, view: View, intent: Intent): Promise<void> {
    const { pathway, values } = view;
    const attempt = this.#attempts.for(intent, store.endpoint);
    const before = this.#undecided.get(attempt.key);
    // What is known of it from an earlier answer stays known: that can be asked about.
    const pending: Pending = { ...before, ...attempt, values, pathway };
    const status = this.#host.term('sending', { amount: chosenInWords(view) ?? '' }).trim();
    this.#show({ phase: { name: 'sending' }, status });
    this.#keep(pending);
    // Proofs are used once, and are no part of what is meant: each try takes the one that is there.
    const { proof } = this.#host;
    const outcome = await send(
      store,
      proof ? { ...attempt, intent: { ...attempt.intent, proof } } : attempt,
      pathway.kind,
      (challenge) => this.#prove(challenge, (check) => ({ name: 'sending', ...(check ? { check } : {}) })),
    );
    if ('receipt' in outcome) this.#receive(pending, view, outcome.receipt);
    else if (!this.#wait(pending, pathway, outcome.failure, before)) {
      this.#fail(view, pending, outcome.failure, outcome.error, before);
    }
  }

  // ── Waiting for a network ───────────────────────────────────────────────────

  /** Keeps what never left, where it costs nothing and the author wants it kept. */
  #wait(pending: Pending, { kind }: Pathway, { why, fate }: Failure, before: Pending | undefined): boolean {
    if (!this.#host.withOffline || kind === 'donate' || why !== 'whyOffline' || fate !== 'not-sent' || before)
      return false;
    const { key, intent, endpoint, values } = pending;
    const waiting = keepWaiting({ key, intent, endpoint }, values);
    if (!waiting) return false;
    this.#drop(pending);
    this.#show({ phase: { name: 'queued', waiting }, status: '', focus: '#queue' });
    return true;
  }

  readonly #handleOnline = (): void => void this.sendWaiting();

  /** Another tab sent it, or threw it away. */
  readonly #handleStorage = ({ key, newValue }: StorageEvent): void => {
    const { store, phase } = this.#host;
    if (phase.name !== 'queued' || newValue !== null || !store || key !== waitingName(store.endpoint)) return;
    this.#host.discard(phase.waiting.intent.pathwayId);
    this.#show({ phase: { name: 'form' } });
  };

  /** Tries what waits; the same key, so that several tabs at once still make one. */
  async sendWaiting(): Promise<void> {
    const { store, campaign, phase } = this.#host;
    if (phase.name !== 'queued' || phase.busy || !store) return;
    const { waiting } = phase;
    const pathway = this.#host.pathwayOf(waiting.intent.pathwayId);
    if (!campaign || !pathway) return;
    this.#show({ phase: { name: 'queued', waiting, busy: true } });
    const outcome = await send(store, waiting, pathway.kind, (challenge) =>
      this.#prove(challenge, (check) => ({ name: 'queued', waiting, busy: true, ...(check ? { check } : {}) })),
    );
    const { key, intent, values, endpoint } = waiting;
    const pending = { key, intent, values, endpoint };
    if ('receipt' in outcome) {
      forgetWaiting(waiting);
      return this.#receive(
        pending,
        { campaign, pathway: inCurrency(pathway, waiting.values.currency) },
        outcome.receipt,
      );
    }
    const { failure } = outcome;
    if (failure.fate === 'refused' && failure.why !== 'whyBusy') {
      this.#takeBack(waiting);
      const { view } = this.#host;
      if (view) this.#fail(view, pending, failure, outcome.error, undefined);
      return;
    }
    const time = failure.wait === undefined ? '' : waitInWords(failure.wait, this.#host.locale);
    const why =
      failure.why === 'whyOffline' ? 'queueStill' : failure.why === 'whyUnknown' ? 'whyUncounted' : failure.why;
    const note = this.#host.term(why, { time });
    this.#show({ phase: { name: 'queued', waiting, note }, status: note });
  }

  /** Back into the form, to be changed; unchanged it still has its key. */
  #takeBack(waiting: Waiting): void {
    forgetWaiting(waiting);
    this.#attempts.restore(waiting);
    this.#host.restore(waiting.values);
  }

  changeWaiting(waiting: Waiting): void {
    this.#takeBack(waiting);
    this.#show({ phase: { name: 'form' }, focus: '.panel input' });
  }

  discardWaiting(waiting: Waiting): void {
    forgetWaiting(waiting);
    this.#attempts.close(waiting);
    this.#host.discard(waiting.intent.pathwayId);
    this.#show({ phase: { name: 'form' }, focus: '.tab.on, .panel input' });
  }

  /** What waited when the page was left. */
  #resumeWaiting(): void {
    const { store, campaign, withOffline } = this.#host;
    const waiting = store && withOffline ? recallWaiting(store.endpoint) : undefined;
    if (!waiting) return;
    if (!campaign?.pathways.some(({ id }) => id === waiting.intent.pathwayId)) {
      // It has no form any more, and so nobody who could throw it away.
      if (waiting.until <= Date.now()) forgetWaiting(waiting);
      return;
    }
    if (waiting.until <= Date.now()) {
      this.#takeBack(waiting);
      return this.#show({ failure: { ...FAILED, fate: 'not-sent' } });
    }
    this.#host.restore(waiting.values);
    this.#attempts.restore(waiting);
    this.#show({ phase: { name: 'queued', waiting } });
    if (navigator.onLine) void this.sendWaiting();
  }

  /** Works for the server, seen and stoppable when it takes long; it goes on when the form is taken out of the page. */
  async #prove(challenge: Challenge, phaseOf: (check?: Check) => Phase): Promise<string> {
    await PROOF.load();
    if (!PROOF.module) throw UNFETCHED;
    const begun = performance.now();
    let told = false;
    const control = new AbortController();
    const stop = () => control.abort(STOPPED);
    const progress = (share: number) => {
      if (performance.now() - begun < QUIET_MS) return;
      this.#show({ phase: phaseOf({ share, stop }) });
      if (told) return;
      told = true;
      this.#show({ status: this.#host.term('proofRunning', { percent: '' }).replace(/[\s:：]+$/, '') });
    };
    try {
      return await PROOF.module.solve(challenge, { signal: control.signal, progress });
    } finally {
      this.#show({ phase: phaseOf() });
    }
  }

  /** The server has it: what is left to do is up to `next`. */
  #receive(pending: Pending, meant: Meant, receipt: Receipt): void {
    if (receipt.next.type !== 'redirect' || receipt.state !== 'awaiting_payment') {
      return this.#settle(pending, meant, receipt);
    }
    const url = checkoutUrl(receipt.next, pending.endpoint, this.#host.allowHosts);
    if (url) {
      this.#keep({ ...pending, id: receipt.id, viewToken: receipt.viewToken });
      return this.leave(url);
    }
    report(
      'error',
      `the payment page ${receipt.next.url} is not followed: its host must be https, be the host "${receipt.next.host}" the server names, and stand in the form's allow-hosts attribute.`,
    );
    this.#finish(pending);
    const { host } = receipt.next;
    this.#refuse({ fate: 'unknown', head: 'notCharged', why: 'whyHost', host, code: 'host-not-allowed' });
  }

  /** A final answer, or one that only waits for a bank. */
  #settle(pending: Pending, { campaign, pathway }: Meant, receipt: Receipt): void {
    const { state } = receipt;
    if (state === 'awaiting_payment' && receipt.next.type !== 'instructions') {
      const kept = { ...pending, id: receipt.id, viewToken: receipt.viewToken };
      return this.#show({ phase: { name: 'pending', kept }, focus: '#pending' });
    }
    this.#finish(pending);
    if (state === 'refunded') return this.#refuse({ fate: 'unknown', head: 'payRefunded' });
    if (state !== 'recorded' && state !== 'confirmed' && state !== 'awaiting_payment') {
      return this.#refuse({ head: state === 'failed' ? 'payFailed' : 'payCancelled', code: state });
    }
    this.#show({ done: { receipt, campaign, pathway, values: pending.values } });
    this.#tell(
      () =>
        new CairnSuccessEvent({
          campaignId: campaign.id,
          contributionId: receipt.id,
          pathwayId: pathway.id,
          kind: pathway.kind,
          state,
          quantity: receipt.quantity ?? pending.intent.quantity,
          frequency: receipt.frequency ?? pending.intent.frequency,
        }),
    );
    this.#goOn(receipt);
  }

  /** What became of it. A form that was taken out of the page meanwhile has the page's own listeners above it no more: they hear it as well. */
  #tell(make: () => Event): void {
    const { isConnected } = this.#host;
    this.#host.dispatchEvent(make());
    if (!isConnected) document.dispatchEvent(make());
  }

  /** To the author's own page of thanks; not past instructions, which have to be read. */
  #goOn({ next }: Receipt): void {
    const { thanksUrl } = this.#host;
    if (!thanksUrl || next.type === 'instructions' || !URL.canParse(thanksUrl, document.baseURI)) return;
    const url = new URL(thanksUrl, document.baseURI);
    if (/^https?:$/.test(url.protocol)) navigation.go(url.href);
  }

  #finish(attempt: Attempt): void {
    this.#drop(attempt);
    this.#attempts.close(attempt);
  }

  #keep(pending: Pending): void {
    this.#undecided.set(pending.key, pending);
    keep(pending);
  }

  #drop(attempt: Attempt): void {
    this.#undecided.delete(attempt.key);
    forget(attempt);
  }

  /** Back to the form, with what happened above it. */
  #refuse(failure: Partial<Failure>): void {
    this.#show({ phase: { name: 'form' }, failure: { ...FAILED, ...failure }, focus: '.alert' });
  }

  /** `before`: what is known of the same attempt from an earlier try. */
  #fail(view: View, pending: Pending, answer: Failure, error: CampaignError, before: Pending | undefined): void {
    let failure = answer;
    // A try that did not get through says nothing about the one before it, which may have arrived.
    if (before && UNHEARD.includes(failure.why)) {
      this.#keep(before);
      if (!before.id) failure = { ...failure, fate: 'unknown' };
    } else if (failure.fate !== 'unknown') this.#drop(pending);
    if (failure.newKey) this.#attempts.close(pending);
    const { store } = this.#host;
    if (store?.endpoint !== pending.endpoint) {
      // It is about another campaign than the one that is shown by now, to which nothing of it can be sent again.
      const unknown = isCharged(view.pathway) ? 'payBackText' : 'stillHere';
      failure = { ...failure, again: false, ...(failure.fate === 'unknown' ? { why: unknown } : {}) };
    } else if (failure.fate === 'refused' && !UNHEARD.includes(failure.why)) {
      // The campaign is not what it was: show what it takes now.
      void store.refresh();
    }
    const { problems } = failure;
    const summary = problems.map((problem) => {
      const fault = faultOf(view, problem);
      // A problem with a field this form does not have is said without a link.
      return hasField(view, problem.field) ? fault : { ...fault, field: '' };
    });
    this.#show({ phase: { name: 'form' }, failure, problems, summary, status: '', focus: '.alert' });
    this.#tell(() => new CairnErrorEvent(error, view.campaign.id));
  }

  // ── Leaving and coming back ─────────────────────────────────────────────────

  /** The link stays below the button, for a frame that may not navigate the page. */
  leave(url: string | undefined): void {
    if (!url) return this.#refuse({ fate: 'not-sent', why: 'formOff' });
    this.#show({
      phase: { name: 'leaving', url },
      status: this.#host.term('opening', { host: new URL(url).host }),
    });
    if (!this.#host.isConnected) return;
    addEventListener('pageshow', this.#handlePageShow);
    navigation.go(url);
  }

  /** The visitor did not get away, or does not want to any more. Sent again unchanged it leads to the same checkout. */
  stay(): void {
    removeEventListener('pageshow', this.#handlePageShow);
    navigation.stop();
    this.#show({ phase: { name: 'form' }, status: '', focus: '.submit' });
  }

  /** Back from the checkout by the browser's own button, with the page as it was left. */
  readonly #handlePageShow = (event: PageTransitionEvent): void => {
    if (!event.persisted) return;
    removeEventListener('pageshow', this.#handlePageShow);
    this.#show({ phase: { name: 'form' } });
    this.resume();
  };

  /** Picks up what was on its way when the page was left, whether by a checkout, a reload or a crash. */
  resume(): void {
    const { store, phase } = this.#host;
    const all = (store ? recall(store.endpoint) : []).filter(
      ({ intent, pathway }) => pathway ?? this.#host.pathwayOf(intent.pathwayId),
    );
    const kept = all.at(-1);
    if (!kept) {
      if (phase.name === 'checking') this.#show({ phase: { name: 'form' } });
      this.#returnUnknown();
      return this.#resumeWaiting();
    }
    this.#host.restore(kept.values, kept.pathway);
    // In a dialog that is closed nobody would read what became of it.
    this.#show({ opened: true });
    for (const each of all) {
      this.#attempts.restore(each);
      this.#undecided.set(each.key, each);
    }
    if (!kept.id || !kept.viewToken) {
      const failure = { ...FAILED, fate: 'unknown', why: 'whyUnknown', code: 'interrupted', again: true } as const;
      return this.#show({ failure });
    }
    const returned = returnedFrom() === kept.id;
    if (returned) cleanAddress();
    void this.check(kept, returned ? CHECKS : [0], '#checking');
  }

  /**
   * Back in another tab, out of a frame, or where nothing could be kept: without the token that was kept nobody can ask
   * what became of it. An empty form without a word would be filled in, and paid, once more.
   */
  #returnUnknown(): void {
    if (!returnedUnknown()) return;
    cleanAddress();
    this.#show({ opened: true, failure: { ...FAILED, fate: 'unknown', head: 'payBack', why: 'payBackText' } });
  }

  /** Asks the server what became of a payment; the address of the page is never believed. */
  async check(kept: Pending, delays: readonly number[], focus: string): Promise<void> {
    const round = (this.#round += 1);
    const { store, phase } = this.#host;
    const wasPending = phase.name === 'pending';
    const asked = delays.length > 1 || wasPending;
    this.#show({
      phase: { name: 'checking' },
      ...(asked ? { focus: focus === '#pending' ? '#checking' : focus } : {}),
    });
    let answered = false;
    for (const delay of delays) {
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
      if (round !== this.#round) return;
      const receipt = await store?.receipt(kept.id!, kept.viewToken!).catch(() => undefined);
      if (round !== this.#round) return;
      answered ||= receipt !== undefined;
      const { campaign } = this.#host;
      const found = this.#host.pathwayOf(kept.intent.pathwayId);
      if (receipt && receipt.state !== 'awaiting_payment' && campaign && found) {
        return this.#settle(kept, { campaign, pathway: inCurrency(found, kept.values.currency) }, receipt);
      }
    }
    if (!asked && answered) {
      // Came back without paying: the same key leads to the same checkout.
      return this.#show({ phase: { name: 'form' }, failure: { ...FAILED, head: 'payOpen' } });
    }
    this.#show({ phase: { name: 'pending', kept }, focus: '#pending' });
  }
}

import type { ReactiveController, ReactiveElement } from 'lit';
import type { CampaignState, CampaignStore } from '../data/store.ts';
import { campaignContext, Consumer, closestAround } from './context.ts';
import { pageStore } from './own-store.ts';

const IDLE: CampaignState = { status: 'idle' };

/**
 * Finds the store of an element and keeps the element up to date: its own one when it has one, else that of the
 * nearest `<cairn-campaign>`.
 */
export class CampaignController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #own: () => CampaignStore | undefined;
  readonly #changed: (state: CampaignState) => void;
  readonly #context: Consumer<typeof campaignContext>;
  #connected = false;
  #provided: CampaignStore | undefined;
  #store: CampaignStore | undefined;
  #unsubscribe: (() => void) | undefined;

  /** `own` answers with the element's own store, if any; `changed` is told after every change of state. */
  constructor(host: ReactiveElement, own: () => CampaignStore | undefined, changed: (state: CampaignState) => void) {
    this.#host = host;
    this.#own = own;
    this.#changed = changed;
    this.#context = new Consumer(host, {
      context: campaignContext,
      subscribe: true,
      callback: (store) => {
        this.#provided = store;
        this.resolve();
      },
    });
    host.addController(this);
  }

  get store(): CampaignStore | undefined {
    return this.#store;
  }

  get state(): CampaignState {
    return this.#store?.state ?? IDLE;
  }

  hostConnected(): void {
    this.#connected = true;
    this.resolve();
    // At a place without a provider nobody else would say that the one left behind is gone.
    if (!this.#store) this.#notify();
  }

  hostDisconnected(): void {
    this.#connected = false;
    // The consumer keeps the value of the provider it left; the next one, if any, answers when connected again.
    this.#provided = undefined;
    (this.#context as { value: CampaignStore | undefined }).value = undefined;
    this.#attach(undefined);
  }

  /** Looks for the store again; called when what decides it may have changed. */
  resolve(): void {
    if (this.#connected) this.#attach(this.#own() ?? this.#provided ?? this.#pageDefault());
  }

  /** Page-wide endpoint, only where no provider can still answer. */
  #pageDefault(): CampaignStore | undefined {
    return closestAround(this.#host, 'cairn-campaign') ? undefined : pageStore();
  }

  #attach(store: CampaignStore | undefined): void {
    if (store === this.#store) return;
    this.#unsubscribe?.();
    this.#store = store;
    this.#unsubscribe = store?.subscribe(() => this.#notify());
    if (this.#connected) this.#notify();
  }

  #notify(): void {
    this.#changed(this.state);
    this.#host.requestUpdate();
  }
}

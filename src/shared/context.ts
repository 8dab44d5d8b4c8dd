/*
 * What an element gets from around it, by the Context Community Protocol: a provider that a page builds with
 * `@lit/context` serves as well as `<cairn-campaign>`. A few lines of our own, which weigh half of what that package
 * does.
 */
import type { ReactiveController, ReactiveElement } from 'lit';
import type { CampaignStore } from '../data/store.ts';

/** A name for what is given, which knows its type; the same for every copy of the library on a page. */
export type Context<T> = symbol & { __context__: T };

/** Takes a value, and how to take no more. */
type Take<T> = (value: T, leave?: () => void) => void;

/** Carries the store of the nearest `<cairn-campaign>`: a stable object, so that moving an element is cheap. */
export const campaignContext = Symbol.for('cairn.campaign.v1') as Context<CampaignStore | undefined>;

class ContextEvent<T> extends Event {
  constructor(
    type: 'context-request' | 'context-provider',
    readonly context: Context<T>,
    readonly contextTarget: Element,
    readonly callback?: Take<T>,
    readonly subscribe = true,
  ) {
    super(type, { bubbles: true, composed: true });
  }
}

/** What `closest` finds, also from inside of shadow trees. */
export function closestAround(element: Element, selector: string): Element | null {
  for (let at = element; ;) {
    const found = at.closest(selector);
    const root = at.getRootNode();
    if (found || !(root instanceof ShadowRoot)) return found;
    at = root.host;
  }
}

/** Asks the providers around an element, and once more those that are defined after it (docs/decisions/0009). */
export class Consumer<T> implements ReactiveController {
  /** What the last provider gave; it stays when the element has left it. */
  value: T | undefined;
  readonly #host: ReactiveElement;
  readonly #context: Context<T>;
  readonly #take: Take<T>;
  #leave: (() => void) | undefined;

  constructor(host: ReactiveElement, context: Context<T>, changed?: (value: T) => void) {
    this.#host = host;
    this.#context = context;
    this.#take = (value, leave) => {
      // Somebody nearer answers from now on.
      if (leave !== this.#leave) this.#leave?.();
      this.#leave = leave;
      this.value = value;
      host.requestUpdate();
      changed?.(value);
    };
    host.addController(this);
  }

  hostConnected(): void {
    const host = this.#host;
    host.dispatchEvent(new ContextEvent('context-request', this.#context, host, this.#take));
    const late = closestAround(host, ':not(:defined)');
    // `<div is="x-y">` is not defined either, and nothing can be waited for by its name.
    if (late?.localName.includes('-')) {
      void customElements.whenDefined(late.localName).then(() => host.isConnected && this.hostConnected());
    }
  }

  hostDisconnected(): void {
    this.#leave?.();
    this.#leave = undefined;
  }
}

/** Gives a value to everything inside an element. Where several stand around one the nearest wins, also one that comes later. */
export class Provider<T> implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #context: Context<T>;
  readonly #takers = new Map<Take<T>, { host: Element; leave: () => void }>();
  #value!: T;

  constructor(host: ReactiveElement, context: Context<T>) {
    this.#host = host;
    this.#context = context;
    host.addEventListener('context-request', this.#handle);
    host.addEventListener('context-provider', this.#handle);
    host.addController(this);
  }

  get value(): T {
    return this.#value;
  }

  set value(value: T) {
    if (value === this.#value) return;
    this.#value = value;
    for (const [take, { leave }] of [...this.#takers]) take(value, leave);
  }

  hostConnected(): void {
    this.#host.dispatchEvent(new ContextEvent('context-provider', this.#context, this.#host));
  }

  readonly #handle = (event: Event): void => {
    const { context, contextTarget, callback, subscribe } = event as Partial<ContextEvent<T>>;
    const host = contextTarget ?? (event.composedPath()[0] as Element);
    if (context !== this.#context || host === this.#host) return;
    event.stopPropagation();
    if (!callback) {
      // A provider further in: who stands inside of that is its own to serve, and asks again.
      for (const [take, { host: taker }] of [...this.#takers])
        taker.dispatchEvent(new ContextEvent('context-request', context, taker, take));
    } else if (!subscribe) callback(this.#value);
    else {
      if (!this.#takers.has(callback)) {
        this.#takers.set(callback, { host, leave: () => void this.#takers.delete(callback) });
      }
      callback(this.#value, this.#takers.get(callback)!.leave);
    }
  };
}

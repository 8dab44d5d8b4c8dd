import { ContextProvider } from '@lit/context';
import { fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import type { Capabilities } from '../../src/data/backend.ts';
import { CampaignError } from '../../src/data/error.ts';
import { parseCampaign, type Campaign, type CampaignInput, type Intent, type Receipt } from '../../src/data/schema.ts';
import type { CampaignState, CampaignStore } from '../../src/data/store.ts';
import { campaignContext } from '../../src/shared/context.ts';
import { NOW, sample } from './sample.ts';

/** A store a test drives by hand: no backend, no clock. */
export class FakeStore implements CampaignStore {
  readonly endpoint = 'test:campaign';
  readonly clockOffset = NOW - Date.now();
  capabilities: Capabilities = { live: 'stream', minPollMs: 5000, contribute: 'post' };
  state: CampaignState = { status: 'loading' };
  /** What `contribute` was called with. */
  readonly sent: { intent: Intent; key: string }[] = [];
  refreshed = 0;
  /** Answers `contribute`; replace it to fail or to wait. */
  answer: (intent: Intent, key: string) => Promise<Receipt> = async (intent) => ({
    id: 'ctr_1',
    state: 'recorded',
    kind: 'pledge',
    pathwayId: intent.pathwayId,
    quantity: intent.quantity,
    receipt: 'NF-2026-000413',
    stone: 413,
    next: { type: 'none' },
  });
  /** Answers `receipt`. */
  lookUp: (id: string) => Promise<Receipt> = () => Promise.reject(new CampaignError('unsupported', 'not in this test'));
  readonly #listeners = new Set<() => void>();

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get subscribers(): number {
    return this.#listeners.size;
  }

  set(state: CampaignState): void {
    this.state = state;
    [...this.#listeners].forEach((listener) => listener());
  }

  /** Shows a campaign, by default the sample. */
  ready(input: CampaignInput = sample(), more: Partial<Extract<CampaignState, { status: 'ready' }>> = {}): Campaign {
    const { campaign } = parseCampaign(input);
    this.set({ status: 'ready', campaign, updatedAt: NOW, refreshing: false, live: 'live', ...more });
    return campaign;
  }

  fail(error = new CampaignError('network', 'no answer')): void {
    this.set({ status: 'error', error });
  }

  refresh(): Promise<void> {
    this.refreshed += 1;
    return Promise.resolve();
  }

  /** Answers `more`, as a backend with further pages does. */
  page: () => Promise<void> = () => Promise.resolve();
  more(): Promise<void> {
    return this.page();
  }

  contribute(intent: Intent, { key }: { key: string }): Promise<Receipt> {
    this.sent.push({ intent, key });
    return this.answer(intent, key);
  }

  receipt(id: string): Promise<Receipt> {
    return this.lookUp(id);
  }
}

/** Mounts an element inside a provider of `store` and waits for its first render. */
export async function mount<E extends HTMLElement>(
  template: TemplateResult,
  store: FakeStore,
  options: { width?: number; lang?: string; dir?: string } = {},
): Promise<E> {
  const box = document.createElement('div');
  if (options.width) box.style.inlineSize = `${options.width}px`;
  if (options.lang) box.lang = options.lang;
  if (options.dir) box.dir = options.dir;
  const provider = new ContextProvider(box, { context: campaignContext, initialValue: store });
  provider.hostConnected();
  await fixture(html`${box}`);
  const element = await fixture<E>(template, { parentNode: box });
  await settled(element);
  return element;
}

/** Waits until the element has rendered what it knows, and anything that made it ask for. */
export async function settled(element: Element): Promise<void> {
  const { updateComplete } = element as unknown as { updateComplete?: Promise<boolean> };
  while (updateComplete && !(await (element as unknown as { updateComplete: Promise<boolean> }).updateComplete));
  await new Promise((resolve) => setTimeout(resolve));
}

/** The one element in the shadow root that matches, or a failure that says which was missing. */
export function inside<E extends Element = HTMLElement>(element: Element, selector: string): E {
  const found = element.shadowRoot?.querySelector<E>(selector);
  if (!found) throw new Error(`<${element.localName}> has no ${selector} in its shadow root`);
  return found;
}

/** The text a reader sees, with runs of white space as one space. */
export function textOf(node: Node): string {
  return (node.textContent ?? '').replace(/[\s\u00A0\u202F]+/g, ' ').trim();
}

export { NOW, sample };

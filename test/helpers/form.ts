/** What a visitor does with a contribution form, and sees of it. */
import { html, waitUntil } from '@open-wc/testing';
import { CampaignError } from '../../src/data/error.ts';
import type { CampaignInput, Problem, Receipt } from '../../src/data/schema.ts';
import { navigation } from '../../src/elements/contribution-form/checkout.ts';
import type { ContributionForm } from '../../src/elements/contribution-form/contribution-form.ts';
import '../../src/define/contribution-form.ts';
import { FakeStore, inside, mount, sample, settled, textOf } from './campaign.ts';

export const find = <E extends HTMLElement = HTMLElement>(el: Element, selector: string) =>
  el.shadowRoot!.querySelector<E>(selector);

export const byName = (el: Element, name: string) => inside<HTMLInputElement>(el, `[name="${name}"]`);

/** What a reader sees, without the marks that keep names from turning sentences around. */
export const seen = (node: Node) => textOf(node).replace(/[\u2066-\u2069\u00AD]/g, '');

/** What a browser does when it fills in a field: the value, then both events. */
export async function fill(el: ContributionForm, name: string, value: string): Promise<void> {
  const control = byName(el, name);
  control.value = value;
  control.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  control.dispatchEvent(new Event('change', { bubbles: true }));
  await settled(el);
}

export async function press(el: ContributionForm, selector: string): Promise<void> {
  inside(el, selector).click();
  await settled(el);
}

export type PathwayInput = NonNullable<CampaignInput['pathways']>[number] & object;
export type Options = { width?: number; lang?: string; dir?: string; pathway?: string; hosts?: string; level?: number };

export async function mounted(input: CampaignInput = sample(), options: Options = {}) {
  const store = new FakeStore();
  store.ready(input);
  const el = await mount<ContributionForm>(
    html`<cairn-contribution-form
      pathway=${options.pathway ?? ''}
      allow-hosts=${options.hosts ?? ''}
      heading-level=${options.level ?? 2}
    ></cairn-contribution-form>`,
    store,
    options,
  );
  await waitUntil(() => el.shadowRoot!.querySelector('.base:not([aria-busy])'));
  return { el, store };
}

/** The sample with one of its pathways changed. */
export function withPathway(id: string, more: Partial<PathwayInput>, rest: Partial<CampaignInput> = {}): CampaignInput {
  const campaign = sample(rest);
  const at = campaign.pathways!.findIndex((each) => each?.id === id);
  campaign.pathways![at] = { ...campaign.pathways![at]!, ...more } as PathwayInput;
  return campaign;
}

export const root = (el: Element) => el.shadowRoot!;
export const all = <E extends HTMLElement = HTMLElement>(el: Element, selector: string) => [
  ...root(el).querySelectorAll<E>(selector),
];
export const button = (el: Element) => inside<HTMLButtonElement>(el, '.submit');
export const label = (el: Element) => seen(button(el));
export const alert = (el: Element) => root(el).querySelector<HTMLElement>('.alert');
export const focused = (el: Element) => root(el).activeElement as HTMLElement | null;

export async function pick(el: ContributionForm, name: string, value: string): Promise<void> {
  inside<HTMLInputElement>(el, `[name="${name}"][value="${value}"]`).click();
  await el.updateComplete;
}

export async function openTab(el: ContributionForm, id: string): Promise<void> {
  inside(el, `#tab-${id}`).click();
  await el.updateComplete;
}

export async function send(el: ContributionForm): Promise<void> {
  button(el).click();
  await settled(el);
}

/** Waits until what is fading in has come. */
export async function still(el: Element): Promise<void> {
  const ends = all(el, '.panel > *, .thanks > *').flatMap((node) => node.getAnimations().map((each) => each.finished));
  await Promise.all(ends.map((end) => end.catch(() => undefined)));
}

/** Everything a gift needs. */
export async function ready(input?: CampaignInput, options?: Options) {
  const made = await mounted(input, options);
  await fill(made.el, 'name', 'Maren Oduya');
  await fill(made.el, 'email', 'maren@example.org');
  return made;
}

export function problem(code: string, status = 422, more: Partial<Problem> = {}): CampaignError {
  return new CampaignError('problem', code, { status, problem: { type: '', title: '', status, code, ...more } });
}

export const checkout = (more: Partial<Receipt> = {}): Receipt => ({
  id: 'ctr_9',
  state: 'awaiting_payment',
  kind: 'donate',
  pathwayId: 'donate',
  quantity: { value: 5000, unit: 'USD', scale: 2 },
  frequency: 'once',
  receipt: 'NF-2026-000500',
  viewToken: 'token-1',
  stone: 413,
  next: { type: 'redirect', url: 'https://checkout.example/pay/1', host: 'checkout.example' },
  ...more,
});

export const kept = () => sessionStorage.getItem('cairn.pending');

/** Where forms of this file led to; nothing leaves the page, and nothing is left behind in it. */
export const left: string[] = [];

/** The file that a press would save. Not saved: a download takes the focus from Firefox's window, and later files fail. */
export async function savedBy(press: () => void): Promise<{ name: string; text: string }> {
  const { createObjectURL } = URL;
  const { click } = HTMLAnchorElement.prototype;
  let file: Blob | undefined;
  let name = '';
  URL.createObjectURL = (blob) => {
    file = blob as Blob;
    return 'blob:test';
  };
  HTMLAnchorElement.prototype.click = function saved() {
    name = this.download;
  };
  try {
    press();
    return { name, text: await file!.text() };
  } finally {
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
  }
}

/** To be called once in a file whose forms may leave the page. */
export function stayHere(): void {
  const { go, stop } = navigation;
  const home = location.href;
  beforeEach(() => {
    left.length = 0;
    navigation.go = (url) => void left.push(url);
    navigation.stop = () => undefined;
    sessionStorage.clear();
  });
  afterEach(() => {
    Object.assign(navigation, { go, stop });
    sessionStorage.clear();
    history.replaceState(null, '', home);
  });
}

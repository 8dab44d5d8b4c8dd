/** What a visitor does with a contribution form, and sees of it. */
import type { ContributionForm } from '../../src/elements/contribution-form/contribution-form.ts';
import { inside, settled, textOf } from './campaign.ts';

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

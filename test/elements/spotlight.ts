/** What the tests of the member spotlight have in common. */
import { html } from '@open-wc/testing';
import type { CampaignInput } from '../../src/data/schema.ts';
import type { MemberSpotlight } from '../../src/elements/member-spotlight/member-spotlight.ts';
import '../../src/define/campaign.ts';
import '../../src/define/member-spotlight.ts';
import { settled as loaded } from '../contract.ts';
import { FakeStore, inside, mount, sample, textOf } from '../helpers/campaign.ts';

type MemberInput = NonNullable<NonNullable<CampaignInput['members']>['items']>[number];

export const asset = (name: string) => new URL(`/demo/assets/${name}`, location.href).href;

export const member = (id: string, more: Partial<Exclude<MemberInput, null>> = {}) => ({
  id,
  name: `Person ${id.toUpperCase()}`,
  quote: `Said by ${id}.`,
  consent: { scope: 'public' as const },
  ...more,
});

export const people = (...items: ReturnType<typeof member>[]) => sample({ members: { items } });

export async function spotlight(
  input: CampaignInput = sample(),
  options: { width?: number; lang?: string; dir?: string; attributes?: Record<string, string | boolean> } = {},
) {
  const store = new FakeStore();
  store.ready(input);
  const el = await mount<MemberSpotlight>(html`<cairn-member-spotlight></cairn-member-spotlight>`, store, options);
  for (const [name, value] of Object.entries(options.attributes ?? {}))
    el.setAttribute(name, value === true ? '' : String(value));
  await loaded(el);
  return { el, store };
}

export const all = (el: Element, selector: string) => [...el.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
export const shown = (el: Element) => inside(el, '.slides > :not([inert])');
export const plain = (node: Node) => textOf(node).replace(/[\u2068\u2069]/g, '');
export const button = (el: Element, label: string) => inside<HTMLButtonElement>(el, `button[aria-label="${label}"]`);
export const names = (el: Element) => all(el, '.name').map(textOf);
/** The one button with these words. */
export const press = (el: Element, words: string) => {
  const found = all(el, 'button').find((each) => plain(each) === words);
  if (!found) throw new Error(`no button says "${words}", only ${all(el, 'button').map(plain).join(', ')}`);
  return found as HTMLButtonElement;
};

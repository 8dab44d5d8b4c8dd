/** Where a call to action leads: to the form on this page, else to the campaign's own pages. */
import { handoffUrl } from '../../data/handoff.ts';
import type { Campaign, Pathway } from '../../data/schema.ts';
import type { CampaignStore } from '../../data/store.ts';

export interface Form extends HTMLElement {
  store?: CampaignStore | undefined;
  /** Shows a pathway and takes the focus; missing until the form is defined. */
  open?: (pathwayId: string) => void;
  readonly updateComplete?: Promise<boolean>;
}

export type Banner = HTMLElement & {
  readonly store: CampaignStore | undefined;
  readonly endpoint: string;
  readonly withDialog: boolean;
};

/** The first form that shows the banner's campaign: in the banner's own tree, else in the document. */
export function formOnPage(banner: Banner): Form | undefined {
  if (banner.withDialog) return undefined;
  return [...formsIn(banner.getRootNode()), ...formsIn(banner.ownerDocument)].find((form) =>
    // Before the form is defined only the provider around it tells which campaign it will show.
    form.store ? form.store === banner.store : form.closest('cairn-campaign') === banner.closest('cairn-campaign'),
  );
}

function formsIn(root: Node): Iterable<Form> {
  const tag = 'cairn-contribution-form';
  if (root instanceof ShadowRoot) return root.querySelectorAll<Form>(tag);
  // By way of the prototype: a form named "querySelectorAll" would otherwise stand in front of the method.
  return root instanceof Document ? (Document.prototype.querySelectorAll.call(root, tag) as NodeListOf<Form>) : [];
}

/** `#form` where the page has one with an id, else the pathway's own page, else the campaign's; undefined when there is none. */
export function pathwayHref(
  banner: Banner,
  pathway: Pathway,
  campaign: Campaign,
  parameters: URLSearchParams,
): string | undefined {
  const form = formOnPage(banner);
  if (form?.id) return `#${encodeURIComponent(form.id)}`;
  const source = Object.fromEntries(parameters);
  const { mission, links, organization } = campaign;
  const url =
    handoffUrl(pathway, { pathwayId: pathway.id, source }) ?? links.fallback ?? mission.url ?? organization.url;
  return url ? withParameters(url, parameters) : form && '#';
}

/** The `utm_*` parameters a visitor came with, so that the next page knows which letter or post brought them. */
export function campaignParameters(search: string): URLSearchParams {
  const kept = [...new URLSearchParams(search)].filter(([name]) => /^utm_\w{1,32}$/.test(name));
  return new URLSearchParams(kept.map(([name, value]) => [name, value.slice(0, 200)]));
}

/** The address with the parameters it does not have yet; an e-mail address stays as it is. */
export function withParameters(href: string, parameters: URLSearchParams): string {
  if (parameters.size === 0 || !URL.canParse(href)) return href;
  const url = new URL(href);
  if (url.protocol === 'mailto:') return href;
  for (const [name, value] of parameters) if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  return url.href;
}

import type { Campaign, Pathway } from '../../data/schema.ts';
import type { Capabilities } from '../../data/backend.ts';

/**
 * The pathway as this campaign's home can take it. One that has no place to send a form to (a static file, a platform)
 * leads to the campaign's own page instead; undefined when there is none.
 */
export function reachable(pathway: Pathway, campaign: Campaign, capabilities: Capabilities): Pathway | undefined {
  if (pathway.handoff.type !== 'post' || capabilities.contribute === 'post') return pathway;
  const { fallback } = campaign.links;
  if (!fallback?.startsWith('https:')) return undefined;
  return { ...pathway, handoff: { type: 'redirect', template: fallback, amountStyle: 'major' } };
}

/** The host a visitor will finish on, when that is not this page. */
export function awayHost({ handoff }: Pathway): string | undefined {
  const address = handoff.type === 'redirect' ? handoff.template : handoff.type === 'link' ? handoff.href : '';
  return /^https?:\/\/([^/?#{]+)/.exec(address)?.[1];
}

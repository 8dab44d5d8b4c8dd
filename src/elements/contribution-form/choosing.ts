import { CairnSelectEvent } from '../../shared/events.ts';
import type { Host } from './host.ts';
import type { View } from './view.ts';

/** Controls that say how much, and how often. */
export const CONTROLS = ['preset', 'custom', 'frequency', 'currency'];

/** The field of `intent.ts` that a control belongs to. */
export function fieldOf(name: string): string {
  return name === 'preset' || name === 'custom' ? 'amount' : name;
}

/** What events may say: never who. */
export function publicDetail({ campaign, pathway, values, chosen }: View): CairnSelectEvent['detail'] {
  const { id: pathwayId, kind, unit, scale } = pathway;
  return {
    campaignId: campaign.id,
    pathwayId,
    kind,
    quantity: chosen.ok ? { value: chosen.value, unit, scale } : undefined,
    frequency: pathway.frequencies.length > 0 ? values.frequency : undefined,
  };
}

export function announceChoice(host: Pick<Host, 'view' | 'dispatchEvent'>): void {
  if (host.view) host.dispatchEvent(new CairnSelectEvent(publicDetail(host.view)));
}

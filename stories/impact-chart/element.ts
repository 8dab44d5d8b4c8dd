import '../../src/define/impact-chart.ts';
import type { CampaignInput } from '../../src/data/schema.ts';
import { inDays, money } from '../helpers/campaign.ts';
import { element } from '../helpers/element.ts';

export const { meta, parts, story } = element('cairn-impact-chart', { campaign: money });

/** Totals that grow to `end` over so many days; `bend` above 1 grows faster in the end. */
export const grown = (end: number, days: number, bend = 1.3) =>
  Array.from({ length: days + 1 }, (_, day) => ({
    at: inDays(day - days),
    value: Math.round(end * (day / days) ** bend),
  }));

/** Money, trees and hours, each with a history of its own. */
export const several = (): CampaignInput => {
  const campaign = money();
  return {
    ...campaign,
    history: [
      ...campaign.history!,
      { goalId: 'trees', points: grown(6_836, 104, 1.6) },
      { goalId: 'hours', points: grown(7_455, 88, 0.8) },
    ],
  };
};

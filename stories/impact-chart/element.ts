import '../../src/define/impact-chart.ts';
import { money } from '../helpers/campaign.ts';
import { element } from '../helpers/element.ts';

export const { meta, parts, story } = element('cairn-impact-chart', { campaign: money });

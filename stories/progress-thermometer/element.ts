import '../../src/define/progress-thermometer.ts';
import { money } from '../helpers/campaign.ts';
import { element } from '../helpers/element.ts';

export const { meta, parts, story } = element('cairn-progress-thermometer', { campaign: money });

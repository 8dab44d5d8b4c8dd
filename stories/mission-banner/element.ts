import '../../src/define/mission-banner.ts';
import type { CampaignInput } from '../../src/data/schema.ts';
import { sample } from '../../test/helpers/sample.ts';
import { element } from '../helpers/element.ts';
import { faces, landscape, logo } from '../helpers/pictures.ts';

/** The sample with pictures. */
export function full(overrides: Partial<CampaignInput> = {}): CampaignInput {
  const base = sample();
  Object.assign(base.contributions!.items![0]!, { avatar: { src: faces['maren'], alt: '' } });
  return {
    ...base,
    organization: { ...base.organization, logo: { src: logo, alt: '' } },
    mission: {
      ...base.mission,
      image: { src: landscape, alt: 'A planter sets a stone on a tall cairn.', focus: { x: 0.85, y: 0.85 } },
    },
    ...overrides,
  };
}

export const { meta, parts, story } = element('cairn-mission-banner', { campaign: full });

import '../../src/define/member-spotlight.ts';
import { html } from 'lit';
import type { CampaignInput } from '../../src/data/schema.ts';
import { sample } from '../../test/helpers/sample.ts';
import { element } from '../helpers/element.ts';
import { portraits } from '../helpers/pictures.ts';

const doing = [
  'Runs the Keld Gill crew',
  'Brought 41 neighbours',
  'Fenced 600 metres',
  'Gives monthly since 2023',
  'Planted 12 rowans',
  'Keeps the nursery',
];

/** The sample's members with portraits, all of them featured. */
export function crew(each: (member: Record<string, unknown>, index: number) => void = () => undefined): CampaignInput {
  const campaign = sample();
  campaign.members!.items!.slice(0, doing.length).forEach((member, index) => {
    const image = { src: portraits[member!.id!]!, alt: '', focus: { x: 0.5, y: 0.3 } };
    Object.assign(member!, { image, featured: true, story: doing[index] });
    each(member as unknown as Record<string, unknown>, index);
  });
  return campaign;
}

export const { meta, parts, story } = element('cairn-member-spotlight', {
  campaign: crew,
  children: () => html`<a href="https://northfell.example/people">Our people</a>`,
});

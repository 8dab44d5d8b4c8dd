import { html, svg, type TemplateResult } from 'lit';
import type { Member } from '../../data/schema.ts';
import { againIcon, peakIcon, shieldIcon } from '../../shared/icons-later.ts';
import { peopleIcon, sproutIcon } from '../../shared/icons.ts';

// One stone for a member, two for an ambassador, three for a leader.
const STONES: Record<Member['role'], string> = {
  leader:
    'M2.4 15.600q0-2.300 3-2.500l9 .1q3.300.1 3.200 2.400 0 2.300-3.300 2.400H5.700q-3.300-.1-3.300-2.400zM4.200 10.200q.1-2.100 2.700-2.300l6.100.1q2.900.1 2.800 2.200 0 2.100-2.900 2.100H7.100q-2.900-.1-2.900-2.100zM6.500 4.900q0-2 2.200-2.100l2.500.1q2.300.1 2.200 2 0 2-2.300 2H8.700q-2.300 0-2.200-2z',
  ambassador:
    'M2.600 14.200q0-2.900 3.300-3.100l8 .1q3.700.1 3.600 3 0 2.800-3.700 2.900H6.200q-3.600-.1-3.600-2.900zM5 7.400q.1-2.500 3-2.700l4.200.1q3 .1 2.900 2.600-.1 2.500-3.100 2.500H8.100Q5 9.800 5 7.400z',
  member: 'M3.200 11.300q.1-3.600 4-4.100l5.200.1q4.500.3 4.400 4 0 3.500-4.100 3.700H7.300q-4.100-.1-4.100-3.700z',
};

export const roleStones = (role: Member['role']): TemplateResult =>
  html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d=${STONES[role]} /></svg>`;

const winter = () =>
  svg`<svg class="ico" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 2.5v15M3.500 6.200l13 7.600M16.500 6.200l-13 7.600M8 3.800l2 1.700 2-1.700M8 16.200l2-1.700 2 1.700"/></svg>`;

/** The picture on a medal, by the words of its id; a peak where none fits. The label beside it says what it is for. */
export function medalIcon(id: string): unknown {
  if (/winter|snow|frost/i.test(id)) return winter();
  if (/week|month|year|regular/i.test(id)) return againIcon();
  if (/neighbo|friend|crew|team|welcome/i.test(id)) return peopleIcon();
  if (/plant|tree|seed|grow/i.test(id)) return sproutIcon();
  if (/guard|keeper|safe|trust/i.test(id)) return shieldIcon();
  return peakIcon();
}

import { MemberSpotlight } from '../elements/member-spotlight/member-spotlight.ts';
import { define } from '../shared/define.ts';

define('cairn-member-spotlight', MemberSpotlight);

declare global {
  interface HTMLElementTagNameMap {
    'cairn-member-spotlight': MemberSpotlight;
  }
}

import { MissionBanner } from '../elements/mission-banner/mission-banner.ts';
import { define } from '../shared/define.ts';

define('cairn-mission-banner', MissionBanner);

declare global {
  interface HTMLElementTagNameMap {
    'cairn-mission-banner': MissionBanner;
  }
}

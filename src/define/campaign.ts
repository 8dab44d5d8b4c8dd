import { CampaignProvider } from '../elements/campaign/campaign.ts';
import { define } from '../shared/define.ts';

define('cairn-campaign', CampaignProvider);

declare global {
  interface HTMLElementTagNameMap {
    'cairn-campaign': CampaignProvider;
  }
}

import { html } from 'lit';
import type { Campaign } from '../../data/schema.ts';
import { CampaignElement } from '../../shared/campaign-element.ts';
import { hostStyles, stateStyles } from '../../shared/host.styles.ts';
import { tokenStyles } from '../../shared/tokens.styles.ts';
import { styles } from './mission-banner.styles.ts';

export class MissionBanner extends CampaignElement {
  static override styles = [tokenStyles, hostStyles, stateStyles, styles];

  protected override renderReady(campaign: Campaign): unknown {
    return html`<div class="base" part="base">${this.heading(campaign.mission.title)}</div>`;
  }

  protected override renderLoading(): unknown {
    return html`<span class="sk"></span>`;
  }
}

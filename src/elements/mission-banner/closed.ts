import { html, nothing, type TemplateResult } from 'lit';
import { formatDate } from '../../shared/dates.ts';
import type { View } from './view.ts';
import { withParameters } from './ways-in.ts';

/** What a campaign that takes nothing now says instead. */
export function phaseWords({ campaign, locale, now, term }: View, phase: 'upcoming' | 'paused' | 'ended'): string {
  if (phase === 'paused') return term('pausedTitle');
  const { startsAt, endsAt } = campaign;
  if (phase === 'upcoming') {
    return startsAt ? term('opensOn', { date: formatDate(startsAt, locale, now) }) : term('bannerSoon');
  }
  const passed = endsAt && Date.parse(endsAt) <= now;
  const closed = term('closedTitle');
  return passed ? `${closed} ${term('bannerEndedOn', { date: formatDate(endsAt, locale, now) })}` : closed;
}

/** Where to read on: what the gifts did, or what the campaign is about. */
export function renderReadOn(
  { campaign, term }: View,
  ended: boolean,
  parameters: URLSearchParams,
): TemplateResult | typeof nothing {
  const href = (ended && campaign.updates?.items[0]?.url) || campaign.mission.url || campaign.organization.url;
  if (!href) return nothing;
  return html`<div class="pathways" part="pathways">
    <a class="btn secondary" part="btn secondary" href=${withParameters(href, parameters)} rel="noopener noreferrer"
      >${term(ended ? 'bannerOutcome' : 'bannerAbout')}</a
    >
  </div>`;
}

import type { CampaignBackend } from '../backend.ts';
import type { Environment } from '../environment.ts';
import { fetchJson, orSchemaError } from '../http.ts';
import { reportDropped } from '../report.ts';
import { parseCampaign } from '../read.ts';
import type { Campaign } from '../schema.ts';

const POLL_MS = 60_000;

/** One JSON file on any host, asked for again once a minute: the browser turns that into a conditional request. */
export function staticBackend(url: string, environment: Environment): CampaignBackend {
  let lastText = '';
  return {
    capabilities: { live: 'poll', minPollMs: POLL_MS, contribute: 'redirect' },
    async load({ signal, previous }) {
      const { json, text, url: from } = await fetchJson(environment, url, { signal, redirect: 'follow' });
      if (previous && text === lastText) return 'unchanged';
      const campaign = campaignFrom(json, from, url);
      lastText = text;
      // A file cannot know the time; one that was copied from a server would stop every countdown.
      return { ...campaign, serverTime: undefined };
    },
    historyAt({ links: { history } }, goalId, interval) {
      const isHome = history !== undefined && new URL(history).origin === new URL(url).origin;
      return isHome ? historyAddress(history, goalId, interval) : undefined;
    },
    // On a file host a cursor is the address of the next file, relative to the first.
    membersAt(cursor) {
      const page = URL.canParse(cursor, url) ? new URL(cursor, url) : undefined;
      return page?.origin === new URL(url).origin ? page.href : undefined;
    },
  };
}

/** A campaign that is at hand already: inline JSON, attributes, a preview. */
export function snapshotBackend(campaign: Campaign): CampaignBackend {
  return {
    capabilities: { live: 'none', minPollMs: Infinity, contribute: 'redirect' },
    load: () => Promise.resolve({ ...campaign, serverTime: undefined }),
  };
}

/** A file host leaves the query aside and sends every history there is. */
export function historyAddress(address: string, goalId: string, interval: string): string {
  const url = new URL(address);
  url.searchParams.set('goal', goalId);
  url.searchParams.set('interval', interval);
  return url.href;
}

/** Reads a document and names what was left out of it. @throws {CampaignError} */
export function campaignFrom(json: unknown, url: string, endpoint: string): Campaign {
  const { campaign, dropped } = orSchemaError(endpoint, () => parseCampaign(json, url));
  reportDropped(endpoint, dropped);
  return campaign;
}

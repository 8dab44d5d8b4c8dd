import type { Campaign, Contribution, GoalsUpdate, Intent, Receipt } from './schema.ts';
import type { SendOptions } from './sending.ts';

/** What a live channel tells. Totals are absolute, so a lost event costs nothing once the next one arrives. */
export type CampaignEvent =
  | { type: 'goals'; update: GoalsUpdate }
  | { type: 'contribution'; rev: number; from: number; contribution: Contribution }
  /** Something else changed; the document must be asked for again. `reset` is a server that has lost revisions. */
  | { type: 'changed'; rev: number; reset?: boolean }
  /** Neither events nor totals can be had: the document will say how things are, or that they cannot be known. */
  | { type: 'silent' }
  /** How the channel is doing, and the server's time when it has just been told. */
  | { type: 'channel'; state: 'live' | 'polling' | 'paused'; serverTime?: string };

export interface Capabilities {
  live: 'stream' | 'poll' | 'none';
  /** Milliseconds between two polls, at least. */
  minPollMs: number;
  contribute: 'post' | 'redirect' | 'none';
}

export type HistoryInterval = 'day' | 'week' | 'month';

/**
 * Where a campaign comes from. Another platform is another implementation, in one file of `backends/`;
 * nothing else in the library knows it.
 */
export interface CampaignBackend {
  readonly capabilities: Capabilities;
  /** @throws {CampaignError} */
  load(options: { signal: AbortSignal; previous?: Campaign | undefined }): Promise<Campaign | 'unchanged'>;
  /** Tells what happens after revision `since` until the signal aborts. Rejects when it cannot even begin. */
  subscribe?(
    options: { signal: AbortSignal; since: number },
    onEvent: (event: CampaignEvent) => void,
  ): void | Promise<void>;
  /** Where the page of members behind a cursor is; undefined for a place that must not be asked. */
  membersAt?(cursor: string): string | undefined;
  /** Where the totals of a goal over time are, one per day, week or month; undefined for a place that must not be asked. */
  historyAt?(campaign: Campaign, goalId: string, interval: HistoryInterval): string | undefined;
  /** One `key` per intent: repeating the call with it never makes a second record. @throws {CampaignError} */
  contribute?(intent: Intent, options: SendOptions): Promise<Receipt>;
  /** What became of a contribution after a checkout or a lost reply. @throws {CampaignError} */
  receipt?(id: string, viewToken: string, options?: { signal?: AbortSignal | undefined }): Promise<Receipt>;
}

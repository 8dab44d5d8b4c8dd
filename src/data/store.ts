import type { CampaignError } from './error.ts';
import type { Campaign, Intent, Receipt } from './schema.ts';

/** Everything an element needs to know. Replaced as a whole, never changed in place. */
export type CampaignState =
  | { readonly status: 'idle' | 'loading' }
  | {
      readonly status: 'ready';
      readonly campaign: Campaign;
      /** Milliseconds since the epoch, by the client's clock: when these figures were last confirmed. */
      readonly updatedAt: number;
      readonly refreshing: boolean;
      readonly live: 'live' | 'polling' | 'paused';
      /** The last refresh failed with this; the campaign is the last good one. */
      readonly error?: CampaignError;
    }
  | { readonly status: 'error'; readonly error: CampaignError };

/** One campaign on one page, shared by every element that shows it. */
export interface CampaignStore {
  readonly endpoint: string;
  readonly state: CampaignState;
  /** Milliseconds to add to `Date.now()` to get the server's time. */
  readonly clockOffset: number;
  /** Calls back after each change until the returned function is called. The first subscriber starts the loading. */
  subscribe(listener: () => void): () => void;
  /** Loads again; joins a load that is running. Never rejects: the outcome is in `state`. */
  refresh(): Promise<void>;
  /** @throws {CampaignError} */
  contribute(intent: Intent, options: { key: string; signal?: AbortSignal | undefined }): Promise<Receipt>;
  /** @throws {CampaignError} */
  receipt(id: string, viewToken: string): Promise<Receipt>;
}

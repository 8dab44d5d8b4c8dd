import type { Generated } from 'kysely';
import type { AttemptTable, BreakerTable } from '../guard.ts';
import type { OutboxTable, WebhookTable } from '../outbox.ts';
import type { HookEventTable, ProviderBackTable, ProviderLinkTable, ProviderRefTable } from '../hooks.ts';

/**
 * The tables, for Kysely. Booleans are 0 or 1, times are RFC 3339 text in UTC, JSON is text: what SQLite and PostgreSQL
 * both do, so that one query code serves both.
 */
export interface Tables {
  /** One row per campaign. Its row lock is what orders revisions. */
  campaigns: {
    id: string;
    rev: number;
    /** The operator's document as parsed, without the lists that have tables of their own. */
    document: string;
    /** SHA-256 of what was imported, so that starting again with the same file changes nothing. */
    fingerprint: string;
    /** What the document says about supporters before anything was contributed here. */
    opening_stones: number;
    /** The last stone's ordinal, less the opening ones: all that counted here, withdrawn ones included, and what a later file brings fewer. */
    stones: number;
    /** Public contributions made here and not withdrawn. */
    listed: number;
    receipts: number;
    /** What its receipt numbers begin with, chosen with the first contribution; no other campaign has the same. */
    series: Generated<string | null>;
    updated_at: string;
    /** SHA-256 of the last file, which `fingerprint` leaves behind once the organiser changes something here. */
    source: string | null;
    /** When it was removed: for everybody it is gone, and what was of it goes little by little, this row last. */
    removed_at: Generated<string | null>;
  };
  /** Running totals of what was contributed here; the document has the opening balances. */
  goals: {
    campaign_id: string;
    goal_id: string;
    confirmed: number;
    pledged: number;
    matched: number;
    supporters: number;
  };
  /** Append-only: what every total is the sum of. A withdrawal is a negative row. */
  entries: {
    campaign_id: string;
    goal_id: string;
    contribution_id: string;
    segment: Segment;
    amount: number;
    rev: number;
    at: string;
  };
  /** What was added to a goal's total on one day (UTC), for the chart. */
  history: { campaign_id: string; goal_id: string; day: string; amount: number };
  milestones: { campaign_id: string; goal_id: string; milestone_id: string; reached_at: string };
  /** How many took an action or a place in a shift, beyond what the document says. */
  tallies: { campaign_id: string; pathway_id: string; kind: 'action' | 'shift'; item_id: string; amount: number };
  contributions: ContributionRow;
  members: Listed & {
    /** As JSON: e-mail, and the words that were agreed to. */
    private: string | null;
    email_mark: string | null;
  };
  updates: Listed;
  /** What subscribers are told; the truth that wake-up calls only point at. */
  events: { campaign_id: string; rev: number; type: 'contribution' | 'goals' | 'changed'; payload: string; at: string };
  idempotency: {
    campaign_id: string;
    /** SHA-256 of the key: the key itself is half of the view token and is not kept. */
    key_hash: string;
    fingerprint: string;
    contribution_id: string;
    /** Null until there is an answer to repeat. */
    status: number | null;
    /** The answer without its view token, which is derived again from the key. */
    body: string | null;
    /** Whose turn it is: raised by each take-over, so that a holder that comes back too late writes nothing. */
    attempt: number;
    /** Milliseconds since the epoch; a claim without an answer may be taken over 60 s later. */
    locked_at: number;
    created_at: string;
  };
  attempts: AttemptTable;
  breakers: BreakerTable;
  /** Proofs of work that were used, until they would be too old anyway. */
  proofs: { challenge: string; expires_at: number };
  hook_events: HookEventTable;
  webhooks: WebhookTable;
  outbox: OutboxTable;
  provider_refs: ProviderRefTable;
  provider_links: ProviderLinkTable;
  provider_backs: ProviderBackTable;
  settings: { name: string; value: string };
  /** Keys of organisers. Only their hashes: nobody can sign in with a copy of the database. */
  keys: {
    id: string;
    hash: string;
    name: string;
    /** Words with spaces between them. */
    scopes: string;
    /** Null: every campaign. */
    campaign_id: string | null;
    created_at: string;
    expires_at: string | null;
    /** The day, not the moment. */
    used_on: string | null;
  };
  /** Who did what; ids only. */
  audit: {
    id: string;
    at: string;
    /** Id of a key, or `cli`. */
    actor: string;
    action: string;
    campaign_id: string | null;
    target: string | null;
  };
  /** Marks of what was erased, so that loading a file does not bring it back. */
  erased: { campaign_id: string; mark: string; at: string };
}

interface Listed {
  campaign_id: string;
  id: string;
  position: number;
  document: string;
  /** 1 when made or changed here: loading the file again leaves it alone. */
  managed: Generated<number>;
}

export type Segment = 'confirmed' | 'pledged' | 'matched';

export interface ContributionRow {
  campaign_id: string;
  id: string;
  /** Order of the public list, newest highest; null while not listed. Imported ones are negative. */
  position: number | null;
  /** Exactly what the public may read, and the only column public answers are made from. */
  public: string | null;
  /** 1 when it came with the campaign document and is part of the opening balance. */
  imported: number;
  pathway_id: string;
  kind: string;
  state: string;
  /** What the contributor pays or gives, covered fees included. */
  value: number | null;
  unit: string | null;
  scale: number | null;
  /** What the goal is raised by, in the goal's unit; null when nothing is counted. */
  counted: number | null;
  goal_id: string | null;
  frequency: string | null;
  /** Id of the gift that this is a later payment of; null for all that somebody made here. */
  renews: string | null;
  /** The private part as JSON: name, email, message, fields, consents and the rest. Null once withdrawn. */
  private: string | null;
  receipt: string | null;
  view_token_hash: string | null;
  stone: number | null;
  provider: string | null;
  provider_ref: string | null;
  next: string | null;
  created_at: string;
  expires_at: string | null;
  /** Finds the contributions of an address without keeping the address; null when there is none. */
  email_mark: string | null;
  /** The name in small letters, to search by; null when there is none. */
  name_key: string | null;
}

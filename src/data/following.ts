/*
 * What a store does with the events of a stream: fetched with the code of the stream, once a document was shown.
 */
import type { CampaignEvent } from './backend.ts';
import type { Environment } from './environment.ts';
import type { Campaign, Contribution, GoalsUpdate } from './schema.ts';

/** The document embeds ten contributions; live ones push the oldest out. */
const CONTRIBUTIONS = 10;
/** Times a document is asked for that should be newer than the one that came. */
const CATCH_UPS = 6;

/** What the store lends to what follows it. */
export interface Followed {
  readonly environment: Environment;
  campaign(): Campaign | undefined;
  /** A document is on its way, or its time is set. */
  asks(): boolean;
  askIn(ms: number): void;
  show(campaign: Campaign): void;
}

/**
 * Totals and the list of contributions come by separate events that may overtake each other, so each has its own
 * revision beside that of the last whole document. `wanted` is the revision a document is asked for.
 */
export class Following {
  readonly #store: Followed;
  #documentRev: number;
  #goalsRev: number;
  #listRev: number;
  #wanted = 0;

  constructor(store: Followed, rev: number) {
    this.#store = store;
    this.#documentRev = this.#goalsRev = this.#listRev = rev;
  }

  /** The revision of the last whole document: a stream tells what came after. */
  get since(): number {
    return this.#documentRev;
  }

  /** The newest revision that is shown. */
  get known(): number {
    return Math.max(this.#goalsRev, this.#listRev);
  }

  /** A whole document has come. */
  restart(rev: number): void {
    this.#documentRev = this.#goalsRev = this.#listRev = rev;
  }

  /** The document that was to close a gap came from a cache and did not: it is worth asking again. */
  lags(failures: number): boolean {
    if (this.#wanted <= this.#documentRev) return false;
    if (failures < CATCH_UPS) return true;
    this.#wanted = 0;
    return false;
  }

  handle(event: Exclude<CampaignEvent, { type: 'channel' }>): void {
    const campaign = this.#store.campaign();
    if (!campaign) return;
    if (event.type === 'silent') return this.#ask();
    if (event.type === 'changed') {
      if (event.reset) {
        this.restart(-1);
        this.#wanted = 0;
      }
      if (event.rev > this.#documentRev) this.#refetch(event.rev);
      return;
    }
    const { rev, from } = event.type === 'goals' ? event.update : event;
    if (from > this.known) return this.#refetch(rev);
    if (event.type === 'goals') {
      if (rev <= this.#goalsRev) return;
      this.#goalsRev = rev;
    } else {
      if (rev <= this.#listRev) return;
      this.#listRev = rev;
    }
    const next =
      event.type === 'goals' ? withGoals(campaign, event.update) : withContribution(campaign, event.contribution);
    this.#store.show({ ...next, rev: this.known });
  }

  #refetch(rev: number): void {
    this.#wanted = Math.max(this.#wanted, rev);
    this.#ask();
  }

  /** Every page that follows this campaign hears the same: they ask within a second, not at once. */
  #ask(): void {
    if (!this.#store.asks()) this.#store.askIn(this.#store.environment.random() * 1000);
  }
}

function withGoals(campaign: Campaign, update: GoalsUpdate): Campaign {
  const byId = new Map(update.goals.map((goal) => [goal.id, goal]));
  const goals = campaign.goals.map((goal) => {
    const news = byId.get(goal.id);
    if (!news) return goal;
    const told = Object.fromEntries(Object.entries(news.raised).filter(([, value]) => value !== undefined));
    return {
      ...goal,
      raised: { ...goal.raised, ...told },
      ...(news.supporters === undefined ? {} : { supporters: news.supporters ?? undefined }),
      ...(update.asOf === undefined ? {} : { asOf: update.asOf }),
    };
  });
  return { ...campaign, goals, asOf: update.asOf ?? campaign.asOf, status: update.status ?? campaign.status };
}

function withContribution(campaign: Campaign, contribution: Contribution): Campaign {
  const { contributions } = campaign;
  if (!contributions) return campaign;
  const others = contributions.items.filter(({ id }) => id !== contribution.id);
  const isNew = others.length === contributions.items.length;
  const total = contributions.total === undefined ? undefined : contributions.total + (isNew ? 1 : 0);
  return {
    ...campaign,
    contributions: { ...contributions, items: [contribution, ...others].slice(0, CONTRIBUTIONS), total },
  };
}

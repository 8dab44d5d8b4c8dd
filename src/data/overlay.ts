/*
 * What the author of a page adds to a campaign that comes from elsewhere, or says in its place: text, ways to take
 * part, people, evidence. Never what was raised, nor by how many.
 */
import { parseCampaign } from './read.ts';
import { report, reportDropped } from './report.ts';
import type { Campaign, CampaignInput } from './schema.ts';
import type { CampaignState, CampaignStore } from './store.ts';

type Item = { id?: unknown };

/** The fields of a goal that are words and aims, as opposed to figures. */
const GOAL_FIELDS = ['label', 'unitLabel', 'target', 'milestones', 'stretch', 'counting', 'startsAt', 'endsAt'];

/** The same campaign with what the page says laid over it. What does not fit the protocol is left out and reported. */
export function overlay(campaign: Campaign, page: unknown, base: string): Campaign {
  if (typeof page !== 'object' || page === null) return campaign;
  const over = page as Partial<Record<keyof CampaignInput, unknown>>;
  const merged = {
    ...campaign,
    ...pick(over, ['startsAt', 'endsAt', 'locale']),
    organization: { ...campaign.organization, ...asObject(over.organization) },
    mission: { ...campaign.mission, ...asObject(over.mission) },
    goals: campaign.goals.map((goal) => ({
      ...goal,
      ...pick(asItems(over.goals).find(({ id }) => id === goal.id) ?? {}, GOAL_FIELDS),
    })),
    pathways: byId(campaign.pathways, over.pathways),
    evidence: byId(campaign.evidence, over.evidence),
    members: list(campaign.members, over.members),
    updates: list(campaign.updates, over.updates),
    links: { ...campaign.links, ...pick(asObject(over.links), ['fallback']) },
  };
  try {
    const result = parseCampaign(merged, base);
    reportDropped('the overlay in the page', result.dropped);
    return result.campaign;
  } catch (error) {
    report('error', `the overlay in the page is left out: ${(error as Error).message}`);
    return campaign;
  }
}

/** Items of the page add to those of the same id, or come after the others. */
function byId(own: readonly Item[], page: unknown): Item[] {
  const items = asItems(page);
  const changed = own.map((item) => ({ ...item, ...items.find(({ id }) => id === item.id) }));
  return [...changed, ...items.filter(({ id }) => !own.some((item) => item.id === id))];
}

/** A list of the campaign, which the page may write as a list or as it stands in a document. */
function list(own: { items: readonly Item[] } | undefined, page: unknown): unknown {
  if (page === undefined) return own;
  const items = Array.isArray(page) ? page : asObject(page)['items'];
  return { ...own, items: byId(own?.items ?? [], items) };
}

function pick(from: object, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from).filter(([field]) => fields.includes(field)));
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function asItems(value: unknown): Item[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}

/** A store with an overlay; everything but the state is the store's own. */
export class OverlaidStore implements CampaignStore {
  readonly #store: CampaignStore;
  readonly #page: unknown;
  readonly #base: string;
  #below: CampaignState | undefined;
  #campaign: { below: Campaign; over: Campaign } | undefined;
  #state: CampaignState = { status: 'idle' };

  constructor(store: CampaignStore, page: unknown, base: string) {
    this.#store = store;
    this.#page = page;
    this.#base = base;
  }

  get state(): CampaignState {
    const below = this.#store.state;
    if (below !== this.#below) {
      this.#below = below;
      this.#state = below.status === 'ready' ? { ...below, campaign: this.#over(below.campaign) } : below;
    }
    return this.#state;
  }

  #over(below: Campaign): Campaign {
    if (this.#campaign?.below !== below) {
      this.#campaign = { below, over: overlay(below, this.#page, this.#base) };
    }
    return this.#campaign.over;
  }

  get endpoint() {
    return this.#store.endpoint;
  }
  get capabilities() {
    return this.#store.capabilities;
  }
  get clockOffset() {
    return this.#store.clockOffset;
  }
  subscribe(listener: () => void) {
    return this.#store.subscribe(listener);
  }
  refresh() {
    return this.#store.refresh();
  }
  more(...args: Parameters<CampaignStore['more']>) {
    return this.#store.more(...args);
  }
  contribute(...args: Parameters<CampaignStore['contribute']>) {
    return this.#store.contribute(...args);
  }
  receipt(...args: Parameters<CampaignStore['receipt']>) {
    return this.#store.receipt(...args);
  }
}

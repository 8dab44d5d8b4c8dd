/*
 * `mock="…"`: a made-up campaign in every state a widget has, for who builds a page. Fetched only where it is written.
 */
import { CampaignError } from './error.ts';
import { parseCampaign } from './read.ts';
import { report } from './report.ts';
import { sampleCampaign } from './sample.ts';
import type { CampaignInput, Intent, Receipt } from './schema.ts';
import type { CampaignState, CampaignStore } from './store.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Change = (sample: CampaignInput, now: number) => Partial<CampaignInput>;

const raisedTo = (confirmed: number): Change => {
  return ({ goals }, now) => ({
    goals: goals?.map((goal) =>
      goal.id === 'money'
        ? {
            ...goal,
            raised: { confirmed },
            milestones: goal.milestones?.map((each) => ({ ...each, reachedAt: new Date(now - DAY).toISOString() })),
          }
        : goal,
    ),
  });
};
const shifted = (status: CampaignInput['status'], from: number, to: number): Change => {
  const at = (now: number, days: number) => new Date(now + days * DAY).toISOString();
  return (_, now) => ({ status, startsAt: at(now, from), endsAt: at(now, to) });
};

/** What differs from the sample. */
const campaigns: Record<string, Change> = {
  ready: () => ({}),
  empty: ({ goals }) => ({
    goals: goals?.map(({ milestones, ...goal }) => ({
      ...goal,
      raised: { confirmed: 0 },
      supporters: 0,
      milestones: milestones?.map(({ id, at, label }) => ({ id, at, label })),
    })),
    contributions: { items: [], total: 0 },
    members: { items: [] },
    updates: { items: [] },
    evidence: [],
    history: [],
  }),
  upcoming: (sample, now) => ({ ...campaigns['empty']!(sample, now), ...shifted('upcoming', 9, 99)(sample, now) }),
  paused: () => ({ status: 'paused' }),
  ended: shifted('ended', -130, -2),
  reached: raisedTo(5_000_000),
  over: raisedTo(5_620_000),
  match: ({ goals }, now) => ({
    goals: goals?.map((goal) =>
      goal.id === 'money'
        ? {
            ...goal,
            match: {
              by: 'Merrow Outdoor',
              ratio: 1,
              cap: 1_000_000,
              remaining: 422_000,
              endsAt: new Date(now + 9 * HOUR).toISOString(),
            },
          }
        : goal,
    ),
  }),
};

const failures: Record<string, () => CampaignError> = {
  error: () => new CampaignError('network', 'This failure is made up.'),
  offline: () => new CampaignError('offline', 'That the device is offline is made up.'),
};

/** Every state that `mock` knows. */
export const MOCKS = ['loading', ...Object.keys(campaigns), ...Object.keys(failures), 'stale', 'offline-stale'];

const stores = new Map<string, MockStore>();

/** The store of one made-up state, the same for all who ask. */
export function mockStore(name: string): CampaignStore {
  let store = stores.get(name);
  if (!store) {
    if (!MOCKS.includes(name)) report('warn', `mock="${name}" is none of ${MOCKS.join(', ')}: "ready" is shown.`);
    stores.set(name, (store = new MockStore(name)));
  }
  return store;
}

class MockStore implements CampaignStore {
  readonly endpoint: string;
  readonly state: CampaignState;
  readonly capabilities = { live: 'none', minPollMs: Infinity, contribute: 'post' } as const;
  readonly clockOffset = 0;

  constructor(name: string) {
    this.endpoint = `mock:${name}`;
    this.state = stateOf(name, Date.now());
  }

  subscribe(): () => void {
    return () => {};
  }
  refresh(): Promise<void> {
    return Promise.resolve();
  }
  more(): Promise<void> {
    return Promise.resolve();
  }
  /** Nothing is sent; the visitor's side looks as if it had been. */
  async contribute(intent: Intent): Promise<Receipt> {
    await new Promise((resolve) => setTimeout(resolve, 600));
    const kind =
      this.state.status === 'ready'
        ? this.state.campaign.pathways.find(({ id }) => id === intent.pathwayId)?.kind
        : undefined;
    return {
      id: 'sample',
      state: 'recorded',
      kind: kind ?? 'pledge',
      pathwayId: intent.pathwayId,
      quantity: intent.quantity,
      frequency: intent.frequency,
      receipt: 'SAMPLE-413',
      stone: 413,
      next: { type: 'none' },
    };
  }
  receipt(): Promise<Receipt> {
    return Promise.reject(new CampaignError('unsupported', 'A made-up campaign keeps no receipts.'));
  }
}

function stateOf(name: string, now: number): CampaignState {
  if (name === 'loading') return { status: 'loading' };
  if (Object.hasOwn(failures, name)) return { status: 'error', error: failures[name]!() };
  const sample = sampleCampaign(now);
  const change = Object.hasOwn(campaigns, name) ? campaigns[name]!(sample, now) : {};
  const { campaign } = parseCampaign({ ...sample, ...change }, 'about:blank');
  const isOld = name.endsWith('stale');
  return {
    status: 'ready',
    campaign,
    updatedAt: isOld ? now - 25 * 60_000 : now,
    refreshing: false,
    live: isOld ? 'paused' : 'live',
    ...(isOld ? { error: failures[name === 'stale' ? 'error' : 'offline']!() } : {}),
  };
}

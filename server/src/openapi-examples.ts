/** One small campaign, told in every answer: what a mock made from the description answers, and what a reader sees first. */
const AT = '2026-03-10T10:20:00Z';
const ID = 'ctr_6m1r8vz0k3s9dq4w7x2yhb5tgn';

const contribution = {
  id: ID,
  at: AT,
  pathwayId: 'pledge',
  kind: 'pledge',
  quantity: { value: 2500, unit: 'USD', scale: 2 },
  name: 'Ada',
  anonymous: false,
};
const member = {
  id: 'ada',
  name: 'Ada Byron',
  role: 'ambassador',
  roleLabel: 'Counts the trees',
  consent: { scope: 'public' },
};
const update = {
  id: 'first-trees',
  at: AT,
  title: 'The first trees stand',
  summary: 'Forty alders along the lower bank.',
};
const raised = { confirmed: 123_400, pledged: 2_500 };

export const EXAMPLES: Record<string, unknown> = {
  Campaign: {
    version: 1,
    id: 'riverbank',
    rev: 9,
    asOf: AT,
    serverTime: AT,
    locale: 'en',
    status: 'active',
    organization: { name: 'Riverbank Trust' },
    mission: { title: 'Bring the river back', statement: 'Alders, meadows and a bend where it was straight.' },
    goals: [
      {
        id: 'money',
        label: 'Money',
        unit: 'USD',
        scale: 2,
        target: 500_000,
        raised,
        supporters: 41,
        counting: { includes: ['confirmed', 'pledged'] },
      },
    ],
    pathways: [
      { id: 'pledge', kind: 'pledge', label: 'Pledge', goalId: 'money', unit: 'USD', scale: 2, min: 500 },
      {
        id: 'give',
        kind: 'donate',
        label: 'Give',
        goalId: 'money',
        unit: 'USD',
        scale: 2,
        min: 500,
        presets: [{ frequency: 'once', amounts: [{ value: 2500 }, { value: 5000 }] }],
        handoff: { type: 'post' },
      },
    ],
    contributions: { items: [contribution], total: 41 },
    members: { items: [member], total: 1 },
    updates: { items: [update], total: 1 },
    history: [{ goalId: 'money', points: [{ at: AT, value: 125_900 }] }],
    // From the address of the campaign; this server gives whole ones.
    links: {
      self: 'riverbank',
      events: 'riverbank/events',
      contributions: 'riverbank/contributions',
      members: 'riverbank/members',
      updates: 'riverbank/updates',
      history: 'riverbank/history',
    },
  },
  Goals: {
    rev: 9,
    from: 0,
    asOf: AT,
    serverTime: AT,
    status: 'active',
    goals: [{ id: 'money', raised, supporters: 41 }],
  },
  ContributionPage: { items: [contribution], total: 41, next: null },
  MemberPage: { items: [member], total: 1, next: null },
  UpdatePage: { items: [update], total: 1, next: null },
  History: { items: [{ goalId: 'money', points: [{ at: AT, value: 125_900 }] }] },
  ContributionRequest: { pathwayId: 'pledge', quantity: { value: 2500, unit: 'USD', scale: 2 }, name: 'Ada' },
  Receipt: {
    id: ID,
    state: 'recorded',
    kind: 'pledge',
    pathwayId: 'pledge',
    quantity: { value: 2500, unit: 'USD', scale: 2 },
    receipt: 'RT-2026-00042',
    createdAt: AT,
    stone: 42,
    next: { type: 'none' },
    viewToken: 'QmVhdXRpZnVsIGlzIGJldHRlciB0aGFuIHVnbHk',
  },
};

export const EVENTS_EXAMPLE = `retry: 4000\n\nevent: hello\ndata: ${JSON.stringify({ rev: 9, serverTime: AT, heartbeatMs: 15_000 })}\n\n`;

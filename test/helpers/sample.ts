import type { CampaignInput } from '../../src/data/schema.ts';

/** Pictures that need no network. */
const picture = (fill: string) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect width="4" height="4" fill="${fill}"/></svg>`)}`;

/** Now, for everything in the sample: a running campaign with 41 days left. */
export const NOW = Date.parse('2026-06-12T12:00:00Z');
const DAY = 86_400_000;
const at = (days: number, hours = 0) => new Date(NOW + days * DAY + hours * 3_600_000).toISOString();

/** The campaign of the design pictures, with dates that do not move: for tests and stories. */
export function sample(overrides: Partial<CampaignInput> = {}): CampaignInput {
  const members = ['Maren Oduya', 'Ilse Brandt', 'Tomás Herrera', 'Noor Haddad', 'Wei Lin', 'Amara Nwosu'];
  return {
    version: 1,
    id: 'high-fells',
    rev: 7,
    asOf: at(0),
    serverTime: at(0),
    locale: 'en',
    status: 'active',
    startsAt: at(-120),
    endsAt: at(41),
    organization: {
      name: 'Northfell Trust',
      url: 'https://northfell.example/',
      registration: { scheme: 'GB-CHC', number: '1098765' },
    },
    mission: {
      title: 'Bring the woods back to the high fells.',
      statement: 'Ten thousand native trees on the high fells.',
      vision: 'By 2040, one unbroken wood from Keld Head to the sea, planted and kept by the people who live under it.',
      values: ['Native trees only.', 'Local planters, paid fairly.', 'Every figure published.'],
      url: 'https://northfell.example/high-fells',
    },
    goals: [
      {
        id: 'money',
        label: 'Ten thousand trees for the high fells',
        unit: 'USD',
        scale: 2,
        target: 5_000_000,
        raised: { confirmed: 2_840_000, matched: 578_000, pledged: 400_000 },
        supporters: 412,
        medianContribution: 3_800,
        milestones: [
          { id: 'seeds', at: 1_000_000, label: 'Seed bank stocked', reachedAt: at(-80) },
          { id: 'nursery', at: 2_000_000, label: 'Nursery rebuilt', reachedAt: at(-40) },
          { id: 'fence', at: 3_500_000, label: 'Keld Gill fenced' },
        ],
        stretch: [6_000_000],
        match: { by: 'Merrow Outdoor', ratio: 1, cap: 1_000_000, remaining: 422_000 },
        asOf: at(0),
      },
      {
        id: 'trees',
        label: 'Trees planted',
        unit: 'trees',
        scale: 0,
        unitLabel: { one: 'tree', other: 'trees' },
        target: 10_000,
        raised: { confirmed: 6_836 },
        milestones: [],
      },
      {
        id: 'hours',
        label: 'Hours on the hill',
        unit: 'hours',
        scale: 1,
        unitLabel: { one: 'hour', other: 'hours' },
        target: 12_000,
        raised: { confirmed: 7_455 },
        milestones: [],
      },
    ],
    pathways: [
      {
        id: 'donate',
        kind: 'donate',
        label: 'Give',
        goalId: 'money',
        unit: 'USD',
        scale: 2,
        frequencies: ['once', 'monthly', 'yearly'],
        presets: [
          {
            amounts: [
              { value: 1_000, impact: '2 trees' },
              { value: 2_500, impact: '5 trees' },
              { value: 5_000, impact: '10 trees' },
              { value: 10_000, impact: '20 trees' },
              { value: 25_000, impact: '50 trees' },
              { value: 50_000, impact: '100 trees' },
            ],
          },
        ],
        default: 5_000,
        min: 500,
        max: 1_000_000,
        impact: {
          per: 500,
          text: { one: 'plants {n} tree', other: 'plants {n} trees and keeps them fenced for three winters' },
        },
        coverFees: { percent: 2.9, fixed: 25 },
        consents: [{ id: 'publish-name', text: 'Show my name on the public list', version: '1' }],
      },
      {
        id: 'pledge',
        kind: 'pledge',
        label: 'Pledge',
        goalId: 'money',
        unit: 'USD',
        scale: 2,
        presets: [{ amounts: [{ value: 5_000 }, { value: 10_000 }] }],
        default: 10_000,
      },
      {
        id: 'volunteer',
        kind: 'volunteer',
        label: 'Volunteer',
        goalId: 'hours',
        unit: 'hours',
        scale: 1,
        default: 60,
        min: 10,
        max: 400,
        step: 10,
        shifts: [
          { id: 'fencing', label: 'Fencing', place: 'Keld Gill', startsAt: at(8, -2), endsAt: at(8, 4), places: 7 },
          { id: 'seeds', label: 'Seed picking', place: 'Nursery', startsAt: at(12, 5), endsAt: at(12, 7), places: 12 },
          { id: 'path', label: 'Path repair', place: 'Upper path', startsAt: at(15), places: 0 },
        ],
      },
      {
        id: 'act',
        kind: 'act',
        label: 'Act',
        unit: 'actions',
        scale: 0,
        actions: [
          { id: 'plant', label: 'Plant a tree at home', detail: 'We post a rowan sapling and a guard', done: 1_204 },
          { id: 'walk', label: 'Walk the upper path and report gaps', minutes: 90, done: 318 },
          { id: 'friend', label: 'Bring a friend', detail: 'Send one personal invitation', done: 902 },
        ],
      },
    ],
    contributions: {
      total: 412,
      items: [
        {
          id: 'c1',
          at: new Date(NOW - 2 * 60_000).toISOString(),
          pathwayId: 'donate',
          kind: 'donate',
          quantity: { value: 2_500, unit: 'USD', scale: 2 },
          name: 'Wei L.',
          anonymous: false,
        },
        {
          id: 'c2',
          at: new Date(NOW - 18 * 60_000).toISOString(),
          pathwayId: 'volunteer',
          kind: 'volunteer',
          quantity: { value: 60, unit: 'hours', scale: 1 },
          name: 'Amara N.',
          anonymous: false,
        },
        {
          id: 'c3',
          at: new Date(NOW - 40 * 60_000).toISOString(),
          pathwayId: 'pledge',
          kind: 'pledge',
          quantity: { value: 12_000, unit: 'USD', scale: 2 },
          name: 'Tomás H.',
          anonymous: false,
        },
        {
          id: 'c4',
          at: new Date(NOW - 60 * 60_000).toISOString(),
          pathwayId: 'donate',
          kind: 'donate',
          quantity: { value: 5_000, unit: 'USD', scale: 2 },
          anonymous: true,
        },
      ],
    },
    members: {
      items: [
        ...members.map((name, index) => ({
          id: name.split(' ')[0]!.toLowerCase().replace('á', 'a'),
          name,
          role: (index === 0 ? 'leader' : index < 3 ? 'ambassador' : 'member') as 'leader' | 'ambassador' | 'member',
          roleLabel: index === 0 ? 'Leader, Keld Gill crew' : undefined,
          since: '2021',
          quote:
            index % 2
              ? 'I plant on Saturdays and sleep well on Sundays.'
              : 'My grandmother called it the bald hill. My daughter will call it the wood. I only had to carry a few stones in between.',
          totals: [
            { label: 'trees planted', quantity: { value: 38 + index, unit: 'trees', scale: 0 } },
            { label: 'on the hill', quantity: { value: 640, unit: 'hours', scale: 1 } },
            { label: 'given since 2021', quantity: { value: 61_000, unit: 'USD', scale: 2 } },
          ],
          recognition: [{ id: 'first', label: 'First hundred' }],
          consent: { scope: 'public' as const },
          featured: index === 0,
        })),
        { id: 'hidden', name: 'Never Shown', quote: 'No consent was given.' },
      ],
    },
    updates: {
      items: [
        {
          id: 'u1',
          at: at(-3),
          title: 'The first 600 birches came through the winter in Keld Gill.',
          url: 'https://northfell.example/news/birches',
        },
      ],
    },
    evidence: [
      {
        id: 'audit',
        kind: 'audit',
        title: 'See certificate 2291',
        issuer: 'Harrow & Lyle',
        url: 'https://northfell.example/audit.pdf',
      },
    ],
    history: [
      {
        goalId: 'money',
        points: Array.from({ length: 121 }, (_, day) => ({
          at: at(day - 120),
          value: Math.round((3_418_000 * day ** 1.2) / 120 ** 1.2),
        })),
      },
    ],
    links: { fallback: 'https://northfell.example/give' },
    ...overrides,
  };
}

export { picture };

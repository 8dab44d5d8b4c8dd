import type { CampaignInput } from './schema.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** A made-up campaign, running since four months and for six weeks more. It needs no network: it has no pictures. */
export function sampleCampaign(now: number): CampaignInput {
  const at = (ms: number) => new Date(now + ms).toISOString();
  const money = (value: number) => ({ value, unit: 'USD', scale: 2 });
  const people: [name: string, role: 'leader' | 'ambassador' | 'member', quote: string][] = [
    ['Maren Oduya', 'leader', 'My grandmother called it the bald hill. My daughter will call it the wood.'],
    ['Ilse Brandt', 'ambassador', 'I plant on Saturdays and sleep well on Sundays.'],
    ['Tomás Herrera', 'ambassador', 'I came for the walk and stayed for the people.'],
    ['Noor Haddad', 'member', 'You can see from the road what we did.'],
    ['Wei Lin', 'member', 'Five trees a month is what I can give, so I give it.'],
    ['Amara Nwosu', 'member', 'I had only to carry a few stones.'],
  ];
  return {
    version: 1,
    id: 'sample',
    rev: 1,
    asOf: at(-MINUTE),
    locale: 'en',
    status: 'active',
    startsAt: at(-120 * DAY),
    endsAt: at(41.5 * DAY),
    organization: { name: 'Northfell Trust', registration: { scheme: 'Charity', number: '1098765' } },
    mission: {
      title: 'Bring the woods back to the high fells.',
      statement: 'Ten thousand native trees, planted and kept by the people who live under them.',
      vision: 'By 2040, one unbroken wood from the ridge to the sea.',
      values: ['Native trees only.', 'Local planters, paid fairly.', 'Every figure published.'],
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
        milestones: [
          { id: 'seeds', at: 1_000_000, label: 'Seed bank stocked', reachedAt: at(-80 * DAY) },
          { id: 'nursery', at: 2_000_000, label: 'Nursery rebuilt', reachedAt: at(-40 * DAY) },
          { id: 'fence', at: 3_500_000, label: 'Keld Gill fenced' },
        ],
        stretch: [6_000_000],
        asOf: at(-MINUTE),
      },
      {
        id: 'trees',
        label: 'Trees planted',
        unit: 'trees',
        scale: 0,
        unitLabel: { one: 'tree', other: 'trees' },
        target: 10_000,
        raised: { confirmed: 6836 },
      },
      {
        id: 'hours',
        label: 'Hours on the hill',
        unit: 'hours',
        scale: 0,
        unitLabel: { one: 'hour', other: 'hours' },
        target: 1200,
        raised: { confirmed: 745 },
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
        frequencies: ['once', 'monthly'],
        presets: [{ amounts: [1000, 2500, 5000, 10_000].map((value) => ({ value })) }],
        default: 2500,
        min: 500,
        impact: { per: 500, text: { one: 'plants {n} tree', other: 'plants {n} trees' } },
        consents: [{ id: 'publish-name', text: 'Show my name on the public list', version: '1' }],
      },
      {
        id: 'volunteer',
        kind: 'volunteer',
        label: 'Volunteer',
        goalId: 'hours',
        unit: 'hours',
        scale: 0,
        default: 6,
        min: 1,
        shifts: [{ id: 'fencing', label: 'Fencing', place: 'Keld Gill', startsAt: at(8 * DAY), places: 7 }],
      },
      {
        id: 'act',
        kind: 'act',
        label: 'Act',
        unit: 'actions',
        scale: 0,
        actions: [
          { id: 'plant', label: 'Plant a tree at home', done: 1204 },
          { id: 'walk', label: 'Walk the upper path and report gaps', minutes: 90, done: 318 },
        ],
      },
    ],
    contributions: {
      total: 412,
      items: [
        ['Wei L.', 2500, 2],
        ['Tomás H.', 12_000, 40],
        [undefined, 5000, 60],
      ].map(([name, value, minutes], index) => ({
        id: `c${index}`,
        at: at(-Number(minutes) * MINUTE),
        pathwayId: 'donate',
        kind: 'donate' as const,
        quantity: money(Number(value)),
        ...(name === undefined ? {} : { name: String(name) }),
        anonymous: name === undefined,
      })),
    },
    members: {
      items: people.map(([name, role, quote], index) => ({
        id: `m${index}`,
        name,
        role,
        since: String(2021 + (index % 4)),
        quote,
        totals: [{ label: 'trees planted', quantity: { value: 38 + 7 * index, unit: 'trees', scale: 0 } }],
        recognition: index < 2 ? [{ id: 'first', label: 'First hundred' }] : [],
        consent: { scope: 'public' as const },
        featured: index === 0,
      })),
    },
    updates: {
      items: [{ id: 'u1', at: at(-3 * DAY), title: 'The first 600 birches came through the winter.' }],
    },
    evidence: [{ id: 'audit', kind: 'audit', title: 'Certificate 2291', issuer: 'Harrow & Lyle', at: at(-60 * DAY) }],
    history: [
      {
        goalId: 'money',
        points: Array.from({ length: 25 }, (_, step) => ({
          at: at((step - 24) * 5 * DAY),
          value: Math.round(3_418_000 * (step / 24) ** 1.2),
        })),
      },
    ],
  };
}

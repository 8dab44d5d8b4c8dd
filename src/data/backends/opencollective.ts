import type { CampaignBackend } from '../backend.ts';
import type { Environment } from '../environment.ts';
import { CampaignError } from '../error.ts';
import { fetchJson } from '../http.ts';
import { reportDropped } from '../report.ts';
import type { Campaign, CampaignInput, Dropped } from '../schema.ts';
import { campaignFrom } from './static.ts';

const HOME = 'https://opencollective.com';
/** The collective's figures are cached for an hour and its members for a minute; asking more often tells nothing new. */
const POLL_MS = 60_000;
const MEMBERS = 200;
/** Open Collective counts hundredths in every currency, also where the currency itself has none (JPY 100 is one yen). */
const SCALE = 2;

interface Target {
  slug: string;
  base: string;
  /** The page author's targets, in the order they were written; the platform's public files have none. */
  targets: Map<GoalId, number>;
}

type GoalId = 'money' | 'yearly' | 'people';

/**
 * A collective on Open Collective, by the two public files that any page may read without a key:
 * `{base}/{slug}.json` (amounts in cents) and `{base}/{slug}/members/all.json` (amounts in whole units, as decimals).
 *
 * `rest` is what follows `opencollective:` — `webpack`, `webpack?goal=money:50000.00&goal=people:500`, or a path or
 * address that ends in the slug, for a copy of the files. Goals: `money` is the balance, `yearly` the estimated yearly
 * budget, `people` the number of backers.
 *
 * @throws {CampaignError} `config` when the endpoint is not written like that.
 */
export async function openCollectiveBackend(rest: string, environment: Environment): Promise<CampaignBackend> {
  const target = readTarget(rest);
  const endpoint = `opencollective:${rest}`;
  let lastText = '';
  return {
    capabilities: { live: 'poll', minPollMs: POLL_MS, contribute: 'redirect' },
    async load({ signal, previous }) {
      const ask = (path: string) =>
        fetchJson(environment, `${target.base}/${target.slug}${path}`, { signal, redirect: 'follow' });
      const [collective, members] = await Promise.all([
        ask('.json'),
        // Without its people a collective still has its figures: that part alone stays out.
        ask(`/members/all.json?limit=${MEMBERS}`).catch(() => undefined),
      ]);
      const text = collective.text + (members?.text ?? '');
      if (previous && text === lastText) return 'unchanged';
      const dropped: Dropped[] = [];
      const people = members && membersFrom(members.json, dropped);
      const campaign = campaignFrom(documentFrom(collective.json, people, target, dropped), target.base, endpoint);
      reportDropped(endpoint, dropped);
      lastText = text;
      return members || !previous ? campaign : withMembersOf(campaign, previous);
    },
  };
}

function withMembersOf(campaign: Campaign, previous: Campaign): Campaign {
  return { ...campaign, members: previous.members };
}

// ── The endpoint ────────────────────────────────────────────────────────────

function readTarget(rest: string): Target {
  const [path = '', query = ''] = rest.split('?', 2);
  const parts = path.replace(/\/+$/, '').split('/');
  const slug = (parts.pop() ?? '').replace(/\.json$/, '');
  if (!/^[a-z0-9][a-z0-9_-]{0,127}$/i.test(slug)) throw misconfigured(`"${slug}" is no collective's name`);
  if (parts.length > 0 && !/^https?:$/.test(parts[0] ?? '')) throw misconfigured(`"${path}" is no collective's name`);
  const targets: Target['targets'] = new Map();
  for (const goal of new URLSearchParams(query).getAll('goal')) {
    const [, id, figure] = /^(money|yearly|people):(.*)$/.exec(goal) ?? [];
    const value = figure === undefined ? undefined : decimalToInt(figure, id === 'people' ? 0 : SCALE);
    if (id === undefined || value === undefined) throw misconfigured(`"goal=${goal}" is no goal`);
    targets.set(id as GoalId, value);
  }
  return { slug, base: parts.join('/') || HOME, targets };
}

function misconfigured(what: string): CampaignError {
  return new CampaignError(
    'config',
    `${what}: write "opencollective:webpack", with a goal "opencollective:webpack?goal=money:50000.00" or "?goal=people:500".`,
  );
}

// ── The collective ──────────────────────────────────────────────────────────

function documentFrom(
  json: unknown,
  members: CampaignInput['members'],
  target: Target,
  dropped: Dropped[],
): CampaignInput {
  const { slug, targets } = target;
  const it = record(json);
  const currency = string(it?.currency);
  if (!it || !currency) throw new CampaignError('schema', `${slug}.json of Open Collective has no currency.`);
  const count = (name: string): number | undefined => {
    const value = integer(it[name]);
    if (value === undefined && it[name] != null) dropped.push({ path: name, reason: 'should be a whole number' });
    return value;
  };
  const backers = count('backersCount');
  const money = (id: GoalId, label: string, note: string, cents: number) => ({
    id,
    label,
    unit: currency,
    scale: SCALE,
    target: targets.get(id) ?? null,
    // Cents, as an integer. Spending can take a balance below nothing; a thermometer cannot show that.
    raised: { confirmed: Math.max(0, cents) },
    supporters: backers,
    counting: { includes: ['confirmed' as const], fees: 'excluded' as const, note },
  });
  const goals: CampaignInput['goals'] = [];
  const balance = count('balance');
  const yearly = count('yearlyIncome');
  if (balance !== undefined) {
    goals.push(money('money', 'Balance', 'What the collective holds now, after what it has spent.', balance));
  }
  if (yearly !== undefined) {
    goals.push(money('yearly', 'Yearly budget', 'What Open Collective estimates for one year.', yearly));
  }
  if (backers !== undefined) {
    goals.push({
      id: 'people',
      label: 'Backers',
      unit: 'backers',
      unitLabel: { one: 'backer', other: 'backers' },
      scale: 0,
      target: targets.get('people') ?? null,
      raised: { confirmed: backers },
    });
  }
  // What the page's author set a target for comes first.
  const order = [...targets.keys()];
  const rank = (id: string) => (order.indexOf(id as GoalId) + order.length + 1) % (order.length + 1);
  goals.sort((a, b) => rank(a.id) - rank(b.id));

  const name = string(it.name) ?? slug;
  const page = `${HOME}/${slug}`;
  const logo = httpsImage(it.image);
  return {
    version: 1,
    id: `opencollective:${slug}`,
    locale: 'en',
    organization: { name, url: page, ...(logo ? { logo: { src: logo, alt: name } } : {}) },
    mission: { title: `Support ${name}`, statement: string(it.description) ?? '', url: page },
    goals,
    members,
    pathways: [
      {
        id: 'donate',
        kind: 'donate',
        label: 'Donate',
        unit: currency,
        scale: SCALE,
        frequencies: ['once', 'monthly', 'yearly'],
        handoff: {
          type: 'redirect',
          template: `${page}/donate{?amount,interval,email,name,redirect}`,
          amountStyle: 'major',
        },
      },
    ],
    links: { fallback: page },
  };
}

// ── The people ──────────────────────────────────────────────────────────────

/**
 * The organisations that back the collective.
 *
 * Only they get a public consent: Open Collective lists its backers under a public profile that an organisation keeps
 * for that purpose. A person who agreed to be named there has not agreed to be named on somebody else's page, so people
 * count (in `backersCount`) and are not shown; neither is anybody without a profile (incognito and guest gifts), nor
 * ever an e-mail address.
 */
function membersFrom(json: unknown, dropped: Dropped[]): CampaignInput['members'] {
  if (!Array.isArray(json)) {
    dropped.push({ path: 'members', reason: 'should be a list' });
    return undefined;
  }
  // One backer has a row for each tier, and each row carries what it gave in all: the largest is the newest.
  const byProfile = new Map<string, { row: Record<string, unknown>; cents: number | undefined }>();
  for (const [index, item] of json.entries()) {
    const row = record(item);
    if (row?.role !== 'BACKER' || row.type !== 'ORGANIZATION' || !string(row.name)) continue;
    const profile = string(row.profile);
    if (!profile) continue;
    const cents = majorToCents(row.totalAmountDonated);
    if (cents === undefined) {
      dropped.push({ path: `members.${index}.totalAmountDonated`, reason: 'should be an amount' });
    }
    const known = byProfile.get(profile);
    if (!known || (cents ?? -1) > (known.cents ?? -1)) byProfile.set(profile, { row, cents });
  }
  const items = [...byProfile].map(([profile, { row, cents }]) => {
    const name = string(row.name) ?? '';
    const image = httpsImage(row.image);
    const unit = string(row.currency);
    const slug = profile.replace(/\/+$/, '').split('/').pop() ?? '';
    return {
      id: /^[\w.:~-]{1,128}$/.test(slug) ? slug : `member-${String(row.MemberId)}`,
      name,
      roleLabel: string(row.tier),
      // "2017-07-07 16:44" has no zone; the day is all that is needed.
      since: /^\d{4}-\d\d-\d\d/.exec(string(row.createdAt) ?? '')?.[0],
      image: image ? { src: image, alt: name } : undefined,
      url: profile,
      totals:
        cents === undefined || !unit ? [] : [{ label: 'Given so far', quantity: { value: cents, unit, scale: SCALE } }],
      consent: { scope: 'public' as const },
    };
  });
  return { items };
}

// ── Values ──────────────────────────────────────────────────────────────────

/** A JSON number of whole units as cents. The shortest decimal that means the same number is exact, so no float is reckoned with. */
function majorToCents(value: unknown): number | undefined {
  return typeof value === 'number' ? decimalToInt(String(value), SCALE) : undefined;
}

/** "50000.00" with scale 2 is 5000000; undefined for anything that is not exactly such a figure. */
function decimalToInt(text: string, scale: number): number | undefined {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > scale) return undefined;
  const value = Number(whole + fraction.padEnd(scale, '0'));
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Pictures come as `http:` from older profiles; the hosts serve both, and a page must not load the open one. */
function httpsImage(value: unknown): string | undefined {
  const text = string(value);
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol === 'http:') url.protocol = 'https:';
  return url.protocol === 'https:' ? url.href : undefined;
}

function record(value: unknown): Record<string, unknown> | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function integer(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

import * as z from 'zod/mini';
import { CAMPAIGN_STATUSES } from '../../../src/data/schema.ts';
import { fieldProblem, ProblemError } from '../problem.ts';
import { STATES } from './contributions.ts';
import { ANNOUNCEMENTS } from '../outbox.ts';
import { ALL_SCOPES } from './keys.ts';

// Strict: a field nobody knows is a mistake of the sender, and must not do something one day.

const text = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));
const time = () =>
  z
    .string()
    .check(
      z.regex(
        /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/,
        'should be a time like 2026-03-01T12:00:00Z',
      ),
    );
const email = () =>
  z.string().check(z.trim(), z.maxLength(254), z.regex(/^[^\s@]+@[^\s@]+$/, 'should be an e-mail address'));
const scopes = () => z.array(z.enum(ALL_SCOPES as [string, ...string[]])).check(z.minLength(1));
const optional = z.optional;

export const inputs = {
  SignIn: z.strictObject({ key: text(200) }),
  CampaignChange: z.strictObject({
    status: optional(z.enum(CAMPAIGN_STATUSES)),
    endsAt: optional(z.nullable(time())),
  }),
  ContributionSearch: z.strictObject({
    q: optional(z.string().check(z.maxLength(254))),
    state: optional(z.enum(STATES)),
    limit: optional(z.int().check(z.minimum(1), z.maximum(100))),
    cursor: optional(z.string().check(z.maxLength(500))),
  }),
  MemberChange: z.strictObject({
    member: z.record(z.string(), z.unknown()),
    email: optional(email()),
    agreed: optional(z.strictObject({ text: text(2000), version: text(50) })),
  }),
  UpdateChange: z.record(z.string(), z.unknown()),
  /** One of the four. */
  ForgetRequest: z.union([
    z.strictObject({ email: email() }),
    z.strictObject({ contribution: text(100) }),
    z.strictObject({ member: text(100), campaign: text(100) }),
    z.strictObject({ listed: text(100), campaign: text(100) }),
  ]),
  KeyRequest: z.strictObject({
    name: text(100),
    scopes: scopes(),
    campaign: optional(text(100)),
    expiresAt: optional(time()),
  }),
  WebhookRequest: z.strictObject({
    url: text(2000),
    campaign: optional(text(100)),
    events: optional(z.array(z.enum(ANNOUNCEMENTS)).check(z.minLength(1), z.maxLength(ANNOUNCEMENTS.length))),
  }),
  WebhookRetry: z.strictObject({ delivery: optional(text(100)) }),
};

const state = z.enum(STATES);
const status = z.enum(CAMPAIGN_STATUSES);
const key = {
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(ALL_SCOPES as [string, ...string[]])),
  campaign: optional(z.string()),
  createdAt: z.string(),
  expiresAt: optional(z.string()),
  usedOn: optional(z.string()),
};
const webhook = {
  id: z.string(),
  url: z.string(),
  campaign: optional(z.string()),
  events: optional(z.array(z.enum(ANNOUNCEMENTS))),
  managed: z.boolean(),
  createdAt: optional(z.string()),
  deliveredAt: optional(z.string()),
  oldSecretUntil: optional(z.string()),
  waiting: z.int(),
  failed: z.int(),
};
const summary = z.object({
  id: z.string(),
  title: z.string(),
  organization: z.string(),
  status,
  set: status,
  endsAt: optional(z.string()),
  rev: z.int(),
  updatedAt: z.string(),
  goals: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      unit: z.string(),
      scale: z.int(),
      target: z.nullable(z.int()),
      total: z.int(),
    }),
  ),
  waiting: z.int(),
});
const entry = z.object({
  id: z.string(),
  campaign: z.string(),
  receipt: z.string(),
  at: z.string(),
  state,
  kind: z.string(),
  pathwayId: z.string(),
  quantity: optional(z.object({ value: z.int(), unit: z.string(), scale: z.int() })),
  frequency: optional(z.string()),
  public: z.boolean(),
  name: optional(z.string()),
  provider: optional(z.string()),
  person: optional(
    z.object({
      email: optional(z.string()),
      message: optional(z.string()),
      organization: optional(z.string()),
      dedication: optional(
        z.object({
          kind: z.enum(['honour', 'memory']),
          name: z.string(),
          tell: optional(z.string()),
          public: z.boolean(),
        }),
      ),
      fields: optional(z.record(z.string(), z.unknown())),
      consents: optional(
        z.array(
          z.object({
            id: z.string(),
            version: z.string(),
            granted: z.boolean(),
            at: z.string(),
            text: optional(z.string()),
          }),
        ),
      ),
      source: optional(z.record(z.string(), z.string())),
      locale: optional(z.string()),
      due: optional(z.string()),
    }),
  ),
  actions: optional(z.array(z.string())),
  shifts: optional(z.array(z.string())),
  waitlist: optional(z.array(z.string())),
  suspect: optional(z.boolean()),
  renews: optional(z.string()),
});

export const outputs = {
  Session: z.object({
    id: z.string(),
    name: z.string(),
    scopes: key.scopes,
    campaign: optional(z.string()),
    expiresAt: optional(z.string()),
  }),
  CampaignList: z.object({ items: z.array(summary) }),
  CampaignSummary: summary,
  Imported: z.object({ id: z.string(), outcome: z.enum(['created', 'updated', 'unchanged']) }),
  CampaignRemoved: z.object({
    contributions: z.int(),
    members: z.int(),
    updates: z.int(),
    keys: z.int(),
    webhooks: z.int(),
    cleared: z.boolean(),
  }),
  EntryPage: z.object({ items: z.array(entry), next: z.nullable(z.string()) }),
  Entry: entry,
  MemberRecords: z.object({
    items: z.array(
      z.object({
        member: z.record(z.string(), z.unknown()),
        shown: z.boolean(),
        managed: z.boolean(),
        email: optional(z.string()),
        agreed: optional(z.object({ text: z.string(), version: z.string(), at: z.string() })),
      }),
    ),
  }),
  UpdateRecords: z.object({ items: z.array(z.record(z.string(), z.unknown())) }),
  Forgotten: z.object({ contributions: z.int(), members: z.int(), campaigns: z.array(z.string()) }),
  KeyList: z.object({ items: z.array(z.object(key)) }),
  NewKey: z.object({ ...key, key: z.string() }),
  WebhookList: z.object({ items: z.array(z.object(webhook)) }),
  NewWebhook: z.object({ ...webhook, secret: z.string() }),
  WebhookTested: z.object({ delivered: z.boolean(), outcome: z.string() }),
  WebhookDeliveries: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        type: z.string(),
        contribution: z.string(),
        campaign: z.string(),
        at: z.string(),
        attempts: z.int(),
        triedAt: z.string(),
        outcome: z.string(),
        nextAt: optional(z.string()),
      }),
    ),
  }),
  WebhookRetried: z.object({ messages: z.int() }),
};

/** @throws {ProblemError} `validation`, with a pointer to the first field at fault */
export function readInput<N extends keyof typeof inputs>(name: N, json: unknown): z.output<(typeof inputs)[N]> {
  const result = z.safeParse(inputs[name] as z.ZodMiniType, json);
  if (result.success) return result.data as z.output<(typeof inputs)[N]>;
  const issue = result.error.issues[0]!;
  if (issue.code === 'unrecognized_keys')
    throw fieldProblem('validation', `/${[...issue.path, issue.keys[0]].join('/')}`, 'is not a field of this');
  const pointer = issue.path.map((step) => `/${String(step)}`).join('');
  if (pointer === '' && issue.code !== 'invalid_union')
    throw new ProblemError('validation', {
      errors: [{ pointer: '', code: 'validation', detail: 'should be an object' }],
    });
  throw fieldProblem('validation', pointer, issue.message === 'Invalid input' ? hint(issue) : issue.message);
}

function hint(issue: unknown): string {
  const { code, expected, values, minimum, maximum, origin } = issue as Record<string, unknown>;
  if (code === 'invalid_type') return `should be ${expected === 'record' ? 'an object' : String(expected)}`;
  if (Array.isArray(values)) return `should be one of ${values.join(', ')}`;
  if (code === 'too_small' && minimum === 1 && origin !== 'number') return 'should not be empty';
  if (code === 'too_small') return `should be at least ${String(minimum)}`;
  if (code === 'too_big') return `should be at most ${String(maximum)}`;
  return 'has another form than it should; see /openapi.json';
}

/**
 * The wire, as schemas. Types, JSON Schema, OpenAPI and the fixtures of the tests all come from here.
 *
 * The rules: unknown fields are ignored, a missing optional field gets its default, a bad optional field or list item
 * is dropped and reported, and only a document without its core (`version`, `id`, `organization.name`,
 * `mission.title`) is refused.
 */
import * as z from 'zod/mini';

/** Something the reader left out, and why. `path` names the field, as in `members.items[ada].quote`. */
export interface Dropped {
  path: string;
  reason: string;
}

// Parsing is synchronous, so what one parse needs to know can stand here while it runs.
let base: string | undefined;
let dropped: Dropped[] = [];
/** Where in the document the reader is, down to the field that is being read. */
let trail: string[] = [];

interface CatchContext {
  value: unknown;
  issues: readonly {
    path?: readonly PropertyKey[];
    message?: string;
    code?: string;
    expected?: string;
    minimum?: unknown;
    maximum?: unknown;
    values?: readonly unknown[];
    keys?: readonly string[];
    inst?: unknown;
  }[];
}

function drop(name: string, context: CatchContext): void {
  const [issue] = context.issues;
  const path = [...trail, name, ...(issue?.path ?? [])].map(String).join('.');
  dropped.push({ path, reason: describe(issue) });
}

/** Reads with `schema`, and knows meanwhile that it stands at `segment`, so that whatever is dropped inside says where. */
function at<S extends z.ZodMiniType>(segment: (value: unknown) => string, schema: S): S {
  const run = schema._zod.run;
  schema._zod.run = (payload, context) => {
    trail.push(segment(payload.value));
    try {
      return run(payload, context);
    } finally {
      trail.pop();
    }
  };
  return schema;
}

function describe(issue: CatchContext['issues'][number] | undefined): string {
  if (!issue) return 'is not what the protocol asks for';
  // Issues inside a catch are raw: the message of a check is still a function of the schema that raised it.
  const error = (issue.inst as { _zod?: { def?: { error?: (issue: unknown) => unknown } } } | undefined)?._zod?.def
    ?.error;
  const own = issue.message ?? error?.(issue);
  if (typeof own === 'string' && own !== 'Invalid input') return own;
  if (issue.code === 'too_small') return `should be at least ${String(issue.minimum)}`;
  if (issue.code === 'too_big') return `should be at most ${String(issue.maximum)}`;
  if (issue.code === 'invalid_value')
    return `should be one of ${(issue.values ?? []).map((value) => JSON.stringify(value)).join(', ')}`;
  if (issue.code === 'unrecognized_keys') return `has unknown fields: ${(issue.keys ?? []).join(', ')}`;
  return issue.expected ? `should be ${issue.expected}` : 'is not what the protocol asks for';
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    if (made === undefined) {
      z.config({ jitless: true }); // a strict Content Security Policy forbids the eval that zod would try
      made = make();
    }
    return made;
  };
}

// ── Building blocks ─────────────────────────────────────────────────────────

/** An optional field: null counts as missing, a bad value is dropped, the rest of the document stays. */
function maybe<S extends z.ZodMiniType>(name: string, schema: S) {
  const kept = z.catch(z.nullish(at(() => name, schema)), (context) => {
    drop(name, context as CatchContext);
    return undefined;
  }) as unknown as z.ZodMiniType<z.output<S> | null | undefined, z.input<S> | null | undefined>;
  return z.optional(
    z.pipe(
      kept,
      z.transform((value: z.output<S> | null | undefined) => value ?? undefined),
    ),
  );
}

/** An optional field that is always there after reading: missing, null or bad, it is `fallback`. */
function or<S extends z.ZodMiniType>(name: string, schema: S, fallback: z.output<S>) {
  const kept = z.catch(
    at(() => name, schema),
    (context) => {
      if (context.value !== null) drop(name, context as CatchContext);
      return structuredClone(fallback);
    },
  ) as unknown as z.ZodMiniType<z.output<S>, z.input<S> | null>;
  return z._default(kept, fallback as never);
}

/** A list: null counts as missing, a bad item is dropped, the others stay. */
function list<S extends z.ZodMiniType>(name: string, item: S, fallback: z.output<S>[] = []) {
  let index = 0;
  const segment = (value: unknown) => {
    const key = (value as { id?: unknown } | null)?.id;
    return `${name}[${typeof key === 'string' ? key.slice(0, 128) : index}]`;
  };
  const items = z.array(
    z.pipe(
      z.catch(z.nullable(at(segment, item)), (context) => {
        drop(segment(context.value), context as CatchContext);
        return null;
      }) as unknown as z.ZodMiniType<z.output<S> | null, z.input<S>>,
      z.transform((one: z.output<S> | null) => {
        index += 1;
        return one;
      }),
    ),
  );
  const kept = z.pipe(
    z.catch(items, (context) => {
      if (context.value !== null) drop(name, context as CatchContext);
      return structuredClone(fallback) as never;
    }) as unknown as z.ZodMiniType<(z.output<S> | null)[], z.input<S>[] | null>,
    z.transform((all: (z.output<S> | null)[]) => {
      index = 0;
      return all.filter((one): one is z.output<S> => one !== null);
    }),
  );
  return z._default(kept, fallback);
}

// C0 and C1 controls other than tab and line feed, halves of characters, and the bidirectional embeddings, overrides
// and isolates that could reorder a sentence. The marks that Arabic and Hebrew need (LRM, RLM, ALM) stay.
const UNSAFE_TEXT = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]|\p{Surrogate}/gu;

/** Without unsafe characters, trimmed, and at most `max` UTF-16 units long without cutting a character in two. */
function clean(value: string, max: number): string {
  return value
    .slice(0, 4 * max) // a megabyte is not worth cleaning
    .replace(UNSAFE_TEXT, '')
    .trim()
    .slice(0, max)
    .replace(/\p{Surrogate}$/u, '');
}

/** Plain text without control characters; longer text is cut at `max` UTF-16 units. */
const text = (max = 4000) =>
  z.pipe(
    z.string(),
    z.transform((value: string) => clean(value, max)),
  );

const requiredText = (max = 300) =>
  z.string().check(
    z.minLength(1),
    z.overwrite((value) => clean(value, max)),
    z.minLength(1, 'should not be empty'),
  );

const count = () => z.int().check(z.gte(0));

const id = () => z.string().check(z.regex(/^[\w.:~-]{1,128}$/, 'should be 1 to 128 letters, digits or . : ~ _ -'));

/** RFC 3339 with an offset. */
const time = () =>
  z.string().check(
    z.regex(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i,
      'should be a time like 2026-03-01T12:00:00Z',
    ),
    z.refine((value) => Number.isFinite(Date.parse(value)) && isCalendarDay(value), 'should be a real date'),
  );

/** Some engines take the 30th of February for the 2nd of March. */
function isCalendarDay(value: string): boolean {
  const [year, month, day] = value.slice(0, 10).split('-').map(Number) as [number, number, number];
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** An optional field without which the rest would mean something else: when it is bad, so is what it belongs to. */
function strict<S extends z.ZodMiniType>(schema: S) {
  return z.optional(
    z.pipe(
      z.nullish(schema),
      z.transform((value: z.output<S> | null | undefined) => value ?? undefined),
    ),
  );
}

/** A BCP 47 tag, which Intl takes without an exception. */
const language = () =>
  z.string().check(
    z.maxLength(35),
    z.refine((value) => {
      try {
        return Intl.getCanonicalLocales(value).length === 1;
      } catch {
        return false;
      }
    }, 'should be a language tag such as en or pt-BR'),
  );

/**
 * The address when a page may follow it, else undefined: `https:`, `mailto:` where asked for, and `http:` only on the
 * origin the document came from or on this machine, so that a developer sees their pictures.
 */
export function safeUrl(
  value: string,
  options: { base?: string | undefined; mail?: boolean } = {},
): string | undefined {
  let url: URL;
  try {
    url = new URL(value, options.base);
  } catch {
    return undefined;
  }
  if (url.username || url.password) return undefined;
  if (url.protocol === 'https:') return url.href;
  if (url.protocol === 'mailto:') return options.mail ? url.href : undefined;
  if (url.protocol !== 'http:') return undefined;
  const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  const sameOrigin =
    options.base !== undefined && URL.canParse(options.base) && new URL(options.base).origin === url.origin;
  return local || sameOrigin ? url.href : undefined;
}

const url = (options: { mail?: boolean } = {}) =>
  z.string().check(
    z.maxLength(2048),
    z.refine((value) => safeUrl(value, { base, ...options }) !== undefined, 'should be an https: address'),
    z.overwrite((value) => safeUrl(value, { base, ...options }) ?? value),
  );

const scale = () => z.int().check(z.gte(0), z.lte(8));
const unit = () =>
  z.string().check(z.regex(/^[\p{L}\p{N} _-]{1,32}$/u, 'should be an ISO 4217 code or a word such as hours'));

/** CLDR plural categories; `other` is always there. */
const plural = () =>
  z.object({
    zero: z.optional(text(80)),
    one: z.optional(text(80)),
    two: z.optional(text(80)),
    few: z.optional(text(80)),
    many: z.optional(text(80)),
    other: requiredText(80),
  });

const quantity = () => z.object({ value: z.int(), unit: unit(), scale: scale() });

const image = () =>
  z.object({
    src: url(),
    alt: or('alt', text(500), ''),
    width: maybe('width', count()),
    height: maybe('height', count()),
    focus: maybe(
      'focus',
      z.object({ x: z.number().check(z.gte(0), z.lte(1)), y: z.number().check(z.gte(0), z.lte(1)) }),
    ),
  });

export const FREQUENCIES = ['once', 'weekly', 'monthly', 'yearly'] as const;
export const PATHWAY_KINDS = ['donate', 'pledge', 'volunteer', 'act', 'share'] as const;
export const SEGMENT_KINDS = ['confirmed', 'matched', 'offline', 'pledged'] as const;
/** What counts where the goal does not say. */
const COUNTED = ['confirmed', 'matched', 'offline'] as const satisfies readonly (typeof SEGMENT_KINDS)[number][];
export const CAMPAIGN_STATUSES = ['upcoming', 'active', 'paused', 'ended'] as const;
export const MEMBER_ROLES = ['leader', 'ambassador', 'member'] as const;

// ── The campaign document (protocol, section 2) ─────────────────────────────

const raised = () =>
  z.object({
    confirmed: count(),
    pledged: maybe('raised.pledged', count()),
    matched: maybe('raised.matched', count()),
    offline: maybe('raised.offline', count()),
  });

const goal = () =>
  z.object({
    id: id(),
    label: requiredText(),
    unit: unit(),
    scale: scale(),
    unitLabel: maybe('unitLabel', plural()),
    /** In `10^-scale` of a unit; null is a count without a goal. */
    target: or('target', z.nullable(count()), null),
    raised: raised(),
    supporters: maybe('supporters', count()),
    /** The median contribution, which one large gift does not move. */
    medianContribution: maybe('medianContribution', count()),
    milestones: list(
      'milestones',
      z.object({
        id: id(),
        at: count(),
        label: requiredText(),
        reachedAt: maybe('reachedAt', time()),
        reward: maybe('reward', text(200)),
      }),
    ),
    stretch: list('stretch', count()),
    counting: or(
      'counting',
      z.object({
        includes: list('includes', z.enum(SEGMENT_KINDS), [...COUNTED]),
        fees: or('fees', z.enum(['included', 'excluded']), 'included'),
        note: maybe('note', text(500)),
      }),
      { includes: [...COUNTED], fees: 'included' },
    ),
    match: maybe(
      'match',
      z.object({
        by: requiredText(),
        ratio: z.number().check(z.gt(0), z.lte(100)),
        cap: maybe('cap', count()),
        remaining: maybe('remaining', count()),
        endsAt: maybe('endsAt', time()),
      }),
    ),
    startsAt: maybe('startsAt', time()),
    endsAt: maybe('endsAt', time()),
    asOf: maybe('asOf', time()),
  });

const field = () =>
  z.object({
    id: id(),
    kind: z.enum(['text', 'textarea', 'select', 'radios', 'checkbox', 'date', 'number']),
    label: requiredText(),
    hint: maybe('hint', text(300)),
    required: or('required', z.boolean(), false),
    maxLength: maybe('maxLength', count()),
    options: list('options', z.object({ value: requiredText(), label: requiredText() })),
  });

const pathway = () =>
  z.object({
    id: id(),
    kind: z.enum(PATHWAY_KINDS),
    label: requiredText(80),
    description: maybe('description', text(1000)),
    goalId: maybe('goalId', id()),
    unit: unit(),
    scale: scale(),
    presets: list(
      'presets',
      z.object({
        frequency: maybe('frequency', z.enum(FREQUENCIES)),
        amounts: list(
          'amounts',
          z.object({ value: count(), label: maybe('label', text(80)), impact: maybe('impact', text(120)) }),
        ),
      }),
    ),
    default: maybe('default', count()),
    min: maybe('min', count()),
    max: maybe('max', count()),
    step: maybe('step', z.int().check(z.gte(1))),
    custom: or('custom', z.boolean(), true),
    frequencies: list('frequencies', z.enum(FREQUENCIES)),
    impact: maybe('impact', z.object({ per: z.int().check(z.gte(1)), text: plural() })),
    coverFees: maybe(
      'coverFees',
      z.object({ percent: z.number().check(z.gte(0), z.lte(50)), fixed: or('fixed', count(), 0) }),
    ),
    /** For kind `act`: what can be ticked, how long it takes, how many have done it. */
    actions: list(
      'actions',
      z.object({
        id: id(),
        label: requiredText(),
        detail: maybe('detail', text(300)),
        minutes: maybe('minutes', count()),
        done: maybe('done', count()),
      }),
    ),
    /** For kind `volunteer`: dated places; `places` left, null when unlimited. */
    shifts: list(
      'shifts',
      z.object({
        id: id(),
        label: requiredText(),
        place: maybe('place', text(200)),
        startsAt: maybe('startsAt', time()),
        endsAt: maybe('endsAt', time()),
        places: maybe('places', count()),
      }),
    ),
    fields: list('fields', field()),
    consents: list(
      'consents',
      z.object({
        id: id(),
        text: requiredText(1000),
        version: requiredText(64),
        required: z._default(z.boolean(), false),
      }),
    ),
    handoff: z._default(
      z.discriminatedUnion('type', [
        z.object({ type: z.literal('post') }),
        z.object({
          type: z.literal('redirect'),
          template: z.string().check(z.regex(/^https:\/\//, 'should be an https: address')),
          amountStyle: z._default(z.enum(['major', 'minor']), 'major'),
        }),
        z.object({ type: z.literal('link'), href: url() }),
      ]),
      { type: 'post' },
    ),
  });

const contribution = () =>
  z.object({
    id: id(),
    at: time(),
    pathwayId: id(),
    kind: z.enum(PATHWAY_KINDS),
    quantity: maybe('quantity', quantity()),
    frequency: maybe('frequency', z.enum(FREQUENCIES)),
    name: maybe('name', text(200)),
    anonymous: or('anonymous', z.boolean(), true),
    message: maybe('message', text(2000)),
    avatar: maybe('avatar', image()),
    matched: maybe('matched', count()),
  });

const member = () =>
  z.object({
    id: id(),
    name: requiredText(200),
    role: or('role', z.enum(MEMBER_ROLES), 'member'),
    roleLabel: maybe('roleLabel', text(120)),
    since: maybe('since', z.string().check(z.regex(/^\d{4}(-\d\d(-\d\d)?)?/, 'should be a date'))),
    image: maybe('image', image()),
    quote: maybe('quote', text(4000)),
    lang: maybe('lang', language()),
    story: maybe('story', text(10_000)),
    url: maybe('url', url()),
    totals: list('totals', z.object({ label: requiredText(80), quantity: quantity() })),
    recognition: list('recognition', z.object({ id: id(), label: requiredText(80) })),
    /** Without it the member is not shown; `until` ends it, and one that cannot be read has ended. */
    consent: maybe('consent', z.object({ scope: z.literal('public'), until: strict(time()) })),
    featured: or('featured', z.boolean(), false),
  });

const update = () =>
  z.object({
    id: id(),
    at: time(),
    title: requiredText(),
    summary: maybe('summary', text(2000)),
    url: maybe('url', url()),
    image: maybe('image', image()),
  });

const evidence = () =>
  z.object({
    id: id(),
    kind: z.enum(['report', 'certificate', 'audit', 'receipt', 'photo', 'metric']),
    title: requiredText(),
    issuer: maybe('issuer', text(200)),
    url: maybe('url', url()),
    quantity: maybe('quantity', quantity()),
    at: maybe('at', time()),
  });

const history = () => z.object({ goalId: id(), points: list('points', z.object({ at: time(), value: count() })) });

function page<S extends z.ZodMiniType>(item: S) {
  return z.object({
    items: list('items', item),
    total: maybe('total', count()),
    next: maybe('next', z.string().check(z.maxLength(2048))),
  });
}

/** Pages of `GET {endpoint}/contributions` and its siblings. */
export const pageSchemas = once(() => ({
  contributions: page(contribution()),
  members: page(member()),
  updates: page(update()),
}));

/** `GET {endpoint}/history`: totals over time, one list of points per goal. */
export const historySchema = once(() => z.object({ items: list('history', history()) }));

/** The whole document; also the schema of a static campaign file. */
export const campaignSchema = once(() =>
  z.object({
    version: z.literal(1),
    id: id(),
    /** One counter per campaign, raised with every change. */
    rev: or('rev', count(), 0),
    asOf: maybe('asOf', time()),
    serverTime: maybe('serverTime', time()),
    locale: maybe('locale', language()),
    status: or('status', z.enum(CAMPAIGN_STATUSES), 'active'),
    startsAt: maybe('startsAt', time()),
    endsAt: maybe('endsAt', time()),
    acceptsAfterEnd: or('acceptsAfterEnd', z.boolean(), false),
    /** Money is not real here: the form says so. */
    test: or('test', z.boolean(), false),
    organization: z.object({
      name: requiredText(200),
      url: maybe('organization.url', url()),
      logo: maybe('organization.logo', image()),
      registration: maybe(
        'organization.registration',
        z.object({ scheme: requiredText(32), number: requiredText(64) }),
      ),
    }),
    mission: z.object({
      title: requiredText(300),
      statement: or('mission.statement', text(2000), ''),
      vision: maybe('mission.vision', text(1000)),
      values: list('mission.values', requiredText(300)),
      image: maybe('mission.image', image()),
      url: maybe('mission.url', url()),
    }),
    goals: list('goals', goal()),
    pathways: list('pathways', pathway()),
    contributions: maybe('contributions', page(contribution())),
    members: maybe('members', page(member())),
    updates: maybe('updates', page(update())),
    evidence: list('evidence', evidence()),
    history: list('history', history()),
    links: or(
      'links',
      z.object({
        self: maybe('self', url()),
        events: maybe('events', url()),
        contributions: maybe('contributions', url()),
        members: maybe('members', url()),
        updates: maybe('updates', url()),
        history: maybe('history', url()),
        challenge: maybe('challenge', url()),
        fallback: maybe('fallback', url({ mail: true })),
      }),
      {},
    ),
  }),
);

// ── Contributing (protocol, section 4) ──────────────────────────────────────

export const CONTRIBUTION_STATES = [
  'recorded',
  'awaiting_payment',
  'confirmed',
  'failed',
  'expired',
  'cancelled',
  'refunded',
] as const;

/** Body of `POST {endpoint}/contributions`. Unknown fields are refused: this is the one place that writes. */
export const contributionRequestSchema = once(() =>
  z.strictObject({
    pathwayId: id(),
    quantity: z.optional(z.object({ value: count(), unit: unit(), scale: scale() })),
    frequency: z.optional(z.enum(FREQUENCIES)),
    /** For a pledge: the day it will be paid, RFC 3339 full-date. */
    due: z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/, 'should be a date like 2026-06-30'))),
    actions: z.optional(z.array(id()).check(z.maxLength(50))),
    shifts: z.optional(z.array(id()).check(z.maxLength(50))),
    name: z.optional(z.string().check(z.maxLength(200))),
    email: z.optional(
      z.string().check(z.maxLength(254), z.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'needs an @ and a domain')),
    ),
    anonymous: z._default(z.boolean(), true),
    message: z.optional(z.string().check(z.maxLength(2000))),
    fields: z.optional(
      z.record(z.string().check(z.maxLength(128)), z.union([z.string().check(z.maxLength(4000)), z.boolean()])),
    ),
    consents: z.optional(
      z
        .array(z.object({ id: id(), version: z.string().check(z.maxLength(64)), granted: z.boolean() }))
        .check(z.maxLength(50)),
    ),
    coverFees: z.optional(z.boolean()),
    returnUrl: z.optional(z.string().check(z.maxLength(2048))),
    source: z.optional(z.record(z.string().check(z.maxLength(64)), z.string().check(z.maxLength(200)))),
    locale: z.optional(z.string().check(z.maxLength(35))),
    proof: z.optional(z.string().check(z.maxLength(4000))),
    hp: z.optional(z.string().check(z.maxLength(200))),
  }),
);

/** The answer to a contribution, and to every later question about it. */
export const receiptSchema = once(() =>
  z.object({
    id: id(),
    state: z.enum(CONTRIBUTION_STATES),
    kind: z.enum(PATHWAY_KINDS),
    pathwayId: id(),
    quantity: z.optional(quantity()),
    frequency: z.optional(z.enum(FREQUENCIES)),
    receipt: z.string(),
    /** Asks for this contribution's state, and nothing else; sent as a bearer token. */
    viewToken: z.optional(z.string()),
    createdAt: z.optional(time()),
    expiresAt: z.optional(time()),
    /** Which stone on the pile this is, counted over all supporters. */
    stone: z.optional(count()),
    next: z._default(
      z.discriminatedUnion('type', [
        z.object({ type: z.literal('none') }),
        z.object({ type: z.literal('redirect'), url: z.string(), host: z.string() }),
        z.object({ type: z.literal('instructions'), text: z.string() }),
      ]),
      { type: 'none' },
    ),
  }),
);

/** RFC 9457 problem details, with the code a client switches on. */
export const problemSchema = once(() =>
  z.object({
    type: z._default(z.string(), 'about:blank'),
    title: z._default(z.string(), ''),
    status: z.int(),
    code: z.string(),
    detail: z.optional(z.string()),
    errors: z.optional(z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.optional(z.string()) }))),
    retryAfter: z.optional(z.number()),
  }),
);

// ── Live events (protocol, section 5) ───────────────────────────────────────

/** `GET {endpoint}/goals`, and the payload of a `goals` event: absolute totals, never differences. */
export const goalsUpdateSchema = once(() =>
  z.object({
    rev: count(),
    /** The revision this follows; 0 in an answer to a poll. */
    from: z._default(count(), 0),
    asOf: z.optional(time()),
    status: z.optional(z.enum(CAMPAIGN_STATUSES)),
    goals: z.array(z.object({ id: id(), raised: raised(), supporters: z.optional(z.nullable(count())) })),
  }),
);

/** The payload of a `contribution` event: what the public list will show. */
export const contributionEventSchema = once(() =>
  z.object({ rev: count(), from: z._default(count(), 0), contribution: contribution() }),
);

// ── Types ───────────────────────────────────────────────────────────────────

export type Campaign = z.output<ReturnType<typeof campaignSchema>>;
export type Goal = Campaign['goals'][number];
export type Milestone = Goal['milestones'][number];
export type Pathway = Campaign['pathways'][number];
export type Field = Pathway['fields'][number];
export type Contribution = NonNullable<Campaign['contributions']>['items'][number];
export type Member = NonNullable<Campaign['members']>['items'][number];
export type Update = NonNullable<Campaign['updates']>['items'][number];
export type Evidence = Campaign['evidence'][number];
export type History = Campaign['history'][number];
export type CampaignImage = NonNullable<Campaign['mission']['image']>;
export type Frequency = (typeof FREQUENCIES)[number];
export type PathwayKind = (typeof PATHWAY_KINDS)[number];
export type SegmentKind = (typeof SEGMENT_KINDS)[number];
export type Intent = z.input<ReturnType<typeof contributionRequestSchema>>;
export type Receipt = z.output<ReturnType<typeof receiptSchema>>;
export type Problem = z.output<ReturnType<typeof problemSchema>>;
export type GoalsUpdate = z.output<ReturnType<typeof goalsUpdateSchema>>;

/** What a backend may hand in: the document before defaults. */
export type CampaignInput = z.input<ReturnType<typeof campaignSchema>>;

// ── Reading ─────────────────────────────────────────────────────────────────

/** A document or answer that is not what the protocol asks for. `path` names the first field at fault. */
export class SchemaError extends Error {
  override name = 'SchemaError';
  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path || 'the document'} ${reason}`);
  }
}

/** Parses with any schema of this file; throws {@link SchemaError} naming the first field at fault. */
export function read<S extends z.ZodMiniType>(
  schema: S,
  json: unknown,
  documentUrl?: string,
): { value: z.output<S>; dropped: Dropped[] } {
  base = documentUrl;
  dropped = [];
  trail = [];
  try {
    const result = z.safeParse(schema, json);
    if (result.success) return { value: result.data, dropped };
    const [issue] = result.error.issues;
    throw new SchemaError((issue?.path ?? []).join('.'), describe(issue as CatchContext['issues'][number]));
  } finally {
    base = undefined;
    dropped = [];
  }
}

/**
 * Reads a campaign document. Relative addresses are resolved against `documentUrl`.
 *
 * @throws {SchemaError} when the core of the document is missing or wrong.
 */
export function parseCampaign(json: unknown, documentUrl?: string): { campaign: Campaign; dropped: Dropped[] } {
  const { value, dropped } = read(campaignSchema(), json, documentUrl);
  return { campaign: value, dropped };
}

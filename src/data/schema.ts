/**
 * The wire, as schemas. Types, JSON Schema, OpenAPI, the server's checks, the fixtures of the tests and the page's
 * reader all come from here. A page does not load this file: `tools/compile-schemas.mjs` writes what it asks for into
 * shapes.ts, which read.ts follows without zod.
 *
 * The rules: unknown fields are ignored, a missing optional field gets its default, a bad optional field or list item
 * is dropped and reported, and only a document without its core (`version`, `id`, `organization.name`,
 * `mission.title`) is refused.
 */
import * as z from 'zod/mini';
import {
  atLeast,
  atMost,
  cleanText,
  isLanguage,
  isRealTime,
  itemLabel,
  oneOf,
  pathText,
  safeUrl,
  SchemaError,
  shouldBe,
  UNCLEAR,
  type Dropped,
} from './rules.ts';

export { safeUrl, SchemaError, type Dropped };

// Parsing is synchronous, so what one parse needs to know can stand here while it runs.
let base: string | undefined;
let dropped: Dropped[] = [];
/** Where in the document the reader is. */
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

function drop(context: CatchContext): void {
  const [issue] = context.issues;
  dropped.push({ path: pathText([...trail, ...(issue?.path ?? [])]), reason: describe(issue) });
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
  if (!issue) return UNCLEAR;
  // Issues inside a catch are raw: the message of a check is still a function of the schema that raised it.
  const error = (issue.inst as { _zod?: { def?: { error?: (issue: unknown) => unknown } } } | undefined)?._zod?.def
    ?.error;
  const own = issue.message ?? error?.(issue);
  if (typeof own === 'string' && own !== 'Invalid input') return own;
  if (issue.code === 'too_small') return atLeast(issue.minimum);
  if (issue.code === 'too_big') return atMost(issue.maximum);
  if (issue.code === 'invalid_value') return oneOf(issue.values ?? []);
  if (issue.code === 'unrecognized_keys') return `has unknown fields: ${(issue.keys ?? []).join(', ')}`;
  return issue.expected ? shouldBe(issue.expected) : UNCLEAR;
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

// ── What the compiler has to know ───────────────────────────────────────────

/**
 * What a building block or a check of this file means, where zod's own description cannot tell: its name, then what it
 * was made of. `tools/compile-schemas.mjs` reads it, and refuses what it does not know.
 */
export const blocks = new WeakMap<object, readonly [name: string, ...parts: unknown[]]>();
/** Names of schemas that appear more than once, for whoever reads the generated file. */
export const names = new WeakMap<object, string>();

function block<S extends object>(schema: S, name: string, ...parts: unknown[]): S {
  blocks.set(schema, [name, ...parts]);
  return schema;
}

function named<S extends object>(name: string, schema: S): S {
  names.set(schema, name);
  return schema;
}

// ── Building blocks ─────────────────────────────────────────────────────────

/** An object whose fields know their names, so that whatever is dropped inside says where. */
function object<F extends Record<string, z.ZodMiniType>>(fields: F) {
  for (const [name, field] of Object.entries(fields)) at(() => name, field);
  return z.object(fields);
}

/** An optional field: null counts as missing, a bad value is dropped, the rest of the document stays. */
function maybe<S extends z.ZodMiniType>(schema: S) {
  const kept = z.catch(z.nullish(schema), (context) => {
    drop(context as CatchContext);
    return undefined;
  }) as unknown as z.ZodMiniType<z.output<S> | null | undefined, z.input<S> | null | undefined>;
  const optional = z.optional(
    z.pipe(
      kept,
      z.transform((value: z.output<S> | null | undefined) => value ?? undefined),
    ),
  );
  return block(optional, 'maybe', schema);
}

/** An optional field that is always there after reading: missing, null or bad, it is `fallback`. */
function or<S extends z.ZodMiniType>(schema: S, fallback: z.output<S>) {
  const kept = z.catch(schema, (context) => {
    if (context.value !== null) drop(context as CatchContext);
    return structuredClone(fallback);
  }) as unknown as z.ZodMiniType<z.output<S>, z.input<S> | null>;
  return block(z._default(kept, fallback as never), 'or', schema, fallback);
}

/** A list: null counts as missing, a bad item is dropped, the others stay. */
function list<S extends z.ZodMiniType>(item: S, fallback: z.output<S>[] = []) {
  const kept = z.catch(z.nullable(item), (context) => {
    drop(context as CatchContext);
    return null;
  }) as unknown as z.ZodMiniType<z.output<S> | null, z.input<S>>;
  const items = z.pipe(
    z.catch(numbered(kept, itemLabel), (context) => {
      if (context.value !== null) drop(context as CatchContext);
      return structuredClone(fallback) as never;
    }) as unknown as z.ZodMiniType<(z.output<S> | null)[], z.input<S>[] | null>,
    z.transform((all: (z.output<S> | null)[]) => all.filter((one): one is z.output<S> => one !== null)),
  );
  return block(z._default(items, fallback), 'list', item, fallback);
}

/** A list in which every item has to be right. */
function every<S extends z.ZodMiniType>(item: S) {
  return numbered(item, (_, index) => String(index));
}

/** An array that says which item is being read. */
function numbered<S extends z.ZodMiniType>(item: S, label: (value: unknown, index: number) => string) {
  let index = 0;
  const all = z.array(at((value) => label(value, index++), item));
  const run = all._zod.run;
  all._zod.run = (payload, context) => {
    index = 0;
    return run(payload, context);
  };
  return all;
}

/** As text is kept: see {@link cleanText}. */
const cleaned = (max: number) => z.overwrite<string>(block((value: string) => cleanText(value, max), 'clean', max));

/** Plain text without control characters; longer text is cut at `max` UTF-16 units. */
const text = (max = 4000) => named(`text${max}`, z.string().check(cleaned(max)));

const requiredText = (max = 300) =>
  named(`required${max}`, z.string().check(z.minLength(1), cleaned(max), z.minLength(1, 'should not be empty')));

const count = () => named('count', z.int().check(z.gte(0)));

const id = () =>
  named('id', z.string().check(z.regex(/^[\w.:~-]{1,128}$/, 'should be 1 to 128 letters, digits or . : ~ _ -')));

/** RFC 3339 with an offset. */
const time = () =>
  named(
    'time',
    z
      .string()
      .check(
        z.regex(
          /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i,
          'should be a time like 2026-03-01T12:00:00Z',
        ),
        z.refine(isRealTime, 'should be a real date'),
      ),
  );

/** An optional field without which the rest would mean something else: when it is bad, so is what it belongs to. */
function strict<S extends z.ZodMiniType>(schema: S) {
  const optional = z.optional(
    z.pipe(
      z.nullish(schema),
      z.transform((value: z.output<S> | null | undefined) => value ?? undefined),
    ),
  );
  return block(optional, 'strict', schema);
}

/** A BCP 47 tag. */
const language = () =>
  named(
    'language',
    z.string().check(z.maxLength(35), z.refine(isLanguage, 'should be a language tag such as en or pt-BR')),
  );

/** An address as {@link safeUrl} gives it, made absolute. */
const url = ({ mail = false } = {}) => {
  const safe = (value: string) => safeUrl(value, { base, mail });
  return named(
    mail ? 'mailOrUrl' : 'url',
    z.string().check(
      z.maxLength(2048),
      z.refine(
        block((value: string) => safe(value) !== undefined, 'url', mail),
        'should be an https: address',
      ),
      z.overwrite<string>(block((value: string) => safe(value) ?? value, 'done by the check before')),
    ),
  );
};

const scale = () => named('scale', z.int().check(z.gte(0), z.lte(8)));
const unit = () =>
  named(
    'unit',
    z.string().check(z.regex(/^[\p{L}\p{N} _-]{1,32}$/u, 'should be an ISO 4217 code or a word such as hours')),
  );

/** CLDR plural categories; `other` is always there. */
const plural = () =>
  named(
    'plural',
    object({
      zero: z.optional(text(80)),
      one: z.optional(text(80)),
      two: z.optional(text(80)),
      few: z.optional(text(80)),
      many: z.optional(text(80)),
      other: requiredText(80),
    }),
  );

const quantity = () => named('quantity', object({ value: z.int(), unit: unit(), scale: scale() }));

const image = () =>
  named(
    'image',
    object({
      src: url(),
      alt: or(text(500), ''),
      width: maybe(count()),
      height: maybe(count()),
      focus: maybe(object({ x: z.number().check(z.gte(0), z.lte(1)), y: z.number().check(z.gte(0), z.lte(1)) })),
      /** The same picture in other sizes, by `width`, or in another crop for screens narrower than `below`; in pixels. */
      sources: list(object({ src: url(), width: maybe(count()), below: maybe(count()) })),
    }),
  );

export const FREQUENCIES = ['once', 'weekly', 'monthly', 'yearly'] as const;
export const DEDICATION_KINDS = ['honour', 'memory'] as const;
export const PATHWAY_KINDS = ['donate', 'pledge', 'volunteer', 'act', 'share'] as const;
export const SEGMENT_KINDS = ['confirmed', 'matched', 'offline', 'pledged'] as const;
/** What counts where the goal does not say. */
const COUNTED = ['confirmed', 'matched', 'offline'] as const satisfies readonly (typeof SEGMENT_KINDS)[number][];
export const CAMPAIGN_STATUSES = ['upcoming', 'active', 'paused', 'ended'] as const;
export const MEMBER_ROLES = ['leader', 'ambassador', 'member'] as const;

// ── The campaign document (protocol, section 2) ─────────────────────────────

const raised = () =>
  named(
    'raised',
    object({
      confirmed: count(),
      pledged: maybe(count()),
      matched: maybe(count()),
      offline: maybe(count()),
    }),
  );

const goal = () =>
  named(
    'goal',
    object({
      id: id(),
      label: requiredText(),
      unit: unit(),
      scale: scale(),
      unitLabel: maybe(plural()),
      /** In `10^-scale` of a unit; null is a count without a goal. */
      target: or(z.nullable(count()), null),
      raised: raised(),
      supporters: maybe(count()),
      /** The median contribution, which one large gift does not move. */
      medianContribution: maybe(count()),
      milestones: list(
        object({
          id: id(),
          at: count(),
          label: requiredText(),
          reachedAt: maybe(time()),
          reward: maybe(text(200)),
        }),
      ),
      stretch: list(count()),
      /** Who works towards it together: what each team raised of the whole, in the goal's unit. */
      teams: list(
        object({ id: id(), label: requiredText(120), raised: count(), target: maybe(count()), url: maybe(url()) }),
      ),
      counting: or(
        object({
          includes: list(z.enum(SEGMENT_KINDS), [...COUNTED]),
          fees: or(z.enum(['included', 'excluded']), 'included'),
          note: maybe(text(500)),
        }),
        { includes: [...COUNTED], fees: 'included' },
      ),
      match: maybe(
        object({
          by: requiredText(),
          ratio: z.number().check(z.gt(0), z.lte(100)),
          cap: maybe(count()),
          remaining: maybe(count()),
          endsAt: maybe(time()),
        }),
      ),
      startsAt: maybe(time()),
      endsAt: maybe(time()),
      asOf: maybe(time()),
    }),
  );

const field = () =>
  named(
    'field',
    object({
      id: id(),
      kind: z.enum(['text', 'textarea', 'select', 'radios', 'checkbox', 'date', 'number']),
      label: requiredText(),
      hint: maybe(text(300)),
      required: or(z.boolean(), false),
      maxLength: maybe(count()),
      options: list(object({ value: requiredText(), label: requiredText() })),
    }),
  );

const presets = () =>
  list(
    object({
      frequency: maybe(z.enum(FREQUENCIES)),
      amounts: list(object({ value: count(), label: maybe(text(80)), impact: maybe(text(120)) })),
    }),
  );
/** An impact sentence: what `per` of the unit does. */
const impact = () => maybe(object({ per: z.int().check(z.gte(1)), text: plural() }));
const coverFees = () => maybe(object({ percent: z.number().check(z.gte(0), z.lte(50)), fixed: or(count(), 0) }));
const step = () => maybe(z.int().check(z.gte(1)));

const pathway = () =>
  named(
    'pathway',
    object({
      id: id(),
      kind: z.enum(PATHWAY_KINDS),
      label: requiredText(80),
      description: maybe(text(1000)),
      goalId: maybe(id()),
      unit: unit(),
      scale: scale(),
      presets: presets(),
      default: maybe(count()),
      min: maybe(count()),
      max: maybe(count()),
      step: step(),
      custom: or(z.boolean(), true),
      frequencies: list(z.enum(FREQUENCIES)),
      impact: impact(),
      coverFees: coverFees(),
      /** Other currencies it may be given in, each with amounts of its own. */
      currencies: list(
        object({
          unit: unit(),
          scale: scale(),
          presets: presets(),
          default: maybe(count()),
          min: maybe(count()),
          max: maybe(count()),
          step: step(),
          impact: impact(),
          coverFees: coverFees(),
          /** What one of it counts in the goal's unit; without it nothing is counted until the operator does. */
          rate: maybe(z.number().check(z.gt(0))),
        }),
      ),
      /** May be given in honour or in memory of somebody. */
      dedication: or(z.boolean(), false),
      /** May be given in the name of an organization. */
      onBehalf: or(z.boolean(), false),
      /** For kind `act`: what can be ticked, how long it takes, how many have done it. */
      actions: list(
        object({
          id: id(),
          label: requiredText(),
          detail: maybe(text(300)),
          minutes: maybe(count()),
          done: maybe(count()),
        }),
      ),
      /** For kind `volunteer`: dated places; `places` left, null when unlimited. */
      shifts: list(
        object({
          id: id(),
          label: requiredText(),
          place: maybe(text(200)),
          startsAt: maybe(time()),
          endsAt: maybe(time()),
          places: maybe(count()),
          /** A full one may be waited for. */
          waitlist: or(z.boolean(), false),
        }),
      ),
      fields: list(field()),
      consents: list(
        object({
          id: id(),
          text: requiredText(1000),
          version: requiredText(64),
          required: z._default(z.boolean(), false),
        }),
      ),
      handoff: z._default(
        z.discriminatedUnion('type', [
          object({ type: z.literal('post') }),
          object({
            type: z.literal('redirect'),
            template: z.string().check(z.regex(/^https:\/\//, 'should be an https: address')),
            amountStyle: z._default(z.enum(['major', 'minor']), 'major'),
          }),
          object({ type: z.literal('link'), href: url() }),
        ]),
        { type: 'post' },
      ),
    }),
  );

const contribution = () =>
  named(
    'contribution',
    object({
      id: id(),
      at: time(),
      pathwayId: id(),
      kind: z.enum(PATHWAY_KINDS),
      quantity: maybe(quantity()),
      frequency: maybe(z.enum(FREQUENCIES)),
      name: maybe(text(200)),
      anonymous: or(z.boolean(), true),
      message: maybe(text(2000)),
      avatar: maybe(image()),
      matched: maybe(count()),
      /** Shown only where whoever gave wants it shown. */
      dedication: maybe(object({ kind: z.enum(DEDICATION_KINDS), name: requiredText(200) })),
    }),
  );

const member = () =>
  named(
    'member',
    object({
      id: id(),
      name: requiredText(200),
      role: or(z.enum(MEMBER_ROLES), 'member'),
      roleLabel: maybe(text(120)),
      since: maybe(z.string().check(z.regex(/^\d{4}(-\d\d(-\d\d)?)?/, 'should be a date'))),
      image: maybe(image()),
      quote: maybe(text(4000)),
      lang: maybe(language()),
      story: maybe(text(10_000)),
      url: maybe(url()),
      /** A recording, fetched when somebody asks for it. Without captions or a transcript it is not offered. */
      media: maybe(
        object({
          kind: z.enum(['video', 'audio']),
          src: url(),
          poster: maybe(url()),
          captions: list(object({ src: url(), lang: language() })),
          transcript: maybe(url()),
        }),
      ),
      totals: list(object({ label: requiredText(80), quantity: quantity() })),
      recognition: list(object({ id: id(), label: requiredText(80) })),
      /** Without it the member is not shown; `until` ends it, and one that cannot be read has ended. */
      consent: maybe(object({ scope: z.literal('public'), until: strict(time()) })),
      featured: or(z.boolean(), false),
    }),
  );

const update = () =>
  named(
    'update',
    object({
      id: id(),
      at: time(),
      title: requiredText(),
      summary: maybe(text(2000)),
      url: maybe(url()),
      image: maybe(image()),
    }),
  );

const evidence = () =>
  named(
    'evidence',
    object({
      id: id(),
      kind: z.enum(['report', 'certificate', 'audit', 'receipt', 'photo', 'metric']),
      title: requiredText(),
      issuer: maybe(text(200)),
      url: maybe(url()),
      quantity: maybe(quantity()),
      at: maybe(time()),
    }),
  );

const history = () => named('history', object({ goalId: id(), points: list(object({ at: time(), value: count() })) }));

function page<S extends z.ZodMiniType>(item: S) {
  return object({
    items: list(item),
    total: maybe(count()),
    next: maybe(z.string().check(z.maxLength(2048))),
  });
}

/** Pages of `GET {endpoint}/contributions` and its siblings. */
export const pageSchemas = once(() => ({
  contributions: page(contribution()),
  members: page(member()),
  updates: page(update()),
}));

/** `GET {endpoint}/history`: totals over time, one list of points per goal. */
export const historySchema = once(() => object({ items: list(history()) }));

/** The whole document; also the schema of a static campaign file. */
export const campaignSchema = once(() =>
  object({
    version: z.literal(1),
    id: id(),
    /** One counter per campaign, raised with every change. */
    rev: or(count(), 0),
    asOf: maybe(time()),
    serverTime: maybe(time()),
    locale: maybe(language()),
    status: or(z.enum(CAMPAIGN_STATUSES), 'active'),
    startsAt: maybe(time()),
    endsAt: maybe(time()),
    acceptsAfterEnd: or(z.boolean(), false),
    /** Money is not real here: the form says so. */
    test: or(z.boolean(), false),
    organization: object({
      name: requiredText(200),
      url: maybe(url()),
      logo: maybe(image()),
      registration: maybe(object({ scheme: requiredText(32), number: requiredText(64) })),
    }),
    mission: object({
      title: requiredText(300),
      statement: or(text(2000), ''),
      vision: maybe(text(1000)),
      values: list(requiredText(300)),
      image: maybe(image()),
      url: maybe(url()),
    }),
    goals: list(goal()),
    pathways: list(pathway()),
    contributions: maybe(page(contribution())),
    members: maybe(page(member())),
    updates: maybe(page(update())),
    evidence: list(evidence()),
    history: list(history()),
    links: or(
      object({
        self: maybe(url()),
        events: maybe(url()),
        contributions: maybe(url()),
        members: maybe(url()),
        updates: maybe(url()),
        history: maybe(url()),
        challenge: maybe(url()),
        fallback: maybe(url({ mail: true })),
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

const email = () =>
  z.string().check(z.maxLength(254), z.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'needs an @ and a domain'));

/** Body of `POST {endpoint}/contributions`. Unknown fields are refused: this is the one place that writes. */
export const contributionRequestSchema = once(() =>
  z.strictObject({
    pathwayId: id(),
    quantity: z.optional(object({ value: count(), unit: unit(), scale: scale() })),
    frequency: z.optional(z.enum(FREQUENCIES)),
    /** For a pledge: the day it will be paid, RFC 3339 full-date. */
    due: z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/, 'should be a date like 2026-06-30'))),
    actions: z.optional(z.array(id()).check(z.maxLength(50))),
    shifts: z.optional(z.array(id()).check(z.maxLength(50))),
    name: z.optional(z.string().check(z.maxLength(200))),
    email: z.optional(email()),
    anonymous: z._default(z.boolean(), true),
    /** Who it honours or remembers, whom to tell, and whether the public list may say it. */
    dedication: z.optional(
      z.strictObject({
        kind: z.enum(DEDICATION_KINDS),
        name: z.string().check(z.minLength(1), z.maxLength(200)),
        tell: z.optional(email()),
        public: z.boolean(),
      }),
    ),
    /** In whose name it is given. */
    organization: z.optional(z.string().check(z.maxLength(200))),
    /** Shifts that are full, and waited for. */
    waitlist: z.optional(z.array(id()).check(z.maxLength(50))),
    message: z.optional(z.string().check(z.maxLength(2000))),
    fields: z.optional(
      z.record(z.string().check(z.maxLength(128)), z.union([z.string().check(z.maxLength(4000)), z.boolean()])),
    ),
    consents: z.optional(
      z
        .array(object({ id: id(), version: z.string().check(z.maxLength(64)), granted: z.boolean() }))
        .check(z.maxLength(50)),
    ),
    coverFees: z.optional(z.boolean()),
    returnUrl: z.optional(z.string().check(z.maxLength(2048))),
    source: z.optional(z.record(z.string().check(z.maxLength(64)), z.string().check(z.maxLength(200)))),
    locale: z.optional(z.string().check(z.maxLength(35))),
    proof: z.optional(z.string().check(z.maxLength(4000))),
    hp: z.optional(z.string().check(z.maxLength(200))),
    /** Milliseconds from the opening of the page to the press of the button: programs are quick. */
    fillMs: z.optional(z.int().check(z.minimum(0))),
  }),
);

/** The answer to a contribution, and to every later question about it. */
export const receiptSchema = once(() =>
  object({
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
    /** Shifts that are waited for. */
    waitlist: z.optional(z.array(z.string())),
    next: z._default(
      z.discriminatedUnion('type', [
        object({ type: z.literal('none') }),
        object({ type: z.literal('redirect'), url: z.string(), host: z.string() }),
        object({
          type: z.literal('instructions'),
          text: z.string(),
          /** A QR code of it: `path` draws the dark modules, one unit each, in a square of `size` units. */
          qr: maybe(object({ size: z.int().check(z.gte(1)), path: z.string() })),
        }),
      ]),
      { type: 'none' },
    ),
  }),
);

/** A proof of work that is asked for: which number, put after `salt`, has this SHA-256? The form is ALTCHA's. */
export const challengeSchema = once(() =>
  object({
    algorithm: z.literal('SHA-256'),
    challenge: z.string(),
    maxnumber: z.int(),
    salt: z.string(),
    signature: z.string(),
  }),
);

/** RFC 9457 problem details, with the code a client switches on. */
export const problemSchema = once(() =>
  object({
    type: z._default(z.string(), 'about:blank'),
    title: z._default(z.string(), ''),
    status: z.int(),
    code: z.string(),
    detail: z.optional(z.string()),
    errors: z.optional(z.array(object({ pointer: z.string(), code: z.string(), detail: z.optional(z.string()) }))),
    retryAfter: z.optional(z.number()),
    /** With the codes that ask for a proof of work. */
    challenge: maybe(challengeSchema()),
  }),
);

// ── Live events (protocol, section 5) ───────────────────────────────────────

/** `GET {endpoint}/goals`, and the payload of a `goals` event: absolute totals, never differences. */
export const goalsUpdateSchema = once(() =>
  object({
    rev: count(),
    /** The revision this follows; 0 in an answer to a poll. */
    from: z._default(count(), 0),
    asOf: z.optional(time()),
    status: z.optional(z.enum(CAMPAIGN_STATUSES)),
    goals: every(object({ id: id(), raised: raised(), supporters: z.optional(z.nullable(count())) })),
  }),
);

/** The payload of a `contribution` event: what the public list will show. */
export const contributionEventSchema = once(() =>
  object({ rev: count(), from: z._default(count(), 0), contribution: contribution() }),
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
export type Challenge = z.output<ReturnType<typeof challengeSchema>>;
export type Problem = z.output<ReturnType<typeof problemSchema>>;
export type GoalsUpdate = z.output<ReturnType<typeof goalsUpdateSchema>>;

/** What a backend may hand in: the document before defaults. */
export type CampaignInput = z.input<ReturnType<typeof campaignSchema>>;

// ── Reading ─────────────────────────────────────────────────────────────────

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
    throw new SchemaError(pathText(issue?.path ?? []), describe(issue as CatchContext['issues'][number]));
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

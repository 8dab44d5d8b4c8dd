// Generated from schema.ts by tools/compile-schemas.mjs: do not edit, run `npm run build`.
import type { Shape, ShapeOf } from './read.ts';
import { isLanguage, isRealTime } from './rules.ts';
import type { campaignSchema, problemSchema } from './schema.ts';

export const id: Shape = ['string', ['match', /^[\w.:~-]{1,128}$/, 'should be 1 to 128 letters, digits or . : ~ _ -']];
export const count: Shape = ['number', ['int'], ['min', 0]];
export const time: Shape = [
  'string',
  [
    'match',
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i,
    'should be a time like 2026-03-01T12:00:00Z',
  ],
  ['test', isRealTime, 'should be a real date'],
];
export const language: Shape = [
  'string',
  ['max', 35],
  ['test', isLanguage, 'should be a language tag such as en or pt-BR'],
];
export const required200: Shape = ['string', ['min', 1], ['clean', 200], ['min', 1, 'should not be empty']];
export const url: Shape = ['string', ['max', 2048], ['url', false, 'should be an https: address']];
export const text500: Shape = ['string', ['clean', 500]];
export const image: Shape = {
  src: url,
  alt: ['or', text500, ''],
  width: ['maybe', count],
  height: ['maybe', count],
  focus: ['maybe', { x: ['number', ['min', 0], ['max', 1]], y: ['number', ['min', 0], ['max', 1]] }],
  sources: ['list', { src: url, width: ['maybe', count], below: ['maybe', count] }],
};
export const required32: Shape = ['string', ['min', 1], ['clean', 32], ['min', 1, 'should not be empty']];
export const required64: Shape = ['string', ['min', 1], ['clean', 64], ['min', 1, 'should not be empty']];
export const required300: Shape = ['string', ['min', 1], ['clean', 300], ['min', 1, 'should not be empty']];
export const text2000: Shape = ['string', ['clean', 2000]];
export const text1000: Shape = ['string', ['clean', 1000]];
export const unit: Shape = [
  'string',
  ['match', /^[\p{L}\p{N} _-]{1,32}$/u, 'should be an ISO 4217 code or a word such as hours'],
];
export const scale: Shape = ['number', ['int'], ['min', 0], ['max', 8]];
export const text80: Shape = ['string', ['clean', 80]];
export const required80: Shape = ['string', ['min', 1], ['clean', 80], ['min', 1, 'should not be empty']];
export const plural: Shape = {
  zero: ['optional', text80],
  one: ['optional', text80],
  two: ['optional', text80],
  few: ['optional', text80],
  many: ['optional', text80],
  other: required80,
};
export const raised: Shape = {
  confirmed: count,
  pledged: ['maybe', count],
  matched: ['maybe', count],
  offline: ['maybe', count],
};
export const text200: Shape = ['string', ['clean', 200]];
export const required120: Shape = ['string', ['min', 1], ['clean', 120], ['min', 1, 'should not be empty']];
export const goal: Shape = {
  id,
  label: required300,
  unit,
  scale,
  unitLabel: ['maybe', plural],
  target: ['or', ['nullable', count], null],
  raised,
  supporters: ['maybe', count],
  medianContribution: ['maybe', count],
  milestones: ['list', { id, at: count, label: required300, reachedAt: ['maybe', time], reward: ['maybe', text200] }],
  stretch: ['list', count],
  teams: ['list', { id, label: required120, raised: count, target: ['maybe', count], url: ['maybe', url] }],
  counting: [
    'or',
    {
      includes: ['list', ['one', ['confirmed', 'matched', 'offline', 'pledged']], ['confirmed', 'matched', 'offline']],
      fees: ['or', ['one', ['included', 'excluded']], 'included'],
      note: ['maybe', text500],
    },
    { includes: ['confirmed', 'matched', 'offline'], fees: 'included' },
  ],
  match: [
    'maybe',
    {
      by: required300,
      ratio: ['number', ['above', 0], ['max', 100]],
      cap: ['maybe', count],
      remaining: ['maybe', count],
      endsAt: ['maybe', time],
    },
  ],
  startsAt: ['maybe', time],
  endsAt: ['maybe', time],
  asOf: ['maybe', time],
};
export const text120: Shape = ['string', ['clean', 120]];
export const text300: Shape = ['string', ['clean', 300]];
export const field: Shape = {
  id,
  kind: ['one', ['text', 'textarea', 'select', 'radios', 'checkbox', 'date', 'number']],
  label: required300,
  hint: ['maybe', text300],
  required: ['or', ['boolean'], false],
  maxLength: ['maybe', count],
  options: ['list', { value: required300, label: required300 }],
};
export const required1000: Shape = ['string', ['min', 1], ['clean', 1000], ['min', 1, 'should not be empty']];
export const pathway: Shape = {
  id,
  kind: ['one', ['donate', 'pledge', 'volunteer', 'act', 'share']],
  label: required80,
  description: ['maybe', text1000],
  goalId: ['maybe', id],
  unit,
  scale,
  presets: [
    'list',
    {
      frequency: ['maybe', ['one', ['once', 'weekly', 'monthly', 'yearly']]],
      amounts: ['list', { value: count, label: ['maybe', text80], impact: ['maybe', text120] }],
    },
  ],
  default: ['maybe', count],
  min: ['maybe', count],
  max: ['maybe', count],
  step: ['maybe', ['number', ['int'], ['min', 1]]],
  custom: ['or', ['boolean'], true],
  frequencies: ['list', ['one', ['once', 'weekly', 'monthly', 'yearly']]],
  impact: ['maybe', { per: ['number', ['int'], ['min', 1]], text: plural }],
  coverFees: ['maybe', { percent: ['number', ['min', 0], ['max', 50]], fixed: ['or', count, 0] }],
  currencies: [
    'list',
    {
      unit,
      scale,
      presets: [
        'list',
        {
          frequency: ['maybe', ['one', ['once', 'weekly', 'monthly', 'yearly']]],
          amounts: ['list', { value: count, label: ['maybe', text80], impact: ['maybe', text120] }],
        },
      ],
      default: ['maybe', count],
      min: ['maybe', count],
      max: ['maybe', count],
      step: ['maybe', ['number', ['int'], ['min', 1]]],
      impact: ['maybe', { per: ['number', ['int'], ['min', 1]], text: plural }],
      coverFees: ['maybe', { percent: ['number', ['min', 0], ['max', 50]], fixed: ['or', count, 0] }],
      rate: ['maybe', ['number', ['above', 0]]],
    },
  ],
  dedication: ['or', ['boolean'], false],
  onBehalf: ['or', ['boolean'], false],
  actions: [
    'list',
    { id, label: required300, detail: ['maybe', text300], minutes: ['maybe', count], done: ['maybe', count] },
  ],
  shifts: [
    'list',
    {
      id,
      label: required300,
      place: ['maybe', text200],
      startsAt: ['maybe', time],
      endsAt: ['maybe', time],
      places: ['maybe', count],
      waitlist: ['or', ['boolean'], false],
    },
  ],
  fields: ['list', field],
  consents: ['list', { id, text: required1000, version: required64, required: ['missing', ['boolean'], false] }],
  handoff: [
    'missing',
    [
      'union',
      'type',
      {
        post: { type: ['one', ['post']] },
        redirect: {
          type: ['one', ['redirect']],
          template: ['string', ['match', /^https:\/\//, 'should be an https: address']],
          amountStyle: ['missing', ['one', ['major', 'minor']], 'major'],
        },
        link: { type: ['one', ['link']], href: url },
      },
    ],
    { type: 'post' },
  ],
};
export const quantity: Shape = { value: ['number', ['int']], unit, scale };
export const contribution: Shape = {
  id,
  at: time,
  pathwayId: id,
  kind: ['one', ['donate', 'pledge', 'volunteer', 'act', 'share']],
  quantity: ['maybe', quantity],
  frequency: ['maybe', ['one', ['once', 'weekly', 'monthly', 'yearly']]],
  name: ['maybe', text200],
  anonymous: ['or', ['boolean'], true],
  message: ['maybe', text2000],
  avatar: ['maybe', image],
  matched: ['maybe', count],
  dedication: ['maybe', { kind: ['one', ['honour', 'memory']], name: required200 }],
};
export const text4000: Shape = ['string', ['clean', 4000]];
export const text10000: Shape = ['string', ['clean', 10000]];
export const member: Shape = {
  id,
  name: required200,
  role: ['or', ['one', ['leader', 'ambassador', 'member']], 'member'],
  roleLabel: ['maybe', text120],
  since: ['maybe', ['string', ['match', /^\d{4}(-\d\d(-\d\d)?)?/, 'should be a date']]],
  image: ['maybe', image],
  quote: ['maybe', text4000],
  lang: ['maybe', language],
  story: ['maybe', text10000],
  url: ['maybe', url],
  media: [
    'maybe',
    {
      kind: ['one', ['video', 'audio']],
      src: url,
      poster: ['maybe', url],
      captions: ['list', { src: url, lang: language }],
      transcript: ['maybe', url],
    },
  ],
  totals: ['list', { label: required80, quantity }],
  recognition: ['list', { id, label: required80 }],
  consent: ['maybe', { scope: ['one', ['public']], until: ['strict', time] }],
  featured: ['or', ['boolean'], false],
};
export const update: Shape = {
  id,
  at: time,
  title: required300,
  summary: ['maybe', text2000],
  url: ['maybe', url],
  image: ['maybe', image],
};
export const evidence: Shape = {
  id,
  kind: ['one', ['report', 'certificate', 'audit', 'receipt', 'photo', 'metric']],
  title: required300,
  issuer: ['maybe', text200],
  url: ['maybe', url],
  quantity: ['maybe', quantity],
  at: ['maybe', time],
};
export const history: Shape = { goalId: id, points: ['list', { at: time, value: count }] };
export const mailOrUrl: Shape = ['string', ['max', 2048], ['url', true, 'should be an https: address']];

export const campaignShape: ShapeOf<typeof campaignSchema> = {
  version: ['one', [1]],
  id,
  rev: ['or', count, 0],
  asOf: ['maybe', time],
  serverTime: ['maybe', time],
  locale: ['maybe', language],
  status: ['or', ['one', ['upcoming', 'active', 'paused', 'ended']], 'active'],
  startsAt: ['maybe', time],
  endsAt: ['maybe', time],
  acceptsAfterEnd: ['or', ['boolean'], false],
  test: ['or', ['boolean'], false],
  organization: {
    name: required200,
    url: ['maybe', url],
    logo: ['maybe', image],
    registration: ['maybe', { scheme: required32, number: required64 }],
  },
  mission: {
    title: required300,
    statement: ['or', text2000, ''],
    vision: ['maybe', text1000],
    values: ['list', required300],
    image: ['maybe', image],
    url: ['maybe', url],
  },
  goals: ['list', goal],
  pathways: ['list', pathway],
  contributions: [
    'maybe',
    { items: ['list', contribution], total: ['maybe', count], next: ['maybe', ['string', ['max', 2048]]] },
  ],
  members: ['maybe', { items: ['list', member], total: ['maybe', count], next: ['maybe', ['string', ['max', 2048]]] }],
  updates: ['maybe', { items: ['list', update], total: ['maybe', count], next: ['maybe', ['string', ['max', 2048]]] }],
  evidence: ['list', evidence],
  history: ['list', history],
  links: [
    'or',
    {
      self: ['maybe', url],
      events: ['maybe', url],
      contributions: ['maybe', url],
      members: ['maybe', url],
      updates: ['maybe', url],
      history: ['maybe', url],
      challenge: ['maybe', url],
      fallback: ['maybe', mailOrUrl],
    },
    {},
  ],
};
export const problemShape: ShapeOf<typeof problemSchema> = {
  type: ['missing', ['string'], 'about:blank'],
  title: ['missing', ['string'], ''],
  status: ['number', ['int']],
  code: ['string'],
  detail: ['optional', ['string']],
  errors: ['optional', ['every', { pointer: ['string'], code: ['string'], detail: ['optional', ['string']] }]],
  retryAfter: ['optional', ['number']],
  challenge: [
    'maybe',
    {
      algorithm: ['one', ['SHA-256']],
      challenge: ['string'],
      maxnumber: ['number', ['int']],
      salt: ['string'],
      signature: ['string'],
    },
  ],
};

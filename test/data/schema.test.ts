import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { describe, expect, it, vi } from 'vitest';
import * as page from '../../src/data/read.ts';
import * as campaign from '../../src/data/shapes.ts';
import * as live from '../../src/data/shapes-live.ts';
import * as sent from '../../src/data/shapes-sent.ts';
import * as schemas from '../../src/data/schema.ts';

vi.setConfig({ testTimeout: 30_000 }); // random trials, on a machine that may be busy

type Json = Record<string, unknown>;

const core = { version: 1, id: 'riverbank', organization: { name: 'Riverbank' }, mission: { title: 'Plant' } };
const clone = <T>(value: T): T => structuredClone(value);

/** A document in which every field of the protocol has a good value. */
const FULL = {
  version: 1,
  id: 'riverbank',
  rev: 812,
  asOf: '2026-03-01T12:00:00Z',
  serverTime: '2026-03-01T12:00:01+01:00',
  locale: 'en-GB',
  status: 'paused',
  startsAt: '2026-01-01T00:00:00Z',
  endsAt: '2026-12-31T23:59:59Z',
  acceptsAfterEnd: true,
  test: true,
  organization: {
    name: 'Riverbank',
    url: 'https://river.example/',
    logo: {
      src: 'https://river.example/logo.svg',
      alt: 'Stones',
      sources: [],
      width: 64,
      height: 64,
      focus: { x: 0.5, y: 0.25 },
    },
    registration: { scheme: 'EIN', number: '12-3456789' },
  },
  mission: {
    title: 'Plant',
    statement: 'We plant.',
    vision: 'Shade.',
    values: ['Care', 'Truth'],
    image: { src: 'https://river.example/m.jpg', alt: '', sources: [] },
    url: 'https://river.example/mission',
  },
  goals: [
    {
      id: 'money',
      label: 'Money',
      unit: 'USD',
      scale: 2,
      unitLabel: { one: 'dollar', other: 'dollars' },
      target: 10000,
      raised: { confirmed: 5000, pledged: 400, matched: 300, offline: 200 },
      supporters: 12,
      medianContribution: 2500,
      milestones: [{ id: 'm1', at: 2500, label: 'Half', reachedAt: '2026-02-01T00:00:00Z', reward: 'A bench' }],
      stretch: [20000],
      teams: [{ id: 'north', label: 'North bank', raised: 1200, target: 5000, url: 'https://river.example/north' }],
      counting: { includes: ['confirmed'], fees: 'excluded', note: 'No fees.' },
      match: { by: 'The Fund', ratio: 1, cap: 5000, remaining: 100, endsAt: '2026-05-01T00:00:00Z' },
      startsAt: '2026-01-01T00:00:00Z',
      endsAt: '2026-06-01T00:00:00Z',
      asOf: '2026-03-01T12:00:00Z',
    },
    { id: 'trees', label: 'Trees', unit: 'trees', scale: 0, raised: { confirmed: 7 } },
  ],
  pathways: [
    {
      id: 'give',
      kind: 'donate',
      label: 'Give',
      description: 'Any amount.',
      goalId: 'money',
      unit: 'USD',
      scale: 2,
      presets: [{ frequency: 'once', amounts: [{ value: 2500, label: 'Small', impact: 'five trees' }] }],
      default: 2500,
      min: 100,
      max: 100000,
      step: 100,
      custom: false,
      frequencies: ['once', 'monthly'],
      impact: { per: 500, text: { one: '{n} tree', other: '{n} trees' } },
      coverFees: { percent: 2.9, fixed: 30 },
      currencies: [
        {
          unit: 'EUR',
          scale: 2,
          presets: [{ frequency: 'once', amounts: [{ value: 2000, label: 'two', impact: 'trees' }] }],
          default: 2000,
          min: 500,
          max: 100_000,
          step: 100,
          impact: { per: 450, text: { one: '{n} tree', other: '{n} trees' } },
          coverFees: { percent: 1.9, fixed: 25 },
          rate: 1.085,
        },
      ],
      dedication: true,
      onBehalf: true,
      actions: [{ id: 'a', label: 'Walk', detail: 'A walk', minutes: 30, done: 3 }],
      shifts: [
        {
          id: 's',
          label: 'Saturday',
          place: 'Bridge',
          startsAt: '2026-04-01T09:00:00Z',
          endsAt: '2026-04-01T12:00:00Z',
          places: 4,
          waitlist: true,
        },
      ],
      fields: [
        {
          id: 'f',
          kind: 'select',
          label: 'Size',
          hint: 'Yours',
          required: true,
          maxLength: 10,
          options: [{ value: 's', label: 'S' }],
        },
      ],
      consents: [{ id: 'c', text: 'Yes', version: '1', required: true }],
      handoff: { type: 'redirect', template: 'https://x.example/{?amount}', amountStyle: 'minor' },
    },
  ],
  contributions: {
    items: [
      {
        id: 'c1',
        at: '2026-03-01T11:00:00Z',
        pathwayId: 'give',
        kind: 'donate',
        quantity: { value: 2500, unit: 'USD', scale: 2 },
        frequency: 'once',
        name: 'Ada',
        anonymous: false,
        message: 'Go!',
        avatar: { src: 'https://river.example/a.jpg', alt: '', sources: [] },
        matched: 2500,
        dedication: { kind: 'memory', name: 'Inge' },
      },
    ],
    total: 412,
    next: 'cursor',
  },
  members: {
    items: [
      {
        id: 'ada',
        name: 'Ada',
        role: 'leader',
        roleLabel: 'Warden',
        since: '2024-05',
        image: { src: 'https://river.example/a.jpg', alt: 'Ada', sources: [] },
        quote: 'Water.',
        lang: 'en',
        story: 'Long ago.',
        url: 'https://river.example/ada',
        media: {
          kind: 'video',
          src: 'https://river.example/ada.mp4',
          poster: 'https://river.example/ada-poster.jpg',
          captions: [{ src: 'https://river.example/ada.vtt', lang: 'en' }],
          transcript: 'https://river.example/ada.html',
        },
        totals: [{ label: 'Given', quantity: { value: 1, unit: 'hours', scale: 1 } }],
        recognition: [{ id: 'r', label: 'First' }],
        consent: { scope: 'public', until: '2027-01-01T00:00:00Z' },
        featured: true,
      },
    ],
    total: 6,
    next: 'cursor',
  },
  updates: {
    items: [
      {
        id: 'u',
        at: '2026-02-01T00:00:00Z',
        title: 'News',
        summary: 'Good.',
        url: 'https://river.example/u',
        image: { src: 'https://river.example/u.jpg', alt: '', sources: [] },
      },
    ],
    total: 1,
    next: 'cursor',
  },
  evidence: [
    {
      id: 'e',
      kind: 'audit',
      title: 'Audit',
      issuer: 'Office',
      url: 'https://river.example/e.pdf',
      quantity: { value: 7, unit: 'trees', scale: 0 },
      at: '2026-01-15T00:00:00Z',
    },
  ],
  history: [{ goalId: 'money', points: [{ at: '2026-01-01T00:00:00Z', value: 0 }] }],
  links: {
    self: 'https://api.example/c',
    events: 'https://api.example/c/events',
    contributions: 'https://api.example/c/contributions',
    members: 'https://api.example/c/members',
    updates: 'https://api.example/c/updates',
    history: 'https://api.example/c/history',
    challenge: 'https://api.example/c/challenge',
    fallback: 'mailto:hello@river.example',
  },
};

// The page reads by what tools/compile-schemas.mjs made of the schemas: nothing of this file may tell the two apart.
const READERS = [
  { name: 'by the schemas', parseCampaign: schemas.parseCampaign, SchemaError: schemas.SchemaError },
  { name: 'in the page', parseCampaign: page.parseCampaign, SchemaError: page.SchemaError },
];

describe.each(READERS)('$name', ({ parseCampaign, SchemaError }) => {
  const { safeUrl } = page;
  const campaignOf = (rest: object, url?: string) => parseCampaign({ ...core, ...rest }, url);

  describe('parseCampaign: good documents', () => {
    it('keeps every field of the protocol as it is', () => {
      const { campaign, dropped } = parseCampaign(clone(FULL));
      expect(dropped).toEqual([]);
      const { goals, ...rest } = campaign;
      const { goals: given, ...others } = FULL;
      expect(rest).toEqual(others);
      expect(goals[0]).toEqual(given[0]);
    });

    it('gives what is missing its default', () => {
      const { campaign, dropped } = campaignOf({});
      expect(dropped).toEqual([]);
      expect(campaign).toEqual({
        ...core,
        rev: 0,
        status: 'active',
        acceptsAfterEnd: false,
        test: false,
        mission: { title: 'Plant', statement: '', values: [] },
        goals: [],
        pathways: [],
        evidence: [],
        history: [],
        links: {},
      });
    });

    it('gives goals, pathways, contributions and members their defaults', () => {
      const { campaign } = campaignOf({
        goals: [{ id: 'g', label: 'G', unit: 'USD', scale: 2, raised: { confirmed: 1 } }],
        pathways: [{ id: 'p', kind: 'donate', label: 'P', unit: 'USD', scale: 2 }],
        contributions: { items: [{ id: 'c', at: '2026-03-01T11:00:00Z', pathwayId: 'p', kind: 'donate' }] },
        members: { items: [{ id: 'm', name: 'M' }] },
      });
      expect(campaign.goals[0]).toMatchObject({
        target: null,
        milestones: [],
        stretch: [],
        counting: { includes: ['confirmed', 'matched', 'offline'], fees: 'included' },
      });
      expect(campaign.pathways[0]).toMatchObject({
        custom: true,
        presets: [],
        frequencies: [],
        handoff: { type: 'post' },
      });
      expect(campaign.contributions?.items[0]?.anonymous).toBe(true);
      expect(campaign.members?.items[0]).toMatchObject({ role: 'member', featured: false, totals: [] });
    });

    it('takes null for missing, without a word', () => {
      const nothing = {
        status: null,
        startsAt: null,
        goals: null,
        links: null,
        members: null,
        history: null,
        rev: null,
      };
      const { campaign, dropped } = campaignOf(nothing);
      expect(dropped).toEqual([]);
      expect(campaign).toEqual(campaignOf({}).campaign);
    });

    it('ignores fields it does not know', () => {
      const { campaign, dropped } = campaignOf({ later: { version: 2 }, goals: [], email: 'secret@example.org' });
      expect(dropped).toEqual([]);
      expect(campaign).toEqual(campaignOf({}).campaign);
    });

    it.each(['campaign.json', 'campaign.de.json', 'campaign.ar.json'])('reads the demo %s without loss', (name) => {
      const json = JSON.parse(readFileSync(new URL(`../../demo/${name}`, import.meta.url), 'utf8')) as Json;
      const { campaign, dropped } = parseCampaign(json, 'http://localhost:4321/demo/campaign.json');
      expect(dropped).toEqual([]);
      expect(campaign.goals.length).toBeGreaterThan(0);
    });

    it('shares nothing between two documents', () => {
      const one = campaignOf({ goals: [FULL.goals[1]] }).campaign;
      const two = campaignOf({ goals: [FULL.goals[1]] }).campaign;
      expect(one.goals).not.toBe(two.goals);
      expect(one.evidence).not.toBe(two.evidence);
      expect(one.links).not.toBe(two.links);
    });
  });

  describe('parseCampaign: without its core', () => {
    const without = (key: string) => Object.fromEntries(Object.entries(core).filter(([name]) => name !== key));

    it.each([
      [without('version'), 'version should be one of 1'],
      [{ ...core, version: 2 }, 'version should be one of 1'],
      [without('id'), 'id should be string'],
      [{ ...core, id: 'a b' }, 'id should be 1 to 128 letters, digits or . : ~ _ -'],
      [{ ...core, id: '' }, 'id should be 1 to 128 letters, digits or . : ~ _ -'],
      [without('organization'), 'organization should be object'],
      [{ ...core, organization: {} }, 'organization.name should be string'],
      [{ ...core, organization: { name: '' } }, 'organization.name should be at least 1'],
      [{ ...core, organization: { name: ' \u202E ' } }, 'organization.name should not be empty'],
      [without('mission'), 'mission should be object'],
      [{ ...core, mission: { title: null } }, 'mission.title should be string'],
      [[], 'the document should be object'],
      [null, 'the document should be object'],
      ['<html>', 'the document should be object'],
      [42, 'the document should be object'],
    ])('names the field of %j', (json, message) => {
      expect(() => parseCampaign(json)).toThrow(SchemaError);
      expect(() => parseCampaign(json)).toThrow(message);
    });

    it('reads well again after a refusal', () => {
      expect(() => parseCampaign({})).toThrow(SchemaError);
      expect(campaignOf({ status: 'x' }).dropped).toHaveLength(1);
      expect(campaignOf({}).dropped).toEqual([]);
    });
  });

  describe('parseCampaign: dropping', () => {
    const goal = FULL.goals[0];
    const pathway = FULL.pathways[0];
    const [ada] = FULL.members.items;

    it.each([
      [{ status: 'archived' }, 'status', 'should be one of "upcoming", "active", "paused", "ended"'],
      [{ startsAt: '2026-03-01' }, 'startsAt', 'should be a time like 2026-03-01T12:00:00Z'],
      [{ endsAt: '2026-02-30T00:00:00Z' }, 'endsAt', 'should be a real date'],
      [{ endsAt: '2026-13-01T00:00:00Z' }, 'endsAt', 'should be a real date'],
      [{ locale: 'en_US' }, 'locale', 'should be a language tag such as en or pt-BR'],
      [{ goals: {} }, 'goals', 'should be array'],
      [{ goals: [{ ...goal, raised: { confirmed: -1 } }] }, 'goals[money].raised.confirmed', 'should be at least 0'],
      [{ goals: [{ ...goal, target: 1.5 }] }, 'goals[money].target', 'should be int'],
      [
        { goals: [{ ...goal, raised: { confirmed: 1, pledged: 'x' } }] },
        'goals[money].raised.pledged',
        'should be number',
      ],
      [
        { goals: [{ ...goal, counting: { includes: ['confirmed', 'hoped'] } }] },
        'goals[money].counting.includes[1]',
        /one of/,
      ],
      [{ goals: [{ ...goal, stretch: [1, 'x'] }] }, 'goals[money].stretch[1]', 'should be number'],
      [{ goals: [{ ...goal, unit: '<b>' }] }, 'goals[money].unit', /ISO 4217/],
      [{ goals: [{ ...goal, scale: 9 }] }, 'goals[money].scale', 'should be at most 8'],
      [{ goals: [goal, 'x'] }, 'goals[1]', 'should be object'],
      [
        { pathways: [{ ...pathway, presets: [{ amounts: [{ value: 1 }, { value: 0.5 }] }] }] },
        'pathways[give].presets[0].amounts[1].value',
        'should be int',
      ],
      [
        { pathways: [{ ...pathway, handoff: { type: 'redirect', template: 'http://x' } }] },
        'pathways[give].handoff.template',
        'should be an https: address',
      ],
      [{ members: { items: [ada, { ...ada, id: 'bo', quote: 5 }] } }, 'members.items[bo].quote', 'should be string'],
      [
        { members: { items: [{ ...ada, image: { src: 'javascript:alert(1)' } }] } },
        'members.items[ada].image.src',
        'should be an https: address',
      ],
      [
        { members: { items: [{ ...ada, image: { ...ada!.image, width: -1 } }] } },
        'members.items[ada].image.width',
        'should be at least 0',
      ],
      [{ members: [] }, 'members', 'should be object'],
      [{ links: { events: 'ftp://x.example' } }, 'links.events', 'should be an https: address'],
      [
        { history: [{ goalId: 'money', points: [{ at: 'x', value: 1 }] }] },
        'history[0].points[0].at',
        /should be a time/,
      ],
    ])('drops what is wrong in %j and says where', (rest, path, reason) => {
      const { dropped } = campaignOf(clone(rest));
      expect(dropped.map((one) => one.path)).toEqual([path]);
      if (typeof reason === 'string') expect(dropped[0]?.reason).toBe(reason);
      else expect(dropped[0]?.reason).toMatch(reason);
    });

    it('drops one bad item of a list and keeps the others', () => {
      const [first] = FULL.contributions.items;
      const items = [first, { ...first, id: 'c2', at: 'yesterday' }, null, 'x', { ...first, id: 'c3' }];
      const { campaign, dropped } = campaignOf({ contributions: { items } });
      expect(campaign.contributions?.items.map((one) => one.id)).toEqual(['c1', 'c3']);
      expect(dropped.map((one) => one.path)).toEqual(['contributions.items[c2].at', 'contributions.items[3]']);
    });

    it('counts the items anew in every list', () => {
      const bad = { amounts: [{ value: 'x' }] };
      const { dropped } = campaignOf({
        pathways: [
          { ...pathway, presets: [bad, bad] },
          { ...pathway, id: 'p2', presets: [bad] },
        ],
      });
      expect(dropped.map((one) => one.path)).toEqual([
        'pathways[give].presets[0].amounts[0].value',
        'pathways[give].presets[1].amounts[0].value',
        'pathways[p2].presets[0].amounts[0].value',
      ]);
    });

    it('[MS2] takes a consent whose end cannot be read for none', () => {
      const consent = { scope: 'public', until: '2027-01-01' };
      const { campaign, dropped } = campaignOf({ members: { items: [{ ...ada, consent }] } });
      expect(campaign.members?.items[0]?.consent).toBeUndefined();
      expect(dropped.map((one) => one.path)).toEqual(['members.items[ada].consent.until']);
      const open = campaignOf({ members: { items: [{ ...ada, consent: { scope: 'public', until: null } }] } });
      expect(open.campaign.members?.items[0]?.consent).toEqual({ scope: 'public' });
    });

    it('takes a contribution that does not say for anonymous', () => {
      const items = [{ ...FULL.contributions.items[0], anonymous: 'no' }];
      expect(campaignOf({ contributions: { items } }).campaign.contributions?.items[0]?.anonymous).toBe(true);
    });
  });

  // ── Hostile and broken values ───────────────────────────────────────────────

  const WRONG: unknown[] = [null, '', -1, 1e308, [], {}, true, 'x'.repeat(1_000_000)];

  type Path = (string | number)[];

  function pathsOf(value: unknown, path: Path = []): Path[] {
    if (typeof value !== 'object' || value === null) return [path];
    const inside = Object.entries(value).flatMap(([key, one]) =>
      pathsOf(one, [...path, Array.isArray(value) ? Number(key) : key]),
    );
    return path.length === 0 ? inside : [path, ...inside];
  }

  function withValue(document: object, path: Path, value: unknown): Json {
    const copy = clone(document) as Json;
    let place = copy;
    for (const key of path.slice(0, -1)) place = place[key] as Json;
    place[path.at(-1)!] = value;
    return copy;
  }

  const CORE = ['version', 'id', 'organization', 'organization.name', 'mission', 'mission.title'];

  describe('[F25] one field wrong', () => {
    const paths = pathsOf(FULL);
    const whole = parseCampaign(clone(FULL)).campaign as unknown as Json;

    it('covers every field of the protocol', () => {
      expect(paths.length).toBeGreaterThan(170);
    });

    it.each(paths.map((path) => [path.join('.'), path] as const))('%s', (name, path) => {
      for (const wrong of WRONG) {
        const document = withValue(FULL, path, wrong);
        let result: ReturnType<typeof parseCampaign>;
        try {
          result = parseCampaign(document);
        } catch (error) {
          expect(CORE, `${name} = ${JSON.stringify(wrong).slice(0, 40)}`).toContain(name);
          expect(error).toBeInstanceOf(SchemaError);
          expect((error as schemas.SchemaError).path.startsWith(name)).toBe(true);
          continue;
        }
        const { campaign, dropped } = result as unknown as { campaign: Json; dropped: { path: string }[] };
        // Nothing beside the top-level field that was touched has changed.
        for (const key of Object.keys(whole)) if (key !== path[0]) expect(campaign[key]).toEqual(whole[key]);
        expect(dropped.length).toBeLessThanOrEqual(2);
        for (const one of dropped) expect(one.path.startsWith(String(path[0]))).toBe(true);
        expect(JSON.stringify(campaign).length).toBeLessThan(30_000);
      }
    });

    it('is refused at all only for the core', () => {
      for (const name of CORE) {
        expect(() => parseCampaign(withValue(FULL, name.split('.'), [])), name).toThrow(SchemaError);
      }
    });
  });

  describe('[F26] keys of every object', () => {
    const KEYS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

    it.each(KEYS)('%s pollutes nothing and breaks nothing', (key) => {
      const evil = `{"${key}":{"polluted":true}}`;
      const bodies = [
        `{"${key}":{"polluted":true},"version":1,"id":"c","organization":{"name":"O","${key}":{"polluted":true}},"mission":{"title":"M"}}`,
        `{"version":1,"id":"${key}","organization":{"name":"O"},"mission":{"title":"M"},"goals":[${evil},{"id":"${key}","label":"G","unit":"USD","scale":2,"raised":{"confirmed":1,"${key}":5}}],"links":${evil}}`,
      ];
      for (const body of bodies) {
        const { campaign } = parseCampaign(JSON.parse(body));
        expect(Object.hasOwn(campaign, key)).toBe(false);
        expect(Object.getPrototypeOf(campaign)).toBe(Object.prototype);
      }
      const { value } = schemas.read(
        schemas.contributionRequestSchema(),
        JSON.parse(`{"pathwayId":"p","fields":{"${key}":"x"},"source":{"${key}":"y"}}`),
      );
      expect(Object.getPrototypeOf(value.fields)).toBe(Object.prototype);
      expect((Object.prototype as unknown as Json).polluted).toBeUndefined();
      expect(({} as Json).x).toBeUndefined();
    });

    it('survives a document that is nothing but such keys, all the way down', () => {
      const value = fc.letrec<{ any: unknown }>((tie) => ({
        any: fc.oneof(
          { maxDepth: 4 },
          fc.constantFrom(null, 1, 'x', true),
          fc.array(tie('any'), { maxLength: 3 }),
          fc.dictionary(fc.constantFrom(...KEYS, ...Object.keys(FULL), 'items', 'id', 'raised'), tie('any'), {
            maxKeys: 4,
          }),
        ),
      })).any;
      fc.assert(
        fc.property(value, fc.constantFrom(...Object.keys(FULL)), (hostile, key) => {
          try {
            parseCampaign({ ...clone(FULL), [key]: hostile });
          } catch (error) {
            expect(error).toBeInstanceOf(SchemaError);
          }
          expect(Object.keys(Object.prototype)).toEqual([]);
        }),
        { numRuns: 300 },
      );
    });
  });

  describe('[F27] amounts', () => {
    const goalWith = (confirmed: unknown) =>
      campaignOf({ goals: [{ id: 'g', label: 'G', unit: 'USD', scale: 2, raised: { confirmed } }] });

    it.each([
      -1,
      0.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      '100',
      2 ** 53,
      1e308,
      null,
      undefined,
      [100],
      { value: 1 },
    ])('does not take %s', (value) => {
      const { campaign, dropped } = goalWith(value);
      expect(campaign.goals).toEqual([]);
      expect(dropped[0]?.path).toBe('goals[g].raised.confirmed');
    });

    it('takes every whole number from 0 to 2^53 - 1, and no other number', () => {
      fc.assert(
        fc.property(fc.oneof(fc.maxSafeNat(), fc.double(), fc.maxSafeInteger()), (value) => {
          const good = Number.isSafeInteger(value) && value >= 0;
          expect(goalWith(value).campaign.goals.length).toBe(good ? 1 : 0);
        }),
      );
    });

    it.each([-5, 0.1, 2 ** 53, '5'])('does not take a contribution of %s either', (value) => {
      const quantity = { value, unit: 'USD', scale: 2 };
      expect(() => schemas.read(schemas.contributionRequestSchema(), { pathwayId: 'p', quantity })).toThrow(
        /^quantity\.value/,
      );
    });
  });

  describe('[F39] text', () => {
    const title = (text: string) => campaignOf({ mission: { title: text } }).campaign.mission.title;
    const statement = (text: string) =>
      campaignOf({ mission: { title: 'M', statement: text } }).campaign.mission.statement;

    it('loses control characters and everything that could reorder a sentence', () => {
      const unsafe = '\u0000\u0007\u001B\u007F\u0085\u009F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF';
      expect(title(`a${unsafe}b`)).toBe('ab');
      expect(statement(`a${unsafe}b`)).toBe('ab');
    });

    it('keeps line breaks, tabs, joiners and the marks of right-to-left scripts', () => {
      expect(statement('a\r\nb\tc')).toBe('a\nb\tc');
      expect(statement('\u0645\u06CC\u200C\u062E \u200F\u200E\u061C x')).toBe(
        '\u0645\u06CC\u200C\u062E \u200F\u200E\u061C x',
      );
      expect(title('👩🏽‍🌾 e\u0301')).toBe('👩🏽‍🌾 e\u0301');
    });

    it('leaves markup as the text that it is', () => {
      expect(title('<img src=x onerror=alert(1)> &amp;')).toBe('<img src=x onerror=alert(1)> &amp;');
    });

    it('trims, cuts at its length, and never in the middle of a character', () => {
      expect(title('  x  ')).toBe('x');
      expect(title('x'.repeat(500))).toBe('x'.repeat(300));
      expect(title(`${'x'.repeat(299)}👩`)).toBe('x'.repeat(299));
      expect(statement(`${'x'.repeat(1999)}👩`)).toBe('x'.repeat(1999));
      expect(statement('a\uD800b')).toBe('ab');
    });
  });

  // ── URLs ────────────────────────────────────────────────────────────────────

  const DOCUMENT = 'https://river.example/c/campaign.json';

  /** What must not survive, whatever the address of the document. */
  const REFUSED = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'JAVASCRIPT:alert(1)',
    ' javascript:alert(1)',
    '\tjavascript:alert(1)',
    '\njavascript:alert(1)',
    '\u0000javascript:alert(1)',
    '\u0001\u001Fjavascript:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    'java\rscript:alert(1)',
    'j\na\nv\na\ns\nc\nr\ni\np\nt\n:alert(1)',
    'javascript\t:alert(1)',
    'javascript:\u2028alert(1)',
    'javascript://river.example/%0Aalert(1)',
    'javascript://https://river.example/%0Aalert(1)',
    'javascript:alert(1)//https://river.example',
    'javascript:/*https://river.example*/alert(1)',
    'vbscript:msgbox(1)',
    'VBScript:msgbox(1)',
    'livescript:x',
    'mocha:x',
    'data:text/html,<script>alert(1)</script>',
    'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
    'DATA:image/svg+xml,<svg onload=alert(1)>',
    'data:,x',
    'da\tta:text/html,x',
    'blob:https://river.example/5a1e',
    'blob:null/5a1e',
    'filesystem:https://river.example/temporary/x',
    'file:///etc/passwd',
    'FILE:///etc/passwd',
    'ftp://river.example/x',
    'ws://river.example/',
    'wss://river.example/',
    'about:blank',
    'about:srcdoc',
    'chrome://settings',
    'chrome-extension://abc/x.html',
    'moz-extension://abc/x.html',
    'view-source:https://river.example/',
    'resource://x',
    'jar:https://river.example/x.jar!/x.html',
    'intent://scan/#Intent;scheme=zxing;end',
    'ms-settings:privacy',
    'tel:+12025550123',
    'sms:+12025550123',
    'mailto:a@river.example',
    'urn:isbn:0451450523',
    'cid:x',
    'magnet:?xt=urn:btih:x',
    'http://evil.example/',
    'HTTP://evil.example/',
    'http:\\\\evil.example\\',
    'http://localhost.evil.example/',
    'http://127.0.0.1.evil.example/',
    'http://river.example/',
    'https://user:secret@river.example/',
    'https://river.example@evil.example/',
    'https://user@river.example/',
    '//user@evil.example/',
    'https://',
    'https:// river.example/',
    'https://river.exa mple/',
    'https://[::1',
    'https://river.example:99999/',
    'https://%/',
    'feed:javascript:alert(1)',
    'feed:https://river.example/',
  ];

  describe('[S5] URLs', () => {
    it('has a list worth the name', () => {
      expect(new Set(REFUSED).size).toBeGreaterThanOrEqual(60);
    });

    it.each(REFUSED)('drops %j from links and pictures', (address) => {
      expect(safeUrl(address, { base: DOCUMENT })).toBeUndefined();
      expect(safeUrl(address)).toBeUndefined();
      const { campaign, dropped } = campaignOf(
        {
          organization: { name: 'O', url: address, logo: { src: address } },
          members: { items: [{ id: 'm', name: 'M', url: address }] },
          pathways: [
            { id: 'p', kind: 'donate', label: 'P', unit: 'USD', scale: 2, handoff: { type: 'link', href: address } },
          ],
        },
        DOCUMENT,
      );
      expect(campaign.organization).toEqual({ name: 'O' });
      expect(campaign.members?.items).toHaveLength(1);
      expect(campaign.members?.items[0]?.url).toBeUndefined();
      expect(campaign.pathways).toEqual([]);
      expect(dropped).toHaveLength(4);
    });

    it.each([
      ['https://river.example/a', 'https://river.example/a'],
      ['HTTPS://River.Example/a', 'https://river.example/a'],
      [' https://river.example/a\n', 'https://river.example/a'],
      ['https://river.example/a"b<c>', 'https://river.example/a%22b%3Cc%3E'],
      ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
      ['https://river.example\\@evil.example/', 'https://river.example/@evil.example/'],
      ['./a.png', 'https://river.example/c/a.png'],
      ['a&#58;b', 'https://river.example/c/a&#58;b'],
      ['&#106;avascript&colon;alert(1)', 'https://river.example/c/&#106;avascript&colon;alert(1)'],
      ['javascript%3Aalert(1)', 'https://river.example/c/javascript%3Aalert(1)'],
      ['/javascript:alert(1)', 'https://river.example/javascript:alert(1)'],
      ['//cdn.example/a.png', 'https://cdn.example/a.png'],
      ['\\\\cdn.example\\a.png', 'https://cdn.example/a.png'],
      ['http://localhost:4321/a.png', 'http://localhost:4321/a.png'],
      ['http://127.0.0.1/a.png', 'http://127.0.0.1/a.png'],
      ['http://[::1]:4321/a.png', 'http://[::1]:4321/a.png'],
    ])('keeps %j as %s', (address, expected) => {
      expect(safeUrl(address, { base: DOCUMENT })).toBe(expected);
      expect(campaignOf({ organization: { name: 'O', url: address } }, DOCUMENT).campaign.organization.url).toBe(
        expected,
      );
    });

    it('keeps http: on the origin of an http: document, and nowhere else', () => {
      const base = 'http://intranet.example:8080/campaign.json';
      expect(safeUrl('./a.png', { base })).toBe('http://intranet.example:8080/a.png');
      expect(safeUrl('//evil.example/a.png', { base })).toBeUndefined();
      expect(safeUrl('http://intranet.example/a.png', { base })).toBeUndefined();
    });

    it('keeps mailto: only where a letter makes sense', () => {
      const links = { fallback: 'mailto:hello@river.example', self: 'mailto:hello@river.example' };
      expect(campaignOf({ links }).campaign.links).toEqual({ fallback: 'mailto:hello@river.example' });
    });

    it('drops addresses that need a document to stand in where there is none, and endless ones', () => {
      expect(campaignOf({ organization: { name: 'O', url: './a' } }).campaign.organization).toEqual({ name: 'O' });
      const long = `https://river.example/${'a'.repeat(3000)}`;
      expect(campaignOf({ organization: { name: 'O', url: long } }).campaign.organization).toEqual({ name: 'O' });
    });

    it('lets nothing but its own schemes through, whatever is tried', () => {
      const junk = fc.stringMatching(/^[\u0000-\u0020]{0,2}[jJ]?[a-zA-Z\t\n]{0,12}:?[/\\]{0,3}[\w@:.%&#;?-]{0,12}$/);
      fc.assert(
        fc.property(fc.oneof(junk, fc.webUrl(), fc.string({ unit: 'binary' })), (address) => {
          const safe = safeUrl(address, { base: DOCUMENT });
          if (safe === undefined) return;
          const url = new URL(safe);
          expect(url.protocol === 'https:' || /^(localhost|127\..*|\[::1\])$/.test(url.hostname)).toBe(true);
          expect(url.username + url.password).toBe('');
        }),
        { numRuns: 1000 },
      );
    });
  });
});

const { contributionRequestSchema, pageSchemas } = schemas;

describe('the other schemas', () => {
  it('reads pages of the lists, item by item', () => {
    const { value, dropped } = schemas.read(pageSchemas().updates, { items: [FULL.updates.items[0], {}], next: null });
    expect(value.items).toHaveLength(1);
    expect(dropped.map((one) => one.path)).toEqual(['items[1].id']);
  });

  it('refuses unknown fields where something is written', () => {
    expect(() => schemas.read(contributionRequestSchema(), { pathwayId: 'p', card: '4111' })).toThrow(
      /unknown fields: card/,
    );
  });

  it.each([
    [{ pathwayId: 'p', email: 'ada' }, 'email needs an @ and a domain'],
    [{ pathwayId: 'p', due: 'soon' }, 'due should be a date like 2026-06-30'],
    [{ pathwayId: 'p', frequency: 'hourly' }, 'frequency should be one of'],
    [{ pathwayId: 'p', message: 'x'.repeat(2001) }, 'message should be at most 2000'],
    [{}, 'pathwayId should be string'],
  ])('names the field of the contribution %j', (json, message) => {
    expect(() => schemas.read(contributionRequestSchema(), json)).toThrow(message);
  });

  it('reads a receipt, a problem and a goals update', () => {
    const receipt = { id: 'ctr_1', state: 'recorded', kind: 'act', pathwayId: 'p', receipt: 'RB-1' };
    const problem = { status: 422, code: 'validation', extra: 1 };
    const update = { rev: 5, goals: [{ id: 'g', raised: { confirmed: 1, pledged: -1 }, supporters: null }] };
    const [contribution] = FULL.contributions.items;
    for (const readOne of [
      {
        receipt: (json: unknown) => schemas.read(schemas.receiptSchema(), json),
        problem: (json: unknown) => schemas.read(schemas.problemSchema(), json),
        update: (json: unknown) => schemas.read(schemas.goalsUpdateSchema(), json),
        event: (json: unknown) => schemas.read(schemas.contributionEventSchema(), json),
      },
      {
        receipt: (json: unknown) => page.read(sent.receiptShape, json),
        problem: (json: unknown) => page.read(campaign.problemShape, json),
        update: (json: unknown) => page.read(live.goalsUpdateShape, json),
        event: (json: unknown) => page.read(live.contributionEventShape, json),
      },
    ]) {
      expect(readOne.receipt(receipt).value).toEqual({ ...receipt, next: { type: 'none' } });
      expect(() => readOne.receipt({ ...receipt, next: { type: 'constructor' } })).toThrow('next.type is not what');
      expect(readOne.problem(problem).value).toMatchObject({ type: 'about:blank', code: 'validation' });
      expect(readOne.update(update)).toEqual({
        value: { rev: 5, from: 0, goals: [{ id: 'g', raised: { confirmed: 1 }, supporters: null }] },
        dropped: [{ path: 'goals.0.raised.pledged', reason: 'should be at least 0' }],
      });
      expect(() => readOne.update({ ...update, rev: -1 })).toThrow('rev should be at least 0');
      expect(() => readOne.update({ rev: 1, goals: [...update.goals, {}] })).toThrow('goals.1.id should be string');
      expect(readOne.event({ rev: 1, contribution }).value).toEqual({ rev: 1, from: 0, contribution });
      const quiet = readOne.event({ rev: 1, contribution: { ...contribution, message: 1 } });
      expect(quiet.dropped).toEqual([{ path: 'contribution.message', reason: 'should be string' }]);
    }
  });

  it('still turn into JSON Schema, for OpenAPI', () => {
    const json = z.toJSONSchema(schemas.campaignSchema(), { io: 'input', unrepresentable: 'any' }) as unknown as {
      required: string[];
      properties: Record<string, { anyOf?: unknown[]; default?: unknown }>;
    };
    expect(json.required).toEqual(['version', 'id', 'organization', 'mission']);
    expect(json.properties.status).toMatchObject({ default: 'active' });
    expect(JSON.stringify(json.properties.goals)).toContain('"confirmed"');
  });
});

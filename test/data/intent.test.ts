import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { hasCardNumber } from '../../src/data/card.ts';
import { coveredTotal } from '../../src/data/fees.ts';
import { chargedValue, type FormValues } from '../../src/data/chosen.ts';
import { handoffUrl } from '../../src/data/handoff.ts';
import { chosenQuantity, fieldOfPointer, toIntent, type FieldError } from '../../src/data/intent.ts';
import { contributionRequestSchema, parseCampaign, read } from '../../src/data/schema.ts';
import type { Intent, Pathway } from '../../src/data/schema.ts';

vi.setConfig({ testTimeout: 30_000 }); // random trials, on a machine that may be busy

const NOW = Date.parse('2026-03-01T12:00:00Z');
const CARD = '4111 1111 1111 1111';

function pathwayOf(rest: object): Pathway {
  const pathway = { id: 'p', kind: 'donate', label: 'P', unit: 'USD', scale: 2, ...rest };
  const core = { version: 1, id: 'c', organization: { name: 'O' }, mission: { title: 'M' } };
  const { campaign, dropped } = parseCampaign({ ...core, pathways: [pathway] });
  expect(dropped).toEqual([]);
  return campaign.pathways[0]!;
}

const empty: FormValues = {
  pathwayId: 'p',
  actions: [],
  shifts: [],
  name: '',
  email: '',
  message: '',
  anonymous: true,
  fields: {},
  consents: {},
  coverFees: false,
  hp: '',
};
const filled: FormValues = { ...empty, custom: '25', email: 'ada@example.org', name: 'Ada', anonymous: false };
const en = { locale: 'en', now: NOW };

function errorsOf(values: Partial<FormValues>, pathway: object = {}, context = en): FieldError[] {
  const result = toIntent({ ...filled, ...values }, pathwayOf(pathway), context);
  return result.ok ? [] : result.errors;
}

function intentOf(
  values: Partial<FormValues>,
  pathway: object = {},
  context: Parameters<typeof toIntent>[2] = en,
): Intent {
  const result = toIntent({ ...filled, ...values }, pathwayOf(pathway), context);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  // Whatever the form makes, the server's schema takes.
  read(contributionRequestSchema(), JSON.parse(JSON.stringify(result.intent)));
  return result.intent;
}

describe('toIntent: money', () => {
  it('[CF2] sends the chosen preset, or what was typed', () => {
    const presets = [{ amounts: [{ value: 1000 }, { value: 5000 }] }];
    expect(intentOf({ preset: 5000, custom: '' }, { presets }).quantity).toEqual({
      value: 5000,
      unit: 'USD',
      scale: 2,
    });
    expect(intentOf({ custom: '$19.99' }).quantity?.value).toBe(1999);
    expect(intentOf({ preset: 5000, custom: 'left over' }, { presets }).quantity?.value).toBe(5000);
  });

  it('[CF2] takes a preset the owner offers whatever the limits say, and no other', () => {
    const pathway = { presets: [{ amounts: [{ value: 500 }] }], min: 1000 };
    expect(intentOf({ preset: 500 }, pathway).quantity?.value).toBe(500);
    expect(errorsOf({ preset: 600 }, pathway)[0]?.code).toBe('amount-too-small');
    expect(errorsOf({ custom: '5' }, pathway)[0]?.code).toBe('amount-too-small');
  });

  it.each([
    ['', {}, { code: 'amount-missing' }],
    ['abc', {}, { code: 'amount-not-a-number', params: { unit: 'USD', scale: 2 } }],
    ['1.000', {}, { code: 'amount-ambiguous', params: { unit: 'USD', scale: 2, choices: [100, 100000] } }],
    ['1.999', {}, { code: 'amount-too-precise', params: { unit: 'USD', scale: 2 } }],
    ['-5', {}, { code: 'amount-negative', params: { unit: 'USD', scale: 2 } }],
    ['€5', {}, { code: 'amount-other-unit', params: { unit: 'USD', scale: 2 } }],
    ['0', {}, { code: 'amount-too-small', params: { min: 1, value: 0 } }],
    ['4.99', { min: 500 }, { code: 'amount-too-small', params: { min: 500, value: 499 } }],
    ['1000.01', { max: 100000 }, { code: 'amount-too-large', params: { max: 100000, value: 100001 } }],
    ['9'.repeat(18), { max: 100000 }, { code: 'amount-too-large', params: { unit: 'USD', scale: 2, max: 100000 } }],
    ['12', { step: 500 }, { code: 'amount-step', params: { step: 500, value: 1200, choices: [1000, 1500] } }],
    ['12', { step: 500, min: 1100 }, { code: 'amount-step', params: { step: 500, value: 1200, choices: [1500] } }],
  ])('[CF2] says what to do about %j with %o', (custom, pathway, expected) => {
    expect(errorsOf({ custom }, pathway)).toEqual([{ field: 'amount', ...expected }]);
  });

  it('[CF3] reads the amount in the language of the page', () => {
    expect(intentOf({ custom: '1.000' }, {}, { ...en, locale: 'de' }).quantity?.value).toBe(100000);
    expect(intentOf({ custom: '٢٥٫٥٠' }, {}, { ...en, locale: 'ar-EG' }).quantity?.value).toBe(2550);
  });

  it('[CF28] keeps the decimals of the pathway', () => {
    expect(intentOf({ custom: '500' }, { unit: 'JPY', scale: 0 }).quantity).toEqual({
      value: 500,
      unit: 'JPY',
      scale: 0,
    });
    expect(intentOf({ custom: '1.5' }, { unit: 'KWD', scale: 3 }).quantity?.value).toBe(1500);
  });

  it('[CF6] sends a frequency only where there is one, and asks where there are several', () => {
    expect(intentOf({ frequency: 'monthly' })).not.toHaveProperty('frequency');
    expect(intentOf({}, { frequencies: ['monthly'] }).frequency).toBe('monthly');
    const two = { frequencies: ['once', 'monthly'] };
    expect(intentOf({ frequency: 'monthly' }, two).frequency).toBe('monthly');
    expect(errorsOf({}, two)).toEqual([{ field: 'frequency', code: 'frequency-missing' }]);
    expect(errorsOf({ frequency: 'weekly' }, two)).toEqual([{ field: 'frequency', code: 'frequency-missing' }]);
  });

  it('[CF12] repeats on the button what will be charged, fee and all', () => {
    const pathway = pathwayOf({ coverFees: { percent: 2.9, fixed: 30 } });
    const charged = (values: FormValues, path: Pathway) =>
      chargedValue(chosenQuantity(values, path, 'en'), values, path);
    expect(charged(filled, pathway)).toBe(2500);
    expect(charged({ ...filled, coverFees: true }, pathway)).toBe(coveredTotal(2500, { percent: 2.9, fixed: 30 }));
    expect(charged({ ...filled, coverFees: true }, pathwayOf({}))).toBe(2500);
    expect(charged({ ...filled, custom: '1.000' }, pathway)).toBeUndefined();
    expect(intentOf({ coverFees: true }, { coverFees: { percent: 2.9 } })).toMatchObject({
      coverFees: true,
      quantity: { value: 2500 },
    });
    expect(intentOf({ coverFees: true })).not.toHaveProperty('coverFees');
  });
});

describe('toIntent: pledges, hours, actions, ideas', () => {
  const pledge = { kind: 'pledge' };

  it.each([
    [undefined, 'due-missing'],
    ['', 'due-missing'],
    ['soon', 'due-invalid'],
    ['2026-02-30', 'due-invalid'],
    ['2026-02-28', 'due-past'],
    ['2025-12-31', 'due-past'],
  ])('[CF1] asks for the day of a pledge: %s', (due, code) => {
    expect(errorsOf({ due }, pledge)).toMatchObject([{ field: 'due', code }]);
  });

  it('[CF1] takes today for today everywhere on earth', () => {
    expect(intentOf({ due: '2026-03-01' }, pledge).due).toBe('2026-03-01');
    const midnight = { ...en, now: Date.parse('2026-03-02T03:00:00Z') };
    expect(intentOf({ due: '2026-03-01' }, pledge, midnight).due).toBe('2026-03-01');
    expect(intentOf({ due: '2026-04-01' })).not.toHaveProperty('due');
  });

  const volunteer = { kind: 'volunteer', unit: 'hours', scale: 1, min: 10, max: 80, step: 5 };

  it('[CF7] sends hours, and the chosen dates that exist', () => {
    const shifts = [
      { id: 's1', label: 'One' },
      { id: 's2', label: 'Two' },
    ];
    expect(intentOf({ hours: 15, shifts: ['s2', 'gone'] }, { ...volunteer, shifts })).toMatchObject({
      quantity: { value: 15, unit: 'hours', scale: 1 },
      shifts: ['s2'],
    });
  });

  it.each([
    [{ hours: undefined, custom: '' }, 'hours-missing'],
    [{ hours: 5 }, 'hours-too-small'],
    [{ hours: 85 }, 'hours-too-large'],
    [{ hours: 12 }, 'hours-step'],
  ])('[CF7] says what to do about %o', (values, code) => {
    expect(errorsOf(values, volunteer)).toMatchObject([{ field: 'hours', code }]);
  });

  it('[CF7] understands typed hours too', () => {
    expect(intentOf({ custom: '1,5 Std.' }, volunteer, { ...en, locale: 'de' }).quantity?.value).toBe(15);
  });

  it('[CF7] counts the ticked actions that exist', () => {
    const act = {
      kind: 'act',
      unit: 'actions',
      scale: 0,
      actions: [
        { id: 'a', label: 'A' },
        { id: 'b', label: 'B' },
      ],
    };
    expect(intentOf({ actions: ['b', 'a', 'gone'], email: '' }, act)).toMatchObject({
      actions: ['a', 'b'],
      quantity: { value: 2, unit: 'actions', scale: 0 },
    });
    expect(errorsOf({ actions: ['gone'] }, act)).toEqual([{ field: 'actions', code: 'actions-missing' }]);
    expect(chosenQuantity({ ...filled, actions: ['a'] }, pathwayOf(act), 'en')).toEqual({ ok: true, value: 1 });
  });

  it('[CF1] takes an idea in words', () => {
    const share = { kind: 'share', unit: 'ideas', scale: 0 };
    expect(intentOf({ message: ' Plant oaks. ', email: '' }, share)).toMatchObject({ message: 'Plant oaks.' });
    expect(intentOf({ message: 'Plant oaks.' }, share)).not.toHaveProperty('quantity');
    expect(errorsOf({ message: ' ' }, share)).toEqual([{ field: 'message', code: 'message-missing' }]);
  });
});

describe('toIntent: the person', () => {
  it.each(['donate', 'pledge', 'volunteer'])('[CF9] needs an e-mail address to %s', (kind) => {
    expect(errorsOf({ email: ' ', hours: 10, due: '2026-05-01' }, { kind })).toEqual([
      { field: 'email', code: 'email-missing' },
    ]);
  });

  it.each(['ada', 'ada@', 'ada@example', '@example.org', 'a b@example.org', 'ada@example.'])(
    '[CF9] finds %j incomplete',
    (email) => {
      expect(errorsOf({ email })).toEqual([{ field: 'email', code: 'email-incomplete' }]);
    },
  );

  it('[CF9] trims, and leaves out what is empty', () => {
    expect(intentOf({ name: ' Ada ', email: ' ada@example.org\n', message: ' ' })).toEqual({
      pathwayId: 'p',
      quantity: { value: 2500, unit: 'USD', scale: 2 },
      name: 'Ada',
      email: 'ada@example.org',
      anonymous: false,
      locale: 'en',
      hp: '',
    });
  });

  it('[CF10] is anonymous when asked, and when there is no name', () => {
    expect(intentOf({ anonymous: true }).anonymous).toBe(true);
    expect(intentOf({ name: ' ' }).anonymous).toBe(true);
    expect(intentOf({ anonymous: true }).name).toBe('Ada');
  });

  it.each([
    ['name', 200],
    ['message', 2000],
  ])('holds %s to %d characters', (field, max) => {
    expect(errorsOf({ [field]: 'x'.repeat(max) })).toEqual([]);
    expect(errorsOf({ [field]: 'x'.repeat(max + 1) })).toEqual([
      { field, code: 'text-too-long', params: { max, length: max + 1 } },
    ]);
  });

  it('[CF11] sends every consent with its version, granted or not, and insists on the required ones', () => {
    const consents = [
      { id: 'news', text: 'News', version: '2026-01' },
      { id: 'terms', text: 'Terms', version: '3', required: true },
    ];
    expect(intentOf({ consents: { terms: true } }, { consents }).consents).toEqual([
      { id: 'news', version: '2026-01', granted: false },
      { id: 'terms', version: '3', granted: true },
    ]);
    expect(errorsOf({ consents: { news: true } }, { consents })).toEqual([
      { field: 'consents.terms', code: 'consent-missing' },
    ]);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    '[F26] takes no consent and no text from %s',
    (id) => {
      const consents = [{ id, text: 'C', version: '1', required: true }];
      expect(errorsOf({}, { consents })).toEqual([{ field: `consents.${id}`, code: 'consent-missing' }]);
      const field = { id, kind: 'text', label: 'F' };
      expect(intentOf({}, { fields: [field] })).not.toHaveProperty('fields');
      expect(errorsOf({}, { fields: [{ ...field, required: true }] })).toMatchObject([{ code: 'field-missing' }]);
    },
  );
});

describe('toIntent: fields of the campaign', () => {
  const field = (kind: string, rest: object = {}) => ({ fields: [{ id: 'f', kind, label: 'F', ...rest }] });
  const options = [{ value: 's', label: 'S' }];

  it.each([
    ['text', { required: true }, '', 'field-missing'],
    ['text', { required: true }, undefined, 'field-missing'],
    ['checkbox', { required: true }, false, 'field-missing'],
    ['select', { options }, 'xl', 'field-choice'],
    ['radios', { options }, 'xl', 'field-choice'],
    ['date', {}, '2026-02-30', 'field-date'],
    ['number', {}, 'many', 'field-not-a-number'],
    ['text', { maxLength: 3 }, 'four', 'text-too-long'],
    ['textarea', {}, `my card ${CARD}`, 'card-data'],
    ['number', {}, CARD.replaceAll(' ', ''), 'card-data'],
  ])('[CF13] %s with %o refuses %j: %s', (kind, rest, value, code) => {
    const fields: FormValues['fields'] = value === undefined ? {} : { f: value };
    expect(errorsOf({ fields }, field(kind, rest))).toMatchObject([{ field: 'fields.f', code }]);
  });

  it.each([
    ['text', {}, ' L ', 'L'],
    ['checkbox', {}, true, true],
    ['checkbox', {}, false, false],
    ['select', { options }, 's', 's'],
    ['date', {}, '2026-02-28', '2026-02-28'],
    ['number', {}, '-1.5', '-1.5'],
  ])('[CF13] %s with %o sends %j as %j', (kind, rest, value, sent) => {
    expect(intentOf({ fields: { f: value, other: 'x' } }, field(kind, rest)).fields).toEqual({ f: sent });
  });
});

describe('toIntent: everything at once', () => {
  it('[CF4] lists every problem in the order of the form', () => {
    const pathway = {
      kind: 'pledge',
      frequencies: ['once', 'monthly'],
      fields: [{ id: 'f', kind: 'text', label: 'F', required: true }],
      consents: [{ id: 'c', text: 'C', version: '1', required: true }],
    };
    const values = { custom: '', email: '', name: CARD, message: CARD };
    expect(errorsOf(values, pathway).map((error) => error.field)).toEqual([
      'amount',
      'frequency',
      'due',
      'fields.f',
      'name',
      'email',
      'message',
      'consents.c',
    ]);
  });

  it('[CF15] passes on where the visitor came from and where to return, cut to size', () => {
    const source = { utm_source: 'x'.repeat(300), ['k'.repeat(65)]: 'v' };
    const intent = intentOf({ hp: 'bot' }, {}, { ...en, source, returnUrl: 'https://example.org/thanks' });
    expect(intent).toMatchObject({ returnUrl: 'https://example.org/thanks', hp: 'bot', locale: 'en' });
    expect(intent.source).toEqual({ utm_source: 'x'.repeat(200) });
  });

  it('[CF16] [S26] says in whole milliseconds how long the page has been open, where that is known', () => {
    expect(intentOf({}, {}, { ...en, fillMs: 5230.4 }).fillMs).toBe(5230);
    expect(intentOf({}, {}, en)).not.toHaveProperty('fillMs');
  });
});

describe('hasCardNumber', () => {
  it.each([
    CARD,
    '4111111111111111',
    'pay with 4111-1111-1111-1111 please',
    '4111.1111.1111.1111',
    '4111\u00A01111\u00A01111\u00A01111',
    '４１１１１１１１１１１１１１１１',
    '378282246310005',
    '30569309025904',
    '6304000000000000018',
    '4222222222222',
  ])('[S29] finds one in %j', (text) => {
    expect(hasCardNumber(text)).toBe(true);
  });

  it.each(['', '4111 1111 1111 1112', '123456789012', '2026-03-01 12:00', '+1 202 555 0123', '4'.repeat(30)])(
    '[S29] finds none in %j',
    (text) => {
      expect(hasCardNumber(text)).toBe(false);
    },
  );

  it.each(['name', 'message', 'email'])('[S29] refuses it in %s', (field) => {
    const text = field === 'email' ? '4111111111111111@example.org' : `x ${CARD} y`;
    expect(errorsOf({ [field]: text })).toEqual([{ field, code: 'card-data' }]);
  });
});

describe('handoffUrl', () => {
  const intent: Intent = {
    pathwayId: 'p',
    quantity: { value: 4242, unit: 'USD', scale: 2 },
    frequency: 'monthly',
    name: 'Ada & Söhne',
    email: 'ada+x@example.org',
    returnUrl: 'https://example.org/thanks?a=1',
    source: { utm_source: 'letter', secret: 'no' },
  };
  const fill = (template: string, changes: Partial<Intent> = {}, amountStyle = 'major') =>
    handoffUrl(pathwayOf({ handoff: { type: 'redirect', template, amountStyle } }), { ...intent, ...changes });

  it.each([
    [
      'https://opencollective.com/x/donate{?amount,interval,email,name,redirect,tags}',
      'https://opencollective.com/x/donate?amount=42.42&interval=month&email=ada%2Bx%40example.org&name=Ada%20%26%20S%C3%B6hne&redirect=https%3A%2F%2Fexample.org%2Fthanks%3Fa%3D1',
    ],
    [
      'https://www.every.org/x{?amount,frequency,success_url,webhook_token}#donate',
      'https://www.every.org/x?amount=42.42&frequency=MONTHLY&success_url=https%3A%2F%2Fexample.org%2Fthanks%3Fa%3D1#donate',
    ],
    [
      'https://liberapay.com/x/donate{?amount,currency,period}',
      'https://liberapay.com/x/donate?amount=42.42&currency=USD&period=monthly',
    ],
    ['https://buy.stripe.com/x{?prefilled_email}', 'https://buy.stripe.com/x?prefilled_email=ada%2Bx%40example.org'],
    [
      'https://x.example/give?fund=7{&amount,utm_source,secret}',
      'https://x.example/give?fund=7&amount=42.42&utm_source=letter',
    ],
    ['https://x.example/give/{amount}/{+currency}', 'https://x.example/give/42.42/USD'],
    ['https://x.example/give{/currency,amount}{#email}', 'https://x.example/give/USD/42.42#ada+x@example.org'],
    ['https://x.example/give', 'https://x.example/give'],
  ])('[CF17] fills %s', (template, expected) => {
    expect(fill(template)).toBe(expected);
  });

  it('[CF17] writes minor units where the platform wants them', () => {
    const template = 'https://hcb.hackclub.com/donations/start/x{?amount,monthly}';
    expect(fill(template, {}, 'minor')).toBe('https://hcb.hackclub.com/donations/start/x?amount=4242&monthly=true');
  });

  it('[CF17] writes whole amounts whole, and leaves out what is unknown', () => {
    const whole = { quantity: { value: 2500, unit: 'USD', scale: 2 }, frequency: 'once' as const };
    const template = 'https://x.example/{?amount,interval,monthly,period,frequency}';
    expect(fill(template, whole)).toBe('https://x.example/?amount=25&frequency=ONCE');
    expect(handoffUrl(pathwayOf({ handoff: { type: 'redirect', template } }), { pathwayId: 'p' })).toBe(
      'https://x.example/',
    );
  });

  it.each([
    ['https://x.example{+name}', { name: '.evil.example' }],
    ['https://x.example{+name}', { name: '@evil.example/' }],
    ['https://{name}/', { name: 'evil.example' }],
    ['https://a@x.example/{?amount}', {}],
    ['https://x.example/{?amount*}', {}],
    ['https://x.example/{?amount:3}', {}],
    ['https://x.example/{', {}],
    ['https://', {}],
  ])('[S5] [CF17] does not follow %s with %o', (template, changes) => {
    expect(fill(template, changes)).toBeUndefined();
  });

  it('[CF17] never leaves the host of the template, whatever is filled in', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('/../..', '//evil', '\\evil', '?#', '%2e', '\uD800'),
    );
    const template = 'https://x.example/give/{name}{+message}{?email,name}{#message}';
    fc.assert(
      fc.property(value, value, value, (name, message, email) => {
        const url = fill(template, { name, message, email });
        expect(url === undefined || new URL(url).origin === 'https://x.example').toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('[CF17] passes a plain link through, and has nothing for a pathway that posts', () => {
    expect(handoffUrl(pathwayOf({ handoff: { type: 'link', href: 'https://x.example/give' } }), intent)).toBe(
      'https://x.example/give',
    );
    expect(handoffUrl(pathwayOf({}), intent)).toBeUndefined();
  });
});

describe('fieldOfPointer', () => {
  const consents = [{ id: 'news', version: '1', granted: true }];

  it.each([
    ['/quantity', {}, 'amount'],
    ['/quantity/value', {}, 'amount'],
    ['#/quantity/value', {}, 'amount'],
    ['/quantity/value', { kind: 'volunteer' }, 'hours'],
    ['/quantity', { kind: 'act' }, 'actions'],
    ['/email', {}, 'email'],
    ['/actions/0', {}, 'actions'],
    ['/fields/shirt', {}, 'fields.shirt'],
    ['/fields/a~1b~0c', {}, 'fields.a/b~c'],
    ['/consents/0/granted', { intent: { pathwayId: 'p', consents } }, 'consents.news'],
    ['/consents/9', { intent: { pathwayId: 'p', consents } }, 'consents'],
    ['/consents/terms', {}, 'consents.terms'],
    ['/consents', {}, 'consents'],
    ['', {}, ''],
  ] as const)('[CF4] finds the field of %j with %o: %s', (pointer, sent, field) => {
    expect(fieldOfPointer(pointer, sent as Parameters<typeof fieldOfPointer>[1])).toBe(field);
  });
});

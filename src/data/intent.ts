/** From what stands in the form to what is sent, or to the reasons it cannot be. Pure. */
import { hasCardNumber } from './card.ts';
import { pickedQuantity, type FormValues } from './chosen.ts';
import { isWaitedFor } from './shifts.ts';
import { parseQuantity, type ParseResult } from './parse-quantity.ts';
import type { Field, Frequency, Intent, Pathway, PathwayKind } from './schema.ts';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export type ErrorCode =
  | `amount-${'missing' | 'not-a-number' | 'ambiguous' | 'too-precise' | 'negative' | 'other-unit' | 'too-small' | 'too-large' | 'step'}`
  | `hours-${'missing' | 'too-small' | 'too-large' | 'step'}`
  | `due-${'missing' | 'invalid' | 'past'}`
  | `email-${'missing' | 'incomplete'}`
  | `field-${'missing' | 'choice' | 'not-a-number' | 'date'}`
  | 'frequency-missing'
  | 'actions-missing'
  | 'message-missing'
  | 'consent-missing'
  | 'text-too-long'
  | 'card-data';

/**
 * What is wrong with one field. `field` is `amount`, `frequency`, `hours`, `actions`, `due`, `name`, `email`, `message`,
 * `consents.<id>` or `fields.<id>`; `params` are raw values in the pathway's scale, to be formatted where they are shown.
 */
export interface FieldError {
  field: string;
  code: ErrorCode;
  params?: Record<string, number | string | number[]>;
}

export interface IntentContext {
  locale: string;
  /** Server time, milliseconds since the epoch. */
  now: number;
  returnUrl?: string | undefined;
  source?: Record<string, string> | undefined;
  /** How long the page has been open, in milliseconds. */
  fillMs?: number | undefined;
}

export type IntentResult = { ok: true; intent: Intent } | { ok: false; errors: FieldError[] };

/** The quantity the visitor has chosen, which the button repeats: what was picked, else what was typed. */
export function chosenQuantity(values: FormValues, pathway: Pathway, locale: string): ParseResult {
  const { unit, scale } = pathway;
  return pickedQuantity(values, pathway) ?? parseQuantity(values.custom ?? '', { unit, scale, locale });
}

/** Everything the form must send, or every reason it cannot, in the order of the form. */
export function toIntent(values: FormValues, pathway: Pathway, context: IntentContext): IntentResult {
  // What another platform asks for itself is not asked for here.
  const here = pathway.handoff.type === 'post';
  const errors = [
    ...quantityErrors(values, pathway, context.locale),
    ...frequencyErrors(values, pathway),
    ...dueErrors(values, pathway, context.now),
    ...(here ? pathway.fields.flatMap((field) => fieldErrors(field, own(values.fields, field.id))) : []),
    ...textErrors('name', values.name, 200),
    ...emailErrors(values, pathway),
    ...(here ? dedicationErrors(values, pathway) : []),
    ...messageErrors(values, pathway),
    ...pathway.consents
      .filter((consent) => here && consent.required && own(values.consents, consent.id) !== true)
      .map((consent): FieldError => ({ field: `consents.${consent.id}`, code: 'consent-missing' })),
  ];
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, intent: intentOf(values, pathway, context) };
}

function intentOf(values: FormValues, pathway: Pathway, context: IntentContext): Intent {
  const quantity = chosenQuantity(values, pathway, context.locale);
  const name = values.name.trim();
  const email = values.email.trim();
  const message = values.message.trim();
  const fields = pathway.fields
    .map(({ id }) => [id, own(values.fields, id)] as const)
    .map(([id, value]) => [id, typeof value === 'string' ? value.trim() : value] as const)
    .filter((entry): entry is [string, string | boolean] => entry[1] !== undefined && entry[1] !== '');
  const frequency = frequencyOf(values, pathway);
  const [shifts, waitlist] = [false, true].map((waits) =>
    pathway.shifts
      .filter((shift) => values.shifts.includes(shift.id) && isWaitedFor(shift) === waits)
      .map((shift) => shift.id),
  ) as [string[], string[]];
  const tell = values.dedicationTell?.trim();
  const actions = pathway.actions.map((action) => action.id).filter((id) => values.actions.includes(id));
  return {
    pathwayId: pathway.id,
    ...(quantity.ok && pathway.kind !== 'share'
      ? { quantity: { value: quantity.value, unit: pathway.unit, scale: pathway.scale } }
      : {}),
    ...(frequency ? { frequency } : {}),
    ...(pathway.kind === 'pledge' && values.due ? { due: values.due } : {}),
    ...(pathway.kind === 'act' ? { actions } : {}),
    ...(pathway.kind === 'volunteer' && shifts.length > 0 ? { shifts } : {}),
    ...(pathway.kind === 'volunteer' && waitlist.length > 0 ? { waitlist } : {}),
    ...(pathway.dedication && values.dedicate
      ? {
          dedication: {
            kind: values.dedicationKind ?? 'honour',
            name: values.dedicationName!.trim(),
            ...(tell ? { tell } : {}),
            public: values.dedicationShow ?? false,
          },
        }
      : {}),
    ...(pathway.onBehalf && values.behalf ? { organization: values.organization!.trim() } : {}),
    ...(name ? { name } : {}),
    ...(email ? { email } : {}),
    anonymous: values.anonymous || (name === '' && !(pathway.onBehalf && values.behalf)),
    ...(message ? { message } : {}),
    ...(fields.length > 0 ? { fields: Object.fromEntries(fields) } : {}),
    ...(pathway.consents.length > 0
      ? {
          consents: pathway.consents.map(({ id, version }) => ({
            id,
            version,
            granted: own(values.consents, id) === true,
          })),
        }
      : {}),
    ...(pathway.coverFees ? { coverFees: values.coverFees } : {}),
    ...(context.returnUrl ? { returnUrl: context.returnUrl } : {}),
    ...(context.source && Object.keys(context.source).length > 0 ? { source: shortSource(context.source) } : {}),
    locale: context.locale,
    hp: values.hp,
    ...(context.fillMs === undefined ? {} : { fillMs: Math.round(context.fillMs) }),
  };
}

/** Campaign parameters come from the address of the page: anybody may have written them. */
function shortSource(source: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(source)
      .filter(([key]) => key.length <= 64)
      .slice(0, 20)
      .map(([key, value]) => [key, value.slice(0, 200)]),
  );
}

// ── One check per field ─────────────────────────────────────────────────────

function quantityErrors(values: FormValues, pathway: Pathway, locale: string): FieldError[] {
  if (pathway.kind === 'share') return [];
  const chosen = chosenQuantity(values, pathway, locale);
  if (pathway.kind === 'act') return chosen.ok ? [] : [{ field: 'actions', code: 'actions-missing' }];
  const field = pathway.kind === 'volunteer' ? 'hours' : 'amount';
  if (!chosen.ok) return [unreadable(field, chosen, pathway)];
  const often = frequencyOf(values, pathway) ?? 'once';
  const offered = pathway.presets
    .filter(({ frequency }) => frequency === undefined || frequency === often)
    .some((set) => set.amounts.some((amount) => amount.value === chosen.value));
  if (offered && chosen.value === values.preset) return [];
  const { value } = chosen;
  const min = Math.max(1, pathway.min ?? 1);
  const { max, step } = pathway;
  if (value < min) return [{ field, code: `${field}-too-small`, params: { min, value } }];
  if (max !== undefined && value > max) return [{ field, code: `${field}-too-large`, params: { max, value } }];
  if (step !== undefined && value % step !== 0) {
    const below = value - (value % step);
    const choices = [below, below + step].filter((one) => one >= min && (max === undefined || one <= max));
    return [{ field, code: `${field}-step`, params: { step, value, choices } }];
  }
  return [];
}

function unreadable(field: 'amount' | 'hours', failed: ParseResult & { ok: false }, pathway: Pathway): FieldError {
  if (failed.reason === 'empty') return { field, code: `${field}-missing` };
  const params = {
    unit: pathway.unit,
    scale: pathway.scale,
    ...(failed.choices ? { choices: failed.choices } : {}),
    ...(failed.reason === 'too-large' ? { max: pathway.max ?? Number.MAX_SAFE_INTEGER } : {}),
  };
  return { field, code: `amount-${failed.reason}`, params };
}

function frequencyErrors(values: FormValues, pathway: Pathway): FieldError[] {
  const missing = pathway.frequencies.length > 0 && frequencyOf(values, pathway) === undefined;
  return missing ? [{ field: 'frequency', code: 'frequency-missing' }] : [];
}

/** The chosen frequency; where only one is offered there is nothing to choose. */
function frequencyOf(values: FormValues, pathway: Pathway): Frequency | undefined {
  const offered = pathway.frequencies;
  if (values.frequency && offered.includes(values.frequency)) return values.frequency;
  return offered.length === 1 ? offered[0] : undefined;
}

/** Ids come from the backend: one that is called `constructor` must not find what every object inherits. */
function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function dueErrors(values: FormValues, pathway: Pathway, now: number): FieldError[] {
  if (pathway.kind !== 'pledge') return [];
  const due = values.due?.trim() ?? '';
  if (due === '') return [{ field: 'due', code: 'due-missing' }];
  if (!isDate(due)) return [{ field: 'due', code: 'due-invalid' }];
  // "Today" is a different day around the world; the latest clocks are twelve hours behind UTC.
  const today = new Date(now - 12 * 3_600_000).toISOString().slice(0, 10);
  return due < today ? [{ field: 'due', code: 'due-past', params: { today } }] : [];
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

function emailErrors(values: FormValues, pathway: Pathway): FieldError[] {
  const email = values.email.trim();
  // Where another platform takes over, it asks for the address itself.
  const needed = pathway.handoff.type === 'post' && ['donate', 'pledge', 'volunteer'].includes(pathway.kind);
  if (email === '') return needed ? [{ field: 'email', code: 'email-missing' }] : [];
  if (!EMAIL.test(email)) return [{ field: 'email', code: 'email-incomplete' }];
  return textErrors('email', email, 254);
}

function dedicationErrors(values: FormValues, pathway: Pathway): FieldError[] {
  const needed = (field: 'dedicationName' | 'organization'): FieldError[] => {
    const text = values[field]?.trim() ?? '';
    return text === '' ? [{ field, code: 'field-missing' }] : textErrors(field, text, 200);
  };
  const tell = values.dedicationTell?.trim() ?? '';
  return [
    ...(pathway.onBehalf && values.behalf ? needed('organization') : []),
    ...(pathway.dedication && values.dedicate
      ? [
          ...needed('dedicationName'),
          ...(tell && !EMAIL.test(tell)
            ? [{ field: 'dedicationTell', code: 'email-incomplete' } as const]
            : textErrors('dedicationTell', tell, 254)),
        ]
      : []),
  ];
}

function messageErrors(values: FormValues, pathway: Pathway): FieldError[] {
  const wanted = pathway.kind === 'share' && pathway.fields.length === 0 && pathway.handoff.type === 'post';
  if (wanted && values.message.trim() === '') return [{ field: 'message', code: 'message-missing' }];
  return textErrors('message', values.message, 2000);
}

function fieldErrors(definition: Field, value: string | boolean | undefined): FieldError[] {
  const field = `fields.${definition.id}`;
  const text = typeof value === 'string' ? value.trim() : '';
  const empty = definition.kind === 'checkbox' ? value !== true : text === '';
  if (empty) return definition.required ? [{ field, code: 'field-missing' }] : [];
  if (definition.kind === 'checkbox') return [];
  if (definition.kind === 'select' || definition.kind === 'radios') {
    return definition.options.some((option) => option.value === text) ? [] : [{ field, code: 'field-choice' }];
  }
  if (definition.kind === 'date') return isDate(text) ? [] : [{ field, code: 'field-date' }];
  // A number field of the browser hands over the standard form, whatever was typed.
  if (definition.kind === 'number' && !/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text))
    return [{ field, code: 'field-not-a-number' }];
  return textErrors(field, text, Math.min(definition.maxLength ?? 4000, 4000));
}

function textErrors(field: string, text: string, max: number): FieldError[] {
  const trimmed = text.trim();
  if (hasCardNumber(trimmed)) return [{ field, code: 'card-data' }];
  return trimmed.length > max ? [{ field, code: 'text-too-long', params: { max, length: trimmed.length } }] : [];
}

// ── What the server found ───────────────────────────────────────────────────

/**
 * The form's field for the JSON pointer of a problem: `/quantity/value` is `amount`, or `hours` when volunteering. The
 * items of a list have no names on the wire, so the consents need the intent that was sent.
 */
export function fieldOfPointer(pointer: string, sent: { intent?: Intent; kind?: PathwayKind } = {}): string {
  const [name = '', key] = pointer
    .replace(/^#/, '')
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (name === 'quantity') return sent.kind === 'volunteer' ? 'hours' : sent.kind === 'act' ? 'actions' : 'amount';
  if (name === 'dedication') return key === 'tell' ? 'dedicationTell' : 'dedicationName';
  if (name === 'waitlist') return 'shifts';
  if (name === 'fields' && key !== undefined) return `fields.${key}`;
  if (name === 'consents' && key !== undefined) {
    // A consent that was sent has a place in the list; one that is missing can only be named.
    const id = /^\d+$/.test(key) ? sent.intent?.consents?.[Number(key)]?.id : key;
    return id === undefined ? 'consents' : `consents.${id}`;
  }
  return name;
}

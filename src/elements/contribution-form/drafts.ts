import { numberFormat, toDecimalString } from '../../data/quantity.ts';
import type { FormValues } from '../../data/chosen.ts';
import type { Frequency, Pathway } from '../../data/schema.ts';
import { presetsOf } from './view.ts';

/** The consent that puts a name on the public list. Without it the name stays off, whatever else is ticked. */
export const PUBLISH_NAME = 'publish-name';

/** What has been typed, kept per pathway; who the visitor is, is the same person on all of them. */
export class Drafts {
  readonly #byPathway = new Map<string, FormValues>();
  #person = { name: '', email: '' };

  /** What stands in the form of this pathway, or what it starts with: nothing is ticked for anybody. */
  of(pathway: Pathway, locale: string): FormValues {
    let values = this.#byPathway.get(pathway.id);
    if (!values) this.#byPathway.set(pathway.id, (values = initialValues(pathway, locale)));
    return { ...values, ...this.#person };
  }

  put(values: FormValues): void {
    this.#byPathway.set(values.pathwayId, values);
    this.#person = { name: values.name, email: values.email };
  }

  /** After a contribution its amount and message are gone, the person is not. */
  forget(pathwayId: string): void {
    this.#byPathway.delete(pathwayId);
  }
}

function initialValues(pathway: Pathway, locale: string): FormValues {
  const { frequencies } = pathway;
  const frequency: Frequency | undefined = frequencies.includes('once') ? 'once' : frequencies[0];
  return {
    pathwayId: pathway.id,
    frequency,
    ...startAmount(pathway, frequency, locale),
    hours: pathway.kind === 'volunteer' ? (pathway.default ?? pathway.min ?? 10 ** pathway.scale) : undefined,
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
}

/** The suggested amount: as a choice where it is one, else typed where typing is possible. */
function startAmount(pathway: Pathway, frequency: Frequency | undefined, locale: string): Partial<FormValues> {
  const { default: suggested } = pathway;
  if (suggested === undefined) return {};
  if (presetsOf(pathway, frequency).some((each) => each.value === suggested)) return { preset: suggested };
  return pathway.custom ? { custom: plainNumber(suggested, pathway.scale, locale) } : {};
}

/** Another rhythm offers other amounts: the chosen one stays where it is offered, else the suggested one is chosen. */
export function atFrequency(values: FormValues, pathway: Pathway, frequency: Frequency): FormValues {
  const offered = presetsOf(pathway, frequency).map((each) => each.value);
  const { preset } = values;
  if (preset === undefined || offered.includes(preset)) return { ...values, frequency };
  const suggested = pathway.default;
  const next = suggested !== undefined && offered.includes(suggested) ? suggested : undefined;
  return { ...values, frequency, preset: next };
}

/** A number as it can be typed: in the locale's digits and decimal sign, nothing between thousands. */
export function plainNumber(value: number, scale: number, locale: string): string {
  const digits = value % 10 ** scale === 0 ? 0 : scale;
  const options = { useGrouping: false, minimumFractionDigits: digits, maximumFractionDigits: digits };
  return numberFormat(locale, options).format(toDecimalString(value, scale) as unknown as number);
}

/** Any control of the form. Its `name` says which value it is: `email`, `fields.size`, `consents.news`. */
export type Control = Pick<HTMLInputElement, 'name' | 'value' | 'checked' | 'type'>;

/** The values after a control changed. */
export function applied(values: FormValues, control: Control, pathway: Pathway): FormValues {
  const { name, value, checked, type } = control;
  const [list = '', id = ''] = split(name);
  switch (list) {
    case 'frequency':
      return checked ? atFrequency(values, pathway, value as Frequency) : values;
    case 'preset':
      return checked ? { ...values, preset: Number(value), custom: '' } : values;
    case 'custom':
      // Emptied by choosing a preset is not the same as emptied by hand.
      return value === (values.custom ?? '') ? values : { ...values, custom: value, preset: undefined };
    case 'actions':
    case 'shifts':
      return { ...values, [list]: toggled(values[list], value, checked) };
    case 'fields':
      if (type === 'radio' && !checked) return values;
      return { ...values, fields: { ...values.fields, [id]: type === 'checkbox' ? checked : value } };
    case 'consents': {
      const consents = { ...values.consents, [id]: checked };
      return { ...values, consents, ...(id === PUBLISH_NAME ? { anonymous: !checked } : {}) };
    }
    case 'publish':
      return { ...values, anonymous: !checked };
    case 'coverFees':
      return { ...values, coverFees: checked };
    case 'due':
    case 'name':
    case 'email':
    case 'message':
    case 'hp':
      return { ...values, [list]: value };
    default:
      return values;
  }
}

function split(name: string): [string, string] {
  const dot = name.indexOf('.');
  return dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
}

function toggled(list: string[], id: string, on: boolean): string[] {
  const others = list.filter((each) => each !== id);
  return on ? [...others, id] : others;
}

import type { FormValues } from '../../data/chosen.ts';
import { inCurrency } from '../../data/fees.ts';
import type { Frequency, Pathway } from '../../data/schema.ts';
import { prefilled, type Prefill } from './prefill.ts';
import { plainNumber, presetsOf } from './view.ts';

/** The consent that puts a name on the public list. Without it the name stays off, whatever else is ticked. */
export const PUBLISH_NAME = 'publish-name';

/** What has been typed, kept per pathway; who the visitor is, is the same person on all of them. */
export class Drafts {
  readonly #prefill: () => Prefill;
  readonly #byPathway = new Map<string, FormValues>();
  /** The pathways where somebody chose or typed something. */
  readonly #typed = new Set<string>();
  #person: { name: string; email: string } | undefined;

  /** `prefill` says what a form starts with that nobody has touched yet. */
  constructor(prefill: () => Prefill) {
    this.#prefill = prefill;
  }

  /** What stands in the form of this pathway, or what it starts with: nothing is ticked for anybody. */
  of(pathway: Pathway, locale: string): FormValues {
    let values = this.#byPathway.get(pathway.id);
    if (!values) this.#byPathway.set(pathway.id, (values = this.#initial(pathway, locale)));
    return { ...fitted(values, pathway, locale), ...this.#person };
  }

  put(values: FormValues): void {
    this.#byPathway.set(values.pathwayId, values);
    this.#typed.add(values.pathwayId);
    this.#person = { name: values.name, email: values.email };
  }

  /** Everything that was typed, to be kept by somebody. */
  all(): FormValues[] {
    return [...this.#typed].map((id) => ({ ...this.#byPathway.get(id)!, ...this.#person }));
  }

  /** What was kept of an earlier visit, by whatever version of this library; what it does not say is as it begins. */
  restore(values: FormValues, pathway: Pathway, locale: string): void {
    // No amount that was chosen is missing from what was kept: a typed one must not find the suggested one beside it.
    this.put({ ...this.of(pathway, locale), preset: undefined, custom: '', ...values });
  }

  /** What nobody has touched starts anew with what the page says now. */
  renew(): void {
    for (const id of this.#byPathway.keys()) if (!this.#typed.has(id)) this.#byPathway.delete(id);
  }

  /** Another campaign: of what was typed only the person is the same. */
  clear(): void {
    this.#byPathway.clear();
    this.#typed.clear();
  }

  #initial(pathway: Pathway, locale: string): FormValues {
    const prefill = this.#prefill();
    const offered = inCurrency(pathway, prefill.currency?.toUpperCase());
    return prefilled(initialValues(offered, locale), offered, prefill, locale);
  }

  /** After a contribution its amount and message are gone, the person is not. */
  forget(pathwayId: string): void {
    this.#byPathway.delete(pathwayId);
    this.#typed.delete(pathwayId);
  }
}

/**
 * The values as far as the campaign still offers them: it may have changed since they were chosen. 5000 yen must never
 * become 5000 cents, nor a monthly gift one that is given once without a word.
 */
function fitted(values: FormValues, pathway: Pathway, locale: string): FormValues {
  const offered = inCurrency(pathway, values.currency);
  const { frequencies } = offered;
  let next = values;
  if (frequencies.length > 0 && !frequencies.includes(values.frequency!)) {
    next = { ...next, frequency: firstOf(frequencies) };
  }
  if (values.currency !== undefined && values.currency !== offered.unit) {
    const { unit: currency } = offered;
    next = { ...next, currency, custom: '', preset: undefined, ...startAmount(offered, next.frequency, locale) };
  }
  return next;
}

const firstOf = (frequencies: readonly Frequency[]): Frequency | undefined =>
  frequencies.includes('once') ? 'once' : frequencies[0];

function initialValues(pathway: Pathway, locale: string): FormValues {
  const frequency = firstOf(pathway.frequencies);
  return {
    pathwayId: pathway.id,
    currency: pathway.unit,
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

/** Any control of the form. Its `name` says which value it is: `email`, `fields.size`, `consents.news`. */
export type Control = Pick<HTMLInputElement, 'name' | 'value' | 'checked' | 'type'>;

/** The values after a control changed, or was read again. `pathway` is in the currency it will be given in. */
export function applied(values: FormValues, control: Control, pathway: Pathway, locale: string): FormValues {
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
      if (type === 'checkbox') return { ...values, fields: { ...values.fields, [id]: checked } };
      if ((type === 'radio' && !checked) || value === (values.fields[id] ?? '')) return values;
      return { ...values, fields: { ...values.fields, [id]: value } };
    case 'consents': {
      const consents = { ...values.consents, [id]: checked };
      return { ...values, consents, ...(id === PUBLISH_NAME ? { anonymous: !checked } : {}) };
    }
    case 'dedicate':
    case 'dedicationShow':
    case 'behalf':
      return { ...values, [list]: checked };
    case 'dedicationKind':
      return checked ? { ...values, dedicationKind: value as 'honour' } : values;
    case 'currency':
      // The amounts of one currency are none of another: its own suggestion, if any. What stays as it was keeps its amount.
      if (value !== pathway.unit || value === values.currency) return values;
      return {
        ...values,
        currency: value,
        custom: '',
        preset: undefined,
        ...startAmount(pathway, values.frequency, locale),
      };
    case 'publish':
      return { ...values, anonymous: !checked };
    case 'coverFees':
      return { ...values, coverFees: checked };
    case 'due':
    case 'name':
    case 'email':
    case 'message':
    case 'hp':
    case 'dedicationName':
    case 'dedicationTell':
    case 'organization':
      return value === (values[list] ?? '') ? values : { ...values, [list]: value };
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

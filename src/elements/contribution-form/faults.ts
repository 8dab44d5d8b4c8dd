/** What went wrong, in words. */
import type { ErrorCode, FieldError } from '../../data/intent.ts';
import { formatNumber, numberFormat } from '../../data/quantity.ts';
import type { Pathway } from '../../data/schema.ts';
import type { Params, Term } from '../../i18n/index.ts';
import { inWords, isCharged, isMoney, plainNumber, type Fault, type View } from './view.ts';
import { listOf } from '../../shared/lists.ts';

/** What was charged or sent: nothing, which is said before anything else. */
export function nothingHappened(pathway: Pathway): Term {
  return isCharged(pathway) ? 'notCharged' : 'notSentYet';
}

/** "45 seconds", "3 minutes": how long to wait, rounded up. */
export function waitInWords(seconds: number, locale: string): string {
  const minutes = seconds > 90;
  return numberFormat(locale, {
    style: 'unit',
    unit: minutes ? 'minute' : 'second',
    unitDisplay: 'long',
    maximumFractionDigits: 0,
  }).format(Math.ceil(minutes ? seconds / 60 : Math.max(1, seconds)));
}

// ── What to fix ─────────────────────────────────────────────────────────────

/** What only the server can find; `refused` is anything we have no words for. */
export type ServerCode = 'shift-full' | 'refused';

const TERMS: Record<ErrorCode | ServerCode, Term> = {
  'amount-missing': 'amountMissing',
  'amount-not-a-number': 'amountDigits',
  'amount-ambiguous': 'amountAmbiguous',
  'amount-too-precise': 'amountDigits',
  'amount-negative': 'amountAboveZero',
  'amount-other-unit': 'amountOtherUnit',
  'amount-too-small': 'amountTooSmall',
  'amount-too-large': 'amountTooLarge',
  'amount-step': 'amountStep',
  'hours-missing': 'amountMissing',
  'hours-too-small': 'amountTooSmall',
  'hours-too-large': 'amountTooLarge',
  'hours-step': 'amountStep',
  'due-missing': 'dueMissing',
  'due-invalid': 'dueMissing',
  'due-past': 'duePast',
  'email-missing': 'emailMissing',
  'email-incomplete': 'emailIncomplete',
  'field-missing': 'fieldMissing',
  'field-choice': 'fieldChoice',
  'field-not-a-number': 'fieldNumber',
  'field-date': 'fieldDate',
  'frequency-missing': 'frequencyMissing',
  'actions-missing': 'actionsMissing',
  'message-missing': 'fieldMissing',
  'consent-missing': 'consentMissing',
  'text-too-long': 'tooLong',
  'card-data': 'cardData',
  'shift-full': 'shiftTaken',
  refused: 'fieldRefused',
};

/** One thing to fix: found here, or by the server, whose own words never reach a visitor. */
export interface Problem {
  field: string;
  code: ErrorCode | ServerCode;
  params?: FieldError['params'];
}

/** The words that stand both in the summary and beside the field. */
export function faultOf(view: View, problem: Problem): Fault {
  const { pathway, locale } = view;
  const { params = {} } = problem;
  const values = Array.isArray(params['choices']) ? params['choices'] : [];
  const inUnits = (value: unknown) => inWords(view, Number(value));
  const words: Params = {
    label: labelOf(view, problem.field),
    example: plainNumber(exampleOf(pathway), pathway.scale, locale),
    unit: unitName(pathway.unit, locale),
    choices: listOf(values.map(inUnits), locale, 'disjunction'),
    min: inUnits(params['min'] ?? 0),
    max:
      problem.code === 'text-too-long' ? formatNumber(Number(params['max']), 0, locale) : inUnits(params['max'] ?? 0),
    length: formatNumber(Number(params['length'] ?? 0), 0, locale),
    step: inUnits(params['step'] ?? 0),
  };
  return {
    field: problem.field,
    text: view.term(TERMS[problem.code], words),
    choices: values.map((value) => ({ label: inUnits(value), typed: plainNumber(value, pathway.scale, locale) })),
  };
}

function exampleOf(pathway: Pathway): number {
  return pathway.default ?? pathway.min ?? 25 * 10 ** pathway.scale;
}

function unitName(unit: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'currency' }).of(unit) ?? unit;
  } catch {
    return unit;
  }
}

/** What a field is called on the page. */
function labelOf(view: View, field: string): string {
  const { pathway } = view;
  const dot = field.indexOf('.');
  const id = field.slice(dot + 1);
  if (field === 'pathwayId') return pathway.label;
  if (field.startsWith('fields.')) return pathway.fields.find((each) => each.id === id)?.label ?? id;
  if (field.startsWith('consents.')) return pathway.consents.find((each) => each.id === id)?.text ?? id;
  const terms: Record<string, Term> = {
    amount: 'amount',
    hours: 'hoursOffered',
    frequency: 'howOften',
    due: 'due',
    name: 'name',
    email: 'email',
    message: 'message',
    actions: 'chooseActions',
    shifts: 'chooseDay',
    coverFees: 'coverFee',
    dedicationName: 'dedicationName',
    dedicationTell: 'dedicationTell',
    organization: 'organization',
  };
  const term = terms[field];
  return term ? view.term(term) : field;
}

/** Whether the open pathway asks for this field, on whichever step: what it does not ask for has no place to lead to. */
export function hasField({ pathway, values, locked }: View, field: string): boolean {
  const { kind, handoff } = pathway;
  const post = handoff.type === 'post';
  const id = field.slice(field.indexOf('.') + 1);
  if (field.startsWith('fields.')) return pathway.fields.some((each) => each.id === id);
  if (field.startsWith('consents.')) return pathway.consents.some((each) => each.id === id);
  const asked: Record<string, boolean> = {
    amount: isMoney(pathway) && !locked.has('amount'),
    frequency: kind === 'donate' && pathway.frequencies.length > 1 && !locked.has('frequency'),
    hours: kind === 'volunteer',
    shifts: kind === 'volunteer' && pathway.shifts.length > 0,
    actions: kind === 'act',
    due: kind === 'pledge',
    name: post,
    email: post,
    message: post,
    coverFees: pathway.coverFees !== undefined,
    dedicationName: pathway.dedication && Boolean(values.dedicate),
    dedicationTell: pathway.dedication && Boolean(values.dedicate),
    organization: pathway.onBehalf && Boolean(values.behalf),
  };
  return Object.hasOwn(asked, field) && asked[field]!;
}

// The schemas are all the server takes from the library, but for this one formula: the form shows what it says here.
import { coveredTotal, inCurrency } from '../../src/data/fees.ts';
import {
  contributionRequestSchema,
  read,
  safeUrl,
  SchemaError,
  type Campaign,
  type Goal,
  type Intent,
  type Pathway,
} from '../../src/data/schema.ts';
import { hasCardNumber } from '../../src/data/card.ts';
import { fieldProblem, ProblemError, type FieldFault } from './problem.ts';

export type Request = Omit<Intent, 'anonymous'> & { anonymous: boolean };

/** Where nothing else limits an amount: far above any gift, far below where a sum stops being exact. */
const MOST = 1_000_000_000_000;

/** What a valid request comes to. */
export interface Plan {
  pathway: Pathway;
  /** What the contributor gives or pays, covered fees included, in the pathway's unit; undefined for a bare action. */
  value: number | undefined;
  /** What the goal is raised by, in the goal's unit; undefined when this pathway moves no goal. */
  counted: { goal: Goal; amount: number } | undefined;
  frequency: string | undefined;
  actions: string[];
  shifts: string[];
  /** Full ones that are waited for. */
  waitlist: string[];
  /** May the name and the message be shown? */
  publishName: boolean;
  request: Request;
}

/**
 * Reads the body of a contribution. Unknown fields are refused; text is brought to NFC without control characters.
 *
 * @throws {ProblemError} `validation` with a pointer, or `card-data-refused`
 */
export function readRequest(json: unknown): Request {
  const clean = cleaned(json, '', 0);
  try {
    return read(contributionRequestSchema(), clean).value as Request;
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    const pointer = error.path === '' ? '' : `/${error.path.split('.').map(escapePointer).join('/')}`;
    throw fieldProblem('validation', pointer, error.reason);
  }
}

/**
 * Checks a request against what its campaign takes.
 *
 * @param origin where the page is, so that it may be returned to on plain http while developing
 * @throws {ProblemError} with every field at fault, as JSON pointers
 */
export function planContribution(
  campaign: Campaign,
  request: Request,
  context: { now: number; status: Campaign['status']; origin: string | undefined; minimum: number },
): Plan {
  const open = context.status === 'active' || (context.status === 'ended' && campaign.acceptsAfterEnd);
  if (!open) throw new ProblemError('campaign-closed', { detail: `the campaign is ${context.status}` });

  const found = campaign.pathways.find((one) => one.id === request.pathwayId);
  const pathway = found && inCurrency(found, request.quantity?.unit);
  if (!pathway) throw fieldProblem('validation', '/pathwayId', 'is not a pathway of this campaign');
  if (pathway.handoff.type !== 'post')
    throw fieldProblem('validation', '/pathwayId', 'is handled on another site, not here');

  const frequency = frequencyOf(pathway, request);
  const goal = campaign.goals.find((one) => one.id === pathway.goalId);
  const value = amountOf(pathway, goal, request, { frequency, minimum: context.minimum });
  const faults: FieldFault[] = [];
  checkConsents(pathway, request, faults);
  checkFields(pathway, request, faults);
  checkChoices(pathway, request, faults);
  checkRest(pathway, request, context, faults);
  if (faults.length > 0) throw new ProblemError('validation', { errors: faults });

  const fees = request.coverFees ? pathway.coverFees : undefined;
  if (request.coverFees && !fees)
    throw fieldProblem('validation', '/coverFees', 'fees cannot be covered on this pathway');
  const total = value !== undefined && fees ? coveredTotal(value, fees) : value;
  const sameUnit = goal !== undefined && goal.unit === pathway.unit && goal.scale === pathway.scale;
  const rate = pathway.currencies.find((one) => one.unit === pathway.unit)?.rate;
  // "Fees included" counts what was paid; "excluded" what reaches the campaign, which is what the donor chose to give.
  const amount = goal?.counting.fees === 'included' ? total : value;
  const waitlist = [...new Set(request.waitlist ?? [])];
  // Who only waits for a place has not helped yet.
  const waits = waitlist.length > 0 && !request.shifts?.length;
  const counted =
    waits || amount === undefined || !goal ? undefined : sameUnit ? amount : converted(amount, rate, pathway, goal);
  return {
    pathway,
    value: total,
    counted: counted === undefined ? undefined : { goal: goal!, amount: counted },
    frequency,
    actions: [...new Set(request.actions ?? [])],
    shifts: [...new Set(request.shifts ?? [])],
    waitlist,
    publishName: !request.anonymous && mayPublish(pathway, request),
    request,
  };
}

/** In the goal's unit, rounded down: millionths of a rate are exact enough, and no float touches the money. */
function converted(amount: number, rate: number | undefined, pathway: Pathway, goal: Goal): number | undefined {
  if (rate === undefined) return undefined;
  const millionths = BigInt(amount) * BigInt(Math.round(rate * 1e6)) * 10n ** BigInt(goal.scale);
  return Number(millionths / (1_000_000n * 10n ** BigInt(pathway.scale)));
}

function mayPublish(pathway: Pathway, request: Request): boolean {
  if (!pathway.consents.some((consent) => consent.id === 'publish-name')) return true;
  return request.consents?.some((consent) => consent.id === 'publish-name' && consent.granted) ?? false;
}

function frequencyOf(pathway: Pathway, request: Request): Pathway['frequencies'][number] | undefined {
  const { frequency } = request;
  const offered = pathway.frequencies.length > 0 ? pathway.frequencies : (['once'] as const);
  if (frequency !== undefined && !(offered as readonly string[]).includes(frequency))
    throw fieldProblem('validation', '/frequency', `should be one of ${offered.join(', ')}`);
  if (pathway.kind !== 'donate' && pathway.kind !== 'pledge') return frequency;
  return frequency ?? (offered.includes('once') ? 'once' : offered[0]);
}

function amountOf(
  pathway: Pathway,
  goal: Goal | undefined,
  request: Request,
  { frequency, minimum }: { frequency: string | undefined; minimum: number },
): number | undefined {
  const { quantity } = request;
  if (!quantity) return impliedAmount(pathway, goal, request);
  if (quantity.unit !== pathway.unit)
    throw fieldProblem('unit-not-accepted', '/quantity/unit', `should be ${pathway.unit}`);
  if (quantity.scale !== pathway.scale)
    throw fieldProblem('unit-not-accepted', '/quantity/scale', `should be ${pathway.scale}`);

  const { value } = quantity;
  const refuse = (detail: string): never => {
    throw fieldProblem('amount-out-of-range', '/quantity/value', detail);
  };
  const presets = pathway.presets
    .filter((group) => group.frequency === undefined || group.frequency === (frequency ?? 'once'))
    .flatMap((group) => group.amounts.map((amount) => amount.value));
  if (presets.includes(value) && value > 0) return value;
  if (!pathway.custom && presets.length > 0) return refuse(`should be one of ${presets.join(', ')}`);
  const min = leastOf(pathway, minimum);
  if (value < min) return refuse(`should be at least ${min}`);
  const max = Math.min(pathway.max ?? mostOf(pathway), MOST);
  if (value > max) return refuse(`should be at most ${max}`);
  if (pathway.step !== undefined && value % pathway.step !== 0)
    return refuse(`should be a multiple of ${pathway.step}`);
  return value;
}

/** The pathway's own word; else, for money that is really asked for, what keeps card testers away. */
export function leastOf(pathway: Pathway, minimum: number): number {
  return Math.max(pathway.min ?? (pathway.kind === 'donate' ? minimum * 10 ** pathway.scale : 1), 1);
}

/** Somebody who ticks three actions has done three things, not three million. */
function mostOf(pathway: Pathway): number {
  if (pathway.kind === 'act' || pathway.kind === 'share')
    return Math.max(1, pathway.actions.length) * 10 ** pathway.scale;
  return MOST;
}

/** Actions are counted, shifts last as long as they last; money is never guessed. */
function impliedAmount(pathway: Pathway, goal: Goal | undefined, request: Request): number | undefined {
  const one = 10 ** pathway.scale;
  if (pathway.kind === 'act' && goal?.unit === pathway.unit) return (new Set(request.actions).size || 1) * one;
  if (pathway.kind === 'act' || pathway.kind === 'share') return undefined;
  if (pathway.kind === 'volunteer' && pathway.unit === 'hours') {
    const chosen = pathway.shifts.filter((shift) => request.shifts?.includes(shift.id));
    const hours = chosen.map(
      (shift) => (Date.parse(shift.endsAt ?? '') - Date.parse(shift.startsAt ?? '')) / 3_600_000,
    );
    const sum = Math.round(hours.reduce((total, each) => total + each, 0) * one);
    if (sum > 0) return sum;
  }
  throw fieldProblem('validation', '/quantity', 'is required');
}

function checkConsents(pathway: Pathway, request: Request, faults: FieldFault[]): void {
  for (const [index, given] of (request.consents ?? []).entries()) {
    const asked = pathway.consents.find((consent) => consent.id === given.id);
    if (!asked) faults.push({ pointer: `/consents/${index}`, code: 'validation', detail: 'is not asked for here' });
    else if (asked.version !== given.version)
      faults.push({
        pointer: `/consents/${asked.id}`,
        code: 'validation',
        detail: `should be version ${asked.version}`,
      });
  }
  for (const asked of pathway.consents) {
    const granted = request.consents?.some((given) => given.id === asked.id && given.granted);
    if (asked.required && !granted)
      faults.push({ pointer: `/consents/${asked.id}`, code: 'validation', detail: 'is required' });
  }
}

function checkFields(pathway: Pathway, request: Request, faults: FieldFault[]): void {
  const fault = (id: string, detail: string) =>
    faults.push({ pointer: `/fields/${escapePointer(id)}`, code: 'validation', detail });
  const given = new Map(Object.entries(request.fields ?? {}));
  for (const id of given.keys())
    if (!pathway.fields.some((field) => field.id === id)) fault(id, 'is not a field of this pathway');
  for (const field of pathway.fields) {
    const value = given.get(field.id);
    if (value === undefined || value === '' || value === false) {
      if (field.required) fault(field.id, 'is required');
    } else if ((field.kind === 'checkbox') !== (typeof value === 'boolean'))
      fault(field.id, field.kind === 'checkbox' ? 'should be true or false' : 'should be text');
    else if (typeof value === 'string') {
      if (field.maxLength !== undefined && [...value].length > field.maxLength)
        fault(field.id, `should have at most ${field.maxLength} characters`);
      if ((field.kind === 'select' || field.kind === 'radios') && !field.options.some((one) => one.value === value))
        fault(field.id, 'should be one of the options');
      if (field.kind === 'number' && !/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(value)) fault(field.id, 'should be a number');
      if (field.kind === 'date' && !isDate(value)) fault(field.id, 'should be a date like 2026-06-30');
    }
  }
}

function checkChoices(pathway: Pathway, request: Request, faults: FieldFault[]): void {
  const unknown = (name: 'actions' | 'shifts') => {
    for (const [index, id] of (request[name] ?? []).entries())
      if (!pathway[name].some((one) => one.id === id))
        faults.push({ pointer: `/${name}/${index}`, code: 'validation', detail: 'is not offered on this pathway' });
  };
  unknown('actions');
  unknown('shifts');
  for (const [index, id] of (request.waitlist ?? []).entries()) {
    const shift = pathway.shifts.find((one) => one.id === id);
    if (!shift?.waitlist || request.shifts?.includes(id))
      faults.push({ pointer: `/waitlist/${index}`, code: 'validation', detail: 'has no waiting list' });
  }
  if (pathway.kind === 'act' && pathway.actions.length > 0 && !request.actions?.length)
    faults.push({ pointer: '/actions', code: 'validation', detail: 'needs at least one action' });
}

function checkRest(
  pathway: Pathway,
  request: Request,
  context: { origin: string | undefined },
  faults: FieldFault[],
): void {
  const { due, returnUrl, dedication, organization } = request;
  if (due !== undefined && !isDate(due))
    faults.push({ pointer: '/due', code: 'validation', detail: 'should be a date like 2026-06-30' });
  if (dedication && !pathway.dedication)
    faults.push({ pointer: '/dedication', code: 'validation', detail: 'is not asked for here' });
  if (organization !== undefined && !pathway.onBehalf)
    faults.push({ pointer: '/organization', code: 'validation', detail: 'is not asked for here' });
  if (returnUrl !== undefined && safeUrl(returnUrl, { base: context.origin }) === undefined)
    faults.push({ pointer: '/returnUrl', code: 'validation', detail: 'should be an https: address' });
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

// ── Text ────────────────────────────────────────────────────────────────────

// C0 and C1 controls other than tab and line feed, bidirectional overrides, the byte order mark.
const UNSAFE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

/** NFC without control characters, all the way down; stops at card numbers and at JSON that is only deep. */
function cleaned(value: unknown, pointer: string, depth: number): unknown {
  if (depth > 10) throw fieldProblem('validation', pointer, 'is nested too deeply');
  if (typeof value === 'string') {
    const text = value.replace(/\r\n?/g, '\n').toWellFormed().normalize('NFC').replace(UNSAFE, '').trim();
    if (pointer !== '/proof' && hasCardNumber(text))
      throw fieldProblem('card-data-refused', pointer, 'looks like a card number');
    return text;
  }
  if (Array.isArray(value)) return value.map((item, index) => cleaned(item, `${pointer}/${index}`, depth + 1));
  if (value === null || typeof value !== 'object') return value;
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    const at = `${pointer}/${escapePointer(name)}`;
    if (name === '__proto__') throw fieldProblem('validation', at, 'is not a field');
    if (hasCardNumber(name))
      throw fieldProblem('card-data-refused', pointer, 'has a name that looks like a card number');
    fields[name.toWellFormed().normalize('NFC').replace(UNSAFE, '')] = cleaned(field, at, depth + 1);
  }
  return fields;
}

/** RFC 6901, section 3. */
function escapePointer(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}

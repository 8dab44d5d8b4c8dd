/**
 * `cairn-widgets/analytics.js`: passes on what happens in the elements to the analytics a page already has. Nothing is
 * loaded, nothing is stored, and nothing about a person passes: only ids, kinds, words of the protocol and amounts.
 *
 * ```js
 * import { connectDataLayer } from 'cairn-widgets/analytics.js';
 * const disconnect = connectDataLayer();
 * ```
 *
 * Or without code: `<script type="module" src="…/cairn.js" data-cairn-analytics="datalayer plausible matomo">`.
 */
import type { Quantity } from '../data/quantity.ts';

/** What may pass, and nothing else. */
export interface Fact {
  /** `view`, `dismiss`, `cta`, `start`, `select`, `step`, `invalid`, `submit`, `success`, `error` or `goal`. */
  name: string;
  campaignId?: string;
  pathwayId?: string;
  goalId?: string;
  contributionId?: string;
  kind?: string;
  frequency?: string;
  element?: string;
  reason?: string;
  code?: string;
  state?: string;
  /** How many fields of the form had something to fix; not which. */
  faults?: number;
  /** In the currency, or in the unit when it is no money: 25.5 for $25.50. */
  value?: number;
  currency?: string;
  unit?: string;
}

const EVENTS = [
  'view',
  'dismiss',
  'cta',
  'start',
  'select',
  'step',
  'invalid',
  'submit',
  'success',
  'error',
  'goal',
] as const;
const WORDS = [
  'campaignId',
  'pathwayId',
  'goalId',
  'contributionId',
  'kind',
  'frequency',
  'element',
  'reason',
  'code',
  'state',
] as const;

/**
 * Ids and words of the protocol look like this; a name, a message or an address does not. A page may build events of
 * the same name with anything in them, so what is passed on is looked at and not trusted.
 */
const WORD = /^[\w.:~-]{1,128}$/;

/** What an event of ours says, reduced to what may pass; undefined for any other event. */
export function factOf(event: Event): Fact | undefined {
  const name = /^cairn-(\w+)$/.exec(event.type)?.[1];
  if (!name || !(EVENTS as readonly string[]).includes(name)) return undefined;
  const { detail } = event as Event & { detail?: unknown };
  const said = (typeof detail === 'object' && detail !== null ? detail : {}) as Record<string, unknown>;
  const fact: Fact = { name };
  for (const key of WORDS) {
    const value = said[key];
    if (typeof value === 'string' && WORD.test(value)) fact[key] = value;
  }
  if (Array.isArray(said['fields'])) fact.faults = said['fields'].length;
  return { ...fact, ...amountOf(said['quantity']) };
}

function amountOf(quantity: unknown): Pick<Fact, 'value' | 'currency' | 'unit'> {
  const { value, unit, scale } = (quantity ?? {}) as Partial<Quantity>;
  if (!Number.isSafeInteger(value) || !Number.isInteger(scale) || typeof unit !== 'string') return {};
  const amount = { value: Number(value) / 10 ** Number(scale) };
  if (/^[A-Z]{3}$/.test(unit)) return { ...amount, currency: unit };
  return WORD.test(unit) ? { ...amount, unit } : amount;
}

/** Calls back with each fact until the returned function is called. */
export function onFact(listener: (fact: Fact) => void): () => void {
  const handle = (event: Event) => {
    const fact = factOf(event);
    if (!fact) return;
    try {
      listener(fact);
    } catch {
      // Somebody else's analytics must not break the form.
    }
  };
  for (const name of EVENTS) document.addEventListener(`cairn-${name}`, handle);
  return () => {
    for (const name of EVENTS) document.removeEventListener(`cairn-${name}`, handle);
  };
}

/** Money that has arrived, as opposed to a promise, hours, or a payment under way. */
const isPaid = ({ name, kind, state, currency }: Fact) =>
  name === 'success' && kind === 'donate' && state === 'confirmed' && currency !== undefined;

// ── Google ──────────────────────────────────────────────────────────────────

/** Events that Google Analytics reads as commerce; Tag Manager wants their parameters under `ecommerce`. */
const COMMERCE = ['view_promotion', 'select_promotion', 'select_item', 'begin_checkout', 'purchase'];

/** The name and the parameters that Google Analytics 4 recommends for a fact. */
export function ga4Of(fact: Fact): { name: string; params: Record<string, unknown> } {
  const { campaignId, pathwayId, kind, value, currency, frequency } = fact;
  const item = { item_id: pathwayId, item_category: kind, item_variant: frequency, price: value, quantity: 1 };
  const money = { value, currency, items: [item] };
  const about = { campaign_id: campaignId, pathway_id: pathwayId, kind, frequency };
  const promotion = { promotion_id: campaignId, creative_name: fact.element, creative_slot: pathwayId };
  switch (fact.name) {
    case 'view':
      return { name: 'view_promotion', params: promotion };
    case 'cta':
      return { name: 'select_promotion', params: promotion };
    case 'select':
      return { name: 'select_item', params: { item_list_id: campaignId, items: [item] } };
    case 'submit':
      return { name: 'begin_checkout', params: money };
    case 'success':
      return isPaid(fact)
        ? { name: 'purchase', params: { transaction_id: fact.contributionId, ...money } }
        : { name: 'generate_lead', params: { ...about, value, currency, unit: fact.unit, state: fact.state } };
    case 'goal':
      return { name: 'unlock_achievement', params: { achievement_id: fact.goalId, campaign_id: campaignId } };
    case 'error':
      return { name: 'exception', params: { description: fact.code, fatal: false, campaign_id: campaignId } };
    default:
      return {
        name: `cairn_${fact.name}`,
        params: { ...about, element: fact.element, reason: fact.reason, faults: fact.faults },
      };
  }
}

type Page = {
  dataLayer?: unknown[];
  gtag?: (command: 'event', name: string, params: object) => void;
  plausible?: (name: string, options: { props: object; revenue?: object }) => void;
  _paq?: { push(command: unknown[]): void };
};
const page = globalThis as Page;

/** Google Analytics 4: by `gtag()` where the page has it, else by the `dataLayer` of its Tag Manager. */
export function connectDataLayer(): () => void {
  return onFact((fact) => {
    const { name, params } = ga4Of(fact);
    const said = withoutGaps(params);
    if (typeof page.gtag === 'function') page.gtag('event', name, said);
    else if (COMMERCE.includes(name)) page.dataLayer?.push({ ecommerce: null }, { event: name, ecommerce: said });
    else page.dataLayer?.push({ event: name, ...said });
  });
}

// ── Plausible and Matomo ────────────────────────────────────────────────────

/** Plausible: one custom event per fact, `Cairn success` and so on, and the revenue of money that has arrived. */
export function connectPlausible(): () => void {
  return onFact((fact) => {
    // Ids of single contributions would make a property of as many values.
    const { name, contributionId: _, ...props } = fact;
    const revenue = isPaid(fact) ? { revenue: { currency: fact.currency, amount: fact.value } } : {};
    page.plausible?.(`Cairn ${name}`, { props: withoutGaps(props), ...revenue });
  });
}

/** Matomo: events of the category Cairn. `goal` is the number of the goal that money which has arrived reaches. */
export function connectMatomo(options: { goal?: number } = {}): () => void {
  return onFact((fact) => {
    const about = [fact.campaignId, fact.pathwayId ?? fact.goalId ?? fact.element ?? fact.code]
      .filter(Boolean)
      .join(' ');
    const value = fact.value === undefined ? [] : [fact.value];
    page._paq?.push(['trackEvent', 'Cairn', fact.name, about, ...value]);
    if (options.goal !== undefined && isPaid(fact)) page._paq?.push(['trackGoal', options.goal, fact.value]);
  });
}

function withoutGaps(params: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(params).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map((one) => withoutGaps(one as Record<string, unknown>)) : value,
    ]),
  );
}

/** The adapters by the names that `data-cairn-analytics` knows. */
const ADAPTERS = { datalayer: connectDataLayer, plausible: connectPlausible, matomo: connectMatomo };

/** Connects what is named, separated by spaces; names that are none are left out. */
export function connect(names: string): () => void {
  const wanted = names.toLowerCase().split(/\s+/);
  const connected = Object.entries(ADAPTERS).filter(([name]) => wanted.includes(name));
  const disconnects = connected.map(([, adapter]) => adapter());
  return () => disconnects.forEach((each) => each());
}

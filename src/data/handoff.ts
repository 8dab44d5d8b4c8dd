/** Handing off to another platform: the address of its own page, with what is known filled in. Pure. */
import { toDecimalString } from './quantity.ts';
import type { Frequency, Intent, Pathway } from './schema.ts';

const INTERVALS: Record<Frequency, string | undefined> = {
  once: undefined,
  weekly: 'week',
  monthly: 'month',
  yearly: 'year',
};

/**
 * The address of the platform's own donate page with what is known filled in; undefined when the pathway is not handed
 * off, or its template cannot be filled or would leave its own host. The template is RFC 6570 without modifiers.
 */
export function handoffUrl(pathway: Pathway, intent: Intent): string | undefined {
  const { handoff } = pathway;
  if (handoff.type === 'link') return handoff.href;
  if (handoff.type !== 'redirect') return undefined;
  const expanded = expandTemplate(handoff.template, templateValues(intent, handoff.amountStyle));
  const host = /^https:\/\/[^/?#{}\\@]+(?=[/?#{]|$)/i.exec(handoff.template)?.[0];
  if (expanded === undefined || host === undefined || !URL.canParse(expanded)) return undefined;
  const url = new URL(expanded);
  return url.origin === new URL(host).origin ? url.href : undefined;
}

function templateValues(intent: Intent, style: 'major' | 'minor'): Map<string, string | undefined> {
  const { quantity, frequency } = intent;
  const amount = quantity && (style === 'minor' ? String(quantity.value) : majorAmount(quantity.value, quantity.scale));
  return new Map([
    ['amount', amount],
    ['donationAmount', amount],
    ['currency', quantity?.unit],
    // The same thing by the names that platforms use: Open Collective, Every.org, Liberapay, HCB.
    ['interval', frequency && INTERVALS[frequency]],
    ['frequency', frequency?.toUpperCase()],
    ['period', frequency === 'once' ? undefined : frequency],
    ['monthly', frequency === 'monthly' ? 'true' : undefined],
    ['email', intent.email],
    ['prefilled_email', intent.email],
    ['name', intent.name],
    ['message', intent.message],
    ['redirect', intent.returnUrl],
    ['success_url', intent.returnUrl],
    ['exit_url', intent.returnUrl],
    ['locale', intent.locale],
    ...Object.entries(intent.source ?? {}).filter(([key]) => key.startsWith('utm_')),
  ]);
}

function majorAmount(value: number, scale: number): string {
  return value % 10 ** scale === 0 ? String(value / 10 ** scale) : toDecimalString(value, scale);
}

/** Expressions `{a}`, `{+a}`, `{/a}`, `{?a,b}`, `{&a,b}` and `{#a}` of RFC 6570; undefined for any other. */
function expandTemplate(template: string, values: Map<string, string | undefined>): string | undefined {
  let broken = false;
  const expanded = template.replace(/\{([+/?&#]?)([^{}]*)\}/g, (_, operator: string, list: string) => {
    const names = list.split(',');
    if (!names.every((name) => /^\w+(\.\w+)*$/.test(name))) broken = true;
    const known = names.flatMap((name) => {
      // Half a surrogate pair cannot be encoded.
      const value = values.get(name)?.replace(/\p{Surrogate}/gu, '\uFFFD');
      return value === undefined ? [] : [[name, value] as const];
    });
    if (known.length === 0) return '';
    const reserved = operator === '+' || operator === '#';
    const named = operator === '?' || operator === '&';
    const parts = known.map(
      ([name, value]) => (named ? `${name}=` : '') + (reserved ? encodeURI(value) : encode(value)),
    );
    const joint = named ? '&' : operator === '/' ? '/' : ',';
    return (operator === '+' ? '' : operator) + parts.join(joint);
  });
  return broken || /[{}]/.test(expanded) ? undefined : expanded;
}

/** Everything but the unreserved characters of RFC 3986. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

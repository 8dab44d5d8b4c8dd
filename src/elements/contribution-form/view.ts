import type { TemplateResult } from 'lit';
import type { Campaign, Frequency, Pathway } from '../../data/schema.ts';
import type { FormValues } from '../../data/chosen.ts';
import type { ParseResult } from '../../data/parse-quantity.ts';
import { formatQuantity, numberFormat, toDecimalString } from '../../data/quantity.ts';
import type { Params, Term } from '../../i18n/index.ts';

/** One thing to fix, in words. */
export interface Fault {
  /** The field of the form, as `intent.ts` names it; empty when it belongs to no field that is shown. */
  field: string;
  text: string;
  /** Readings of an ambiguous amount, or the nearest steps: one button each. */
  choices?: { label: string; typed: string }[];
}

/** What every part of the form is drawn from. */
export interface View {
  readonly campaign: Campaign;
  readonly pathway: Pathway;
  readonly values: FormValues;
  /** The amount, the hours or the number of actions that `values` mean. */
  readonly chosen: ParseResult;
  readonly locale: string;
  /** Server time, milliseconds since the epoch. */
  readonly now: number;
  readonly faults: ReadonlyMap<string, Fault>;
  /** Being sent: nothing can be changed. */
  readonly busy: boolean;
  readonly messageOpen: boolean;
  /** Fields that the page's author has fixed. */
  readonly locked: ReadonlySet<string>;
  /** The address the page is being left for. */
  readonly leaving: string | undefined;
  /** False where nothing can take the form. */
  readonly canSend: boolean;
  /** Where the visitor finishes, when that is not here. */
  readonly awayHost: string | undefined;
  term(key: Term, params?: Params): string;
  rich(key: Term, params?: Params): (string | TemplateResult)[];
  change(patch: Partial<FormValues>): void;
  openMessage(): void;
}

/** A value of the pathway in words: never abbreviated, without decimals where it is whole. */
export function inWords(view: Pick<View, 'campaign' | 'pathway' | 'locale'>, value: number): string {
  const { unit, scale, goalId } = view.pathway;
  const goal = view.campaign.goals.find((each) => each.id === goalId);
  // The campaign's words for its unit are in the campaign's language.
  const known = goal?.unit === unit && sameLanguage(view.campaign.locale ?? 'en', view.locale);
  return formatQuantity({ value, unit, scale }, view.locale, {
    style: value < 1_000_000 * 10 ** scale ? 'short' : 'full',
    unitLabel: known ? goal.unitLabel : undefined,
  });
}

export function sameLanguage(a: string, b: string): boolean {
  return a.split('-')[0] === b.split('-')[0];
}

/** The amounts offered at one frequency; a set without a frequency is for all of them. */
export function presetsOf(pathway: Pathway, frequency: Frequency | undefined): Pathway['presets'][number]['amounts'] {
  const own = pathway.presets.find((set) => set.frequency === frequency && frequency !== undefined);
  return (own ?? pathway.presets.find((set) => set.frequency === undefined))?.amounts ?? [];
}

/** Money or a promise of it, as opposed to time and deeds. */
export function isMoney(pathway: Pathway): boolean {
  return pathway.kind === 'donate' || pathway.kind === 'pledge';
}

/** Where money moves. Only there is it said what happened to it: a promise costs nothing. */
export function isCharged(pathway: Pathway): boolean {
  return pathway.kind === 'donate';
}

/** A number as it can be typed: in the locale's digits and decimal sign, nothing between thousands. */
export function plainNumber(value: number, scale: number, locale: string): string {
  const digits = value % 10 ** scale === 0 ? 0 : scale;
  const options = { useGrouping: false, minimumFractionDigits: digits, maximumFractionDigits: digits };
  return numberFormat(locale, options).format(toDecimalString(value, scale) as unknown as number);
}

import type { Campaign } from '../../../src/data/schema.ts';
import { readDocument } from '../database/read.ts';
import type { Ctx, Deps } from '../context.ts';
import { publicUrlOf } from '../context.ts';
import { HERE } from '../database/import.ts';

/** What a picture or a page without scripts says of a campaign, in its own language. Numbers only: no word to translate. */
export interface Facts {
  id: string;
  rev: number;
  locale: string;
  dir: 'ltr' | 'rtl';
  title: string;
  statement: string;
  organization: string;
  raised: string;
  target: string | undefined;
  /** 0 to 1; undefined without a target. */
  ratio: number | undefined;
  percent: string | undefined;
  document: Campaign;
  publicUrl: string;
}

const RTL = /^(ar|dv|fa|he|ps|sd|ug|ur|yi)\b/;

/** @throws {ProblemError} `campaign-not-found` */
export async function factsOf(
  c: Ctx,
  deps: Deps,
  id: string,
  wanted: { goal?: string | undefined; lang?: string | undefined } = {},
): Promise<Facts> {
  const publicUrl = publicUrlOf(c, deps);
  const { rev, document: stored } = await readDocument(deps.database.db, id, deps.now(), {
    test: deps.payments.test,
    minimum: deps.settings.minimum,
  });
  const document = JSON.parse(JSON.stringify(stored).replaceAll(HERE, `${publicUrl}/`)) as Campaign;
  const locale = supported(wanted.lang) ?? supported(document.locale) ?? 'en';
  const goal = document.goals.find((one) => one.id === wanted.goal) ?? document.goals[0];
  const total = goal ? goal.counting.includes.reduce((sum, part) => sum + (goal.raised[part] ?? 0), 0) : 0;
  const ratio = goal?.target ? total / goal.target : undefined;
  const show = (value: number) => (goal ? quantityText(value, goal, locale) : '');
  return {
    id,
    rev,
    locale,
    dir: RTL.test(locale) ? 'rtl' : 'ltr',
    title: document.mission.title,
    statement: document.mission.statement ?? '',
    organization: document.organization.name,
    raised: show(total),
    target: goal?.target ? show(goal.target) : undefined,
    ratio,
    // Rounded down: 99.6 % is not reached.
    percent:
      ratio === undefined
        ? undefined
        : new Intl.NumberFormat(locale, { style: 'percent' }).format(Math.floor(ratio * 100) / 100),
    document,
    publicUrl,
  };
}

function supported(tag: string | undefined): string | undefined {
  try {
    if (!tag || !Intl.NumberFormat.supportedLocalesOf([tag])[0]) return undefined;
    // As the figures know it: a tag with endless extensions would be drawn anew each time.
    return new Intl.Locale(new Intl.NumberFormat(tag).resolvedOptions().locale).baseName;
  } catch {
    return undefined;
  }
}

function quantityText(value: number, goal: Campaign['goals'][number], locale: string): string {
  const { scale, unit, unitLabel } = goal;
  const digits = String(value).padStart(scale + 1, '0');
  const decimal = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  const whole = scale === 0 || /^0*$/.test(digits.slice(-scale));
  const exact = whole ? { maximumFractionDigits: 0 } : { minimumFractionDigits: scale, maximumFractionDigits: scale };
  const text = decimal as unknown as number; // a decimal string keeps every digit
  if (/^[A-Z]{3}$/.test(unit))
    try {
      return new Intl.NumberFormat(locale, { style: 'currency', currency: unit, ...exact }).format(text);
    } catch {
      // A unit of three capitals that is no currency.
    }
  const category = new Intl.PluralRules(locale).select(Number(decimal));
  const label = unitLabel?.[category as 'other'] ?? unitLabel?.other ?? unit;
  const number = new Intl.NumberFormat(locale, whole ? exact : { maximumFractionDigits: scale }).format(text);
  return `${number} ${label}`;
}

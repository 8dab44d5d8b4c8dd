import { isCurrency } from '../../data/quantity.ts';
import { report } from '../../data/report.ts';
import type { CampaignInput } from '../../data/schema.ts';

/** What an author types on the element: amounts in whole units, as a decimal with a point and without grouping. */
export interface StaticFigures {
  raised: string;
  target: string;
  unit: string;
  scale: number | undefined;
  label: string;
}

/** Stands for a missing label, which a goal cannot be without. */
export const UNLABELLED = '–';

const DECIMAL = /^(\d{1,15})(?:\.(\d{1,8}))?$/;

/**
 * The campaign that attributes say: `raised="34180.50" target="50000" unit="USD"`. Undefined without `raised`, and with
 * one line on the console when something cannot be read exactly.
 */
export function staticCampaign(figures: StaticFigures): CampaignInput | undefined {
  if (!figures.raised) return undefined;
  const raised = read('raised', figures.raised);
  const target = figures.target ? read('target', figures.target) : null;
  if (raised === undefined || target === undefined) return undefined;
  if (!figures.unit) return refuse('unit="…" is missing: a currency such as USD, or a word such as hours');
  const decimals = Math.max(raised.decimals.length, target?.decimals.length ?? 0);
  const scale = figures.scale ?? Math.max(decimals, isCurrency(figures.unit) ? 2 : 0);
  if (decimals > scale) return refuse(`raised or target has ${decimals} decimals, and scale="${scale}" keeps ${scale}`);
  const label = figures.label || UNLABELLED;
  return {
    version: 1,
    id: 'static',
    organization: { name: label },
    mission: { title: label },
    goals: [
      {
        id: 'static',
        label,
        unit: figures.unit,
        scale,
        target: target && scaled(target, scale),
        raised: { confirmed: scaled(raised, scale) },
      },
    ],
  };
}

interface Decimal {
  whole: string;
  decimals: string;
}

function read(name: string, text: string): Decimal | undefined {
  const match = DECIMAL.exec(text.trim());
  if (!match) return refuse(`${name}="${text}" should be a number such as 34180 or 34180.50`);
  return { whole: match[1]!, decimals: match[2] ?? '' };
}

/** Exact: the digits are moved, not multiplied. */
function scaled({ whole, decimals }: Decimal, scale: number): number {
  return Number(whole + decimals.padEnd(scale, '0'));
}

const refused = new Set<string>();

function refuse(why: string): undefined {
  if (!refused.has(why)) report('error', `<cairn-progress-thermometer>: ${why}.`);
  refused.add(why);
}

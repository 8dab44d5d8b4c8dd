import { isCurrency } from '../../data/quantity.ts';
import { report } from '../../data/report.ts';
import type { CampaignInput } from '../../data/schema.ts';
import { UNLABELLED } from './view.ts';

/** What an author types on the element: amounts in whole units, as a decimal with a point and without grouping. */
export interface StaticFigures {
  raised: string;
  target: string;
  unit: string;
  label: string;
  scale?: number | undefined;
  matched?: string;
  givenOffline?: string;
  pledged?: string;
  supporters?: number | undefined;
}

const KINDS = ['matched', 'offline', 'pledged'] as const;

const DECIMAL = /^(\d{1,15})(?:\.(\d{1,8}))?$/;

/**
 * The campaign that attributes say: `raised="34180.50" target="50000" unit="USD"`. Undefined without `raised`, and with
 * one line on the console when something cannot be read exactly.
 */
export function staticCampaign(figures: StaticFigures): CampaignInput | undefined {
  if (!figures.raised) return undefined;
  const raised = read('raised', figures.raised);
  const target = figures.target ? read('target', figures.target) : null;
  const others = KINDS.map((kind) => {
    const text = kind === 'offline' ? figures.givenOffline : figures[kind];
    return text ? read(kind, text) : null;
  });
  if (raised === undefined || target === undefined || others.includes(undefined)) return undefined;
  if (!figures.unit) return refuse('unit="…" is missing: a currency such as USD, or a word such as hours');
  const decimals = Math.max(...[raised, target, ...others].map((one) => one?.decimals.length ?? 0));
  const scale = figures.scale ?? Math.max(decimals, isCurrency(figures.unit) ? 2 : 0);
  if (decimals > scale) {
    return refuse(`raised, target or a part of it has ${decimals} decimals, and scale="${scale}" keeps ${scale}`);
  }
  const whole = scaled(raised, scale);
  const parts = others.map((one) => (one ? scaled(one, scale) : 0));
  // What is matched or given offline is part of what is raised; what is pledged is not.
  const confirmed = whole - parts[0]! - parts[1]!;
  if (confirmed < 0) return refuse('matched and offline are parts of raised, and more than it');
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
        raised: { confirmed, ...Object.fromEntries(KINDS.map((kind, index) => [kind, parts[index]])) },
        supporters: figures.supporters,
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

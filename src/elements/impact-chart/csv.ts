/** The table as comma-separated values: words in the visitor's language, dates and numbers for machines. */
import type { Term } from '../../i18n/index.ts';
import type { Unit } from './series.ts';
import type { Voice } from './amount.ts';
import type { Drawn } from './words.ts';

export const UNIT_TERMS: Record<Unit, Term> = {
  day: 'chartDay',
  week: 'chartWeek',
  month: 'chartMonth',
  year: 'chartYear',
};

/** What is shown, one line for each row of each goal. */
export function csvOf(voice: Voice, views: readonly Drawn[]): string {
  const units = new Set(views.map(({ timeline }) => timeline.unit));
  const period = units.size === 1 ? UNIT_TERMS[[...units][0]!] : 'chartDay';
  const head = [
    voice.term('chartGoalName'),
    voice.term(period),
    voice.term('chartAdded'),
    voice.term('chartTotal'),
    voice.term('chartTarget'),
    voice.term('chartUnit'),
  ];
  const lines = views.flatMap(({ progress: { goal, target }, timeline: { rows, unit } }) =>
    rows.map(({ at, added, total }) => [
      goal.label,
      // Several goals that are added up by different periods share one column: each period's first day.
      isoOf(at, units.size === 1 ? unit : 'day'),
      decimal(added, goal.scale),
      decimal(total, goal.scale),
      target === null ? '' : decimal(target, goal.scale),
      goal.unit,
    ]),
  );
  return [head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n') + '\r\n';
}

/** `2026-02`, `2026-02-09` or `2026`, by the calendar the table is made of. */
function isoOf(at: number, unit: Unit): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const year = String(date.getFullYear()).padStart(4, '0');
  if (unit === 'year') return year;
  const month = `${year}-${two(date.getMonth() + 1)}`;
  return unit === 'month' ? month : `${month}-${two(date.getDate())}`;
}

/** An integer with a scale as a plain decimal; no float is involved. */
export function decimal(value: number, scale: number): string {
  const digits = String(Math.abs(Math.round(value))).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${value < 0 ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ''}`;
}

/** Quoted where it must be; a text that a spreadsheet would take for a formula is marked as text. */
export function cell(text: string): string {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  const safe = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Offers the text as a file. No request is made and no policy is asked: the address is a blob of this page. */
export function saveFile(text: string, name: string): void {
  // The mark tells spreadsheets that this is UTF-8.
  const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** False where the page, or the frame it is in, does not let text out. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

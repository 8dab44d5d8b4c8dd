import { stringify } from 'csv-stringify/sync';
import type { OpenDatabase } from '../database/open.ts';
import { readRecord } from '../database/read.ts';
import { listContributions, type Entry, type State } from './contributions.ts';
import type { Actor } from './keys.ts';

const PAGE = 500;

/**
 * Contributions as CSV, a page at a time, newest first. Cells that a spreadsheet would run as a formula begin with an
 * apostrophe. Personal columns are there for keys with the scope `people` only.
 */
export async function* exportCsv(
  database: OpenDatabase,
  actor: Actor,
  campaignId: string,
  options: { state?: State | undefined; now: number; onProgress?: (done: number) => void },
): AsyncGenerator<string> {
  const { document } = await readRecord(database.db, campaignId);
  const people = actor.scopes.includes('people');
  const fields = people ? [...new Set(document.pathways.flatMap((p) => p.fields.map(({ id }) => id)))] : [];
  const consents = people ? [...new Set(document.pathways.flatMap((p) => p.consents.map(({ id }) => id)))] : [];
  const columns = [
    ...['receipt', 'id', 'at', 'state', 'kind', 'pathway', 'amount', 'unit', 'frequency', 'name'],
    ...(people ? ['email', 'organization', 'dedication', 'tell', 'message', 'due', 'locale', 'source'] : []),
    ...['actions', 'shifts', 'waitlist', 'provider', 'suspect', 'renews'],
    ...fields.map((id) => `field: ${id}`),
    ...consents.map((id) => `consent: ${id}`),
  ];
  yield line([columns], true);
  let cursor: string | undefined;
  let done = 0;
  do {
    const page = await listContributions(
      database,
      actor,
      campaignId,
      { state: options.state, limit: PAGE, cursor },
      options.now,
    );
    if (page.items.length > 0) yield line(page.items.map((entry) => cells(entry, people, fields, consents)));
    options.onProgress?.((done += page.items.length));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

function cells(entry: Entry, people: boolean, fields: string[], consents: string[]): string[] {
  const { person = {}, quantity } = entry;
  return [
    entry.receipt,
    entry.id,
    entry.at,
    entry.state,
    entry.kind,
    entry.pathwayId,
    quantity ? decimal(quantity) : '',
    quantity?.unit ?? '',
    entry.frequency ?? '',
    entry.name ?? '',
    ...(people
      ? [
          person.email ?? '',
          person.organization ?? '',
          person.dedication ? `${person.dedication.kind}: ${person.dedication.name}` : '',
          person.dedication?.tell ?? '',
          person.message ?? '',
          person.due ?? '',
          person.locale ?? '',
          Object.entries(person.source ?? {})
            .map(([name, value]) => `${name}=${value}`)
            .join(' '),
        ]
      : []),
    (entry.actions ?? []).join(' '),
    (entry.shifts ?? []).join(' '),
    (entry.waitlist ?? []).join(' '),
    entry.provider ?? '',
    entry.suspect ? 'yes' : '',
    entry.renews ?? '',
    ...fields.map((id) => shown(person.fields?.[id])),
    // Yes or no with the version of the words; nothing where nobody was asked.
    ...consents.map((id) => {
      const given = person.consents?.find((one) => one.id === id);
      return given ? `${given.granted ? 'yes' : 'no'} (${given.version}, ${given.at})` : '';
    }),
  ];
}

function shown(value: unknown): string {
  return value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** 2500 at scale 2 is 25.00, with a point and no thousands, as every spreadsheet can be told to read. */
function decimal({ value, scale }: { value: number; scale: number }): string {
  const digits = String(Math.abs(value)).padStart(scale + 1, '0');
  const sign = value < 0 ? '-' : '';
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function line(rows: string[][], first = false): string {
  // The byte order mark tells spreadsheets that this is UTF-8.
  return (
    (first ? '\uFEFF' : '') +
    stringify(
      rows.map((row) => row.map(inner)),
      { escape_formulas: true, record_delimiter: 'windows' },
    )
  );
}

/**
 * Where a comma stands in decimals, spreadsheets split lines at semicolons, and some at tabs: what comes after one begins a
 * cell there. A smile stays one.
 */
function inner(cell: string): string {
  return cell.replace(/[;\t][\s"]*(?=[=+@＝＋＠－-])(?!-\))/g, "$&'");
}

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Presets, SingleBar } from 'cli-progress';
import { checkCampaign } from '../check.ts';
import { isDatabaseDown, openDatabase, type OpenDatabase } from '../database/open.ts';
import { campaignsHere } from '../database/read.ts';
import { readEnvironment, type Environment } from '../environment.ts';
import { SetupError } from '../fault.ts';
import { jsonFault } from '../json.ts';
import { ProblemError } from '../problem.ts';

/** What every command gets: where to read and where to write. */
export interface Terminal {
  env: NodeJS.ProcessEnv;
  out: (text: string) => void;
  err: (text: string) => void;
  /** Until whoever reads has taken all that was written: a pipe takes what it is given in its own time. */
  drained: () => Promise<void>;
}

/**
 * Opens the database of the environment for as long as `work` takes.
 *
 * @param make for commands that fill a new database; the others want the one that is there
 */
export async function withDatabase<T>(
  terminal: Terminal,
  work: (database: OpenDatabase, environment: Environment & { dataDir: string }) => Promise<T>,
  { make = false } = {},
): Promise<T> {
  const environment = readEnvironment(terminal.env);
  saidInVain(terminal, environment);
  const dataDir = resolve(environment.dataDir);
  const { databaseUrl, encryptionKey } = environment;
  const database = await openDatabase({ dataDir, databaseUrl, encryptionKey, existing: !make, patient: true });
  try {
    return await work(database, { ...environment, dataDir });
  } finally {
    await database.close();
  }
}

/** Names the settings that do nothing: the database that is opened may not be the one that was meant. */
export function saidInVain(terminal: Terminal, { unknown }: Environment): void {
  for (const name of unknown) terminal.err(`${name} is not a setting and does nothing.\n`);
}

/** @throws {SetupError} what, where and how to mend it, a line for each fault */
export function readCampaignFile(path: string): unknown {
  const json = readJsonFile(path);
  const faults = checkCampaign(json);
  if (faults.length > 0) {
    const lines = faults.map(({ path: field, reason, mend }) => `  ${field} ${reason}. To mend it: ${mend}.`);
    throw new SetupError(`${path} is not a campaign yet:\n${lines.join('\n')}`);
  }
  return json;
}

export function readJsonFile(path: string): unknown {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    const code = (error as { code?: string }).code ?? 'unknown';
    const cure = code === 'ENOENT' ? ' There is no such file: the path counts from the folder you are in.' : '';
    throw new SetupError(`${path} cannot be read (${code}).${cure}`, {
      cause: error,
    });
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new SetupError(`${path} is not UTF-8. To mend it: save it as UTF-8 in your editor.`, { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const fault = jsonFault(text);
    const said = fault
      ? ` at line ${fault.line}, column ${fault.column}. To mend it: ${fault.mend}.`
      : `: ${(error as Error).message}.`;
    throw new SetupError(`${path} is not JSON${said}`, { cause: error });
  }
}

/** Says which of several it was that something is wrong with. */
export async function about<T>(id: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemError) throw new SetupError(`${id}: ${faultText(error)}`, { cause: error });
    throw error;
  }
}

/** @throws {SetupError} that names those there are */
export async function knownCampaign(db: OpenDatabase['db'], id: string): Promise<void> {
  const rows = await campaignsHere(db).orderBy('id').limit(50).execute();
  if (rows.some((row) => row.id === id)) return;
  if (await campaignsHere(db).where('id', '=', id).executeTakeFirst()) return;
  const all = rows.map((row) => row.id).join(', ');
  throw new SetupError(`There is no campaign "${id}"; there ${rows.length === 1 ? 'is' : 'are'} ${all || 'none'}.`);
}

/** A bar on the terminal, and nothing where there is none. */
export async function withProgress<T>(
  words: string,
  work: (onProgress: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  if (!process.stderr.isTTY) return work(() => undefined);
  const format = `${words} {bar} {percentage}% · {value}/{total} · {eta_formatted} left`;
  // The cursor stays: hidden, it would stay hidden in the terminal of whoever presses Ctrl+C.
  const bar = new SingleBar({ format, stream: process.stderr, hideCursor: false }, Presets.shades_classic);
  let began = false;
  try {
    return await work((done, total) => {
      if (began) bar.setTotal(total);
      else bar.start(total, done);
      began = true;
      bar.update(done);
    });
  } finally {
    if (began) bar.stop();
  }
}

/** Asks before what cannot be taken back. @throws {SetupError} when nobody is there to answer */
export async function sure(question: string, yes: boolean | undefined): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY) throw new SetupError(`${question} Say so with --yes.`);
  if (!/^y(es)?$/i.test((await answerTo(`${question} [y/N] `)).trim())) throw new SetupError('Nothing was changed.');
}

async function answerTo(question: string): Promise<string> {
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl+D and Ctrl+C are answers, too.
    const closed = once(asking, 'close').then(() => '');
    return await Promise.race([asking.question(question), closed]);
  } finally {
    asking.close();
  }
}

/** Asks for the name of what is to go. @throws {SetupError} when it is another, or nobody is there to answer */
export async function sureOf(name: string, question: string, yes: string | undefined): Promise<void> {
  if (yes === undefined && !process.stdin.isTTY) throw new SetupError(`${question}Then say so with --yes ${name}`);
  const said = yes ?? (await answerTo(`${question}Type ${name} to go on: `));
  if (said.trim() !== name) throw new SetupError(`"${said.trim()}" is not ${name}. Nothing was changed.`);
}

/** Rows in columns, for people. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  // A contributor's text must not move the cursor or colour the terminal.
  const clean = (cell: string) => cell.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ');
  const cells = [head, ...rows].map((row) => row.map(clean));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => [...(row[column] ?? '')].length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column]! - [...cell].length))
      .join('  ')
      .trimEnd();
  return `${cells.map(line).join('\n')}\n`;
}

export function amountOf(quantity: { value: number; unit: string; scale: number } | undefined): string {
  if (!quantity) return '';
  const digits = String(quantity.value).padStart(quantity.scale + 1, '0');
  const number = quantity.scale === 0 ? digits : `${digits.slice(0, -quantity.scale)}.${digits.slice(-quantity.scale)}`;
  return `${number} ${quantity.unit}`;
}

/** What went wrong, for the person at the terminal; undefined when it is our own mistake. */
export function faultText(error: unknown): string | undefined {
  if (error instanceof SetupError) return error.message;
  if (isDatabaseDown(error)) {
    const { code } = error as { code?: string };
    return `The database cannot be used now (${code ?? 'no answer'}). What was under way is undone: see that it runs and has room, and try again.`;
  }
  if (!(error instanceof ProblemError)) return undefined;
  const { errors = [], detail } = error.details;
  const lines = errors.map(({ pointer, detail: text, code }) => `${pointer.slice(1) || 'It'} ${text ?? code}`);
  // Of a field alone the detail says nothing more.
  if (lines.length === 1 && (detail === undefined || detail === errors[0]!.detail)) return `${lines[0]}.`;
  return [`${detail ?? error.message}.`, ...lines.map((line) => `  ${line}`)].join('\n');
}

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkCampaign } from './check.ts';
import { SetupError } from './database/open.ts';
import { shiftToToday } from './demo.ts';
import { createLog } from './log.ts';
import { keepRelease, releasesDirOf } from './releases.ts';
import type { Settings } from './settings.ts';
import { repositoryDir, startServer, type RunningServer } from './start.ts';

const HELP = `Cairn campaign server

  cairn-server [--campaign FILE]...

  --campaign FILE   Serve this campaign document; may be given more than once.
                    Without it the demo campaign is served.
  --help            Print this.

Environment:
  PORT                 Port to listen on (4321; 0 for any free one)
  HOST                 Address to listen on (127.0.0.1)
  CAIRN_DATA           Folder of the database (./data)
  DATABASE_URL         Use PostgreSQL instead, such as postgres://user@host/name
  PUBLIC_URL           Address visitors use, such as https://give.example.org
  TRUST_PROXY          How many proxies of yours set X-Forwarded-For (0)
  WRITE_ORIGINS        Origins that may contribute, separated by spaces (any)
  CAIRN_PAYMENTS       test (default: no money moves) or manual (bank transfer)
  CAIRN_BANK_DETAILS   Text for manual; {receipt} becomes the receipt number
  CAIRN_HSTS           1: tell browsers to use https only
  CAIRN_WRITES_PER_MINUTE, CAIRN_WRITE_BURST
                       New contributions per address (5 a minute, 10 at once)
  LOG_LEVEL            silent, error, warn (default), info or debug; JSON lines on stdout
`;

/** Runs the server until SIGTERM or SIGINT. @returns the exit code */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  let server: RunningServer;
  try {
    const options = parseArgs({
      args: [...args],
      options: { campaign: { type: 'string', multiple: true }, help: { type: 'boolean' } },
    }).values;
    if (options.help) {
      process.stdout.write(HELP);
      return 0;
    }
    const own = options.campaign ?? [];
    const port = portOf(env['PORT']);
    const settings = settingsOf(env);
    const campaigns = own.length > 0 ? own.map(readCampaignFile) : readDemo();
    const dataDir = resolve(env['CAIRN_DATA'] || './data');
    const log = createLog(env['LOG_LEVEL'] || 'warn');
    server = await startServer({
      port,
      host: env['HOST'] || '127.0.0.1',
      dataDir,
      databaseUrl: env['DATABASE_URL'] || undefined,
      campaigns,
      log,
      settings,
      farewellMs: 2000,
    });
    // Beside its work: nobody waits for it.
    const siteDir = repositoryDir();
    if (siteDir) void keepRelease(siteDir, releasesDirOf(dataDir), log);
  } catch (error) {
    if (!isOperatorFault(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }

  const loaded = server.imported.map(
    ({ id, outcome }) => `  campaign ${id} (${outcome}): ${server.url}v1/campaigns/${id}\n`,
  );
  process.stdout.write(`Cairn is at ${server.url}\n${loaded.join('')}`);
  await new Promise<void>((done) => {
    process.once('SIGTERM', done);
    process.once('SIGINT', done);
  });
  // A second signal means now.
  process.once('SIGINT', () => process.exit(1));
  await server.close();
  return 0;
}

function isOperatorFault(error: unknown): error is Error {
  return error instanceof SetupError || String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
}

function portOf(text: string | undefined): number {
  const port = text === undefined || text === '' ? 4321 : Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new SetupError(`PORT is "${text}", but should be a whole number from 0 to 65535.`);
  return port;
}

function settingsOf(
  env: NodeJS.ProcessEnv,
): Partial<Omit<Settings, 'limits'>> & { limits: Partial<Settings['limits']> } {
  const number = (name: string, least: number): number | undefined => {
    const text = env[name];
    if (text === undefined || text === '') return undefined;
    const value = text === 'true' ? 1 : text === 'false' ? 0 : Number(text);
    if (!Number.isInteger(value) || value < least)
      throw new SetupError(`${name} is "${text}", but should be a whole number, at least ${least}.`);
    return value;
  };
  const publicUrl = env['PUBLIC_URL'] || undefined;
  if (publicUrl !== undefined && !/^https?:\/\//.test(publicUrl))
    throw new SetupError(`PUBLIC_URL is "${publicUrl}", but should be an address such as https://give.example.org`);
  const payments = env['CAIRN_PAYMENTS'] || 'test';
  if (payments !== 'test' && payments !== 'manual')
    throw new SetupError(`CAIRN_PAYMENTS is "${payments}", but should be test or manual.`);
  const origins = env['WRITE_ORIGINS']?.split(/[\s,]+/).filter(Boolean) ?? [];
  const writesPerMinute = number('CAIRN_WRITES_PER_MINUTE', 1);
  const writeBurst = number('CAIRN_WRITE_BURST', 1);
  return {
    publicUrl: publicUrl?.replace(/\/+$/, ''),
    trustProxy: number('TRUST_PROXY', 0) ?? 0,
    writeOrigins: origins.length > 0 ? origins : '*',
    payments,
    bankDetails: env['CAIRN_BANK_DETAILS'] ?? '',
    hsts: env['CAIRN_HSTS'] === '1',
    limits: { ...(writesPerMinute ? { writesPerMinute } : {}), ...(writeBurst ? { writeBurst } : {}) },
  };
}

function readDemo(): unknown[] {
  const root = repositoryDir();
  if (root === undefined) return [];
  return [shiftToToday(readCampaignFile(resolve(root, 'demo/campaign.json')), Date.now())];
}

/** @throws {SetupError} with one line per fault */
function readCampaignFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new SetupError(`${path} cannot be read (${(error as { code?: string }).code ?? 'unknown'}).`, {
      cause: error,
    });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new SetupError(`${path} is not JSON: ${(error as Error).message}.`, { cause: error });
  }
  const faults = checkCampaign(json);
  if (faults.length > 0) {
    const lines = faults.map(({ path: field, reason, mend }) => `  ${field} ${reason}. To mend it: ${mend}.`);
    throw new SetupError(`${path} is not a campaign yet:\n${lines.join('\n')}`);
  }
  return json;
}

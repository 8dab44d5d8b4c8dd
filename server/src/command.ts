import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkCampaign } from './check.ts';
import { SetupError } from './database/open.ts';
import { shiftToToday } from './demo.ts';
import { helpOfVariables, readEnvironment } from './environment.ts';
import { createLog } from './log.ts';
import { keepRelease, releasesDirOf } from './releases.ts';
import { repositoryDir, startServer, type RunningServer } from './start.ts';

const HELP = `Cairn campaign server

  cairn-server [--campaign FILE]...

  --campaign FILE   Serve this campaign document; may be given more than once.
                    Without it the demo campaign is served.
  --help            Print this.

Environment:
${helpOfVariables()}`;

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
    const environment = readEnvironment(env);
    const { port, host, databaseUrl, logLevel, settings, unknown } = environment;
    const dataDir = resolve(environment.dataDir);
    for (const name of unknown) process.stderr.write(`${name} is not a setting and does nothing.\n`);
    const campaigns = own.length > 0 ? own.map(readCampaignFile) : readDemo();
    const log = createLog(logLevel);
    server = await startServer({
      port,
      host,
      dataDir,
      databaseUrl,
      campaigns,
      log,
      settings,
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

import { resolve } from 'node:path';
import type { Command } from 'commander';
import { shiftToToday } from '../demo.ts';
import { readEnvironment } from '../environment.ts';
import { createLog } from '../log.ts';
import { keepRelease, releasesDirOf } from '../releases.ts';
import { repositoryDir, startServer } from '../start.ts';
import { readCampaignFile, saidInVain, type Terminal } from './shared.ts';

export function serveCommand(program: Command, terminal: Terminal): void {
  program
    .command('serve', { isDefault: true })
    .summary('run the server (this is what happens without a command)')
    .description(
      'Runs the server. Campaigns loaded before are served, too; with none at all, the demo campaign is.\nLoading a file again creates or updates its campaign.',
    )
    .option('--campaign <file...>', 'load this campaign file first; may be given more than once')
    .action((options: { campaign?: string[] }) => serve(terminal, options.campaign ?? []));
}

/** Runs until SIGTERM or SIGINT. */
async function serve(terminal: Terminal, files: readonly string[]): Promise<void> {
  const environment = readEnvironment(terminal.env);
  const { port, host, databaseUrl, encryptionKey, logLevel, settings } = environment;
  const dataDir = resolve(environment.dataDir);
  saidInVain(terminal, environment);
  const log = createLog(logLevel);
  const server = await startServer({
    port,
    host,
    dataDir,
    databaseUrl,
    encryptionKey,
    campaigns: files.map((file) => readCampaignFile(file)),
    demo: files.length > 0 ? undefined : readDemo(),
    log,
    settings,
  });
  // Beside its work: nobody waits for it.
  const siteDir = repositoryDir();
  if (siteDir) void keepRelease(siteDir, releasesDirOf(dataDir), log);

  const loaded = server.served.map((id) => {
    const outcome = server.imported.find((one) => one.id === id)?.outcome ?? 'loaded before';
    return `  campaign ${id} (${outcome}): ${server.url}v1/campaigns/${id}\n    its page: ${server.url}c/${id}\n`;
  });
  for (const id of server.leaving)
    terminal.err(
      `${id} was removed, and what was of it is still being erased. A file of it is not loaded now: load it later with import, or begin again.\n`,
    );
  const hint = server.keys === 0 ? '    with a key; make one with: npm run cairn -- key new "Your name"\n' : '';
  const pages = siteDir ? `  snippets for your page: ${server.url}builder/, documentation: ${server.url}docs/\n` : '';
  // In one piece: whoever waits for the first line may read the rest with it.
  terminal.out(
    `Cairn is at ${server.url}\n${loaded.join('')}${pages}  organisers sign in at ${server.url}admin\n${hint}`,
  );
  // Who presses Ctrl+C balances no load, and waits.
  const overMs = await new Promise<number | undefined>((done) => {
    process.once('SIGTERM', () => done(undefined));
    process.once('SIGINT', () => done(0));
  });
  // A second signal means now.
  process.once('SIGINT', () => process.exit(1));
  await server.close(overMs);
}

function readDemo(): unknown {
  const root = repositoryDir();
  return root && shiftToToday(readCampaignFile(resolve(root, 'demo/campaign.json')), Date.now());
}

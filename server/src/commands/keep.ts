import { existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { backup, restore } from '../admin/backup.ts';
import { examine } from '../admin/doctor.ts';
import { SetupError } from '../fault.ts';
import { repositoryDir } from '../start.ts';
import { withDatabase, withProgress, type Terminal } from './shared.ts';

/** Keeping it safe. */
export function keepCommands(program: Command, terminal: Terminal): void {
  program
    .command('backup')
    .summary('write everything into one file, while the server runs')
    .description(
      'Writes one moment of the whole database into one compressed file, while the server runs. A backup of SQLite can be\nrestored into PostgreSQL and the other way round. The encryption key is not in it: keep encryption.key apart.',
    )
    .argument('<file>', 'such as cairn-2026-03-01.backup')
    .option('--force', 'write over a file that is there')
    .action(async (file: string, options: { force?: boolean }) => {
      if (existsSync(file) && !options.force)
        throw new SetupError(`${file} is there already. Choose another name, or add --force.`);
      await withDatabase(terminal, async (database) => {
        const rows = await withProgress('backup', (onProgress) => backup(database, file, Date.now(), onProgress));
        terminal.out(`${rows} rows in ${file}\n`);
      });
    });

  program
    .command('restore')
    .summary('read a backup into an empty database')
    .description(
      'Reads a backup into an empty database, and keeps it only when it is whole and every total is the sum of its ledger.\nWith SQLite, copy encryption.key into the new folder first.',
    )
    .argument('<file>')
    .action((file: string) => {
      // Before a database is made for it.
      if (!existsSync(file)) throw new SetupError(`${file} is not there: the path counts from the folder you are in.`);
      return withDatabase(
        terminal,
        async (database) => {
          const rows = await withProgress('restore', (onProgress) => restore(database, file, onProgress));
          terminal.out(`${rows} rows restored; every total is the sum of its ledger\n`);
        },
        { make: true },
      );
    });

  program
    .command('doctor')
    .summary('look whether everything is well')
    .description('Looks at the database, its sums and the settings, and says what is wrong and how to mend it.')
    .action(() =>
      withDatabase(terminal, async (database, { dataDir, settings, unknown }) => {
        const root = repositoryDir();
        const findings = await examine(database, {
          dataDir,
          publicUrl: settings.publicUrl,
          payments: settings.payments ?? 'test',
          behindProxy: (settings.trustProxy ?? 0) > 0,
          now: Date.now(),
          unknown,
          room: database.kind === 'sqlite' ? roomIn(dataDir) : undefined,
          site: root !== undefined && existsSync(join(root, 'cdn/cairn.js')),
        });
        for (const { ok, what, mend } of findings)
          terminal.out(`${ok ? 'ok   ' : 'FAULT'} ${what}${mend ? `\n      To mend it: ${mend}.` : ''}\n`);
        const faults = findings.filter(({ ok }) => !ok).length;
        if (faults > 0) throw new SetupError(`${faults} ${faults === 1 ? 'thing needs' : 'things need'} mending.`);
      }),
    );
}

function roomIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

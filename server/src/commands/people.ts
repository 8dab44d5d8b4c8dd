import type { Command } from 'commander';
import { confirmByHand, entryOf, refundByHand } from '../admin/contributions.ts';
import { forget, type Person } from '../admin/forget.ts';
import { ALL_SCOPES, CLI, listKeys, makeKey, removeKey, SCOPES, type Scope } from '../admin/keys.ts';
import { readInput } from '../admin/schemas.ts';
import { SetupError } from '../fault.ts';
import { about, amountOf, knownCampaign, sure, table, withDatabase, type Terminal } from './shared.ts';

/** Contributions, the people behind them, and the keys of those who look after both. */
export function peopleCommands(program: Command, terminal: Terminal): void {
  for (const [word, act, summary, text] of [
    [
      'confirm',
      confirmByHand,
      'the money of a contribution has arrived',
      'Counts a contribution whose money has arrived.',
    ],
    [
      'refund',
      refundByHand,
      'the money of a contribution has gone back',
      'Takes a contribution off the totals and the public list. Send the money back first: no payment is made here.',
    ],
  ] as const) {
    program
      .command(word)
      .summary(summary)
      .description(`${text} Doing it twice changes nothing.`)
      .argument('<contribution...>', 'ids, or receipt numbers such as NT-2026-00412')
      .option('-y, --yes', 'do not ask')
      .action(async (ids: string[], options: { yes?: boolean }) => {
        if (word === 'refund') await sure(`This takes ${ids.join(', ')} off the totals.`, options.yes);
        await withDatabase(terminal, async (database) => {
          for (const id of ids) {
            const row = await about(id, () => act(database.db, CLI, id, Date.now()));
            const entry = entryOf(database, CLI, row, Date.now());
            terminal.out(`${entry.receipt} ${entry.state} ${amountOf(entry.quantity)}\n`);
          }
        });
      });
  }

  program
    .command('forget')
    .summary('erase a person')
    .description(
      'Erases a person from tables, live events, exports and the file of the database. What they gave stays in the totals,\nwithout them. Backups made before still have them: delete those, too.',
    )
    .option('--email <address>', 'everything of this address, in every campaign')
    .option('--contribution <id>', 'the person behind one contribution')
    .option('--member <id>', 'a member; needs --campaign')
    .option('--listed <id>', 'a contribution that came with the campaign file; needs --campaign')
    .option('--campaign <campaign>')
    .option('-y, --yes', 'do not ask')
    .action(async (options: Record<string, string | undefined> & { yes?: never }) => {
      const named = ['email', 'contribution', 'member', 'listed'].filter((name) => options[name] !== undefined);
      const [by] = named;
      if (by === undefined || named.length > 1)
        throw new SetupError('Say who: --email, --contribution, --member or --listed, and only one of them.');
      const campaign = options['campaign'];
      if ((by === 'member' || by === 'listed') && campaign === undefined)
        throw new SetupError(`--${by} is an id within a campaign: add --campaign.`);
      if ((by === 'email' || by === 'contribution') && campaign !== undefined)
        throw new SetupError(`--${by} is erased wherever it is, not in one campaign: leave out --campaign.`);
      await sure('This cannot be taken back.', options.yes);
      await withDatabase(terminal, async (database) => {
        if (campaign !== undefined) await knownCampaign(database.db, campaign);
        const person = { [by]: options[by], ...(campaign ? { campaign } : {}) } as unknown as Person;
        const done = await forget(database, CLI, person, Date.now());
        terminal.out(`forgotten: ${done.contributions} contributions, ${done.members} members\n`);
      });
    });

  const key = program.command('key').summary('make, list and remove keys of organisers');
  key
    .command('new')
    .description(
      `Makes a key to sign in at /admin and for the admin API. It is printed once and nowhere else.\n\nScopes:\n${Object.entries(
        SCOPES,
      )
        .map(([scope, text]) => `  ${scope.padEnd(7)}${text}`)
        .join('\n')}`,
    )
    .argument('<name>', 'whose it is, such as "Ada" or "Spreadsheet"')
    .option('--scopes <scopes>', 'what it may do, with commas between', ALL_SCOPES.join(','))
    .option('--campaign <campaign>', 'this campaign only')
    .option('--days <days>', 'how long it works')
    .action((name: string, options: { scopes: string; campaign?: string; days?: string }) =>
      withDatabase(
        terminal,
        async ({ db }) => {
          const scopes = options.scopes.split(',').map((scope) => scope.trim());
          const unknown = scopes.find((scope) => !(scope in SCOPES));
          if (unknown !== undefined)
            throw new SetupError(`--scopes has "${unknown}", but may have ${ALL_SCOPES.join(', ')}.`);
          if (options.campaign !== undefined) await knownCampaign(db, options.campaign);
          const days = options.days === undefined ? undefined : Number(options.days);
          if (days !== undefined && !(Number.isInteger(days) && days > 0 && days < 36_500))
            throw new SetupError(`--days is "${options.days}", but should be a whole number, at least 1.`);
          const now = Date.now();
          const wanted = readInput('KeyRequest', {
            name: name.trim(),
            scopes,
            ...(options.campaign === undefined ? {} : { campaign: options.campaign }),
            ...(days === undefined ? {} : { expiresAt: new Date(now + days * 24 * 60 * 60 * 1000).toISOString() }),
          });
          const made = await makeKey(db, CLI, { ...wanted, scopes: wanted.scopes as Scope[] }, now);
          // The key alone on standard output, so that a script can take it.
          terminal.out(`${made.key}\n`);
          terminal.err(
            `Key ${made.id} for ${made.name} (${made.scopes.join(', ')}). Keep it: it is not shown again.\n`,
          );
        },
        { make: true },
      ),
    );
  key
    .command('list', { isDefault: true })
    .description('Lists keys, without their secrets.')
    .action(() =>
      withDatabase(terminal, async ({ db }) => {
        const keys = await listKeys(db, CLI);
        terminal.out(
          table(
            ['key', 'name', 'scopes', 'campaign', 'until', 'last used'],
            keys.map((one) => [
              one.id,
              one.name,
              one.scopes.join(' '),
              one.campaign ?? 'all',
              one.expiresAt?.slice(0, 10) ?? '',
              one.usedOn ?? '',
            ]),
          ),
        );
      }),
    );
  key
    .command('remove')
    .description('Removes keys. They stop working at once.')
    .argument('<id...>')
    .action((ids: string[]) =>
      withDatabase(terminal, async ({ db }) => {
        for (const id of ids) {
          await removeKey(db, CLI, id, Date.now());
          terminal.out(`${id} removed\n`);
        }
      }),
    );
}

import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Argument, type Command } from 'commander';
import {
  changeCampaign,
  listCampaigns,
  listMembers,
  listUpdates,
  removeUpdate,
  saveMember,
  saveUpdate,
  summaryOf,
  type CampaignSummary,
} from '../admin/campaigns.ts';
import { STATES, type State } from '../admin/contributions.ts';
import { exportCsv } from '../admin/export.ts';
import { audit, CLI, type Actor } from '../admin/keys.ts';
import { clearCampaign, removedCampaigns } from '../admin/clear.ts';
import { removeCampaign, stakesOf, stakesText } from '../admin/remove.ts';
import { readInput } from '../admin/schemas.ts';
import { writeWhole } from '../admin/whole.ts';
import { CAMPAIGN_STATUSES, type Campaign } from '../../../src/data/schema.ts';
import { importCampaign } from '../database/import.ts';
import { SetupError } from '../fault.ts';
import {
  amountOf,
  knownCampaign,
  readCampaignFile,
  readJsonFile,
  sureOf,
  table,
  withDatabase,
  withProgress,
  type Terminal,
} from './shared.ts';

/** Campaigns, and what stands on their pages. */
export function campaignCommands(program: Command, terminal: Terminal): void {
  program
    .command('import')
    .summary('create or update campaigns from their files')
    .description(
      'Creates or updates campaigns from their JSON files. Totals in a file are opening balances: what was contributed here\nstays on top of them.',
    )
    .argument('<file...>', 'campaign files; - reads standard input')
    .option('--check', 'only say what is wrong with them')
    .action(async (files: string[], options: { check?: boolean }) => {
      const campaigns = files.map((file) => readCampaignFile(file)); // all are right before the first is loaded
      if (options.check) return terminal.out(`${files.join(', ')}: nothing is wrong\n`);
      await withDatabase(
        terminal,
        async ({ db }) => {
          for (const [index, campaign] of campaigns.entries()) {
            const { id, outcome } = await withProgress(`loading ${files[index]}`, (onProgress) =>
              importCampaign(db, campaign, Date.now(), onProgress, (tx, saved) =>
                audit(tx, CLI, 'campaign.save', { campaign: saved, now: Date.now() }),
              ),
            );
            terminal.out(`${id} ${outcome}; its page is /c/${id} of the server\n`);
          }
        },
        { make: true },
      );
    });

  program
    .command('export')
    .summary('write the contributions of a campaign as CSV')
    .description(
      'Writes every contribution of a campaign as CSV, newest first. No cell is run as a formula when a spreadsheet opens it.',
    )
    .argument('<campaign>')
    .option('-o, --out <file>', 'write here; without it, to standard output')
    .option('--state <state>', `only these: ${STATES.join(', ')}`)
    .option('--without-people', 'leave out names, addresses and answers')
    .action(async (id: string, options: { out?: string; state?: string; withoutPeople?: boolean }) => {
      if (options.state !== undefined && !STATES.includes(options.state as State))
        throw new SetupError(`--state is "${options.state}", but should be one of ${STATES.join(', ')}.`);
      const actor: Actor = options.withoutPeople ? { ...CLI, scopes: ['read'] } : CLI;
      await withDatabase(terminal, async (database) => {
        await knownCampaign(database.db, id);
        await withProgress(`exporting ${id}`, async (onProgress) => {
          const { n } = await database.db
            .selectFrom('contributions')
            .select((f) => f.fn.countAll<number>().as('n'))
            .where('campaign_id', '=', id)
            .where('imported', '=', 0)
            .executeTakeFirstOrThrow();
          const rows = exportCsv(database, actor, id, {
            state: options.state as State | undefined,
            now: Date.now(),
            onProgress: (done) => onProgress(done, Number(n)),
          });
          if (options.out === undefined)
            for await (const text of rows) {
              terminal.out(text);
              await terminal.drained();
            }
          else {
            const { out } = options;
            await writeWhole(out, out, (part) => pipeline(rows, createWriteStream(part, { mode: 0o600, flush: true })));
          }
        });
      });
      if (options.out !== undefined) terminal.err(`written to ${options.out}\n`);
    });

  const campaign = program.command('campaign').summary('list campaigns; open, pause, end or remove them');
  campaign
    .command('list', { isDefault: true })
    .description('Lists every campaign with its state and totals.')
    .option('--json', 'as JSON')
    .action((options: { json?: boolean }) =>
      withDatabase(terminal, async ({ db }) => {
        const all = await listCampaigns(db, CLI, Date.now());
        if (options.json) return terminal.out(`${JSON.stringify(all, undefined, 2)}\n`);
        if (all.length === 0)
          return terminal.out('No campaign yet. Load one: npm run cairn -- import my-campaign.json\n');
        terminal.out(
          table(
            ['campaign', 'state', 'waiting', 'raised'],
            all.map((one) => [one.id, one.status, String(one.waiting), totalsOf(one)]),
          ),
        );
      }),
    );
  campaign
    .command('set')
    .description('Opens, pauses or ends a campaign, or moves its end. Open pages follow at once.')
    .argument('<campaign>')
    .addArgument(new Argument('[state]', 'what it is from now on').choices(CAMPAIGN_STATUSES))
    .option('--ends <time>', 'when it ends, such as 2026-12-31T23:59:59Z; never: no end')
    .action((id: string, status: Campaign['status'] | undefined, options: { ends?: string }) =>
      withDatabase(terminal, async ({ db }) => {
        if (status === undefined && options.ends === undefined)
          throw new SetupError(`Say what to set: one of ${CAMPAIGN_STATUSES.join(', ')}, or --ends.`);
        const endsAt = options.ends === 'never' ? null : options.ends;
        const change = readInput('CampaignChange', {
          ...(status ? { status } : {}),
          ...(endsAt === undefined ? {} : { endsAt }),
        });
        await knownCampaign(db, id);
        await changeCampaign(db, CLI, id, change, Date.now());
        terminal.out(`${id} is ${(await summaryOf(db, id, Date.now())).status}\n`);
      }),
    );

  campaign
    .command('remove')
    .description(
      'Removes a campaign for good, with everything of it: contributions, people, events, and the keys and webhooks of it\nalone. Pages that are open are told. Export it first: npm run cairn -- export CAMPAIGN -o FILE. Backups made before\nstill have it.',
    )
    .argument('<campaign>')
    .option('-y, --yes <campaign>', 'its id once more: do not ask')
    .action(async (id: string, options: { yes?: string }) => {
      await withDatabase(terminal, async (database) => {
        const clear = () =>
          withProgress(`erasing ${id}`, (onProgress) => clearCampaign(database.db, id, { onProgress }));
        // Ended half-way, it is gone already; what is left is taken away by the server, or here.
        if ((await removedCampaigns(database.db)).includes(id)) {
          await clear();
          await database.scrub();
          return terminal.out(`${id} was removed before; nothing is left of it\n`);
        }
        await knownCampaign(database.db, id);
        const stakes = await stakesOf(database.db, id, Date.now());
        if (stakes.contributions > 0)
          await sureOf(
            id,
            `This removes ${id} with ${stakesText(stakes)}. To keep them, write them to a file first:\nnpm run cairn -- export ${id} -o ${id}.csv\n`,
            options.yes,
          );
        const gone = await removeCampaign(database, CLI, id, {
          confirm: options.yes ?? (stakes.contributions > 0 ? id : undefined),
          now: Date.now(),
        });
        await clear();
        await database.scrub();
        terminal.out(
          `${id} removed, with ${many(gone.contributions, 'contribution')} and ${many(gone.members, 'member')}\n`,
        );
      });
    });

  const member = program.command('member').summary('list, add and change members');
  member
    .command('list')
    .description('Lists members: who is shown, and what they agreed to.')
    .argument('<campaign>')
    .action((id: string) =>
      withDatabase(terminal, async (database) => {
        await knownCampaign(database.db, id);
        const members = await listMembers(database, CLI, id, Date.now());
        terminal.out(
          table(
            ['member', 'name', 'role', 'shown', 'agreed'],
            members.map(({ member: one, shown, agreed }) => [
              one.id,
              one.name,
              one.role,
              shown ? 'yes' : 'no',
              agreed ? `${agreed.version}, ${agreed.at.slice(0, 10)}` : '',
            ]),
          ),
        );
      }),
    );
  member
    .command('save')
    .description(
      'Adds or changes a member from a JSON file: the member as in a campaign file. Who is to be shown needs a consent in it,\nand the words this person agreed to.',
    )
    .argument('<campaign>')
    .argument('<id>')
    .argument('<file>', '- reads standard input')
    .option('--email <address>', 'kept sealed, never shown; finds the person again when asked to forget')
    .option('--agreed <words>', 'what the person agreed to')
    .option('--version <version>', 'the version of these words', new Date().toISOString().slice(0, 10))
    .action((campaignId: string, id: string, file: string, options: Record<string, string | undefined>) =>
      withDatabase(terminal, async (database) => {
        const input = readInput('MemberChange', {
          member: readJsonFile(file),
          ...(options['email'] ? { email: options['email'] } : {}),
          ...(options['agreed'] ? { agreed: { text: options['agreed'], version: options['version'] } } : {}),
        });
        await knownCampaign(database.db, campaignId);
        await saveMember(database, CLI, campaignId, id, input, Date.now());
        terminal.out(`${id} saved\n`);
      }),
    );

  const update = program.command('update').summary('tell how it is going');
  update
    .command('list')
    .argument('<campaign>')
    .description('Lists updates, newest first.')
    .action((id: string) =>
      withDatabase(terminal, async ({ db }) => {
        await knownCampaign(db, id);
        const updates = await listUpdates(db, id);
        terminal.out(
          table(
            ['update', 'at', 'title'],
            updates.map((one) => [one.id, one.at.slice(0, 10), one.title]),
          ),
        );
      }),
    );
  update
    .command('add')
    .description('Adds an update, or changes the one with this id. Open pages show it at once.')
    .argument('<campaign>')
    .argument('<title>')
    .option('--summary <text>')
    .option('--url <address>', 'where to read on')
    .option('--id <id>', 'to change it later', `update-${Date.now().toString(36)}`)
    .option('--at <time>', 'when it happened', new Date().toISOString())
    .action((campaignId: string, title: string, options: { id: string; at: string; summary?: string; url?: string }) =>
      withDatabase(terminal, async ({ db }) => {
        await knownCampaign(db, campaignId);
        const { id, ...more } = options;
        await saveUpdate(db, CLI, campaignId, id, { title, ...more }, Date.now());
        terminal.out(`${id} saved\n`);
      }),
    );
  update
    .command('remove')
    .description('Removes an update.')
    .argument('<campaign>')
    .argument('<id>')
    .action((campaignId: string, id: string) =>
      withDatabase(terminal, async ({ db }) => {
        await knownCampaign(db, campaignId);
        await removeUpdate(db, CLI, campaignId, id, Date.now());
        terminal.out(`${id} removed\n`);
      }),
    );
}

const many = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

function totalsOf({ goals }: CampaignSummary): string {
  return goals
    .map(({ unit, scale, total, target }) => {
      const raised = amountOf({ value: total, unit, scale });
      return target === null ? raised : `${raised} of ${amountOf({ value: target, unit, scale })}`;
    })
    .join(', ');
}

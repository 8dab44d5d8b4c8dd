import type { Command } from 'commander';
import { CLI } from '../admin/keys.ts';
import { readInput } from '../admin/schemas.ts';
import {
  addWebhook,
  failedDeliveries,
  listWebhooks,
  removeWebhook,
  retryDeliveries,
  rotateWebhook,
  testWebhook,
} from '../admin/webhooks.ts';
import { SetupError } from '../fault.ts';
import { ANNOUNCEMENTS } from '../outbox.ts';
import { knownCampaign, table, withDatabase, type Terminal } from './shared.ts';

/** Which other systems are told of contributions, and what did not reach them. */
export function webhookCommands(program: Command, terminal: Terminal): void {
  const webhook = program.command('webhook').summary('tell other systems of contributions; see and mend what failed');
  const minute = (time: string | undefined) => time?.slice(0, 16).replace('T', ' ') ?? '';

  webhook
    .command('list', { isDefault: true })
    .description('Lists who is told, how many messages wait for them, and how many of these have failed.')
    .action(() =>
      withDatabase(terminal, async ({ db }) => {
        const all = await listWebhooks(db, CLI);
        if (all.length === 0)
          return terminal.out(
            'Nobody is told. To tell one: npm run cairn -- webhook add https://crm.example.org/cairn\n',
          );
        terminal.out(
          table(
            ['webhook', 'waiting', 'failed', 'last took (UTC)', 'campaign', 'events', 'address'],
            all.map((one) => [
              one.id,
              String(one.waiting),
              String(one.failed),
              minute(one.deliveredAt),
              one.campaign ?? 'all',
              one.events?.join(' ') ?? 'all',
              one.managed ? one.url : `${one.url} (CAIRN_WEBHOOKS)`,
            ]),
          ),
        );
      }),
    );

  webhook
    .command('add')
    .description(
      'Tells one more system, in the way of Standard Webhooks. Prints the secret that its messages are signed with, once\nand nowhere else.',
    )
    .argument('<address>', 'such as https://crm.example.org/cairn')
    .option('--campaign <campaign>', 'only of this campaign')
    .option('--events <events>', `only these, with commas between: ${ANNOUNCEMENTS.join(', ')}`)
    .action((url: string, options: { campaign?: string; events?: string }) =>
      withDatabase(terminal, async (database, { settings }) => {
        const events = options.events?.split(',').map((event) => event.trim());
        const unknown = events?.find((event) => !(ANNOUNCEMENTS as readonly string[]).includes(event));
        if (unknown !== undefined)
          throw new SetupError(`--events has "${unknown}", but may have ${ANNOUNCEMENTS.join(', ')}.`);
        if (options.campaign !== undefined) await knownCampaign(database.db, options.campaign);
        const wanted = readInput('WebhookRequest', {
          url,
          ...(options.campaign === undefined ? {} : { campaign: options.campaign }),
          ...(events ? { events } : {}),
        });
        const made = await addWebhook(database, CLI, wanted, Date.now(), settings.webhooksPrivate ?? false);
        // The secret alone on standard output, so that a script can take it.
        terminal.out(`${made.secret}\n`);
        terminal.err(
          `Webhook ${made.id} to ${made.url}. Keep the secret: it is not shown again.\nTo try it: npm run cairn -- webhook test ${made.id}\n`,
        );
      }),
    );

  webhook
    .command('remove')
    .description('Tells a system nothing any more. What it was not told yet is dropped.')
    .argument('<id...>')
    .action((ids: string[]) =>
      withDatabase(terminal, async ({ db }) => {
        for (const id of ids) {
          await removeWebhook(db, CLI, id, Date.now());
          terminal.out(`${id} removed\n`);
        }
      }),
    );

  webhook
    .command('rotate')
    .description(
      'Gives a system another secret and prints it, once and nowhere else. For a day messages are signed with the one before,\ntoo: give it the new one until then.',
    )
    .argument('<id>')
    .action((id: string) =>
      withDatabase(terminal, async (database) => {
        const made = await rotateWebhook(database, CLI, id, Date.now());
        terminal.out(`${made.secret}\n`);
        terminal.err(
          `The secret of ${made.url} from now on. The one before holds until ${minute(made.oldSecretUntil)} UTC.\n`,
        );
      }),
    );

  webhook
    .command('test')
    .description('Sends a signed message of the type webhook.test at once, and says what it answered.')
    .argument('<id>')
    .action((id: string) =>
      withDatabase(terminal, async (database, { settings }) => {
        const { delivered, outcome } = await testWebhook(
          database,
          CLI,
          id,
          Date.now(),
          settings.webhooksPrivate ?? false,
        );
        if (!delivered) throw new SetupError(`${id} did not take the message: ${outcome}.`);
        terminal.out(`${id} took the message: ${outcome}\n`);
      }),
    );

  webhook
    .command('failed')
    .description('Lists messages that did not get through: given up, or to be tried again.')
    .argument('[id]', 'only those to this one')
    .action((id: string | undefined) =>
      withDatabase(terminal, async ({ db }) => {
        const ids = id === undefined ? (await listWebhooks(db, CLI)).map((one) => one.id) : [id];
        const rows: string[][] = [];
        for (const one of ids)
          for (const message of await failedDeliveries(db, CLI, one))
            rows.push([
              message.id,
              one,
              message.type,
              message.contribution,
              String(message.attempts),
              minute(message.triedAt),
              minute(message.nextAt) || 'given up',
              message.outcome,
            ]);
        if (rows.length === 0) return terminal.out('Every message got through\n');
        terminal.out(table(['message', 'webhook', 'type', 'of', 'tries', 'last (UTC)', 'next (UTC)', 'why'], rows));
      }),
    );

  webhook
    .command('retry')
    .description('Has what failed sent again by the running server, within seconds.')
    .argument('<id>')
    .argument('[message]', 'only this one')
    .action((id: string, message: string | undefined) =>
      withDatabase(terminal, async ({ db }) => {
        const count = await retryDeliveries(db, CLI, id, Date.now(), message);
        terminal.out(`${count} ${count === 1 ? 'message' : 'messages'} to be sent again\n`);
      }),
    );
}

import { Command, CommanderError } from 'commander';
import { campaignCommands } from './commands/campaigns.ts';
import { keepCommands } from './commands/keep.ts';
import { peopleCommands } from './commands/people.ts';
import { serveCommand } from './commands/serve.ts';
import { webhookCommands } from './commands/webhooks.ts';
import { faultText, type Terminal } from './commands/shared.ts';
import { helpOfVariables } from './environment.ts';

/** Runs a command to its end. @returns the exit code */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const terminal: Terminal = {
    env,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  };
  process.stdout.on('error', (error: { code?: string }) => {
    if (error.code === 'EPIPE') process.exit(0); // `cairn export … | head` has seen enough
    throw error;
  });
  try {
    await programFor(terminal).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode; // it has said what is wrong
    const text = faultText(error);
    if (text === undefined) throw error;
    terminal.err(`${text}\n`);
    return 1;
  }
}

/** Every command, without running any. */
export function programFor(terminal: Terminal): Command {
  const program = new Command('cairn')
    .description('Runs campaigns: the server, and everything an organiser does with them.')
    .usage('[command] [options]')
    .helpCommand(true)
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (text, write) => write(`${oneLine(text)}\n`),
    })
    .addHelpText('after', `\nSettings, from the environment:\n${helpOfVariables()}`);
  serveCommand(program, terminal);
  campaignCommands(program, terminal);
  peopleCommands(program, terminal);
  webhookCommands(program, terminal);
  keepCommands(program, terminal);
  return program;
}

/** What Commander says, without its prefix and in one line. */
function oneLine(text: string): string {
  if (/too many arguments for 'serve'/.test(text)) return 'There is no such command. Those there are: cairn --help';
  return text
    .replace(/^error: /, '')
    .trim()
    .replaceAll('\n', ' ');
}

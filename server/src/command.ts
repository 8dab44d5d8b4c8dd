import { Command, CommanderError } from 'commander';
import { campaignCommands } from './commands/campaigns.ts';
import { keepCommands } from './commands/keep.ts';
import { peopleCommands } from './commands/people.ts';
import { serveCommand } from './commands/serve.ts';
import { webhookCommands } from './commands/webhooks.ts';
import { faultText, type Terminal } from './commands/shared.ts';
import { helpOfVariables, VARIABLES } from './environment.ts';
import { nearest } from './nearest.ts';

/** Runs a command to its end. @returns the exit code */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const terminal: Terminal = {
    env,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    drained: async () => {
      for (const stream of [process.stdout, process.stderr])
        await new Promise<void>((done) => stream.write('', () => done()));
    },
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
  } finally {
    await terminal.drained(); // who asked for it ends the process
  }
}

/** Every command, without running any. */
export function programFor(terminal: Terminal): Command {
  const program: Command = new Command('cairn')
    .description('Runs campaigns: the server, and everything an organiser does with them.')
    .usage('[command] [options]')
    .helpCommand(true)
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: (text, write) => write(`${oneLine(text, program)}\n`),
    })
    .addHelpText('after', `\nSettings, from the environment:\n${helpOfVariables()}`);
  serveCommand(program, terminal);
  campaignCommands(program, terminal);
  peopleCommands(program, terminal);
  webhookCommands(program, terminal);
  keepCommands(program, terminal);
  return program;
}

/** What Commander says, in one line, with what to write instead. */
function oneLine(text: string, program: Command): string {
  // A word that is no command is taken for an argument of the one that runs without a name.
  const usual = /too many arguments for '(serve|list)'/.exec(text)?.[1];
  const parent = [program, ...program.commands].find(({ commands }) => wordsFor(usual, commands).length > 0);
  const [word] = wordsFor(usual, parent?.commands ?? []);
  const help = `Those there are: npm run cairn -- ${parent && parent !== program ? `${parent.name()} ` : ''}--help`;
  if (parent && word !== undefined) {
    const names = parent.commands.map((command) => command.name());
    const meant = nearest(word, names);
    return `There is no command "${word}". ${meant ? `Is "${meant}" meant? ` : ''}${help}`;
  }
  const said = text
    .replace(/^error: /, '')
    .trim()
    .replaceAll('\n', ' ');
  const option = /^unknown option '--([\w-]+)/.exec(said)?.[1];
  if (option === undefined) return said;
  const name = option.toUpperCase().replaceAll('-', '_');
  const setting = VARIABLES.find((one) => one.name === name || one.name === `CAIRN_${name}`);
  if (setting) return `There is no option --${option}: set ${setting.name} in the environment instead.`;
  return said.includes('(Did you mean') ? said : `${said}. ${help}`;
}

const wordsFor = (name: string | undefined, commands: readonly Command[]): string[] =>
  commands.find((command) => command.name() === name)?.args ?? [];

import { readFileSync, readdirSync } from 'node:fs';
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { checkCampaign } from '../src/check.ts';
import { programFor } from '../src/command.ts';
import { VARIABLES } from '../src/environment.ts';

const docs = new URL('../../docs/', import.meta.url);
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

it('the campaign to start from is right', () => {
  const campaign = JSON.parse(read('docs/my-campaign.json')) as { pathways: { impact?: { text: { one: string } } }[] };
  expect(checkCampaign(campaign)).toEqual([]);
  // What follows the amount: "£25 buys 2 books."
  for (const { impact } of campaign.pathways) if (impact) expect(impact.text.one).toMatch(/^[a-z]+ \{n\} /);
});

it('the page for organisers names every command, and README no setting that is none', () => {
  const program = programFor({ env: {}, out: () => undefined, err: () => undefined, drained: () => Promise.resolve() });
  const page = read('docs/organisers.md');
  for (const command of program.commands) expect(page, command.name()).toMatch(new RegExp(`\`${command.name()}\\b`));
  const used = [...read('README.md').matchAll(/\b(CAIRN_[A-Z_]+)\b/g)].map(([name]) => name);
  for (const name of used) expect(VARIABLES.map((one) => one.name)).toContain(name);
});

it('every command that a page tells somebody to type is one, with options it has', () => {
  const pages = ['README.md', 'server/README.md', ...readdirSync(docs).map((name) => `docs/${name}`)];
  const lines = pages
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) =>
      [...read(path).matchAll(/(?:npm run cairn --|docker run [^\n]* cairn) ([^`#\n]+)/g)].map(([, line]) =>
        line!.trim(),
      ),
    )
    .filter((line) => line !== '…' && line !== '--help');
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) {
    const words = (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));
    let command: Command = programFor({
      env: {},
      out: () => undefined,
      err: () => undefined,
      drained: () => Promise.resolve(),
    });
    while (command.commands.length > 0) {
      const next = command.commands.find((one) => one.name() === words[0]);
      expect(next, line).toBeDefined();
      command = next!;
      words.shift();
    }
    const { operands, unknown } = command.parseOptions(words);
    expect(unknown, line).toEqual([]);
    const most = command.registeredArguments.some(({ variadic }) => variadic)
      ? Infinity
      : command.registeredArguments.length;
    expect(operands.length, line).toBeGreaterThanOrEqual(
      command.registeredArguments.filter(({ required }) => required).length,
    );
    expect(operands.length, line).toBeLessThanOrEqual(most);
  }
});

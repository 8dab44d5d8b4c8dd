import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkCampaign } from '../src/check.ts';
import { programFor } from '../src/command.ts';
import { VARIABLES } from '../src/environment.ts';

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

/** Whatever README and CONTRIBUTING tell somebody to type works in a fresh clone: what it needs is installed first. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const folder = mkdtempSync(join(tmpdir(), 'cairn ü '));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a fresh clone', () => {
  it('installs before whatever the README names', () => {
    const named = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/npm (?:run )?(start|test|[a-z]+)\b/g)]
      .map(([, name]) => name!)
      .filter((name) => name in scripts);
    expect(named).toEqual(
      expect.arrayContaining(['build', 'start', 'test', 'check', 'storybook', 'bench', 'dev', 'cairn']),
    );
    for (const name of new Set(named)) {
      const [, tool] = /^node (tools\/[\w.-]+)/.exec(scripts[name]!) ?? [];
      const installs = tool && readFileSync(join(root, tool), 'utf8').includes('installIfNeeded()');
      expect(installs || scripts[`pre${name}`] === 'node tools/install.mjs', `npm run ${name}`).toBe(true);
    }
  });

  it('is told what to do when the packages cannot be had', () => {
    mkdirSync(join(folder, 'tools'));
    cpSync(join(root, 'tools/install.mjs'), join(folder, 'tools/install.mjs'));
    writeFileSync(
      join(folder, 'package-lock.json'),
      JSON.stringify({ packages: { 'node_modules/x': { version: '1.0.0' } } }),
    );
    const npm = join(folder, 'npm.cjs');
    const run = () =>
      execFileSync(process.execPath, [join(folder, 'tools/install.mjs')], {
        env: { ...process.env, npm_execpath: npm },
        encoding: 'utf8',
        stdio: 'pipe',
      });
    writeFileSync(npm, `process.exit(1)`);
    expect(run).toThrow(/`npm ci` failed.*Packages are fetched once.*\n.*proxy/);
    writeFileSync(
      npm,
      `const fs = require('fs'); fs.mkdirSync('node_modules'); fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json'); console.log(process.argv.slice(2).join(' '));`,
    );
    expect(run()).toMatch(/fetching packages[^]*ci /);
    expect(run(), 'once').toBe('');
  });
});

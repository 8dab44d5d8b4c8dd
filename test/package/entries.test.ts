import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { version } from '../../src/shared/version.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
  exports: Record<string, string | { types: string; default: string }>;
  dependencies: Record<string, string>;
};

/** Every module of the package somebody may import, by the name they would write. */
const entries = [
  'cairn-widgets',
  'cairn-widgets/data.js',
  'cairn-widgets/analytics.js',
  ...files('dist/define').map((name) => `cairn-widgets/define/${name}`),
  ...folders('dist/elements').map((name) => `cairn-widgets/elements/${name}.js`),
  ...files('dist/i18n').map((name) => `cairn-widgets/i18n/${name}`),
];

const tags = folders('src/elements').map((name) => `cairn-${name}`);

describe('the entries of the package', () => {
  it('has one for the whole, the data, each element, its definition and each language', () => {
    const elements = folders('src/elements');
    expect(elements.length).toBeGreaterThanOrEqual(6);
    for (const name of elements) {
      expect(entries).toContain(`cairn-widgets/define/${name}.js`);
      expect(entries).toContain(`cairn-widgets/elements/${name}.js`);
    }
  });

  it('resolves every one of them, types included', () => {
    for (const entry of entries) {
      const path = fileURLToPath(import.meta.resolve(entry));
      expect(existsSync(path), entry).toBe(true);
      expect(existsSync(path.replace(/\.js$/, '.d.ts')), `types of ${entry}`).toBe(true);
    }
    for (const target of Object.values(manifest.exports)) {
      const paths = typeof target === 'string' ? [target] : Object.values(target);
      for (const path of paths.filter((each) => !each.includes('*')))
        expect(existsSync(join(root, path)), path).toBe(true);
    }
  });

  it('resolves whatever the README, the pages of docs and the example apps tell somebody to import', () => {
    const pages = ['README.md', 'examples/README.md', 'docs/embedding.md'].map((path) => join(root, path));
    const apps = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(tsx?|jsx?|vue|svelte|astro|html)$/.test(path) && !path.includes('node_modules'))
      .map((path) => join(root, 'examples', path));
    const named = [...pages, ...apps].flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/(?:from|import) ['"](cairn-widgets(?:\/[^'"]*)?)['"]/g)].map(
        ([, name]) => name!,
      ),
    );
    expect(named).toEqual(
      expect.arrayContaining(['cairn-widgets', 'cairn-widgets/react.js', 'cairn-widgets/cdn/cairn.css']),
    );
    for (const name of new Set(named)) {
      // A module of types alone has no file that runs.
      const types = /^cairn-widgets\/types\/([\w-]+)$/.exec(name)?.[1];
      const path = types ? join(root, `types/${types}.d.ts`) : fileURLToPath(import.meta.resolve(name));
      expect(existsSync(path), name).toBe(true);
    }
  });

  it('[F17] imports every one of them in bare Node, where nothing is thrown and nothing defined', async () => {
    const script = `
      const names = () => [...Object.getOwnPropertyNames(globalThis), ...Object.getOwnPropertySymbols(globalThis)];
      const before = new Set(names());
      for (const entry of ${JSON.stringify(entries)}) await import(entry);
      const { version } = await import('cairn-widgets');
      const added = names().filter((name) => !before.has(name)).map(String);
      console.log(JSON.stringify({ version, added, defined: ${JSON.stringify(tags)}.filter((tag) => globalThis.customElements?.get(tag)) }));`;
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      cwd: root,
    });
    expect(stderr).toBe('');
    const said = JSON.parse(stdout) as { version: string; added: string[]; defined: string[] };
    expect(said.defined).toEqual([]);
    expect(said.version).toBe(manifest.version);
    // Lit's version lists and stand-ins; nothing of ours, and no zod, which would leave two.
    expect(said.added.filter((name) => !/^(lit|reactiveElement|customElements$)/.test(name))).toEqual([]);
  });

  it('names as dependencies just what it imports', () => {
    const imported = new Set<string>();
    for (const path of readdirSync(join(root, 'dist'), { recursive: true }) as string[]) {
      if (!path.endsWith('.js')) continue;
      const text = readFileSync(join(root, 'dist', path), 'utf8');
      for (const match of text.matchAll(
        /(?:^import|^export [^'"`;]*? from|^import [^'"`;]*? from|\bimport\()\s*['"]([^.'"][^'"]*)['"]/gm,
      )) {
        imported.add(match[1]!.split('/', match[1]!.startsWith('@') ? 2 : 1).join('/'));
      }
    }
    expect([...imported].sort()).toEqual(Object.keys(manifest.dependencies).sort());
  });

  it('writes no `.ts` import and no raw decorator', () => {
    for (const path of readdirSync(join(root, 'dist'), { recursive: true }) as string[]) {
      if (!/\.(js|d\.ts)$/.test(path)) continue;
      const text = readFileSync(join(root, 'dist', path), 'utf8');
      expect(text, path).not.toMatch(/(from|import)\s*\(?\s*['"][^'"\n]*\.ts['"]/);
      if (path.endsWith('.js')) expect(text, path).not.toMatch(/^\s*@(property|state|query|customElement)\(/m);
    }
  });
});

function files(folder: string): string[] {
  return readdirSync(join(root, folder)).filter((name) => name.endsWith('.js'));
}

function folders(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map((each) => each.name);
}

it('says its version as package.json does', () => {
  expect(version).toBe(manifest.version);
});

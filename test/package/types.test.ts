/** What is written from the manifest for editors and frameworks, and what the package holds when it is packed. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { elementsOf, files } from '../../tools/types.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('custom-elements.json')) as object;
const elements = elementsOf(manifest);
const tags = readdirSync(join(root, 'src/elements')).map((name) => `cairn-${name}`);

describe('[PL4] what is written from the manifest', () => {
  it('is what the manifest says now', () => {
    const made = files(manifest) as Record<string, string>;
    expect(readdirSync(join(root, 'types')).sort()).toEqual(Object.keys(made).sort());
    for (const [name, text] of Object.entries(made))
      expect(read(`types/${name}`) === text, `types/${name} is old`).toBe(true);
  });

  it('has every element, attribute, event and slot for each editor', () => {
    expect(elements.map(({ tag }) => tag).sort()).toEqual([...tags].sort());
    const html = JSON.parse(read('types/vscode.html.json')) as {
      tags: { name: string; attributes: { name: string; description: string; values?: { name: string }[] }[] }[];
    };
    const web = JSON.parse(read('types/web-types.json')) as {
      contributions: {
        html: { elements: { name: string; attributes: { name: string }[]; js: { events: { name: string }[] } }[] };
      };
    };
    for (const { tag, attributes, events } of elements) {
      const code = html.tags.find(({ name }) => name === tag)!;
      const types = web.contributions.html.elements.find(({ name }) => name === tag)!;
      expect(code.attributes.map(({ name }) => name)).toEqual(attributes.map(({ name }) => name));
      expect(types.attributes.map(({ name }) => name)).toEqual(attributes.map(({ name }) => name));
      expect(types.js.events.map(({ name }) => name)).toEqual(events.map(({ name }) => name));
      for (const { description } of code.attributes) expect(description.length).toBeGreaterThan(10);
      for (const { type } of events) expect(type).toMatch(/^Cairn\w+Event$/);
    }
    const variant = html.tags
      .find(({ name }) => name === 'cairn-progress-thermometer')!
      .attributes.find(({ name }) => name === 'variant')!;
    expect(variant.values!.map(({ name }) => name)).toContain('radial');
  });

  it('tells a language model everything in one text', () => {
    const text = read('types/llms.txt');
    for (const { tag, attributes, events } of elements) {
      expect(text).toContain(`## <${tag}>`);
      for (const { name } of [...attributes, ...events]) expect(text, name).toContain(name);
    }
    expect(text.length).toBeLessThan(40_000);
  });

  /** What TypeScript says of a page written for a framework. */
  async function typeErrors(page: string, options: Record<string, unknown>): Promise<string> {
    const folder = mkdtempSync(join(root, 'node_modules/.cache/types-'));
    writeFileSync(join(folder, 'page.tsx'), page);
    const compilerOptions = {
      noEmit: true,
      strict: true,
      target: 'es2022',
      module: 'esnext',
      moduleResolution: 'bundler',
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: [],
      jsx: 'react-jsx',
      ...options,
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['page.tsx'] }));
    try {
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      const result = await promisify(execFile)(process.execPath, [tsc, '-p', folder], { cwd: root }).catch(
        (error: { stdout: string }) => error,
      );
      return result.stdout;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  /** Another version's types in the place of those that are installed. */
  const reactTypes = (version: number) => ({
    paths: {
      react: [`../../types-react-${version}/index.d.ts`],
      'react/jsx-runtime': [`../../types-react-${version}/jsx-runtime.d.ts`],
    },
  });
  const REACT = `import { Campaign, ContributionForm, ProgressThermometer } from 'cairn-widgets/react.js';
    export const components = <Campaign endpoint="./x.json">
      <ProgressThermometer variant="radial" headingLevel={3} className="x" terms={{ tryAgain: 'Again' }} onGoal={(event) => event.detail.goalId} />
      {/* @ts-expect-error the form has no variant */}
      <ContributionForm variant="radial" />
    </Campaign>;`;

  it.each([
    ['React 19', 'react', 'oncairn-goal', REACT, {}],
    ['React 18', 'react', 'oncairn-goal', REACT, reactTypes(18)],
    ['React 17', 'react', 'oncairn-goal', REACT, reactTypes(17)],
    ['Preact', 'preact', 'oncairn-goal', '', { jsxImportSource: 'preact' }],
    ['Solid', 'solid', 'on:cairn-goal', '', { jsx: 'preserve', jsxImportSource: 'solid-js' }],
  ])(
    '[PL10] %s: types a tag by its class, an event by its own, and refuses a word that is none',
    async (_name, file, on, more, options) => {
      const page = `import type {} from 'cairn-widgets/types/jsx-${file}';
       import 'cairn-widgets';
       ${more}
       document.querySelector('cairn-progress-thermometer')!.variant = 'radial';
       document.addEventListener('cairn-success', (event) => event.detail.campaignId.length);
       export const page = <>
         <cairn-progress-thermometer variant="radial" with-share id="x" ${on}={(event) => event.detail.goalId} />
         {/* @ts-expect-error no such variant */}
         <cairn-progress-thermometer variant="spiral" />
         {/* @ts-expect-error no such attribute */}
         <cairn-progress-thermometer colour={1} />
       </>;`;
      expect(await typeErrors(page, options)).toBe('');
    },
  );

  it('[PL10] React: what README and the page of frameworks print is right as it stands', async () => {
    const blocks = ['README.md', 'examples/README.md'].flatMap((path) =>
      [...read(path).matchAll(/```jsx\n([^]*?)```/g)].map(([, code]) => code!),
    );
    expect(blocks).toHaveLength(2);
    for (const code of blocks) expect(await typeErrors(code, {})).toBe('');
    // Next and its like take a file with state for one of the client only where it says so, before anything else.
    expect(read('types/react.js')).toMatch(/^'use client';\n/);
  });

  it('has React components that a server renders as tags with their link', async () => {
    const script = `
      import { createElement as h } from 'react';
      import { renderToString } from 'react-dom/server';
      import { Campaign, ProgressThermometer } from 'cairn-widgets/react.js';
      console.log(renderToString(h(Campaign, { endpoint: './campaign.json' }, h(ProgressThermometer,
        { variant: 'radial', withShare: true, withLive: false, headingLevel: 3, className: 'x', terms: { a: 1 }, onGoal() {} }, h('a', { href: '/give' }, 'Give')))));`;
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      cwd: root,
    });
    expect(stderr).toBe('');
    expect(stdout.trim()).toBe(
      '<cairn-campaign endpoint="./campaign.json"><cairn-progress-thermometer variant="radial" with-share="" heading-level="3" class="x"><a href="/give">Give</a></cairn-progress-thermometer></cairn-campaign>',
    );
  });
});

describe('[PL2] npm pack', () => {
  it('holds what is meant to be published, and nothing else', async () => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const { stdout } = await promisify(execFile)(npm, ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      maxBuffer: 1 << 26,
    });
    const [{ files: packed, size, unpackedSize }] = JSON.parse(stdout) as [
      { files: { path: string }[]; size: number; unpackedSize: number },
    ];
    const paths = packed.map(({ path }) => path);
    const foreign = paths.filter(
      (path) =>
        !/^(dist|cdn|types)\/|^(package\.json|README\.md|LICENSE|CHANGELOG\.md|custom-elements\.json)$/.test(path),
    );
    expect(foreign).toEqual([]);
    for (const path of [
      'dist/index.js',
      'dist/index.d.ts',
      'cdn/cairn.core.js',
      'cdn/sri.json',
      'cdn/LICENSES.txt',
      'types/react.js',
      'types/web-types.json',
      'custom-elements.json',
      'LICENSE',
    ])
      expect(paths).toContain(path);
    expect(paths.filter((path) => /\.test\.|fixtures|\.env|secret|\.tsbuildinfo/.test(path))).toEqual([]);
    expect(size).toBeLessThan(2.5e6);
    expect(unpackedSize).toBeLessThan(9e6);
    // Where a debugger stops in `dist` it shows what we wrote, which is not in the package otherwise (decision 0018).
    const modules = paths.filter((path) => /^dist\/.*\.js$/.test(path));
    expect(paths.filter((path) => path.endsWith('.map')).sort()).toEqual(modules.map((path) => `${path}.map`).sort());
    for (const path of modules) {
      const { sources, sourcesContent } = JSON.parse(read(`${path}.map`)) as {
        sources: string[];
        sourcesContent?: (string | null)[];
      };
      expect(read(path), path).toContain('//# sourceMappingURL=');
      expect(sourcesContent?.filter(Boolean), path).toHaveLength(sources.length);
    }
    for (const [, file] of read('package.json').matchAll(/"(\.\/(?:types|cdn)\/[\w.-]+)"/g))
      expect(existsSync(join(root, file!)), file).toBe(true);
  });
});

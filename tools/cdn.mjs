/**
 * The script builds, each made by vite.config.ts:
 *
 *   cairn.js           every element; the chart and the words of each language are files of their own, fetched when needed
 *   cairn.core.js      one file without any further import, for `integrity`: English, or what a page registers, without
 *                      the chart, and without `mock` and `debug`, which are for who builds a page; no module either
 *   cairn.all.js       one file with everything, all languages included
 *   thermometer.js …   one element each, with nothing that element does not need
 *   cairn.css          boxes for elements that are not defined yet, so that nothing moves when they are
 *   sri.json           the hash and the bytes of every file (tools/sri.mjs)
 *   custom-elements.json  the manifest, which the builder reads
 *   LICENSES.txt, sbom.json  whose work is inside
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { build } from 'vite';
import { oneFile } from './one-file.mjs';
import { writeLicenses, writeSbom, writeSri } from './sri.mjs';
import { root } from './paths.mjs';
import { packAll, wordsPlugin, writeWords } from './words.mjs';

export async function buildCdn(folder, { minify = true } = {}) {
  mkdirSync(folder, { recursive: true });
  const core = defineModules().filter((name) => name !== 'impact-chart');

  const words = await packAll();
  const fetching = wordsPlugin(words, { folder: await writeWords(folder, words) });

  await bundle(folder, minify, { cairn: join(root, 'src/script.ts') }, 'split', [fetching]);
  // Each by itself: chunks shared among them would carry into every entry what only one of them needs.
  for (const name of defineModules()) {
    await bundle(folder, minify, { [scriptName(name)]: definePath(name) }, 'split', [fetching]);
  }
  await bundle(folder, minify, { 'cairn.all': join(root, 'src/index.ts') }, 'single', [
    wordsPlugin(words, { inside: true }),
  ]);
  await bundle(folder, minify, { 'cairn.core': 'virtual:cairn-core' }, 'single', [
    virtualModule('cairn-core', core),
    wordsPlugin(words),
    leftOut(['src/data/mock.ts', 'src/shared/debug.ts']),
    asScript(),
  ]);

  const css = join(root, 'src/cairn.css');
  if (existsSync(css)) {
    const { code } = await transform(readFileSync(css, 'utf8'), { loader: 'css', minify });
    writeFileSync(join(folder, 'cairn.css'), code);
  }
  copyFileSync(join(root, 'custom-elements.json'), join(folder, 'custom-elements.json'));
  writeLicenses(folder);
  writeSbom(folder);
  writeSri(folder);
}

/**
 * The core runs as a classic script as well, for builders of pages that load it as one, and optimisers that take `type` away:
 * nothing in it says "module", and its names stay its own.
 */
function asScript() {
  return {
    name: 'cairn-as-script',
    // The address of a piece, which is asked for to make a worker of it: here is none.
    transform: (code) =>
      code.includes('import.meta.url') ? { code: code.replaceAll('import.meta.url', "''"), map: null } : null,
    config: () => ({ build: { lib: { formats: ['iife'], name: 'Cairn' } } }),
  };
}

/** Names of the modules under src/define, the provider first: what stands in it has to find it. */
function defineModules() {
  const names = readdirSync(join(root, 'src/define')).map((file) => file.replace(/\.ts$/, ''));
  return names.sort((a, b) => Number(b === 'campaign') - Number(a === 'campaign') || (a < b ? -1 : 1));
}

const definePath = (name) => join(root, 'src/define', `${name}.ts`);

/** `progress-thermometer` -> `thermometer`: the last word is short and still says which one. */
const scriptName = (name) => name.split('-').at(-1);

/** One run of vite.config.ts with other entries. */
export async function bundle(folder, minify, input, shape, plugins) {
  await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    plugins,
    build: {
      outDir: folder,
      minify,
      lib: { entry: input, formats: ['es'] },
      rolldownOptions: {
        output: { minify, comments: !minify, ...(shape === 'single' ? { codeSplitting: false } : {}) },
      },
    },
  });
  if (shape === 'split') for (const name of Object.keys(input)) oneFile(folder, `${name}.js`);
}

function virtualModule(name, defines) {
  const id = `virtual:${name}`;
  return {
    name: id,
    // Vite has made a path of it by then.
    resolveId: (source) => (source.endsWith(id) ? `\0${id}` : null),
    load: (source) => {
      if (source !== `\0${id}`) return null;
      const code = defines.map((define) => `import ${JSON.stringify(definePath(define))};`).join('\n');
      return { code, moduleSideEffects: true };
    },
  };
}

/** Puts a sentence in the place of modules that a build does without; it is said when a page asks for one of them. */
function leftOut(paths) {
  const files = new Set(paths.map((path) => join(root, path)));
  const code = "throw 'cairn.core.js has no mock and no debug: use cairn.js while you build the page.';";
  return {
    name: 'cairn-left-out',
    enforce: 'pre',
    load: (id) => (files.has(id) ? { code, moduleType: 'js', moduleSideEffects: true } : null),
  };
}

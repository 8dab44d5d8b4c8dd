/**
 * The script builds: minified ES modules with every dependency inside, for `<script type="module" src="…">`.
 *
 *   cairn.js           every element; the chart and each language are files of their own, fetched when needed
 *   cairn-core.js      one file without any further import, without the chart
 *   cairn-all.js       one file with everything
 *   thermometer.js …   one element each, sharing chunks
 *   cairn.css          boxes for elements that are not defined yet, so that nothing moves when they are
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { build } from 'vite';
import { minifyTemplates } from './minify-templates.mjs';
import { root } from './paths.mjs';

const policy = 'cairn-lit';

export async function buildCdn(folder, { minify = true } = {}) {
  mkdirSync(folder, { recursive: true });
  const core = defineModules().filter((name) => name !== 'impact-chart');

  await bundle(folder, minify, { cairn: join(root, 'src/index.ts') });
  await bundle(folder, minify, Object.fromEntries(defineModules().map((name) => [scriptName(name), definePath(name)])));
  await bundle(folder, minify, { 'cairn-all': join(root, 'src/index.ts') }, 'single');
  await bundle(folder, minify, { 'cairn-core': 'virtual:cairn-core' }, 'single', [virtualModule('cairn-core', core)]);

  const css = join(root, 'src/cairn.css');
  if (existsSync(css)) {
    const { code } = await transform(readFileSync(css, 'utf8'), { loader: 'css', minify });
    writeFileSync(join(folder, 'cairn.css'), code);
  }
}

/** Names of the modules under src/define, the provider first: what stands in it has to find it. */
function defineModules() {
  const names = readdirSync(join(root, 'src/define')).map((file) => file.replace(/\.ts$/, ''));
  return names.sort((a, b) => Number(b === 'campaign') - Number(a === 'campaign') || (a < b ? -1 : 1));
}

const definePath = (name) => join(root, 'src/define', `${name}.ts`);

/** `progress-thermometer` -> `thermometer`: the last word is short and still says which one. */
const scriptName = (name) => name.split('-').at(-1);

async function bundle(folder, minify, input, shape = 'split', plugins = []) {
  const renamed = renamePolicy();
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [...plugins, renamed, ...(minify ? [minifyTemplates()] : [])],
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2022',
      minify,
      sourcemap: true,
      modulePreload: false,
      lib: { entry: input, formats: ['es'] },
      rolldownOptions: {
        output: {
          // Vite keeps the white space of libraries unless told here too.
          minify,
          comments: !minify,
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          ...(shape === 'single' ? { codeSplitting: false } : {}),
        },
      },
    },
  });
  if (!renamed.done()) throw new Error('the Trusted Types policy of lit-html was not found, so it kept its name');
}

/**
 * Lit names its Trusted Types policy `lit-html`. A second Lit on the host page would then fail under a policy without
 * 'allow-duplicates', so ours has its own name.
 */
function renamePolicy() {
  let found = 0;
  return {
    name: 'cairn-rename-policy',
    transform(code, id) {
      if (!/[\\/]lit-html[\\/](development[\\/])?lit-html\.js$/.test(id.split('?')[0])) return null;
      const renamed = code.replace(/(createPolicy\(\s*)(["'])lit-html\2/, (_, call) => {
        found += 1;
        return `${call}"${policy}"`;
      });
      return { code: renamed, map: null };
    },
    done: () => found > 0,
  };
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

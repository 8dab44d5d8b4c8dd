/** What a bundler makes of the package: only what was asked for, and nothing lost. Four bundlers, one page each. */
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { build as esbuild } from 'esbuild';
import { rollup } from 'rollup';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build as vite } from 'vite';
import webpack from 'webpack';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cairn-bundle-')));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/cairn-widgets'), 'junction');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Each bundles an entry into a folder. */
const bundlers: Record<string, (entry: string, out: string) => Promise<unknown>> = {
  esbuild: (entry, out) =>
    esbuild({
      entryPoints: [entry],
      bundle: true,
      splitting: true,
      format: 'esm',
      outdir: out,
      minify: true,
      logLevel: 'error',
    }),
  rollup: async (entry, out) => {
    const bundle = await rollup({
      input: entry,
      plugins: [nodeResolve({ browser: true })],
      onwarn: (warning) => {
        // Lit's own modules import each other in a circle; the decorators' helper looks for one in `this`.
        if (!['CIRCULAR_DEPENDENCY', 'THIS_IS_UNDEFINED'].includes(warning.code ?? ''))
          throw new Error(warning.message);
      },
    });
    await bundle.write({ dir: out, format: 'es' });
    await bundle.close();
  },
  vite: (entry, out) =>
    vite({
      root: folder,
      configFile: false,
      logLevel: 'error',
      build: { outDir: out, emptyOutDir: false, rolldownOptions: { input: entry } },
    }),
  webpack: (entry, out) =>
    new Promise<void>((resolve, reject) => {
      webpack(
        {
          mode: 'production',
          entry,
          output: { path: out, filename: 'main.js', chunkFilename: '[name].js', publicPath: './' },
          performance: { hints: false },
        },
        (error, stats) => {
          if (error) return reject(error);
          const said = stats!.toJson({ errors: true, warnings: true });
          const problems = [...(said.errors ?? []), ...(said.warnings ?? [])].map(({ message }) => message);
          if (problems.length > 0) return reject(new Error(problems.join('\n')));
          resolve();
        },
      );
    }),
};

let count = 0;
async function bundle(bundler: string, code: string): Promise<{ atOnce: string; later: string }> {
  const entry = join(folder, `entry-${++count}.js`);
  const out = join(folder, `out-${count}`);
  writeFileSync(entry, code);
  await bundlers[bundler]!(entry, out);
  const scripts = (readdirSync(out, { recursive: true }) as string[]).filter((path) => path.endsWith('.js'));
  const read = (path: string) => readFileSync(join(out, path), 'utf8');
  // The entry and what it imports without being asked.
  const first = scripts.find((path) => /(^|\/)(entry|main)[^/]*\.js$/.test(path))!;
  const found = new Set<string>();
  const follow = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    for (const [, name] of read(path).matchAll(/(?:from|import)\s*["']\.{1,2}\/([^"']+)["']/g)) {
      const target = scripts.find((each) => each.endsWith(name!.split('/').at(-1)!));
      if (target) follow(target);
    }
  };
  follow(first);
  const join_ = (paths: string[]) => paths.map(read).join('\n');
  return { atOnce: join_([...found]), later: join_(scripts.filter((path) => !found.has(path))) };
}
/** A call that registers a tag, as opposed to a word about it. */
const defines = (code: string, tag: string) =>
  new RegExp(`\\(\\s*["'\`]${tag}["'\`]\\s*,\\s*[\\w$.]+\\s*\\)`).test(code);
/** A name that only Chart.js has, and that no bundler shortens. */
const CHART = /datasetElementType/;

for (const bundler of Object.keys(bundlers)) {
  describe(`[PL2] ${bundler}`, () => {
    it('keeps every registration of the whole, and leaves Chart.js for later', async () => {
      const { atOnce, later } = await bundle(bundler, "import 'cairn-widgets';");
      for (const name of readdirSync(join(root, 'src/define'))) {
        expect(defines(atOnce, `cairn-${name.replace(/\.ts$/, '')}`), name).toBe(true);
      }
      expect(CHART.test(atOnce), 'at once').toBe(false);
      expect(CHART.test(later), 'later').toBe(true);
    }, 120_000);

    it('brings one element and not the others', async () => {
      const { atOnce } = await bundle(bundler, "import 'cairn-widgets/define/progress-thermometer.js';");
      expect(defines(atOnce, 'cairn-progress-thermometer')).toBe(true);
      for (const other of ['contribution-form', 'mission-banner', 'member-spotlight', 'impact-chart'])
        expect(defines(atOnce, `cairn-${other}`), other).toBe(false);
    }, 120_000);

    it('takes what has no side effects away where nothing of it is used', async () => {
      const { atOnce } = await bundle(
        bundler,
        `import 'cairn-widgets/elements/contribution-form.js';
         import { ProgressThermometer } from 'cairn-widgets/elements/progress-thermometer.js';
         import { formatQuantity, parseQuantity } from 'cairn-widgets/data.js';
         console.log(formatQuantity);`,
      );
      expect(atOnce).not.toMatch(/cairn-submit|cairn-goal|LitElement|litElementVersions/);
      // esbuild keeps what it cannot prove to be without effect, such as `new Map()` at the top of a module.
      expect(atOnce.length, 'what formats a quantity, and no more').toBeLessThan(
        bundler === 'esbuild' ? 24_000 : 12_000,
      );
    }, 120_000);
  });
}

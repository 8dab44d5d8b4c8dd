/**
 * `npm run check [-- step …]`: everything a machine can say without running the widgets. One line per step; what a
 * step has to say is shown when it fails.
 */
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bin, root } from './paths.mjs';
import { builtFileProblems } from './rules.mjs';

const script = (path, ...args) => [process.execPath, [bin(path), ...args]];
const npm = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];

const steps = {
  // First: the types of the stories read the manifest.
  build: () => run(process.execPath, ['tools/build.mjs', '--if-stale']),
  format: () => run(...script('prettier/bin/prettier.cjs', '--check', '.', '--log-level=warn')),
  lint: () => run(...script('eslint/bin/eslint.js', '.', '--max-warnings=0')),
  types: () => run(...script('typescript/bin/tsc', '--noEmit')),
  'types of the tests': () => run(...script('typescript/bin/tsc', '--noEmit', '-p', 'test')),
  'types of the server': () => run(...script('typescript/bin/tsc', '--noEmit', '-p', 'server')),
  // Its CSS parser and its list of roles are older than the elements; the rest of it finds what tsc cannot.
  templates: () =>
    run(
      ...script(
        'lit-analyzer/cli.js',
        'src/{elements,shared}/**/*.ts',
        '--strict',
        '--quiet',
        ...[
          'no-invalid-css',
          'no-incompatible-type-binding',
          'no-complex-attribute-binding',
          'no-nullable-attribute-binding',
        ].flatMap((rule) => [`--rules.${rule}`, 'off']),
      ),
    ),
  'built files': async () => report(builtFileProblems()),
  manifest: async () => report(manifestProblems()),
  publint: () => run(...script('publint/src/cli.js', '--strict')),
  'types of the package': () =>
    run(...script('@arethetypeswrong/cli/dist/index.js', '--pack', '.', '--profile', 'esm-only', '--no-color')),
  readme: () => run(process.execPath, ['tools/readme.mjs', '--check']),
  recipes: () => run(process.execPath, ['tools/platforms.mjs', '--check']),
  'security page': () => run(process.execPath, ['tools/security-page.mjs', '--check']),
  wordpress: () => run(process.execPath, ['tools/wordpress.mjs', '--check']),
  ids: () => run(process.execPath, ['tools/ids.mjs', '--problems']),
  storybook: () => run(process.execPath, ['tools/storybook-build.mjs', '--if-stale']),
  sizes: () => run(...script('size-limit/bin.js')),
  'lock file': () => run(npm[0], [...npm[1], 'ci', '--dry-run', '--ignore-scripts', '--no-audit', '--no-fund']),
};

const wanted = process.argv.slice(2);
const strange = wanted.filter((word) => !Object.keys(steps).some((name) => name.includes(word)));
if (strange.length > 0) {
  console.error(`check: no step is called ${strange.join(', ')}; there are ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}
let failed = 0;
for (const [name, step] of Object.entries(steps)) {
  if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue;
  const start = performance.now();
  const { ok, output } = await step();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (ok) continue;
  failed += 1;
  console.log(output.trim().replace(/^/gm, '       '));
}
console.log(failed === 0 ? 'check: all well' : `check: ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ ok: false, output: String(error) }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

function report(problems) {
  return { ok: problems.length === 0, output: problems.join('\n') };
}

/** The manifest feeds docs, Storybook and editors: what is public has a sentence. */
function manifestProblems() {
  const { modules } = JSON.parse(readFileSync(join(root, 'custom-elements.json'), 'utf8'));
  const elements = modules
    .flatMap((module) => module.declarations ?? [])
    .filter((each) => each.customElement && each.tagName);
  const problems = [];
  const expected = readdirSync(join(root, 'src/define')).length;
  if (elements.length !== expected)
    problems.push(`${elements.length} elements in the manifest, ${expected} in src/define.`);
  for (const element of elements) {
    if (!element.description || !element.summary) problems.push(`${element.tagName}: no description or no @summary`);
    for (const kind of ['members', 'attributes', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates']) {
      for (const each of element[kind] ?? []) {
        // What is inherited is written, and checked, where it stands.
        if (!each.description && !each.inheritedFrom)
          problems.push(`${element.tagName}: ${kind} "${each.name}" has no sentence`);
      }
    }
  }
  return problems;
}

/** What must not stand in the built files: an empty list of problems is what we want. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { lazyFiles, staticFiles } from './graph.mjs';
import { root } from './paths.mjs';

/** Ways of making code or markup out of text. Each exception says whose it is and why it is harmless. */
const sinks = [
  { pattern: /\bnew Function\b|\bFunction\s*\(\s*["'`]/g, name: 'new Function', allow: [] },
  { pattern: /\beval\s*\(/g, name: 'eval(', allow: [] },
  { pattern: /unsafeHTML|unsafeSVG/g, name: 'unsafeHTML', allow: [] },
  {
    pattern: /\.innerHTML\b/g,
    name: 'innerHTML',
    // lit-html makes its <template> elements that way, from the constant parts of our own templates, through its policy.
    allow: [/\.innerHTML\s*=\s*\w+[,;]\s*(?:return\s+)?\w+/],
  },
  { pattern: /insertAdjacentHTML|document\.write\b|\bsrcdoc\b/g, name: 'insertAdjacentHTML and its likes', allow: [] },
  { pattern: /setAttribute\(\s*["'`]style["'`]/g, name: 'setAttribute("style")', allow: [] },
  { pattern: /^\s*@(property|state|query|customElement)\(/gm, name: 'a decorator no engine can read', allow: [] },
];

/** Chart.js draws for the page's author, not from text: its own code is looked at when its version changes. */
const isChart = (path) => /chunks[/\\]chart-/.test(path) || /cairn\.all\.js$/.test(path);

export function builtFileProblems() {
  const problems = [];
  for (const folder of ['dist', 'cdn']) {
    if (!existsSync(join(root, folder))) return [`${folder}/ is missing: npm run build`];
  }
  for (const file of [...scripts('dist'), ...scripts('cdn')]) {
    const path = relative(root, file);
    const text = readFileSync(file, 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
    for (const { pattern, name, allow } of sinks) {
      for (const match of text.matchAll(pattern)) {
        const around = text.slice(match.index, match.index + 80);
        const isAllowed = allow.some((each) => each.test(around)) || (isChart(path) && name === 'innerHTML');
        if (!isAllowed) problems.push(`${path}: ${name}: ${around.slice(0, 60)}`);
      }
    }
  }
  problems.push(...packagesOutOfPlace(), ...schemasOutOfPlace(), ...chartOutOfPlace());
  return problems;
}

/** In dist the packages are imported by name, each only where its room is. */
function packagesOutOfPlace() {
  const rooms = [
    { name: 'zod', may: /^dist\/data\/schema\.js$/ },
    { name: 'chart.js', may: /^dist\/elements\/impact-chart\/chart\.js$/ },
    { name: 'lit', may: /^dist\/(elements|shared)\// },
  ];
  const problems = [];
  for (const file of scripts('dist')) {
    const path = relative(root, file).replaceAll('\\', '/');
    const text = readFileSync(file, 'utf8');
    for (const { name, may } of rooms) {
      const imports = new RegExp(`(from|import)\\s*\\(?\\s*["']${name.replace('.', '\\.')}(["'/])`);
      if (imports.test(text) && !may.test(path)) problems.push(`${path} imports ${name}.`);
    }
  }
  return problems;
}

/** A page reads by shapes.ts: the schemas, and zod with them, are for servers. */
function schemasOutOfPlace() {
  const isEntry = (file) => /^dist\/(index|data\/index|define\/.*|elements\/.*|i18n\/.*)\.js$/.test(file);
  const graph = new Set(
    scripts('dist')
      .filter((file) => isEntry(relative(root, file).replaceAll('\\', '/')))
      .flatMap((entry) => {
        const files = staticFiles(entry);
        return [...files, ...lazyFiles(files).flatMap((file) => staticFiles(file))];
      }),
  );
  const brought = [...graph].filter((file) => /[\\/]data[\\/]schema\.js$/.test(file));
  const bundled = scripts('cdn').filter((file) => /\$Zod[A-Z]|\b_zod\b/.test(readFileSync(file, 'utf8')));
  return [...brought, ...bundled].map((file) => `${relative(root, file)} brings the schemas and zod into a page.`);
}

/** A page that shows no chart fetches no Chart.js. */
function chartOutOfPlace() {
  const entries = readdirSync(join(root, 'cdn')).filter((file) => file.endsWith('.js') && file !== 'cairn.all.js');
  return entries.flatMap((entry) =>
    staticFiles(join(root, 'cdn', entry))
      .filter((file) => /Chart\.js|"category".*"linear".*"logarithmic"|LineController/.test(readFileSync(file, 'utf8')))
      .map((file) => `cdn/${entry} brings Chart.js in ${relative(root, file)}.`),
  );
}

function scripts(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((path) => path.endsWith('.js'))
    .map((path) => join(root, folder, path));
}

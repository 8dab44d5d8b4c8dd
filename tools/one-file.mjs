/**
 * Makes one file of an entry and the chunk of what it needs at once (vite.config.ts names that chunk `base`): a page asks
 * for everything with its first request.
 *
 * Pieces that come later share modules with that file and cannot import it: a page that asks for `cairn.js?ver=2` would
 * get a second copy of everything under another address. So it leaves those modules on the page, under a name that
 * carries the hash of what they are made of, and the pieces take them from there (docs/decisions/0014).
 */
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, encode } from '@jridgewell/sourcemap-codec';
import { parseAst } from 'vite';

/** V8 reads the whole file away from the main thread, while it comes, instead of each function when it is first called (docs/decisions/0020). */
const EAGER = '//# allFunctionsCalledOnLoad\n';

export function oneFile(folder, entry) {
  const base = /from\s*"\.\/(base-[\w-]+\.js)"|import\s*"\.\/(base-[\w-]+\.js)"/
    .exec(readFileSync(join(folder, entry), 'utf8'))
    ?.slice(1)
    .find(Boolean);
  if (!base) throw new Error(`${entry} imports no base`);
  const place = `globalThis[Symbol.for(${JSON.stringify(`cairn ${base.slice(5, -3)}`)})]`;

  /** Where in the list each of them stands. */
  const taken = new Map();
  for (const name of readdirSync(join(folder, 'chunks')).sort())
    if (name.endsWith('.js')) takeFromPage(join(folder, 'chunks', name), `../${base}`, place, taken);

  const code = readFileSync(join(folder, base), 'utf8');
  const { names, start, end } = exportsOf(code, base);
  const left = [...taken.keys()].map((name) => names.get(name)).join();
  const exported = [...publicNames(readFileSync(join(folder, entry), 'utf8'), entry)]
    .map(([name, inside]) => `${names.get(inside)} as ${name}`)
    .join();
  // The first copy on a page has defined the elements: pieces belong to that one.
  const last = `${place}??=[${left}];${exported && `export{${exported}};`}`;
  write(folder, entry, code.slice(0, start) + last + code.slice(end), join(folder, `${base}.map`));
  rmSync(join(folder, base));
  rmSync(join(folder, `${base}.map`), { force: true });
}

/** What the base exports, by name, and where in its text it says so: at the end, so that its source map stays right. */
function exportsOf(code, file) {
  const { body } = parseAst(code);
  const said = body.filter(({ type }) => /^(Import|Export)/.test(type));
  const [only] = said;
  if (said.length !== 1 || only !== body.at(-1) || only.type !== 'ExportNamedDeclaration' || only.declaration)
    throw new Error(`${file}: something else than one list of exports at the end`);
  return { names: new Map(only.specifiers.map(({ exported, local }) => [exported.name, local.name])), ...only };
}

/** What the entry exports, and under which name it has it from the base. */
function publicNames(code, file) {
  const inside = new Map();
  const names = new Map();
  for (const node of parseAst(code).body) {
    if (node.type === 'ImportDeclaration') {
      for (const { local, imported } of node.specifiers) inside.set(local.name, imported.name);
    } else if (node.type === 'ExportNamedDeclaration' && !node.declaration) {
      for (const { exported, local } of node.specifiers)
        names.set(exported.name, node.source ? local.name : inside.get(local.name));
    } else throw new Error(`${file}: more than imports and exports`);
  }
  return names;
}

/** A later piece: `import {a as b} from base` becomes `const {0: b} = …`. */
function takeFromPage(path, base, place, taken) {
  const code = readFileSync(path, 'utf8');
  if (!code.includes(base)) return;
  const node = parseAst(code).body.find(({ type, source }) => type === 'ImportDeclaration' && source.value === base);
  if (!node?.specifiers.every(({ type }) => type === 'ImportSpecifier') || code.includes(base, node.end))
    throw new Error(`${path}: takes from ${base} in a way that is not known here`);
  const names = node.specifiers.map(({ imported, local }) => {
    if (!taken.has(imported.name)) taken.set(imported.name, taken.size);
    return `${taken.get(imported.name)}:${local.name}`;
  });
  const line = `const{${names.join()}}=${place};`;
  writeFileSync(path, code.slice(0, node.start) + line + code.slice(node.end));
  if (existsSync(`${path}.map`)) shift(`${path}.map`, code.slice(0, node.end), line.length - (node.end - node.start));
}

/** Moves what stands in the line behind `before` by some columns. */
function shift(file, before, columns) {
  const map = JSON.parse(readFileSync(file, 'utf8'));
  const lines = decode(map.mappings);
  const row = before.split('\n').length - 1;
  const column = before.length - before.lastIndexOf('\n') - 1;
  for (const segment of lines[row] ?? []) if (segment[0] >= column) segment[0] += columns;
  writeFileSync(file, JSON.stringify({ ...map, mappings: encode(lines) }));
}

function write(folder, entry, code, path) {
  writeFileSync(join(folder, entry), EAGER + code.replace(/(sourceMappingURL=).*/, `$1${entry}.map`));
  if (!existsSync(path)) return;
  const map = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(join(folder, `${entry}.map`), JSON.stringify({ ...map, file: entry, mappings: `;${map.mappings}` }));
}

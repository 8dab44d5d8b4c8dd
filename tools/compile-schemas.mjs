/**
 * Writes src/data/shapes.ts, shapes-live.ts and shapes-sent.ts: what a page has to know of the schemas in src/data/schema.ts, as plain data that
 * src/data/read.ts follows. A page that loaded the schemas themselves would load zod as well, which is larger than
 * the widget that asks.
 *
 *   npm run build          writes it again when the schemas have changed
 *   node tools/compile-schemas.mjs --check    only says whether it is up to date
 *
 * A construct it does not know is an error, never left out.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';
import { root } from './paths.mjs';

const pathOf = (name) => join(root, `src/data/${name}.ts`);

/**
 * What a page reads, by the name of its shape: at once, when a stream is followed, and when something was sent; a file
 * for each, because a piece that is fetched later should need no other. Pages of lists and the history are read on a
 * server only.
 */
const WANTED = {
  shapes: { campaignShape: 'campaignSchema', problemShape: 'problemSchema' },
  'shapes-live': { goalsUpdateShape: 'goalsUpdateSchema', contributionEventShape: 'contributionEventSchema' },
  'shapes-sent': { receiptShape: 'receiptSchema' },
};

/** Writes the files that have to change. Says whether any had. */
export async function writeShapes() {
  const stale = Object.entries(await compileShapes()).filter(([name, text]) => text !== current(name));
  for (const [name, text] of stale) writeFileSync(pathOf(name), text);
  return stale.length > 0;
}

/** The texts that the files should have, by their names. */
export async function compileShapes() {
  const { schema, rules } = await load();
  const compiler = new Compiler(schema, rules);
  const files = {};
  /** Names that an earlier file has, and which file that is. */
  const homes = new Map();
  for (const [file, wanted] of Object.entries(WANTED)) {
    compiler.functions.clear();
    const shapes = Object.entries(wanted).map(
      ([name, maker]) =>
        `export const ${name}: ShapeOf<typeof ${maker}> = ${compiler.shape(schema[maker](), [maker])};`,
    );
    const own = [...compiler.shared].filter(([name]) => !homes.has(name));
    const body = [...own.map(([name, shape]) => `export const ${name}: Shape = ${shape};`), '', ...shapes].join('\n');
    const borrowed = [...homes].filter(([name]) => new RegExp(`(?<![\\w"])${name}(?![\\w"]|: )`).test(body));
    const functions = [...compiler.functions].filter((name) => body.includes(name)).sort();
    const text = [
      '// Generated from schema.ts by tools/compile-schemas.mjs: do not edit, run `npm run build`.',
      `import type { ${own.length > 0 ? 'Shape, ' : ''}ShapeOf } from './read.ts';`,
      functions.length > 0 ? `import { ${functions.join(', ')} } from './rules.ts';` : '',
      `import type { ${Object.values(wanted).sort().join(', ')} } from './schema.ts';`,
      ...[...new Set(borrowed.map(([, home]) => home))].map((home) => {
        const names = borrowed.flatMap(([name, at]) => (at === home ? [name] : []));
        return `import { ${names.sort().join(', ')} } from './${home}.ts';`;
      }),
      '',
      body,
    ].join('\n');
    for (const [name] of own) homes.set(name, file);
    files[file] = await format(text, { ...(await resolveConfig(pathOf(file))), filepath: pathOf(file) });
  }
  return files;
}

function current(name) {
  try {
    return readFileSync(pathOf(name), 'utf8');
  } catch {
    return undefined;
  }
}

/** The schemas as they stand in the sources, for this Node, with the rules they are made of. */
async function load() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export * as schema from './schema.ts'; export * as rules from './rules.ts';`,
      resolveDir: join(root, 'src/data'),
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

class Compiler {
  /** Shapes that appear more than once, each after those it needs. */
  shared = new Map();
  /** Functions of rules.ts that a shape calls. */
  functions = new Set();
  #blocks;
  #names;
  #ruleNames;

  constructor({ blocks, names }, rules) {
    this.#blocks = blocks;
    this.#names = names;
    this.#ruleNames = new Map(Object.entries(rules).map(([name, rule]) => [rule, name]));
  }

  /** The source text of a schema's shape, or the name under which it stands in the file. */
  shape(schema, path) {
    const name = this.#names.get(schema);
    if (name === undefined) return this.#shape(schema, path);
    const text = this.#shape(schema, [...path, name]);
    if ((this.shared.get(name) ?? text) !== text) fail(path, `two different schemas are named "${name}"`);
    this.shared.set(name, text);
    return name;
  }

  #shape(schema, path) {
    const block = this.#blocks.get(schema);
    if (block) return this.#block(block, path);
    const { def } = schema._zod;
    this.#expect(def, path);
    switch (def.type) {
      case 'string':
        return tuple('string', ...(def.checks ?? []).flatMap((check) => this.#check(check._zod.def, path)));
      case 'number': {
        const whole = def.check === 'number_format' ? this.#check(def, path) : [];
        return tuple('number', ...whole, ...(def.checks ?? []).flatMap((check) => this.#check(check._zod.def, path)));
      }
      case 'boolean':
        return tuple('boolean');
      case 'enum':
        return tuple('one', literal(Object.values(def.entries), path));
      case 'literal':
        return tuple('one', literal(def.values, path));
      case 'object':
        return this.#object(def, path);
      case 'array':
        return tuple('every', this.shape(def.element, [...path, '[]']));
      case 'union':
        return this.#union(def, path);
      case 'optional':
        return tuple('optional', this.shape(def.innerType, path));
      case 'nullable':
        return tuple('nullable', this.shape(def.innerType, path));
      case 'default':
        return tuple('missing', this.shape(def.innerType, path), literal(def.defaultValue, path));
      default:
        return fail(path, `a schema of type "${def.type}"`);
    }
  }

  /** Settings of zod that change what a schema accepts, and that no shape can say. */
  #expect(def, path) {
    for (const setting of ['coerce', 'catchall', 'unionFallback', 'error'])
      if (def[setting] !== undefined && def[setting] !== false) fail(path, `the setting "${setting}"`);
    if (!['string', 'number'].includes(def.type) && def.checks?.length) fail(path, `checks on "${def.type}"`);
    if (def.type === 'string' && def.check !== undefined) fail(path, `the string format "${def.format}"`);
  }

  #block([kind, ...parts], path) {
    const [inner, fallback] = parts;
    switch (kind) {
      case 'maybe':
        return tuple('maybe', this.shape(inner, path));
      case 'strict':
        return tuple('strict', this.shape(inner, path));
      case 'or':
        return tuple('or', this.shape(inner, path), literal(fallback, path));
      case 'list': {
        const items = this.shape(inner, [...path, '[]']);
        return fallback.length > 0 ? tuple('list', items, literal(fallback, path)) : tuple('list', items);
      }
      default:
        return fail(path, `a block "${kind}"`);
    }
  }

  #object(def, path) {
    const fields = Object.entries(def.shape).map(([name, field]) => {
      if (name === '__proto__') fail(path, 'a field "__proto__"');
      const shape = this.shape(field, [...path, name]);
      return shape === name ? name : `${JSON.stringify(name)}: ${shape}`;
    });
    return `{ ${fields.join(', ')} }`;
  }

  #union(def, path) {
    if (def.discriminator === undefined) fail(path, 'a union without a discriminator');
    const options = def.options.map((option) => {
      const { type, values } = option._zod.def.shape[def.discriminator]._zod.def;
      if (type !== 'literal' || values.length !== 1 || typeof values[0] !== 'string')
        fail(path, 'an option that is not told by one word');
      return `${JSON.stringify(values[0])}: ${this.shape(option, [...path, values[0]])}`;
    });
    return tuple('union', literal(def.discriminator, path), `{ ${options.join(', ')} }`);
  }

  /** The steps that one check of zod becomes. */
  #check(def, path) {
    const reason = def.error === undefined ? [] : [literal(def.error({ code: 'custom' }), path)];
    switch (def.check) {
      case 'number_format':
        if (def.format !== 'safeint') fail(path, `numbers of format "${def.format}"`);
        return [tuple('int')];
      case 'min_length':
        return [tuple('min', literal(def.minimum, path), ...reason)];
      case 'max_length':
        return [tuple('max', literal(def.maximum, path), ...reason)];
      case 'greater_than':
        return [tuple(def.inclusive ? 'min' : 'above', literal(def.value, path), ...reason)];
      case 'less_than':
        if (!def.inclusive) fail(path, 'z.lt()');
        return [tuple('max', literal(def.value, path), ...reason)];
      case 'string_format':
        if (def.format !== 'regex' || /[gy]/.test(def.pattern.flags)) fail(path, `the format "${def.format}"`);
        if (reason.length === 0) fail(path, 'a pattern without a reason');
        return [tuple('match', String(def.pattern), ...reason)];
      case 'overwrite': {
        const [what, max] = this.#blocks.get(def.tx) ?? [];
        if (what === 'done by the check before') return [];
        return what === 'clean' ? [tuple('clean', literal(max, path))] : fail(path, 'an overwrite');
      }
      case 'custom': {
        if (reason.length === 0) fail(path, 'a refine without a reason');
        const [what, mail] = this.#blocks.get(def.fn) ?? [];
        if (what === 'url') return [tuple('url', literal(mail, path), ...reason)];
        const name = this.#ruleNames.get(def.fn) ?? fail(path, 'a refine by a function that is not in rules.ts');
        this.functions.add(name);
        return [tuple('test', name, ...reason)];
      }
      default:
        return fail(path, `a check "${def.check}"`);
    }
  }
}

function tuple(kind, ...parts) {
  return `[${[JSON.stringify(kind), ...parts].join(', ')}]`;
}

/** A value as source text; what would not come back as it was is refused. */
function literal(value, path) {
  const text = JSON.stringify(value);
  if (text === undefined || JSON.stringify(JSON.parse(text)) !== text || /undefined|function/.test(typeof value))
    fail(path, `the value ${String(value)}`);
  return text;
}

function fail(path, what) {
  throw new Error(
    `${path.join('.')}: src/data/read.ts does not know ${what}; teach it and this compiler, or do without.`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (process.argv.includes('--check')) {
    const stale = Object.entries(await compileShapes()).filter(([name, text]) => text !== current(name));
    for (const [name] of stale) console.log(`src/data/${name}.ts is out of date: npm run build.`);
    process.exitCode = stale.length === 0 ? 0 : 1;
  } else console.log((await writeShapes()) ? 'wrote the shapes' : 'the shapes are up to date');
}

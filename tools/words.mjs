/**
 * Words in the script builds. A page that is not in English fetches one small file per element it shows, by an address
 * that is put together from language and section: a table of 140 hashed names would cost every page more than its own
 * words. The folder carries the hash instead, so a new version is never read with old words.
 *
 *   chunks/words-<hash>/de/banner.js
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, transform } from 'esbuild';
import { pack } from './pack-words.mjs';
import { root } from './paths.mjs';

const source = join(root, 'src/i18n');

/** Packed texts by language and section: `{ de: { banner: '…' } }`. */
export async function packAll() {
  const sections = readdirSync(join(source, 'en')).map((file) => file.replace(/\.ts$/, ''));
  const { TAGS, fetchWords, english } = await load(sections);
  const packed = {};
  for (const tag of TAGS) {
    packed[tag] = {};
    for (const section of sections) packed[tag][section] = pack(await fetchWords(tag, section), english[section]);
  }
  return { packed, english };
}

/** Writes the files, and answers the name of their folder inside of `chunks`. */
export async function writeWords(folder, { packed, english }) {
  const names = Object.entries(english).map(([section, words]) => [section, Object.keys(words)]);
  const hash = createHash('sha256')
    .update(JSON.stringify([packed, names]))
    .digest('base64url')
    .slice(0, 8);
  for (const [tag, sections] of Object.entries(packed)) {
    for (const [section, text] of Object.entries(sections)) {
      const file = join(folder, 'chunks', `words-${hash}`, tag, `${section}.js`);
      mkdirSync(dirname(file), { recursive: true });
      const { code } = await transform(`export default ${template(text)}`, { charset: 'utf8', minifyWhitespace: true });
      writeFileSync(file, code);
    }
  }
  return `words-${hash}`;
}

const template = (text) => `\`${text.replace(/[\\`]|\$(?=\{)/g, '\\$&')}\``;

/**
 * A plugin that puts another module in the place of src/i18n/loaders.ts: one that fetches from `folder`, one that has
 * all words inside (`inside`), or one that knows English alone (neither).
 */
export function wordsPlugin({ packed }, { folder, inside = false } = {}) {
  const tags = `export const TAGS = ${folder || inside ? `${JSON.stringify(Object.keys(packed).join(' '))}.split(' ')` : '[]'};`;
  const unpack = `import { unpack } from ${JSON.stringify(join(root, 'tools/pack-words.mjs'))};`;
  const code = inside
    ? `${unpack}${tags}
      const words = {${Object.entries(packed).map(([tag, sections]) => `${JSON.stringify(tag)}: {${Object.entries(sections).map(([section, text]) => `${section}: ${template(text)}`)}}`)}};
      export const fetchWords = async (tag, section, english) => unpack(words[tag][section], english);`
    : folder
      ? `${unpack}${tags}
        export const fetchWords = async (tag, section, english) =>
          unpack((await import(/* @vite-ignore */ \`__CAIRN_CHUNKS__${folder}/\${tag}/\${section}.js\`)).default, english);`
      : `${tags} export const fetchWords = () => Promise.reject();`;
  return {
    name: 'cairn-words',
    enforce: 'pre',
    load: (id) => (id === join(source, 'loaders.ts') ? { code, moduleType: 'js' } : null),
    // An entry stands beside the folder of chunks, a chunk inside of it.
    renderChunk: (text, chunk) =>
      text.includes('__CAIRN_CHUNKS__')
        ? {
            code: text.replace('__CAIRN_CHUNKS__', chunk.fileName.startsWith('chunks/') ? './' : './chunks/'),
            map: null,
          }
        : null,
  };
}

/** The sources, run here. */
async function load(sections) {
  const imports = sections.map((section) => `import { ${section} } from './en/${section}.ts';`).join('\n');
  const contents = `${imports}\nexport * from './loaders.ts';\nexport const english = { ${sections} };`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: source, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
}

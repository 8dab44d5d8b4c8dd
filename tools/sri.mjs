/**
 * What goes with the script builds: the licence line at the head of each file, the licences of what is inside, and
 * sri.json with the hash and the bytes of every file.
 *
 *   { "version": "1.2.3", "files": { "cairn.core.js": { "integrity": "sha384-…", "bytes": 1 } } }
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { root } from './paths.mjs';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Packages whose code stands in the script builds. */
export const INSIDE = [
  'lit',
  'lit-html',
  'lit-element',
  '@lit/reactive-element',
  '@lit/context',
  'chart.js',
  '@kurkle/color',
];

const BANNER = `/*! Cairn ${version}, MIT; see LICENSES.txt */\n`;

/** Every package inside with its version, the short name of its licence and the text. */
export function licenses() {
  return INSIDE.map((name) => {
    const folder = join(root, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((each) => /^licen[sc]e(\.\w+)?$/i.test(each));
    // Packages of the Lit repository come with the licence of Lit, and some without its file.
    const path = file ? join(folder, file) : join(root, 'node_modules/lit/LICENSE');
    return { name, version, license, text: readFileSync(path, 'utf8').trim() };
  });
}

export function writeLicenses(folder) {
  const own = `Cairn ${version} (MIT)\n\n${readFileSync(join(root, 'LICENSE'), 'utf8').trim()}`;
  const others = licenses().map((each) => `${each.name} ${each.version} (${each.license})\n\n${each.text}`);
  const rule = `\n\n${'-'.repeat(72)}\n\n`;
  writeFileSync(join(folder, 'LICENSES.txt'), `${[own, ...others].join(rule)}\n`);
}

/** What is inside, in the form that scanners read (CycloneDX). */
export function writeSbom(folder) {
  const purl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const sbom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        type: 'library',
        name: 'cairn-widgets',
        version,
        purl: purl('cairn-widgets', version),
        licenses: [{ license: { id: 'MIT' } }],
      },
    },
    components: licenses().map((each) => ({
      type: 'library',
      name: each.name,
      version: each.version,
      purl: purl(each.name, each.version),
      licenses: [{ license: { id: each.license } }],
    })),
  };
  writeFileSync(join(folder, 'sbom.json'), `${JSON.stringify(sbom, undefined, 1)}\n`);
}

/** The licence line on every script but the words, then the hashes of what is to be fetched. */
export function writeSri(folder) {
  const files = readdirSync(folder, { recursive: true })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => /\.(js|css)$/.test(path))
    .sort();
  for (const path of files.filter((each) => each.endsWith('.js') && !/\/words-[^/]+\//.test(each)))
    mark(join(folder, path));
  const rows = files.map((path) => {
    const data = readFileSync(join(folder, path));
    const integrity = `sha384-${createHash('sha384').update(data).digest('base64')}`;
    return [path, { integrity, bytes: data.length }];
  });
  writeFileSync(
    join(folder, 'sri.json'),
    `${JSON.stringify({ version, files: Object.fromEntries(rows) }, undefined, 1)}\n`,
  );
}

/** One more line at the top, which its source map has to know of. */
function mark(file) {
  writeFileSync(file, BANNER + readFileSync(file, 'utf8'));
  const path = `${file}.map`;
  if (!existsSync(path)) return;
  const map = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...map, mappings: `;${map.mappings}` }));
}

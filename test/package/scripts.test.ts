import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { english } from '../../src/i18n/en.ts';
import { TAGS } from '../../src/i18n/loaders.ts';
import { lazyFiles, staticFiles } from '../../tools/graph.mjs';
import { builtFileProblems } from '../../tools/rules.mjs';

const cdn = fileURLToPath(new URL('../../cdn/', import.meta.url));
const all = (readdirSync(cdn, { recursive: true }) as string[]).filter((path) => path.endsWith('.js'));
const read = (path: string) => readFileSync(join(cdn, path), 'utf8');

/** Chunk names without their hash. */
const names = (files: string[]) => [...new Set(files.map((file) => basename(file).replace(/-.{8}\.js$/, '')))].sort();
const code = (files: string[]) => files.map((file) => readFileSync(file, 'utf8')).join('\n');

describe('the script builds', () => {
  it('has the whole, the core, everything in one, and one file per element', () => {
    for (const name of [
      'cairn',
      'cairn.core',
      'cairn.all',
      'campaign',
      'banner',
      'thermometer',
      'form',
      'spotlight',
      'chart',
    ]) {
      expect(all, name).toContain(`${name}.js`);
    }
  });

  it('[S8] has two files that import nothing further', () => {
    for (const name of ['cairn.core.js', 'cairn.all.js']) {
      expect(staticFiles(join(cdn, name))).toHaveLength(1);
      expect(lazyFiles([join(cdn, name)])).toEqual([]);
      expect(read(name)).not.toMatch(/\bimport\(/);
    }
    expect(read('cairn.core.js')).toContain('cairn-contribution-form');
    expect(read('cairn.core.js'), 'the core has no chart').not.toContain('cairn-impact-chart');
    expect(read('cairn.all.js')).toContain('cairn-impact-chart');
    expect(read('cairn.all.js'), 'all languages').toContain('Erneut versuchen');
  });

  it('[AL7] fetches words by section and language, from a folder that has them all', () => {
    const folders = readdirSync(join(cdn, 'chunks')).filter((name) => /^words-[^.]+$/.test(name));
    expect(folders).toHaveLength(1);
    for (const tag of TAGS) {
      for (const section of Object.keys(english))
        expect(all).toContain(join('chunks', folders[0]!, tag, `${section}.js`));
    }
    for (const name of ['cairn', 'banner', 'thermometer', 'form', 'spotlight', 'chart']) {
      const files = staticFiles(join(cdn, `${name}.js`));
      const [file] = files.filter((path) => /import\(`[^`]*words-/.test(readFileSync(path, 'utf8')));
      const [, address] = /import\(`(\.[^`]*words-[^`]*)`\)/.exec(readFileSync(file!, 'utf8'))!;
      const path = address!.replace(/\$\{\w+\}\/\$\{\w+\}/, 'de/shared');
      expect(relative(cdn, join(dirname(file!), path)), name).toBe(join('chunks', folders[0]!, 'de/shared.js'));
    }
  });

  it('fetches one file at once, and later the chart, the platforms and what follows a stream', () => {
    for (const name of all.filter((path) => !path.includes('/') && path.endsWith('.js'))) {
      expect(staticFiles(join(cdn, name)), name).toHaveLength(1);
    }
    const later = names(lazyFiles(staticFiles(join(cdn, 'cairn.js'))));
    expect(later).toEqual(expect.arrayContaining(['chart', 'opencollective', 'polling', 'stream']));
  });

  it('[PL1] leaves on the page what the pieces of that entry take from there', () => {
    const places = /globalThis\[(Symbol\.for\("cairn [\w-]{8}"\))\]/g;
    for (const name of ['cairn', 'banner', 'campaign', 'chart', 'form', 'spotlight', 'thermometer']) {
      const [place, ...others] = [...read(`${name}.js`).matchAll(places)].map(([, each]) => each!);
      expect(others, `one place of ${name}.js`).toEqual([]);
      const [, left] = /"cairn [\w-]{8}"\)\]\?\?=\[([^\]]*)\]/.exec(read(`${name}.js`))!;
      const pieces = lazyFiles([join(cdn, `${name}.js`)]).map((path) => relative(cdn, path));
      const wanted = new Set<number>();
      for (const piece of pieces.flatMap((path) => staticFiles(join(cdn, path)).map((file) => relative(cdn, file)))) {
        const taken = /const\{([^}]*)\}=globalThis\[([^\]]*)\]/.exec(read(piece));
        if (!taken) continue;
        expect(taken[2], piece).toBe(place);
        for (const [, position] of taken[1]!.matchAll(/(\d+):/g)) wanted.add(Number(position));
      }
      // Each position of the list, and no other.
      expect(
        [...wanted].sort((x, y) => x - y),
        name,
      ).toEqual([...left!.split(',').keys()]);
    }
  });

  it('asks for all of an entry to be compiled while it comes, and not for files of which a page calls a part', () => {
    const hinted = all.filter((path) => read(path).split('\n', 2)[1] === '//# allFunctionsCalledOnLoad');
    const entries = ['banner', 'cairn', 'campaign', 'chart', 'form', 'spotlight', 'thermometer'];
    expect(hinted.sort()).toEqual(entries.map((name) => `${name}.js`));
  });

  it('never fetches an entry from a chunk, which would run it twice under another address', () => {
    for (const chunk of all.filter((path) => path.startsWith('chunks'))) {
      expect(read(chunk).match(/(from|import)\s*\(?\s*["'`]\.\.\/[^"'`]*/g), chunk).toBeNull();
    }
  });

  it('brings one element without the others, and no Chart.js before a chart is seen', () => {
    const form = code(staticFiles(join(cdn, 'form.js')));
    expect(form).toContain('cairn-contribution-form');
    const tags = { banner: 'mission-banner', thermometer: 'progress-thermometer', spotlight: 'member-spotlight' };
    for (const [name, tag] of Object.entries(tags)) {
      const files = staticFiles(join(cdn, `${name}.js`));
      expect(code(files), name).toContain(`cairn-${tag}`);
      for (const other of ['cairn-contribution-form', ...Object.values(tags).map((each) => `cairn-${each}`)]) {
        if (other !== `cairn-${tag}`) expect(registers(files, other), `${name}.js defines <${other}>`).toBe(false);
      }
      expect(names(lazyFiles(files)), `${name}.js`).not.toContain('chart');
    }
  });

  it('[F5] names the Trusted Types policy its own', () => {
    for (const path of all) expect(read(path), path).not.toMatch(/createPolicy\(\s*["'`]lit-html/);
    expect(read('cairn.js') + code(staticFiles(join(cdn, 'cairn.js')))).toMatch(/createPolicy\(\s*["'`]cairn-lit["'`]/);
  });

  it('[S9] brings no zod: the page reads by shapes that are made from the schemas', () => {
    // Names that zod keeps through minification, and a word of ours that only schema.ts says.
    for (const path of all) expect(read(path), path).not.toMatch(/\$Zod[A-Z]|\b_zod\b|has unknown fields/);
    expect(code(staticFiles(join(cdn, 'thermometer.js'))), 'the reader').toContain('is not what the protocol asks for');
  });

  it('[S3] makes neither code nor markup out of text', () => {
    expect(builtFileProblems()).toEqual([]);
  });

  it('[S37] holds no secret, and nothing that looks like one', () => {
    const secret =
      /\b(?:[sr]k_(?:live|test)_|whsec_|cairn_[a-z0-9]{20}|AKIA[A-Z0-9]{16}|-----BEGIN [A-Z ]*PRIVATE KEY)/;
    expect('key: "cairn_newjq8f2byr986mgj0t7"').toMatch(secret);
    for (const path of all) expect(read(path), path).not.toMatch(secret);
  });

  it('[S11] names no address it could fetch from by itself', () => {
    const known = [
      // Names of vocabularies, never fetched.
      'www.w3.org',
      'schema.org',
      // Where a console line or a warning sends the page's author to read on.
      'github.com/cairn-widgets',
      // Platforms somebody may choose by `endpoint="opencollective:…"`.
      'opencollective.com',
      'api.opencollective.com',
    ];
    const unknown = new Map<string, string>();
    for (const path of all.filter((each) => !/chart-|cairn.all/.test(each))) {
      for (const [, address] of read(path).matchAll(/https?:\/\/([a-z0-9][a-z0-9.-]+\.[a-z]{2,}(?:\/[a-z0-9-]+)?)/gi)) {
        if (!known.some((each) => address!.startsWith(each))) unknown.set(address!, path);
      }
    }
    expect(Object.fromEntries(unknown)).toEqual({});
  });
});

/** Whether one of the files calls define() with this tag, as opposed to speaking of it. */
function registers(files: string[], tag: string): boolean {
  return new RegExp(`[\\w$]+\\(\\s*["'\`]${tag}["'\`]\\s*,\\s*[\\w$]+\\s*\\)`).test(code(files));
}

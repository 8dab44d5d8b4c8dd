/** The documentation as a site: every link of it leads somewhere, and it holds what it promises. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { crc32, inflateRawSync } from 'node:zlib';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSite } from '../../tools/site.mjs';
import { pluginZip } from '../../tools/zip.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const elements = [
  'campaign',
  'mission-banner',
  'progress-thermometer',
  'contribution-form',
  'member-spotlight',
  'impact-chart',
];

describe('the documentation site', () => {
  let folder: string;
  let pages: Map<string, string>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cairn-site-'));
    writeSite(folder);
    const files = readdirSync(folder).filter((file) => file.endsWith('.html'));
    pages = new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const ids = (page: string) => new Set([...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));

  it('[PL9] has the WordPress plugin as one file that can be uploaded as it is', () => {
    const file = readFileSync(join(folder, 'cairn-wordpress.zip'));
    expect(file.equals(pluginZip()), 'the same bytes every time').toBe(true);
    // Read as a tool reads it: the directory at the end, then each file by its place.
    const end = file.lastIndexOf(Buffer.from('PK\x05\x06'));
    const names: string[] = [];
    for (let at = file.readUInt32LE(end + 16); at < end;) {
      const [packed, length, nameLength] = [
        file.readUInt32LE(at + 20),
        file.readUInt32LE(at + 24),
        file.readUInt16LE(at + 28),
      ];
      const name = file.toString('utf8', at + 46, at + 46 + nameLength);
      const local = file.readUInt32LE(at + 42);
      const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
      const content = inflateRawSync(file.subarray(start, start + packed));
      expect(content.length, name).toBe(length);
      expect(crc32(content), name).toBe(file.readUInt32LE(at + 16));
      const source = name.startsWith('cairn/scripts/') ? name.replace('cairn/scripts', 'cdn') : `wordpress/${name}`;
      expect(content.equals(readFileSync(join(root, source))), name).toBe(true);
      names.push(name);
      at += 46 + nameLength;
    }
    expect(names).toContain('cairn/cairn.php');
    // Everything that its own script may ask for, and no other build's.
    const kinds = names
      .filter((name) => name.includes('/chunks/'))
      .map((name) => /chunks\/(.*)-[\w-]{8}/.exec(name)![1]);
    for (const kind of ['glass', 'chart', 'sending', 'opencollective', 'words']) expect(kinds, kind).toContain(kind);
    expect(kinds.filter((kind) => kind === 'overlay')).toHaveLength(1);
    expect(names).toEqual(expect.arrayContaining(['cairn/scripts/LICENSES.txt', 'cairn/scripts/cairn.css']));
    expect(names).toHaveLength(file.readUInt16LE(end + 10));
  });

  it('has no link that leads nowhere, neither to a page nor within one, nor to a file that is not in the repository', () => {
    const broken: string[] = [];
    const tracked = (path: string) => {
      try {
        readFileSync(join(root, path));
        return true;
      } catch {
        return false;
      }
    };
    for (const [file, html] of pages) {
      for (const [, href] of html.matchAll(/\s(?:href|src)="([^"]+)"/g)) {
        const [path, hash] = href!.split('#');
        if (path!.startsWith('https://github.com/cairn-widgets/cairn/blob/main/')) {
          if (!tracked(path!.split('/blob/main/')[1]!)) broken.push(`${file}: ${href}`);
          continue;
        }
        if (/^[a-z]+:/.test(href!) || path!.startsWith('../cdn/')) continue;
        const target = path === '' ? html : pages.get(path!);
        const there = target !== undefined || readdirSync(folder).includes(path!);
        if (!there || (hash && !ids(target!).has(hash))) broken.push(`${file}: ${href}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('gives each heading an id of its own, and each page one first heading', () => {
    for (const [file, html] of pages) {
      const all = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(all).size, file).toBe(all.length);
      expect(html.match(/<h1/g), file).toHaveLength(1);
    }
  });

  it('shows each element on its own page, with every attribute it has', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'custom-elements.json'), 'utf8')) as {
      modules: { path: string; declarations?: { attributes?: { name: string; description?: string }[] }[] }[];
    };
    for (const name of elements) {
      const html = pages.get(`cairn-${name}.html`)!;
      expect(html).toContain(`<cairn-${name} mock="ready">`);
      const module = manifest.modules.find(({ path }) => path.endsWith(`/${name}/${name}.js`))!;
      for (const attribute of module.declarations!.flatMap((each) => each.attributes ?? []))
        if (attribute.description) expect(html, name).toContain(`<code>${attribute.name}</code>`);
    }
  });

  it('explains each kind of console line under its own name', () => {
    const kinds = [...readFileSync(join(root, 'src/data/error.ts'), 'utf8').matchAll(/^ {2}'offline' \|.*$/gm)]
      .flatMap(([line]) => [...line.matchAll(/'([a-z-]+)'/g)])
      .map(([, kind]) => kind);
    expect(kinds).toContain('too-large');
    for (const kind of [...kinds, 'dropped', 'nothing-to-show'])
      expect(ids(pages.get('troubleshooting.html')!), kind).toContain(kind);
  });

  it('has no script or style of its own in a page, as its policy wants', () => {
    for (const [file, html] of pages) {
      expect(html, file).not.toMatch(/\sstyle=|\son[a-z]+=|<style/);
      expect(html.match(/<script(?! type="module" src=")/g), file).toBeNull();
    }
  });

  it('is built by what serves it: npm start, npm run dev and the container', () => {
    for (const file of ['tools/start.mjs', 'tools/dev.mjs'])
      expect(readFileSync(join(root, file), 'utf8'), file).toContain(`'site'`);
    const container = readFileSync(join(root, 'Containerfile'), 'utf8');
    expect(container).toMatch(/npm run build -- .*\bsite\b/);
    expect(container).toContain('/cairn/site site');
  });

  it('finds a page by a word in its text, as a search asks for it', () => {
    const index = JSON.parse(readFileSync(join(folder, 'search.json'), 'utf8')) as [string, string, string][];
    const hits = (word: string) => index.filter(([, , words]) => words.split(' ').includes(word)).map(([at]) => at);
    expect(hits('cors')).toContain('troubleshooting.html#network');
    expect(hits('with-offline')).toContain('cairn-contribution-form.html#cairn-contribution-form');
  });
});

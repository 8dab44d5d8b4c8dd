/** The script builds in a page: whichever comes first, twice, in two versions, late, pinned with hashes, tampered with. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { version } from '../../src/shared/version.ts';
import { eachEngine, type Page } from '../helpers/drive.ts';
import { CAMPAIGN, Site } from './site.ts';
import { FORM, METER, expectQuiet, waitForText } from './steps.ts';

const cdn = (name: string) => fileURLToPath(new URL(`../../cdn/${name}`, import.meta.url));
const sri = JSON.parse(readFileSync(cdn('sri.json'), 'utf8')) as {
  version: string;
  files: Record<string, { integrity: string }>;
};
const SCRIPT = { 'content-type': 'text/javascript; charset=utf-8', 'access-control-allow-origin': '*' };
const onPage = (head: string, body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>${head}</head><body>${body}</body></html>`;
const meter = `<${METER} endpoint="${CAMPAIGN}"><a href="/give">Give</a></${METER}>`;
const pinned = (name: string) =>
  `<script type="module" src="/cdn/v${version}/${name}" integrity="${sri.files[name]!.integrity}" crossorigin="anonymous"></script>`;

let site: Site;
beforeAll(async () => {
  site = await Site.start();
  // The same file as another version would have it.
  const other = readFileSync(cdn('cairn.core.js'), 'utf8')
    .replaceAll(`"${version}"`, '"9.9.9"')
    .replaceAll(`\`${version}\``, '`9.9.9`');
  expect(other).toContain('9.9.9');
  site.pages.set('/other.js', { body: other, headers: SCRIPT });
});
afterAll(() => site.stop());

/** The element is drawn, and so is not its fallback. */
const drawn = (page: Page, tag = METER) => waitForText(page, tag, tag === FORM ? /Give/ : 'raised of');
const fallsBack = async (page: Page) => {
  await page.waitForVisible(`${METER} > a`);
  expect(await page.eval(`!!customElements.get('${METER}')`)).toBe(false);
};

eachEngine((_engine, open) => {
  it('[PL1] [PL3] the newest of a line shows the widgets, its pieces by version', async () => {
    site.pages.set('/line', { body: onPage('<script type="module" src="/cdn/v1/cairn.js"></script>', meter) });
    site.seen.length = 0;
    const page = await open();
    await page.goto(`${site.url}/line`);
    await drawn(page);
    expect(site.count('GET', /^\/cdn\/v1\//), 'one file at once').toBe(1);
    expect(site.count('GET', new RegExp(`^/cdn/v${version}/chunks/`)), 'what follows the stream').toBeGreaterThan(0);
    await expectQuiet(page);
  });

  it('[F4] two versions, either first: one warning that names both, and every tag is drawn', async () => {
    const own = '<script type="module" src="/cdn/cairn.core.js"></script>';
    const other = '<script type="module" src="/other.js"></script>';
    const body = `${meter}<${FORM} endpoint="${CAMPAIGN}"></${FORM}>`;
    for (const [first, head, loser] of [
      [version, own + other, '9.9.9'],
      ['9.9.9', other + own, version],
    ]) {
      site.pages.set(`/two-${first}`, { body: onPage(head!, body) });
      site.seen.length = 0;
      const page = await open();
      await page.goto(`${site.url}/two-${first}`);
      await drawn(page);
      await drawn(page, FORM);
      const lines = await page.consoleLines();
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        expect(line).toMatch(
          new RegExp(
            `^warn(ing)?: Cairn ${loser}: <cairn-[a-z-]+> is already defined by Cairn ${first}; that one stays\\.$`,
          ),
        );
      }
      expect(site.count('GET', new RegExp(`${CAMPAIGN}$`)), 'one document').toBe(1);
    }
  });

  it('[PL1] the same file under two addresses, as a cache buster makes them: the pieces belong to the first', async () => {
    site.pages.set('/twice', {
      body: onPage(
        '<script type="module" src="/cdn/cairn.js?ver=1"></script><script type="module" src="/cdn/cairn.js?ver=2"></script>',
        `<${METER} variant="vertical" endpoint="${CAMPAIGN}"></${METER}>`,
      ),
    });
    site.seen.length = 0;
    const page = await open();
    await page.goto(`${site.url}/twice`);
    await drawn(page);
    await page.waitFor(`!!document.querySelector('${METER}').shadowRoot.querySelector('[part~="tube"]')`);
    expect(site.count('GET', new RegExp(`${CAMPAIGN}$`)), 'one document').toBe(1);
    await expectQuiet(page);
  });

  it('[F3] [PL3] one element’s file beside the whole: nothing twice, no word', async () => {
    site.pages.set('/both', {
      body: onPage(
        '<script type="module" src="/cdn/thermometer.js"></script>',
        `${meter}<${FORM} endpoint="${CAMPAIGN}"></${FORM}><script type="module" src="/cdn/cairn.js"></script><script type="module" src="/cdn/form.js"></script>`,
      ),
    });
    site.seen.length = 0;
    const page = await open();
    await page.goto(`${site.url}/both`);
    await drawn(page);
    await drawn(page, FORM);
    expect(site.count('GET', new RegExp(`${CAMPAIGN}$`))).toBe(1);
    await expectQuiet(page);
  });

  it('[PL1] [AL14] tags that come after the script, long after it, and a script that comes after a gesture', async () => {
    site.pages.set('/late', {
      body: onPage(
        '<script type="module" src="/cdn/v1/cairn.js"></script>',
        `<main></main><script>
          window.route = () => { document.querySelector('main').innerHTML = '${meter}'; };
        </script>`,
      ),
    });
    const spa = await open();
    await spa.goto(`${site.url}/late`);
    await spa.waitFor(`!!customElements.get('${METER}')`);
    for (let visit = 0; visit < 3; visit++) {
      await spa.eval('window.route()');
      await drawn(spa);
    }
    await expectQuiet(spa);

    // As optimisers do it: the script waits for the first key, click or scroll.
    site.pages.set('/delayed', {
      body: onPage(
        '',
        `${meter}<button>Anywhere</button><script>
          addEventListener('click', () => {
            const script = document.createElement('script');
            script.type = 'module';
            script.src = '/cdn/v1/cairn.js';
            document.head.append(script);
          }, { once: true });
        </script>`,
      ),
    });
    const page = await open();
    await page.goto(`${site.url}/delayed`);
    await page.waitForVisible(`${METER} > a`);
    await page.click('button');
    await drawn(page);
    await expectQuiet(page);
  });

  it.each([
    ['in the page of a unit test', 'delete window.CustomStateSet'],
    ['in a browser from before 2024', 'CSS.supports = (text) => !text.includes(":state(")'],
  ])('[PL2] [AL3] where elements cannot be drawn, %s, the link stays and nothing is said', async (_where, without) => {
    site.pages.set('/without', {
      body: onPage(`<script>${without}</script><script type="module" src="/cdn/cairn.js"></script>`, meter),
    });
    const page = await open();
    await page.goto(`${site.url}/without`);
    await page.eval("import('/cdn/cairn.js').then(() => undefined)");
    await fallsBack(page);
    await expectQuiet(page);
  });

  it('[PL3] [AL14] the core runs as a classic script, too, where a platform or an optimiser takes the type away', async () => {
    site.pages.set('/classic', {
      body: onPage(
        '<script>const $ = "the page\u2019s", e = 1;</script><script src="/cdn/cairn.core.js"></script><script>document.title = $ + e;</script>',
        `${meter}<${FORM} endpoint="${CAMPAIGN}"></${FORM}>`,
      ),
    });
    const page = await open();
    await page.goto(`${site.url}/classic`);
    await drawn(page);
    await drawn(page, FORM);
    expect(await page.eval('document.title')).toBe('the page\u2019s1');
    await expectQuiet(page);
  });

  it('[S7] [S8] a pinned file with its hash runs; with one byte changed it does not, and the link stays', async () => {
    site.pages.set('/pinned', { body: onPage(pinned('cairn.core.js'), meter) });
    site.seen.length = 0;
    const page = await open();
    await page.goto(`${site.url}/pinned`);
    await drawn(page);
    expect(site.seen.filter(({ path }) => path.startsWith('/cdn/')).map(({ path }) => path)).toEqual([
      `/cdn/v${version}/cairn.core.js`,
    ]);
    await expectQuiet(page);

    for (const name of ['cairn.core.js', 'cairn.all.js']) {
      const path = `/tampered/${name}`;
      site.pages.set(path, { body: `${readFileSync(cdn(name), 'utf8')} `, headers: SCRIPT });
      site.pages.set(`/with/${name}`, { body: onPage(pinned(name).replace(/src="[^"]+"/, `src="${path}"`), meter) });
      const other = await open();
      await other.goto(`${site.url}/with/${name}`);
      await fallsBack(other);
    }
  });

  it('[S7] an import map covers the pieces, too: those that come at once and those that come later', async () => {
    const base = `/cdn/v${version}/`;
    const integrity = Object.fromEntries(
      Object.entries(sri.files).map(([name, file]) => [base + name, file.integrity]),
    );
    const map = `<script type="importmap">${JSON.stringify({ integrity })}</script>`;
    const body = `<${METER} variant="vertical" endpoint="${CAMPAIGN}"><a href="/give">Give</a></${METER}>`;
    site.pages.set('/mapped', { body: onPage(map + pinned('cairn.js'), body) });
    const page = await open();
    await page.goto(`${site.url}/mapped`);
    await drawn(page);
    await expectQuiet(page);

    // The file that comes at once.
    const tamper = (name: string) =>
      site.pages.set(base + name, { body: `${readFileSync(cdn(name), 'utf8')} `, headers: SCRIPT });
    const names = Object.keys(sri.files);
    tamper('cairn.js');
    const broken = await open();
    await broken.goto(`${site.url}/mapped`);
    await fallsBack(broken);
    site.pages.delete(`${base}cairn.js`);

    // Those that come later: a glass that may not run is drawn as a bar.
    const later = names.filter((name) => /chunks\/(glass|vertical)/.test(name) && name.endsWith('.js'));
    expect(later.length).toBeGreaterThan(0);
    later.forEach(tamper);
    const without = await open();
    await without.goto(`${site.url}/mapped`);
    await drawn(without);
    await expect
      .poll(async () => (await without.consoleLines()).join('\n'))
      .toMatch(/a part of the library could not be fetched/);
    later.forEach((name) => site.pages.delete(base + name));
  });

  it('[AL13] the core has no mock: it says so once', async () => {
    site.pages.set('/mock', {
      body: onPage(
        '<script type="module" src="/cdn/cairn.core.js"></script>',
        `<${METER} mock="ready"></${METER}>${meter.replace(METER, `${METER} id="other"`)}`,
      ),
    });
    const page = await open();
    await page.goto(`${site.url}/mock`);
    await waitForText(page, '#other', 'raised of');
    await expect
      .poll(async () => (await page.consoleLines()).join('\n'))
      .toMatch(/cairn\.core\.js has no mock and no debug: use cairn\.js/);
  });
});

/** What all elements share, in a whole page: scripts that come twice, structured data, analytics, a page's own markup. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eachEngine } from '../helpers/drive.ts';
import { CAMPAIGN, Site } from './site.ts';
import { METER, expectQuiet, waitForText } from './steps.ts';

const STRICT = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types cairn-lit",
};
const onPage = (body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Page</title>${body}</html>`;

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(() => site.stop());

eachEngine((_engine, open) => {
  it('[F3] [F19] the script twice: one definition, one document, one stream, no word', async () => {
    site.pages.set('/twice', {
      body: onPage(`
        <script type="module" src="/cdn/cairn.js"></script>
        <script type="module" src="/cdn/cairn.js?again"></script>
        <script type="module" src="/cdn/thermometer.js"></script>
        <${METER} endpoint="${CAMPAIGN}"></${METER}><${METER} endpoint="${CAMPAIGN}"></${METER}>`),
    });
    site.seen.length = 0;
    const page = await open();
    await page.goto(`${site.url}/twice`);
    await waitForText(page, METER, 'raised of');
    await page.waitFor(`document.querySelector('${METER}').store.state.live === 'live'`, { timeout: 15_000 });
    expect(site.count('GET', new RegExp(`${CAMPAIGN}$`))).toBe(1);
    expect(site.count('GET', /\/events/)).toBe(1);
    await expectQuiet(page);
  });

  it('[AL16] structured data under the strictest policy, with Trusted Types', async () => {
    site.pages.set('/ld', {
      headers: STRICT,
      body: onPage(`<script src="/hear.js"></script><script type="module" src="/cdn/cairn.js"></script>
        <${METER} with-structured-data endpoint="${CAMPAIGN}"></${METER}>`),
    });
    site.pages.set('/hear.js', {
      headers: { 'content-type': 'text/javascript' },
      body: `window.violations = []; addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.sample));`,
    });
    const page = await open();
    await page.goto(`${site.url}/ld`);
    const types = await page.waitFor(() => {
      const script = document.querySelector('script[type="application/ld+json"]');
      if (!script) return undefined;
      const { '@graph': graph } = JSON.parse(script.textContent) as { '@graph': { '@type': string }[] };
      return graph.map((each) => each['@type']).join();
    });
    expect(types).toMatch(/^NGO,Project,DonateAction/);
    expect(await page.eval('window.violations')).toEqual([]);
    await page.eval(`document.querySelector('${METER}').remove()`);
    expect(await page.eval(() => document.querySelector('script[type="application/ld+json"]') === null)).toBe(true);
    await expectQuiet(page);
  });

  it('[AL10] [CA5] analytics by a word on the script tag', async () => {
    site.pages.set('/analytics', {
      body: onPage(`<script>window.dataLayer = []</script>
        <script type="module" src="/cdn/cairn.js" data-cairn-endpoint="${CAMPAIGN}" data-cairn-locale="de"
          data-cairn-analytics="datalayer"></script><${METER}></${METER}>`),
    });
    const page = await open();
    await page.goto(`${site.url}/analytics`);
    const said = await page.waitFor<string>(
      () => JSON.stringify((window as unknown as { dataLayer: unknown[] }).dataLayer).replace('[]', ''),
      { timeout: 15_000 },
    );
    expect(said).toContain('view_promotion');
    expect(await page.eval(`document.querySelector('${METER}').shadowRoot.textContent`)).toContain('Ziel');
    await expectQuiet(page);
  });

  it('[AL11] [CA3] a page’s own markup over the store, as the demo shows it', async () => {
    const page = await open();
    await page.goto(`${site.url}/headless.html`);
    await page.waitFor(() => /\$\d/.test(document.querySelector('[data-part="raised"]')!.textContent), {
      timeout: 15_000,
    });
    const shown = await page.eval(() => ({
      target: document.querySelector('[data-part="target"]')!.textContent,
      value: document.querySelector('meter')!.value / document.querySelector('meter')!.max,
      recent: document.querySelectorAll('[data-part="recent"] li').length,
    }));
    expect(shown.target).toMatch(/\$\d/);
    expect(shown.value).toBeGreaterThan(0);
    expect(shown.recent).toBeGreaterThan(0);
    await expectQuiet(page);
  });
});

/** The policy that the page for security teams prints, sent as a header, over everything a visitor does and everything that is drawn. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CampaignStore } from '../../src/data/store.ts';
import { version } from '../../src/shared/version.ts';
import { policyLine } from '../../tools/security-page.mjs';
import { scriptFiles } from '../../tools/zip.mjs';
import { eachEngine, type Page } from '../helpers/drive.ts';
import { CAMPAIGN, Site } from './site.ts';
import { FORM, METER, choosePledge, expectQuiet, fillGift, fillPerson, waitForText } from './steps.ts';

const pieces = scriptFiles(fileURLToPath(new URL('../../cdn', import.meta.url)), 'cairn.js').filter(
  (path) => path.startsWith('chunks/') && !path.startsWith('chunks/words-'),
);

let site: Site;
/** Scripts and campaign on another origin than the page, as with a host of one's own; it wants a proof of work. */
let host: Site;
beforeAll(async () => {
  [site, host] = await Promise.all([Site.start(), Site.start(undefined, 'always')]);
  site.pages.set('/hear.js', {
    headers: { 'content-type': 'text/javascript' },
    body: `window.violations = []; addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));`,
  });
  // Bytes that are no film: what counts is whether they may be asked for.
  host.pages.set('/story.mp4', { headers: { 'content-type': 'video/mp4' }, body: 'none' });
});
afterAll(() => Promise.all([site.stop(), host.stop()]));

/** A page under the printed line, the ear and the icon that browsers ask for on its own origin. */
function strict(path: string, script: string, body: string, scriptHost = `'self' ${host.url}`): string {
  site.pages.set(path, {
    headers: {
      'content-security-policy': policyLine({
        scriptHost,
        endpointHost: `'self' ${host.url}`,
        imageHost: `'self' ${host.url}`,
      }),
    },
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Strict</title><script nonce="n0nce" src="/hear.js"></script>${script}<body>${body}</html>`,
  });
  return site.url + path;
}
const tag = (name: string) =>
  `<script type="module" src="${host.url}/cdn/v1/${name}" data-cairn-analytics="datalayer"></script>`;
const each = (name: string, list: string[]) =>
  list.map((attributes) => `<cairn-${name} ${attributes}></cairn-${name}>`).join('');
const unviolated = async (page: Page) => expect(await page.eval('window.violations')).toEqual([]);

/** Words over the campaign's: a picture that is not there, a long quote, a recording. */
const words = () => {
  const consent = { scope: 'public' };
  const long = 'A few stones in between, and then some more of them. '.repeat(20);
  const media = { kind: 'video', src: `${host.url}/story.mp4`, transcript: `${host.url}/story.txt` };
  return JSON.stringify({
    mission: { title: 'Trees', image: { src: `${host.url}/none.png`, alt: 'None' } },
    members: [{ id: 'ada', name: 'Ada', quote: long, featured: true, media, consent }],
  }).replaceAll('<', '\\u003c');
};

/** Every variant, layout and state that has a piece of its own. */
const everything = () => `
  <cairn-campaign endpoint="${host.url}${CAMPAIGN}">
    ${each('mission-banner', ['with-progress with-match with-countdown', 'layout="split"', 'layout="strip" sticky="bottom"', 'layout="compact" dismissible with-snooze remember="session"', 'from="2020-01-01" until="2099-01-01"', 'id="dialog" with-dialog'])}
    ${each(
      'progress-thermometer',
      ['bar', 'vertical', 'radial', 'cairn', 'compact', 'strata', 'teams']
        .map((variant) => `variant="${variant}"`)
        .concat(
          'id="live" with-share with-live with-announcements with-structured-data',
          'goal="trees+actions"',
          'lang="de"',
          'debug goal="no-such"',
        ),
    )}
    ${each('contribution-form', ['id="gift"', 'layout="steps"', 'id="button" display="button"', 'pathway="volunteer"'])}
    ${each('member-spotlight', ['id="people" layout="grid" with-more limit="2"', 'layout="carousel" with-rotation with-filter order="recent"', 'layout="list"', 'layout="recent"'])}
    ${each('impact-chart', ['id="chart"', 'layout="multiples"', 'view="table"', 'interval="month"'])}
  </cairn-campaign>
  <cairn-campaign endpoint="${host.url}${CAMPAIGN}"><script type="application/json">${words()}</script>
    <cairn-mission-banner></cairn-mission-banner><cairn-member-spotlight id="story"></cairn-member-spotlight>
  </cairn-campaign>
  <cairn-contribution-form mock="ended"></cairn-contribution-form><cairn-member-spotlight mock="empty"></cairn-member-spotlight>
  <${METER} raised="10" target="20" unit="GBP" label="Typed"></${METER}>
  <${METER} endpoint="/static/campaign.json"></${METER}>
  <${METER} endpoint="opencollective:/fixtures/opencollective/webpack"></${METER}>`;

eachEngine((engine, open) => {
  it('[S1] [S2] [PL11] everything works under the printed line, without a violation', async () => {
    const page = await open();
    await page.goto(
      strict(
        '/strict',
        tag('cairn.js'),
        `<cairn-campaign endpoint="${host.url}${CAMPAIGN}">
          <cairn-mission-banner></cairn-mission-banner><${METER} variant="vertical"></${METER}>
          <cairn-impact-chart></cairn-impact-chart><${FORM}></${FORM}><cairn-member-spotlight layout="grid"></cairn-member-spotlight>
        </cairn-campaign>`,
      ),
    );
    await waitForText(page, METER, '$34,180');
    await page.evalOn('cairn-impact-chart', (chart) => chart.scrollIntoView());
    await page.waitForVisible(`${FORM} >>> .submit`);
    await fillGift(page, '12.50');
    await waitForText(page, FORM, /\$12\.50/);
    await waitForText(page, 'cairn-member-spotlight', 'Maren');
    await unviolated(page);
    await expectQuiet(page);
  });

  it('[S1] [S2] [PL11] no piece that is ever fetched breaks the printed line', async () => {
    host.seen.length = 0;
    const page = await open();
    await page.goto(strict('/all', tag('cairn.js'), everything()));
    await page.waitFor(`document.querySelector('#live').shadowRoot?.textContent.includes('$34,180')`, {
      timeout: 20_000,
    });
    await page.eval(async () => {
      // What comes near the screen is drawn.
      for (const element of document.querySelectorAll('cairn-campaign > *, body > *')) {
        element.scrollIntoView();
        await new Promise(requestAnimationFrame);
      }
    });
    const press = (element: string, selector: string) =>
      page.evalOn(`${element} >>> ${selector}`, (button) => button.click());
    await press('#people', '.onward button');
    await press('#story', '.telling button');
    await page.evalOn('#chart', (chart) => chart.scrollIntoView());
    await page.evalOn('#chart >>> .plot', (plot) =>
      plot.dispatchEvent(
        new PointerEvent('pointermove', {
          bubbles: true,
          composed: true,
          clientX: plot.getBoundingClientRect().x + 50,
        }),
      ),
    );
    await page.evalOn('#people', async (element) => {
      const { store } = element as HTMLElement & { store: CampaignStore };
      await Promise.all([store.more('members'), store.history?.('money', 'month')]);
    });
    await choosePledge(page);
    await fillPerson(page);
    // By its key: a banner that sticks to the edge of the window may lie over it.
    await page.evalOn('#gift >>> .submit', (button) => button.focus());
    await page.press('Enter');
    await page.waitFor(`document.querySelector('#gift').shadowRoot.textContent.includes('Thank you')`, {
      timeout: 40_000,
    });
    // Last, as nothing else can be reached then.
    await press('#button', '[part~="opener"]');
    await press('#dialog', '.pathways a');
    const missing = () => {
      const asked = new Set(host.seen.map(({ path }) => path));
      // Fetched by engines whose CSS cannot calculate with the page's colours; these can.
      return pieces.filter((path) => !/chunks\/ladder-/.test(path) && !asked.has(`/cdn/v${version}/${path}`));
    };
    await expect
      .poll(missing, { timeout: 20_000, message: 'pieces that nothing here asks for: give each a place above' })
      .toEqual([]);
    expect(host.seen.some(({ path }) => path.endsWith('/de/thermometer.js'))).toBe(true);
    expect(host.seen.some(({ path }) => path === '/story.mp4')).toBe(true);
    await unviolated(page);
  });

  it.each(['cairn.core.js', 'cairn.all.js'])('[S1] [S2] nor does %s', async (name) => {
    const page = await open();
    const all =
      name === 'cairn.all.js'
        ? everything()
        : everything().replace(/<cairn-impact-chart[^]*?<\/cairn-impact-chart>| debug/g, '');
    await page.goto(strict(`/one-${name}`, tag(name), all));
    await page.waitFor(`document.querySelector('#live').shadowRoot?.textContent.includes('$34,180')`, {
      timeout: 20_000,
    });
    await page.waitForVisible('#gift >>> .submit');
    await unviolated(page);
  });

  it.each([["'nonce-n0nce'"], ["'nonce-n0nce' 'strict-dynamic'"]])(
    '[S1] under script-src %s the pieces come, too',
    async (source) => {
      const page = await open();
      const script = tag('cairn.js').replace('<script', '<script nonce="n0nce"');
      await page.goto(
        strict(
          `/nonce-${source.length}`,
          script,
          `<${METER} variant="vertical" lang="de" endpoint="${host.url}${CAMPAIGN}"></${METER}>`,
          source,
        ),
      );
      await waitForText(page, METER, /34\.180/);
      await page.waitFor(`!!document.querySelector('${METER}').shadowRoot.querySelector('[part~="tube"]')`);
      await unviolated(page);
      await expectQuiet(page);
    },
  );
});

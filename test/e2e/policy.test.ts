/** The policy that the page for security teams prints, sent as a header, over everything a visitor does. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { policyLine } from '../../tools/security-page.mjs';
import { eachEngine } from '../helpers/drive.ts';
import { CAMPAIGN, Site } from './site.ts';
import { FORM, METER, expectQuiet, fillGift, waitForText } from './steps.ts';

let site: Site;
/** Scripts and campaign on another origin than the page, as with a host of one's own. */
let host: Site;
beforeAll(async () => {
  [site, host] = await Promise.all([Site.start(), Site.start()]);
});
afterAll(() => Promise.all([site.stop(), host.stop()]));

eachEngine((_engine, open) => {
  it('[S1] [S2] [PL11] everything works under the printed line, without a violation', async () => {
    site.pages.set('/hear.js', {
      headers: { 'content-type': 'text/javascript' },
      body: `window.violations = []; addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));`,
    });
    site.pages.set('/strict', {
      headers: {
        // The ear stands on the page's own origin, and so does the icon that browsers ask for by themselves.
        'content-security-policy': policyLine({
          scriptHost: `'self' ${host.url}`,
          endpointHost: host.url,
          imageHost: `'self' ${host.url}`,
        }),
      },
      body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Strict</title><script src="/hear.js"></script>
        <script type="module" src="${host.url}/cdn/v1/cairn.js"></script>
        <cairn-campaign endpoint="${host.url}${CAMPAIGN}">
          <cairn-mission-banner></cairn-mission-banner><${METER} variant="vertical"></${METER}>
          <cairn-impact-chart></cairn-impact-chart><${FORM}></${FORM}><cairn-member-spotlight layout="grid"></cairn-member-spotlight>
        </cairn-campaign></html>`,
    });
    const page = await open();
    await page.goto(`${site.url}/strict`);
    await waitForText(page, METER, '$34,180');
    await page.evalOn('cairn-impact-chart', (chart) => chart.scrollIntoView());
    await page.waitForVisible(`${FORM} >>> .submit`);
    await fillGift(page, '12.50');
    await waitForText(page, FORM, /\$12\.50/);
    await waitForText(page, 'cairn-member-spotlight', 'Maren');
    expect(await page.eval('window.violations')).toEqual([]);
    await expectQuiet(page);
  });
});

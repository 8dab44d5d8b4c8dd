/** A page with the script tag and the form, and no server of ours: a static campaign whose ways in are other platforms. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eachEngine, type Page } from '../helpers/drive.ts';
import { FORM, choosePathway, waitForText } from './steps.ts';
import { Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(() => site.stop());

const pathway = (id: string, label: string, template: string) => ({
  id,
  kind: 'donate',
  label,
  unit: 'USD',
  scale: 2,
  presets: [{ amounts: [{ value: 2500 }, { value: 5000 }] }],
  default: 5000,
  frequencies: ['once', 'monthly'],
  handoff: { type: 'redirect', template },
});

const CAMPAIGN = {
  version: 1,
  id: 'static',
  organization: { name: 'Northfell Trust' },
  mission: { title: 'Ten thousand trees' },
  pathways: [
    pathway('oc', 'Collective', 'https://opencollective.com/webpack/donate{?amount,interval,email,name,redirect,tags}'),
    pathway(
      'every',
      'Every',
      'https://www.every.org/wildlife{?amount,frequency,success_url,exit_url,partner_donation_id}#donate',
    ),
    pathway('stripe', 'Card', 'https://buy.stripe.com/abc{?client_reference_id,prefilled_email,prefilled_promo_code}'),
  ],
};

/** A frame that may not leave: what the visitor would be sent to stays to be read, as a link. */
const page = (content: string) => `<!doctype html><html lang="en"><title>Alone</title>${content}</html>`;

eachEngine((_engine, open) => {
  it('[CF17] [CF29] hands over to Open Collective, Every.org and a Stripe Payment Link with what was chosen', async () => {
    site.pages.set('/static.json', {
      body: JSON.stringify(CAMPAIGN),
      headers: { 'content-type': 'application/json' },
    });
    site.pages.set('/alone', {
      body: page(
        '<script type="module" src="/cdn/form.js"></script><cairn-contribution-form endpoint="/static.json"></cairn-contribution-form>',
      ),
      // Nothing may be posted anywhere, and the address of a platform may not be opened from a test.
      headers: { 'content-security-policy': "sandbox allow-scripts allow-same-origin; form-action 'none'" },
    });
    site.pages.set('/framed', {
      body: page(
        '<iframe title="form" src="/alone" width="500" height="900" sandbox="allow-scripts allow-same-origin"></iframe>',
      ),
    });
    const tab: Page = await open();
    const wanted = {
      Collective:
        'https://opencollective.com/webpack/donate?amount=40&interval=month&email=ada%40example.org&name=Ada%20Byron&redirect=',
      Every: 'https://www.every.org/wildlife?amount=40&frequency=MONTHLY&success_url=',
      Card: 'https://buy.stripe.com/abc?prefilled_email=ada%40example.org',
    };
    for (const [label, address] of Object.entries(wanted)) {
      await tab.goto(`${site.url}/framed`);
      const inFrame = <T>(code: string) => tab.waitFor<T>(code, { timeout: 15_000 });
      const root = `document.querySelector('iframe').contentDocument?.querySelector('${FORM}')?.shadowRoot`;
      await inFrame(`!!${root}?.querySelector('.submit')`);
      await tab.eval(
        `[...${root}.querySelectorAll('.tab')].find((tab) => tab.textContent.trim() === '${label}').click()`,
      );
      await inFrame(`${root}.querySelector('.tab.on').textContent.trim() === '${label}'`);
      const fill = (name: string, value: string) =>
        tab.eval(
          `(() => { const field = ${root}.querySelector('[name="${name}"]'); if (!field) return; field.value = '${value}'; field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true })); })()`,
        );
      await tab.eval(`${root}.querySelector('[name=frequency][value=monthly]').click()`);
      await fill('custom', '40');
      await fill('name', 'Ada Byron');
      await fill('email', 'ada@example.org');
      await tab.eval(`${root}.querySelector('.submit').click()`);
      await inFrame(`!!${root}.querySelector('.assurance a')`);
      const href = await tab.eval<string>(`${root}.querySelector('.assurance a').href`);
      expect(href.startsWith(address), href).toBe(true);
      expect(site.count('POST', /./)).toBe(0);
    }
  });

  it('[CF1] says the host before anybody leaves', async () => {
    const tab = await open();
    site.pages.set('/top', {
      body: page(
        '<script type="module" src="/cdn/form.js"></script><cairn-contribution-form endpoint="/static.json"></cairn-contribution-form>',
      ),
    });
    await tab.goto(`${site.url}/top`);
    await tab.waitForVisible(`${FORM} >>> .submit`);
    await choosePathway(tab, 'Every');
    await waitForText(tab, FORM, 'You finish on www.every.org. Nothing is charged here.');
  });
});

/** Taking part, from the page to the database and back into somebody else's page. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { eachEngine, type Page } from '../helpers/drive.ts';
import {
  FORM,
  METER,
  atCheckout,
  choosePathway,
  choosePledge,
  expectQuiet,
  fillGift,
  fillPerson,
  openForm,
  shown,
  submit,
  waitForText,
} from './steps.ts';
import { CAMPAIGN, Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(() => site.stop());
beforeEach(() => {
  site.seen.length = 0;
});

/** As a link of the page does. */
const openPathway = (page: Page, id: string) =>
  page.evalOn(FORM, (form, id: string) => (form as HTMLElement & { open(id: string): void }).open(id), id);

const POSTS = /^\/v1\/campaigns\/high-fells\/contributions$/;

eachEngine((engine, open) => {
  it('[CF1] [PT9] a gift paid in one browser moves the thermometer in another', async () => {
    const watcher = await open();
    await watcher.goto(site.url);
    await watcher.waitForVisible(`${METER} >>> .raised`);
    const giver = await open();
    await openForm(giver, site.url);
    const before = await site.raised();
    await fillGift(giver, '75');
    await waitForText(giver, FORM, 'Give $75');
    await submit(giver);
    await atCheckout(giver, 'pay');
    await waitForText(giver, FORM, 'Thank you, Ada.');
    expect(await giver.url()).not.toContain('cairn_contribution');
    expect(await site.raised()).toBe(before + 7_500);
    // The demo's sponsor doubles gifts, so the total is asked from the server.
    const total = new Intl.NumberFormat('en-US').format(
      (before + 7_500 + (await site.raised('money', 'matched'))) / 100,
    );
    await waitForText(watcher, METER, `$${total}`);
    await waitForText(giver, METER, `$${total}`);
    expect(await giver.eval('sessionStorage.length + localStorage.length')).toBe(0);
    await expectQuiet(giver);
    await expectQuiet(watcher);
  });

  it('[F1] what sends cannot be fetched: not sent, nothing charged, everything typed still there', async () => {
    const page = await open();
    site.missing = /\/chunks\/sending-/;
    try {
      await openForm(page, site.url);
      await fillGift(page, '40');
      await submit(page);
      await waitForText(page, FORM, 'Not sent. Nothing was charged.');
    } finally {
      site.missing = undefined;
    }
    expect(site.count('GET', /\/chunks\/sending-/)).toBeGreaterThan(0);
    expect(site.count('POST', POSTS)).toBe(0);
    for (const [name, typed] of Object.entries({ custom: '40', name: 'Ada Byron', email: 'ada@example.org' })) {
      const value = await page.evalOn(`${FORM} >>> [name="${name}"]`, (input) => (input as HTMLInputElement).value);
      expect(value, name).toBe(typed);
    }
    expect(await page.evalOn(`${FORM} >>> .submit`, (button) => button.closest('[inert]') === null)).toBe(true);
    await expectQuiet(page, [/a part of the library could not be fetched/, /404|Loading module from .*sending-/]);
  });

  it('[CF18] a declined payment says that nothing was charged and keeps what was typed', async () => {
    const page = await open();
    await openForm(page, site.url);
    const before = await site.raised();
    await fillGift(page, '40');
    await submit(page);
    await atCheckout(page, 'decline');
    await waitForText(page, FORM, /nothing was charged/i);
    expect(await page.evalOn(`${FORM} >>> [name="custom"]`, (input) => (input as HTMLInputElement).value)).toBe('40');
    expect(await page.evalOn(`${FORM} >>> [name="email"]`, (input) => (input as HTMLInputElement).value)).toBe(
      'ada@example.org',
    );
    expect(await site.raised()).toBe(before);
    await expectQuiet(page);
  });

  it('[CF1] pledging, volunteering and acting are recorded at once', async () => {
    const page = await open();
    await openForm(page, site.url);
    const before = await site.campaign();
    await choosePledge(page);
    await fillPerson(page);
    await submit(page);
    await waitForText(page, FORM, 'Thank you, Ada.');

    for (const [label, choice] of [
      ['Volunteer', ''],
      ['Act', 'actions'],
    ] as const) {
      await openForm(page, site.url);
      await choosePathway(page, label);
      if (choice) await page.click(`${FORM} >>> .choice`);
      await fillPerson(page);
      await submit(page);
      await waitForText(page, FORM, 'Thank you, Ada.');
    }
    const after = await site.campaign();
    expect(after.contributions.total).toBe(before.contributions.total + 3);
    const pledged = (campaign: typeof after) => campaign.goals[0]!.raised['pledged']!;
    expect(pledged(after)).toBeGreaterThan(pledged(before));
    await expectQuiet(page);
  });

  it('[F50] twelve fast clicks and Enter make one record', async () => {
    const page = await open();
    await openForm(page, site.url);
    const before = (await site.campaign()).contributions.total;
    await choosePathway(page, 'Act');
    await page.click(`${FORM} >>> .choice`);
    await fillPerson(page, 'Twelve Clicks');
    await page.evalOn(`${FORM} >>> .submit`, (button) => {
      for (let i = 0; i < 12; i++) button.click();
    });
    await page.press('Enter');
    await waitForText(page, FORM, 'Thank you, Twelve.');
    expect(site.count('POST', POSTS)).toBe(1);
    expect((await site.campaign()).contributions.total).toBe(before + 1);
    await expectQuiet(page);
  });

  it('[F51] a reply lost after the record was made is asked for again with the same key', async () => {
    const page = await open();
    await openForm(page, site.url);
    const before = (await site.campaign()).contributions.total;
    await choosePathway(page, 'Act');
    await page.click(`${FORM} >>> .choice`);
    await fillPerson(page, 'Lost Reply');
    site.lose = { times: 1, method: 'POST' };
    await submit(page);
    await waitForText(page, FORM, 'Thank you, Lost.', 25_000);
    const keys = site.seen.filter(({ method, path }) => method === 'POST' && POSTS.test(path)).map(({ key }) => key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect((await site.campaign()).contributions.total).toBe(before + 1);
  });

  it('[F51] [CF5] the server is stopped before it is sent and started again: said, nothing lost, one record', async () => {
    const page = await open();
    await openForm(page, site.url);
    // What sends is here by then: it is the server that is gone.
    await choosePathway(page, 'Act');
    await page.click(`${FORM} >>> .choice`);
    await fillPerson(page, 'First Deed');
    await submit(page);
    await waitForText(page, FORM, 'Thank you, First.');
    await openPathway(page, 'act');
    await page.click(`${FORM} >>> .choice`);
    await fillPerson(page, 'Second Deed');
    const before = (await site.campaign()).contributions.total;
    site.seen.length = 0;
    await site.down();
    try {
      await page.press('Enter');
      await waitForText(
        page,
        FORM,
        'We don’t know yet whether it arrived. Try again: it cannot be counted twice.',
        30_000,
      );
      expect(await page.evalOn(`${FORM} >>> [name="name"]`, (input) => (input as HTMLInputElement).value)).toBe(
        'Second Deed',
      );
    } finally {
      await site.up();
    }
    await page.press('Tab');
    await page.press('Enter');
    await waitForText(page, FORM, 'Thank you, Second.', 30_000);
    const keys = site.seen.filter(({ method, path }) => method === 'POST' && POSTS.test(path)).map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(1);
    expect(new Set(keys).size).toBe(1);
    expect((await site.campaign()).contributions.total).toBe(before + 1);
  });

  it('[CF27] [PT9] the visitor’s clock is a year slow or days fast: the server’s day counts', async () => {
    const html = await (await fetch(site.url)).text();
    for (const days of [-400, -1, 1, 30]) {
      const clock = `<base href="/"><script>{
        const Real = Date, off = ${days} * 864e5;
        Date = class extends Real {
          constructor(...at) { at.length ? super(...at) : super(Real.now() + off); }
          static now() { return Real.now() + off; }
        };
      }</script>`;
      site.pages.set('/clock', { body: html.replace('<head>', `<head>${clock}`) });
      const page = await open();
      await openForm(page, `${site.url}/clock`);
      await choosePathway(page, 'Pledge');
      await page.waitForVisible(`${FORM} >>> [name="due"]`);
      await page.evalOn(
        `${FORM} >>> [name="due"]`,
        (input, due: string) => {
          (input as HTMLInputElement).value = due;
          input.dispatchEvent(new Event('change', { bubbles: true }));
        },
        new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
      );
      await fillPerson(page, 'Wrong Clock');
      await submit(page);
      await waitForText(page, FORM, 'Thank you, Wrong.');
    }
  });

  it('[F52] a reload while the reply is on its way neither loses nor doubles', async () => {
    const page = await open();
    await openForm(page, site.url);
    const before = (await site.campaign()).contributions.total;
    await choosePathway(page, 'Act');
    await page.click(`${FORM} >>> .choice`);
    await fillPerson(page, 'Half Way');
    site.delays.set(`${CAMPAIGN}/contributions`, 1500);
    await submit(page);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await page.goto(site.url);
    site.delays.clear();
    await page.waitForVisible(`${FORM} >>> .submit`);
    await new Promise((resolve) => setTimeout(resolve, 1600));
    expect(await page.evalOn(`${FORM} >>> [name="name"]`, (input) => (input as HTMLInputElement).value)).toBe(
      'Half Way',
    );
    await submit(page);
    await waitForText(page, FORM, 'Thank you, Half.');
    expect((await site.campaign()).contributions.total).toBe(before + 1);
  });

  it('[CF4] a whole gift with the keyboard alone', async () => {
    const page = await open();
    await openForm(page, site.url);
    const before = await site.raised();
    await page.evalOn(`${FORM} >>> .tab.on`, (tab) => tab.focus());
    /** The name or text of what has the focus, through shadow roots. */
    const focused = () =>
      page.eval(() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return `${at?.localName ?? ''} ${(at as HTMLInputElement | null)?.name ?? ''} ${at?.className ?? ''}`;
      });
    const tabTo = async (what: RegExp) => {
      for (let i = 0; i < 30; i++) {
        if (what.test(await focused())) return;
        await page.press('Tab');
      }
      throw new Error(`Tab never reached ${String(what)}; it is at ${await focused()}`);
    };
    await tabTo(/input preset/);
    await page.press('ArrowRight');
    await tabTo(/input custom/);
    await page.type('33');
    await tabTo(/input name/);
    await page.type('Key Board');
    await tabTo(/input email/);
    await page.type('keys@example.org');
    await tabTo(/submit/);
    await page.press('Enter');
    await page.waitForVisible('button[value="pay"]', { timeout: 20_000 });
    for (let i = 0; i < 10 && !(await page.eval(`document.activeElement?.value === 'pay'`)); i++)
      await page.press('Tab');
    await page.press('Enter');
    await waitForText(page, FORM, 'Thank you, Key.');
    expect(await site.raised()).toBe(before + 3_300);
    await expectQuiet(page);
  });

  it('[CF4] [CF2] something to fix: the summary takes the focus and nothing is lost', async () => {
    const page = await open();
    await openForm(page, site.url);
    await page.fill(`${FORM} >>> [name="custom"]`, '1.000');
    await page.fill(`${FORM} >>> [name="email"]`, 'ada');
    await submit(page);
    await waitForText(page, FORM, /Nothing was charged/);
    expect(await page.evalOn(FORM, (form) => form.shadowRoot!.activeElement?.className)).toContain('alert');
    expect(site.count('POST', POSTS)).toBe(0);
    const text = await shown(page, FORM);
    expect(text).toContain('$1,000');
    expect(await page.evalOn(`${FORM} >>> [name="custom"]`, (input) => (input as HTMLInputElement).value)).toBe(
      '1.000',
    );
    await expectQuiet(page);
  });
  void engine;
});

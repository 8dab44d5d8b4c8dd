/** The campaign is changed by its organiser between the moment somebody opens the form and the moment they send it. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { shiftToToday } from '../../server/src/demo.ts';
import { eachEngine, type Page } from '../helpers/drive.ts';
import { FORM, choosePathway, fillPerson, openForm, submit, waitForText } from './steps.ts';
import { Site } from './site.ts';

interface Pathway {
  id: string;
  [name: string]: unknown;
}
interface Document {
  pathways: Pathway[];
  [name: string]: unknown;
}

/** A way in of which nothing is in the books yet, so that it can be changed, and taken away. */
const FUND: Pathway = {
  id: 'fund',
  kind: 'donate',
  label: 'Fund',
  unit: 'USD',
  scale: 2,
  presets: [{ amounts: [{ value: 2500 }, { value: 5000 }] }],
  default: 5000,
  min: 100,
  custom: true,
  frequencies: ['once'],
  handoff: { type: 'post' },
};

const demo = shiftToToday(
  JSON.parse(readFileSync(new URL('../../demo/campaign.json', import.meta.url), 'utf8')) as Document,
  Date.now(),
);

let site: Site;
let key: string;
beforeAll(async () => {
  site = await Site.start();
  key = await site.key();
});
afterAll(() => site.stop());

/** As its organiser would, in another window. */
async function save(change: Partial<Document>, fund: Partial<Pathway> | null = {}): Promise<void> {
  const pathways = fund ? [...demo.pathways, { ...FUND, ...fund }] : demo.pathways;
  const answer = await fetch(`${site.url}/v1/admin/campaigns/high-fells`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...demo, pathways, ...change }),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

beforeEach(async () => {
  await save({});
  site.seen.length = 0;
});
// What the organiser does reaches the page by no stream: the answer to what is sent is the first it hears of it.
beforeEach(() => {
  site.missing = /\/events/;
});
afterEach(() => {
  site.missing = undefined;
});

const typed = (page: Page, name: string) =>
  page.evalOn(`${FORM} >>> [name="${name}"]`, (input) => (input as HTMLInputElement).value);

eachEngine((_engine, open) => {
  async function begun(): Promise<Page> {
    const page = await open();
    await openForm(page, site.url);
    await choosePathway(page, 'Fund');
    await page.fill(`${FORM} >>> [name="custom"]`, '7');
    await fillPerson(page);
    await waitForText(page, FORM, 'Give $7');
    return page;
  }

  /** Nothing was taken, nothing is lost, and the button is there to be pressed again. */
  async function expectKept(page: Page, before: number): Promise<void> {
    expect((await site.campaign()).contributions.total).toBe(before);
    for (const [name, value] of Object.entries({ custom: '7', name: 'Ada Byron', email: 'ada@example.org' })) {
      expect(await typed(page, name), name).toBe(value);
    }
    expect(await page.evalOn(`${FORM} >>> .submit`, (button) => button.getAttribute('aria-disabled'))).toBe(null);
    expect(await page.eval('sessionStorage.length')).toBe(0);
  }

  const total = async () => (await site.campaign()).contributions.total;

  it('[F57] [CF2] a larger smallest amount: refused, and told what it is', async () => {
    const page = await begun();
    const before = await total();
    await save({}, { min: 3000 });
    await submit(page);
    await waitForText(page, FORM, 'Not accepted. Nothing was charged.');
    await expectKept(page, before);
    // By then the form has asked what the campaign takes now.
    await page.waitFor(
      (tag: string) => (document.querySelector(tag) as any).campaign?.pathways.at(-1).min === 3000, // eslint-disable-line
      { args: [FORM] },
    );
    // Sooner, at the same place, it would be the second half of a double click, which presses nothing.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await submit(page);
    await waitForText(page, FORM, 'The smallest amount here is $30');
    await expectKept(page, before);
  });

  it('[F57] [CF28] another currency: seven dollars are not seven euros', async () => {
    const page = await begun();
    const before = await total();
    await save({}, { unit: 'EUR' });
    await submit(page);
    await waitForText(page, FORM, 'Not accepted. Nothing was charged.');
    expect(await total()).toBe(before);
    expect(await typed(page, 'email')).toBe('ada@example.org');
    expect(await page.eval('sessionStorage.length')).toBe(0);
    await waitForText(page, FORM, 'Give €50');
  });

  it('[F57] the way in is gone: refused by its name, and nothing else stands in its place', async () => {
    const page = await begun();
    const before = await total();
    await save({}, null);
    await submit(page);
    await waitForText(page, FORM, 'Not accepted. Nothing was charged.');
    await waitForText(page, FORM, 'Fund: the service did not accept this');
    await waitForText(page, FORM, 'Give $7');
    await expectKept(page, before);
  });

  it('[F57] [CF13] a field more that has to be filled in: said where it is, and then it is sent', async () => {
    const page = await begun();
    const before = await total();
    await save({}, { fields: [{ id: 'size', kind: 'text', label: 'Size', required: true }] });
    await submit(page);
    await waitForText(page, FORM, 'Not accepted. Nothing was charged.');
    await expectKept(page, before);
    await page.fill(`${FORM} >>> [name="fields.size"]`, 'M');
    await page.press('Enter');
    await page.waitForVisible('button[value="pay"]', { timeout: 20_000 });
    expect(site.count('POST', /\/contributions$/)).toBe(2);
  });

  it('[F57] [CF27] it ends: refused in words, before the page knows of it and after', async () => {
    const page = await begun();
    const before = await total();
    await save({ endsAt: new Date(Date.now() - 60_000).toISOString(), acceptsAfterEnd: false });
    await submit(page);
    await waitForText(page, FORM, 'Nothing was charged. This campaign no longer takes contributions.');
    await expectKept(page, before);
  });
});

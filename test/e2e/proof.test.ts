/** A server that wants a proof of work for everything it takes, and browsers that never let anybody see it. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { eachEngine } from '../helpers/drive.ts';
import { Site } from './site.ts';
import { FORM, choosePledge, expectQuiet, fillGift, fillPerson, openForm, submit, waitForText } from './steps.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.start(undefined, 'always');
});
afterAll(() => site.stop());
beforeEach(() => {
  site.seen.length = 0;
  site.lose = { times: 0, method: 'POST' };
});

const posts = () => site.seen.filter(({ method, path }) => method === 'POST' && path.endsWith('/contributions'));
const keys = () => new Set(posts().map(({ key }) => key));

eachEngine((_engine, open) => {
  it('[CF16] [F58] [A-form-3.3.8] a pledge: asked for a proof, worked out, sent with the same key, recorded once', async () => {
    const page = await open();
    await openForm(page, site.url);
    await choosePledge(page);
    await fillPerson(page);
    const before = (await site.campaign()).goals.find(({ id }) => id === 'money')!.raised['pledged'] ?? 0;
    await submit(page);
    await waitForText(page, FORM, 'Thank you, Ada.', 30_000);
    expect(posts()).toHaveLength(2);
    expect(keys().size).toBe(1);
    expect(await site.raised('money', 'pledged')).toBeGreaterThan(before);
    expect(await page.eval('sessionStorage.length + localStorage.length')).toBe(0);
    await expectQuiet(page, [/428|Failed to load resource/]);
  });

  it('[F51] [F62] many presses, and the question itself is lost: one proof is enough, and one record made', async () => {
    const page = await open();
    await openForm(page, site.url);
    await choosePledge(page);
    await fillPerson(page, 'Grace');
    const { total } = (await site.campaign()).contributions;
    site.lose = { times: 1, method: 'POST' };
    await submit(page, 5);
    await waitForText(page, FORM, 'Thank you, Grace.', 30_000);
    expect(keys().size).toBe(1);
    expect((await site.campaign()).contributions.total).toBe(total + 1);
  });

  it('[CF16] [CF17] money: the proof comes before the checkout, which opens as ever', async () => {
    const page = await open();
    await openForm(page, site.url);
    await fillGift(page, '40');
    await submit(page);
    await page.waitFor(() => location.pathname.includes('checkout') || undefined, { timeout: 30_000 });
    expect(posts()).toHaveLength(2);
    expect(keys().size).toBe(1);
  });
});

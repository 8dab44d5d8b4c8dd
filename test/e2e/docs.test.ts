/** The documentation as somebody with a question uses it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eachEngine } from '../helpers/drive.ts';
import { Site } from './site.ts';
import { METER, expectQuiet, waitForText } from './steps.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(() => site.stop());

eachEngine((_engine, open) => {
  it('is searched by keyboard, and the answer is the place that explains it', async () => {
    const page = await open();
    await page.goto(`${site.url}/docs/`);
    await page.fill('#search', 'cors');
    await page.waitFor(`document.querySelector('#found a') !== null`);
    expect(await page.eval(`document.querySelector('#count').textContent`)).toMatch(/^\d+ places?$/);
    await page.press('ArrowDown');
    await page.press('Enter');
    await page.waitFor(`location.pathname.endsWith('/docs/troubleshooting.html') && location.hash`);
    expect(await page.eval(`document.querySelector(location.hash)?.tagName`)).toMatch(/^H[12]$/);

    await page.fill('#search', 'zzzz');
    await page.waitFor(`document.querySelector('#found').textContent.includes('Nothing has')`);
    await page.press('Escape');
    await page.waitFor(`document.querySelector('#found').hidden`);
    await expectQuiet(page);
  });

  it('shows each element, without a request to anywhere else', async () => {
    const page = await open();
    await page.goto(`${site.url}/docs/cairn-progress-thermometer.html`);
    await waitForText(page, METER, /raised of/);
    expect(
      await page.eval(
        `[...document.querySelectorAll('.code button')].every((button) => button.textContent === 'Copy')`,
      ),
    ).toBe(true);
    await expectQuiet(page);
  });
});

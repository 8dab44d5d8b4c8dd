/** Ten tabs of one browser on one campaign, over HTTP/1.1, where six connections to a server are all there are. */
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArgs, findChromium } from '../../tools/browsers.mjs';
import { engines } from '../helpers/drive.ts';
import { CAMPAIGN, Site } from './site.ts';

const METER = 'cairn-progress-thermometer';
const TABS = 10;

// Chromium only: the driver of the others opens a profile of its own for each page.
describe.runIf(engines.includes('chromium'))('chromium', () => {
  let site: Site;
  let browser: Browser;
  const tabs: Page[] = [];

  beforeAll(async () => {
    site = await Site.start();
    site.pages.set('/tab', {
      body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tab</title>
        <script type="module" src="/cdn/cairn.js"></script>
        <${METER} endpoint="${CAMPAIGN}"></${METER}></html>`,
    });
    browser = await puppeteer.launch({ executablePath: findChromium(), args: chromiumArgs });
  });
  afterAll(async () => {
    await browser.close();
    await site.stop();
  });

  const text = (page: Page) =>
    page.evaluate((tag) => document.querySelector(tag)?.shadowRoot?.textContent.replace(/\s+/g, ' ') ?? '', METER);
  const live = (page: Page) =>
    page.evaluate(
      (tag) => (document.querySelector(tag) as unknown as { store?: { state: { live?: string } } }).store?.state.live,
      METER,
    );
  async function until(what: string, check: () => Promise<boolean>, ms = 20_000) {
    const end = Date.now() + ms;
    while (!(await check())) {
      if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  it('[F45] have one stream together, and the page keeps its connections', async () => {
    for (let count = 0; count < TABS; count++) {
      const page = await browser.newPage();
      // Every tab in sight, as in ten windows.
      const session = await page.createCDPSession();
      await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
      await page.goto(`${site.url}/tab`, { waitUntil: 'load' });
      tabs.push(page);
      await until(`tab ${count + 1} shows the campaign`, async () => (await text(page)).includes('raised'));
    }
    for (const page of tabs) await until('live', async () => (await live(page)) === 'live');
    expect(site.count('GET', /\/events/)).toBe(1);
    // What the host page asks for of the same server still comes, in every tab, at once.
    const waits = await Promise.all(
      tabs.map((page) =>
        page.evaluate(async () => {
          const start = performance.now();
          await (await fetch(`/tab?${Math.random()}`, { cache: 'no-store' })).text();
          return performance.now() - start;
        }),
      ),
    );
    expect(Math.max(...waits)).toBeLessThan(5000);
  });

  it('[F45] another tab follows within seconds when the one with the stream is closed', async () => {
    const before = site.count('GET', /\/events/);
    await tabs.shift()!.close();
    await until('a new stream', () => Promise.resolve(site.count('GET', /\/events/) > before), 10_000);
    for (const page of tabs) await until('live', async () => (await live(page)) === 'live');
    expect(site.count('GET', /\/events/)).toBe(before + 1);
  });
});

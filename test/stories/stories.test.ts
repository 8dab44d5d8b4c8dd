/**
 * Every story of the built Storybook, in Chromium: it is drawn, its play function passes, nothing is written to the
 * console, nothing is asked of anybody else, and two checkers of accessibility have nothing to say about it.
 */
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEEDED, StoryPage, docs, launchChromium, serveStorybook, stories } from '../../tools/storybook.mjs';

/** As many pages as tests run side by side; vitest.config.ts says so as well. */
const PAGES = 2;

let browser: Browser;
let server: Awaited<ReturnType<typeof serveStorybook>>;
beforeAll(async () => {
  server = await serveStorybook();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** Pages that stay open, one per test that is running. */
function pool(globals: Record<string, string>) {
  const idle: StoryPage[] = [];
  beforeAll(async () => {
    for (let each = 0; each < PAGES; each++) idle.push(await StoryPage.open(browser, server.url, { globals }));
  });
  afterAll(async () => {
    await Promise.all(idle.splice(0).map((page) => page.close()));
  });
  return async <T>(use: (page: StoryPage) => Promise<T>): Promise<T> => {
    const page = idle.pop() ?? (await StoryPage.open(browser, server.url, { globals }));
    try {
      return await use(page);
    } finally {
      idle.push(page);
    }
  };
}

const lines = (found: { line: string }[]) => found.map(({ line }) => line);
const rules = (found: { id: string }[]) => new Set(found.map(({ id }) => id)).size;

describe('chromium', () => {
  describe('[AL9] the checkers find what is wrong', () => {
    const withPage = pool({});
    it('axe and IBM Equal Access each find ten kinds of faults on a page made of them', () =>
      withPage(async (page) => {
        await page.show(stories()[0]!.id);
        const { violations } = await page.show(SEEDED);
        expect(rules(violations), lines(violations).join('\n')).toBeGreaterThanOrEqual(10);
        const found = await page.equalAccess();
        expect(rules(found), lines(found).join('\n')).toBeGreaterThanOrEqual(10);
      }));
    it('a request to elsewhere and a line on the console are faults', () =>
      withPage(async (page) => {
        await page.page.evaluate(() => {
          console.warn('seeded');
          return fetch('http://127.0.0.1:9/seeded').catch(() => undefined);
        });
        expect(page.faults.join('\n')).toMatch(/console warn: seeded[\s\S]*request to http:\/\/127.0.0.1:9\/seeded/);
      }));
  });

  const looks = [
    { name: 'light, left to right', globals: { scheme: 'light', locale: 'en' } },
    { name: 'dark, left to right', globals: { scheme: 'dark', locale: 'en' } },
    { name: 'light, right to left', globals: { scheme: 'light', locale: 'ar' } },
    { name: 'dark, right to left', globals: { scheme: 'dark', locale: 'ar' } },
  ];
  describe.each(looks)('[PL6] [AL2] [AL9] every story, $name', ({ globals }) => {
    const withPage = pool(globals);
    it.concurrent.each(stories().map(({ id }) => id))('%s', async (id) => {
      await withPage(async (page) => {
        const seen = await page.show(id);
        const equalAccess = await page.equalAccess();
        expect([...seen.faults, ...lines(seen.violations), ...lines(equalAccess)].join('\n')).toBe('');
        expect(seen.checked, 'axe ran').toBe(true);
      });
    });
  });

  describe('[PL6] every page of documentation', () => {
    const withPage = pool({});
    it.concurrent.each(docs().map(({ id }) => id))('%s', async (id) => {
      await withPage(async (page) => {
        expect((await page.showDocs(id)).join('\n')).toBe('');
      });
    });
  });
});

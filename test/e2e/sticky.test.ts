/** A banner that stays at an edge of the screen, with real keys and a page that really scrolls. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eachEngine } from '../helpers/drive.ts';
import { CAMPAIGN, Site } from './site.ts';
import { expectQuiet } from './steps.ts';

const BANNER = 'cairn-mission-banner';

let site: Site;
beforeAll(async () => {
  site = await Site.start();
  const rows = Array.from({ length: 40 }, (_, i) => `<p><button>Button ${i}</button></p>`).join('');
  for (const edge of ['top', 'bottom']) {
    const banner = `<${BANNER} endpoint="${CAMPAIGN}" layout="strip" sticky="${edge}" dismissible><a href="/give">Give</a></${BANNER}>`;
    site.pages.set(`/${edge}`, {
      body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Edge</title>
        <script type="module" src="/cdn/cairn.js"></script><style>p { margin: 0; block-size: 60px }</style>
        ${edge === 'top' ? banner : ''}<main>${rows}</main>${edge === 'bottom' ? banner : ''}</html>`,
    });
  }
});
afterAll(() => site.stop());

eachEngine((_, open) => {
  for (const edge of ['top', 'bottom']) {
    it(`[MB8] [2.4.11] at the ${edge} it stays while the page scrolls, and Tab never leads under it`, async () => {
      const page = await open();
      await page.setWidth(900, 500);
      await page.goto(`${site.url}/${edge}`);
      await page.waitForVisible(`${BANNER} >>> .close`);
      const away = () =>
        page.evalOn(
          BANNER,
          (banner, edge) => {
            const { top, bottom } = banner.getBoundingClientRect();
            return Math.abs(edge === 'top' ? top : innerHeight - bottom);
          },
          edge,
        );
      // In the middle of the page, where it would not be by itself.
      await page.eval(() => scrollTo(0, 700));
      await page.waitFor(() => scrollY > 600);
      expect(await away()).toBeLessThanOrEqual(1);
      // Toward the edge it stands at: what comes next comes from under it.
      await page.eval((edge: string) => {
        const buttons = [...document.querySelectorAll('button')];
        buttons.at(edge === 'top' ? -1 : 0)!.focus();
      }, edge);
      const seen: string[] = [];
      for (let press = 0; press < 30; press += 1) {
        await page.press(edge === 'top' ? 'Shift+Tab' : 'Tab');
        const [name, isSeen] = await page.eval(async () => {
          for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
          const focused = document.activeElement!;
          const { left, top, bottom } = focused.getBoundingClientRect();
          const isSeen = [top + 2, bottom - 2].every((y) => document.elementFromPoint(left + 5, y) === focused);
          return [focused.textContent, isSeen] as const;
        });
        expect(isSeen, `${name} is under the banner, or out of sight`).toBe(true);
        seen.push(name!);
      }
      expect(new Set(seen).size).toBe(30);
      expect(await away()).toBeLessThanOrEqual(1);
      // Sent away, it gives its room back and keeps nobody's focus.
      await page.click(`${BANNER} >>> .close`);
      await page.waitFor((tag: string) => document.querySelector(tag)!.getBoundingClientRect().height === 0, {
        args: [BANNER],
      });
      await expectQuiet(page);
    });
  }
});

/** A page that is killed at any moment between the press and the thanks, on both databases: one record, nothing lost. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPostgres, startCluster, type Cluster } from '../../server/test/postgres.ts';
import { eachEngine, type Page } from '../helpers/drive.ts';
import { FORM, choosePathway, fillPerson, openForm, shown, submit, waitForText } from './steps.ts';
import { CAMPAIGN, Site } from './site.ts';

const POINTS = 20;
/** Milliseconds that the answer is held back after the server acted: kills fall before, into and after it. */
const HELD_MS = 300;

const postgres = findPostgres();

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe.skipIf(database === 'PostgreSQL' && !postgres)(database, () => {
    let site: Site;
    let cluster: Cluster | undefined;
    beforeAll(async () => {
      if (database === 'PostgreSQL') cluster = await startCluster(postgres!);
      site = await Site.start(await cluster?.create());
    });
    afterAll(async () => {
      await site.stop();
      await cluster?.stop();
    });

    eachEngine((engine, open) => {
      const total = async () => (await site.campaign()).contributions.total;

      async function begin(page: Page, name: string): Promise<void> {
        await openForm(page, site.url);
        await choosePathway(page, 'Act');
        await page.click(`${FORM} >>> .choice`);
        await fillPerson(page, name);
      }

      it(`[F52] [CF5] killed at ${POINTS} points between the press and the thanks: one record each time`, async () => {
        const page = await open();
        for (let point = 0; point < POINTS; point++) {
          const name = `Point ${point}`;
          const before = await total();
          await begin(page, name);
          site.seen.length = 0;
          site.delays.set(`${CAMPAIGN}/contributions`, HELD_MS / 2);
          await page.evalOn(`${FORM} >>> .submit`, (button) => button.click());
          await new Promise((resolve) => setTimeout(resolve, (point * 2 * HELD_MS) / POINTS));
          // Gone without a word, whatever was under way, and the same tab again.
          // WebKit's driver may be told of an end by the page that just went.
          await page.goto(site.url).catch(() => page.goto(site.url));
          site.delays.clear();
          await page.waitForVisible(`${FORM} >>> .submit`);
          const kept = await page.eval<boolean>(`sessionStorage.getItem('cairn.pending') !== null`);
          const text = await shown(page, FORM);
          if (kept) {
            expect(text, name).toContain('We don’t know yet whether it arrived.');
            await submit(page);
            await waitForText(page, FORM, 'Thank you, Point.');
          } else if ((await total()) === before) {
            // Killed before anything had been kept or sent: the visitor begins anew.
            await begin(page, name);
            await submit(page);
            await waitForText(page, FORM, 'Thank you, Point.');
          }
          expect((await total()) - before, name).toBe(1);
          expect(await page.eval('sessionStorage.length'), name).toBe(0);
        }
      }, 300_000);

      it('[F50] [CF5] two tabs with the same thing are two wishes; each is recorded once', async () => {
        const before = await total();
        const [one, two] = [await open(), await open()];
        for (const page of [one, two]) await begin(page, 'Two Tabs');
        await Promise.all([submit(one), submit(two)]);
        for (const page of [one, two]) await waitForText(page, FORM, 'Thank you, Two.');
        expect((await total()) - before).toBe(2);
      });

      if (engine === 'firefox') return; // under automation it keeps no page for the way back
      it('[F14] [F52] back from the checkout by the browser’s own button: the same key, the same checkout', async () => {
        const page = await open();
        await openForm(page, site.url);
        await page.fill(`${FORM} >>> [name="custom"]`, '45');
        await fillPerson(page, 'Way Back');
        site.seen.length = 0;
        await submit(page);
        await page.waitForVisible('button[value="pay"]', { timeout: 20_000 });
        const first = await page.url();
        await page.back();
        await page.waitForVisible(`${FORM} >>> .submit`, { timeout: 20_000 });
        await waitForText(page, FORM, 'You have not paid yet.');
        await submit(page);
        await page.waitForVisible('button[value="pay"]', { timeout: 20_000 });
        expect(await page.url()).toBe(first);
        const keys = site.seen.filter(({ method, key }) => method === 'POST' && key).map(({ key }) => key);
        expect(new Set(keys).size).toBe(1);
      });
    });
  });
}

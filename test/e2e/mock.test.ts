/** The elements against a server made from the OpenAPI description alone: the contract, not our server, is what they use. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openApi } from '../../server/src/openapi.ts';
import { eachEngine, type Page } from '../helpers/drive.ts';
import { OpenApiMock } from '../helpers/openapi-mock.ts';
import { FORM, METER, choosePledge, fillGift, expectQuiet, shown, submit, waitForText } from './steps.ts';
import { Site } from './site.ts';

const SPOTLIGHT = 'cairn-member-spotlight';
let site: Site;
let mock: OpenApiMock;
beforeAll(async () => {
  site = await Site.start();
  // By way of text: what a stranger would have in hand.
  mock = await OpenApiMock.start(JSON.parse(JSON.stringify(openApi())) as Record<string, unknown>);
  const tags = ['cairn-mission-banner', METER, FORM, SPOTLIGHT, 'cairn-impact-chart'];
  site.pages.set('/mock', {
    body: `<!doctype html><html lang="en"><title>Mock</title><link rel="icon" href="data:,"><script type="module" src="/cdn/cairn.js"></script>
      <cairn-campaign endpoint="${mock.url}/v1/campaigns/riverbank">${tags.map((tag) => `<${tag}></${tag}>`).join('')}</cairn-campaign></html>`,
  });
});
afterAll(async () => {
  mock?.stop();
  await site?.stop();
});
beforeEach(() => {
  mock.asked.length = 0;
  mock.faults.length = 0;
  mock.statuses.clear();
});

async function pledge(page: Page): Promise<void> {
  await page.goto(`${site.url}/mock`);
  await page.waitForVisible(`${FORM} >>> .submit`);
  await choosePledge(page);
  await fillGift(page, '25');
}

eachEngine((engine, open) => {
  it('[B23] everything is shown, and nothing is asked for that is not described', async () => {
    const page = await open();
    await page.goto(`${site.url}/mock`);
    await waitForText(page, METER, '$1,259');
    await waitForText(page, 'cairn-mission-banner', 'Bring the river back');
    await waitForText(page, SPOTLIGHT, 'Ada Byron');
    await expect.poll(() => mock.asked.map(({ operation }) => operation)).toContain('events');
    expect(mock.faults).toEqual([]);
    await expectQuiet(page);
  });

  it('[B23] [CF1] a pledge goes out as described, with a key, and its receipt is shown', async () => {
    const page = await open();
    await pledge(page);
    await submit(page);
    await waitForText(page, FORM, 'RT-2026-00042');
    const sent = mock.asked.filter(({ operation }) => operation === 'contribute');
    expect(sent).toHaveLength(1);
    expect(sent[0]!.headers['idempotency-key']).toMatch(/^"?[\w-]{16,64}"?$/);
    expect(sent[0]!.body).toMatchObject({ pathwayId: 'pledge', quantity: { value: 2500, unit: 'USD', scale: 2 } });
    expect(mock.faults).toEqual([]);
    await expectQuiet(page);
  });

  it('[B23] a described 503 leaves what was typed, and is asked again under the same key', async () => {
    const page = await open();
    await pledge(page);
    mock.statuses.set('contribute', 503);
    await submit(page);
    await expect
      .poll(() => mock.asked.filter(({ operation }) => operation === 'contribute').length, { timeout: 20_000 })
      .toBeGreaterThan(1);
    mock.statuses.clear();
    await waitForText(page, FORM, 'RT-2026-00042', 40_000);
    const keys = mock.asked
      .filter(({ operation }) => operation === 'contribute')
      .map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(1);
    expect(await shown(page, FORM)).toContain('Ada');
    expect(mock.faults).toEqual([]);
  });
});

/** The committed pictures of test/pictures/ against what the stories look like now. */
import { mkdirSync, readFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../tools/paths.mjs';
import { TOLERANCE, comparePictures, openPictures, takePicture } from '../../tools/picture.mjs';
import { referencePath, references } from '../../tools/references.mjs';
import { type StoryPage, launchChromium, serveStorybook } from '../../tools/storybook.mjs';

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

async function withPictures<T>(
  look: { width: number; globals: Record<string, string> },
  use: (pictures: StoryPage) => Promise<T>,
): Promise<T> {
  const pictures = await openPictures(browser, server.url, look);
  try {
    return await use(pictures);
  } finally {
    await pictures.close();
  }
}

const element = (change: string) => `(() => {
  const host = document.querySelector('#storybook-root [part], #storybook-root cairn-progress-thermometer');
  const part = (name) => host.shadowRoot.querySelector('[part~="' + name + '"]');
  ${change}
})()`;

describe('chromium', () => {
  describe('[PL6] two pictures differ when something one can see does', () => {
    const look = { width: 480, globals: {} };
    const story = 'progress-thermometer-options--bar';
    const share = (before?: string) =>
      withPictures(look, async (pictures) => {
        const expected = await takePicture(pictures, story);
        await pictures.show('progress-thermometer-states--idle');
        const actual = await takePicture(pictures, story, { before });
        const { share: found, sizes } = await comparePictures(pictures.page, expected, actual);
        return { found, sameSize: sizes[0] === sizes[2] && sizes[1] === sizes[3] };
      });

    it('not when nothing has changed', async () => {
      expect(await share()).toEqual({
        found: expect.toSatisfy((found: number) => found < TOLERANCE / 4),
        sameSize: true,
      });
    });
    it('not when another machine rounds colours and edges of letters in its own way', async () => {
      const { found } = await share(element(`host.style.filter = 'brightness(1.03) blur(0.2px)'`));
      expect(found).toBeLessThan(TOLERANCE);
    });
    const regressions: Record<string, string> = {
      'a colour': `host.style.setProperty('--cairn-accent', 'oklch(0.45 0.085 200)')`,
      'the colour of one line of text': `part('rule').style.color = '#1c2320'`,
      'a size': `part('raised').style.fontSize = '108%'`,
      'the height of the bar': `part('rail').style.blockSize = '14px'`,
      'a position': `part('bar').style.translate = '6px 0'`,
      'a piece that is gone': `part('legend').style.visibility = 'hidden'`,
    };
    it.each(Object.entries(regressions))('%s', async (_what, change) => {
      const { found, sameSize } = await share(element(change));
      expect(found > TOLERANCE || !sameSize, `${found}`).toBe(true);
    });
  });

  describe('[PL6] as in test/pictures', () => {
    it.concurrent.each(references)('$name', async (reference) => {
      const path = referencePath(reference);
      const again = `npm run pictures -- --accept ${reference.name}`;
      expect(existsSync(path), `There is no picture yet: ${again}`).toBe(true);
      await withPictures(reference, async (pictures) => {
        const actual = await takePicture(pictures, reference.story);
        const { share, sizes, sheet } = await comparePictures(pictures.page, readFileSync(path), actual);
        // A line that wraps elsewhere makes it taller; a pixel of rounding does not.
        const sameSize = sizes[0] === sizes[2] && Math.abs(sizes[1]! - sizes[3]!) <= 1;
        if (sameSize && share <= TOLERANCE) return;
        const file = join(root, '.screenshots/differences', `${reference.name}.png`);
        mkdirSync(join(file, '..'), { recursive: true });
        writeFileSync(file, Buffer.from(sheet, 'base64'));
        const what = sameSize
          ? `${(share * 100).toFixed(2)} % differ`
          : `it is ${sizes[2]} × ${sizes[3]}, not ${sizes[0]} × ${sizes[1]}`;
        expect.fail(`${what}. Look at ${file}: as it was, as it is, the difference. If it is meant so: ${again}`);
      });
    });
  });
});

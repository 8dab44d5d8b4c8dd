/**
 * `npm run pictures [-- words of ids …]`: every story in light, dark and right to left, and at five widths, as contact
 * sheets in .screenshots/, one per element and look.
 *
 * `npm run pictures -- --accept [words …]`: takes the reference pictures in test/pictures/ again, which
 * test/stories/pictures.test.ts compares with.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './paths.mjs';
import { dataUrl, openPictures, takePicture } from './picture.mjs';
import { references, referencePath } from './references.mjs';
import { launchChromium, serveStorybook, stories } from './storybook.mjs';

const looks = [
  { name: 'light', width: 768, globals: {} },
  { name: 'dark', width: 768, globals: { scheme: 'dark' } },
  { name: 'rtl', width: 768, globals: { locale: 'ar' } },
  { name: '240', width: 240, globals: {} },
  { name: '320', width: 320, globals: {} },
  { name: '480', width: 480, globals: {} },
  { name: '1200', width: 1200, globals: {} },
];

const { accept, words } = readArguments();
const wanted = (id) => words.length === 0 || words.some((word) => id.includes(word));

spawnSync(process.execPath, [join(root, 'tools/storybook-build.mjs'), '--if-stale'], { stdio: 'inherit' });
const server = await serveStorybook();
const browser = await launchChromium();
try {
  await (accept ? acceptReferences() : drawSheets());
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await browser.close();
  server.close();
}

async function acceptReferences() {
  for (const reference of references) {
    if (!wanted(reference.name)) continue;
    const pictures = await openPictures(browser, server.url, reference);
    const path = referencePath(reference);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, await takePicture(pictures, reference.story));
    await pictures.close();
    console.log(`pictures: ${reference.name}`);
  }
}

async function drawSheets() {
  const folder = join(root, '.screenshots');
  mkdirSync(folder, { recursive: true });
  const all = stories().filter(({ id }) => wanted(id));
  const elements = Map.groupBy
    ? Map.groupBy(all, elementOf)
    : all.reduce((map, story) => map.set(elementOf(story), [...(map.get(elementOf(story)) ?? []), story]), new Map());
  // Two at a time, as many as processors may be expected.
  const waiting = looks.flatMap((look) => [...elements].map(([element, list]) => ({ look, element, list })));
  await Promise.all(
    [1, 2].map(async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { look, element, list } = next;
        const pictures = await openPictures(browser, server.url, look);
        const shots = [];
        for (const { id, title, name } of list) {
          const label = `${title.split('/').at(-1)} · ${name}`;
          shots.push({
            label,
            url: dataUrl(await takePicture(pictures, id).catch((error) => failed(id, look, error))),
          });
        }
        await pictures.close();
        const file = `${element}-${look.name}.png`;
        writeFileSync(join(folder, file), await sheet(`${element}, ${look.name}`, look, shots));
        console.log(`pictures: .screenshots/${file}, ${shots.length} stories`);
      }
    }),
  );
}

/** The first word of the title, as it is in the ids: whatever sections an element has, they are one sheet. */
function elementOf({ title }) {
  return title.split('/')[0].toLowerCase().replaceAll(' ', '-');
}

function failed(id, look, error) {
  console.error(`pictures: ${id}, ${look.name}: ${error.message}`);
  process.exitCode = 1;
  return '';
}

/** Pictures with their names under a title, in columns. */
async function sheet(title, { width, globals }, shots) {
  const shown = width > 480 ? 560 : width + 48;
  const page = await browser.newPage();
  await page.setViewport({
    width: Math.max(shown + 20, Math.floor(1720 / (shown + 20)) * (shown + 20)) + 20,
    height: 900,
  });
  const dark = globals.scheme === 'dark';
  await page.setContent(`<!doctype html><style>
    body { margin: 20px; font: 13px sans-serif; background: ${dark ? '#333' : '#ddd'}; color: ${dark ? '#fff' : '#000'} }
    main { columns: ${shown}px; column-gap: 20px }
    figure { margin: 0 0 20px; break-inside: avoid }
    img { inline-size: 100%; display: block }
    </style><h1></h1><main></main>`);
  const height = await page.evaluate(
    async (heading, list) => {
      document.querySelector('h1').textContent = heading;
      const figures = list.map(({ label, url }) => {
        const figure = document.createElement('figure');
        const caption = document.createElement('figcaption');
        const image = new Image();
        image.src = url;
        caption.textContent = label;
        figure.append(caption, image);
        return { figure, image };
      });
      document.querySelector('main').append(...figures.map(({ figure }) => figure));
      await Promise.allSettled(figures.map(({ image }) => image.decode()));
      return document.documentElement.scrollHeight;
    },
    title,
    shots,
  );
  // The height that was measured once everything was there: what the browser measures by itself comes too early at times.
  const { width: across } = page.viewport();
  const shot = await page.screenshot({ clip: { x: 0, y: 0, width: across, height } });
  await page.close();
  return shot;
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options: { accept: { type: 'boolean' } }, allowPositionals: true });
    return { accept: values.accept, words: positionals };
  } catch (error) {
    console.error(`pictures: ${error.message}\nnpm run pictures [-- --accept] [-- words of story ids …]`);
    process.exit(2);
  }
}

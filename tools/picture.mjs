/** Taking a picture of a story, and telling whether two pictures show the same. */
import { StoryPage } from './storybook.mjs';

/** The time of the sample campaign, test/helpers/sample.ts. */
const NOW = Date.parse('2026-06-12T12:00:00Z');
/** Left and right of a story: the padding of the page it stands on. */
const PADDING = 24;
/** No story is taller; a window of this height never has to grow, which would draw it anew. */
const HEIGHT = 3000;

/**
 * A page that shows stories as they are drawn on every machine: at one time, without motion, and in the typeface that
 * comes with Storybook, because fonts are what machines differ in most. (Arabic has none in it: the pictures that are
 * compared are English from right to left.)
 */
export async function openPictures(browser, base, { width = 768, globals = {} } = {}) {
  const pictures = await StoryPage.open(browser, base, {
    globals: { ...globals, 'a11y.manual': '!true' },
    width: width + 2 * PADDING,
    height: HEIGHT,
    now: NOW,
  });
  await pictures.page.evaluate(prepare);
  return pictures;
}

/**
 * The story as a picture, once everything it needs is there and nothing moves.
 *
 * @param {StoryPage} pictures
 * @param {string} id
 * @param {{ before?: string | undefined }} options a script that changes the story first
 */
export async function takePicture(pictures, id, { before } = {}) {
  const { faults } = await pictures.show(id);
  if (faults.length > 0) throw new Error(`${id}: ${faults.join('\n')}`);
  // What is fetched when it is first drawn: the drawing of the chart, a variant.
  await pictures.page.waitForNetworkIdle({ idleTime: 60, timeout: 5000 }).catch(() => undefined);
  if (before) await pictures.page.evaluate(before);
  const clip = await pictures.page.evaluate(settle, HEIGHT);
  return pictures.page.screenshot({ clip, captureBeyondViewport: false });
}

/**
 * What differs between two pictures, as a share of all points, and a picture of it. A point counts when it is darker or
 * lighter than everything around the same place in the other picture: the edge of a letter may fall a little to one side.
 */
export function comparePictures(page, expected, actual) {
  return page.evaluate(compare, dataUrl(expected), dataUrl(actual));
}

/** More of the picture than this has to differ before it is another one: test/stories/pictures.test.ts says what it tells. */
export const TOLERANCE = 0.0015;

export const dataUrl = (png) => `data:image/png;base64,${Buffer.from(png).toString('base64')}`;

/* Runs in the page. */
async function prepare() {
  const face = (weight, file) => new FontFace('Storybook', `url(./${file})`, { weight }).load();
  for (const font of await Promise.all([
    face('100 500', 'nunito-sans-regular.woff2'),
    face('501 900', 'nunito-sans-bold.woff2'),
  ]))
    document.fonts.add(font);
  const style = document.createElement('style');
  style.textContent = ':root, body { font-family: Storybook, sans-serif; caret-color: transparent; }';
  document.head.append(style);
}

/* Runs in the page. */
async function settle(most) {
  const everything = function* (root) {
    for (const element of root.querySelectorAll('*')) {
      yield element;
      if (element.shadowRoot) yield* everything(element.shadowRoot);
    }
  };
  await document.fonts.ready;
  // What is not drawn, and lazy, is never fetched.
  const images = [...everything(document)].filter(
    (element) => element.localName === 'img' && !element.complete && element.checkVisibility(),
  );
  await Promise.all(images.map((image) => new Promise((done) => (image.onload = image.onerror = done))));
  for (const animation of document.getAnimations()) {
    if (animation.effect?.getComputedTiming().endTime === Infinity) animation.cancel();
    else animation.finish();
  }
  for (let frame = 0; frame < 3; frame++) await new Promise((done) => requestAnimationFrame(done));
  // A dialog stands in the middle of the window, not where it was written.
  const dialog = [...everything(document)].find((element) => element.matches('dialog[open]'));
  const { top, height } = (dialog ?? document.querySelector('#storybook-root')).getBoundingClientRect();
  const y = dialog ? Math.max(0, Math.round(top) - 24) : 0;
  const tall = Math.max(1, Math.round(height)) + (dialog ? 48 : 0);
  return { x: 0, y, width: innerWidth, height: Math.min(most - y, tall) };
}

/* Runs in the page. */
async function compare(expectedUrl, actualUrl) {
  const read = async (url) => {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  };
  const [a, b] = [await read(expectedUrl), await read(actualUrl)];
  const width = Math.max(a.width, b.width);
  const height = Math.max(a.height, b.height);
  const SLACK = 30;
  const alike = (one, other, x, y) => {
    if (x >= one.width || y >= one.height || x >= other.width || y >= other.height) return false;
    const i = (y * one.width + x) * 4;
    for (let channel = 0; channel < 3; channel++) {
      const value = one.data[i + channel];
      if (Math.abs(value - other.data[(y * other.width + x) * 4 + channel]) <= SLACK) continue;
      let low = 255;
      let high = 0;
      for (let v = Math.max(0, y - 1); v <= Math.min(other.height - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(other.width - 1, x + 1); u++) {
          const near = other.data[(v * other.width + u) * 4 + channel];
          low = Math.min(low, near);
          high = Math.max(high, near);
        }
      }
      if (value < low - SLACK || value > high + SLACK) return false;
    }
    return true;
  };
  const difference = new ImageData(width, height);
  let count = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (alike(a, b, x, y) && alike(b, a, x, y)) continue;
      count += 1;
      difference.data.set([194, 24, 122, 255], (y * width + x) * 4);
    }
  }
  // Side by side: as it should be, as it is, and where the two part.
  const sheet = new OffscreenCanvas(width * 3 + 32, height);
  const context = sheet.getContext('2d');
  context.fillStyle = '#888';
  context.fillRect(0, 0, sheet.width, height);
  const put = async (data, x) => context.drawImage(await createImageBitmap(data), x, 0);
  await put(a, 0);
  await put(b, width + 16);
  context.globalAlpha = 0.25;
  await put(b, 2 * width + 32);
  context.globalAlpha = 1;
  await put(difference, 2 * width + 32);
  const bytes = new Uint8Array(await (await sheet.convertToBlob()).arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return {
    share: count / (width * height),
    sizes: [a.width, a.height, b.width, b.height],
    sheet: btoa(text),
  };
}

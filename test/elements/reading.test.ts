import { expect, fixtureCleanup } from '@open-wc/testing';
import { brokenWords, narrowBoxes, unreadable } from '../helpers/reading.ts';
import { FIRST_SCENES, SCENES, quiet, show, titleOf } from '../helpers/scenes.ts';

/* Narrow, wide apart, large: nothing is cut off, nothing lies on another, nothing needs scrolling sideways. */

afterEach(() => {
  document.documentElement.removeAttribute('style');
});

/** Rules as a reader's own style sheet brings them: into every element. */
function readersOwn(element: HTMLElement, text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  element.shadowRoot!.adoptedStyleSheets.push(sheet);
}

const card = { surface: 'card' };

for (const scene of SCENES) {
  describe(titleOf(scene), () => {
    it('[A-all-1.4.10] reflows in 320 px, as at 400 % zoom, and in 240', async () => {
      for (const [width, attributes] of [
        [320, {}],
        [320, card],
        [240, {}],
        [240, card],
      ] as const) {
        // In sight: what is far down is drawn late.
        fixtureCleanup();
        const { element } = await show(scene, { width, attributes });
        expect(unreadable(element)).to.deep.equal([]);
      }
    });

    it('[A-all-1.4.12] bears wider lines, letters and words', async () => {
      for (const width of [320, 760]) {
        fixtureCleanup();
        const { element } = await show(scene, { width });
        readersOwn(
          element,
          `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`,
        );
        await quiet(element, scene.name === 'loading');
        expect(unreadable(element)).to.deep.equal([]);
      }
    });

    it('[A-all-1.4.4] bears text of twice the size', async () => {
      for (const [width, attributes] of [
        [640, {}],
        // The narrowest there is: a side column on a page with large text.
        [400, card],
      ] as const) {
        document.documentElement.removeAttribute('style');
        const { element } = await show(scene, { width, attributes });
        const size = () => parseFloat(getComputedStyle(element).fontSize);
        const before = size();
        document.documentElement.style.fontSize = '32px';
        await quiet(element, scene.name === 'loading');
        expect(size()).to.be.closeTo(before * 2, 0.5);
        expect(unreadable(element)).to.deep.equal([]);
      }
    });

    it('[A-all-1.4.4] [A-all-1.4.10] bears both at once: no word is broken that a line would hold', async function bothAtOnce() {
      // What is far down is drawn late.
      this.timeout(40_000);
      for (const [width, size, attributes] of [
        [320, 32, {}],
        [320, 32, card],
        [240, 24, {}],
        [240, 16, card],
      ] as const) {
        // What is still there would have to change its shape while it is measured.
        fixtureCleanup();
        document.documentElement.style.fontSize = `${size}px`;
        const { element } = await show(scene, { width, attributes });
        expect(parseFloat(getComputedStyle(element).fontSize)).to.equal(size);
        expect([...unreadable(element), ...brokenWords(element), ...narrowBoxes(element)], `${width}`).to.deep.equal(
          [],
        );
      }
    });
  });
}

/** Where words are longest, or an amount is. */
const LONG = ['ru', 'fi', 'de', 'fr', 'ar'];
const WORDY = [
  ...FIRST_SCENES,
  ...SCENES.filter(({ tag, name }) => /form paused|faults in|reached, (bar|radial)/.test(`${tag} ${name}`)),
];

describe('[AL7] [A-all-1.4.10] long words', () => {
  for (const scene of WORDY) {
    it(`${titleOf(scene)} holds them`, async function holdsThem() {
      this.timeout(60_000);
      for (const lang of LONG) {
        for (const [width, size, attributes] of [
          [240, 16, card],
          [320, 32, {}],
        ] as const) {
          fixtureCleanup();
          document.documentElement.style.fontSize = `${size}px`;
          const { element } = await show(scene, { width, attributes, lang, dir: lang === 'ar' ? 'rtl' : 'ltr' });
          const amounts = brokenWords(element).filter((fault) => fault.includes('num'));
          expect([...unreadable(element), ...amounts], `${lang}, ${width}`).to.deep.equal([]);
        }
      }
    });
  }
});

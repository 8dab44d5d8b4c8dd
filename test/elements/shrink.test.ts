import { expect } from '@open-wc/testing';
import { FIRST_SCENES, quiet, show, titleOf } from '../helpers/scenes.ts';

/*
 * Where the page makes a box as wide as what is in it (a row, a centred column, a float, a cell, a box laid over others)
 * an element that asks its own width would be as wide as nothing, and thousands of pixels high.
 */

const BOXES: Record<string, string> = {
  row: 'display: flex; justify-content: center',
  'centred column': 'display: flex; flex-direction: column; align-items: center',
  'centred grid': 'display: grid; place-items: center',
  float: 'float: left',
  'inline block': 'display: inline-block',
  'fit content': 'width: fit-content',
  'over others': 'position: absolute',
  cell: 'display: table-cell',
};

describe('[F8] [AL6] in a box that is as wide as what is in it', () => {
  for (const scene of FIRST_SCENES) {
    it(`${titleOf(scene)} keeps a width that can be read`, async () => {
      const { element } = await show(scene, { width: 600 });
      const box = element.parentElement!;
      for (const [name, style] of Object.entries(BOXES)) {
        box.style.cssText = style;
        box.parentElement!.style.inlineSize = '600px';
        await quiet(element);
        const { width, height } = element.getBoundingClientRect();
        expect(width, name).to.be.within(240, 600);
        expect(height, name).to.be.below(2500);
      }
      // Where the page gives a share of a row, no element asks for more.
      box.style.cssText = 'display: grid; grid-template-columns: 1fr 1fr; inline-size: 500px';
      expect(element.getBoundingClientRect().width).to.be.within(249, 251);
    });
  }

  it('[CF23] a form behind a button is as wide as its button', async () => {
    const scene = FIRST_SCENES.find(({ tag }) => tag === 'cairn-contribution-form')!;
    const { element } = await show({ ...scene, attributes: { display: 'button' } }, { width: 600 });
    element.parentElement!.style.display = 'flex';
    const button = element.shadowRoot!.querySelector('[part~="opener"]')!.getBoundingClientRect();
    expect(button.width).to.be.within(40, 300);
    expect(element.getBoundingClientRect().width).to.be.closeTo(button.width, 1);
  });
});

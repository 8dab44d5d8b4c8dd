import { expect, html, waitUntil } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import type { ContributionForm } from '../../src/elements/contribution-form/contribution-form.ts';
import { FakeStore, inside, mount, sample } from '../helpers/campaign.ts';
import {
  all,
  byName,
  fill,
  find,
  focused,
  mounted,
  openTab,
  press,
  ready,
  send,
  stayHere,
  still,
  withPathway,
} from '../helpers/form.ts';

/* What only an eye would miss: where things stand. */

/** On a card, where the form is narrowest. */
async function onCard(width: number, input = sample(), more: { lang?: string; dir?: string } = {}) {
  const store = new FakeStore();
  store.ready(input);
  const el = await mount<ContributionForm>(
    html`<cairn-contribution-form surface="card"></cairn-contribution-form>`,
    store,
    { width, ...more },
  );
  await waitUntil(() => find(el, '.base:not([aria-busy])'));
  return { el, store };
}

const place = (node: Element) => node.getBoundingClientRect();

/** Where a piece of a text is drawn. */
function placeOf(node: Element, piece: RegExp): DOMRect {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    const start = text.data.search(piece);
    if (start < 0) continue;
    const range = document.createRange();
    range.setStart(text, start);
    range.setEnd(text, start + 1);
    return range.getBoundingClientRect();
  }
  throw new Error(`there is no ${String(piece)}`);
}

/**
 * Comes to a field by a real key. Whether the focus of a script shows a ring an engine guesses from what came before it,
 * and WebKit draws none in a window that is not in front.
 */
async function tabInto(label: Element): Promise<void> {
  const input = label.querySelector('input')!;
  await waitUntil(() => document.hasFocus(), 'the window is not in front');
  const before = document.createElement('button');
  label.before(before);
  before.focus();
  await sendKeys({ press: 'Tab' });
  before.remove();
  await waitUntil(() => input.matches(':focus-visible'), 'the field was not reached by the keyboard');
}

describe('<cairn-contribution-form>, where things stand', () => {
  stayHere();

  it('[CF1] an idea has the room and the place of what is chosen elsewhere', async () => {
    const campaign = withPathway('act', { kind: 'share' });
    const { el } = await onCard(768, campaign);
    await openTab(el, 'act');
    const idea = place(byName(el, 'message'));
    expect(idea.right).to.be.below(place(byName(el, 'name')).left);
    expect(idea.height).to.be.at.least(120);
  });

  it('[A-all-3.1.2] a name in other letters stands where the form begins', async () => {
    const { el } = await onCard(320, sample(), { lang: 'ar', dir: 'rtl' });
    for (const [name, value] of [
      ['name', 'Ada'],
      ['email', 'ada@example.org'],
    ] as const) {
      await fill(el, name, value);
      const { direction, textAlign } = getComputedStyle(byName(el, name));
      expect([direction, textAlign], name).to.deep.equal(['ltr', 'end']);
    }
  });

  it('[CF2] an amount that is typed can be seen whole in the narrowest form', async () => {
    const { el } = await onCard(240);
    await fill(el, 'custom', '12,345.67');
    const input = byName(el, 'custom');
    expect(input.scrollWidth).to.be.at.most(input.clientWidth);
    // Where there is room, the name of the field stays beside it.
    const { el: wide } = await onCard(480);
    await fill(wide, 'custom', '12');
    expect(inside(wide, '.what').checkVisibility()).to.equal(true);
  });

  it('[CF2] two or four amounts leave no hole in their row', async () => {
    for (const count of [2, 4]) {
      const amounts = [10, 20, 30, 40].slice(0, count).map((value) => ({ value: value * 100 }));
      const { el } = await onCard(480, withPathway('donate', { presets: [{ amounts }], default: 1000 }));
      const box = place(inside(el, '.amounts'));
      for (const amount of all(el, '.amount').filter((_, index) => index % 2)) {
        expect(place(amount).right).to.be.closeTo(box.right, 1);
      }
    }
  });

  it('[CF8] the drawn units stay in their box with large text', async () => {
    const { el } = await onCard(240);
    el.style.fontSize = '20px';
    await el.updateComplete;
    const box = place(inside(el, '.impact'));
    for (const node of [...all(el, '.trees svg'), inside(el, '.impact p')])
      expect(place(node).right).to.be.at.most(box.right);
  });

  it('[CF7] in a narrow form the count stands under the words of a choice, else beside them', async () => {
    for (const [width, beside] of [
      [240, false],
      [480, true],
    ] as const) {
      const { el } = await onCard(width);
      await openTab(el, 'act');
      await waitUntil(() => find(el, '.choice'));
      const [words, end] = [place(inside(el, '.choice b')), place(inside(el, '.choice .end'))];
      expect(end.left >= words.right, `${width}`).to.equal(beside);
      expect(end.top >= words.bottom, `${width}`).to.equal(!beside);
    }
  });

  it('[CF7] the minus and the plus are as wide as they are high', async () => {
    const { el } = await onCard(240);
    await openTab(el, 'volunteer');
    await waitUntil(() => find(el, '.stepper'));
    for (const button of all(el, '.stepper button')) {
      expect(place(button).width).to.be.closeTo(place(button).height, 0.5);
    }
  });

  it('[CF7] from right to left a place stands before its time, and a currency reads as it is written', async () => {
    const { el } = await onCard(480, sample(), { lang: 'ar', dir: 'rtl' });
    const affix = inside(el, '.affix');
    expect(placeOf(affix, /U/).left).to.be.lessThan(placeOf(affix, /\$/).left);
    await openTab(el, 'volunteer');
    await waitUntil(() => find(el, '.choice small'));
    const where = inside(el, '.choice small');
    expect(placeOf(where, /K/).left).to.be.greaterThan(placeOf(where, /[1\u0661]/).left);
  });

  it('[CF7] a time never breaks before its "PM"', async () => {
    const { el } = await onCard(320);
    await openTab(el, 'volunteer');
    await waitUntil(() => find(el, '.choice small'));
    for (const small of all(el, '.choice small')) expect(small.textContent).not.to.match(/\d [AP]M/);
  });

  it('[A-all-2.4.7] the ring of a tick box is drawn round the box, with its corners', async () => {
    const { el } = await mounted();
    const check = inside(el, '.check');
    await tabInto(check);
    const box = getComputedStyle(check.querySelector('.box')!);
    expect(box.outlineStyle).to.equal('solid');
    expect(parseFloat(box.outlineWidth)).to.be.at.least(2);
    expect(parseFloat(box.borderRadius)).to.be.greaterThan(0);
    expect(getComputedStyle(check).outlineStyle).to.equal('none');
  });

  it('[A-all-2.4.7] an amount and a rhythm show their ring in every engine', async () => {
    const { el } = await mounted();
    for (const selector of ['.amount', '.segmented > label']) {
      const label = inside(el, `${selector}:has(:checked)`);
      await tabInto(label);
      expect(getComputedStyle(label).outlineStyle, selector).to.equal('solid');
    }
  });

  it('[CF1] an idea that is written elsewhere leaves no empty half', async () => {
    const handoff = { type: 'redirect', template: 'https://give.example/x{?email}' } as const;
    const { el } = await onCard(768, withPathway('act', { kind: 'share', handoff }));
    await openTab(el, 'act');
    await still(el);
    const panel = place(inside(el, '.panel'));
    const right = place(inside(el, '.right'));
    expect(right.width).to.be.closeTo(panel.width, 1);
    expect(right.top).to.be.closeTo(panel.top, 1);
  });

  it('[CF23] from right to left the lines of the review begin where the others do', async () => {
    const { el } = await onCard(480, sample(), { lang: 'ar', dir: 'rtl' });
    el.setAttribute('layout', 'steps');
    await waitUntil(() => find(el, '.turns'));
    await press(el, '.turns .primary');
    await fill(el, 'email', 'maren@example.org');
    await press(el, '.turns .primary');
    await waitUntil(() => find(el, '.review'));
    const ends = all(el, '.review dd > bdi, .submit').map((node) => place(node).right);
    for (const end of ends) expect(end).to.be.closeTo(place(inside(el, '.left')).right, 1);
  });

  it('[CF19] in narrow thanks each button has a row of its own, and a note without an icon begins at its edge', async () => {
    const { el, store } = await ready(sample(), { width: 320 });
    store.answer = async ({ pathwayId, quantity }) => ({
      id: 'ctr_1',
      state: 'recorded',
      kind: 'donate',
      pathwayId,
      quantity,
      receipt: 'NF-1',
      next: { type: 'instructions', text: 'IBAN GB00 NFTR 0000' },
    });
    await send(el);
    await waitUntil(() => find(el, '.thanks'));
    const tops = all(el, '.share > *').map((node) => Math.round(place(node).top));
    expect(new Set(tops).size).to.equal(tops.length);
    const note = inside(el, '.alert');
    const { paddingLeft, borderLeftWidth } = getComputedStyle(note);
    const inset = place(note.querySelector('b')!).left - place(note).left;
    expect(inset).to.be.closeTo(parseFloat(paddingLeft) + parseFloat(borderLeftWidth), 0.5);
  });

  it('[AL6] in a column of 1200 px it stands on the edges of its neighbours; it does not grow for ever', async () => {
    const { el } = await onCard(1200);
    expect(place(inside(el, '.base')).width).to.be.closeTo(1200, 0.5);
    el.parentElement!.style.inlineSize = '2000px';
    const { width, left } = place(inside(el, '.base'));
    expect(width).to.be.closeTo(1280, 0.5);
    expect(left - place(el).left).to.be.closeTo(360, 0.5);
  });

  it('[AL15] is printed from where it stands: it breaks between its fields, not before the whole', async function printed() {
    // Only Chromium's driver can pretend to print.
    if (!navigator.userAgent.includes('Chrome/')) this.skip();
    const { el } = await mounted();
    await emulateMedia({ media: 'print' });
    try {
      expect(getComputedStyle(el).breakInside).to.equal('auto');
      expect(getComputedStyle(inside(el, '.field')).breakInside).to.equal('avoid');
    } finally {
      await emulateMedia({ media: 'screen' });
    }
  });

  it('[MB14] who is led to a pathway sees the form below its tab, wherever it stood', async () => {
    const { el } = await mounted();
    const above = Object.assign(document.createElement('div'), { textContent: 'A long page' });
    const below = above.cloneNode() as HTMLElement;
    for (const each of [above, below]) each.style.blockSize = '3000px';
    el.before(above);
    el.after(below);
    scrollTo(0, 0);
    el.open('volunteer');
    await waitUntil(() => focused(el)?.id === 'tab-volunteer');
    await waitUntil(() => {
      const { top, bottom } = place(inside(el, '#tab-volunteer'));
      return top >= 0 && bottom <= innerHeight * 0.45;
    }, 'the tab is in the upper half');
    scrollTo(0, 0);
  });
});

import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { audit } from '../helpers/audit.ts';
import { sample } from '../helpers/campaign.ts';
import { controlsIn, faintFocus, nameOf, namelessControls, smallTargets } from '../helpers/controls.ts';
import { moving } from '../helpers/motion.ts';
import { cutTexts, lostScrollers, overlaidTexts, unreadable } from '../helpers/reading.ts';
import { SCENES, isForEarsOnly, quiet, show, textsIn, titleOf } from '../helpers/scenes.ts';

/* The rows about all elements, on every layout and state; those about reading are in reading.test.ts. */

for (const scene of SCENES) {
  describe(titleOf(scene), () => {
    it('[A-all-2.5.8] has targets that can be hit', async () => {
      for (const width of [320, 900]) {
        const { element } = await show(scene, { width });
        expect(smallTargets(element.shadowRoot!)).to.deep.equal([]);
      }
    });

    it('[A-all-2.4.7] shows where the focus is, in light and dark', async () => {
      const { element } = await show(scene, { width: 720 });
      const box = element.parentElement!;
      for (const [scheme, ink, ground] of [
        ['light', '#222', '#fff'],
        ['dark', '#eee', '#1e1e1e'],
      ] as const) {
        element.setAttribute('scheme', scheme);
        box.style.color = ink;
        box.style.backgroundColor = ground;
        await quiet(element, scene.name === 'loading');
        const { faults } = faintFocus(element.shadowRoot!);
        expect(faults).to.deep.equal([]);
      }
    });

    it('[A-all-4.1.2] [AL9] has a name for every control, and passes the audit in both directions and schemes', async function names() {
      this.timeout(30_000);
      for (const [lang, dir, scheme] of [
        ['en', 'ltr', 'light'],
        ['ar', 'rtl', 'dark'],
      ] as const) {
        const { element } = await show(scene, { width: 640, lang, dir, attributes: { scheme } });
        const box = element.parentElement!;
        box.style.cssText += scheme === 'dark' ? ';color:#eee;background:#1e1e1e' : ';color:#222;background:#fff';
        await quiet(element, scene.name === 'loading');
        expect(namelessControls(element.shadowRoot!)).to.deep.equal([]);
        await audit(element);
      }
    });

    it('[A-all-3.1.2] is mirrored from right to left, and isolates what people wrote', async () => {
      const { element } = await show(scene, { width: 640, lang: 'ar', dir: 'rtl' });
      expect(element.shadowRoot!.querySelector(':not(bdi)') && getComputedStyle(element).direction).to.equal('rtl');
      expect(unreadable(element)).to.deep.equal([]);
      const names = sample().members!.items!.map(({ name }) => name!);
      for (const { text, parent } of textsIn(element)) {
        const name = names.find((each) => text.data.includes(each));
        // A name in the middle of a sentence has to be kept apart from it; one that stands alone has its own line.
        if (name && text.data.trim() !== name && !parent.closest('bdi, [dir], q, blockquote'))
          expect(text.data, 'a name that is not kept apart').to.match(/[\u2066-\u2069]/);
      }
      // Text that stands beside other text keeps to the start side.
      const { left, right } = element.getBoundingClientRect();
      const title = element.shadowRoot!.querySelector('.title');
      if (title && !isForEarsOnly(title) && getComputedStyle(title).textAlign === 'start') {
        const range = document.createRange();
        range.selectNodeContents(title);
        const box = range.getBoundingClientRect();
        const isAlone = title.getBoundingClientRect().width > (right - left) * 0.6;
        if (isAlone) expect(right - box.right, 'from the start side').to.be.at.most(box.left - left + 1);
      }
    });

    it('[A-all-headings] has headings of the level it was told, regions with names, and no landmarks of the page', async () => {
      for (const level of [2, 4]) {
        const { element } = await show(scene, { width: 640, attributes: { 'heading-level': String(level) } });
        const root = element.shadowRoot!;
        const levels = [...root.querySelectorAll('h1,h2,h3,h4,h5,h6,[role="heading"]')]
          .filter((each) => each.checkVisibility())
          .map((each) => Number(each.getAttribute('aria-level') ?? each.localName[1]));
        for (const each of levels) expect(each, 'a heading').to.be.at.least(level);
        if (levels.length > 0 && !['loading', 'fault'].includes(scene.name))
          expect(Math.min(...levels)).to.equal(level);
        // Never a jump on the way down.
        levels.reduce((before, next) => {
          expect(next - before, `from ${before} to ${next}`).to.be.at.most(1);
          return next;
        }, levels[0] ?? level);
        const landmarks =
          'main, nav, header, footer, aside, search, [role="banner"], [role="main"], [role="navigation"], [role="contentinfo"], [role="complementary"], [role="alert"]';
        expect([...root.querySelectorAll(landmarks)].map(({ outerHTML }) => outerHTML.slice(0, 80))).to.deep.equal([]);
        for (const region of root.querySelectorAll('section, form, [role="region"], [role="group"]:not(fieldset)'))
          if (region.localName !== 'form') expect(nameOf(region), region.outerHTML.slice(0, 80)).not.to.equal('');
      }
    });
  });
}

it('[A-all-2.1.1] Tab goes through the page and every element in the order of the tree, back again, and never stays', async function tab() {
  this.timeout(60_000);
  const { element } = await show(
    SCENES.find(({ name }) => name === 'hero')!,
    { width: 640 },
  );
  const box = element.parentElement!;
  for (const tag of ['progress-thermometer', 'member-spotlight', 'impact-chart', 'contribution-form']) {
    const next = document.createElement(`cairn-${tag}`);
    box.append(next);
    await quiet(next);
  }
  const [before, after] = [document.createElement('button'), document.createElement('button')];
  before.textContent = 'Before';
  after.textContent = 'After';
  box.prepend(before);
  box.append(after);

  const active = () => {
    let node: Element | null = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    return node as HTMLElement;
  };
  /** Where the focus is on the way to `goal`, from one press to the next. */
  const walk = async (goal: HTMLElement, back = false) => {
    const way: HTMLElement[] = [active()];
    while (active() !== goal && way.length < 150) {
      if (back) await sendKeys({ down: 'Shift' });
      await sendKeys({ press: 'Tab' });
      if (back) await sendKeys({ up: 'Shift' });
      way.push(active());
    }
    expect(active(), `after ${way.length} presses`).to.equal(goal);
    return way;
  };
  before.focus();
  const way = await walk(after);
  expect(new Set(way).size, 'nothing twice').to.equal(way.length);
  const reached = new Set(way);
  const groups = new Set(
    way.map((each) => (each as HTMLInputElement).type === 'radio' && (each as HTMLInputElement).name),
  );
  const missed = [...box.children]
    .flatMap((each) => (each.shadowRoot ? controlsIn(each.shadowRoot) : []))
    .filter((each) => !reached.has(each) && !groups.has((each as HTMLInputElement).name || '-'));
  expect(missed.map((each) => each.outerHTML.slice(0, 90))).to.deep.equal([]);
  // In the order of the tree: one element after the other, and inside each from first to last.
  const order = [...box.children].flatMap((each) => [each, ...(each.shadowRoot?.querySelectorAll('*') ?? [])]);
  const places = way.map((each) => order.indexOf(each));
  expect(places).to.deep.equal([...places].sort((a, b) => a - b));
  // WebKit's driver cannot hold a key down.
  const canHold = await sendKeys({ down: 'Shift' }).then(
    () => sendKeys({ up: 'Shift' }).then(() => true),
    () => false,
  );
  if (!canHold) return;
  const back = await walk(before, true);
  expect(back.length).to.be.closeTo(way.length, 2);
});

it('[A-spotlight-1.1.1] a portrait has the text of the document, or none beside the name', async () => {
  for (const name of ['featured', 'grid', 'list']) {
    const { element } = await show(SCENES.find((each) => each.tag.includes('spotlight') && each.name === name)!);
    const images = [...element.shadowRoot!.querySelectorAll('img')];
    expect(images.length, name).to.be.greaterThan(0);
    for (const image of images) {
      expect(image.hasAttribute('alt'), image.outerHTML.slice(0, 120)).to.equal(true);
      if (image.alt !== '') expect(image.alt).to.match(/^Portrait of /);
    }
  }
});

describe('[A-all-headings] [AL17] several widgets on one page', () => {
  it('have names of their own', async () => {
    const scene = SCENES.filter(({ name }) => ['hero', 'bar', 'featured', 'chart', 'form'].includes(name));
    const names: string[] = [];
    for (const each of scene) {
      const { element } = await show(each, { width: 640 });
      for (const region of element.shadowRoot!.querySelectorAll('section, form, [role="region"], [role="meter"]')) {
        if (region.parentElement?.closest('section, form')) continue;
        const name = nameOf(region);
        if (name && (region.hasAttribute('aria-label') || region.hasAttribute('aria-labelledby')))
          names.push(`${region.getAttribute('role') ?? region.localName} ${name}`);
      }
    }
    expect(names.length).to.be.greaterThan(1);
    expect(new Set(names).size, names.join(', ')).to.equal(names.length);
  });
});

describe('[A-all-1.4.1] told by more than colour', () => {
  const byName = (tag: string, name: string) => SCENES.find((each) => each.tag.includes(tag) && each.name === name)!;

  it('given, matched and pledged by texture, and in words', async () => {
    const { element } = await show(byName('thermometer', 'bar'), { width: 640 });
    const looks = [...element.shadowRoot!.querySelectorAll('.seg')].map((each) => {
      const { backgroundImage, boxShadow } = getComputedStyle(each);
      return `${backgroundImage.slice(0, 30)} ${boxShadow === 'none' ? 'none' : 'outlined'}`;
    });
    expect(looks.length).to.be.at.least(3);
    expect(new Set(looks).size).to.equal(looks.length);
    expect(element.shadowRoot!.querySelectorAll('.legend li, .legend > *').length).to.be.at.least(3);
  });

  it('faults in the form by sign and words', async () => {
    const { element } = await show(byName('form', 'faults in the fields'), { width: 640 });
    const marked = [...element.shadowRoot!.querySelectorAll('[aria-invalid="true"]')];
    expect(marked.length).to.be.greaterThan(0);
    for (const each of marked) {
      const ids = (each.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
      const text = ids.map((id) => element.shadowRoot!.getElementById(id)?.textContent ?? '').join(' ');
      expect(text.trim(), each.outerHTML.slice(0, 80)).not.to.equal('');
    }
  });

  it('links in a text by a line under them', async () => {
    for (const scene of SCENES.filter(({ name }) => ['hero', 'bar', 'featured', 'chart', 'form'].includes(name))) {
      const { element } = await show(scene, { width: 640 });
      for (const link of element.shadowRoot!.querySelectorAll('p a[href]')) {
        if (getComputedStyle(link).display !== 'inline') continue;
        expect(getComputedStyle(link).textDecorationLine, link.outerHTML.slice(0, 80)).to.include('underline');
      }
    }
  });
});

describe('a page full of faults', () => {
  /** Everything the checkers above look for, once. */
  class FaultyElement extends HTMLElement {
    constructor() {
      super();
      const root = this.attachShadow({ mode: 'open' });
      const add = (tag: string, text: string, css: string, attributes: Record<string, string> = {}) => {
        const element = document.createElement(tag);
        element.textContent = text;
        element.style.cssText = css;
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        root.append(element);
        return element;
      };
      add('p', 'Far too wide for its place', 'width:900px;white-space:nowrap;text-align:end');
      add('p', 'Cut below and by the side', 'overflow:hidden;height:8px;width:40px;white-space:nowrap', {
        class: 'cut',
      });
      add('p', 'One text lies here', 'position:absolute;top:300px;left:0;margin:0');
      add('b', 'and another on it', 'position:absolute;top:302px;left:0');
      const scroller = add('div', '', 'overflow:auto;width:80px', { class: 'scroller' });
      scroller.append(document.createElement('div'));
      (scroller.firstChild as HTMLElement).style.cssText = 'width:600px;height:20px';
      add('button', 'x', 'width:12px;height:12px;padding:0;border:0', { class: 'small' });
      add('button', '', 'width:60px;height:60px', { class: 'nameless' });
      add('button', 'No ring', 'outline:none;width:60px;height:60px', { class: 'ringless' });
      add('p', 'Too faint to read', 'color:#bbb;background:#fff');
      add('div', 'It moves', '', { class: 'moving' }).animate(
        { opacity: [0, 1] },
        { duration: 1000, iterations: Infinity },
      );
    }
  }
  customElements.define('faulty-element', FaultyElement);

  it('is found out by every checker', async () => {
    const box = await fixture<HTMLElement>(html`<div><faulty-element></faulty-element></div>`);
    box.style.cssText = 'inline-size:320px;position:relative;background:#fff;color:#222';
    const element = box.firstElementChild as HTMLElement;
    element.style.display = 'block';
    expect(cutTexts(element).join())
      .to.match(/is outside/)
      .and.match(/cut at the side/)
      .and.match(/cut above or below/);
    expect(overlaidTexts(element)).to.have.length(1);
    expect(lostScrollers(element)).to.have.length(1);
    expect(smallTargets(element.shadowRoot!).join()).to.include('.small');
    expect(namelessControls(element.shadowRoot!)).to.have.length(1);
    const { looked, faults } = faintFocus(element.shadowRoot!);
    expect(looked, 'controls that took the focus').to.be.greaterThan(0);
    expect(faults.join()).to.include('ringless');
    expect(moving(element)).to.have.length(1);
    let answer = '';
    try {
      await expect(element).to.be.accessible();
    } catch (error) {
      answer = String(error);
    }
    expect(answer)
      .to.match(/button-name/)
      .and.match(/color-contrast/);
  });
});

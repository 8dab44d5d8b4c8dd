import { expect } from '@open-wc/testing';
import { contrast, groundOf, opacityOf, parseColor } from '../helpers/color.ts';
import { brokenWords, cutTexts, overlaidTexts, unreadable } from '../helpers/reading.ts';
import { SCENES, isForEarsOnly, quiet, show, textsIn, titleOf } from '../helpers/scenes.ts';

/*
 * Pages with CSS of their own. What is inside an element is the same on all of them, but for the font and the colour it
 * is meant to inherit; and what is on the page is the same with and without the elements.
 */

const TEXTS = new Map<string, string>();
const HOSTS = ['bootstrap', 'tailwind', 'wordpress', 'small-root', 'large-root', 'zoomed', 'hostile'];
/** One layout per element is enough here: what a page's rules could reach is the same in all of them. */
const DEFAULTS = SCENES.filter(({ name }) =>
  ['hero', 'bar', 'vertical', 'featured', 'chart', 'form', 'grid'].includes(name),
);

before(async () => {
  for (const name of HOSTS) {
    const answer = await fetch(`/test/fixtures/hosts/${name}.css`);
    TEXTS.set(name, await answer.text());
  }
});

/** The page wears the host's rules until the test is over. */
function wear(name: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(TEXTS.get(name)!);
  document.adoptedStyleSheets.push(sheet);
}
afterEach(() => {
  document.adoptedStyleSheets = [];
});

/** Around the element: the same inherited values whatever the page says. */
function calm(box: HTMLElement): void {
  const rules = 'all:initial;display:block;inline-size:700px;font:16px/1.5 serif;color:#222;color-scheme:light';
  for (const [name, value] of rules.split(';').map((rule) => rule.split(':')))
    box.style.setProperty(name!, value!, 'important');
}

/** Computed style and place of everything inside, by the order of the tree. */
function insides(element: HTMLElement): Map<string, string> {
  const all = new Map<string, string>();
  const from = element.getBoundingClientRect();
  // A canvas is sized by its drawing, a moment after its box.
  [...element.shadowRoot!.querySelectorAll<HTMLElement>(':not(canvas)')].forEach((each, index) => {
    const name = `${index} ${each.localName}.${each.getAttribute('class') ?? ''}`;
    // Text for ears only may be placed by the page: it is clipped to nothing wherever it lies.
    const isUnseen = each.matches('.vh');
    for (const pseudo of ['', '::before', '::after']) {
      const style = getComputedStyle(each, pseudo || undefined);
      if (pseudo && style.content === 'none') continue;
      for (const property of style) {
        if (!property.startsWith('--') && !(isUnseen && /^(top|left|right|bottom|inset)/.test(property)))
          all.set(`${name}${pseudo} ${property}`, style.getPropertyValue(property));
      }
    }
    const box = each.getBoundingClientRect();
    if (box.width === 0 && box.height === 0) return;
    all.set(
      `${name} place`,
      [box.left - from.left, box.top - from.top, box.width, box.height].map((value) => value.toFixed(1)).join(' '),
    );
  });
  return all;
}

function differences(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => before.get(key) !== after.get(key))
    .map((key) => `${key}: ${before.get(key)} became ${after.get(key)}`);
}

describe('[F8] on pages with rules of their own', () => {
  for (const scene of DEFAULTS) {
    it(`${titleOf(scene)}: the inside is the same as on a bare page`, async function inside() {
      this.timeout(40_000);
      const { element } = await show(scene);
      calm(element.parentElement!);
      await quiet(element);
      const bare = insides(element);
      expect(bare.size).to.be.greaterThan(500);
      for (const host of HOSTS.filter((name) => name !== 'zoomed' && name !== 'hostile')) {
        wear(host);
        await quiet(element);
        expect(differences(bare, insides(element)).slice(0, 10), host).to.deep.equal([]);
        document.adoptedStyleSheets = [];
      }
    });

    for (const host of ['hostile', 'zoomed', 'wordpress', 'large-root']) {
      it(`${titleOf(scene)}: everything can be read on the ${host} page`, async () => {
        wear(host);
        const { element } = await show(scene);
        const box = element.parentElement!;
        box.style.setProperty('display', 'block', 'important');
        box.style.setProperty('inline-size', '400px', 'important');
        if (host === 'hostile') box.style.setProperty('font', '16px/1.5 serif', 'important');
        await quiet(element);
        expect(cutTexts(element)).to.deep.equal([]);
        expect(overlaidTexts(element)).to.deep.equal([]);
        const faint = textsIn(element).flatMap(({ text, parent }) => {
          const ground = groundOf(parent);
          if (!ground || parent instanceof SVGElement || isForEarsOnly(parent) || opacityOf(parent) < 1) return [];
          const ratio = contrast(parseColor(getComputedStyle(parent).color), ground);
          return ratio < 4.495 && parseFloat(getComputedStyle(parent).fontSize) < 24
            ? [`${ratio} ${text.data.trim()}`]
            : [];
        });
        expect(faint).to.deep.equal([]);
        for (const control of element.shadowRoot!.querySelectorAll<HTMLElement>('a[href], button')) {
          control.focus({ focusVisible: true } as FocusOptions);
          if (element.shadowRoot!.activeElement !== control || !control.matches(':focus-visible')) continue;
          expect(parseFloat(getComputedStyle(control).outlineWidth), control.outerHTML.slice(0, 60)).to.be.at.least(2);
        }
      });
    }
  }
});

describe('[F8] a rule for everything', () => {
  it('does not shout, indent or hold together what is inside', async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { text-transform: uppercase; text-indent: 2em; white-space: nowrap }');
    document.adoptedStyleSheets.push(sheet);
    for (const scene of DEFAULTS) {
      const { element } = await show(scene);
      const style = getComputedStyle(element.shadowRoot!.querySelector('.base')!);
      expect([style.textTransform, style.textIndent, style.whiteSpace], titleOf(scene)).to.deep.equal([
        'none',
        '0px',
        'normal',
      ]);
    }
  });
});

describe('[F8] [S9] the page itself', () => {
  const page = `<h1>Host</h1><h2 class="title">Title</h2><p class="note muted">Text <a href="#">link</a> <b>bold</b></p>
    <ul class="row"><li>One</li></ul><form><fieldset><legend>Group</legend><label>Name <input name="name"></label><input type="checkbox">
    <select><option>1</option></select><textarea></textarea><button class="btn primary">Send</button></fieldset></form>
    <table class="base"><tr><th>A</th><td>B</td></tr></table><blockquote>Quote</blockquote><figure><img alt=""><figcaption>C</figcaption></figure>
    <p hidden>Hidden</p><dialog open>Dialog</dialog><details><summary>More</summary>Text</details>`;

  /** What a page of its own looks like, and what its window holds. */
  const look = (frame: HTMLIFrameElement) => {
    const view = frame.contentWindow as Window & typeof globalThis;
    const styles = new Map<string, string>();
    [view.document.documentElement, view.document.body, ...view.document.querySelectorAll('#host *')].forEach(
      (each, index) => {
        const style = view.getComputedStyle(each);
        // The names of the two registered lengths are ours, and private.
        for (const property of style) {
          if (!property.startsWith('--_cairn-'))
            styles.set(`${index} ${each.localName} ${property}`, style.getPropertyValue(property));
        }
      },
    );
    const text = (value: unknown) =>
      typeof value === 'function' ? Function.prototype.toString.call(value) : Object.prototype.toString.call(value);
    const globals = new Map<string, string>();
    const note = (owner: object, name: string) => {
      for (const key of Reflect.ownKeys(owner)) {
        const found = Object.getOwnPropertyDescriptor(owner, key);
        globals.set(`${name}.${String(key)}`, `${typeof found?.value} ${text(found?.value)} ${text(found?.get)}`);
      }
    };
    for (const name of [
      'Object',
      'Array',
      'Function',
      'String',
      'Promise',
      'Map',
      'Element',
      'HTMLElement',
      'Node',
      'Document',
      'ShadowRoot',
      'EventTarget',
      'Event',
      'CSSStyleDeclaration',
      'Intl',
      'JSON',
      'Math',
      'CSS',
    ]) {
      const owner = (view as unknown as Record<string, { prototype?: object } & object>)[name]!;
      note(owner, name);
      if (owner.prototype) note(owner.prototype, `${name}.prototype`);
    }
    const names = new Set(Reflect.ownKeys(view).map(String));
    return {
      styles,
      globals,
      names,
      sheets: view.document.styleSheets.length + view.document.adoptedStyleSheets.length,
    };
  };

  for (const host of [...HOSTS, '']) {
    it(host ? `with the ${host} rules is untouched` : 'without rules is untouched', async function untouched() {
      this.timeout(120_000);
      const frame = document.createElement('iframe');
      frame.style.cssText = 'inline-size:800px;block-size:9000px';
      frame.srcdoc = `<!doctype html><html lang="en"><head><style>${TEXTS.get(host) ?? ''}</style></head><body><div id="host">${page}</div></body></html>`;
      document.body.append(frame);
      try {
        await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
        const inner = frame.contentDocument!;
        const before = look(frame);
        const script = inner.createElement('script');
        script.type = 'module';
        script.src = '/src/index.ts';
        // Waited for from now on: it may have come before the campaign has.
        const loaded = new Promise((resolve) => script.addEventListener('load', resolve, { once: true }));
        inner.head.append(script);
        const box = inner.createElement('div');
        box.style.cssText = 'position:absolute!important;inline-size:600px;display:block!important';
        const data = await (await fetch('/demo/campaign.json')).text();
        for (const tag of [
          'mission-banner',
          'progress-thermometer',
          'contribution-form',
          'member-spotlight',
          'impact-chart',
        ]) {
          const element = inner.createElement(`cairn-${tag}`);
          const json = inner.createElement('script');
          json.type = 'application/json';
          json.textContent = data;
          element.append(json);
          box.append(element);
        }
        inner.body.append(box);
        await loaded;
        const end = Date.now() + 40_000;
        const isDone = () =>
          [...box.children].every(
            (each) => each.shadowRoot?.querySelector('.base') && !each.shadowRoot.querySelector('[aria-busy="true"]'),
          );
        while (!isDone()) {
          if (Date.now() > end) throw new Error('the elements never showed');
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        const after = look(frame);
        expect(differences(before.styles, after.styles).slice(0, 10), 'styles').to.deep.equal([]);
        expect(differences(before.globals, after.globals).slice(0, 10), 'builtins').to.deep.equal([]);
        expect(after.sheets).to.equal(before.sheets);
        const added = [...after.names].filter((name) => !before.names.has(name));
        // Lit's own version lists; ours is one symbol at most.
        expect(
          added.filter(
            (name) => !/^(lit|reactiveElement)/.test(name) && !/^Symbol\(cairn/.test(name) && !/^\d+$/.test(name),
          ),
        ).to.deep.equal([]);
      } finally {
        frame.remove();
      }
    });
  }
});

describe('[F8] among rules for everything', () => {
  for (const scene of DEFAULTS) {
    it(`${titleOf(scene)} is not set in justified lines, and no word is broken by wide letters`, async () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        '* { box-sizing: content-box !important; line-height: 2.2; letter-spacing: 1px; text-align: justify }',
      );
      document.adoptedStyleSheets.push(sheet);
      const { element } = await show(scene, { width: 380 });
      expect(getComputedStyle(element).textAlign).to.equal('start');
      expect([...unreadable(element), ...brokenWords(element)]).to.deep.equal([]);
    });
  }
});

describe('[F8] on a page set in columns', () => {
  for (const scene of DEFAULTS) {
    it(`${titleOf(scene)} stands whole in one of them`, async () => {
      const { element } = await show(scene, { attributes: { surface: 'card' } });
      const box = element.parentElement!;
      const before = document.createElement('div');
      before.style.blockSize = '400px';
      box.prepend(before);
      const after = document.createElement('div');
      after.style.blockSize = '400px';
      box.append(after);
      box.style.cssText = 'columns: 2; column-gap: 20px; inline-size: 700px';
      await quiet(element);
      expect(element.getClientRects()).to.have.length(1);
    });
  }
});

/**
 * What every element promises, whatever it shows. Each element's test file starts with it:
 *
 *   contract('cairn-progress-thermometer', { make: () => thermometerWithInlineData() });
 */
import { aTimeout, expect, waitUntil } from '@open-wc/testing';
import type { CSSResult, LitElement } from 'lit';
import { allowConsole } from './helpers/browser.ts';
import { audit } from './helpers/audit.ts';

export interface ContractOptions {
  /**
   * A new element that has data (inline JSON, attributes, or a provider around it), not yet in the page. The element
   * itself or something around it.
   */
  make(): HTMLElement | Promise<HTMLElement>;
  /**
   * A property whose value shows in the shadow root, with the attribute of the same meaning and a value that differs
   * from the default. The heading level unless told otherwise.
   */
  change?: { property: string; attribute: string; value: string | number };
  /** False for an element that draws nothing and shows its children always, such as the provider. */
  draws?: boolean;
}

type CairnElement = LitElement & { endpoint: string };

const headingLevel = { property: 'headingLevel', attribute: 'heading-level', value: 4 };

export function contract(tag: string, options: ContractOptions): void {
  const { make, change = headingLevel, draws = true } = options;
  const element = () => customElements.get(tag) as CustomElementConstructor & { elementStyles?: CSSResult[] };

  /** Puts a made element into the page and waits for its data. */
  async function mount(): Promise<CairnElement> {
    const made = await make();
    document.body.append(made);
    const found = made.localName === tag ? made : made.querySelector(tag);
    if (!found) throw new Error(`make() returned neither <${tag}> nor something around one.`);
    await settled(found as CairnElement);
    return found as CairnElement;
  }

  /** An element without any data, with a link inside. */
  function bare(): CairnElement {
    const made = document.createElement(tag) as CairnElement;
    made.innerHTML = '<a href="https://example.org/donate">Give on our site</a>';
    return made;
  }

  describe(`<${tag}> keeps the contract of every element`, () => {
    const templates = recordTemplates();
    const runtimeTokens = recordTokens();

    afterEach(() => document.body.replaceChildren());

    it('is created by its constructor and by its tag', () => {
      const Element = element();
      expect(new Element()).to.be.instanceOf(Element);
      expect(document.createElement(tag)).to.be.instanceOf(Element);
      const host = document.createElement('div');
      host.innerHTML = `<${tag}></${tag}>`;
      expect(host.firstElementChild).to.be.instanceOf(Element);
    });

    it('reads nothing in its constructor', () => {
      const Element = element();
      const read = callsTo(
        () => new Element(),
        [Element.prototype as object, ['getAttribute', 'hasAttribute', 'setAttribute', 'closest', 'querySelector']],
        [document, ['querySelector', 'querySelectorAll', 'addEventListener']],
        [window, ['fetch', 'getComputedStyle', 'matchMedia', 'addEventListener', 'setTimeout', 'setInterval']],
      );
      expect(read).to.deep.equal([]);
      const made = new Element();
      expect([made.attributes.length, made.childNodes.length]).to.deep.equal([0, 0]);
      // In a document without a window, where nothing could be read.
      const parsed = new DOMParser().parseFromString(`<${tag}></${tag}>`, 'text/html');
      expect(() => document.importNode(parsed.body.firstElementChild!, true)).not.to.throw();
    });

    it('[F12] honours properties that were set before it was defined', async () => {
      const late = `${tag}-late-${crypto.randomUUID().slice(0, 8)}`;
      const early = document.createElement(late) as HTMLElement & Record<string, unknown>;
      early[change.property] = change.value;
      document.body.append(early);
      customElements.define(late, class extends element() {});
      await settled(early as unknown as LitElement);
      expect(early[change.property]).to.equal(change.value);
      expect(Object.hasOwn(early, change.property), 'an own property hides the accessor').to.equal(false);
    });

    if (draws) {
      it('[F12] renders when a property is written', async () => {
        const el = await mount();
        const before = shadowText(el);
        (el as unknown as Record<string, unknown>)[change.property] = change.value;
        await settled(el);
        expect(shadowText(el)).not.to.equal(before);
      });

      it('[F12] renders when an attribute changes, the same as by property', async () => {
        const byProperty = await mount();
        (byProperty as unknown as Record<string, unknown>)[change.property] = change.value;
        await settled(byProperty);
        const expected = shadowText(byProperty);
        document.body.replaceChildren();
        const el = await mount();
        el.setAttribute(change.attribute, String(change.value));
        await settled(el);
        expect(shadowText(el)).to.equal(expected);
      });
    }

    it('passes the accessibility audit, with and without data', async () => {
      const el = await mount();
      await audit(el);
      document.body.replaceChildren();
      const empty = bare();
      document.body.append(empty);
      await settled(empty);
      await audit(empty);
    });

    it('[F11] shows the same after it was taken out, put back and moved', async () => {
      const el = await mount();
      const parent = el.parentElement!;
      const before = shadowText(el);
      el.remove();
      await aTimeout(0);
      parent.append(el);
      await settled(el);
      expect(shadowText(el)).to.equal(before);
      const elsewhere = document.createElement('section');
      parent.append(elsewhere);
      for (let round = 0; round < 5; round += 1) (round % 2 ? parent : elsewhere).append(el);
      await settled(el);
      expect(shadowText(el)).to.equal(before);
    });

    it('[F12] shows the same as a clone', async () => {
      const el = await mount();
      const clone = el.cloneNode(true) as CairnElement;
      el.after(clone);
      await settled(clone);
      expect(shadowText(clone)).to.equal(shadowText(el));
    });

    it('fires no event when a property is set', async () => {
      const el = await mount();
      const fired: string[] = [];
      const original = el.dispatchEvent.bind(el);
      el.dispatchEvent = (event) => {
        fired.push(event.type);
        return original(event);
      };
      (el as unknown as Record<string, unknown>)[change.property] = change.value;
      await settled(el);
      await aTimeout(20);
      expect(fired).to.deep.equal([]);
    });

    it('[S11] asks the network for nothing while it has no data to show', async () => {
      // What an earlier test had fetched, such as the chart's code, may still be on its way.
      let before = -1;
      while (before !== performance.getEntriesByType('resource').length) {
        before = performance.getEntriesByType('resource').length;
        await aTimeout(250);
      }
      const calls = await callsToAsync(
        async () => {
          const el = bare();
          document.body.append(el);
          await settled(el);
          await aTimeout(50);
        },
        [window, ['fetch', 'EventSource', 'XMLHttpRequest', 'WebSocket']],
        [navigator, ['sendBeacon']],
      );
      expect(calls).to.deep.equal([]);
      const after = performance.getEntriesByType('resource').map((entry) => entry.name);
      expect(after.slice(before)).to.deep.equal([]);
    });

    it('[F1] always has its fallback slot, shown while there is no data', async () => {
      const el = bare();
      document.body.append(el);
      await settled(el);
      expect(el.shadowRoot!.querySelector('slot:not([name])'), 'the default slot').to.exist;
      expect(isVisible(el.querySelector('a')!), 'the link').to.equal(true);
      const ready = await mount();
      expect(ready.shadowRoot!.querySelector('slot:not([name])'), 'the default slot, with data').to.exist;
    });

    if (draws) {
      it('[F23] shows its fallback when the data is no campaign', async () => {
        allowConsole(/./);
        const el = bare();
        const data = document.createElement('script');
        data.type = 'application/json';
        data.textContent = '{"version":1}';
        el.append(data);
        document.body.append(el);
        await settled(el);
        await waitUntil(() => isVisible(el.querySelector('a')!), 'the link is not visible');
        await audit(el);
      });
    }

    it('[F8] is gone with the hidden attribute', async () => {
      const el = await mount();
      el.hidden = true;
      expect(getComputedStyle(el).display).to.equal('none');
    });

    it('[S1] has no style attribute and no style element in its templates', async () => {
      await mount();
      expect(templates.filter((text) => /<style|\sstyle\s*=/i.test(text))).to.deep.equal([]);
    });

    it('uses no private token that nothing defines', async () => {
      await mount();
      const css = (element().elementStyles ?? []).map((sheet) => sheet.cssText).join('\n');
      const defined = new Set([...css.matchAll(/(--_[\w-]+)\s*:/g)].map((match) => match[1]!));
      // One with a value of its own in its place need not be defined.
      const used = new Set([...css.matchAll(/var\(\s*(--_[\w-]+)\s*\)/g)].map((match) => match[1]!));
      expect([...used].filter((name) => !defined.has(name) && !runtimeTokens.has(name))).to.deep.equal([]);
    });

    it('[F13] leaves no listener on the page', async () => {
      const names = ['addEventListener', 'removeEventListener'];
      const { calls, restore } = watch([window, document, document.documentElement].map((each) => [each, names]));
      const open = () => calls.reduce((sum, name) => sum + (name === 'addEventListener' ? 1 : -1), 0);
      const round = async () => {
        await mount();
        document.body.replaceChildren();
        await aTimeout(0);
      };
      try {
        await round();
        await aTimeout(1200); // a store waits a second before it stops
        const before = open();
        for (let count = 0; count < 5; count += 1) await round();
        await aTimeout(1200);
        expect(open() - before).to.equal(0);
      } finally {
        restore();
      }
    });

    // Only Chromium lets a test collect garbage.
    const collect = (globalThis as { gc?: () => void }).gc;
    if (collect) {
      it('[F13] leaves no element behind after 20 rounds of create and remove', async () => {
        const made: WeakRef<Element>[] = [];
        for (let round = 0; round < 20; round += 1) {
          made.push(new WeakRef(await mount()));
          document.body.replaceChildren();
        }
        await aTimeout(1200);
        const left = () => made.filter((each) => each.deref()).length;
        for (let tries = 0; tries < 20 && left() > 1; tries += 1) {
          await aTimeout(50); // looking at a WeakRef keeps its target until the end of the turn
          collect();
          await aTimeout(0);
        }
        // One may still lie on the stack of this very function.
        expect(left(), 'elements still in memory').to.be.at.most(1);
      });
    }
  });
}

/** Waits until an element has rendered and shows that it is no longer busy. */
export async function settled(el: LitElement): Promise<void> {
  // Not open-wc's waitUntil: its timer holds on to the element for as long as it might have waited.
  const end = Date.now() + 5000;
  await el.updateComplete;
  while (el.shadowRoot?.querySelector('[aria-busy="true"]')) {
    if (Date.now() > end) throw new Error(`<${el.localName}> stays busy.`);
    await aTimeout(10);
  }
  await el.updateComplete;
}

/** Markup of the shadow root without Lit's markers: what a reader would see. */
export function shadowText(el: Element): string {
  return (
    (el.shadowRoot?.innerHTML ?? '')
      .replace(/<!--.*?-->/gs, '')
      .replace(/lit\$\d+\$/g, '')
      // Growing from zero is played once, and only where it can be seen.
      .replace(/( enter)? *(?=")/g, '')
      // A canvas is painted when it is seen, and says its size when it is.
      .replace(/ data-drawn=""|(<canvas[^>]*?) width="\d+" height="\d+" style="[^"]*"/g, '$1')
      .trim()
  );
}

export function isVisible(el: Element): boolean {
  const box = el.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && el.checkVisibility({ visibilityProperty: true });
}

/** Every text that becomes a template from here to the end of the contract. */
function recordTemplates(): string[] {
  const texts: string[] = [];
  const property = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML')!;
  before(() =>
    Object.defineProperty(HTMLTemplateElement.prototype, 'innerHTML', {
      configurable: true,
      get: property.get,
      set(this: HTMLTemplateElement, value: unknown) {
        texts.push(String(value));
        property.set!.call(this, value);
      },
    }),
  );
  after(() => void Reflect.deleteProperty(HTMLTemplateElement.prototype, 'innerHTML'));
  return texts;
}

/** Names of the custom properties set from code, from here to the end of the contract. */
function recordTokens(): Set<string> {
  const names = new Set<string>();
  const { setProperty } = CSSStyleDeclaration.prototype;
  before(() => {
    CSSStyleDeclaration.prototype.setProperty = function set(...rest: [string, string | null, string?]) {
      names.add(rest[0]);
      setProperty.apply(this, rest);
    };
  });
  after(() => void (CSSStyleDeclaration.prototype.setProperty = setProperty));
  return names;
}

type Watched = [target: object, names: string[]];

/** Names of the watched functions that `run` calls. */
function callsTo(run: () => void, ...watched: Watched[]): string[] {
  const { calls, restore } = watch(watched);
  try {
    run();
  } finally {
    restore();
  }
  return calls;
}

async function callsToAsync(run: () => Promise<void>, ...watched: Watched[]): Promise<string[]> {
  const { calls, restore } = watch(watched);
  try {
    await run();
  } finally {
    restore();
  }
  return calls;
}

function watch(watched: Watched[]): { calls: string[]; restore: () => void } {
  const calls: string[] = [];
  const undo: (() => void)[] = [];
  for (const [target, names] of watched) {
    for (const name of names) {
      const own = Object.getOwnPropertyDescriptor(target, name);
      const original = (target as Record<string, unknown>)[name] as (...rest: unknown[]) => unknown;
      Object.defineProperty(target, name, {
        configurable: true,
        writable: true,
        value: function watchedCall(this: unknown, ...rest: unknown[]) {
          calls.push(name);
          return new.target ? Reflect.construct(original, rest) : original.apply(this ?? target, rest);
        },
      });
      undo.push(() => {
        if (own) Object.defineProperty(target, name, own);
        else Reflect.deleteProperty(target, name);
      });
    }
  }
  return { calls, restore: () => undo.forEach((each) => each()) };
}

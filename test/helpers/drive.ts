/**
 * Drives a page from Node in Chromium, Firefox and WebKit through one small interface, with real keys and clicks.
 *
 *   eachEngine((engine, open) => {
 *     it('[F50] …', async () => {
 *       const page = await open();              // a browser profile of its own; closed after the test
 *       await page.goto(url);
 *       await page.click('cairn-contribution-form >>> button[type=submit]');
 *       await page.waitFor(() => document.title === 'Thanks');
 *     });
 *   });
 *
 * A selector with `>>>` goes through shadow roots. Functions given to a page run there: they see nothing of the test.
 */
import puppeteer, {
  type Browser,
  type BrowserContext,
  type KeyInput,
  type Page as PuppeteerPage,
} from 'puppeteer-core';
import { afterAll, afterEach, describe } from 'vitest';
import { remote } from 'webdriverio';
import { chromiumArgs, enginesHere, findChromium, findFirefox } from '../../tools/browsers.mjs';
import { startWebKit } from '../../tools/webkit.mjs';
import { linesKey, startConsoleProxy } from './console-proxy.ts';

export type Engine = 'chromium' | 'firefox' | 'webkit';

export interface Page {
  readonly engine: Engine;
  /** Goes to an address and waits until the page has loaded. */
  goto(url: string): Promise<void>;
  url(): Promise<string>;
  /** Goes back without waiting: a page that comes out of the cache never says that it loaded. */
  back(): Promise<void>;
  /** Runs a function, or an expression, in the page. Promises are awaited; what comes back must be JSON. */
  eval<T>(code: string | ((...args: never[]) => T), ...args: unknown[]): Promise<Awaited<T>>;
  /** Runs a function with the element a selector finds, waiting for it to exist. */
  evalOn<T>(
    selector: string,
    code: (element: HTMLElement, ...args: never[]) => T,
    ...args: unknown[]
  ): Promise<Awaited<T>>;
  /** Waits until a function is true in the page, and returns what it answered. */
  waitFor<T>(code: string | ((...args: never[]) => T), options?: { timeout?: number; args?: unknown[] }): Promise<T>;
  /** Waits until the element exists and is visible. */
  waitForVisible(selector: string, options?: { timeout?: number }): Promise<void>;
  /** Scrolls to an element and clicks its centre with the mouse. */
  click(selector: string, options?: { count?: number }): Promise<void>;
  /** Types into whatever has the focus. */
  type(text: string): Promise<void>;
  /** Replaces the text of a field: click, select everything, type. */
  fill(selector: string, text: string): Promise<void>;
  /** Presses one key, as in `Enter`, `Tab`, `Shift+Tab`, `ArrowDown`, `a`. */
  press(key: string): Promise<void>;
  /** Sets the width of the page in CSS pixels; WebKit has a least width of 447. */
  setWidth(width: number, height?: number): Promise<void>;
  screenshot(path: string): Promise<void>;
  /** What the page wrote to its console so far, uncaught errors included, as `warn: text`. */
  consoleLines(): Promise<string[]>;
  close(): Promise<void>;
}

/** Engines this run is about: `ENGINES`, else those on this machine. */
export const engines = (process.env['ENGINES']?.split(',') ?? enginesHere()) as Engine[];

/** One `describe` per engine. Pages opened in a test are closed after it, browsers after the last. */
export function eachEngine(tests: (engine: Engine, open: () => Promise<Page>) => void): void {
  for (const engine of engines) {
    describe(engine, () => {
      const pages: Page[] = [];
      let browser: Browser | undefined;
      afterEach(async () => {
        await Promise.all(pages.splice(0).map((page) => page.close()));
      });
      afterAll(() => browser?.close());
      tests(engine, async () => {
        const page =
          engine === 'webkit'
            ? await WebKitPage.open()
            : await PuppetPage.open(engine, (browser ??= await launch(engine)));
        pages.push(page);
        return page;
      });
    });
  }
}

function launch(engine: 'chromium' | 'firefox'): Promise<Browser> {
  return engine === 'chromium'
    ? puppeteer.launch({ executablePath: findChromium(), args: chromiumArgs })
    : puppeteer.launch({ browser: 'firefox', executablePath: findFirefox(), headless: true });
}

/** What both kinds of page do alike. */
abstract class BasePage {
  protected abstract run(expression: string): Promise<unknown>;
  protected abstract clickAt(x: number, y: number, count: number): Promise<void>;
  abstract type(text: string): Promise<void>;
  abstract press(key: string): Promise<void>;

  async eval<T>(code: string | ((...args: never[]) => T), ...args: unknown[]): Promise<Awaited<T>> {
    const expression = typeof code === 'string' ? code : `(${code})(...${JSON.stringify(args)})`;
    return (await this.run(expression)) as Awaited<T>;
  }

  async evalOn<T>(
    selector: string,
    code: (element: HTMLElement, ...args: never[]) => T,
    ...args: unknown[]
  ): Promise<Awaited<T>> {
    await this.waitFor(`!!(${deepQuery})(${JSON.stringify(selector)})`, { what: selector });
    const found = `(${deepQuery})(${JSON.stringify(selector)})`;
    return (await this.run(`(${code})(${found}, ...${JSON.stringify(args)})`)) as Awaited<T>;
  }

  async waitFor<T>(
    code: string | ((...args: never[]) => T),
    { timeout = 10_000, args = [], what }: { timeout?: number; args?: unknown[]; what?: string } = {},
  ): Promise<T> {
    const end = Date.now() + timeout;
    for (;;) {
      let problem = '';
      try {
        const answer = (await answered(this.eval(code, ...args))) as T;
        if (answer) return answer;
      } catch (error) {
        // The page may just be leaving for another one.
        problem = ` (${error instanceof Error ? error.message : String(error)})`;
      }
      if (Date.now() > end) throw new Error(`Waited ${timeout} ms in vain for ${what ?? String(code)}${problem}`);
      await pause(30);
    }
  }

  async waitForVisible(selector: string, { timeout = 10_000 } = {}): Promise<void> {
    const code = `((el) => !!el && el.checkVisibility({ visibilityProperty: true }))((${deepQuery})(${JSON.stringify(selector)}))`;
    await this.waitFor(code, { timeout, what: `${selector} to be visible` });
  }

  async click(selector: string, { count = 1 } = {}): Promise<void> {
    const { x, y, covered } = await this.evalOn(selector, (element) => {
      element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const box = element.getBoundingClientRect();
      const x = Math.round(box.x + box.width / 2);
      const y = Math.round(box.y + box.height / 2);
      let hit = document.elementFromPoint(x, y);
      while (hit?.shadowRoot?.elementFromPoint(x, y) && hit.shadowRoot.elementFromPoint(x, y) !== hit) {
        hit = hit.shadowRoot.elementFromPoint(x, y);
      }
      // A label's field counts as hit by the label, and the other way round.
      const related =
        hit && (element.contains(hit) || hit.contains(element) || hit.closest('label')?.contains(element));
      return { x, y, covered: related ? '' : (hit?.outerHTML.slice(0, 120) ?? 'nothing') };
    });
    if (covered) throw new Error(`${selector} cannot be clicked: ${covered} lies there.`);
    await this.clickAt(x, y, count);
  }

  url(): Promise<string> {
    return this.eval<string>('location.href');
  }

  async back(): Promise<void> {
    await this.run('void setTimeout(() => history.back())');
  }

  async fill(selector: string, text: string): Promise<void> {
    await this.click(selector);
    await this.evalOn(selector, (element) => (element as HTMLInputElement).select());
    if (text) await this.type(text);
    else await this.press('Backspace');
  }
}

/** Chromium by its own protocol, Firefox by WebDriver BiDi. */
class PuppetPage extends BasePage implements Page {
  readonly #lines: string[] = [];
  readonly #page: PuppeteerPage;
  readonly #context: BrowserContext;

  constructor(
    readonly engine: Engine,
    context: BrowserContext,
    page: PuppeteerPage,
  ) {
    super();
    this.#context = context;
    this.#page = page;
    page.on('console', (message) => {
      const line = `${message.type()}: ${message.text()}`;
      if (!isBrowsersOwn(`${line} ${message.location().url ?? ''}`)) this.#lines.push(line);
    });
    page.on('pageerror', (error) => {
      const line = `error: ${error instanceof Error ? error.message : String(error)}`;
      if (!isBrowsersOwn(line)) this.#lines.push(line);
    });
  }

  static async open(engine: Engine, browser: Browser): Promise<PuppetPage> {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    return new PuppetPage(engine, context, page);
  }

  async goto(url: string): Promise<void> {
    await this.#page.goto(url, { waitUntil: 'load' });
  }

  protected run(expression: string): Promise<unknown> {
    return this.#page.evaluate(expression);
  }

  protected async clickAt(x: number, y: number, count: number): Promise<void> {
    await this.#page.mouse.click(x, y, { count });
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  async press(key: string): Promise<void> {
    // Firefox knows the space bar by its character only.
    const keys = key.split('+').map((name) => (name === 'Space' ? ' ' : name)) as KeyInput[];
    const last = keys.pop()!;
    for (const modifier of keys) await this.#page.keyboard.down(modifier);
    await this.#page.keyboard.press(last);
    for (const modifier of keys.reverse()) await this.#page.keyboard.up(modifier);
  }

  async setWidth(width: number, height = 900): Promise<void> {
    await this.#page.setViewport({ width, height });
  }

  async screenshot(path: string): Promise<void> {
    await this.#page.screenshot({ path: path as `${string}.png` });
  }

  async consoleLines(): Promise<string[]> {
    await pause(50);
    return [...this.#lines];
  }

  async close(): Promise<void> {
    await this.#context.close();
  }
}

type Driver = Awaited<ReturnType<typeof remote>>;

/** WebKitGTK by WebDriver; each page is a browser of its own, because a driver has one session. */
class WebKitPage extends BasePage implements Page {
  readonly engine = 'webkit';
  readonly #driver: Driver;
  readonly #stop: () => void;

  constructor(driver: Driver, stop: () => void) {
    super();
    this.#driver = driver;
    this.#stop = stop;
  }

  static async open(): Promise<WebKitPage> {
    const proxy = await startConsoleProxy();
    const webkit = await startWebKit(proxy.port);
    const driver = await remote(webkit.options as Parameters<typeof remote>[0]);
    await driver.setTimeout({ script: 30_000, pageLoad: 60_000 });
    const page = new WebKitPage(driver, () => {
      webkit.stop();
      proxy.stop();
    });
    await page.setWidth(1280);
    return page;
  }

  async goto(url: string): Promise<void> {
    await this.#driver.navigateTo(url);
  }

  protected async run(expression: string): Promise<unknown> {
    const script = `const done = arguments[arguments.length - 1];
      const fail = (error) => done({ failure: String(error) });
      try { Promise.resolve(${expression}).then((value) => done({ value }), fail); } catch (error) { fail(error); }`;
    const { value, failure } = (await this.#driver.executeAsyncScript(script, [])) as {
      value?: unknown;
      failure?: string;
    };
    if (failure !== undefined) throw new Error(failure);
    return value;
  }

  protected async clickAt(x: number, y: number, count: number): Promise<void> {
    const once = [
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    const actions = [{ type: 'pointerMove', duration: 0, x, y }, ...Array.from({ length: count }, () => once).flat()];
    await this.#driver.performActions([
      { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions },
    ]);
    await this.#driver.releaseActions();
  }

  async type(text: string): Promise<void> {
    await this.#keys([...text].flatMap((value) => [down(value), up(value)]));
  }

  async press(key: string): Promise<void> {
    const codes = key.split('+').map((name) => keyCodes[name] ?? name);
    await this.#keys([...codes.map(down), ...codes.reverse().map(up)]);
  }

  async #keys(actions: object[]): Promise<void> {
    await this.#driver.performActions([{ type: 'key', id: 'keyboard', actions }]);
    await this.#driver.releaseActions();
  }

  async setWidth(width: number, height = 900): Promise<void> {
    // The window has a frame of its own: measure it, then ask for that much more.
    for (let tries = 0; tries < 3; tries += 1) {
      const [innerWidth, innerHeight] = (await this.run('[innerWidth, innerHeight]')) as [number, number];
      if (innerWidth === width && innerHeight === height) return;
      const outer = await this.#driver.getWindowRect();
      await this.#driver.setWindowRect(
        null,
        null,
        outer.width + width - innerWidth,
        outer.height + height - innerHeight,
      );
      await pause(100);
    }
  }

  async screenshot(path: string): Promise<void> {
    await this.#driver.saveScreenshot(path);
  }

  async consoleLines(): Promise<string[]> {
    await pause(50);
    const lines = (await this.run(`[...(window[Symbol.for('${linesKey}')] ?? [])]`)) as string[];
    return lines.filter((line) => !isBrowsersOwn(line));
  }

  async close(): Promise<void> {
    await this.#driver.deleteSession().catch(() => undefined);
    this.#stop();
  }
}

/** No page asked for the icon that browsers look for. */
const isBrowsersOwn = (line: string) => line.includes('/favicon.ico');

const down = (value: string) => ({ type: 'keyDown', value });
const up = (value: string) => ({ type: 'keyUp', value });

/** Names of keys as the WebDriver standard numbers them. */
const keyCodes: Record<string, string> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  Meta: '\uE03D',
};

/** Runs in the page: `host >>> inner` looks into the shadow root of `host`. */
const deepQuery = `((selector) => {
  let found = null;
  let root = document;
  for (const part of selector.split('>>>')) {
    if (!root) return null;
    found = root.querySelector(part.trim());
    root = found && found.shadowRoot;
  }
  return found;
})`;

/** A page that leaves just as it is asked may never answer (WebKit, now and then); the page after it will. */
export async function answered<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const unanswered = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the page gave no answer')), 3000);
  });
  answer.catch(() => undefined); // it may still fail, long after
  return Promise.race([answer, unanswered]).finally(() => clearTimeout(timer));
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The built Storybook in Chromium: what the tests of the stories and the pictures share. */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import puppeteer from 'puppeteer-core';
import { chromiumArgs, findChromium } from './browsers.mjs';
import { root } from './paths.mjs';

const require = createRequire(import.meta.url);
const folder = join(root, 'storybook-static');
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
};

/** Serves the built Storybook as any file server would. */
export async function serveStorybook() {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname));
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    if (!file.startsWith(folder) || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The page of faults that proves the checkers. */
export const SEEDED = 'seeded-faults--faults';

const entries = () => Object.values(JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')).entries);

/** Every story, in the order of the sidebar. */
export const stories = () => entries().filter(({ id, type }) => type === 'story' && id !== SEEDED);

/** Every page of documentation. */
export const docs = () => entries().filter(({ type }) => type === 'docs');

export const launchChromium = () =>
  puppeteer.launch({
    executablePath: findChromium(),
    // Text as alike on all machines as it can be.
    args: [...chromiumArgs, '--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'],
    protocolTimeout: 120_000,
  });

/** One page of the browser, in which one story after the other is shown under the same toolbar values. */
export class StoryPage {
  /** What the page said or asked for since the last story: each line is a fault. */
  faults = [];
  #page;
  #base;

  static async open(browser, base, { globals = {}, width = 1280, height = 900, now } = {}) {
    const self = new StoryPage();
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    self.#page = page;
    self.#base = base;
    await page.setViewport({ width, height });
    await page.emulateTimezone('UTC');
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    if (now !== undefined) await page.evaluateOnNewDocument(stopClock, now);
    page.on('console', (message) => self.faults.push(`console ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) =>
      self.faults.push(`error: ${error instanceof Error ? error.message : String(error)}`),
    );
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith('http') && origin !== base) self.faults.push(`request to ${request.url()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400) self.faults.push(`${response.status()} for ${response.url()}`);
    });
    await self.#load(globals);
    return self;
  }

  get page() {
    return this.#page;
  }

  async #load(globals) {
    const value = Object.entries({ motion: 'reduced', ...globals })
      // As Storybook's own address has it: a colour is `!hex(…)`.
      .map(([name, each]) => `${name}:${each.startsWith('#') ? `!hex(${each.slice(1)})` : each}`)
      .join(';');
    await this.#page.goto(`${this.#base}/iframe.html?id=${SEEDED}&viewMode=story&globals=${encodeURIComponent(value)}`);
    await this.#page.waitForFunction(() => globalThis.__STORYBOOK_PREVIEW__?.currentRender?.phase === 'finished', {
      timeout: 60_000,
    });
    await this.#page.addScriptTag({ path: require.resolve('accessibility-checker-engine/ace.js') });
    this.faults = [];
  }

  /** Shows a story, with its play function and the accessibility addon behind it, and tells what came of it. */
  async show(id) {
    this.faults = [];
    const seen = await this.#page.evaluate(showStory, id);
    return { ...seen, faults: [...seen.errors, ...this.faults] };
  }

  /** Shows a page of documentation until all its stories are drawn, and tells the faults. */
  async showDocs(id) {
    this.faults = [];
    await this.#page.goto(`${this.#base}/iframe.html?id=${id}&viewMode=docs`);
    await this.#page.waitForFunction(
      () => {
        const boxes = [...document.querySelectorAll('#storybook-docs .sb-story [id$="-inner"]')];
        return document.querySelector('#storybook-docs h1') && boxes.every((box) => box.childElementCount > 0);
      },
      { timeout: 60_000 },
    );
    return this.faults;
  }

  /** What IBM Equal Access finds in the story that is shown. */
  equalAccess() {
    return this.#page.evaluate(runEqualAccess);
  }

  async close() {
    await this.#page.browserContext().close();
  }
}

/* Runs in the page. */
function showStory(storyId) {
  const channel = globalThis.__STORYBOOK_ADDONS_CHANNEL__;
  return new Promise((resolve) => {
    const errors = [];
    const wrong = (what) => (event) => {
      const { message = String(event), description = '' } = event ?? {};
      errors.push(`${what}: ${message} ${description}`.trim());
    };
    const listeners = {
      storyErrored: wrong('story'),
      storyThrewException: wrong('story'),
      playFunctionThrewException: wrong('play'),
      unhandledErrorsWhilePlaying: (list) => list.forEach(wrong('play')),
      storyMissing: () => end({ errors: ['the story is missing'], violations: [] }),
      storyFinished: (event) => {
        if (event.storyId !== storyId) return;
        const report = event.reporters?.find(({ type }) => type === 'a11y');
        if (report?.result?.error) errors.push(`axe: ${report.result.error}`);
        const violations = (report?.result?.violations ?? []).map(({ id, help, nodes }) => ({
          id,
          line: `axe ${id}: ${help} — ${nodes.map(({ target, failureSummary }) => `${target.flat().join(' ')} (${failureSummary?.split('\n').at(1)?.trim()})`).join('; ')}`,
        }));
        end({ errors, violations, checked: report !== undefined });
      },
    };
    const timer = setTimeout(() => end({ errors: [...errors, 'the story did not finish'], violations: [] }), 45_000);
    const end = (result) => {
      clearTimeout(timer);
      for (const [name, listener] of Object.entries(listeners)) channel.off(name, listener);
      resolve(result);
    };
    for (const [name, listener] of Object.entries(listeners)) channel.on(name, listener);
    channel.emit('setCurrentStory', { storyId, viewMode: 'story' });
  });
}

/* Runs in the page before anything else: a clock that stands, so that no figure depends on when it was taken. */
function stopClock(now) {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...args) {
      super(...(args.length > 0 ? args : [now]));
    }
    static now() {
      return now;
    }
  };
}

/* Runs in the page. */
async function runEqualAccess() {
  const { results } = await new globalThis.ace.Checker().check(document.querySelector('#storybook-root'), ['WCAG_2_2']);
  return results
    .filter(({ value }) => value[0] === 'VIOLATION' && value[1] === 'FAIL')
    .filter(({ ruleId, node }) => {
      const element = node instanceof Element ? node : node?.parentElement;
      // What is inert is neither reached nor read, and WCAG asks no contrast of it (1.4.3, inactive components): the
      // engine does not know the attribute.
      for (let at = element; at; at = at.getRootNode().host) if (at.closest('[inert]')) return false;
      // Words only for those who listen are words: the engine does not count text that is clipped away.
      return !(ruleId === 'label_content_exists' && element?.querySelector('.vh')?.textContent.trim());
    })
    .map(({ ruleId, reasonId, message, path, snippet }) => ({
      id: ruleId,
      line: `ibm ${ruleId}/${reasonId}: ${message} — ${path.dom} ${snippet}`,
    }));
}

/** A page of one page: every element comes and goes two hundred times, and what is left is what was there before. */
import puppeteer, { type Browser, type CDPSession, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArgs, findChromium } from '../../tools/browsers.mjs';
import { engines } from '../helpers/drive.ts';
import { CAMPAIGN, Site } from './site.ts';

const ROUNDS = 200;

// Only Chromium tells what a page holds, and collects garbage when it is asked to.
describe.runIf(engines.includes('chromium'))('chromium', () => {
  let site: Site;
  let browser: Browser;

  beforeAll(async () => {
    site = await Site.start();
    site.pages.set('/views', {
      body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Views</title>
        <script type="module" src="/cdn/cairn.js"></script><main></main></html>`,
    });
    browser = await puppeteer.launch({ executablePath: findChromium(), args: chromiumArgs });
  });
  afterAll(async () => {
    await browser.close();
    await site.stop();
  });

  it(
    `[F13] ${ROUNDS} views of every element leave no node, listener, timer, stream or element behind`,
    { timeout: 240_000 },
    async () => {
      const page = await browser.newPage();
      await page.setViewport({ width: 1200, height: 6000 });
      await page.evaluateOnNewDocument(watchPage);
      const session = await page.createCDPSession();
      await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
      await page.goto(`${site.url}/views`, { waitUntil: 'load' });
      // What is fetched once, and what is kept once for the page, such as formats and style sheets.
      await page.evaluate(rounds, 5, CAMPAIGN);
      const before = await held(page, session);
      await page.evaluate(rounds, ROUNDS, CAMPAIGN);
      const after = await held(page, session);
      expect(after).toEqual({ ...before, made: before.made + ROUNDS * 7 });
      expect(after.streams).toBe(0);
      // An observer that all elements share may hold on to the view that made it, and to no other.
      expect(after.elements).toBeLessThanOrEqual(7);
      await page.close();
    },
  );
});

interface Held {
  documents: number;
  nodes: number;
  listeners: number;
  timers: number;
  streams: number;
  elements: number;
  made: number;
}

/** What the page holds once the stores have stopped, which takes a second, and garbage is collected. */
async function held(page: Page, session: CDPSession): Promise<Held> {
  const end = Date.now() + 30_000;
  let last = '';
  for (;;) {
    // Some is let go of in the turn after a collection; what no longer changes is what is there.
    for (let turn = 0; turn < 3; turn += 1) await session.send('HeapProfiler.collectGarbage');
    const { documents, nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
    const counts = { documents, nodes, listeners, ...((await page.evaluate('views()')) as object) } as Held;
    const now = JSON.stringify(counts);
    if ((now === last && counts.streams === 0) || Date.now() > end) return counts;
    last = now;
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
}

/* Runs in the page, before its scripts. */
function watchPage() {
  const page = window as unknown as { views: () => unknown; elements: WeakRef<Element>[] };
  const timers = new Set<number>();
  const {
    setTimeout: start,
    clearTimeout: stop,
    setInterval: repeat,
    clearInterval: end,
    EventSource: Stream,
  } = window;
  const streams: WeakRef<EventSource>[] = [];
  page.elements = [];
  window.setTimeout = ((run: () => void, ...rest: number[]) => {
    const id = start(
      () => {
        timers.delete(id);
        run();
      },
      ...rest,
    );
    timers.add(id);
    return id;
  }) as typeof setTimeout;
  window.setInterval = ((...rest: Parameters<typeof repeat>) => {
    const id = repeat(...rest);
    timers.add(id);
    return id;
  }) as typeof setInterval;
  window.clearTimeout = (id) => {
    timers.delete(Number(id));
    stop(id);
  };
  window.clearInterval = (id) => {
    timers.delete(Number(id));
    end(id);
  };
  window.EventSource = class extends Stream {
    constructor(...rest: ConstructorParameters<typeof EventSource>) {
      super(...rest);
      streams.push(new WeakRef(this));
    }
  };
  page.views = () => ({
    timers: timers.size,
    streams: streams.filter((each) => each.deref() && each.deref()?.readyState !== Stream.CLOSED).length,
    elements: page.elements.filter((each) => each.deref()).length,
    made: page.elements.length,
  });
}

/* Runs in the page: a view is shown until everything in it is there, and put away. */
async function rounds(count: number, endpoint: string) {
  const { elements } = window as unknown as { elements: WeakRef<Element>[] };
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const isThere = (element: Element) => {
    const root = element.shadowRoot!;
    const base = root.querySelector('[part~="base"]:not([aria-busy="true"])');
    return base && (element.localName !== 'cairn-impact-chart' || root.querySelector('[data-drawn]'));
  };
  for (let round = 0; round < count; round += 1) {
    const view = document.createElement('cairn-campaign');
    view.setAttribute('endpoint', endpoint);
    const shown = [
      'cairn-mission-banner layout=strip sticky=top with-countdown dismissible',
      'cairn-progress-thermometer variant=vertical with-live with-announcements',
      'cairn-contribution-form',
      'cairn-member-spotlight with-rotation',
      'cairn-impact-chart',
    ].map((line) => {
      const [tag = '', ...attributes] = line.split(' ');
      const element = document.createElement(tag);
      for (const attribute of attributes) {
        const [name = '', value = ''] = attribute.split('=');
        element.setAttribute(name, value);
      }
      return element;
    });
    view.append(...shown);
    const alone = document.createElement('cairn-progress-thermometer');
    alone.setAttribute('endpoint', endpoint);
    document.querySelector('main')!.append(view, alone);
    for (const element of [view, alone, ...shown]) elements.push(new WeakRef(element));
    const end = performance.now() + 20_000;
    while (![alone, ...shown].every(isThere)) {
      if (performance.now() > end) throw new Error(`Round ${round}: not everything came.`);
      await frame();
    }
    document.querySelector('main')!.replaceChildren();
  }
}

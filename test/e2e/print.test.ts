/** A page on paper: the words and figures of every element stand in the document that a browser prints. */
import { inflateSync } from 'node:zlib';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArgs, findChromium } from '../../tools/browsers.mjs';
import { engines } from '../helpers/drive.ts';
import { CAMPAIGN, Site } from './site.ts';

/** Each element, and what it says on paper, beside the figures that the test takes from the server. */
const SAID: Record<string, string[]> = {
  'cairn-mission-banner': [
    'Bring the woods back to the high fells.',
    'By 2040, one unbroken wood',
    'have added a stone',
  ],
  'cairn-progress-thermometer': ['raised of $50,000', 'Matched by Merrow Outdoor', 'Pledged, not yet paid'],
  'cairn-progress-thermometer variant="vertical"': ['raised of $50,000', 'Seed bank stocked', '$60,000 Stretch'],
  'cairn-progress-thermometer variant="radial"': ['raised of $50,000', 'Supporters'],
  'cairn-progress-thermometer variant="cairn"': ['raised of $50,000', 'Each stone is $2,500.'],
  'cairn-progress-thermometer variant="strata"': ['of $50,000', 'Trees planted', 'Hours'],
  'cairn-progress-thermometer variant="compact"': ['raised of $50,000'],
  'cairn-member-spotlight': ['My grandmother called it the bald hill.', 'Maren Oduya', 'Leader, Keld Gill crew'],
  'cairn-member-spotlight layout="grid"': ['Maren Oduya', 'Ilse Brandt', 'Tomás Herrera'],
  'cairn-member-spotlight layout="list"': ['Maren Oduya', 'Ilse Brandt', 'Tomás Herrera'],
  'cairn-impact-chart': ['How the stones added up', 'Goal $50,000', 'Today', 'Seed bank stocked'],
  'cairn-impact-chart view="table"': ['How the stones added up', 'Of goal', 'to date'],
  'cairn-contribution-form': ['Add your stone', '$50 plants 10 trees', 'For your receipt.'],
};
const FIGURES = ['cairn-mission-banner with-progress', 'cairn-progress-thermometer', 'cairn-impact-chart'];

// Only Chromium prints without asking where to.
describe.runIf(engines.includes('chromium'))('chromium', () => {
  let site: Site;
  let browser: Browser;

  beforeAll(async () => {
    site = await Site.start();
    browser = await puppeteer.launch({ executablePath: findChromium(), args: chromiumArgs });
  });
  afterAll(async () => {
    await browser.close();
    await site.stop();
  });

  const open = async (path: string, elements: string, root = '') => {
    site.pages.set(path, {
      body: `<!doctype html><html lang="en" ${root}><meta charset="utf-8"><title>Paper</title>
        <script type="module" src="/cdn/cairn.js"></script>
        <cairn-campaign endpoint="${CAMPAIGN}">${elements}</cairn-campaign></html>`,
    });
    const page = await browser.newPage();
    await page.goto(`${site.url}${path}`, { waitUntil: 'load' });
    return page;
  };
  const element = (line: string) => `<${line}>The page's own words</${line.split(' ')[0]}>`;

  for (const [line, words] of Object.entries(SAID)) {
    it(`[AL15] <${line}> prints as text`, async () => {
      const page = await open('/paper', element(line));
      const text = await printed(page, isReady);
      for (const each of words) expect(text).toContain(squeezed(each));
      expect(text).not.toContain(squeezed("The page's own words"));
      await page.close();
    });
  }

  it('[AL15] the figures on paper are those of the server, of elements that nobody has scrolled to as well', async () => {
    const far = FIGURES.map((line) => `<div style="block-size: 3000px"></div>${element(`${line} loading="lazy"`)}`);
    const page = await open('/far', far.join(''));
    // Paper does not scroll: what waits for the eye comes when the page is about to be printed, once it listens for that.
    await page.waitForFunction(() =>
      [...document.querySelectorAll('[loading="lazy"]')].every((one) => one.shadowRoot?.querySelector('slot')),
    );
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const text = await printed(page, isReady);
    const { goals } = await site.campaign();
    const { confirmed = 0, matched = 0 } = goals.find(({ id }) => id === 'money')!.raised;
    const raised = `$${((confirmed + matched) / 100).toLocaleString('en')}`;
    expect(text.split(raised).length - 1, raised).toBeGreaterThanOrEqual(2);
    expect(text).toContain(squeezed(`${Math.floor((confirmed + matched) / 50_000)}% of $50,000`));
    await page.close();
  });

  it('[AL15] a dark page is printed in black on white', async () => {
    const page = await open(
      '/dark',
      Object.keys(SAID).map(element).join(''),
      'style="color-scheme: dark; background: #111; color: #eee"',
    );
    await page.waitForFunction(isReady);
    await page.emulateMediaType('print');
    const inks = await page.evaluate(() =>
      [...document.querySelectorAll('cairn-campaign > *')].map((one) => getComputedStyle(one).color),
    );
    expect(new Set(inks)).toEqual(new Set(['rgb(0, 0, 0)']));
    await page.close();
  });
});

/* Runs in the page: every element shows what it has to show. */
function isReady(): boolean {
  return [...document.querySelectorAll('cairn-campaign > *')]
    .filter(({ localName }) => localName.startsWith('cairn-'))
    .every((one) => one.shadowRoot?.querySelector('[part~="base"]:not([aria-busy="true"])'));
}

async function printed(page: Page, ready: () => boolean): Promise<string> {
  await page.waitForFunction(ready);
  await page.waitForNetworkIdle({ idleTime: 200 }).catch(() => undefined);
  return textOfPdf(Buffer.from(await page.pdf({ format: 'A4', printBackground: true })));
}

/** Without white space and marks of direction: a document has places for letters, and hardly any spaces. */
const squeezed = (text: string) => text.replace(/[\s\u00ad\u200b-\u200f\u2066-\u2069]/g, '');

/** The letters of a document that Chromium has printed, in the order in which they were drawn. */
function textOfPdf(file: Buffer): string {
  const raw = file.toString('latin1');
  const objects = new Map([...raw.matchAll(/(\d+) 0 obj\n?([\s\S]*?)endobj/g)].map(([, id, body]) => [id!, body!]));
  const stream = (body = '') => {
    const start = /stream\r?\n/.exec(body);
    if (!start) return '';
    const bytes = Buffer.from(body.slice(start.index + start[0].length, body.lastIndexOf('endstream')), 'latin1');
    return body.includes('/FlateDecode') ? inflateSync(bytes).toString('latin1') : bytes.toString('latin1');
  };
  const letters = (hex: string) =>
    (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('');
  const fonts = new Map<string, { size: number; letter: Map<number, string> }>();
  for (const body of objects.values()) {
    for (const [, name, id] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const font = objects.get(id!) ?? '';
      const table = stream(objects.get(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1] ?? ''));
      const letter = new Map<number, string>();
      for (const [, part] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
        for (const [, from, to] of part!.matchAll(/<(\w+)> <(\w+)>/g))
          letter.set(Number.parseInt(from!, 16), letters(to!));
      for (const [, part] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
        for (const [, from, until, to] of part!.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g))
          for (let code = Number.parseInt(from!, 16), i = 0; code <= Number.parseInt(until!, 16); code += 1, i += 1)
            letter.set(code, String.fromCharCode(Number.parseInt(to!, 16) + i));
      fonts.set(name!, { size: font.includes('/Type0') ? 4 : 2, letter });
    }
  }
  let text = '';
  for (const body of objects.values()) {
    const drawing = stream(body);
    if (!/\bT[jJ]\b/.test(drawing)) continue;
    let font: { size: number; letter: Map<number, string> } | undefined;
    for (const [, name, shown] of drawing.matchAll(/\/(F\d+) [\d.]+ Tf|((?:<\w+>|\[[^\]]*\])) ?T[jJ]/g)) {
      if (name) font = fonts.get(name);
      else if (font)
        for (const [, hex] of shown!.matchAll(/<(\w+)>/g))
          for (let i = 0; i < hex!.length; i += font.size)
            text += font.letter.get(Number.parseInt(hex!.slice(i, i + font.size), 16)) ?? '';
    }
  }
  return squeezed(text);
}

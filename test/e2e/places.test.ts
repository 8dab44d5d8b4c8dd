/**
 * The builder's own code, as it is copied, in places that treat it as the platforms do: markup that arrives after the page
 * and goes again, a frame of another origin that is sandboxed, a mail that is a picture and a link.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { piece } from '../../demo/builder/places.js';
import { PLATFORMS } from '../../demo/builder/platforms.js';
import { blank, type Choices } from '../../demo/builder/snippet.js';
import { version } from '../../src/shared/version.ts';
import { eachEngine } from '../helpers/drive.ts';
import { CAMPAIGN, Site } from './site.ts';
import { FORM, METER, expectQuiet, waitForText } from './steps.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(() => site.stop());

/** The same machine under another name: another origin, as a visitor's page is. */
const elsewhere = () => site.url.replace('127.0.0.1', 'localhost');
const chosen = (...names: string[]): Choices => ({
  ...blank(),
  elements: names.map((name) => ({ name, attributes: {} })),
  endpoint: site.url + CAMPAIGN,
  scripts: `${site.url}/cdn`,
  link: { href: 'https://northfell.example/give', text: 'Give to the fells' },
});
const codeOf = (kind: string, choices: Choices) => piece(kind, choices, { version, files: {} })!.code;
const onPage = (head: string, body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>${head}<body>${body}</body></html>`;
const BOTH = ['progress-thermometer', 'contribution-form'];

it('[PL8] every frame and picture the builder offers is there', async () => {
  const missing: string[] = [];
  for (const { id, code, also } of PLATFORMS) {
    for (const kind of [...code, ...also]) {
      for (const name of ['mission-banner', 'member-spotlight', 'impact-chart', ...BOTH]) {
        const found = piece(kind, { ...chosen(name), platform: id }, { version, files: {} })?.code ?? '';
        for (const [address] of found.matchAll(/http:\/\/127[^\s"'<]*\/(?:embed|badge|cdn)\/[^\s"'<]*/g)) {
          const { status } = await fetch(address);
          if (status !== 200) missing.push(`${id}: ${address} (${status})`);
        }
      }
    }
  }
  expect(missing).toEqual([]);
});

eachEngine((_engine, open) => {
  it('[PL8] Squarespace: the script in the header, tags that come with a page that is fetched, and go, and come back', async () => {
    const tags = codeOf('tags', chosen(...BOTH));
    site.pages.set('/squarespace', {
      body: onPage(
        codeOf('script', chosen(...BOTH)),
        `<main></main><script>
          window.visit = (markup) => { document.querySelector('main').innerHTML = markup; };
          setTimeout(() => visit(${JSON.stringify(tags).replaceAll('<', '\\u003c')}), 300);
        </script>`,
      ),
    });
    const page = await open();
    await page.goto(`${elsewhere()}/squarespace`);
    await waitForText(page, METER, '$34,180');
    await page.eval((tags: string) => {
      const { visit } = window as unknown as { visit(markup: string): void };
      visit('<p>Another page</p>');
      visit(tags);
    }, tags);
    await waitForText(page, METER, '$34,180');
    await waitForText(page, FORM, 'Give $50');
    await expectQuiet(page);
  });

  it('[PL8] Drupal, Ghost, Shopify, Webflow: with what their editors put around the snippet, and into it', async () => {
    const snippet = codeOf('snippet', chosen('progress-thermometer'));
    const lines = snippet.split('\n').join('<br />\n');
    const around: Record<string, string> = {
      // The filter for line breaks, and the one that mends faulty markup: it closes what it does not know, and keeps it.
      drupal: `<div class="text-formatted field__item"><p>${lines}</p></div>`,
      ghost: `<section class="gh-content"><!--kg-card-begin: html-->\n${snippet}\n<!--kg-card-end: html--></section>`,
      shopify: `<section class="shopify-section"><div class="page-width"><div class="custom-liquid">${snippet}</div></div></section>`,
      webflow: `<div class="w-embed w-script">${snippet}</div>`,
    };
    for (const [place, body] of Object.entries(around)) {
      site.pages.set(`/${place}`, { body: onPage('', body) });
      const page = await open();
      await page.goto(`${elsewhere()}/${place}`);
      await waitForText(page, METER, '$34,180');
      expect(await page.evalOn(METER, (element) => element.getBoundingClientRect().width), place).toBeGreaterThan(300);
      await expectQuiet(page);
    }
  });

  it('[PL8] Wix: its address, tag and attributes in a sandboxed frame of another origin', async () => {
    const code = codeOf('wix', chosen('progress-thermometer'));
    const [, source] = /^Server URL: (\S+)$/m.exec(code)!;
    const [, tag] = /^Tag name: (\S+)$/m.exec(code)!;
    const rows = [...code.matchAll(/^ {2}(\S+) = (.*)$/gm)].map(([, name, value]) => [name, value]);
    site.pages.set('/wix-inner', {
      body: onPage(
        '',
        `<script>
          const script = document.createElement('script');
          script.type = 'module';
          script.src = ${JSON.stringify(source)};
          document.head.append(script);
          const made = document.createElement(${JSON.stringify(tag)});
          for (const [name, value] of ${JSON.stringify(rows)}) made.setAttribute(name, value);
          document.body.append(made);
          customElements.whenDefined(${JSON.stringify(tag)}).then(() => {
            const look = () => {
              const text = made.shadowRoot?.textContent ?? '';
              if (/34,180/.test(text)) parent.postMessage('shown', '*');
              else setTimeout(look, 50);
            };
            look();
          });
        </script>`,
      ),
    });
    site.pages.set('/wix', {
      body: onPage(
        `<script>addEventListener('message', ({ data }) => { if (data === 'shown') document.title = 'Shown'; });</script>`,
        `<iframe sandbox="allow-scripts" src="${site.url}/wix-inner" title="Widget" width="600" height="500"></iframe>`,
      ),
    });
    const page = await open();
    await page.goto(`${elsewhere()}/wix`);
    await page.waitFor(`document.title === 'Shown'`, { timeout: 20_000 });
  });

  it('[PL7] [PL8] Notion and free plans: the frame page by its address, high enough for what is in it', async () => {
    const choices = chosen('progress-thermometer');
    site.pages.set('/notion', { body: onPage('', codeOf('frame', choices)) });
    const page = await open();
    await page.goto(codeOf('frame-url', choices));
    await waitForText(page, METER, '$34,180');
    const needed = await page.eval<number>('document.documentElement.scrollHeight');
    await page.goto(`${elsewhere()}/notion`);
    const given = await page.eval<number>(`document.querySelector('iframe').getBoundingClientRect().height`);
    expect(given).toBeGreaterThan(250);
    expect(needed).toBeGreaterThan(150);
  });

  it('[PL8] E-mail: a picture that loads, with words, and a link', async () => {
    site.pages.set('/mail', { body: onPage('', codeOf('email', chosen('progress-thermometer'))) });
    const page = await open();
    await page.goto(`${elsewhere()}/mail`);
    await page.waitFor(`document.querySelector('a > img').naturalWidth > 300`, { timeout: 20_000 });
    expect(await page.eval(`document.querySelector('img').alt`)).toBe('Give to the fells');
    expect(await page.eval(`document.querySelector('a').href`)).toBe('https://northfell.example/give');
    await expectQuiet(page);
  });
});

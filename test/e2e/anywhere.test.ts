/** Without a server of ours: a folder of files, the README's own snippets, and a platform's recorded answers. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eachEngine } from '../helpers/drive.ts';
import { FORM, METER, expectQuiet, waitForText } from './steps.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** Blocks of one language in the README, in order. */
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map((match) => match[1]!);

let server: Server;
let base: string;
const pages = new Map<string, string>();

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://here').pathname);
    const own = pages.get(path);
    const file = join(root, path.startsWith('/cdn/') ? path : join('demo', path));
    if (own === undefined && (!existsSync(file) || extname(file) === '')) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/html; charset=utf-8' });
    response.end(own ?? readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const onPage = (body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>${body}</html>`;

eachEngine((_engine, open) => {
  it('[PL1] three lines and a JSON file beside them show the widgets', async () => {
    const page = await open();
    await page.goto(`${base}/static/index.html`);
    await waitForText(page, METER, 'raised of');
    await page.waitForVisible(`${FORM} >>> .submit`);
    await waitForText(page, FORM, /You finish on larchstreet\.example/);
    await expectQuiet(page);
  });

  it('the README: its static page and its smallest document work as printed', async () => {
    const snippet = blocks('html').find((one) => one.includes('./campaign.json'))!;
    pages.set('/readme/', onPage(snippet.replace('/cairn.js', '/cdn/cairn.js')));
    pages.set('/readme/campaign.json', blocks('json')[0]!);
    const page = await open();
    await page.goto(`${base}/readme/`);
    await waitForText(page, METER, '£1,820.50');
    await waitForText(page, METER, '£5,000');
    await waitForText(page, FORM, /Continue on quayside\.example/);
    await expectQuiet(page);
  });

  it('[PT14] the README: figures typed into attributes, nothing fetched', async () => {
    const snippet = blocks('html').find((one) => one.includes('raised="1820.50"'))!;
    pages.set('/typed/', onPage(`<script type="module" src="/cdn/cairn.js"></script>${snippet}`));
    const page = await open();
    await page.goto(`${base}/typed/`);
    await waitForText(page, METER, '£1,820.50');
    const fetched = await page.eval(
      () =>
        performance
          .getEntriesByType('resource')
          .filter((entry) => (entry as PerformanceResourceTiming).initiatorType === 'fetch').length,
    );
    expect(fetched).toBe(0);
    await expectQuiet(page);
  });

  it('a real collective through its adapter: right to the cent, and its own page behind the button', async () => {
    const page = await open();
    await page.goto(`${base}/opencollective.html`);
    await waitForText(page, METER, '$76,147.77');
    await waitForText(page, 'cairn-member-spotlight', 'AMP Project');
    await waitForText(page, FORM, /You finish on opencollective\.com/);
    await expectQuiet(page);
  });

  it('[CF29] in a frame that may not navigate the page, the form shows the link it would have followed', async () => {
    pages.set(
      '/framed/',
      onPage(
        '<iframe sandbox="allow-scripts allow-same-origin" src="/opencollective.html" width="1000" height="2000"></iframe>',
      ),
    );
    const page = await open();
    await page.goto(`${base}/framed/`);
    const href = await page.eval(async () => {
      const find = <E extends Element>(selector: string) =>
        document
          .querySelector('iframe')!
          .contentDocument?.querySelector('cairn-contribution-form')
          ?.shadowRoot?.querySelector<E & HTMLElement>(selector) ?? undefined;
      const wait = async <T>(what: () => T | undefined): Promise<T> => {
        for (let i = 0; i < 400; i++) {
          const found = what();
          if (found) return found;
          await new Promise((resolve) => setTimeout(resolve, 25));
        }
        throw new Error(`waited in vain for ${String(what)}`);
      };
      const amount = await wait(() => find<HTMLInputElement>('[name="custom"]'));
      amount.value = '25.50';
      amount.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      (await wait(() => find<HTMLButtonElement>('.submit'))).click();
      return (await wait(() => find<HTMLAnchorElement>('.assurance a[href]'))).href;
    });
    expect(href).toMatch(/^https:\/\/opencollective\.com\/webpack\/donate\?/);
    expect(new URL(href).searchParams.get('amount')).toBe('25.50');
    expect(await page.url()).toBe(`${base}/framed/`);
  });
});

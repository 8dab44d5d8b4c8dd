/** The driver itself, proved in every engine on a page with the strictest policy our users have. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eachEngine } from '../helpers/drive.ts';

const html = `<!doctype html><title>Driver</title><script type="module" src="/page.js"></script>
<x-field></x-field><a href="/other">Other page</a>`;
const script = `customElements.define('x-field', class extends HTMLElement {
  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    const input = document.createElement('input');
    const button = document.createElement('button');
    button.textContent = 'Press';
    input.setAttribute('aria-label', 'Name');
    let clicks = 0;
    button.onclick = () => { button.textContent = 'Pressed ' + ++clicks; };
    root.append(input, button);
  }
});
console.log('hello from the page');
addEventListener('keydown', (event) => { document.title = (event.shiftKey ? 'Shift+' : '') + event.code; });
setTimeout(() => { throw new Error('thrown by the page'); });`;

let server: Server;
let base: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'",
    );
    response.end(isScript ? script : html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

eachEngine((_engine, open) => {
  it('types, presses and clicks through a shadow root', async () => {
    const page = await open();
    await page.goto(base);
    await page.waitForVisible('x-field >>> button');
    await page.fill('x-field >>> input', 'Ada Ω');
    expect(await page.evalOn('x-field >>> input', (el) => (el as HTMLInputElement).value)).toBe('Ada Ω');
    await page.fill('x-field >>> input', '');
    expect(await page.evalOn('x-field >>> input', (el) => (el as HTMLInputElement).value)).toBe('');
    await page.press('Tab');
    expect(await page.evalOn('x-field', (el) => el.shadowRoot!.activeElement?.localName)).toBe('button');
    await page.press('Enter');
    await page.waitFor(() => document.querySelector('x-field')!.shadowRoot!.textContent === 'Pressed 1');
    await page.press('Shift+Tab');
    expect(await page.evalOn('x-field', (el) => el.shadowRoot!.activeElement?.localName)).toBe('input');
    expect(await page.eval('document.title')).toBe('Shift+Tab');
    await page.click('x-field >>> button', { count: 2 });
    expect(await page.evalOn('x-field >>> button', (el) => el.textContent)).toBe('Pressed 3');
  });

  it('awaits promises, passes values and reports errors of the page', async () => {
    const page = await open();
    await page.goto(base);
    expect(await page.eval((a: number, b: { c: number[] }) => Promise.resolve(a + b.c[0]!), 1, { c: [2] })).toBe(3);
    await expect(page.eval('Promise.reject(new Error("no"))')).rejects.toThrow(/no/);
    await expect(page.waitFor('false', { timeout: 100 })).rejects.toThrow(/in vain/);
    await page.setWidth(640);
    expect(await page.eval('innerWidth')).toBe(640);
  });

  it('hears the console, and keeps two pages apart', async () => {
    const [one, two] = [await open(), await open()];
    await Promise.all([one.goto(base), two.goto(base)]);
    await one.eval("document.cookie = 'a=1'");
    expect(await two.eval('document.cookie')).toBe('');
    for (const page of [one, two]) {
      await expect
        .poll(async () => (await page.consoleLines()).join('; '))
        .toMatch(/^log: hello from the page; error: [^;]*thrown by the page$/);
    }
    await one.click('a');
    await one.waitFor("location.pathname === '/other'");
    await one.back();
    await one.waitFor("location.pathname === '/'");
    expect(await one.url()).toBe(base);
  });
});

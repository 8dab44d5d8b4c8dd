/** What stands in for the elements where scripts are forbidden: frames that grow, and messages nobody can forge. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eachEngine, type Page } from '../helpers/drive.ts';
import { Site } from './site.ts';
import { expectQuiet } from './steps.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(() => site.stop());

/** The same machine under another name: another origin. */
const elsewhere = () => site.url.replace('127.0.0.1', 'localhost');
const onPage = (body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><body>${body}</body></html>`;
const height = (page: Page, selector = 'iframe') =>
  page.evalOn(selector, (frame) => Number((frame as HTMLIFrameElement).height));

eachEngine((_engine, open) => {
  it('[PL7] a frame takes the height of what is in it, across origins, and follows when it is narrowed', async () => {
    site.pages.set('/host', {
      body: onPage(`<iframe src="${site.url}/embed/thermometer/high-fells" title="Progress" width="100%" height="1"></iframe>
        <script type="module" src="${site.url}/embed/embed.js"></script>`),
    });
    const page = await open();
    await page.goto(`${elsewhere()}/host`);
    await expect.poll(() => height(page), { timeout: 20_000 }).toBeGreaterThan(150);
    await page.setWidth(500);
    await expect.poll(() => height(page), { timeout: 20_000 }).toBeGreaterThan(200);
    await expectQuiet(page);
  });

  it('[PL7] [S16] speaks WordPress to a page that gave it a secret, to that page alone, also from its sandbox', async () => {
    site.pages.set('/wordpress', {
      body: onPage(`<script>
        window.heard = [];
        addEventListener('message', (event) => heard.push({ ...event.data, origin: event.origin }));
      </script>
      <iframe sandbox="allow-scripts" src="${site.url}/embed/thermometer/high-fells#?secret=Abc123" title="Progress"></iframe>`),
    });
    const page = await open();
    await page.goto(`${elsewhere()}/wordpress`);
    interface Heard {
      message?: string;
      value?: number;
      secret?: string;
      origin: string;
    }
    const heard = await page.waitFor<Heard[] | undefined>(
      () => {
        const { heard } = window as unknown as { heard: Heard[] };
        return heard.some(({ message, value }) => message === 'height' && (value ?? 0) > 150) ? heard : undefined;
      },
      { timeout: 20_000 },
    );
    expect(heard!.find(({ message }) => message === 'height')).toMatchObject({ secret: 'Abc123', origin: 'null' });
  });

  it('[F63] ignores thirty messages that are not the frame’s own', async () => {
    site.pages.set('/evil', {
      body: onPage(
        `<script>for (let i = 0; i < 10; i++) parent.postMessage({ type: 'cairn:height', height: 4000 + i }, '*')</script>`,
      ),
    });
    site.pages.set('/forge', {
      body: onPage(`<iframe id="ours" src="${site.url}/embed/thermometer/high-fells" title="Progress" width="100%" height="1"></iframe>
        <script>
          window.heard = 0;
          window.heights = [];
          addEventListener('message', () => heard++);
          const frame = document.querySelector('#ours');
          new MutationObserver(() => heights.push(Number(frame.height))).observe(frame, { attributeFilter: ['height'] });
          function forge(origin) {
            for (const data of [1, 'x', null, [], { type: 'cairn:height' }, { type: 'cairn:height', height: '9' }]) postMessage(data, '*');
            for (let value = 0; value < 7; value++) postMessage({ type: 'cairn:height', height: 3000 + value }, '*');
            for (let value = 0; value < 7; value++) {
              const data = { type: 'cairn:height', height: 2000 + value };
              const event = new MessageEvent('message', { data, origin });
              // Firefox would not make one with the window of another process.
              Object.defineProperty(event, 'source', { value: frame.contentWindow });
              dispatchEvent(event);
            }
            const evil = document.createElement('iframe');
            evil.src = '/evil';
            document.body.append(evil);
          }
        </script>
        <script type="module" src="${site.url}/embed/embed.js"></script>`),
    });
    const page = await open();
    await page.goto(`${elsewhere()}/forge`);
    await expect.poll(() => height(page, '#ours'), { timeout: 20_000 }).toBeGreaterThan(150);
    const before = await page.eval<number>('window.heard');
    await page.eval(`forge(${JSON.stringify(site.url)})`);
    await page.waitFor(`window.heard >= ${before} + 30`);
    // Its own may still come while the element draws itself; none of the others was followed, however briefly.
    await page.eval(() => new Promise((done) => setTimeout(done, 300)));
    const heights = await page.eval<number[]>('window.heights');
    expect(Math.max(...heights)).toBeLessThan(2000);
    expect(heights).not.toContain(9);
  });

  it('[F64] clamps what a frame asks for, and follows it ten times a second at most', async () => {
    site.pages.set('/restless', {
      body: onPage(`<script>
        let n = 0;
        const timer = setInterval(() => {
          parent.postMessage({ type: 'cairn:height', height: 300 + n }, '*');
          if (++n === 100) { clearInterval(timer); parent.postMessage({ type: 'cairn:height', height: 1e9 }, '*'); }
        }, 10);
        for (const height of [-5, NaN, Infinity]) parent.postMessage({ type: 'cairn:height', height }, '*');
      </script>`),
    });
    site.pages.set('/clamp', {
      body: onPage(`<iframe src="${site.url}/restless" title="Restless" height="1"></iframe>
        <script>
          window.changes = [];
          new MutationObserver((list) => list.forEach(() => changes.push(performance.now())))
            .observe(document.querySelector('iframe'), { attributeFilter: ['height'] });
        </script>
        <script type="module" src="${site.url}/embed/embed.js"></script>`),
    });
    const page = await open();
    await page.goto(`${elsewhere()}/clamp`);
    await expect.poll(() => height(page), { timeout: 20_000 }).toBe(5000);
    const changes = await page.eval<number[]>('window.changes');
    for (const [index, at] of changes.entries())
      if (changes[index + 10] !== undefined) expect(changes[index + 10]! - at).toBeGreaterThan(900);
  });
});

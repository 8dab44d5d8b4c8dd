/** The builder as somebody without code uses it: choose, look, copy, and come back to it later. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { version } from '../../src/shared/version.ts';
import { eachEngine, type Page } from '../helpers/drive.ts';
import { CAMPAIGN, Site } from './site.ts';
import { FORM, METER, expectQuiet, waitForText } from './steps.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(() => site.stop());

const endpoint = () => `${site.url}${CAMPAIGN}`;
const code = (page: Page, box = 'pieces') =>
  page.eval<string>(`document.querySelector('#${box} pre')?.textContent ?? ''`);
const hash = (page: Page) => page.eval('decodeURIComponent(location.hash)');
/** What the preview's page says, its widgets included. */
const previewed = (page: Page, tag: string) =>
  page.eval((tag: string) => {
    const inside = document.querySelector<HTMLIFrameElement>('#preview')!.contentDocument!;
    const found = inside.querySelector(tag);
    return (found?.shadowRoot?.textContent ?? '').replace(/\s+/g, ' ');
  }, tag);

async function build(page: Page, state = ''): Promise<void> {
  await page.goto(`${site.url}/builder/${state}`);
  await page.waitFor("document.documentElement.dataset.ready === ''", { timeout: 20_000 });
}
const until = async (what: () => Promise<unknown>, pattern: RegExp) =>
  expect.poll(what, { timeout: 20_000, interval: 60 }).toMatch(pattern);

eachEngine((engine, open) => {
  it('[PL5] asks the endpoint, says what it found or why not, and shows the campaign', async () => {
    const page = await open();
    const own = { campaigns: [{ id: 'high-fells', title: 'Back to the high fells' }], publicUrl: null };
    site.pages.set('/builder/campaigns.json', {
      body: JSON.stringify(own),
      headers: { 'content-type': 'application/json' },
    });
    await build(page);
    site.pages.delete('/builder/campaigns.json');
    // The campaign of this very server is there without a word typed.
    await until(() => previewed(page, METER), /\$34,180/);
    expect(await page.eval(`document.querySelector('.pick[aria-pressed="true"]').textContent`)).toMatch(/high fells/);
    expect(await page.eval(`document.querySelector('#endpoint').value`)).toBe(endpoint());
    await page.fill('#endpoint', '');
    await until(() => page.eval(`document.querySelector('#preview-note').textContent`), /^Sample figures/);
    await until(() => previewed(page, METER), /raised of/);

    await page.fill('#endpoint', `${site.url}/v1/campaigns/whales`);
    await until(
      () => page.eval(`document.querySelector('#endpoint-state').textContent`),
      /no such campaign \(404\)\. Check the id/,
    );
    // The address of its page is what people have at hand.
    await page.fill('#endpoint', `${site.url}/c/high-fells`);
    await until(
      () => page.eval(`document.querySelector('#endpoint-state').textContent`),
      /^Northfell Trust: “.+” \(\d goals, \d pathways\)$/,
    );
    expect(await page.eval(`document.querySelector('#preview-note').textContent`)).toBe('');
    expect(await code(page)).toContain(`endpoint="${endpoint()}"`);
    await until(() => previewed(page, METER), /\$34,180/);
    // The campaign knows where it lives: the link inside the snippet comes from there.
    expect(await code(page)).toMatch(/<a href="https:\/\/northfell\.example[^"]*">/);
    // Its ids are offered where an option names one.
    expect(
      await page.eval(() =>
        [...document.querySelectorAll('#progress-thermometer-goal-list option')].map(
          (option) => (option as HTMLOptionElement).value,
        ),
      ),
    ).toContain('trees');
  });

  it('[PL5] a file beside one’s own page is no fault, and figures typed in are shown once the address is away', async () => {
    const page = await open();
    await build(page);
    const state = () => page.eval(`document.querySelector('#endpoint-state').textContent`);
    await page.fill('#endpoint', './campaign.json');
    await until(state, /^A file beside your own page cannot be seen from here/);
    expect(await page.eval(`document.querySelector('#endpoint-state').dataset.kind`)).toBe('');
    expect(await code(page)).toContain('endpoint="./campaign.json"');

    await page.eval(() => document.querySelectorAll('details').forEach((each) => (each.open = true)));
    await page.fill('#progress-thermometer-raised', '1,820.50');
    await page.fill('#progress-thermometer-target', '5000');
    await page.fill('#progress-thermometer-unit', 'GBP');
    await page.eval(() =>
      [...document.querySelectorAll('#options button')]
        .find((each) => /address away/.test(each.textContent))!
        .dispatchEvent(new MouseEvent('click')),
    );
    expect(await code(page)).not.toContain('endpoint=');
    await until(() => previewed(page, METER), /figures that cannot be read: raised="1,820\.50".*plain numbers/);
    await page.fill('#progress-thermometer-raised', '1820.50');
    await until(() => previewed(page, METER), /£1,820\.50/);
    expect(await code(page)).toContain('<cairn-progress-thermometer raised="1820.50" target="5000" unit="GBP">');
    expect(await page.eval(`document.querySelectorAll('#options button').length`)).toBe(0);
  });

  it('[PL5] by keyboard alone: another element, an option, and its snippet', async () => {
    const page = await open();
    await build(page, `#endpoint=${encodeURIComponent(endpoint())}`);
    await page.eval(`document.querySelector('#el-progress-thermometer').focus()`);
    await page.press('Tab');
    await page.press('Space');
    await page.waitFor(`document.querySelector('#el-contribution-form').checked`);
    await until(() => code(page), /<cairn-campaign endpoint="[^"]+" with-gap>/);
    await page.eval(`document.querySelector('#options-progress-thermometer > summary').focus()`);
    if (await page.eval(`!document.querySelector('#options-progress-thermometer').open`)) await page.press('Enter');
    await page.eval(`document.querySelector('#progress-thermometer-with-share').focus()`);
    await page.press('Space');
    await until(() => code(page), /<cairn-progress-thermometer with-share>/);
    expect(await page.eval('document.activeElement.id'), 'the focus stays').toBe('progress-thermometer-with-share');
    // Only what differs from how it comes is written.
    await page.press('Space');
    await until(() => code(page), /<cairn-progress-thermometer>\n/);
    await until(() => previewed(page, FORM), /Give/);
    await expectQuiet(page);
  });

  it('[PL5] every choice stands in the address, and an address brings every choice back', async () => {
    const page = await open();
    const state = `#el=${encodeURIComponent('progress-thermometer?variant=vertical')}&accent=%23b3261e&platform=gtm&skin=rtl&lang=ar&endpoint=${encodeURIComponent(endpoint())}`;
    await build(page, state);
    expect(await page.eval(`document.querySelector('#progress-thermometer-variant').value`)).toBe('vertical');
    expect(await page.eval(`document.querySelector('#platform :checked').labels[0].textContent`)).toBe(
      'Google Tag Manager',
    );
    await until(() => code(page), /setAttribute\('style', '--cairn-accent: #b3261e'\)/);
    await until(
      () =>
        page.eval(() => {
          const inside = document.querySelector<HTMLIFrameElement>('#preview')!.contentDocument!;
          return `${inside.documentElement.dir} ${inside.querySelector('cairn-progress-thermometer')?.getAttribute('variant')}`;
        }),
      /^rtl vertical$/,
    );
    await page.eval(() => {
      const skin = document.querySelector<HTMLSelectElement>('#skin')!;
      skin.value = 'narrow';
      skin.dispatchEvent(new Event('input', { bubbles: true }));
    });
    expect(await hash(page)).toContain('skin=narrow');
    await page.waitFor(`document.querySelector('#preview').clientWidth === 280`);
    await expectQuiet(page);
  });

  it('[PL5] says when a colour is too pale, and mends it by one press', async () => {
    const page = await open();
    await build(page);
    await page.fill('#accent', '#ffd6e0');
    await until(() => page.eval(`document.querySelector('#contrast').textContent`), /Contrast 1\.\d : 1 against white/);
    await page.click('#contrast button');
    await until(() => page.eval(`document.querySelector('#contrast').textContent`), /enough for text/);
    expect(await page.eval(`document.querySelector('#accent').value`)).toMatch(/^#[0-9a-f]{6}$/);
    expect(await code(page)).toMatch(/style="--cairn-accent: #[0-9a-f]{6}"/);
    expect(await page.eval('document.activeElement.id')).toBe('accent');
  });

  it('[PL5] reads a snippet that stands on a page', async () => {
    const page = await open();
    await build(page);
    await page.eval(`document.querySelector('.import').open = true`);
    await page.fill('#import', 'nothing of ours');
    await page.click('#import-go');
    await until(() => page.eval(`document.querySelector('#import-state').textContent`), /no tag of Cairn/);
    await page.fill('#import', '<cairn-progress-thermometer endpoint="https://give');
    await page.click('#import-go');
    await until(() => page.eval(`document.querySelector('#import-state').textContent`), /cut off/);
    await page.fill('#import', `[cairn element=“progress-thermometer” variant=“radial” endpoint=“${endpoint()}”]`);
    await page.click('#import-go');
    await until(() => code(page), /<cairn-progress-thermometer endpoint="[^"“]+" variant="radial">/);
    await page.eval((endpoint: string) => {
      document.querySelector<HTMLTextAreaElement>('#import')!.value =
        `<script type="module" src="https://cdn.example.org/w/v1/cairn.js"></script>
         <cairn-campaign endpoint='${endpoint}' preset=plum><cairn-member-spotlight layout="grid" with-more></cairn-member-spotlight>
         <cairn-contribution-form><a href="https://example.org/?a=1&amp;b=2">Give &amp; help</a></cairn-contribution-form></cairn-campaign>`;
    }, endpoint());
    await page.click('#import-go');
    await until(
      () => page.eval(`document.querySelector('#import-state').textContent`),
      /Read: member spotlight, contribution form/,
    );
    await until(() => code(page), /src="https:\/\/cdn\.example\.org\/w\/v1\/cairn\.js"/);
    const now = await code(page);
    expect(now).toContain('<cairn-member-spotlight layout="grid" with-more>');
    expect(now).toContain('<a href="https://example.org/?a=1&amp;b=2">Give &amp; help</a>');
    expect(now).toContain('preset="plum"');
  });

  it('[PL5] copies, also where the page may not use the clipboard', async () => {
    const page = await open();
    await build(page);
    await page.eval(() => {
      // Neither way is allowed: the text is chosen, and the visitor is told which keys to press.
      Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
      document.execCommand = () => false;
    });
    await page.eval(`document.querySelector('#pieces button').focus()`);
    await page.press('Enter');
    await until(
      () => page.eval(`document.querySelector('#copied').textContent`),
      /The snippet is selected: press Ctrl\+C/,
    );
    expect(await page.eval('getSelection().toString()')).toContain('<cairn-progress-thermometer');
    // By the older command alone.
    await page.eval(() => {
      document.execCommand = (name) => name === 'copy';
    });
    await page.click('#pieces button');
    await until(() => page.eval(`document.querySelector('#copied').textContent`), /^Copied\.$/);
  });

  it('[PL5] [S7] what it writes runs as it is: newest, and pinned with its hash', async () => {
    const page = await open();
    await build(page, `#endpoint=${encodeURIComponent(endpoint())}`);
    const newest = await code(page);
    await page.eval(`document.querySelector('#scripts-box').open = true`);
    // By its key: the preview above it may still be growing.
    await page.eval(`document.querySelector('#pinned').focus()`);
    await page.press('Space');
    await until(() => code(page), /integrity="sha384-/);
    const pinned = await code(page);
    expect(pinned).toContain(`/cdn/v${version}/cairn.core.js"`);
    for (const [path, snippet] of [
      ['/made', newest],
      ['/made-pinned', pinned],
    ]) {
      site.pages.set(path!, {
        body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Made</title>${snippet}</html>`,
      });
      const visitor = await open();
      await visitor.goto(`${site.url}${path}`);
      await waitForText(visitor, METER, '$34,180');
      await expectQuiet(visitor);
    }
  });

  it('[S2] a link that brings scripts from somewhere else says whose they are, where the snippet is taken', async () => {
    const page = await open();
    await build(page, `#scripts=https%3A%2F%2Fother.example%2Fcdn&endpoint=${encodeURIComponent(endpoint())}`);
    await until(() => code(page), /https:\/\/other\.example\/cdn/);
    const hint = () => page.eval(`document.querySelector('#scripts-hint').innerText`);
    await until(hint, /scripts from other\.example, not from this server/);
    await page.fill('#scripts', '');
    await until(hint, /This server’s own/);
    await until(() => code(page), new RegExp(`${site.url}/cdn`));
  });

  it('[PL5] says that this computer is no place for a published snippet, and takes the one there will be', async () => {
    const page = await open();
    await build(page, `#platform=wordpress&endpoint=${encodeURIComponent(endpoint())}`);
    await until(() => code(page), /127\.0\.0\.1|localhost/);
    await until(() => page.eval(`document.querySelector('#place-words').textContent`), /your own computer/);
    await page.fill('#site', 'http://give.example.org');
    await until(() => page.eval(`document.querySelector('#place-words').textContent`), /Put https in front/);
    await page.fill('#site', 'https://give.example.org');
    await until(() => code(page), /src="https:\/\/give\.example\.org\/cdn\/v1\/thermometer\.js"/);
    expect(await code(page)).toContain('endpoint="https://give.example.org/v1/campaigns/high-fells"');
    expect(await code(page, 'or-pieces')).toBe('https://give.example.org/v1/campaigns/high-fells');
    await until(() => page.eval(`document.querySelector('#place-words').textContent`), /has on the internet/);
    // The preview keeps asking the server that is there.
    await until(() => previewed(page, METER), /\$34,180/);
    expect(await hash(page)).toContain('site=https://give.example.org');
    // Step one of the plugin is a file of this server.
    const zip = await page.eval<string>(
      `fetch(document.querySelector('#or-steps a').href).then((answer) => answer.headers.get('content-type'))`,
    );
    expect(zip).toBe('application/zip');
    await expectQuiet(page);
  });

  it('[PL5] several elements stand apart on a page without a rule for them', async () => {
    const page = await open();
    await build(page, `#el=progress-thermometer&el=contribution-form&endpoint=${encodeURIComponent(endpoint())}`);
    await until(() => code(page), /<cairn-campaign/);
    site.pages.set('/apart', {
      body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Apart</title>${await code(page)}</html>`,
    });
    const visitor = await open();
    await visitor.goto(`${site.url}/apart`);
    await waitForText(visitor, FORM, 'Give');
    const gap = await visitor.eval<number>(
      `document.querySelector('${FORM}').getBoundingClientRect().top - document.querySelector('${METER}').getBoundingClientRect().bottom`,
    );
    expect(gap).toBeGreaterThan(32);
  });

  it('[PL8] Tag Manager’s code puts the widget into its place, once', async () => {
    const page = await open();
    await build(page, `#platform=gtm&endpoint=${encodeURIComponent(endpoint())}`);
    const script = await code(page);
    site.pages.set('/tagged', {
      body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tagged</title><div id="cairn"></div>${script}${script}</html>`,
    });
    const visitor = await open();
    await visitor.goto(`${site.url}/tagged`);
    await waitForText(visitor, METER, '$34,180');
    expect(await visitor.eval(`document.querySelectorAll('${METER}').length`)).toBe(1);
    await expectQuiet(visitor);
  });

  it('[PL5] has room at 320 pixels, a name for every control, and no control under 24 pixels', async () => {
    const page = await open();
    await build(page);
    await page.setWidth(engine === 'webkit' ? 447 : 320);
    await page.waitFor('innerWidth < 500');
    expect(await page.eval('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    // The preview is as high as what is in it: a frame that is cut off looks like the end.
    await page.waitFor(
      () => {
        const frame = document.querySelector<HTMLIFrameElement>('#preview')!;
        const needed = frame.contentDocument!.documentElement.scrollHeight;
        return needed > 300 && Math.abs(frame.clientHeight - needed) <= 1;
      },
      { timeout: 20_000 },
    );
    const faults = await page.eval(() =>
      [...document.querySelectorAll<HTMLElement>('a, button, input, select, textarea, summary')]
        .filter((one) => one.checkVisibility() && !one.closest('.swatches') && !one.classList.contains('skip'))
        .flatMap((one) => {
          const { width, height } = one.getBoundingClientRect();
          const labels = 'labels' in one ? [...((one as HTMLInputElement).labels ?? [])] : [];
          const name =
            one.getAttribute('aria-label') ?? (labels.map((label) => label.textContent).join('') || one.textContent);
          const box = one.matches('[type=checkbox]') ? labels[0]!.getBoundingClientRect() : { width, height };
          const small = box.width < 24 || box.height < 24;
          return [
            ...(name.trim() ? [] : [`${one.outerHTML.slice(0, 80)} has no name`]),
            ...(small ? [`${one.outerHTML.slice(0, 80)} is ${width}×${height}`] : []),
          ];
        }),
    );
    expect(faults).toEqual([]);
  });
});

import { aTimeout, expect, html, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { CampaignInput } from '../../src/data/schema.ts';
import { momentOf } from '../../src/elements/mission-banner/schedule.ts';
import type { MissionBanner } from '../../src/elements/mission-banner/mission-banner.ts';
import type { CairnDismissEvent } from '../../src/shared/events.ts';
import '../../src/define/campaign.ts';
import '../../src/define/contribution-form.ts';
import '../../src/define/mission-banner.ts';
import { settled as loaded } from '../contract.ts';
import { expectConsole } from '../helpers/browser.ts';
import { FakeStore, NOW, inside, mount, sample, settled, textOf } from '../helpers/campaign.ts';
import { audit } from '../helpers/audit.ts';
import { setViewport } from '../helpers/viewport.ts';

const DAY = 86_400_000;
const at = (days: number) => new Date(NOW + days * DAY).toISOString();
const image = { src: new URL('/demo/assets/landscape.svg', location.href).href, alt: 'A planter sets a stone.' };
const pictured = (overrides: Partial<CampaignInput> = {}) =>
  sample({ endsAt: at(41.1), mission: { ...sample().mission, image }, ...overrides });

type Attributes = Record<string, string | boolean>;
interface Options {
  width?: number;
  lang?: string;
  dir?: string;
}

async function banner(attributes: Attributes = {}, input: CampaignInput = pictured(), options: Options = {}) {
  const store = new FakeStore();
  store.ready(input);
  const made = document.createElement('cairn-mission-banner');
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value === true ? '' : String(value));
  const el = await mount<MissionBanner>(html`${made}`, store, options);
  await loaded(el);
  await settled(el);
  return { el, store };
}

const has = (el: Element, selector: string) => el.shadowRoot!.querySelector(selector) !== null;
const links = (el: Element) => [...el.shadowRoot!.querySelectorAll<HTMLAnchorElement>('.pathways a')];
const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, '');

/** WCAG relative luminance of sRGB bytes. */
function luminance([r = 0, g = 0, b = 0]: number[]): number {
  const [x = 0, y = 0, z = 0] = [r, g, b].map((byte) => {
    const c = byte / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
}

/** The bytes that colours make when they are painted one over the other. */
function painted(...colors: string[]): number[] {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d')!;
  for (const color of colors) {
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
  }
  return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

const ratio = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

describe('<cairn-mission-banner> as a page asks for it', () => {
  afterEach(() => {
    sessionStorage.clear();
    window.localStorage.clear();
  });

  describe('[MB8] layouts', () => {
    const long = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen';
    const everything = {
      dismissible: true,
      'with-snooze': true,
      'with-match': true,
      'with-countdown': true,
      'with-progress': true,
    };
    const stretched = () =>
      pictured({
        organization: { name: `Stiftung ${long}` },
        mission: { title: `Wir bringen ${long} zurück.`, vision: long, values: [long], image },
      });

    for (const layout of ['split', 'hero', 'strip', 'compact']) {
      for (const width of [240, 320, 480, 768, 1200]) {
        for (const [lang, dir] of [
          ['de', 'ltr'],
          ['ar', 'rtl'],
        ] as const) {
          it(`[AL6] [1.4.10] ${layout} holds everything at ${width} px in ${lang}`, async () => {
            const { el } = await banner({ layout, ...everything }, stretched(), { width, lang, dir });
            const box = el.getBoundingClientRect();
            for (const part of el.shadowRoot!.querySelectorAll('.copy, .copy *, .close')) {
              if (part.closest('.vh, .faces, .face, slot') || (layout === 'strip' && part.closest('.org bdi')))
                continue;
              const { left, right } = part.getBoundingClientRect();
              expect(left, part.className).to.be.at.least(box.left - 1);
              expect(right, part.className).to.be.at.most(box.right + 1);
            }
            for (const target of el.shadowRoot!.querySelectorAll('.pathways a, button, summary')) {
              expect(target.getBoundingClientRect().height, target.className).to.be.at.least(43.9);
            }
          });
        }
      }

      it(`[AL9] ${layout} passes the audit`, async () => {
        const { el } = await banner({ layout, ...everything }, pictured(), { width: 768 });
        await audit(el);
      });

      it(`[1.4.4] [1.4.12] ${layout} loses nothing with large text and wide spacing`, async () => {
        const { el } = await banner({ layout, 'with-progress': true, dismissible: true }, pictured(), { width: 640 });
        Object.assign(el.style, { fontSize: '32px', lineHeight: '1.5', letterSpacing: '.12em', wordSpacing: '.16em' });
        await nextFrame();
        const box = inside(el, 'section');
        expect(box.scrollWidth).to.be.at.most(box.clientWidth + 1);
        for (const part of el.shadowRoot!.querySelectorAll('.mission, .btn, .support p')) {
          expect(part.scrollWidth, part.className).to.be.at.most(part.clientWidth + 1);
          expect(part.scrollHeight, part.className).to.be.at.most(part.clientHeight + 8);
        }
      });
    }

    it('[AL6] [MB2] its pathways stand in even rows where there is little room, each as wide as those above it', async () => {
      for (const [attributes, width] of [
        [{}, 320],
        [{ surface: 'card' }, 320],
        [{ layout: 'hero' }, 350],
        [{ surface: 'card', pathways: 'donate pledge volunteer' }, 304],
        [{ surface: 'card', pathways: 'donate' }, 320],
      ] as [Attributes, number][]) {
        const { el } = await banner(attributes, pictured(), { width });
        const boxes = links(el).map((link) => link.getBoundingClientRect());
        const rows = new Map<number, DOMRect[]>();
        for (const box of boxes) rows.set(Math.round(box.top), [...(rows.get(Math.round(box.top)) ?? []), box]);
        const across = inside(el, '.pathways').getBoundingClientRect().width;
        const context = `${JSON.stringify(attributes)} at ${width}`;
        expect(rows.size, context).to.equal(Math.ceil(boxes.length / 2));
        for (const row of rows.values()) {
          for (const { width: one, height } of row) {
            expect(one, context).to.be.closeTo(row.length === 2 ? (across - 12) / 2 : across, 1);
            expect(height, context).to.be.closeTo(row[0]!.height, 0.5);
          }
        }
      }
    });

    it('[AL6] a title is never broken inside a word that has room, and never leaves its box', async () => {
      for (const layout of ['split', 'hero', 'strip', 'compact']) {
        const { el } = await banner({ layout }, pictured({ mission: { title: 'M'.repeat(11), image } }), {
          width: layout === 'hero' ? 460 : 400,
        });
        const text = document.createRange();
        text.selectNodeContents(inside(el, '.mission bdi'));
        expect(new Set([...text.getClientRects()].map(({ top }) => Math.round(top))).size, layout).to.equal(1);
        const box = inside(el, '.copy').getBoundingClientRect();
        const { left, right } = text.getBoundingClientRect();
        expect(left, layout).to.be.at.least(box.left - 1);
        expect(right, layout).to.be.at.most(box.right + 1);
      }
    });

    it('[AL6] a title of the other direction begins where everything else does', async () => {
      for (const layout of ['split', 'hero', 'strip', 'compact']) {
        for (const dir of ['rtl', 'ltr']) {
          const title = dir === 'rtl' ? 'Bring the woods back to the high fells.' : 'لنُعِد الغابات إلى أعالي التلال.';
          const { el } = await banner({ layout }, pictured({ mission: { title, image } }), { width: 1000, dir });
          const text = document.createRange();
          text.selectNodeContents(inside(el, '.mission bdi'));
          // By its letters: the box that holds them may be wider.
          const letters = [...text.getClientRects()];
          const box = inside(el, '.mission').getBoundingClientRect();
          const gap =
            dir === 'rtl'
              ? box.right - Math.max(...letters.map(({ right }) => right))
              : Math.min(...letters.map(({ left }) => left)) - box.left;
          expect(gap, `${layout} ${dir}`).to.be.within(-2, 8);
        }
      }
    });

    it('the words of the three columns below begin on one line', async () => {
      const { el } = await banner(
        {},
        pictured({
          updates: { items: [{ id: 'u', at: at(-1), title: 'Birches', url: 'https://north.example/news' }] },
          evidence: [],
        }),
        { width: 1200 },
      );
      const tops = ['.latest bdi', '.values bdi'].map((words) => inside(el, words).getBoundingClientRect().top);
      expect(tops[0]).to.be.closeTo(tops[1]!, 0.6);
    });

    it('[MB9] the button that sends a strip away is level with its call to action, however long the mission', async () => {
      for (const title of ['Bring the woods back.', 'A mission that goes on and on. '.repeat(6)]) {
        const { el } = await banner({ layout: 'strip', dismissible: true }, pictured({ mission: { title } }), {
          width: 900,
        });
        const middle = (selector: string) => {
          const { top, height } = inside(el, selector).getBoundingClientRect();
          return top + height / 2;
        };
        expect(middle('.close')).to.be.closeTo(middle('.pathways'), 1);
      }
    });

    it('[MB13] what makes the countdown easy to fold is no gap above it', async () => {
      const { el } = await banner({ 'with-countdown': true }, pictured(), { width: 768 });
      const words = document.createRange();
      words.selectNodeContents(inside(el, 'summary'));
      const above = words.getBoundingClientRect().top - inside(el, '.vision').getBoundingClientRect().bottom;
      expect(above).to.be.within(8, 26);
    });

    it('[AL4] while it loads, the picture has the room that is kept for it', async () => {
      const el = await mount<MissionBanner>(html`<cairn-mission-banner></cairn-mission-banner>`, new FakeStore(), {
        width: 1200,
      });
      const base = inside(el, '.base').getBoundingClientRect();
      expect(base.bottom - inside(el, '.ledger').getBoundingClientRect().bottom).to.be.at.most(1);
    });

    it('strip and compact leave out what they have no room for', async () => {
      const strip = await banner({ layout: 'strip' });
      expect(links(strip.el).map(textOf)).to.deep.equal(['Give']);
      for (const gone of ['.media', '.vision', '.ledger']) expect(has(strip.el, gone), gone).to.equal(false);
      expect(strip.el.getBoundingClientRect().height).to.be.lessThan(200);
      const compact = await banner({ layout: 'compact' });
      expect(links(compact.el).map(textOf)).to.deep.equal(['Give', 'Pledge']);
      expect(has(compact.el, '.media')).to.equal(true);
      expect(has(compact.el, '.ledger')).to.equal(false);
    });

    it('a word that is no layout is the default one', async () => {
      const { el } = await banner({ layout: 'marquee' });
      expect(inside(el, 'section').className).to.equal('base split');
    });

    it('[AL17] a strip and the full banner of one campaign have names of their own', async () => {
      const strip = await banner({ layout: 'strip' });
      const { el } = await banner();
      const name = (one: Element) =>
        inside(one, 'section')
          .getAttribute('aria-labelledby')!
          .split(' ')
          .map((id) => textOf(inside(one, `#${id}`)))
          .join(' ');
      expect(name(el)).to.equal('Bring the woods back to the high fells.');
      expect(name(strip.el)).to.equal('Northfell Trust Bring the woods back to the high fells.');
    });

    for (const accent of ['', '#1f4fbf', '#f2b33d', '#ffd6e0', '#111111']) {
      it(`[MB4] [1.4.3] the scrim of the hero carries its words over a white and a black picture, accent ${accent || 'pine'}`, async () => {
        const { el } = await banner({ layout: 'hero' }, pictured(), { width: 1000 });
        if (accent) el.style.setProperty('--cairn-accent', accent);
        const scrim = getComputedStyle(inside(el, '.copy')).backgroundColor;
        for (const selector of ['.mission', '.vision', '.support p', '.support .muted', '.org bdi', '.quiet']) {
          const ink = getComputedStyle(inside(el, selector)).color;
          for (const picture of ['#fff', '#000']) {
            const contrast = ratio(luminance(painted(picture, scrim)), luminance(painted(picture, scrim, ink)));
            expect(contrast, `${selector} over ${picture}`).to.be.at.least(4.5);
          }
        }
        const copy = inside(el, '.copy').getBoundingClientRect();
        for (const word of el.shadowRoot!.querySelectorAll('.copy :is(h2, p, a)')) {
          const { left, right } = word.getBoundingClientRect();
          expect(left, word.className).to.be.at.least(copy.left);
          expect(right, word.className).to.be.at.most(copy.right);
        }
      });
    }

    it('[MB4] without a picture the hero is the plain banner', async () => {
      const { el } = await banner({ layout: 'hero' }, sample());
      expect(inside(el, 'section').className).to.equal('base split no-media');
    });

    it('[AL4] keeps room for each layout while it loads', async () => {
      for (const [layout, most] of [
        ['strip', 130],
        ['compact', 320],
      ] as const) {
        const made = document.createElement('cairn-mission-banner');
        made.setAttribute('layout', layout);
        const store = new FakeStore();
        const el = await mount<MissionBanner>(html`${made}`, store, { width: 768 });
        const { height } = el.getBoundingClientRect();
        expect(height, layout).to.be.within(50, most);
        store.ready(pictured());
        await loaded(el);
        expect(Math.abs(el.getBoundingClientRect().height - height) / height, layout).to.be.lessThan(0.35);
      }
    });
  });

  describe('[MB4] art direction', () => {
    const src = (name: string) => new URL(`/demo/assets/${name}`, location.href).href;
    const withSources = (sources: unknown[]) =>
      pictured({ mission: { ...sample().mission, image: { ...image, width: 1600, sources: sources as never } } });

    it('offers other sizes, and other crops for narrow screens first', async () => {
      const { el } = await banner(
        {},
        withSources([
          { src: src('logo.svg'), width: 640 },
          { src: src('f-maren.svg'), below: 700 },
          { src: src('f-ilse.svg'), below: 400 },
          { src: 'javascript:alert(1)', width: 10 },
        ]),
      );
      const sources = [...el.shadowRoot!.querySelectorAll('.media source')].map((one) => [
        one.getAttribute('media'),
        one.getAttribute('srcset'),
      ]);
      expect(sources).to.deep.equal([
        ['(width < 400px)', src('f-ilse.svg')],
        ['(width < 700px)', src('f-maren.svg')],
        [null, `${src('logo.svg')} 640w, ${image.src} 1600w`],
      ]);
    });

    it('has one picture where there is one', async () => {
      const { el } = await banner();
      expect(has(el, 'source')).to.equal(false);
    });

    it('[AL11] gives its place to a picture of the page', async () => {
      const store = new FakeStore();
      store.ready(sample());
      const el = await mount<MissionBanner>(
        html`<cairn-mission-banner><svg slot="media" viewBox="0 0 1 1"></svg></cairn-mission-banner>`,
        store,
        { width: 480 },
      );
      expect(el.querySelector('svg')!.getBoundingClientRect().width).to.be.closeTo(480, 1);
    });
  });

  describe('[MB8] [2.4.11] sticky', () => {
    const rows = Array.from({ length: 40 }, (_, index) => index);
    const page = async (sticky: string) => {
      const made = await banner({ layout: 'strip', sticky }, pictured(), { width: 700 });
      const box = made.el.parentElement!;
      const list = document.createElement('div');
      for (const index of rows) {
        const link = document.createElement('button');
        link.textContent = `Button ${index}`;
        link.style.cssText = 'display: block; block-size: 40px; margin: 0';
        list.append(link);
      }
      if (sticky === 'top') box.append(list);
      else box.prepend(list);
      return { ...made, buttons: [...list.querySelectorAll('button')] };
    };

    for (const sticky of ['top', 'bottom']) {
      it(`at the ${sticky} stays there and never lies on what has the focus`, async () => {
        await setViewport({ width: 900, height: 500 });
        const { el, buttons } = await page(sticky);
        scrollTo(0, sticky === 'top' ? 800 : 300);
        await nextFrame();
        const bar = el.getBoundingClientRect();
        expect(sticky === 'top' ? bar.top : innerHeight - bar.bottom).to.be.closeTo(0, 1);
        const order = sticky === 'top' ? [...buttons].reverse() : buttons;
        for (const button of order) {
          button.focus();
          await nextFrame();
          await nextFrame();
          const { left, top, bottom } = button.getBoundingClientRect();
          for (const y of [top + 2, bottom - 2]) {
            expect(document.elementFromPoint(left + 5, y), `${button.textContent} at ${y}`).to.equal(button);
          }
        }
      });
    }

    it('leaves the page’s own layout and styles alone', async () => {
      const before = [document.documentElement, document.body].map((one) => one.getAttribute('style'));
      const { el, buttons } = await page('top');
      scrollTo(0, 0);
      const bar = el.getBoundingClientRect();
      expect(buttons[0]!.getBoundingClientRect().top).to.be.at.least(bar.bottom - 1);
      expect([document.documentElement, document.body].map((one) => one.getAttribute('style'))).to.deep.equal(before);
    });
  });

  describe('[MB9] dismissible', () => {
    const close = (el: Element) => inside<HTMLButtonElement>(el, '.close');

    it('has no button unless asked', async () => {
      const { el } = await banner();
      expect(has(el, '.close')).to.equal(false);
    });

    it('[2.5.8] [4.1.2] has a button of 44 px with the mission in its name', async () => {
      const { el } = await banner({ dismissible: true }, pictured(), { width: 480 });
      const { width, height } = close(el).getBoundingClientRect();
      expect(Math.min(width, height)).to.be.at.least(44);
      expect(close(el).getAttribute('aria-label')).to.equal('Dismiss “Bring the woods back to the high fells.”');
      expect(close(el).type).to.equal('button');
    });

    it('[MB16] [A-banner-section] is gone by keyboard, says so without a word about the visitor, and hands the focus on', async () => {
      const { el } = await banner({ dismissible: true });
      const next = document.createElement('button');
      el.parentElement!.append(next);
      const heard: CairnDismissEvent[] = [];
      el.addEventListener('cairn-dismiss', (event) => heard.push(event));
      close(el).focus();
      await sendKeys({ press: 'Enter' });
      await settled(el);
      expect(getComputedStyle(el).display).to.equal('none');
      expect(heard.map(({ detail }) => detail)).to.deep.equal([
        { campaignId: 'high-fells', element: 'cairn-mission-banner', reason: 'close' },
      ]);
      expect([heard[0]!.bubbles, heard[0]!.composed]).to.deep.equal([true, true]);
      expect(document.activeElement).to.equal(next);
      expect([sessionStorage.length, window.localStorage.length], 'nothing is stored').to.deep.equal([0, 0]);
    });

    it('hands the focus to what comes before where nothing comes after', async () => {
      const { el } = await banner({ dismissible: true });
      const before = document.createElement('a');
      before.href = '#';
      before.textContent = 'Home';
      el.parentElement!.prepend(before);
      close(el).focus();
      close(el).click();
      expect(document.activeElement).to.equal(before);
    });

    for (const area of ['session', 'local'] as const) {
      it(`remembers it in ${area} storage where told to, and decides before it paints`, async () => {
        const storage = area === 'local' ? window.localStorage : sessionStorage;
        const first = await banner({ dismissible: true, remember: area, id: 'appeal' });
        close(first.el).click();
        expect(storage.getItem('cairn-away:appeal')).to.equal('Infinity');

        const store = new FakeStore();
        store.ready(pictured());
        const box = (await mount<HTMLElement>(html`<div></div>`, store)).parentElement!;
        const below = document.createElement('p');
        below.textContent = 'What the page goes on with';
        box.append(below);
        const { top } = below.getBoundingClientRect();
        const again = document.createElement('cairn-mission-banner') as MissionBanner;
        again.id = 'appeal';
        again.setAttribute('dismissible', '');
        again.setAttribute('remember', area);
        below.before(again);
        await Promise.resolve();
        await again.updateComplete;
        // The first frame after it was put there, and all that follow, have the page where it was.
        for (let frame = 0; frame < 4; frame++) {
          expect(below.getBoundingClientRect().top, `frame ${frame}`).to.equal(top);
          expect(has(again, '.copy')).to.equal(false);
          await nextFrame();
        }
        again.show();
        await loaded(again);
        expect(has(again, '.copy')).to.equal(true);
        expect(storage.getItem('cairn-away:appeal')).to.equal(null);
      });
    }

    it('is shown, and can be sent away, where storage throws', async () => {
      const { getItem, setItem } = Storage.prototype;
      const refuse = (): never => {
        throw new DOMException('denied', 'SecurityError');
      };
      Storage.prototype.getItem = refuse;
      Storage.prototype.setItem = refuse;
      try {
        const { el } = await banner({ dismissible: true, remember: 'local' });
        expect(has(el, '.copy')).to.equal(true);
        close(el).click();
        await settled(el);
        expect(getComputedStyle(el).display).to.equal('none');
      } finally {
        Object.assign(Storage.prototype, { getItem, setItem });
      }
    });

    it('is shown where something else stands in the storage', async () => {
      window.localStorage.setItem('cairn-away:appeal', '{"a":1}');
      const { el } = await banner({ dismissible: true, remember: 'local', id: 'appeal' });
      expect(has(el, '.copy')).to.equal(true);
    });

    it('[F11] stays away when it is moved', async () => {
      const { el } = await banner({ dismissible: true });
      el.dismiss();
      const parent = el.parentElement!;
      el.remove();
      parent.append(el);
      await settled(el);
      expect(getComputedStyle(el).display).to.equal('none');
    });
  });

  describe('[MB10] snooze', () => {
    const buttons = (el: Element) => [...el.shadowRoot!.querySelectorAll<HTMLButtonElement>('.snooze button')];

    it('offers to remind later, and to stop asking', async () => {
      const { el } = await banner({ 'with-snooze': true });
      expect(buttons(el).map(textOf)).to.deep.equal(['Remind me later', 'I already gave']);
      for (const button of buttons(el)) expect(button.getBoundingClientRect().height).to.be.at.least(43.9);
    });

    it('reminds after a week, or the days a page says', async () => {
      for (const [days, attributes] of [
        [7, {}],
        [2, { 'snooze-days': '2' }],
      ] as const) {
        const { el } = await banner({ 'with-snooze': true, remember: 'local', id: `in-${days}`, ...attributes });
        const reasons: string[] = [];
        el.addEventListener('cairn-dismiss', ({ detail }) => reasons.push(detail.reason));
        buttons(el)[0]!.click();
        expect(reasons).to.deep.equal(['later']);
        const until = Number(window.localStorage.getItem(`cairn-away:in-${days}`));
        expect((until - Date.now()) / DAY).to.be.closeTo(days, 0.01);
      }
      window.localStorage.setItem('cairn-away:over', String(Date.now() - 1));
      const { el } = await banner({ 'with-snooze': true, remember: 'local', id: 'over' });
      expect(has(el, '.copy'), 'shown again').to.equal(true);
    });

    it('never asks again who gave', async () => {
      const { el } = await banner({ 'with-snooze': true, remember: 'local', id: 'gave' });
      buttons(el)[1]!.click();
      expect(window.localStorage.getItem('cairn-away:gave')).to.equal('Infinity');
    });
  });

  describe('[MB11] schedule', () => {
    const shown = async (attributes: Attributes) => {
      const { el } = await banner(attributes);
      return getComputedStyle(el).display !== 'none';
    };

    it('is shown between its two moments', async () => {
      expect(await shown({ from: at(-1), until: at(1) })).to.equal(true);
      expect(await shown({ from: at(1) })).to.equal(false);
      expect(await shown({ until: at(-1) })).to.equal(false);
    });

    it('appears and goes by the clock', async () => {
      const { el, store } = await banner({ from: at(1), until: at(3) });
      const visible = async () => {
        document.dispatchEvent(new Event('visibilitychange'));
        await settled(el);
        return el.checkVisibility();
      };
      expect(await visible()).to.equal(false);
      Object.assign(store, { clockOffset: store.clockOffset + 2 * DAY });
      expect(await visible()).to.equal(true);
      expect(textOf(inside(el, '.mission'))).to.contain('Bring the woods back');
      Object.assign(store, { clockOffset: store.clockOffset + 2 * DAY });
      expect(await visible()).to.equal(false);
    });

    it('knows zones, and the days on which their clocks change', () => {
      const moment = (text: string, zone = '', side: 'from' | 'until' = 'from') => {
        const found = momentOf(text, zone, side);
        return found === undefined ? undefined : new Date(found).toISOString().slice(0, 16);
      };
      expect(moment('2026-07-23T18:00', 'Europe/Berlin')).to.equal('2026-07-23T16:00');
      expect(moment('2026-01-23T18:00', 'Europe/Berlin')).to.equal('2026-01-23T17:00');
      expect(moment('2026-03-29T03:30', 'Europe/Berlin')).to.equal('2026-03-29T01:30');
      expect(moment('2026-07-23T18:00', 'Asia/Kathmandu')).to.equal('2026-07-23T12:15');
      expect(moment('2026-07-23T18:00+02:00', 'Asia/Tokyo')).to.equal('2026-07-23T16:00');
      expect(moment('2026-07-23T18:00')).to.equal('2026-07-23T18:00');
      expect(moment('2026-07-23', 'America/New_York', 'from')).to.equal('2026-07-23T04:00');
      expect(moment('2026-07-23', 'America/New_York', 'until')).to.equal('2026-07-24T04:00');
      expect(moment('2068-12-31T23:59:59Z')).to.equal('2068-12-31T23:59');
    });

    it('leaves out what is no time, and says so once', async () => {
      expectConsole(/from="soon".* is no time/);
      expectConsole(/until="2026-02-30".* is no time/);
      expectConsole(/until="2026-06-01" time-zone="Mars\/Base".* is no time/);
      expect(await shown({ from: 'soon' })).to.equal(true);
      expect(await shown({ from: 'soon' })).to.equal(true);
      expect(await shown({ until: '2026-02-30' })).to.equal(true);
      expect(await shown({ until: '2026-06-01', 'time-zone': 'Mars/Base' })).to.equal(true);
    });

    it('ends with the goal it speaks of', async () => {
      const goals = [...sample().goals!, { ...sample().goals![0]!, id: 'night', endsAt: at(0.26) }];
      const { el } = await banner({ goal: 'night' }, pictured({ goals }));
      expect(textOf(inside(el, '.support'))).to.contain('6 hours left');
    });
  });

  describe('[MB12] match ribbon', () => {
    const matched = (match: object | undefined) =>
      pictured({ goals: [{ ...sample().goals![0]!, match: match as never }] });
    const words = async (match: object | undefined, options: Options = {}) => {
      const { el } = await banner({ 'with-match': true }, matched(match), options);
      return has(el, '.ribbon') ? plain(textOf(inside(el, '.ribbon'))) : undefined;
    };

    it('says who, how much, until when and what is left', async () => {
      const today = new Date(NOW);
      const tonight = new Date(today.getFullYear(), today.getMonth(), today.getDate(), 23, 59).toISOString();
      expect(await words({ by: 'Merrow', ratio: 1, endsAt: tonight, cap: 1_000_000, remaining: 422_000 })).to.match(
        /^Merrow doubles every gift until 11:59 PM [\w+:-]+\. \$4,220 of the match is left\.$/,
      );
      expect(await words({ by: 'Merrow', ratio: 2, endsAt: at(9) })).to.match(
        /^Merrow triples every gift until June 2\d at \d+:\d\d [AP]M [\w+:-]+\.$/,
      );
      expect(await words({ by: 'Merrow', ratio: 0.5, cap: 500_000 })).to.equal(
        'Merrow adds 50% to every gift. Up to $5,000 in all.',
      );
      expect(await words({ by: 'Merrow', ratio: 1 })).to.equal('Merrow doubles every gift.');
    });

    it('is silent where nobody matches, after the end, and when it is used up', async () => {
      expect(await words(undefined)).to.equal(undefined);
      expect(await words({ by: 'Merrow', ratio: 1, endsAt: at(-1) })).to.equal(undefined);
      expect(await words({ by: 'Merrow', ratio: 1, remaining: 0 })).to.equal(undefined);
    });

    it('ends by the clock', async () => {
      const { el, store } = await banner({ 'with-match': true }, matched({ by: 'Merrow', ratio: 1, endsAt: at(0.5) }));
      expect(has(el, '.ribbon')).to.equal(true);
      Object.assign(store, { clockOffset: store.clockOffset + DAY });
      document.dispatchEvent(new Event('visibilitychange'));
      await settled(el);
      expect(has(el, '.ribbon')).to.equal(false);
    });

    it('is not there unless asked for', async () => {
      const { el } = await banner({});
      expect(has(el, '.ribbon')).to.equal(false);
    });
  });

  describe('[MB13] countdown', () => {
    const clock = (el: Element) => [...el.shadowRoot!.querySelectorAll('.clock > span')].map(textOf);

    it('shows days, hours and minutes, never seconds, and reads out one sentence', async () => {
      const { el } = await banner({ 'with-countdown': true });
      expect(clock(el)).to.deep.equal(['41days', '2hours', '24minutes']);
      expect(inside(el, '.clock').getAttribute('aria-hidden')).to.equal('true');
      expect(textOf(inside(el, '.countdown .vh'))).to.equal('41 days left, ends July 23');
      expect(textOf(inside(el, 'summary'))).to.equal('Ends July 23');
      expect(textOf(inside(el, '.support')), 'said once').not.to.contain('left');
    });

    it('[A-banner-countdown] ticks outside of every live region, and leaves the sentence alone', async () => {
      const { el, store } = await banner({ 'with-countdown': true });
      const live = '[aria-live], [role="status"], [role="alert"], [role="timer"], [role="log"]';
      expect(el.shadowRoot!.querySelectorAll(live).length).to.equal(0);
      const touched: Node[] = [];
      const observer = new MutationObserver((records) => touched.push(...records.map(({ target }) => target)));
      observer.observe(el.shadowRoot!, { subtree: true, childList: true, characterData: true, attributes: true });
      for (let minute = 0; minute < 3; minute++) {
        Object.assign(store, { clockOffset: store.clockOffset + 60_000 });
        document.dispatchEvent(new Event('visibilitychange'));
        await settled(el);
      }
      observer.disconnect();
      expect(clock(el)).to.deep.equal(['41days', '2hours', '21minutes']);
      expect(touched.length).to.be.greaterThan(0);
      const outside = touched.filter((node) => !(node.parentElement ?? (node as Element)).closest('.clock'));
      expect(outside).to.deep.equal([]);
    });

    it('[A-banner-2.2.2] can be folded away, and stays so for the next one on the page', async () => {
      const { el } = await banner({ 'with-countdown': true });
      const details = inside<HTMLDetailsElement>(el, '.countdown');
      expect(details.open).to.equal(true);
      inside(el, 'summary').click();
      await waitUntil(() => !details.open);
      await aTimeout(30);
      const other = await banner({ 'with-countdown': true });
      const next = inside<HTMLDetailsElement>(other.el, '.countdown');
      expect(next.open).to.equal(false);
      inside(other.el, 'summary').click();
      await waitUntil(() => next.open);
      await aTimeout(30);
    });

    it('counts to the opening of an upcoming campaign, and is gone after the end', async () => {
      const upcoming = await banner({ 'with-countdown': true }, pictured({ status: 'upcoming', startsAt: at(10.5) }));
      expect(clock(upcoming.el).slice(0, 2)).to.deep.equal(['10days', '12hours']);
      expect(textOf(inside(upcoming.el, 'summary'))).to.equal('Opens June 23');
      expect(textOf(inside(upcoming.el, '.countdown .vh'))).to.equal('Opens in 10 days.');
      const over = await banner({ 'with-countdown': true }, pictured({ endsAt: at(-1) }));
      expect(has(over.el, '.countdown')).to.equal(false);
    });

    it('names its units in every language', async () => {
      const german = await banner({ 'with-countdown': true }, pictured(), { lang: 'de' });
      expect(clock(german.el)).to.deep.equal(['41Tage', '2Stunden', '24Minuten']);
    });
  });

  describe('[MB14] the form in a dialog', () => {
    const dialog = (el: Element) => inside<HTMLDialogElement>(el, 'dialog');
    const open = async (el: Element, index = 1) => {
      links(el)[index]!.focus();
      links(el)[index]!.click();
      await waitUntil(() => el.shadowRoot!.querySelector('dialog')?.open, 'no dialog', { timeout: 4000 });
      const form = el.querySelector('cairn-contribution-form')!;
      await waitUntil(() => form.shadowRoot?.activeElement, 'no focus in the form', { timeout: 4000 });
      return form;
    };

    it('opens with the pathway chosen and the focus in the form, and gives the focus back', async () => {
      const { el } = await banner({ 'with-dialog': true });
      expect(links(el).map((link) => link.getAttribute('href'))[0]).to.equal('https://northfell.example/give');
      const form = await open(el);
      expect(dialog(el).getAttribute('aria-label')).to.equal('Bring the woods back to the high fells.');
      expect(textOf(form.shadowRoot!.querySelector('[aria-selected="true"]')!)).to.equal('Pledge');
      const { width, height } = dialog(el).querySelector('button')!.getBoundingClientRect();
      expect(Math.min(width, height)).to.be.at.least(44);
      expect(dialog(el).getBoundingClientRect().width, 'its own styles are there').to.be.greaterThan(300);
      await Promise.allSettled(form.shadowRoot!.getAnimations().map(({ finished }) => finished));
      await audit(el);
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => !dialog(el).open);
      expect(el.shadowRoot!.activeElement).to.equal(links(el)[1]);
      const again = await open(el, 0);
      expect(again, 'the same form, with what was typed').to.equal(form);
      dialog(el).querySelector('button')!.click();
      expect(dialog(el).open).to.equal(false);
      expect(el.querySelectorAll('cairn-contribution-form').length).to.equal(1);
    });

    it('takes the form the page has put into the banner', async () => {
      const store = new FakeStore();
      store.ready(pictured());
      const el = await mount<MissionBanner>(
        html`<cairn-mission-banner with-dialog
          ><cairn-contribution-form slot="form" surface="card"></cairn-contribution-form
        ></cairn-mission-banner>`,
        store,
      );
      await loaded(el);
      const given = el.querySelector('cairn-contribution-form')!;
      expect(given.checkVisibility(), 'not before it is asked for').to.equal(false);
      expect(await open(el)).to.equal(given);
    });

    it('a double click opens it once', async () => {
      const { el } = await banner({ 'with-dialog': true });
      links(el)[0]!.click();
      links(el)[0]!.click();
      await waitUntil(() => el.shadowRoot!.querySelector('dialog')?.open, 'no dialog', { timeout: 4000 });
      await aTimeout(50);
      expect(el.querySelectorAll('cairn-contribution-form').length).to.equal(1);
    });

    it('leaves the link to the page that cancels the call, and to a key held down', async () => {
      const { el } = await banner({ 'with-dialog': true });
      el.addEventListener('cairn-cta', (event) => event.preventDefault(), { once: true });
      links(el)[0]!.click();
      el.addEventListener('click', (event) => event.preventDefault(), { once: true });
      links(el)[0]!.dispatchEvent(
        new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, metaKey: true }),
      );
      await settled(el);
      expect(el.shadowRoot!.querySelector('dialog[open]')).to.equal(null);
    });
  });

  describe('[MB2] [AL13] pathways that are not there', () => {
    it('show all, and the author is told', async () => {
      expectConsole(/has no pathway "giv", only donate, pledge, volunteer, act/);
      const { el } = await banner({ pathways: 'giv' });
      expect(links(el).length).to.equal(4);
    });
  });

  describe('[S4] whatever a campaign says', () => {
    const nasty = {
      huge: 'W'.repeat(10_000),
      bidi: '\u202Eevil\u2066\u202D text\u2067',
      emoji: '👩‍👩‍👧‍👦'.repeat(200),
      marks: `Z${'\u0351'.repeat(500)}`,
      markup: '</bdi><script>window.pwned=1</script><img src=x onerror=window.pwned=1>',
    };
    for (const [name, text] of Object.entries(nasty)) {
      for (const layout of ['split', 'hero', 'strip', 'compact']) {
        it(`is text in ${layout}, and stays in its box: ${name}`, async () => {
          const { el } = await banner(
            { layout, 'with-match': true, 'with-progress': true, dismissible: true },
            pictured({
              organization: { name: text },
              mission: { title: text, vision: text, values: [text], image: { ...image, alt: text } },
              goals: [{ ...sample().goals![0]!, match: { by: text, ratio: 1 } }],
              pathways: sample().pathways!.map((pathway) => ({ ...pathway, label: text })),
              updates: { items: [{ id: 'u', at: at(-1), title: text }] },
              evidence: [{ id: 'e', kind: 'audit', title: text, issuer: text }],
            }),
            { width: 240 },
          );
          const box = el.getBoundingClientRect();
          for (const part of el.shadowRoot!.querySelectorAll('.mission, .vision, .btn, .ribbon, .ledger dd')) {
            expect(part.getBoundingClientRect().right, part.className).to.be.at.most(box.right + 1);
            expect(part.scrollWidth, part.className).to.be.at.most(part.clientWidth + 1);
          }
          expect(el.shadowRoot!.querySelectorAll('script').length).to.equal(0);
          expect('pwned' in window).to.equal(false);
        });
      }
    }

    it('shows a campaign of a name and a title, in every layout', async () => {
      for (const layout of ['split', 'hero', 'strip', 'compact']) {
        const bare = { version: 1, id: 'x', organization: { name: 'N' }, mission: { title: 'M' } } as CampaignInput;
        const { el } = await banner(
          { layout, 'with-match': true, 'with-countdown': true, 'with-progress': true, 'with-dialog': true },
          bare,
        );
        expect(textOf(inside(el, 'section'))).to.equal('NN M');
        await audit(el);
      }
    });

    it('drops an address that is none, and keeps the rest', async () => {
      const { el } = await banner(
        {},
        pictured({
          links: { fallback: 'javascript:alert(1)' },
          mission: { title: 'M', url: 'javascript:alert(2)', image: { src: 'javascript:alert(3)', alt: '' } },
          organization: { name: 'N', url: 'data:text/html,x' },
          updates: { items: [{ id: 'u', at: at(-1), title: 'News', url: 'javascript:alert(4)' }] },
        }),
      );
      expect(el.shadowRoot!.innerHTML).not.to.match(/javascript:|data:text/);
      expect(links(el).length).to.equal(0);
      expect(textOf(inside(el, '.latest'))).to.contain('News');
    });

    it('has words for dates long past and far ahead', async () => {
      const { el } = await banner({ 'with-countdown': true }, pictured({ endsAt: '2099-12-31T23:59:59Z' }));
      expect(textOf(inside(el, 'summary'))).to.equal('Ends December 31, 2099');
      const old = await banner({}, pictured({ startsAt: '1902-01-01T00:00:00Z', endsAt: '1903-01-01T00:00:00Z' }));
      expect(textOf(inside(old.el, '.status'))).to.equal('This campaign has closed. It ended on January 1, 1903.');
    });
  });

  it('[AL12] [S11] asks for no piece it was not asked for', async () => {
    const before = performance.getEntriesByType('resource').length;
    await banner();
    const names = performance
      .getEntriesByType('resource')
      .slice(before)
      .map(({ name }) => name);
    expect(names.filter((name) => /away|countdown|dialog|layouts|ribbon|schedule|sticky/.test(name))).to.deep.equal([]);
  });
});

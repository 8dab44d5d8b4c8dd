import { expect, fixture, html } from '@open-wc/testing';
import { setViewport } from '../helpers/viewport.ts';
import { FakeStore, mount } from '../helpers/campaign.ts';
import type { CampaignInput } from '../../src/data/schema.ts';
import { settled as loaded } from '../contract.ts';
import '../../src/define/campaign.ts';
import '../../src/define/contribution-form.ts';
import '../../src/define/impact-chart.ts';
import '../../src/define/member-spotlight.ts';
import '../../src/define/mission-banner.ts';
import '../../src/define/progress-thermometer.ts';

/*
 * src/cairn.css and the loading boxes: what a page keeps free before, what an element keeps free while it loads, and
 * what it needs in the end are the same height.
 */

/** The demo campaign; the test's store answers on a day on which it runs. */
const demo = async () => {
  const text = await (await fetch('/demo/campaign.json')).text();
  return JSON.parse(text.replaceAll('"./assets/', `"${location.origin}/demo/assets/`)) as CampaignInput;
};

describe('[AL4] room kept for an element', () => {
  const sheet = new CSSStyleSheet();

  before(async () => {
    await setViewport({ width: 1280, height: 800 });
    // The tags are defined in this page, so the rules are tried on tags that never will be.
    const text = await (await fetch('/src/cairn.css')).text();
    sheet.replaceSync(text.replace(/cairn-(?=mission|member|campaign|progress|contribution|impact)/g, 'later-'));
    document.adoptedStyleSheets.push(sheet);
    document.body.style.font = '16px/1.5 sans-serif';
  });
  after(() => {
    document.body.style.font = '';
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  });

  const kinds = [
    'mission-banner',
    'mission-banner layout=hero',
    'mission-banner layout=compact',
    'mission-banner layout=strip',
    'mission-banner without-image',
    'progress-thermometer',
    'progress-thermometer variant=vertical',
    'progress-thermometer variant=radial',
    'progress-thermometer variant=cairn',
    'progress-thermometer variant=strata',
    'progress-thermometer variant=compact',
    'contribution-form',
    'contribution-form surface=card',
    'contribution-form layout=steps',
    'contribution-form display=button',
    'contribution-form display=dialog',
    'member-spotlight',
    'member-spotlight without-recent',
    'member-spotlight layout=grid',
    'member-spotlight layout=list',
    'member-spotlight layout=recent',
    'impact-chart',
    'impact-chart layout=multiples',
  ];
  for (const kind of kinds) {
    const [tag = '', ...attributes] = kind.split(' ');
    const make = (prefix: string) => {
      const made = document.createElement(`${prefix}-${tag}`);
      for (const attribute of attributes) {
        const [name = '', value = ''] = attribute.split('=');
        made.setAttribute(name, value);
      }
      return made;
    };
    // Where a column more or less fits is another matter; one step further, all is as before.
    for (const width of [240, 320, 380, 480, 768, 1120]) {
      it(`<cairn-${kind}> at ${width} px`, async () => {
        const box = await fixture<HTMLElement>(html`<div></div>`);
        box.style.inlineSize = `${width}px`;
        const later = make('later');
        // The dialog keeps no room, so its child shows how tall a link is.
        if (!kind.endsWith('=dialog')) later.innerHTML = '<a href="#">Give on our site</a>';
        box.append(later);
        const before = later.getBoundingClientRect().height;
        for (const child of later.children)
          expect(child.getBoundingClientRect().top, 'the child stays on top').to.be.lessThan(
            later.getBoundingClientRect().top + 40,
          );

        const element = make('cairn');
        if (tag === 'mission-banner') element.setAttribute('pathways', 'donate volunteer pledge');
        const store = new FakeStore();
        await mount(html`${element}`, store, { width });
        const during = element.getBoundingClientRect().height;
        // One line of text is as tall as the link that stands in the box until then.
        expect(during, 'loading').to.be.closeTo(before, before < 25 ? 4 : 1);

        store.ready(await demo());
        await loaded(element as never);
        const after = element.getBoundingClientRect().height;
        // Fonts differ between machines and engines, so two or three lines more or less are no fault.
        expect(Math.abs(after - before), `${before} kept, ${after} needed`).to.be.lessThan(Math.max(56, after * 0.125));
      });
    }
  }

  /** What is kept and what is needed, in one language; the words of the campaign itself stay English. */
  async function heights(kind: string, width: number, lang: string, dir: string): Promise<number[]> {
    const [tag = '', attribute] = kind.split(' ');
    const [name = '', value = ''] = attribute?.split('=') ?? [];
    const make = (prefix: string) => {
      const made = document.createElement(`${prefix}-${tag}`);
      if (name) made.setAttribute(name, value);
      return made;
    };
    const box = await fixture<HTMLElement>(html`<div lang=${lang} dir=${dir}></div>`);
    box.style.inlineSize = `${width}px`;
    const later = make('later');
    box.append(later);
    const element = make('cairn');
    const store = new FakeStore();
    await mount(html`${element}`, store, { width, lang, dir });
    const during = element.getBoundingClientRect().height;
    store.ready(await demo());
    await loaded(element as never);
    return [later.getBoundingClientRect().height, during, element.getBoundingClientRect().height];
  }

  // Between the widths above nothing jumps: what is kept grows and shrinks as what is drawn.
  for (const kind of kinds.filter((each) => /^progress-thermometer(?!.*compact)|layout=grid/.test(each))) {
    it(`<cairn-${kind}> between those widths, and in Arabic`, async () => {
      for (const width of [240, 260, 300, 310, 340, 360, 412]) {
        for (const [lang, dir] of [
          ['en', 'ltr'],
          ['ar', 'rtl'],
        ] as const) {
          const [before = 0, during = 0, after = 0] = await heights(kind, width, lang, dir);
          expect(during, `${lang} ${width}, loading`).to.be.closeTo(before, 1);
          expect(Math.abs(after - before), `${lang} ${width}: ${before} kept, ${after} needed`).to.be.lessThan(64);
        }
      }
    });
  }

  // "US$500" and "500 $US" stand three in a row as "$500" does.
  it('<cairn-contribution-form> in languages that write the sign of a currency at length', async () => {
    for (const width of [310, 320, 360, 412]) {
      for (const lang of ['ar', 'es', 'fr', 'he', 'pl', 'zh-CN']) {
        const dir = lang === 'ar' || lang === 'he' ? 'rtl' : 'ltr';
        const [before = 0, during = 0, after = 0] = await heights('contribution-form', width, lang, dir);
        expect(during, `${lang} ${width}, loading`).to.be.closeTo(before, 1);
        const off = Math.abs(after - before);
        expect(off, `${lang} ${width}: ${before} kept, ${after} needed`).to.be.lessThan(Math.max(56, after * 0.125));
      }
    }
  });

  for (const tag of ['mission-banner', 'contribution-form', 'member-spotlight']) {
    it(`<cairn-${tag}> takes the height the page knows`, async () => {
      const later = await fixture<HTMLElement>(`<later-${tag}></later-${tag}>`);
      later.style.setProperty('--cairn-reserve', '700px');
      expect(later.getBoundingClientRect().height).to.equal(700);
      const element = document.createElement(`cairn-${tag}`);
      element.style.setProperty('--cairn-reserve', '700px');
      const loading = await mount(html`${element}`, new FakeStore(), { width: 300 });
      expect(loading.getBoundingClientRect().height).to.equal(700);
    });
  }

  it('the provider takes none', async () => {
    const later = await fixture<HTMLElement>('<later-campaign><p>Text</p></later-campaign>');
    expect(getComputedStyle(later).display).to.equal('contents');
  });
});

import { expect, fixture, html } from '@open-wc/testing';
import { setViewport } from '../helpers/viewport.ts';
import { FakeStore, mount } from '../helpers/campaign.ts';
import { settled as loaded } from '../contract.ts';
import '../../src/define/campaign.ts';
import '../../src/define/member-spotlight.ts';
import '../../src/define/mission-banner.ts';

/*
 * src/cairn.css and the loading boxes: what a page keeps free before, what an element keeps free while it loads, and
 * what it needs in the end are the same height.
 */

/** The demo campaign, running on every day these tests are run. */
const demo = async () => {
  const text = await (await fetch('/demo/campaign.json')).text();
  const campaign = JSON.parse(text.replaceAll('"./assets/', `"${location.origin}/demo/assets/`)) as object;
  const endsAt = new Date(Date.now() + 41 * 86_400_000).toISOString();
  const data = document.createElement('script');
  data.type = 'application/json';
  data.textContent = JSON.stringify({ ...campaign, startsAt: undefined, endsAt });
  return data;
};

describe('[AL4] room kept for an element', () => {
  const sheet = new CSSStyleSheet();

  before(async () => {
    await setViewport({ width: 1280, height: 800 });
    // The tags are defined in this page, so the rules are tried on tags that never will be.
    const text = await (await fetch('/src/cairn.css')).text();
    sheet.replaceSync(text.replace(/cairn-(?=mission|member|campaign|progress|contribution|impact)/g, 'later-'));
    document.adoptedStyleSheets.push(sheet);
  });
  after(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  });

  const kinds = [
    'mission-banner',
    'member-spotlight',
    'mission-banner hero',
    'mission-banner compact',
    'mission-banner strip',
  ];
  for (const kind of kinds) {
    const [tag = '', layout] = kind.split(' ');
    const make = (prefix: string) => {
      const made = document.createElement(`${prefix}-${tag}`);
      if (layout) made.setAttribute('layout', layout);
      return made;
    };
    for (const width of [240, 320, 380, 480, 768, 1120]) {
      it(`<cairn-${kind}> at ${width} px`, async () => {
        const box = await fixture<HTMLElement>(html`<div></div>`);
        box.style.inlineSize = `${width}px`;
        const later = make('later');
        later.innerHTML = '<a href="#">Give on our site</a>';
        box.append(later);
        const before = later.getBoundingClientRect().height;
        expect(later.querySelector('a')!.getBoundingClientRect().top, 'the child stays on top').to.be.lessThan(
          later.getBoundingClientRect().top + 40,
        );

        const element = make('cairn');
        const loading = await mount(html`${element}`, new FakeStore(), { width });
        const during = loading.getBoundingClientRect().height;
        expect(during, 'loading').to.be.closeTo(before, 1);

        const ready = make('cairn');
        ready.setAttribute('pathways', 'donate volunteer pledge');
        ready.append(await demo());
        box.append(ready);
        await loaded(ready as never);
        const after = ready.getBoundingClientRect().height;
        // Fonts differ between machines, so a line more or less is no fault.
        expect(Math.abs(after - before) / before, `${before} kept, ${after} needed`).to.be.lessThan(
          layout ? 0.2 : 0.12,
        );
      });
    }

    it(`<cairn-${kind}> takes the height the page knows`, async () => {
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

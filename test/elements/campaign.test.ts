import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { CampaignProvider } from '../../src/elements/campaign/campaign.ts';
import type { MissionBanner } from '../../src/elements/mission-banner/mission-banner.ts';
import '../../src/define/campaign.ts';
import '../../src/define/mission-banner.ts';
import '../../src/define/member-spotlight.ts';
import '../../src/define/progress-thermometer.ts';
import { contract, settled as loaded } from '../contract.ts';
import { allowConsole } from '../helpers/browser.ts';
import { inside, sample, settled, textOf } from '../helpers/campaign.ts';

type Provider = CampaignProvider;

/** A static campaign of this repository; a query makes it another endpoint with the same document. */
const file = (query = '') => new URL(`/demo/campaign.json${query}`, location.href).href;

const data = (title: string) => {
  const script = document.createElement('script');
  script.type = 'application/json';
  script.textContent = JSON.stringify(sample({ mission: { title }, organization: { name: 'Northfell Trust' } }));
  return script;
};

contract('cairn-campaign', {
  make: () => {
    const provider = document.createElement('cairn-campaign');
    provider.append(data('Trees'));
    return provider;
  },
  // That a write counts is seen in its store, below.
  change: { property: 'endpoint', attribute: 'endpoint', value: '/demo/campaign.json' },
  draws: false,
});

const title = (el: Element) => textOf(inside(el, '.mission'));
const bannerIn = (root: Element) => root.querySelector<MissionBanner>('cairn-mission-banner')!;

/** A provider of an inline campaign with a banner inside. */
async function provided(text: string): Promise<{ provider: Provider; banner: MissionBanner }> {
  const provider = await fixture<Provider>(
    html`<cairn-campaign>${data(text)}<cairn-mission-banner></cairn-mission-banner></cairn-campaign>`,
  );
  const banner = bannerIn(provider);
  await loaded(banner);
  return { provider, banner };
}

describe('<cairn-campaign>', () => {
  // First of all: what reads the attributes is fetched once, and until then was where the fault lay.
  it('[CA1] [PT14] leaves a meter its own figures', async () => {
    const provider = await fixture<Provider>(html`
      <cairn-campaign lang="en">
        ${data('Trees')}
        <cairn-progress-thermometer raised="318" target="500" unit="books"></cairn-progress-thermometer>
      </cairn-campaign>
    `);
    const meter = provider.querySelector('cairn-progress-thermometer')!;
    await settled(meter);
    expect(textOf(inside(meter, '.figures'))).to.equal('318 of 500 books');
    meter.removeAttribute('raised');
    await settled(meter);
    expect(textOf(inside(meter, '.figures')), 'now of the campaign around it').to.equal('$34,180 raised of $50,000');
  });

  it('[CA1] gives one store to everything inside, however deep', async () => {
    const provider = await fixture<Provider>(html`
      <cairn-campaign>
        ${data('Trees')}
        <cairn-mission-banner></cairn-mission-banner>
        <section>
          <div><cairn-member-spotlight></cairn-member-spotlight></div>
        </section>
      </cairn-campaign>
    `);
    const banner = bannerIn(provider);
    await loaded(banner);
    expect(title(banner)).to.equal('Trees');
    const spotlight = provider.querySelector('cairn-member-spotlight')!;
    expect(banner.store).to.equal(provider.store);
    expect((spotlight as unknown as MissionBanner).store).to.equal(provider.store);
  });

  it('[CA1] reaches elements inside somebody else’s shadow root', async () => {
    const provider = await fixture<Provider>(
      html`<cairn-campaign
        >${data('Trees')}
        <div></div
      ></cairn-campaign>`,
    );
    const root = provider.querySelector('div')!.attachShadow({ mode: 'open' });
    root.append(document.createElement('cairn-mission-banner'));
    const banner = root.firstElementChild as MissionBanner;
    await loaded(banner);
    expect(banner.store).to.equal(provider.store);
  });

  it('[CA4] nested, the nearest wins; side by side, each has its own', async () => {
    const outer = await fixture<Provider>(html`
      <cairn-campaign>
        ${data('Outer')}
        <cairn-mission-banner id="outer"></cairn-mission-banner>
        <cairn-campaign>
          ${data('Inner')}
          <cairn-mission-banner id="inner"></cairn-mission-banner>
        </cairn-campaign>
      </cairn-campaign>
    `);
    const banners = [...outer.querySelectorAll<MissionBanner>('cairn-mission-banner')];
    await Promise.all(banners.map(loaded));
    expect(banners.map(title)).to.deep.equal(['Outer', 'Inner']);
    const other = await provided('Other');
    expect(title(other.banner)).to.equal('Other');
    expect(title(banners[0]!)).to.equal('Outer');
  });

  it('[CA1] an element’s own data comes before the provider’s', async () => {
    const provider = await fixture<Provider>(html`
      <cairn-campaign>
        ${data('Provided')}
        <cairn-mission-banner>${data('Own')}</cairn-mission-banner>
      </cairn-campaign>
    `);
    await loaded(bannerIn(provider));
    expect(title(bannerIn(provider))).to.equal('Own');
  });

  it('[F9] reaches elements that were defined before it', async () => {
    const late = `late-campaign-${crypto.randomUUID().slice(0, 8)}`;
    const host = document.createElement(late);
    host.append(data('Late'), document.createElement('cairn-mission-banner'));
    document.body.append(host);
    const banner = bannerIn(host);
    await settled(banner);
    expect(banner.store, 'nobody provides yet').to.equal(undefined);
    customElements.define(late, class extends CampaignProvider {});
    await waitUntil(() => banner.store !== undefined, 'the banner was not told of its provider');
    await loaded(banner);
    expect(title(banner)).to.equal('Late');
    host.remove();
  });

  it('[F11] an element that moves shows the campaign it moved to, and none outside', async () => {
    const first = await provided('First');
    const second = await provided('Second');
    second.provider.append(first.banner);
    await loaded(first.banner);
    expect(title(first.banner)).to.equal('Second');
    first.provider.parentElement!.append(first.banner);
    await settled(first.banner);
    expect(first.banner.store).to.equal(undefined);
    expect(first.banner.shadowRoot!.querySelectorAll('.mission').length).to.equal(0);
    first.provider.append(first.banner);
    await loaded(first.banner);
    expect(title(first.banner)).to.equal('First');
  });

  it('[F12] a provider that moves with its children keeps its store', async () => {
    const { provider, banner } = await provided('Trees');
    const before = provider.store;
    const elsewhere = await fixture(html`<section></section>`);
    elsewhere.append(provider);
    await loaded(banner);
    expect(provider.store).to.equal(before);
    expect(banner.store).to.equal(before);
    expect(title(banner)).to.equal('Trees');
  });

  it('[CA1] follows its endpoint when it changes, by attribute and by property', async () => {
    const provider = await fixture<Provider>(
      html`<cairn-campaign endpoint=${file('?a')}><cairn-mission-banner></cairn-mission-banner></cairn-campaign>`,
    );
    const banner = bannerIn(provider);
    await loaded(banner);
    expect(title(banner)).to.equal('Bring the woods back to the high fells.');
    expect(provider.store!.endpoint).to.equal(file('?a'));
    provider.setAttribute('endpoint', file('?b'));
    await provider.updateComplete;
    await loaded(banner);
    expect(banner.store).to.equal(provider.store);
    expect(provider.store!.endpoint).to.equal(file('?b'));
    provider.endpoint = file('?a');
    await provider.updateComplete;
    expect(provider.store!.endpoint).to.equal(file('?a'));
  });

  it('[CA1] takes an endpoint away when there is inline data to fall back on', async () => {
    const { provider, banner } = await provided('Inline');
    provider.endpoint = file('?c');
    await waitUntil(() => title(banner) === 'Bring the woods back to the high fells.');
    provider.removeAttribute('endpoint');
    provider.endpoint = '';
    await provider.updateComplete;
    await loaded(banner);
    expect(title(banner)).to.equal('Inline');
  });

  it('[CA1] reads inline data that arrives after it, as a parser or a framework adds it', async () => {
    const provider = await fixture<Provider>(
      html`<cairn-campaign><cairn-mission-banner></cairn-mission-banner></cairn-campaign>`,
    );
    await settled(bannerIn(provider));
    expect(provider.store).to.equal(undefined);
    provider.append(data('Later'));
    await waitUntil(() => provider.store !== undefined, 'the data was not seen');
    await loaded(bannerIn(provider));
    expect(title(bannerIn(provider))).to.equal('Later');
  });

  it('[F23] inline data that is no JSON leaves the children, and a line that says so', async () => {
    allowConsole(/error/);
    const broken = document.createElement('script');
    broken.type = 'application/json';
    broken.textContent = '{"version": 1,';
    const provider = await fixture<Provider>(html`
      <cairn-campaign>
        ${broken}
        <cairn-mission-banner><a href="#">Give on our site</a></cairn-mission-banner>
      </cairn-campaign>
    `);
    const banner = bannerIn(provider);
    await waitUntil(() => provider.store?.state.status === 'error', 'no error was told');
    await settled(banner);
    expect(banner.querySelector('a')!.checkVisibility()).to.equal(true);
  });

  it('[AL1] the same endpoint is one store and one request, wherever it is written', async () => {
    const original = window.fetch;
    const asked: string[] = [];
    window.fetch = (input, init) => {
      asked.push(String(input instanceof Request ? input.url : input));
      return original(input, init);
    };
    try {
      const page = await fixture(html`
        <div>
          <cairn-campaign endpoint=${file('?one')}><cairn-mission-banner></cairn-mission-banner></cairn-campaign>
          <cairn-mission-banner endpoint="/demo/campaign.json?one"></cairn-mission-banner>
          <cairn-member-spotlight endpoint=${file('?one')}></cairn-member-spotlight>
        </div>
      `);
      const shown = [...page.querySelectorAll<MissionBanner>('cairn-mission-banner, cairn-member-spotlight')];
      await Promise.all(shown.map(loaded));
      expect(new Set(shown.map(({ store }) => store)).size).to.equal(1);
      expect(asked.filter((url) => url.includes('?one')).length).to.equal(1);
    } finally {
      window.fetch = original;
    }
  });

  it('[CA3] gives code of the page the state, and tells it of changes', async () => {
    const provider = await fixture<Provider>(html`<cairn-campaign endpoint=${file('?own')}></cairn-campaign>`);
    const states: string[] = [];
    const stop = provider.store!.subscribe(() => states.push(provider.store!.state.status));
    await waitUntil(() => provider.store!.state.status === 'ready');
    expect(states.at(-1)).to.equal('ready');
    const heard = states.length;
    stop();
    await provider.store!.refresh();
    await aTimeout(0);
    expect(states.length).to.equal(heard);
  });

  it('[CA2] JSON beside an endpoint lies over what comes from there', async () => {
    const json = document.createElement('script');
    json.type = 'application/json';
    json.textContent = '{"mission":{"title":"Our own words."}}';
    const provider = await fixture<Provider>(
      html`<cairn-campaign endpoint=${file('?overlay')}
        >${json}<cairn-mission-banner></cairn-mission-banner
      ></cairn-campaign>`,
    );
    const banner = bannerIn(provider);
    await waitUntil(() => banner.store?.state.status === 'ready');
    await settled(banner);
    expect(title(banner)).to.equal('Our own words.');
    expect(textOf(banner.shadowRoot!)).to.include('Northfell Trust');
    json.remove();
    await waitUntil(() => title(banner) === 'Bring the woods back to the high fells.');
  });

  it('[CA2] a whole document beside an endpoint is the first picture, until the answer', async () => {
    const provider = await fixture<Provider>(
      html`<cairn-campaign endpoint=${file('?first')}
        >${data('Before the answer')}<cairn-mission-banner></cairn-mission-banner
      ></cairn-campaign>`,
    );
    const titles = [provider.store!.state].map((state) =>
      state.status === 'ready' ? state.campaign.mission.title : '',
    );
    expect(titles).to.deep.equal(['Before the answer']);
    await waitUntil(() => title(bannerIn(provider)) === 'Bring the woods back to the high fells.');
  });

  it('[A-provider-nothing] takes no room of its own and can be hidden', async () => {
    const { provider } = await provided('Trees');
    expect(getComputedStyle(provider).display).to.equal('contents');
    provider.withGap = true;
    await settled(bannerIn(provider));
    await provider.updateComplete;
    const second = provider.appendChild(document.createElement('p'));
    expect(second.getBoundingClientRect().top - bannerIn(provider).getBoundingClientRect().bottom).to.be.greaterThan(
      24,
    );
    provider.hidden = true;
    expect(getComputedStyle(provider).display).to.equal('none');
  });

  describe('[CA5] the endpoint a page sets once, on the script tag', () => {
    const script = document.createElement('script');

    beforeEach(() => {
      script.setAttribute('data-cairn-endpoint', file('?page'));
      document.head.append(script);
    });
    afterEach(() => script.remove());

    it('serves elements that stand alone', async () => {
      const banner = await fixture<MissionBanner>(html`<cairn-mission-banner></cairn-mission-banner>`);
      await loaded(banner);
      expect(banner.store!.endpoint).to.equal(file('?page'));
      expect(title(banner)).to.equal('Bring the woods back to the high fells.');
    });

    it('comes after an element’s own and after a provider’s', async () => {
      const { banner } = await provided('Provided');
      expect(title(banner)).to.equal('Provided');
      const own = await fixture<MissionBanner>(
        html`<cairn-mission-banner endpoint=${file('?mine')}></cairn-mission-banner>`,
      );
      expect(own.store!.endpoint).to.equal(file('?mine'));
      await loaded(own);
    });

    it('never answers for a provider that has no data yet', async () => {
      const provider = await fixture<Provider>(
        html`<cairn-campaign><cairn-mission-banner></cairn-mission-banner></cairn-campaign>`,
      );
      await settled(bannerIn(provider));
      expect(bannerIn(provider).store).to.equal(undefined);
    });
  });
});

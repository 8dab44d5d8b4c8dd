/** What every element has from its base class, looked at in two of them. */
import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { CampaignProvider } from '../../src/elements/campaign/campaign.ts';
import type { MissionBanner } from '../../src/elements/mission-banner/mission-banner.ts';
import type { ProgressThermometer } from '../../src/elements/progress-thermometer/progress-thermometer.ts';
import { CampaignError } from '../../src/data/error.ts';
import { expectConsole } from '../helpers/browser.ts';
import { FakeStore, mount, sample, settled } from '../helpers/campaign.ts';
import '../../src/define/campaign.ts';
import '../../src/define/mission-banner.ts';
import '../../src/define/progress-thermometer.ts';

/** What a reader sees, with spaces as one. */
const shown = (element: Element) =>
  [...element.shadowRoot!.children]
    .filter((child) => child.localName !== 'style')
    .map((child) => child.textContent)
    .join(' ')
    .replace(/[\s\u00A0\u202F]+/g, ' ');

/** Counts what the page asks for, and answers with the sample. */
function network(answer: () => Response = () => Response.json(sample())) {
  const asked: string[] = [];
  const { fetch } = window;
  window.fetch = (input) => {
    asked.push(String(input));
    return Promise.resolve(answer());
  };
  return { asked, restore: () => void (window.fetch = fetch) };
}
let serial = 0;
const endpoint = () => `https://campaigns.example/${(serial += 1)}/campaign.json`;

describe('[AL12] loading="lazy"', () => {
  let net: ReturnType<typeof network>;
  beforeEach(() => (net = network()));
  afterEach(() => {
    net.restore();
    window.scrollTo(0, 0);
  });

  const far = (at: string) =>
    fixture<HTMLElement>(html`
      <div>
        <div style="block-size: 5000px"></div>
        <cairn-progress-thermometer id="far" loading="lazy" endpoint=${at}></cairn-progress-thermometer>
      </div>
    `).then((box) => box.querySelector<ProgressThermometer>('#far')!);

  it('asks for nothing and shows blocks in its shape until it is near the screen', async () => {
    const element = await far(endpoint());
    await aTimeout(100);
    expect(net.asked).to.deep.equal([]);
    expect(element.store).to.equal(undefined);
    expect(element.shadowRoot!.querySelector('[aria-busy="true"]')).to.exist;
    element.scrollIntoView();
    await waitUntil(() => shown(element).includes('raised'));
    expect(net.asked).to.have.length(1);
    expect(element.store?.state.status).to.equal('ready');
  });

  it('comes when a link leads to it', async () => {
    const element = await far(endpoint());
    await aTimeout(50);
    expect(net.asked).to.deep.equal([]);
    location.hash = '#far';
    await waitUntil(() => shown(element).includes('raised'));
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('comes when the page is printed', async () => {
    const element = await far(endpoint());
    await aTimeout(50);
    expect(net.asked).to.deep.equal([]);
    window.dispatchEvent(new Event('beforeprint'));
    await waitUntil(() => shown(element).includes('raised'));
  });

  it('waits in a provider as well, and no longer once it is eager', async () => {
    const box = await fixture<HTMLElement>(html`
      <cairn-campaign endpoint=${endpoint()}>
        <div style="block-size: 5000px"></div>
        <cairn-progress-thermometer loading="lazy"></cairn-progress-thermometer>
      </cairn-campaign>
    `);
    const element = box.querySelector<ProgressThermometer>('cairn-progress-thermometer')!;
    await aTimeout(100);
    expect(net.asked).to.deep.equal([]);
    element.setAttribute('loading', 'eager');
    await waitUntil(() => shown(element).includes('raised'));
  });

  it('[F13] watches no longer once it is gone', async () => {
    const element = await far(endpoint());
    element.remove();
    window.dispatchEvent(new Event('beforeprint'));
    await aTimeout(50);
    expect(net.asked).to.deep.equal([]);
  });

  it('[F7] comes at once where nobody can tell what is on the screen', async () => {
    const { IntersectionObserver } = window;
    // @ts-expect-error an engine or a page that has none
    window.IntersectionObserver = undefined;
    try {
      const element = await far(endpoint());
      await waitUntil(() => shown(element).includes('raised'));
    } finally {
      window.IntersectionObserver = IntersectionObserver;
    }
  });
});

describe('[AL2] without network', () => {
  const offline = () => new CampaignError('offline', 'The device is offline.');

  it('[F48] says so where there is nothing to show, and not that something is wrong', async () => {
    const store = new FakeStore();
    const element = await mount<ProgressThermometer>(
      html`<cairn-progress-thermometer><a href="#give">Give</a></cairn-progress-thermometer>`,
      store,
    );
    store.fail(offline());
    await settled(element);
    expect(shown(element)).to.include('You are offline.');
    expect(getComputedStyle(element.querySelector('a')!).display).not.to.equal('none');
    store.fail(new CampaignError('network', 'no answer'));
    await settled(element);
    expect(shown(element)).not.to.include('offline');
  });

  it('[F48] says so beside the last good figures, with their time', async () => {
    const store = new FakeStore();
    const element = await mount<ProgressThermometer>(
      html`<cairn-progress-thermometer></cairn-progress-thermometer>`,
      store,
    );
    store.ready(sample(), { error: offline() });
    await settled(element);
    expect(shown(element)).to.match(/You are offline\. Figures from .*\d/);
    store.ready(sample(), { error: new CampaignError('network', 'no answer') });
    await settled(element);
    expect(shown(element)).not.to.include('offline');
    expect(shown(element)).to.match(/Figures from .*\d/);
    store.ready();
    await settled(element);
    expect(shown(element)).not.to.match(/Figures from/);
  });
});

describe('[AL7] words of the page’s own', () => {
  const fails = async (element: Element) => {
    await settled(element);
    return shown(element);
  };

  it('stand on an element, as an attribute and as a property', async () => {
    const store = new FakeStore();
    const element = await mount<MissionBanner>(
      html`<cairn-mission-banner terms='{"tryAgain":"Once more"}'></cairn-mission-banner>`,
      store,
    );
    store.fail();
    expect(await fails(element)).to.include('Once more');
    element.terms = { tryAgain: 'And again' };
    expect(await fails(element)).to.include('And again');
    element.terms = {};
    expect(await fails(element)).to.include('Try again');
  });

  it('are filled in, in all forms of the plural', async () => {
    const store = new FakeStore();
    const terms = {
      bannerSupporters: { one: '<b>{count} neighbour</b> is in', other: '<b>{count} neighbours</b> are in' },
    };
    const element = await mount<MissionBanner>(
      html`<cairn-mission-banner .terms=${terms}></cairn-mission-banner>`,
      store,
    );
    const [money, ...others] = sample().goals!;
    for (const [supporters, words] of [
      [1, '1 neighbour is in'],
      [412, '412 neighbours are in'],
    ] as const) {
      store.ready(sample({ goals: [{ ...money!, supporters }, ...others] }));
      await settled(element);
      expect(shown(element)).to.include(words);
    }
  });

  it('stand on a provider for everything inside, nested ones adding to it, an element’s own first', async () => {
    expectConsole(/nonsense/);
    const outer = await fixture<CampaignProvider>(html`
      <cairn-campaign terms='{"tryAgain":"Outer","bannerFault":"Nothing here"}'>
        <cairn-campaign terms='{"tryAgain":"Inner"}'>
          <cairn-mission-banner endpoint="nonsense:1"></cairn-mission-banner>
        </cairn-campaign>
      </cairn-campaign>
    `);
    const banner = outer.querySelector<MissionBanner>('cairn-mission-banner')!;
    expect(await fails(banner))
      .to.include('Nothing here')
      .and.include('Inner');
    outer.terms = { bannerFault: 'Still nothing' };
    await outer.updateComplete;
    expect(await fails(banner))
      .to.include('Still nothing')
      .and.include('Inner');
    banner.setAttribute('terms', '{"tryAgain":"Own"}');
    expect(await fails(banner))
      .to.include('Still nothing')
      .and.include('Own');
    outer.append(banner);
    banner.removeAttribute('terms');
    expect(await fails(banner))
      .to.include('Still nothing')
      .and.include('Try again');
  });

  it('that are none are left out: no JSON with a line that says so, no words without', async () => {
    expectConsole(/terms="Once more" is no JSON/);
    const store = new FakeStore();
    const element = await mount<MissionBanner>(
      html`<cairn-mission-banner terms="Once more"></cairn-mission-banner>`,
      store,
    );
    store.fail();
    expect(await fails(element)).to.include('Try again');
    element.terms = { tryAgain: 5, bannerFault: null, figuresFrom: { one: 'no other' } } as never;
    expect(await fails(element)).to.include('Try again');
  });

  it('[S4] are text and never markup, but for bold', async () => {
    const store = new FakeStore();
    const element = await mount<MissionBanner>(
      html`<cairn-mission-banner
        .terms=${{ bannerFault: '<b>Bold</b> and <img src=x onerror=alert(1)>' }}
      ></cairn-mission-banner>`,
      store,
    );
    store.fail();
    await settled(element);
    expect(element.shadowRoot!.querySelector('.fault b')!.textContent).to.equal('Bold');
    expect(element.shadowRoot!.querySelector('.fault img')).to.equal(null);
    expect(shown(element)).to.include('<img src=x');
  });
});

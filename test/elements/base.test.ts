/** What every element has from its base class, looked at in two of them. */
import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { CampaignProvider } from '../../src/elements/campaign/campaign.ts';
import type { MissionBanner } from '../../src/elements/mission-banner/mission-banner.ts';
import type { ProgressThermometer } from '../../src/elements/progress-thermometer/progress-thermometer.ts';
import { CampaignError } from '../../src/data/error.ts';
import { allowConsole, expectConsole } from '../helpers/browser.ts';
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

describe('[AL13] made-up states, for who builds a page', () => {
  const mocked = async (name: string) => {
    const element = await fixture<ProgressThermometer>(
      html`<cairn-progress-thermometer mock=${name}><a href="#give">Give</a></cairn-progress-thermometer>`,
    );
    await waitUntil(() => element.store?.endpoint.startsWith('mock:'));
    await settled(element);
    return element;
  };
  let net: ReturnType<typeof network>;
  beforeEach(() => (net = network()));
  afterEach(() => {
    net.restore();
    expect(net.asked, 'asked of the network').to.deep.equal([]);
  });

  for (const [name, words] of Object.entries({
    ready: /raised of \$50,000/,
    empty: /first/i,
    stale: /Figures from/,
    error: /Try again/,
    offline: /You are offline\. This/,
    'offline-stale': /You are offline\. Figures from/,
    upcoming: /opens on/,
    paused: /paused/,
    ended: /closed/i,
    reached: /\$50,000/,
    over: /\$56,200/,
    match: /Merrow Outdoor/,
  })) {
    it(`shows ${name}`, async () => {
      expect(shown(await mocked(name))).to.match(words);
    });
  }

  it('shows loading, for good', async () => {
    const element = await mocked('loading');
    expect(element.shadowRoot!.querySelector('[aria-busy="true"]')).to.exist;
  });

  it('stands on a provider for everything inside, and can be changed and taken away', async () => {
    const provider = await fixture<CampaignProvider>(html`
      <cairn-campaign mock="over"><cairn-progress-thermometer></cairn-progress-thermometer></cairn-campaign>
    `);
    const element = provider.querySelector<ProgressThermometer>('cairn-progress-thermometer')!;
    await waitUntil(() => shown(element).includes('$56,200'));
    provider.mock = 'ready';
    await waitUntil(() => shown(element).includes('$34,180'));
    provider.mock = '';
    await waitUntil(() => element.store === undefined);
  });

  it('says which states there are when asked for another', async () => {
    expectConsole(/mock="redy" is none of loading, ready/);
    expect(shown(await mocked('redy'))).to.match(/raised of/);
  });

  it('takes a contribution without sending it', async () => {
    const { store } = await mocked('ready');
    const receipt = await store!.contribute({ pathwayId: 'donate', anonymous: true }, { key: 'x'.repeat(16) });
    expect(receipt).to.include({ state: 'recorded', kind: 'donate' });
  });
});

describe('[AL13] debug says why there is nothing to see', () => {
  const note = async (element: Element) => {
    await waitUntil(() => element.shadowRoot!.querySelector('.debug'), 'no note', { timeout: 3000 });
    const found = element.shadowRoot!.querySelector<HTMLElement>('.debug')!;
    expect(found.querySelector('a')!.href).to.include('/docs/troubleshooting.md#');
    return found.textContent.replace(/\s+/g, ' ');
  };
  const thermometer = (at: string, goal = '') =>
    fixture<ProgressThermometer>(
      html`<cairn-progress-thermometer debug endpoint=${at} goal=${goal}></cairn-progress-thermometer>`,
    );

  it('no endpoint, alone and in a provider', async () => {
    expectConsole(/warn: cairn: <cairn-progress-thermometer>/);
    expect(await note(await thermometer(''))).to.include('has no endpoint. Write endpoint="…"');
    const provider = await fixture(
      html`<cairn-campaign><cairn-progress-thermometer debug></cairn-progress-thermometer></cairn-campaign>`,
    );
    expect(await note(provider.firstElementChild!)).to.include('on the <cairn-campaign>');
  });

  for (const [what, answer, words] of [
    ['no such campaign', () => new Response('no', { status: 404 }), /no such campaign \(404\)\. Check the id/],
    ['a login', () => new Response('no', { status: 401 }), /refused \(401\)/],
    ['a broken server', () => new Response('no', { status: 500 }), /status 500/],
    ['a wrong field', () => Response.json({ version: 1, id: 'x', mission: {} }), /organization.*Mend that field/],
    ['a web page', () => new Response('<html>'), /web page instead of JSON.*Write the address of the campaign itself/],
    [
      'an answer that may not be read',
      undefined,
      /gets an answer from https:\/\/campaigns\.example that this page may not read \(CORS\)/,
    ],
    ['no host', () => Promise.reject(new TypeError('Failed to fetch')), /no such host/],
  ] as const) {
    it(what, async () => {
      expectConsole(/warn: cairn: <cairn-progress-thermometer>/);
      expectConsole(/error: cairn: /);
      const { fetch } = window;
      // What a browser does with an answer without the header: it refuses a reading request, and lets the blind one be.
      window.fetch = (_input, init) =>
        Promise.resolve().then(() => {
          if (answer) return answer();
          if (init?.mode === 'no-cors') return new Response();
          throw new TypeError('Failed to fetch');
        });
      try {
        expect(await note(await thermometer(endpoint()))).to.match(words);
      } finally {
        window.fetch = fetch;
      }
    });
  }

  it('an address that is none', async () => {
    expectConsole(/warn: cairn: <cairn-progress-thermometer>/);
    expectConsole(/error: cairn: /);
    expect(await note(await thermometer('nonsense:1'))).to.include('which is no backend we know');
  });

  it('a goal that the campaign does not have', async () => {
    allowConsole(/error: cairn: <cairn-progress-thermometer>: campaign .* has no goal/);
    expectConsole(/warn: cairn: <cairn-progress-thermometer>/);
    const net = network();
    try {
      expect(await note(await thermometer(endpoint(), 'whales'))).to.match(/goal="whales".*money, trees, hours/);
    } finally {
      net.restore();
    }
  });

  it('says nothing where all is well, nor without being asked', async () => {
    const net = network();
    const element = await thermometer(endpoint());
    const silent = await fixture(html`<cairn-progress-thermometer></cairn-progress-thermometer>`);
    await waitUntil(() => shown(element).includes('raised'));
    await aTimeout(100);
    net.restore();
    expect(element.shadowRoot!.querySelector('.debug')).to.equal(null);
    expect(silent.shadowRoot!.querySelector('.debug')).to.equal(null);
  });

  it('on the script tag asks all elements', async () => {
    expectConsole(/warn: cairn: <cairn-progress-thermometer>/);
    const script = document.createElement('script');
    script.type = 'text/plain';
    script.setAttribute('data-cairn-debug', '');
    document.head.append(script);
    try {
      expect(await note(await fixture(html`<cairn-progress-thermometer></cairn-progress-thermometer>`))).to.include(
        'has no endpoint',
      );
    } finally {
      script.remove();
    }
  });
});

describe('[AL16] the campaign for search engines', () => {
  const written = () =>
    [...document.head.querySelectorAll('script[type="application/ld+json"]')].map(
      (script) => JSON.parse(script.textContent) as { '@graph': Record<string, unknown>[] },
    );

  it('stands once in the head however many elements ask, and goes with the last', async () => {
    const box = await fixture<HTMLElement>(html`
      <cairn-campaign mock="ready">
        <cairn-progress-thermometer with-structured-data></cairn-progress-thermometer>
        <cairn-mission-banner with-structured-data></cairn-mission-banner>
        <cairn-progress-thermometer></cairn-progress-thermometer>
      </cairn-campaign>
    `);
    await waitUntil(() => written().length > 0);
    await aTimeout(50);
    expect(written()).to.have.length(1);
    const [ngo, project, ...actions] = written()[0]!['@graph'];
    expect(ngo).to.include({ '@type': 'NGO', name: 'Northfell Trust' });
    expect(project).to.include({ '@type': 'Project', name: 'Bring the woods back to the high fells.' });
    expect(actions.map((action) => action['@type'])).to.deep.equal(['DonateAction']);
    expect(JSON.stringify(written())).not.to.match(/Maren|Wei L/);
    box.querySelector('cairn-progress-thermometer')!.remove();
    await aTimeout(0);
    expect(written()).to.have.length(1);
    box.querySelector('cairn-mission-banner')!.remove();
    expect(written()).to.have.length(0);
  });

  it('comes and goes with the attribute, follows the campaign, and cannot end its own script', async () => {
    const store = new FakeStore();
    const element = await mount<MissionBanner>(html`<cairn-mission-banner></cairn-mission-banner>`, store);
    store.ready(sample({ mission: { title: '</script><script>alert(1)</script>' } }));
    element.toggleAttribute('with-structured-data', true);
    await waitUntil(() => written().length === 1);
    expect(document.head.querySelector('script[type="application/ld+json"]')!.textContent).not.to.include('<');
    expect(written()[0]!['@graph'][1]!['name']).to.equal('</script><script>alert(1)</script>');
    store.ready(sample({ id: 'other' }));
    await settled(element);
    expect(written()).to.have.length(1);
    expect(written()[0]!['@graph'][1]!['name']).to.equal('Bring the woods back to the high fells.');
    element.toggleAttribute('with-structured-data', false);
    await settled(element);
    expect(written()).to.have.length(0);
  });
});

describe('[AL5] presets', () => {
  const names = ['pine', 'ocean', 'plum', 'clay', 'sun', 'ink'];
  const fill = (element: Element) => {
    const probe = document.createElement('i');
    probe.style.color = 'var(--_fill)';
    element.shadowRoot!.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
  const with_ = (preset: string) =>
    fixture<ProgressThermometer>(html`
      <cairn-progress-thermometer preset=${preset} raised="1" target="10" unit="USD"></cairn-progress-thermometer>
    `);

  it('are six looks, on an element or on a provider around it', async () => {
    const seen = new Set<string>();
    for (const name of names) {
      const own = fill(await with_(name));
      seen.add(own);
      const provider = await fixture<CampaignProvider>(html`
        <cairn-campaign preset=${name}>
          <cairn-progress-thermometer raised="1" target="10" unit="USD"></cairn-progress-thermometer>
        </cairn-campaign>
      `);
      expect(fill(provider.firstElementChild!), name).to.equal(own);
    }
    expect(seen.size).to.equal(6);
    const element = await with_('');
    expect(element.hasAttribute('preset')).to.equal(false);
    element.preset = 'sun';
    await settled(element);
    expect(fill(element)).to.equal(fill(await with_('sun')));
  });

  it('give way to what the page says about the element, and are the same in cairn.css', async () => {
    const element = await with_('plum');
    const plum = fill(element);
    element.style.setProperty('--cairn-accent', 'oklch(0.45 0.085 160)');
    expect(fill(element))
      .to.equal(fill(await with_('pine')))
      .and.not.to.equal(plum);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(await (await fetch('/src/cairn.css')).text());
    document.adoptedStyleSheets.push(sheet);
    try {
      for (const name of names) {
        const box = await fixture<HTMLElement>(html`
          <div data-cairn-preset=${name}>
            <cairn-progress-thermometer raised="1" target="10" unit="USD"></cairn-progress-thermometer>
          </div>
        `);
        expect(fill(box.firstElementChild!), name).to.equal(fill(await with_(name)));
      }
    } finally {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    }
  });
});

describe('[AL14] whatever way it is set', () => {
  it('[F12] a surface by property looks as one by attribute, and the default leaves no attribute', async () => {
    const element = await fixture<ProgressThermometer>(
      html`<cairn-progress-thermometer raised="1" target="10" unit="USD"></cairn-progress-thermometer>`,
    );
    await settled(element);
    expect(element.hasAttribute('surface')).to.equal(false);
    const padding = () => getComputedStyle(element.shadowRoot!.querySelector('.base')!).paddingTop;
    const plain = padding();
    element.surface = 'card';
    await settled(element);
    expect(padding()).not.to.equal(plain);
    element.surface = 'plain';
    await settled(element);
    expect(padding()).to.equal(plain);
  });

  it('[F12] mock, terms and loading before the upgrade, and in a clone', async () => {
    const early = document.createElement('cairn-progress-thermometer-late') as HTMLElement & Record<string, unknown>;
    Object.assign(early, { mock: 'over', terms: { progressAsOf: 'Own words.' } });
    document.body.append(early);
    customElements.define(
      'cairn-progress-thermometer-late',
      class extends customElements.get('cairn-progress-thermometer')! {},
    );
    await waitUntil(() => shown(early).includes('$56,200'));
    early.remove();
    const element = await fixture<ProgressThermometer>(
      html`<cairn-progress-thermometer mock="over" terms='{"tryAgain":"x"}'></cairn-progress-thermometer>`,
    );
    const clone = element.cloneNode(true) as ProgressThermometer;
    expect([clone.mock, clone.terms]).to.deep.equal(['over', { tryAgain: 'x' }]);
  });
});

describe('[AL17] several on one page', () => {
  it('have headings of the level asked for, no landmarks of the page, and names that tell them apart', async () => {
    const box = await fixture<HTMLElement>(html`
      <cairn-campaign mock="ready">
        <cairn-mission-banner heading-level="3"></cairn-mission-banner>
        <cairn-progress-thermometer heading-level="4" goal="money"></cairn-progress-thermometer>
        <cairn-progress-thermometer goal="trees"></cairn-progress-thermometer>
      </cairn-campaign>
    `);
    const elements = [...box.querySelectorAll('cairn-mission-banner, cairn-progress-thermometer')];
    await waitUntil(() => elements.every((element) => element.shadowRoot!.querySelector('h2, h3, h4')));
    await Promise.all(elements.map(settled));
    const headings = elements.map((element) => element.shadowRoot!.querySelector('h2, h3, h4')!);
    expect(headings.map(({ localName }) => localName)).to.deep.equal(['h3', 'h4', 'h2']);
    const meters = elements.flatMap((element) => [...element.shadowRoot!.querySelectorAll('[role="meter"]')]);
    const names = meters.map((meter) => meter.getAttribute('aria-label') ?? meter.getAttribute('aria-labelledby'));
    expect(new Set(names).size, names.join()).to.equal(names.length);
    for (const element of elements) {
      const landmarks = 'main, header, footer, aside, nav, [role="banner"], [role="main"], [role="complementary"]';
      expect(element.shadowRoot!.querySelector(landmarks), element.localName).to.equal(null);
    }
  });
});

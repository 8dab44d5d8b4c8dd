import { expect, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CampaignError } from '../../src/data/error.ts';
import type { CampaignInput } from '../../src/data/schema.ts';
import type { MissionBanner } from '../../src/elements/mission-banner/mission-banner.ts';
import type { CairnCtaEvent } from '../../src/shared/events.ts';
import '../../src/define/campaign.ts';
import '../../src/define/mission-banner.ts';
import { contract, settled as loaded } from '../contract.ts';
import { FakeStore, NOW, inside, mount, sample, settled, textOf } from '../helpers/campaign.ts';
import { audit } from '../helpers/audit.ts';

const DAY = 86_400_000;
const at = (days: number) => new Date(NOW + days * DAY).toISOString();
const asset = (name: string) => new URL(`/demo/assets/${name}`, location.href).href;

const inline = (input: CampaignInput) => {
  const data = document.createElement('script');
  data.type = 'application/json';
  data.textContent = JSON.stringify(input);
  return data;
};

contract('cairn-mission-banner', {
  make: () => {
    const banner = document.createElement('cairn-mission-banner');
    banner.append(inline(sample({ startsAt: undefined, endsAt: undefined })));
    return banner;
  },
});

async function banner(
  input: CampaignInput = sample({ endsAt: at(41.1) }),
  options: { width?: number; lang?: string; dir?: string; attributes?: Record<string, string | boolean> } = {},
) {
  const store = new FakeStore();
  store.ready(input);
  const el = await mount<MissionBanner>(html`<cairn-mission-banner></cairn-mission-banner>`, store, options);
  for (const [name, value] of Object.entries(options.attributes ?? {}))
    el.setAttribute(name, value === true ? '' : String(value));
  await loaded(el);
  return { el, store };
}

const links = (el: Element) => [...el.shadowRoot!.querySelectorAll<HTMLAnchorElement>('.pathways a')];
const hrefs = (el: Element) => links(el).map((link) => link.getAttribute('href'));

/** A form as the banner sees it: by its tag and its `open`. */
function formOf(store: FakeStore | undefined, id = 'give') {
  const form = document.createElement('cairn-contribution-form');
  if (id) form.id = id;
  const opened: string[] = [];
  Object.assign(form, { store, open: (pathway: string) => opened.push(pathway) });
  document.body.append(form);
  return { form, opened };
}

describe('<cairn-mission-banner>', () => {
  // WebKit allows a hundred of these in ten seconds.
  const visit = (search: string) => history.replaceState(null, '', location.pathname + search);
  let runner = '';
  before(() => (runner = location.search));
  afterEach(() => {
    document.querySelectorAll('cairn-contribution-form').forEach((form) => form.remove());
    if (location.search !== runner) visit(runner);
  });

  it('[MB1] [A-banner-section] says who, what and why in a section named by its heading, and is no banner landmark', async () => {
    const { el } = await banner();
    const section = inside(el, 'section');
    const heading = inside(el, 'h2');
    expect(textOf(heading)).to.equal('Bring the woods back to the high fells.');
    expect(section.getAttribute('aria-labelledby')).to.equal(heading.id);
    expect(section.hasAttribute('role')).to.equal(false);
    expect(textOf(inside(el, '.org bdi'))).to.equal('Northfell Trust');
    expect(textOf(inside(el, '.org .mark'))).to.equal('NT');
    expect(textOf(inside(el, '.vision'))).to.match(/^By 2040, one unbroken wood/);
  });

  it('[MB1] falls back to the mission statement where there is no vision', async () => {
    const { el } = await banner(sample({ mission: { title: 'Trees', statement: 'Ten thousand of them.' } }));
    expect(textOf(inside(el, '.vision'))).to.equal('Ten thousand of them.');
  });

  it('[MB2] makes the first pathway the primary call, the second the secondary one, and the rest quiet links', async () => {
    const { el } = await banner();
    const ranks = links(el).map((link) => `${link.className}: ${textOf(link)}`);
    expect(ranks).to.deep.equal([
      'btn primary: Give',
      'btn secondary: Pledge',
      'btn quiet: Volunteer',
      'btn quiet: Act',
    ]);
  });

  it('[MB2] shows the pathways a page asks for, in its order', async () => {
    const { el } = await banner(sample(), { attributes: { pathways: 'donate volunteer nonsense' } });
    expect(links(el).map(textOf)).to.deep.equal(['Give', 'Volunteer']);
    expect(links(el)[1]!.className).to.equal('btn secondary');
  });

  describe('[MB14] its calls to action are real links', () => {
    it('to the form on the page, where the pathway is opened', async () => {
      const store = new FakeStore();
      store.ready();
      const { opened } = formOf(store);
      const el = await mount<MissionBanner>(html`<cairn-mission-banner></cairn-mission-banner>`, store);
      expect(hrefs(el)).to.deep.equal(['#give', '#give', '#give', '#give']);
      const before = location.href;
      links(el)[2]!.click();
      expect(opened).to.deep.equal(['volunteer']);
      expect(location.href).to.equal(before);
    });

    it('and works from the keyboard', async () => {
      const store = new FakeStore();
      store.ready();
      const { opened } = formOf(store);
      const el = await mount<MissionBanner>(html`<cairn-mission-banner></cairn-mission-banner>`, store);
      links(el)[1]!.focus();
      await sendKeys({ press: 'Enter' });
      expect(opened).to.deep.equal(['pledge']);
    });

    it('to a form without an id by way of a click, with the outside link for everybody else', async () => {
      const store = new FakeStore();
      store.ready();
      const { opened } = formOf(store, '');
      const el = await mount<MissionBanner>(html`<cairn-mission-banner></cairn-mission-banner>`, store);
      expect(hrefs(el)[0]).to.equal('https://northfell.example/give');
      links(el)[0]!.click();
      expect(opened).to.deep.equal(['donate']);
    });

    it('and never to the form of another campaign', async () => {
      const { opened } = formOf(new FakeStore());
      const { el } = await banner();
      expect(hrefs(el)[0]).to.equal('https://northfell.example/give');
      el.addEventListener('click', (event) => event.preventDefault());
      links(el)[0]!.click();
      expect(opened).to.deep.equal([]);
    });

    it('to the page a pathway is handed off to, else to the campaign’s own pages', async () => {
      const campaign = sample();
      campaign.pathways![0]!.handoff = { type: 'link', href: 'https://pay.example/north' };
      campaign.pathways![1]!.handoff = {
        type: 'redirect',
        template: 'https://pay.example/pledge{?amount,utm_source}',
        amountStyle: 'major',
      };
      visit('?utm_source=letter&amount=1&utm_%0A=x');
      const { el } = await banner(campaign);
      expect(hrefs(el).slice(0, 3)).to.deep.equal([
        'https://pay.example/north?utm_source=letter',
        'https://pay.example/pledge?utm_source=letter',
        'https://northfell.example/give?utm_source=letter',
      ]);
      expect(links(el)[0]!.rel).to.equal('noopener noreferrer');
    });

    it('and are left out where they could lead nowhere', async () => {
      const { el } = await banner(sample({ links: {}, organization: { name: 'N' }, mission: { title: 'M' } }));
      expect(links(el)).to.deep.equal([]);
    });
  });

  it('[MB15] passes campaign parameters on, keeps those of the address, and leaves an e-mail address alone', async () => {
    visit('?utm_source=letter&utm_medium=print');
    const linked = await banner(sample({ links: { fallback: 'https://northfell.example/give?utm_source=site' } }));
    expect(hrefs(linked.el)[0]).to.equal('https://northfell.example/give?utm_source=site&utm_medium=print');
    const mail = await banner(sample({ links: { fallback: 'mailto:give@northfell.example' } }));
    expect(hrefs(mail.el)[0]).to.equal('mailto:give@northfell.example');
  });

  it('[MB16] says which call was followed, and lets the page handle it', async () => {
    const store = new FakeStore();
    store.ready();
    const { opened } = formOf(store);
    const el = await mount<MissionBanner>(html`<cairn-mission-banner></cairn-mission-banner>`, store);
    const heard: CairnCtaEvent[] = [];
    el.addEventListener('cairn-cta', (event) => {
      heard.push(event);
      event.preventDefault();
    });
    const click = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true });
    links(el)[3]!.dispatchEvent(click);
    expect(heard.map(({ detail }) => detail)).to.deep.equal([
      { campaignId: 'high-fells', pathwayId: 'act', kind: 'act' },
    ]);
    expect([heard[0]!.bubbles, heard[0]!.composed, heard[0]!.cancelable]).to.deep.equal([true, true, true]);
    expect(click.defaultPrevented).to.equal(true);
    expect(opened).to.deep.equal([]);
  });

  it('leaves a click with a key held down to the browser', async () => {
    const store = new FakeStore();
    store.ready();
    const { opened } = formOf(store);
    const el = await mount<MissionBanner>(html`<cairn-mission-banner></cairn-mission-banner>`, store);
    let prevented: boolean | undefined;
    el.addEventListener('click', (event) => {
      prevented = event.defaultPrevented;
      event.preventDefault();
    });
    links(el)[0]!.dispatchEvent(
      new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, ctrlKey: true }),
    );
    expect(prevented).to.equal(false);
    expect(opened).to.deep.equal([]);
  });

  describe('[MB5] the support line', () => {
    it('counts people, shows the faces of those who gave a name, and says how long is left', async () => {
      const { el } = await banner();
      expect(textOf(inside(el, '.support'))).to.contain('412 people have added a stone');
      expect(textOf(inside(el, '.support'))).to.contain('41 days left, ends July 23');
      const faces = inside(el, '.faces');
      expect(faces.getAttribute('aria-hidden')).to.equal('true');
      expect([...faces.children].map(textOf)).to.deep.equal(['WL', 'AN', 'TH']);
      expect(inside<HTMLTimeElement>(el, '.support time').dateTime).to.equal(at(41.1));
    });

    it('adds the progress when asked', async () => {
      const { el } = await banner(sample(), { attributes: { 'with-progress': true } });
      expect(textOf(inside(el, '.support'))).to.contain('68% of $50,000');
    });

    it('in German and Arabic', async () => {
      const german = await banner(undefined, { lang: 'de' });
      expect(textOf(inside(german.el, '.support'))).to.contain('412 Menschen haben einen Stein gelegt');
      expect(textOf(inside(german.el, '.support'))).to.contain('noch 41 Tage, bis 23. Juli');
      const arabic = await banner(undefined, { lang: 'ar-EG', dir: 'rtl' });
      expect(textOf(inside(arabic.el, '.support'))).to.contain('٤١٢ شخصًا وضعوا حجرًا');
      expect(textOf(inside(arabic.el, '.support'))).to.contain('بقي ٤١ يومًا، حتى ٢٣ يوليو');
    });

    it('is silent about what nobody knows', async () => {
      const { el } = await banner(
        sample({ goals: [], contributions: undefined, endsAt: undefined, startsAt: undefined }),
      );
      expect(el.shadowRoot!.querySelectorAll('.support').length).to.equal(0);
    });
  });

  it('[MB13] counts down without a live region, and says nothing new when nothing changed', async () => {
    const { el } = await banner();
    expect(
      el.shadowRoot!.querySelectorAll('[aria-live], [role="status"], [role="alert"], [role="timer"]').length,
    ).to.equal(0);
    const records: MutationRecord[] = [];
    const observer = new MutationObserver((more) => records.push(...more));
    observer.observe(el.shadowRoot!, { subtree: true, childList: true, characterData: true });
    document.dispatchEvent(new Event('visibilitychange'));
    await settled(el);
    observer.disconnect();
    expect(records.length).to.equal(0);
  });

  it('[MB13] [F38] closes by the clock when the end passes, without a new document', async () => {
    const { el, store } = await banner(sample({ endsAt: at(0.01) }));
    expect(textOf(inside(el, '.support'))).to.contain('15 minutes left');
    Object.assign(store, { clockOffset: store.clockOffset + DAY });
    document.dispatchEvent(new Event('visibilitychange'));
    await settled(el);
    expect(textOf(inside(el, '.status'))).to.equal('This campaign has closed. It ended on June 12.');
    expect(links(el).map(textOf)).to.deep.equal(['See what the gifts did']);
  });

  describe('[MB11] before, between and after', () => {
    it('an upcoming campaign says when it opens and takes nobody to a form', async () => {
      const { el } = await banner(sample({ status: 'upcoming', startsAt: at(10), endsAt: at(40) }));
      expect(textOf(inside(el, '.status'))).to.equal('This campaign opens on June 22.');
      expect(links(el).map(textOf)).to.deep.equal(['About the campaign']);
      expect(hrefs(el)).to.deep.equal(['https://northfell.example/high-fells']);
    });

    it('a paused campaign says so', async () => {
      const { el } = await banner(sample({ status: 'paused' }));
      expect(textOf(inside(el, '.status'))).to.equal('This campaign is paused.');
      expect(links(el).map((link) => link.className)).to.deep.equal(['btn secondary']);
      expect(textOf(inside(el, '.support'))).not.to.contain('left');
    });

    it('an ended campaign leads to what the gifts did', async () => {
      const { el } = await banner(sample({ status: 'ended', endsAt: at(-2) }));
      expect(textOf(inside(el, '.status'))).to.equal('This campaign has closed. It ended on June 10.');
      expect(hrefs(el)).to.deep.equal(['https://northfell.example/news/birches']);
    });

    it('an ended campaign that still takes gifts keeps its calls', async () => {
      const { el } = await banner(sample({ status: 'ended', endsAt: at(-2), acceptsAfterEnd: true }));
      expect(links(el).length).to.equal(4);
    });
  });

  describe('[MB4] the picture', () => {
    const withImage = (src: string) =>
      sample({ mission: { ...sample().mission, image: { src, alt: 'Hills at dawn.', focus: { x: 0.25, y: 0.75 } } } });

    it('has its text and keeps its focal point in view', async () => {
      const { el } = await banner(withImage(asset('landscape.svg')), { width: 480 });
      const image = inside<HTMLImageElement>(el, '.media img');
      await image.decode();
      expect(image.alt).to.equal('Hills at dawn.');
      expect(getComputedStyle(image).objectPosition).to.equal('25% 75%');
      expect(getComputedStyle(inside(el, '.media span')).visibility).to.equal('hidden');
    });

    it('[AL4] [F40] keeps its box when it cannot be loaded, with a drawing in it', async () => {
      const { el } = await banner(withImage(asset('landscape.svg')), { width: 480 });
      const box = inside(el, '.media').getBoundingClientRect();
      const image = inside<HTMLImageElement>(el, '.media img');
      const failed = new Promise((resolve) => image.addEventListener('error', resolve));
      image.src = '/demo/assets/none.svg';
      await failed;
      const after = inside(el, '.media').getBoundingClientRect();
      expect([after.width, after.height]).to.deep.equal([box.width, box.height]);
      expect(getComputedStyle(image).visibility).to.equal('hidden');
      expect(getComputedStyle(inside(el, '.media span')).visibility).to.equal('visible');
    });

    it('may be left out', async () => {
      const { el } = await banner(withImage(asset('landscape.svg')), { attributes: { 'without-image': true } });
      expect(el.shadowRoot!.querySelectorAll('.media').length).to.equal(0);
      expect(inside(el, 'section').classList.contains('no-media')).to.equal(true);
    });

    it('of the organisation is its mark, and the initials stand in for it', async () => {
      const logo = { src: asset('none.svg'), alt: 'Logo' };
      const { el } = await banner(sample({ organization: { name: 'Northfell Trust', logo } }));
      const image = inside<HTMLImageElement>(el, '.mark img');
      if (!image.hasAttribute('data-broken')) await new Promise((resolve) => image.addEventListener('error', resolve));
      expect(image.alt).to.equal('');
      expect(getComputedStyle(inside(el, '.mark > span')).visibility).to.equal('visible');
    });
  });

  it('[MB3] [MB6] [MB7] closes with the latest news, the values and the evidence', async () => {
    const { el } = await banner();
    expect(textOf(inside(el, '.latest'))).to.equal(
      'Latest, June 9 The first 600 birches came through the winter in Keld Gill.',
    );
    expect(inside<HTMLAnchorElement>(el, '.latest a').href).to.equal('https://northfell.example/news/birches');
    expect(textOf(inside(el, '.values'))).to.equal(
      'What we hold to Native trees only. Local planters, paid fairly. Every figure published.',
    );
    const evidence = textOf(inside(el, '.evidence')).replace(/[\u2068\u2069]/g, '');
    expect(evidence).to.equal('Evidence Accounts audited by Harrow & Lyle. See certificate 2291');
    expect(inside<HTMLAnchorElement>(el, '.evidence a').rel).to.equal('noopener noreferrer');
  });

  for (const piece of ['vision', 'pathways', 'support', 'latest', 'values', 'evidence']) {
    it(`leaves out ${piece} when told to`, async () => {
      const { el } = await banner(sample(), { attributes: { [`without-${piece}`]: true } });
      expect(el.shadowRoot!.querySelectorAll(`.${piece}`).length).to.equal(0);
      expect(el.shadowRoot!.querySelectorAll('.mission').length).to.equal(1);
    });
  }

  it('drops the closing row when there is nothing in it', async () => {
    const { el } = await banner(sample({ updates: undefined, evidence: [], mission: { title: 'Trees' } }));
    expect(el.shadowRoot!.querySelectorAll('.ledger').length).to.equal(0);
  });

  it('[AL2] keeps mission and links when a refresh fails, and says so', async () => {
    const { el, store } = await banner();
    store.ready(sample(), { error: new CampaignError('network', 'no answer') });
    await settled(el);
    expect(textOf(inside(el, '[role="status"]'))).to.equal('Live details can’t be reached. The links still work.');
    expect(links(el).length).to.equal(4);
    await audit(el);
  });

  it('[AL2] [AL3] without any data shows the note, a way to try again, and its children', async () => {
    const store = new FakeStore();
    const el = await mount<MissionBanner>(
      html`<cairn-mission-banner><a href="#">Give on our site</a></cairn-mission-banner>`,
      store,
    );
    store.fail();
    await settled(el);
    expect(textOf(inside(el, '.fault'))).to.contain('Live details can’t be reached right now.');
    expect(el.querySelector('a')!.checkVisibility()).to.equal(true);
    inside<HTMLButtonElement>(el, '.fault button').click();
    expect(store.refreshed).to.equal(1);
  });

  it('[AL2] [AL4] is busy while it loads, in a box of its own size', async () => {
    const store = new FakeStore();
    const el = await mount<MissionBanner>(html`<cairn-mission-banner></cairn-mission-banner>`, store, { width: 480 });
    expect(inside(el, '.base').getAttribute('aria-busy')).to.equal('true');
    expect(textOf(el.shadowRoot!)).to.equal('');
    expect(el.getBoundingClientRect().height).to.be.greaterThan(400);
  });

  it('[AL4] honours the height a page reserves', async () => {
    const { el } = await banner(sample(), { width: 480 });
    el.style.setProperty('--cairn-reserve', '1500px');
    expect(el.getBoundingClientRect().height).to.equal(1500);
  });

  describe('[AL6] holds what it is given', () => {
    const long = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen';
    const stretched = () =>
      sample({
        organization: { name: `Stiftung ${long}` },
        mission: {
          title: `Wir bringen ${long} zurück.`,
          vision: long,
          values: [long],
          image: { src: asset('landscape.svg'), alt: '' },
        },
        updates: { items: [{ id: 'u', at: at(-3), title: `${long} ${long}`, url: 'https://northfell.example/' }] },
        evidence: [{ id: 'e', kind: 'audit', title: `https://northfell.example/${long}`, issuer: long }],
      });
    for (const width of [240, 320, 480, 768, 1200]) {
      for (const lang of ['en', 'de', 'ar']) {
        it(`at ${width} px in ${lang}`, async () => {
          const { el } = await banner(stretched(), { width, lang, dir: lang === 'ar' ? 'rtl' : 'ltr' });
          const box = el.getBoundingClientRect();
          for (const part of el.shadowRoot!.querySelectorAll('.base *:not(.media *, .face *, slot)')) {
            const { left, right } = part.getBoundingClientRect();
            expect(left, part.className).to.be.at.least(box.left - 1);
            expect(right, part.className).to.be.at.most(box.right + 1);
          }
        });
      }
    }

    it('[F39] on one column when narrow and two when wide, mirrored from right to left', async () => {
      const image = { ...sample().mission, image: { src: asset('landscape.svg'), alt: '' } };
      const sides = async (width: number, dir: string) => {
        const { el } = await banner(sample({ mission: image }), { width, dir });
        const media = inside(el, '.media').getBoundingClientRect();
        const copy = inside(el, '.copy').getBoundingClientRect();
        return media.bottom <= copy.top ? 'above' : media.left >= copy.right ? 'right' : 'left';
      };
      expect(await sides(480, 'ltr')).to.equal('above');
      expect(await sides(900, 'ltr')).to.equal('right');
      expect(await sides(900, 'rtl')).to.equal('left');
    });

    it('[2.5.8] with calls to action at least 44 px tall', async () => {
      const { el } = await banner(sample(), { width: 320 });
      for (const link of links(el)) expect(link.getBoundingClientRect().height).to.be.at.least(44);
    });
  });

  it('[S4] shows markup in any field as text', async () => {
    const attack = '<img src=x onerror="window.pwned=1">';
    const { el } = await banner(
      sample({
        organization: { name: attack },
        mission: { title: attack, vision: attack, values: [attack] },
        updates: { items: [{ id: 'u', at: at(-1), title: attack }] },
        evidence: [{ id: 'e', kind: 'report', title: attack, issuer: attack }],
      }),
    );
    expect(textOf(inside(el, '.mission'))).to.equal(attack);
    expect(el.shadowRoot!.querySelectorAll('img').length).to.equal(0);
    expect('pwned' in window).to.equal(false);
  });
});

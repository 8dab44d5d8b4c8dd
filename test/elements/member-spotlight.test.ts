import { expect, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CampaignError } from '../../src/data/error.ts';
import type { CampaignInput } from '../../src/data/schema.ts';
import type { MemberSpotlight } from '../../src/elements/member-spotlight/member-spotlight.ts';
import '../../src/define/campaign.ts';
import '../../src/define/member-spotlight.ts';
import { contract, settled as loaded } from '../contract.ts';
import { FakeStore, NOW, inside, mount, sample, settled, textOf } from '../helpers/campaign.ts';
import { audit } from '../helpers/audit.ts';

const MINUTE = 60_000;
const asset = (name: string) => new URL(`/demo/assets/${name}`, location.href).href;

contract('cairn-member-spotlight', {
  make: () => {
    const spotlight = document.createElement('cairn-member-spotlight');
    const data = document.createElement('script');
    data.type = 'application/json';
    // A document of its own time: relative times would change under the contract.
    data.textContent = JSON.stringify(sample({ contributions: undefined }));
    spotlight.append(data);
    return spotlight;
  },
});

type MemberInput = NonNullable<NonNullable<CampaignInput['members']>['items']>[number];

const member = (id: string, more: Partial<Exclude<MemberInput, null>> = {}) => ({
  id,
  name: `Person ${id.toUpperCase()}`,
  quote: `Said by ${id}.`,
  consent: { scope: 'public' as const },
  ...more,
});
/** The sample with everybody featured. */
const crew = () => {
  const campaign = sample();
  campaign.members!.items!.forEach((one) => Object.assign(one!, { featured: true }));
  return campaign;
};
const people = (...items: ReturnType<typeof member>[]) => sample({ members: { items } });

async function spotlight(
  input: CampaignInput = sample(),
  options: { width?: number; lang?: string; dir?: string; attributes?: Record<string, string | boolean> } = {},
) {
  const store = new FakeStore();
  store.ready(input);
  const el = await mount<MemberSpotlight>(html`<cairn-member-spotlight></cairn-member-spotlight>`, store, options);
  for (const [name, value] of Object.entries(options.attributes ?? {}))
    el.setAttribute(name, value === true ? '' : String(value));
  await loaded(el);
  return { el, store };
}

const all = (el: Element, selector: string) => [...el.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
const shown = (el: Element) => inside(el, '.slides > :not([inert])');
const plain = (node: Node) => textOf(node).replace(/[\u2068\u2069]/g, '');
const button = (el: Element, label: string) => inside<HTMLButtonElement>(el, `button[aria-label="${label}"]`);

describe('<cairn-member-spotlight>', () => {
  it('[AL2] keeps the people when a refresh failed, says how old they are, and refreshes on request', async () => {
    const store = new FakeStore();
    store.ready(crew(), { error: new CampaignError('network', 'no answer'), updatedAt: Date.now() - 3_600_000 });
    for (const layout of ['featured', 'recent', 'grid']) {
      const el = await mount<MemberSpotlight>(
        html`<cairn-member-spotlight layout=${layout}></cairn-member-spotlight>`,
        store,
      );
      await loaded(el);
      expect(textOf(inside(el, '.fault')), layout).to.match(/^Figures from/);
      const before = store.refreshed;
      inside(el, '[part~="retry"]').click();
      expect(store.refreshed).to.equal(before + 1);
    }
  });

  it('[MS1] shows who somebody is, what they say, what they did, and since when', async () => {
    const { el } = await spotlight();
    const slide = shown(el);
    expect(textOf(slide.querySelector('.name')!)).to.equal('Maren Oduya');
    expect(textOf(slide.querySelector('.role')!)).to.equal('Leader, Keld Gill crew');
    expect(textOf(slide.querySelector('.quote')!)).to.match(/^My grandmother called it the bald hill/);
    expect(textOf(slide)).to.contain('Here since 2021');
    expect([...slide.querySelectorAll('.facts > div')].map(textOf)).to.deep.equal([
      'trees planted 38',
      'on the hill 64 hr',
    ]);
    expect(textOf(inside(el, '.title'))).to.equal('People behind the numbers');
  });

  it('takes its heading from the page when told', async () => {
    const { el } = await spotlight(sample(), { attributes: { heading: 'The crew', 'heading-level': '3' } });
    expect(textOf(inside(el, 'h3.title'))).to.equal('The crew');
  });

  describe('[MS2] consent', () => {
    for (const layout of ['featured', 'grid', 'list']) {
      it(`shows nobody in the ${layout} who did not agree, or whose agreement has run out`, async () => {
        const { el } = await spotlight(
          people(
            member('a'),
            member('b', { consent: undefined }),
            member('c', { consent: { scope: 'public', until: new Date(NOW - 1).toISOString() } }),
            member('d', { consent: { scope: 'public', until: new Date(NOW + MINUTE).toISOString() } }),
          ),
          { attributes: { layout } },
        );
        expect(all(el, '.name').map(textOf)).to.deep.equal(['Person A', 'Person D']);
        expect(el.shadowRoot!.innerHTML).not.to.match(/Person [BC]|Said by [bc]/);
      });
    }

    it('that runs out while the page is open takes the person away', async () => {
      const until = new Date(NOW + MINUTE).toISOString();
      const { el, store } = await spotlight(people(member('a'), member('b', { consent: { scope: 'public', until } })));
      Object.assign(store, { clockOffset: store.clockOffset + 2 * MINUTE });
      document.dispatchEvent(new Event('visibilitychange'));
      await settled(el);
      expect(el.shadowRoot!.innerHTML).not.to.contain('Person B');
    });
  });

  describe('[MS2] names', () => {
    const maren = () =>
      people(
        member('m', {
          name: 'Maren Isa Oduya',
          url: 'https://oduya.example/',
          image: { src: asset('p-maren.svg'), alt: 'Portrait of Maren Oduya' },
        }),
      );
    const expected = { full: 'Maren Isa Oduya', 'first-initial': 'Maren O.', initials: 'MO', anonymous: 'Anonymous' };
    for (const [names, text] of Object.entries(expected)) {
      it(`are written as ${names}`, async () => {
        const { el } = await spotlight(maren(), { attributes: { names } });
        expect(textOf(inside(el, '.name'))).to.equal(text);
        if (names === 'full') return;
        expect(el.shadowRoot!.innerHTML).not.to.contain('Oduya');
        if (names !== 'first-initial') expect(el.shadowRoot!.innerHTML).not.to.match(/Maren|p-maren/i);
      });
    }

    it('an unknown policy is the full name', async () => {
      const { el } = await spotlight(maren(), { attributes: { names: 'loud' } });
      expect(textOf(inside(el, '.name'))).to.equal('Maren Isa Oduya');
    });

    it('of contributors follow the same policy', async () => {
      const { el } = await spotlight(sample(), { attributes: { names: 'initials' } });
      expect(all(el, '.recent b').map(plain)).to.deep.equal(['WL', 'AN', 'TH', 'Anonymous']);
    });
  });

  describe('[MS3] without a picture', () => {
    it('initials stand in, one letter where letters join', async () => {
      const { el } = await spotlight(
        people(
          member('a', { name: 'Tomás Herrera Ruiz' }),
          member('b', { name: 'نور حداد' }),
          member('c', { name: '王伟' }),
        ),
        { attributes: { layout: 'grid' } },
      );
      expect(all(el, '.portrait-frame > span').map(textOf)).to.deep.equal(['TR', 'ن', '王']);
    });

    it('[AL4] [F40] that could not be loaded nothing moves', async () => {
      const image = { src: asset('p-maren.svg'), alt: 'Portrait' };
      const { el } = await spotlight(people(member('a', { image }), member('b', { image })), { width: 480 });
      const before = el.getBoundingClientRect().height;
      const picture = inside<HTMLImageElement>(el, '.slides > :not([inert]) img');
      await picture.decode();
      const standIn = picture.nextElementSibling!;
      expect(getComputedStyle(standIn).visibility).to.equal('hidden');
      const failed = new Promise((resolve) => picture.addEventListener('error', resolve));
      picture.src = '/demo/assets/none.svg';
      await failed;
      expect(getComputedStyle(picture).visibility).to.equal('hidden');
      expect(getComputedStyle(standIn).visibility).to.equal('visible');
      expect(el.getBoundingClientRect().height).to.equal(before);
    });

    it('[S11] nobody else is asked for one', async () => {
      const { el } = await spotlight();
      expect(all(el, 'img')).to.deep.equal([]);
    });
  });

  it('[MS4] [S4] shows text as text, and links that vouch for nothing', async () => {
    const attack = '<img src=x onerror="window.pwned=1">';
    const { el } = await spotlight(
      people(member('a', { name: attack, quote: attack, roleLabel: attack, url: 'https://a.example/' })),
    );
    expect(textOf(inside(el, '.quote'))).to.equal(attack);
    expect(el.shadowRoot!.querySelectorAll('img').length).to.equal(0);
    expect(inside<HTMLAnchorElement>(el, '.name a').rel.split(' ')).to.include.members(['nofollow', 'ugc', 'noopener']);
    expect('pwned' in window).to.equal(false);
  });

  describe('[MS5] [MS6] one at a time', () => {
    it('is a carousel by the ARIA Authoring Practices', async () => {
      const { el } = await spotlight(people(member('a'), member('b'), member('c')));
      const carousel = inside(el, '.carousel');
      expect(carousel.getAttribute('role')).to.equal('group');
      expect(carousel.getAttribute('aria-roledescription')).to.equal('carousel');
      expect(carousel.getAttribute('aria-labelledby')).to.equal(inside(el, '.title').id);
      expect(inside(el, '.slides').getAttribute('aria-live')).to.equal('polite');
      const slides = all(el, '.slides > *');
      expect(slides.map((slide) => slide.getAttribute('role'))).to.deep.equal(['group', 'group', 'group']);
      expect(slides.map((slide) => slide.getAttribute('aria-roledescription'))).to.deep.equal([
        'slide',
        'slide',
        'slide',
      ]);
      const labels = slides.map((slide) => slide.getAttribute('aria-label')!.replace(/[\u2068\u2069]/g, ''));
      expect(labels).to.deep.equal(['Person A, 1 of 3', 'Person B, 2 of 3', 'Person C, 3 of 3']);
      expect(slides.map((slide) => slide.inert)).to.deep.equal([false, true, true]);
      expect(getComputedStyle(slides[1]!).visibility).to.equal('hidden');
      expect(button(el, 'Next person').getAttribute('aria-controls')).to.equal(inside(el, '.slides').id);
    });

    it('[A-spotlight-focus] turns by keyboard, keeps the focus, goes round, and says where it is', async () => {
      const { el } = await spotlight(people(member('a'), member('b'), member('c')));
      const next = button(el, 'Next person');
      next.focus();
      await sendKeys({ press: 'Enter' });
      await settled(el);
      expect(textOf(shown(el).querySelector('.name')!)).to.equal('Person B');
      expect(textOf(inside(el, '.count'))).to.equal('2 / 3');
      expect(el.shadowRoot!.activeElement).to.equal(next);
      await sendKeys({ press: 'Enter' });
      await sendKeys({ press: 'Enter' });
      await settled(el);
      expect(textOf(shown(el).querySelector('.name')!)).to.equal('Person A');
      button(el, 'Previous person').click();
      await settled(el);
      expect(textOf(shown(el).querySelector('.name')!)).to.equal('Person C');
      expect(all(el, '.slides > :not([inert])').length).to.equal(1);
    });

    it('never lands on a link of somebody who is not shown', async () => {
      const url = 'https://a.example/';
      const { el } = await spotlight(people(member('a', { url }), member('b', { url })), {
        attributes: { 'without-recent': true },
      });
      const after = document.createElement('button');
      el.after(after);
      button(el, 'Next person').focus();
      const visited: string[] = [];
      for (let step = 0; step < 3 && document.activeElement !== after; step += 1) {
        await sendKeys({ press: 'Tab' });
        visited.push(el.shadowRoot!.activeElement?.textContent ?? 'out');
      }
      // WebKit skips links with Tab unless told otherwise; what must not happen is a stop at "Person B".
      expect(visited.filter((text) => text !== 'out' && !/Person A/.test(text))).to.deep.equal([]);
      after.remove();
    });

    it('does not turn by itself, and nothing moves before the visitor turns', async () => {
      const { el } = await spotlight(people(member('a'), member('b')));
      expect(inside(el, '.slides').hasAttribute('data-turned')).to.equal(false);
      expect(el.shadowRoot!.getAnimations().length).to.equal(0);
      document.dispatchEvent(new Event('visibilitychange'));
      await settled(el);
      expect(textOf(shown(el).querySelector('.name')!)).to.equal('Person A');
    });

    it('keeps its height when it turns, so that the buttons stay under the finger', async () => {
      const { el } = await spotlight(people(member('a'), member('b', { quote: 'Many words. '.repeat(18) })), {
        width: 320,
      });
      const before = button(el, 'Next person').getBoundingClientRect();
      button(el, 'Next person').click();
      await settled(el);
      const after = button(el, 'Next person').getBoundingClientRect();
      expect([after.x, after.y]).to.deep.equal([before.x, before.y]);
    });

    it('prefers those who are featured', async () => {
      const { el } = await spotlight(
        people(member('a'), member('b', { featured: true }), member('c', { featured: true })),
      );
      expect(all(el, '.slides .name').map(textOf)).to.deep.equal(['Person B', 'Person C']);
    });

    it('has no buttons for one person', async () => {
      const { el } = await spotlight(people(member('a')));
      expect(all(el, '.controls')).to.deep.equal([]);
    });

    it('[MS15] keeps the person who is being read when the list changes around them', async () => {
      const { el, store } = await spotlight(people(member('a'), member('b'), member('c')));
      button(el, 'Next person').click();
      await settled(el);
      store.ready(people(member('z'), member('y'), member('a'), member('b')));
      await settled(el);
      expect(textOf(shown(el).querySelector('.name')!)).to.equal('Person B');
      expect(textOf(inside(el, '.count')), 'newcomers come after').to.equal('2 / 4');
    });

    it('[F65] goes on to somebody else when the person shown was erased', async () => {
      const { el, store } = await spotlight(people(member('a'), member('b')));
      button(el, 'Next person').click();
      await settled(el);
      store.ready(people(member('a')));
      await settled(el);
      expect(textOf(shown(el).querySelector('.name')!)).to.equal('Person A');
      expect(el.shadowRoot!.innerHTML).not.to.contain('Person B');
    });

    it('has targets of 44 px', async () => {
      const { el } = await spotlight(crew());
      const { width, height } = button(el, 'Next person').getBoundingClientRect();
      expect(Math.min(width, height)).to.be.at.least(44);
    });
  });

  describe('[MS5] all at once', () => {
    it('as a grid, with role and what each does', async () => {
      const { el } = await spotlight(people(member('a', { role: 'leader', story: 'Runs the crew' }), member('b')), {
        attributes: { layout: 'grid' },
      });
      const items = all(el, 'ul.grid > li');
      expect(items.map((item) => textOf(item))).to.deep.equal([
        'PA Person A Leader Runs the crew',
        'PB Person B Member',
      ]);
    });

    it('as a list, with a figure at the end', async () => {
      const { el } = await spotlight(sample(), { attributes: { layout: 'list' }, width: 480 });
      expect(textOf(all(el, 'ul.list .end')[0]!)).to.equal('38trees planted');
      expect(all(el, 'ul.list > li').length).to.equal(6);
    });

    it('as many as the page asks for', async () => {
      const { el } = await spotlight(sample(), { attributes: { layout: 'grid', limit: '2' } });
      expect(all(el, '.grid > li').length).to.equal(2);
    });

    it('an unknown layout is the first one', async () => {
      const { el } = await spotlight(sample(), { attributes: { layout: 'spiral' } });
      expect(el.layout).to.equal('featured');
      expect(all(el, '.carousel').length).to.equal(1);
    });
  });

  it('[MS7] says what a medal is for in words', async () => {
    const { el } = await spotlight();
    expect([...shown(el).querySelectorAll('.badges li')].map(textOf)).to.deep.equal(['First hundred']);
    expect(shown(el).querySelector('.badges svg')!.getAttribute('aria-hidden')).to.equal('true');
  });

  it('[MS10] keeps amounts to itself until the page says otherwise', async () => {
    const { el } = await spotlight();
    expect(textOf(el.shadowRoot!)).not.to.match(/\$|610/);
    expect(all(el, '.recent li > span:last-child').map(plain)).to.deep.equal([
      'Wei L. gave2 min. ago',
      'Amara N. offered time18 min. ago',
      'Tomás H. pledged40 min. ago',
      'Anonymous gave1 hr. ago',
    ]);
    el.withAmounts = true;
    await settled(el);
    expect(textOf(shown(el).querySelector('.facts')!)).to.contain('$610');
    expect(all(el, '.recent li > span:last-child').map(plain)).to.deep.equal([
      'Wei L. $252 min. ago',
      'Amara N. 6 hours18 min. ago',
      'Tomás H. pledged $12040 min. ago',
      'Anonymous $501 hr. ago',
    ]);
  });

  it('says how often a regular gift is given', async () => {
    const campaign = sample();
    Object.assign(campaign.contributions!.items![0]!, { frequency: 'monthly' });
    const { el } = await spotlight(campaign);
    expect(plain(inside(el, '.recent li'))).to.contain('Wei L. gives regularly');
    el.withAmounts = true;
    await settled(el);
    expect(plain(inside(el, '.recent li'))).to.contain('Wei L. $25 monthly');
  });

  it('[MS11] counts anonymous contributions, and those it does not list', async () => {
    const { el } = await spotlight();
    const items = all(el, '.recent li');
    expect(items.length).to.equal(5);
    expect(items[3]!.querySelector('.pebble'), 'a stone for somebody without a name').to.exist;
    expect(textOf(items[4]!)).to.equal('and 408 more');
  });

  it('never shows the name or the picture of an anonymous contribution', async () => {
    const campaign = sample();
    Object.assign(campaign.contributions!.items![0]!, {
      anonymous: true,
      avatar: { src: asset('f-wei.svg'), alt: '' },
    });
    const { el } = await spotlight(campaign);
    expect(el.shadowRoot!.innerHTML).not.to.match(/Wei L|f-wei/);
  });

  it('[MS13] tells times that move on, with the absolute one behind them', async () => {
    const { el, store } = await spotlight();
    const time = inside<HTMLTimeElement>(el, '.recent time');
    expect(time.dateTime).to.equal(new Date(NOW - 2 * MINUTE).toISOString());
    expect(time.title).to.match(/June 12, 2026/);
    Object.assign(store, { clockOffset: store.clockOffset + 5 * MINUTE });
    document.dispatchEvent(new Event('visibilitychange'));
    await settled(el);
    expect(textOf(time)).to.equal('7 min. ago');
  });

  it('[A-all-3.1.2] a quote is in the language it was given in, with the marks of that language', async () => {
    for (const [lang, more] of [
      ['en', {}],
      ['fr', { lang: 'fr' }],
    ] as const) {
      const { el } = await spotlight({ ...people(member('a', more)), locale: 'en' }, { lang: 'ar', dir: 'rtl' });
      expect(inside(el, '.quote').lang).to.equal(lang);
    }
  });

  it('[MS14] folds a long quote behind a real disclosure', async () => {
    const quote = Array.from({ length: 80 }, (_, word) => `word${word}`).join(' ');
    const { el } = await spotlight(people(member('a', { quote })));
    const toggle = inside<HTMLButtonElement>(el, '.words button');
    const rest = inside(el, `#${toggle.getAttribute('aria-controls')}`);
    expect(toggle.getAttribute('aria-expanded')).to.equal('false');
    expect(textOf(toggle)).to.equal('Read all');
    expect(rest.checkVisibility()).to.equal(false);
    toggle.focus();
    await sendKeys({ press: 'Enter' });
    await settled(el);
    expect(toggle.getAttribute('aria-expanded')).to.equal('true');
    expect(rest.checkVisibility()).to.equal(true);
    expect(inside(el, '.quote').innerText.replace(/\s+/g, ' ').trim()).to.equal(quote);
    expect(el.shadowRoot!.activeElement).to.equal(toggle);
  });

  describe('[MS15] the strip', () => {
    const newer = () => {
      const campaign = sample();
      campaign.contributions!.items!.unshift({
        id: 'c0',
        at: new Date(NOW).toISOString(),
        pathwayId: 'donate',
        kind: 'donate',
        name: 'Noor H.',
        anonymous: false,
      });
      return campaign;
    };

    it('takes in a new stone', async () => {
      const { el, store } = await spotlight();
      store.ready(newer());
      await settled(el);
      expect(plain(inside(el, '.recent li'))).to.contain('Noor H. gave');
    });

    it('but not while it is being read, except that what was erased goes at once', async () => {
      const { el, store } = await spotlight(sample(), { width: 320 });
      inside(el, '.recent').focus();
      const changed = newer();
      changed.contributions!.items!.splice(2, 1);
      store.ready(changed);
      await settled(el);
      expect(all(el, '.recent b').map(plain)).to.deep.equal(['Wei L.', 'Tomás H.', 'Anonymous']);
      inside(el, '.recent').blur();
      document.dispatchEvent(new Event('visibilitychange'));
      await settled(el);
      expect(all(el, '.recent b').map(plain)).to.deep.equal(['Noor H.', 'Wei L.', 'Tomás H.', 'Anonymous']);
    });

    it('scrolls inside itself, by keyboard too, under a name', async () => {
      const { el } = await spotlight(sample(), { width: 320 });
      const strip = inside(el, '.recent');
      expect(strip.tabIndex).to.equal(0);
      expect(textOf(inside(el, `#${strip.getAttribute('aria-labelledby')}`))).to.equal('Recent stones');
      expect(strip.scrollWidth).to.be.greaterThan(strip.clientWidth);
      expect(el.scrollWidth).to.equal(el.clientWidth);
      strip.focus();
      await sendKeys({ press: 'ArrowRight' });
      for (let wait = 0; strip.scrollLeft === 0 && wait < 120; wait += 1)
        await new Promise((done) => setTimeout(done, 25));
      expect(strip.scrollLeft).to.be.greaterThan(0);
    });

    it('is left out when told to, and when there is nothing in it', async () => {
      const told = await spotlight(sample(), { attributes: { 'without-recent': true } });
      expect(all(told.el, '.strip')).to.deep.equal([]);
      const none = await spotlight(sample({ contributions: undefined }));
      expect(all(none.el, '.strip')).to.deep.equal([]);
    });
  });

  it('[MS16] invites where nobody is introduced yet', async () => {
    const { el } = await spotlight(sample({ members: { items: [] }, contributions: undefined }));
    expect(textOf(inside(el, 'h2'))).to.equal('Nobody introduced yet.');
    expect(textOf(inside(el, '.blank p'))).to.equal('Members appear here once they agree to be shown.');
    await audit(el);
  });

  it('[MS18] says in which language a quote is', async () => {
    const { el } = await spotlight(people(member('a', { quote: 'Agora há.', lang: 'pt' })));
    expect(inside(el, '.quote').lang).to.equal('pt');
  });

  it('[MS20] sets leaders and ambassadors apart by word and by shape', async () => {
    const { el } = await spotlight(
      people(member('a', { role: 'leader' }), member('b', { role: 'ambassador' }), member('c')),
      { attributes: { layout: 'list' } },
    );
    const roles = all(el, '.role');
    expect(roles.map(textOf)).to.deep.equal(['Leader', 'Ambassador', 'Member']);
    const stones = roles.map((role) => role.querySelector('path')!.getAttribute('d')!.split('z').length - 1);
    expect(stones).to.deep.equal([3, 2, 1]);
  });

  describe('[AL2] other states', () => {
    it('is busy while it loads, in a box of its own size', async () => {
      for (const layout of ['featured', 'grid', 'list']) {
        const store = new FakeStore();
        const el = await mount<MemberSpotlight>(
          html`<cairn-member-spotlight layout=${layout}></cairn-member-spotlight>`,
          store,
          { width: 480 },
        );
        expect(inside(el, '.base').getAttribute('aria-busy')).to.equal('true');
        expect(textOf(el.shadowRoot!)).to.equal('');
        expect(el.getBoundingClientRect().height, layout).to.be.greaterThan(250);
      }
    });

    it('[AL3] says what could not be loaded and shows its children', async () => {
      const store = new FakeStore();
      const el = await mount<MemberSpotlight>(
        html`<cairn-member-spotlight><a href="#">Our people</a></cairn-member-spotlight>`,
        store,
      );
      store.fail();
      await settled(el);
      expect(textOf(inside(el, '.fault'))).to.equal('Member stories can’t be loaded right now. Try again');
      expect(el.querySelector('a')!.checkVisibility()).to.equal(true);
      inside<HTMLButtonElement>(el, '.fault button').click();
      expect(store.refreshed).to.equal(1);
    });
  });

  it('[AL7] speaks German and Arabic', async () => {
    const german = await spotlight(crew(), { lang: 'de' });
    expect(textOf(inside(german.el, '.title'))).to.equal('Die Menschen hinter den Zahlen');
    expect(plain(inside(german.el, '.recent li'))).to.equal('WL Wei L. hat gespendetvor 2 Min.');
    const arabic = await spotlight(crew(), { lang: 'ar-EG', dir: 'rtl' });
    expect(textOf(inside(arabic.el, '.count'))).to.equal('١ / ٦');
    expect(textOf(inside(arabic.el, '.recent li:last-child'))).to.equal('و٤٠٨ آخرون');
  });

  it('[F39] is mirrored from right to left', async () => {
    const sides = async (dir: string) => {
      const { el } = await spotlight(crew(), { width: 768, dir });
      const picture = shown(el).querySelector('.portrait-frame')!.getBoundingClientRect();
      const words = shown(el).querySelector('.words')!.getBoundingClientRect();
      const previous = button(el, 'Previous person').getBoundingClientRect();
      const next = button(el, 'Next person').getBoundingClientRect();
      return [picture.left < words.left, previous.left < next.left];
    };
    expect(await sides('ltr')).to.deep.equal([true, true]);
    expect(await sides('rtl')).to.deep.equal([false, false]);
  });

  describe('[AL6] [F39] holds what it is given', () => {
    const long = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen';
    const campaign = () => {
      const made = people(
        member('a', {
          name: `${long} ${long} ${long}`,
          roleLabel: `Leitung ${long}`,
          quote: `${long} sagt ${long}.`,
          story: long,
          totals: [
            { label: `${long}`, quantity: { value: 123_456_789_00, unit: 'USD', scale: 2 } },
            { label: 'trees planted', quantity: { value: 12_345, unit: 'trees', scale: 0 } },
            { label: 'hours', quantity: { value: 12_345, unit: 'hours', scale: 0 } },
          ],
          recognition: [{ id: 'x', label: long }],
        }),
        member('b'),
      );
      Object.assign(made.contributions!.items![0]!, { name: `${long} ${long}` });
      return made;
    };
    for (const width of [240, 320, 480, 768, 1200]) {
      for (const layout of ['featured', 'grid', 'list']) {
        it(`in the ${layout} at ${width} px`, async () => {
          const attributes = { layout, 'with-amounts': true };
          for (const dir of ['ltr', 'rtl']) {
            const { el } = await spotlight(campaign(), { width, dir, attributes, lang: dir === 'rtl' ? 'ar' : 'de' });
            const box = el.getBoundingClientRect();
            for (const part of all(el, '.base *:not(.recent *, .portrait-frame *, .face *, [inert] *)')) {
              const { left, right, width: size } = part.getBoundingClientRect();
              if (size === 0) continue; // not laid out at this width
              expect(left, `${dir} ${part.className}`).to.be.at.least(box.left - 1);
              expect(right, `${dir} ${part.className}`).to.be.at.most(box.right + 1);
            }
          }
        });
      }
    }

    it('cuts a name at 80 graphemes', async () => {
      const { el } = await spotlight(people(member('a', { name: '👩‍👩‍👧'.repeat(10) + 'x'.repeat(120) })));
      const name = textOf(inside(el, '.name'));
      expect([...new Intl.Segmenter().segment(name)].length).to.equal(80);
      expect(name.endsWith('…')).to.equal(true);
    });
  });
});

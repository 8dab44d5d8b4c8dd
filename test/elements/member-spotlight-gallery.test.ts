import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CampaignError } from '../../src/data/error.ts';
import { recent, rankUnit, shuffled, top } from '../../src/elements/member-spotlight/order.ts';
import type { Campaign, CampaignInput, Member } from '../../src/data/schema.ts';
import { audit } from '../helpers/audit.ts';
import { NOW, inside, sample, settled, textOf, type FakeStore } from '../helpers/campaign.ts';
import { all, button, member, names, people, plain, press, spotlight } from './spotlight.ts';

const crowd = (count: number, more: (index: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, index) => member(`m${index}`, more(index)));
const figure = (value: number, unit = 'trees', scale = 0) => ({ label: unit, quantity: { value, unit, scale } });
const status = (el: Element) => textOf(inside(el, '.onward [role=status]'));
const choose = async (el: Element, label: string, value: string) => {
  const field = all(el, '.filter label').find((each) => textOf(each).startsWith(label))!;
  const select = field.querySelector('select')!;
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await settled(el);
};
const choices = (el: Element) =>
  all(el, '.filter label').map((label) => [
    textOf(label.querySelector('span')!),
    [...label.querySelectorAll('option')].map(textOf),
  ]);

describe('<cairn-member-spotlight> with many people', () => {
  describe('[MS8] order', () => {
    const three = () =>
      people(
        member('a', { since: '2021', totals: [figure(10)] }),
        member('b', { since: '2024-05', totals: [figure(305, 'trees', 1), figure(99)], featured: true }),
        member('c', { totals: [figure(90_000, 'USD', 2), figure(20)] }),
      );
    const inOrder = async (order: string, more: Record<string, string | boolean> = {}) => {
      const { el } = await spotlight(three(), { attributes: { layout: 'list', order, ...more } });
      return names(el)
        .map((name) => name.slice(-1))
        .join('');
    };

    it('pinned: those put forward, then as the organization lists them', async () => {
      expect(await inOrder('pinned')).to.equal('BAC');
      expect(await inOrder('by-height'), 'an unknown order').to.equal('BAC');
    });
    it('recent: the newest first, who does not say comes last', async () =>
      expect(await inOrder('recent')).to.equal('BAC'));
    it('top: who did most of what most are counted by', async () => expect(await inOrder('top')).to.equal('BCA'));

    it('where it is wide a figure still stands near the name it belongs to', async () => {
      const { el } = await spotlight(three(), { attributes: { layout: 'list', order: 'top' }, width: 1200 });
      const [first, second, third] = all(el, '.list > li').map((row) => row.getBoundingClientRect());
      expect(first!.top).to.equal(second!.top);
      expect(third!.top).to.be.at.least(first!.bottom);
      expect(first!.width).to.be.below(600);
    });

    it('top shows the figure people are ranked by, and ranks by money only where it is shown', async () => {
      const { el } = await spotlight(three(), { attributes: { layout: 'list', order: 'top' }, width: 480 });
      expect(all(el, '.end').map(textOf)).to.deep.equal(['30.5trees', '20trees', '10trees']);
      const money = people(
        member('a', { totals: [figure(500, 'USD')] }),
        member('b', { totals: [figure(900, 'USD')] }),
      );
      const hidden = await spotlight(money, { attributes: { layout: 'list', order: 'top' } });
      expect(names(hidden.el)).to.deep.equal(['Person A', 'Person B']);
      hidden.el.withAmounts = true;
      await settled(hidden.el);
      hidden.el.order = 'recent';
      await settled(hidden.el);
      hidden.el.order = 'top';
      await settled(hidden.el);
      expect(names(hidden.el)).to.deep.equal(['Person B', 'Person A']);
    });

    it('shuffled: the same all day for everybody, another the next day, nothing stored', () => {
      const list = crowd(40) as unknown as Member[];
      const ids = (day: number, id = 'fells') =>
        shuffled(list, { id } as Campaign, NOW + day * 86_400_000)
          .map((each) => each.id)
          .join();
      expect(ids(0)).to.equal(ids(0.3));
      expect(ids(0)).not.to.equal(ids(1));
      expect(ids(0)).not.to.equal(ids(0, 'river'));
      expect(ids(0)).not.to.equal(list.map((each) => each.id).join());
      expect(ids(0).split(',').sort()).to.deep.equal(list.map((each) => each.id).sort());
      // A newcomer moves nobody past somebody else.
      const more = [...(crowd(1, () => ({})) as unknown as Member[]).map((each) => ({ ...each, id: 'new' })), ...list];
      const without = shuffled(more, { id: 'fells' } as Campaign, NOW).filter(({ id }) => id !== 'new');
      expect(without.map((each) => each.id).join()).to.equal(ids(0));
    });

    it('shuffled is fair: everybody is first sometimes', () => {
      const list = crowd(5) as unknown as Member[];
      const first = new Set(
        Array.from({ length: 60 }, (_, day) => shuffled(list, { id: 'f' } as Campaign, day * 86_400_000)[0]!.id),
      );
      expect(first.size).to.equal(5);
    });

    it('never stumbles over a date or a figure', () => {
      const odd = [{ since: '0000' }, { since: '2021-99' }, {}, { since: '2090' }].map((more, index) => ({
        ...member(String(index)),
        totals: [],
        ...more,
      })) as unknown as Member[];
      expect(recent(odd).length).to.equal(4);
      expect(top(odd, rankUnit(odd, true)).map(({ id }) => id)).to.deep.equal(['0', '1', '2', '3']);
    });
  });

  describe('[MS9] filter', () => {
    const mixed = () =>
      sample({
        locale: 'en-GB',
        members: {
          items: [
            member('a', { role: 'leader', totals: [figure(5, 'hours', 1)], lang: 'pt-BR' }),
            member('b', { role: 'ambassador', totals: [figure(5, 'USD', 2)] }),
            member('c', { totals: [figure(5, 'actions')], lang: 'en' }),
          ],
        },
      });
    const filtered = (attributes: Record<string, string | boolean> = {}) =>
      spotlight(mixed(), { attributes: { layout: 'grid', 'with-filter': true, ...attributes }, width: 600 });

    it('is not there unless asked for', async () => {
      const { el } = await spotlight(mixed(), { attributes: { layout: 'grid' } });
      expect(all(el, '.filter')).to.deep.equal([]);
    });

    it('offers what somebody has, in native controls with labels', async () => {
      const { el } = await filtered();
      expect(choices(el)).to.deep.equal([
        ['Role', ['All', 'Leader', 'Ambassador', 'Member']],
        ['How they help', ['All', 'Volunteering', 'Giving', 'Taking action']],
        ['Language', ['All', 'Portuguese', 'English']],
      ]);
      expect(inside(el, '.filter').getAttribute('aria-label')).to.equal('Choose people');
      for (const select of all(el, 'select')) expect(select.getBoundingClientRect().height).to.be.at.least(43.5);
      await audit(el);
    });

    it('a choice leaves those who fit, and says politely how many', async () => {
      const { el } = await filtered();
      expect(textOf(inside(el, '.found'))).to.equal('');
      expect(inside(el, '.found').getAttribute('role')).to.equal('status');
      await choose(el, 'Role', 'leader');
      expect(names(el)).to.deep.equal(['Person A']);
      expect(textOf(inside(el, '.found'))).to.equal('1 person');
      await choose(el, 'Role', '');
      await choose(el, 'How they help', 'donate');
      expect(names(el)).to.deep.equal(['Person B']);
      await choose(el, 'How they help', '');
      await choose(el, 'Language', 'en');
      expect(names(el)).to.deep.equal(['Person B', 'Person C']);
      expect(textOf(inside(el, '.found'))).to.equal('2 people');
    });

    it('that leaves nobody says so and leads back', async () => {
      const { el } = await filtered({ 'only-role': 'leader', 'only-language': 'en' });
      expect(textOf(inside(el, '.nobody p'))).to.equal('Nobody here fits this choice yet.');
      press(el, 'Show everybody').click();
      await settled(el);
      expect(names(el).length).to.equal(3);
      expect(all(el, 'select').map((each) => (each as HTMLSelectElement).value)).to.deep.equal(['', '', '']);
    });

    it('can be set by the page, without controls, in every layout', async () => {
      for (const [attribute, value, expected] of [
        ['only-role', 'ambassador', 'Person B'],
        ['only-kind', 'volunteer', 'Person A'],
        ['only-language', 'pt', 'Person A'],
      ] as const) {
        for (const layout of ['featured', 'carousel', 'grid', 'list']) {
          const { el } = await spotlight(mixed(), { attributes: { layout, [attribute]: value } });
          expect(names(el), `${layout} ${attribute}`).to.deep.equal([expected]);
          expect(all(el, '.filter')).to.deep.equal([]);
        }
      }
    });

    it('[CF14] says for whom something was given, where who gave wants it shown, by the page’s rule for names', async () => {
      const dedicated = (kind: 'memory' | 'honour', name: string, at = 0) => {
        const campaign = sample();
        const { items } = campaign.contributions as { items: object[] };
        items[at] = { ...items[at], dedication: { kind, name } };
        return campaign;
      };
      const said = async (input: ReturnType<typeof sample>, attributes: Record<string, string> = {}, lang = 'en') => {
        const { el } = await spotlight(input, { lang, attributes: { layout: 'recent', ...attributes } });
        return all(el, '.recent .for').map(plain);
      };
      expect(await said(sample()), 'nobody said so').to.deep.equal([]);
      expect(await said(dedicated('memory', 'Inge Holm'))).to.deep.equal(['In memory of Inge Holm']);
      expect(await said(dedicated('honour', 'Inge Holm'), {}, 'de')).to.deep.equal(['Zu Ehren von Inge Holm']);
      expect(await said(dedicated('honour', 'Inge Holm'), { names: 'first-initial' })).to.deep.equal([
        'In honour of Inge H.',
      ]);
      expect(await said(dedicated('honour', 'Inge Holm'), { names: 'anonymous' })).to.deep.equal([]);
    });

    it('leaves the latest contributions of one kind', async () => {
      const { el } = await spotlight(sample(), { attributes: { layout: 'recent', 'only-kind': 'donate' } });
      expect(all(el, '.recent b').map(plain)).to.deep.equal(['Wei L.', 'Anonymous']);
      expect(plain(inside(el, '.recent'))).not.to.contain('more');
    });
  });

  describe('[MS12] more of them', () => {
    it('are shown on demand, the focus on the first new one, the count said politely', async () => {
      const { el } = await spotlight(people(...crowd(5)), {
        attributes: { layout: 'grid', limit: '2', 'with-more': true },
      });
      expect(names(el).length).to.equal(2);
      expect(status(el)).to.equal('');
      press(el, 'Show more people').focus();
      await sendKeys({ press: 'Enter' });
      await settled(el);
      expect(names(el).length).to.equal(4);
      const focused = el.shadowRoot!.activeElement!;
      expect(focused.localName).to.equal('li');
      expect(textOf(focused.querySelector('.name')!)).to.equal('Person M2');
      expect(status(el)).to.equal('4 of 5 people shown');
      press(el, 'Show more people').click();
      await settled(el);
      expect(names(el).length).to.equal(5);
      expect(status(el)).to.equal('5 of 5 people shown');
      expect(all(el, '.onward button')).to.deep.equal([]);
      await audit(el);
    });

    it('come from the backend, page by page', async () => {
      const { el, store } = await spotlight(sample({ members: { items: crowd(3), total: 9, next: 'c3' } }), {
        attributes: { layout: 'list', limit: '3', 'with-more': true },
      });
      let pages = 1;
      let let_go = () => undefined as void;
      store.page = () =>
        new Promise<void>((resolve) => {
          let_go = () => {
            pages += 1;
            store.ready(sample({ members: { items: crowd(3 * pages), total: 9, next: pages < 3 ? 'c' : null } }));
            resolve();
          };
        });
      const more = press(el, 'Show more people');
      more.click();
      more.click(); // once is enough
      await el.updateComplete;
      expect(status(el)).to.equal('Loading more people');
      expect(more.getAttribute('aria-disabled')).to.equal('true');
      let_go();
      await settled(el);
      await settled(el);
      expect(names(el).length).to.equal(6);
      expect(textOf(el.shadowRoot!.activeElement!.querySelector('.name')!)).to.equal('Person M3');
      expect(status(el)).to.equal('6 of 9 people shown');
      press(el, 'Show more people').click();
      await el.updateComplete;
      let_go();
      await settled(el);
      await settled(el);
      expect(names(el).length).to.equal(9);
      expect(all(el, '.onward button')).to.deep.equal([]);
    });

    it('that cannot be had leave those who are there, and the button', async () => {
      const { el, store } = await spotlight(sample({ members: { items: crowd(3), next: 'c3' } }), {
        attributes: { layout: 'list', 'with-more': true },
      });
      store.page = () => Promise.reject(new CampaignError('network', 'no answer'));
      press(el, 'Show more people').click();
      await settled(el);
      expect(status(el)).to.equal('More people can’t be loaded right now.');
      expect(names(el).length).to.equal(3);
      expect(press(el, 'Show more people').hasAttribute('aria-disabled')).to.equal(false);
    });

    it('are looked for while a filter is on', async () => {
      const roles = (count: number) => crowd(count, (index) => (index === 5 ? { role: 'leader' } : {}));
      const { el, store } = await spotlight(sample({ members: { items: roles(2), next: 'x' } }), {
        attributes: { layout: 'grid', 'with-more': true, 'only-role': 'leader', 'with-filter': true },
      });
      let count = 2;
      store.page = () => {
        count += 2;
        store.ready(sample({ members: { items: roles(count), next: 'x' } }));
        return Promise.resolve();
      };
      const more = all(el, 'button').find((each) => textOf(each) === 'Show more people');
      expect(more, 'there may be one on another page').to.exist;
      more!.click();
      for (let turn = 0; turn < 6; turn += 1) await settled(el);
      expect(names(el)).to.deep.equal(['Person M5']);
      expect(count).to.equal(6);
    });

    it('10,000 people are not 10,000 elements', async () => {
      for (const layout of ['grid', 'list', 'carousel', 'featured']) {
        const { el } = await spotlight(people(...crowd(10_000)), { attributes: { layout } });
        expect(names(el).length, layout).to.equal(24);
      }
    });

    it('a limit that is none is the usual one', async () => {
      for (const limit of ['-3', 'many', '0', '1e9']) {
        const { el } = await spotlight(people(...crowd(30)), { attributes: { layout: 'grid', limit } });
        expect(names(el).length, limit).to.equal(24);
      }
    });
  });

  describe('[MS15] who is there stays where they are', () => {
    for (const layout of ['grid', 'list']) {
      it(`when people join, in the ${layout}`, async () => {
        const { el, store } = await spotlight(people(...crowd(3)), { attributes: { layout, limit: '4' } });
        const first = all(el, '.name')[0];
        store.ready(people(member('new', { featured: true }), member('late'), ...crowd(3)));
        await settled(el);
        expect(names(el)).to.deep.equal(['Person M0', 'Person M1', 'Person M2', 'Person NEW']);
        expect(all(el, '.name')[0], 'the same element').to.equal(first);
      });
    }

    it('but a new order or filter begins anew', async () => {
      const { el, store } = await spotlight(people(...crowd(2)), { attributes: { layout: 'list' } });
      store.ready(people(member('new', { featured: true, since: '2024' }), ...crowd(2)));
      await settled(el);
      expect(names(el)[0]).to.equal('Person M0');
      el.order = 'recent';
      await settled(el);
      expect(names(el)[0]).to.equal('Person NEW');
    });
  });

  it('[MS17] [F65] who was erased is gone with the next document, from further pages too', async () => {
    const { el, store } = await spotlight(people(...crowd(6)), {
      attributes: { layout: 'grid', limit: '2', 'with-more': true },
    });
    press(el, 'Show more people').click();
    await settled(el);
    expect(names(el).length).to.equal(4);
    store.ready(people(...crowd(6).filter(({ id }) => id !== 'm3')));
    await settled(el);
    expect(names(el)).to.deep.equal(['Person M0', 'Person M1', 'Person M2', 'Person M4']);
    expect(el.shadowRoot!.innerHTML).not.to.match(/Person M3|m3"/);
  });

  describe('[MS15] news in the strip', () => {
    const given = (store: FakeStore, ...ids: string[]) => {
      const campaign = sample();
      const [first] = campaign.contributions!.items!;
      campaign.contributions!.items!.unshift(...ids.map((id) => ({ ...first!, id, name: `New ${id}` })));
      campaign.contributions!.total! += ids.length;
      store.ready(campaign);
    };

    it('wait behind a button while somebody reads, and nothing moves', async () => {
      const { el, store } = await spotlight(sample(), { width: 480 });
      const row = inside(el, '.recent');
      row.focus();
      const before = row.getBoundingClientRect();
      given(store, 'n1', 'n2', 'n3');
      await settled(el);
      expect(all(el, '.recent b').map(plain)[0]).to.equal('Wei L.');
      const after = row.getBoundingClientRect();
      expect([after.top, after.height]).to.deep.equal([before.top, before.height]);
      expect(plain(inside(el, '.recent li:last-child')), '[MS11] the sum is the same').to.equal('and 408 more');
      const news = press(el, '3 new');
      expect(news.getBoundingClientRect().height).to.be.at.least(43.5);
      news.click();
      await settled(el);
      expect(all(el, '.recent b').map(plain).slice(0, 4)).to.deep.equal(['New n1', 'New n2', 'New n3', 'Wei L.']);
      expect(all(el, '.news')).to.deep.equal([]);
      expect(el.shadowRoot!.activeElement).to.equal(row);
      expect(plain(inside(el, '.recent li:last-child'))).to.equal('and 408 more');
    });

    it('wait while the row is scrolled', async () => {
      const { el, store } = await spotlight(sample(), { width: 320 });
      inside(el, '.recent').scrollLeft = 80;
      given(store, 'n1');
      await settled(el);
      expect(all(el, '.recent b').map(plain)[0]).to.equal('Wei L.');
      expect(press(el, '1 new')).to.exist;
    });
  });

  describe('[MS5] the latest contributions alone', () => {
    it('stand under a heading of their own', async () => {
      const { el } = await spotlight(sample(), { attributes: { layout: 'recent', 'without-recent': true } });
      expect(textOf(inside(el, 'h2.title'))).to.equal('Recent stones');
      expect(inside(el, '.recent').getAttribute('aria-labelledby')).to.equal('title');
      expect(all(el, '.recent li').length).to.equal(5);
      expect(all(el, '.carousel, .grid, .list')).to.deep.equal([]);
      await audit(el);
      const named = await spotlight(sample(), { attributes: { layout: 'recent', heading: 'Just now' } });
      expect(textOf(inside(named.el, 'h2'))).to.equal('Just now');
    });

    it('[MS16] [AL2] invite where there are none', async () => {
      const { el } = await spotlight(sample({ contributions: undefined }), { attributes: { layout: 'recent' } });
      expect(textOf(inside(el, '.blank'))).to.equal('No stones yet. Yours can be the first.');
      await audit(el);
    });
  });

  describe('[MS1] [MS3] [AL6] whatever a document says', () => {
    const zalgo = `Z${'\u0336\u0322\u031b\u0341'.repeat(20)}algo`;
    const LONG = 'x'.repeat(10_000);
    const hostile = (): CampaignInput =>
      sample({
        members: {
          items: [
            { id: 'bare', name: 'Bare', consent: { scope: 'public' } },
            member('long', {
              name: LONG,
              roleLabel: LONG,
              quote: LONG,
              story: LONG,
              totals: [figure(Number.MAX_SAFE_INTEGER, 'USD'), figure(Number.MAX_SAFE_INTEGER)],
              recognition: Array.from({ length: 40 }, (_, index) => ({ id: `r${index}`, label: LONG })),
            }),
            member('bidi', { name: '\u202Eevil\u2066 name\u202C', quote: '\u202Ereversed' }),
            member('family', { name: '👨‍👩‍👧‍👦 Okafor', quote: '👩‍👩‍👧'.repeat(200) }),
            member('zalgo', { name: zalgo, quote: zalgo.repeat(20) }),
            member('script', { name: '<script>window.pwned=1</script>', story: '{{7*7}}${7*7}', quote: undefined }),
            member('link', { url: 'javascript:alert(1)', image: { src: 'javascript:alert(1)' } }),
            member('since', { since: '2021-99-99' }),
            member('later', { since: '2090-01-01' }),
            member('old', { since: '0001' }),
            member('lost', { image: { src: new URL('/demo/assets/none.svg', location.href).href } }),
          ],
        },
      });

    for (const layout of ['featured', 'carousel', 'grid', 'list', 'recent']) {
      it(`is shown in the ${layout} or left out, and nothing overflows at 240 px`, async () => {
        const { el } = await spotlight(hostile(), {
          width: 240,
          attributes: { layout, 'with-amounts': true, 'with-filter': true, 'with-more': true, limit: '24' },
        });
        if (layout !== 'recent') expect(names(el).length).to.equal(11);
        expect('pwned' in window).to.equal(false);
        expect(el.shadowRoot!.innerHTML).not.to.match(/javascript:|\u202E/);
        const box = el.getBoundingClientRect();
        for (const part of all(el, '.base *:not(.recent *, .portrait-frame *, .face *)')) {
          const { left, right, width } = part.getBoundingClientRect();
          if (width === 0) continue;
          expect(left, part.className).to.be.at.least(box.left - 1);
          expect(right, part.className).to.be.at.most(box.right + 1);
        }
        expect(el.shadowRoot!.querySelectorAll('*').length).to.be.below(900);
      });
    }

    it('a day that has not come or does not exist is not told', async () => {
      const { el } = await spotlight(hostile());
      const since = Object.fromEntries(
        all(el, '.slides > *').map((slide) => [
          textOf(slide.querySelector('.name')!).replace('Person ', ''),
          /Here since[^.]*?\d{1,4}/.exec(textOf(slide))?.[0],
        ]),
      );
      expect(since['SINCE']).to.equal(undefined);
      expect(since['LATER']).to.equal(undefined);
      expect(since['OLD']).to.match(/Here since/);
    });

    it('initials are whole: a letter with its marks, a family with all its members', async () => {
      const { el } = await spotlight(hostile(), { attributes: { layout: 'grid' } });
      const initials = all(el, '.portrait-frame > span').map((each) => textOf(each));
      expect(initials[3]).to.equal('👨‍👩‍👧‍👦');
      expect([...initials[4]!].length, 'one letter and four marks at most').to.be.at.most(5);
      expect(names(el)[4]!.length).to.be.below(12);
    });
  });

  it('[MS2] the buttons and the names in them follow the name policy', async () => {
    const { el } = await spotlight(people(member('a', { name: 'Maren Oduya' }), member('b')), {
      attributes: { layout: 'carousel', names: 'anonymous' },
    });
    expect(all(el, '.slides > *').map((each) => plainLabel(each))).to.deep.equal([
      'Anonymous, 1 of 2',
      'Anonymous, 2 of 2',
    ]);
    expect(button(el, 'Next person')).to.exist;
  });
});

const plainLabel = (element: Element) => element.getAttribute('aria-label')!.replace(/[\u2068\u2069]/g, '');

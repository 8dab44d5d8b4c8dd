import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import type { CampaignInput } from '../../src/data/schema.ts';
import { VARIANTS, type ProgressThermometer } from '../../src/elements/progress-thermometer/progress-thermometer.ts';
import { takeConsole } from '../helpers/browser.ts';
import { FakeStore, inside, mount, NOW, settled, textOf } from '../helpers/campaign.ts';
import { fakeTimeouts, meterOf, meters, money, sample, show, standStill } from '../helpers/thermometer.ts';

const TEAMS = [{ id: 'a', label: 'Keld Gill crew', raised: 1_420_000 }];
const full = () =>
  money({ teams: TEAMS, raised: { confirmed: 1_840_000, offline: 1_000_000, matched: 578_000, pledged: 400_000 } });

/** Everything drawn, but what is kept for screen readers and what lies inside a drawing. */
const drawn = (el: Element) =>
  [...el.shadowRoot!.querySelectorAll<HTMLElement>('.base *:not(.vh, .vh *, svg *)')].filter(
    (node) => node.getBoundingClientRect().width > 0,
  );

/** Nothing sticks out of the element, and no text is cut off by what is around it. */
function expectInside(el: Element, what: string): void {
  const box = el.getBoundingClientRect();
  for (const node of drawn(el)) {
    const { left, right } = node.getBoundingClientRect();
    const name = `${what}: ${node.className} "${textOf(node).slice(0, 40)}"`;
    expect(left, name).to.be.at.least(box.left - 2);
    expect(right, name).to.be.at.most(box.right + 2);
  }
}

describe('the meter, by the pattern of the ARIA Authoring Practices', () => {
  for (const variant of VARIANTS.filter((each) => each !== 'teams')) {
    it(`[PT12] ${variant}: role, name, range, value and value text`, async () => {
      const { el, store } = await show(full(), { variant, goal: 'money' });
      const meter = meterOf(el);
      // The role is explicit, on an element that is no other control, and cannot take the focus.
      expect(meter.localName).to.equal('div');
      expect(meter.tabIndex).to.equal(-1);
      expect(meter.getAttribute('aria-label')).to.equal('Ten thousand trees for the high fells');
      const numbers = ['aria-valuemin', 'aria-valuenow', 'aria-valuemax'].map((name) => meter.getAttribute(name)!);
      expect(numbers).to.deep.equal(['0', '34180.00', '50000.00']);
      // What is read as the value is text that can be seen beside it, and what is inside the meter says nothing.
      const visible = textOf(inside(el, '.base'));
      for (const part of meter.getAttribute('aria-valuetext')!.split(/[.!] /)) {
        const words = part
          .replace(/[\s\u00A0\u202F]+/g, ' ')
          .replace(/\.$/, '')
          .trim();
        expect(visible, `"${words}" is visible`).to.contain(words);
      }
      if (variant !== 'vertical') expect(textOf(meter)).to.equal('');
      // The value follows, and never passes the end.
      store.ready(money({ raised: { confirmed: 9_000_000 } }));
      await settled(el);
      const now = meterOf(el);
      expect(Number(now.getAttribute('aria-valuenow'))).to.be.at.most(Number(now.getAttribute('aria-valuemax')));
      expect(now.getAttribute('aria-valuetext')).to.contain('$90,000');
    });
  }
});

describe('announcements', () => {
  it('[PT12] the region is there before it says anything, in every variant', async () => {
    for (const variant of VARIANTS) {
      const { el } = await show(full(), { variant, 'with-announcements': '' });
      const region = inside(el, '[role="status"]');
      expect(textOf(region), variant).to.equal('');
      expect(region.getAttribute('aria-live')).to.be.oneOf([null, 'polite']);
    }
  });

  for (const typing of [false, true]) {
    it(`[PT12] [F47] a thousand events in a minute are ${typing ? 'none while a form has the focus' : 'six messages at most'}`, async function many(this: Mocha.Context) {
      this.timeout(40_000);
      const input = await fixture<HTMLInputElement>(html`<input aria-label="Name" />`);
      const light = (confirmed: number) =>
        money({ milestones: [], raised: { confirmed, matched: 578_000 } }, { history: [], members: undefined });
      const { el, store } = await show(light(2_840_000), { 'with-announcements': '' });
      // Once, so that what tells the news is here.
      store.ready(light(2_841_000));
      await settled(el);
      let changes = 0;
      const region = inside(el, '[role="status"]');
      const watcher = new MutationObserver(() => (changes += region.textContent ? 1 : 0));
      watcher.observe(region, { childList: true, characterData: true, subtree: true });
      if (typing) input.focus();
      const { tick, restore } = fakeTimeouts();
      try {
        for (let event = 0; event < 1000; event += 1) {
          store.ready(light(2_841_000 + event * 1500));
          await el.updateComplete;
          tick(60);
        }
        await el.updateComplete;
      } finally {
        restore();
        watcher.disconnect();
      }
      if (typing) expect(changes).to.equal(0);
      else expect(changes).to.be.within(3, 6);
    });
  }
});

describe('how it looks to those who set their own', () => {
  it('[AL9] parts differ without colour, in the meter and in the legend', async () => {
    for (const variant of ['bar', 'radial', 'cairn', 'vertical']) {
      const { el } = await show(full(), { variant });
      const swatches = [...el.shadowRoot!.querySelectorAll('.sw')].map((node) => {
        const { backgroundImage, boxShadow } = getComputedStyle(node);
        return `${backgroundImage} ${boxShadow}`;
      });
      expect(new Set(swatches).size, `${variant}: textures, whatever their colour`).to.equal(4);
      expect(el.shadowRoot!.querySelectorAll('.legend .muted').length, 'each with its name').to.equal(4);
    }
  });

  it('[AL9] keeps its parts apart in forced colours', async function forced(this: Mocha.Context) {
    // Only Chromium's driver can pretend what a reader has set.
    if (!navigator.userAgent.includes('Chrome/')) this.skip();
    await emulateMedia({ forcedColors: 'active' });
    try {
      if (!matchMedia('(forced-colors: active)').matches) this.skip(); // nor every version of it
      const { el } = await show(full());
      const looks = [...el.shadowRoot!.querySelectorAll('.seg')].map((node) => {
        const { backgroundColor, backgroundImage, boxShadow } = getComputedStyle(node);
        return `${backgroundColor} ${backgroundImage} ${boxShadow}`;
      });
      expect(new Set(looks).size).to.equal(4);
      expect(parseFloat(getComputedStyle(inside(el, '.bar')).borderTopWidth)).to.be.greaterThan(0);
      const dial = await show(full(), { variant: 'radial' });
      const strokes = ['.dial .t', '.dial .a'].map((one) => getComputedStyle(inside(dial.el, one)).stroke);
      expect(strokes[0]).not.to.equal(strokes[1]);
    } finally {
      await emulateMedia({ forcedColors: 'none' });
    }
  });

  it('[AL6] at 200 % text and with the spacing a reader may set, nothing is lost at 320 px', async () => {
    for (const [what, css] of [
      ['200 %', 'font-size: 32px; --cairn-font-size: 32px'],
      ['spacing', 'line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em'],
    ] as const) {
      for (const variant of VARIANTS) {
        const { el } = await show(full(), { variant }, { width: 320 });
        el.parentElement!.style.cssText += `;${css}`;
        await aTimeout(20);
        standStill(el);
        expectInside(el, `${variant} ${what}`);
      }
    }
  });

  it('[AL9] everything that can be pressed is large enough, and shows the focus', async () => {
    const { el, store } = await show(full(), { 'with-share': '' });
    store.ready(full(), { error: { kind: 'http', message: 'no' } as never });
    await settled(el);
    const targets = [...el.shadowRoot!.querySelectorAll<HTMLElement>('a[href], button')];
    expect(targets.length).to.equal(2);
    for (const target of targets) {
      const { width, height } = target.getBoundingClientRect();
      expect(width).to.be.at.least(24);
      expect(height).to.be.at.least(24);
      target.focus({ focusVisible: true } as FocusOptions);
      expect(el.shadowRoot!.activeElement).to.equal(target);
    }
  });
});

describe('whatever a backend sends', () => {
  const long = 'Wiederaufforstung '.repeat(600);
  const odd: [what: string, input: CampaignInput, lines: boolean][] = [
    [
      'only what has to be there',
      {
        version: 1,
        id: 'x',
        organization: { name: 'O' },
        mission: { title: 'M' },
        goals: [{ id: 'g', label: 'G', unit: 'USD', scale: 2, raised: { confirmed: 1 } }],
      },
      false,
    ],
    [
      '10,000 characters everywhere',
      money({
        label: long,
        teams: TEAMS.map((team) => ({ ...team, label: long })),
        match: { by: long, ratio: 1 },
        counting: { includes: ['confirmed'], fees: 'excluded', note: long },
        milestones: [{ id: 'a', at: 4_000_000, label: long }],
      }),
      false,
    ],
    [
      'one word of 10,000 letters',
      money({
        label: 'x'.repeat(10_000),
        milestones: [{ id: 'a', at: 4_000_000, label: 'y'.repeat(10_000) }],
        match: { by: 'z'.repeat(10_000), ratio: 1 },
      }),
      false,
    ],
    [
      'bidi controls and emoji families',
      money({ label: '\u202Eevil\u202C \u2066👩‍👩‍👧‍👦👨🏿‍🚒\u2069', match: { by: '\u202Eevil', ratio: 1 } }),
      false,
    ],
    ['markup', money({ label: '<img src=x onerror=alert(1)><b>' }), false],
    [
      'numbers at 2^53',
      money({
        target: Number.MAX_SAFE_INTEGER,
        raised: { confirmed: Number.MAX_SAFE_INTEGER, matched: Number.MAX_SAFE_INTEGER },
        supporters: Number.MAX_SAFE_INTEGER,
        stretch: [Number.MAX_SAFE_INTEGER],
      }),
      false,
    ],
    [
      'negative and broken numbers',
      money({
        target: -5,
        raised: { confirmed: 100, matched: -3, pledged: NaN },
        supporters: 1.5 as number,
        stretch: [-1, NaN],
      }),
      true,
    ],
    [
      'dates in the past and after 2038',
      money({
        startsAt: '1901-01-01T00:00:00Z',
        endsAt: '2090-01-01T00:00:00Z',
        asOf: '2051-05-05T00:00:00Z',
        match: { by: 'M', ratio: 1, endsAt: '2077-01-01T00:00:00Z' },
      }),
      false,
    ],
    [
      'forty milestones, some of them beyond the goal',
      money({
        milestones: Array.from({ length: 40 }, (_, i) => ({ id: `m${i}`, at: i * 200_000, label: `Milestone ${i}` })),
      }),
      false,
    ],
    ['everything pledged, nothing given', money({ raised: { confirmed: 0, pledged: 4_000_000 } }), false],
    ['a unit nobody knows', money({ unit: 'sacks of lime', unitLabel: undefined }), false],
  ];
  for (const [what, input, lines] of odd) {
    it(`[AL2] ${what}: shown at 240 px or dropped with a line, never thrown`, async () => {
      for (const variant of VARIANTS) {
        const { el } = await show(input, { variant }, { width: 240 });
        standStill(el);
        expectInside(el, variant);
        expect(el.shadowRoot!.querySelector('img')).to.equal(null);
        expect(textOf(inside(el, '.base'))).not.to.match(/NaN|Infinity|undefined|\[object/);
      }
      const said = takeConsole();
      if (!lines) expect(said).to.deep.equal([]);
    });
  }

  it('[AL2] no goals at all: the page’s own content, and one line', async () => {
    const store = new FakeStore();
    store.ready(sample({ goals: [] }));
    const el = await mount<ProgressThermometer>(
      html`<cairn-progress-thermometer><a href="#give">Give</a></cairn-progress-thermometer>`,
      store,
      { lang: 'en' },
    );
    expect(el.querySelector('a')!.getBoundingClientRect().height).to.be.greaterThan(0);
    expect(takeConsole()).to.deep.equal([
      'error: cairn: <cairn-progress-thermometer>: campaign "high-fells" has no goals.',
    ]);
  });

  it('[AL2] forty milestones: the ones around the next are drawn, and none on top of another', async () => {
    const milestones = Array.from({ length: 40 }, (_, i) => ({
      id: `m${i}`,
      at: (i + 1) * 120_000,
      label: `Step ${i}`,
    }));
    const { el } = await show(money({ milestones }), { variant: 'vertical' }, { width: 500 });
    await waitUntil(() => el.shadowRoot!.querySelector('.marks li'));
    await aTimeout(50);
    const boxes = [...el.shadowRoot!.querySelectorAll('.marks li')].map((li) => li.getBoundingClientRect());
    expect(boxes.length).to.be.at.most(14);
    for (let i = 1; i < boxes.length; i += 1) expect(boxes[i]!.top).to.be.at.least(boxes[i - 1]!.bottom - 0.5);
  });

  it('[PT16] [AL2] a time that ends while the page is open is over', async () => {
    const { el, store } = await show(sample({ endsAt: new Date(NOW + 60_000).toISOString() }));
    expect(el.shadowRoot!.querySelector('.note')).to.equal(null);
    (store as { clockOffset: number }).clockOffset += 120_000;
    el.requestUpdate();
    await settled(el);
    expect(textOf(inside(el, '.note'))).to.equal('This campaign has closed.');
  });

  it('[PT4] several meters on one page have names of their own', async () => {
    const { el } = await show(sample(), { variant: 'strata' });
    const names = meters(el).map((meter) => meter.getAttribute('aria-label'));
    expect(new Set(names).size).to.equal(3);
  });
});

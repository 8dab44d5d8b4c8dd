import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { emulateMedia, resetMouse } from '@web/test-runner-commands';
import { CampaignError } from '../../src/data/error.ts';
import { VARIANTS, type ProgressThermometer } from '../../src/elements/progress-thermometer/progress-thermometer.ts';
import { isVisible } from '../contract.ts';
import { audit } from '../helpers/audit.ts';
import { expectConsole } from '../helpers/browser.ts';
import { FakeStore, inside, mount, NOW, settled, textOf } from '../helpers/campaign.ts';
import { meterOf, meters, money, sample, show, standStill, type GoalInput } from '../helpers/thermometer.ts';

const shownText = (el: Element) => textOf(inside(el, '.base'));
/** How long a path is; measured apart, as WebKitGTK dies of measuring one inside what it may skip. */
function lengthOf(path: Element): number {
  const copy = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  copy.setAttribute('d', path.getAttribute('d')!);
  return copy.getTotalLength();
}
/** Only Chromium's driver can pretend what a reader has set. */
const canEmulate = navigator.userAgent.includes('Chrome/');
const all = (el: Element, selector: string) => [...el.shadowRoot!.querySelectorAll<SVGElement>(selector)];

describe('the dial', () => {
  it('[PT2] is drawn over 240 degrees, with the figure in its hub and the percentage at its mouth', async () => {
    const { el } = await show(sample(), { variant: 'radial' }, { width: 352 });
    expect(textOf(inside(el, '.hub'))).to.equal('$34,180 raised of $50,000');
    expect(textOf(inside(el, '.mouth'))).to.equal('68% with $4,000 pledged');
    const whole = lengthOf(inside(el, '.dial .t'));
    expect(whole).to.be.closeTo((240 / 360) * 2 * Math.PI * 86, 1);
    const given = lengthOf(inside(el, '.dial .a[pathLength]'));
    expect(given / whole, 'linear').to.be.closeTo(0.568, 0.005);
    const dial = inside(el, '.dial').getBoundingClientRect();
    const hub = inside(el, '.raised').getBoundingClientRect();
    expect(hub.left).to.be.greaterThan(dial.left);
    expect(hub.right).to.be.lessThan(dial.right);
    await audit(el);
  });

  it('[PT2] [AL7] keeps longer words at its mouth off the ends of the dial', async () => {
    for (const width of [240, 320, 400]) {
      const { el } = await show(sample(), { variant: 'radial' }, { width, lang: 'fi' });
      await waitUntil(() => textOf(inside(el, '.mouth')).includes('luvatut'));
      const dial = inside(el, '.dial svg').getBoundingClientRect();
      const mouth = inside(el, '.mouth');
      const line = parseFloat(getComputedStyle(mouth).lineHeight);
      // The ends of the dial stand a tenth of its width above its lower edge.
      expect(mouth.getBoundingClientRect().top).to.be.at.least(dial.bottom - line - 1);
      expect(inside(el, '.legend').getBoundingClientRect().top).to.be.at.least(mouth.getBoundingClientRect().bottom);
    }
  });

  it('[PT5] tells its parts apart by texture', async () => {
    const raised = { confirmed: 1_840_000, offline: 1_000_000, matched: 578_000, pledged: 400_000 };
    const { el } = await show(money({ raised }), { variant: 'radial' });
    const looks = all(el, '.dial [part~="seg"]').map((node) => {
      const { stroke, fill } = getComputedStyle(node);
      return `${stroke} ${fill}`;
    });
    expect(new Set(looks).size, looks.join('\n')).to.equal(4);
  });

  it('[PT7] stops at its end, and the number goes on', async () => {
    const { el } = await show(money({ raised: { confirmed: 7_446_000 } }), { variant: 'radial' });
    expect(textOf(inside(el, '.mouth'))).to.equal('148%');
    const [whole, given] = ['.dial .t', '.dial .a[pathLength]'].map((one) => lengthOf(inside(el, one)));
    expect(given).to.be.at.most(whole! + 0.01);
  });

  it('[PT7] is full to its very end when the goal is reached', async () => {
    const short = await show(money({ raised: { confirmed: 4_999_999 } }), { variant: 'radial' });
    expect(all(short.el, '.dial .round').length, 'round where it starts').to.equal(1);
    const { el } = await show(money({ raised: { confirmed: 5_000_000 } }), { variant: 'radial' });
    const [start, end] = all(el, '.dial .round');
    const whole = all(el, '.dial .t')[0]!.getAttribute('d')!;
    expect(end!.getAttribute('d')!.split(' ').at(-1)).to.equal(whole.split(' ').at(-1));
    expect(start!.getAttribute('d')).not.to.equal(end!.getAttribute('d'));
  });

  it('[PT3] counts hours', async () => {
    const { el } = await show(sample(), { variant: 'radial', goal: 'hours' });
    expect(textOf(inside(el, '.hub'))).to.equal('745.5 of 1,200 hours');
  });
});

describe('the cairn', () => {
  it('[PT2] lays a stone for each five percent, part of one for a part, and outlines what is pledged', async () => {
    const { el } = await show(sample(), { variant: 'cairn' }, { width: 352 });
    // 28,400 confirmed: 11.36 stones; with 5,780 matched 13.672; with 4,000 pledged 15.272.
    expect(all(el, '.pile > .on:not(.hatched)').length, 'whole and solid').to.equal(11);
    expect(all(el, '.pile > .hatched').length, 'whole and striped').to.equal(1);
    expect(all(el, '.pile > .pl').length, 'whole and outlined').to.equal(1);
    expect(all(el, '.pile > .cap').length, 'the cap is not laid').to.equal(1);
    const parts = all(el, '.pile > .cut').map((cut) => [
      cut.firstElementChild!.getAttribute('class')!.replace(/ t\d| $/, ''),
      Number(cut.getAttribute('width')),
    ]);
    expect(parts.map(([kind]) => kind)).to.deep.equal(['on', 'on hatched', 'on hatched', 'pl', 'pl']);
    const stone = (all(el, '.pile > .off')[0] as SVGPathElement).getBBox().width;
    expect((parts[0]![1] as number) / stone, 'a part of a stone').to.be.closeTo(0.36, 0.03);
    expect(textOf(inside(el, '.each'))).to.equal('Each stone is $2,500. The last one is laid at $50,000.');
    expect(meterOf(el).getAttribute('aria-valuenow')).to.equal('34180.00');
    await audit(el);
  });

  it('[PT7] says five percent where a stone is no whole amount, and is built when the goal is reached', async () => {
    const { el, store } = await show(money({ target: 5_000_001 }), { variant: 'cairn' });
    expect(textOf(inside(el, '.each'))).to.match(
      /^Each stone is 5% of the goal\. The last one is laid at \$50,000\.01/,
    );
    store.ready(money({ raised: { confirmed: 5_000_000 }, stretch: [] }));
    await settled(el);
    expect(all(el, '.pile .capdone').length).to.equal(1);
    // The words about the goal stand below its stone, which without a goal beyond lies at the end.
    const [words, stone] = ['.ends span', '.pins li'].map((one) => inside(el, one).getBoundingClientRect());
    expect(words!.right).to.be.closeTo(stone!.right, 1);
  });
});

describe('several goals', () => {
  const second: GoalInput = {
    id: 'roof',
    label: 'A roof for the nursery',
    unit: 'USD',
    scale: 2,
    target: 1_000_000,
    raised: { confirmed: 200_000, pledged: 50_000 },
  };
  const both = () => sample({ goals: [sample().goals![0]!, second, ...sample().goals!.slice(1)] });

  it('[PT4] adds goals of one unit up', async () => {
    const { el } = await show(both(), { goal: 'money+roof' });
    expect(textOf(inside(el, 'h2'))).to.equal('Ten thousand trees for the high fells and A roof for the nursery');
    expect(textOf(inside(el, '.figures'))).to.equal('$36,180 raised of $60,000');
    expect(textOf(inside(el, '.legend'))).to.contain('$4,500 Pledged');
    // Who gave to both is one person.
    expect(el.shadowRoot!.textContent).not.to.contain('Supporters');
    expect(meterOf(el).getAttribute('aria-valuemax')).to.equal('60000.00');
    el.variant = 'strata';
    el.goalId = 'money+roof trees';
    await settled(el);
    expect(meters(el).length).to.equal(2);
  });

  it('[PT4] refuses to add trees to money, with one line', async () => {
    expectConsole(/the goals "money\+trees" of "high-fells" cannot be added: their units differ/);
    expectConsole(/has no goal "money\+trees"/);
    const store = new FakeStore();
    store.ready(both());
    const el = await mount<ProgressThermometer>(
      html`<cairn-progress-thermometer goal="money+trees"><a href="#give">Give</a></cairn-progress-thermometer>`,
      store,
      { lang: 'en' },
    );
    await settled(el);
    expect(isVisible(el.querySelector('a')!)).to.equal(true);
  });

  it('[PT4] shows what each team raised, on one scale, and what is nobody’s', async () => {
    const teams = [
      { id: 'b', label: 'Beck side', raised: 980_000, target: 1_500_000, url: 'https://northfell.example/beck' },
      { id: 'a', label: 'Keld Gill crew', raised: 1_420_000 },
    ];
    const { el } = await show(money({ teams }), { variant: 'teams' });
    const rows = [...el.shadowRoot!.querySelectorAll('.strata > li')].map(textOf);
    expect(rows).to.deep.equal([
      'Keld Gill crew $14,200 41% of the whole',
      'Beck side $9,800 of $15,000',
      'Without a team $10,180 29% of the whole',
    ]);
    standStill(el);
    const [first, other] = all(el, '.strata .seg').map((node) => node.getBoundingClientRect().width);
    expect(first! / other!).to.be.closeTo(142 / 98, 0.02);
    expect(inside<HTMLAnchorElement>(el, '.strata a').href).to.equal('https://northfell.example/beck');
    await audit(el);
  });

  it('[PT16] says which goal comes after one that is reached', async () => {
    const input = both();
    input.goals![0]!.raised = { confirmed: 5_100_000 };
    const { el } = await show(input);
    expect(textOf(inside(el, '.after'))).to.equal('Next goal: A roof for the nursery, $10,000.');
  });
});

describe('what is said beside the figures', () => {
  it('[PT15] says who matches, at which ratio, what is left of it and until when', async () => {
    const match = { by: 'Merrow Outdoor', ratio: 1, cap: 1_000_000 };
    const { el, store } = await show(money({ match: { ...match, endsAt: '2026-07-10T12:00:00Z' } }));
    const line = () => el.shadowRoot!.querySelector('.match');
    expect(textOf(line()!)).to.equal(
      'Merrow Outdoor matches gifts 1 to 1. $4,220 of the match is left. The match ends on July 10.',
    );
    store.ready(money({ match: { ...match, ratio: 0.5, cap: undefined } }));
    await settled(el);
    expect(textOf(line()!)).to.equal('Merrow Outdoor matches gifts 0.5 to 1.');
    store.ready(money({ match: { ...match, remaining: 0 } }));
    await settled(el);
    expect(textOf(line()!)).to.equal('The match by Merrow Outdoor is used up.');
    store.ready(money({ match: { ...match, endsAt: '2026-06-01T12:00:00Z' } }));
    await settled(el);
    expect(line()).to.equal(null);
  });

  it('[PT6] says so when the goal is moved while the page is open', async () => {
    const { el, store } = await show();
    expect(el.shadowRoot!.querySelector('.moved')).to.equal(null);
    store.ready(money({ target: 6_000_000 }));
    await settled(el);
    await settled(el);
    expect(textOf(inside(el, '.moved'))).to.equal('The goal is now $60,000. It was $50,000.');
    expect(textOf(inside(el, '[role="status"]'))).to.equal('The goal is now $60,000. It was $50,000.');
  });

  it('[PT9] says how figures are followed where it is asked to', async () => {
    const { el, store } = await show(sample(), { 'with-live': '' });
    expect(textOf(inside(el, '.live'))).to.equal('Live: changes show within seconds.');
    store.ready(sample(), { live: 'polling', updatedAt: Date.now() });
    await settled(el);
    expect(textOf(inside(el, '.live'))).to.match(/^Last checked at \d+:\d\d/);
    store.ready(sample(), { live: 'paused', updatedAt: Date.now() });
    await settled(el);
    expect(textOf(inside(el, '.live'))).to.match(/^Figures from \d+:\d\d/);
    el.withLive = false;
    await settled(el);
    expect(el.shadowRoot!.querySelector('.live')).to.equal(null);
  });

  it('[PT9] says that the visitor is offline, and how old the figures are', async () => {
    const { el, store } = await show(sample(), { 'with-live': '' });
    store.ready(sample(), { live: 'paused', updatedAt: Date.now(), error: new CampaignError('offline', 'no network') });
    await settled(el);
    expect(textOf(inside(el, '.fault'))).to.match(/^You are offline\. Figures from \d+:\d\d.* Refresh now$/);
    expect(el.shadowRoot!.querySelector('.live'), 'not said twice').to.equal(null);
    el.variant = 'compact';
    await settled(el);
    expect(textOf(inside(el, '.left'))).to.match(/^You are offline\. Figures from/);
    await audit(el);
  });

  it('[PT10] says nothing of a contribution that lies in the future, and takes the newest', async () => {
    const [first] = sample().contributions!.items!;
    const items = [
      { ...first!, id: 'old', name: 'Old', at: new Date(NOW - 7_200_000).toISOString() },
      { ...first!, id: 'new', name: 'New', at: new Date(NOW - 60_000).toISOString() },
      { ...first!, id: 'later', name: 'Later', at: '2038-02-01T00:00:00Z' },
    ];
    const { el } = await show(sample({ contributions: { items } }));
    expect(textOf(inside(el, '.last'))).to.contain('New gave $25');
  });

  it('[PT14] [PT5] draws its parts from attributes alone', async () => {
    const el = await fixture<ProgressThermometer>(
      html`<cairn-progress-thermometer
        lang="en"
        raised="34180"
        matched="5780"
        offline="2000"
        pledged="4000"
        supporters="41"
        target="50000"
        unit="USD"
      ></cairn-progress-thermometer>`,
    );
    await settled(el);
    expect(textOf(inside(el, '.figures'))).to.equal('$34,180 raised of $50,000');
    expect(textOf(inside(el, '.legend'))).to.equal(
      '$26,400 Given $2,000 Given offline $5,780 Matched $4,000 Pledged, not yet paid',
    );
    expect(textOf(inside(el, '.stats'))).to.equal('Supporters 41');
  });

  it('[PT16] does not press for the next milestone when the time is over', async () => {
    const { el } = await show(sample({ status: 'ended', endsAt: '2026-06-01T00:00:00Z' }), {}, { width: 320 });
    expect(el.shadowRoot!.querySelector('.nextup')).to.equal(null);
    expect(el.shadowRoot!.querySelector('.match')).to.equal(null);
  });
});

describe('sharing', () => {
  const own = { share: navigator.share, clipboard: navigator.clipboard };
  const set = (name: 'share' | 'clipboard', value: unknown) =>
    Object.defineProperty(navigator, name, { value, configurable: true });
  afterEach(() => {
    set('share', own.share);
    set('clipboard', own.clipboard);
  });

  it('[PT17] hands the campaign to the device', async () => {
    const shared: ShareData[] = [];
    set('share', (data: ShareData) => (shared.push(data), Promise.resolve()));
    set('clipboard', undefined);
    Object.defineProperty(navigator, 'canShare', { value: undefined, configurable: true });
    const { el } = await show(sample(), { 'with-share': '' });
    inside(el, '[part="share"]').click();
    expect(shared).to.deep.equal([
      { title: 'Bring the woods back to the high fells.', url: 'https://northfell.example/high-fells' },
    ]);
    expect(textOf(inside(el, '[part="shared"]'))).to.equal('');
    await audit(el);
  });

  it('[PT17] copies the link where the device shares nothing, and shows it where that fails as well', async () => {
    const copied: string[] = [];
    set('share', undefined);
    set('clipboard', { writeText: (text: string) => (copied.push(text), Promise.resolve()) });
    const { el } = await show(sample(), { 'with-share': '' });
    const says = inside(el, '[part="shared"]');
    inside(el, '[part="share"]').click();
    await waitUntil(() => textOf(says) === 'The link is copied.');
    expect(copied).to.deep.equal(['https://northfell.example/high-fells']);
    set('clipboard', { writeText: () => Promise.reject(new Error('not allowed')) });
    inside(el, '[part="share"]').click();
    await waitUntil(() => textOf(says) === 'Copy this link: https://northfell.example/high-fells');
  });
});

describe('the goal is reached', () => {
  before(() => resetMouse());
  const reached = () => money({ raised: { confirmed: 5_100_000 } });

  it('[PT11] lays the stones once, in sight, and says so once', async () => {
    const { el, store } = await show();
    await aTimeout(100); // The observer has said that it is in sight.
    store.ready(reached());
    await settled(el);
    await waitUntil(() => el.shadowRoot!.querySelector('.built.laying'), 'nothing is laid');
    const delays = all(el, '.pile > .on').map((stone) => getComputedStyle(stone).getPropertyValue('--_i').trim());
    expect(delays).to.deep.equal(Array.from({ length: 20 }, (_, i) => String(i)));
    const names = el.shadowRoot!.getAnimations().map((one) => (one as CSSAnimation).animationName);
    expect(names.filter((name) => name === 'lay').length).to.equal(21);
    expect(names).to.include('shine');
    const last = Math.max(
      ...el.shadowRoot!.getAnimations().map((one) => Number(one.effect!.getComputedTiming().endTime)),
    );
    expect(last, 'two seconds').to.be.at.most(2000);
    expect(textOf(inside(el, '[role="status"]'))).to.equal('The goal is reached. $51,000 raised of $50,000.');
    // A refund and across the line again: told already.
    store.ready(sample());
    await settled(el);
    store.ready(reached());
    await settled(el);
    expect(inside(el, '.built').classList.contains('laying')).to.equal(false);
  });

  it('[PT11] is drawn at once where motion is off', async () => {
    const { el, store } = await show();
    el.style.setProperty('--cairn-motion', '0');
    await aTimeout(100);
    store.ready(reached());
    await settled(el);
    expect(inside(el, '.built').classList.contains('laying')).to.equal(false);
  });
});

describe('every variant', () => {
  for (const variant of VARIANTS) {
    it(`[PT12] [PT18] ${variant}: one meter with the exact figures, and nothing without a goal`, async () => {
      const teams = [{ id: 'a', label: 'Keld Gill crew', raised: 1_420_000 }];
      const { el, store } = await show(money({ teams }), { variant, goal: 'money' });
      if (variant !== 'teams') {
        expect(meters(el).length).to.equal(1);
        expect(meterOf(el).getAttribute('aria-valuenow')).to.equal('34180.00');
      }
      expect(shownText(el)).to.contain('$34,180');
      store.ready(money({ teams, target: null, stretch: [] }));
      await settled(el);
      expect(meters(el).length).to.equal(0);
      expect(shownText(el)).to.contain('$34,180');
      await audit(el);
    });

    // The others are measured with the whole demo campaign, in reserve.test.ts; it has no teams.
    const room = variant === 'teams' ? it : () => undefined;
    room(`[AL2] [AL4] ${variant}: keeps its room while it loads`, async () => {
      for (const width of [240, 340, 480, 600, 800, 1100]) {
        const store = new FakeStore();
        const el = await mount<ProgressThermometer>(
          html`<cairn-progress-thermometer variant=${variant}></cairn-progress-thermometer>`,
          store,
          { width, lang: 'en' },
        );
        expect(inside(el, '.base').getAttribute('aria-busy')).to.equal('true');
        const before = el.getBoundingClientRect().height;
        const teams = ['Keld Gill crew', 'Beck side', 'Night shift'].map((label, i) => ({
          id: String(i),
          label,
          raised: 900_000,
        }));
        store.ready(money({ teams }));
        await settled(el);
        for (const node of el.shadowRoot!.querySelectorAll('*')) node.getBoundingClientRect();
        const { height } = inside(el, '.base').getBoundingClientRect();
        expect(Math.abs(height - before) / before, `${before} kept, ${height} needed at ${width}`).to.be.below(0.2);
      }
    });

    it(`[PT13] ${variant}: nothing moves under reduced motion`, async function reduced(this: Mocha.Context) {
      if (!canEmulate) this.skip();
      await emulateMedia({ reducedMotion: 'reduce' });
      try {
        const { el, store } = await show(money({ teams: [] }), { variant });
        await aTimeout(50);
        store.ready(money({ raised: { confirmed: 2_900_000, matched: 578_000 } }));
        await settled(el);
        for (const node of el.shadowRoot!.querySelectorAll('*')) node.getBoundingClientRect();
        expect(el.shadowRoot!.getAnimations().length).to.equal(0);
        expect(shownText(el)).to.contain('$34,780');
      } finally {
        await emulateMedia({ reducedMotion: 'no-preference' });
      }
    });
  }
});

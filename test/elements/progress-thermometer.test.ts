import { aTimeout, expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { resetMouse } from '@web/test-runner-commands';
import '../../src/define/progress-thermometer.ts';
import { CampaignError } from '../../src/data/error.ts';
import { Announcer } from '../../src/elements/progress-thermometer/news.ts';
import { pushApart } from '../../src/elements/progress-thermometer/geometry.ts';
import type { ProgressThermometer } from '../../src/elements/progress-thermometer/progress-thermometer.ts';
import { staticCampaign } from '../../src/elements/progress-thermometer/static-campaign.ts';
import type { CairnGoalEvent } from '../../src/shared/events.ts';
import { pile } from '../../src/shared/pile.ts';
import { contract, isVisible } from '../contract.ts';
import { expectConsole } from '../helpers/browser.ts';
import { FakeStore, inside, mount, NOW, settled, textOf } from '../helpers/campaign.ts';
import { audit } from '../helpers/audit.ts';
import { fakeTimeouts, meterOf, money, sample, show, standStill } from '../helpers/thermometer.ts';

const shownText = (el: Element) => textOf(inside(el, '.base'));
const nearly = (a: number, b: number, slack = 1) => expect(a).to.be.closeTo(b, slack);

contract('cairn-progress-thermometer', {
  make: () => {
    const el = document.createElement('cairn-progress-thermometer');
    el.innerHTML = '<a href="https://example.org/">Give on our site</a>';
    const data = document.createElement('script');
    data.type = 'application/json';
    data.textContent = JSON.stringify(sample());
    el.append(data);
    return el;
  },
});

/** The first picture grows from nothing. */
const risen = ({ shadowRoot }: HTMLElement) =>
  Promise.all(shadowRoot!.getAnimations().map(({ finished }) => finished.catch(() => undefined)));

describe('<cairn-progress-thermometer>', () => {
  before(() => resetMouse());

  it('[PT1] says raised, goal, percent, what is left, supporters and time', async () => {
    const { el } = await show();
    expect(textOf(inside(el, '.figures'))).to.equal('$34,180 raised of $50,000');
    expect(textOf(inside(el, '.rule'))).to.contain('68% of the goal, $15,820 to go.');
    expect(textOf(inside(el, '.stats'))).to.equal('Supporters 412 Time left 41 days Typical gift $38');
    expect(textOf(inside(el, 'h2'))).to.equal('Ten thousand trees for the high fells');
  });

  it('[PT1] [AL7] speaks German and Arabic with their own numbers', async () => {
    const german = money({ unit: 'EUR' });
    const { el } = await show(german, {}, { lang: 'de' });
    expect(textOf(inside(el, '.figures'))).to.equal('34.180 € gesammelt von 50.000 €');
    expect(textOf(inside(el, '.rule'))).to.contain('68 % des Ziels, noch 15.820 €.');
    expect(textOf(inside(el, '.last'))).to.contain('vor 2 Minuten');
    const arabic = await show(sample(), {}, { lang: 'ar-EG', dir: 'rtl' });
    expect(textOf(inside(arabic.el, '.raised'))).to.contain('٣٤٬١٨٠');
    expect(textOf(inside(arabic.el, '.stats'))).to.contain('٤١ يومًا');
  });

  it('[PT12] [A-thermometer-meter] [A-thermometer-visible] is a meter with a name, a range and the visible sentences as its value', async () => {
    for (const variant of ['bar', 'vertical', 'compact']) {
      const { el } = await show(sample(), { variant });
      const meter = meterOf(el);
      expect(meter.getAttribute('aria-label')).to.equal('Ten thousand trees for the high fells');
      expect(Number(meter.getAttribute('aria-valuemin'))).to.equal(0);
      expect(Number(meter.getAttribute('aria-valuenow'))).to.equal(34180);
      expect(Number(meter.getAttribute('aria-valuemax'))).to.equal(50000);
      const said = meter.getAttribute('aria-valuetext')!;
      expect(said).to.match(/^\$34,180 raised of \$50,000/);
      for (const sentence of said.split('. ')) {
        expect(shownText(el), `${variant}: visible`).to.contain(sentence.replace(/\.$/, ''));
      }
      await audit(el);
    }
  });

  it('[AL8] shortens millions for the eye, and gives assistive technology every digit', async () => {
    const large = money({ target: 500_000_000, raised: { confirmed: 123_456_789 } });
    for (const variant of ['bar', 'vertical', 'compact']) {
      const { el } = await show(large, { variant });
      expect(shownText(el), variant).to.contain('$1.23M');
      const said = meterOf(el).getAttribute('aria-valuetext')!;
      expect(said, variant).to.contain('$1,234,567.89 raised of $5,000,000.00');
    }
    const { el } = await show(large, {}, { lang: 'de' });
    expect(meterOf(el).getAttribute('aria-valuetext')).to.contain('1.234.567,89');
  });

  it('[PT2] draws a glass with the percentage in its bulb', async () => {
    const { el } = await show(sample(), { variant: 'vertical' });
    expect(textOf(inside(el, '.pct'))).to.equal('68%');
    await risen(el);
    const fluid = inside<SVGRectElement>(el, '.fl').getBoundingClientRect();
    const goal = inside<SVGPathElement>(el, '.goal-line').getBoundingClientRect();
    const pledged = inside<SVGRectElement>(el, '.fl-p').getBoundingClientRect();
    const bulb = inside<SVGTextElement>(el, '.pct').getBoundingClientRect();
    expect(goal.top).to.be.lessThan(pledged.top);
    expect(pledged.top).to.be.lessThan(fluid.top);
    expect(fluid.top).to.be.lessThan(bulb.top);
    expect(inside(el, '.wall.over'), 'the glass above the goal').to.exist;
  });

  it('[PT2] shrinks to one line, and falls back to the bar for a word it does not know', async () => {
    const { el } = await show(sample(), { variant: 'compact' }, { width: 600 });
    expect(shownText(el)).to.equal('$34,180 raised of $50,000 41 days left');
    expect(inside(el, '.base').getBoundingClientRect().height).to.be.lessThan(40);
    el.setAttribute('variant', 'pie');
    await settled(el);
    expect(el.variant).to.equal('bar');
    expect(inside(el, '.rail')).to.exist;
  });

  it('[PT3] [PT4] shows several goals, each in its own unit', async () => {
    const { el } = await show(sample(), { variant: 'strata' });
    const rows = [...el.shadowRoot!.querySelectorAll('.strata > li')].map(textOf);
    expect(rows).to.deep.equal([
      'Ten thousand trees for the high fells $34,180 of $50,000',
      'Trees planted 6,836 of 10,000 trees',
      'Hours on the hill 745.5 of 1,200 hours',
    ]);
    expect(el.shadowRoot!.querySelectorAll('[role="meter"]').length).to.equal(3);
    el.goalId = 'hours trees';
    await settled(el);
    const chosen = [...el.shadowRoot!.querySelectorAll('.strata .name')].map(textOf);
    expect(chosen).to.deep.equal(['Hours on the hill', 'Trees planted']);
  });

  it('[PT3] counts hours and trees with the words of the campaign', async () => {
    const { el } = await show(sample(), { goal: 'hours' });
    expect(textOf(inside(el, '.figures'))).to.equal('745.5 of 1,200 hours');
    el.goalId = 'trees';
    await settled(el);
    expect(textOf(inside(el, '.figures'))).to.equal('6,836 of 10,000 trees');
  });

  it('[PT5] tells given, offline, matched and pledged apart by texture, and names them', async () => {
    const raised = { confirmed: 1_840_000, offline: 1_000_000, matched: 578_000, pledged: 400_000 };
    const { el } = await show(money({ raised }));
    const segments = [...el.shadowRoot!.querySelectorAll<HTMLElement>('.seg')];
    expect(segments.map(({ className }) => className)).to.deep.equal([
      'seg confirmed',
      'seg offline',
      'seg matched',
      'seg pledged',
    ]);
    await risen(el);
    const bar = inside(el, '.bar').getBoundingClientRect().width;
    [36.8, 20, 11.56, 8].forEach((share, i) =>
      nearly((segments[i]!.getBoundingClientRect().width / bar) * 100, share, 0.2),
    );
    const looks = segments.map((segment) => {
      const { backgroundColor, backgroundImage, boxShadow } = getComputedStyle(segment);
      return `${backgroundColor} ${backgroundImage} ${boxShadow}`;
    });
    expect(new Set(looks).size, 'textures').to.equal(4);
    expect(textOf(inside(el, '.legend'))).to.equal(
      '$18,400 Given $10,000 Given offline $5,780 Matched by Merrow Outdoor $4,000 Pledged, not yet paid',
    );
    // What is pledged is drawn and not counted.
    expect(textOf(inside(el, '.raised'))).to.equal('$34,180');
  });

  it('[PT6] marks milestones as reached, next and ahead, and draws stretch goals from the start', async () => {
    const { el } = await show(sample(), { variant: 'vertical' });
    const marks = [...el.shadowRoot!.querySelectorAll('.marks li')].map(
      (li) => `${li.querySelector('.stone')!.className.replace('stone ', '')}: ${textOf(li)}`,
    );
    expect(marks).to.deep.equal([
      'ahead: $60,000 Stretch',
      'goal: $50,000 Goal',
      'next: $35,000 Keld Gill fenced, $820 to go',
      'reached: $20,000 Nursery rebuiltreached',
      'reached: $10,000 Seed bank stockedreached',
    ]);
  });

  it('[PT6] puts the next milestone into words where its name has no room', async () => {
    const narrow = await show(sample(), {}, { width: 320 });
    expect(isVisible(inside(narrow.el, '.nextup'))).to.equal(true);
    expect(textOf(inside(narrow.el, '.nextup'))).to.equal('Next: Keld Gill fenced, $820 to go');
    expect(isVisible(inside(narrow.el, '.labels'))).to.equal(false);
    const wide = await show(sample(), {}, { width: 700 });
    expect(isVisible(inside(wide.el, '.nextup'))).to.equal(false);
    expect(isVisible(inside(wide.el, '.labels'))).to.equal(true);
  });

  it('[PT18] draws to a linear scale', async () => {
    const { el } = await show(sample(), {}, { width: 700 });
    const bar = inside(el, '.bar').getBoundingClientRect();
    const pins = [...el.shadowRoot!.querySelectorAll('.pins li')].slice(0, 3);
    [20, 40, 70].forEach((share, i) => {
      const pin = pins[i]!.getBoundingClientRect();
      nearly(((pin.left + pin.width / 2 - bar.left) / bar.width) * 100, share, 0.2);
    });
  });

  it('[PT6] keeps the stones of the first and the last milestone on the bar', async () => {
    const milestones = [
      { id: 'first', at: 1, label: 'The first' },
      { id: 'last', at: 4_999_999, label: 'The last' },
    ];
    for (const dir of ['ltr', 'rtl']) {
      const { el } = await show(money({ milestones }), {}, { width: 320, dir });
      const bar = inside(el, '.bar').getBoundingClientRect();
      const pins = [...el.shadowRoot!.querySelectorAll('.pins li')].map((pin) => pin.getBoundingClientRect());
      expect(pins.length).to.equal(3);
      for (const { left, right } of pins) {
        expect(left, dir).to.be.at.least(bar.left - 0.1);
        expect(right, dir).to.be.at.most(bar.right + 0.1);
      }
    }
  });

  it('[PT18] shows the first gift, however far the goal is', async () => {
    const { el } = await show(money({ raised: { confirmed: 100 } }), {}, { width: 320 });
    standStill(el);
    const given = inside(el, '.seg').getBoundingClientRect().width;
    expect(given).to.be.within(4, 8);
  });

  it('[PT7] keeps any percentage inside the bulb', async () => {
    for (const lang of ['en', 'fr', 'ar']) {
      const { el } = await show(money({ raised: { confirmed: 500_000_000 } }), { variant: 'vertical' }, { lang });
      await waitUntil(() => /^[^a-z]*$/i.test(textOf(inside(el, '.pct'))));
      // The bulb is 74 units wide; a tenth of it is lost where the text is above or below its middle.
      expect(inside<SVGTextElement & HTMLElement>(el, '.pct').getBBox().width, lang).to.be.lessThan(68);
    }
  });

  it('[PT5] [AL7] breaks an amount that is too long for its line before its digits', async () => {
    const dinars = money({ unit: 'KWD', scale: 3, target: 50_000_000, raised: { confirmed: 34_180_250 } });
    for (const [width, lines] of [
      [240, 2],
      [700, 1],
    ] as const) {
      const { el } = await show(dinars, { surface: 'card' }, { width });
      const text = document.createRange();
      text.selectNodeContents(inside(el, '.raised'));
      expect(text.toString().replace(/\s/g, ' ')).to.equal('KWD 34,180.250');
      text.setStart(text.startContainer.childNodes[0] ?? text.startContainer, 4);
      const tops = (range: Range) => new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
      expect(tops(text), 'the digits').to.equal(1);
      text.selectNodeContents(inside(el, '.raised'));
      expect(tops(text), String(width)).to.equal(lines);
    }
  });

  it('[PT7] stops the meter at its end and lets the number go on', async () => {
    const over = money({ raised: { confirmed: 7_446_000 }, supporters: 596 });
    const { el } = await show(over, { variant: 'vertical' });
    expect(textOf(inside(el, '.figures'))).to.equal('$74,460 raised of $50,000');
    expect(textOf(inside(el, '.pct'))).to.equal('148%');
    expect(textOf(inside(el, '.rule'))).to.contain('148% of the goal, $24,460 beyond it.');
    const meter = meterOf(el);
    expect(meter.getAttribute('aria-valuenow')).to.equal(meter.getAttribute('aria-valuemax'));
    const { top } = inside(el, '.glass').getBoundingClientRect();
    expect(inside(el, '.fl').getBoundingClientRect().top).to.be.at.least(top);
  });

  it('[PT7] shows a finished cairn when the goal is reached, on the way to the stretch goal', async () => {
    const { el } = await show(money({ raised: { confirmed: 5_024_000 }, supporters: 596 }));
    expect(textOf(inside(el, 'h2'))).to.equal('The cairn is built.');
    expect(shownText(el)).to.contain('596 people gave $50,240.');
    expect(shownText(el)).to.contain('Goal met: $50,000 Stretch $60,000');
    expect(el.shadowRoot!.querySelectorAll('.pile .on').length).to.equal(20);
    expect(el.shadowRoot!.querySelectorAll('.pile .capdone').length).to.equal(1);
    const rows = ['.last b', '.last .muted'].map((part) => inside(el, part).getBoundingClientRect().left);
    expect(Math.max(...rows) - Math.min(...rows), 'the latest gift is one block').to.be.below(1);
    standStill(el);
    const share = inside(el, '.seg').getBoundingClientRect().width / inside(el, '.bar').getBoundingClientRect().width;
    nearly(share, 5024 / 6000, 0.01);
    expect(meterOf(el).getAttribute('aria-valuenow')).to.equal('50000.00');
    await audit(el);
  });

  it('[PT7] invites when nothing is given yet', async () => {
    const { el } = await show(money({ raised: { confirmed: 0 }, supporters: 0 }));
    expect(textOf(inside(el, 'h2'))).to.equal('No stones yet.');
    expect(shownText(el)).to.contain('The goal is $50,000. Yours can be the first.');
    const link = inside<HTMLAnchorElement>(el, 'a.primary');
    expect(link.href).to.equal('https://northfell.example/give');
    expect(meterOf(el).getAttribute('aria-valuenow')).to.equal('0.00');
    link.addEventListener('click', (event) => event.preventDefault());
    setTimeout(() => link.click());
    const event = (await oneEvent(el, 'cairn-cta')) as CustomEvent;
    expect(event.detail).to.deep.equal({ campaignId: 'high-fells', pathwayId: 'donate', kind: 'donate' });
    await audit(el);
  });

  it('[PT7] has no meter without a goal, only figures', async () => {
    for (const variant of ['bar', 'vertical', 'compact']) {
      const { el } = await show(money({ target: null, stretch: [] }), { variant });
      expect(el.shadowRoot!.querySelector('[role="meter"]'), variant).to.equal(null);
      expect(shownText(el), variant).to.match(/^(Ten thousand trees for the high fells )?\$34,180 raised so far/);
    }
  });

  it('[PT7] says less than one percent, never zero, of a first small gift', async () => {
    const { el } = await show(money({ raised: { confirmed: 100 } }), { variant: 'vertical' });
    expect(textOf(inside(el, '.pct'))).to.equal('<1%');
    expect(textOf(inside(el, '.rule'))).to.contain('Under 1% of the goal');
  });

  it('[PT7] leaves an unknown goal to the fallback, and says so once on the console', async () => {
    expectConsole(/error: cairn: <cairn-progress-thermometer>: campaign "high-fells" has no goal "roof", only money/);
    const store = new FakeStore();
    store.ready(sample());
    const el = await mount<ProgressThermometer>(
      html`<cairn-progress-thermometer goal="roof"
        ><a href="https://example.org/">Give</a></cairn-progress-thermometer
      >`,
      store,
    );
    expect(isVisible(el.querySelector('a')!)).to.equal(true);
    expect(el.shadowRoot!.querySelector('.base')).to.equal(null);
    store.ready();
    await settled(el);
    el.goalId = 'trees';
    await settled(el);
    expect(isVisible(el.querySelector('a')!)).to.equal(false);
    expect(textOf(inside(el, '.figures'))).to.equal('6,836 of 10,000 trees');
  });

  it('[PT8] says what counts and as of when, in the value text as well', async () => {
    const { el } = await show();
    const rule = textOf(inside(el, '.rule'));
    expect(rule).to.match(/Counts what is confirmed and matched\. As of \d+:00/);
    expect(
      meterOf(el)
        .getAttribute('aria-valuetext')!
        .replace(/[\s\u202F]+/g, ' '),
    ).to.contain(rule);
    const counting = { note: 'Gifts by post count once a week.', fees: 'excluded' as const };
    const own = await show(money({ counting }));
    // Kept to itself: in an Arabic sentence it runs the other way than the amount before it.
    expect(textOf(inside(own.el, '.rule'))).to.contain(
      '\u2068Gifts by post count once a week.\u2069 Fees are not included.',
    );
  });

  it('[PT9] [AL2] keeps the last figures when a refresh fails, says how old they are and refreshes on request', async () => {
    const { el, store } = await show();
    const error = new CampaignError('network', 'no answer');
    store.ready(sample(), { error, updatedAt: Date.now() - 60_000 });
    await settled(el);
    expect(textOf(inside(el, '.figures'))).to.equal('$34,180 raised of $50,000');
    expect(textOf(inside(el, '.fault'))).to.match(/^Figures from .*\d:\d\d.* Refresh now$/);
    expect(Number(getComputedStyle(inside(el, '.bar')).opacity)).to.equal(0.6);
    inside(el, '.fault button').click();
    expect(store.refreshed).to.equal(1);
    await audit(el);
  });

  it('[PT10] names the latest giver of this goal, unless they wanted no name', async () => {
    const { el, store } = await show();
    expect(textOf(inside(el, '.last'))).to.contain('Wei L. gave $25');
    expect(textOf(inside(el, '.last'))).to.contain('2 minutes ago');
    const tops = ['.last b', '.last .num'].map((part) => inside(el, part).getBoundingClientRect().top);
    expect(tops[1]! - tops[0]!, 'there is room for one line').to.be.below(4);
    const [first, ...others] = sample().contributions!.items!;
    store.ready(sample({ contributions: { items: [{ ...first!, anonymous: true }, ...others] } }));
    await settled(el);
    expect(textOf(inside(el, '.last'))).to.contain('Anonymous gave $25');
    expect(el.shadowRoot!.textContent).not.to.contain('Wei');
    el.goalId = 'hours';
    await settled(el);
    expect(textOf(inside(el, '.last'))).to.contain('Amara N. gave 6 hours');
    el.goalId = 'trees';
    await settled(el);
    expect(el.shadowRoot!.querySelector('.last')).to.equal(null);
  });

  it('[PT10] says a pledge and a rhythm as what they are', async () => {
    const base = { id: 'x', at: new Date(NOW).toISOString(), anonymous: false, name: '<b>Ada</b>' };
    const quantity = { value: 3000, unit: 'USD', scale: 2 };
    const { el, store } = await show(
      sample({ contributions: { items: [{ ...base, pathwayId: 'pledge', kind: 'pledge', quantity }] } }),
    );
    expect(textOf(inside(el, '.last'))).to.contain('<b>Ada</b> pledged $30');
    const monthly = { ...base, pathwayId: 'donate', kind: 'donate' as const, quantity, frequency: 'monthly' as const };
    store.ready(sample({ contributions: { items: [monthly] } }));
    await settled(el);
    expect(textOf(inside(el, '.last'))).to.contain('gave $30 monthly');
  });

  it('[PT11] tells once that the goal was reached while the page was open', async () => {
    const { el, store } = await show();
    const told: CairnGoalEvent[] = [];
    el.addEventListener('cairn-goal', (event) => told.push(event));
    store.ready(money({ raised: { confirmed: 4_900_000 } }));
    await settled(el);
    expect(told.length).to.equal(0);
    store.ready(money({ raised: { confirmed: 5_100_000 } }));
    await settled(el);
    expect(told.map(({ detail }) => detail)).to.deep.equal([{ campaignId: 'high-fells', goalId: 'money' }]);
    expect(textOf(inside(el, '[role="status"]'))).to.equal('The goal is reached. $51,000 raised of $50,000.');
    // A refund, and across the line again.
    store.ready(money({ raised: { confirmed: 4_900_000 } }));
    await settled(el);
    store.ready(money({ raised: { confirmed: 5_200_000 } }));
    await settled(el);
    expect(told.length).to.equal(1);
  });

  it('[PT11] keeps quiet about a goal that was reached before', async () => {
    let told = 0;
    const count = () => (told += 1);
    document.addEventListener('cairn-goal', count);
    const { el, store } = await show(money({ raised: { confirmed: 5_100_000 } }));
    store.ready(money({ raised: { confirmed: 5_200_000 } }));
    await settled(el);
    document.removeEventListener('cairn-goal', count);
    expect(told).to.equal(0);
    expect(textOf(inside(el, '[role="status"]'))).to.equal('');
  });

  it('[PT12] announces milestones and whole percents when asked to, and nothing else', async () => {
    const { el, store } = await show(sample(), { 'with-announcements': '' });
    const region = inside(el, '[role="status"]');
    expect(textOf(region)).to.equal('');
    store.ready(money({ raised: { confirmed: 2_841_000, matched: 578_000 } }));
    await settled(el);
    expect(textOf(region), 'within the same percent').to.equal('');
    store.ready(money({ raised: { confirmed: 2_930_000, matched: 578_000 } }));
    await settled(el);
    expect(textOf(region)).to.equal('Milestone reached: Keld Gill fenced. $35,080 raised of $50,000.');
    const quiet = await show();
    quiet.store.ready(money({ raised: { confirmed: 2_930_000, matched: 578_000 } }));
    await settled(quiet.el);
    expect(textOf(inside(quiet.el, '[role="status"]')), 'without being asked').to.equal('');
  });

  it('[PT13] ticks in a rush: a change that follows another within the time of counting shows at once', async () => {
    const { el, store } = await show();
    await aTimeout(100);
    const given = (confirmed: number) => store.ready(money({ raised: { confirmed, matched: 578_000 } }));
    given(2_900_000);
    await settled(el);
    expect(inside(el, '.base').classList.contains('moving'), 'counts up').to.equal(true);
    given(2_950_050);
    await settled(el);
    expect(textOf(inside(el, '.raised'))).to.equal('$35,280.50');
    expect(inside(el, '.base').classList.contains('moving'), 'ticks').to.equal(false);
  });

  it('[PT13] counts up once on a change in sight, and ends on the exact figure', async () => {
    const { el, store } = await show();
    await aTimeout(100);
    const raised = inside(el, '.raised');
    const seen = new Set<string>();
    const watcher = new MutationObserver(() => seen.add(textOf(raised)));
    watcher.observe(raised, { childList: true, characterData: true, subtree: true });
    store.ready(money({ raised: { confirmed: 2_900_050, matched: 578_000 } }));
    await settled(el);
    expect(meterOf(el).getAttribute('aria-valuenow'), 'at once for assistive technology').to.equal('34780.50');
    expect(inside(el, '.base').classList.contains('moving')).to.equal(true);
    await waitUntil(() => textOf(raised) === '$34,780.50', 'never arrives', { timeout: 3000 });
    await waitUntil(() => !inside(el, '.base').classList.contains('moving'));
    watcher.disconnect();
    expect(seen.size, 'steps on the way').to.be.greaterThan(2);
    expect(
      [...seen].slice(0, -1).every((text) => /^\$34,\d\d\d$/.test(text)),
      'whole units on the way',
    ).to.equal(true);
  });

  it('[PT13] jumps where motion is off', async () => {
    const { el, store } = await show();
    el.style.setProperty('--cairn-motion', '0');
    await aTimeout(100);
    store.ready(money({ raised: { confirmed: 2_900_000, matched: 578_000 } }));
    await settled(el);
    expect(textOf(inside(el, '.raised'))).to.equal('$34,780');
    expect(inside(el, '.base').classList.contains('moving')).to.equal(false);
  });

  it('[PT13] out of sight it keeps its room, and its words and values stay current', async () => {
    const { el, store } = await show();
    el.parentElement!.style.paddingBlockStart = '8000px';
    await aTimeout(100);
    const { height } = el.getBoundingClientRect();
    store.ready(money({ raised: { confirmed: 2_900_000, matched: 578_000 } }));
    await settled(el);
    expect(textOf(inside(el, '.raised'))).to.equal('$34,780');
    expect(meterOf(el).getAttribute('aria-valuenow')).to.equal('34780.00');
    expect(inside(el, '.base').classList.contains('moving'), 'nothing moves where nobody looks').to.equal(false);
    const { contentVisibility, overflowClipMargin } = getComputedStyle(inside(el, '.base')) as CSSStyleDeclaration & {
      overflowClipMargin?: string;
    };
    // Only where the ring of what has the focus is not cut off at the edge.
    if (contentVisibility !== 'auto') return;
    expect(parseFloat(overflowClipMargin!)).to.be.at.least(32);
    expect(el.getBoundingClientRect().height, 'its room').to.be.closeTo(height, 1);
  });

  it('draws one campaign once, and each element still answers for itself', async () => {
    const one = await show();
    const two = await show();
    const { campaign: same } = one.store.state as Extract<typeof one.store.state, { status: 'ready' }>;
    const error = new CampaignError('network', 'no answer');
    for (const { el, store } of [one, two]) {
      store.set({ status: 'ready', campaign: same, updatedAt: NOW, refreshing: false, live: 'paused', error });
      await settled(el);
    }
    inside(two.el, '[part="retry"]').click();
    expect([one.store.refreshed, two.store.refreshed]).to.deep.equal([0, 1]);
    two.el.lang = 'de';
    await waitUntil(() => /gesammelt/.test(shownText(two.el)), 'no German');
    expect(shownText(one.el)).to.match(/raised of/);
  });

  it('[PT14] is filled by attributes alone', async () => {
    const el = await fixture<ProgressThermometer>(
      html`<cairn-progress-thermometer
        lang="en"
        raised="34180.50"
        target="50000"
        unit="USD"
        label="New roof"
      ></cairn-progress-thermometer>`,
    );
    expect(textOf(inside(el, 'h2'))).to.equal('New roof');
    expect(textOf(inside(el, '.figures'))).to.equal('$34,180.50 raised of $50,000');
    el.raised = '40000';
    await settled(el);
    expect(meterOf(el).getAttribute('aria-valuenow')).to.equal('40000.00');
    el.removeAttribute('target');
    el.unit = 'hours';
    await settled(el);
    expect(el.shadowRoot!.querySelector('[role="meter"]')).to.equal(null);
    expect(textOf(inside(el, '.figures'))).to.equal('40,000 hours so far');
  });

  it('[PT14] reads decimals exactly', () => {
    const values = (raised: string, unit = 'USD', scale?: number) => {
      const goal = staticCampaign({ raised, target: '', unit, scale, label: '' })?.goals?.[0];
      return goal && [goal.raised.confirmed, goal.scale];
    };
    expect(values('0.1')).to.deep.equal([10, 2]);
    expect(values('1.15')).to.deep.equal([115, 2]);
    expect(values('8.29')).to.deep.equal([829, 2]);
    expect(values('9007199254740.99')).to.deep.equal([900719925474099, 2]);
    expect(values('1240', 'hours')).to.deep.equal([1240, 0]);
    expect(values('7.25', 'hours')).to.deep.equal([725, 2]);
    expect(values('500', 'JPY', 0)).to.deep.equal([500, 0]);
  });

  for (const [attributes, line] of [
    [{ raised: '34,180', unit: 'USD' }, 'raised="34,180" should be a number'],
    [{ raised: '-5', unit: 'USD' }, 'raised="-5" should be a number'],
    [{ raised: '5', target: 'many', unit: 'USD' }, 'target="many" should be a number'],
    [{ raised: '5' }, 'unit="…" is missing'],
    [{ raised: '5.125', unit: 'USD', scale: '2' }, 'raised, target or a part of it has 3 decimals'],
  ] as [Record<string, string>, string][]) {
    it(`[PT14] [F8] refuses what it would have to guess: ${line}`, async () => {
      expectConsole(
        new RegExp(`error: cairn: <cairn-progress-thermometer>: ${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`),
      );
      const el = document.createElement('cairn-progress-thermometer');
      el.innerHTML = '<a href="https://example.org/">Give</a>';
      for (const [name, value] of Object.entries(attributes)) el.setAttribute(name, value);
      await fixture(html`${el}`);
      await settled(el);
      expect(isVisible(el.querySelector('a')!)).to.equal(true);
    });
  }

  it('[PT16] says ended, paused and upcoming', async () => {
    const { el, store } = await show(sample({ status: 'ended', endsAt: '2026-06-01T00:00:00Z' }));
    expect(textOf(inside(el, '.note'))).to.equal('This campaign has closed.');
    expect(textOf(inside(el, '.stats'))).to.contain('Ended June 1');
    el.variant = 'vertical';
    await settled(el);
    expect(textOf(inside(el, '.rule'))).to.contain('68% of the goal.');
    expect(shownText(el), 'over, with nothing to go').not.to.contain('to go');
    expect(meterOf(el).getAttribute('aria-valuetext')).not.to.contain('to go');
    el.variant = 'bar';
    store.ready(sample({ status: 'paused' }));
    await settled(el);
    expect(textOf(inside(el, '.note'))).to.equal('This campaign is paused.');
    const opens = { status: 'upcoming' as const, startsAt: '2026-07-10T09:00:00Z' };
    store.ready(sample(opens));
    await settled(el);
    expect(textOf(inside(el, '.note'))).to.equal('This campaign opens on July 10.');
    store.ready(money({ raised: { confirmed: 0 } }, opens));
    await settled(el);
    expect(shownText(el)).to.contain('This campaign opens on July 10.');
    expect(el.shadowRoot!.querySelector('a.primary')).to.equal(null);
  });

  it('[PT17] has a place for a call to action in every variant', async () => {
    const { el } = await show();
    el.innerHTML = '<a slot="action" href="https://example.org/">Give</a>';
    for (const variant of ['bar', 'vertical', 'compact', 'strata'] as const) {
      el.variant = variant;
      await settled(el);
      expect(isVisible(el.querySelector('a')!), variant).to.equal(true);
    }
  });

  it('[AL2] [AL4] is busy while it loads, in the shape of what comes', async () => {
    for (const variant of ['bar', 'vertical']) {
      const store = new FakeStore();
      const el = await mount<ProgressThermometer>(
        html`<cairn-progress-thermometer variant=${variant}></cairn-progress-thermometer>`,
        store,
        { width: 320, lang: 'en' },
      );
      expect(inside(el, '.base').getAttribute('aria-busy')).to.equal('true');
      expect(shownText(el)).to.equal('');
      const before = el.getBoundingClientRect().height;
      store.ready();
      await settled(el);
      nearly(el.getBoundingClientRect().height, before, before * 0.12);
    }
  });

  it('[AL2] says that the figures cannot be loaded, and keeps the way to give', async () => {
    const store = new FakeStore();
    store.fail();
    const el = await mount<ProgressThermometer>(
      html`<cairn-progress-thermometer><a href="https://example.org/">Give</a></cairn-progress-thermometer>`,
      store,
      { lang: 'en' },
    );
    expect(textOf(inside(el, '.fault'))).to.equal('The figures can’t be loaded right now. Try again');
    expect(isVisible(el.querySelector('a')!)).to.equal(true);
    inside(el, '.fault button').click();
    expect(store.refreshed).to.equal(1);
  });

  for (const width of [240, 320, 480, 768, 1200]) {
    it(`[AL6] fits ${width} px in English, German and Arabic`, async () => {
      const long = money({
        label: 'Wiederaufforstungsgemeinschaft Nordalpenvorland',
        milestones: [
          { id: 'a', at: 1_000_000, label: 'Saatgutbank gefüllt' },
          { id: 'b', at: 2_000_000, label: 'Baumschule wiederaufgebaut' },
          { id: 'c', at: 3_500_000, label: 'Wildschutzzaun Kaltenbachgraben' },
        ],
      });
      for (const [lang, dir, input] of [
        ['en', 'ltr', sample()],
        ['de', 'ltr', long],
        ['ar', 'rtl', sample()],
      ] as const) {
        for (const variant of ['bar', 'vertical', 'compact', 'strata']) {
          const { el } = await show(input, { variant }, { width, lang, dir });
          const box = el.getBoundingClientRect();
          for (const node of el.shadowRoot!.querySelectorAll('.base *:not(.vh, .vh *, svg *)')) {
            const { left, right, width: size } = node.getBoundingClientRect();
            if (size === 0) continue;
            expect(left, `${variant} ${lang} ${node.className}`).to.be.at.least(box.left - 2);
            expect(right, `${variant} ${lang} ${node.className}`).to.be.at.most(box.right + 2);
          }
        }
      }
    });
  }

  it('[AL6] pushes labels apart that would lie on each other', async () => {
    const close = money({
      milestones: [
        { id: 'a', at: 100_000, label: 'First thousand' },
        { id: 'b', at: 150_000, label: 'Second, with a name that needs more than one line beside the glass' },
        { id: 'c', at: 200_000, label: 'Third' },
        { id: 'd', at: 4_900_000, label: 'Nearly' },
        { id: 'e', at: 4_950_000, label: 'Nearer' },
      ],
    });
    for (const width of [260, 340, 800]) {
      const { el } = await show(close, { variant: 'vertical' }, { width });
      await aTimeout(50);
      const boxes = [...el.shadowRoot!.querySelectorAll('.marks li')].map((li) => li.getBoundingClientRect());
      for (let i = 1; i < boxes.length; i += 1) {
        expect(boxes[i]!.top, `label ${i} at ${width}`).to.be.at.least(boxes[i - 1]!.bottom - 0.5);
      }
    }
  });

  it('[AL6] keeps labels under the bar apart, however close their milestones are', async () => {
    const close = money({
      milestones: [
        { id: 'a', at: 4_000_000, label: 'Nearly there' },
        { id: 'b', at: 4_500_000, label: 'Nearer' },
        { id: 'c', at: 4_800_000, label: 'A step away' },
      ],
    });
    const { el } = await show(close, {}, { width: 600 });
    const boxes = [...el.shadowRoot!.querySelectorAll('.labels li:not(.vh)')].map((li) => li.getBoundingClientRect());
    for (let i = 1; i < boxes.length; i += 1) expect(boxes[i]!.left).to.be.at.least(boxes[i - 1]!.right);
    expect(el.shadowRoot!.querySelectorAll('.labels li').length, 'all are there to be read').to.equal(4);
    expect(isVisible(inside(el, '.nextup')), 'the next one in words').to.equal(true);
  });

  it('[AL9] mirrors the bar and the glass from right to left', async () => {
    const { el } = await show(sample(), {}, { dir: 'rtl', lang: 'ar' });
    const bar = inside(el, '.bar').getBoundingClientRect();
    nearly(inside(el, '.seg').getBoundingClientRect().right, bar.right);
    el.variant = 'vertical';
    await settled(el);
    const tube = inside(el, '.tube').getBoundingClientRect();
    const label = inside(el, '.marks li').getBoundingClientRect();
    expect(label.right).to.be.at.most(tube.right);
    expect(label.left).to.be.lessThan(tube.left);
  });

  it('[AL14] gives up its timers when it is taken out, and goes on when it is put back', async () => {
    const { el, store } = await show(sample(), { variant: 'vertical' });
    const parent = el.parentElement!;
    el.remove();
    store.ready(money({ raised: { confirmed: 2_900_000, matched: 578_000 } }));
    parent.append(el);
    await settled(el);
    expect(textOf(inside(el, '.raised'))).to.equal('$34,780');
  });

  it('[AL17] uses the heading level it is given', async () => {
    const { el } = await show(sample(), { 'heading-level': '4' });
    expect(textOf(inside(el, 'h4'))).to.equal('Ten thousand trees for the high fells');
  });
});

describe('Announcer', () => {
  it('[PT12] [A-thermometer-live] says at most one thing in ten seconds, the newest, whatever the rate', () => {
    const region = document.createElement('p');
    const said: string[] = [];
    new MutationObserver(() => undefined).observe(region, { childList: true });
    const { tick, restore } = fakeTimeouts();
    try {
      const announcer = new Announcer(() => region);
      for (let second = 0; second < 60; second += 1) {
        for (let each = 0; each < 17; each += 1) announcer.say(`${second}.${each}`);
        if (said.at(-1) !== region.textContent) said.push(region.textContent!);
        tick(1000);
      }
      expect(said.length).to.be.at.most(6);
      expect(said).to.deep.equal(['0.0', '9.16', '19.16', '29.16', '39.16', '49.16']);
      tick(30_000);
      expect(region.textContent, 'nothing old is left to read').to.equal('');
      announcer.stop();
    } finally {
      restore();
    }
  });

  it('[PT12] waits while somebody fills in a form', async () => {
    const region = document.createElement('p');
    const input = await fixture<HTMLInputElement>(html`<input aria-label="Name" />`);
    const { tick, restore } = fakeTimeouts();
    try {
      const announcer = new Announcer(() => region);
      input.focus();
      announcer.say('70%');
      tick(25_000);
      expect(region.textContent).to.equal('');
      input.blur();
      tick(10_000);
      expect(region.textContent).to.equal('70%');
      announcer.stop();
    } finally {
      restore();
    }
  });
});

describe('the geometry of the thermometer', () => {
  it('draws twenty stones and a cap, always the same', () => {
    expect(pile().length).to.equal(21);
    expect(new Set(pile()).size).to.equal(21);
    expect(pile()[20]).to.equal(
      'M127.2 6.1Q129.5 1.7 137.2 1.3L144.5 1Q152.3 0.6 159.5 2.2L166.4 3.7Q173.6 5.3 175.2 6.9L176.7 8.3Q178.4 9.9 177.6 14.7L176.8 19.3Q176.1 24.2 167.1 24.4L158.7 24.6Q149.7 24.9 141.5 24.4L133.7 23.9Q125.4 23.4 124.5 20.4L123.7 17.6Q122.7 14.6 125 10.2Z',
    );
  });

  it('moves labels no further than needed', () => {
    expect(pushApart([10, 50, 90], [10, 10, 10], 0, 100)).to.deep.equal([10, 50, 90]);
    expect(pushApart([49, 51], [10, 10], 0, 100)).to.deep.equal([45, 55]);
    expect(pushApart([1, 2, 3], [10, 10, 10], 0, 100)).to.deep.equal([5, 15, 25]);
    expect(pushApart([99, 100], [10, 10], 0, 100)).to.deep.equal([85, 95]);
    expect(pushApart([], [], 0, 100)).to.deep.equal([]);
  });
});

import { aTimeout, expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/define/impact-chart.ts';
import { CampaignError } from '../../src/data/error.ts';
import type { ImpactChart } from '../../src/elements/impact-chart/impact-chart.ts';

import { contract, isVisible } from '../contract.ts';
import { expectConsole } from '../helpers/browser.ts';
import { DAY, drawn, history, money, painted, show } from '../helpers/chart.ts';
import { FakeStore, inside, mount, NOW, sample, settled, textOf } from '../helpers/campaign.ts';
import { audit } from '../helpers/audit.ts';

contract('cairn-impact-chart', {
  make: () => {
    const el = document.createElement('cairn-impact-chart');
    el.innerHTML = '<a href="https://example.org/">Give on our site</a>';
    const data = document.createElement('script');
    data.type = 'application/json';
    data.textContent = JSON.stringify(sample());
    el.append(data);
    return el;
  },
});

describe('<cairn-impact-chart>', () => {
  it('[IC1] draws the line, its goal and its milestones', async () => {
    const { el } = await show(sample(), {}, { width: 700 });
    await drawn(el);
    const { left, right } = painted(el);
    expect(left, 'the curve begins at the lower left').to.be.greaterThan(right);
    expect(textOf(inside(el, '.yl.goal'))).to.equal('Goal $50,000');
    const names = [...el.shadowRoot!.querySelectorAll('.pin .lab')].map(textOf);
    expect(names).to.deep.equal(['Seed bank stocked', 'Nursery rebuilt', '$34,180Today', 'Estimate']);
    const box = inside(el, '.plot').getBoundingClientRect();
    const pin = inside(el, '.pin.now .stone').getBoundingClientRect();
    const height = (box.bottom - (pin.top + pin.height / 2)) / (box.height - 1);
    expect(height).to.be.closeTo(34_180 / 58_000, 0.02);
  });

  it('[IC1] names its finding and takes a heading of the page', async () => {
    const { el } = await show();
    expect(textOf(inside(el, 'h2'))).to.equal('How the stones added up');
    el.setAttribute('heading', 'Every Saturday a few more');
    await settled(el);
    expect(textOf(inside(el, 'h2'))).to.equal('Every Saturday a few more');
    el.headingLevel = 3;
    await settled(el);
    expect(textOf(inside(el, 'h3'))).to.equal('Every Saturday a few more');
  });

  /** Thirty-one days that lead, evenly, to a share of the goal of 50,000. */
  const near = (share: number) => {
    const values = Array.from({ length: 31 }, (_, i) => Math.round((i / 30) * share * 5_000_000));
    return money({ raised: { confirmed: values.at(-1)! }, milestones: [], stretch: [] }, { history: history(values) });
  };

  it('[IC2] [AL7] keeps the latest total, the goal and its line apart, however near they come', async () => {
    for (const width of [240, 320, 600]) {
      for (const share of [0.84, 0.86, 0.9, 0.95, 0.98, 0.999, 1, 1.03, 1.06]) {
        const { el } = await show(near(share), {}, { width });
        await waitUntil(() => el.shadowRoot!.querySelector('.pin.now .lab'));
        const text = document.createRange();
        text.selectNodeContents(inside(el, '.pin.now .lab'));
        const total = text.getBoundingClientRect();
        const name = inside(el, '.yl.goal');
        text.selectNodeContents(name);
        const goal = text.getBoundingClientRect();
        // In a narrow place, and only where it could stand neither over its line nor under it, it is left out.
        if (width > 240 || share > 0.9) expect(isVisible(name), `${share} at ${width}`).to.equal(true);
        const apart =
          total.bottom <= goal.top + 3 ||
          total.top >= goal.bottom - 3 ||
          total.left >= goal.right ||
          total.right <= goal.left;
        expect(apart, `${share} at ${width}: ${JSON.stringify([total, goal])}`).to.equal(true);
        const line = inside(el, '.goal-l');
        const { top } = line.getBoundingClientRect();
        const isCrossed = top > total.top + 3 && top < total.bottom - 3;
        if (isCrossed) expect(getComputedStyle(line).maskImage, `${share} at ${width}`).to.contain('gradient');
      }
    }
  });

  it('[IC4] leads on, and never back, where the goal is reached later on the same day', async () => {
    const { el } = await show(near(0.999));
    const path = inside(el, '.still .pace').getAttribute('d')!;
    const [[x1, y1], [x2, y2]] = path
      .slice(1)
      .split('L')
      .map((point) => point.split(' ').map(Number)) as [number[], number[]];
    expect(x2!).to.be.at.least(x1!);
    expect(y2!, 'up').to.be.lessThan(y1!);
  });

  it('[IC1] fetches the drawing code only when it is near the screen and there is a line', async () => {
    const far = document.createElement('div');
    far.style.blockSize = '5000px';
    document.body.append(far);
    const { el } = await show();
    await aTimeout(200);
    expect(painted(el).colors.size, 'far away').to.equal(0);
    const box = inside(el, '.plot').getBoundingClientRect();
    el.scrollIntoView();
    await drawn(el);
    const after = inside(el, '.plot').getBoundingClientRect();
    expect([after.width, after.height], 'no shift').to.deep.equal([box.width, box.height]);
    far.remove();
    window.scrollTo(0, 0);
  });

  it('[IC2] [A-chart-table] has the same figures as a table, by mouse and by keyboard', async () => {
    const { el } = await show();
    const [chart, table] = el.shadowRoot!.querySelectorAll<HTMLButtonElement>('.segmented button');
    expect([chart!.getAttribute('aria-pressed'), table!.getAttribute('aria-pressed')]).to.deep.equal(['true', 'false']);
    expect(el.shadowRoot!.querySelector('table')).to.equal(null);
    table!.focus();
    await sendKeys({ press: 'Enter' });
    await settled(el);
    expect(el.view).to.equal('table');
    expect(el.shadowRoot!.activeElement, 'focus stays').to.equal(table);
    expect(isVisible(inside(el, 'canvas'))).to.equal(false);
    const caption = textOf(inside(el, 'caption'));
    expect(caption).to.equal('Ten thousand trees for the high fells. Running total at the end of each month');
    expect([...el.shadowRoot!.querySelectorAll('thead th[scope="col"]')].map(textOf)).to.deep.equal([
      'Month',
      'Given',
      'Total',
      'Of goal',
    ]);
    const rows = [...el.shadowRoot!.querySelectorAll('tbody tr')];
    expect(rows.map((row) => textOf(row.querySelector('th[scope="row"]')!))).to.deep.equal([
      'February',
      'March',
      'April',
      'May',
      'June, to date',
    ]);
    const cells = [...rows.at(-1)!.querySelectorAll('td')].map(textOf);
    expect(cells.slice(1)).to.deep.equal(['$34,180.00', '68%']);
    expect(rows.at(-1)!.className).to.equal('key');
    await audit(el);
    chart!.click();
    await settled(el);
    expect(isVisible(inside(el, 'canvas'))).to.equal(true);
    await drawn(el);
  });

  it('[IC2] has targets of at least 38 px', async () => {
    const { el } = await show(sample(), {}, { width: 240 });
    for (const button of el.shadowRoot!.querySelectorAll('.segmented button')) {
      const { width, height } = button.getBoundingClientRect();
      expect(height).to.be.at.least(38);
      expect(width).to.be.at.least(44);
    }
  });

  it('[IC4] says where the present pace leads, as an estimate', async () => {
    const { el } = await show(sample({ endsAt: new Date(NOW + 90 * DAY).toISOString() }));
    expect(textOf(inside(el, '.insight'))).to.equal('At the pace of the last 30 days, the goal is reached on July 30.');
    const young = await show(money({ raised: { confirmed: 500_000 } }, { history: history([0, 200_000, 500_000]) }));
    expect(textOf(inside(young.el, '.insight'))).to.match(/^At the pace so far, the goal is reached on June \d+\.$/);
  });

  it('[IC4] says no pace of a campaign that reached its goal, has ended or stands still', async () => {
    const over = money({ raised: { confirmed: 5_100_000 } }, { history: history([0, 4_000_000, 5_100_000], 40 * DAY) });
    expect(textOf(inside((await show(over)).el, '.insight'))).to.equal('The goal was reached on June 12.');
    const ended = sample({ status: 'ended', endsAt: new Date(NOW - DAY).toISOString() });
    expect(textOf(inside((await show(ended)).el, '.insight'))).to.equal('The campaign ended on June 11 with $34,180.');
    const still = money({ raised: { confirmed: 5_000 } }, { history: history([5_000, 5_000, 5_000], 40 * DAY) });
    expect(textOf(inside((await show(still)).el, '.insight'))).to.equal('No change in the last 30 days.');
  });

  it('[IC4] says when the present pace leads past the end, and by how much it falls short', async () => {
    const ends = { endsAt: new Date(NOW + 10 * DAY).toISOString() };
    const late = money(
      { raised: { confirmed: 4_000_000 } },
      { ...ends, history: history([0, 2_000_000, 4_000_000], 30 * DAY) },
    );
    expect(textOf(inside((await show(late)).el, '.insight'))).to.match(
      /^At the pace of the last 30 days, the goal is reached on June 27, 5 days after the end\.$/,
    );
    const never = money(
      { raised: { confirmed: 500_000 } },
      { ...ends, history: history([499_000, 499_700, 500_000], 30 * DAY) },
    );
    expect(textOf(inside((await show(never)).el, '.insight'))).to.equal(
      'At the pace of the last 30 days, the total at the end on June 22 is $5,001, $44,999 short of the goal.',
    );
  });

  it('[IC6] describes the line in a sentence', async () => {
    const { el } = await show();
    const canvas = inside(el, 'canvas');
    expect(canvas.getAttribute('role')).to.equal('img');
    const said = canvas.getAttribute('aria-label')!;
    expect(said).to.match(/^From \$0 on February 12 to \$34,180 on June 12\. At the pace of the last 30 days/);
    expect(textOf(canvas), 'fallback content').to.equal(said.replace(/\s+/g, ' '));
    await audit(el);
  });

  it('[IC7] redraws when the page turns dark and when it changes size', async () => {
    const { el } = await show();
    await drawn(el);
    // The curve is most of what is opaque.
    const curve = () => [...painted(el).colors].sort((a, b) => b[1] - a[1])[0]?.[0];
    const light = curve();
    el.scheme = 'dark';
    await settled(el);
    await waitUntil(() => curve() !== light, 'still the old colours', { timeout: 4000 });
    const canvas = inside<HTMLCanvasElement>(el, 'canvas');
    const width = canvas.getBoundingClientRect().width;
    el.parentElement!.style.inlineSize = '320px';
    await waitUntil(() => canvas.getBoundingClientRect().width < width, 'not resized', { timeout: 4000 });
    expect(canvas.getBoundingClientRect().width).to.be.closeTo(320, 1);
  });

  it('[IC1] [AL14] follows live totals, and draws again after it was moved', async () => {
    const { el, store } = await show();
    await drawn(el);
    const at = () => inside(el, '.pin.now').getBoundingClientRect().top;
    const before = at();
    store.ready(money({ raised: { confirmed: 4_000_000, matched: 578_000 } }));
    await settled(el);
    expect(textOf(inside(el, '.pin.now .lab'))).to.equal('$45,780Today');
    expect(at()).to.be.lessThan(before);
    const parent = el.parentElement!;
    el.remove();
    await aTimeout(20);
    parent.append(el);
    await settled(el);
    await drawn(el);
  });

  it('[AL2] invites when nothing is given yet, without the drawing code', async () => {
    const { el } = await show(money({ raised: { confirmed: 0 } }, { history: [] }));
    expect(textOf(inside(el, 'h2'))).to.equal('The line starts with the first gift.');
    expect(textOf(inside(el, '.base'))).to.contain('Campaign opened on February 12.');
    expect(el.shadowRoot!.querySelector('canvas')).to.equal(null);
    const today = await show(
      money({ raised: { confirmed: 0 } }, { history: [], startsAt: new Date(NOW).toISOString() }),
    );
    expect(textOf(inside(today.el, '.base'))).to.contain('Campaign opened today.');
  });

  it('[AL2] says the total where there is no history', async () => {
    const { el, store } = await show(sample({ history: [] }));
    expect(textOf(inside(el, '.fault'))).to.equal('There is no history to draw yet. Total so far: $34,180.');
    store.ready(sample({ history: [] }), { error: new CampaignError('network', 'no answer') });
    await settled(el);
    expect(textOf(inside(el, '.fault'))).to.equal('The history can’t be loaded. Total so far: $34,180. Try again');
    inside(el, '.fault button').click();
    expect(store.refreshed).to.equal(1);
  });

  it('[AL2] says that the history cannot be loaded, and keeps the way to give', async () => {
    const store = new FakeStore();
    store.fail();
    const el = await mount<ImpactChart>(
      html`<cairn-impact-chart><a href="https://example.org/">Give</a></cairn-impact-chart>`,
      store,
      { lang: 'en' },
    );
    expect(textOf(inside(el, '.fault'))).to.equal('The history can’t be loaded right now. Try again');
    expect(isVisible(el.querySelector('a')!)).to.equal(true);
  });

  it('[AL2] says how old its figures are', async () => {
    const { el, store } = await show();
    store.ready(sample(), { error: new CampaignError('network', 'no answer'), updatedAt: Date.now() });
    await settled(el);
    expect(textOf(inside(el, '.fault'))).to.match(/^Figures from .*Refresh now$/);
    await audit(el);
  });

  it('[AL4] has the size of the chart while it loads', async () => {
    for (const width of [320, 480, 768]) {
      const store = new FakeStore();
      const el = await mount<ImpactChart>(html`<cairn-impact-chart></cairn-impact-chart>`, store, {
        width,
        lang: 'en',
      });
      expect(inside(el, '.base').getAttribute('aria-busy')).to.equal('true');
      const { height } = el.getBoundingClientRect();
      store.ready();
      await settled(el);
      // The sentence above it takes two lines more or less.
      expect(el.getBoundingClientRect().height).to.be.closeTo(height, 50);
    }
  });

  it('[F41] leaves an unknown goal to the fallback, and says so once on the console', async () => {
    expectConsole(/error: cairn: <cairn-impact-chart>: campaign "high-fells" has no goal "roof", only money/);
    const store = new FakeStore();
    store.ready();
    const el = await mount<ImpactChart>(
      html`<cairn-impact-chart goal="roof"><a href="https://example.org/">Give</a></cairn-impact-chart>`,
      store,
    );
    expect(isVisible(el.querySelector('a')!)).to.equal(true);
  });

  it('[AL9] runs from right to left in Arabic', async () => {
    const { el } = await show(sample(), {}, { width: 700, lang: 'ar', dir: 'rtl' });
    await drawn(el);
    const { left, right } = painted(el);
    expect(right, 'the curve begins at the lower right').to.be.greaterThan(left);
    const first = inside(el, '.pin.ms').getBoundingClientRect();
    const now = inside(el, '.pin.now').getBoundingClientRect();
    expect(now.left).to.be.lessThan(first.left);
  });

  for (const width of [240, 320, 480, 768, 1200]) {
    it(`[AL6] fits ${width} px in English, German and Arabic, as chart and as table`, async () => {
      for (const [lang, dir] of [
        ['en', 'ltr'],
        ['de', 'ltr'],
        ['ar', 'rtl'],
      ] as const) {
        for (const view of ['chart', 'table']) {
          const { el } = await show(sample(), { view }, { width, lang, dir });
          const box = el.getBoundingClientRect();
          const outside = [...el.shadowRoot!.querySelectorAll<HTMLElement>('.base *:not(.vh, .scroll *)')].filter(
            (node) => {
              const { left, right, width: size } = node.getBoundingClientRect();
              return size > 0 && (left < box.left - 3 || right > box.right + 3);
            },
          );
          expect(outside.map((node) => `${lang} ${view} ${node.className}: ${textOf(node)}`)).to.deep.equal([]);
        }
      }
    });
  }

  it('[AL6] lets the keyboard scroll a table that is too wide', async () => {
    const rich = money(
      { raised: { confirmed: 98_765_432_100 }, target: 99_999_999_900 },
      { history: history([0, 88_765_432_100]) },
    );
    const { el } = await show(rich, { view: 'table' }, { width: 240 });
    await aTimeout(100);
    const scroller = inside(el, '.scroll');
    expect(scroller.tabIndex === 0).to.equal(scroller.scrollWidth > scroller.clientWidth);
    await audit(el);
  });
});

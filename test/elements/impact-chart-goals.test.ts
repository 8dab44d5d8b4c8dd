import { aTimeout, expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/define/impact-chart.ts';
import { CampaignError } from '../../src/data/error.ts';
import { BackendStore } from '../../src/data/store.ts';
import type { History } from '../../src/data/schema.ts';
import type { ImpactChart } from '../../src/elements/impact-chart/impact-chart.ts';
import { audit } from '../helpers/audit.ts';
import { expectConsole } from '../helpers/browser.ts';
import { FakeStore, inside, mount, NOW, sample, settled, textOf } from '../helpers/campaign.ts';
import { DAY, drawn, history, show } from '../helpers/chart.ts';

const all = (el: Element, selector: string) => [...el.shadowRoot!.querySelectorAll<HTMLElement>(selector)];

/** Money, trees and hours, each with a history. */
function three() {
  const [money] = history([0, 1_000_000, 3_418_000], 30 * DAY)!;
  const points = (values: number[]) => history(values, 30 * DAY)![0]!.points!;
  return sample({
    history: [
      money!,
      { goalId: 'trees', points: points([0, 3_000, 6_836]) },
      { goalId: 'hours', points: points([0, 4_000, 7_455]) },
    ],
  });
}

describe('<cairn-impact-chart> with several goals', () => {
  it('[IC3] shows one at a time and lets the visitor choose, by keyboard too', async () => {
    const { el } = await show(three(), { layout: 'switch' }, { width: 600 });
    const buttons = all(el, '.goals button');
    expect(buttons.map(textOf)).to.deep.equal([
      'Ten thousand trees for the high fells',
      'Trees planted',
      'Hours on the hill',
    ]);
    expect(inside(el, '.goals').getAttribute('aria-label')).to.equal('Goal to show');
    expect(buttons.map((one) => one.getAttribute('aria-pressed'))).to.deep.equal(['true', 'false', 'false']);
    expect(all(el, 'canvas').length).to.equal(1);
    buttons[1]!.focus();
    await sendKeys({ press: 'Enter' });
    await settled(el);
    expect(el.shadowRoot!.activeElement, 'focus stays').to.equal(buttons[1]);
    expect(buttons.map((one) => one.getAttribute('aria-pressed'))).to.deep.equal(['false', 'true', 'false']);
    expect(textOf(inside(el, '.yl.goal'))).to.equal('Goal 10,000 trees');
    expect(inside(el, 'canvas').getAttribute('aria-label')).to.contain('6,836 trees');
    await drawn(el);
    await audit(el);
  });

  it('[IC3] stands them side by side, each in its own unit, under headings of the next level', async () => {
    const { el } = await show(three(), { layout: 'multiples', 'heading-level': '3' }, { width: 900 });
    expect(
      all(el, '.outcome [role="heading"]').map((one) => [textOf(one), one.getAttribute('aria-level')]),
    ).to.deep.equal([
      ['Ten thousand trees for the high fells', '4'],
      ['Trees planted', '4'],
      ['Hours on the hill', '4'],
    ]);
    expect(all(el, '[part="amount"]').map(textOf)).to.deep.equal([
      '$34,180 of $50,000',
      '6,836 trees of 10,000 trees',
      '745.5 hours of 1,200 hours',
    ]);
    const canvases = all(el, 'canvas');
    expect(canvases.length).to.equal(3);
    await waitUntil(() => all(el, '.plot[data-drawn]').length === 3, 'not all drawn', { timeout: 8000 });
    for (const canvas of canvases) {
      const plot = canvas.parentElement!;
      expect((canvas as HTMLCanvasElement).width / devicePixelRatio).to.be.closeTo(plot.clientWidth, 1);
      expect((canvas as HTMLCanvasElement).height / devicePixelRatio).to.be.closeTo(plot.clientHeight, 1);
    }
    const tops = canvases.map((canvas) => Math.round(canvas.getBoundingClientRect().top));
    expect(new Set(tops).size, 'drawings stand level').to.equal(1);
    // Broken off only for a label, and these have none.
    expect(all(el, '.grid-l').filter((line) => getComputedStyle(line).maskImage !== 'none')).to.be.empty;
    await audit(el);
    inside(el, '.segmented button:last-child').click();
    await settled(el);
    expect(all(el, 'table').length).to.equal(3);
    expect(all(el, '.key td:last-child').map(textOf)).to.deep.equal(['68%', '68%', '62%']);
    await audit(el);
  });

  it('[IC3] takes ids in the order the page names them, and names those that do not exist, once', async () => {
    expectConsole(/error: cairn: <cairn-impact-chart>: campaign "high-fells" has no goal "roof", only money, trees/);
    const { el } = await show(three(), { goal: 'hours roof trees', layout: 'multiples' });
    expect(all(el, '.outcome [role="heading"]').map(textOf)).to.deep.equal(['Hours on the hill', 'Trees planted']);
    const { el: chosen } = await show(three(), { goal: 'trees hours' });
    expect(all(chosen, '.goals button').length, 'several ids are reason enough').to.equal(2);
    const { el: one } = await show(three(), { goal: 'trees' });
    expect(one.shadowRoot!.querySelector('.goals')).to.equal(null);
  });

  it('[IC3] says the total of a goal without a history among the others', async () => {
    const { el } = await show(sample(), { layout: 'multiples' });
    expect(all(el, 'canvas').length).to.equal(1);
    expect(all(el, '.outcome .fault').map(textOf)).to.deep.equal([
      'There is no history to draw yet. Total so far: 6,836 trees.',
      'There is no history to draw yet. Total so far: 745.5 hours.',
    ]);
  });

  for (const width of [240, 320, 480, 768, 1200]) {
    it(`[AL6] [IC3] fits ${width} px in English and Arabic`, async () => {
      for (const layout of ['switch', 'multiples']) {
        for (const [lang, dir] of [
          ['en', 'ltr'],
          ['ar', 'rtl'],
        ] as const) {
          const { el } = await show(three(), { layout }, { width, lang, dir });
          const box = el.getBoundingClientRect();
          const outside = all(el, '.base *:not(.vh)').filter((node) => {
            const { left, right, width: size } = node.getBoundingClientRect();
            return size > 0 && (left < box.left - 9 || right > box.right + 9);
          });
          expect(outside.map((node) => `${layout} ${lang} ${node.className}`)).to.deep.equal([]);
        }
      }
    });
  }
});

describe('<cairn-impact-chart> by day, week and month', () => {
  it('[IC5] adds up by what the page asks for', async () => {
    const rows: Record<string, string[]> = {};
    for (const interval of ['auto', 'day', 'week', 'month', 'fortnight']) {
      const { el } = await show(sample(), { view: 'table', interval }, { lang: 'en-GB' });
      rows[interval] = all(el, 'thead th, tbody th').map(textOf);
    }
    expect(rows['auto']!.slice(0, 1)).to.deep.equal(['Month']);
    expect(rows['fortnight'], 'a word it does not know').to.deep.equal(rows['auto']);
    expect(rows['month']).to.deep.equal(rows['auto']);
    expect(rows['week']![0]).to.equal('Week from');
    expect(rows['week']![4], 'a Monday').to.equal('9 Feb');
    expect(rows['week']!.at(-1)).to.equal('8 Jun, to date');
    expect(rows['day']!.length).to.equal(4 + 121);
  });

  it('[IC5] begins the week where the language is at home', async () => {
    const { el } = await show(sample(), { view: 'table', interval: 'week' }, { lang: 'en-US' });
    expect(textOf(all(el, 'tbody th')[0]!), 'a Sunday').to.equal('Feb 8');
  });

  it('[IC5] [F41] never has more than 366 rows or points', async () => {
    const long = sample({ history: history(Array.from({ length: 2000 }, (_, i) => i * 1709)) });
    const { el } = await show(long, { interval: 'day', view: 'table' });
    expect(all(el, 'tbody tr').length).to.be.within(280, 366);
    expect(Number(inside<HTMLInputElement>(el, '.reader').max)).to.be.at.most(366);
    const scroller = inside(el, '.scroll');
    await waitUntil(() => scroller.tabIndex === 0, 'the keyboard reaches the scroller');
    expect(scroller.getAttribute('aria-label')).to.contain('Running total at the end of each week');
  });

  it('[IC2] has in the cells of the table what the line shows', async () => {
    const { el } = await show(three(), { interval: 'month', view: 'table' });
    const totals = all(el, 'tbody td:nth-child(3)').map(textOf);
    const reader = inside<HTMLInputElement>(el, '.reader');
    expect(reader.getAttribute('aria-valuetext')).to.contain(totals.at(-1)!.replace(/\.00$/, ''));
    expect(totals.map((total) => total.replace(/\.00$/, ''))).to.deep.equal(['$0', '$10,000', '$34,180']);
  });
});

describe('<cairn-impact-chart> with a history that is elsewhere', () => {
  const elsewhere = () => sample({ history: [], links: { history: 'https://api.example/high-fells/history' } });
  const points = (): History['points'] =>
    [0, 1_000_000, 3_418_000].map((value, i) => ({ at: new Date(NOW - (2 - i) * 30 * DAY).toISOString(), value }));

  class HistoryStore extends FakeStore {
    readonly asked: string[] = [];
    answer2: () => Promise<History['points']> = () => Promise.resolve(points());
    history(goalId: string, interval: string): Promise<History['points']> {
      this.asked.push(`${goalId} ${interval}`);
      return this.answer2();
    }
  }

  async function open(store: HistoryStore, attributes: Record<string, string> = {}): Promise<ImpactChart> {
    const el = document.createElement('cairn-impact-chart') as ImpactChart;
    for (const [name, value] of Object.entries(attributes)) el.setAttribute(name, value);
    await mount(html`${el}`, store, { width: 500, lang: 'en' });
    return el;
  }

  it('[IC1] asks for it once it is near, once', async () => {
    const store = new HistoryStore();
    store.ready(elsewhere());
    const el = await open(store, { interval: 'week' });
    await waitUntil(() => el.shadowRoot!.querySelector('canvas'), 'no line');
    await drawn(el);
    store.ready(elsewhere());
    await settled(el);
    expect(store.asked).to.deep.equal(['money week']);
  });

  it('[IC1] does not ask while it is far away', async () => {
    const far = document.createElement('div');
    far.style.blockSize = '5000px';
    document.body.append(far);
    const store = new HistoryStore();
    store.ready(elsewhere());
    const el = await open(store);
    await aTimeout(150);
    expect(store.asked).to.deep.equal([]);
    expect(inside(el, '.base').getAttribute('aria-busy')).to.equal('true');
    far.remove();
    await waitUntil(() => store.asked.length === 1, 'not asked');
  });

  it('[AL2] says when it could not be had, and asks again when told to', async () => {
    expectConsole(/warn: cairn: the history of money did not load/);
    const store = new HistoryStore();
    store.answer2 = () => Promise.reject(new CampaignError('network', 'no answer'));
    store.ready(elsewhere());
    const el = await open(store);
    await waitUntil(() => el.shadowRoot!.querySelector('.fault'), 'nothing said');
    expect(textOf(inside(el, '.fault'))).to.equal('The history can’t be loaded. Total so far: $34,180. Try again');
    store.answer2 = () => Promise.resolve(points());
    inside(el, '.fault button').click();
    await waitUntil(() => el.shadowRoot!.querySelector('canvas'), 'no line');
  });

  it('[S11] asks nobody for a campaign in which nothing was given', async () => {
    const store = new HistoryStore();
    const input = elsewhere();
    input.goals![0]!.raised = { confirmed: 0 };
    store.ready(input);
    const el = await open(store);
    await aTimeout(100);
    expect(textOf(inside(el, 'h2'))).to.equal('The line starts with the first gift.');
    expect(store.asked).to.deep.equal([]);
  });

  it('the store of the library has it', () => {
    expect(typeof BackendStore.prototype.history).to.equal('function');
  });
});

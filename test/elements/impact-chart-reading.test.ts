import { aTimeout, expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { Chart } from 'chart.js';
import '../../src/define/impact-chart.ts';
import type { ImpactChart } from '../../src/elements/impact-chart/impact-chart.ts';
import { audit } from '../helpers/audit.ts';
import { FakeStore, inside, mount, NOW, sample, settled, textOf } from '../helpers/campaign.ts';
import { DAY, drawn, history, money, painted, show } from '../helpers/chart.ts';

/** Five days that are easy to read: $0, $10, $20, $25, $30 of $100, and 30 days in which to reach it. */
const five = () =>
  money(
    { target: 10_000, raised: { confirmed: 3_000 }, milestones: [{ id: 'm', at: 2_000, label: 'Halfway there' }] },
    { history: history([0, 1_000, 2_000, 2_500, 3_000]), endsAt: new Date(NOW + 30 * DAY).toISOString() },
  );

const readerIn = (el: Element) => inside<HTMLInputElement>(el, '.reader');
const said = (el: Element) => readerIn(el).getAttribute('aria-valuetext');
const seen = (el: Element) => textOf(inside(el, '.read'));

function point(el: Element, type: string, share: number, pointerType = 'mouse'): void {
  const plot = inside(el, '.plot');
  const { left, top, width } = plot.getBoundingClientRect();
  const where = { clientX: left + width * share, clientY: top + 10, bubbles: true, composed: true };
  plot.dispatchEvent(new PointerEvent(type, { ...where, pointerType }));
}

describe('<cairn-impact-chart> read value by value', () => {
  it('[IC6] [A-chart-series] by keyboard: every point of the line, the milestone passed, and the estimate as one', async () => {
    const { el } = await show(five(), {}, { width: 600 });
    const reader = readerIn(el);
    expect([reader.type, reader.getAttribute('aria-label')]).to.deep.equal(['range', 'Read the line by date']);
    expect(said(el)).to.equal('June 12: $30, 30% of the goal');
    expect(inside(el, '.read').hidden).to.equal(true);
    reader.focus();
    await settled(el);
    expect(inside(el, '.read').hidden).to.equal(false);
    await sendKeys({ press: 'Home' });
    expect(said(el)).to.equal('June 8: $0, 0% of the goal');
    const heard: (string | null)[] = [];
    for (let i = 0; i < 5; i += 1) {
      await sendKeys({ press: 'ArrowRight' });
      heard.push(said(el));
    }
    expect(heard).to.deep.equal([
      'June 9: $10, 10% of the goal',
      'June 10: $20, 20% of the goal. Milestone: Halfway there',
      'June 11: $25, 25% of the goal',
      'June 12: $30, 30% of the goal',
      'June 21: $100 at the present pace, an estimate',
    ]);
    expect(seen(el)).to.equal('June 21Estimate $100 100%');
    expect(el.shadowRoot!.activeElement, 'focus stays').to.equal(reader);
    await audit(el);
    await sendKeys({ press: 'Escape' });
    expect(inside(el, '.read').hidden, 'put away without moving').to.equal(true);
    await sendKeys({ press: 'ArrowLeft' });
    expect([inside(el, '.read').hidden, said(el)]).to.deep.equal([false, 'June 12: $30, 30% of the goal']);
    reader.blur();
    expect(inside(el, '.read').hidden, 'gone with the focus').to.equal(true);
  });

  it('[IC2] [AL6] no line of the scale runs through a name, and no name lies on the curve', async () => {
    const steep = (values: number[], milestones: number[] = [], days = 60) =>
      money(
        {
          target: 5_000_000,
          raised: { confirmed: values.at(-1)! },
          milestones: milestones.map((at, i) => ({ id: `m${i}`, at, label: 'Keld Gill fenced' })),
        },
        { history: history(values, 3 * DAY), endsAt: new Date(NOW + days * DAY).toISOString() },
      );
    let broken = 0;
    let names = 0;
    for (const input of [
      sample(),
      steep([0, 500_000, 1_000_000, 1_700_000, 2_600_000, 3_418_000]),
      steep([0, 50_000, 100_000, 200_000, 260_000]),
      steep([0, 1_000_000, 2_000_000, 3_000_000, 3_100_000, 5_024_000], [3_300_000], 2),
      steep([0, 2_000_000, 4_400_000]),
    ]) {
      for (const width of [320, 480, 768, 1200]) {
        for (const dir of ['ltr', 'rtl']) {
          const { el } = await show(input, {}, { width, dir });
          const box = (one: Element) => one.getBoundingClientRect();
          const label = box(inside(el, '.now .lab'));
          const lines = [...el.shadowRoot!.querySelectorAll<HTMLElement>('.grid-l')];
          for (const line of lines) {
            const { top, width: across, left, right } = box(line);
            if (top < label.top + 1 || top > label.bottom - 1) continue;
            broken += 1;
            const gap = getComputedStyle(line).maskImage.matchAll(/calc\(([\d.]+)% ([+-]) ([\d.]+)px\)/g);
            const [from, until] = [...gap].map(
              ([, percent, sign, px]) => (across * Number(percent)) / 100 + Number(`${sign!}${px!}`),
            );
            const start = dir === 'rtl' ? right - label.right : label.left - left;
            expect(from, `${width} ${dir}: the gap begins`).to.be.at.most(start);
            expect(until, `${width} ${dir}: the gap ends`).to.be.at.least(start + label.width);
          }
          for (const name of el.shadowRoot!.querySelectorAll('.est .lab')) {
            if (box(name).height === 0) continue;
            const through = lines.filter(
              (line) => box(line).top > box(name).top + 4 && box(line).top < box(name).bottom - 3,
            );
            expect(through.length, `${width} ${dir}: through the estimate`).to.equal(0);
          }
          for (const pin of el.shadowRoot!.querySelectorAll('.ms.late:has(.lab)')) {
            const name = box(pin.querySelector('.lab')!);
            if (name.height === 0) continue;
            names += 1;
            expect(name.bottom, `${width} ${dir}: above its stone`).to.be.at.most(
              box(pin.querySelector('.stone')!).top + 1,
            );
          }
        }
      }
    }
    expect([broken > 8, names > 1], `${broken} lines, ${names} names`).to.deep.equal([true, true]);
  });

  it('[IC6] [AL6] from right to left: the left arrow goes forward in time', async () => {
    const { el } = await show(five(), { lang: 'en' }, { width: 600, dir: 'rtl' });
    readerIn(el).focus();
    await settled(el);
    await sendKeys({ press: 'Home' });
    await sendKeys({ press: 'ArrowLeft' });
    expect(said(el)).to.equal('June 9: $10, 10% of the goal');
    const box = inside(el, '.plot').getBoundingClientRect();
    const mark = inside(el, '.read').getBoundingClientRect();
    expect(mark.left).to.be.greaterThan(box.left + box.width / 2);
  });

  it('[IC6] by pointer: the nearest point, in the same words, until the pointer leaves', async () => {
    const { el } = await show(five(), {}, { width: 600 });
    point(el, 'pointermove', 0.01);
    await settled(el);
    expect(seen(el)).to.equal('June 8 $0 0%');
    expect(said(el)).to.equal('June 8: $0, 0% of the goal');
    point(el, 'pointermove', 0.99);
    expect(seen(el)).to.match(/^June 21 ?Estimate \$100 100%$/);
    point(el, 'pointerleave', 1.1);
    expect(inside(el, '.read').hidden).to.equal(true);
  });

  it('[IC6] by finger: a tap reads the nearest point and stays, and the page still scrolls', async () => {
    const { el } = await show(five(), {}, { width: 240 });
    expect(getComputedStyle(inside(el, '.plot')).touchAction).to.equal('pan-y');
    point(el, 'click', 0.34, 'touch');
    await settled(el);
    point(el, 'pointerleave', 0.34, 'touch');
    expect(inside(el, '.read').hidden).to.equal(false);
    expect(el.shadowRoot!.activeElement).to.equal(readerIn(el));
    const box = el.getBoundingClientRect();
    for (const share of [0, 0.2, 0.5, 0.8, 1]) {
      point(el, 'pointermove', share, 'touch');
      const bubble = inside(el, '.bubble').getBoundingClientRect();
      expect(bubble.left, `at ${share}`).to.be.at.least(box.left - 1);
      expect(bubble.right, `at ${share}`).to.be.at.most(box.right + 1);
    }
  });

  it('[IC6] follows a total that changes while it is read', async () => {
    const { el, store } = await show(five(), {}, { width: 600 });
    readerIn(el).focus();
    await settled(el);
    await sendKeys({ press: 'Home' });
    for (let i = 0; i < 4; i += 1) await sendKeys({ press: 'ArrowRight' });
    const input = five();
    input.goals![0]!.raised = { confirmed: 4_000 };
    store.ready(input);
    await settled(el);
    expect(said(el)).to.equal('June 12: $40, 40% of the goal');
    expect(seen(el)).to.equal('June 12 $40 40%');
  });

  it('[IC6] says the hour where the line is only hours long', async () => {
    const young = money({ raised: { confirmed: 300 } }, { history: history([0, 100, 300], 3_600_000) });
    const { el } = await show(young);
    expect(said(el)).to.match(/^June 12 at \d+:\d\d\s[AP]M: \$3, 0% of the goal$/);
  });

  it('[IC6] [A-chart-table] is a figure with a caption around an image that is named by the trend', async () => {
    const { el } = await show();
    const figure = inside(el, 'figure');
    expect(textOf(figure.querySelector('figcaption')!)).to.equal('Ten thousand trees for the high fells');
    const canvas = figure.querySelector('canvas')!;
    expect(canvas.getAttribute('role')).to.equal('img');
    expect(canvas.getAttribute('aria-label')).to.match(/^From \$0 on February 12 to \$34,180 on June 12\. At the pace/);
    expect(el.shadowRoot!.querySelector('[role="application"]')).to.equal(null);
  });

  it('[AL9] 2.4.7: the focus ring of the reader is as large as the drawing, and at least 2 px wide', async () => {
    const { el } = await show(five(), {}, { width: 500 });
    inside(el, '.segmented button:last-child').focus();
    await sendKeys({ press: 'Tab' });
    const reader = readerIn(el);
    if (el.shadowRoot!.activeElement !== reader) reader.focus(); // WebKit may leave sliders out of the tab order
    await waitUntil(() => getComputedStyle(reader).outlineStyle === 'solid', 'no focus ring');
    expect(parseFloat(getComputedStyle(reader).outlineWidth)).to.be.at.least(2);
    const box = inside(el, '.plot').getBoundingClientRect();
    expect(reader.getBoundingClientRect().width).to.be.closeTo(box.width, 1);
  });

  it('[AL9] 2.5.8: everything that can be pressed is at least 24 px wide and high, as chart and as table', async () => {
    for (const view of ['chart', 'table']) {
      const { el } = await show(sample(), { view, layout: 'switch' }, { width: 240 });
      const targets = el.shadowRoot!.querySelectorAll('button:not([hidden] *), input:not([hidden] *)');
      expect(targets.length).to.be.at.least(5);
      for (const target of targets) {
        const { width, height } = target.getBoundingClientRect();
        expect(Math.min(width, height), `${view}: ${target.outerHTML}`).to.be.at.least(24);
      }
    }
  });
});

describe('<cairn-impact-chart> as a file', () => {
  /** What a click on the button would save: its name and its text. */
  async function saved(el: ImpactChart): Promise<{ name: string; text: string; type: string }> {
    let blob: Blob | undefined;
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (source: Blob) => {
      blob = source;
      return make(source);
    };
    // The link is never in the page, so its click is caught where all links are.
    const { click } = HTMLAnchorElement.prototype;
    let name = '';
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      name = this.download;
    };
    try {
      inside(el, '[part="download"]').click();
    } finally {
      URL.createObjectURL = make;
      HTMLAnchorElement.prototype.click = click;
    }
    return { name, text: await blob!.text(), type: blob!.type };
  }

  it('[IC8] saves what the table shows', async () => {
    const { el } = await show(five(), { view: 'table' });
    const { name, text, type } = await saved(el);
    expect(name).to.equal('high-fells-money.csv');
    expect(type).to.equal('text/csv;charset=utf-8');
    const lines = text.replace('\uFEFF', '').trim().split('\r\n');
    expect(lines[0]).to.equal('Goal,Day,Added,Total,Target,Unit');
    expect(lines.slice(1).map((line) => line.split(',').slice(1, 4).join(' '))).to.deep.equal([
      '2026-06-08 0.00 0.00',
      '2026-06-09 10.00 10.00',
      '2026-06-10 10.00 20.00',
      '2026-06-11 5.00 25.00',
      '2026-06-12 5.00 30.00',
    ]);
    expect(lines.length - 1).to.equal(el.shadowRoot!.querySelectorAll('tbody tr').length);
  });

  it('[IC8] saves every goal that stands side by side, and marks labels that look like formulas', async () => {
    const input = five();
    input.goals![1]!.label = '=2+5';
    input.history!.push({ goalId: 'trees', points: history([1, 6_836])![0]!.points! });
    const { el } = await show(input, { view: 'table', layout: 'multiples', goal: 'money trees' }, { lang: 'de' });
    const { text } = await saved(el);
    const lines = text.replace('\uFEFF', '').trim().split('\r\n');
    expect(lines.length).to.equal(1 + 5 + 2);
    expect(lines.at(-1)).to.equal("'=2+5,2026-06-12,6835,6836,10000,trees");
  });

  it('[IC8] copies, and shows the lines where copying is not allowed', async () => {
    const { el } = await show(five(), { view: 'table' });
    const clipboard = Object.getOwnPropertyDescriptor(Navigator.prototype, 'clipboard');
    let copied = '';
    const allow = (writeText: (text: string) => Promise<void>) =>
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    try {
      allow((text) => Promise.resolve(void (copied = text)));
      inside(el, '[part="copy"]').click();
      await waitUntil(() => textOf(inside(el, '[role="status"]')) === 'Copied.');
      expect(copied).to.contain('2026-06-12,5.00,30.00');
      allow(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
      inside(el, '[part="copy"]').click();
      await waitUntil(() => el.shadowRoot!.querySelector('textarea'));
      expect(inside<HTMLTextAreaElement>(el, 'textarea').value).to.contain('2026-06-12,5.00,30.00');
      await audit(el);
    } finally {
      delete (navigator as unknown as { clipboard?: unknown }).clipboard;
      if (clipboard) expect('clipboard' in navigator).to.equal(true);
    }
  });
});

describe('<cairn-impact-chart> kept up to date', () => {
  const most = (el: Element) => [...painted(el).colors].sort((a, b) => b[1] - a[1])[0]?.[0];

  it('[IC7] redraws when the accent changes, from wherever', async () => {
    const { el } = await show();
    await drawn(el);
    const before = most(el);
    el.parentElement!.style.setProperty('--cairn-accent', 'crimson');
    await waitUntil(() => most(el) !== before, 'the old accent', { timeout: 4000 });
  });

  it('[IC7] [A-chart-series] redraws in the colours of a forced palette', async () => {
    const { el } = await show();
    await drawn(el);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.paint { color: CanvasText; background-color: Canvas; outline-color: Highlight; }');
    const before = most(el);
    el.shadowRoot!.adoptedStyleSheets = [...el.shadowRoot!.adoptedStyleSheets, sheet];
    await waitUntil(() => most(el) !== before, 'the old colours', { timeout: 4000 });
    const rules = [...el.shadowRoot!.adoptedStyleSheets].flatMap(({ cssRules }) => [...cssRules]);
    const forced = rules.filter((rule) => rule.cssText.startsWith('@media (forced-colors: active)'));
    expect(forced.some(({ cssText }) => /\.paint[^}]*highlight/i.test(cssText))).to.equal(true);
  });

  it('[IC7] draws as many pixels as its box has, at every size', async () => {
    const { el } = await show(sample(), {}, { width: 500 });
    await drawn(el);
    const canvas = inside<HTMLCanvasElement>(el, 'canvas');
    for (const width of [320, 768]) {
      el.parentElement!.style.inlineSize = `${width}px`;
      await waitUntil(() => Math.abs(canvas.width / devicePixelRatio - width) <= 1, `not drawn at ${width}`);
      const plot = inside(el, '.plot');
      expect(canvas.height / devicePixelRatio).to.be.closeTo(plot.clientHeight, 1);
    }
  });

  it('[IC7] [AL15] has the line as a picture that prints, in the page\u2019s own colours', async () => {
    const { el } = await show();
    await drawn(el);
    const still = inside(el, 'svg.still');
    expect(getComputedStyle(still).visibility).to.equal('hidden');
    const rules = [...el.shadowRoot!.adoptedStyleSheets].flatMap(({ cssRules }) => [...cssRules]);
    const print = rules
      .filter((rule) => rule.cssText.startsWith('@media print'))
      .map(({ cssText }) => cssText)
      .join();
    expect(print).to.match(/canvas[^}]*display: none/);
    expect(print).to.match(/\.still[^}]*visibility: visible/);
    expect(still.querySelector('.curve')!.getAttribute('d')!.split('L').length).to.be.greaterThan(20);
  });

  it('[AL9] moves nothing for who wants less motion', async () => {
    const { el, store } = await show(sample());
    await drawn(el);
    el.style.setProperty('--cairn-motion', '0');
    store.ready(money({ raised: { confirmed: 4_900_000 } }));
    await settled(el);
    await aTimeout(50);
    const once = painted(el).colors;
    await aTimeout(150);
    expect([...painted(el).colors]).to.deep.equal([...once]);
  });

  it('[F13] [IC1] leaves no drawing behind after 100 mounts, one canvas being moved among them', async () => {
    const { el } = await show();
    await drawn(el);
    const parent = el.parentElement!;
    const live = () => Object.keys(Chart.instances).length;
    const base = live();
    expect(base).to.be.at.least(1);
    for (let i = 0; i < 100; i += 1) {
      el.remove();
      parent.append(el);
    }
    await settled(el);
    await drawn(el);
    expect(live()).to.equal(base);
    el.remove();
    expect(live()).to.equal(base - 1);
  });
});

describe('<cairn-impact-chart> with bad input', () => {
  it('[F41] draws a hundred thousand points in turns with the page, at most 366 of them', async () => {
    const store = new FakeStore();
    const campaign = store.ready(sample());
    const points = Array.from({ length: 100_000 }, (_, i) => ({
      at: new Date(NOW - (100_000 - i) * 60_000).toISOString(),
      value: Math.round(i * 34.18),
    })).reverse();
    const el = document.createElement('cairn-impact-chart') as ImpactChart;
    await mount(html`${el}`, store, { width: 500, lang: 'en' });
    await settled(el);
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    store.set({
      ...store.state,
      campaign: { ...campaign, history: [{ goalId: 'money', points }] },
    } as typeof store.state);
    await el.updateComplete;
    expect(inside(el, '.base').getAttribute('aria-busy'), 'waits visibly').to.equal('true');
    await waitUntil(() => el.shadowRoot!.querySelector('.base:not([aria-busy]) .reader'), 'not shown', {
      timeout: 20_000,
    });
    clearInterval(timer);
    // How many and how long depends on the machine; that they are short is for test/data to count and the bench to time.
    expect(turns, 'turns for the page').to.be.greaterThan(1);
    expect(Number(readerIn(el).max)).to.be.at.most(366);
    await drawn(el);
    const curve = Chart.getChart(inside<HTMLCanvasElement>(el, 'canvas'))!.data.datasets[0]!;
    expect(curve.data.length, 'points that are drawn').to.be.within(300, 366);
  });

  it('[F41] tells the same in chart and table of a history out of order, with days twice and with what is no number', async () => {
    const clean = Array.from({ length: 90 }, (_, i) => ({
      at: new Date(NOW - (89 - i) * DAY).toISOString(),
      value: i * 38_000,
    }));
    const messy = [
      ...clean,
      // Earlier words on days that come again, and what can be drawn nowhere.
      ...clean.filter((_, i) => i % 7 === 0).map(({ at, value }) => ({ at, value: value + 999 })),
      { at: new Date(NOW - 10 * DAY).toISOString(), value: NaN },
      { at: new Date(NOW - 11 * DAY).toISOString(), value: Infinity },
      { at: 'the day before yesterday', value: 5 },
    ].reverse();
    const told = async (points: typeof clean) => {
      const store = new FakeStore();
      const campaign = store.ready(money({ raised: { confirmed: 89 * 38_000 } }));
      const el = document.createElement('cairn-impact-chart') as ImpactChart;
      await mount(html`${el}`, store, { width: 500, lang: 'en' });
      store.set({
        ...store.state,
        campaign: { ...campaign, history: [{ goalId: 'money', points }] },
      } as typeof store.state);
      await waitUntil(() => el.shadowRoot!.querySelector('.base:not([aria-busy]) .reader'), 'not shown');
      await drawn(el);
      const [curve] = Chart.getChart(inside<HTMLCanvasElement>(el, 'canvas'))!.data.datasets;
      const line = [...(curve!.data as { x: number; y: number }[])];
      el.view = 'table';
      await settled(el);
      const rows = [...el.shadowRoot!.querySelectorAll('tbody tr')].map(textOf);
      return { line, rows, insight: textOf(inside(el, '.insight')) };
    };
    const wanted = await told(clean);
    expect(wanted.line.length).to.be.within(80, 366);
    expect(wanted.rows.length).to.be.greaterThan(2);
    expect(await told(messy)).to.deep.equal(wanted);
    for (let i = 1; i < wanted.line.length; i += 1) expect(wanted.line[i]!.x).to.be.greaterThan(wanted.line[i - 1]!.x);
  });

  for (const view of ['chart', 'table']) {
    it(`[F41] [AL6] keeps names of ten thousand letters inside 240 px, as ${view}`, async () => {
      const name = 'Donaudampfschifffahrt'.repeat(500);
      const input = money({ label: name, milestones: [{ id: 'a', at: 100, label: name }] });
      for (const layout of ['single', 'switch', 'multiples']) {
        const { el } = await show(input, { view, layout, heading: name }, { width: 240 });
        const box = el.getBoundingClientRect();
        const outside = [...el.shadowRoot!.querySelectorAll<HTMLElement>('.base *:not(.vh, .scroll *)')].filter(
          (node) => {
            const { left, right, width } = node.getBoundingClientRect();
            return width > 0 && (left < box.left - 10 || right > box.right + 10);
          },
        );
        expect(outside.map((node) => `${layout} ${node.className}`)).to.deep.equal([]);
      }
    });
  }

  it('[F41] shows refunds, one point of today, and no target, and writes nothing to the console', async () => {
    const refunds = await show(money({ raised: { confirmed: 100 } }, { history: history([0, 5_000, 2_000, 100]) }));
    await drawn(refunds.el);
    const one = await show(sample({ history: history([3_418_000]) }));
    expect(textOf(inside(one.el, '.fault'))).to.contain('$34,180');
    const none = await show(money({ target: null, stretch: [], milestones: [] }), { view: 'table' });
    expect(none.el.shadowRoot!.querySelectorAll('thead th').length).to.equal(3);
    const far = await show(money({ target: Number.MAX_SAFE_INTEGER }));
    far.el.scrollIntoView();
    await drawn(far.el);
  });
});

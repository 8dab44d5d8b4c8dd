import { expect, fixture, html } from '@open-wc/testing';
import { define } from '../../src/shared/define.ts';
import { inTurn } from '../../src/shared/turn.ts';
import '../../src/define/progress-thermometer.ts';
import { FakeStore, mount } from '../helpers/campaign.ts';

/** A tag that no other test has taken, and its class. */
let count = 0;
const fresh = (): [string, CustomElementConstructor] => [`cairn-turn-${(count += 1)}`, class extends HTMLElement {}];

const microtasks = async () => {
  for (let i = 0; i < 20; i += 1) await undefined;
};

describe('turns on the main thread', () => {
  it('defines at once what does not stand on the page: there is nothing to upgrade', () => {
    const [tag, element] = fresh();
    define(tag, element);
    expect(customElements.get(tag)).to.equal(element);
  });

  it('upgrades what stands on the page in a task after the one that ran the script, in the order of the definitions', async () => {
    const order: string[] = [];
    const pairs = [fresh(), fresh(), fresh()];
    for (const [tag] of pairs) await fixture(html`<div .innerHTML=${`<${tag}></${tag}>`}></div>`);
    for (const [tag, element] of pairs) {
      define(tag, element);
      void customElements.whenDefined(tag).then(() => order.push(tag));
    }
    await microtasks();
    expect(order, 'in the task of the script').to.deep.equal([]);
    await Promise.all(pairs.map(([tag]) => customElements.whenDefined(tag)));
    expect(order).to.deep.equal(pairs.map(([tag]) => tag));
  });

  it('leaves what comes after long work to a task of its own', async () => {
    const done: string[] = [];
    // The clock starts with the first that asks.
    inTurn(() => {
      const until = performance.now() + 20;
      while (performance.now() < until);
      done.push('long');
    });
    const both = new Promise<void>((resolve) => {
      inTurn(() => {
        done.push('next');
        resolve();
      });
    });
    await microtasks();
    expect(done).to.deep.equal(['long']);
    await both;
    expect(done).to.deep.equal(['long', 'next']);
  });

  it('[AL4] an element that comes late on a busy page keeps its room until its turn, and is complete after it', async () => {
    const store = new FakeStore();
    store.ready();
    const first = await mount(html`<cairn-progress-thermometer></cairn-progress-thermometer>`, store, { width: 480 });
    inTurn(() => {
      const until = performance.now() + 20;
      while (performance.now() < until);
    });
    const late = document.createElement('cairn-progress-thermometer');
    first.after(late);
    await microtasks();
    const base = () => late.shadowRoot!.querySelector('.base');
    expect(base()?.getAttribute('aria-busy')).to.equal('true');
    expect(late.getBoundingClientRect().height).to.be.greaterThan(100);
    await late.updateComplete;
    expect(base()?.hasAttribute('aria-busy')).to.equal(false);
    expect(late.shadowRoot!.querySelector('.raised')!.textContent).to.equal(
      first.shadowRoot!.querySelector('.raised')!.textContent,
    );
  });
});

import { expect, html, waitUntil } from '@open-wc/testing';
import '../../src/define/mission-banner.ts';
import { FakeStore, mount } from '../helpers/campaign.ts';
import { setViewport } from '../helpers/viewport.ts';

// A page of its own: WebKitGTK goes by the old height for sheets that many elements of a page have shared before.
describe('[MB8] [1.4.10] a banner at the edge of the screen', () => {
  const banner = (layout: string) => {
    const store = new FakeStore();
    store.ready();
    return mount<HTMLElement>(html`<cairn-mission-banner layout=${layout} sticky="top"></cairn-mission-banner>`, store);
  };

  it('is for the small layouts, and not for a short screen', async () => {
    await setViewport({ width: 500, height: 256 });
    const strip = await banner('strip');
    const position = () => getComputedStyle(strip).position;
    await waitUntil(() => position() === 'static', 'still sticky on a short screen');
    await setViewport({ width: 900, height: 500 });
    await waitUntil(() => position() === 'sticky', 'not sticky on a tall one');
    const split = await banner('split');
    expect(getComputedStyle(split).position).to.equal('static');
  });
});

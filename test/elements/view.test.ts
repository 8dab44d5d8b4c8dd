import { aTimeout, expect, html, waitUntil } from '@open-wc/testing';
import type { CairnViewEvent } from '../../src/shared/events.ts';
import '../../src/define/contribution-form.ts';
import '../../src/define/impact-chart.ts';
import '../../src/define/member-spotlight.ts';
import '../../src/define/mission-banner.ts';
import '../../src/define/progress-thermometer.ts';
import { FakeStore, mount, sample } from '../helpers/campaign.ts';

describe('[MB16] [AL10] cairn-view, of every element', () => {
  const heard: CairnViewEvent[] = [];
  const listen = (event: Event) => heard.push(event as CairnViewEvent);
  beforeEach(() => {
    heard.length = 0;
    document.addEventListener('cairn-view', listen);
  });
  afterEach(() => document.removeEventListener('cairn-view', listen));

  const ready = () => {
    const store = new FakeStore();
    store.ready();
    return store;
  };
  const kinds = {
    'cairn-mission-banner': html`<cairn-mission-banner></cairn-mission-banner>`,
    'cairn-progress-thermometer': html`<cairn-progress-thermometer></cairn-progress-thermometer>`,
    'cairn-contribution-form': html`<cairn-contribution-form></cairn-contribution-form>`,
    'cairn-member-spotlight': html`<cairn-member-spotlight></cairn-member-spotlight>`,
    'cairn-impact-chart': html`<cairn-impact-chart></cairn-impact-chart>`,
  };

  for (const [tag, template] of Object.entries(kinds)) {
    it(`<${tag}> fires it once, with the campaign and its own name and nothing else`, async () => {
      const store = ready();
      const el = await mount(template, store, { width: 480 });
      el.scrollIntoView();
      await waitUntil(() => heard.length > 0, 'no cairn-view', { timeout: 4000 });
      expect(heard.map(({ detail }) => detail)).to.deep.equal([{ campaignId: 'high-fells', element: tag }]);
      expect([heard[0]!.bubbles, heard[0]!.composed, heard[0]!.cancelable]).to.deep.equal([true, true, false]);
      store.ready(sample({ rev: 8 }));
      const parent = el.parentElement!;
      el.remove();
      parent.append(el);
      await aTimeout(1300);
      expect(heard.length, 'a new document and a new place are no new view').to.equal(1);
    });
  }

  it('is not fired by what lies below the screen, passes by, has no data or has left the page', async () => {
    const below = await mount<HTMLElement>(kinds['cairn-mission-banner'], ready(), { width: 480 });
    below.style.marginBlockStart = '5000px';
    const loading = await mount<HTMLElement>(kinds['cairn-mission-banner'], new FakeStore(), { width: 300 });
    loading.style.cssText = 'position: fixed; inset-block-start: 0';
    const leaving = await mount<HTMLElement>(kinds['cairn-mission-banner'], ready(), { width: 300 });
    leaving.style.cssText = 'position: fixed; inset-block-start: 0';
    await aTimeout(400);
    leaving.remove();
    await aTimeout(1300);
    expect(heard.map(({ target }) => (target as Element).localName)).to.deep.equal([]);
  });
});

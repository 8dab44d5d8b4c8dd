/** [AL10] What reaches a page's own analytics: what the elements say, and nothing about a person. */
import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { connect, connectDataLayer, connectMatomo, connectPlausible, factOf } from '../../src/analytics/index.ts';
import type { ProgressThermometer } from '../../src/elements/progress-thermometer/progress-thermometer.ts';
import {
  CairnCtaEvent,
  CairnErrorEvent,
  CairnGoalEvent,
  CairnInvalidEvent,
  CairnSelectEvent,
  CairnStartEvent,
  CairnSubmitEvent,
  CairnSuccessEvent,
  CairnViewEvent,
} from '../../src/shared/events.ts';
import { CampaignError } from '../../src/data/error.ts';
import '../../src/define/progress-thermometer.ts';

interface Page {
  dataLayer?: unknown[] | undefined;
  gtag?: ((...args: unknown[]) => void) | undefined;
  plausible?: ((...args: unknown[]) => void) | undefined;
  _paq?: unknown[][] | undefined;
}
const page = window as unknown as Page;

const quantity = { value: 2550, unit: 'USD', scale: 2 };
const gift = { campaignId: 'riverbank', pathwayId: 'donate', kind: 'donate', quantity, frequency: 'monthly' } as const;
const success = (more: object = {}) =>
  new CairnSuccessEvent({ ...gift, contributionId: 'ctr_1', state: 'confirmed', ...more });
const fire = (event: Event) => void document.body.dispatchEvent(event);

/** One of each. */
const all = () => [
  new CairnViewEvent({ campaignId: 'riverbank', element: 'cairn-mission-banner' }),
  new CairnCtaEvent({ campaignId: 'riverbank', pathwayId: 'donate', kind: 'donate' }),
  new CairnStartEvent({ campaignId: 'riverbank', pathwayId: 'donate' }),
  new CairnSelectEvent(gift),
  new CairnInvalidEvent({ campaignId: 'riverbank', pathwayId: 'donate', fields: ['email', 'name'] }),
  new CairnSubmitEvent(gift),
  success(),
  new CairnErrorEvent(new CampaignError('timeout', 'https://give.example/ did not answer'), 'riverbank'),
  new CairnGoalEvent({ campaignId: 'riverbank', goalId: 'money' }),
];

describe('[AL10] analytics that a page asks for', () => {
  let disconnect = () => {};
  beforeEach(() => {
    page.dataLayer = [];
    page._paq = [];
  });
  afterEach(() => {
    disconnect();
    for (const name of ['dataLayer', 'gtag', 'plausible', '_paq'] as const) delete page[name];
  });

  it('by the data layer, under the names Google recommends', () => {
    disconnect = connectDataLayer();
    all().forEach(fire);
    const events = page.dataLayer!.flatMap((entry) => (entry as { event?: string }).event ?? []);
    expect(events).to.deep.equal([
      'view_promotion',
      'select_promotion',
      'cairn_start',
      'select_item',
      'cairn_invalid',
      'begin_checkout',
      'purchase',
      'exception',
      'unlock_achievement',
    ]);
    expect(page.dataLayer!.find((entry) => (entry as { event?: string }).event === 'purchase')).to.deep.equal({
      event: 'purchase',
      ecommerce: {
        transaction_id: 'ctr_1',
        value: 25.5,
        currency: 'USD',
        items: [{ item_id: 'donate', item_category: 'donate', item_variant: 'monthly', price: 25.5, quantity: 1 }],
      },
    });
  });

  it('by gtag() where there is one, and then not twice', () => {
    const said: unknown[][] = [];
    page.gtag = (...args) => said.push(args);
    disconnect = connectDataLayer();
    fire(success());
    expect(said.map(([command, name]) => [command, name])).to.deep.equal([['event', 'purchase']]);
    expect(page.dataLayer).to.deep.equal([]);
  });

  it('calls a purchase only what is paid: neither a pledge, nor hours, nor a payment under way', () => {
    disconnect = connectDataLayer();
    fire(success({ kind: 'pledge', state: 'recorded' }));
    fire(success({ kind: 'volunteer', state: 'recorded', quantity: { value: 15, unit: 'hours', scale: 1 } }));
    fire(success({ state: 'awaiting_payment' }));
    expect(page.dataLayer!.map((entry) => (entry as { event: string }).event)).to.deep.equal(
      Array.from({ length: 3 }, () => 'generate_lead'),
    );
    expect(page.dataLayer![1]).to.deep.include({ value: 1.5, unit: 'hours' });
  });

  it('by Plausible and by Matomo', () => {
    const said: unknown[][] = [];
    page.plausible = (...args) => said.push(args);
    const stops = [connectPlausible(), connectMatomo({ goal: 3 })];
    disconnect = () => stops.forEach((stop) => stop());
    fire(success());
    expect(said).to.deep.equal([
      [
        'Cairn success',
        {
          props: {
            campaignId: 'riverbank',
            pathwayId: 'donate',
            kind: 'donate',
            frequency: 'monthly',
            state: 'confirmed',
            value: 25.5,
            currency: 'USD',
          },
          revenue: { currency: 'USD', amount: 25.5 },
        },
      ],
    ]);
    expect(page._paq).to.deep.equal([
      ['trackEvent', 'Cairn', 'success', 'riverbank donate', 25.5],
      ['trackGoal', 3, 25.5],
    ]);
  });

  it('passes nothing personal, whatever an event carries', () => {
    const secrets = {
      name: 'Ada Byron',
      email: 'ada@example.org',
      message: 'For my mother',
      phone: '+44 20 7946 0000',
      address: { street: '1 Mill Lane' },
      viewToken: 'secret-token',
      receipt: 'RB-2026-000412',
      fields: { email: 'ada@example.org' },
      values: ['Ada Byron'],
      // A page that fills our own fields with what does not belong there.
      campaignId: 'ada@example.org',
      pathwayId: 'Ada Byron',
      goalId: 'https://example.org/?user=ada',
      code: 'For my mother',
      element: '<b>Ada</b>',
      quantity: { value: 5, unit: 'Ada Byron', scale: 0 },
    };
    page.plausible = (...args) => page.dataLayer!.push(args);
    disconnect = connect('datalayer plausible matomo');
    for (const event of all()) {
      fire(Object.assign(new Event(event.type, { bubbles: true }), { detail: { ...event.detail, ...secrets } }));
    }
    const passed = JSON.stringify([page.dataLayer, page._paq]);
    expect(passed).to.include('view_promotion');
    for (const word of ['Ada', 'ada@', 'Byron', 'mother', '7946', 'Mill', 'secret', 'RB-2026', 'example.org', '<b>']) {
      expect(passed, word).not.to.include(word);
    }
    expect(factOf(new Event('click'))).to.equal(undefined);
    expect(factOf(new Event('cairn-other'))).to.equal(undefined);
  });

  it('loads nothing, makes nothing on a page that has none, and breaks nothing', async () => {
    delete page.dataLayer;
    delete page._paq;
    page.plausible = () => {
      throw new Error('theirs');
    };
    const before = performance.getEntriesByType('resource').length;
    disconnect = connect('datalayer plausible matomo nonsense');
    all().forEach(fire);
    await aTimeout(50);
    expect([page.dataLayer, page._paq]).to.deep.equal([undefined, undefined]);
    expect(performance.getEntriesByType('resource').length).to.equal(before);
  });

  it('hears what an element says, and nothing any more once it is disconnected', async () => {
    disconnect = connectDataLayer();
    const element = await fixture<ProgressThermometer>(
      html`<cairn-progress-thermometer raised="1" target="10" unit="USD"></cairn-progress-thermometer>`,
    );
    await waitUntil(() => page.dataLayer!.length > 0, 'nothing was said', { timeout: 5000 });
    expect(JSON.stringify(page.dataLayer)).to.include('view_promotion').and.include(element.localName);
    disconnect();
    page.dataLayer = [];
    all().forEach(fire);
    expect(page.dataLayer).to.deep.equal([]);
  });
});

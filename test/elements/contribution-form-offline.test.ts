import { expect, html, waitUntil } from '@open-wc/testing';
import { CampaignError } from '../../src/data/error.ts';
import type { Intent, Receipt } from '../../src/data/schema.ts';
import type { ContributionForm } from '../../src/elements/contribution-form/contribution-form.ts';
import { navigation } from '../../src/elements/contribution-form/checkout.ts';
import '../../src/define/contribution-form.ts';
import { audit } from '../helpers/audit.ts';
import { FakeStore, inside, mount, sample, settled } from '../helpers/campaign.ts';
import { find, problem, seen } from '../helpers/form.ts';

/* What cannot be sent now, and what comes after the thanks. */

const WAITING = 'cairn.waiting test:campaign';
const offline = () => Promise.reject(new CampaignError('offline', 'no network'));

async function shown(pathway: string, store = new FakeStore(), more: Partial<ContributionForm> = {}) {
  store.ready(sample());
  const el = await mount<ContributionForm>(
    html`<cairn-contribution-form
      pathway=${pathway}
      ?with-offline=${more.withOffline ?? true}
      thanks-url=${more.thanksUrl ?? ''}
    ></cairn-contribution-form>`,
    store,
    { width: 420 },
  );
  await waitUntil(() => el.shadowRoot!.querySelector('button.submit, .queue, .thanks'));
  await settled(el);
  return { el, store };
}

const buttonNamed = (el: Element, name: string) =>
  [...el.shadowRoot!.querySelectorAll<HTMLElement>('button')].find((each) => seen(each) === name)!;

async function act(el: ContributionForm): Promise<void> {
  await waitUntil(() => find(el, '[name=actions]'));
  inside(el, '[name=actions]').click();
  await settled(el);
  const name = inside<HTMLInputElement>(el, '[name=name]');
  name.value = 'Maren';
  name.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await settled(el);
}

async function queued() {
  const made = await shown('act');
  const { answer } = made.store;
  made.store.answer = offline;
  await act(made.el);
  inside(made.el, 'button.submit').click();
  await waitUntil(() => find(made.el, '.queue'), 'nothing waits', { timeout: 3000 }).catch((error: Error) => {
    throw new Error(`${error.message}: ${seen(made.el.shadowRoot!)}`);
  });
  await settled(made.el);
  return { ...made, answer };
}

describe('<cairn-contribution-form with-offline>', () => {
  const go = navigation.go;
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  afterEach(() => {
    navigation.go = go;
    localStorage.clear();
    sessionStorage.clear();
  });

  it('[CF20] keeps what costs nothing on the device, visibly, and sends it with the same key', async () => {
    const { el, store, answer } = await queued();
    expect(seen(inside(el, '.queue b'))).to.equal('You are offline, so this waits here.');
    expect((el.shadowRoot!.activeElement as HTMLElement).id).to.equal('queue');
    const lines = [...el.shadowRoot!.querySelectorAll('.receipt dt')].map(seen);
    expect(lines).to.deep.equal(['Act', 'Kept since', 'Kept until']);
    expect(JSON.parse(localStorage.getItem(WAITING)!)).to.include({ key: store.sent[0]!.key });
    expect(sessionStorage.getItem('cairn.pending')).to.equal(null);
    await audit(el);

    buttonNamed(el, 'Try now').click();
    await waitUntil(() => seen(inside(el, '[role=status]')) === 'Still offline. It is kept.');
    expect(localStorage.getItem(WAITING)).not.to.equal(null);

    store.answer = answer;
    buttonNamed(el, 'Try now').click();
    await waitUntil(() => find(el, '.thanks'));
    expect(localStorage.getItem(WAITING)).to.equal(null);
    expect(new Set(store.sent.map(({ key }) => key)).size).to.equal(1);
    expect(seen(inside(el, '.thanks .title'))).to.equal('Thank you, Maren.');
  });

  it('[CF20] is sent by itself when the network is back, also by the next visit', async () => {
    const { el, store, answer } = await queued();
    store.answer = answer;
    dispatchEvent(new Event('online'));
    await waitUntil(() => find(el, '.thanks'), 'sent when online');
    el.remove();

    const again = await queued();
    again.el.remove();
    const next = await shown('donate');
    await waitUntil(() => find(next.el, '.thanks'), 'sent by the next visit');
    expect(next.store.sent[0]!.key).to.equal(again.store.sent[0]!.key);
    expect(localStorage.getItem(WAITING)).to.equal(null);
  });

  it('[CF20] can be changed, and thrown away', async () => {
    const { el, store, answer } = await queued();
    buttonNamed(el, 'Change').click();
    await waitUntil(() => find(el, 'button.submit'));
    expect(inside<HTMLInputElement>(el, '[name=name]').value).to.equal('Maren');
    expect(localStorage.getItem(WAITING)).to.equal(null);
    inside(el, 'button.submit').click();
    await waitUntil(() => find(el, '.queue'));
    expect(store.sent[1]!.key, 'unchanged, it is the same').to.equal(store.sent[0]!.key);

    buttonNamed(el, 'Discard').click();
    await waitUntil(() => find(el, 'button.submit'));
    expect(localStorage.getItem(WAITING)).to.equal(null);
    expect(inside<HTMLInputElement>(el, '[name=actions]').checked).to.equal(false);
    store.answer = answer;
    await act(el);
    inside(el, 'button.submit').click();
    await waitUntil(() => find(el, '.thanks'));
    expect(store.sent.at(-1)!.key, 'what was thrown away does not come back').not.to.equal(store.sent[0]!.key);
  });

  it('[CF20] another tab that sent it is believed', async () => {
    const { el } = await queued();
    localStorage.removeItem(WAITING);
    dispatchEvent(new StorageEvent('storage', { key: WAITING, newValue: null }));
    await waitUntil(() => find(el, 'button.submit'));
  });

  it('[CF20] refused when it arrives: back in the form, with why', async () => {
    const { el, store } = await queued();
    store.answer = () => Promise.reject(problem('campaign-closed', 410));
    buttonNamed(el, 'Try now').click();
    await waitUntil(() => find(el, 'button.submit') && find(el, '.alert'));
    expect(seen(inside(el, '.alert'))).to.contain('no longer takes contributions');
    expect(inside<HTMLInputElement>(el, '[name=name]').value).to.equal('Maren');
    expect(localStorage.getItem(WAITING)).to.equal(null);
  });

  it('[CF20] [F55] money is never kept, nor anything where the author did not ask', async () => {
    for (const [pathway, withOffline] of [
      ['donate', true],
      ['act', false],
    ] as const) {
      const { el, store } = await shown(pathway, new FakeStore(), { withOffline });
      store.answer = offline;
      if (pathway === 'act') await act(el);
      const email = inside<HTMLInputElement>(el, '[name=email]');
      email.value = 'maren@example.org';
      email.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      inside(el, 'button.submit').click();
      await waitUntil(() => find(el, '.alert b'));
      expect(seen(inside(el, '.alert b')), pathway).to.match(/^Not sent\./);
      expect(localStorage.length, pathway).to.equal(0);
      expect(inside<HTMLInputElement>(el, '[name=email]').value).to.equal('maren@example.org');
    }
  });

  it('[CF20] [F56] a day that filled up meanwhile is said where it is, and can be given up', async () => {
    const { el, store } = await shown('volunteer');
    await waitUntil(() => find(el, '[name=shifts]'));
    inside(el, '[name=shifts]').click();
    const email = inside<HTMLInputElement>(el, '[name=email]');
    email.value = 'maren@example.org';
    email.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await settled(el);
    store.answer = offline;
    inside(el, 'button.submit').click();
    await waitUntil(() => find(el, '.queue'));
    store.answer = () =>
      Promise.reject(problem('validation', 422, { errors: [{ pointer: '/shifts/0', code: 'shift-full' }] }));
    const errors: string[] = [];
    el.addEventListener('cairn-error', ({ detail }) => errors.push(detail.code));
    buttonNamed(el, 'Try now').click();
    await waitUntil(() => find(el, '.alert a'));
    await settled(el);
    expect(find(el, '.why'), 'beside the days, too').not.to.equal(null);
    expect(errors).to.deep.equal(['validation']);
    const campaign = sample();
    const pathway = campaign.pathways!.find((each) => each?.id === 'volunteer')!;
    pathway.shifts = pathway.shifts!.map((each, at) => (at === 0 ? { ...each!, places: 0, waitlist: false } : each));
    store.ready(campaign);
    await settled(el);
    const day = inside<HTMLInputElement>(el, '[name=shifts]');
    expect([day.checked, day.disabled]).to.deep.equal([true, false]);
    day.click();
    await settled(el);
    expect(inside<HTMLInputElement>(el, '[name=shifts]').disabled).to.equal(true);
  });

  it('[CF20] two tabs: neither pushes out what the other keeps', async () => {
    const { el, store, answer } = await queued();
    const other = JSON.stringify({ ...(JSON.parse(localStorage.getItem(WAITING)!) as object), key: 'other'.repeat(8) });
    localStorage.setItem(WAITING, other);
    store.answer = answer;
    buttonNamed(el, 'Try now').click();
    await waitUntil(() => find(el, '.thanks'));
    expect(localStorage.getItem(WAITING), 'the other tab’s').to.equal(other);

    sessionStorage.clear();
    const second = await shown('act', new FakeStore(), { withOffline: false });
    second.el.withOffline = true;
    second.store.answer = offline;
    await act(second.el);
    inside(second.el, 'button.submit').click();
    await waitUntil(() => find(second.el, '.alert b'));
    expect(seen(inside(second.el, '.alert b'))).to.match(/^Not sent\./);
    expect(localStorage.getItem(WAITING)).to.equal(other);
  });

  it('[CF20] [F53] only what never left is kept', async () => {
    const { el, store } = await shown('act');
    let asked = 0;
    store.answer = () =>
      (asked += 1) > 1 ? offline() : Promise.reject(problem('idempotency-in-flight', 409, { retryAfter: 0.01 }));
    await act(el);
    inside(el, 'button.submit').click();
    await waitUntil(() => find(el, '.alert b'));
    expect(seen(inside(el, '.alert b'))).to.match(/don’t know yet/);
    expect(localStorage.getItem(WAITING)).to.equal(null);
    expect(sessionStorage.getItem('cairn.pending')).not.to.equal(null);
    sessionStorage.clear();
  });

  it('[CF20] too old: not sent, and what was written is back in the form', async () => {
    const { el, store } = await queued();
    const kept = JSON.parse(localStorage.getItem(WAITING)!) as { until: number };
    el.remove();
    localStorage.setItem(WAITING, JSON.stringify({ ...kept, until: Date.now() - 1 }));
    const next = await shown('donate');
    await waitUntil(() => find(next.el, '.alert b'));
    expect(seen(inside(next.el, '.alert b'))).to.match(/^Not sent\./);
    expect(inside<HTMLInputElement>(next.el, '[name=name]').value).to.equal('Maren');
    expect(next.store.sent).to.have.length(0);
    expect(store.sent).to.have.length(1);
  });
});

describe('<cairn-contribution-form> after the thanks', () => {
  const go = navigation.go;
  afterEach(() => {
    navigation.go = go;
  });

  async function thanked(thanksUrl: string, answer?: (intent: Intent) => Promise<Receipt>) {
    const left: string[] = [];
    navigation.go = (url) => void left.push(url);
    const { el, store } = await shown('act', new FakeStore(), { thanksUrl });
    if (answer) store.answer = answer;
    await act(el);
    inside(el, 'button.submit').click();
    await waitUntil(() => find(el, '.thanks'));
    await settled(el);
    return { el, left };
  }

  it('[CF19] goes on to the author’s own page when there is one, with nothing added to its address', async () => {
    expect((await thanked('/thank-you?a=1')).left).to.deep.equal([new URL('/thank-you?a=1', document.baseURI).href]);
    expect((await thanked('')).left).to.deep.equal([]);
    expect((await thanked('javascript:alert(1)')).left).to.deep.equal([]);
    const wait = await thanked('/thank-you', (intent) =>
      Promise.resolve({
        id: 'ctr_1',
        state: 'awaiting_payment',
        kind: 'donate',
        pathwayId: intent.pathwayId,
        receipt: 'NF-1',
        next: { type: 'instructions', text: 'Pay to GB00.' },
      }),
    );
    expect(wait.left, 'instructions have to be read').to.deep.equal([]);
  });

  it('[CF19] can be passed on by the device’s own menu where it has one', async () => {
    const shared: ShareData[] = [];
    const had = Object.getOwnPropertyDescriptor(navigator, 'share');
    Object.defineProperty(navigator, 'share', {
      configurable: true,
      value: (data: ShareData) => {
        shared.push(data);
        return Promise.reject(new DOMException('closed', 'AbortError'));
      },
    });
    try {
      const { el } = await thanked('');
      buttonNamed(el, 'Share').click();
      expect(shared).to.have.length(1);
      expect(shared[0]!.url).to.match(/^https?:/);
      expect(JSON.stringify(shared)).not.to.contain('Maren');
    } finally {
      if (had) Object.defineProperty(navigator, 'share', had);
      else delete (navigator as { share?: unknown }).share;
    }
  });

  it('[CF19] prints the receipt alone', async () => {
    const { el } = await thanked('');
    const printed: string[] = [];
    const { append } = document.body;
    document.body.append = function later(...nodes) {
      append.apply(this, nodes);
      const [frame] = nodes as HTMLIFrameElement[];
      frame!.contentWindow!.print = () => void printed.push(frame!.contentDocument!.body.textContent ?? '');
    };
    try {
      buttonNamed(el, 'Print receipt').click();
    } finally {
      document.body.append = append;
    }
    expect(printed).to.have.length(1);
    expect(printed[0]).to.contain('NF-2026-000413').and.contain('Northfell');
    document.querySelector('iframe[title="NF-2026-000413"]')!.remove();
  });
});

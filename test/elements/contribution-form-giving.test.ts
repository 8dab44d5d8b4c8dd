import { expect, html, waitUntil } from '@open-wc/testing';
import type { CampaignInput, Receipt } from '../../src/data/schema.ts';
import type { ContributionForm } from '../../src/elements/contribution-form/contribution-form.ts';
import '../../src/define/contribution-form.ts';
import { audit } from '../helpers/audit.ts';
import { FakeStore, inside, mount, sample } from '../helpers/campaign.ts';
import { byName, fill, find, press, seen } from '../helpers/form.ts';

/* For whom, in whose name, in which money, and for a place that is not free yet. */

type PathwayInput = NonNullable<NonNullable<CampaignInput['pathways']>[number]>;

const CURRENCIES = [
  { unit: 'EUR', scale: 2, presets: [{ amounts: [{ value: 2000 }, { value: 4000 }] }], default: 4000, min: 1000 },
  { unit: 'JPY', scale: 0, presets: [{ amounts: [{ value: 3000 }] }] },
  { unit: 'KWD', scale: 3 },
];

async function shown(
  changes: Partial<PathwayInput>,
  pathway = 'donate',
  options: { lang?: string; width?: number } = {},
) {
  const campaign = sample();
  const at = campaign.pathways!.findIndex((each) => each?.id === pathway);
  campaign.pathways![at] = { ...campaign.pathways![at]!, ...changes } as PathwayInput;
  const store = new FakeStore();
  store.ready(campaign);
  const el = await mount<ContributionForm>(
    html`<cairn-contribution-form pathway=${pathway}></cairn-contribution-form>`,
    store,
    { width: 420, ...options },
  );
  await waitUntil(() => el.shadowRoot!.querySelector('button.submit'));
  return { el, store };
}

const button = (el: Element) => seen(inside(el, 'button.submit'));

describe('<cairn-contribution-form> for somebody', () => {
  it('[CF14] asks for whom only when somebody wants to say it, and sends what they said', async () => {
    const { el, store } = await shown({ dedication: true, onBehalf: true });
    expect(find(el, '[name=dedicationName]')).to.equal(null);
    expect(byName(el, 'dedicate').checked).to.equal(false);
    await press(el, '[name=dedicate]');
    expect(byName(el, 'dedicationShow').checked, 'nothing is shown unasked').to.equal(false);
    await press(el, '[name=dedicationKind][value=memory]');
    await fill(el, 'dedicationName', ' Grandmother Inge ');
    await fill(el, 'dedicationTell', 'uncle@example.org');
    await press(el, '[name=behalf]');
    await fill(el, 'organization', 'Mill Lane Bakery');
    await fill(el, 'email', 'maren@example.org');
    await audit(el);
    await press(el, 'button.submit');
    await waitUntil(() => find(el, '.thanks'));
    expect(store.sent[0]!.intent).to.deep.include({
      dedication: { kind: 'memory', name: 'Grandmother Inge', tell: 'uncle@example.org', public: false },
      organization: 'Mill Lane Bakery',
      anonymous: true,
    });
    const receipt = seen(inside(el, '.receipt'));
    expect(receipt).to.contain('In memory of Grandmother Inge').and.contain('Organization Mill Lane Bakery');
  });

  it('[CF14] with consent it is marked as public; folded again it is not sent', async () => {
    const { el, store } = await shown({ dedication: true });
    await press(el, '[name=dedicate]');
    await fill(el, 'dedicationName', 'Ada');
    await press(el, '[name=dedicationShow]');
    await fill(el, 'email', 'maren@example.org');
    await press(el, '[name=dedicate]');
    await press(el, '[name=dedicate]');
    expect(byName(el, 'dedicationName').value, 'kept while it is folded').to.equal('Ada');
    await press(el, 'button.submit');
    await waitUntil(() => find(el, '.thanks'));
    expect(store.sent[0]!.intent.dedication).to.deep.equal({ kind: 'honour', name: 'Ada', public: true });

    const other = await shown({ dedication: true });
    await press(other.el, '[name=dedicate]');
    await fill(other.el, 'dedicationName', 'Ada');
    await press(other.el, '[name=dedicate]');
    await fill(other.el, 'email', 'maren@example.org');
    await press(other.el, 'button.submit');
    await waitUntil(() => find(other.el, '.thanks'));
    expect(other.store.sent[0]!.intent).not.to.have.property('dedication');
  });

  it('[CF14] [A-form-3.3.3] what is missing is said beside its field, with what to do', async () => {
    const { el, store } = await shown({ dedication: true, onBehalf: true });
    await press(el, '[name=dedicate]');
    await press(el, '[name=behalf]');
    await fill(el, 'dedicationTell', 'nobody');
    await fill(el, 'email', 'maren@example.org');
    await press(el, 'button.submit');
    await waitUntil(() => find(el, '.alert b'));
    const links = [...el.shadowRoot!.querySelectorAll('.alert a')].map(seen);
    expect(links).to.deep.equal([
      'Organization: fill this in',
      'Their name: fill this in',
      'Email needs an @ and a domain, like name@example.org',
    ]);
    expect(store.sent).to.have.length(0);
    expect(find(el, '#c-dedicationName')!.getAttribute('aria-invalid')).to.equal('true');
  });

  it('asks for nothing of it where the campaign does not', async () => {
    const { el } = await shown({});
    expect(find(el, '[name=dedicate]')).to.equal(null);
    expect(find(el, '[name=behalf]')).to.equal(null);
    expect(find(el, '[name=currency]')).to.equal(null);
  });
});

describe('<cairn-contribution-form> in other money', () => {
  it('[CF28] each currency has amounts of its own, with as many decimals as it has', async () => {
    const { el, store } = await shown({ currencies: CURRENCIES });
    expect([...byName(el, 'currency').querySelectorAll('option')].map(({ value }) => value)).to.deep.equal([
      'USD',
      'EUR',
      'JPY',
      'KWD',
    ]);
    expect(byName(el, 'currency').value).to.equal('USD');
    await fill(el, 'email', 'maren@example.org');
    await fill(el, 'currency', 'EUR');
    expect(button(el)).to.equal('Give €40');
    await fill(el, 'custom', '12.50');
    expect(button(el)).to.equal('Give €12.50');
    await fill(el, 'currency', 'JPY');
    expect(byName(el, 'custom').value, 'the amount of another currency is not taken over').to.equal('');
    expect(button(el)).to.equal('Give');
    await fill(el, 'custom', '1500');
    expect(button(el)).to.equal('Give ¥1,500');
    await fill(el, 'currency', 'KWD');
    await fill(el, 'custom', '7.5');
    expect(button(el)).to.match(/^Give KWD.7.500$/);
    await press(el, 'button.submit');
    await waitUntil(() => find(el, '.thanks'));
    expect(store.sent[0]!.intent.quantity).to.deep.equal({ value: 7500, unit: 'KWD', scale: 3 });
  });

  it('[CF28] [CF3] what was chosen is what is sent, beside a choice of currency', async () => {
    const { el, store } = await shown({ currencies: CURRENCIES, default: 5000 });
    await fill(el, 'email', 'maren@example.org');
    await press(el, '[name=preset][value="10000"]');
    expect(button(el)).to.equal('Give $100');
    await press(el, 'button.submit');
    await waitUntil(() => find(el, '.thanks'));
    expect(store.sent[0]!.intent.quantity).to.deep.equal({ value: 10_000, unit: 'USD', scale: 2 });
  });

  it('[CF28] [CF3] a suggestion that is typed in is written as the page’s language writes it', async () => {
    const dinar = { unit: 'KWD', scale: 3, default: 12_345 };
    const { el } = await shown({ currencies: [dinar] }, 'donate', { lang: 'de' });
    await fill(el, 'currency', 'KWD');
    expect(byName(el, 'custom').value).to.equal('12,345');
    expect(button(el)).to.match(/^12,345.KWD spenden$/);
  });

  it('[CF28] its own smallest amount is said in its own money, and the way back is open', async () => {
    const { el, store } = await shown({ currencies: CURRENCIES });
    await fill(el, 'email', 'maren@example.org');
    await fill(el, 'currency', 'EUR');
    await fill(el, 'custom', '5');
    await press(el, 'button.submit');
    await waitUntil(() => find(el, '.alert a'));
    expect(seen(inside(el, '.alert a'))).to.equal('The smallest amount here is €10');
    expect(store.sent).to.have.length(0);
    await fill(el, 'currency', 'USD');
    await press(el, 'button.submit');
    await waitUntil(() => find(el, '.thanks'));
    expect(store.sent[0]!.intent.quantity!.unit).to.equal('USD');
  });

  it('[CF28] [CF15] can be said by the page, and be fixed', async () => {
    const campaign = sample();
    const give = campaign.pathways!.find((each) => each?.id === 'donate')!;
    Object.assign(give, { currencies: CURRENCIES });
    const store = new FakeStore();
    store.ready(campaign);
    const el = await mount<ContributionForm>(
      html`<cairn-contribution-form currency="EUR" amount="20" locked="currency"></cairn-contribution-form>`,
      store,
      { width: 420 },
    );
    await waitUntil(() => find(el, 'button.submit'));
    expect(button(el)).to.equal('Give €20');
    expect(find(el, '[name=currency]')).to.equal(null);
  });
});

describe('<cairn-contribution-form> and a full day', () => {
  const SHIFTS = [
    { id: 'sat', label: 'Fencing', startsAt: '2026-06-20T09:30:00+01:00', places: 7 },
    { id: 'path', label: 'Path repair', startsAt: '2026-06-27T09:30:00+01:00', places: 0, waitlist: true },
    { id: 'shut', label: 'Nursery', startsAt: '2026-06-28T09:30:00+01:00', places: 0 },
  ];

  it('[CF7] can be waited for where it has a list, and the receipt says so', async () => {
    const { el, store } = await shown({ shifts: SHIFTS }, 'volunteer');
    await waitUntil(() => find(el, '[name=shifts]'));
    const choice = (id: string) => inside(el, `[name=shifts][value=${id}]`).closest<HTMLElement>('.choice')!;
    expect(seen(choice('path'))).to.contain('Join the list');
    expect(seen(choice('shut'))).to.contain('full');
    expect(inside<HTMLInputElement>(el, '[name=shifts][value=shut]').disabled).to.equal(true);
    await press(el, '[name=shifts][value=path]');
    expect(seen(choice('path'))).to.contain('On the waiting list');
    await press(el, '[name=shifts][value=sat]');
    await fill(el, 'email', 'maren@example.org');
    const { answer } = store;
    store.answer = async (intent, key): Promise<Receipt> => ({ ...(await answer(intent, key)), waitlist: ['path'] });
    await press(el, 'button.submit');
    await waitUntil(() => find(el, '.thanks'));
    expect(store.sent[0]!.intent).to.deep.include({ shifts: ['sat'], waitlist: ['path'] });
    const receipt = seen(inside(el, '.receipt'));
    expect(receipt).to.match(/Day (June 20|20 June)/);
    expect(receipt).to.match(/On the waiting list (June 27|27 June)/);
  });
});

describe('<cairn-contribution-form> and a bank transfer', () => {
  it('[CF17] shows the code that banking apps read, black on white, and nothing that is no code', async () => {
    for (const [path, drawn] of [
      ['M4 4h7v1H4zM12 4h1v1H12z', true],
      ['M4 4"><script>', false],
    ] as const) {
      const { el, store } = await shown({});
      store.answer = async (): Promise<Receipt> => ({
        id: 'ctr_1',
        state: 'awaiting_payment',
        kind: 'donate',
        pathwayId: 'donate',
        receipt: 'NF-1',
        next: { type: 'instructions', text: 'Name NF-1.', qr: { size: 37, path } },
      });
      await fill(el, 'email', 'maren@example.org');
      await press(el, 'button.submit');
      await waitUntil(() => find(el, '.thanks'));
      const code = el.shadowRoot!.querySelector<SVGElement>('svg.qr');
      expect(code !== null, path).to.equal(drawn);
      if (!code) continue;
      expect(code.getAttribute('viewBox')).to.equal('0 0 37 37');
      expect(code.getAttribute('aria-label')).to.equal('Or scan this with your banking app.');
      expect(getComputedStyle(code).fill).to.equal('rgb(0, 0, 0)');
      expect(getComputedStyle(code).backgroundColor).to.equal('rgb(255, 255, 255)');
      expect(code.getBoundingClientRect().width).to.be.greaterThan(120);
      await audit(el);
    }
  });
});

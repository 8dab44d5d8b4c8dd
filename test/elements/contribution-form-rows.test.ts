import { expect, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { CampaignError } from '../../src/data/error.ts';
import type { CampaignInput, Receipt } from '../../src/data/schema.ts';
import { navigation } from '../../src/elements/contribution-form/checkout.ts';
import { ContributionForm } from '../../src/elements/contribution-form/contribution-form.ts';
import '../../src/define/contribution-form.ts';
import '../../src/define/progress-thermometer.ts';
import { FakeStore, inside, mount, sample, settled } from '../helpers/campaign.ts';
import { all, byName, checkout, fill, find, focused, problem, seen, send, withPathway } from '../helpers/form.ts';

/* What quality.md asks of a form, row by row. */

async function shown(
  template: TemplateResult = html`<cairn-contribution-form></cairn-contribution-form>`,
  input: CampaignInput = sample(),
  store = new FakeStore(),
) {
  store.ready(input);
  const el = await mount<ContributionForm>(template, store, { width: 420 });
  await waitUntil(() => el.shadowRoot!.querySelector('.base:not([aria-busy])'));
  await settled(el);
  return { el, store };
}

describe('<cairn-contribution-form> row by row', () => {
  const { go } = navigation;
  beforeEach(() => sessionStorage.clear());
  afterEach(() => {
    navigation.go = go;
    sessionStorage.clear();
  });

  it('[CF8] says what an amount does: beside each, and as a rate for any other', async () => {
    const { el } = await shown();
    const [first] = all(el, '.amount');
    expect(seen(first!)).to.match(/^\$\d+ \d+ trees$/);
    const sentence = () => seen(inside(el, '.impact p'));
    await fill(el, 'custom', '35');
    expect(sentence()).to.match(/^\$35 plants 7 trees/);
    expect(all(el, '.trees svg')).to.have.length(7);
    await fill(el, 'custom', '1000');
    expect(sentence()).to.match(/^\$1,000 plants 200 trees/);
    expect(all(el, '.trees svg'), 'at most ten are drawn').to.have.length(10);
    // Too small for one: what one takes.
    await fill(el, 'custom', '1');
    expect(sentence()).to.match(/^\$5 plants 1 tree/);
    expect(inside(el, '.impact p').getAttribute('aria-live')).to.equal('polite');
  });

  it('[CF8] a sentence of the campaign may call its number {count}, as every other text does', async () => {
    const campaign = sample();
    const pathway = campaign.pathways!.find(({ impact }) => impact)!;
    pathway.impact!.text = { one: 'buys {count} book', other: 'buys {count} books' };
    const { el } = await shown(undefined, campaign);
    await fill(el, 'custom', '35');
    expect(seen(inside(el, '.impact p'))).to.match(/^\$35 buys 7 books/);
  });

  it('[CF8] the campaign’s sentence keeps its direction on a page that has the other', async () => {
    for (const [locale, lang, dir] of [
      ['en', 'ar', 'ltr'],
      ['en', 'en', 'ltr'],
      ['ar', 'ar', 'rtl'],
    ] as const) {
      const store = new FakeStore();
      store.ready(sample({ locale }));
      const el = await mount<ContributionForm>(html`<cairn-contribution-form></cairn-contribution-form>`, store, {
        lang,
        dir: lang === 'ar' ? 'rtl' : 'ltr',
      });
      await waitUntil(() => find(el, '.impact p'));
      expect(getComputedStyle(inside(el, '.impact p')).direction, `${locale} on ${lang}`).to.equal(dir);
    }
  });

  it('[F21] works on a plain http page, which has neither randomUUID nor subtle', async () => {
    const gone = ['randomUUID', 'subtle'] as const;
    const had = gone.map((name) => Object.getOwnPropertyDescriptor(crypto, name));
    for (const name of gone) Object.defineProperty(crypto, name, { configurable: true, value: undefined });
    try {
      const { el, store } = await shown();
      await fill(el, 'email', 'maren@example.org');
      await send(el);
      await waitUntil(() => find(el, '.thanks'));
      expect(store.sent[0]!.key).to.match(/^[0-9a-f]{32}$/);
    } finally {
      gone.forEach((name, at) => {
        delete (crypto as unknown as Record<string, unknown>)[name];
        if (had[at]) Object.defineProperty(crypto, name, had[at]);
      });
    }
  });

  it('[F59] a payment page that does not open by itself is there as a link', async () => {
    navigation.go = () => undefined; // blocked, as a frame or an extension does
    const { el, store } = await shown(
      html`<cairn-contribution-form allow-hosts="checkout.example"></cairn-contribution-form>`,
    );
    store.answer = () => Promise.resolve(checkout());
    await fill(el, 'email', 'maren@example.org');
    await send(el);
    const link = await waitUntil(() => find<HTMLAnchorElement>(el, '.assurance a')).then(() =>
      inside<HTMLAnchorElement>(el, '.assurance a'),
    );
    expect(link.href).to.equal('https://checkout.example/pay/1');
    expect(link.target).to.equal('_top');
    expect(link.closest('[inert]')).to.equal(null);
    expect(seen(link)).to.equal('Continue on checkout.example');
  });

  it('[F59] whatever stands in the payment slot stays usable while a provider’s script is missing', async () => {
    const { el } = await shown(
      html`<cairn-contribution-form
        ><a slot="payment" href="https://provider.example/give">Pay there</a></cairn-contribution-form
      >`,
    );
    const link = el.querySelector('a')!;
    expect(link.getBoundingClientRect().height).to.be.greaterThan(0);
    link.focus();
    expect(document.activeElement).to.equal(link);
  });

  it('[F61] sent, but the total lags: thanked at once, the total is only ever the server’s', async () => {
    const store = new FakeStore();
    const { el } = await shown(undefined, sample(), store);
    const meter = await mount(html`<cairn-progress-thermometer></cairn-progress-thermometer>`, store, { width: 420 });
    await waitUntil(() => find(meter, '.raised'));
    const raised = () => seen(inside(meter, '.raised'));
    const before = raised();
    await fill(el, 'email', 'maren@example.org');
    await send(el);
    await waitUntil(() => find(el, '.thanks'));
    expect(seen(inside(el, '.thanks'))).to.contain('Yours is stone 413.');
    expect(raised(), 'nothing is added here').to.equal(before);
    const later = sample();
    later.goals![0]!.raised.confirmed! += 5000;
    store.ready(later);
    await settled(meter);
    const dollars = (text: string) => Number(text.replace(/\D/g, ''));
    await waitUntil(() => dollars(raised()) - dollars(before) === 50, 'once', { timeout: 5000 });
  });

  it('[A-form-label] every control has a visible label or stands in a named group', async () => {
    for (const pathway of ['donate', 'pledge', 'volunteer', 'act']) {
      const { el } = await shown(html`<cairn-contribution-form pathway=${pathway}></cairn-contribution-form>`);
      await waitUntil(() => !find(el, '.sk'));
      const controls = all<HTMLInputElement>(el, 'input, select, textarea').filter(({ name }) => name !== 'hp');
      expect(controls.length, pathway).to.be.greaterThan(1);
      for (const control of controls) {
        const label = control.labels?.[0];
        expect(label, `${pathway} ${control.name}`).to.exist;
        expect(seen(label!), `${pathway} ${control.name}`).not.to.equal('');
        if (control.type === 'radio') {
          const legend = control.closest('fieldset')!.querySelector('legend')!;
          expect(seen(legend), `${pathway} ${control.name}`).not.to.equal('');
        }
      }
    }
    const { el } = await shown();
    inside<HTMLElement>(el, 'label[for=c-email]').click();
    expect(focused(el)).to.equal(byName(el, 'email'));
  });

  it('[A-form-describedby] hint and error are named by ids that exist, in every state', async () => {
    const { el, store } = await shown();
    const dangling = () =>
      all(el, '[aria-describedby], [aria-labelledby]').flatMap((node) =>
        ['aria-describedby', 'aria-labelledby']
          .flatMap((name) => node.getAttribute(name)?.split(' ') ?? [])
          .filter((id) => !el.shadowRoot!.getElementById(id)),
      );
    expect(dangling()).to.deep.equal([]);
    expect(all(el, '[aria-invalid]')).to.deep.equal([]);
    await send(el);
    await waitUntil(() => find(el, '.alert'));
    expect(byName(el, 'email').getAttribute('aria-describedby')).to.equal('h-email e-email');
    expect(dangling()).to.deep.equal([]);
    store.answer = () => Promise.reject(problem('validation'));
    await fill(el, 'email', 'maren@example.org');
    await send(el);
    expect(dangling()).to.deep.equal([]);
  });

  it('[A-form-summary] one error is enough for a summary, which takes the focus and leads to the field', async () => {
    const { el } = await shown();
    await send(el);
    await waitUntil(() => find(el, '.alert'));
    expect(focused(el)).to.equal(find(el, '.alert'));
    expect(inside(el, '.alert').tabIndex).to.equal(-1);
    const link = inside<HTMLAnchorElement>(el, '.alert a');
    expect(link.hash).to.equal('#c-email');
    expect(seen(link)).to.equal(seen(inside(el, '.why')).replace(/^Error: /, ''));
    link.click();
    expect(focused(el)).to.equal(byName(el, 'email'));
  });

  it('[A-form-kept] nothing is cleared by whatever a server or a network answers', async () => {
    const answers = [
      new CampaignError('offline', ''),
      new CampaignError('timeout', ''),
      new CampaignError('network', ''),
      new CampaignError('http', '', { status: 500 }),
      new CampaignError('schema', ''),
      problem('validation'),
      problem('idempotency-mismatch'),
      problem('amount-out-of-range'),
      problem('card-data-refused'),
      problem('proof-required', 428),
      problem('too-many-requests', 429),
      problem('campaign-closed', 410),
      problem('checkout-unavailable', 502),
    ];
    const { el, store } = await shown();
    const typed = { custom: '37', name: 'Maren Oduya', email: 'maren@example.org', hp: '' };
    for (const [name, value] of Object.entries(typed)) if (value) await fill(el, name, value);
    byName(el, 'coverFees').click();
    await settled(el);
    for (const answer of answers) {
      store.answer = () => Promise.reject(answer);
      await send(el);
      await waitUntil(() => find(el, '.alert') && !find(el, '.working'));
      for (const [name, value] of Object.entries(typed)) {
        expect(byName(el, name).value, `${name} after ${answer.problem?.code ?? answer.kind}`).to.equal(value);
      }
      expect(byName(el, 'coverFees').checked).to.equal(true);
    }
  });

  it('[A-form-3.3.4] with steps, amount, rhythm and what others see are looked over before they are sent', async () => {
    const { el, store } = await shown(
      html`<cairn-contribution-form layout="steps"><b slot="payment">card</b></cairn-contribution-form>`,
    );
    await waitUntil(() => find(el, '.turns .primary'));
    const next = async () => {
      inside(el, '.turns .primary').click();
      await settled(el);
    };
    await next();
    await fill(el, 'name', 'Maren');
    await fill(el, 'email', 'maren@example.org');
    byName(el, find(el, '[name=publish]') ? 'publish' : 'consents.publish-name').click();
    await settled(el);
    expect(el.querySelector('b')!.getBoundingClientRect().height, 'paid where it is sent').to.equal(0);
    await next();
    await waitUntil(() => find(el, '.review'));
    const review = seen(inside(el, '.review'));
    expect(review)
      .to.match(/\$\d+, once/)
      .and.contain('Your name: Maren')
      .and.contain('maren@example.org');
    expect(store.sent).to.have.length(0);
    expect(all(el, '.review button').length).to.be.at.least(3);
    // What somebody else's widget asks for stands above the button that sends.
    const slot = el.querySelector('b')!.getBoundingClientRect();
    expect(slot.height).to.be.greaterThan(0);
    expect(slot.bottom).to.be.at.most(inside(el, 'button.submit').getBoundingClientRect().top);
    all(el, '.review button')[0]!.click();
    await settled(el);
    expect(find(el, '.review')).to.equal(null);
    expect(find(el, '.amounts')).not.to.equal(null);
  });

  it('[A-form-1.3.5] purposes are named, labels are in names, and choosing moves nothing', async () => {
    const { el } = await shown();
    const token = (name: string) => byName(el, name).getAttribute('autocomplete');
    expect([token('name'), token('email'), token('custom')]).to.deep.equal(['name', 'email', 'transaction-amount']);
    expect(seen(byName(el, 'custom').labels![0]!)).to.contain(byName(el, 'custom').placeholder);
    const address = location.href;
    const radio = all<HTMLInputElement>(el, '[name=preset]').at(-1)!;
    radio.focus();
    radio.click();
    await settled(el);
    expect(focused(el)).to.equal(radio);
    const rhythm = all<HTMLInputElement>(el, '[name=frequency]').at(-1)!;
    rhythm.focus();
    rhythm.click();
    await settled(el);
    expect(focused(el)).to.equal(rhythm);
    expect(location.href).to.equal(address);
    expect(find(el, 'button.submit')).not.to.equal(null);
  });

  it('[A-form-busy] the button keeps the focus and says what it does; the thanks take it', async () => {
    const { el, store } = await shown();
    let answer: (receipt: Receipt) => void = () => undefined;
    store.answer = () => new Promise((resolve) => (answer = resolve));
    await fill(el, 'email', 'maren@example.org');
    const button = inside(el, 'button.submit');
    button.focus();
    await send(el);
    await waitUntil(() => button.getAttribute('aria-disabled') === 'true');
    expect(focused(el)).to.equal(button);
    expect(seen(button)).to.match(/^Sending \$\d+$/);
    const status = all(el, '[role=status]');
    expect(status).to.have.length(1);
    expect(seen(status[0]!)).to.match(/^Sending \$\d+$/);
    expect(byName(el, 'email').closest('[inert]')).not.to.equal(null);
    answer(checkout({ state: 'confirmed', next: { type: 'none' } }));
    await waitUntil(() => focused(el)?.matches('#thanks'));
    expect(focused(el)!.matches('h2, h2 *, .title')).to.equal(true);
  });

  it('[A-form-associated] it is no control of another form; what is wrong points at the real field', async () => {
    expect((ContributionForm as { formAssociated?: boolean }).formAssociated ?? false).to.equal(false);
    const { el } = await shown();
    const form = find<HTMLFormElement>(el, 'form')!;
    const wrong: EventTarget[] = [];
    form.addEventListener('invalid', (event) => wrong.push(event.target!), true);
    expect(form.checkValidity()).to.equal(false);
    expect(wrong).to.deep.equal([byName(el, 'email')]);
    expect(form.noValidate, 'the words are ours, not the browser’s').to.equal(true);
    await fill(el, 'email', 'maren@example.org');
    expect(form.checkValidity()).to.equal(true);
  });

  it('[CF24] [F51] a draft and a lost reply: one record, and nothing comes back from the dead', async () => {
    const template = html`<cairn-contribution-form with-draft></cairn-contribution-form>`;
    const { el, store } = await shown(template);
    const { answer } = store;
    store.answer = () => Promise.reject(new CampaignError('timeout', ''));
    await fill(el, 'custom', '37');
    await fill(el, 'email', 'maren@example.org');
    await send(el);
    await waitUntil(() => find(el, '.alert.calm'));
    const { key } = store.sent[0]!;
    el.remove();
    // The page is loaded again.
    const next = await shown(template);
    await waitUntil(() => find(next.el, '.alert.calm'));
    expect(byName(next.el, 'custom').value).to.equal('37');
    next.store.answer = answer;
    await send(next.el);
    await waitUntil(() => find(next.el, '.thanks'));
    expect(next.store.sent[0]!.key).to.equal(key);
    next.el.remove();
    const third = await shown(template);
    await settled(third.el);
    expect(byName(third.el, 'custom').value).to.equal('');
    expect(find(third.el, '.alert')).to.equal(null);
    expect(sessionStorage.getItem('cairn.pending')).to.equal(null);
  });

  it('long amounts in other scripts stay in their boxes at 320 px', async () => {
    for (const lang of ['ko', 'zh-CN', 'ja', 'hi', 'ar']) {
      const store = new FakeStore();
      store.ready(withPathway('donate', {}));
      const el = await mount<ContributionForm>(
        html`<cairn-contribution-form surface="card"></cairn-contribution-form>`,
        store,
        { width: 288, lang, ...(lang === 'ar' ? { dir: 'rtl' } : {}) },
      );
      await waitUntil(() => find(el, '.amount'));
      for (const amount of all(el, '.amount')) {
        const words = amount.querySelector('b')!;
        expect(words.scrollWidth, `${lang} ${seen(words)}`).to.be.at.most(amount.clientWidth);
      }
    }
  });
});

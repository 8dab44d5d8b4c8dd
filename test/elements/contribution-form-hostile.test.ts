import { ContextProvider } from '@lit/context';
import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CampaignError } from '../../src/data/error.ts';
import type { Receipt } from '../../src/data/schema.ts';
import type { ContributionForm } from '../../src/elements/contribution-form/contribution-form.ts';
import type { Prefill } from '../../src/elements/contribution-form/prefill.ts';
import { campaignContext } from '../../src/shared/context.ts';
import { FakeStore, inside, mount, sample, settled } from '../helpers/campaign.ts';
import {
  all,
  byName,
  checkout,
  fill,
  find,
  kept,
  label,
  mounted,
  openTab,
  type PathwayInput,
  pick,
  press,
  problem,
  ready,
  savedBy,
  seen,
  send,
  stayHere,
  withPathway,
} from '../helpers/form.ts';

/* What nobody meant a form to go through, and what it has to come out of. */

/** A form of another campaign in the same page. */
async function another(): Promise<{ el: ContributionForm; store: FakeStore }> {
  const store = new FakeStore();
  Object.defineProperty(store, 'endpoint', { value: 'test:other' });
  store.ready(sample({ id: 'other' }));
  const el = await mount<ContributionForm>(html`<cairn-contribution-form></cairn-contribution-form>`, store);
  await fill(el, 'email', 'ada@example.org');
  return { el, store };
}

describe('<cairn-contribution-form>, treated badly', () => {
  stayHere();

  const lost = () => Promise.reject(new CampaignError('network', 'lost'));

  it('[F52] what one form sends does not make the page forget what another one sent', async () => {
    const one = await ready();
    const two = await another();
    const three = await ready();
    one.store.answer = two.store.answer = lost;
    await send(one.el);
    await send(two.el);
    await send(three.el);
    one.el.remove();
    two.el.remove();
    three.el.remove();

    const backOne = await mounted();
    expect(find(backOne.el, '.alert')?.textContent).to.contain('don’t know yet');
    await send(backOne.el);
    expect(backOne.store.sent[0]).to.deep.equal(one.store.sent[0]);
    const backTwo = await another();
    expect(find(backTwo.el, '.alert')?.textContent).to.contain('don’t know yet');
    expect(kept(), 'its own is still there').to.contain(two.store.sent[0]!.key);
    expect(kept(), 'the other one is answered').not.to.contain(one.store.sent[0]!.key);
  });

  it('[CF18] [CF29] who comes back from a payment to a tab that knows nothing of it is told, once', async () => {
    history.replaceState(null, '', '?cairn_contribution=ctr_9&utm_source=news');
    const { el, store } = await mounted();
    await waitUntil(() => find(el, '.alert'));
    expect(seen(inside(el, '.alert'))).to.contain('You are back from the payment page. Whether you paid');
    expect(location.search, 'a reload says nothing').to.equal('?utm_source=news');
    expect(label(el), 'the form is as it was').to.equal('Give $50');
    const second = await another();
    expect(find(second.el, '.alert')).to.equal(null);
    await fill(el, 'email', 'ada@example.org');
    await send(el);
    expect(store.sent).to.have.length(1);
  });

  it('[CF23] a link to the form opens one of several: the one that waits for it, else the first', async () => {
    const store = new FakeStore();
    store.ready(sample());
    const made = async (display: 'button' | 'dialog') =>
      mount<ContributionForm>(html`<cairn-contribution-form display=${display}></cairn-contribution-form>`, store);
    const isOpen = (el: ContributionForm) => find<HTMLDialogElement>(el, 'dialog')?.open ?? false;
    const first = await made('button');
    const second = await made('button');
    location.hash = '#cairn-give';
    await waitUntil(() => isOpen(first));
    await settled(second);
    expect(isOpen(second)).to.equal(false);
    find<HTMLDialogElement>(first, 'dialog')!.close();
    await waitUntil(() => location.hash === '');
    const waits = await made('dialog');
    location.hash = '#cairn-give-pledge';
    await waitUntil(() => isOpen(waits));
    expect([first, second].map(isOpen)).to.deep.equal([false, false]);
  });

  it('[CF15] code of the page may say numbers, and leave out what it does not know', async () => {
    const { el, store } = await mounted(
      withPathway('donate', { fields: [{ id: 'size', kind: 'number', label: 'Size' }] as PathwayInput['fields'] }),
    );
    const said = { amount: 75, name: null, email: undefined, message: 7, currency: 3, frequency: {}, pathway: 0 };
    el.prefill = { ...said, fields: { size: 42, other: null } } as unknown as Prefill;
    await settled(el);
    expect(label(el)).to.equal('Give $75');
    expect(byName(el, 'name').value).to.equal('');
    expect(byName(el, 'message').value).to.equal('7');
    await fill(el, 'email', 'ada@example.org');
    await send(el);
    expect(store.sent[0]!.intent.fields).to.deep.equal({ size: '42' });
    el.prefill = null as unknown as Prefill;
    await settled(el);
  });

  it('[CF13] [CF4] a date is mended one part at a time: what is half typed stays', async () => {
    const { el } = await mounted(
      withPathway('pledge', { fields: [{ id: 'day', kind: 'date', label: 'Day' }] as PathwayInput['fields'] }),
    );
    await openTab(el, 'pledge');
    await settled(el);
    for (const name of ['due', 'fields.day']) {
      await fill(el, name, '2027-12-31');
      const control = byName(el, name);
      control.focus();
      // Every engine takes away the part that has the focus, and then has a date without a value.
      await sendKeys({ press: 'Backspace' });
      await settled(el);
      if (control.value !== '') continue; // an engine without parts
      expect(control.validity.badInput, `${name} is half there`).to.equal(true);
    }
  });

  it('[F60] filled in by something that tells with change events alone, or not at all: another pathway loses nothing of it', async () => {
    const { el } = await mounted();
    for (const [name, value] of [
      ['custom', '75'],
      ['name', 'Change Only'],
    ] as const) {
      byName(el, name).value = value;
      byName(el, name).dispatchEvent(new Event('change', { bubbles: true }));
    }
    await settled(el);
    expect(label(el), 'the button follows').to.equal('Give $75');
    byName(el, 'email').value = 'silent@example.org';
    await openTab(el, 'pledge');
    expect(byName(el, 'name').value).to.equal('Change Only');
    expect(byName(el, 'email').value).to.equal('silent@example.org');
    await openTab(el, 'donate');
    expect(byName(el, 'custom').value).to.equal('75');
  });

  it('[F60] [CF23] filled in without a word on one step, it is still there after a look at the step before', async () => {
    const { el } = await ready();
    el.layout = 'steps';
    await settled(el);
    await waitUntil(() => find(el, '#step'));
    await press(el, '.turns [type=submit]');
    await waitUntil(() => find(el, '[name=message], .addnote'));
    byName(el, 'name').value = 'Silent Filler';
    await press(el, '.turns .quiet');
    await press(el, '.turns [type=submit]');
    expect(byName(el, 'name').value).to.equal('Silent Filler');
  });

  it('[CF3] [CF4] a browser that translates the page puts its own text in place of ours: what is chosen is still said', async () => {
    const { el } = await ready();
    /** As browsers do it: each text becomes an element with the translation in it. */
    const translate = () => {
      const walker = document.createTreeWalker(el.shadowRoot!, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) texts.push(walker.currentNode as Text);
      for (const text of texts.filter(({ data }) => data.trim())) {
        const font = document.createElement('font');
        font.append(document.createElement('font'));
        font.firstElementChild!.textContent = `translated ${text.data}`;
        text.replaceWith(font);
      }
    };
    translate();
    expect(label(el)).to.equal('translated Give $50');
    await pick(el, 'preset', '2500');
    expect(label(el)).to.equal('Give $25');
    expect(seen(inside(el, '.tab.on')), 'what did not change stays translated').to.equal('translated Give');
    await fill(el, 'email', 'ada');
    await send(el);
    translate();
    await fill(el, 'custom', '0.1');
    await send(el);
    expect(seen(inside(el, '.alert b'))).to.equal('2 things to fix. Nothing was charged.');
    expect(all(el, '.alert li').map(seen)[0]).to.equal('The smallest amount here is $5');
  });

  /** The sample without one of its pathways. */
  const without = (id: string) => {
    const campaign = sample();
    return { ...campaign, pathways: campaign.pathways!.filter((each) => each!.id !== id) };
  };

  it('[CF27] [F57] a way in that is gone while it is filled in turns into nothing else; sent, it is refused in words', async () => {
    const { el, store } = await ready();
    await openTab(el, 'pledge');
    await fill(el, 'due', '2027-12-31');
    await fill(el, 'custom', '77');
    const said = label(el);
    store.ready(without('pledge'));
    await settled(el);
    expect(label(el), 'not a gift of something else').to.equal(said);
    expect(seen(inside(el, '.tab.on'))).to.equal('Pledge');
    store.answer = () =>
      Promise.reject(
        problem('validation', 422, { errors: [{ pointer: '/pathwayId', code: 'validation', detail: '' }] }),
      );
    await send(el);
    expect(store.sent.map(({ intent }) => intent.pathwayId)).to.deep.equal(['pledge']);
    expect(seen(inside(el, '.alert'))).to.contain('Not accepted.');
    expect(all(el, '.alert li').map(seen)).to.deep.equal(['Pledge: the service did not accept this']);
    expect(byName(el, 'custom').value).to.equal('77');
    await openTab(el, 'donate');
    expect(find(el, '#tab-pledge'), 'left, it is not offered again').to.equal(null);
    expect(byName(el, 'name').value).to.equal('Maren Oduya');
  });

  it('[CF27] the first of the list is filled in: another one that comes before it does not take its place', async () => {
    const { el, store } = await ready();
    const campaign = sample();
    store.ready({ ...campaign, pathways: campaign.pathways!.toReversed() });
    await settled(el);
    expect(seen(inside(el, '.tab.on'))).to.equal('Give');
    expect(label(el)).to.equal('Give $50');
  });

  it('[CF18] [F52] paid for a way in that is gone on the way back: thanked all the same', async () => {
    const one = await ready(undefined, { hosts: 'checkout.example' });
    one.store.answer = () => Promise.resolve(checkout());
    await send(one.el);
    one.el.remove();
    history.replaceState(null, '', '?cairn_contribution=ctr_9');
    const store = new FakeStore();
    store.lookUp = () => Promise.resolve(checkout({ state: 'confirmed', next: { type: 'none' } }));
    store.ready(without('donate'));
    const el = await mount<ContributionForm>(html`<cairn-contribution-form></cairn-contribution-form>`, store);
    await waitUntil(() => find(el, '#thanks'));
    expect(seen(inside(el, '.receipt'))).to.contain('$50, once');
    expect(kept()).to.equal(null);
  });

  it('[F57] refused because the campaign has changed: what it takes now is asked for', async () => {
    const { el, store } = await ready();
    store.answer = () =>
      Promise.reject(
        problem('amount-out-of-range', 422, {
          errors: [{ pointer: '/quantity/value', code: 'too-small', detail: '' }],
        }),
      );
    await send(el);
    expect(store.refreshed).to.equal(1);
    store.ready(withPathway('donate', { min: 6000, presets: [] }));
    await send(el);
    expect(store.sent).to.have.length(1);
    expect(all(el, '.alert li').map(seen)).to.deep.equal(['The smallest amount here is $60']);
  });

  describe('[CF5] [F54] the same element is given another campaign while it sends', () => {
    /** Sends to one campaign, turns to another, and then hears what became of it. */
    async function turned(becomes: () => Promise<Receipt>) {
      const { el, store } = await ready();
      let hear = () => undefined as void;
      const heard = new Promise<void>((resolve) => (hear = resolve));
      store.answer = () => heard.then(becomes);
      await send(el);
      const other = new FakeStore();
      Object.defineProperty(other, 'endpoint', { value: 'test:other' });
      other.ready(sample({ id: 'other', organization: { name: 'Somebody Else' } }));
      const around = document.body.appendChild(document.createElement('div'));
      const provider = new ContextProvider(around, {
        context: campaignContext,
        initialValue: other,
      });
      provider.hostConnected();
      around.append(el);
      await settled(el);
      hear();
      await settled(el);
      return { el, store, other };
    }
    afterEach(() => document.querySelectorAll('body > div > cairn-contribution-form').forEach((el) => el.remove()));

    it('nobody knows whether it arrived: nothing is promised of trying again, and the key stays where it was used', async () => {
      const { el, store, other } = await turned(lost);
      expect(seen(inside(el, '.alert'))).to.equal(
        'We don’t know yet whether it arrived. Whether you paid can’t be seen here. If you did, it counts: there is no need to give again.',
      );
      expect(byName(el, 'name').value).to.equal('Maren Oduya');
      await send(el);
      expect(other.sent).to.have.length(1);
      expect(other.sent[0]!.key).not.to.equal(store.sent[0]!.key);
    });

    it('recorded: the thanks name whom it was for', async () => {
      const { el } = await turned(() => Promise.resolve(checkout({ state: 'recorded', next: { type: 'none' } })));
      const { text } = await savedBy(() => {
        all(el, '.share button')
          .find((each) => seen(each) === 'Save receipt')!
          .click();
      });
      expect(text).to.contain('Northfell Trust').and.not.contain('Somebody Else');
    });
  });
});

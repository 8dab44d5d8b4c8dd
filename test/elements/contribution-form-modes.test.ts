import { expect, html, oneEvent, waitUntil } from '@open-wc/testing';
import type { CampaignInput } from '../../src/data/schema.ts';
import type { ContributionForm } from '../../src/elements/contribution-form/contribution-form.ts';
import type { CairnStepEvent } from '../../src/shared/events.ts';
import '../../src/define/contribution-form.ts';
import { audit } from '../helpers/audit.ts';
import { FakeStore, inside, mount, sample, settled } from '../helpers/campaign.ts';
import { fill, find, press, problem, seen } from '../helpers/form.ts';
import type { TemplateResult } from 'lit';

/* What the form starts with, and the other ways to show it. */

async function shown(template: TemplateResult, input: CampaignInput = sample()) {
  const store = new FakeStore();
  store.ready(input);
  const el = await mount<ContributionForm>(template, store, { width: 500 });
  await settled(el);
  return { el, store };
}

const root = (el: Element) => el.shadowRoot!;
const submitText = (el: Element) => seen(inside(el, '.submit'));
const chosen = (el: Element) => inside<HTMLInputElement>(el, '[name="preset"]:checked').value;

function withSearch(search: string): () => void {
  const before = location.href;
  history.replaceState(history.state, '', `${location.pathname}${search}`);
  return () => history.replaceState(history.state, '', before);
}

describe('<cairn-contribution-form> with widgets of others', () => {
  it('[CF16] [CF17] they stand above the button, and the token of a challenge is sent, each try with the one that is there', async () => {
    const { el, store } = await shown(html`
      <cairn-contribution-form
        ><div slot="payment" style="block-size: 30px">card</div>
        <div slot="challenge" style="block-size: 40px">robot?</div></cairn-contribution-form
      >
    `);
    const button = inside(el, 'button.submit').getBoundingClientRect();
    for (const name of ['payment', 'challenge']) {
      const box = el.querySelector(`[slot=${name}]`)!.getBoundingClientRect();
      expect(box.height, name).to.be.greaterThan(0);
      expect(box.bottom, name).to.be.at.most(button.top);
    }
    await fill(el, 'email', 'a@example.org');
    const answer = store.answer;
    store.answer = () => Promise.reject(problem('proof-required', 428));
    el.proof = 'token-1';
    await press(el, 'button.submit');
    expect(seen(inside(el, '.alert b'))).to.equal('Not accepted. Nothing was charged.');
    store.answer = answer;
    el.proof = 'token-2';
    await press(el, 'button.submit');
    expect(find(el, '.thanks')).not.to.equal(null);
    expect(store.sent.map(({ intent }) => intent.proof)).to.deep.equal(['token-1', 'token-2']);
    expect(store.sent[0]!.key).to.equal(store.sent[1]!.key);
  });

  it('[CF17] nothing stands there where nobody put anything, and no proof is sent', async () => {
    const { el, store } = await shown(html`<cairn-contribution-form></cairn-contribution-form>`);
    for (const name of ['payment', 'challenge']) {
      const { display } = getComputedStyle(inside(el, `slot[name=${name}]`));
      expect(display).to.equal('contents');
    }
    await fill(el, 'email', 'a@example.org');
    await press(el, 'button.submit');
    expect(store.sent[0]!.intent).not.to.have.property('proof');
  });
});

describe('<cairn-contribution-form> begins with', () => {
  it('[CF15] what attributes say: an offered amount is chosen, any other is typed', async () => {
    const { el } = await shown(html`
      <cairn-contribution-form amount="25" frequency="monthly"></cairn-contribution-form>
    `);
    expect(chosen(el)).to.equal('2500');
    expect(submitText(el)).to.equal('Give $25 monthly');
    el.amount = '37.50';
    await settled(el);
    expect(inside<HTMLInputElement>(el, '[name="custom"]').value).to.equal('37.50');
    expect(submitText(el)).to.equal('Give $37.50 monthly');
  });

  it('[CF15] what the page’s code says, person included', async () => {
    const { el } = await shown(html`
      <cairn-contribution-form
        .prefill=${{ amount: '100', name: 'Ada', email: 'ada@example.org' }}
      ></cairn-contribution-form>
    `);
    expect(submitText(el)).to.equal('Give $100');
    expect(inside<HTMLInputElement>(el, '[name="name"]').value).to.equal('Ada');
    expect(inside<HTMLInputElement>(el, '[name="email"]').value).to.equal('ada@example.org');
  });

  it('[CF15] what the address says, only where the author allows it, and never what is no amount', async () => {
    const back = withSearch('?amount=25&name=Eve&pathway=pledge');
    try {
      const none = await shown(html`<cairn-contribution-form></cairn-contribution-form>`);
      expect(submitText(none.el)).not.to.contain('$25');
      const some = await shown(html`<cairn-contribution-form allow-params="amount"></cairn-contribution-form>`);
      expect(submitText(some.el)).to.equal('Give $25');
      expect(inside<HTMLInputElement>(some.el, '[name="name"]').value).to.equal('');
      const all = await shown(html`<cairn-contribution-form allow-params="amount pathway"></cairn-contribution-form>`);
      expect(submitText(all.el)).to.contain('Pledge $25');
    } finally {
      back();
    }
    for (const wrong of ['1e3', '-5', '1,000', '25.505', '٢٥', '<b>']) {
      const undo = withSearch(`?amount=${encodeURIComponent(wrong)}`);
      try {
        const { el } = await shown(html`<cairn-contribution-form allow-params="amount"></cairn-contribution-form>`);
        const plain = await shown(html`<cairn-contribution-form></cairn-contribution-form>`);
        expect(submitText(el), wrong).to.equal(submitText(plain.el));
      } finally {
        undo();
      }
    }
  });

  it('[CF15] what is locked stands as text and cannot be changed', async () => {
    const { el } = await shown(html`
      <cairn-contribution-form amount="25" frequency="once" locked="amount frequency pathway"></cairn-contribution-form>
    `);
    expect(find(el, '[name="preset"], [name="custom"], [name="frequency"], [role="tab"]')).to.equal(null);
    expect(seen(inside(el, '.fixed'))).to.equal('Amount $25');
    expect(submitText(el)).to.equal('Give $25');
  });

  it('[CF15] a locked amount stays, whatever rhythm is chosen, is never asked about, and is fixed from the first moment', async () => {
    const { el, store } = await shown(html`
      <cairn-contribution-form
        with-monthly-question
        amount="500"
        locked="amount pathway"
        .prefill=${{ email: 'a@b.example' }}
      ></cairn-contribution-form>
    `);
    inside(el, '[name="frequency"][value="monthly"]').click();
    await settled(el);
    expect(submitText(el)).to.equal('Give $500 monthly');
    inside(el, '[name="frequency"][value="once"]').click();
    await settled(el);
    el.open('pledge');
    await settled(el);
    expect(submitText(el), 'the pathway is locked, too').to.equal('Give $500');
    await press(el, '.submit');
    expect(store.sent[0]!.intent.quantity!.value).to.equal(50_000);
    expect(seen(inside(el, '.thanks'))).not.to.contain('Pledge');

    const typed = await shown(html`<cairn-contribution-form amount="37.50" locked="amount"></cairn-contribution-form>`);
    expect(find(typed.el, '[name="custom"], [name="preset"]')).to.equal(null);
    expect(seen(inside(typed.el, '.fixed'))).to.equal('Amount $37.50');
  });

  it('[CF15] [CF24] what the page says later changes what nobody has touched, and nothing that was kept', async () => {
    sessionStorage.clear();
    const { el } = await shown(html`<cairn-contribution-form with-draft></cairn-contribution-form>`);
    await fill(el, 'custom', '12');
    await fill(el, 'email', 'ada@example.org');
    el.remove();
    const again = await shown(html`<cairn-contribution-form with-draft></cairn-contribution-form>`);
    again.el.prefill = { amount: '50', email: 'page@example.org' };
    await settled(again.el);
    expect(submitText(again.el)).to.equal('Give $12');
    inside(again.el, '#tab-pledge').click();
    await settled(again.el);
    expect(chosen(again.el), 'nobody had touched this one').to.equal('5000');
    inside(again.el, '#tab-donate').click();
    await settled(again.el);
    await press(again.el, '.submit');
    await waitUntil(() => find(again.el, '.thanks'));
    sessionStorage.clear();
  });

  it('[CF24] a draft of another version, or of what is no longer offered, is taken as far as it goes', async () => {
    const name = 'cairn.draft test:campaign';
    const draft = { pathwayId: 'donate', currency: 'JPY', preset: 5000, frequency: 'weekly', name: 'Ada', custom: '' };
    sessionStorage.setItem(name, JSON.stringify([draft]));
    const { el } = await shown(html`<cairn-contribution-form with-draft></cairn-contribution-form>`);
    expect(inside<HTMLInputElement>(el, '[name="name"]').value).to.equal('Ada');
    // 5000 yen are no 5000 cents.
    expect(submitText(el)).to.equal('Give $50');
    expect(inside<HTMLInputElement>(el, '[name="frequency"]:checked').value).to.equal('once');
    sessionStorage.clear();
  });

  it('another campaign in the same element begins anew, but for the person', async () => {
    const { el, store } = await shown(html`<cairn-contribution-form></cairn-contribution-form>`);
    await fill(el, 'custom', '12');
    await fill(el, 'email', 'ada@example.org');
    store.ready({ ...sample(), id: 'another' });
    await settled(el);
    expect(submitText(el)).to.equal('Give $50');
    expect(inside<HTMLInputElement>(el, '[name="email"]').value).to.equal('ada@example.org');
  });

  it('what somebody typed is not overwritten by a property that is set later', async () => {
    const { el } = await shown(html`<cairn-contribution-form></cairn-contribution-form>`);
    await fill(el, 'name', 'Ada');
    el.prefill = { name: 'Eve' };
    await settled(el);
    expect(inside<HTMLInputElement>(el, '[name="name"]').value).to.equal('Ada');
  });

  it('[CF24] a draft is kept for the tab only where the author asks for it, and goes with what was sent', async () => {
    sessionStorage.clear();
    const plain = await shown(html`<cairn-contribution-form></cairn-contribution-form>`);
    await fill(plain.el, 'name', 'Ada');
    expect(sessionStorage.length).to.equal(0);
    const { el } = await shown(html`<cairn-contribution-form with-draft></cairn-contribution-form>`);
    await fill(el, 'custom', '12');
    await fill(el, 'name', 'Ada');
    el.remove();
    const again = await shown(html`<cairn-contribution-form with-draft></cairn-contribution-form>`);
    expect(inside<HTMLInputElement>(again.el, '[name="name"]').value).to.equal('Ada');
    expect(submitText(again.el)).to.equal('Give $12');
    await fill(again.el, 'email', 'ada@example.org');
    await press(again.el, '.submit');
    await waitUntil(() => find(again.el, '.thanks'));
    expect(sessionStorage.length).to.equal(0);
  });
});

describe('<cairn-contribution-form> and who gives with you', () => {
  const matched = (match: object) => {
    const input = sample();
    input.goals![0] = { ...input.goals![0]!, match: { by: 'Merrow Outdoor', ratio: 1, ...match } };
    return input;
  };
  const line = async (input: CampaignInput) => {
    const { el } = await shown(html`<cairn-contribution-form amount="50"></cairn-contribution-form>`, input);
    const match = find(el, '.match');
    return match && seen(match);
  };

  it('[CF22] says what a match adds to the chosen amount', async () => {
    expect(await line(matched({}))).to.equal('Merrow Outdoor adds $50: together $100.');
    expect(await line(matched({ ratio: 0.5 }))).to.equal('Merrow Outdoor adds $25: together $75.');
    expect(await line(matched({ ratio: 0.1 }))).to.equal('Merrow Outdoor adds $5: together $55.');
  });

  it('[CF22] never promises more than is left of it, and nothing once it is over', async () => {
    expect(await line(matched({ remaining: 1200 }))).to.equal('Merrow Outdoor adds $12: together $62.');
    expect(await line(matched({ remaining: 0 }))).to.equal(null);
    expect(await line(matched({ endsAt: '2020-01-01T00:00:00Z' }))).to.equal(null);
  });

  it('[CF21] asks at most once whether it could be every month, and only where the author wants it', async () => {
    const plain = await shown(
      html`<cairn-contribution-form .prefill=${{ email: 'a@b.example', amount: '50' }}> </cairn-contribution-form>`,
    );
    await press(plain.el, '.submit');
    expect(plain.store.sent).to.have.length(1);

    const { el, store } = await shown(html`
      <cairn-contribution-form
        with-monthly-question
        .prefill=${{ email: 'a@b.example', amount: '50' }}
      ></cairn-contribution-form>
    `);
    await press(el, '.submit');
    expect(store.sent).to.have.length(0);
    expect(root(el).activeElement?.id).to.equal('regular');
    await audit(el);
    await press(el, '.ask button:last-of-type');
    await waitUntil(() => store.sent.length === 1);
    expect(store.sent[0]!.intent).to.deep.include({ frequency: 'once' });
    expect(store.sent[0]!.intent.quantity!.value).to.equal(5000);
  });

  it('[CF21] the question goes when the amount does, and a double click is no answer', async () => {
    const { el, store } = await shown(html`
      <cairn-contribution-form
        with-monthly-question
        .prefill=${{ email: 'a@b.example', amount: '50' }}
      ></cairn-contribution-form>
    `);
    const click = (detail: number) =>
      inside(el, '.submit').dispatchEvent(
        new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, detail }),
      );
    click(1);
    click(2);
    await waitUntil(() => find(el, '.ask'));
    await settled(el);
    expect(store.sent).to.have.length(0);
    inside(el, '[name="preset"][value="10000"]').click();
    await settled(el);
    expect(find(el, '.ask')).to.equal(null);
  });

  it('[CF21] asks for no more each month than was to be given at all', async () => {
    const { el, store } = await shown(html`
      <cairn-contribution-form
        with-monthly-question
        .prefill=${{ email: 'a@b.example', amount: '5' }}
      ></cairn-contribution-form>
    `);
    await press(el, '.submit');
    await waitUntil(() => store.sent.length === 1);
    expect(store.sent[0]!.intent).to.deep.include({ frequency: 'once' });
  });

  it('[CF21] a yes gives the offered monthly amount', async () => {
    const { el, store } = await shown(html`
      <cairn-contribution-form
        with-monthly-question
        .prefill=${{ email: 'a@b.example', amount: '50' }}
      ></cairn-contribution-form>
    `);
    await press(el, '.submit');
    await press(el, '.ask button');
    await waitUntil(() => store.sent.length === 1);
    expect(store.sent[0]!.intent.frequency).to.equal('monthly');
  });
});

describe('<cairn-contribution-form layout="steps">', () => {
  const stepped = () => shown(html`<cairn-contribution-form layout="steps" amount="50"></cairn-contribution-form>`);

  it('[CF23] asks one thing after the other, and keeps everything on the way back', async () => {
    const { el, store } = await stepped();
    expect(seen(inside(el, '#step'))).to.equal('Step 1 of 3: your part');
    expect(find(el, '[name="email"]')).to.equal(null);
    const event = oneEvent(el, 'cairn-step') as unknown as Promise<CairnStepEvent>;
    await press(el, '.turns .primary');
    expect((await event).detail).to.deep.include({ step: 'details', pathwayId: 'donate' });
    expect(seen(inside(el, '#step'))).to.equal('Step 2 of 3: about you');
    expect(root(el).activeElement?.id).to.equal('step');
    await fill(el, 'name', 'Ada');
    await press(el, '.turns .quiet');
    expect(chosen(el)).to.equal('5000');
    await press(el, '.turns .primary');
    expect(inside<HTMLInputElement>(el, '[name="name"]').value).to.equal('Ada');
    await fill(el, 'email', 'ada@example.org');
    await press(el, '.turns .primary');
    // WCAG 3.3.4: everything once more before it is sent, with a way back to each.
    const review = seen(inside(el, '.review'));
    expect(review).to.contain('Give $50').and.contain('ada@example.org').and.contain('Not your name');
    await audit(el);
    expect(store.sent).to.have.length(0);
    await press(el, '.review .link');
    expect(seen(inside(el, '#step'))).to.contain('Step 1');
    await press(el, '.turns .primary');
    await press(el, '.turns .primary');
    await press(el, '.submit');
    await waitUntil(() => find(el, '.thanks'));
    expect(store.sent).to.have.length(1);
  });

  it('[CF1] [CF23] an idea is written down first, and missed where it is written', async () => {
    const campaign = sample();
    campaign.pathways = [{ id: 'idea', kind: 'share', label: 'Share an idea', unit: 'ideas', scale: 0 }];
    const { el, store } = await shown(
      html`<cairn-contribution-form layout="steps"></cairn-contribution-form>`,
      campaign,
    );
    await press(el, '.turns .primary');
    expect(seen(inside(el, '#step'))).to.contain('Step 1');
    expect(seen(inside(el, '.alert'))).to.contain('Message: fill this in');
    await fill(el, 'message', 'Plant hazel too.');
    await press(el, '.turns .primary');
    expect(seen(inside(el, '#step'))).to.contain('Step 2');
    expect(find(el, '[name="message"]')).to.equal(null);
    await press(el, '.turns .primary');
    await press(el, '.review > :last-child .link');
    expect(inside<HTMLTextAreaElement>(el, '[name="message"]').value).to.equal('Plant hazel too.');
    await press(el, '.turns .primary');
    await press(el, '.turns .primary');
    await press(el, '.submit');
    await waitUntil(() => store.sent.length === 1);
    expect(store.sent[0]!.intent.message).to.equal('Plant hazel too.');
  });

  it('[CF23] [CF4] a step says what is missing in it, and no more', async () => {
    const { el } = await stepped();
    await press(el, '.turns .primary');
    await press(el, '.turns .primary');
    expect(seen(inside(el, '.alert'))).to.contain('1 thing to fix. Nothing was charged.');
    expect(root(el).activeElement).to.equal(inside(el, '.alert'));
    expect(seen(inside(el, '#step'))).to.contain('Step 2');
  });
});

describe('<cairn-contribution-form layout="steps"> in rough hands', () => {
  const stepped = () =>
    shown(html`
      <cairn-contribution-form
        layout="steps"
        .prefill=${{ amount: '50', email: 'a@b.example' }}
      ></cairn-contribution-form>
    `);
  const click = (el: Element, detail = 1) =>
    inside(el, '.turns [type="submit"]').dispatchEvent(
      new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, detail }),
    );

  it('[CF29] goes on in a frame that is sandboxed without forms, which never tells of a submission', async () => {
    const { el } = await stepped();
    el.shadowRoot!.addEventListener('submit', (event) => event.stopImmediatePropagation(), { capture: true });
    await press(el, '.turns [type="submit"]');
    expect(seen(inside(el, '#step'))).to.contain('Step 2');
  });

  it('[CF23] [A-form-3.3.4] a double click is one step: nothing is sent that was not looked over', async () => {
    const { el, store } = await stepped();
    click(el);
    click(el);
    await settled(el);
    expect(seen(inside(el, '#step')), 'two presses before the code had come').to.contain('Step 2');
    click(el, 1);
    await settled(el);
    expect(seen(inside(el, '#step'))).to.contain('Step 3');
    click(el, 2);
    await settled(el);
    expect(store.sent).to.have.length(0);
  });

  it('[F56] what the server found is a link to its step, where it is said beside the field', async () => {
    const { el, store } = await stepped();
    store.answer = () =>
      Promise.reject(problem('validation', 422, { errors: [{ pointer: '/email', code: 'format' }] }));
    await press(el, '.turns [type="submit"]');
    await press(el, '.turns [type="submit"]');
    await press(el, 'button.submit');
    await waitUntil(() => find(el, '.alert a'));
    await press(el, '.alert a');
    expect(seen(inside(el, '#step'))).to.contain('Step 2');
    expect(root(el).activeElement).to.equal(inside(el, '[name="email"]'));
    expect(inside(el, '[name="email"]').getAttribute('aria-invalid')).to.equal('true');
  });
});

describe('<cairn-contribution-form> in a dialog', () => {
  it('[CF23] a button opens it; the focus goes in and comes back; Escape closes it', async () => {
    const { el } = await shown(html`<cairn-contribution-form display="button"></cairn-contribution-form>`);
    const opener = inside<HTMLButtonElement>(el, '[part~="opener"]');
    expect(find(el, 'form')).to.equal(null);
    opener.focus();
    opener.click();
    await settled(el);
    const dialog = inside<HTMLDialogElement>(el, 'dialog');
    expect(dialog.open).to.equal(true);
    expect(dialog.contains(root(el).activeElement)).to.equal(true);
    expect(dialog.getAttribute('aria-label')).to.equal('Add your stone');
    await audit(el);
    await fill(el, 'name', 'Ada');
    await press(el, '.close');
    await waitUntil(() => !dialog.open);
    expect(root(el).activeElement).to.equal(opener);
    opener.click();
    await settled(el);
    expect(inside<HTMLInputElement>(el, '[name="name"]').value, 'what was typed is still there').to.equal('Ada');
    await press(el, '.close');
  });

  it('[CF23] a link to #cairn-give opens it, on the pathway it names, and is gone from the address when closed', async () => {
    const { el } = await shown(html`<cairn-contribution-form display="dialog"></cairn-contribution-form>`);
    expect(el.getBoundingClientRect().height).to.equal(0);
    const before = location.href;
    location.hash = '#cairn-give-pledge';
    await waitUntil(() => find<HTMLDialogElement>(el, 'dialog')?.open);
    await settled(el);
    expect(inside(el, '.tab.on').id).to.equal('tab-pledge');
    await press(el, '.close');
    await waitUntil(() => location.hash === '');
    expect(location.href.split('#')[0]).to.equal(before.split('#')[0]);
  });

  it('[CF23] it cannot be closed while something is being sent', async () => {
    const { el, store } = await shown(html`
      <cairn-contribution-form
        display="button"
        .prefill=${{ email: 'a@b.example', amount: '50' }}
      ></cairn-contribution-form>
    `);
    let finish!: () => void;
    const answer = store.answer;
    store.answer = (intent, key) => new Promise((resolve) => (finish = () => resolve(answer(intent, key))));
    await press(el, '[part~="opener"]');
    await press(el, '.submit');
    await waitUntil(() => store.sent.length === 1);
    const dialog = inside<HTMLDialogElement>(el, 'dialog');
    const cancel = new Event('cancel', { cancelable: true });
    dialog.dispatchEvent(cancel);
    expect(cancel.defaultPrevented).to.equal(true);
    inside(el, '.close').click();
    expect(dialog.open).to.equal(true);
    // Pressed twice, Escape closes a dialog whatever its page says.
    dialog.close();
    await waitUntil(() => dialog.open, 'open again');
    finish();
    await waitUntil(() => find(el, '.thanks'));
    dialog.close();
  });

  it('[CF18] [F52] what became of what was on its way is not said behind a closed dialog', async () => {
    const values = { pathwayId: 'donate', preset: 5000, frequency: 'once', name: 'Ada', email: 'a@b.example' };
    const intent = { pathwayId: 'donate', quantity: { value: 5000, unit: 'USD', scale: 2 }, anonymous: true, hp: '' };
    const kept = { key: 'k'.repeat(32), endpoint: 'test:campaign', intent, values };
    sessionStorage.setItem('cairn.pending', JSON.stringify(kept));
    const lost = await shown(html`<cairn-contribution-form display="button"></cairn-contribution-form>`);
    await waitUntil(() => find<HTMLDialogElement>(lost.el, 'dialog')?.open && find(lost.el, '.alert'));
    expect(seen(inside(lost.el, '.alert b'))).to.contain('don’t know yet');
    lost.el.remove();

    sessionStorage.setItem('cairn.pending', JSON.stringify({ ...kept, id: 'ctr_1', viewToken: 't' }));
    const back = withSearch('?cairn_contribution=ctr_1');
    try {
      const store = new FakeStore();
      store.ready(sample());
      store.lookUp = () =>
        Promise.resolve({
          id: 'ctr_1',
          state: 'confirmed',
          kind: 'donate',
          pathwayId: 'donate',
          receipt: 'NF-1',
          next: { type: 'none' },
        });
      const el = await mount<ContributionForm>(
        html`<cairn-contribution-form display="button"></cairn-contribution-form>`,
        store,
      );
      await waitUntil(() => find(el, '.thanks'));
      expect(inside<HTMLDialogElement>(el, 'dialog').open).to.equal(true);
    } finally {
      back();
      sessionStorage.clear();
    }
  });
});

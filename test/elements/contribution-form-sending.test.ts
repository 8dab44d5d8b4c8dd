import { aTimeout, expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CampaignError } from '../../src/data/error.ts';
import type { Receipt } from '../../src/data/schema.ts';
import { NOW, inside, sample, settled } from '../helpers/campaign.ts';
import { audit } from '../helpers/audit.ts';
import {
  alert,
  all,
  button,
  byName,
  checkout,
  fill,
  focused,
  kept,
  label,
  mounted,
  pick,
  press,
  problem,
  ready,
  root,
  seen,
  send,
  stayHere,
  still,
  withPathway,
} from '../helpers/form.ts';

/** The sample, with a way to share an idea. */
const sharing = () => {
  const campaign = sample();
  campaign.pathways!.push({ id: 'share', kind: 'share', label: 'Share an idea', unit: 'ideas', scale: 0 });
  return campaign;
};

/* What is to be fixed, and what becomes of what is sent. */

describe('<cairn-contribution-form>', () => {
  stayHere();

  describe('something to fix', () => {
    it('[CF4] the summary takes the focus, counts, says nothing was charged and links to each field', async () => {
      const { el, store } = await mounted(
        withPathway('donate', {
          default: undefined,
          consents: [{ id: 'terms', text: 'I agree to the gift terms', version: '1', required: true }],
        }),
        { level: 3 },
      );
      await fill(el, 'email', 'maren.example.org');
      let heard: string[] = [];
      el.addEventListener('cairn-invalid', (event) => (heard = event.detail.fields));
      await send(el);
      expect(store.sent).to.have.length(0);
      expect(heard).to.deep.equal(['amount', 'email', 'consents.terms']);
      expect(focused(el)).to.equal(alert(el));
      const heading = inside(el, '.alert [role=heading]');
      expect(seen(heading)).to.equal('3 things to fix. Nothing was charged.');
      expect(heading.ariaLevel).to.equal('4');
      expect(alert(el)!.getAttribute('aria-labelledby')).to.equal(heading.id);
      const links = all<HTMLAnchorElement>(el, '.alert a');
      expect(links.map(seen)).to.deep.equal([
        'Choose or type an amount',
        'Email needs an @ and a domain, like name@example.org',
        'Needed before we can go on: I agree to the gift terms',
      ]);
      const inline = all(el, '.why').map((why) => seen(why).replace(/^Error: /, ''));
      expect(inline, 'the same words beside the fields').to.deep.equal(links.map(seen));
      expect(all(el, '.why .vh').map((prefix) => prefix.textContent)).to.deep.equal(['Error: ', 'Error: ', 'Error: ']);
      const address = location.href;
      const targets = links.map((link) => {
        link.click();
        return focused(el);
      });
      expect(targets).to.deep.equal([all(el, '[name=preset]')[0], byName(el, 'email'), byName(el, 'consents.terms')]);
      expect(location.href, "the page's own address").to.equal(address);
      expect(byName(el, 'email').value, 'never cleared').to.equal('maren.example.org');
    });

    it('[CF4] every aria-describedby names what is there, and aria-invalid comes with the error only', async () => {
      const { el } = await mounted();
      const dangling = () =>
        all(el, '[aria-describedby], [aria-labelledby]').flatMap((node) =>
          `${node.getAttribute('aria-describedby') ?? ''} ${node.getAttribute('aria-labelledby') ?? ''}`
            .split(' ')
            .filter((id) => id && !root(el).getElementById(id)),
        );
      expect(dangling()).to.deep.equal([]);
      expect(all(el, '[aria-invalid]')).to.deep.equal([]);
      await send(el);
      expect(dangling()).to.deep.equal([]);
      expect(all(el, '[aria-invalid=true]')).to.deep.equal([byName(el, 'email')]);
      expect(byName(el, 'email').getAttribute('aria-describedby')!.split(' ')).to.deep.equal(['h-email', 'e-email']);
      await fill(el, 'email', 'maren@example.org');
      expect(all(el, '[aria-invalid]'), 'gone as soon as it is mended').to.deep.equal([]);
      expect(dangling()).to.deep.equal([]);
      expect(alert(el), 'the summary does not move under the reader').to.exist;
    });

    it('passes the audit with errors, while sending, and thanked', async () => {
      const { el, store } = await mounted();
      await send(el);
      await still(el);
      await audit(el);
      await fill(el, 'email', 'maren@example.org');
      let answer: (receipt: Receipt) => void = () => undefined;
      store.answer = () => new Promise((resolve) => (answer = resolve));
      await send(el);
      await audit(el);
      answer(checkout({ state: 'recorded', next: { type: 'none' } }));
      await waitUntil(() => root(el).querySelector('.thanks'));
      await settled(el);
      await still(el);
      await audit(el);
    });

    it('[S29] a card number is never sent', async () => {
      const { el, store } = await ready();
      inside(el, '.addnote').click();
      await settled(el);
      await fill(el, 'message', 'my card is 4111 1111 1111 1111');
      await send(el);
      expect(store.sent).to.have.length(0);
      expect(all(el, '.alert li').map(seen)).to.deep.equal([
        'Message: take out the card number, it is never typed here',
      ]);
    });
  });

  describe('sending', () => {
    it('[F50] fifty clicks and an Enter make one call', async () => {
      const { el, store } = await ready();
      let answer: (receipt: Receipt) => void = () => undefined;
      store.answer = () => new Promise((resolve) => (answer = resolve));
      for (let count = 0; count < 25; count += 1) button(el).click();
      await el.updateComplete;
      for (let count = 0; count < 25; count += 1) button(el).click();
      button(el).focus();
      await sendKeys({ press: 'Enter' });
      expect(store.sent).to.have.length(1);
      answer(checkout({ state: 'confirmed', next: { type: 'none' } }));
      await waitUntil(() => root(el).querySelector('.thanks'));
      expect(store.sent).to.have.length(1);
      expect(store.sent[0]!.key).to.match(/^[0-9a-f]{32}$/);
    });

    it('[F54] says so on the button, keeps the focus there, and nothing can be changed', async () => {
      const { el, store } = await ready();
      store.answer = () => new Promise(() => undefined);
      byName(el, 'email').focus();
      await sendKeys({ press: 'Enter' });
      await settled(el);
      expect(store.sent).to.have.length(1);
      expect(label(el)).to.equal('Sending $50');
      expect(focused(el)).to.equal(button(el));
      expect(button(el).getAttribute('aria-disabled')).to.equal('true');
      expect(button(el).disabled).to.equal(false);
      expect(all(el, '[role=status]').map(seen)).to.deep.equal(['Sending $50']);
      expect(all(el, 'input, textarea, .tab').every((control) => control.closest('[inert]'))).to.equal(true);
      await still(el);
      expect(parseFloat(getComputedStyle(inside(el, '.left')).opacity)).to.equal(0.5);
      const { intent } = store.sent[0]!;
      const before = JSON.stringify(intent);
      await sendKeys({ type: '999' });
      await fill(el, 'custom', '999');
      expect(JSON.stringify(intent)).to.equal(before);
      expect(label(el)).to.equal('Sending $50');
    });

    it('[F51] a lost reply keeps the values, says it cannot be charged twice, and retries with the same key', async () => {
      const { el, store } = await ready();
      store.answer = () => Promise.reject(new CampaignError('timeout', 'no answer'));
      await send(el);
      expect(seen(inside(el, '.alert b'))).to.equal('We don’t know yet whether it arrived.');
      expect(seen(inside(el, '.reason'))).to.equal('Try again: it cannot be charged twice.');
      expect(focused(el)).to.equal(alert(el));
      expect(byName(el, 'email').value).to.equal('maren@example.org');
      store.answer = async () => checkout({ state: 'confirmed', next: { type: 'none' } });
      inside(el, '.alert button').click();
      await settled(el);
      expect(store.sent).to.have.length(2);
      expect(store.sent[1]).to.deep.equal(store.sent[0]);
      expect(seen(inside(el, '#thanks'))).to.equal('Thank you, Maren.');
      expect(kept(), 'nothing stays behind').to.equal(null);
    });

    it('[CF5] the same after the address changed; another key once something else is meant', async () => {
      const { el, store } = await ready();
      store.answer = () => Promise.reject(new CampaignError('network', 'no answer'));
      await send(el);
      history.replaceState(null, '', '#elsewhere');
      await send(el);
      expect(store.sent[1]).to.deep.equal(store.sent[0]);
      await pick(el, 'preset', '2500');
      await send(el);
      expect(store.sent[2]!.key).not.to.equal(store.sent[0]!.key);
      expect(store.sent[2]!.intent.quantity!.value).to.equal(2500);
    });

    it('[F55] offline: not sent, nothing charged, nothing queued', async () => {
      const { el, store } = await ready();
      store.answer = () => Promise.reject(new CampaignError('offline', 'offline'));
      await send(el);
      expect(seen(inside(el, '.alert b'))).to.equal('Not sent. Nothing was charged.');
      expect(seen(inside(el, '.reason'))).to.contain('You are offline.');
      expect(label(el)).to.equal('Give $50');
      expect(kept()).to.equal(null);
      store.answer = async () => checkout({ state: 'recorded', next: { type: 'none' } });
      await send(el);
      expect(store.sent[1]!.key).to.equal(store.sent[0]!.key);
    });

    it('[F53] still being worked on: waits as told and asks again with the same key', async () => {
      const { el, store } = await ready();
      store.answer = () =>
        store.sent.length < 3
          ? Promise.reject(problem('idempotency-in-flight', 409, { retryAfter: 0.2 }))
          : Promise.resolve(checkout({ state: 'recorded', next: { type: 'none' } }));
      await send(el);
      expect(label(el)).to.equal('Sending $50');
      await waitUntil(() => root(el).querySelector('.thanks'), 'no thanks', { timeout: 5000 });
      expect(new Set(store.sent.map(({ key }) => key)).size).to.equal(1);
      expect(store.sent).to.have.length(3);
    });

    it('[F53] sent before with other details: another key, but only when the visitor presses again', async () => {
      const { el, store } = await ready();
      store.answer = () => Promise.reject(problem('idempotency-mismatch'));
      await send(el);
      await aTimeout(50);
      expect(store.sent).to.have.length(1);
      expect(seen(inside(el, '.alert'))).to.contain('sent before with other details');
      await send(el);
      expect(store.sent[1]!.key).not.to.equal(store.sent[0]!.key);
    });

    it('[F56] what the server found lands on its fields; what no field has stands in the summary', async () => {
      const { el, store } = await ready();
      store.answer = () =>
        Promise.reject(
          problem('validation', 422, {
            errors: [
              { pointer: '/email', code: 'invalid_format' },
              { pointer: '/quantity/value', code: 'too_small' },
              { pointer: '/somethingNew', code: 'odd' },
            ],
          }),
        );
      await send(el);
      expect(all(el, '.alert li').map(seen)).to.deep.equal([
        'Email: the service did not accept this',
        'Amount: the service did not accept this',
        'somethingNew: the service did not accept this',
      ]);
      expect(seen(inside(el, '.alert b'))).to.equal('Not accepted. Nothing was charged.');
      expect(all(el, '.alert a')).to.have.length(2);
      expect(byName(el, 'email').getAttribute('aria-invalid')).to.equal('true');
      expect(focused(el)).to.equal(alert(el));
      await fill(el, 'email', 'other@example.org');
      expect(byName(el, 'email').hasAttribute('aria-invalid')).to.equal(false);
    });

    it('[F57] every other answer is put into words, money first, with everything still there', async () => {
      for (const [error, head, why] of [
        [problem('campaign-closed', 410), 'Not accepted. Nothing was charged.', 'no longer takes contributions'],
        [problem('too-many-requests', 429, { retryAfter: 40 }), 'Not accepted. Nothing was charged.', '40 seconds'],
        [problem('too-many-requests', 429, { retryAfter: 200 }), 'Not accepted. Nothing was charged.', '4 minutes'],
        [problem('checkout-unavailable', 502), 'Not sent. Nothing was charged.', 'payment page is not answering'],
        [problem('proof-required', 428), 'Not accepted. Nothing was charged.', 'a check that this page cannot do yet'],
        [problem('origin-not-allowed', 403), 'Not accepted. Nothing was charged.', 'origin-not-allowed'],
        [new CampaignError('http', 'x', { status: 503 }), 'We don’t know yet whether it arrived.', 'charged twice'],
        [new CampaignError('schema', 'x'), 'We don’t know yet whether it arrived.', 'charged twice'],
        [new CampaignError('unsupported', 'x'), 'Not sent. Nothing was charged.', 'takes no contributions itself'],
      ] as const) {
        const { el, store } = await ready();
        let code = '';
        el.addEventListener('cairn-error', (event) => (code = event.detail.code));
        store.answer = () => Promise.reject(error);
        await send(el);
        expect(seen(inside(el, '.alert b')), code).to.equal(head);
        expect(seen(inside(el, '.alert')), code).to.contain(why);
        expect(code).to.equal(error.problem?.code ?? error.kind);
        expect(byName(el, 'name').value).to.equal('Maren Oduya');
        expect(label(el)).to.equal('Give $50');
        el.remove();
      }
    });

    it('[CF4] a promise, hours, a deed and an idea are not charged: nothing is said of money, on any of them', async () => {
      for (const [pathway, missing] of [
        ['pledge', '2 things to fix. Nothing was sent.'],
        ['volunteer', '1 thing to fix. Nothing was sent.'],
        ['act', '2 things to fix. Nothing was sent.'],
        ['share', '2 things to fix. Nothing was sent.'],
      ] as const) {
        for (const [error, head, why] of [
          [problem('campaign-closed', 410), 'Not accepted.', 'no longer takes contributions'],
          [new CampaignError('offline', 'x'), 'Not sent.', 'You are offline.'],
          [new CampaignError('http', 'x', { status: 503 }), 'We don’t know yet whether it arrived.', 'counted twice'],
        ] as const) {
          const { el, store } = await mounted(sharing(), { pathway });
          await fill(el, 'email', 'maren');
          await send(el);
          expect(seen(inside(el, '.alert b')), pathway).to.equal(missing);
          await fill(el, 'email', 'maren@example.org');
          if (pathway === 'pledge') await fill(el, 'due', '2026-06-30');
          if (pathway === 'act') await press(el, '[name=actions]');
          if (pathway === 'share') await fill(el, 'message', 'Plant along the school road');
          let answer: (error: Error) => void = () => undefined;
          store.answer = () => new Promise((_, reject) => (answer = reject));
          await send(el);
          expect(store.sent, pathway).to.have.length(1);
          expect(seen(inside(el, '.panel')), `${pathway}, on its way`).not.to.match(/charge|secure/i);
          answer(error);
          await waitUntil(() => alert(el));
          expect(seen(inside(el, '.alert b')), pathway).to.equal(head);
          expect(seen(inside(el, '.alert')), pathway).to.contain(why);
          expect(seen(inside(el, '.base')), pathway).not.to.match(/charge/i);
          el.remove();
          sessionStorage.clear();
        }
      }
    });

    it('[CF17] a promise, hours or a deed that is finished elsewhere says where, and nothing of money', async () => {
      for (const id of ['pledge', 'volunteer', 'act']) {
        const handoff = { type: 'redirect', template: 'https://elsewhere.example/join' } as const;
        const { el } = await mounted(withPathway(id, { handoff }), { pathway: id });
        expect(seen(inside(el, '.assurance')), id).to.equal('Continue on elsewhere.example');
        el.remove();
      }
    });

    it('[F57] closed while somebody is filling it in: it says so and keeps what was typed', async () => {
      const { el, store } = await ready();
      await fill(el, 'custom', '12');
      store.ready(sample({ status: 'ended', endsAt: new Date(NOW - 1000).toISOString() }));
      await settled(el);
      expect(seen(inside(el, '.alert'))).to.contain('This campaign has closed. Nothing was charged.');
      expect(byName(el, 'custom').value).to.equal('12');
      expect(byName(el, 'email').value).to.equal('maren@example.org');
      expect(seen(inside(el, '[role=status]'))).to.equal('This campaign has closed.');
    });

    it('[F57] [F51] closed while nobody knows whether it arrived: that stays what is said, and nothing else is claimed', async () => {
      const { el, store } = await ready();
      store.answer = () => Promise.reject(new CampaignError('timeout', 'lost'));
      await send(el);
      store.ready(sample({ status: 'ended', endsAt: new Date(NOW - 1000).toISOString() }));
      await settled(el);
      expect(seen(inside(el, '.alert b'))).to.equal('We don’t know yet whether it arrived.');
      store.ready();
      await settled(el);
      expect(seen(inside(el, '.alert b'))).to.equal('We don’t know yet whether it arrived.');
    });

    it('[F10] taken out of the page while it is sent, and back: a failure is said all the same', async () => {
      const { el, store } = await ready();
      const parent = el.parentElement!;
      let answer: (error: Error) => void = () => undefined;
      store.answer = () => new Promise((_, reject) => (answer = reject));
      await send(el);
      el.remove();
      answer(new CampaignError('offline', 'offline'));
      await settled(el);
      parent.append(el);
      await settled(el);
      expect(seen(inside(el, '.alert b'))).to.equal('Not sent. Nothing was charged.');
    });

    it('[CF27] paused while somebody is filling it in, and open again', async () => {
      const { el, store } = await ready();
      store.ready(sample({ status: 'paused' }));
      await settled(el);
      expect(seen(inside(el, '.alert'))).to.contain('This campaign is paused. Nothing was charged.');
      store.ready();
      await settled(el);
      expect(alert(el)).to.equal(null);
      expect(byName(el, 'name').value).to.equal('Maren Oduya');
    });

    it('[F10] taken out of the page while it is sent: the money is not called back', async () => {
      const { el, store } = await ready();
      const parent = el.parentElement!;
      let answer: (receipt: Receipt) => void = () => undefined;
      store.answer = () => new Promise((resolve) => (answer = resolve));
      await send(el);
      el.remove();
      await aTimeout(10);
      answer(checkout({ state: 'confirmed', next: { type: 'none' } }));
      await aTimeout(10);
      parent.append(el);
      await settled(el);
      expect(seen(inside(el, '#thanks'))).to.equal('Thank you, Maren.');
      expect(store.sent).to.have.length(1);
    });

    for (const [name, answer] of [
      ['cairn-success', () => Promise.resolve(checkout({ state: 'confirmed', next: { type: 'none' } }))],
      ['cairn-error', () => Promise.reject(new CampaignError('offline', 'offline'))],
    ] as const)
      it(`[CF26] [F10] taken out of the page while it is sent: the page and the form hear ${name}, once each`, async () => {
        const { el, store } = await ready();
        const parent = el.parentElement!;
        let letGo: () => void = () => undefined;
        store.answer = () => new Promise<void>((go) => (letGo = go)).then(answer);
        const heard: string[] = [];
        const hear = (where: string) => (event: Event) => void heard.push(`${where} ${event.type}`);
        const [onPage, onForm] = [hear('page'), hear('form')];
        document.addEventListener(name, onPage);
        el.addEventListener(name, onForm);
        await send(el);
        el.remove();
        letGo();
        await waitUntil(() => heard.length > 1);
        parent.append(el); // and not again when it is back
        await settled(el);
        document.removeEventListener(name, onPage);
        expect(heard.sort()).to.deep.equal([`form ${name}`, `page ${name}`]);
      });

    it('[F11] moved in the page: what was typed stays', async () => {
      const { el } = await ready();
      await fill(el, 'custom', '33');
      const parent = el.parentElement!;
      const other = document.createElement('div');
      parent.append(other);
      for (let round = 0; round < 5; round += 1) (round % 2 ? parent : other).append(el);
      await settled(el);
      expect(byName(el, 'custom').value).to.equal('33');
      expect(byName(el, 'name').value).to.equal('Maren Oduya');
    });

    it('[CF26] cairn-submit comes before and can be cancelled', async () => {
      const { el, store } = await ready();
      el.addEventListener('cairn-submit', (event) => event.preventDefault(), { once: true });
      await send(el);
      expect(store.sent).to.have.length(0);
      expect(label(el)).to.equal('Give $50');
      await send(el);
      expect(store.sent).to.have.length(1);
    });

    it('[CF26] no event says who: no name, address, message or key in any detail', async () => {
      const { el, store } = await mounted();
      const details: string[] = [];
      const names = ['start', 'select', 'invalid', 'submit', 'success', 'error'];
      for (const name of names) {
        el.parentElement!.addEventListener(`cairn-${name}`, (event) =>
          details.push(`${event.type} ${JSON.stringify((event as CustomEvent).detail)}`),
        );
      }
      await send(el);
      await fill(el, 'name', 'Maren Oduya');
      await fill(el, 'email', 'maren@example.org');
      inside(el, '.addnote').click();
      await settled(el);
      await fill(el, 'message', 'A secret.');
      await pick(el, 'preset', '2500');
      store.answer = () => Promise.reject(new CampaignError('network', 'x'));
      await send(el);
      store.answer = async () => checkout({ state: 'confirmed', next: { type: 'none' } });
      await send(el);
      const told = details.join('\n');
      for (const name of names) expect(told).to.contain(`cairn-${name} `);
      expect(told.match(/cairn-start/g)).to.have.length(1);
      expect(told).not.to.match(/Maren|maren@|secret|token-1/);
      expect(told).not.to.contain(store.sent[0]!.key);
    });
  });
});

import { expect, html, waitUntil } from '@open-wc/testing';
import type { Receipt } from '../../src/data/schema.ts';
import type { ContributionForm } from '../../src/elements/contribution-form/contribution-form.ts';
import { checkoutUrl } from '../../src/elements/contribution-form/checkout.ts';
import { expectConsole } from '../helpers/browser.ts';
import { FakeStore, inside, mount, sample, settled } from '../helpers/campaign.ts';
import {
  alert,
  all,
  byName,
  checkout,
  fill,
  focused,
  kept,
  label,
  left,
  mounted,
  openTab,
  type PathwayInput,
  pick,
  ready,
  root,
  savedBy,
  seen,
  send,
  stayHere,
  withPathway,
} from '../helpers/form.ts';

/* Leaving for a payment, coming back, and the thanks. */

describe('<cairn-contribution-form>', () => {
  stayHere();

  describe('the hand-off', () => {
    it('[CF17] is followed only where answer, address and page agree', () => {
      const next = (url: string, host = new URL(url).host) => ({ type: 'redirect' as const, url, host });
      const endpoint = 'https://give.example.org/v1/campaigns/x';
      const allowed = (url: string, hosts = 'checkout.example', host?: string) =>
        checkoutUrl(next(url, host), endpoint, hosts);
      expect(allowed('https://checkout.example/pay')).to.equal('https://checkout.example/pay');
      expect(allowed('https://checkout.example/pay', 'a.example, Checkout.example')).to.exist;
      expect(allowed('https://give.example.org/pay', ''), 'the endpoint’s own').to.exist;
      expect(allowed('https://checkout.example/pay', ''), 'not allowed').to.equal(undefined);
      expect(allowed('https://checkout.example/pay', 'example'), 'no suffix').to.equal(undefined);
      expect(allowed('https://checkout.example.evil.example/'), 'no prefix').to.equal(undefined);
      expect(allowed('https://checkout.example/', undefined, 'other.example'), 'not the host named').to.equal(
        undefined,
      );
      expect(allowed('http://checkout.example/pay'), 'not secure').to.equal(undefined);
      expect(allowed('https://me@checkout.example/pay'), 'user info').to.equal(undefined);
      expect(allowed('javascript:alert(1)//checkout.example', 'checkout.example', 'checkout.example')).to.equal(
        undefined,
      );
      expect(allowed('http://127.0.0.1:4321/checkout/1', '127.0.0.1:4321'), 'this machine').to.exist;
      expect(checkoutUrl({ type: 'redirect', url: 'nonsense', host: '' }, endpoint, '')).to.equal(undefined);
    });

    it('[CF17] leaves for the checkout, and leaves a link for pages that may not', async () => {
      const { el, store } = await ready(sample(), { hosts: 'checkout.example' });
      store.answer = async () => checkout();
      await send(el);
      expect(left).to.deep.equal(['https://checkout.example/pay/1']);
      expect(label(el)).to.equal('Opening checkout.example');
      const link = inside<HTMLAnchorElement>(el, '.assurance a');
      expect(link.href).to.equal('https://checkout.example/pay/1');
      expect(link.rel).to.equal('noopener noreferrer');
      expect(link.closest('[inert]')).to.equal(null);
      const entry = JSON.parse(kept()!) as Record<string, unknown>;
      expect(Object.keys(entry).sort()).to.deep.equal([
        'endpoint',
        'id',
        'intent',
        'key',
        'pathway',
        'values',
        'viewToken',
      ]);
      expect(entry['id']).to.equal('ctr_9');
      expect(store.sent[0]!.intent.returnUrl).to.equal(location.href.split('#')[0] + location.hash);
    });

    it('[CF17] who does not get away can change it, or leave for the same checkout again', async () => {
      const { el, store } = await ready(sample(), { hosts: 'checkout.example' });
      store.answer = async () => checkout();
      await send(el);
      expect(inside<HTMLInputElement>(el, '[name=name]').matches(':disabled, [inert] *')).to.equal(true);
      inside<HTMLButtonElement>(el, '.stay button').click();
      await el.updateComplete;
      expect(inside<HTMLInputElement>(el, '[name=name]').matches(':disabled, [inert] *')).to.equal(false);
      expect(byName(el, 'name').value).to.equal('Maren Oduya');
      expect(root(el).activeElement?.matches('.submit')).to.equal(true);
      expect(kept(), 'it may have been paid').not.to.equal(null);
      await send(el);
      expect(store.sent.map(({ key }) => key === store.sent[0]!.key)).to.deep.equal([true, true]);
      expect(left).to.have.length(2);
      inside<HTMLButtonElement>(el, '.stay button').click();
      await el.updateComplete;
      await pick(el, 'preset', '2500');
      await send(el);
      expect(store.sent[2]!.key).not.to.equal(store.sent[0]!.key);
    });

    it('[S29] an address that looks like a card number goes without its query', async () => {
      history.replaceState(null, '', '?fbclid=4111111111111111&utm_content=4111111111111111&utm_source=news');
      const { el, store } = await ready();
      await send(el);
      expect(store.sent[0]!.intent.returnUrl).to.equal(location.origin + location.pathname);
      expect(store.sent[0]!.intent.source).to.deep.equal({ utm_source: 'news' });
    });

    it('[CF17] a payment page that is not allowed is explained, with a way out', async () => {
      expectConsole(/allow-hosts/);
      const { el, store } = await ready();
      store.answer = async () => checkout();
      await send(el);
      expect(left).to.deep.equal([]);
      expect(seen(inside(el, '.alert b'))).to.equal('Nothing was charged.');
      expect(seen(inside(el, '.reason'))).to.contain('checkout.example is not one this page allows');
      expect(inside<HTMLAnchorElement>(el, '.alert a').href).to.equal('https://northfell.example/give');
      expect(byName(el, 'name').value).to.equal('Maren Oduya');
      expect(kept()).to.equal(null);
    });

    it('[CF17] a platform’s own page gets what was chosen in its address', async () => {
      const { el, store } = await mounted(
        withPathway('donate', {
          handoff: { type: 'redirect', template: 'https://opencollective.com/x/donate{?amount,interval}' },
        }),
      );
      expect(root(el).querySelector('[name=email], [name=coverFees], [name=publish]')).to.equal(null);
      expect(seen(inside(el, '.assurance'))).to.equal('You finish on opencollective.com. Nothing is charged here.');
      await pick(el, 'frequency', 'monthly');
      await send(el);
      expect(store.sent).to.have.length(0);
      expect(left).to.deep.equal(['https://opencollective.com/x/donate?amount=50&interval=month']);
      expect(inside<HTMLAnchorElement>(el, '.assurance a').href).to.equal(left[0]);
      expect(kept()).to.equal(null);
    });

    it('[CF17] what another platform asks for itself is neither asked for here nor missed', async () => {
      const consents = [{ id: 'terms', text: 'I agree', version: '1', required: true }];
      const fields = [{ id: 'size', kind: 'text', label: 'Size', required: true }] as PathwayInput['fields'];
      const handoff = { type: 'redirect', template: 'https://give.example/x{?amount}', amountStyle: 'major' } as const;
      const gift = await mounted(withPathway('donate', { handoff, consents, fields }));
      await settled(gift.el);
      expect(root(gift.el).querySelector('[name^="consents"], [name^="fields"]')).to.equal(null);
      await send(gift.el);
      const idea = await mounted(withPathway('act', { kind: 'share', handoff, consents }), { pathway: 'act' });
      await send(idea.el);
      expect(left).to.deep.equal(['https://give.example/x?amount=50', 'https://give.example/x']);
    });

    it('a pathway that is a link is a link', async () => {
      const { el } = await mounted(
        withPathway('donate', { handoff: { type: 'link', href: 'https://give.example/now' } }),
      );
      const link = inside<HTMLAnchorElement>(el, 'a.submit');
      expect(link.href).to.equal('https://give.example/now');
      expect(seen(link)).to.equal('Continue on give.example');
      expect(all(el, 'input')).to.deep.equal([]);
    });

    it('a campaign that cannot take the form leads to its own page, or says that it cannot', async () => {
      const store = new FakeStore();
      store.capabilities = { live: 'none', minPollMs: 0, contribute: 'none' };
      store.ready();
      const el = await mount<ContributionForm>(html`<cairn-contribution-form></cairn-contribution-form>`, store);
      await send(el);
      expect(left).to.deep.equal(['https://northfell.example/give']);
      const bare = new FakeStore();
      bare.capabilities = store.capabilities;
      bare.ready(sample({ links: {} }));
      const stuck = await mount<ContributionForm>(html`<cairn-contribution-form></cairn-contribution-form>`, bare);
      expect(root(stuck).querySelector('.submit')).to.equal(null);
      expect(seen(inside(stuck, '.right .note'))).to.contain('takes no contributions itself');
    });
  });

  describe('coming back', () => {
    /** Sends a gift of 25 dollars, gets `answer`, and leaves the page. */
    async function away(answer: () => Promise<Receipt> = async () => checkout()) {
      const { el, store } = await ready(sample(), { hosts: 'checkout.example' });
      await pick(el, 'preset', '2500');
      store.answer = answer;
      await send(el);
      el.remove();
      left.length = 0;
      return store.sent[0]!;
    }
    const arrive = (id: string) => {
      const url = new URL(location.href);
      url.searchParams.set('cairn_contribution', id);
      history.replaceState(null, '', url);
    };

    async function back(lookUp: (id: string) => Promise<Receipt>) {
      const store = new FakeStore();
      const asked: string[] = [];
      store.lookUp = (id) => {
        asked.push(id);
        return lookUp(id);
      };
      store.ready();
      const el = await mount<ContributionForm>(html`<cairn-contribution-form></cairn-contribution-form>`, store);
      return { el, store, asked };
    }

    it('[CF18] asks the server, thanks, and leaves neither parameter nor storage behind', async () => {
      await away();
      arrive('ctr_9');
      let success = 0;
      const count = () => (success += 1);
      document.addEventListener('cairn-success', count);
      const { el, asked } = await back(async () => checkout({ state: 'confirmed', next: { type: 'none' } }));
      await waitUntil(() => root(el).querySelector('.thanks'));
      document.removeEventListener('cairn-success', count);
      expect(asked).to.deep.equal(['ctr_9']);
      expect(seen(inside(el, '#thanks'))).to.equal('Thank you, Maren.');
      expect(seen(inside(el, '.receipt'))).to.contain('$25, once');
      expect(location.search).not.to.contain('cairn_contribution');
      expect(kept()).to.equal(null);
      expect(success).to.equal(1);
      await settled(el);
      expect(focused(el)?.id).to.equal('thanks');
    });

    it('[CF18] keeps asking for a while when the payment is not confirmed yet', async () => {
      await away();
      arrive('ctr_9');
      const { el, asked } = await back(async () =>
        asked.length < 2 ? checkout() : checkout({ state: 'confirmed', next: { type: 'none' } }),
      );
      expect(seen(inside(el, '.title'))).to.equal('Checking your payment');
      await waitUntil(() => root(el).querySelector('.thanks'), 'no thanks', { timeout: 3000 });
      expect(asked).to.have.length(2);
    });

    it('[CF18] then says that it waits, and asks again when told to', async () => {
      await away();
      arrive('ctr_9');
      const timeout = window.setTimeout;
      // Only the form's own waits: the test's must stay.
      const waits = [1000, 2000, 4000, 8000];
      window.setTimeout = ((run: () => void, ms = 0) =>
        timeout(run, waits.includes(ms) ? ms / 100 : ms)) as typeof window.setTimeout;
      let paid = false;
      try {
        const { el, asked } = await back(async () =>
          paid ? checkout({ state: 'confirmed', next: { type: 'none' } }) : checkout(),
        );
        await waitUntil(() => root(el).querySelector('#pending'), 'not pending', { timeout: 5000 });
        expect(asked).to.have.length(5);
        expect(seen(inside(el, '.blank'))).to.contain('Nothing is charged twice.');
        expect(kept(), 'kept until there is an answer').not.to.equal(null);
        await settled(el);
        expect(focused(el)?.id).to.equal('pending');
        paid = true;
        inside(el, '.blank button').click();
        await waitUntil(() => root(el).querySelector('.thanks'), 'no thanks', { timeout: 3000 });
      } finally {
        window.setTimeout = timeout;
      }
    });

    it('[CF18] a payment that failed or was left: nothing was charged, and everything is as it was', async () => {
      for (const [state, words] of [
        ['failed', 'The payment did not go through. Nothing was charged.'],
        ['cancelled', 'You left before paying. Nothing was charged.'],
        ['expired', 'You left before paying. Nothing was charged.'],
      ] as const) {
        const sent = await away();
        arrive('ctr_9');
        const { el, store } = await back(async () => checkout({ state, next: { type: 'none' } }));
        await waitUntil(() => alert(el));
        expect(seen(inside(el, '.alert b'))).to.equal(words);
        expect(byName(el, 'email').value).to.equal('maren@example.org');
        expect(label(el)).to.equal('Give $25');
        expect(kept()).to.equal(null);
        await send(el);
        expect(store.sent[0]!.key, 'a new attempt').not.to.equal(sent.key);
        el.remove();
        sessionStorage.clear();
      }
    });

    it('[CF18] never believes the address', async () => {
      arrive('ctr_9');
      const { el, asked } = await back(async () => checkout({ state: 'confirmed', next: { type: 'none' } }));
      expect(asked, 'nothing was on its way').to.deep.equal([]);
      expect(label(el)).to.equal('Give $50');
      el.remove();
      await away();
      sessionStorage.setItem('cairn.pending', kept()!.replace('test:campaign', 'https://other.example/'));
      const other = await back(async () => checkout({ state: 'confirmed', next: { type: 'none' } }));
      expect(other.asked, 'another campaign’s').to.deep.equal([]);
    });

    it('[F52] back without paying: the values, the same key, the same checkout', async () => {
      const sent = await away();
      const { el, store, asked } = await back(async () => checkout());
      await waitUntil(() => alert(el));
      expect(asked).to.deep.equal(['ctr_9']);
      expect(seen(inside(el, '.alert b'))).to.equal('You have not paid yet. Nothing was charged.');
      el.allowHosts = 'checkout.example';
      store.answer = async () => checkout();
      await send(el);
      expect(store.sent[0]).to.deep.equal(sent);
      expect(left).to.deep.equal(['https://checkout.example/pay/1']);
    });

    it('[F52] reloaded before the answer came: the same key is tried again when the visitor says so', async () => {
      const sent = await away(() => new Promise(() => undefined));
      const { el, store, asked } = await back(async () => checkout());
      expect(asked).to.deep.equal([]);
      expect(seen(inside(el, '.alert b'))).to.equal('We don’t know yet whether it arrived.');
      expect(store.sent, 'never by itself').to.deep.equal([]);
      inside(el, '.alert button').click();
      await settled(el);
      expect(store.sent[0]).to.deep.equal(sent);
      expect(kept()).to.equal(null);
    });

    it('[F20] works where storage does not', async () => {
      const { setItem, getItem, removeItem } = Storage.prototype;
      const broken = () => {
        throw new DOMException('no', 'SecurityError');
      };
      Object.assign(Storage.prototype, { setItem: broken, getItem: broken, removeItem: broken });
      try {
        const { el, store } = await ready();
        await send(el);
        expect(store.sent).to.have.length(1);
        expect(root(el).querySelector('.thanks')).to.exist;
      } finally {
        Object.assign(Storage.prototype, { setItem, getItem, removeItem });
      }
    });
  });

  describe('thanks', () => {
    it('[CF19] the stone, the receipt, and the focus on the heading', async () => {
      const { el } = await ready();
      await send(el);
      expect(focused(el)).to.equal(inside(el, '#thanks'));
      expect(seen(inside(el, '#thanks'))).to.equal('Thank you, Maren.');
      expect(seen(inside(el, '.said'))).to.contain('Yours is stone 413.');
      expect(seen(inside(el, '.said'))).to.contain('plants 10 trees');
      expect(all(el, '.receipt dt, .receipt dd').map(seen)).to.deep.equal([
        'Receipt',
        'NF-2026-000413',
        'Gift',
        '$50, once',
        'Email',
        'maren@example.org',
      ]);
      expect(all(el, '.pile .yours')).to.have.length(1);
      expect(inside(el, '.pile').getAttribute('aria-hidden')).to.equal('true');
      const mail = inside<HTMLAnchorElement>(el, '.share a').href;
      expect(mail).to.contain('mailto:?subject=');
      expect(decodeURIComponent(mail)).to.contain('https://northfell.example/high-fells');
      expect(decodeURIComponent(mail)).not.to.contain('Maren');
    });

    it('a name is not needed for them', async () => {
      const { el } = await mounted();
      await fill(el, 'email', 'a@example.org');
      await send(el);
      expect(seen(inside(el, '#thanks'))).to.equal('Thank you.');
    });

    it('the receipt is a file of plain text', async () => {
      const { el } = await ready();
      await send(el);
      const { name, text } = await savedBy(() => all(el, '.share button')[1]!.click());
      expect(name).to.equal('NF-2026-000413.txt');
      expect(text).to.contain('Northfell Trust (GB-CHC 1098765)\r\n').and.to.contain('Gift: $50, once');
    });

    it('the link is copied, or stands there to be copied by hand', async () => {
      const { el } = await ready();
      await send(el);
      const clipboard = Object.getOwnPropertyDescriptor(Navigator.prototype, 'clipboard')!;
      const copied: string[] = [];
      const stub = (writeText: (text: string) => Promise<void>) =>
        Object.defineProperty(Navigator.prototype, 'clipboard', { configurable: true, get: () => ({ writeText }) });
      try {
        stub(() => Promise.reject(new Error('not allowed')));
        inside(el, '.share button').click();
        await settled(el);
        const field = inside<HTMLInputElement>(el, '#address');
        expect(field.value).to.equal('https://northfell.example/high-fells');
        expect(focused(el)).to.equal(field);
        expect(field.selectionEnd).to.equal(field.value.length);
        stub(async (text) => void copied.push(text));
        inside(el, '.share button').click();
        await settled(el);
        expect(copied).to.deep.equal(['https://northfell.example/high-fells']);
        expect(seen(inside(el, '.share button'))).to.equal('Copied');
        expect(seen(inside(el, '[role=status]'))).to.equal('Copied');
      } finally {
        Object.defineProperty(Navigator.prototype, 'clipboard', clipboard);
      }
    });

    it('another way to help leads back to the form, with the person still known', async () => {
      const { el } = await ready();
      await send(el);
      expect(all(el, '.more .link').map(seen)).to.deep.equal(['Pledge', 'Volunteer', 'Act']);
      all(el, '.more .link')[1]!.click();
      await settled(el);
      expect(focused(el)?.id).to.equal('tab-volunteer');
      expect(byName(el, 'email').value).to.equal('maren@example.org');
      await openTab(el, 'donate');
      expect(label(el), 'a new gift starts anew').to.equal('Give $50');
    });

    it('[CF17] instructions stand there as they were written', async () => {
      const { el, store } = await ready();
      store.answer = async () => checkout({ next: { type: 'instructions', text: 'IBAN XX00\nReference 500' } });
      await send(el);
      expect(inside(el, '.instructions').textContent).to.equal('IBAN XX00\nReference 500');
      expect(getComputedStyle(inside(el, '.instructions')).whiteSpace).to.equal('pre-line');
      expect(kept()).to.equal(null);
    });
  });
});

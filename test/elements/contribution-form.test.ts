import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CampaignError } from '../../src/data/error.ts';
import type { ContributionForm } from '../../src/elements/contribution-form/contribution-form.ts';
import { contract, isVisible } from '../contract.ts';
import { FakeStore, NOW, inside, mount, sample, settled } from '../helpers/campaign.ts';
import { audit } from '../helpers/audit.ts';
import { all, byName, fill, focused, label, mounted, openTab, ready, seen, send, stayHere } from '../helpers/form.ts';

/* Pathways, states, and reach. */

contract('cairn-contribution-form', {
  make: () => {
    const form = document.createElement('cairn-contribution-form');
    const data = document.createElement('script');
    data.type = 'application/json';
    data.textContent = JSON.stringify(sample({ startsAt: '2020-01-01T00:00:00Z', endsAt: '2090-01-01T00:00:00Z' }));
    form.append(data);
    return form;
  },
});

describe('<cairn-contribution-form>', () => {
  stayHere();

  describe('pathways', () => {
    it('[CF1] are tabs with one panel, one of them selected', async () => {
      const { el } = await mounted();
      expect(inside(el, '[role=tablist]').getAttribute('aria-label')).to.equal('Ways to take part');
      const tabs = all(el, '[role=tab]');
      expect(tabs.map(seen)).to.deep.equal(['Give', 'Pledge', 'Volunteer', 'Act']);
      expect(tabs.map((tab) => tab.getAttribute('aria-selected'))).to.deep.equal(['true', 'false', 'false', 'false']);
      expect(tabs.map((tab) => tab.tabIndex)).to.deep.equal([0, -1, -1, -1]);
      const panel = inside(el, '[role=tabpanel]');
      expect(tabs[0]!.getAttribute('aria-controls')).to.equal(panel.id);
      expect(panel.getAttribute('aria-labelledby')).to.equal(tabs[0]!.id);
      expect(all(el, 'form')).to.have.length(1);
    });

    it('move and open with the arrow keys, Home and End', async () => {
      const { el } = await mounted();
      inside(el, '#tab-donate').focus();
      const heard: string[] = [];
      el.addEventListener('cairn-select', (event) => heard.push(event.detail.pathwayId));
      for (const [key, id] of [
        ['ArrowRight', 'pledge'],
        ['End', 'act'],
        ['ArrowRight', 'donate'],
        ['ArrowLeft', 'act'],
        ['Home', 'donate'],
      ] as const) {
        await sendKeys({ press: key });
        await el.updateComplete;
        expect(focused(el)?.id, key).to.equal(`tab-${id}`);
        expect(inside(el, '[aria-selected=true]').id, key).to.equal(`tab-${id}`);
      }
      expect(heard).to.deep.equal(['pledge', 'act', 'donate', 'act', 'donate']);
    });

    it('turn round with the language', async () => {
      const { el } = await mounted(sample(), { lang: 'ar', dir: 'rtl', width: 480 });
      await waitUntil(() => seen(inside(el, '.title')) === 'أضِف حجرك');
      inside(el, '#tab-donate').focus();
      await sendKeys({ press: 'ArrowLeft' });
      expect(focused(el)?.id).to.equal('tab-pledge');
      const [first, second] = all(el, '.tab').map((tab) => tab.getBoundingClientRect());
      expect(first!.left).to.be.greaterThan(second!.left);
    });

    it('remember what was typed while another was open; the person is the same on all of them', async () => {
      const { el } = await ready();
      await fill(el, 'custom', '12.50');
      await openTab(el, 'pledge');
      expect(byName(el, 'name').value).to.equal('Maren Oduya');
      expect(byName(el, 'custom').value).to.equal('');
      await fill(el, 'custom', '80');
      await openTab(el, 'volunteer');
      inside<HTMLButtonElement>(el, '.stepper button:last-child').click();
      await openTab(el, 'donate');
      expect(byName(el, 'custom').value).to.equal('12.50');
      expect(label(el)).to.equal('Give $12.50');
      await openTab(el, 'pledge');
      expect(byName(el, 'custom').value).to.equal('80');
      await openTab(el, 'volunteer');
      expect(label(el)).to.equal('Offer 7 hours');
    });

    it('one is chosen first by attribute, and from outside by open(), which moves the focus', async () => {
      const { el } = await mounted(sample(), { pathway: 'volunteer' });
      expect(label(el)).to.equal('Offer 6 hours');
      el.open('act');
      await settled(el);
      expect(focused(el)?.id).to.equal('tab-act');
      expect(label(el)).to.equal('Commit');
      el.pathway = 'pledge';
      await settled(el);
      expect(label(el)).to.equal('Pledge $100');
    });

    it('open() before the campaign is there is done when it comes', async () => {
      const store = new FakeStore();
      const el = await mount<ContributionForm>(html`<cairn-contribution-form></cairn-contribution-form>`, store);
      el.open('pledge');
      await settled(el);
      store.ready();
      await settled(el);
      expect(focused(el)?.id).to.equal('tab-pledge');
    });

    it('a single one needs no tabs', async () => {
      const campaign = sample();
      campaign.pathways = [campaign.pathways![0]!];
      const { el } = await mounted(campaign);
      expect(all(el, '[role=tab], [role=tabpanel]')).to.deep.equal([]);
      el.open('donate');
      await settled(el);
      expect(focused(el)?.getAttribute('name')).to.equal('frequency');
    });
  });

  describe('states', () => {
    it('[AL2] loading: blocks of about the final size, in narrow and wide boxes', async () => {
      for (const width of [240, 320, 480, 768, 1200]) {
        const store = new FakeStore();
        const el = await mount<ContributionForm>(html`<cairn-contribution-form></cairn-contribution-form>`, store, {
          width,
        });
        expect(inside(el, '[aria-busy=true]')).to.exist;
        const before = el.offsetHeight;
        store.ready();
        await settled(el);
        expect(Math.abs(el.offsetHeight - before), `${width}: ${before} and ${el.offsetHeight}`).to.be.below(
          el.offsetHeight * 0.12,
        );
        el.remove();
      }
    });

    it('[AL3] a fault says that nothing was charged, and shows the page’s own link', async () => {
      const store = new FakeStore();
      store.fail();
      const el = await mount<ContributionForm>(
        html`<cairn-contribution-form
          ><a href="https://northfell.example/give">Give there</a></cairn-contribution-form
        >`,
        store,
      );
      expect(seen(inside(el, '.fault p'))).to.equal('The form can’t load here. Nothing was charged.');
      expect(isVisible(el.querySelector('a')!)).to.equal(true);
      inside(el, '.fault button').click();
      expect(store.refreshed).to.equal(1);
    });

    it('[AL2] closed, paused, not yet open, nothing to choose', async () => {
      const past = new Date(NOW - 86_400_000).toISOString();
      const closed = await mounted(sample({ endsAt: past }));
      expect(seen(closed.el.shadowRoot!)).to.contain('This campaign has closed.');
      expect(seen(closed.el.shadowRoot!)).to.contain('It ended on June 11 with $34,180 from 412 people.');
      expect(all(closed.el, 'form')).to.deep.equal([]);
      const still = await mounted(sample({ endsAt: past, acceptsAfterEnd: true }));
      expect(label(still.el)).to.equal('Give $50');
      const paused = await mounted(sample({ status: 'paused' }));
      expect(seen(inside(paused.el, '.title'))).to.equal('This campaign is paused.');
      const soon = await mounted(
        sample({ status: 'upcoming', startsAt: new Date(NOW + 20 * 86_400_000).toISOString() }),
      );
      expect(seen(inside(soon.el, '.title'))).to.equal('This campaign opens on July 2.');
      const none = await mounted(sample({ pathways: [] }));
      expect(inside<HTMLAnchorElement>(none.el, 'a').href).to.equal('https://northfell.example/give');
      for (const { el } of [closed, paused, soon, none]) await audit(el);
    });

    it('[CF25] test mode is said on the form and on the receipt', async () => {
      const { el } = await ready(sample({ test: true }));
      expect(seen(inside(el, '.test'))).to.equal('Test mode: no money moves.');
      await send(el);
      expect(seen(inside(el, '.test'))).to.equal('Test mode: no money moves.');
    });

    it('stale data is dated and does not stand in the way', async () => {
      const store = new FakeStore();
      store.ready(sample(), { error: new CampaignError('network', 'x') });
      const el = await mount<ContributionForm>(html`<cairn-contribution-form></cairn-contribution-form>`, store);
      expect(seen(inside(el, '.stale'))).to.match(/^The service was last reached .+\. You can still send\.$/);
      expect(label(el)).to.equal('Give $50');
    });

    it('an update of the campaign leaves what is being typed alone', async () => {
      const { el, store } = await mounted();
      byName(el, 'name').focus();
      await sendKeys({ type: 'Maren' });
      const control = byName(el, 'name');
      store.ready(sample({ rev: 8 }));
      await settled(el);
      await sendKeys({ type: ' O' });
      expect(byName(el, 'name')).to.equal(control);
      expect(control.value).to.equal('Maren O');
      expect(focused(el)).to.equal(control);
    });
  });

  describe('reach', () => {
    it('[AL9] keyboard only: from the tabs to the thanks', async function keyboard() {
      this.timeout(20_000);
      const { el, store } = await mounted(sample(), { width: 480 });
      inside(el, '#tab-donate').focus();
      const trail: string[] = [];
      const next = async () => {
        await sendKeys({ press: 'Tab' });
        await el.updateComplete;
        const now = focused(el)!;
        trail.push(now.getAttribute('name') ?? (now.className.split(' ').at(-1) || now.id));
      };
      await next();
      await sendKeys({ press: 'ArrowRight' });
      await el.updateComplete;
      await next();
      await sendKeys({ press: 'ArrowLeft' });
      await el.updateComplete;
      await next();
      await next();
      await sendKeys({ type: 'Maren' });
      await next();
      await sendKeys({ type: 'maren@example.org' });
      await next();
      await next();
      await next();
      await next();
      expect(trail).to.deep.equal([
        'frequency',
        'preset',
        'custom',
        'name',
        'email',
        'addnote',
        'consents.publish-name',
        'coverFees',
        'submit',
      ]);
      expect(label(el)).to.equal('Give $25 monthly');
      await sendKeys({ press: 'Enter' });
      await settled(el);
      expect(store.sent[0]!.intent).to.deep.include({
        quantity: { value: 2500, unit: 'USD', scale: 2 },
        frequency: 'monthly',
        name: 'Maren',
        email: 'maren@example.org',
      });
      expect(focused(el)?.id).to.equal('thanks');
    });

    it('[AL6] fits from 240 to 1200 px, in English, German and Arabic, on every pathway', async function fits() {
      this.timeout(30_000);
      for (const [lang, dir] of [
        ['en', 'ltr'],
        ['de', 'ltr'],
        ['ar', 'rtl'],
      ] as const) {
        for (const width of [240, 320, 480, 768, 1200]) {
          const { el } = await mounted(sample(), { lang, dir, width });
          for (const id of ['donate', 'pledge', 'volunteer', 'act']) {
            await openTab(el, id);
            expect(el.scrollWidth, `${lang} ${width} ${id}`).to.be.at.most(el.clientWidth);
            const box = el.getBoundingClientRect();
            const outside = all(el, 'button, label, input:not([name=hp]), p, legend').filter((node) => {
              const rect = node.getBoundingClientRect();
              return rect.width > 1 && (rect.right > box.right + 1 || rect.left < box.left - 1);
            });
            expect(
              outside.map((node) => node.outerHTML.slice(0, 80)),
              `${lang} ${width} ${id}`,
            ).to.deep.equal([]);
            if (id === 'donate') {
              // The chosen amount has a stone on its corner.
              const clipped = all(el, '.segmented > *, .tab, .amount:not(.on)').filter(
                (node) => node.scrollWidth > node.clientWidth + 1,
              );
              expect(clipped.map(seen), `${lang} ${width}`).to.deep.equal([]);
            }
          }
          el.remove();
        }
      }
    });

    it('[AL9] everything to press or tick is at least 44 px high', async () => {
      const { el } = await mounted(sample(), { width: 320 });
      for (const id of ['donate', 'pledge', 'volunteer', 'act']) {
        await openTab(el, id);
        const small = all(el, 'button, .amount, .choice, .check, .toggle, .segmented > *, .control').filter(
          (node) => node.getBoundingClientRect().height < 44,
        );
        expect(
          small.map((node) => `${node.className} ${node.offsetHeight}`),
          id,
        ).to.deep.equal([]);
      }
    });

    it('two columns from 45em, one below', async () => {
      const sides = (el: Element) => {
        const left = inside(el, '.left').getBoundingClientRect();
        const right = inside(el, '.right').getBoundingClientRect();
        return right.left >= left.right ? 'beside' : right.top >= left.bottom ? 'below' : 'overlapping';
      };
      const wide = await mounted(sample(), { width: 768 });
      expect(sides(wide.el)).to.equal('beside');
      const narrow = await mounted(sample(), { width: 480 });
      expect(sides(narrow.el)).to.equal('below');
    });
  });
});

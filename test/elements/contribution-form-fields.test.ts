import { expect, waitUntil } from '@open-wc/testing';
import { inside, sample, settled } from '../helpers/campaign.ts';
import {
  alert,
  all,
  byName,
  fill,
  focused,
  label,
  mounted,
  openTab,
  type PathwayInput,
  pick,
  problem,
  ready,
  root,
  seen,
  send,
  stayHere,
  withPathway,
} from '../helpers/form.ts';

/* What is asked besides: days, deeds, people, and fields of the campaign’s own. */

describe('<cairn-contribution-form>', () => {
  stayHere();

  describe('the other pathways', () => {
    it('pledge: by a day, and the button says which', async () => {
      const { el, store } = await ready(sample(), { pathway: 'pledge' });
      expect(label(el)).to.equal('Pledge $100');
      expect(byName(el, 'due').min).to.equal('2026-06-12');
      await fill(el, 'due', '2026-06-30');
      expect(label(el)).to.equal('Pledge $100 by June 30');
      expect(seen(inside(el, '.assurance'))).to.equal('A promise, not a payment.');
      await send(el);
      expect(store.sent[0]!.intent).to.include({ pathwayId: 'pledge', due: '2026-06-30' });
    });

    it('[CF7] volunteer: hours by steps, days with places; a full one cannot be chosen', async () => {
      const { el, store } = await ready(sample(), { pathway: 'volunteer' });
      const [fewer, more] = all<HTMLButtonElement>(el, '.stepper button');
      expect([fewer!.ariaLabel, more!.ariaLabel]).to.deep.equal(['Fewer', 'More']);
      expect(seen(inside(el, '.stepper output'))).to.equal('6 hours');
      for (let step = 0; step < 9; step += 1) {
        fewer!.click();
        await el.updateComplete;
      }
      expect(seen(inside(el, '.stepper output'))).to.equal('1 hour');
      expect(fewer!.getAttribute('aria-disabled')).to.equal('true');
      for (let step = 0; step < 5; step += 1) {
        more!.click();
        await el.updateComplete;
      }
      expect(all(el, '.choice').map((choice) => seen(choice.querySelector('.end')!))).to.deep.equal([
        '7 places',
        '12 places',
        'full',
      ]);
      expect(all<HTMLInputElement>(el, '[name=shifts]').map((box) => box.disabled)).to.deep.equal([false, false, true]);
      await pick(el, 'shifts', 'fencing');
      expect(label(el)).to.equal('Offer 6 hours on June 20');
      await pick(el, 'shifts', 'seeds');
      expect(label(el)).to.equal('Offer 6 hours on June 20 and June 24');
      await send(el);
      expect(store.sent[0]!.intent).to.deep.include({
        quantity: { value: 60, unit: 'hours', scale: 1 },
        shifts: ['fencing', 'seeds'],
      });
    });

    it('[CF7] hours meet the steps, wherever they began', async () => {
      const { el, store } = await ready(withPathway('volunteer', { min: 30, max: 75, step: 20, default: undefined }), {
        pathway: 'volunteer',
      });
      await fill(el, 'email', 'maren@example.org');
      const more = all(el, '.stepper button')[1]!;
      more.click();
      await settled(el);
      expect(seen(inside(el, 'output'))).to.equal('4 hours');
      more.click();
      await settled(el);
      expect(more.getAttribute('aria-disabled')).to.equal('true');
      more.click();
      await settled(el);
      expect(seen(inside(el, 'output'))).to.equal('6 hours');
      await send(el);
      expect(store.sent[0]!.intent.quantity!.value).to.equal(60);
    });

    it('[F56] a day that filled up meanwhile is said beside the days', async () => {
      const { el, store } = await ready(sample(), { pathway: 'volunteer' });
      await pick(el, 'shifts', 'fencing');
      store.answer = () =>
        Promise.reject(problem('shift-full', 422, { errors: [{ pointer: '/shifts/0', code: 'shift-full' }] }));
      await send(el);
      expect(seen(inside(el, '.alert b'))).to.equal('Not accepted.');
      expect(all(el, '.alert li').map(seen)).to.deep.equal(['This day has just filled up: choose another']);
      inside(el, '.alert a').click();
      expect(focused(el)).to.equal(all(el, '[name=shifts]')[0]);
    });

    it('a shift shows the clock at its place where the document says one', async () => {
      const shifts = [
        {
          id: 'a',
          label: 'Fencing',
          place: 'Keld Gill',
          startsAt: '2026-06-20T23:30:00+13:00',
          endsAt: '2026-06-21T01:00:00+13:00',
        },
      ];
      const { el } = await mounted(withPathway('volunteer', { shifts }), { pathway: 'volunteer', lang: 'en-GB' });
      expect(seen(inside(el, '.choice b'))).to.match(/^Sat,? 20 June · Fencing$/);
      expect(seen(inside(el, '.choice small'))).to.equal('Keld Gill, 23:30 to 01:00');
    });

    it('[CF7] act: a list to tick, counted on the button', async () => {
      const { el, store } = await mounted(sample(), { pathway: 'act' });
      expect(label(el)).to.equal('Commit');
      expect(all(el, '.choice small').map(seen)).to.deep.equal([
        'We post a rowan sapling and a guard',
        'Takes about 90 minutes',
        'Send one personal invitation',
      ]);
      await send(el);
      expect(all(el, '.alert li').map(seen)).to.deep.equal(['Choose at least one action']);
      expect(seen(inside(el, '.alert b'))).to.equal('1 thing to fix. Nothing was sent.');
      inside(el, '.alert a').click();
      expect(focused(el)).to.equal(all(el, '[name=actions]')[0]);
      await pick(el, 'actions', 'plant');
      expect(label(el)).to.equal('Commit to 1 action');
      await pick(el, 'actions', 'walk');
      expect(label(el)).to.equal('Commit to 2 actions');
      await send(el);
      expect(store.sent[0]!.intent.actions).to.deep.equal(['plant', 'walk']);
      expect(seen(inside(el, '.receipt'))).to.contain('Plant a tree at home and Walk the upper path');
    });

    it('[CF1] share: a message that is needed', async () => {
      const campaign = sample();
      campaign.pathways = [{ id: 'idea', kind: 'share', label: 'Share an idea', unit: 'ideas', scale: 0 }];
      const { el, store } = await mounted(campaign);
      expect(label(el)).to.equal('Send it');
      await send(el);
      expect(all(el, '.alert li').map(seen)).to.deep.equal(['Message: fill this in']);
      await fill(el, 'message', 'Plant hazel too.');
      await send(el);
      expect(store.sent[0]!.intent.message).to.equal('Plant hazel too.');
    });

    it('the button in three languages', async () => {
      for (const [lang, dir, texts] of [
        ['en', 'ltr', ['Give $50', 'Pledge $100', 'Offer 6 hours', 'Commit']],
        ['de', 'ltr', ['50 $ spenden', '100 $ zusagen', '6 Stunden anbieten', 'Zusagen']],
        ['ar-EG', 'rtl', ['تبرّع بمبلغ', 'تعهّد بمبلغ', 'قدّم ٦ ساعات', 'التزم']],
      ] as const) {
        const { el } = await mounted(sample(), { lang, dir });
        await waitUntil(() => label(el).startsWith(texts[0]), `${lang}: ${label(el)}`);
        for (const [index, id] of ['donate', 'pledge', 'volunteer', 'act'].entries()) {
          await openTab(el, id);
          expect(label(el), `${lang} ${id}`).to.contain(texts[index]);
        }
      }
    });
  });

  describe('the person', () => {
    it('[CF9] fields have labels, tokens and 16 px', async () => {
      const { el } = await mounted(sample(), { width: 320 });
      for (const [name, words, token, type] of [
        ['name', 'Name optional', 'name', 'text'],
        ['email', 'Email', 'email', 'email'],
      ] as const) {
        const input = byName(el, name);
        expect(seen(input.labels![0]!)).to.equal(words);
        expect(input.autocomplete).to.equal(token);
        expect(input.type).to.equal(type);
        expect(parseFloat(getComputedStyle(input).fontSize)).to.be.at.least(16);
      }
      expect(byName(el, 'email').getAttribute('aria-describedby')).to.equal(inside(el, '.hint').id);
    });

    it('a message is folded behind a button that gives way to it', async () => {
      const { el, store } = await ready();
      const add = inside(el, '.addnote');
      expect(seen(add)).to.equal('Add a message');
      add.click();
      await settled(el);
      expect(focused(el)?.getAttribute('name')).to.equal('message');
      expect(root(el).querySelector('.addnote')).to.equal(null);
      await fill(el, 'message', 'For the path.');
      await send(el);
      expect(store.sent[0]!.intent.message).to.equal('For the path.');
    });

    it('[CF10][CF11][S31] nobody is published, and nothing is agreed to, unasked', async () => {
      const { el, store } = await ready(
        withPathway('donate', {
          consents: [
            { id: 'publish-name', text: 'Show my name', version: '2' },
            { id: 'letters', text: 'Send me letters', version: '3' },
          ],
        }),
      );
      expect(all<HTMLInputElement>(el, '[type=checkbox]').filter((box) => box.checked)).to.deep.equal([]);
      await send(el);
      expect(store.sent[0]!.intent.anonymous).to.equal(true);
      expect(store.sent[0]!.intent.consents).to.deep.equal([
        { id: 'publish-name', version: '2', granted: false },
        { id: 'letters', version: '3', granted: false },
      ]);
      el.open('donate');
      await settled(el);
      byName(el, 'consents.publish-name').click();
      await send(el);
      expect(store.sent[1]!.intent.anonymous).to.equal(false);
      expect(store.sent[1]!.intent.consents![0]!.granted).to.equal(true);
    });

    it('a campaign without words for it still asks before it shows a name', async () => {
      const { el, store } = await ready(sample(), { pathway: 'pledge' });
      expect(seen(byName(el, 'publish').labels![0]!)).to.equal('Show my name on the public list');
      expect(byName(el, 'publish').checked).to.equal(false);
      byName(el, 'publish').click();
      await fill(el, 'due', '2026-06-30');
      await send(el);
      expect(store.sent[0]!.intent.anonymous).to.equal(false);
    });

    it('[CF13] every kind of custom field is asked, checked and sent', async () => {
      const field = (id: string, kind: string, more = {}) => ({
        id,
        kind,
        label: `The ${id}`,
        required: true,
        ...more,
      });
      const options = [
        { value: 's', label: 'Small' },
        { value: 'm', label: 'Medium' },
      ];
      const { el, store } = await ready(
        withPathway('donate', {
          fields: [
            field('text', 'text', { hint: 'A short one' }),
            field('long', 'textarea'),
            field('size', 'select', { options }),
            field('shade', 'radios', { options }),
            field('sure', 'checkbox'),
            field('day', 'date'),
            field('age', 'number'),
          ] as PathwayInput['fields'],
        }),
      );
      await send(el);
      expect(all(el, '.alert li').map(seen)).to.deep.equal(
        ['text', 'long', 'size', 'shade', 'sure', 'day', 'age'].map((id) => `The ${id}: fill this in`),
      );
      for (const link of all<HTMLAnchorElement>(el, '.alert a')) {
        link.click();
        expect(link.hash.slice(1)).to.equal(focused(el)?.id);
      }
      await fill(el, 'fields.text', 'a');
      await fill(el, 'fields.long', 'b');
      await fill(el, 'fields.size', 'm');
      await pick(el, 'fields.shade', 's');
      byName(el, 'fields.sure').click();
      await fill(el, 'fields.day', '2026-07-01');
      await fill(el, 'fields.age', '12,x');
      await send(el);
      expect(all(el, '.alert li').map(seen)).to.deep.equal(['The age: use digits, like 12.5']);
      await fill(el, 'fields.age', '٤٢');
      await send(el);
      expect(store.sent[0]!.intent.fields).to.deep.equal({
        text: 'a',
        long: 'b',
        size: 'm',
        shade: 's',
        sure: true,
        day: '2026-07-01',
        age: '42',
      });
    });

    it('[CF13] [CF3] a number that means two things is not guessed', async () => {
      for (const [lang, typed, sent] of [
        ['en', '1.5', '1.5'],
        ['en', '-2', '-2'],
        ['de', '1,5', '1.5'],
        ['de', '1.5', '1.5'],
        ['de', '1.000', undefined],
        ['en', '1.000', undefined],
      ] as const) {
        const field = { id: 'age', kind: 'number', label: 'Age' } as const;
        const { el, store } = await ready(withPathway('donate', { fields: [field] }), { lang });
        await fill(el, 'fields.age', typed);
        await send(el);
        expect(store.sent[0]?.intent.fields?.['age'], `${lang} ${typed}`).to.equal(sent);
        if (!sent) expect(alert(el), typed).not.to.equal(null);
      }
    });

    it('[S26] the trap is out of sight, out of the tab order and hidden from assistive technology', async () => {
      const { el } = await mounted();
      const trap = byName(el, 'hp');
      expect(trap.autocomplete).to.equal('off');
      expect(trap.tabIndex).to.equal(-1);
      expect(trap.closest('[aria-hidden=true]')).to.exist;
      expect(trap.getBoundingClientRect().width * trap.parentElement!.getBoundingClientRect().width).to.be.below(400);
    });
  });
});

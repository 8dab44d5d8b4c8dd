import { expect } from '@open-wc/testing';
import { CampaignError } from '../../src/data/error.ts';
import { inside, settled } from '../helpers/campaign.ts';
import {
  all,
  byName,
  fill,
  focused,
  label,
  mounted,
  pick,
  ready,
  root,
  seen,
  send,
  stayHere,
  withPathway,
} from '../helpers/form.ts';

/* How much: chosen, typed, covered, and never guessed. */

describe('<cairn-contribution-form>', () => {
  stayHere();

  describe('amounts', () => {
    it('[CF2] are native radios with what each does, and the button says what was chosen', async () => {
      const { el } = await mounted();
      const group = inside<HTMLFieldSetElement>(el, '.amount-group');
      expect(seen(group.querySelector('legend')!)).to.equal('Amount');
      const radios = all<HTMLInputElement>(el, '[name=preset]');
      expect(radios.map((radio) => seen(radio.labels![0]!))).to.deep.equal([
        '$10 2 trees',
        '$25 5 trees',
        '$50 10 trees',
        '$100 20 trees',
        '$250 50 trees',
        '$500 100 trees',
      ]);
      expect(radios.map((radio) => radio.checked)).to.deep.equal([false, false, true, false, false, false]);
      expect(label(el)).to.equal('Give $50');
      await pick(el, 'preset', '10000');
      expect(label(el)).to.equal('Give $100');
      expect(seen(inside(el, '.impact p'))).to.equal('$100 plants 20 trees and keeps them fenced for three winters.');
      expect(all(el, '.trees svg')).to.have.length(10);
      await pick(el, 'preset', '1000');
      expect(all(el, '.trees svg')).to.have.length(2);
    });

    it('[CF6] follow the rhythm: another set, the same amount where it is offered', async () => {
      const set = (...values: number[]) => values.map((value) => ({ value }));
      const { el } = await mounted(
        withPathway('donate', {
          presets: [
            { frequency: 'once', amounts: set(2500, 5000, 50000) },
            { frequency: 'monthly', amounts: set(500, 2500, 5000) },
          ],
        }),
      );
      expect(seen(inside(el, 'legend'))).to.equal('How often');
      expect(byName(el, 'frequency').checked, 'monthly giving starts off').to.equal(true);
      await pick(el, 'preset', '2500');
      await pick(el, 'frequency', 'monthly');
      expect(label(el)).to.equal('Give $25 monthly');
      expect(all<HTMLInputElement>(el, '[name=preset]').map((radio) => radio.value)).to.deep.equal([
        '500',
        '2500',
        '5000',
      ]);
      await pick(el, 'frequency', 'once');
      await pick(el, 'preset', '50000');
      await pick(el, 'frequency', 'monthly');
      expect(label(el), 'not offered: the suggested one').to.equal('Give $50 monthly');
      await pick(el, 'frequency', 'yearly');
      expect(all(el, '[name=preset]'), 'no set for it').to.have.length(0);
    });

    it('[CF3] a typed amount takes the place of a chosen one, and the other way round', async () => {
      const { el } = await mounted();
      await fill(el, 'custom', '75');
      expect(all<HTMLInputElement>(el, '[name=preset]').some((radio) => radio.checked)).to.equal(false);
      expect(label(el)).to.equal('Give $75');
      await pick(el, 'preset', '2500');
      expect(byName(el, 'custom').value).to.equal('');
      expect(label(el)).to.equal('Give $25');
      await fill(el, 'custom', '٧٥٫٥٠');
      expect(label(el)).to.equal('Give $75.50');
      await fill(el, 'custom', '9000000');
      expect(label(el), 'never abbreviated').to.equal('Give $9,000,000.00');
      await fill(el, 'custom', 'abc');
      expect(label(el), 'not understood').to.equal('Give');
    });

    it('[F60] the field for any other amount takes what is pasted, filled in, dictated', async () => {
      const { el } = await mounted();
      const input = byName(el, 'custom');
      expect(input.type).to.equal('text');
      expect(input.inputMode).to.equal('decimal');
      // As written: Firefox does not know this token and reflects nothing.
      expect(input.getAttribute('autocomplete')).to.equal('transaction-amount');
      expect(input.labels![0]!.querySelector('.vh')!.textContent).to.equal('Other amount');
      input.focus();
      const key = new KeyboardEvent('keydown', { key: 'x', bubbles: true, cancelable: true, composed: true });
      const wheel = new WheelEvent('wheel', { deltaY: 10, bubbles: true, cancelable: true, composed: true });
      const paste = new ClipboardEvent('paste', { bubbles: true, cancelable: true, composed: true });
      for (const event of [key, wheel, paste]) {
        input.dispatchEvent(event);
        expect(event.defaultPrevented, event.type).to.equal(false);
      }
      for (const [text, said] of [
        [' $ 1,250.00 ', 'Give $1,250'],
        ['USD 40', 'Give $40'],
        ['40 dollars', 'Give $40'],
        ['１２', 'Give $12'],
      ] as const) {
        await fill(el, 'custom', text);
        expect(label(el), text).to.equal(said);
      }
    });

    it('[F60] what was filled in without a word is read when the form is sent', async () => {
      const { el, store } = await mounted();
      byName(el, 'email').value = 'silent@example.org';
      byName(el, 'name').value = 'Silent Filler';
      await send(el);
      expect(store.sent[0]!.intent).to.include({ email: 'silent@example.org', name: 'Silent Filler' });
      expect(store.sent[0]!.intent.quantity).to.deep.equal({ value: 5000, unit: 'USD', scale: 2 });
    });

    it('[F60] [CF3] an amount filled in without a word is on the button before it is sent', async () => {
      const { el, store } = await ready();
      byName(el, 'custom').focus();
      await settled(el);
      byName(el, 'custom').value = '75';
      await send(el);
      expect(store.sent).to.have.length(0);
      expect(label(el)).to.equal('Give $75');
      expect(seen(inside(el, '[role=status]'))).to.equal('Give $75');
      await pick(el, 'preset', '2500');
      expect(byName(el, 'custom').value).to.equal('');
      byName(el, 'custom').value = '75';
      await pick(el, 'preset', '10000');
      expect(byName(el, 'custom').value, 'what was chosen last counts').to.equal('');
      await send(el);
      expect(store.sent[0]!.intent.quantity!.value).to.equal(10_000);
    });

    it('[CF3] an ambiguous one is asked back, with a button for each reading', async () => {
      const { el, store } = await ready();
      await fill(el, 'custom', '1.000');
      await send(el);
      expect(store.sent).to.have.length(0);
      expect(all(el, '.alert li').map(seen)).to.deep.equal(['Did you mean $1 or $1,000?']);
      expect(all(el, '.readings button').map(seen)).to.deep.equal(['$1', '$1,000']);
      expect(byName(el, 'custom').value, 'what was typed stays').to.equal('1.000');
      inside(el, '.alert a').click();
      expect(focused(el)).to.equal(byName(el, 'custom'));
      all(el, '.readings button')[1]!.click();
      await settled(el);
      expect(byName(el, 'custom').value).to.equal('1000');
      expect(focused(el)).to.equal(byName(el, 'custom'));
      expect(label(el)).to.equal('Give $1,000');
      expect(root(el).querySelector('.amount-group .why')).to.equal(null);
      await send(el);
      expect(store.sent[0]!.intent.quantity!.value).to.equal(100_000);
    });

    it('[CF12] covering the fee is off, a switch, and always an amount', async () => {
      const { el, store } = await ready();
      const control = byName(el, 'coverFees');
      expect(control.getAttribute('role')).to.equal('switch');
      expect(control.checked).to.equal(false);
      expect(seen(inside(el, '#fee-about'))).to.equal('Adds $1.76, so all $50 reaches Northfell Trust');
      control.click();
      await el.updateComplete;
      expect(label(el)).to.equal('Give $51.76');
      await pick(el, 'frequency', 'monthly');
      expect(label(el)).to.equal('Give $51.76 monthly');
      await send(el);
      expect(store.sent[0]!.intent).to.deep.include({
        coverFees: true,
        quantity: { value: 5000, unit: 'USD', scale: 2 },
        frequency: 'monthly',
      });
    });

    it('says the smallest, the largest and the nearest steps', async () => {
      const { el } = await ready(withPathway('donate', { min: 500, max: 100_000, step: 500 }));
      for (const [typed, words] of [
        ['2', 'The smallest amount here is $5'],
        ['2000', 'The largest amount here is $1,000'],
        ['12', 'Amounts go in steps of $5: choose $10 or $15'],
        ['-5', 'Type an amount above zero'],
        ['5.001', 'Type the amount in digits, like 50'],
        ['€5', 'Amounts here are in US Dollar: type only the number'],
        ['five', 'Type the amount in digits, like 50'],
        ['', 'Choose or type an amount'],
      ] as const) {
        await fill(el, 'custom', typed);
        await send(el);
        expect(all(el, '.alert li').map(seen), typed).to.deep.equal([words]);
      }
    });

    /** As people write amounts, what each says in whole units, and the currencies it is said in; undefined: nothing at all. */
    const WRITTEN: [text: string, says?: number, currencies?: string][] = [
      ['1.234,5', 1234.5],
      ["1'000.-", 1000],
      ['1,000.-', 1000],
      ['CHF 50.–', 50, 'CHF'],
      ['50,- €', 50, 'EUR'],
      ['50 euros', 50, 'EUR'],
      ['50 kr', 50, 'SEK'],
      ['50:-', 50],
      ['٥٠ ر.س', 50, 'SAR'],
      ['₹1,00,000', 100_000, 'INR'],
      ['1 00 000', 100_000],
      ['10万', 100_000],
      ['￥1,000', 1000, 'JPY CNY'],
      ['１，０００', 1000],
      ['fifty'],
      ['5O'],
      ['l00'],
      ['20-30'],
      ['1/2'],
      ['50¢'],
      ['0'],
      ['-5'],
      ['0.001'],
      ['99999999999999999'],
    ];

    /** Pages in many languages, and what each of them takes as it is. */
    const FIELDS: [unit: string, scale: number, lang: string, takes: string[]][] = [
      ['CHF', 2, 'de-CH', ["1'000.-", 'CHF 50.–']],
      ['EUR', 2, 'de', ['1.234,5', "1'000.-", '50,- €', '50 euros']],
      ['USD', 2, 'en', ["1'000.-", '1,000.-', '１，０００']],
      ['INR', 2, 'en-IN', ["1'000.-", '1,000.-', '₹1,00,000', '1 00 000', '１，０００']],
      ['JPY', 0, 'ja', ["1'000.-", '1,000.-', '￥1,000', '１，０００']],
      ['CNY', 2, 'zh-CN', ["1'000.-", '1,000.-', '￥1,000', '１，０００']],
      ['SAR', 2, 'ar-SA', ["1'000.-", '1,000.-', '٥٠ ر.س', '１，０００']],
    ];

    for (const [unit, scale, lang, takes] of FIELDS) {
      it(`[CF3] amounts as people of many countries write them, in ${unit} on a page in ${lang}`, async () => {
        const { el, store } = await mounted(
          withPathway('donate', { unit, scale, min: 1, presets: [], custom: true, max: undefined, default: undefined }),
          { lang },
        );
        await fill(el, 'email', 'ada@example.org');
        store.answer = () => Promise.reject(new CampaignError('offline', 'not in this test'));
        for (const [text, says, currencies] of WRITTEN) {
          store.sent.length = 0;
          await fill(el, 'custom', text);
          await send(el);
          const sent = store.sent[0]?.intent.quantity;
          const offered = all(el, '.readings button').length;
          if (takes.includes(text)) {
            expect(sent, text).to.deep.equal({ value: says! * 10 ** scale, unit, scale });
          } else {
            // Asked or explained, beside the field and above the form, and never sent.
            expect(sent, text).to.equal(undefined);
            expect(seen(inside(el, '.amount-group .why')), text).not.to.equal('');
            expect(all(el, '.alert li'), text).to.have.length(1);
            if (says === undefined || (currencies && !currencies.includes(unit))) expect(offered, text).to.equal(0);
          }
          expect(byName(el, 'custom').value, 'what was typed stays').to.equal(text);
        }
      });
    }
  });
});

import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { settled } from '../helpers/campaign.ts';

/*
 * An engine whose CSS cannot calculate with the page's colours: the roles come from src/shared/ladder.ts. That they are
 * the same colours, and as easy to read, is tried in theming.test.ts.
 */
describe('[AL5] colours without relative colours in CSS', () => {
  const { supports } = CSS;

  before(async () => {
    CSS.supports = (...query: string[]) => !query.join().includes('from ') && supports.apply(CSS, query as [string]);
    await import('../../src/define/progress-thermometer.ts');
  });
  after(() => {
    CSS.supports = supports;
  });

  const mount = async () => {
    const page = await fixture<HTMLElement>(html`
      <div style="color: #222; --cairn-accent: #fff8b8">
        <cairn-progress-thermometer raised="10" target="20" unit="EUR"></cairn-progress-thermometer>
      </div>
    `);
    const element = page.querySelector('cairn-progress-thermometer')!;
    await settled(element);
    return { page, element, role: (name: string) => getComputedStyle(element).getPropertyValue(`--_${name}`).trim() };
  };

  it('come from script: a pale accent keeps its button and gets a muted meter', async () => {
    const { element, role } = await mount();
    await waitUntil(() => role('fill').startsWith('rgb('), 'no role came from script');
    expect(role('fill')).to.equal('rgb(255 248 184)');
    expect(role('mark')).to.match(/^rgb\(1[12]\d 1[12]\d \d\d\)$/);
    const painted = getComputedStyle(element.shadowRoot!.querySelector('.seg')!).backgroundColor;
    expect(painted.replaceAll(',', '')).to.equal(role('mark'));
  });

  it('follow the accent and the scheme of the page', async () => {
    const { page, element, role } = await mount();
    await waitUntil(() => role('fill') === 'rgb(255 248 184)', 'no role came from script');
    const sheets = element.shadowRoot!.adoptedStyleSheets.length;
    page.style.setProperty('--cairn-accent', '#1d4ed8');
    page.style.color = '#eee';
    document.documentElement.classList.toggle('later');
    await waitUntil(() => role('field') !== 'rgb(255 255 255)', 'it never became dark');
    expect(role('on-fill')).to.equal('rgb(255 255 255)');
    expect(element.shadowRoot!.adoptedStyleSheets, 'one sheet takes the place of another').to.have.length(sheets);
    document.documentElement.classList.toggle('later');
  });

  it('leave the ground of a card to the page', async () => {
    const { page, element, role } = await mount();
    await waitUntil(() => role('fill').startsWith('rgb('), 'no role came from script');
    page.style.setProperty('--cairn-surface', 'rgb(1, 2, 3)');
    element.setAttribute('surface', 'card');
    await settled(element);
    const base = element.shadowRoot!.querySelector('.base')!;
    expect(getComputedStyle(base).backgroundColor).to.equal('rgb(1, 2, 3)');
  });
});

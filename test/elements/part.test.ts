import { expect, fixture, waitUntil } from '@open-wc/testing';
import { css, html } from 'lit';
import { CampaignElement } from '../../src/shared/campaign-element.ts';
import { part, type Part } from '../../src/shared/part.ts';
import { setReporter } from '../../src/data/report.ts';

interface Piece {
  styles: ReturnType<typeof css>;
  draw: () => unknown;
}

class Pieces extends CampaignElement {
  parts: Part<Piece>[] = [];
  protected override renderReady = () => undefined;
  protected override renderLoading = () => undefined;
  protected override render(): unknown {
    return this.parts.map(
      (each) => html`<p>${this.use(each)?.draw() ?? (each.failed ? 'in its place' : 'on its way')}</p>`,
    );
  }
}
customElements.define('test-pieces', Pieces);

const piece = (words: string): Piece => ({
  styles: css`
    p {
      color: rgb(1, 2, 3);
    }
  `,
  draw: () => words,
});
const texts = (element: Element) => [...element.shadowRoot!.querySelectorAll('p')].map((p) => p.textContent);

async function pieces(...parts: Part<Piece>[]): Promise<Pieces> {
  const element = await fixture<Pieces>(html`<test-pieces .parts=${parts}></test-pieces>`);
  await element.updateComplete;
  return element;
}

describe('a part of an element', () => {
  afterEach(() => setReporter());

  it('is fetched once for all elements, drawn when it has come, with its styles', async () => {
    let fetched = 0;
    const one = part(() => Promise.resolve({ fetched: fetched++, ...piece('here') }));
    const [first, second] = await Promise.all([pieces(one), pieces(one)]);
    expect(texts(first)).to.eql(['here']);
    expect(texts(second)).to.eql(['here']);
    expect(fetched).to.equal(1);
    expect(getComputedStyle(first.shadowRoot!.querySelector('p')!).color).to.equal('rgb(1, 2, 3)');
    const { length } = first.shadowRoot!.adoptedStyleSheets;
    first.requestUpdate();
    await first.updateComplete;
    expect(first.shadowRoot!.adoptedStyleSheets.length).to.equal(length);
  });

  it('that comes late does not hold back one that is early', async () => {
    let release!: (module: Piece) => void;
    const late = part(() => new Promise<Piece>((resolve) => (release = resolve)));
    const early = part(() => Promise.resolve(piece('early')));
    const element = await fixture<Pieces>(html`<test-pieces></test-pieces>`);
    element.parts = [late, early];
    element.requestUpdate();
    await new Promise((resolve) => setTimeout(resolve));
    expect(texts(element)).to.eql(['on its way', 'early']);
    release(piece('late'));
    await element.updateComplete;
    expect(texts(element)).to.eql(['late', 'early']);
  });

  it('that cannot be fetched is said once, replaced, and asked for again later', async () => {
    const lines: string[] = [];
    setReporter((_, line) => lines.push(line));
    let tries = 0;
    const missing = part<Piece>(() => Promise.reject(new Error(`404 number ${++tries}`)));
    const element = await pieces(missing);
    expect(texts(element)).to.eql(['in its place']);
    element.requestUpdate();
    await element.updateComplete;
    expect(tries, 'not at every drawing').to.equal(1);
    expect(lines, 'not yet: the page may be leaving').to.have.length(0);
    await waitUntil(() => lines.length > 0);
    expect(lines).to.have.length(1);
    expect(lines[0]).to.contain('404 number 1');
  });
});

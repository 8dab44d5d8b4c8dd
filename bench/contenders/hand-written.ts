/** A custom element written by hand for this one purpose: the least a component can cost. */
import { content, layOut, type Content } from './content.ts';

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: block; container-type: inline-size; font-size: 1em; line-height: 1.5 }
  h2 { font-size: 1.4em; margin: 0 } b { font-size: 2.4em } ul, ol, dl, dd { margin: 0; padding: 0; list-style: none }
  .bar { block-size: 1rem; border-radius: 99px; background: #0001; overflow: hidden }
  .fill { block-size: 100%; inline-size: calc(var(--v) * 1%); background: #1f6348 }
  ol { display: flex; justify-content: space-between } dl { display: grid; grid-template-columns: 1fr auto }
`);

const template = document.createElement('template');
template.innerHTML = `<h2></h2><p><b></b> <span></span></p><div class="bar" role="meter" aria-valuemin="0" aria-valuemax="100"><div class="fill"></div></div><ol></ol><ul></ul><dl></dl>`;

class HandWritten extends HTMLElement {
  #raised!: Text;
  #given!: Text;
  #bar!: HTMLElement;
  #fill!: HTMLElement;

  connectedCallback() {
    if (this.shadowRoot) return;
    const c = content();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.append(template.content.cloneNode(true));
    const [title, line, bar, marks, legend, stats] = root.children as unknown as HTMLElement[];
    title!.textContent = c.title;
    line!.children[0]!.append((this.#raised = new Text()));
    line!.children[1]!.textContent = c.of;
    this.#bar = bar!;
    this.#fill = bar!.firstElementChild as HTMLElement;
    for (const milestone of c.milestones) marks!.append(item('li', milestone));
    for (const [index, entry] of c.legend.entries()) {
      const node = item('li', entry);
      if (index === 0) this.#given = node.firstChild as Text;
      legend!.append(node);
    }
    for (const [name, value] of c.stats) stats!.append(item('dt', name), item('dd', value));
    this.show(c);
  }

  show(c: Content) {
    this.#raised.data = c.raised;
    this.#given.data = c.legend[0]!;
    this.#fill.style.setProperty('--v', String(c.percent));
    this.#bar.setAttribute('aria-valuenow', String(c.percent));
    this.#bar.setAttribute('aria-valuetext', `${c.raised} ${c.of}, ${c.percent} %`);
  }
}

function item(tag: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.append(new Text(text));
  return element;
}

customElements.define('hand-written', HandWritten);

window.contender = {
  fill(box, n) {
    for (let i = 0; i < n; i++) box.append(document.createElement('hand-written'));
  },
  update(confirmed) {
    const c = content(confirmed);
    for (const element of document.querySelectorAll<HandWritten>('hand-written')) element.show(c);
  },
  settled: () => Promise.resolve(),
  layOut: () => layOut(),
};

/** A Lit element with the same content and nothing else: what the library underneath costs. */
import { LitElement, css, html } from 'lit';
import { content, layOut, type Content } from './content.ts';

class BareLit extends LitElement {
  static override properties = { content: { attribute: false } };
  static override styles = css`
    :host {
      display: block;
      container-type: inline-size;
      line-height: 1.5;
    }
    h2 {
      font-size: 1.4em;
      margin: 0;
    }
    b {
      font-size: 2.4em;
    }
    ul,
    ol,
    dl,
    dd {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    .bar {
      block-size: 1rem;
      border-radius: 99px;
      background: #0001;
      overflow: hidden;
    }
    .fill {
      block-size: 100%;
      inline-size: calc(var(--v) * 1%);
      background: #1f6348;
    }
  `;
  declare content: Content;

  constructor() {
    super();
    this.content = content();
  }

  protected override updated() {
    this.renderRoot.querySelector<HTMLElement>('.fill')!.style.setProperty('--v', String(this.content.percent));
  }

  protected override render() {
    const c = this.content;
    return html`<h2>${c.title}</h2>
      <p><b>${c.raised}</b> <span>${c.of}</span></p>
      <div
        class="bar"
        role="meter"
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${c.percent}
        aria-valuetext="${c.raised} ${c.of}"
      >
        <div class="fill"></div>
      </div>
      <ol>
        ${c.milestones.map((line) => html`<li>${line}</li>`)}
      </ol>
      <ul>
        ${c.legend.map((line) => html`<li>${line}</li>`)}
      </ul>
      <dl>
        ${c.stats.map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>`;
  }
}

customElements.define('bare-lit', BareLit);

window.contender = {
  fill(box, n) {
    for (let i = 0; i < n; i++) box.append(document.createElement('bare-lit'));
  },
  update(confirmed) {
    const c = content(confirmed);
    for (const element of document.querySelectorAll<BareLit>('bare-lit')) element.content = c;
  },
  async settled() {
    for (const element of document.querySelectorAll<BareLit>('bare-lit')) await element.updateComplete;
  },
  layOut: () => layOut(),
};

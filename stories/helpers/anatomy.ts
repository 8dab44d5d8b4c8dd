/** A picture of the element with a button per part: what a page can style with `::part()`. */
import { html, render } from 'lit';
import { declarationOf } from './manifest.ts';

export function anatomy(tag: string, shown: HTMLElement): HTMLElement {
  const parts = declarationOf(tag).cssParts ?? [];
  const box = document.createElement('div');
  const rule = document.createElement('style');
  let chosen = '';
  const choose = (name: string) => {
    chosen = name === chosen ? '' : name;
    rule.textContent = chosen ? `${tag}::part(${chosen}) { outline: 3px solid #c2187a; outline-offset: 2px; }` : '';
    draw();
  };
  const draw = () =>
    render(
      html`${rule}
        <ul class="story-parts">
          ${parts.map(
            ({ name, description }) =>
              html`<li>
                <button type="button" aria-pressed=${name === chosen} title=${description} @click=${() => choose(name)}>
                  ${name}
                </button>
              </li>`,
          )}
        </ul>
        ${shown}`,
      box,
    );
  draw();
  return box;
}

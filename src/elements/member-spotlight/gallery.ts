import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatNumber } from '../../data/quantity.ts';
import type { Member } from '../../data/schema.ts';
import { face } from '../../shared/people.ts';
import { styles } from './gallery.styles.ts';
import { nameOf, renderName, renderPortrait, renderRole, showsFaces } from './person.ts';
import type { Host, View } from './view.ts';
import { figuresOf, fold } from './words.ts';

export { styles };

/** Pages asked for to find one person more who fits a filter, at most. */
const SEARCH = 5;
/** What somebody does, in a line or two. */
const BRIEF = 160;

export interface Shelf {
  readonly layout: 'grid' | 'list';
  /** How many are shown first, and how many more each time. */
  readonly size: number;
  /** A button shows more. */
  readonly more: boolean;
  /** Of all people there are, or undefined where nobody knows. */
  readonly total: number | undefined;
  /** There are people elsewhere who can be asked for. */
  readonly next: boolean;
  readonly ask: () => Promise<void>;
}

/** Many people at once, and more of them on demand. */
export class Gallery {
  readonly #host: Host;
  #shown = 0;
  #state: '' | 'busy' | 'failed' | 'told' = '';
  /** Whom the focus goes to: the first of those who came. */
  #first = '';
  #members: readonly Member[] = [];
  #next = false;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Starts again with the first ones. */
  reset(): void {
    this.#shown = 0;
    this.#state = '';
  }

  count(size: number): number {
    return Math.max(this.#shown, size);
  }

  render(view: View, members: readonly Member[], shelf: Shelf): TemplateResult {
    this.#members = members;
    this.#next = shelf.next;
    const shown = members.slice(0, this.count(shelf.size));
    const { locale, term } = view;
    const number = (value: number) => formatNumber(value, 0, locale);
    const known = shelf.total !== undefined && shelf.total >= shown.length;
    const told = term(known ? 'spotlightShownOf' : 'spotlightShown', {
      n: shown.length,
      count: number(shown.length),
      total: number(shelf.total ?? 0),
    });
    const status = {
      '': '',
      busy: term('spotlightMoreComing'),
      failed: term('spotlightMoreFault'),
      told,
    }[this.#state];
    const hasMore = shelf.more && (members.length > shown.length || shelf.next);
    return html`<ul class=${shelf.layout} part=${shelf.layout} role="list">
        ${repeat(
          shown,
          ({ id }) => id,
          (member, index) =>
            html`<li data-id=${member.id} tabindex=${member.id === this.#first ? -1 : nothing}>
              ${shelf.layout === 'grid' ? card(view, member) : row(view, member, index)}
            </li>`,
        )}
      </ul>
      ${
        shelf.more
          ? html`<div class="onward">
              ${
                hasMore
                  ? html`<button
                      class="btn secondary"
                      part="btn secondary"
                      type="button"
                      aria-disabled=${this.#state === 'busy' ? 'true' : nothing}
                      @click=${() => void this.#more(shelf)}
                    >
                      ${term('spotlightMorePeople')}
                    </button>`
                  : nothing
              }
              <p class="s muted" role="status">${status}</p>
            </div>`
          : nothing
      }`;
  }

  async #more({ size, ask }: Shelf): Promise<void> {
    if (this.#state === 'busy') return;
    const known = new Set(this.#members.slice(0, this.count(size)).map(({ id }) => id));
    const before = known.size;
    this.#set('busy');
    try {
      for (let tries = 0; this.#members.length <= before && this.#next && tries < SEARCH; tries++) {
        await ask();
        await this.#drawn();
      }
    } catch {
      return this.#set('failed');
    }
    this.#shown = before + size;
    const first = this.#members.slice(0, this.#shown).find(({ id }) => !known.has(id));
    this.#first = first?.id ?? '';
    this.#set('told');
    await this.#drawn();
    if (first) this.#host.renderRoot.querySelector<HTMLElement>(`li[data-id="${CSS.escape(first.id)}"]`)?.focus();
  }

  async #drawn(): Promise<void> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
  }

  #set(state: '' | 'busy' | 'failed' | 'told'): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}

const did = ({ story }: Member): unknown => {
  const { head, rest } = fold(story ?? '', BRIEF);
  return head ? html`<p class="did" part="did"><bdi>${head}${rest ? '…' : ''}</bdi></p>` : nothing;
};

const card = (view: View, member: Member): TemplateResult =>
  html`${renderPortrait(view, member)}
    <p class="name" part="name">${renderName(view, member)}</p>
    ${renderRole(view, member)} ${did(member)}`;

function row(view: View, member: Member, index: number): TemplateResult {
  const [first] = figuresOf(member, view);
  return html`${face(nameOf(view, member), showsFaces(view) ? member.image : undefined, index)}
    <div>
      <p class="nm" part="nm">
        <span class="name" part="name">${renderName(view, member)}</span>${renderRole(view, member)}
      </p>
      ${did(member)}
    </div>
    ${
      first
        ? html`<p class="end num" part="end">
            ${first.figure}<small><bdi>${first.label}</bdi></small>
          </p>`
        : nothing
    }`;
}

/** Six of each, in the room they will take. */
export function renderLoading(layout: 'grid' | 'list'): TemplateResult {
  const lines = html`<span class="sk"></span><span class="sk w3"></span>`;
  const six = (each: TemplateResult) => Array.from({ length: 6 }, () => each);
  return layout === 'grid'
    ? html`<div class="grid">
        ${six(
          html`<div>
            <div class="portrait-frame sk"></div>
            ${lines}
          </div>`,
        )}
      </div>`
    : html`<div class="list">${six(html`<span class="sk row"></span>`)}</div>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import type { Member } from '../../data/schema.ts';
import type { View } from './view.ts';

/** A long text with its end folded away, and the button that unfolds it. */
export function renderLong(view: View, member: Member, head: string, rest: string): TemplateResult {
  const key = `quote-${member.id}`;
  const open = view.open.has(key);
  const content = html`<bdi
    >${head}<span ?hidden=${open}>…</span><span id=${key} ?hidden=${!open}> ${rest}</span></bdi
  >`;
  return html`<div>
    ${
      member.quote
        ? html`<blockquote class="quote long" part="quote" lang=${member.lang ?? view.campaign.locale ?? nothing}>
            ${content}
          </blockquote>`
        : html`<p class="story">${content}</p>`
    }
    <button
      class="btn quiet"
      part="btn quiet"
      type="button"
      aria-expanded=${open}
      aria-controls=${key}
      @click=${() => view.toggle(key)}
    >
      ${view.term(open ? 'spotlightLess' : 'spotlightMore')}
    </button>
  </div>`;
}

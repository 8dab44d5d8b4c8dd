import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatNumber } from '../../data/quantity.ts';
import type { Member } from '../../data/schema.ts';
import { nextIcon, previousIcon } from '../../shared/icons.ts';
import { isolate } from '../../i18n/index.ts';
import { nameOf, renderPortrait, renderWords } from './person.ts';
import type { Rotation } from './rotation.ts';
import type { View } from './view.ts';

export interface Turning {
  /** Which way the last turn went, while it goes on; empty when nothing moves. */
  readonly turned: '' | 'next' | 'previous';
  /** Who was shown before. */
  readonly left: string;
  readonly rotation: Rotation | undefined;
  readonly turn: (step: 1 | -1) => void;
  readonly done: () => void;
}

/** One person at a time, after the carousel of the ARIA Authoring Practices. */
export function renderCarousel(
  view: View,
  title: unknown,
  filter: unknown,
  members: readonly Member[],
  index: number,
  how: Turning,
): TemplateResult {
  const { locale, term } = view;
  const total = members.length;
  const number = (value: number) => formatNumber(value, 0, locale);
  const { rotation } = how;
  const button = (step: 1 | -1): TemplateResult =>
    html`<button
      class="icon-btn"
      part="icon-btn"
      type="button"
      aria-label=${term(step < 0 ? 'spotlightPrevious' : 'spotlightNext')}
      aria-controls="slides"
      @click=${() => how.turn(step)}
    >
      ${step < 0 ? previousIcon() : nextIcon()}
    </button>`;
  return html`<section
    class="carousel"
    role="group"
    aria-roledescription=${term('spotlightCarousel')}
    aria-labelledby="title"
    @focusin=${rotation?.handle}
    @pointerenter=${rotation?.handle}
    @pointerleave=${rotation?.handle}
  >
    <div class="top" part="top">
      ${title}
      ${
        total > 1
          ? html`<div class="controls" part="controls">
              ${rotation?.possible ? rotation.renderButton(view) : nothing}${button(-1)}
              <span class="count num" part="count" aria-hidden="true">${number(index + 1)} / ${number(total)}</span>
              ${button(1)}
            </div>`
          : nothing
      }
    </div>
    ${filter}
    <div
      class="slides"
      id="slides"
      aria-live=${rotation?.turning ? 'off' : 'polite'}
      data-turned=${how.turned || nothing}
      @animationend=${how.done}
      @pointerdown=${total > 1 ? (event: PointerEvent) => swipe(event, how.turn) : nothing}
    >
      ${repeat(
        members,
        ({ id }) => id,
        (member, at) => {
          const near = Math.min((at - index + total) % total, (index - at + total) % total) <= 1;
          return html`<div
            class="featured"
            part=${at === index ? 'featured' : nothing}
            role="group"
            aria-roledescription=${term('spotlightSlide')}
            aria-label=${term('spotlightPosition', {
              name: isolate(nameOf(view, member) || term('anonymous')),
              n: number(at + 1),
              total: number(total),
            })}
            ?inert=${at !== index}
            ?data-left=${member.id === how.left && at !== index}
          >
            ${renderPortrait(view, member, near)} ${renderWords(view, member)}
          </div>`;
        },
      )}
    </div>
  </section>`;
}

/** A finger that went sideways turns, as the buttons do; one that went up or down scrolls the page. */
function swipe(start: PointerEvent, turn: (step: 1 | -1) => void): void {
  const slides = start.currentTarget as HTMLElement;
  if (start.pointerType !== 'touch' || !start.isPrimary) return;
  slides.onpointerup = (end) => {
    slides.onpointerup = null;
    const across = end.clientX - start.clientX;
    if (Math.abs(across) < 40 || Math.abs(across) < 2 * Math.abs(end.clientY - start.clientY)) return;
    turn(across < 0 === slides.matches(':dir(ltr)') ? 1 : -1);
  };
}

/** Long enough to read what somebody says, in milliseconds. */
export const readingTime = ({ quote, story }: Member): number =>
  Math.min(20_000, 6000 + 50 * (quote || story || '').length);

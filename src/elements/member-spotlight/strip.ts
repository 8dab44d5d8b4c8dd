import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatNumber } from '../../data/quantity.ts';
import type { Contribution } from '../../data/schema.ts';
import { formatRelative } from '../../shared/relative.ts';
import { formatMoment } from '../../shared/dates.ts';
import { isolate } from '../../i18n/index.ts';
import { face } from '../../shared/people.ts';
import { nameOf, showsFaces } from './person.ts';
import type { View } from './view.ts';
import { contributionTerm, quantityWords } from './words.ts';

export interface Strip {
  readonly items: readonly Contribution[];
  /** How many wait until nobody is reading. */
  readonly waiting: number;
  /** How many more there are, of whom nothing is said here. */
  readonly others: number;
  readonly takeIn: () => void;
}

/** The latest contributions in a row, under a heading of its own or a line above it. */
export function renderStrip(view: View, { items, waiting, others, takeIn }: Strip, title?: unknown): TemplateResult {
  const { locale, term } = view;
  const number = (value: number) => formatNumber(value, 0, locale);
  return html`<div class=${title ? 'strip alone' : 'strip'} part="strip">
    ${title ?? html`<p id="recent">${term('spotlightRecent')}</p>`}
    ${
      waiting > 0
        ? html`<button class="btn quiet news" part="btn quiet" type="button" @click=${takeIn}>
            ${term('spotlightNew', { n: waiting, count: number(waiting) })}
          </button>`
        : nothing
    }
    <div class="recent" part="recent" role="group" tabindex="0" aria-labelledby=${title ? 'title' : 'recent'}>
      <ul role="list">
        ${repeat(
          items,
          ({ id }) => id,
          (item, index) => stone(view, item, index),
        )}
        ${
          others > 0
            ? html`<li class="muted">${term('recentOthers', { n: others, count: number(others) })}</li>`
            : nothing
        }
      </ul>
    </div>
  </div>`;
}

function stone(view: View, item: Contribution, index: number): TemplateResult {
  const { locale, now } = view;
  const known = item.anonymous ? '' : nameOf(view, item);
  const amount = view.amounts ? quantityWords(item, view.campaign, locale) : '';
  return html`<li>
    ${face(known, known && showsFaces(view) ? item.avatar : undefined, index)}
    <span
      >${view.rich(contributionTerm(item, amount !== ''), {
        name: isolate(known || view.term('anonymous')),
        amount,
      })}${renderDedication(view, item)}<small
        ><time datetime=${item.at} title=${formatMoment(item.at, locale)}
          >${formatRelative(item.at, now, locale, 'short')}</time
        ></small
      ></span
    >
  </li>`;
}

/** For whom it was given, where who gave wants that shown; the page's rule for names holds for them, too. */
function renderDedication(view: View, { dedication }: Contribution): unknown {
  const name = dedication && nameOf(view, dedication);
  if (!name) return nothing;
  return html`<small class="for"
    ><bdi
      >${view.term(dedication.kind === 'memory' ? 'recentMemory' : 'recentHonour', { name: isolate(name) })}</bdi
    ></small
  >`;
}

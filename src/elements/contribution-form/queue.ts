/** What waits on this device for a network. */
import { html, nothing, type TemplateResult } from 'lit';
import { formatShape } from '../../shared/dates.ts';
import { againIcon, offlineIcon } from '../../shared/icons-later.ts';
import { renderCheck } from './below.ts';
import type { Phase } from './states.ts';
import type { View } from './view.ts';
import { chosenInWords, givenFor } from './words.ts';
import { listOf } from '../../shared/lists.ts';

export interface QueueActions {
  send(): void;
  change(): void;
  discard(): void;
}

export function renderQueue(
  view: View,
  { waiting, busy, check, note }: Extract<Phase, { name: 'queued' }>,
  actions: QueueActions,
): TemplateResult {
  const { pathway, values, locale } = view;
  const moment = (at: number) =>
    formatShape(new Date(at).toISOString(), locale, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: 'numeric',
      minute: 'numeric',
    });
  const deeds = pathway.actions.filter(({ id }) => values.actions.includes(id)).map(({ label }) => label);
  const lines: [label: string, value: string][] = [
    [pathway.label, pathway.kind === 'act' ? listOf(deeds, locale) : (chosenInWords(view) ?? values.message)],
    ...givenFor(view),
    [view.term('queueSaved'), moment(waiting.since)],
    [view.term('queueUntil'), moment(waiting.until)],
  ];
  const button = (key: 'queueDiscard' | 'reviewChange', act: () => void) =>
    html`<button class="btn quiet" part="btn quiet" type="button" @click=${act}>${view.term(key)}</button>`;
  return html`<div class="queue" part="queue">
    <div class="alert calm" role="group" id="queue" aria-labelledby="queue-head" tabindex="-1">
      ${offlineIcon()}
      <b id="queue-head">${view.term('queueTitle')}</b>
      <p>${view.term('queueText')}</p>
    </div>
    <dl class="receipt" part="receipt">
      ${lines.map(
        ([label, value]) =>
          html`<div>
            <dt>${label}</dt>
            <dd><bdi>${value}</bdi></dd>
          </div>`,
      )}
    </dl>
    ${check ? renderCheck(view, check) : note ? html`<p class="s">${note}</p>` : nothing}
    <button
      class="btn secondary"
      part="btn secondary"
      type="button"
      aria-disabled=${busy ? 'true' : nothing}
      @click=${() => !busy && actions.send()}
    >
      ${againIcon()}${view.term('queueTry')}
    </button>
    <div class="row">${button('reviewChange', actions.change)} ${button('queueDiscard', actions.discard)}</div>
  </div>`;
}

/** Several goals in one chart: a choice between them, or all of them side by side. Fetched where there are several. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { amountIn, type Voice } from './amount.ts';
import { insightOf, short, type Drawn, type View } from './line.ts';

/** A row of buttons, of which one is pressed. */
export function renderChoice(
  voice: Voice,
  views: readonly View[],
  chosen: View,
  choose: (goalId: string) => void,
): TemplateResult {
  return html`<div class="goals" part="goals" role="group" aria-label=${voice.term('chartGoals')}>
    ${views.map(
      (view) =>
        html`<button
          type="button"
          class=${view === chosen ? 'on' : ''}
          part=${view === chosen ? 'goal selected' : 'goal'}
          aria-pressed=${view === chosen ? 'true' : 'false'}
          @click=${() => choose(view.progress.goal.id)}
        >
          ${short(view.progress.goal.label, 60)}
        </button>`,
    )}
  </div>`;
}

export interface Multiples {
  /** Of the headings of the single goals. */
  level: number;
  table: boolean;
  draw: (view: Drawn) => unknown;
  /** What is said of a goal that has no line. */
  without: (view: View) => unknown;
}

export function renderMultiples(
  voice: Voice,
  views: readonly View[],
  { level, table, draw, without }: Multiples,
): TemplateResult {
  return html`<div class="multiples ${table ? 'tables' : ''}">
    ${views.map((view) => {
      const { goal, raised, target } = view.progress;
      const amount = amountIn(voice, view.progress, raised);
      const isDrawn = hasLine(view);
      return html`<section class="outcome" part="outcome">
        <div>
          <p class="name" part="name" role="heading" aria-level=${level}>${short(goal.label)}</p>
          ${
            isDrawn
              ? html`<p class="s num" part="amount">
                  ${
                    target === null
                      ? html`<b>${amount}</b>`
                      : voice
                          .rich('chartOfTarget', { amount, target: amountIn(voice, view.progress, target) })
                          .map((words) =>
                            typeof words === 'string' ? html`<span class="muted">${words}</span>` : words,
                          )
                  }
                </p>`
              : nothing
          }
        </div>
        ${isDrawn ? draw(view) : without(view)}
        ${isDrawn && !table ? html`<p class="insight" part="insight">${insightOf(voice, view)}</p>` : nothing}
      </section>`;
    })}
  </div>`;
}

const hasLine = (view: View): view is Drawn => view.timeline !== undefined;

export const styles = css`
  .goals {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
  }
  .goals button {
    appearance: none;
    min-block-size: max(2.65em, 38px);
    padding: 0.4em 0.95em;
    border: 1px solid var(--_line);
    border-radius: var(--_r);
    background: none;
    color: inherit;
    font: inherit;
    font-size: var(--_f-s);
    font-weight: 500;
    line-height: 1.25;
    text-align: start;
    cursor: pointer;
    overflow-wrap: anywhere;
  }
  .goals button:hover {
    border-color: currentColor;
  }
  .goals .on {
    border-color: var(--_mark);
    background: var(--_tint);
    box-shadow: inset 0 0 0 1px var(--_mark);
    font-weight: 600;
  }
  .multiples {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(13.5em, 100%), 1fr));
    gap: calc(var(--_s) * 2) calc(var(--_s) * 1.75);
  }
  .multiples.tables {
    grid-template-columns: minmax(0, 1fr);
  }
  /* Headings of one row take the same room, so that the drawings stand level. */
  .outcome {
    display: grid;
    grid-template: subgrid / minmax(0, 1fr);
    grid-row: span 3;
    row-gap: calc(var(--_s) * 0.75);
    align-content: start;
  }
  .outcome > div:first-child {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .outcome .name {
    font-weight: 600;
    line-height: 1.25;
  }
  [part='amount'] > * {
    unicode-bidi: isolate;
  }
  .outcome .insight {
    margin: 0;
  }
  .plot.mini {
    block-size: 9.5em;
  }
  .mini :is(.lab, .yl:not(.goal), .ms, .est) {
    display: none;
  }
  .mini .pin.now .stone {
    inline-size: 1em;
    block-size: 1em;
  }
  @media (forced-colors: active) {
    .goals .on {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
  @media print {
    .goals {
      display: none;
    }
    .outcome {
      break-inside: avoid;
    }
  }
`;

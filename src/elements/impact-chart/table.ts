/** The figures as a table, and as a file: fetched when somebody asks for them. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { formatPercent, isCurrency } from '../../data/quantity.ts';
import type { Term } from '../../i18n/index.ts';
import { formatShape } from '../../shared/dates.ts';
import { watchSize } from '../../shared/view.ts';
import { UNIT_TERMS } from './csv.ts';
import type { Unit } from './series.ts';
import { amountIn, type Voice } from './amount.ts';
import { short, type Drawn } from './line.ts';

export { copyText, csvOf, saveFile } from './csv.ts';

const CAPTIONS: Record<Unit, Term> = {
  day: 'chartCaptionDays',
  week: 'chartCaptionWeeks',
  month: 'chartCaption',
  year: 'chartCaptionYears',
};

export function renderTable(voice: Voice, { progress, timeline }: Drawn): TemplateResult {
  const { goal, target } = progress;
  const { unit, rows } = timeline;
  const years = new Set(rows.map(({ at }) => new Date(at).getFullYear())).size > 1;
  const caption = `${short(goal.label)}. ${voice.term(CAPTIONS[unit])}`;
  const name = (at: number, open: boolean) => {
    const period = formatShape(at, voice.locale, {
      ...(unit === 'day' || unit === 'week' ? { day: 'numeric' } : {}),
      // A day stands in one line of a narrow column; a month has room for its name.
      ...(unit === 'year' ? {} : { month: unit === 'month' ? 'long' : 'short' }),
      ...(years || unit === 'year' ? { year: 'numeric' } : {}),
    });
    return open ? voice.term('chartToDate', { month: period }) : period;
  };
  // A column reads best with the same number of decimals in every row.
  const exact = rows.some(({ added, total }) => added % 10 ** goal.scale !== 0 || total % 10 ** goal.scale !== 0);
  const amount = (value: number) => amountIn(voice, progress, value, exact);
  return html`<div class="scroll ${rows.length > 31 ? 'long' : ''}" role="group" aria-label=${caption}>
    <table part="table">
      <caption>
        <span>${caption}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">${voice.term(UNIT_TERMS[unit])}</th>
          <th scope="col">${voice.term(isCurrency(goal.unit) ? 'chartGiven' : 'chartAdded')}</th>
          <th scope="col">${voice.term('chartTotal')}</th>
          ${target === null ? nothing : html`<th scope="col">${voice.term('chartOfGoal')}</th>`}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ at, added, total, open }, i) =>
            html`<tr class=${i === rows.length - 1 ? 'key' : ''} part=${i === rows.length - 1 ? 'key' : nothing}>
              <th scope="row">${name(at, open)}</th>
              <td class="num">${amount(added)}</td>
              <td class="num">${amount(total)}</td>
              ${target === null ? nothing : html`<td class="num">${formatPercent((total * 100) / target, voice.locale)}</td>`}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export interface ExportOptions {
  onSave: () => void;
  onCopy: () => void;
  /** `denied` shows the lines instead. */
  copied: '' | 'copied' | 'denied';
  text: () => string;
}

export function renderExport(voice: Voice, { onSave, onCopy, copied, text }: ExportOptions): TemplateResult {
  return html`<div class="export" part="export">
      <button class="btn quiet" type="button" part="download" @click=${onSave}>${voice.term('chartDownload')}</button>
      <button class="btn quiet" type="button" part="copy" @click=${onCopy}>${voice.term('chartCopy')}</button>
      <span class="xs muted" role="status">${copied === 'copied' ? voice.term('chartCopied') : nothing}</span>
    </div>
    ${
      copied === 'denied'
        ? html`<label class="lines xs"
            >${voice.term('chartCopyThis')}<textarea rows="6" readonly .value=${text()} dir="ltr"></textarea>
          </label>`
        : nothing
    }`;
}

/** A table that is too large scrolls in its own box, which the keyboard must be able to reach. */
export function watchScroller(scroller: HTMLElement): () => void {
  return watchSize(scroller, () => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = scroller;
    if (scrollWidth > clientWidth || scrollHeight > clientHeight + 1) scroller.tabIndex = 0;
    else scroller.removeAttribute('tabindex');
  });
}

export const styles = css`
  .scroll {
    overflow: auto;
  }
  .long {
    max-block-size: 46em;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: var(--_f-s);
    font-variant-numeric: tabular-nums;
  }
  caption {
    text-align: start;
    font-size: var(--_f-xs);
    color: var(--_muted);
    padding-block-end: 0.6em;
    overflow-wrap: anywhere;
  }
  /* Stays in sight, and as wide as what is in sight, while a wide table scrolls under it. */
  caption span {
    display: block;
    position: sticky;
    inset-inline-start: 0;
    inline-size: fit-content;
    max-inline-size: calc(100cqi - 0.25em);
  }
  :host([surface='card']) caption span {
    max-inline-size: calc(100cqi - 4.25em);
  }
  th,
  td {
    padding: 0.6em 0.5em;
    text-align: end;
    border-block-start: 1px solid var(--_hair);
    font-weight: 400;
  }
  th:first-child {
    text-align: start;
    /* Without spaces a month would stand one sign to a line. */
    word-break: keep-all;
    padding-inline-start: 0;
  }
  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }
  thead th {
    font-size: var(--_f-xs);
    color: var(--_muted);
    border-block-start: 0;
    padding-block-start: 0;
    vertical-align: bottom;
    line-height: 1.3;
  }
  tbody th {
    font-weight: 500;
  }
  .key > * {
    font-weight: 600;
  }
  .export {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 1.25em;
    font-size: var(--_f-s);
  }
  .export .btn {
    min-block-size: max(2.75em, 44px);
    font-weight: 500;
  }
  .lines {
    display: grid;
    gap: 0.4em;
  }
  textarea {
    font:
      0.95em/1.5 ui-monospace,
      monospace;
    color: inherit;
    background: var(--_field);
    border: 1px solid var(--_line);
    border-radius: var(--_r-s);
    padding: 0.6em;
    inline-size: 100%;
    resize: vertical;
  }
  @media print {
    .long {
      max-block-size: none;
    }
    .export,
    .lines {
      display: none;
    }
  }
`;

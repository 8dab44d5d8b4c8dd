/** One thing after the other: what to give, who gives it, and both once more before it is sent. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { formatNumber } from '../../data/quantity.ts';
import type { Pathway } from '../../data/schema.ts';
import type { Term } from '../../i18n/index.ts';
import { renderChoose, renderDetails, renderSubmit, type Choices } from './panel.ts';
import type { View } from './view.ts';
import { chosenInWords, givenFor, submitLabel } from './words.ts';

export const STEPS = ['choose', 'details', 'review'] as const;
export type Step = (typeof STEPS)[number];

const TITLES: Record<Step, Term> = { choose: 'stepChoose', details: 'stepDetails', review: 'stepReview' };
const CHOSEN = new Set(['amount', 'hours', 'frequency', 'due', 'actions', 'shifts']);

/** Where a field is mended. */
export const stepOf = (field: string, kind: Pathway['kind']): Step =>
  CHOSEN.has(field) || (kind === 'share' && /^(message$|fields\.)/.test(field)) ? 'choose' : 'details';

export const styles = css`
  .step-of {
    color: var(--_muted);
    font-size: var(--_f-s);
  }
  .step-of:focus {
    outline: 0;
  }
  .panel.stepped {
    grid-template-columns: minmax(0, 1fr);
    max-inline-size: 36em;
    inline-size: 100%;
    margin-inline: auto;
  }
  .turns {
    display: grid;
    gap: 0.25em;
    justify-items: center;
  }
  .turns .primary,
  .turns > .right {
    inline-size: 100%;
  }
  .turns .primary {
    min-block-size: 3.5em;
  }
  .review {
    border-block: 1px solid var(--_hair);
    font-size: var(--_f-s);
  }
  .review > div {
    padding-block: 0.7em 0.3em;
  }
  .review > div + div {
    border-block-start: 1px solid var(--_hair);
  }
  .review dt {
    color: var(--_muted);
  }
  .review dd {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: baseline;
    gap: 1em;
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  /* What runs the other way stands where the others do. */
  .review bdi {
    justify-self: start;
  }
  .review .link {
    min-inline-size: 2.75em;
    min-block-size: 2.75em;
    font-weight: 400;
  }
`;

export interface Turns {
  step: Step;
  /** Goes to a step that has been there before; nothing typed is lost. */
  go(step: Step): void;
}

export function renderStep(view: View, choices: Choices | undefined, turns: Turns): TemplateResult {
  const { step } = turns;
  const n = STEPS.indexOf(step);
  const count = (value: number) => formatNumber(value, 0, view.locale);
  const name = view.term(TITLES[step]);
  const busy = view.busy ? ' busy' : '';
  return html`<p class="step-of" id="step" part="step" tabindex="-1">
      ${view.term('stepOf', { number: count(n + 1), total: count(STEPS.length), name })}
    </p>
    <div class=${`left${busy}`} part="left" ?inert=${view.busy}>
      ${
        step === 'choose'
          ? renderChoose(view, choices)
          : step === 'details'
            ? html`<div class="details">${renderDetails(view, choices)}</div>`
            : renderReview(view, turns)
      }
    </div>
    <div class="turns">
      ${
        step === 'review'
          ? html`<div class="right">${renderSubmit(view)}</div>`
          : html`<button class="btn primary" part="btn primary" type="submit">${view.term('stepNext')}</button>`
      }
      ${
        n > 0 && !view.busy
          ? html`<button class="btn quiet" part="btn quiet" type="button" @click=${() => turns.go(STEPS[n - 1]!)}>
              ${view.term('stepBack')}
            </button>`
          : nothing
      }
    </div>`;
}

/** Amount, rhythm, and what others will see, each with a way back to it (WCAG 3.3.4). */
function renderReview(view: View, turns: Turns): TemplateResult {
  const { values, pathway } = view;
  const name = ((pathway.onBehalf && values.behalf && values.organization) || values.name).trim();
  const shown = name && !values.anonymous ? view.term('reviewShown', { name }) : view.term('reviewHidden');
  const amount = chosenInWords(view) ?? '';
  const given =
    pathway.kind === 'donate' ? view.term(`amount${values.frequency ?? 'once'}`, { amount }) : submitLabel(view);
  const lines: [label: string, value: string, step: Step][] = [
    [pathway.label, given, 'choose'],
    [view.term('email'), values.email.trim(), 'details'],
    [view.term('reviewPublic'), shown, 'details'],
    ...givenFor(view).map(([label, value]): [string, string, Step] => [label, value, 'details']),
    [view.term('message'), values.message.trim(), stepOf('message', pathway.kind)],
  ];
  return html`<dl class="review" part="review">
    ${lines
      .filter(([, value]) => value)
      .map(
        ([label, value, step]) =>
          html`<div>
            <dt>${label}</dt>
            <dd>
              <bdi>${value}</bdi>
              <button
                class="link"
                type="button"
                aria-label=${view.term('reviewChangeOf', { label })}
                @click=${() => turns.go(step)}
              >
                ${view.term('reviewChange')}
              </button>
            </dd>
          </div>`,
      )}
  </dl>`;
}

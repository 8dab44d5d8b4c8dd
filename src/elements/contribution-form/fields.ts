import { html, noChange, nothing, type TemplateResult } from 'lit';
import { coveredTotal } from '../../data/fees.ts';
import { plusIcon } from '../../shared/icons.ts';
import { isolate } from '../../i18n/index.ts';
import { PUBLISH_NAME } from './drafts.ts';
import { bad, controlId, describedBy, hintId, isFaulty, renderCheck, renderFault } from './parts.ts';
import { inWords, type View } from './view.ts';

interface Line {
  field: string;
  label: string;
  hint?: string | undefined;
  optional?: boolean | undefined;
  wide?: boolean;
  control: (describedby: unknown, invalid: unknown) => TemplateResult;
}

/** Label, control, hint and error of one field, which all know each other. */
export function renderLine(view: View, line: Line): TemplateResult {
  const { field, label, hint, optional, wide } = line;
  return html`<div class=${`field${bad(view, field)}${wide ? ' wide' : ''}`} part="field">
    <label for=${controlId(field)} part="label lab"
      ><bdi>${label}</bdi>
      ${optional ? html`<span class="opt" part="opt">${view.term('optional')}</span>` : nothing}</label
    >
    <div class="control" part="control">
      ${line.control(describedBy(view, field, Boolean(hint)), isFaulty(view, field))}
    </div>
    ${hint ? html`<p class="hint" part="hint" id=${hintId(field)}>${hint}</p>` : nothing} ${renderFault(view, field)}
  </div>`;
}

/** The latest clocks on earth are twelve hours behind UTC: there it is still yesterday. */
const HALF_A_DAY = 12 * 3_600_000;

/**
 * A date that is half typed has no value yet, as an empty one has none: written back, it would take away the half that
 * is there.
 */
export const dateValue = (value: string | undefined): unknown => value || noChange;

/** The day a pledge will be paid. */
export function renderDue(view: View): TemplateResult {
  return renderLine(view, {
    field: 'due',
    label: view.term('due'),
    hint: view.term('dueHint'),
    control: (describedby, invalid) =>
      html`<input
        type="date"
        name="due"
        id=${controlId('due')}
        required
        min=${new Date(view.now - HALF_A_DAY).toISOString().slice(0, 10)}
        .value=${dateValue(view.values.due)}
        aria-describedby=${describedby}
        aria-invalid=${invalid}
      />`,
  });
}

/** Who the visitor is. Where another platform takes over, only what it takes along. */
export function renderPerson(view: View): unknown {
  const { pathway, values } = view;
  const { handoff } = pathway;
  const taken = (name: string) => handoff.type !== 'redirect' || handoff.template.includes(name);
  const money = pathway.kind === 'donate';
  const needed = handoff.type === 'post' && ['donate', 'pledge', 'volunteer'].includes(pathway.kind);
  const name = renderLine(view, {
    field: 'name',
    label: view.term('name'),
    optional: true,
    control: (describedby, invalid) =>
      html`<input
        type="text"
        name="name"
        id=${controlId('name')}
        autocomplete="name"
        dir="auto"
        .value=${values.name}
        aria-describedby=${describedby}
        aria-invalid=${invalid}
      />`,
  });
  const email = renderLine(view, {
    field: 'email',
    label: view.term('email'),
    optional: !needed,
    hint: money
      ? view.term('emailHint')
      : view.term('emailHintReach', { organization: isolate(view.campaign.organization.name) }),
    control: (describedby, invalid) =>
      html`<input
        type="email"
        name="email"
        id=${controlId('email')}
        autocomplete="email"
        dir="ltr"
        ?required=${needed}
        .value=${values.email}
        aria-describedby=${describedby}
        aria-invalid=${invalid}
      />`,
  });
  if (!taken('name') && !taken('email')) return nothing;
  return html`<div class="fields two" part="fields">
    ${taken('name') ? name : nothing} ${taken('email') ? email : nothing}
  </div>`;
}

/** Folded until it is asked for, except where the message is what is sent. */
export function renderMessage(view: View): unknown {
  const { pathway, values } = view;
  if (pathway.handoff.type === 'redirect' && !pathway.handoff.template.includes('message')) return nothing;
  const needed = pathway.kind === 'share' && pathway.fields.length === 0;
  if (!needed && !view.messageOpen && values.message === '') {
    return html`<button class="addnote" part="addnote" type="button" @click=${() => view.openMessage()}>
      ${plusIcon()}${view.term('addMessage')}
    </button>`;
  }
  return renderLine(view, {
    field: 'message',
    label: view.term('message'),
    optional: !needed,
    control: (describedby, invalid) =>
      html`<textarea
        name="message"
        id=${controlId('message')}
        rows=${needed ? 6 : 3}
        dir="auto"
        ?required=${needed}
        .value=${values.message}
        aria-describedby=${describedby}
        aria-invalid=${invalid}
      ></textarea>`,
  });
}

/**
 * Nothing is ticked for anybody. A name is published only when its owner says so: the design's "keep my name off" would
 * publish it unless they noticed, so the question is put the other way round, in the campaign's own versioned words
 * where it has some.
 */
export function renderConsents(view: View): unknown {
  const { pathway, values } = view;
  if (pathway.handoff.type !== 'post') return nothing;
  const asked = pathway.consents.some(({ id }) => id === PUBLISH_NAME);
  return html`<div class="group" part="consents">
    ${
      asked
        ? nothing
        : renderCheck(view, {
            name: 'publish',
            field: 'anonymous',
            label: view.term('showName'),
            checked: !values.anonymous,
          })
    }
    ${pathway.consents.map(({ id, text, required }) =>
      renderCheck(view, {
        name: `consents.${id}`,
        field: `consents.${id}`,
        label: html`<bdi>${text}</bdi>`,
        checked: Object.hasOwn(values.consents, id) && values.consents[id] === true,
        required,
      }),
    )}
  </div>`;
}

/** Off until it is turned on, and always shown as an amount. */
export function renderFee(view: View): unknown {
  const { pathway, values, chosen, campaign } = view;
  if (!pathway.coverFees || pathway.handoff.type !== 'post') return nothing;
  const organization = isolate(campaign.organization.name);
  const about = chosen.ok
    ? view.term('coverFeeAdds', {
        fee: inWords(view, coveredTotal(chosen.value, pathway.coverFees) - chosen.value),
        amount: inWords(view, chosen.value),
        organization,
      })
    : view.term('coverFeeAbout', { organization });
  return html`<label class=${values.coverFees ? 'toggle on' : 'toggle'} part="toggle">
    <input
      class="native"
      type="checkbox"
      role="switch"
      name="coverFees"
      id=${controlId('coverFees')}
      aria-labelledby="fee-name"
      aria-describedby="fee-about"
      .checked=${values.coverFees}
    />
    <span><b id="fee-name">${view.term('coverFee')}</b><span class="muted" id="fee-about">${about}</span></span>
    <span class="switch" part="switch"></span>
  </label>`;
}

/** For robots that fill in everything. Out of sight, out of the tab order, and hidden from assistive technology. */
export function renderTrap(view: View): TemplateResult {
  return html`<div class="vh" aria-hidden="true">
    <input type="text" name="hp" tabindex="-1" autocomplete="off" .value=${view.values.hp} />
  </div>`;
}

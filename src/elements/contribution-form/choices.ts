import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber } from '../../data/quantity.ts';
import { isWaitedFor } from '../../data/shifts.ts';
import type { Pathway } from '../../data/schema.ts';
import { tickIcon } from '../../shared/icons.ts';
import { formatShape } from '../../shared/dates.ts';
import { isolate } from '../../i18n/index.ts';
import { bad, controlId, describedBy, renderFault } from './parts.ts';
import type { View } from './view.ts';
import { dayOf, wall } from './words.ts';

export { styles } from './choices.styles.ts';
export { choices as words } from '../../i18n/en/choices.ts';
export const section = 'choices';
export { renderCustomFields } from './custom-fields.ts';
export { renderCurrency, renderDedication } from './dedication.ts';
export { renderHours } from './hours.ts';

interface Choice {
  id: string;
  on: boolean;
  title: unknown;
  detail: unknown;
  end: unknown;
  full?: boolean;
  /** Full, but may be waited for. */
  waits?: boolean;
}

/** Dated places. A full one stays to be seen; it can be chosen where it has a waiting list, and that is said. */
export function renderShifts(view: View): unknown {
  const { shifts } = view.pathway;
  if (shifts.length === 0) return nothing;
  return renderChoices(
    view,
    'shifts',
    view.term('chooseDay'),
    shifts.map((shift) => {
      const full = shift.places === 0;
      return {
        id: shift.id,
        on: view.values.shifts.includes(shift.id),
        full,
        waits: isWaitedFor(shift),
        title: shift.startsAt
          ? html`${dayOf(shift.startsAt, view.locale, true)} · <bdi>${shift.label}</bdi>`
          : html`<bdi>${shift.label}</bdi>`,
        detail: whereAndWhen(view, shift),
        end: full
          ? view.term(!shift.waitlist ? 'shiftFull' : view.values.shifts.includes(shift.id) ? 'onList' : 'joinList')
          : shift.places === undefined
            ? nothing
            : view.term('places', { n: shift.places, count: formatNumber(shift.places, 0, view.locale) }),
      };
    }),
  );
}

function whereAndWhen(view: View, shift: Pathway['shifts'][number]): string {
  const { startsAt, endsAt, place } = shift;
  const from = startsAt ? timeOf(startsAt, view.locale) : '';
  const time = startsAt && endsAt ? view.term('timeRange', { from, to: timeOf(endsAt, view.locale) }) : from;
  const pieces = [place && isolate(place), time];
  return pieces.filter(Boolean).join(view.locale.startsWith('ar') ? '، ' : ', ');
}

/** In one piece: "9:30 AM" on two lines reads as nine thirty of something. */
function timeOf(iso: string, locale: string): string {
  const { at, ...zone } = wall(iso);
  return formatShape(at, locale, { timeStyle: 'short', ...zone }).replaceAll(' ', '\u00a0');
}

/** What can be done, how long it takes, and how many have done it. */
export function renderActions(view: View): TemplateResult {
  const { locale } = view;
  return renderChoices(
    view,
    'actions',
    view.term('chooseActions'),
    view.pathway.actions.map(({ id, label, detail, minutes, done }) => ({
      id,
      on: view.values.actions.includes(id),
      title: html`<bdi>${label}</bdi>`,
      // Words of the campaign's own may run the other way; what we put together runs as the page does.
      detail: detail
        ? html`<bdi>${detail}</bdi>`
        : minutes
          ? view.term('takesMinutes', { n: minutes, count: formatNumber(minutes, 0, locale) })
          : '',
      end: done === undefined ? nothing : view.term('timesDone', { count: formatNumber(done, 0, locale) }),
    })),
  );
}

function renderChoices(view: View, field: 'shifts' | 'actions', legend: string, choices: Choice[]): TemplateResult {
  return html`<fieldset class=${bad(view, field)} aria-describedby=${describedBy(view, field, false)}>
    <legend class="legend-t" part="label">${legend}</legend>
    <div class="choices" part="choices">
      ${choices.map(
        ({ id, on, title, detail, end, full, waits }, index) =>
          html`<label
            class=${`choice${on ? ' on' : ''}${full ? ' full' : ''}${waits ? ' waits' : ''}`}
            part=${on ? 'choice on' : 'choice'}
          >
            <input
              class="native"
              type="checkbox"
              name=${field}
              value=${id}
              id=${index === 0 ? controlId(field) : nothing}
              .checked=${on}
              ?disabled=${full && !waits && !on}
            />
            <span class="box" part="box">${tickIcon()}</span>
            <span><b>${title}</b>${detail ? html` <small>${detail}</small>` : nothing}</span>
            <span class="end num">${end}</span>
          </label>`,
      )}
    </div>
    ${renderFault(view, field)}
  </fieldset>`;
}

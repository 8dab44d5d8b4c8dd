import { chargedValue } from '../../data/chosen.ts';
import { formatNumber } from '../../data/quantity.ts';
import { formatDate, formatShape } from '../../shared/dates.ts';
import { listOf } from '../../shared/lists.ts';
import { inWords, type View } from './view.ts';

/** What the visitor offers, as the button repeats it; undefined while it is not understood. */
export function chosenInWords(view: View): string | undefined {
  const value = chargedValue(view.chosen, view.values, view.pathway);
  return value === undefined ? undefined : inWords(view, value);
}

/** The button always says what pressing it means: amount and rhythm, day, or number of actions. */
export function submitLabel(view: View): string {
  const { values, pathway, locale, now } = view;
  const amount = chosenInWords(view);
  switch (pathway.kind) {
    case 'donate':
      return amount === undefined ? view.term('giveSend') : view.term(`give${values.frequency ?? 'once'}`, { amount });
    case 'pledge': {
      if (amount === undefined) return view.term('pledgeSend');
      const date = values.due ? formatDate(values.due, locale, now) : '';
      return date ? view.term('pledgeBy', { amount, date }) : view.term('pledgeAmount', { amount });
    }
    case 'volunteer': {
      const days = pathway.shifts.filter(
        (shift) => values.shifts.includes(shift.id) && shift.startsAt && shift.places !== 0,
      );
      const date = listOf(
        days.map((shift) => dayOf(shift.startsAt!, locale)),
        locale,
      );
      return date
        ? view.term('offerOn', { amount: amount ?? '', date })
        : view.term('offerSend', { amount: amount ?? '' });
    }
    case 'act': {
      const n = values.actions.length;
      return n === 0 ? view.term('actSend') : view.term('actCount', { n, count: formatNumber(n, 0, locale) });
    }
    default:
      return view.term('shareSend');
  }
}

/** In whose name and for whom, line by line; only where it was asked for, and its words are here. */
export function givenFor({ pathway, values, term }: View): [label: string, value: string][] {
  return [
    ...(pathway.onBehalf && values.behalf
      ? [[term('organization'), values.organization ?? ''] as [string, string]]
      : []),
    ...(pathway.dedication && values.dedicate
      ? [
          [term(values.dedicationKind === 'memory' ? 'inMemory' : 'inHonour'), values.dedicationName ?? ''] as [
            string,
            string,
          ],
        ]
      : []),
  ];
}

/**
 * A moment at a place: the clock on its wall where the document wrote one (`…T09:30+01:00`), else the visitor's.
 */
export function wall(iso: string): { at: string; timeZone?: string } {
  const local = /^(\d{4}-\d\d-\d\dT\d\d:\d\d).*[+-]\d\d:\d\d$/.exec(iso)?.[1];
  return local ? { at: `${local}Z`, timeZone: 'UTC' } : { at: iso };
}

export function dayOf(iso: string, locale: string, weekday = false): string {
  const { at, ...zone } = wall(iso);
  return formatShape(at, locale, { ...(weekday ? { weekday: 'short' } : {}), day: 'numeric', month: 'long', ...zone });
}

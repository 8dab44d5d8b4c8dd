/*
 * Dates and times in words. Moments are shown in the visitor's own time zone, bare dates (`2026-07-23`) in UTC, so that
 * a day never shifts. Every Intl object is made once per locale and shape.
 */

const formats = new Map<string, unknown>();

function cached<T>(key: string, make: () => T): T {
  let made = formats.get(key) as T | undefined;
  if (made === undefined) formats.set(key, (made = make()));
  return made;
}

const DAY_MONTH = { day: 'numeric', month: 'long' } as const;
const TIME = { hour: '2-digit', minute: '2-digit' } as const;

/**
 * A date, by default day and month: `23 July`.
 *
 * @param at RFC 3339, a full-date, or milliseconds since the epoch
 * @param timeZone an IANA zone; the visitor's own when left out, UTC for a full-date
 */
export function formatDate(
  at: string | number,
  locale: string,
  options: Intl.DateTimeFormatOptions = DAY_MONTH,
  timeZone: string | undefined = isBareDate(at) ? 'UTC' : undefined,
): string {
  const shape = timeZone === undefined ? options : { ...options, timeZone };
  const format = cached(`${locale} ${JSON.stringify(shape)}`, () => new Intl.DateTimeFormat(locale, shape));
  return format.format(new Date(at));
}

/** When something was the case: the time on the day itself (`14:05`), else with the day, else with the year. */
export function formatMoment(at: string | number, now: number, locale: string): string {
  const then = new Date(at);
  const today = new Date(now);
  if (then.toDateString() === today.toDateString()) return formatDate(at, locale, TIME);
  if (then.getFullYear() === today.getFullYear()) return formatDate(at, locale, { ...DAY_MONTH, ...TIME });
  return formatDate(at, locale, { ...DAY_MONTH, year: 'numeric' });
}

const STEPS = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `4 minutes ago`, `yesterday`, `now`; with `short`, `4 min. ago`. Nothing is ever said to lie in the future. */
export function formatRelative(
  at: string | number,
  now: number,
  locale: string,
  style: 'long' | 'short' = 'long',
): string {
  const ago = Math.max(0, now - new Date(at).getTime());
  const [unit, length] = STEPS.find(([, step]) => ago >= step) ?? (['second', Infinity] as const);
  const format = cached(
    `${locale} ago ${style}`,
    () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style }),
  );
  return format.format(-Math.floor(ago / length), unit);
}

function isBareDate(at: string | number): boolean {
  return typeof at === 'string' && /^\d{4}(-\d\d(-\d\d)?)?$/.test(at);
}

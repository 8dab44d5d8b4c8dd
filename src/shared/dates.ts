/*
 * Dates and spans of time in words. Locale and zone are always explicit. What comes in is RFC 3339, or a date cut after the
 * year, month or day.
 */
import { cached } from '../data/quantity.ts';

type Shape = 'day' | 'month' | 'year' | 'moment';

const SHAPES: Record<Shape, Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'long' },
  month: { month: 'long', year: 'numeric' },
  year: { year: 'numeric' },
  moment: { dateStyle: 'long', timeStyle: 'long' },
};

const dateFormat = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  cached('date', locale, options, (usable) => new Intl.DateTimeFormat(usable, options));

/**
 * The day as its author wrote it, in the author's own zone: a campaign that ends on 23 July says so everywhere. `2021`
 * stays a year, `2021-03` a month. The year is left out when it is that of `now` (milliseconds since the epoch).
 */
export function formatDate(iso: string, locale: string, now: number): string {
  const [, year = '', month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(iso) ?? [];
  const shape = day ? 'day' : month ? 'month' : 'year';
  const date = new Date(`${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return month ? formatDate(year, locale, now) : iso;
  const withYear = shape === 'day' && Number(year) !== new Date(now).getUTCFullYear();
  const zone = { timeZone: 'UTC' } as const;
  return dateFormat(locale, { ...SHAPES[shape], ...zone, ...(withYear ? { year: 'numeric' } : {}) }).format(date);
}

/** The exact moment in the visitor's zone, with the zone's name: for a title, or where hours matter. */
export function formatMoment(iso: string, locale: string): string {
  return dateFormat(locale, SHAPES.moment).format(new Date(iso));
}

const TIME = { hour: 'numeric', minute: '2-digit' } as const;

/**
 * As of when, in the visitor's zone: the time on the day itself (`14:05`), before that with the day, and without the
 * time in another year. Moments as RFC 3339 or in milliseconds since the epoch.
 */
export function formatAsOf(at: string | number, now: number, locale: string): string {
  const then = new Date(at);
  const today = new Date(now);
  const sameYear = then.getFullYear() === today.getFullYear();
  const sameDay = then.toDateString() === today.toDateString();
  const shape = sameDay ? TIME : sameYear ? { ...SHAPES.day, ...TIME } : { ...SHAPES.day, year: 'numeric' as const };
  return formatShape(at, locale, shape);
}

/** Any other shape of a date, in the visitor's zone unless told otherwise: the ticks of an axis, the months of a table. */
export function formatShape(at: string | number, locale: string, options: Intl.DateTimeFormatOptions): string {
  return dateFormat(locale, options).format(new Date(at));
}

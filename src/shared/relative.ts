import { cached } from '../data/quantity.ts';

const STEPS = [
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
  ['month', 30 * 86_400],
  ['year', 365 * 86_400],
] as const;

/** "4 minutes ago", and "now" within the minute. A moment after `now` is a clock that differs: it counts as now. */
export function formatRelative(
  iso: string,
  now: number,
  locale: string,
  style: Intl.RelativeTimeFormatStyle = 'long',
): string {
  const seconds = Math.max(0, now - Date.parse(iso)) / 1000;
  const [unit, size] = STEPS.findLast(([, each]) => seconds >= each) ?? (['second', Infinity] as const);
  const options = { numeric: 'auto', style } as const;
  return cached('relative', locale, options, (usable) => new Intl.RelativeTimeFormat(usable, options)).format(
    -Math.floor(seconds / size),
    unit,
  );
}

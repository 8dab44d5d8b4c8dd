const DAY_MS = 86_400_000;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Moves the times of the demo campaign so that its `asOf` is now: what has happened by exactly as much, what is still to
 * come by whole days, so that a morning on the hill stays a morning. The demo is always in its best week; a campaign of
 * the operator's own is never touched.
 */
export function shiftToToday<T>(document: T, now: number): T {
  const asOf = Date.parse(String((document as { asOf?: unknown }).asOf));
  if (!Number.isFinite(asOf)) return document;
  const past = now - asOf;
  const future = Math.ceil(past / DAY_MS) * DAY_MS;
  return shifted(document, (time) => time + (time > asOf ? future : past)) as T;
}

function shifted(value: unknown, move: (time: number) => number): unknown {
  if (typeof value === 'string') return TIME.test(value) ? moved(value, move) : value;
  if (Array.isArray(value)) return value.map((item) => shifted(item, move));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, shifted(field, move)]));
}

function moved(time: string, move: (time: number) => number): string {
  const at = move(Date.parse(time));
  return Number.isFinite(at) ? new Date(at).toISOString().replace('.000Z', 'Z') : time;
}

const DAY_MS = 86_400_000;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Moves every time in the demo campaign by the same number of whole days, so that its `asOf` is within the last day:
 * today, or yesterday while that hour has not come yet. The demo is always in its best week; a campaign of the operator's
 * own is never touched.
 */
export function shiftToToday<T>(document: T, now: number): T {
  const asOf = Date.parse(String((document as { asOf?: unknown }).asOf));
  if (!Number.isFinite(asOf)) return document;
  const shift = Math.floor((now - asOf) / DAY_MS) * DAY_MS;
  return shifted(document, shift) as T;
}

function shifted(value: unknown, shift: number): unknown {
  if (typeof value === 'string') return TIME.test(value) ? moved(value, shift) : value;
  if (Array.isArray(value)) return value.map((item) => shifted(item, shift));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, shifted(field, shift)]));
}

function moved(time: string, shift: number): string {
  const at = Date.parse(time) + shift;
  return Number.isFinite(at) ? new Date(at).toISOString().replace('.000Z', 'Z') : time;
}

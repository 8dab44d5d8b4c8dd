/** From when until when the page's author wants the banner shown. Fetched where a page says so. */
import { report } from '../../data/report.ts';

const SHAPE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?$/i;
const DAY = 86_400_000;

const refused = new Set<string>();

/** Whether `now` lies outside of the two. What is no time counts as not said, with one line on the console. */
export function isOutside(from: string, until: string, zone: string, now: number): boolean {
  const start = from ? momentOf(from, zone, 'from') : undefined;
  const end = until ? momentOf(until, zone, 'until') : undefined;
  return (start !== undefined && now < start) || (end !== undefined && now >= end);
}

/**
 * An author's moment in milliseconds since the epoch: with an offset (`2026-07-23T18:00+02:00`), or without one in
 * `zone`, which is UTC unless named. A day alone begins at midnight, and as an end it lasts until the next.
 */
export function momentOf(text: string, zone: string, side: 'from' | 'until'): number | undefined {
  const [, year, month, day, hour, minute, second, offset] = SHAPE.exec(text.trim()) ?? [];
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
  );
  const isReal = new Date(wall || NaN).getUTCDate() === Number(day) && Number(month) <= 12;
  const moment = !isReal
    ? undefined
    : offset && hour
      ? Date.parse(text.trim().replace(' ', 'T'))
      : inZone(hour || side === 'from' ? wall : wall + DAY, zone || 'UTC');
  if (moment !== undefined && !Number.isNaN(moment)) return moment;
  const line = `<cairn-mission-banner ${side}="${text.slice(0, 40)}"${zone ? ` time-zone="${zone.slice(0, 40)}"` : ''}>`;
  if (!refused.has(line)) {
    refused.add(line);
    report('warn', `${line} is no time such as 2026-07-23T18:00 and is left out.`);
  }
  return undefined;
}

/** What the clocks of a zone show, as a moment. Twice, because the offset is that of the moment looked for. */
function inZone(wall: number, zone: string): number | undefined {
  try {
    const first = wall - offsetAt(wall, zone);
    return wall - offsetAt(first, zone);
  } catch {
    return undefined; // no such zone
  }
}

function offsetAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(moment / 1000) * 1000;
}

import type { Campaign, Goal } from './schema.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface TimeLeft {
  /** `none`: running without an end. */
  phase: 'upcoming' | 'running' | 'ended' | 'none';
  unit: 'day' | 'hour' | 'minute';
  /** Until `at`; never negative, and never 0 while there is time left. */
  count: number;
  /** The moment counted down to, or the end that has passed. */
  at?: string;
}

/**
 * How long until the campaign (or the goal, where it has its own dates) begins or ends: whole days from two days on,
 * whole hours from two hours on, then minutes.
 *
 * @param now server time, milliseconds since the epoch
 */
export function timeLeft(campaign: Campaign, now: number, goal?: Goal): TimeLeft {
  const startsAt = goal?.startsAt ?? campaign.startsAt;
  const endsAt = goal?.endsAt ?? campaign.endsAt;
  const phase = phaseBetween(campaign.status, startsAt, endsAt, now);
  if (phase === 'ended') return { phase, unit: 'minute', count: 0, ...(endsAt ? { at: endsAt } : {}) };
  const at = phase === 'upcoming' ? startsAt : endsAt;
  const left = at === undefined ? 0 : Date.parse(at) - now;
  if (phase === 'upcoming') return { phase, ...countOf(left), ...(at ? { at } : {}) };
  if (at === undefined) return { phase: 'none', unit: 'day', count: 0 };
  return { phase: 'running', ...countOf(left), at };
}

function countOf(milliseconds: number): { unit: TimeLeft['unit']; count: number } {
  if (milliseconds >= 2 * DAY) return { unit: 'day', count: Math.floor(milliseconds / DAY) };
  if (milliseconds >= 2 * HOUR) return { unit: 'hour', count: Math.floor(milliseconds / HOUR) };
  return { unit: 'minute', count: Math.max(0, Math.ceil(milliseconds / MINUTE)) };
}

/** What the campaign says of itself, corrected by the clock: a cached document may be older than its own end. */
export function phaseOf(campaign: Campaign, now: number): 'upcoming' | 'active' | 'paused' | 'ended' {
  return phaseBetween(campaign.status, campaign.startsAt, campaign.endsAt, now);
}

function phaseBetween(
  status: Campaign['status'],
  startsAt: string | undefined,
  endsAt: string | undefined,
  now: number,
): Campaign['status'] {
  if (status === 'ended' || (endsAt !== undefined && Date.parse(endsAt) <= now)) return 'ended';
  if (startsAt !== undefined && Date.parse(startsAt) > now) return 'upcoming';
  if (status === 'upcoming' && startsAt !== undefined) return 'active';
  return status;
}

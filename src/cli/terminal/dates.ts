import { screenColumns } from './screen.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Units from the largest: a span is told in the first one that fits into it often enough. */
const UNITS: readonly { one: string; short: string; ms: number; atLeast: number }[] = [
  { one: 'year', short: 'y', ms: 365.25 * DAY_MS, atLeast: 2 },
  { one: 'month', short: 'mo', ms: 30.44 * DAY_MS, atLeast: 2 },
  { one: 'week', short: 'w', ms: 7 * DAY_MS, atLeast: 2 },
  { one: 'day', short: 'd', ms: DAY_MS, atLeast: 1 },
  { one: 'hour', short: 'h', ms: HOUR_MS, atLeast: 1 },
  { one: 'minute', short: 'min', ms: MINUTE_MS, atLeast: 1 },
];

/** How long ago a time was: `3 days ago`, `in 2 hours`, `just now`; with `short`: `3d ago`. */
export function relativeTime(time: string, now: string, { short = false } = {}): string {
  const elapsed = Date.parse(now) - Date.parse(time);
  const span = Math.abs(elapsed);
  const unit = UNITS.find(({ ms, atLeast }) => Math.floor(span / ms) >= atLeast);
  if (unit === undefined) return short ? 'now' : 'just now';
  const count = Math.floor(span / unit.ms);
  const says = short ? `${count}${unit.short}` : `${count} ${unit.one}${count === 1 ? '' : 's'}`;
  return elapsed >= 0 ? `${says} ago` : `in ${says}`;
}

/** The local day of a time, `2026-05-07`. */
export function localDay(time: string): string {
  const { year, month, day } = localParts(time);
  return `${year}-${month}-${day}`;
}

/** A time as a person reads it, `2026-05-07 14:30 (3 days ago)` in local time; ISO in a pipe. */
export function timeText(time: string, now: string, columns: number | null = screenColumns()): string {
  if (columns === null) return time;
  const { hour, minute } = localParts(time);
  return `${localDay(time)} ${hour}:${minute} (${relativeTime(time, now)})`;
}

/** The same without the time of day. */
export function dayText(time: string, now: string, columns: number | null = screenColumns()): string {
  return columns === null ? time : `${localDay(time)} (${relativeTime(time, now)})`;
}

function localParts(time: string): Record<'year' | 'month' | 'day' | 'hour' | 'minute', string> {
  const at = new Date(time);
  const two = (number: number): string => String(number).padStart(2, '0');
  return {
    year: String(at.getFullYear()).padStart(4, '0'),
    month: two(at.getMonth() + 1),
    day: two(at.getDate()),
    hour: two(at.getHours()),
    minute: two(at.getMinutes()),
  };
}

import { addMilliseconds, parseTime } from '../../domain/time.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** By the first letter of a unit; `2h`, `2 hours` and `2 hours ago` are the same. */
const UNITS_MS: Readonly<Record<string, number>> = {
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
  w: 7 * DAY_MS,
};

const AGO = /^(\d{1,6})\s*(m|min|mins|minutes?|h|hours?|d|days?|w|weeks?)(?:\s+ago)?$/;
const WITH_OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/i;
const WITH_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d/i;

/** What help says of a time, for options that take one. */
export const TIME_HELP =
  'a date, a time, or how long ago: 2026-05-01, "2026-05-01 14:30", 30m, 2h, 3d, yesterday';

/**
 * A time as a person writes it, as ISO (UTC, milliseconds): an ISO date or time, `now`, `today`, `yesterday`,
 * or how long before `now` (`30m`, `2h`, `3d`, `2w`, `3 days ago`). What has no offset is the local time of this
 * machine; a day alone is its beginning.
 * @param flag names the option in the error.
 * @throws MemoryGraphError `usage` for anything else.
 */
export function readTime(text: string, now: string, flag: string): string {
  const asked = text.trim();
  const time = relativeTime(asked.toLowerCase(), now) ?? writtenTime(asked);
  if (time !== null) return time;
  throw new MemoryGraphError('usage', `${flag} "${asked}" is no time. Give ${TIME_HELP}.`);
}

function relativeTime(asked: string, now: string): string | null {
  if (asked === 'now') return now;
  if (asked === 'today') return dayBefore(now, 0);
  if (asked === 'yesterday') return dayBefore(now, 1);
  const [, count, unit = ''] = AGO.exec(asked) ?? [];
  const unitMs = UNITS_MS[unit.charAt(0)];
  if (count === undefined || unitMs === undefined) return null;
  return parseTime(addMilliseconds(now, -Number(count) * unitMs));
}

/** The beginning of the local day that many days before the one of `now`. */
function dayBefore(now: string, days: number): string {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - days).toISOString();
}

function writtenTime(asked: string): string | null {
  const asUtc = parseTime(asked);
  if (asUtc === null || (WITH_TIME.test(asked) && WITH_OFFSET.test(asked))) return asUtc;
  // JavaScript reads a time of day without an offset as local; that the day exists is known by now.
  const local = new Date(asUtc.slice(0, -1));
  return parseTime(local.toISOString());
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * A time as the product keeps it: UTC, ISO-8601, milliseconds. Accepts a date or a date and time;
 * without an offset it is UTC. Years 0001 to 9999; days that do not exist and leap seconds are refused.
 * @returns null where the text is no such time.
 */
export function parseTime(text: string): string | null {
  const parts = ISO.exec(text.trim());
  if (parts === null) return null;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', offset = 'Z'] = parts;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}`;
  const asUtc = new Date(`${local}Z`);
  if (Number.isNaN(asUtc.getTime()) || asUtc.toISOString() !== `${local}Z`) return null;
  const zone = offset === 'Z' || offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
  const time = new Date(`${local}${zone}`);
  if (Number.isNaN(time.getTime())) return null;
  const iso = time.toISOString();
  return /^\d{4}-/.test(iso) && !iso.startsWith('0000') ? iso : null;
}

/** `time` moved by a number of milliseconds, as ISO. */
export function addMilliseconds(time: string, ms: number): string {
  return new Date(Date.parse(time) + ms).toISOString();
}

import { MemoryGraphError } from '../../errors/memory-graph-error.js';

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/**
 * A span of time as a person writes it (`90s`, `30m`, `1h`, `7d`), in seconds, at least one.
 * @param flag names the option in the error.
 * @throws MemoryGraphError `usage` for anything else.
 */
export function readSpan(text: string, flag: string): number {
  const [, count = '', unit = ''] = /^(\d{1,6})\s*([smhd])$/.exec(text.trim().toLowerCase()) ?? [];
  const seconds = Number(count) * (UNIT_SECONDS[unit] ?? 0);
  if (seconds > 0) return seconds;
  throw new MemoryGraphError('usage', `${flag} "${text}" is no span of time. Give 90s, 30m, 1h or 7d.`);
}

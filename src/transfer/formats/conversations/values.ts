import { parseTime } from '../../../domain/time.js';

/** An object of a file that nobody vouches for. */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** ISO text, or seconds (or milliseconds) since 1970; null for anything else. */
export function timeOf(value: unknown): string | null {
  if (typeof value === 'string') return parseTime(value);
  if (typeof value !== 'number' || !(value > 0)) return null;
  const date = new Date(value > 1e11 ? value : value * 1000);
  return Number.isNaN(date.getTime()) ? null : parseTime(date.toISOString());
}

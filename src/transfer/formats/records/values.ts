import { parseTime } from '../../../domain/time.js';
import { keptText } from './plain-values.js';

export type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object; none where it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** Fields from an object, or from the JSON of one. */
export function jsonFields(value: unknown): Fields {
  return fieldsOf(parsedJson(value));
}

/** A list from an array, or from the JSON of one; a single text is a list of one. */
export function jsonList(value: unknown): unknown[] {
  const read = parsedJson(value);
  if (Array.isArray(read)) return read;
  return typeof read === 'string' && read.trim() !== '' ? [read] : [];
}

/** A text that can be kept; null where it holds nothing but white space or is no text. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return null;
  const text = keptText(value);
  return text.trim() === '' ? null : text;
}

/** A time from a text, or from seconds or milliseconds since 1970. */
export function timeOf(value: unknown): string | null {
  if (typeof value === 'string') return parseTime(value) ?? null;
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  const seconds = Math.abs(value) > LAST_SECOND ? value / 1000 : value;
  // Microseconds first: the third decimal of a fraction is not exact in a number.
  const date = new Date(Math.floor(Math.round(seconds * 1_000_000) / 1_000));
  return Number.isNaN(date.getTime()) ? null : parseTime(date.toISOString());
}

/** A number of 0 to 1, or undefined. */
export function unitOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : undefined;
}

/** A whole number from `least` up to a million, or undefined. */
export function countOf(value: unknown, least = 0): number | undefined {
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= 1_000_000;
  return fits ? value : undefined;
}

/** In the year 5138; what is larger counts milliseconds. */
const LAST_SECOND = 100_000_000_000;

function parsedJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (!text.startsWith('{') && !text.startsWith('[')) return value;
  try {
    return JSON.parse(text);
  } catch {
    return value;
  }
}

import type { JsonValue } from '../../../domain/memory-context.js';
import { normalName } from '../../../domain/text.js';

const DEEPEST = 20;

/** Text that every store can keep: what is no character, and NUL, becomes the replacement character. */
export function keptText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\ufffd');
}

/** A value of front matter as plain JSON; what JSON does not know becomes text, what lies too deep null. */
export function plainValue(value: unknown, depth = 0): JsonValue {
  if (typeof value === 'string') return keptText(value);
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || depth >= DEEPEST) return null;
  if (Array.isArray(value)) return value.map((each) => plainValue(each, depth + 1));
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__');
  return Object.fromEntries(entries.map(([key, each]) => [keptText(key), plainValue(each, depth + 1)]));
}

/** One line of text from a field; null where it holds none. */
export function textField(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return null;
  const text = normalName(keptText(value));
  return text === '' ? null : text;
}

/** Texts of a field that may be a list, or a text with commas; `#` in front of a tag is not part of it. */
export function listField(value: unknown): string[] {
  const items = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [value];
  return items.flatMap((each) => {
    const text = textField(each)?.replace(/^#+/, '').trim() ?? '';
    return text === '' ? [] : [text];
  });
}

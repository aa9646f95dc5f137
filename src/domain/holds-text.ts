import type { IdempotencyRecord } from './change-set.js';

/** A text in the form that `holdsText` compares: without regard to case and to how accents are composed. */
export function foldText(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** True where any text inside a JSON value, names of fields and numbers included, holds the folded text. */
export function holdsText(value: unknown, folded: string): boolean {
  if (typeof value === 'string') return foldText(value).includes(folded);
  if (typeof value === 'number') return String(value).includes(folded);
  if (Array.isArray(value)) return value.some((item) => holdsText(item, folded));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, item]) => holdsText(name, folded) || holdsText(item, folded));
}

/** True where a kept answer, or the key it is kept under, holds one of the folded texts. */
export function answerHolds(
  record: Pick<IdempotencyRecord, 'key' | 'answer'>,
  folded: readonly string[],
): boolean {
  const kept = [record.key, JSON.parse(record.answer) as unknown];
  return folded.some((text) => holdsText(kept, text));
}

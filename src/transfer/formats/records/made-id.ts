import { createHash } from 'node:crypto';

/** An id made from what a record is: the same in every import. */
export function madeId(...parts: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * The same text in memory of its own. A text cut out of a larger one keeps the larger one in memory: ids that are
 * remembered during an import would hold on to the whole file.
 */
export function ownText(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

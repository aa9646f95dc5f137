import type { ImportInput } from './format.js';

/** The beginning of a file as text, without a byte order mark; a character cut in two is left as it falls. */
export function headText({ head }: ImportInput): string {
  return new TextDecoder('utf-8').decode(head);
}

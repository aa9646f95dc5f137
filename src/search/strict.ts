import { tokens } from './tokens.js';

/**
 * True where the texts hold these words as written: whole words, no regard to case or accents, not stemmed.
 * @param surfaces of the asked words, one inner list a word: any spelling of it will do.
 */
export function holdsAsWritten(
  texts: readonly string[],
  surfaces: readonly (readonly string[])[],
  match: 'any' | 'all',
): boolean {
  const held = new Set(texts.flatMap(tokens));
  const isHeld = (spellings: readonly string[]) => spellings.some((spelling) => held.has(spelling));
  return match === 'all' ? surfaces.every(isHeld) : surfaces.some(isHeld);
}

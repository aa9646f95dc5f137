const LETTERS = 'bcdfghjklmnpqrtvwxz';

/** A word for a number that no other number has, of consonants only, so that no stemmer makes two of them one. */
export function uniqueWord(number: number, prefix = 'q'): string {
  let word = '';
  for (let rest = number + LETTERS.length ** 4; rest > 0; rest = Math.floor(rest / LETTERS.length)) {
    word += LETTERS[rest % LETTERS.length];
  }
  return `${prefix}${word}x`;
}

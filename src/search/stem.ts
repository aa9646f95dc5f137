import { stemmer } from 'stemmer';

const CACHE_WORDS = 20_000;
const cache = new Map<string, string>();
const STEMMABLE = /^[a-z]{3,}$/;

/**
 * The Porter stem (M. F. Porter, "An algorithm for suffix stripping", 1980) of a word in normal form; words that
 * are not three or more letters a-z stay as they are. Stems of recent words are kept, so that a usual text
 * costs a look-up a word.
 */
export function stem(word: string): string {
  const known = cache.get(word);
  if (known !== undefined) return known;
  const made = STEMMABLE.test(word) ? stemmer(word) || word : word;
  if (cache.size >= CACHE_WORDS) cache.clear();
  cache.set(word, made);
  return made;
}

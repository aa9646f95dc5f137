import type { Random } from '../../support/random.js';

/** Words that texts of the ranking tests are made of; misspelt and joined in others. */
export const WORDS: readonly string[] =
  'server database timeout retry cache deploy branch index backup token latency router queue worker session'.split(
    ' ',
  );
/** Words that nobody but the one who stores them privately uses; some are near to the words above. */
export const SECRET_WORDS: readonly string[] = [
  'zebra',
  'sekret',
  'timeouts',
  'servex',
  'workex',
  'quene',
  'routes',
];

/** Texts of six words each. */
export function texts(random: Random, count: number, words: readonly string[] = WORDS): string[] {
  return Array.from({ length: count }, () => Array.from({ length: 6 }, () => random.pick(words)).join(' '));
}

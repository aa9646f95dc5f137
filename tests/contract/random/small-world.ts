import fc from 'fast-check';

/** Few ids and few words, so that steps meet each other often. */
export const MEMORY_IDS = ['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm_7'] as const;
export const RELATIONSHIP_IDS = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7', 'r8', 'r9'] as const;
export const TAGS = ['red', 'green', 'two words'] as const;
/** Words of the texts as they are written, and what they are indexed as. */
const WORDS = ['alpha', 'beta', 'running', 'the', 'not', '検索', 'straße', 'x1', 'alpine'] as const;
export const INDEXED = [
  'alpha',
  'beta',
  'run',
  'the',
  'not',
  '検索',
  'straße',
  'x1',
  'alpin',
  'nobody',
] as const;

/** A text of a few of these words; short ones often equal each other. */
export const text: fc.Arbitrary<string> = fc
  .oneof(
    fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 7 }),
    fc.constantFrom(['alpha'], ['alpha', 'beta']),
  )
  .map((words) => words.join(' '));

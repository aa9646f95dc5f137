import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../../src/search/edit-distance.js';
import { allowedEdits, EDIT_WEIGHT, fuzzyGroups, fuzzyRange } from '../../../src/search/fuzzy.js';

const asked = (word: string) => ({ word, surfaces: [word] });
const vocabulary = (...words: string[]) => words.map((word) => ({ word, documents: 1 }));
const alternatives = (word: string, ...known: string[]) =>
  fuzzyGroups([asked(word)], vocabulary(...known))[0]?.words.slice(1);

describe('editDistance', () => {
  it.each([
    ['kitten', 'kitten', 2, 0],
    ['kitten', 'sitten', 2, 1],
    ['kitten', 'kiten', 2, 1],
    ['kitten', 'ktiten', 2, 1],
    ['kitten', 'sittin', 2, 2],
    ['kitten', 'kit', 2, 3],
    ['ca', 'abc', 3, 3],
    ['kitten', 'mitttens', 2, 3],
    ['', 'ab', 2, 2],
  ])('%s and %s within %i: %i', (a, b, most, expected) => {
    expect(editDistance(a, b, most)).toBe(expected);
  });

  it('is as the full table says, both ways round', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, most) => {
        const expected = Math.min(wholeTable(a, b), most + 1);
        expect(editDistance(a, b, most)).toBe(expected);
        expect(editDistance(b, a, most)).toBe(expected);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('fuzzyGroups', () => {
  it('allows edits by length, none in numbers', () => {
    expect(['abc', 'abcd', 'abcdefg', 'abcdefgh', '12345678'].map(allowedEdits)).toEqual([0, 1, 1, 2, 0]);
  });

  it('keeps the word itself at weight 1 and takes near ones by edits', () => {
    expect(fuzzyGroups([asked('postgrse')], vocabulary('postgres', 'postgrse', 'poster'))).toEqual([
      {
        asked: asked('postgrse'),
        words: [
          { word: 'postgrse', weight: 1 },
          { word: 'postgres', weight: EDIT_WEIGHT },
        ],
      },
    ]);
  });

  it('takes at most three: nearer, same first letter, more frequent, alphabetical', () => {
    const known = [
      { word: 'lable', documents: 1 },
      { word: 'fable', documents: 90 },
      { word: 'tables', documents: 2 },
      { word: 'tablo', documents: 5 },
      { word: 'tably', documents: 2 },
    ];
    const words = fuzzyGroups([asked('table')], known)[0]?.words.map(({ word }) => word);
    expect(words).toEqual(['table', 'tablo', 'tables', 'tably']);
  });

  it('never takes numbers, nor stop words', () => {
    expect(alternatives('form', 'from', 'forms', '4040')).toEqual([{ word: 'forms', weight: EDIT_WEIGHT }]);
    expect(alternatives('1234', '1235')).toEqual([]);
    expect(alternatives('cat', 'bat')).toEqual([]);
  });

  it('tells which lengths of words it needs', () => {
    expect(fuzzyRange([asked('cat'), asked('table'), asked('database')])).toEqual({
      min_length: 4,
      max_length: 10,
    });
    expect(fuzzyRange([asked('cat')])).toBeNull();
  });

  it('finds every word within the edits that the plain search finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 4, maxLength: 7 });
    fc.assert(
      fc.property(word, fc.uniqueArray(word, { maxLength: 3 }), (sought, known) => {
        const expected = known.filter((each) => each !== sought && wholeTable(each, sought) <= 1);
        expect(
          alternatives(sought, ...known)
            ?.map((each) => each.word)
            .sort(),
        ).toEqual(expected.sort());
      }),
    );
  });
});

// The textbook form, for comparison.
function wholeTable(a: string, b: string): number {
  const cost = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j;
    const same = a[i - 1] === b[j - 1] ? 0 : 1;
    const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
    return Math.min(
      known(i - 1, j) + 1,
      known(i, j - 1) + 1,
      known(i - 1, j - 1) + same,
      swapped ? known(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
    );
  };
  const cells = new Map<string, number>();
  const known = (i: number, j: number): number => {
    const key = `${i} ${j}`;
    const value = cells.get(key) ?? cost(i, j);
    cells.set(key, value);
    return value;
  };
  return known(a.length, b.length);
}

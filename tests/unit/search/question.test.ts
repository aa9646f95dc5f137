import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/domain/limits.js';
import { askedWords, exactGroups, wordsOfGroups } from '../../../src/search/question.js';
import { anyString } from './any-string.js';

describe('askedWords', () => {
  it('gives each word once with its spellings', () => {
    expect(askedWords('retry the retries of Redis')).toEqual([
      { word: 'retri', surfaces: ['retry', 'retries'] },
      { word: 'redi', surfaces: ['redis'] },
    ]);
  });

  it('takes terms of several words', () => {
    expect(askedWords(['error handling', 'Error']).map(({ word }) => word)).toEqual(['error', 'handl']);
  });

  it('is empty for a question without words', () => {
    expect(askedWords(' ?! ')).toEqual([]);
    expect(askedWords([])).toEqual([]);
  });

  it('never gives more words than the limit, for any string', () => {
    fc.assert(
      fc.property(fc.array(anyString), (texts) => {
        const asked = askedWords(texts);
        expect(asked.length).toBeLessThanOrEqual(LIMITS.query_terms);
        expect(new Set(asked.map(({ word }) => word)).size).toBe(asked.length);
      }),
    );
    expect(askedWords(Array.from({ length: 99 }, (_, at) => `w${at}`))).toHaveLength(LIMITS.query_terms);
  });
});

describe('exactGroups', () => {
  it('lets each word stand for itself', () => {
    const groups = exactGroups(askedWords('red fox'));
    expect(groups.map(({ words }) => words)).toEqual([
      [{ word: 'red', weight: 1 }],
      [{ word: 'fox', weight: 1 }],
    ]);
    expect(wordsOfGroups([...groups, ...groups])).toEqual(['red', 'fox']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../../src/contracts/candidates.js';
import type { TermStatistics } from '../../../src/domain/search-document.js';
import { priorFactor } from '../../../src/search/priors.js';
import { askedWords, exactGroups, type WordGroup } from '../../../src/search/question.js';
import { displayScore, rank } from '../../../src/search/rank.js';

const NOW = '2026-03-01T00:00:00.000Z';
const YEARS_AGO = '2020-01-01T00:00:00.000Z';
let sequence = 0;

function candidate(id: string, content: string, more: Partial<Candidate> = {}): Candidate {
  sequence += 1;
  return {
    id,
    sequence,
    document: { title: '', content, summary: '', tags: '', context: '' },
    importance: 0.5,
    created_at: YEARS_AGO,
    updated_at: YEARS_AGO,
    valid_from: YEARS_AGO,
    usage_count: 0,
    ...more,
  };
}

const statistics: TermStatistics = {
  documents: 100,
  words: 500,
  document_counts: new Map([
    ['fox', 5],
    ['red', 40],
    ['fix', 2],
  ]),
};
const groups = exactGroups(askedWords('red fox'));
const order = (candidates: Candidate[], match: 'any' | 'all' = 'any', by: WordGroup[] = groups) =>
  rank(candidates, by, statistics, { now: NOW, match }).map(({ id }) => id);

describe('rank', () => {
  it('puts the better fit first and says what matched', () => {
    const hits = rank(
      [candidate('red', 'red dog'), candidate('both', 'red fox'), candidate('none', 'blue dog')],
      groups,
      statistics,
      { now: NOW, match: 'any' },
    );
    expect(hits.map(({ id, matched }) => [id, matched])).toEqual([
      ['both', ['red', 'fox']],
      ['red', ['red']],
    ]);
  });

  it('leaves out what lacks a word when all are asked for', () => {
    expect(order([candidate('red', 'red dog'), candidate('both', 'red fox')], 'all')).toEqual(['both']);
  });

  it('orders equal ones by order of storing, the later first', () => {
    expect(order([candidate('a', 'fox'), candidate('b', 'fox')])).toEqual(['b', 'a']);
  });

  it.each([
    ['newer', { valid_from: NOW }],
    ['more important', { importance: 0.9 }],
    ['more used', { usage_count: 20 }],
  ])('lets the %s of two equal fits win, but not over a better one', (_title, more) => {
    expect(order([candidate('a', 'fox', more), candidate('b', 'fox')])).toEqual(['a', 'b']);
    expect(order([candidate('a', 'red', more), candidate('b', 'fox')])).toEqual(['b', 'a']);
  });

  it('counts a misspelling less, and the best of the words that stand for one', () => {
    const fuzzy: WordGroup = {
      asked: { word: 'fox', surfaces: ['fox'] },
      words: [
        { word: 'fox', weight: 1 },
        { word: 'fix', weight: 0.6 },
      ],
    };
    const both = candidate('both', 'fox fix');
    expect(order([candidate('near', 'fix here'), candidate('exact', 'fox here')], 'any', [fuzzy])).toEqual([
      'exact',
      'near',
    ]);
    expect(rank([both], [fuzzy], statistics, { now: NOW, match: 'all' })[0]?.matched).toEqual(['fox']);
  });

  it('is empty for nothing asked', () => {
    expect(order([candidate('a', 'fox')], 'any', [])).toEqual([]);
    expect(order([candidate('a', 'fox')], 'all', [])).toEqual([]);
  });
});

describe('priorFactor', () => {
  it('stays within 13 % either way', () => {
    const time = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
    fc.assert(
      fc.property(
        time,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(),
        (valid_from, importance, uses) => {
          const factor = priorFactor({ valid_from, importance, usage_count: uses }, Date.parse(NOW));
          expect(factor).toBeGreaterThan(0.95);
          expect(factor).toBeLessThan(1.13);
        },
      ),
    );
  });
});

describe('displayScore', () => {
  it('comes from the place alone', () => {
    expect([1, 2, 10, 100].map(displayScore)).toEqual([1, 0.909, 0.526, 0.092]);
  });
});

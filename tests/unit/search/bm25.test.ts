import { describe, expect, it } from 'vitest';
import type { SearchDocument, TermStatistics } from '../../../src/domain/search-document.js';
import { candidateScore, documentLength, finalIdf, weightedHits } from '../../../src/search/bm25.js';

const document = (fields: Partial<SearchDocument>): SearchDocument => ({
  title: '',
  content: '',
  summary: '',
  tags: '',
  context: '',
  ...fields,
});
const statistics = (documents: number, words: number, counts: Record<string, number>): TermStatistics => ({
  documents,
  words,
  document_counts: new Map(Object.entries(counts)),
});

describe('weightedHits', () => {
  it('counts whole words, each by the weight of its field', () => {
    const both = document({ title: 'fox', content: 'fox foxtrot fox firefox', context: 'fox' });
    expect(weightedHits(both, 'fox')).toBe(2 + 2 + 0.5);
    expect(weightedHits(both, 'fo')).toBe(0);
  });

  it('counts words next to each other and at both ends', () => {
    expect(weightedHits(document({ content: 'a a b a' }), 'a')).toBe(3);
    expect(weightedHits(document({ content: 'aaa aa aaa aa' }), 'aa')).toBe(2);
  });
});

describe('candidateScore', () => {
  it('is the BM25 of FTS5', () => {
    // idf ln(9.5 / 1.5); 2 hits in a document of 4 words, mean length 5.
    const expected = Math.log(9.5 / 1.5) * ((2 * 2.2) / (2 + 1.2 * (0.25 + (0.75 * 4) / 5)));
    const score = candidateScore(
      document({ content: 'fox in fox hole' }),
      ['fox'],
      statistics(10, 50, { fox: 1 }),
    );
    expect(score).toBeCloseTo(expected, 12);
  });

  it('leaves a little for words that most documents hold', () => {
    const score = candidateScore(document({ content: 'fox' }), ['fox'], statistics(2, 4, { fox: 2 }));
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThan(1e-5);
  });

  it('is 0 without a word, and defined in an empty store', () => {
    expect(candidateScore(document({ content: 'dog' }), ['fox'], statistics(2, 4, {}))).toBe(0);
    expect(candidateScore(document({}), ['fox'], statistics(0, 0, {}))).toBe(0);
  });
});

describe('finalIdf', () => {
  it('falls with the number of memories and stays above 0', () => {
    const counts = statistics(100, 1000, { rare: 1, common: 60, every: 100 });
    const [rare = 0, common = 0, every = 0] = ['rare', 'common', 'every'].map((word) =>
      finalIdf(word, counts),
    );
    expect(rare).toBeGreaterThan(common);
    expect(common).toBeGreaterThan(every);
    expect(every).toBeGreaterThan(0);
  });
});

describe('documentLength', () => {
  it('counts words of all fields', () => {
    expect(documentLength(document({ title: 'a b', content: 'c', tags: 'd e' }))).toBe(5);
    expect(documentLength(document({}))).toBe(0);
  });
});

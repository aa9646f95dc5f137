import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../../src/contracts/candidates.js';
import type { TermStatistics } from '../../../src/domain/search-document.js';
import { CANDIDATE_LIMIT, mergeCandidates, planCandidates, SCAN_LIMIT } from '../../../src/search/plan.js';
import { askedWords, exactGroups, type WordGroup } from '../../../src/search/question.js';

const counts = (document_counts: Record<string, number>): TermStatistics => ({
  documents: 100_000,
  words: 3_000_000,
  document_counts: new Map(Object.entries(document_counts)),
});
const groups = (question: string) => exactGroups(askedWords(question));

describe('planCandidates', () => {
  it('takes the rarest words first and leaves out those that are too common', () => {
    const plan = planCandidates(
      groups('file fox dog unknown'),
      counts({ file: 50_000, fox: 10, dog: SCAN_LIMIT - 10 }),
    );
    expect(plan).toEqual({
      groups: [['fox'], ['dog']],
      scan_limit: SCAN_LIMIT,
      limit: CANDIDATE_LIMIT,
      left_out: true,
    });
  });

  it('takes the rarest one however common it is', () => {
    expect(planCandidates(groups('file text'), counts({ file: 50_000, text: 60_000 })).groups).toEqual([
      ['file'],
    ]);
  });

  it('takes every known word when told to', () => {
    const plan = planCandidates(groups('file fox'), counts({ file: 50_000, fox: 10 }), {
      match: 'any',
      everyWord: true,
    });
    expect(plan.groups).toEqual([['fox'], ['file']]);
    expect(plan.left_out).toBe(false);
  });

  it('finds nothing where no word is known', () => {
    expect(planCandidates(groups('fox'), counts({})).groups).toEqual([]);
  });

  it('needs every word to match all, and finds nothing where one is unknown', () => {
    const known = counts({ file: 50_000, fox: 10 });
    expect(planCandidates(groups('file fox'), known, { match: 'all' })).toMatchObject({
      groups: [['fox'], ['file']],
      left_out: false,
    });
    expect(planCandidates(groups('file cat'), known, { match: 'all' }).groups).toEqual([]);
  });

  it('keeps what the first of two rounds found', () => {
    const candidate = (id: string): Candidate => ({
      id,
      sequence: 1,
      document: { title: '', content: id, summary: '', tags: '', context: '' },
      importance: 0.5,
      created_at: '',
      updated_at: '',
      valid_from: '',
      usage_count: 0,
    });
    const merged = mergeCandidates(
      [candidate('old'), candidate('both')],
      [candidate('both'), candidate('new')],
    );
    expect(merged.map(({ id }) => id)).toEqual(['old', 'both', 'new']);
  });

  it('counts all words that stand for one, and keeps the known ones', () => {
    const fuzzy: WordGroup = {
      asked: { word: 'fxo', surfaces: ['fxo'] },
      words: ['fxo', 'fox', 'fix'].map((word) => ({ word, weight: 1 })),
    };
    expect(planCandidates([fuzzy], counts({ fox: 5, fix: 7 })).groups).toEqual([['fox', 'fix']]);
  });
});

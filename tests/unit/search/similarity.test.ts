import { describe, expect, it } from 'vitest';
import { documentOf } from '../../../src/search/analysis.js';
import {
  NEAR_DUPLICATE,
  PROBE_GUESSES,
  PROBE_WORDS,
  probeGuesses,
  probeWords,
  similarity,
  wordSet,
} from '../../../src/search/similarity.js';

const documentFor = (content: string, title = 'Note') =>
  documentOf({ title, content, summary: 'not compared', tags: ['neither'], context: {} });
const alike = (a: string, b: string) => similarity(wordSet(documentFor(a)), wordSet(documentFor(b)));

describe('similarity', () => {
  it('is 1 for the same words in any order and form, 0 for none in common', () => {
    expect(alike('Use retries for the payment client', 'the payment clients: use a retry')).toBe(1);
    expect(similarity(new Set(['a']), new Set(['b']))).toBe(0);
    expect(similarity(new Set(), new Set())).toBe(0);
  });

  it('tells a reworded memory from another one', () => {
    const one = 'Redis caches sessions for 30 minutes in production';
    expect(alike(one, 'In production Redis caches sessions for 45 minutes')).toBeGreaterThan(NEAR_DUPLICATE);
    expect(alike(one, 'Postgres keeps orders for 30 days in production')).toBeLessThan(NEAR_DUPLICATE);
  });

  it('leaves out stop words unless there is nothing else', () => {
    expect([...wordSet(documentFor('the fix is in'))]).toEqual(['note', 'fix']);
    expect([...wordSet(documentFor('to be', 'or not'))]).toEqual(['or', 'not', 'to', 'be']);
  });
});

describe('probes', () => {
  const long = documentFor(Array.from({ length: 200 }, (_, at) => `word${at}`).join(' '));

  it('ask for a bounded number of words', () => {
    expect(probeGuesses(long)).toHaveLength(PROBE_GUESSES);
    expect(probeGuesses(documentFor('red fox'))).toEqual(['note', 'red', 'fox']);
  });

  it('are the rarest known ones', () => {
    const counts = new Map(Array.from({ length: 50 }, (_, at) => [`word${at}`, 50 - at] as const));
    const probes = probeWords(long, { documents: 60, words: 900, document_counts: counts });
    expect(probes).toHaveLength(PROBE_WORDS);
    expect(probes.slice(0, 3)).toEqual(['word49', 'word48', 'word47']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTokens, fitHits } from '../../../src/search/token-budget.js';
import { anyString } from './any-string.js';

interface Hit {
  readonly id: number;
  readonly text: string;
}

const how = {
  cost: (hit: Hit) => hit.text.length,
  shorten: (hit: Hit, characters: number) => ({ ...hit, text: hit.text.slice(0, characters) }),
};
const hits = (count: number, length: number): Hit[] =>
  Array.from({ length: count }, (_, id) => ({ id, text: 'x'.repeat(length) }));

describe('estimateTokens', () => {
  it.each([
    ['', 0],
    ['abcd', 1],
    ['abcde', 2],
    ['жжжж', 2],
    ['検索', 2],
    ['🎈', 2],
  ])('%j is about %i', (text, tokens) => {
    expect(estimateTokens(text)).toBe(tokens);
  });

  it('takes any string', () => {
    fc.assert(fc.property(anyString, (text) => estimateTokens(text) <= 2 * text.length));
  });
});

describe('fitHits', () => {
  it('leaves alone what fits', () => {
    const all = hits(3, 200);
    expect(fitHits(all, 600, how)).toEqual({ hits: all, left_out: 0 });
  });

  it('shortens snippets before it drops hits', () => {
    const fitted = fitHits(hits(3, 200), 320, how);
    expect(fitted.hits.map((hit) => hit.text.length)).toEqual([100, 100, 100]);
    expect(fitted.left_out).toBe(0);
  });

  it('drops the last ones and says how many', () => {
    const fitted = fitHits(hits(9, 200), 150, how);
    expect(fitted.hits.map(({ id }) => id)).toEqual([0, 1]);
    expect(fitted.left_out).toBe(7);
  });

  it('never exceeds the budget', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(300), fc.nat(2_000), (count, length, budget) => {
        const fitted = fitHits(hits(count, length), budget, how);
        expect(fitted.hits.reduce((sum, hit) => sum + how.cost(hit), 0)).toBeLessThanOrEqual(budget);
        expect(fitted.hits.length + fitted.left_out).toBe(count);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { holdsAsWritten } from '../../../src/search/strict.js';

const TEXTS = ['Retry policy', "It doesn't block the Café", '東京都'];

describe('holdsAsWritten', () => {
  it('compares whole words, not stems, whatever the case and accents', () => {
    expect(holdsAsWritten(TEXTS, [['retry']], 'all')).toBe(true);
    expect(holdsAsWritten(TEXTS, [['retries']], 'all')).toBe(false);
    expect(holdsAsWritten(TEXTS, [['cafe'], ['doesnt']], 'all')).toBe(true);
    expect(holdsAsWritten(TEXTS, [['東京']], 'all')).toBe(true);
  });

  it('needs all words or any, and any spelling of a word', () => {
    expect(holdsAsWritten(TEXTS, [['retry'], ['missing']], 'all')).toBe(false);
    expect(holdsAsWritten(TEXTS, [['retry'], ['missing']], 'any')).toBe(true);
    expect(holdsAsWritten(TEXTS, [['retries', 'retry']], 'all')).toBe(true);
    expect(holdsAsWritten(TEXTS, [['missing']], 'any')).toBe(false);
  });
});

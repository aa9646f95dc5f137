import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { snippet } from '../../../src/search/snippet.js';
import { anyString } from './any-string.js';

const filler = 'Lorem ipsum dolor sit amet consectetur. '.repeat(20);

describe('snippet', () => {
  it('gives a short text whole', () => {
    expect(snippet('  short\ntext ', ['x'], { characters: 240 })).toBe('  short\ntext ');
  });

  it('shows the part with the most words, cut between words', () => {
    const text = `${filler}The retry policy of the payment client. ${filler}Only a retry. ${filler}`;
    const shown = snippet(text, ['retri', 'payment', 'polici'], { characters: 80 });
    expect(shown).toContain('retry policy of the payment client');
    expect(shown.startsWith('…')).toBe(true);
    expect(shown.endsWith('…')).toBe(true);
    expect(text.replaceAll('\n', ' ').split(/\s+/)).toEqual(
      expect.arrayContaining(shown.replaceAll('…', '').split(/\s+/)),
    );
  });

  it('begins at the beginning where no word is found', () => {
    expect(snippet(filler, ['missing'], { characters: 40 })).toMatch(/^Lorem ipsum .*…$/);
  });

  it('finds pairs of letters inside a long run', () => {
    const text = `${'漢字'.repeat(300)}検索${'漢字'.repeat(300)}`;
    const shown = snippet(text, ['検索'], { characters: 30 });
    expect(shown).toContain('検索');
    expect(shown.length).toBeLessThanOrEqual(30);
  });

  it('shows words at the very end', () => {
    const shown = snippet(`${filler}needle`, ['needl'], { characters: 50 });
    expect(shown.endsWith('needle')).toBe(true);
  });

  it('never is longer than asked, never breaks a pair, for any string', () => {
    const text = fc.array(fc.oneof(anyString, fc.constant('🎈🎈'), fc.constant(' red ')), { maxLength: 30 });
    fc.assert(
      fc.property(text, fc.nat(60), (parts, characters) => {
        const whole = parts.join('');
        const shown = snippet(whole, ['red'], { characters });
        expect(shown.length).toBeLessThanOrEqual(characters);
        if (whole.isWellFormed()) expect(shown.isWellFormed()).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes time in proportion to the text', () => {
    const started = performance.now();
    snippet('retry '.repeat(8_000), ['retri', 'polici'], { characters: 240 });
    snippet('検索'.repeat(25_000), ['検索'], { characters: 240 });
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

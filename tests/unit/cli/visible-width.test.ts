import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutToWidth, padToWidth, visibleWidth } from '../../../src/cli/terminal/visible-width.js';
import { wrapped } from '../../../src/cli/terminal/wrap.js';

const BOLD = '\u001b[1mbold\u001b[22m';
const anyText = fc.string({
  unit: fc.constantFrom('a', 'b ', '漢', '한', 'é', 'e\u0301', '👩‍💻', '❤️', '🇩🇪', 'ｗ', '…', 'ث'),
  maxLength: 40,
});

describe('visibleWidth', () => {
  it.each([
    ['', 0],
    ['plain', 5],
    ['漢字', 4],
    ['한글', 4],
    ['e\u0301', 1],
    ['👩‍💻', 2],
    ['❤️', 2],
    ['🇩🇪', 2],
    ['ｗ', 2],
    ['…', 1],
    [BOLD, 4],
  ])('of %j is %i', (text, width) => {
    expect(visibleWidth(text)).toBe(width);
  });
});

describe('cutToWidth', () => {
  it('keeps what fits and marks what it cuts', () => {
    expect(cutToWidth('short', 5)).toBe('short');
    expect(cutToWidth('too long', 5)).toBe('too…');
    expect(cutToWidth('漢字漢字', 5)).toBe('漢字…');
  });

  it('closes a style that it cuts', () => {
    expect(cutToWidth(`\u001b[1m${'x'.repeat(9)}\u001b[22m`, 4)).toBe('\u001b[1mxxx…\u001b[0m');
  });

  it('is never wider than asked, and padding is exactly so wide', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 3, max: 30 }), (text, columns) => {
        const cut = cutToWidth(text, columns);
        return visibleWidth(cut) <= columns && visibleWidth(padToWidth(cut, columns)) === columns;
      }),
    );
  });
});

describe('wrapped', () => {
  it('breaks at blanks, keeps line breaks and what is indented', () => {
    expect(wrapped('one two three\n\n  four five', 8)).toEqual(['one two', 'three', '', '  four', '  five']);
  });

  it('breaks words that are wider than a line, and loses nothing', () => {
    expect(wrapped('漢字漢字', 5)).toEqual(['漢字', '漢字']);
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 20 }), (text, columns) => {
        const lines = wrapped(text, columns);
        const bare = (some: string) => some.replaceAll(' ', '');
        return lines.every((line) => visibleWidth(line) <= columns) && bare(lines.join('')) === bare(text);
      }),
    );
  });
});

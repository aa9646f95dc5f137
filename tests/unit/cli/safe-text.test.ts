import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeJson, safeLine, safeText } from '../../../src/cli/terminal/safe-text.js';

const ESCAPE = '\u001b';
// What no terminal may ever be sent of a stored text: named by category, not by the list the code has.
const DANGEROUS = /[^\P{Cc}\n\t]|\p{Bidi_Control}|[\u2028\u2029]/u;

describe('safeText', () => {
  it.each([
    [`${ESCAPE}]0;title\u0007`, '\\x1b]0;title\\x07'],
    [`${ESCAPE}[2J${ESCAPE}[1;31mred`, '\\x1b[2J\\x1b[1;31mred'],
    ['one\u009b31mtwo', 'one\\x9b31mtwo'],
    ['price\u202e1234', 'price\\u202e1234'],
    ['over\rwritten', 'over\\x0dwritten'],
    ['back\b\bspace\u007f', 'back\\x08\\x08space\\x7f'],
    ['say\u{e0041}\u{e0042}', 'say\\u{e0041}\\u{e0042}'],
    ['zero\u200bwidth', 'zero\\u200bwidth'],
  ])('shows %j as %j', (text, shown) => {
    expect(safeText(text)).toBe(shown);
  });

  it('keeps line breaks of every kind, tabs, accents, scripts and joined emoji', () => {
    expect(safeText('a\r\nb\u2028c\u0085d\te')).toBe('a\nb\nc\nd\te');
    for (const text of ['naïve façade', '日本語', 'שלום', '👩‍💻 ❤️', 'می‌خواهم'])
      expect(safeText(text)).toBe(text);
  });

  it('never lets a control through, whatever the text', () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom(ESCAPE, '\u009d', '\r', '\u2067', '\u061c', '\n'),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      ),
    });
    fc.assert(fc.property(text, (any) => !DANGEROUS.test(safeText(any)) && !/[\n\t]/.test(safeLine(any))));
  });
});

describe('safeJson', () => {
  it('is the same value in characters a terminal takes for text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = safeJson(JSON.stringify({ text }));
        return JSON.parse(json).text === text && !DANGEROUS.test(json);
      }),
    );
  });
});

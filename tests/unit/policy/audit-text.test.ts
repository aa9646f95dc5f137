import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditText } from '../../../src/policy/audit-text.js';

const MARK = '\u{fffd}';
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

describe('a text that somebody else chose, in an audit event', () => {
  it.each([
    ['plain', 'claude-code 2.1.0', 'claude-code 2.1.0'],
    ['empty', '', ''],
    ['of other letters', 'Übersicht 検索', 'Übersicht 検索'],
    ['that ends a line', 'a\nb\r\nc', `a${MARK}b${MARK}${MARK}c`],
    ['of nothing that is seen', '\u0000\u001b\u202e', MARK.repeat(3)],
    ['of one such letter', '\u007f', MARK],
    ['that drives a terminal', '\u001b[31mred', `${MARK}[31mred`],
    ['with half a letter', 'a\ud800b', `a${MARK}b`],
    ['of line and paragraph ends', '\u2028\u2029', MARK.repeat(2)],
  ])('%s', (_name, text, expected) => {
    expect(auditText(text)).toBe(expected);
  });

  it('is cut to 200 characters, and no letter in half', () => {
    expect(auditText('x'.repeat(200))).toBe('x'.repeat(200));
    expect(auditText('x'.repeat(201))).toBe('x'.repeat(200));
    expect(auditText(`${'x'.repeat(199)}😀y`)).toBe('x'.repeat(199));
    expect(auditText(`${'x'.repeat(198)}😀y`)).toBe(`${'x'.repeat(198)}😀`);
    expect(auditText('é'.repeat(5_000_000))).toBe('é'.repeat(200));
  });

  it('holds nothing unprintable, whatever it was', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 300 }));
    const property = fc.property(texts, (text) => {
      const kept = auditText(text);
      expect(kept.length).toBeLessThanOrEqual(200);
      expect(kept.isWellFormed()).toBe(true);
      expect(kept).not.toMatch(UNSEEN);
      expect(auditText(kept)).toBe(kept);
    });
    fc.assert(property, { numRuns: 300, seed: 20_261_122 });
  });
});

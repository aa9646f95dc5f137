import fc from 'fast-check';

/** Any string there can be: mostly real text, also lone surrogates, NUL, marks and long runs. */
export const anyString: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
    .map((codes) => String.fromCharCode(...codes)),
  fc
    .array(
      fc.constantFrom("don't", 'the', '検索', 'é', '\ud800', '\u0000', 'x'.repeat(70), '_', "O'Neil’s"),
      {
        maxLength: 12,
      },
    )
    .map((parts) => parts.join(' ')),
);

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packSequences, unpackSequences } from '../../../src/repository/search/sequence-list.js';

test('a list of sequences comes back sorted', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(2 ** 40), { maxLength: 200 }), (numbers) => {
      expect(unpackSequences(packSequences(numbers))).toEqual([...numbers].sort((a, b) => a - b));
    }),
  );
});

test('a thousand hits anywhere in a million memories fit into a cursor', () => {
  const numbers = Array.from({ length: 1_000 }, (_, at) => 1 + ((at * 7_919_993) % 1_000_000));
  expect(packSequences(numbers).length).toBeLessThan(3_000);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineReader } from '../../../src/transport/line-reader.js';

const LIMIT = 64;

function readerOf(lines: string[]) {
  return createLineReader(LIMIT, {
    onLine: (line) => lines.push(line.toString('latin1')),
    onTooLong: (head, tail) => lines.push(`too long: ${head.toString('latin1')} ${tail.toString('latin1')}`),
  });
}

describe('lines of a stream', () => {
  it('are the same however the bytes are cut', () => {
    const line = fc
      .uint8Array({ maxLength: 2 * LIMIT })
      .map((bytes) => Buffer.from(bytes.map((byte) => byte || 1)));
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 6 }),
        fc.array(fc.nat(40), { maxLength: 40 }),
        (given, cuts) => {
          const bytes = Buffer.concat(given.flatMap((one) => [one, Buffer.from('\n')]));
          const [whole, cut]: [string[], string[]] = [[], []];
          readerOf(whole)(bytes);
          const read = readerOf(cut);
          let at = 0;
          for (const size of [...cuts, bytes.length]) {
            read(bytes.subarray(at, at + size));
            at += size;
          }
          expect(cut).toEqual(whole);
          const expected = bytes.toString('latin1').split('\n').slice(0, -1);
          expect(whole.map((one) => one.startsWith('too long'))).toEqual(
            expected.map((one) => one.length > LIMIT),
          );
          expect(whole.filter((one) => !one.startsWith('too long'))).toEqual(
            expected.filter((one) => one.length <= LIMIT),
          );
        },
      ),
    );
  });

  it('without an end are not told', () => {
    const lines: string[] = [];
    readerOf(lines)(Buffer.from('one\ntwo'));
    expect(lines).toEqual(['one']);
  });
});

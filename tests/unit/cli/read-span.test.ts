import { describe, expect, it } from 'vitest';
import { readSpan } from '../../../src/cli/parse/read-span.js';

describe('readSpan', () => {
  it.each([
    ['1s', 1],
    ['90 s', 90],
    ['30m', 1_800],
    ['1h', 3_600],
    [' 7D ', 604_800],
  ])('%s is %i seconds', (text, seconds) => {
    expect(readSpan(text, '--expires')).toBe(seconds);
  });

  it.each(['', '1', 'h', '0s', '-1h', '1.5h', '1w', '1h30m', '9999999s', '1h; rm'])('%s is none', (text) => {
    expect(() => readSpan(text, '--expires')).toThrow(/^--expires ".*" is no span of time/);
  });
});

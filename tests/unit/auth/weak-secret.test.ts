import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { weakSecret } from '../../../src/auth/weak-secret.js';

describe('weakSecret', () => {
  it.each([
    ['', /32 bytes/],
    ['short', /32 bytes/],
    ['x'.repeat(31), /32 bytes/],
    ['your-256-bit-secret', /32 bytes/],
    ['a'.repeat(32), /again and again/],
    ['secret'.repeat(6), /again and again/],
    ['0123456789'.repeat(4), /again and again/],
    ['gWq3Zp81vKx0TtLm'.repeat(2), /again and again/],
    ['gWq3Zp81vKx0TtLm'.repeat(3).slice(0, 40), /again and again/],
    ['a-string-secret-at-least-256-bits-long', /common words/],
    ['a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long', /common words/],
    ['changeme-changeme-please-changeme!!', /common words/],
    ['my-super-secret-jwt-key-for-development', /common words/],
    ['THIS_IS_A_VERY_SECRET_JWT_TOKEN_KEY_1234', /common words/],
    ['password1234password1234secret123!', /common words/],
    [`${'a'.repeat(31)}b`, /again and again|few letters/],
    ['aabbaabbabababbabaabbbabaabababbba', /common words or few/],
    ['-'.repeat(16) + '_'.repeat(17), /common words or few/],
  ])('%s is refused', (secret, because) => {
    expect(weakSecret(Buffer.from(secret))).toMatch(because);
  });

  it.each(['hex', 'base64', 'base64url', 'latin1'] as const)('random bytes as %s are taken', (encoding) => {
    for (let turn = 0; turn < 200; turn++)
      expect(weakSecret(Buffer.from(randomBytes(32).toString(encoding)))).toBeNull();
    for (let turn = 0; turn < 200; turn++)
      expect(weakSecret(Buffer.from(randomBytes(16).toString('hex')))).toBeNull();
  });

  it('words of a dice list are taken', () => {
    expect(weakSecret(Buffer.from('orbit-velvet-canyon-thirsty-umbrella-mosaic'))).toBeNull();
  });

  it('counts bytes, not characters', () => {
    expect(weakSecret(Buffer.from('äöüßéèêëàâçñøåæœ'))).toBeNull();
    expect(weakSecret(Buffer.from('äöüßéèêëàâçñøå'))).toMatch(/32 bytes/);
  });
});

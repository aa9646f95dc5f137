import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSecrets, maskSecrets } from '../../../src/secrets/find-secrets.js';
import { samples } from './samples.js';

/** Pieces that secrets are made of, so that random texts come close to them. */
const pieces = fc.constantFrom(
  'password',
  'token',
  'api_key',
  'secret',
  ' is ',
  '=',
  ': ',
  '"',
  "'",
  '`',
  '\n',
  '\\n',
  '://',
  ':',
  '@',
  'sk-',
  'ghp_',
  'eyJ',
  '.',
  '-----BEGIN PRIVATE KEY-----',
  'Ab3dEf6hIj9lMn2pQr5tUv8x',
  'hunter',
  '22',
  '[Password removed]',
  ' removed]',
  '[',
  'AKIA',
  'Cookie: ',
  'Bearer ',
  'mysql -p',
  '|',
  ' ',
  'é',
  '😀',
  'İ',
  '\u0000',
);
const texts = fc
  .array(fc.oneof(pieces, fc.string({ maxLength: 12 })), { maxLength: 40 })
  .map((parts) => parts.join(''));

describe('findSecrets', () => {
  it('gives sorted findings within the text that never overlap', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let last = 0;
        for (const { start, end } of findSecrets(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end;
        }
      }),
      { numRuns: 2_000, seed: 11 },
    );
  });

  it('finds each of several in one text, at its place', () => {
    const all = samples(6).filter(({ kind }) => /_token$|_key$/.test(kind) && kind !== 'private_key');
    const text = all.map((sample) => sample.text).join('\n');
    const found = findSecrets(text).map(({ start, end }) => text.slice(start, end));
    expect(found).toEqual(all.map(({ secret }) => secret));
  });

  it('finds nothing in nothing', () => {
    expect(findSecrets('')).toEqual([]);
    expect(findSecrets('a')).toEqual([]);
    expect(maskSecrets('plain words')).toEqual({ text: 'plain words', findings: [] });
  });

  it('names a secret by its form rather than by the name before it', () => {
    const secret = samples(1).find(({ kind }) => kind === 'stripe_key')?.secret ?? '';
    expect(findSecrets(`STRIPE_SECRET_KEY="${secret}"`).map(({ kind }) => kind)).toEqual(['stripe_key']);
  });

  it('takes long texts that are hard to read', () => {
    for (const part of [
      'password ',
      'token=',
      'a',
      '-',
      'sk-',
      'eyJ-',
      '://a:',
      'Cookie: a=b; ',
      '-----BEGIN PRIVATE KEY-----',
      "'\\",
      'mysql -p',
    ]) {
      expect(() => findSecrets(part.repeat(50_000 / part.length))).not.toThrow();
    }
  });
});

describe('maskSecrets', () => {
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = maskSecrets(text).text;
        expect(maskSecrets(once)).toEqual({ text: once, findings: [] });
      }),
      { numRuns: 3_000, seed: 12 },
    );
  });

  it('keeps every word around a secret', () => {
    for (const { text, secret } of samples(8)) {
      const masked = maskSecrets(text);
      const [before, after] = text.split(secret);
      expect(masked.text).toBe(`${before}[${masked.findings[0]?.title} removed]${after}`);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/search/analysis.js';
import { anyString } from './any-string.js';

const surfaces = (text: string) => analyse(text).map(({ surface }) => surface);
const words = (text: string) => analyse(text).map(({ word }) => word);

describe('analyse', () => {
  it.each([
    ['stems', 'Running databases', ['run', 'databas']],
    ['drops stop words', 'the fix for a bug in it', ['fix', 'bug']],
    [
      'keeps stop words where there is nothing else',
      'To be or not to be',
      ['to', 'be', 'or', 'not', 'to', 'be'],
    ],
    ['separates at _ and punctuation', 'max_retry-count.ts', ['max', 'retri', 'count', 'ts']],
    ['folds accents of Latin and Greek', 'Café résumé Ωμέγα', ['cafe', 'resum', 'ωμεγα']],
    ['resolves compatibility forms', 'ﬁle ４２', ['file', '42']],
    ['keeps other letters whole', 'Straße Ёлка', ['straße', 'ёлка']],
    ['pairs letters of scripts without blanks', '東京都に', ['東京', '京都', '都に']],
    ['keeps a single such letter', '猫 cat', ['猫', 'cat']],
    ['parts scripts inside a run', 'Vue検索v2', ['vue', '検索', 'v2']],
    ['keeps the long vowel mark in its run', 'サーバー', ['サー', 'ーバ', 'バー']],
    ['drops points of Arabic and Hebrew', 'شَلام', ['شلام']],
    ['keeps numbers and mixed words', 'port 5432 utf8', ['port', '5432', 'utf8']],
    ['drops soft hyphens', 'data\u00adbase', ['databas']],
    ['finds nothing in punctuation', '--- !!! 🎈', []],
    ['does not stem short or mixed words', 'is2s go', ['is2s', 'go']],
  ])('%s', (_title, text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('takes contractions as one word and possessives off', () => {
    expect(words("The server's cache doesn't expire; it’s O'Neil's")).toEqual([
      'server',
      'cach',
      'expir',
      'o',
      'neil',
    ]);
    expect(surfaces("don't")).toEqual(['dont']);
  });

  it('tells the surface in normal form', () => {
    expect(analyse('Retries')).toEqual([{ word: 'retri', surface: 'retries' }]);
  });

  it('cuts long words', () => {
    expect(words('q'.repeat(500))).toEqual(['q'.repeat(64)]);
    expect(words('𝒳'.repeat(5))).toEqual(['xxxxx']);
  });

  it('takes any string and gives words of letters and digits only', () => {
    fc.assert(
      fc.property(anyString, (text) => {
        for (const { word, surface } of analyse(text)) {
          expect(word).toMatch(/^[\p{L}\p{N}]{1,64}$/u);
          expect(surface).toMatch(/^[\p{L}\p{N}]{1,64}$/u);
          expect(word.length).toBeLessThanOrEqual(64);
          expect(word).toBe(word.toLowerCase());
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('analyses a surface as it analysed the word', () => {
    fc.assert(
      fc.property(anyString, (text) => {
        for (const each of analyse(text)) expect(analyse(each.surface)).toEqual([each]);
      }),
      { numRuns: 2_000 },
    );
  });
});

import { firstCharacters } from '../domain/text.js';
import { isAscii, normalForm } from './normal-form.js';

/** Longer words are cut to this many characters (UTF-16 code units). */
const WORD_CHARACTERS = 64;

const ASCII_WORD = /[a-z0-9]+/g;
// Written without blanks between words: there, overlapping pairs of letters stand for words.
const UNSPACED =
  '(?:(?=[\\p{L}\\p{N}])[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}])';
const WORD = new RegExp(`${UNSPACED}+|(?:(?!${UNSPACED})[\\p{L}\\p{N}])+`, 'gu');
const IS_UNSPACED = new RegExp(`^${UNSPACED}`, 'u');
const NEGATION = /(?<=[a-z])n't(?![a-z0-9])/g;
const CONTRACTION = /(?<=[\p{L}\p{N}])'(?:s|re|ve|ll|d|m)(?![\p{L}\p{N}])/gu;

/**
 * The words of a text in order, in normal form, not stemmed, stop words included: runs of letters and digits,
 * everything else (`_` as well) separates. `don't` is `dont`, `it's` is `it`. Scripts without blanks between
 * words (Chinese, Japanese, Korean, Thai and their like) give overlapping pairs of letters. Never throws;
 * a word holds letters and digits only, at most `WORD_CHARACTERS` of them.
 */
export function tokens(text: string): string[] {
  const normal = withoutContractions(normalForm(text));
  if (isAscii(normal)) return (normal.match(ASCII_WORD) ?? []).map(cut);
  const found: string[] = [];
  for (const run of normal.match(WORD) ?? []) {
    if (IS_UNSPACED.test(run)) pairsInto(found, run);
    else found.push(cut(run));
  }
  return found;
}

function withoutContractions(normal: string): string {
  if (!normal.includes("'")) return normal;
  return normal.replace(NEGATION, 'nt').replace(CONTRACTION, ' ');
}

function cut(word: string): string {
  return word.length <= WORD_CHARACTERS ? word : firstCharacters(word, WORD_CHARACTERS);
}

function pairsInto(found: string[], run: string): void {
  let before = '';
  let pairs = 0;
  for (const letter of run) {
    if (before !== '') {
      found.push(before + letter);
      pairs += 1;
    }
    before = letter;
  }
  if (pairs === 0) found.push(before);
}

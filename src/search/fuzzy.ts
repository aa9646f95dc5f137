import type { VocabularyWord } from '../domain/search-document.js';
import { editDistance } from './edit-distance.js';
import type { AskedWord, WeightedWord, WordGroup } from './question.js';
import { STOP_STEMS } from './stop-words.js';

/** What each edit leaves of a word's weight. */
export const EDIT_WEIGHT = 0.6;
/** Misspellings taken for an asked word, beside the word itself. */
const ALTERNATIVES = 3;

const LEAST_LETTERS = 4;
const TWO_EDITS_FROM = 8;
const DIGITS = /^\p{N}+$/u;

/** Edits allowed in a word: none under 4 letters and in numbers, 1 for 4 to 7, 2 from 8 on. */
export function allowedEdits(word: string): 0 | 1 | 2 {
  if (word.length < LEAST_LETTERS || DIGITS.test(word)) return 0;
  return word.length < TWO_EDITS_FROM ? 1 : 2;
}

/** Lengths of vocabulary words that could be misspellings of these; null where none can. */
export function fuzzyRange(
  asked: readonly AskedWord[],
): { readonly min_length: number; readonly max_length: number } | null {
  const open = asked.map(({ word }) => word).filter((word) => allowedEdits(word) > 0);
  if (open.length === 0) return null;
  return {
    min_length: Math.min(...open.map((word) => [...word].length - allowedEdits(word))),
    max_length: Math.max(...open.map((word) => [...word].length + allowedEdits(word))),
  };
}

/**
 * Each asked word with the words of the vocabulary it may be a misspelling of: at most `ALTERNATIVES`, by
 * distance, then the same first letter, then the more frequent, then the alphabet; weight `EDIT_WEIGHT` to the
 * power of the distance. The asked word itself stays at weight 1.
 */
export function fuzzyGroups(asked: readonly AskedWord[], vocabulary: readonly VocabularyWord[]): WordGroup[] {
  return asked.map((each) => ({
    asked: each,
    words: [{ word: each.word, weight: 1 }, ...alternatives(each.word, vocabulary)],
  }));
}

/** Every word of the vocabulary that one of these may be a misspelling of, each once. */
export function nearWords(asked: readonly AskedWord[], vocabulary: readonly VocabularyWord[]): string[] {
  return [...new Set(asked.flatMap(({ word }) => near(word, vocabulary).map((each) => each.word)))];
}

interface Near extends VocabularyWord {
  readonly distance: number;
}

function alternatives(word: string, vocabulary: readonly VocabularyWord[]): WeightedWord[] {
  return near(word, vocabulary)
    .slice(0, ALTERNATIVES)
    .map((each) => ({ word: each.word, weight: EDIT_WEIGHT ** each.distance }));
}

/** The words that `word` may be a misspelling of, the likeliest first. */
function near(word: string, vocabulary: readonly VocabularyWord[]): Near[] {
  const edits = allowedEdits(word);
  if (edits === 0) return [];
  const letters = letterSet(word);
  const found: Near[] = [];
  for (const entry of vocabulary) {
    if (Math.abs(entry.word.length - word.length) > edits || entry.word === word) continue;
    if (!mayBeNear(letters, letterSet(entry.word), edits) || isNoMisspelling(entry.word)) continue;
    const distance = editDistance(word, entry.word, edits);
    if (distance <= edits) found.push({ ...entry, distance });
  }
  const order = (a: Near, b: Near) =>
    a.distance - b.distance ||
    firstLetterDiffers(a.word, word) - firstLetterDiffers(b.word, word) ||
    b.documents - a.documents ||
    (a.word < b.word ? -1 : 1);
  return found.sort(order);
}

// Numbers mean something else by one digit, and a frequent function word would drown what was asked for.
function isNoMisspelling(word: string): boolean {
  return DIGITS.test(word) || STOP_STEMS.has(word);
}

function firstLetterDiffers(a: string, b: string): 0 | 1 {
  return a.charCodeAt(0) === b.charCodeAt(0) ? 0 : 1;
}

// One bit a letter, modulo 32: an edit changes at most one bit on each side, so more differences rule a word out.
function letterSet(word: string): number {
  let set = 0;
  for (let at = 0; at < word.length; at += 1) set |= 1 << (word.charCodeAt(at) & 31);
  return set;
}

function mayBeNear(a: number, b: number, edits: number): boolean {
  return bits(a & ~b) <= edits && bits(b & ~a) <= edits;
}

function bits(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

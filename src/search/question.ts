import { LIMITS } from '../domain/limits.js';
import { analyse } from './analysis.js';

/** One word that is sought. */
export interface AskedWord {
  /** As it is indexed. */
  readonly word: string;
  /** The spellings it had in the question, for strict search and for `matched`; at least one. */
  readonly surfaces: readonly string[];
}

/** A word that counts for a group; `weight` 0..1 scales what it adds to a score. */
export interface WeightedWord {
  readonly word: string;
  readonly weight: number;
}

/** An asked word with the words that stand for it; without fuzzy search that is the word itself at weight 1. */
export interface WordGroup {
  readonly asked: AskedWord;
  readonly words: readonly WeightedWord[];
}

/** The distinct words of a question, or of its terms, in order; at most `LIMITS.query_terms`, later ones are left out. */
export function askedWords(question: string | readonly string[]): AskedWord[] {
  const texts = typeof question === 'string' ? [question] : question;
  const surfacesOf = new Map<string, Set<string>>();
  for (const { word, surface } of texts.flatMap(analyse)) {
    const surfaces = surfacesOf.get(word);
    if (surfaces !== undefined) surfaces.add(surface);
    else if (surfacesOf.size < LIMITS.query_terms) surfacesOf.set(word, new Set([surface]));
  }
  return [...surfacesOf].map(([word, surfaces]) => ({ word, surfaces: [...surfaces] }));
}

/** Each asked word standing for itself. */
export function exactGroups(asked: readonly AskedWord[]): WordGroup[] {
  return asked.map((each) => ({ asked: each, words: [{ word: each.word, weight: 1 }] }));
}

/** Every word of the groups once, as `termStatistics` is asked for them. */
export function wordsOfGroups(groups: readonly WordGroup[]): string[] {
  return [...new Set(groups.flatMap((group) => group.words.map((each) => each.word)))];
}

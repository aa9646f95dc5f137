import type { SearchDocument, TermStatistics } from '../domain/search-document.js';
import { STOP_STEMS } from './stop-words.js';

/** From this similarity on two memories are named near-duplicates of each other. */
export const NEAR_DUPLICATE = 0.6;
/** Words that near-duplicates are looked for with. */
export const PROBE_WORDS = 12;
/** Words whose counts are asked for, to find the rarest among them. */
export const PROBE_GUESSES = 48;

/** The distinct words of a document's title and content, without stop words (with them where there is nothing else). */
export function wordSet(document: SearchDocument): Set<string> {
  const all = new Set([...document.title.split(' '), ...document.content.split(' ')]);
  all.delete('');
  const telling = new Set([...all].filter((word) => !STOP_STEMS.has(word)));
  return telling.size > 0 ? telling : all;
}

/** Jaccard similarity of two word sets, 0..1: words in both / words in either. Two empty sets are not alike. */
export function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [smaller, larger] = a.size <= b.size ? [a, b] : [b, a];
  let common = 0;
  for (const word of smaller) if (larger.has(word)) common += 1;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}

/**
 * The words worth asking `termStatistics` for before `probeWords`: all of a short document, of a longer one the
 * longest, which are the rarer ones as a rule; in a stable order.
 */
export function probeGuesses(document: SearchDocument): string[] {
  const words = [...wordSet(document)];
  if (words.length <= PROBE_GUESSES) return words;
  return words.sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, PROBE_GUESSES);
}

/** The rarest words of a document that some memory holds, at most `PROBE_WORDS`; ties by alphabet. */
export function probeWords(document: SearchDocument, statistics: TermStatistics): string[] {
  const counted = [...wordSet(document)].map((word) => ({
    word,
    documents: statistics.document_counts.get(word) ?? 0,
  }));
  return counted
    .filter(({ documents }) => documents > 0)
    .sort((a, b) => a.documents - b.documents || (a.word < b.word ? -1 : 1))
    .slice(0, PROBE_WORDS)
    .map(({ word }) => word);
}

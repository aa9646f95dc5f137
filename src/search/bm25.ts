import {
  FIELD_WEIGHTS,
  SEARCH_FIELDS,
  type SearchDocument,
  type TermStatistics,
} from '../domain/search-document.js';

/** Saturation of repeats, and how far long documents are marked down (Robertson and Zaragoza, 2009). */
const K1 = 1.2;
const B = 0.75;

const BLANK = 32;
const LEAST_IDF = 1e-6;

/**
 * BM25 of a document for these words, each counted for itself in the order given, as SQLite's FTS5 computes
 * `bm25()` with the field weights (negated there): idf = ln((N - n + 0.5) / (n + 0.5)), at least 1e-6.
 * It orders candidates; 0 where no word is in the document.
 */
export function candidateScore(
  document: SearchDocument,
  words: readonly string[],
  statistics: TermStatistics,
): number {
  const norm = lengthNorm(document, statistics);
  let score = 0;
  for (const word of words) {
    const hits = weightedHits(document, word);
    if (hits > 0) score += candidateIdf(word, statistics) * ((hits * (K1 + 1)) / (hits + norm));
  }
  return score;
}

/** What one word adds to the final score of a document it is in `hits` times: never negative, also for common words. */
export function wordScore(hits: number, norm: number, idf: number): number {
  return idf * ((hits * (K1 + 1)) / (hits + norm));
}

/** How telling a word is: ln(1 + (N - n + 0.5) / (n + 0.5)), which stays above 0 where most memories hold it. */
export function finalIdf(word: string, statistics: TermStatistics): number {
  const holding = statistics.document_counts.get(word) ?? 0;
  return Math.log(1 + Math.max(0, statistics.documents - holding + 0.5) / (holding + 0.5));
}

/** The part of BM25's denominator that depends on the document's length: k1 * (1 - b + b * length / mean length). */
export function lengthNorm(document: SearchDocument, statistics: TermStatistics): number {
  const mean = statistics.documents > 0 ? statistics.words / statistics.documents : 0;
  return mean > 0 ? K1 * (1 - B + (B * documentLength(document)) / mean) : K1;
}

/** Occurrences of a word over all fields, each weighted by its field. */
export function weightedHits(document: SearchDocument, word: string): number {
  let hits = 0;
  for (const field of SEARCH_FIELDS) {
    const text = document[field];
    if (text !== '') hits += FIELD_WEIGHTS[field] * occurrences(text, word);
  }
  return hits;
}

/** Words in all fields, repeats included. */
export function documentLength(document: SearchDocument): number {
  let length = 0;
  for (const field of SEARCH_FIELDS) length += wordCount(document[field]);
  return length;
}

function candidateIdf(word: string, statistics: TermStatistics): number {
  const holding = statistics.document_counts.get(word) ?? 0;
  const idf = Math.log((statistics.documents - holding + 0.5) / (holding + 0.5));
  return idf > 0 ? idf : LEAST_IDF;
}

// A word holds no blank, so an occurrence that is part of a longer word cannot overlap a whole one.
function occurrences(text: string, word: string): number {
  let count = 0;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
    const end = at + word.length;
    const begins = at === 0 || text.charCodeAt(at - 1) === BLANK;
    if (begins && (end === text.length || text.charCodeAt(end) === BLANK)) count += 1;
  }
  return count;
}

function wordCount(text: string): number {
  if (text === '') return 0;
  let count = 1;
  for (let at = text.indexOf(' '); at !== -1; at = text.indexOf(' ', at + 1)) count += 1;
  return count;
}

import type { Candidate } from '../contracts/candidates.js';
import type { TermStatistics } from '../domain/search-document.js';
import { finalIdf, lengthNorm, weightedHits, wordScore } from './bm25.js';
import { priorFactor } from './priors.js';
import type { WordGroup } from './question.js';

/** A hit in its place. `score` is for the program alone (0..about 1.13); what leaves is `displayScore`. */
export interface RankedHit {
  readonly id: string;
  readonly sequence: number;
  readonly score: number;
  /** The asked words that are in the memory, as the question wrote them. */
  readonly matched: readonly string[];
}

/**
 * The final order of candidates, best first: BM25 relative to the best one, times the priors; equal scores by
 * order of storing, the later first. Of the words that stand for one asked word the best counts.
 * Candidates without any asked word, or with `match: 'all'` without one of them, are left out.
 */
export function rank(
  candidates: readonly Candidate[],
  groups: readonly WordGroup[],
  statistics: TermStatistics,
  options: { readonly now: string; readonly match: 'any' | 'all' },
): RankedHit[] {
  const scored = scoreCandidates(candidates, groups, statistics).filter(
    ({ matched }) => matched.length > 0 && (options.match === 'any' || matched.length === groups.length),
  );
  const nowMs = Date.parse(options.now);
  const best = scored.reduce((most, { relevance }) => Math.max(most, relevance), 0);
  return scored
    .map(({ candidate, relevance, matched }) => ({
      id: candidate.id,
      sequence: candidate.sequence,
      score: (best > 0 ? relevance / best : 0) * priorFactor(candidate, nowMs),
      matched: matched.map((group) => group.asked.surfaces[0] ?? group.asked.word),
    }))
    .sort((a, b) => b.score - a.score || b.sequence - a.sequence);
}

/** The score shown for a place in the list (from 1): 1 for the first, falling slowly, three decimals. */
export function displayScore(place: number): number {
  return Math.round((10 / (place + 9)) * 1_000) / 1_000;
}

interface ScoredCandidate {
  readonly candidate: Candidate;
  readonly relevance: number;
  readonly matched: readonly WordGroup[];
}

/** BM25 of each candidate over all groups, and which groups are in it. */
function scoreCandidates(
  candidates: readonly Candidate[],
  groups: readonly WordGroup[],
  statistics: TermStatistics,
): ScoredCandidate[] {
  const weighed = groups.map((group) => ({
    group,
    words: group.words.map(({ word, weight }) => ({ word, idf: weight * finalIdf(word, statistics) })),
  }));
  return candidates.map((candidate) => {
    const norm = lengthNorm(candidate.document, statistics);
    const matched: WordGroup[] = [];
    let relevance = 0;
    for (const { group, words } of weighed) {
      let best = 0;
      let found = false;
      for (const { word, idf } of words) {
        const hits = weightedHits(candidate.document, word);
        if (hits === 0) continue;
        found = true;
        best = Math.max(best, wordScore(hits, norm, idf));
      }
      if (found) matched.push(group);
      relevance += best;
    }
    return { candidate, relevance, matched };
  });
}

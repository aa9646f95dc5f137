import type { Candidate } from '../contracts/candidates.js';
import type { TermStatistics } from '../domain/search-document.js';
import type { WordGroup } from './question.js';

/** Words that find candidates are taken, rarest first, while together no more memories than this hold them. */
export const SCAN_LIMIT = 2_000;
/** In a small store the words found by are held by this share of it together, or by this many memories. */
const SHARE_OF_STORE = 0.5;
const LEAST_BUDGET = 300;
/** So many of the best candidates get a final score for a usual page; a longer page gets four for each hit asked for. */
export const CANDIDATE_LIMIT = 48;

/** How to ask a backend for candidates; `groups`, `scan_limit` and `limit` go into a `CandidateQuery`. */
export interface CandidatePlan {
  /** Empty where nothing can be found. */
  readonly groups: readonly (readonly string[])[];
  readonly scan_limit: number;
  readonly limit: number;
  /**
   * Known words were left out as too common: where too little came back, ask again with `everyWord` and rank
   * what both rounds found (`mergeCandidates`).
   */
  readonly left_out: boolean;
}

/**
 * Which words find candidates. Words that no memory holds are dropped. For `any`, groups are taken from the
 * rarest on while the sum of their document counts stays within `SCAN_LIMIT`, the rarest always; the others
 * count in the final score only. For `all` every group is needed, and one that no memory holds finds nothing.
 * @param everyWord takes all known groups for `any` too.
 */
export function planCandidates(
  groups: readonly WordGroup[],
  statistics: TermStatistics,
  options: { readonly match: 'any' | 'all'; readonly everyWord?: boolean } = { match: 'any' },
): CandidatePlan {
  const known = groups.map((group) => knownWords(group, statistics));
  const usable = known.filter((group) => group.words.length > 0).sort((a, b) => a.documents - b.documents);
  if (options.match === 'all')
    return plan(usable.length === known.length ? usable.map((group) => group.words) : [], false);
  const taken = options.everyWord ? usable : withinBudget(usable, candidateBudget(statistics.documents));
  return plan(
    taken.map((group) => group.words),
    taken.length < usable.length,
  );
}

/**
 * The candidates of two rounds, each memory once. The second round, with every word, looks at the newest
 * memories that hold any of them and can pass over an older one that the rare words of the first round found.
 */
export function mergeCandidates(first: readonly Candidate[], second: readonly Candidate[]): Candidate[] {
  return [...new Map([...first, ...second].map((candidate) => [candidate.id, candidate])).values()];
}

interface KnownGroup {
  readonly words: readonly string[];
  readonly documents: number;
}

function knownWords(group: WordGroup, statistics: TermStatistics): KnownGroup {
  let documents = 0;
  const words: string[] = [];
  for (const { word } of group.words) {
    const count = statistics.document_counts.get(word) ?? 0;
    if (count === 0) continue;
    documents += count;
    words.push(word);
  }
  return { words, documents };
}

/** In a small store half of it would do as well as all: what everybody holds tells nobody apart. */
function candidateBudget(documents: number): number {
  return Math.min(SCAN_LIMIT, Math.max(LEAST_BUDGET, documents * SHARE_OF_STORE));
}

function withinBudget(ascending: readonly KnownGroup[], budget: number): KnownGroup[] {
  const taken: KnownGroup[] = [];
  let sum = 0;
  for (const group of ascending) {
    sum += group.documents;
    if (taken.length > 0 && sum > budget) break;
    taken.push(group);
  }
  return taken;
}

function plan(groups: readonly (readonly string[])[], left_out: boolean): CandidatePlan {
  return { groups, scan_limit: SCAN_LIMIT, limit: CANDIDATE_LIMIT, left_out };
}

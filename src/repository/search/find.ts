import type { Candidate } from '../../contracts/candidates.js';
import type { MemoryFilter } from '../../domain/memory-filter.js';
import type { TermStatistics, VocabularyWord } from '../../domain/search-document.js';
import type { SearchTolerance } from '../../domain/search-request.js';
import { fuzzyGroups, fuzzyRange, nearWords } from '../../search/fuzzy.js';
import { type CandidatePlan, mergeCandidates, planCandidates, SCAN_LIMIT } from '../../search/plan.js';
import { type AskedWord, exactGroups, type WordGroup, wordsOfGroups } from '../../search/question.js';
import { type RankedHit, rank } from '../../search/rank.js';
import type { ReadingContext } from '../reading-context.js';

/** Candidates that get a final score for each hit of a page: what the database ranks low may still win. */
const CANDIDATES_A_HIT = 4;
/** Words that are looked up at once for who may see them. */
const NEAR_AT_ONCE = 100;

/** Words asked for, with what stands for them and how often each occurs. */
export interface Question {
  readonly asked: readonly AskedWord[];
  readonly groups: readonly WordGroup[];
  readonly statistics: TermStatistics;
  readonly match: 'any' | 'all';
}

/** A ranking over what was looked at. */
export interface Ranking {
  readonly ranked: readonly RankedHit[];
  readonly total: number;
  /** More may match than were looked at. */
  readonly total_is_minimum: boolean;
}

/** Looks the words of a question up; with `fuzzy` also the words of the vocabulary that are nearly spelt so. */
export async function prepareQuestion(
  context: ReadingContext,
  asked: readonly AskedWord[],
  how: { readonly tolerance: SearchTolerance; readonly match: 'any' | 'all' },
): Promise<Question> {
  const { backend, scope } = context;
  const range = how.tolerance === 'fuzzy' ? fuzzyRange(asked) : null;
  const groups =
    range === null ? exactGroups(asked) : fuzzyGroups(asked, await visibleVocabulary(context, asked, range));
  return {
    asked,
    groups,
    statistics: await backend.termStatistics(scope, wordsOfGroups(groups)),
    match: how.match,
  };
}

/**
 * The final ranking of the best candidates. Common words find candidates only where the rarer ones find too few.
 * @param everyWord lets common words find them from the first.
 */
export async function rankCandidates(
  context: ReadingContext,
  question: Question,
  filter: MemoryFilter,
  now: string,
  needed: number,
  everyWord = false,
): Promise<Ranking> {
  const { groups, statistics, match } = question;
  const plan = planCandidates(groups, statistics, { match, everyWord });
  let found = await candidatesFor(context, plan, question, filter, needed);
  const tooFew = plan.left_out && found.total < needed;
  if (tooFew) {
    const wide = planCandidates(groups, statistics, { match, everyWord: true });
    const second = await candidatesFor(context, wide, question, filter, needed);
    // The second round looks at the newest holders of any word: what the rare words found must not drop out.
    found = {
      candidates: mergeCandidates(found.candidates, second.candidates),
      total: Math.max(found.total, second.total),
    };
  }
  const leftOut = plan.left_out && !tooFew;
  const ranked = rank(found.candidates, groups, statistics, { now, match });
  if (!leftOut || context.scope.access === null)
    return { ranked, total: found.total, total_is_minimum: leftOut || found.total >= scanLimit(needed) };
  const total = await countAll(context, question, filter, needed);
  return { ranked, total, total_is_minimum: total >= scanLimit(needed) };
}

/**
 * How many memories hold a word of the question, also of the common ones. What is common in a tenant hangs on all
 * that is stored there: a total of the rare words alone would tell the caller of memories that they are not shown.
 */
async function countAll(
  context: ReadingContext,
  question: Question,
  filter: MemoryFilter,
  needed: number,
): Promise<number> {
  const { groups, statistics, match } = question;
  const plan = planCandidates(groups, statistics, { match, everyWord: true });
  const { total } = await context.backend.findCandidates(context.scope, {
    filter,
    groups: plan.groups,
    match,
    scan_limit: scanLimit(needed),
    limit: 1,
  });
  return total;
}

/**
 * The tenant's words; where a rule of visibility holds, of those that are near only what the caller may see, and none
 * before another for being frequent: how often a word occurs hangs on what others store.
 */
async function visibleVocabulary(
  { backend, scope }: ReadingContext,
  asked: readonly AskedWord[],
  range: NonNullable<ReturnType<typeof fuzzyRange>>,
): Promise<VocabularyWord[]> {
  const vocabulary = await backend.vocabulary(scope, range);
  if (scope.access === null) return vocabulary;
  const near = nearWords(asked, vocabulary);
  const visible: VocabularyWord[] = [];
  for (let start = 0; start < near.length; start += NEAR_AT_ONCE) {
    const words = near.slice(start, start + NEAR_AT_ONCE);
    for (const word of await backend.visibleWords(scope, words)) visible.push({ word, documents: 0 });
  }
  return visible;
}

/**
 * Words of a question that no memory holds, as they were asked. What only memories hold that the caller is not
 * shown is unknown to them; a word that a hit was found by needs no look.
 */
export async function unknownWords(
  { backend, scope }: ReadingContext,
  question: Question,
  ranked: readonly RankedHit[],
): Promise<string[]> {
  const { groups, statistics } = question;
  const known = new Set(statistics.document_counts.keys());
  if (scope.access !== null) {
    const found = new Set(ranked.flatMap((hit) => hit.matched));
    const unsure = groups
      .filter((group) => !group.asked.surfaces.some((surface) => found.has(surface)))
      .flatMap((group) => group.words.map(({ word }) => word))
      .filter((word) => known.has(word));
    const visible = await backend.visibleWords(scope, unsure);
    for (const word of unsure) if (!visible.has(word)) known.delete(word);
  }
  return groups
    .filter((group) => group.words.every(({ word }) => !known.has(word)))
    .map((group) => group.asked.surfaces[0] ?? group.asked.word);
}

async function candidatesFor(
  context: ReadingContext,
  plan: CandidatePlan,
  question: Question,
  filter: MemoryFilter,
  needed: number,
): Promise<{ candidates: Candidate[]; total: number }> {
  if (plan.groups.length === 0) return { candidates: [], total: 0 };
  return context.backend.findCandidates(context.scope, {
    filter,
    groups: plan.groups,
    match: question.match,
    scan_limit: scanLimit(needed),
    limit: Math.max(plan.limit, needed * CANDIDATES_A_HIT),
  });
}

function scanLimit(needed: number): number {
  return Math.max(SCAN_LIMIT, needed * CANDIDATES_A_HIT);
}

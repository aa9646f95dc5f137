import { withoutEmptyLists } from '../../domain/matches-filter.js';
import type { MemoryFilter } from '../../domain/memory-filter.js';
import type { SearchAnswer, SearchRequest } from '../../domain/search-request.js';
import { askedWords } from '../../search/question.js';
import { displayScore, type RankedHit } from '../../search/rank.js';
import type { RepositoryContext } from '../context.js';
import { askedProject, chooseProjects } from '../projects/choose.js';
import { askedFilters } from './asked-filters.js';
import { type CursorPlace, questionOf, readCursor, writeCursor } from './cursor.js';
import { prepareQuestion, type Question, rankCandidates, unknownWords } from './find.js';
import { hintsFor } from './hints.js';
import { type Placed, writeHits } from './hits.js';
import { listMemories } from './list.js';
import { onlyAsWritten } from './strict.js';

/** Strict search drops candidates, so it looks at more of them. */
const STRICT_CANDIDATES = 1_000;
/** Hits a cursor remembers; who pages further is told to narrow the question. */
const MOST_SEEN = 1_000;

/** The best memories for a question; without words, the newest that pass the filters. */
export async function searchMemories(
  context: RepositoryContext,
  request: SearchRequest,
): Promise<SearchAnswer> {
  const texts = [request.query ?? '', ...(request.terms ?? [])];
  const now = context.clock.now();
  const chosen = await chooseProjects(context, askedProject(request));
  const { projects } = chosen;
  const filter: MemoryFilter = {
    ...withoutEmptyLists(request.filter),
    projects,
    valid_at: request.as_of ?? now,
  };
  if (texts.every((text) => text.trim() === ''))
    return listMemories(context, request, filter, { order: 'created_at', chosen });
  const question = await prepareQuestion(context, askedWords(texts), {
    tolerance: request.tolerance,
    match: request.match_mode,
  });
  const seen = await seenBefore(context, request);
  const needed = seen.length + request.offset + request.limit + 1;
  const ranking = await rankFor(context, request, question, filter, now, needed);
  const skipped = new Set(seen);
  const left = ranking.ranked.filter((hit) => !skipped.has(hit.sequence));
  const page = left.slice(request.offset, request.offset + request.limit);
  const before = seen.length + request.offset;
  const written = await writeHits(context, await place(context, page, question, before), {
    detail: request.detail,
    max_tokens: request.max_tokens,
    valid_at: filter.valid_at,
    name_projects: projects === undefined,
  });
  const shown = page.slice(0, written.hits.length);
  const total = Math.max(ranking.total, ranking.ranked.length);
  const has_more = total > before + shown.length;
  const nowSeen = [
    ...seen,
    ...left.slice(0, request.offset).map((hit) => hit.sequence),
    ...shown.map((hit) => hit.sequence),
  ];
  const unknown = await unknownWords(context, question, ranking.ranked);
  return {
    results: written.hits,
    total,
    has_more,
    ...(has_more && shown.length > 0 && nowSeen.length <= MOST_SEEN
      ? { next_cursor: await writeCursor(context, questionOf(request), { seen: nowSeen }) }
      : {}),
    searched: {
      scope: chosen.says,
      filters: askedFilters(request.filter, request.as_of),
      modes: { tolerance: request.tolerance, match_mode: request.match_mode, retrieval: 'full_text' },
      words: question.asked.map((each) => each.surfaces[0] ?? each.word),
      ...(unknown.length === 0 ? {} : { unknown_words: unknown }),
      ...(ranking.total_is_minimum ? { total_is_minimum: true as const } : {}),
    },
    ...(await hintsFor(context, request, question, {
      found: total,
      left_out: written.left_out,
      unknown,
      projects,
    })),
  };
}

async function rankFor(
  context: RepositoryContext,
  request: SearchRequest,
  question: Question,
  filter: MemoryFilter,
  now: string,
  needed: number,
) {
  if (request.tolerance !== 'strict') return rankCandidates(context, question, filter, now, needed);
  // What is dropped is not counted: which words were looked for must not hang on what the caller is not shown.
  const everyWord = context.scope.access !== null;
  const most = Math.max(STRICT_CANDIDATES, needed);
  const wide = await rankCandidates(context, question, filter, now, most, everyWord);
  return onlyAsWritten(context, question, wide, needed);
}

async function place(
  context: RepositoryContext,
  page: readonly RankedHit[],
  question: Question,
  before: number,
): Promise<Placed[]> {
  const memories = await context.backend.findMemories(
    context.scope,
    page.map((hit) => hit.id),
  );
  const byId = new Map(memories.map((memory) => [memory.id, memory]));
  const words = question.groups.flatMap((group) => group.words.map(({ word }) => word));
  return page.flatMap((hit, index) => {
    const memory = byId.get(hit.id);
    return memory === undefined
      ? []
      : [{ memory, score: displayScore(before + index + 1), matched: hit.matched, words }];
  });
}

async function seenBefore(context: RepositoryContext, request: SearchRequest): Promise<readonly number[]> {
  if (request.cursor === undefined) return [];
  const at: CursorPlace = await readCursor(context, questionOf(request), request.cursor);
  return 'seen' in at ? at.seen : [];
}

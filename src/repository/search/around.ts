import { LIMITS } from '../../domain/limits.js';
import type { SearchAnswer } from '../../domain/search-request.js';
import { askedWords } from '../../search/question.js';
import type { RepositoryContext } from '../context.js';
import { neighbourhood } from '../relationships/neighbours.js';
import { writeHits } from './hits.js';
import { rankMemories } from './rank-memories.js';

const MAX_TOKENS = 4_000;

/** Searches only the memories within some steps of one. */
export async function searchAround(
  context: RepositoryContext,
  id: string,
  request: { readonly query: string; readonly max_depth: number; readonly limit: number },
): Promise<SearchAnswer> {
  const now = context.clock.now();
  const { backend, scope } = context;
  const { neighbours, truncated } = await neighbourhood(context, id, {
    max_depth: request.max_depth,
    limit: LIMITS.traversal_memories,
  });
  const asked = askedWords(request.query);
  const statistics = await backend.termStatistics(
    scope,
    asked.map((each) => each.word),
  );
  const ranked = rankMemories(
    neighbours.map((each) => each.memory),
    asked,
    now,
    statistics,
  );
  const page = ranked.slice(0, request.limit);
  const written = await writeHits(context, page, {
    detail: 'summary',
    max_tokens: MAX_TOKENS,
    valid_at: now,
  });
  const nothing = `None of the ${neighbours.length} memories within ${request.max_depth} steps holds these words.`;
  return {
    results: written.hits,
    total: ranked.length,
    has_more: ranked.length > written.hits.length,
    searched: {
      scope: `memories within ${request.max_depth} steps of ${id}`,
      filters: {},
      modes: { match_mode: 'any', tolerance: 'normal', retrieval: 'graph' },
      words: asked.map((each) => each.surfaces[0] ?? each.word),
      ...(truncated ? { total_is_minimum: true as const } : {}),
    },
    ...(ranked.length === 0 ? { hints: [`${nothing} Widen max_depth, or use recall_memories.`] } : {}),
  };
}

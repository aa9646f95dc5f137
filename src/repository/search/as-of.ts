import { setImmediate as nextTurn } from 'node:timers/promises';
import { matchesFilter, withoutEmptyLists } from '../../domain/matches-filter.js';
import type { Memory } from '../../domain/memory.js';
import type { MemoryFilter } from '../../domain/memory-filter.js';
import type { SearchAnswer } from '../../domain/search-request.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import { askedWords } from '../../search/question.js';
import type { RepositoryContext } from '../context.js';
import { askedProject, chooseProjects } from '../projects/choose.js';
import type { AsOfRequest, WorkControl } from '../repositories.js';
import { askedFilters } from './asked-filters.js';
import { writeHits } from './hits.js';
import { rankMemories } from './rank-memories.js';
import { searchMemories } from './search.js';

const PAUSE_EVERY = 500;

/** What was true at a time, and, with `known_at`, as the store knew it then. */
export async function searchAsOf(
  context: RepositoryContext,
  request: AsOfRequest & WorkControl,
): Promise<SearchAnswer> {
  if (request.known_at === undefined) return truthAt(context, request);
  const { known_at } = request;
  const valid_at = request.as_of ?? known_at;
  const { projects, says } = await chooseProjects(context, askedProject(request));
  const filter: MemoryFilter = {
    ...withoutEmptyLists(request.filter),
    projects,
    valid_at,
  };
  const known: Memory[] = [];
  for await (const memory of statesAt(context, known_at, request))
    if (matchesFilter(memory, filter)) known.push(memory);
  const asked = askedWords(request.query ?? '');
  const placed =
    asked.length === 0
      ? newestFirst(known).map((memory) => ({ memory }))
      : rankMemories(known, asked, known_at);
  const page = placed.slice(0, request.limit);
  const written = await writeHits(context, page, {
    detail: 'summary',
    max_tokens: request.max_tokens,
    valid_at,
    name_projects: projects === undefined,
  });
  return {
    results: written.hits,
    total: placed.length,
    has_more: placed.length > written.hits.length,
    searched: {
      scope: `${says} as known at ${known_at}`,
      filters: askedFilters({ ...request.filter }, valid_at),
      modes:
        asked.length === 0
          ? { retrieval: 'list' }
          : { match_mode: 'any', tolerance: 'normal', retrieval: 'full_text' },
      ...(asked.length === 0 ? {} : { words: asked.map((each) => each.surfaces[0] ?? each.word) }),
    },
    ...(placed.length === 0
      ? { hints: [`Nothing like this was known at ${known_at}. Try a later time.`] }
      : {}),
  };
}

function truthAt(context: RepositoryContext, request: AsOfRequest): Promise<SearchAnswer> {
  return searchMemories(context, {
    ...(request.query === undefined ? {} : { query: request.query }),
    tolerance: 'normal',
    match_mode: 'any',
    filter: request.filter,
    ...(request.project === undefined ? {} : { project: request.project }),
    limit: request.limit,
    offset: 0,
    detail: 'summary',
    max_tokens: request.max_tokens,
    asked_by: 'query_as_of',
    ...(request.as_of === undefined ? {} : { as_of: request.as_of }),
  });
}

/** Every memory that is still there, in the version that was the present one at a time. */
async function* statesAt(
  context: RepositoryContext,
  known_at: string,
  work: WorkControl,
): AsyncGenerator<Memory> {
  const { backend, scope } = context;
  const live = new Set<string>();
  let read = 0;
  for await (const memory of backend.streamMemories(scope)) {
    live.add(memory.id);
    if (memory.recorded_at <= known_at) yield memory;
    if (++read % PAUSE_EVERY === 0) await pause(work, read);
  }
  for await (const { memory, superseded_at } of backend.streamMemoryVersions(scope)) {
    const wasPresent = memory.recorded_at <= known_at && known_at < superseded_at;
    if (wasPresent && memory.deleted_at === null && live.has(memory.id)) yield memory;
    if (++read % PAUSE_EVERY === 0) await pause(work, read);
  }
}

async function pause(work: WorkControl, read: number): Promise<void> {
  work.onProgress?.(read, read + PAUSE_EVERY);
  await nextTurn();
  if (work.signal?.aborted === true) throw new MemoryGraphError('cancelled', 'Cancelled.');
}

function newestFirst(memories: readonly Memory[]): Memory[] {
  return [...memories].sort((a, b) =>
    a.recorded_at === b.recorded_at ? (a.id < b.id ? 1 : -1) : a.recorded_at < b.recorded_at ? 1 : -1,
  );
}

import type { MemoryFilter } from '../../domain/memory-filter.js';
import type { SearchAnswer, SearchRequest } from '../../domain/search-request.js';
import type { RepositoryContext } from '../context.js';
import type { ChosenProjects } from '../projects/choose.js';
import { askedFilters } from './asked-filters.js';
import { questionOf, readCursor, writeCursor } from './cursor.js';
import { elsewhereHint } from './hints.js';
import { writeHits } from './hits.js';

/** The memories that pass the filters, newest first. */
export async function listMemories(
  context: RepositoryContext,
  request: SearchRequest,
  filter: MemoryFilter,
  {
    order,
    chosen,
    ...none
  }: {
    readonly order: 'created_at' | 'updated_at';
    readonly chosen: ChosenProjects;
    /** Said where nothing is listed, also where something lies elsewhere; absent = advice on filters. */
    readonly when_none?: string;
  },
): Promise<SearchAnswer> {
  const { backend, scope } = context;
  const from =
    request.cursor === undefined ? null : await readCursor(context, questionOf(request), request.cursor);
  const after = from !== null && 'at' in from ? from : null;
  const memories = await backend.listMemories(scope, {
    filter,
    order,
    limit: request.limit + 1,
    offset: request.offset,
    ...(after === null ? {} : { after }),
  });
  const page = memories.slice(0, request.limit);
  const written = await writeHits(
    context,
    page.map((memory) => ({ memory })),
    {
      detail: request.detail,
      max_tokens: request.max_tokens,
      valid_at: filter.valid_at,
      name_projects: chosen.projects === undefined,
    },
  );
  const last = page[written.hits.length - 1];
  const has_more = memories.length > written.hits.length;
  const total = await backend.countMemories(scope, filter);
  const count = (after?.count ?? 0) + request.offset + written.hits.length;
  return {
    results: written.hits,
    total,
    has_more,
    ...(has_more && last !== undefined
      ? {
          next_cursor: await writeCursor(context, questionOf(request), {
            at: last[order],
            id: last.id,
            count,
          }),
        }
      : {}),
    searched: {
      scope: chosen.says,
      filters: askedFilters(request.filter, request.as_of),
      modes: { retrieval: 'list' },
    },
    ...(total === 0 ? { hints: await whenNothingListed(context, filter, none.when_none) } : {}),
  };
}

async function whenNothingListed(
  context: RepositoryContext,
  { projects, ...anywhere }: MemoryFilter,
  said: string | undefined,
): Promise<string[]> {
  const count = projects === undefined ? 0 : await context.backend.countMemories(context.scope, anywhere);
  const elsewhere = count === 0 ? [] : [elsewhereHint(count)];
  if (said !== undefined) return [said, ...elsewhere];
  return count > 0 ? elsewhere : ['No memory passes these filters. Leave some out, or ask with words.'];
}

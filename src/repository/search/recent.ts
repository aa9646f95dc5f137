import type { MemoryFilter } from '../../domain/memory-filter.js';
import type { SearchAnswer, SearchRequest } from '../../domain/search-request.js';
import { addMilliseconds } from '../../domain/time.js';
import type { RepositoryContext } from '../context.js';
import { chooseProjects } from '../projects/choose.js';
import { listMemories } from './list.js';

const DAY_MS = 86_400_000;
const PATH = /^(?:[~./\\]|[A-Za-z]:[\\/])/;

/** What was stored or changed in the last days, newest change first. A project is an id, or a folder's path. */
export async function recentMemories(
  context: RepositoryContext,
  asked: {
    readonly days: number;
    readonly project?: string;
    readonly limit: number;
    readonly cursor?: string;
    readonly max_tokens: number;
  },
): Promise<SearchAnswer> {
  const now = context.clock.now();
  const folder = asked.project !== undefined && PATH.test(asked.project) ? asked.project : undefined;
  const path = folder === undefined ? {} : { project_path: folder };
  const project = folder === undefined ? asked.project : 'all';
  const chosen = await chooseProjects(context, project);
  const filter: MemoryFilter = {
    ...path,
    projects: chosen.projects,
    valid_at: now,
    updated_after: addMilliseconds(now, -asked.days * DAY_MS),
  };
  const request: SearchRequest = {
    tolerance: 'normal',
    match_mode: 'any',
    filter: path,
    ...(project === undefined ? {} : { project }),
    limit: asked.limit,
    offset: 0,
    detail: 'summary',
    max_tokens: asked.max_tokens,
    asked_by: `recent ${asked.days}`,
    ...(asked.cursor === undefined ? {} : { cursor: asked.cursor }),
  };
  const answer = await listMemories(context, request, filter, {
    order: 'updated_at',
    chosen,
    when_none: `Nothing changed in the last ${asked.days} days. Ask for more days, or recall with words.`,
  });
  const filters = { ...answer.searched.filters, days: asked.days };
  return { ...answer, searched: { ...answer.searched, filters } };
}

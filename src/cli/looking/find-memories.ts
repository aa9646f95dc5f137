import { LIMITS } from '../../domain/limits.js';
import type { Hit, SearchAnswer, SearchRequest, SearchTolerance } from '../../domain/search-request.js';
import { isClosedAt } from '../../domain/validity.js';
import type { Repositories } from '../../repository/repositories.js';
import type { AskedMemories } from './asked-memories.js';

/** A search as a person asks for it. */
export interface AskedSearch extends AskedMemories {
  readonly query: string;
  readonly limit: number;
  readonly full: boolean;
  readonly tolerance: SearchTolerance;
  /** `closed`: only what ended before `at`. */
  readonly validity: 'now' | 'any' | 'closed';
  readonly at: string;
  /** ISO; absent = now. */
  readonly as_of?: string;
}

/** Enough for any page: a person has no budget of tokens. */
const NO_BUDGET = 10_000_000;
/** Where only closed ones are wanted, they are picked from at most so many pages. */
const MOST_PAGES = 10;

/** The best memories for a question, with hints in the words of the command line. */
export async function findMemories(repositories: Repositories, asked: AskedSearch): Promise<SearchAnswer> {
  const answer =
    asked.validity === 'closed'
      ? await closedOnly(repositories, asked)
      : await repositories.search.search(requestOf(asked));
  const { next_cursor: _unused, hints, ...rest } = answer;
  return hints === undefined ? rest : { ...rest, hints: hints.map(hintForPeople) };
}

function requestOf(asked: AskedSearch): SearchRequest {
  const { types, tags, since, until, project, as_of } = asked;
  return {
    query: asked.query,
    tolerance: asked.tolerance,
    match_mode: 'any',
    filter: {
      ...(types.length === 0 ? {} : { types }),
      ...(tags.length === 0 ? {} : { tags }),
      ...(since === undefined ? {} : { created_after: since }),
      ...(until === undefined ? {} : { created_before: until }),
      ...(asked.validity === 'now' ? {} : { include_closed: true }),
    },
    ...(project === undefined ? {} : { project }),
    ...(as_of === undefined ? {} : { as_of }),
    limit: asked.limit,
    offset: 0,
    detail: asked.full ? 'full' : 'summary',
    max_tokens: NO_BUDGET,
    asked_by: 'memorygraph search',
  };
}

/** The store cannot leave out what is true now, so that is done here, page by page. */
async function closedOnly(repositories: Repositories, asked: AskedSearch): Promise<SearchAnswer> {
  const request = { ...requestOf(asked), limit: LIMITS.page };
  const found: Hit[] = [];
  let answer = await repositories.search.search(request);
  for (let page = 1; ; page += 1) {
    found.push(...answer.results.filter((hit) => isClosed(hit, asked.at)));
    const { next_cursor: cursor } = answer;
    if (cursor === undefined || page === MOST_PAGES) break;
    answer = await repositories.search.search({ ...request, cursor });
  }
  const { total_is_minimum: _all, ...searched } = answer.searched;
  return {
    ...answer,
    results: found.slice(0, asked.limit),
    total: found.length,
    has_more: found.length > asked.limit,
    searched: {
      ...searched,
      filters: { ...searched.filters, closed: true },
      ...(answer.next_cursor === undefined ? {} : { total_is_minimum: true as const }),
    },
    ...(found.length === 0 ? { hints: ['Nothing that is no longer true matches. Leave out --closed.'] } : {}),
  };
}

function isClosed({ valid_from, valid_until }: Hit, at: string): boolean {
  if (valid_from === undefined || valid_until === undefined) return false;
  return isClosedAt({ valid_from, valid_until }, at);
}

/** Hints speak of the arguments of tools; a person has options. */
const IN_OPTIONS: readonly (readonly [RegExp, string])[] = [
  [/search_memories shows them with include_closed/g, '--all shows them'],
  [/\bproject "all" shows them/g, '--project all shows them'],
  [/Try search_tolerance "normal", which/g, 'Leave out --strict, which'],
  [/search_tolerance "fuzzy"/g, '--fuzzy'],
  [/\bmemory_types\b/g, '--type'],
  [/\btags\b/g, '--tag'],
  [/\bcreated_after\b/g, '--since'],
  [/\bcreated_before\b/g, '--until'],
  [/\binclude_closed\b/g, '--all'],
  [/\bas_of\b/g, '--as-of'],
];

function hintForPeople(hint: string): string {
  return IN_OPTIONS.reduce((text, [tool, option]) => text.replaceAll(tool, option), hint);
}

import { withoutEmptyLists } from '../../domain/matches-filter.js';
import type { ProjectChoice } from '../../domain/project.js';
import type { SearchRequest } from '../../domain/search-request.js';
import type { RepositoryContext } from '../context.js';
import { askedFilters } from './asked-filters.js';
import { type Question, rankCandidates } from './find.js';

/** What to try next: where nothing was found, where words are unknown, and where the budget cut the list. */
export async function hintsFor(
  context: RepositoryContext,
  request: SearchRequest,
  question: Question,
  outcome: {
    readonly found: number;
    readonly left_out: number;
    readonly unknown: readonly string[];
    readonly projects: ProjectChoice | undefined;
  },
): Promise<{ hints?: readonly string[] }> {
  const hints: string[] = [];
  if (outcome.left_out > 0) {
    hints.push(`${outcome.left_out} more fit this page but not max_tokens; raise it, or take detail "ids".`);
  }
  if (outcome.found === 0) hints.push(...(await whenNothingFound(context, request, question, outcome)));
  return hints.length === 0 ? {} : { hints };
}

async function whenNothingFound(
  context: RepositoryContext,
  request: SearchRequest,
  question: Question,
  {
    unknown,
    projects,
  }: { readonly unknown: readonly string[]; readonly projects: ProjectChoice | undefined },
): Promise<string[]> {
  if (question.asked.length === 0)
    return ['The question holds no words to search for. Ask with nouns and verbs.'];
  const hints: string[] = [];
  const asked = withoutEmptyLists(request.filter);
  if (await nothingStored(context, question)) return ['The store is empty: nothing was stored yet.'];
  const filtered = Object.keys(askedFilters(request.filter, request.as_of));
  const now = context.clock.now();
  const here = projects === undefined ? {} : { projects };
  if (projects !== undefined) {
    const anywhere = { ...asked, valid_at: request.as_of ?? now };
    const elsewhere = await rankCandidates(context, question, anywhere, now, 1);
    if (elsewhere.ranked.length > 0) hints.push(elsewhereHint(elsewhere.total, elsewhere.total_is_minimum));
  }
  if (filtered.length > 0) {
    const without = await rankCandidates(context, question, { ...here, valid_at: now }, now, 1);
    if (without.ranked.length > 0) hints.push(`${without.total} match without ${filtered.join(', ')}.`);
  }
  if (request.filter.include_closed !== true) {
    const filter = { ...asked, ...here, valid_at: now, include_closed: true };
    const closed = await rankCandidates(context, question, filter, now, 1);
    if (closed.ranked.length > 0) {
      hints.push(
        `${closed.total} that are closed or not valid yet match; search_memories shows them with include_closed.`,
      );
    }
  }
  if (request.match_mode === 'all' && question.asked.length > 1) hints.push('Try match_mode "any".');
  if (request.tolerance === 'strict')
    hints.push('Try search_tolerance "normal", which also finds other forms of a word.');
  else if (request.tolerance === 'normal' && unknown.length > 0) {
    hints.push(
      `No memory holds ${unknown.map((word) => `"${word}"`).join(', ')}. Try search_tolerance "fuzzy" for misspellings.`,
    );
  }
  if (hints.length === 0) hints.push('Try other words for the same thing.');
  return hints;
}

/** Of what others store, not even that it is there may show. */
async function nothingStored(
  { backend, scope, clock }: RepositoryContext,
  question: Question,
): Promise<boolean> {
  if (question.statistics.documents === 0) return true;
  if (scope.access === null) return false;
  return (await backend.countMemories(scope, { valid_at: clock.now(), include_closed: true })) === 0;
}

/** Said where nothing was found here, but would be without regard to projects. */
export function elsewhereHint(count: number, isMinimum = false): string {
  return `${isMinimum ? 'At least ' : ''}${count} in other projects ${count === 1 ? 'matches' : 'match'}; project "all" shows them.`;
}

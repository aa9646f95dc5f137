import type { MemoryFilter } from '../../domain/memory-filter.js';
import type { NearDuplicate } from '../../domain/new-memory.js';
import type { ProjectChoice } from '../../domain/project.js';
import type { SearchDocument } from '../../domain/search-document.js';
import { NEAR_DUPLICATE, probeGuesses, probeWords, similarity, wordSet } from '../../search/similarity.js';
import type { RepositoryContext } from '../context.js';

const SCANNED = 400;
const COMPARED = 20;
const REPORTED = 3;

/** Live memories of these projects that say nearly the same as a text about to be stored, the most alike first. */
export async function nearDuplicates(
  context: RepositoryContext,
  document: SearchDocument,
  at: string,
  among: { readonly projects: ProjectChoice; readonly superseded?: readonly string[] | undefined },
): Promise<NearDuplicate[]> {
  const { backend, scope } = context;
  const statistics = await backend.termStatistics(scope, probeGuesses(document));
  const words = probeWords(document, statistics);
  if (words.length === 0) return [];
  const { projects, superseded = [] } = among;
  const filter: MemoryFilter = { valid_at: at, projects };
  const { candidates } = await backend.findCandidates(scope, {
    filter,
    groups: words.map((word) => [word]),
    match: 'any',
    scan_limit: SCANNED,
    limit: COMPARED,
  });
  const own = wordSet(document);
  const alike = candidates
    .map((candidate) => ({ id: candidate.id, similarity: similarity(own, wordSet(candidate.document)) }))
    .filter((each) => each.similarity >= NEAR_DUPLICATE && !superseded.includes(each.id))
    .sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? 1 : -1))
    .slice(0, REPORTED);
  if (alike.length === 0) return [];
  const titles = await backend.findTitles(
    scope,
    alike.map((each) => each.id),
  );
  return alike.flatMap((each) => {
    const title = titles.get(each.id);
    return title === undefined
      ? []
      : [{ id: each.id, title, similarity: Math.round(each.similarity * 100) / 100 }];
  });
}

import fc from 'fast-check';
import type { MultiTenantBackend } from '../../../src/contracts/tenancy.js';
import type { AccessScope } from '../../../src/domain/access-scope.js';
import type { MemoryFilter } from '../../../src/domain/memory-filter.js';
import { sixDecimals } from '../../../src/domain/numbers.js';
import { collect } from '../bench.js';
import { PROJECTS } from './people.js';

/** Said in every memory, so that a search meets all of them. */
export const COMMON_WORD = 'x1';
const LIMIT = 99;

/** One question; `ids` and `words` are filled in where it is asked. */
export interface Read {
  readonly kind:
    | 'list'
    | 'candidates'
    | 'words'
    | 'relationships'
    | 'history'
    | 'records'
    | 'mine'
    | 'counts'
    | 'projects'
    | 'duplicates'
    | 'audit'
    | 'everything'
    | 'registry';
  readonly filter: Omit<MemoryFilter, 'valid_at'>;
  readonly limit: number;
}

/** What the world knows that a question may be about. */
export interface Known {
  readonly memoryIds: readonly string[];
  readonly relationshipIds: readonly string[];
  /** Words and contents that were written, in whatever tenant. */
  readonly words: readonly string[];
  readonly contents: readonly string[];
  readonly at: string;
}

const filter = fc.record(
  {
    include_closed: fc.boolean(),
    projects: fc.constantFrom({ ids: [...PROJECTS], global: false }, { ids: [PROJECTS[0]], global: true }),
    relationship_types: fc.constantFrom(['CAUSES'], ['REPLACES', 'RELATED_TO']),
  },
  { requiredKeys: [] },
);

export const reads: fc.Arbitrary<Read> = fc.record({
  kind: fc.constantFrom(
    ...(['list', 'candidates', 'words', 'relationships', 'relationships', 'history', 'records'] as const),
    ...(['mine', 'counts', 'projects', 'duplicates', 'audit', 'everything', 'registry'] as const),
  ),
  filter: fc.oneof(fc.constant({}), filter),
  limit: fc.integer({ min: 1, max: 9 }),
});

/** An answer, and what of it is of the whole tenant rather than of who asks. */
export interface Answer {
  readonly own: unknown;
  readonly ofTenant: unknown;
}

/** Asks one backend; what has no stated order is sorted. */
export async function ask(
  backend: MultiTenantBackend,
  scope: AccessScope,
  read: Read,
  known: Known,
): Promise<Answer> {
  const own = (answer: unknown): Answer => ({ own: answer, ofTenant: null });
  const filter = { ...read.filter, valid_at: known.at };
  const { memoryIds, relationshipIds, words, contents, at } = known;
  const { limit } = read;
  switch (read.kind) {
    case 'list':
      return own([
        await backend.listMemories(scope, { filter, order: 'created_at', limit, offset: limit % 2 }),
        await backend.listMemories(scope, { filter, order: 'updated_at', limit: LIMIT }),
        await backend.countMemories(scope, filter),
      ]);
    case 'candidates': {
      const query = { filter, groups: [[COMMON_WORD], [...words]], match: 'any', scan_limit: LIMIT } as const;
      return own([
        await backend.findCandidates(scope, { ...query, limit }),
        await backend.findCandidates(scope, { ...query, scan_limit: limit, limit: LIMIT }),
      ]);
    }
    case 'words':
      return {
        own: [...(await backend.visibleWords(scope, words))].sort(),
        ofTenant: [
          await backend.termStatistics(scope, words),
          await backend.vocabulary(scope, { min_length: 1, max_length: 99 }),
        ],
      };
    case 'relationships':
      return own([
        await backend.findRelationships(scope, { limit: LIMIT }),
        await backend.findRelationships(scope, { memory_ids: memoryIds.slice(0, 2), valid_at: at, limit }),
        await backend.findRelationships(scope, { ids: relationshipIds, limit }),
      ]);
    case 'history':
      return own([
        await Promise.all(memoryIds.map((id) => backend.memoryHistory(scope, id))),
        await Promise.all(relationshipIds.map((id) => backend.relationshipHistory(scope, id))),
      ]);
    case 'records':
      return own([
        byId(await backend.findMemories(scope, memoryIds)),
        [...(await backend.findTitles(scope, memoryIds))].sort(),
        byId(await backend.findUse(scope, memoryIds)),
        await backend.completeId(scope, 'm', limit),
      ]);
    case 'mine':
      return own([
        await backend.memberCounts(scope),
        await backend.findIdempotency(scope, 'tool', 'k1', at),
        await backend.findIdempotency(scope, 'tool', 'k2', at),
      ]);
    case 'counts': {
      const counts = await backend.counts(scope, at);
      const { average_importance: mean } = counts;
      return own({ ...counts, average_importance: mean === null ? null : sixDecimals(mean) });
    }
    case 'projects':
      return {
        own: [await backend.projectSummaries(scope), await backend.projectAliases(scope)],
        ofTenant: await backend.projectGrants(scope),
      };
    case 'duplicates':
      return own(
        await Promise.all(
          contents.map((content_hash) =>
            backend.findDuplicate(scope, { content_hash, created_by: 'ann', visibility: 'public', at }),
          ),
        ),
      );
    case 'audit':
      return {
        own: null,
        ofTenant: [await backend.audit(scope).events({ limit: LIMIT }), await backend.audit(scope).head()],
      };
    case 'everything':
      return { own: await everything(backend, scope), ofTenant: (await backend.verify(scope)).faults };
    case 'registry':
      return {
        own: null,
        // Keys of tenants are drawn by each store for itself.
        ofTenant: (await backend.tenants.list()).map(({ key: _key, ...tenant }) => tenant),
      };
  }
}

/** All that the scope shows. */
export async function everything(backend: MultiTenantBackend, scope: AccessScope): Promise<unknown> {
  return {
    memories: await collect(backend.streamMemories(scope)),
    memoryVersions: await collect(backend.streamMemoryVersions(scope)),
    relationships: await collect(backend.streamRelationships(scope)),
    relationshipVersions: await collect(backend.streamRelationshipVersions(scope)),
    use: await collect(backend.streamUse(scope)),
    aliases: await backend.projectAliases(scope),
    summaries: await backend.projectSummaries(scope),
  };
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
}

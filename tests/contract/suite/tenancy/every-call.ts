import type { MultiTenantBackend } from '../../../../src/contracts/tenancy.js';
import type { AccessScope } from '../../../../src/domain/access-scope.js';
import { collect } from '../../bench.js';
import { memory, putMemory, T0 } from '../../records.js';

/** Every method that takes a scope, by name, as a call of somebody. */
export function everyCall(
  backend: MultiTenantBackend,
  scope: AccessScope,
): Record<string, () => Promise<unknown>> {
  const filter = { valid_at: T0 };
  const put = { id: 'cs', at: T0, preconditions: [], changes: [putMemory(memory({ id: 'a' }))] };
  return {
    commit: () => backend.commit(scope, put),
    addUse: () => backend.addUse(scope, [{ id: 'a', times: 1, at: T0 }]),
    findMemories: () => backend.findMemories(scope, ['a']),
    findTitles: () => backend.findTitles(scope, ['a']),
    listMemories: () => backend.listMemories(scope, { filter, order: 'created_at', limit: 1 }),
    countMemories: () => backend.countMemories(scope, filter),
    findUse: () => backend.findUse(scope, ['a']),
    memoryHistory: () => backend.memoryHistory(scope, 'a'),
    findDuplicate: () =>
      backend.findDuplicate(scope, { content_hash: 'x', created_by: 'ann', visibility: null, at: T0 }),
    findIdempotency: () => backend.findIdempotency(scope, 't', 'k', T0),
    countAnswers: () => backend.countAnswers(scope, ['k']),
    completeId: () => backend.completeId(scope, '', 1),
    projectAliases: () => backend.projectAliases(scope),
    projectGrants: () => backend.projectGrants(scope),
    projectSummaries: () => backend.projectSummaries(scope),
    memberCounts: () => backend.memberCounts(scope),
    findRelationships: () => backend.findRelationships(scope, { limit: 1 }),
    relationshipHistory: () => backend.relationshipHistory(scope, 'r'),
    termStatistics: () => backend.termStatistics(scope, ['a']),
    visibleWords: () => backend.visibleWords(scope, ['a']),
    vocabulary: () => backend.vocabulary(scope, { min_length: 1, max_length: 9 }),
    findCandidates: () =>
      backend.findCandidates(scope, { filter, groups: [['a']], match: 'any', scan_limit: 1, limit: 1 }),
    counts: () => backend.counts(scope, T0),
    streamMemories: () => collect(backend.streamMemories(scope)),
    streamMemoryVersions: () => collect(backend.streamMemoryVersions(scope)),
    streamRelationships: () => collect(backend.streamRelationships(scope)),
    streamRelationshipVersions: () => collect(backend.streamRelationshipVersions(scope)),
    streamUse: () => collect(backend.streamUse(scope)),
    verify: () => backend.verify(scope),
    scrub: () => backend.scrub(scope),
    audit: () => backend.audit(scope).events({ limit: 1 }),
    secret: () => backend.secret(scope),
  };
}

/** Names of the methods that `everyCall` must have, asked of the store itself. */
export function methodsOf(backend: MultiTenantBackend): string[] {
  return Object.keys(backend)
    .filter((name) => !NO_CALL.includes(name))
    .sort();
}

const NO_CALL = ['name', 'capabilities', 'tenants', 'serverAudit', 'close'];

import type { Backend } from '../../src/contracts/backend.js';
import type { MultiTenantBackend } from '../../src/contracts/tenancy.js';
import type { AccessScope } from '../../src/domain/access-scope.js';
import type { TenantPool } from './pool.js';

/** What a store with tenants is beside its tenants' parts. */
export interface StoreParts
  extends Pick<MultiTenantBackend, 'name' | 'capabilities' | 'tenants' | 'serverAudit'> {
  readonly closeRegistry: () => void;
}

/** The contract over a pool of tenants: each call goes to the part of the scope's tenant, whole and unchanged. */
export function routeByTenant(pool: TenantPool, { closeRegistry, ...parts }: StoreParts): MultiTenantBackend {
  const to = <T>({ tenant_id }: AccessScope, work: (part: Backend) => Promise<T>): Promise<T> =>
    pool.use(tenant_id, work);
  const from = <T>({ tenant_id }: AccessScope, open: (part: Backend) => AsyncIterable<T>): AsyncIterable<T> =>
    pool.stream(tenant_id, open);
  return {
    ...parts,
    commit: (scope, changes) => to(scope, (part) => part.commit(scope, changes)),
    addUse: (scope, uses) => to(scope, (part) => part.addUse(scope, uses)),
    findMemories: (scope, ids) => to(scope, (part) => part.findMemories(scope, ids)),
    findTitles: (scope, ids) => to(scope, (part) => part.findTitles(scope, ids)),
    listMemories: (scope, query) => to(scope, (part) => part.listMemories(scope, query)),
    countMemories: (scope, filter) => to(scope, (part) => part.countMemories(scope, filter)),
    findUse: (scope, ids) => to(scope, (part) => part.findUse(scope, ids)),
    memoryHistory: (scope, id) => to(scope, (part) => part.memoryHistory(scope, id)),
    findDuplicate: (scope, content) => to(scope, (part) => part.findDuplicate(scope, content)),
    findIdempotency: (scope, tool, key, at) =>
      to(scope, (part) => part.findIdempotency(scope, tool, key, at)),
    countAnswers: (scope, folded) => to(scope, (part) => part.countAnswers(scope, folded)),
    completeId: (scope, prefix, limit) => to(scope, (part) => part.completeId(scope, prefix, limit)),
    projectAliases: (scope) => to(scope, (part) => part.projectAliases(scope)),
    projectGrants: (scope) => to(scope, (part) => part.projectGrants(scope)),
    projectSummaries: (scope) => to(scope, (part) => part.projectSummaries(scope)),
    memberCounts: (scope) => to(scope, (part) => part.memberCounts(scope)),
    findRelationships: (scope, query) => to(scope, (part) => part.findRelationships(scope, query)),
    relationshipHistory: (scope, id) => to(scope, (part) => part.relationshipHistory(scope, id)),
    termStatistics: (scope, words) => to(scope, (part) => part.termStatistics(scope, words)),
    visibleWords: (scope, words) => to(scope, (part) => part.visibleWords(scope, words)),
    vocabulary: (scope, range) => to(scope, (part) => part.vocabulary(scope, range)),
    findCandidates: (scope, query) => to(scope, (part) => part.findCandidates(scope, query)),
    counts: (scope, at) => to(scope, (part) => part.counts(scope, at)),
    streamMemories: (scope) => from(scope, (part) => part.streamMemories(scope)),
    streamMemoryVersions: (scope) => from(scope, (part) => part.streamMemoryVersions(scope)),
    streamRelationships: (scope) => from(scope, (part) => part.streamRelationships(scope)),
    streamRelationshipVersions: (scope) => from(scope, (part) => part.streamRelationshipVersions(scope)),
    streamUse: (scope) => from(scope, (part) => part.streamUse(scope)),
    verify: (scope) => to(scope, (part) => part.verify(scope)),
    scrub: (scope) => to(scope, (part) => part.scrub(scope)),
    audit: (scope) => ({
      append: (events) => to(scope, (part) => part.audit(scope).append(events)),
      events: (query) => to(scope, (part) => part.audit(scope).events(query)),
      head: () => to(scope, (part) => part.audit(scope).head()),
    }),
    secret: (scope) => to(scope, (part) => part.secret(scope)),
    async close() {
      await pool.close();
      closeRegistry();
    },
  };
}
